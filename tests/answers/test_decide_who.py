"""Deciding who is meant: its place in time among answers, and its turn among those who act."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep
from typing import Any

import pytest
from msgspec import structs

from jds.answers.decide_who import Choice, decide_who, take_back
from jds.answers.decisions import Considered, IdentityDecision, lock_question, question_of
from jds.cli.description import read_description
from jds.database.connection import Connection
from jds.domain.blocks import Person
from jds.domain.time import Instant, as_instant
from jds.law.disclosure.request import Request
from tests.answers.office import REQUEST, open_office
from tests.conftest import NewDatabase
from tests.records.ledgers import NOON

JAN = ("Jan", "Jansen", "1980-03-04")
KEY = bytes(32)


def _stopped(at: Instant) -> Callable[[], Instant]:
    return lambda: at


def test_a_decision_comes_after_every_answer_given_without_it(
    new_primary_database: NewDatabase,
) -> None:
    """Also where the clock of whoever decides runs behind: else an answer asked again differs."""
    with open_office(new_primary_database) as office:
        office.becomes_known(JAN)
        answer = office.is_asked_for(JAN)
        behind = as_instant(office.now - timedelta(hours=1))

        decision = decide_who(
            office.database, 1, Choice(candidate=1), asker=office.asker, clock=_stopped(behind)
        )

        assert decision.decided_at > office.now
        with_it = office.is_asked_for(JAN, known_at=None, at=decision.decided_at)
        assert (answer["gevonden"], with_it["gevonden"]) == ("kandidaten", "zeker")
        undone = take_back(office.database, 1, asker=office.asker, clock=_stopped(behind))
        assert [each.number for each in undone.answers] == [with_it["antwoordnummer"]]
        again = office.is_asked_for(JAN, known_at=decision.decided_at, at=_later(decision))
        assert again["gevonden"] == "zeker"


def _later(decision: IdentityDecision) -> Instant:
    return as_instant(decision.decided_at + timedelta(minutes=1))


def test_a_decision_waits_for_an_answer_to_the_same_question(
    new_primary_database: NewDatabase,
) -> None:
    with open_office(new_primary_database) as office:
        office.becomes_known(JAN)
        office.is_asked_for(JAN)

        def decide() -> IdentityDecision:
            return decide_who(
                office.database, 1, Choice(candidate=1), asker=office.asker, clock=office.clock
            )

        with ThreadPoolExecutor() as pool:
            with office.database.transaction() as answering:
                [(question,)] = answering.execute(
                    "SELECT question FROM kept_search_question"
                ).fetchall()
                lock_question(answering, question)
                deciding = pool.submit(decide)
                _wait_until_somebody_waits(answering)
                assert not deciding.done()
            assert deciding.result(timeout=60).number == 1


def _wait_until_somebody_waits(connection: Connection) -> None:
    for _ in range(600):
        waiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        if connection.execute(waiting).fetchone() is not None:
            return
        sleep(0.05)
    raise AssertionError


def _question(name: str, *, request: Request = REQUEST, **more: Any) -> bytes:
    person = read_description(name=name, born="1980-03-04", place=None, sex=None, **more)
    return question_of(person, request=request, register_key=KEY)


def test_the_same_question_is_known_again_however_it_is_typed() -> None:
    same = _question("Jan Jansen")

    assert _question("  jan   JANSEN ") == same
    assert _question("Jansen, Jan") == same
    for other in (
        _question("Jan Janssen"),
        _question("Jan Jansen", skn="1234567"),
        _question("Jan Jansen", request=structs.replace(REQUEST, purpose="vog-rp")),
        _question("Jan Jansen", request=structs.replace(REQUEST, recipient="om")),
    ):
        assert other != same
    assert question_of(Person(), request=REQUEST, register_key=b"1" * 32) != question_of(
        Person(), request=REQUEST, register_key=KEY
    )


def _decision(subject_id: int | None, considered: dict[int, float]) -> IdentityDecision:
    return IdentityDecision(
        number=1,
        search=1,
        decided_at=NOON,
        decided_by="balie",
        method="naam-1@a",
        subject_id=subject_id,
        considered=considered,
        taken_back_at=None,
    )


@pytest.mark.parametrize(
    ("candidate", "method", "is_covered"),
    [
        (Considered(frozenset({2}), 0.9), "naam-1@a", True),
        (Considered(frozenset({2}), 0.8), "naam-1@a", True),
        (Considered(frozenset({2}), 0.91), "naam-1@a", False),
        (Considered(frozenset({2}), 0.91), "naam-2@b", True),
        (Considered(frozenset({3}), 0.1), "naam-1@a", False),
        (Considered(frozenset({3}), 0.1), "naam-2@b", False),
        (Considered(frozenset({2, 3}), 0.9), "naam-1@a", True),
        (Considered(frozenset({1, 3}), 0.99), "naam-1@a", True),
    ],
)
def test_a_decision_covers_whom_it_names_and_who_fits_no_better_than_then(
    candidate: Considered, method: str, is_covered: bool
) -> None:
    decision = _decision(1, {1: 0.95, 2: 0.9})

    assert decision.covers([candidate], method=method) is is_covered
    assert decision.covers([], method=method)


def test_that_nobody_is_meant_covers_those_who_were_considered() -> None:
    decision = _decision(None, {2: 0.9})

    assert decision.covers([Considered(frozenset({2}), 0.9)], method="naam-1@a")
    assert not decision.covers([Considered(frozenset({2}), 0.95)], method="naam-1@a")
