"""Whether what a source counted itself agrees with what is here: pure.

A statement (bron-stand) counts, per kind and Amsterdam day of `time`, what the source sent since
its statement before; statements and re-sends are not counted. Running numbers alone miss what never
got one: a program at the source that skips a class of messages leaves no gap.

A message that was set aside or refused has arrived, but not as its kind. So the source may have
counted as many more as such messages came, and no more than those.

Source: message contract, kind `bron-stand`.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

Counts: TypeAlias = Mapping[str, Mapping[str, int]]
"""Numbers of messages by kind, then by day as on the wire."""


class Difference(Struct, frozen=True, order=True):
    """One kind and day for which the numbers are not the same.

    Attributes:
        stated: How many the source counted.
        held: How many are accepted here.
    """

    kind: str
    day: str
    stated: int
    held: int


def differences(stated: Counts, held: Counts, *, others: int) -> tuple[Difference, ...]:
    """Return where the counts of a statement do not agree; nothing when they agree.

    Args:
        stated: What the source counted.
        held: What is accepted of the same running numbers, statements left out.
        others: How many of these numbers came with something that was not accepted.
    """
    unequal = list(_unequal(stated, held))
    missing = sum(each.stated - each.held for each in unequal if each.stated > each.held)
    is_explained = missing <= others
    return tuple(each for each in unequal if each.held > each.stated or not is_explained)


def _unequal(stated: Counts, held: Counts) -> Iterator[Difference]:
    for kind in sorted({*stated, *held}):
        here, there = held.get(kind, {}), stated.get(kind, {})
        for day in sorted({*here, *there}):
            difference = Difference(kind, day, there.get(day, 0), here.get(day, 0))
            if difference.stated != difference.held:
                yield difference
