"""Outages: which stretches of the log of standing they are, their numbers, and when they began."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.database.connection import Database
from jds.domain.time import Instant, as_instant, instant_from_text
from jds.sources.alarm import AlarmKind
from jds.sources.alarms import KeptAlarm
from jds.sources.currency import SourceCurrency
from jds.sources.find_outages import (
    NoSuchOutage,
    Outage,
    began_at,
    beginning,
    find_outage,
    list_outages,
    outages_in,
)
from jds.sources.record_standing import record_transition
from jds.sources.register import show_source
from jds.sources.standing import TRANSITIONS, WATCH, StandingWord, Stated
from tests.intake.deliveries import COURT, OM, admit, registered

START = instant_from_text("2025-07-17T20:45:00Z")
HEARD = instant_from_text("2025-07-17T12:00:00Z")
PROVEN = instant_from_text("2025-07-17T09:00:00Z")
LATE = instant_from_text("2026-09-01T08:00:00Z")


def _changed(
    urn: str, step: int, former: StandingWord, standing: StandingWord
) -> tuple[str, Stated]:
    since = as_instant(START + timedelta(hours=step))
    return urn, Stated(
        standing=standing, former=former, since=since, position=step, actor="a", reason="r",
        isolated_since=None if standing in ("actueel", "laat") else since,
    )  # fmt: skip


@st.composite
def _logs(draw: st.DrawFn) -> list[tuple[str, Stated]]:
    """Return a log of changes of two sources in which each may follow the one before it."""
    now: dict[str, StandingWord] = {OM: "laat", COURT: "laat"}
    log = []
    for step in range(draw(st.integers(0, 14))):
        urn = draw(st.sampled_from([OM, COURT]))
        to = draw(st.sampled_from([new for old, new in TRANSITIONS if old == now[urn]]))
        log.append(_changed(urn, step, now[urn], to))
        now[urn] = to
    return log


@given(log=_logs())
def test_outages_are_the_stretches_between_two_times_that_a_source_was_current(
    log: list[tuple[str, Stated]],
) -> None:
    found = outages_in(log)

    # Hour by hour: a source that any change says not to be current is in exactly one outage.
    for hour in range(15):
        at = as_instant(START + timedelta(hours=hour))
        for urn in (OM, COURT):
            said = [stated.standing for name, stated in log if name == urn and stated.since <= at]
            within = [
                each
                for each in found
                if each.source == urn
                and each.seen_at <= at
                and (each.to_at is None or at < each.to_at)
            ]
            is_out = bool(said) and said[-1] != "actueel"
            assert len(within) == int(is_out)
            if is_out:
                assert within[0].changes[0].since == min(
                    stated.since
                    for name, stated in log
                    if name == urn and within[0].seen_at <= stated.since <= at
                )
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert [each.seen_at for each in found] == sorted(each.seen_at for each in found)


@given(log=_logs(), cut=st.integers(0, 14))
def test_the_number_of_an_outage_is_the_same_whatever_comes_after_it(
    log: list[tuple[str, Stated]], cut: int
) -> None:
    before, after = outages_in(log[:cut]), outages_in(log)

    assert [(each.number, each.source, each.seen_at) for each in before] == [
        (each.number, each.source, each.seen_at) for each in after[: len(before)]
    ]


def _alarm(kind: AlarmKind, **facts: str | int) -> KeptAlarm:
    return KeptAlarm(
        number=1, source=OM, kind=kind, key="", facts=facts, is_missing=True, opened_at=START
    )


def _currency(*, heard: Instant | None, proven: Instant | None) -> SourceCurrency:
    return SourceCurrency(
        source=OM,
        kind="om",
        standing="laat",
        complete_through_at=proven,
        gaps=(),
        last_time=heard,
        last_statement=None,
        position=1,
        received_at=heard,
    )


@pytest.mark.parametrize(
    ("heard", "proven", "alarms", "expected"),
    [
        (HEARD, PROVEN, (), HEARD),
        (HEARD, PROVEN, (_alarm(AlarmKind.SILENCE),), HEARD),
        (HEARD, PROVEN, (_alarm(AlarmKind.GAP),), PROVEN),
        (HEARD, PROVEN, (_alarm(AlarmKind.HEARTBEAT),), PROVEN),
        (HEARD, PROVEN, (_alarm(AlarmKind.COUNTS),), PROVEN),
        (HEARD, None, (_alarm(AlarmKind.GAP),), HEARD),
        (None, None, (_alarm(AlarmKind.SILENCE),), START),
        (as_instant(START + timedelta(hours=1)), None, (), START),
        (
            HEARD,
            PROVEN,
            (_alarm(AlarmKind.EMPTY_DAY, dag="2025-07-16"),),
            instant_from_text("2025-07-15T22:00:00Z"),
        ),
    ],
)
def test_an_outage_began_when_the_source_was_last_heard_or_last_proven_complete(
    heard: Instant | None,
    proven: Instant | None,
    alarms: tuple[KeptAlarm, ...],
    expected: Instant,
) -> None:
    assert beginning(START, _currency(heard=heard, proven=proven), alarms) == expected


def test_an_outage_of_a_source_that_is_not_known_began_when_it_was_seen() -> None:
    assert beginning(START, None, ()) == START


def test_what_was_heard_of_a_source_that_is_cut_off_tells_when_the_outage_began(
    register: Database,
) -> None:
    admit(register, registered(1))
    _change(register, to="actueel", actor=WATCH)
    _change(register, to="afgesneden", actor="o")
    with register.transaction() as connection:
        [outage] = list_outages(connection, at=LATE)
        began = began_at(connection, outage)
        of_court = list_outages(connection, at=LATE, urn=COURT)

    assert (outage.source, outage.standing, outage.to_at) == (OM, "afgesneden", None)
    assert outage.isolated_since == outage.seen_at
    assert began == instant_from_text("2025-03-10T08:00:00Z")
    assert of_court == []


def test_an_outage_is_known_from_the_instant_at_which_it_was_seen(register: Database) -> None:
    admit(register, registered(1))
    _change(register, to="afgesneden", actor="o")
    with register.transaction() as connection:
        found: Outage = find_outage(connection, 1, at=LATE)
        assert find_outage(connection, 1, at=found.seen_at) == found
        with pytest.raises(NoSuchOutage):
            find_outage(connection, 1, at=as_instant(found.seen_at - timedelta(microseconds=1)))
        with pytest.raises(NoSuchOutage):
            find_outage(connection, 2, at=LATE)


def _change(register: Database, *, to: StandingWord, actor: str) -> None:
    with register.transaction() as connection:
        act_id = None
        if actor != WATCH:
            connection.execute(
                "INSERT INTO actor (name, role, public_key, added_at, added_by)"
                " VALUES ('o', 'operator', '', now(), 'o')"
            )
            [(act_id,)] = connection.execute(
                "INSERT INTO act (actor, done_at, verb, digest, signature)"
                " VALUES ('o', now(), 'source isolate', '', '') RETURNING act_id"
            ).fetchall()
        record_transition(
            connection,
            show_source(connection, OM),
            to=to,
            actor=actor,
            reason="r",
            clock=lambda: START,
            act_id=act_id,
        )
