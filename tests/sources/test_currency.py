"""How current each source is: proven complete, silent, or with gaps; as known at a position."""

from datetime import timedelta

import pytest

from jds.database.connection import Database
from jds.domain.sequence import LAST
from jds.domain.time import Instant, instant_from_text
from jds.ledger.read import head
from jds.sources.currency import (
    LastStatement,
    SourceCurrency,
    currency_at,
    currency_now,
    currency_with,
)
from jds.sources.gaps import Gap
from jds.sources.register import add_source
from jds.sources.rhythm import USUAL_SILENCE
from tests.intake.deliveries import (
    COURT,
    NEXT_DAY,
    NOBODY,
    NOON,
    OM,
    Wire,
    admit,
    corrected,
    envelope,
    registered,
    retracted,
    rows,
    stated_complete,
    unfit,
)

LOGGED = instant_from_text("2025-03-10T09:00:00+01:00")
THROUGH = instant_from_text("2025-03-11T00:00:00+01:00")
NEXT_THROUGH = instant_from_text("2025-03-12T00:00:00+01:00")


# Received on the morning after the day that most of these messages were logged on.
MORNING = instant_from_text("2025-03-11T06:00:00Z")


def next_statement(number: int, *, after: int = 0) -> Wire:
    return stated_complete(
        number,
        through="2025-03-12T00:00:00+01:00",
        time="2025-03-12T00:05:00+01:00",
        after=after,
    )


def currency_of(
    register: Database, position: int | None = None, *, at: Instant = MORNING, urn: str = OM
) -> SourceCurrency:
    with register.transaction() as connection:
        found = (
            currency_now(connection, at=at)
            if position is None
            else currency_at(connection, position, at=at)
        )
    return next(each for each in found if each.source == urn)


def test_a_source_that_was_never_heard_proves_nothing(register: Database) -> None:
    assert currency_of(register) == SourceCurrency(
        source=OM,
        kind="om",
        standing="laat",
        complete_through_at=None,
        gaps=(),
        last_time=None,
        last_statement=None,
        position=None,
        received_at=None,
        silent_after=USUAL_SILENCE,
    )


def test_a_source_is_complete_through_what_it_stated_when_all_before_it_is_here(
    register: Database,
) -> None:
    admit(register, registered(1), stated_complete(2))

    assert currency_of(register) == SourceCurrency(
        source=OM,
        kind="om",
        standing="actueel",
        complete_through_at=THROUGH,
        gaps=(),
        last_time=instant_from_text("2025-03-11T00:05:00+01:00"),
        last_statement=LastStatement(2, THROUGH, 1),
        position=2,
        received_at=NOON,
        silent_after=USUAL_SILENCE,
    )


def test_connected_is_not_current(register: Database) -> None:
    admit(register, registered(1), registered(2))

    assert currency_of(register).standing == "actueel"
    assert currency_of(register).complete_through_at is None


def test_a_statement_with_a_gap_before_it_proves_nothing_until_the_gap_closes(
    register: Database,
) -> None:
    admit(register, registered(1), stated_complete(2), next_statement(4, after=2))
    assert currency_of(register).complete_through_at == THROUGH
    assert currency_of(register).gaps == (Gap(3, 3),)
    assert currency_of(register).last_statement == LastStatement(3, NEXT_THROUGH, 3)

    admit(register, registered(3))

    assert currency_of(register).complete_through_at == NEXT_THROUGH
    assert currency_of(register).gaps == ()


def test_a_gap_after_a_statement_leaves_it_standing(register: Database) -> None:
    admit(register, registered(1), stated_complete(2), registered(4))

    assert currency_of(register).complete_through_at == THROUGH


def test_a_statement_that_names_more_than_has_come_proves_nothing(register: Database) -> None:
    admit(register, registered(1), stated_complete(2, last=5))

    assert currency_of(register).complete_through_at is None


def test_a_message_that_was_set_aside_has_arrived(register: Database) -> None:
    admit(register, unfit(1), stated_complete(2))

    assert currency_of(register).complete_through_at == THROUGH


def test_nobody_is_complete_through_a_moment_after_they_said_so(register: Database) -> None:
    statement = stated_complete(
        2, through="2025-03-11T12:00:00+01:00", time="2025-03-11T00:05:00+01:00"
    )

    admit(register, registered(1), statement)

    assert currency_of(register).complete_through_at == instant_from_text(
        "2025-03-11T00:05:00+01:00"
    )


def test_what_is_complete_through_never_goes_back(register: Database) -> None:
    admit(register, registered(1), next_statement(2))
    admit(register, stated_complete(3, after=2))

    assert currency_of(register).complete_through_at == NEXT_THROUGH


@pytest.mark.parametrize("silence", [USUAL_SILENCE, USUAL_SILENCE + timedelta(microseconds=1)])
def test_a_source_is_late_when_it_logged_nothing_for_longer_than_usual(
    register: Database, silence: timedelta
) -> None:
    admit(register, registered(1))

    late = silence > USUAL_SILENCE

    currency = currency_of(register, at=Instant(LOGGED + silence))
    assert currency.standing == ("laat" if late else "actueel")


def test_a_backlog_that_comes_today_makes_no_source_current(register: Database) -> None:
    admit(register, registered(1), now=NOON)

    assert currency_of(register, at=NOON).standing == "laat"


@pytest.mark.parametrize(
    ("at", "standing"),
    [
        (Instant(NOON + USUAL_SILENCE), "actueel"),
        (Instant(NOON + USUAL_SILENCE + timedelta(microseconds=1)), "laat"),
    ],
)
def test_a_clock_that_runs_ahead_makes_no_source_current_for_longer(
    register: Database, at: Instant, standing: str
) -> None:
    ahead = registered(1) | {"time": "2027-01-01T00:00:00Z"}

    admit(register, ahead, now=NOON)

    assert currency_of(register, at=at).standing == standing


