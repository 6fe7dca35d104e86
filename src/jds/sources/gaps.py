"""Which running numbers of a source are missing: pure arithmetic on unwrapped numbers.

What is missing depends on the set of numbers that arrived, never on the order: every number from
the first one a source announced to the highest that came, less those that came.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct


class Gap(Struct, frozen=True, order=True):
    """Running numbers that are missing, both included."""

    first: int
    last: int


class Progress(Struct, frozen=True):
    """What the arrival of some numbers changes.

    Attributes:
        highest: Highest number that arrived so far.
        closed: Gaps that no longer exist as they were.
        opened: Gaps that exist now and did not before; parts of a closed one among them.
        repeated: Numbers that had arrived before.
    """

    highest: int
    closed: tuple[Gap, ...]
    opened: tuple[Gap, ...]
    repeated: frozenset[int]


def advance(arrived: Collection[int], *, highest: int, first: int, gaps: Sequence[Gap]) -> Progress:
    """Return what the arrival of `arrived` changes.

    Args:
        arrived: Unwrapped numbers, in any order and repeated at will. Those from before `first`
            are no part of the series and change nothing.
        highest: Highest number that arrived before; `first - 1` when none did.
        first: First number of the series.
        gaps: Open gaps; at least those that touch the range of `arrived`.
    """
    numbers = sorted({number for number in arrived if number >= first})
    if not numbers:
        return Progress(highest, (), (), frozenset())
    if numbers[0] == highest + 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return Progress(numbers[-1], (), (), frozenset())

    stretches = [(gap, True) for gap in gaps]
    if numbers[-1] > highest:
        stretches.append((Gap(highest + 1, numbers[-1]), False))
    closed: list[Gap] = []
    opened: list[Gap] = []
    repeated = set(numbers)
    for stretch, was_known in stretches:
        inside = numbers[bisect_left(numbers, stretch.first) : bisect_right(numbers, stretch.last)]
        if not inside:
            continue
        repeated.difference_update(inside)
        opened += _without(stretch, inside)
        if was_known:
            closed.append(stretch)
    return Progress(
        max(highest, numbers[-1]), tuple(closed), tuple(sorted(opened)), frozenset(repeated)
    )


def _without(stretch: Gap, numbers: Sequence[int]) -> Iterator[Gap]:
    """Yield what is left of a stretch without `numbers`, which lie in it and rise."""
    start = stretch.first
    for number in numbers:
        if start < number:
            yield Gap(start, number - 1)
        start = number + 1
    if start <= stretch.last:
        yield Gap(start, stretch.last)
