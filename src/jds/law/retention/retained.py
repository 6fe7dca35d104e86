"""The result: until when the data about one offence may be kept, and why."""

from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.blocks import SourceValue
from jds.domain.events import ForeignConviction
from jds.domain.time import LegalDay
from jds.law.facts import FactKey
from jds.law.reasons import Reason


class ForeignKey(Struct, frozen=True, order=True):
    """Names a conviction by a court of another state: the country, and the mark of the judgment."""

    country: str
    reference: str


def foreign_key(conviction: ForeignConviction) -> ForeignKey:
    """Return the name of a foreign conviction."""
    country = conviction.country
    name = str(country.code or "") if isinstance(country, SourceValue) else country
    return ForeignKey(name, conviction.judgment.reference)


RetainedKey: TypeAlias = FactKey | ForeignKey

Category: TypeAlias = Literal["vrijgesproken", "ontslagen-van-rechtsvervolging"]
"""How somebody who was not convicted is held apart (Wjsg art. 7c)."""

Question: TypeAlias = Literal[
    "Q1",
    "Q2",
    "Q3",
    "Q4",
    "Q5",
    "afdoening-onbekend",
    "boete-niet-vergelijkbaar",
    "buitenlandse-veroordeling",
    "dag-onbekend",
    "maximum-onbekend",
    "misschien-zedenmisdrijf",
    "niet-ten-uitvoer-gelegd",
    "soort-onbekend",
    "strafbeschikking-verlengt",
    "verjaring-onbekend",
    "verlenging-op-dezelfde-dag",
    "vrijspraak-verlengt",
]
"""A question that the law, or the message, leaves open and that this end turned on.

`Q1`-`Q5` stand in the rule files under that name; what was chosen stands there too.
"""


class Retained(Struct, frozen=True, kw_only=True):
    """Until when the data about one offence, or one foreign conviction, may be kept.

    Attributes:
        gone_on: First day on which they are gone: the term covers the days before it, and not
            this day. None when no end is known yet; the reasons say why.
        due_now: On the day asked they must be gone.
        review_on: Next day on which a record kept for so long is looked at again; None for the
            others.
        category: In which category the person is held apart; None for everybody else.
        reasons: Every step in order: where the term starts, how long it is, what prolonged it,
            what overrides it.
        open_questions: What this end turned on without a certain answer, sorted.
    """

    key: RetainedKey
    gone_on: LegalDay | None
    due_now: bool
    review_on: LegalDay | None
    category: Category | None
    reasons: tuple[Reason, ...]
    open_questions: tuple[Question, ...]

    @property
    def decided_by(self) -> str | None:
        """Id of the rule that gave the end, such as `RET-6`; None while no end is known."""
        if self.gone_on is None:
            return None
        for reason in reversed(self.reasons):
            ends = (reason.facts.get("gone_on"), reason.facts.get("lapses_on"))
            if self.gone_on in ends and reason.says != "does_not_decide":
                return reason.id
        return None