def test_a_source_that_only_repeats_itself_is_not_heard(register: Database) -> None:
    admit(register, registered(1))
    admit(register, registered(1), now=NEXT_DAY)
    admit(register, registered(1, source=COURT))

    assert currency_of(register, at=NEXT_DAY).standing == "laat"


def test_what_was_known_at_a_position_never_changes(register: Database) -> None:
    admit(register, registered(1), registered(3), stated_complete(4))
    before = currency_of(register, 3)
    assert before.gaps == (Gap(2, 2),)

    admit(register, unfit(2))
    admit(register, unfit(6))
    assert currency_of(register, 3) == before
    admit(register, registered(7), now=NEXT_DAY)
    assert currency_of(register, 3) == before

    assert currency_of(register, 4).gaps == (Gap(5, 5),)
    assert currency_of(register, 4).complete_through_at == THROUGH


def test_what_added_no_position_is_known_now(register: Database) -> None:
    admit(register, registered(1), registered(3))
    admit(register, unfit(2))

    assert currency_of(register).gaps == ()
    assert currency_of(register, 2).gaps == (Gap(2, 2),)


def test_a_source_is_named_from_the_position_on_at_which_it_was_added(
    register: Database,
) -> None:
    admit(register, registered(1))
    with register.transaction() as connection:
        add_source(connection, NOBODY, kind="om", now=NOON)
        at_one = currency_at(connection, 1, at=NOON)
        now = currency_now(connection, at=NOON)

    assert NOBODY not in [each.source for each in at_one]
    assert NOBODY in [each.source for each in now]


def test_a_gap_across_the_last_number_is_shown_as_on_the_wire(register: Database) -> None:
    with register.transaction() as connection:
        add_source(connection, NOBODY, kind="om", now=NOON, first_sequence=LAST - 2)

    admit(register, registered(1, source=NOBODY, sequence=LAST - 2))
    admit(register, registered(2, source=NOBODY, sequence=3))

    assert currency_of(register, urn=NOBODY).gaps == (Gap(LAST - 1, 2),)


def test_a_statement_that_was_retracted_proves_nothing_from_then_on(register: Database) -> None:
    admit(register, registered(1), stated_complete(2))
    admit(register, retracted(3, about="s-2"))

    assert currency_of(register).complete_through_at is None
    assert currency_of(register, 2).complete_through_at == THROUGH


def test_a_statement_whose_retraction_came_first_never_proves_anything(
    register: Database,
) -> None:
    admit(register, retracted(3, about="s-2"))
    admit(register, registered(1), stated_complete(2))

    assert currency_of(register).complete_through_at is None
    assert currency_of(register, 3).complete_through_at is None


def test_a_statement_and_its_retraction_in_one_batch_prove_nothing(register: Database) -> None:
    admit(register, registered(1), stated_complete(2), retracted(3, about="s-2"))

    assert currency_of(register).complete_through_at is None


def test_a_statement_that_was_corrected_proves_nothing_from_then_on(register: Database) -> None:
    admit(register, registered(1), stated_complete(2))
    admit(register, corrected(3, about="s-2"))

    assert currency_of(register).complete_through_at is None


def test_a_retraction_by_another_source_changes_nothing(register: Database) -> None:
    admit(register, registered(1), stated_complete(2))
    foreign = envelope(
        "gegevens-ingetrokken",
        retracted(1, about="s-2")["data"],
        message_id="r-1",
        sequence=1,
        source="urn:nld:oin:00000001000000000002:systeem:rechtspraak",
    )

    admit(register, foreign)

    assert currency_of(register).complete_through_at == THROUGH


def test_a_statement_that_another_displaced_proves_nothing_from_then_on(
    register: Database,
) -> None:
    later = stated_complete(2)
    sooner = stated_complete(
        2, through="2025-03-10T12:00:00+01:00", time="2025-03-10T12:05:00+01:00"
    )
    admit(register, registered(1), later)

    admit(register, sooner)

    assert rows(register, "SELECT displaces FROM ledger_line WHERE position = 3") == [(2,)]
    assert currency_of(register).complete_through_at == instant_from_text(
        "2025-03-10T12:00:00+01:00"
    )
    assert currency_of(register, 2).complete_through_at == THROUGH


def test_what_came_after_content_was_read_proves_nothing_of_that_content(
    register: Database,
) -> None:
    """Else an answer would claim to be complete up to a moment before a fact that it lacks."""
    admit(register, registered(1))
    with register.transaction() as connection:
        position = head(connection).position
        admit(register, registered(2), stated_complete(3))
        [beside] = [
            each for each in currency_with(connection, position, at=MORNING) if each.source == OM
        ]

    assert (beside.position, beside.complete_through_at) == (1, None)
    assert currency_of(register).complete_through_at == THROUGH


def test_one_message_that_came_since_is_kept_apart_as_well(register: Database) -> None:
    admit(register, registered(1))
    with register.transaction() as connection:
        position = head(connection).position
        admit(register, stated_complete(2))
        beside = currency_with(connection, position, at=MORNING)

    assert [each.complete_through_at for each in beside if each.source == OM] == [None]


def test_what_added_no_position_counts_beside_content(register: Database) -> None:
    admit(register, registered(1), registered(3))
    admit(register, unfit(2))
    with register.transaction() as connection:
        beside = currency_with(connection, head(connection).position, at=MORNING)

    assert [each.gaps for each in beside if each.source == OM] == [()]
