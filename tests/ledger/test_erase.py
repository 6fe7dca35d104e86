"""Erasing: gone means gone, in every table, and what is left still verifies."""

import psycopg
import pytest

from jds.database.connection import Database
from jds.domain.time import day_from_text
from jds.intake.set_aside import release
from jds.ledger.erase import ChainWouldBreak, Erased, NothingToErase, erase
from jds.ledger.read import messages_about
from jds.ledger.verify import verify
from jds.persons.register_subjects import restate_numbers
from jds.persons.subjects import hold
from tests.intake.deliveries import (
    BSN,
    KEY,
    MAN,
    NEXT_DAY,
    NOON,
    OTHER_BSN,
    WOMAN,
    admit,
    corrected,
    fates_of,
    impossible,
    judge_of,
    merged,
    registered,
    retracted,
    rows,
)

DAY = day_from_text("2026-03-03")

EVERY_TABLE = """
    SELECT relname FROM pg_class
     WHERE relnamespace = 'jds'::regnamespace AND relkind = 'r'
"""


def erased(register: Database, *positions: int) -> Erased:
    with register.transaction() as connection:
        return erase(connection, positions, rule="RET-1", erased_on=DAY, now=NEXT_DAY)


def tables_holding(register: Database, text: str) -> set[str]:
    """Return the tables in which some row holds a text, also as bytes."""
    found = set()
    with register.transaction() as connection:
        for (table,) in connection.execute(EVERY_TABLE).fetchall():
            query = (
                f"SELECT count(*) FROM {table} AS each"  # noqa: S608
                " WHERE each::text LIKE %s OR each::text LIKE %s"
            )
            wanted = [f"%{text}%", f"%{text.encode().hex()}%"]
            row = connection.execute(query, wanted).fetchone()
            if row != (0,):
                found.add(table)
    return found


def test_an_erased_message_is_in_no_table(register: Database) -> None:
    person = MAN | {"naam": {"geslachtsnaam": "Weggelaten"}, "bsn": BSN}
    admit(register, registered(1, person=person), registered(2))
    assert tables_holding(register, "Weggelaten") == {"ledger_payload"}
    assert tables_holding(register, BSN) == {"ledger_payload", "number_claim"}

    erased(register, 1)

    assert tables_holding(register, "Weggelaten") == set()
    assert tables_holding(register, BSN) == set()


def test_the_line_stays_and_says_since_when_and_by_which_rule(register: Database) -> None:
    admit(register, registered(1))

    assert erased(register, 1) == Erased((1,), (1,))

    assert rows(register, "SELECT position, erased_on, rule FROM ledger_erasure") == [
        (1, DAY, "RET-1")
    ]
    with register.transaction() as connection:
        assert messages_about(connection, [1], through_position=1) == []
    with register.transaction() as connection:
        assert verify(connection).is_sound


def test_an_erased_message_does_not_come_back(register: Database) -> None:
    admit(register, registered(1))
    erased(register, 1)

    batch = admit(register, registered(1), registered(1, on="2025-03-01"))

    assert fates_of(batch) == ["dubbel", "apart-gezet: ander-bericht-zelfde-id"]


def test_a_number_stays_findable_when_another_message_gave_it_too(register: Database) -> None:
    person = MAN | {"bsn": BSN}
    admit(
        register,
        registered(1, person=person),
        registered(2),
        registered(3, person=person | {"vNummer": "0123456789"}),
        registered(4, person=WOMAN | {"bsn": OTHER_BSN}),
    )

    gone = erased(register, 1)
    with register.transaction() as connection:
        restate_numbers(connection, gone.subject_ids)

    assert rows(register, "SELECT value, position FROM number_claim ORDER BY position, value") == [
        ("0123456789", 3),
        (BSN, 3),
        (OTHER_BSN, 4),
    ]


def test_subjects_are_no_longer_related_by_an_erased_message(register: Database) -> None:
    admit(register, merged(1, [MAN, WOMAN]), merged(2, [MAN, WOMAN]))

    erased(register, 1)

    assert rows(register, "SELECT DISTINCT position FROM related") == [(2,)]


def test_what_was_set_aside_of_an_erased_message_goes_with_it(register: Database) -> None:
    admit(register, registered(1, on="2025-03-05"), impossible(2))
    admit(register, registered(1, on="2025-03-01"))
    with register.transaction() as connection:
        release(connection, 1, by="anna", judge=judge_of(connection), register_key=KEY, now=NOON)

    erased(register, 1, 2, 3)

    assert rows(register, "SELECT content FROM set_aside") == [(None,), (None,)]
    with register.transaction() as connection:
        assert verify(connection).is_sound


@pytest.mark.parametrize("positions", [[1], [2], [3], [1, 2], [1, 3], [2, 3]])
def test_part_of_a_chain_is_not_erased(register: Database, positions: list[int]) -> None:
    admit(register, registered(1), corrected(2, about="m-1"), retracted(3, about="m-2"))

    with pytest.raises(ChainWouldBreak):
        erased(register, *positions)

    assert rows(register, "SELECT count(*) FROM ledger_payload") == [(3,)]
    erased(register, 1, 2, 3)


def test_what_is_gone_cannot_be_erased_again(register: Database) -> None:
    admit(register, registered(1), registered(2))
    erased(register, 1)

    for positions in ([1, 2], [3]):
        with pytest.raises(NothingToErase):
            erased(register, *positions)

    assert rows(register, "SELECT position FROM ledger_payload") == [(2,)]


def test_a_payload_cannot_go_without_a_line_that_says_why(register: Database) -> None:
    admit(register, registered(1))

    with pytest.raises(psycopg.errors.RaiseException), register.transaction() as connection:
        connection.execute("DELETE FROM ledger_payload")


def test_erasing_waits_for_an_answer_about_the_same_person(register: Database) -> None:
    """Else the answer is kept after what it says was destroyed, and nothing takes it away.

    It waits before it takes the head of the ledger, which the answer may still ask for: no circle.
    """
    admit(register, registered(1))

    with register.transaction() as answering, register.connect() as connection:
        hold(answering, lambda: [1])
        connection.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            erase(connection, [1], rule="RET-1", erased_on=DAY, now=NEXT_DAY)
        answering.execute("SELECT position FROM ledger_head FOR SHARE NOWAIT")
        connection.rollback()

    assert erased(register, 1).positions == (1,)
