"""Each alarm begins when it should, and ends when it should."""

from datetime import timedelta

import pytest

from jds.database.connection import Database
from jds.domain.time import Instant, instant_from_text
from jds.sources.alarm import FEWEST_UNKNOWN, AlarmKind
from jds.sources.register import open_paper_source
from jds.sources.rhythm import USUAL_SILENCE, Rhythm
from jds.sources.watch import Moved
from tests.intake.deliveries import COURT, NOON, OM, admit, registered, retracted, stated_complete
from tests.sources.rounds import agree, alarms, log_of, look, standing
from tests.sources.watched import (
    CAME,
    HOUR,
    LOGGED,
    LOGGED_AT,
    MINUTE,
    TICK,
    heartbeat,
    kinds_of,
    message,
    opened_of_om,
    settle,
)


def test_silence_is_seen_at_the_first_look_after_the_agreed_time_and_ends_when_it_is_heard(
    register: Database,
) -> None:
    admit(register, message(1), now=CAME)
    look(register, CAME)
    last = Instant(LOGGED_AT + USUAL_SILENCE)
    assert look(register, last).moved == ()

    silent = look(register, Instant(last + TICK))

    assert silent.moved == (Moved(OM, "actueel", "laat"),)
    [opened] = [each for each in silent.opened if each.source == OM]
    assert (opened.kind, opened.is_missing) == (AlarmKind.SILENCE, True)

    heard = Instant(last + HOUR)
    admit(register, message(2, time="2026-03-03T15:00:00Z"), now=heard)
    back = look(register, heard)

    assert back.moved == (Moved(OM, "laat", "actueel"),)
    assert [each.number for each in back.closed] == [opened.number]
    assert back.closed[0].closed_by is None
    assert log_of(register) == [
        ("laat", "actueel", "jds watch"),
        ("actueel", "laat", "jds watch"),
        ("laat", "actueel", "jds watch"),
    ]


def test_a_source_that_was_never_heard_is_late_and_alarms_after_the_agreed_time(
    register: Database,
) -> None:
    limit = Instant(NOON + USUAL_SILENCE)

    assert look(register, limit).opened == ()
    assert {each.source for each in look(register, Instant(limit + TICK)).opened} >= {OM, COURT}
    assert log_of(register) == []


def test_a_missing_heartbeat_makes_a_source_late_although_it_sends(register: Database) -> None:
    agree(register, Rhythm(heartbeat_every=HOUR), since=Instant(NOON + TICK))
    admit(register, message(1), heartbeat(2, after=0), now=CAME)
    assert look(register, CAME).moved == (Moved(OM, "laat", "actueel"),)

    later = Instant(LOGGED_AT + 2 * HOUR)
    admit(register, message(3, time="2026-03-02T14:29:00Z"), now=later)

    assert look(register, later).moved == (Moved(OM, "actueel", "laat"),)
    assert kinds_of(register) == [AlarmKind.HEARTBEAT]
    assert standing(register, later).standing == "laat"


def test_a_late_heartbeat_ends_its_alarm(register: Database) -> None:
    agree(register, Rhythm(heartbeat_every=HOUR), since=Instant(NOON + TICK))
    late = Instant(NOON + 3 * HOUR)
    admit(register, message(1, time="2026-03-02T14:59:00Z"), now=late)
    look(register, late)
    assert kinds_of(register) == [AlarmKind.HEARTBEAT]

    admit(register, heartbeat(2, time="2026-03-02T14:59:30Z", after=0), now=Instant(late + MINUTE))
    look(register, Instant(late + MINUTE))

    assert kinds_of(register) == []


def test_a_clock_that_runs_ahead_proves_no_heartbeats_of_days_to_come(register: Database) -> None:
    agree(register, Rhythm(heartbeat_every=HOUR), since=Instant(NOON + TICK))
    admit(register, message(1), heartbeat(2, time="2027-01-01T00:00:00Z", after=0), now=CAME)
    look(register, CAME)
    late = Instant(CAME + HOUR + TICK)
    admit(register, message(3, time="2026-03-02T14:00:00Z"), now=late)

    look(register, late)

    assert AlarmKind.HEARTBEAT in kinds_of(register)
    assert standing(register, late).standing == "laat"
    assert standing(register, late).complete_through_at == CAME


