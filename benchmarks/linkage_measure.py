"""How well the descriptions of one person are found to be of one person, with the truth at hand.

Everything goes through the keys and the comparison of the register; only the index stands in
memory instead of in the database.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from benchmarks.figures import at_least
from benchmarks.linkage_sets import Described
from jds.persons.matching.compare import Comparison, Strength, compare
from jds.persons.matching.compare_names import MISSING
from jds.persons.matching.describe import Description, describe
from jds.persons.matching.keys import Key, deletions_of, keys_of, search_keys
from jds.persons.matching.method import Method
from jds.persons.matching.names import similarity
from jds.persons.matching.paths import paths

SHOWN = 10
"""Candidates that a search shows."""

_SEED = 20251126
COMPARED_WITH_EVERYBODY = 200
"""Descriptions of a set that are compared with every other."""

_MOST_ALIKE = 40

Pair: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """Of what was proposed, how much is right, and how much of what is right was proposed."""

    right: int
    proposed: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true

    @property
    def precision_at_least(self) -> float:
        """Return the precision that a sample of this size shows with 95% certainty."""
        return at_least(self.right, self.proposed)


@dataclass(frozen=True, slots=True)
class Asked:
    """What searches found, each with a description of somebody of whom others are known.

    Attributes:
        searches: How many were made.
        first: The one who is meant stood first.
        shown: The one who is meant was among the first `SHOWN`.
        compared: Descriptions that one search compares, the mean.
        compared_p99: The same, of the search at 99%.
    """

    searches: int
    first: int
    shown: int
    compared: float
    compared_p99: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What could be reached at most; each a share of the true pairs.

    Attributes:
        met: Meets under some key.
        without_keys: Is proposed when everybody is compared with everybody, without keys.
        ten_wrong: Is among the proposals when every asker looks at everybody, without keys and
            threshold, until ten others were seen: so the order alone counts.
        stated: Has a name stated on both sides, or the same date: in all others nothing is left
            to find somebody by but a date that differs.
    """

    met: float
    without_keys: float
    ten_wrong: float
    stated: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One half of one set."""

    name: str
    descriptions: int
    keys: float
    most_keys: int
    suggested: Found
    certain: Found
    asked: Asked | None
    bounds: Bounds


class MemoryIndex:
    """What the index of the register does, in memory."""

    def __init__(self, described: Sequence[Description]) -> None:
        self.described = described
        self.keys = [keys_of(each) for each in described]
        self._under: dict[Key, list[int]] = defaultdict(list)
        self._families: dict[Key, set[str]] = defaultdict(set)
        for number, keys in enumerate(self.keys):
            for key in keys:
                self._under[key].append(number)
        for family in {family for each in described for family in families_of(each)}:
            for key in deletions_of(family):
                self._families[key].add(family)

    def under(self, keys: Iterable[Key]) -> set[int]:
        """Return everybody who is kept under one of some keys."""
        return {number for key in keys for number in self._under.get(key, ())}

    def families_like(self, asked: Description, *, method: Method) -> list[str]:
        """Return the family names of the index that look like those asked, the likest first."""
        names = families_of(asked)
        near = {
            found
            for name in names
            for key in deletions_of(name)
            for found in self._families.get(key, ())
        }
        likeness = {found: max(similarity(found, name) for name in names) for found in near}
        alike = [found for found, how in likeness.items() if how >= method.names_alike]
        return sorted(alike, key=lambda found: (-likeness[found], found))[:_MOST_ALIKE]


def families_of(description: Description) -> set[str]:
    """Return every part of the family names of a description."""
    return {family for name in description.names for family in name.family}


def measure(
    name: str,
    people: Sequence[Described],
    *,
    method: Method,
    with_everybody: int = COMPARED_WITH_EVERYBODY,
) -> Measured:
    """Return how well the descriptions in `people` that are of one person are found."""
    index = MemoryIndex([describe(each.person) for each in people])
    true = true_pairs(people)
    met = met_pairs(index, method=method)
    suggested = {pair for pair, each in met.items() if each.strength is not Strength.NOTHING}
    certain = {pair for pair, each in met.items() if each.strength is Strength.NEARLY_CERTAIN}
    return Measured(
        name=name,
        descriptions=len(people),
        keys=sum(map(len, index.keys)) / len(index.keys),
        most_keys=max(map(len, index.keys)),
        suggested=_found(suggested, true),
        certain=_found(certain, true),
        asked=_ask(people, index, method=method),
        bounds=_bounds(
            people, index, true=true, met=met, method=method, with_everybody=with_everybody
        ),
    )


def met_pairs(index: MemoryIndex, *, method: Method) -> dict[Pair, Comparison]:
    """Return every pair that meets under some key, by whichever of the two is asked, compared."""
    met: dict[Pair, Comparison] = {}
    for number, asked in enumerate(index.described):
        keys = search_keys(asked, alike=index.families_like(asked, method=method))
        for other in index.under(
            (*keys.by_birth, *keys.by_slip, *keys.by_slips, *keys.by_name, *keys.by_month)
        ):
            pair = (min(number, other), max(number, other))
            if other != number and pair not in met:
                met[pair] = compare(asked, index.described[other], method=method)
    return met


def true_pairs(people: Sequence[Described]) -> set[Pair]:
    """Return the pairs that are of one person."""
    of_one: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(people):
        of_one[each.who].append(number)
    return {pair for numbers in of_one.values() for pair in combinations(numbers, 2)}


def _found(proposed: set[Pair], true: set[Pair]) -> Found:
    return Found(right=len(proposed & true), proposed=len(proposed), true=len(true))


def _ask(people: Sequence[Described], index: MemoryIndex, *, method: Method) -> Asked | None:
    """Ask with every description of somebody of whom another is known, as a search does."""
    times: dict[str, int] = defaultdict(int)
    for each in people:
        times[each.who] += 1
    first = shown = 0
    compared = []
    for number, each in enumerate(people):
        if times[each.who] > 1:
            ranked, count = _search(number, people, index, method=method)
            first += ranked[:1] == [each.who]
            shown += each.who in ranked[:SHOWN]
            compared.append(count)
    if not compared:
        return None
    compared.sort()
    return Asked(
        searches=len(compared),
        first=first,
        shown=shown,
        compared=sum(compared) / len(compared),
        compared_p99=compared[int(len(compared) * 0.99)],
    )


def _search(
    number: int, people: Sequence[Described], index: MemoryIndex, *, method: Method
) -> tuple[list[str], int]:
    """Return who is proposed, the likeliest first, and how many descriptions were compared."""
    asked = index.described[number]
    best: dict[str, Comparison] = {}
    seen = {number}
    for keys in paths(
        asked,
        families_like=lambda: index.families_like(asked, method=method),
        is_anybody_likely=lambda: any(
            each.strength in (Strength.LIKELY, Strength.NEARLY_CERTAIN) for each in best.values()
        ),
        is_anybody_found=lambda: bool(best),
    ):
        for other in index.under(keys) - seen:
            seen.add(other)
            found = compare(asked, index.described[other], method=method)
            before = best.get(people[other].who)
            if before is None or found.weight > before.weight:
                best[people[other].who] = found
    alike = [who for who, found in best.items() if found.strength is not Strength.NOTHING]
    alike.sort(key=lambda who: (-best[who].weight, who))
    return alike, len(seen) - 1


def _bounds(
    people: Sequence[Described],
    index: MemoryIndex,
    *,
    true: set[Pair],
    met: dict[Pair, Comparison],
    method: Method,
    with_everybody: int,
) -> Bounds:
    compared = {
        pair: compare(index.described[pair[0]], index.described[pair[1]], method=method)
        for pair in true
    }
    return Bounds(
        met=len(true & met.keys()) / len(true),
        without_keys=sum(each.strength is not Strength.NOTHING for each in compared.values())
        / len(true),
        ten_wrong=_ten_wrong(people, index, method=method, asking=with_everybody),
        stated=sum(map(_has_something_stated, compared.values())) / len(true),
    )


def _has_something_stated(found: Comparison) -> bool:
    outcomes = {each.field: each.outcome for each in found.fields}
    return (
        outcomes["achternaam"] != MISSING
        or outcomes["voornamen"] != MISSING
        or outcomes["geboortedatum"].startswith("gelijk")
    )


def _ten_wrong(
    people: Sequence[Described], index: MemoryIndex, *, method: Method, asking: int
) -> float:
    """Compare some with everybody; return the share of theirs that fewer than ten others beat."""
    dice = random.Random(_SEED)
    every = range(len(people))
    beaten = theirs = 0
    for number in dice.sample(every, k=min(len(people), asking)):
        asked = index.described[number]
        weights = {
            other: compare(asked, index.described[other], method=method).weight
            for other in every
            if other != number
        }
        own = [other for other in weights if people[other].who == people[number].who]
        others = sorted(
            (weights[other] for other in weights if people[other].who != people[number].who),
            reverse=True,
        )
        bar = others[SHOWN - 1] if len(others) >= SHOWN else -math.inf
        theirs += len(own)
        beaten += sum(weights[other] <= bar for other in own)
    return 1 - beaten / theirs if theirs else 1.0
