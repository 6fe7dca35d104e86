"""How often each outcome of a comparison occurs in pairs of one person and of two, counted.

What the weights of a method say is held against it. Every set has mistakes of its own, planted by
its makers, so a count is a check and no weight by itself.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.linkage_measure import true_pairs
from benchmarks.linkage_sets import Described
from jds.persons.matching.compare import Comparison, compare
from jds.persons.matching.compare_names import MISSING
from jds.persons.matching.describe import describe
from jds.persons.matching.method import Method

_SEED = 20251126


def counted_weights(
    sets: Iterable[Sequence[Described]], *, method: Method
) -> Iterator[tuple[str, str, float, float, float]]:
    """Yield every outcome with how often it occurs in pairs of one person and of two.

    Each set counts alike. Gives the field, the outcome, m, u and the base-2 logarithm of m/u.
    """
    shares: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for people in sets:
        for each, share in _shares(people, method=method).items():
            shares[each].append(share)
    for (field, outcome), found in sorted(shares.items()):
        m, u = (sum(part) / len(found) for part in zip(*found, strict=True))
        yield field, outcome, m, u, math.log2(max(m, 1e-5) / max(u, 1e-5))


def _shares(
    people: Sequence[Described], *, method: Method
) -> dict[tuple[str, str], tuple[float, float]]:
    described = [describe(each.person) for each in people]
    dice = random.Random(_SEED)
    one = sorted(true_pairs(people))
    one = dice.sample(one, k=min(len(one), 5_000))
    two = [
        pair
        for pair in (
            (dice.randrange(len(people)), dice.randrange(len(people))) for _ in range(40_000)
        )
        if people[pair[0]].who != people[pair[1]].who
    ]
    of_one, of_two = (
        _share_of_each([compare(described[a], described[b], method=method) for a, b in pairs])
        for pairs in (one, two)
    )
    return {
        each: (of_one.get(each, 0.0), of_two.get(each, 0.0))
        for each in of_one.keys() | of_two.keys()
    }


def _share_of_each(compared: Sequence[Comparison]) -> dict[tuple[str, str], float]:
    times: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for found in compared:
        for each in found.fields:
            if each.outcome != MISSING:
                times[each.field][each.outcome] += 1
    return {
        (field, outcome): count / sum(outcomes.values())
        for field, outcomes in times.items()
        for outcome, count in outcomes.items()
    }
