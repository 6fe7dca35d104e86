"""No answer is stronger than the possible worlds allow: every small world, source and purpose.

A world is what the register has of one person; a source is cut off and may have sent a few messages
since. Which, is enumerated from the contract (`tests/oracle/gap_messages.py`). If any of them gives
another answer, the answer may not claim that what is missing cannot change it.

How often it is weaker than it need be is counted, and is no failure: `make worlds` prints it.
"""

import os
from collections.abc import Callable
from functools import cache
from itertools import combinations, product

import pytest

from tests.answers.cut_off import CUT_AT, Claimed, claimed
from tests.answers.register_of_worlds import register_with_a_gap
from tests.conftest import NewDatabase
from tests.oracle.gap_messages import MAY_SEND, messages_in_gap
from tests.oracle.payloads import SOURCES, Wire
from tests.oracle.possible_answers import (
    NEEDS,
    PURPOSES,
    ByBsn,
    BySkn,
    Number,
    PossibleWorld,
)
from tests.oracle.small_worlds import WORLDS
from tests.oracle.worlds_with_a_gap import other_answers

LARGER = os.environ.get("JDS_WORLDS") == "larger"
"""Whether the gap may hold more messages than the suite has time for: `make worlds`."""

EVERY = 1 if LARGER else 15
"""Of so many purposes one is asked of the register itself, about each person another one."""

ASKED: dict[str, Number] = {"by SKN": BySkn, "by BSN": ByBsn}


def _kinds(missing: tuple[Wire, ...]) -> list[str]:
    return [each["type"].split(".")[2] for each in missing]


@cache
def _world(name: str) -> PossibleWorld:
    return PossibleWorld(WORLDS[name])


@pytest.mark.parametrize("source", MAY_SEND)
@pytest.mark.parametrize("name", WORLDS)
def test_no_answer_is_stronger_than_every_possible_world_allows(
    name: str, source: str, record_property: Callable[[str, object], None]
) -> None:
    weaker = claims = 0
    for number in ASKED.values():
        for is_needed in (True, False):
            purposes = [pair for pair in PURPOSES if (source in NEEDS[pair]) is is_needed]
            # Who somebody is, a source that a purpose does not need cannot say for it (CUR-1).
            menu = list(messages_in_gap(source, known=WORLDS[name], describing=is_needed))
            possible = other_answers(
                WORLDS[name], number, menu, size=2 if LARGER else 1, purposes=purposes
            )
            for pair in purposes:
                said = claimed(_world(name), number, pair, cut=[source])
                claims += said.can_change(source)
                weaker += said.can_change(source) and pair not in possible
                if pair not in possible:
                    continue
                told, missing = possible[pair]
                case = (pair, number[0], _kinds(missing), told.verdict, missing)
                assert said.can_change(source), case
                assert said.assessed.weighed.is_weakened, case
                assert said.claim.advice != "beslissen", case
                assert "bron-niet-actueel" in said.claim.doubts, case
                assert _reaches_no_further_than_the_cut(said), case
    record_property("answers said to be weakened", claims)
    record_property("of these weaker than needed", weaker)


def _reaches_no_further_than_the_cut(said: Claimed) -> bool:
    weighed = said.assessed.weighed
    return all(
        until is None or until <= CUT_AT for until in (weighed.known_until, weighed.proven_until)
    )


@pytest.mark.parametrize("name", WORLDS)
def test_what_two_sources_miss_together_changes_no_answer_that_says_so(name: str) -> None:
    for number in ASKED.values():
        for cut in combinations(MAY_SEND, 2):
            claims = {
                pair: claimed(_world(name), number, pair, cut=cut)
                for pair in PURPOSES
                # One that tells of nobody is as simple for two sources as it is for one.
                if NEEDS[pair].issuperset(cut) and (LARGER or PURPOSES[pair].regime != "none")
            }
            unchanged = [
                pair
                for pair, said in claims.items()
                if not any(said.can_change(source) for source in cut)
            ]
            if not unchanged:
                continue
            # All messages of a kind do much the same; one of each kind and case is enough for two.
            menu = [each for source in cut for each in _one_of_each(name, source)]
            possible = other_answers(WORLDS[name], number, menu, size=2, purposes=unchanged)
            assert not possible, (cut, possible)


def _one_of_each(name: str, source: str) -> list[Wire]:
    every = list(messages_in_gap(source, known=WORLDS[name]))
    if LARGER:
        return every
    return list({(each["type"], str(each["data"].get("zaak"))): each for each in every}.values())


@pytest.mark.parametrize("name", WORLDS)
def test_an_answer_says_of_a_whole_world_what_the_world_says(name: str) -> None:
    verdicts = {"niets bekend": "niets-bekend-tot"}
    for number in ASKED.values():
        for pair in PURPOSES:
            said = claimed(_world(name), number, pair, cut=())
            told = _world(name).told(number, pair)
            assert said.claim.verdict == verdicts.get(told.verdict, told.verdict), (number, pair)
            assert not said.assessed.weighed.is_weakened


@pytest.mark.parametrize("source", MAY_SEND)
def test_a_register_with_a_gap_claims_what_its_rules_do(
    new_primary_database: NewDatabase, source: str
) -> None:
    with register_with_a_gap(new_primary_database, source) as register:
        for place, (name, number) in enumerate(product(WORLDS, ASKED.values())):
            for pair in list(PURPOSES)[place % EVERY :: EVERY]:
                answer = register.ask(name, number, pair)
                said = claimed(_world(name), number, pair, cut=[source])
                [of_source] = [
                    each for each in answer["actualiteit"] if each["bron"] == SOURCES[source]
                ]
                case = (name, number[0], pair)
                assert len(of_source["gaten"]) == 1, case
                assert bool(of_source["kanWijzigen"]) is said.can_change(source), case
                assert answer["oordeel"] == said.claim.verdict, case
                assert answer["advies"] == said.claim.advice, case
                assert answer["kanttekeningen"] == list(said.claim.doubts), case
