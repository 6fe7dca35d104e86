"""The method of the review queue: what numbers weigh, beside the method of descriptions.

As that one it is dated data, and its version stands with every piece of evidence.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from jds.persons.matching.method import Method, method_in_use

_FILE = Path(__file__).with_name("wachtrij-1.yaml")


class ReviewMethod(Struct, frozen=True):
    """Weights of numbers, and the method by which descriptions are compared.

    Attributes:
        version: Both methods by name and digest.
        numbers: Per number, the weight of each outcome.
        ask: Weight from which a pair comes into the queue; it leaves it below `propose`.
        clearly_stronger: Bits by which evidence must have grown before a pair that was judged to
            be two is proposed again.
    """

    version: str
    descriptions: Method
    numbers: dict[str, dict[str, float]]
    ask: float
    clearly_stronger: float


def read_review_method(path: Path, *, descriptions: Method) -> ReviewMethod:
    """Read a method from its file."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    text = yaml.safe_dump(raw, sort_keys=True, default_flow_style=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return ReviewMethod(
        version=f"{raw['name']}@{digest}+{descriptions.version}",
        descriptions=descriptions,
        numbers={
            number: {outcome: float(each["weight"]) for outcome, each in outcomes.items()}
            for number, outcomes in raw["numbers"].items()
        },
        # Never less than what keeps a pair in the queue, whatever the other file says.
        ask=max(float(raw["ask"]["weight"]), descriptions.propose),
        clearly_stronger=float(raw["clearly_stronger"]["weight"]),
    )


@cache
def review_method_in_use() -> ReviewMethod:
    """Return the method by which identities are doubted now."""
    return read_review_method(_FILE, descriptions=method_in_use())
