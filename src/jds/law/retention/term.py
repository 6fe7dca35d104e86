"""A term while it is being worked out: its start, its end so far, and the steps that led there."""

from datetime import MAXYEAR, date
from typing import Any

from jds.domain.time import LegalDay, add_years
from jds.law.facts import Fact
from jds.law.reasons import FactValue, Reason, because
from jds.law.retention.retained import Category, Question, Retained, RetainedKey
from jds.law.rule_file import Rule

_LAST_DAY = LegalDay(date.max)


class Term:
    """The term of one offence, as far as it is known.

    Attributes:
        fact: None for a foreign conviction.
        starts_on: None when no term has begun, or nobody knows when.
        gone_on: First day on which the data are gone; None when no end is known.
        is_heavy: A crime with a statutory maximum of six years or more.
        can_be_extended: Verdicts for other crimes count.
        extends_others: Its verdicts may prolong the terms of other crimes.
        bounded_by_death: The years after death count.
    """

    __slots__ = (
        "_on",
        "bounded_by_death",
        "can_be_extended",
        "category",
        "extends_others",
        "fact",
        "gone_on",
        "is_heavy",
        "key",
        "questions",
        "reasons",
        "review_on",
        "starts_on",
    )

    def __init__(self, key: RetainedKey, *, fact: Fact | None, on: LegalDay) -> None:
        self.key = key
        self.fact = fact
        self.starts_on: LegalDay | None = None
        self.gone_on: LegalDay | None = None
        self.is_heavy = False
        self.can_be_extended = False
        self.extends_others = False
        self.bounded_by_death = True
        self.review_on: LegalDay | None = None
        self.category: Category | None = None
        self.reasons: list[Reason] = []
        self.questions: set[Question] = set()
        self._on = on

    def say(self, rule: Rule[Any], says: str, **facts: FactValue) -> None:
        """Add a step: what `rule` says of this term on the day asked."""
        self.reasons.append(because(rule, says, on=self._on, **facts))

    def result(self) -> Retained:
        """Return the term as it stands."""
        return Retained(
            key=self.key,
            gone_on=self.gone_on,
            due_now=self.gone_on is not None and self.gone_on <= self._on,
            review_on=self.review_on,
            category=self.category,
            reasons=tuple(self.reasons),
            open_questions=tuple(sorted(self.questions)),
        )


def years_after(day: LegalDay, years: int) -> LegalDay:
    """Return the day `years` years after `day` (ADR 8); the calendar's last day is the limit."""
    if day.year + years >= MAXYEAR:
        return _LAST_DAY
    return add_years(day, years)
