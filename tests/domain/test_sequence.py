"""Running numbers come round after 2147483647, and order survives it."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jds.domain.sequence import (
    FIRST,
    LAST,
    InvalidSequence,
    compare,
    distance,
    parse_sequence,
    precedes,
    successor,
    unwrap,
    wrap,
)

HALF = LAST // 2

# Half of the examples lie close to the place where the numbers start again.
numbers = st.integers(FIRST, LAST) | st.integers(FIRST, FIRST + 50) | st.integers(LAST - 50, LAST)
rounds = st.integers(-3, 3)
absolutes = st.builds(lambda epoch, number: epoch * LAST + number, rounds, numbers)
short_ways = st.integers(-HALF, HALF) | st.integers(-100, 100) | st.sampled_from([-HALF, HALF])


@pytest.mark.parametrize(("text", "expected"), [("1", 1), ("10", 10), ("2147483647", 2147483647)])
def test_a_running_number_is_read_from_plain_digits(text: str, expected: int) -> None:
    assert parse_sequence(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "01",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1\n",
        "1.0",
        "1_0",
        "1e3",
        "0x1",
        "2147483648",
        "9999999999",
        "12345678901",
        "١",
        "１",
        "²",
    ],
)
def test_any_other_text_is_no_running_number(text: str) -> None:
    with pytest.raises(InvalidSequence) as refusal:
        parse_sequence(text)

    assert refusal.value.code == "invalid-sequence"
    assert f"[{len(text)}]" in refusal.value.sentence


@given(numbers)
def test_a_running_number_survives_being_written_and_read(number: int) -> None:
    assert parse_sequence(str(number)) == number


def test_the_number_after_the_last_is_the_first() -> None:
    assert successor(1) == 2
    assert successor(LAST - 1) == LAST
    assert successor(LAST) == FIRST


def test_the_first_number_comes_after_the_last() -> None:
    assert precedes(LAST, FIRST)
    assert not precedes(FIRST, LAST)
    assert distance(LAST, FIRST) == 1
    assert distance(FIRST, LAST) == -1
    assert distance(LAST - 5, 5) == 10
    assert compare(LAST, FIRST) == -1
    assert compare(FIRST, LAST) == 1


def test_far_apart_the_shorter_way_round_decides() -> None:
    assert distance(1, 1 + HALF) == HALF
    assert precedes(1, 1 + HALF)
    assert distance(1, 2 + HALF) == -HALF
    assert precedes(2 + HALF, 1)


@given(numbers)
def test_a_number_precedes_its_successor_and_not_itself(number: int) -> None:
    assert precedes(number, successor(number))
    assert not precedes(successor(number), number)
    assert not precedes(number, number)
    assert compare(number, number) == 0


@given(numbers, numbers)
def test_of_two_different_numbers_exactly_one_precedes(first: int, second: int) -> None:
    assume(first != second)

    assert precedes(first, second) != precedes(second, first)
    assert compare(first, second) == -compare(second, first)
    assert (compare(first, second) == -1) == precedes(first, second)


@given(numbers, short_ways)
def test_the_distance_is_the_number_of_steps_either_way(start: int, steps: int) -> None:
    end = wrap(start + steps)

    assert distance(start, end) == steps
    assert distance(end, start) == -steps


@given(absolutes)
def test_an_absolute_number_lies_on_the_circle(absolute: int) -> None:
    number = wrap(absolute)

    assert FIRST <= number <= LAST
    assert (absolute - number) % LAST == 0
    assert wrap(absolute + 1) == successor(number)


@given(rounds, numbers)
def test_an_absolute_number_is_its_round_and_its_number(epoch: int, number: int) -> None:
    assert wrap(epoch * LAST + number) == number


@given(absolutes, short_ways)
def test_unwrapping_finds_any_number_less_than_half_a_circle_away(near: int, steps: int) -> None:
    assert unwrap(wrap(near + steps), near=near) == near + steps


@given(numbers, absolutes)
def test_unwrapping_gives_the_nearest_absolute_number(number: int, near: int) -> None:
    absolute = unwrap(number, near=near)

    assert wrap(absolute) == number
    assert abs(absolute - near) < abs(absolute - LAST - near)
    assert abs(absolute - near) < abs(absolute + LAST - near)


def test_unwrapping_goes_on_counting_across_the_last_number() -> None:
    assert unwrap(FIRST, near=LAST) == LAST + 1
    assert unwrap(LAST, near=LAST + 1) == LAST
    assert unwrap(7, near=3 * LAST) == 3 * LAST + 7
    assert unwrap(LAST, near=1) == 0


@given(st.lists(st.integers(-1000, 1000), min_size=1), absolutes)
def test_a_stretch_across_the_last_number_keeps_its_order(steps: list[int], near: int) -> None:
    stretch = sorted(near + step for step in steps)

    delivered = [wrap(absolute) for absolute in stretch]

    assert [unwrap(number, near=near) for number in delivered] == stretch
    assert not any(precedes(later, earlier) for earlier, later in pairwise(delivered))


@pytest.mark.parametrize("outside", [0, -1, LAST + 1])
def test_a_number_outside_the_circle_is_a_mistake_in_the_program(outside: int) -> None:
    with pytest.raises(ValueError, match=r"lies in 1\.\.2147483647"):
        successor(outside)
    with pytest.raises(ValueError, match=r"lies in 1\.\.2147483647"):
        distance(1, outside)
    with pytest.raises(ValueError, match=r"lies in 1\.\.2147483647"):
        unwrap(outside, near=1)