def test_a_gap_is_one_alarm_from_the_first_to_the_last_number(register: Database) -> None:
    admit(register, message(1), message(3), message(6), now=CAME)
    [opened] = look(register, CAME).opened
    assert (opened.kind, opened.facts) == (AlarmKind.GAP, {"eerste": 2, "reeksen": 2})
    assert standing(register, CAME).standing == "laat"

    admit(register, message(2), now=CAME)
    bit = look(register, Instant(CAME + MINUTE))
    assert (bit.opened, bit.closed) == ((), ())

    admit(register, message(4), message(5), now=Instant(CAME + MINUTE))
    [closed] = look(register, Instant(CAME + 2 * MINUTE)).closed
    assert closed.number == opened.number
    assert standing(register, Instant(CAME + 2 * MINUTE)).standing == "actueel"


def test_what_comes_in_the_middle_of_a_gap_makes_what_is_left_no_younger(
    register: Database,
) -> None:
    agree(register, Rhythm(usual_delay=HOUR), since=Instant(NOON + TICK))
    admit(register, message(1), message(5), now=CAME)
    admit(register, message(3), now=Instant(CAME + HOUR - MINUTE))
    assert look(register, Instant(CAME + HOUR - TICK)).opened == ()

    [opened] = look(register, Instant(CAME + HOUR)).opened

    assert opened.kind is AlarmKind.GAP


def test_counts_that_disagree_end_when_the_source_takes_its_statement_back(
    register: Database,
) -> None:
    admit(register, message(1), heartbeat(2, counted=7, after=0), now=CAME)
    [opened] = look(register, CAME).opened
    assert (opened.kind, opened.facts) == (AlarmKind.COUNTS, {"sequence": 2})
    assert standing(register, CAME).complete_through_at is None

    admit(register, retracted(3, about="s-2") | {"time": LOGGED}, now=CAME)
    later = Instant(CAME + MINUTE)
    assert [each.number for each in look(register, later).closed] == [opened.number]
    assert standing(register, later).standing == "actueel"


def test_a_day_with_zero_where_hundreds_are_agreed(register: Database) -> None:
    week = (300,) * 7
    agree(register, Rhythm(expected=week, usual_delay=HOUR), since=Instant(NOON + TICK))
    day_after = instant_from_text("2026-03-03T23:59:59Z")
    admit(register, message(1), message(2, time="2026-03-03T23:10:00Z"), now=day_after)
    assert opened_of_om(register, day_after) == []

    an_hour_after = instant_from_text("2026-03-04T00:00:00Z")
    [opened] = opened_of_om(register, an_hour_after)
    assert (opened.kind, opened.key) == (AlarmKind.EMPTY_DAY, "2026-03-03/")

    later = Instant(an_hour_after + MINUTE)
    admit(register, message(3, time="2026-03-03T12:00:00Z"), now=later)
    assert [each.number for each in look(register, later).closed] == [opened.number]


def test_a_heartbeat_makes_a_day_no_less_empty(register: Database) -> None:
    """An empty delivery proves nothing by itself: hundreds are usual, and none came."""
    week = (300,) * 7
    agree(register, Rhythm(expected=week, usual_delay=HOUR), since=Instant(NOON + TICK))
    empty = stated_complete(
        2, through="2026-03-03T23:00:00Z", time="2026-03-03T23:00:00Z", counts={}
    )
    first = message(1)
    now = instant_from_text("2026-03-04T00:00:00Z")
    admit(register, first, now=CAME)
    admit(register, heartbeat(2, after=0), now=CAME)

    admit(register, empty | {"sequence": "3", "id": "s-3"}, now=now)
    look(register, now)

    assert AlarmKind.EMPTY_DAY in kinds_of(register)
    assert standing(register, now).standing == "laat"


def test_a_position_that_goes_backwards(register: Database) -> None:
    admit(register, *(message(number) for number in range(1, 6)), now=CAME)
    assert look(register, CAME).opened == ()
    restored = registered(2, message_id="again-2") | {"time": "2026-03-02T13:30:00.000001Z"}
    later = Instant(CAME + HOUR)

    admit(register, restored, now=later)

    opened = {each.kind: each for each in look(register, later).opened}
    assert set(opened) == {AlarmKind.BACKWARDS, AlarmKind.CLASH}
    assert opened[AlarmKind.BACKWARDS].facts == {"hoogste": 5, "nu": 2}
    assert standing(register, later).standing == "laat"

    admit(register, message(6, time="2026-03-02T13:40:00Z"), now=later)
    closed = look(register, Instant(later + MINUTE)).closed
    assert [each.kind for each in closed] == [AlarmKind.BACKWARDS]


def test_a_clash_ends_when_one_of_the_two_is_withdrawn(register: Database) -> None:
    admit(register, message(1), registered(1, message_id="twin") | {"time": LOGGED}, now=CAME)
    [opened] = look(register, CAME).opened
    assert (opened.kind, opened.is_missing) == (AlarmKind.CLASH, False)
    assert standing(register, CAME).standing == "actueel"

    admit(register, retracted(2, about="twin") | {"time": LOGGED}, now=CAME)

    assert [each.number for each in look(register, Instant(CAME + MINUTE)).closed] == [
        opened.number
    ]


