"""Missing running numbers, against a plain set of what arrived."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from jds.sources.gaps import Gap, Progress, advance

FIRST = 5
ARRIVED = st.lists(st.integers(min_value=1, max_value=40), min_size=1, max_size=40)
BATCHES = st.lists(ARRIVED, max_size=6)


def missing(gaps: Iterable[Gap]) -> list[int]:
    return [number for gap in sorted(gaps) for number in range(gap.first, gap.last + 1)]


def after(batches: Sequence[Sequence[int]]) -> tuple[int, list[Gap], list[set[int]]]:
    """Return the highest number, the open gaps and what was repeated in each batch."""
    highest, gaps, repeated = FIRST - 1, set[Gap](), []
    for batch in batches:
        progress = advance(batch, highest=highest, first=FIRST, gaps=sorted(gaps))
        assert gaps >= set(progress.closed)
        gaps = gaps - set(progress.closed) | set(progress.opened)
        highest = progress.highest
        repeated.append(set(progress.repeated))
    return highest, sorted(gaps), repeated


@given(batches=BATCHES)
def test_what_is_missing_is_everything_up_to_the_highest_that_did_not_come(
    batches: list[list[int]],
) -> None:
    arrived = {number for batch in batches for number in batch if number >= FIRST}
    highest, gaps, _ = after(batches)

    assert highest == max(arrived, default=FIRST - 1)
    assert missing(gaps) == sorted(set(range(FIRST, highest + 1)) - arrived)


@given(batches=BATCHES)
def test_gaps_never_touch_or_overlap(batches: list[list[int]]) -> None:
    _, gaps, _ = after(batches)

    assert all(one.last + 1 < other.first for one, other in pairwise(gaps))


@given(batches=BATCHES, order=st.randoms(use_true_random=False))
def test_any_order_and_any_batches_leave_the_same_gaps(
    batches: list[list[int]], order: Random
) -> None:
    numbers = [number for batch in batches for number in batch]
    order.shuffle(numbers)

    assert after([[number] for number in numbers])[:2] == after(batches)[:2]


@given(batches=BATCHES)
def test_what_is_repeated_had_arrived_in_an_earlier_batch(batches: list[list[int]]) -> None:
    _, _, repeated = after(batches)

    before = set[int]()
    for batch, again in zip(batches, repeated, strict=True):
        assert again == {number for number in batch if number in before}
        before |= {number for number in batch if number >= FIRST}


def test_numbers_that_follow_on_change_nothing_but_the_highest() -> None:
    gaps = [Gap(2, 3)]

    assert advance([8, 7, 9], highest=6, first=1, gaps=gaps) == Progress(9, (), (), frozenset())


def test_a_number_in_the_middle_of_a_gap_splits_it() -> None:
    progress = advance([7], highest=10, first=1, gaps=[Gap(5, 9)])

    assert progress == Progress(10, (Gap(5, 9),), (Gap(5, 6), Gap(8, 9)), frozenset())


def test_a_number_from_before_the_first_one_is_no_part_of_the_series() -> None:
    assert advance([4], highest=10, first=5, gaps=[]) == Progress(10, (), (), frozenset())
