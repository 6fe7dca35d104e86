"""How long a conviction counts for standard recipients: data that the law makes the register keep.

Bjsg 7(1)(h)(5) and (j)(7) make "counts under art. 10, 11 or 12 of the act, until that day" part of
the judicial data. Every event of a person can change it, as terms hold each other open.
"""

from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.reasons import Reason

ArticleOfTheAct: TypeAlias = Literal["10", "11", "12"]


class CountsUntil(Struct, frozen=True, kw_only=True):
    """Whether, under which article, and how long an outcome counts.

    Attributes:
        article: Of the act, under which it counts; None when it does not count.
        starts_on: First day on which it counts: that of its irrevocability, or, when that is not
            known, the first day on which it may have been.
        until: First day on which it no longer counts; None when it does not count or has no end.
        reasons: In order; the last one decided.
    """

    article: ArticleOfTheAct | None
    starts_on: LegalDay | None = None
    until: LegalDay | None = None
    reasons: tuple[Reason, ...]

    def counts_on(self, day: LegalDay) -> bool:
        """Tell whether it counts on `day`."""
        if self.starts_on is None or day < self.starts_on:
            return False
        return self.until is None or day < self.until
