"""I1: every line that came has one fate, and every accepted message an effect. Nothing is lost."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given

from jds.database.connection import Connection
from jds.domain.time import amsterdam_day
from jds.ledger.verify import verify
from tests.conftest import NewDatabase
from tests.invariants.deliveries import (
    RULE,
    File,
    Sent,
    content_of,
    day_of,
    files,
    one_for_each_example,
    register_after,
    sent_lines,
)
from tests.oracle.record_oracle import oracle
from tests.records.ledgers import effects_kept, everything_accepted

SourceAndDay = tuple[str, date]
Fates = dict[str, int]


@one_for_each_example
@given(delivered=sent_lines().flatmap(files))
def test_per_source_and_day_what_was_received_is_what_has_a_fate(
    new_primary_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
    delivered: list[File],
) -> None:
    folder = tmp_path_factory.mktemp("in")
    with (
        new_primary_database() as database,
        register_after(database, delivered, folder=folder) as connection,
    ):
        counted = _counted(connection)
        accepted, set_aside = _accepted(connection), _set_aside(connection)
        connection.rollback()
        assert verify(connection).findings == ()

    assert counted == _expected(delivered, accepted=accepted, set_aside=set_aside)
    for fates in counted.values():
        assert fates["received"] == sum(fates.values()) - fates["received"]


@one_for_each_example
@given(delivered=sent_lines().flatmap(files))
def test_everything_that_was_sent_is_kept_once_or_was_refused(
    new_primary_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
    delivered: list[File],
) -> None:
    folder = tmp_path_factory.mktemp("in")
    with (
        new_primary_database() as database,
        register_after(database, delivered, folder=folder) as connection,
    ):
        kept = Counter(_accepted(connection)) + Counter(_set_aside(connection))

    sent = {identity: line for file in delivered for identity, line in _identified(file)}
    assert kept == Counter(_kept_as(line) for line in sent.values() if not line.is_refused)


@one_for_each_example
@given(delivered=sent_lines().flatmap(files))
def test_every_accepted_message_has_the_effect_that_the_oracle_expects(
    new_primary_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
    delivered: list[File],
) -> None:
    folder = tmp_path_factory.mktemp("in")
    with (
        new_primary_database() as database,
        register_after(database, delivered, folder=folder) as connection,
    ):
        messages = everything_accepted(connection)
        effects = {position: effect for position, (effect, _) in effects_kept(connection).items()}

    displaced = {message.displaces for message in messages}
    assert set(effects) == {m.position for m in messages} - displaced
    assert effects == oracle(messages, on=None, rule=RULE).effects


def _counted(connection: Connection) -> dict[SourceAndDay, Fates]:
    rows = connection.execute(
        "SELECT source, day, received, accepted, duplicates, set_aside, refused FROM fate_count"
    )
    names = ("received", "accepted", "duplicates", "set_aside", "refused")
    return {(source, day): dict(zip(names, fates, strict=True)) for source, day, *fates in rows}


def _expected(
    delivered: Sequence[File], *, accepted: Sequence[str], set_aside: Sequence[str]
) -> dict[SourceAndDay, Fates]:
    """Return the counts by the list that was sent, and where each message is found."""
    counts: dict[SourceAndDay, Fates] = {}
    seen: set[object] = set()
    for file in delivered:
        for identity, line in _identified(file):
            fates = counts.setdefault(
                (line.counted_under, amsterdam_day(day_of(file))),
                {"received": 0, "accepted": 0, "duplicates": 0, "set_aside": 0, "refused": 0},
            )
            fates["received"] += 1
            if line.is_police_data:
                fates["refused"] += 1
            elif identity in seen:
                fates["duplicates"] += 1
            elif line.is_refused:
                fates["refused"] += 1
            elif _kept_as(line) in accepted:
                fates["accepted"] += 1
            else:
                assert _kept_as(line) in set_aside
                fates["set_aside"] += 1
            seen.add(identity)
    return counts


def _identified(file: File) -> list[tuple[object, Sent]]:
    """Return the lines of a file, each with what it is recognised by when it comes again."""
    text = tuple(line.content for line in file.lines)
    return [
        (line.same_as or (text, number, line.content), line)
        for number, line in enumerate(file.lines)
    ]


def _accepted(connection: Connection) -> list[str]:
    """Return what the accepted messages say, without those that another displaced."""
    rows = connection.execute(
        "SELECT content FROM ledger_line AS line JOIN ledger_payload USING (position)"
        " WHERE NOT EXISTS (SELECT FROM ledger_line AS later WHERE later.displaces = line.position)"
    )
    return [content_of(json.loads(content)) for (content,) in rows]


def _set_aside(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT content FROM set_aside")
    return [_content(bytes(content)) for (content,) in rows]


def _kept_as(line: Sent) -> str:
    return line.same_as or _content(line.content)


def _content(content: bytes) -> str:
    try:
        return content_of(json.loads(content))
    except ValueError:
        return content.hex()
