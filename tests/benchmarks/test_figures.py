"""The interval around a median, checked against values counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import median_interval, percentile


def test_seven_values_give_their_smallest_and_largest_as_interval() -> None:
    interval = median_interval([5, 1, 4, 2, 7, 3, 6])

    assert (interval.low, interval.middle, interval.high) == (1, 4, 7)
    assert interval.coverage == pytest.approx(1 - 2 / 2**7)


def test_with_nine_values_one_is_left_out_on_each_side() -> None:
    interval = median_interval(list(range(1, 10)))

    assert (interval.low, interval.middle, interval.high) == (2, 5, 8)
    assert interval.coverage == pytest.approx(1 - 2 * (1 + 9) / 2**9)


def test_with_eight_values_none_is_left_out() -> None:
    assert median_interval(list(range(1, 9))).low == 1


def test_three_values_say_how_seldom_their_interval_holds_the_median() -> None:
    interval = median_interval([1, 2, 3])

    assert (interval.low, interval.high) == (1, 3)
    assert interval.coverage == pytest.approx(0.75)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40))
def test_the_median_lies_in_its_interval(values: list[float]) -> None:
    interval = median_interval(values)

    assert min(values) <= interval.low <= interval.middle <= interval.high <= max(values)


def test_a_percentile_is_the_smallest_value_that_the_share_does_not_exceed() -> None:
    values = [float(value) for value in range(1, 101)]

    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.99) == 99
    assert percentile(values, 1.0) == 100
    assert percentile([3.0], 0.01) == 3
