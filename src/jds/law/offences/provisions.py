"""The tables of offences as their files have them: an act a file, a row for each provision.

A row says when it holds, because one number may mean different offences in different years: Sr
240-254 do before and after 1 July 2024.
"""

from typing import Literal, TypeAlias

from jds.domain.blocks import OffenceKind
from jds.domain.time import LegalDay
from jds.law.rule_file import Confidence, RuleValue

Category: TypeAlias = Literal[
    "arson",
    "drugs",
    "fraud",
    "homicide",
    "liberty",
    "other",
    "property",
    "public-order",
    "serious-violence",
    "sexual",
    "terrorism",
    "traffic",
    "trafficking",
    "violence",
    "weapons",
    "youth-image",
]
"""What sort of offence it is: ours for choosing, not a term of law."""


class Provision(RuleValue, frozen=True, kw_only=True):
    """One provision that makes something an offence, while it held.

    Attributes:
        article: The article, with its paragraph and items as the law numbers them: `141(2)`.
        what: Its qualification, or a short label.
        maximum_months: Longest prison sentence of the provision; None when the law threatens
            none, or when nobody read it: then `maximum_unknown`.
        life: Prison for life is possible.
        starts_on: First day it held; None when no earlier limit is known.
        ends_before: First day it no longer held; None when no limit is known.
        note: What a reader must know: what is doubtful, what came before or after.
    """

    article: str
    what: str
    kind: OffenceKind
    category: Category
    confidence: Confidence
    maximum_months: int | None = None
    maximum_unknown: bool = False
    life: bool = False
    starts_on: LegalDay | None = None
    ends_before: LegalDay | None = None
    note: str | None = None


class OffencesOfAct(RuleValue, frozen=True):
    """The offences of one act, by its name in `law_names.yaml`."""

    act: str
    provisions: tuple[Provision, ...]
