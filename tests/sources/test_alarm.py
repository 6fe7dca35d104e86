"""What is wrong with a source, seen from here: each alarm from both sides of its boundary."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from msgspec.structs import replace

from jds.domain.sequence import LAST
from jds.domain.time import Instant, LegalDay, add_days, as_legal_day, instant_from_text
from jds.sources.alarm import (
    CLOCK_MAY_BE_AHEAD,
    DAYS_BACK,
    FEWEST_UNKNOWN,
    FEWEST_WEEKS,
    HUNDREDS,
    LOGGED_MUCH_LATER,
    MISSING,
    SETTLED_BY_PEOPLE,
    WEEKS_BACK,
    Alarm,
    AlarmKind,
    Order,
    Seen,
    UnknownCodes,
    alarms_in,
)
from jds.sources.alarm_words import sentence
from jds.sources.gaps import Gap
from jds.sources.rhythm import Rhythm
from jds.sources.standing import StandingWord

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
ADDED = instant_from_text("2026-01-01T12:00:00Z")
NOW = instant_from_text("2026-03-04T12:00:00Z")
WEDNESDAY = as_legal_day(NOW.date())
TUESDAY = add_days(WEDNESDAY, -1)

QUICK = Rhythm(usual_delay=HOUR)
"""A source that delivers within the hour: yesterday is looked at soon after it has ended."""

WELL = Seen(stated="actueel", rhythm=QUICK, at=NOW, watched_from=ADDED, heard_at=NOW)
"""A source with which nothing is wrong."""

UNTRUSTED: list[StandingWord] = ["afgesneden", "terugkerend"]


def kinds(seen: Seen) -> list[AlarmKind]:
    return [each.kind for each in alarms_in(seen)]


def only(seen: Seen) -> Alarm:
    [alarm] = alarms_in(seen)
    return alarm


def before(stretch: timedelta) -> Instant:
    return Instant(NOW - stretch)


def test_nothing_is_said_of_a_source_with_which_nothing_is_wrong() -> None:
    assert kinds(WELL) == []


# Silence ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("silent_for", "found"), [(HOUR, []), (HOUR + TICK, [AlarmKind.SILENCE])], ids=["in", "after"]
)
@pytest.mark.parametrize("was_ever_heard", [True, False])
def test_silence_longer_than_agreed(
    silent_for: timedelta, found: list[AlarmKind], *, was_ever_heard: bool
) -> None:
    since = before(silent_for)
    seen = replace(WELL, rhythm=Rhythm(silent_after=HOUR))
    seen = (
        replace(seen, heard_at=since)
        if was_ever_heard
        else replace(seen, heard_at=None, watched_from=since)
    )

    assert kinds(seen) == found


def test_the_sentence_of_silence_tells_never_from_long_ago() -> None:
    long_ago = only(replace(WELL, heard_at=before(27 * HOUR)))
    never = only(replace(WELL, heard_at=None))

    said = [sentence(each.kind, each.facts, language="nl") for each in (long_ago, never)]
    assert said[0] == (
        "De bron is voor het laatst gehoord op 2026-03-03T09:00:00Z; afgesproken is ten hoogste "
        "PT26H stilte."
    )
    assert "nog nooit gehoord sinds 2026-01-01T12:00:00Z" in said[1]


@pytest.mark.parametrize("stated", UNTRUSTED)
def test_the_silence_of_a_source_that_is_cut_off_is_no_news(stated: StandingWord) -> None:
    silent = replace(
        WELL,
        heard_at=before(1000 * HOUR),
        heartbeat_agreed_at=ADDED,
        rhythm=Rhythm(heartbeat_every=HOUR, expected=(300,) * 7),
    )
    assert set(kinds(silent)) == {AlarmKind.SILENCE, AlarmKind.HEARTBEAT, AlarmKind.EMPTY_DAY}

    assert kinds(replace(silent, stated=stated)) == []


def test_a_source_that_is_catching_up_is_to_be_heard_again() -> None:
    assert kinds(replace(WELL, stated="inhalen", heard_at=before(27 * HOUR))) == [AlarmKind.SILENCE]


# Heartbeat -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waited", "found"),
    [(HOUR * 1.5, []), (HOUR * 1.5 + TICK, [AlarmKind.HEARTBEAT])],
    ids=["in", "after"],
)
@pytest.mark.parametrize("was_ever_stated", [True, False])
def test_a_heartbeat_that_was_due_and_the_usual_delay_after_it(
    waited: timedelta, found: list[AlarmKind], *, was_ever_stated: bool
) -> None:
    rhythm = Rhythm(heartbeat_every=HOUR, usual_delay=HOUR / 2)
    since = before(waited)
    seen = (
        replace(WELL, rhythm=rhythm, heartbeat_at=since, heartbeat_agreed_at=ADDED)
        if was_ever_stated
        else replace(WELL, rhythm=rhythm, heartbeat_agreed_at=since)
    )

    assert kinds(seen) == found


def test_no_heartbeat_is_missed_where_none_was_agreed() -> None:
    assert kinds(replace(WELL, heartbeat_at=ADDED)) == []


# Gaps ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delay", "missing_for", "found"),
    [
        (None, timedelta(0), [AlarmKind.GAP]),
        (timedelta(0), timedelta(0), [AlarmKind.GAP]),
        (HOUR, HOUR - TICK, []),
        (HOUR, HOUR, [AlarmKind.GAP]),
    ],
)
def test_a_gap_is_an_alarm_once_it_is_older_than_the_usual_delay(
    delay: timedelta | None, missing_for: timedelta, found: list[AlarmKind]
) -> None:
    seen = replace(
        WELL,
        rhythm=Rhythm(usual_delay=delay),
        gaps=(Gap(3, 4), Gap(9, 9)),
        missing_since=before(missing_for),
    )

    assert kinds(seen) == found


@pytest.mark.parametrize("stated", UNTRUSTED)
def test_what_is_missing_is_said_of_a_source_that_is_cut_off_too(stated: StandingWord) -> None:
    seen = replace(WELL, stated=stated, gaps=(Gap(3, 4),), missing_since=ADDED, differing=7)

    assert kinds(seen) == [AlarmKind.GAP, AlarmKind.COUNTS]


def test_the_sentence_of_a_gap_stays_true_while_it_closes_bit_by_bit() -> None:
    alarm = only(replace(WELL, gaps=(Gap(3, 4), Gap(9, 9)), missing_since=ADDED))

    assert sentence(alarm.kind, alarm.facts, language="nl") == (
        "Er ontbreken volgnummers. Bij het begin van dit alarm waren het er in 2 reeks(en), "
        "vanaf 3."
    )


# Counts ----------------------------------------------------------------------------------------


def test_counts_that_disagree_name_the_first_statement_that_does() -> None:
    alarm = only(replace(WELL, differing=12))

    assert (alarm.kind, alarm.key) == (AlarmKind.COUNTS, "12")
    assert "melding 12" in sentence(alarm.kind, alarm.facts, language="nl")


# Empty days ------------------------------------------------------------------------------------


def usual_weeks(
    count: int, *, weeks: int = WEEKS_BACK, kind: str = "zaak-ingeschreven"
) -> dict[LegalDay, Mapping[str, int]]:
    """Return so many messages on the same weekday of the weeks before yesterday."""
    return {add_days(TUESDAY, -7 * week): {kind: count} for week in range(1, weeks + 1)}


def filled(seen: Seen, count: int = 5) -> Seen:
    """Return what is seen with something on every day on which nothing came."""
    days = {
        add_days(TUESDAY, -back): {"zaak-ingeschreven": count} for back in range(1, DAYS_BACK + 7)
    }
    return replace(seen, days={**days, **seen.days})


@pytest.mark.parametrize(("usual", "is_said"), [(HUNDREDS, True), (HUNDREDS - 1, False)])
def test_a_day_with_zero_where_hundreds_are_usual(usual: int, *, is_said: bool) -> None:
    seen = filled(replace(WELL, days=usual_weeks(usual)))

    found = list(alarms_in(seen))

    assert [(each.kind, each.key) for each in found] == (
        [(AlarmKind.EMPTY_DAY, f"{TUESDAY.isoformat()}/")] if is_said else []
    )


def test_one_message_makes_a_day_no_empty_day() -> None:
    seen = filled(replace(WELL, days={**usual_weeks(HUNDREDS), TUESDAY: {"zaak-ingeschreven": 1}}))

    assert kinds(seen) == []


@pytest.mark.parametrize(
    ("weeks", "found"), [(FEWEST_WEEKS, [AlarmKind.EMPTY_DAY]), (FEWEST_WEEKS - 1, [])]
)
def test_what_is_usual_is_known_after_some_weeks(weeks: int, found: list[AlarmKind]) -> None:
    first_day = add_days(TUESDAY, -7 * weeks)
    added = Instant(instant_from_text(f"{first_day.isoformat()}T00:00:00+01:00"))
    seen = filled(replace(WELL, watched_from=added, days=usual_weeks(HUNDREDS, weeks=weeks)))

    assert kinds(seen) == found


def test_a_day_of_which_the_source_was_added_half_way_is_not_looked_at() -> None:
    day_began = instant_from_text(f"{TUESDAY.isoformat()}T00:00:00+01:00")
    expecting = replace(QUICK, expected=(HUNDREDS,) * 7)
    whole = replace(WELL, rhythm=expecting, watched_from=day_began)

    assert kinds(whole) == [AlarmKind.EMPTY_DAY]
    assert kinds(replace(whole, watched_from=Instant(day_began + TICK))) == []


@pytest.mark.parametrize(("agreed", "is_said"), [(HUNDREDS, True), (HUNDREDS - 1, False)])
def test_what_is_agreed_for_a_weekday_goes_before_what_is_usual(
    agreed: int, *, is_said: bool
) -> None:
    # From Monday: only the Tuesday counts.
    expecting = replace(QUICK, expected=(0, agreed, 0, 0, 0, 0, 0))
    seen = filled(replace(WELL, rhythm=expecting, days=usual_weeks(1000)))

    assert kinds(seen) == ([AlarmKind.EMPTY_DAY] if is_said else [])


@pytest.mark.parametrize("weekday", range(7))
def test_each_weekday_has_a_volume_of_its_own(weekday: int) -> None:
    expecting = Rhythm(expected=tuple(HUNDREDS if day == weekday else 0 for day in range(7)))

    found = list(alarms_in(replace(WELL, rhythm=expecting)))

    days = [str(each.facts["dag"]) for each in found]
    assert len(days) == DAYS_BACK / 7
    assert {as_legal_day(NOW.date().fromisoformat(day)).weekday() for day in days} == {weekday}


def test_a_kind_of_which_hundreds_are_usual_is_missed_on_a_day_with_other_kinds() -> None:
    weeks = {day: {"zaak-ingeschreven": 5, "uitspraak-gedaan": HUNDREDS} for day in usual_weeks(0)}
    seen = filled(replace(WELL, days={**weeks, TUESDAY: {"zaak-ingeschreven": 5}}))

    alarm = only(seen)

    assert alarm.key == f"{TUESDAY.isoformat()}/uitspraak-gedaan"
    assert "van het soort uitspraak-gedaan" in sentence(alarm.kind, alarm.facts, language="nl")


def test_one_mad_week_does_not_make_hundreds_usual() -> None:
    weeks = {**usual_weeks(5), add_days(TUESDAY, -7): {"zaak-ingeschreven": 100_000}}

    assert kinds(filled(replace(WELL, days=weeks))) == []


@pytest.mark.parametrize(
    ("delay", "at", "days"),
    [
        # Tuesday ended at 23:00Z; what is usual has until an hour later to come.
        (HOUR, "2026-03-04T00:00:00Z", [TUESDAY]),
        (HOUR, "2026-03-03T23:59:59Z", []),
        (timedelta(0), "2026-03-03T23:00:00Z", [TUESDAY]),
        (timedelta(0), "2026-03-03T22:59:59Z", []),
        # Without a usual delay: the longest silence.
        (None, "2026-03-05T01:00:00Z", [TUESDAY]),
        (None, "2026-03-05T00:59:59Z", []),
    ],
)
def test_a_day_is_looked_at_when_it_has_ended_and_what_is_usual_has_had_time_to_come(
    delay: timedelta | None, at: str, days: list[LegalDay]
) -> None:
    rhythm = Rhythm(usual_delay=delay, expected=(0, HUNDREDS, 0, 0, 0, 0, 0))
    now = instant_from_text(at)
    seen = filled(replace(WELL, at=now, heard_at=now, rhythm=rhythm))

    assert [each.facts["dag"] for each in alarms_in(seen)] == [day.isoformat() for day in days]


def test_days_are_looked_at_for_a_fortnight() -> None:
    seen = replace(WELL, rhythm=Rhythm(expected=(HUNDREDS,) * 7, usual_delay=HOUR), heard_at=NOW)

    days = [str(each.facts["dag"]) for each in alarms_in(seen)]

    assert days == [add_days(TUESDAY, -back).isoformat() for back in range(DAYS_BACK)]


# Numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("newest", "later", "is_said"),
    [
        (99, LOGGED_MUCH_LATER + TICK, True),
        (99, LOGGED_MUCH_LATER, False),
        (100, LOGGED_MUCH_LATER + TICK, False),
        (101, LOGGED_MUCH_LATER + TICK, False),
    ],
)
def test_a_position_that_goes_backwards(newest: int, later: timedelta, *, is_said: bool) -> None:
    order = Order(100, before(later), newest, NOW)

    assert kinds(replace(WELL, order=order)) == ([AlarmKind.BACKWARDS] if is_said else [])


def test_numbers_that_come_round_go_on_and_are_named_as_on_the_wire() -> None:
    round_again = Order(LAST + 5, before(2 * HOUR), LAST + 2, NOW)

    assert kinds(replace(WELL, order=Order(LAST + 5, NOW, LAST + 5, NOW))) == []
    assert only(replace(WELL, order=round_again)).facts == {"hoogste": 5, "nu": 2}


def test_another_number_that_clashes_is_another_alarm() -> None:
    one, other = (only(replace(WELL, clashes=clashes)) for clashes in ((3,), (4,)))

    assert one.kind is AlarmKind.CLASH
    assert one.facts == {"nummers": 1, "eerste": 3}
    assert one.key != other.key
    assert only(replace(WELL, clashes=(4, 3))).key == only(replace(WELL, clashes=(3, 4))).key


# Codes and clocks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("messages", "received", "is_said"),
    [
        (FEWEST_UNKNOWN, FEWEST_UNKNOWN, True),
        (FEWEST_UNKNOWN - 1, FEWEST_UNKNOWN - 1, False),
        (50, 999, True),
        (50, 1000, False),
    ],
)
@pytest.mark.parametrize("day", [WEDNESDAY, TUESDAY])
def test_a_burst_of_codes_that_nobody_knows(
    messages: int, received: int, day: LegalDay, *, is_said: bool
) -> None:
    seen = replace(WELL, unknown=[UnknownCodes(day, messages, received)])

    assert [(each.kind, each.key) for each in alarms_in(seen)] == (
        [(AlarmKind.UNKNOWN_CODES, day.isoformat())] if is_said else []
    )


def test_the_latest_burst_is_named() -> None:
    seen = replace(WELL, unknown=[UnknownCodes(TUESDAY, 30, 30), UnknownCodes(WEDNESDAY, 20, 20)])

    assert only(seen).facts == {"berichten": 20, "dag": WEDNESDAY.isoformat()}


@pytest.mark.parametrize(
    ("ahead", "found"), [(CLOCK_MAY_BE_AHEAD, []), (CLOCK_MAY_BE_AHEAD + TICK, [AlarmKind.CLOCK])]
)
def test_a_clock_that_runs_ahead(ahead: timedelta, found: list[AlarmKind]) -> None:
    assert kinds(replace(WELL, ahead=ahead)) == found


# All of them -----------------------------------------------------------------------------------


ALL_WRONG = replace(
    WELL,
    rhythm=Rhythm(heartbeat_every=HOUR, expected=(300,) * 7),
    heard_at=ADDED,
    heartbeat_at=ADDED,
    gaps=(Gap(3, 4),),
    missing_since=ADDED,
    differing=12,
    order=Order(100, ADDED, 99, NOW),
    ahead=HOUR,
    clashes=(3,),
    unknown=[UnknownCodes(WEDNESDAY, 30, 30)],
)


def test_every_kind_of_alarm_has_a_plain_sentence_in_both_languages() -> None:
    found = {each.kind: each for each in alarms_in(ALL_WRONG)}

    assert set(found) == set(AlarmKind)
    for alarm in found.values():
        dutch, english = (sentence(alarm.kind, alarm.facts, language=each) for each in ("nl", "en"))
        assert dutch != english
        for said in (dutch, english):
            assert said[0] == said[0].upper()
            assert said.endswith(".")
            assert "{" not in said


def test_what_may_be_missing_makes_a_source_late_and_most_of_it_nobody_can_wave_away() -> None:
    asked_to_look = {AlarmKind.CLASH, AlarmKind.UNKNOWN_CODES, AlarmKind.CLOCK}

    assert set(AlarmKind) - MISSING == asked_to_look
    assert {AlarmKind.EMPTY_DAY, AlarmKind.BACKWARDS} == MISSING & SETTLED_BY_PEOPLE
