"""I1, I2 and I5 with quarantine: after release a register equals one that was never distrustful."""

import json
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jds.database.connection import Connection, Database
from jds.domain.fold import fold
from jds.domain.time import Instant
from jds.intake.catch_up_backlog import catch_up_backlog
from jds.intake.compare_quarantine import compare_quarantine
from jds.intake.judge import Judge
from jds.intake.quarantine import find_slice, list_slices, read_slice_name
from jds.intake.release_quarantine import sign_off
from jds.intake.sort_quarantine import sort_quarantine
from jds.ledger.verify import verify
from jds.records.catch_up import catch_up
from jds.sources.register import kinds_of_sources
from jds.sources.standing import StandingWord
from tests.conftest import NewDatabase
from tests.intake.untrusted import ORDER, an_act, bring_to
from tests.invariants.deliveries import (
    DAYS,
    RULE,
    Crash,
    File,
    day_of,
    deliver,
    failing,
    files,
    may_send,
    one_for_each_example,
    sent_lines,
)
from tests.oracle.payloads import SOURCES
from tests.oracle.record_oracle import view
from tests.records.ledgers import KEY, add_sources, everything_accepted

URNS = sorted(SOURCES.values())


@dataclass(frozen=True)
class Distrustful:
    """Files, which sources are not trusted when each comes, and where catch-up breaks off."""

    delivered: list[File] = field(repr=False)
    distrusted: list[list[str]]
    crashes: list[int]


@st.composite
def distrustful(draw: st.DrawFn) -> Distrustful:
    """Return deliveries of which some are not trusted."""
    delivered = draw(files(draw(sent_lines())))
    untrusted = st.lists(st.sampled_from(URNS), unique=True, max_size=4)
    return Distrustful(
        delivered,
        [draw(untrusted) for _ in delivered],
        draw(st.lists(st.integers(1, 120), max_size=3)),
    )


@settings(one_for_each_example, max_examples=12)
@given(drawn=distrustful())
def test_after_release_a_register_equals_its_twin_that_never_distrusted(
    new_primary_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
    drawn: Distrustful,
) -> None:
    delivered = drawn.delivered
    with new_primary_database() as database:
        add_sources(database, {urn: kind for kind, urn in SOURCES.items()})
        folder = tmp_path_factory.mktemp("in")
        for file, urns in zip(delivered, drawn.distrusted, strict=True):
            trusted: dict[str, StandingWord] = dict.fromkeys(URNS, "actueel")
            _state(database, trusted | dict.fromkeys(urns, "terugkerend"), now=day_of(file))
            deliver(database, [file], folder=folder)
        _let_everything_in(database, crashes=drawn.crashes)
        catch_up(database, rule=RULE)
        with database.connect() as connection:
            found = _what_there_is(connection)
            connection.rollback()
            assert verify(connection).findings == ()
            assert connection.execute(
                "SELECT (SELECT count(*) FROM quarantine_item), (SELECT count(*) FROM set_aside"
                " WHERE reason = 'quarantaine' AND state = 'apart-gezet')"
            ).fetchone() == (0, 0)
    with new_primary_database() as twin:
        add_sources(twin, {urn: kind for kind, urn in SOURCES.items()})
        deliver(twin, delivered, folder=tmp_path_factory.mktemp("twin"))
        catch_up(twin, rule=RULE)
        with twin.connect() as connection:
            expected = _what_there_is(connection)

    assert found == expected


def _state(database: Database, words: dict[str, StandingWord], *, now: Instant) -> None:
    with database.transaction() as connection:
        for urn, word in words.items():
            bring_to(connection, urn, word, now=now)


def _let_everything_in(database: Database, *, crashes: list[int]) -> None:
    _state(database, dict.fromkeys(URNS, "terugkerend"), now=DAYS[-1])
    for urn in URNS:
        compare_quarantine(database, urn, order=ORDER, clock=lambda: DAYS[-1])
    with database.transaction() as connection:
        for source_id in sorted({each.name.source_id for each in list_slices(connection)}):
            name = read_slice_name(connection, f"{source_id}/alles", classes=ORDER.names)
            found = find_slice(connection, name)
            sign_off(
                connection,
                name,
                digest=found.digest,
                order=ORDER,
                act_id=an_act(connection),
                by="officier",
                reason="oefening",
                clock=lambda: DAYS[-1],
                accepted_findings=found.findings,
            )
        judge = Judge(sources=kinds_of_sources(connection), may_send=may_send)
    for at_statement in [*crashes, None]:
        try:
            catch_up_backlog(
                database if at_statement is None else failing(database, at_statement=at_statement),
                judge=judge,
                register_key=KEY,
                clock=lambda: DAYS[-1],
                pause=lambda seconds: None,
                step_messages=3,
                processes=0,
            )
        except Crash:
            continue
        break
    sort_quarantine(database, order=ORDER)


def _what_there_is(connection: Connection) -> dict[str, object]:
    """Return what a register holds, apart from positions, moments and the way it came in."""
    register = fold(everything_accepted(connection), rule=RULE)
    return {
        "persons": view(register).persons,
        "described": {p.subjects: (p.current, p.former, p.cases) for p in register.persons},
        "effects": _rows(
            connection,
            "SELECT urn, message_id, effect, reason"
            " FROM effect JOIN ledger_line USING (position) JOIN source USING (source_id)",
        ),
        "set aside": Counter(
            (source, message_id, reason, _content(content))
            for source, message_id, reason, content in connection.execute(
                "SELECT source, message_id, reason, content FROM set_aside"
                " WHERE state = 'apart-gezet'"
            )
        ),
        "counts": _rows(connection, "SELECT * FROM fate_count"),
        "gaps": _rows(
            connection,
            "SELECT source_id, first_missing, last_missing FROM source_gap"
            " WHERE closed_at_position IS NULL",
        ),
        "clashes": _rows(connection, "SELECT source_id, sequence, message_id FROM sequence_clash"),
        "statements": _rows(
            connection,
            "SELECT source_id, complete_through_at, last_sequence FROM source_statement",
        ),
    }


def _content(content: bytes) -> str:
    try:
        return json.dumps(json.loads(content), sort_keys=True)
    except ValueError:
        return content.hex()


def _rows(connection: Connection, query: str) -> set[tuple[object, ...]]:
    return set(connection.execute(query).fetchall())
