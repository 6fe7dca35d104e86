"""What may still be told of an answer: the part that both then and now say."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jds.answers.what_is_left import what_is_left

FACT, OTHER = {"feitnummer": 1, "plaats": "A"}, {"feitnummer": 2, "plaats": "B"}
PARTS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2) | st.none())
CASES = st.lists(
    st.fixed_dictionaries(
        {"parketnummer": st.sampled_from("123")}, optional={"b": st.integers(0, 2)}
    ),
    unique_by=lambda case: case["parketnummer"],
)
TOLD = st.fixed_dictionaries({"persoon": PARTS, "zaken": CASES})


def test_what_went_is_not_told_again() -> None:
    assert what_is_left({"feiten": [FACT, OTHER]}, {"feiten": [OTHER]}) == {"feiten": [OTHER]}


def test_what_came_since_was_not_told_then() -> None:
    assert what_is_left({"feiten": [OTHER]}, {"feiten": [FACT, OTHER]}) == {"feiten": [OTHER]}
    assert what_is_left({"a": None}, {"a": 1, "b": 2}) == {"a": None}


def test_one_that_went_and_one_that_came_leave_nothing() -> None:
    assert what_is_left({"feiten": [FACT]}, {"feiten": [OTHER]}) == {"feiten": []}


def test_what_is_said_of_the_same_is_said_as_it_is_now() -> None:
    then = {"sancties": [{"soort": "taakstraf", "feitnummers": [1, 2]}]}
    now = {"sancties": [{"soort": "taakstraf", "feitnummers": [1]}]}

    assert what_is_left(then, now) == now


def test_that_a_fact_is_disputed_now_is_said_though_it_was_not_then() -> None:
    disputed = FACT | {"markeringen": ["betwist"]}

    assert what_is_left({"feiten": [FACT]}, {"feiten": [disputed]}) == {"feiten": [disputed]}


def test_a_reason_is_left_only_as_it_was_given() -> None:
    then = {"regel": "R", "betreft": FACT, "uitleg": "omdat"}

    assert what_is_left({"redenen": [then]}, {"redenen": [then]}) == {"redenen": [then]}
    assert what_is_left({"redenen": [then]}, {"redenen": [then | {"uitleg": "nu"}]}) == {
        "redenen": []
    }


@given(then=TOLD, now=TOLD)
def test_nothing_is_left_that_either_did_not_name(then: Any, now: Any) -> None:
    left = what_is_left(then, now)

    named = [case["parketnummer"] for case in left["zaken"]]
    assert set(named) == {case["parketnummer"] for case in then["zaken"]} & {
        case["parketnummer"] for case in now["zaken"]
    }
    assert set(left["persoon"]) == set(then["persoon"]) & set(now["persoon"])
    assert what_is_left(then, then) == then
