"""Which purpose has its facts sorted, and by which rules."""

from typing import Literal, TypeAlias

from jds.law.rule_file import RuleValue

SortedBy: TypeAlias = Literal[
    "terugkijktermijn",
    "nationaliteit",
    "vreemdelingen",
    "adoptie",
    "pleegzorg",
    "voogdij",
    "kinderbescherming",
    "recidive",
]
"""The subject of a sorting, in Dutch as on the wire."""


class SortedPurpose(RuleValue, frozen=True, kw_only=True):
    """How the facts of one purpose are sorted.

    Attributes:
        function: For a certificate, the function the purpose stands for.
        with_children: For a certificate, that the work is with children.
    """

    recipient: str
    purpose: str
    by: SortedBy
    function: str | None = None
    with_children: bool | None = None


class Sorting(RuleValue, frozen=True):
    """The purposes whose facts are sorted; those of every other are shown as they are."""

    sorted: tuple[SortedPurpose, ...]
