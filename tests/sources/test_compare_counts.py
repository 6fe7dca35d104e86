"""Counts of statements against what is here: as soon as it can be done, whatever the order."""

from collections.abc import Callable
from itertools import permutations

import pytest

from jds.database.connection import Database
from jds.domain.sequence import LAST
from jds.domain.time import instant_from_text
from jds.sources.compare_counts import StatementDiffers, differences_of
from jds.sources.counts import Difference
from jds.sources.currency import currency_at, currency_now
from jds.sources.register import add_source
from tests.intake.deliveries import (
    COURT,
    NEXT_DAY,
    NOBODY,
    NOON,
    OM,
    Wire,
    admit,
    corrected,
    not_allowed,
    registered,
    retracted,
    stated_complete,
    unfit,
)

CASES, DAY = "zaak-ingeschreven", "2025-03-10"
THROUGH = instant_from_text("2025-03-11T00:00:00+01:00")
NEXT_THROUGH = instant_from_text("2025-03-12T00:00:00+01:00")


def counted(number: int, opened: int, *, source: str = OM) -> Wire:
    return stated_complete(number, counts={CASES: {DAY: opened}}, source=source)


def later(number: int, opened: int) -> Wire:
    return stated_complete(
        number,
        through="2025-03-12T00:00:00+01:00",
        time="2025-03-12T00:05:00+01:00",
        counts={CASES: {DAY: opened}} if opened else {},
    )


def found(register: Database, urn: str = OM) -> list[StatementDiffers]:
    with register.transaction() as connection:
        return differences_of(connection, urn)


def through(register: Database, *, position: int | None = None, urn: str = OM) -> object:
    with register.transaction() as connection:
        read = (
            currency_now(connection, at=NEXT_DAY)
            if position is None
            else currency_at(connection, position, at=NEXT_DAY)
        )
    return next(each for each in read if each.source == urn).complete_through_at


def test_counts_that_agree_prove_and_those_that_do_not_prove_nothing(register: Database) -> None:
    admit(register, registered(1), registered(2), counted(3, 3))

    assert found(register) == [
        StatementDiffers(3, THROUGH, (Difference(CASES, DAY, 3, 2),)),
    ]
    assert through(register) is None


def test_a_source_that_sent_fewer_than_it_counted_leaves_no_gap_and_is_seen(
    register: Database,
) -> None:
    """The fault that went unseen for twelve years: a class of messages that never got a number."""
    admit(register, registered(1), registered(2), counted(3, 2), registered(4), later(5, 3))

    assert [each.sequence for each in found(register)] == [5]
    assert through(register) == THROUGH


def test_what_a_statement_says_is_not_proven_while_an_earlier_one_is_not(
    register: Database,
) -> None:
    admit(register, registered(1), counted(2, 7), registered(3), later(4, 1))

    assert [each.sequence for each in found(register)] == [2]
    assert through(register) is None


def test_a_statement_counts_from_the_statement_before_it(register: Database) -> None:
    admit(register, registered(1), counted(2, 1), registered(3), registered(4), later(5, 2))

    assert found(register) == []
    assert through(register) == NEXT_THROUGH


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_outcome_depends_on_what_came_and_not_on_when(
    primary_register: Database, order: tuple[int, ...]
) -> None:
    right = (registered(1), counted(2, 1), registered(3), later(4, 1))
    wrong = [{**each, "source": COURT} for each in (*right[:3], later(4, 2))]
    for number in order:
        admit(primary_register, right[number], wrong[number])

    assert (found(primary_register), through(primary_register)) == ([], NEXT_THROUGH)
    assert [each.sequence for each in found(primary_register, COURT)] == [4]
    assert through(primary_register, urn=COURT) == THROUGH


def test_nothing_is_compared_while_a_number_is_missing(register: Database) -> None:
    admit(register, registered(1), counted(3, 2))
    assert found(register) == []
    assert through(register) is None

    admit(register, registered(2))
    assert found(register) == []
    assert through(register) == THROUGH


def test_what_was_set_aside_or_refused_came_but_explains_no_more_than_that(
    register: Database,
) -> None:
    admit(register, registered(1), unfit(2), not_allowed(3), counted(4, 3))
    assert through(register) == THROUGH

    admit(register, registered(5), unfit(6), later(7, 3))
    assert [each.sequence for each in found(register)] == [7]
    assert through(register) == THROUGH


