"""Finding subjects by number, and all that a statement of identity could join with them."""

from collections.abc import Collection, Sequence
from typing import Any

import psycopg
import pytest

from jds.database.connection import Database
from jds.domain.identifiers import parse_bsn, parse_skn
from jds.persons.subjects import (
    find_by_bsn,
    find_by_skn,
    hold,
    keys_of,
    relatives_of,
    subjects_after,
    subjects_named_at,
)
from tests.records.ledgers import add_sources, admit
from tests.records.wire import OM, PERSONS, Wire, message, registered

ANNA, BERT, CARLA = {"skn": "1000001"}, {"skn": "1000002"}, {"skn": "1000003"}
BSN = "999993653"


@pytest.fixture
def register(database: Database) -> Database:
    """Give a register with the sources of the examples, on each PostgreSQL in turn."""
    add_sources(database)
    return database


def _identity(kind: str, people: Sequence[Wire], *, number: int) -> Wire:
    named: dict[str, Any] = (
        {"leidend": people[0], "opgegaan": list(people[1:])}
        if kind == "persoon-samengevoegd"
        else {"personen": list(people)}
    )
    return message(
        kind,
        message_id=f"p-{number}",
        sequence=number,
        source=PERSONS,
        time="2025-05-01T09:00:00+02:00",
        reden="vingerafdrukken",
        **named,
    )


def _related(database: Database, skn: str) -> set[str]:
    """Return the keys of everybody who could be one with the person of this SKN."""
    with database.connect() as connection:
        subject = find_by_skn(connection, parse_skn(skn))
        assert subject is not None
        return set(keys_of(connection, relatives_of(connection, [subject])))


def _case(number: int, person: Wire) -> Wire:
    return registered(
        message_id=f"om-{number}",
        sequence=number,
        person=person,
        case={"bronZaaknummer": f"Z-{number}"},
    )


def test_an_skn_that_no_message_gave_finds_nobody(register: Database) -> None:
    admit(register, [_case(1, ANNA)])

    with register.connect() as connection:
        assert find_by_skn(connection, parse_skn("1000001")) is not None
        assert find_by_skn(connection, parse_skn("1000009")) is None
        assert find_by_skn(connection, parse_skn("01000001")) is None


def test_a_bsn_finds_everybody_who_ever_carried_it(register: Database) -> None:
    changed = message(
        "persoon-gewijzigd",
        message_id="p-1",
        sequence=1,
        source=PERSONS,
        time="2025-05-01T09:00:00+02:00",
        persoon={**ANNA, "bsn": "999990639"},
        geldigVanaf="2025-05-01",
    )
    admit(register, [_case(1, {**ANNA, "bsn": BSN}), _case(2, {**BERT, "bsn": BSN}), changed])

    with register.connect() as connection:
        carriers = find_by_bsn(connection, parse_bsn(BSN))
        assert set(keys_of(connection, carriers)) == {"skn:1000001", "skn:1000002"}


def test_whoever_is_named_in_no_statement_of_identity_stands_alone(register: Database) -> None:
    admit(register, [_case(1, {**ANNA, "bsn": BSN}), _case(2, {**BERT, "bsn": BSN})])

    assert _related(register, "1000001") == {"skn:1000001"}


@pytest.mark.parametrize("kind", ["persoon-samengevoegd", "persoon-gesplitst"])
def test_whoever_is_named_together_is_related_whatever_was_said(
    register: Database, kind: str
) -> None:
    admit(register, [_identity(kind, [ANNA, BERT, CARLA], number=1)])

    for skn in ("1000001", "1000002", "1000003"):
        assert _related(register, skn) == {"skn:1000001", "skn:1000002", "skn:1000003"}


def test_relatives_of_relatives_are_relatives(register: Database) -> None:
    admit(
        register,
        [
            _identity("persoon-samengevoegd", [ANNA, BERT], number=1),
            _identity("persoon-gesplitst", [CARLA, BERT], number=2),
        ],
    )

    assert _related(register, "1000001") == {"skn:1000001", "skn:1000002", "skn:1000003"}