@pytest.mark.parametrize(
    ("count", "found"), [(FEWEST_UNKNOWN - 1, []), (FEWEST_UNKNOWN, [AlarmKind.UNKNOWN_CODES])]
)
def test_a_burst_of_kinds_that_nobody_knows(
    register: Database, count: int, found: list[AlarmKind]
) -> None:
    strange = [
        message(number) | {"type": "nl.jds.iets-nieuws.v1"} for number in range(1, count + 1)
    ]

    admit(register, *strange, now=CAME)
    look(register, CAME)

    assert kinds_of(register) == found


def test_a_burst_just_before_midnight_is_seen_after_it_and_over_a_day_later(
    register: Database,
) -> None:
    before = instant_from_text("2026-03-02T22:59:59Z")
    strange = [
        message(number) | {"type": "nl.jds.iets-nieuws.v1"}
        for number in range(1, FEWEST_UNKNOWN + 1)
    ]
    admit(register, *strange, now=before)

    look(register, Instant(before + MINUTE))
    assert kinds_of(register) == [AlarmKind.UNKNOWN_CODES]

    look(register, Instant(before + timedelta(days=1, minutes=1)))
    assert AlarmKind.UNKNOWN_CODES not in kinds_of(register)


def test_a_redelivery_of_unknown_kinds_counts_once(register: Database) -> None:
    strange = [message(number) | {"type": "nl.jds.iets-nieuws.v1"} for number in range(1, 15)]

    admit(register, *strange, now=CAME)
    admit(register, *strange, now=CAME)
    look(register, CAME)

    assert kinds_of(register) == []


def test_a_clock_that_runs_ahead_is_said_until_what_comes_next_does_not(
    register: Database,
) -> None:
    admit(register, message(1, time="2026-03-02T13:05:00.000001Z"), now=CAME)
    [opened] = look(register, CAME).opened
    assert opened.kind is AlarmKind.CLOCK

    admit(register, message(2, time="2026-03-02T13:06:00Z"), now=Instant(CAME + 6 * MINUTE))
    assert [each.number for each in look(register, Instant(CAME + 7 * MINUTE)).closed] == [
        opened.number
    ]


def test_what_an_operator_found_in_order_is_not_raised_again_but_the_next_day_is(
    register: Database,
) -> None:
    rhythm = Rhythm(expected=(300,) * 7, usual_delay=HOUR, silent_after=timedelta(days=30))
    agree(register, rhythm, since=Instant(NOON + TICK))
    admit(register, message(1), now=CAME)
    first = instant_from_text("2026-03-04T06:00:00Z")
    [opened] = opened_of_om(register, first)
    assert standing(register, first).standing == "laat"

    settle(register, opened.number, at=Instant(first + MINUTE))
    again = look(register, Instant(first + 2 * MINUTE))

    assert [each for each in again.open if each.source == OM] == []
    assert standing(register, Instant(first + 2 * MINUTE)).standing == "actueel"
    [kept] = [each for each in alarms(register, only_open=False) if each.source == OM]
    assert (kept.closed_by, kept.reason) == ("olga", "feestdag")

    next_day = look(register, instant_from_text("2026-03-05T06:00:00Z"))
    assert [each.key for each in next_day.open if each.source == OM] == ["2026-03-04/"]


def test_a_clash_that_was_found_in_order_hides_no_other(register: Database) -> None:
    admit(register, message(1), registered(1, message_id="twin") | {"time": LOGGED}, now=CAME)
    [opened] = look(register, CAME).opened
    settle(register, opened.number, at=Instant(CAME + MINUTE))
    assert look(register, Instant(CAME + 2 * MINUTE)).opened == ()

    later = Instant(CAME + 3 * MINUTE)
    admit(register, retracted(2, about="twin") | {"time": LOGGED}, now=later)
    admit(register, registered(2, message_id="other") | {"time": LOGGED}, now=later)

    [again] = look(register, later).opened
    assert (again.kind, again.facts) == (AlarmKind.CLASH, {"nummers": 1, "eerste": 2})


def test_what_clerks_enter_from_paper_is_not_watched(register: Database) -> None:
    with register.transaction() as connection:
        paper = open_paper_source(connection, OM, now=NOON)

    seen = look(register, Instant(NOON + timedelta(days=30)))

    assert OM in {each.source for each in seen.open}
    assert paper.urn not in {each.source for each in seen.open}
