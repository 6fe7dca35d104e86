"""Write a method file in which estimated weights stand in the place of those in use.

It has the form of the methods that are shipped and is read by the same code. What the descriptions
say too little about keeps its weight, and says so.
"""

import math
import re
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from jds.domain.time import LegalDay
from jds.errors import BadRequest
from jds.persons.estimation.columns import COLUMNS
from jds.persons.matching.method import SHIPPED, Method, method_of

_NAME = re.compile(r"naam-[1-9][0-9]{0,5}")

LEAST_M = 0.001
"""An outcome that occurs in fewer pairs of one person is noise of the estimate."""

LEAST_PAIRS = 10
"""Random pairs in which an outcome must have been counted."""


class Share(Struct, frozen=True):
    """How often an outcome of a field occurs, where both state it.

    Attributes:
        m: In pairs of one person, from 0 to 1.
        u: In pairs of two people, from 0 to 1.
    """

    m: float
    u: float

    @property
    def weight(self) -> float:
        """The base-2 logarithm of m/u, to one decimal."""
        return round(math.log2(self.m / self.u), 1)


Estimates: TypeAlias = Mapping[tuple[str, str], Share]
"""By field and outcome; without those that did not occur at all."""


class Estimated(Struct, frozen=True):
    """What was estimated, and from how much.

    Attributes:
        descriptions: How many were read.
        random_pairs: In how many pairs u was counted.
        tool: Name and version of what estimated it.
    """

    shares: Estimates
    descriptions: int
    random_pairs: int
    tool: str


class MethodNameRefused(BadRequest):
    """A new method cannot have this name."""

    code = "method-name-refused"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"[{name}] cannot be the name of a new method. That is naam- and a number that no "
            "method has yet: what found somebody never changes under its name. Give another one "
            "with --name."
        )


def method_file(estimated: Estimated, *, base: Method, name: str, since: LegalDay) -> str:
    """Return the text of a method file.

    Args:
        base: The shipped method whose other values are taken over.
        name: Of the new method.
        since: The day on which it is made.

    Raises:
        MethodNameRefused: It is no name of a method, or a shipped one has it.
    """
    check_new_name(name)
    base_name = base.version.split("@")[0]
    raw: dict[str, Any] = yaml.safe_load(_file_of(base_name).read_text("utf-8"))
    raw |= {"name": name, "since": since}
    for field, outcomes in raw["weights"].items():
        for outcome, each in outcomes.items():
            share = estimated.shares.get((field, outcome)) if field in COLUMNS else None
            if share is None or not _is_enough(share, random_pairs=estimated.random_pairs):
                each["source"] = f"als {base_name}: {each['source']}"
                continue
            each["source"] = (
                f"geschat: m {share.m:.4f}, u {share.u:.6f}; {base_name} {each['weight']:+g}"
            )
            each["weight"] = share.weight
    text = _heading(estimated, base_name=base_name) + yaml.safe_dump(
        raw, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
    )
    # What does not load is never printed.
    method_of(yaml.safe_load(text))
    return text


def check_new_name(name: str) -> None:
    """Refuse what cannot be the name of a new method.

    Raises:
        MethodNameRefused: It is no name of a method, or a shipped one has it.
    """
    if not _NAME.fullmatch(name) or _file_of(name).exists():
        raise MethodNameRefused(name)


def next_name() -> str:
    """Return the first name that no shipped method has."""
    return next(name for number in count(1) if not _file_of(name := f"naam-{number}").exists())


def weights_told(estimated: Estimated, *, base: Method) -> list[tuple[str, str, Share, float]]:
    """Return every outcome that was estimated well enough: m, u, and its weight in `base`."""
    return [
        (field, outcome, share, base.weights[field][outcome])
        for (field, outcome), share in sorted(estimated.shares.items())
        if outcome in base.weights[field] and _is_enough(share, random_pairs=estimated.random_pairs)
    ]


def _is_enough(share: Share, *, random_pairs: int) -> bool:
    return share.m >= LEAST_M and share.u * random_pairs >= LEAST_PAIRS


def _heading(estimated: Estimated, *, base_name: str) -> str:
    return (
        f"# Estimated with {estimated.tool} from {estimated.descriptions:,} descriptions of which\n"
        f"# nobody said who is one person, u in {estimated.random_pairs:,} random pairs. Some of\n"
        "# those are of one person, so u of what is rare is too high and its weight too low. What\n"
        f"# was seen too seldom is as in {base_name}, and so are prior, thresholds and common\n"
        "# names: choose the thresholds anew, and try the file with benchmarks/linkage.py.\n"
    )


def _file_of(name: str) -> Path:
    return SHIPPED / f"{name}.yaml"