def test_a_message_sent_twice_counts_once(register: Database) -> None:
    admit(register, registered(1), registered(1), counted(2, 1), registered(1))

    assert found(register) == []


def test_two_messages_under_one_number_count_as_two(register: Database) -> None:
    admit(register, registered(1), registered(1, message_id="twin"), counted(2, 1))
    assert [each.sequence for each in found(register)] == [2]

    admit(register, registered(3), registered(3, message_id="other"), later(4, 2))
    assert [each.sequence for each in found(register)] == [2]


@pytest.mark.parametrize("takes_back", [retracted, corrected])
def test_a_source_puts_its_counts_right_by_taking_its_statement_back(
    register: Database, takes_back: Callable[..., Wire]
) -> None:
    admit(register, registered(1), counted(2, 7))
    assert through(register) is None

    # What takes it back has a number, a kind and a day of its own: the next statement counts it.
    back = takes_back(3, about="s-2")
    kind = back["type"].split(".")[2]
    admit(
        register,
        back,
        stated_complete(
            4,
            through="2025-03-12T00:00:00+01:00",
            time="2025-03-12T00:05:00+01:00",
            counts={kind: {DAY: 1}},
        ),
    )

    assert through(register) == NEXT_THROUGH


def test_the_difference_of_a_statement_that_was_taken_back_is_no_difference_any_more(
    register: Database,
) -> None:
    admit(register, registered(1), counted(2, 7))
    admit(register, retracted(3, about="s-2"))

    with register.transaction() as connection:
        [seen] = [each for each in currency_now(connection, at=NEXT_DAY) if each.source == OM]
    assert (seen.counts_differ, seen.first_difference) == (False, None)
    assert found(register) == []


def test_what_was_known_of_counts_at_a_position_never_changes(register: Database) -> None:
    admit(register, registered(1), counted(2, 2))
    admit(register, registered(3))
    assert through(register, position=2) is None

    # The same statement under its id, logged sooner, displaces it.
    admit(register, counted(2, 1) | {"time": "2025-03-11T00:04:00+01:00"})

    assert through(register) == THROUGH
    assert through(register, position=2) is None
    assert through(register, position=3) is None


def test_an_unreadable_statement_that_was_set_aside_begins_the_next_count(
    register: Database,
) -> None:
    broken = counted(2, 1)
    del broken["data"]["volledigTotTijdstip"]

    admit(register, registered(1), broken, registered(3), later(4, 1))

    assert found(register) == []
    assert through(register) == NEXT_THROUGH


def test_what_a_set_aside_statement_counted_hides_nothing_that_came_after_it(
    register: Database,
) -> None:
    """Else a case from before it would stand for one that never got a number after it."""
    broken = counted(2, 1)
    del broken["data"]["volledigTotTijdstip"]

    admit(register, registered(1), broken, registered(3), later(4, 2))

    assert [each.differences for each in found(register)] == [(Difference(CASES, DAY, 2, 1),)]
    assert through(register) is None


def test_a_message_that_only_speaks_of_statements_is_none(register: Database) -> None:
    speaks = unfit(2)
    speaks["data"]["feiten"] = "nl.jds.bron-stand.v1"

    admit(register, registered(1), speaks, registered(3), later(4, 3))

    assert found(register) == []


def test_counts_go_on_where_numbers_come_round(register: Database) -> None:
    with register.transaction() as connection:
        add_source(connection, NOBODY, kind="om", now=NOON, first_sequence=LAST - 1)
    around = [
        registered(1, source=NOBODY, sequence=LAST - 1),
        registered(2, source=NOBODY, sequence=LAST),
        registered(3, source=NOBODY, sequence=1),
        counted(2, 3, source=NOBODY),
    ]

    admit(register, *around)

    assert found(register, NOBODY) == []
    assert through(register, urn=NOBODY) == THROUGH


def test_an_empty_delivery_proves_nothing(register: Database) -> None:
    admit(register, registered(1), counted(2, 1))
    before = through(register)

    admit(register, now=NEXT_DAY)

    assert through(register) == before == THROUGH
