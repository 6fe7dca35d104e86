"""The method by which descriptions are compared: weights and thresholds, as dated data.

Which method found somebody is part of the basis of every answer, so a method never changes: other
weights, another table of the normaliser, or other code that compares, are another version.
"""

import hashlib
import math
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from jds.domain.time import LegalDay
from jds.persons.matching.names import TABLES

_FOLDER = Path(__file__).parent

# What shapes an outcome beside the weights and the tables: any change of it is another version too.
_CODE = ("births.py", "compare.py", "compare_names.py", "describe.py", "names.py")


class Method(Struct, frozen=True):
    """Weights and thresholds under one name.

    Attributes:
        version: Name and digest of everything that shapes an outcome, `naam-1@0123456789ab`.
        since: Day on which the method was made.
        prior: Weight of the chance, before comparing, that two descriptions are of one person.
        weights: Per field, the weight of each outcome: base-2 logarithm of m/u.
        names_alike: Jaro-Winkler similarity from which names look alike.
        places_alike: The same for places.
        propose: Weight from which a pair is proposed (voorstellen).
        stay: Weight from which a pair that was joined needs no new look (blijven).
        join: Weight from which joining is proposed as nearly certain (verbinden).
        common: Per field of names, the common ones with how many of a million people bear them.
    """

    version: str
    since: LegalDay
    prior: float
    weights: dict[str, dict[str, float]]
    names_alike: float
    places_alike: float
    propose: float
    stay: float
    join: float
    common: dict[str, dict[str, float]]

    def weight(self, field: str, outcome: str) -> float:
        """Return what an outcome of a field weighs."""
        return self.weights[field][outcome]

    def name_weight(self, field: str, outcome: str, names: tuple[str, ...]) -> float:
        """Return what it weighs to agree on names: less when they are common ones."""
        weight = self.weight(field, outcome)
        common = self.common.get(field, {})
        if not names or weight <= 0:
            return weight
        return min(
            weight,
            sum(
                math.log2(1_000_000 / common[name]) if name in common else weight for name in names
            ),
        )

    def probability(self, weight: float) -> float:
        """Return the chance, from 0 to 1, that two descriptions of this total weight are of one."""
        odds = min(max(weight + self.prior, -60.0), 60.0)
        return 1.0 / (1.0 + math.pow(2.0, -odds))


def read_method(path: Path) -> Method:
    """Read a method from its file."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    shape = yaml.safe_dump(
        {"tables": TABLES, "method": raw, "code": _code()}, sort_keys=True, default_flow_style=True
    )
    digest = hashlib.sha256(shape.encode()).hexdigest()[:12]
    return Method(
        version=f"{raw['name']}@{digest}",
        since=LegalDay(raw["since"]),
        prior=float(raw["prior"]["weight"]),
        weights={
            field: {outcome: float(each["weight"]) for outcome, each in outcomes.items()}
            for field, outcomes in raw["weights"].items()
        },
        names_alike=raw["alike"]["names"],
        places_alike=raw["alike"]["places"],
        propose=float(raw["thresholds"]["voorstellen"]),
        stay=float(raw["thresholds"]["blijven"]),
        join=float(raw["thresholds"]["verbinden"]),
        common={
            field: {name: float(count) for name, count in each["per_million"].items()}
            for field, each in raw["common"].items()
        },
    )


@cache
def shipped_methods() -> tuple[Method, ...]:
    """Return every method that comes with this version of the software, the newest last."""
    methods = [read_method(path) for path in _FOLDER.glob("naam-*.yaml")]
    return tuple(sorted(methods, key=lambda each: (each.since, each.version)))


def method_in_use() -> Method:
    """Return the method by which people are looked for now: the newest that is shipped."""
    return shipped_methods()[-1]


@cache
def _code() -> dict[str, str]:
    return {name: hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest() for name in _CODE}
