"""What has arrived of a source, as batches bring it."""

from typing import Any

from jds.database.connection import Database
from jds.domain.sequence import LAST
from jds.sources.register import Clash, add_source, clashes_of, show_source
from tests.intake.deliveries import (
    COURT,
    NEXT_DAY,
    NOBODY,
    NOON,
    OM,
    admit,
    impossible,
    not_allowed,
    registered,
    rows,
    stated_complete,
    unfit,
)

OPEN = (
    "SELECT first_missing, last_missing FROM source_gap WHERE closed_at_position IS NULL ORDER BY 1"
)
HISTORY = (
    "SELECT first_missing, last_missing, seen_at_position, closed_at_position FROM source_gap"
    " ORDER BY gap_id"
)


def highest(register: Database, urn: str = OM) -> int:
    with register.transaction() as connection:
        return show_source(connection, urn).highest


def clashes(register: Database, urn: str = OM) -> list[Clash]:
    with register.transaction() as connection:
        return clashes_of(connection, show_source(connection, urn))


def test_numbers_that_did_not_come_are_a_gap_from_the_position_on_that_showed_it(
    register: Database,
) -> None:
    admit(register, registered(1), registered(4))
    admit(register, registered(3))
    admit(register, registered(2))

    assert rows(register, HISTORY) == [(2, 3, 2, 3), (2, 2, 3, 4)]
    assert highest(register) == 4


def test_the_first_numbers_of_a_source_may_be_missing_too(register: Database) -> None:
    admit(register, registered(3))

    assert rows(register, OPEN) == [(1, 2)]


def test_a_source_added_in_mid_life_starts_where_it_says(register: Database) -> None:
    with register.transaction() as connection:
        add_source(connection, NOBODY, kind="om", now=NOON, first_sequence=100)

    admit(register, registered(102, source=NOBODY), registered(99, source=NOBODY))

    assert rows(register, OPEN) == [(100, 101)]
    assert highest(register, NOBODY) == 102


def test_a_message_that_is_set_aside_fills_its_place(register: Database) -> None:
    admit(register, registered(1), unfit(2), impossible(3), registered(4))

    assert rows(register, OPEN) == []
    assert highest(register) == 4


def test_what_a_batch_without_an_accepted_message_showed_is_known_from_the_next_position_on(
    register: Database,
) -> None:
    admit(register, registered(1), registered(3))
    admit(register, unfit(2))

    assert rows(register, HISTORY) == [(2, 2, 2, 3)]
    assert rows(register, "SELECT position FROM source_mark ORDER BY position") == [(2,), (3,)]


def test_a_gap_that_closed_before_anybody_could_know_of_it_is_no_history(
    register: Database,
) -> None:
    admit(register, registered(1))
    admit(register, unfit(3))
    admit(register, unfit(2))

    assert rows(register, HISTORY) == []
    assert highest(register) == 3


def test_sources_are_counted_apart(register: Database) -> None:
    admit(register, registered(1), registered(2, source=COURT))

    assert rows(register, "SELECT source_id, first_missing FROM source_gap") == [(2, 1)]


def test_a_redelivery_changes_nothing(register: Database) -> None:
    admit(register, registered(1), registered(3))

    admit(register, registered(1), registered(3))

    assert rows(register, OPEN) == [(2, 2)]
    assert clashes(register) == []


def test_running_numbers_come_round(register: Database) -> None:
    with register.transaction() as connection:
        add_source(connection, NOBODY, kind="om", now=NOON, first_sequence=LAST - 1)

    admit(register, registered(1, source=NOBODY, sequence=LAST - 1))
    admit(register, registered(2, source=NOBODY, sequence=2))

    assert highest(register, NOBODY) == LAST + 2
    assert rows(register, OPEN) == [(LAST, LAST + 1)]

    admit(register, registered(3, source=NOBODY, sequence=1))
    admit(register, registered(4, source=NOBODY, sequence=LAST))

    assert rows(register, OPEN) == []
    assert clashes(register, NOBODY) == []


def test_one_number_under_two_ids_is_an_alarm_and_both_are_kept(register: Database) -> None:
    admit(register, registered(1), registered(2))

    batch = admit(register, registered(2, message_id="other"), now=NEXT_DAY)

    assert batch.counts.accepted == 1
    assert batch.warnings == 2
    assert clashes(register) == [Clash(2, ("m-2", "other"), NEXT_DAY)]


def test_one_number_under_two_ids_is_seen_within_a_batch(register: Database) -> None:
    batch = admit(
        register,
        registered(1),
        registered(1, message_id="other"),
        registered(1, message_id="third"),
    )

    assert batch.warnings == 3
    assert clashes(register) == [Clash(1, ("m-1", "other", "third"), NOON)]


def test_a_message_that_is_set_aside_shares_its_number_too(register: Database) -> None:
    admit(register, unfit(1))

    assert admit(register, registered(1, message_id="other")).warnings == 2
    assert admit(register, unfit(1, message_id="third")).warnings == 1


def test_another_content_under_the_same_id_shares_no_number(register: Database) -> None:
    admit(register, registered(1))

    assert admit(register, registered(1, on="2025-03-01")).warnings == 0
    assert clashes(register) == []


def test_a_redelivery_of_a_clash_alarms_no_more(register: Database) -> None:
    admit(register, registered(1), registered(1, message_id="other"))

    assert admit(register, registered(1), registered(1, message_id="other")).warnings == 0


def test_many_numbers_at_once_may_clash(register: Database) -> None:
    admit(register, *(registered(number) for number in range(1, 60)))

    batch = admit(
        register, *(registered(number, message_id=f"other-{number}") for number in range(1, 60))
    )

    assert batch.warnings == 2 * 59


def statements(register: Database) -> list[tuple[Any, ...]]:
    return rows(register, "SELECT position, last_sequence FROM source_statement ORDER BY position")


def test_a_statement_of_completeness_names_the_last_number_before_it(register: Database) -> None:
    admit(register, registered(1), stated_complete(2), stated_complete(3, after=2))

    assert statements(register) == [(2, 1), (3, 2)]


def test_a_first_statement_of_completeness_covers_no_number(register: Database) -> None:
    admit(register, stated_complete(1, last=0))

    assert statements(register) == [(1, 0)]


def test_a_statement_after_the_numbers_came_round_covers_those_before(register: Database) -> None:
    with register.transaction() as connection:
        add_source(connection, NOBODY, kind="om", now=NOON, first_sequence=LAST)

    admit(register, registered(1, source=NOBODY, sequence=LAST))
    admit(register, stated_complete(1, source=NOBODY, last=LAST))

    assert statements(register) == [(2, LAST)]


def test_what_was_refused_did_arrive_and_leaves_no_gap(register: Database) -> None:
    admit(register, not_allowed(1), registered(2))

    assert highest(register) == 2
    assert rows(register, "SELECT * FROM source_gap") == []
