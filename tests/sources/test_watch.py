"""One look at every source, on a real register: what is opened, closed and logged, and the beat."""

from datetime import timedelta

import pytest

from jds.database.connection import Database
from jds.domain.time import Instant, instant_from_text
from jds.sources.alarm import FEWEST_UNKNOWN, AlarmKind
from jds.sources.alarms import KeptAlarm, settle_alarm
from jds.sources.currency import SourceCurrency, currency_now
from jds.sources.register import open_paper_source
from jds.sources.rhythm import USUAL_SILENCE, Rhythm
from jds.sources.watch import Beat, Moved, last_beat
from tests.intake.deliveries import (
    COURT,
    NOON,
    OM,
    Wire,
    admit,
    registered,
    retracted,
    rows,
    stated_complete,
)
from tests.sources.rounds import (
    NEXT_WITHIN,
    act_of,
    agree,
    alarms,
    give_standing,
    log_of,
    look,
    standing,
    stopped,
)

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

LOGGED = "2026-03-02T12:30:00Z"
LOGGED_AT = instant_from_text(LOGGED)
CAME = Instant(NOON + HOUR)

CUT = Instant(NOON + timedelta(days=3))


def message(number: int, *, time: str = LOGGED, source: str = OM) -> Wire:
    return registered(number, source=source, on="2026-03-02") | {"time": time}


def heartbeat(number: int, *, time: str = LOGGED, counted: int | None = None, after: int) -> Wire:
    """Return a statement that counts every number after `after`, all logged on 2 March."""
    opened = number - after - 1 if counted is None else counted
    return stated_complete(
        number,
        through=time,
        time=time,
        counts={"zaak-ingeschreven": {"2026-03-02": opened}} if opened else {},
    )


def kinds_of(register: Database, *, urn: str = OM) -> list[AlarmKind]:
    return [each.kind for each in alarms(register) if each.source == urn]


def opened_of_om(register: Database, at: Instant) -> list[KeptAlarm]:
    return [each for each in look(register, at).opened if each.source == OM]


def currency_at_once(register: Database, at: Instant) -> list[SourceCurrency]:
    with register.transaction() as connection:
        return currency_now(connection, at=at)


def test_a_source_that_is_heard_becomes_current_and_the_log_says_by_whom_and_why(
    register: Database,
) -> None:
    admit(register, message(1), now=CAME)

    seen = look(register, CAME)

    assert seen.moved == (Moved(OM, "laat", "actueel"),)
    assert log_of(register) == [("laat", "actueel", "jds watch")]
    assert rows(register, "SELECT reason FROM source_standing") == [
        ("heard as was agreed, and nothing known to be missing",)
    ]
    assert log_of(register, urn=COURT) == []


def test_a_source_that_is_current_is_not_noted_again(register: Database) -> None:
    admit(register, message(1), now=CAME)
    look(register, CAME)

    again = look(register, Instant(CAME + MINUTE))

    assert (again.moved, again.opened, again.closed) == ((), (), ())
    assert len(log_of(register)) == 1


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


# Cut off and back ------------------------------------------------------------------------------


def cut_off_and_back(register: Database) -> None:
    """Cut a source off for an hour, and take it back; it sends again."""
    admit(register, message(1), heartbeat(2, after=0), now=CAME)
    look(register, CAME)
    give_standing(register, "afgesneden", at=CUT)
    give_standing(register, "terugkerend", at=Instant(CUT + HOUR))
    give_standing(register, "inhalen", at=Instant(CUT + 2 * HOUR))


def sent_after(number: int, *, counts: Wire | None = None, through: str) -> Wire:
    return stated_complete(number, through=through, time=through, counts=counts or {})


def test_while_it_is_cut_off_its_silence_is_no_news_and_the_register_makes_nothing_of_it(
    register: Database,
) -> None:
    admit(register, message(1), now=CAME)
    look(register, CAME)
    give_standing(register, "afgesneden", at=CUT)

    seen = look(register, Instant(CUT + timedelta(days=60)))

    assert [each for each in seen.open if each.source == OM] == []
    assert [each for each in seen.moved if each.source == OM] == []
    assert standing(register, Instant(CUT + HOUR)).standing == "afgesneden"


@pytest.mark.parametrize(
    ("through", "word"),
    [
        # Its own statement has to reach beyond the moment at which it was cut off.
        ("2026-03-05T11:59:59.999999Z", "inhalen"),
        ("2026-03-05T12:00:00Z", "actueel"),
    ],
)
def test_catching_up_ends_when_it_states_beyond_the_cut(
    register: Database, through: str, word: str
) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)

    admit(register, sent_after(3, through=through), now=now)
    look(register, now)

    assert standing(register, now).standing == word
    assert log_of(register)[-1] == (
        ("inhalen", "actueel", "jds watch")
        if word == "actueel"
        else ("terugkerend", "inhalen", "olga")
    )


def test_catching_up_goes_on_while_a_number_is_missing(register: Database) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)
    admit(register, sent_after(4, through="2026-03-05T14:00:00Z", counts=_ONE), now=now)
    look(register, now)
    assert standing(register, now).standing == "inhalen"

    admit(register, message(3, time="2026-03-05T13:00:00Z"), now=now)
    look(register, Instant(now + MINUTE))

    assert standing(register, Instant(now + MINUTE)).standing == "actueel"


