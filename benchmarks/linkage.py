"""`make bench-linkage`: how well descriptions of one person are found to be of one person.

End to end: what is kept and what is looked for meet under the keys of the index, and what meets is
compared. No number of a person is read. The method was tuned on one half of each set; the other
half is what counts.

Usage: python benchmarks/linkage.py [--write FILE]
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.linkage_sets import Described, people_sets
from jds.persons.matching.compare import Comparison, Strength, compare
from jds.persons.matching.describe import Description, describe
from jds.persons.matching.keys import deletions_of, keys_of, search_keys
from jds.persons.matching.method import Method, method_in_use

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks-linkage.md"

RECALL_OF_SUGGESTIONS, PRECISION_OF_CERTAIN = 0.95, 0.999

_BRUTE_FORCE_AT_MOST = 1500

Pair: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """One half of one set.

    Attributes:
        met: Of the true pairs, the share that meets under some key.
        a_search: Descriptions that a search compares, on average.
        bound: Of the true pairs, the share that is alike when everybody is compared with everybody;
            None where that takes too long.
    """

    name: str
    descriptions: int
    pairs: int
    met: float
    a_search: float
    suggested: tuple[float, float]
    certain: tuple[float, float]
    certain_pairs: int
    bound: float | None


def main(arguments: Sequence[str]) -> int:
    """Measure both halves of every set, print them and write them down."""
    parser = argparse.ArgumentParser(prog="python benchmarks/linkage.py")
    parser.add_argument("--write", type=Path, default=PAGE)
    given = parser.parse_args(arguments)
    method = method_in_use()
    halves = [
        (measure(each.name, each.tuning, method), measure(each.name, each.reporting, method))
        for each in people_sets()
    ]
    text = _page(halves, method=method)
    given.write.write_text(text, encoding="utf-8")
    print(text)
    return 0


def measure(name: str, people: Sequence[Described], method: Method) -> Measured:
    """Return how well the pairs among `people` that are of one person are found."""
    described = [describe(each.person) for each in people]
    met, comparisons = _meet(described, method=method)
    true = _true_pairs(people)
    suggested = {pair for pair, each in met.items() if each.strength is not Strength.NOTHING}
    certain = {pair for pair, each in met.items() if each.strength is Strength.NEARLY_CERTAIN}
    return Measured(
        name=name,
        descriptions=len(people),
        pairs=len(true),
        met=len(true & met.keys()) / len(true),
        a_search=comparisons / len(people),
        suggested=_precision_and_recall(suggested, true),
        certain=_precision_and_recall(certain, true),
        certain_pairs=len(certain),
        bound=_bound(described, true, method=method),
    )


def _meet(
    described: Sequence[Description], *, method: Method
) -> tuple[dict[Pair, Comparison], int]:
    """Compare every description with those it meets under a key; return them and how many."""
    kept: dict[int, list[int]] = defaultdict(list)
    families: dict[int, set[str]] = defaultdict(set)
    for number, each in enumerate(described):
        for key in keys_of(each):
            kept[key].append(number)
        for family in _families(each):
            for key in deletions_of(family):
                families[key].add(family)
    met: dict[Pair, Comparison] = {}
    comparisons = 0
    for number, each in enumerate(described):
        alike = {
            found
            for family in _families(each)
            for key in deletions_of(family)
            for found in families.get(key, ())
        }
        keys = search_keys(each, alike=sorted(alike))
        looked = (*keys.by_birth, *keys.by_slip, *keys.by_name, *keys.by_month)
        others = {other for key in looked for other in kept.get(key, ()) if other != number}
        comparisons += len(others)
        for other in others:
            pair = (min(number, other), max(number, other))
            if pair not in met:
                met[pair] = compare(described[pair[0]], described[pair[1]], method=method)
    return met, comparisons


def _families(description: Description) -> set[str]:
    return {family for name in description.names for family in name.family}


def _true_pairs(people: Sequence[Described]) -> set[Pair]:
    of_one: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(people):
        of_one[each.who].append(number)
    return {pair for numbers in of_one.values() for pair in combinations(numbers, 2)}


def _bound(described: Sequence[Description], true: set[Pair], *, method: Method) -> float | None:
    if len(described) > _BRUTE_FORCE_AT_MOST:
        return None
    alike = sum(
        compare(described[one], described[other], method=method).strength is not Strength.NOTHING
        for one, other in true
    )
    return alike / len(true)


def _precision_and_recall(found: set[Pair], true: set[Pair]) -> tuple[float, float]:
    right = len(found & true)
    return (right / len(found) if found else 1.0), right / len(true)


def _page(halves: Sequence[tuple[Measured, Measured]], *, method: Method) -> str:
    heads = (
        "Set", "Descriptions", "True pairs", "Meet", "Compared a search", "Suggested: precision",
        "recall", "Nearly certain: precision", "recall", "pairs", "Recall if all were compared",
    )  # fmt: skip
    blocks = [
        "# Benchmarks of linkage",
        (
            "Written by a run of the benchmark, not by hand. Each set is split in two by person; "
            "the method was tuned on one half, and the other half is reported. Nothing here is a "
            "number of a person, or an address for e-mail. *Meet*: the share of true pairs that "
            "come together under a key of the index. A suggestion is what a clerk is shown; "
            "*nearly certain* is the strongest suggestion, and joins nobody. Asked: recall of "
            f"suggestions at least {RECALL_OF_SUGGESTIONS}, precision of what is nearly certain at "
            f"least {PRECISION_OF_CERTAIN}."
        ),
    ]
    for title, half in (("The half that is reported", 1), ("The half it was tuned on", 0)):
        blocks += [f"## {title}", _table(heads, [_row(pair[half]) for pair in halves])]
    blocks += [
        (
            "The two `fake` sets drop a name, or both, from many rows and move most dates by up to "
            "a month and a year: their own truth is found by e-mail, which the register does not "
            "know. The last column is what the same comparison reaches without any index."
        ),
        (
            f"Method `{method.version}`. Run on {date.today().isoformat()} with "  # noqa: DTZ011
            "`make bench-linkage`."
        ),
    ]
    return "\n\n".join(blocks) + "\n"


def _row(found: Measured) -> tuple[str, ...]:
    return (
        found.name,
        f"{found.descriptions:,}",
        f"{found.pairs:,}",
        f"{found.met:.4f}",
        f"{found.a_search:.1f}",
        f"{found.suggested[0]:.4f}",
        f"{found.suggested[1]:.4f} {_met(found.suggested[1] >= RECALL_OF_SUGGESTIONS)}",
        f"{found.certain[0]:.4f} {_met(found.certain[0] >= PRECISION_OF_CERTAIN)}",
        f"{found.certain[1]:.4f}",
        f"{found.certain_pairs:,}",
        "-" if found.bound is None else f"{found.bound:.4f}",
    )


def _met(is_met: bool) -> str:
    return "PASS" if is_met else "FAIL"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