def test_a_number_in_a_statement_of_identity_stands_for_who_has_no_skn(register: Database) -> None:
    admit(
        register,
        [
            _case(1, {"bsn": BSN}),
            _case(2, {**BERT, "bsn": BSN}),
            _identity("persoon-samengevoegd", [ANNA, {"bsn": BSN}], number=1),
        ],
    )

    assert _related(register, "1000001") == {
        "skn:1000001",
        f"bsn:{BSN}",
        f"zaak:{OM}|b:Z-1",
    }
    assert _related(register, "1000002") == {"skn:1000002"}


def test_who_has_no_skn_is_related_to_who_names_the_number(register: Database) -> None:
    admit(
        register,
        [
            _case(1, {"vNummer": "0123456789"}),
            _identity("persoon-samengevoegd", [ANNA, {"vNummer": "0123456789"}], number=1),
        ],
    )

    with register.connect() as connection:
        [nameless] = subjects_named_at(connection, [1])
        assert set(keys_of(connection, relatives_of(connection, [nameless]))) == {
            "skn:1000001",
            "v:0123456789",
            f"zaak:{OM}|b:Z-1",
        }


def test_subjects_are_walked_in_the_order_in_which_they_became_known(register: Database) -> None:
    admit(register, [_case(1, CARLA), _case(2, ANNA), _case(3, BERT), _case(4, ANNA)])

    with register.connect() as connection:
        walked = []
        after = 0
        while portion := subjects_after(connection, after, count=2):
            walked += portion
            after = portion[-1]
        keys = keys_of(connection, walked)

    assert walked == sorted(walked)
    assert list(keys) == ["skn:1000003", "skn:1000001", "skn:1000002"]


def test_nobody_is_named_at_no_position(register: Database) -> None:
    admit(register, [_case(1, ANNA)])

    with register.connect() as connection:
        assert subjects_named_at(connection, []) == set()
        assert subjects_named_at(connection, [99]) == set()
        assert len(subjects_named_at(connection, [1])) == 1


def _is_held(database: Database, subject_id: int) -> bool:
    with database.connect() as connection:
        connection.execute("SET lock_timeout = '50ms'")
        try:
            hold(connection, lambda: [subject_id])
        except psycopg.errors.LockNotAvailable:
            return True
        return False


def test_who_is_held_is_held_with_all_relatives_to_the_end(register: Database) -> None:
    people: list[Wire] = [ANNA, BERT, CARLA]
    admit(
        register,
        [
            registered(
                message_id=f"om-{n}",
                sequence=n,
                person=each,
                case={"parketnummer": f"05/78010{n}-25"},
            )
            for n, each in enumerate(people, start=1)
        ],
    )
    admit(register, [_identity("persoon-samengevoegd", [ANNA, BERT], number=1)])

    with register.transaction() as connection:
        held = hold(connection, lambda: [1])
        while_held = [_is_held(register, each) for each in (1, 2, 3)]

    assert held == {1, 2}
    assert while_held == [True, True, False]
    assert not _is_held(register, 1)


def test_a_relative_that_comes_while_we_wait_is_held_too(register: Database) -> None:
    """Else an answer is given under a lock that a reader of the new relative does not wait for."""
    admit(
        register,
        [
            registered(person=ANNA),
            registered(
                message_id="om-2", sequence=2, person=BERT, case={"parketnummer": "05/780110-25"}
            ),
        ],
    )
    asked: list[int] = []

    def find() -> Collection[int]:
        asked.append(1)
        if len(asked) == 2:
            admit(register, [_identity("persoon-samengevoegd", [ANNA, BERT], number=1)])
        return [1]

    with register.transaction() as connection:
        held = hold(connection, find)
        assert _is_held(register, 2)

    assert held == {1, 2}
    assert len(asked) == 3


def test_nobody_is_held_when_nobody_is_found(register: Database) -> None:
    with register.transaction() as connection:
        assert hold(connection, list) == frozenset()