_ONE = {"zaak-ingeschreven": {"2026-03-05": 1}}
_TWO = {"zaak-ingeschreven": {"2026-03-05": 2}}


def test_catching_up_goes_on_while_its_counts_disagree(register: Database) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)

    admit(
        register,
        message(3, time="2026-03-05T13:00:00Z"),
        sent_after(4, through="2026-03-05T14:00:00Z", counts=_TWO),
        now=now,
    )
    look(register, now)

    assert standing(register, now).standing == "inhalen"


def test_a_single_leftover_with_an_owner_keeps_no_source_from_being_current(
    register: Database,
) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)
    leftover = message(3, time="2026-03-05T13:00:00Z")
    del leftover["data"]["ontvangenOp"]

    admit(register, leftover, sent_after(4, through="2026-03-05T14:00:00Z", counts=_ONE), now=now)
    look(register, now)

    assert rows(register, "SELECT state FROM set_aside") == [("apart-gezet",)]
    assert standing(register, now).standing == "actueel"


def test_a_message_in_quarantine_keeps_its_source_from_being_current(register: Database) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)
    leftover = message(3, time="2026-03-05T13:00:00Z")
    del leftover["data"]["ontvangenOp"]
    admit(register, leftover, sent_after(4, through="2026-03-05T14:00:00Z", counts=_ONE), now=now)
    with register.transaction() as connection:
        connection.execute("UPDATE set_aside SET reason = 'quarantaine'")

    look(register, now)
    assert (standing(register, now).standing, standing(register, now).quarantined) == ("inhalen", 1)
    assert standing(register, now).complete_through_at == LOGGED_AT

    with register.transaction() as connection:
        connection.execute(
            "UPDATE set_aside SET state = 'teruggegeven', settled_reason = 'vals',"
            " settled_by = 'olga', settled_at = since"
        )
    look(register, Instant(now + MINUTE))
    assert standing(register, Instant(now + MINUTE)).standing == "actueel"


def test_a_source_that_is_current_again_is_as_if_it_had_never_been_cut_off(
    register: Database,
) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)
    admit(register, sent_after(3, through="2026-03-05T14:00:00Z"), now=now)
    look(register, now)

    current = standing(register, now)

    assert (current.isolated_since, current.distrusted_from) == (None, None)
    silent = Instant(now + USUAL_SILENCE + HOUR)
    assert Moved(OM, "actueel", "laat") in look(register, silent).moved


# Settling --------------------------------------------------------------------------------------


def settle(register: Database, number: int, *, at: Instant) -> None:
    with register.transaction() as connection:
        settle_alarm(
            connection, number, act_id=act_of(connection, at), reason="feestdag", clock=stopped(at)
        )


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


# The reader and the beat -----------------------------------------------------------------------


@pytest.mark.parametrize("lines_at_a_time", [1, 2, 1000])
def test_what_is_read_in_parts_counts_the_same(register: Database, lines_at_a_time: int) -> None:
    admit(register, message(1), message(2, time="2026-03-02T12:31:00Z"), now=CAME)
    look(register, CAME, lines_at_a_time=lines_at_a_time)
    admit(register, message(3, time="2026-03-01T12:00:00Z"), message(1, source=COURT), now=CAME)
    look(register, CAME, lines_at_a_time=lines_at_a_time)

    days = "SELECT source_id, day::text, kind, messages FROM source_day ORDER BY 1, 2"
    assert rows(register, days) == [
        (1, "2026-03-01", "zaak-ingeschreven", 1),
        (1, "2026-03-02", "zaak-ingeschreven", 2),
        (2, "2026-03-02", "zaak-ingeschreven", 1),
    ]
    orders = "SELECT source_id, top_sequence, newest_sequence FROM source_order ORDER BY 1"
    assert rows(register, orders) == [(1, 3, 2), (2, 1, 1)]
    assert rows(register, "SELECT position FROM reader WHERE name = 'watch'") == [(4,)]


def test_every_look_leaves_a_beat_that_says_when_the_next_is_due(register: Database) -> None:
    with register.transaction() as connection:
        assert last_beat(connection) is None
    look(register, NOON)
    look(register, CAME)

    with register.transaction() as connection:
        beat = last_beat(connection)

    assert beat == Beat(CAME, Instant(CAME + NEXT_WITHIN))
    assert not beat.is_overdue(at=beat.due_at)
    assert beat.is_overdue(at=Instant(beat.due_at + TICK))


def test_what_clerks_enter_from_paper_is_not_watched(register: Database) -> None:
    with register.transaction() as connection:
        paper = open_paper_source(connection, OM, now=NOON)

    seen = look(register, Instant(NOON + timedelta(days=30)))

    assert OM in {each.source for each in seen.open}
    assert paper.urn not in {each.source for each in seen.open}


def test_a_look_tells_what_was_known_then_and_changes_nothing_that_was_told(
    register: Database,
) -> None:
    """A change lies later than everything recorded, also when the clock was set back."""
    admit(register, message(1), now=CAME)
    earlier = Instant(CAME - HOUR)
    before = currency_at_once(register, CAME)

    look(register, earlier)

    assert currency_at_once(register, CAME) == before
    [(since,)] = rows(register, "SELECT since FROM source_standing")
    assert since > CAME
