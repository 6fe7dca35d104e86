"""What one operator does about a source: proven, with a reason, in one transaction."""

from datetime import timedelta
from pathlib import Path

import pytest

from jds.accounting.actors import ReasonRefused
from jds.accounting.disclose import Asker
from jds.accounting.source_acts import (
    DistrustAhead,
    PaperHasNoStanding,
    agree_rhythm,
    ask_again,
    isolate,
    settle,
)
from jds.database.connection import Connection, Database
from jds.domain.time import Instant
from jds.errors import NotAllowed
from jds.sources.alarm import Alarm, AlarmKind
from jds.sources.alarms import Change, keep_change
from jds.sources.record_standing import history_of
from jds.sources.register import NoSuchSource, add_source, open_paper_source, show_source
from jds.sources.rhythm import Rhythm, UnfitRhythm, rhythms_of
from tests.accounting.four_eyes import hire_staff
from tests.accounting.moments import NOON
from tests.intake.deliveries import NOBODY, OM

TICK = timedelta(microseconds=1)
NOW = Instant(NOON + timedelta(hours=1))


@pytest.fixture
def office(home: Path, primary_database: Database) -> tuple[Database, Path]:
    """Give a founded register with staff and one source."""
    hire_staff(primary_database, home)
    with primary_database.transaction() as connection:
        add_source(connection, OM, kind="om", now=NOON)
    return primary_database, home


def asker(home: Path, name: str = "olga", *, reason: str = "inbraak gemeld") -> Asker:
    return Asker(name=name, home=home, reason=reason)


def acts(connection: Connection) -> list[tuple[str, str, str | None]]:
    return connection.execute(
        "SELECT actor, verb, reason FROM act WHERE verb LIKE 'source %' ORDER BY act_id"
    ).fetchall()


def cut_off(
    office: tuple[Database, Path],
    *,
    by: str = "olga",
    reason: str = "inbraak gemeld",
    urn: str = OM,
    distrust_from: Instant | None = None,
) -> None:
    database, home = office
    with database.transaction() as connection:
        isolate(
            connection,
            urn,
            distrust_from=distrust_from,
            asker=asker(home, by, reason=reason),
            clock=lambda: NOW,
        )


def test_one_operator_cuts_a_source_off_and_the_log_names_who_and_why(
    office: tuple[Database, Path],
) -> None:
    cut_off(office)

    database, _ = office
    with database.transaction() as connection:
        [change] = history_of(connection, show_source(connection, OM))
        assert acts(connection) == [("olga", "source isolate", "inbraak gemeld")]
    assert (change.standing, change.former, change.actor, change.reason) == (
        *("afgesneden", "laat", "olga"),
        "inbraak gemeld",
    )


@pytest.mark.parametrize(
    ("distrust_from", "is_taken"),
    [(None, True), (NOON, True), (NOW, True), (Instant(NOW + TICK), False)],
)
def test_distrust_begins_now_at_the_latest(
    office: tuple[Database, Path], distrust_from: Instant | None, *, is_taken: bool
) -> None:
    if is_taken:
        cut_off(office, distrust_from=distrust_from)
        return
    with pytest.raises(DistrustAhead) as refused:
        cut_off(office, distrust_from=distrust_from)
    assert "has yet to come" in refused.value.sentence


@pytest.mark.parametrize("name", ["petra", "niemand"])
def test_who_is_no_operator_cuts_nobody_off(office: tuple[Database, Path], name: str) -> None:
    with pytest.raises(NotAllowed):
        cut_off(office, by=name)

    with office[0].transaction() as connection:
        assert history_of(connection, show_source(connection, OM)) == []
        assert acts(connection) == []


def test_a_source_is_not_cut_off_without_a_reason(office: tuple[Database, Path]) -> None:
    with pytest.raises(ReasonRefused):
        cut_off(office, reason=" ")


def test_a_source_that_is_not_there_cannot_be_cut_off(office: tuple[Database, Path]) -> None:
    with pytest.raises(NoSuchSource):
        cut_off(office, urn=NOBODY)


def test_what_clerks_enter_from_paper_is_not_cut_off(office: tuple[Database, Path]) -> None:
    with office[0].transaction() as connection:
        paper = open_paper_source(connection, OM, now=NOON)

    with pytest.raises(PaperHasNoStanding) as refused:
        cut_off(office, urn=paper.urn)
    assert "paper" in refused.value.sentence


def test_a_rhythm_counts_from_the_moment_it_was_agreed(office: tuple[Database, Path]) -> None:
    database, home = office
    hourly = Rhythm(heartbeat_every=timedelta(hours=1))

    with database.transaction() as connection:
        since = agree_rhythm(connection, OM, hourly, asker=asker(home), clock=lambda: NOW)
        assert [(each.since, each.rhythm) for each in rhythms_of(connection, OM)][1:] == [
            (since, hourly)
        ]
        assert [verb for _, verb, _ in acts(connection)] == ["source rhythm"]
    assert since >= NOW


def test_a_rhythm_that_cannot_be_leaves_no_trace(office: tuple[Database, Path]) -> None:
    database, home = office
    with pytest.raises(UnfitRhythm), database.transaction() as connection:
        agree_rhythm(
            connection,
            OM,
            Rhythm(silent_after=timedelta(0)),
            asker=asker(home),
            clock=lambda: NOW,
        )

    with database.transaction() as connection:
        assert len(rhythms_of(connection, OM)) == 1
        assert acts(connection) == []


def test_a_request_to_send_again_is_an_act(office: tuple[Database, Path]) -> None:
    database, home = office
    with database.transaction() as connection:
        request = ask_again(connection, OM, asked=(1, 3), asker=asker(home), now=NOW)
        assert request.number == 1
        assert [(actor, verb) for actor, verb, _ in acts(connection)] == [("olga", "source resend")]


def test_an_alarm_is_settled_by_an_operator_with_a_reason(office: tuple[Database, Path]) -> None:
    database, home = office
    with database.transaction() as connection:
        alarm = Alarm(kind=AlarmKind.CLOCK, key="2026-03-02", facts={"minuten": 7})
        keep_change(
            connection, show_source(connection, OM).source_id, Change((alarm,), ()), at=NOON
        )

    with database.transaction() as connection, pytest.raises(ReasonRefused):
        settle(connection, 1, asker=asker(home, reason=""), clock=lambda: NOW)
    with database.transaction() as connection:
        settled = settle(connection, 1, asker=asker(home, reason="bekend"), clock=lambda: NOW)

    assert (settled.closed_by, settled.reason) == ("olga", "bekend")
