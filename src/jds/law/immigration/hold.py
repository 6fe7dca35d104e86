"""Until which day a decision on nationality may be put off (aanhouding)."""

from typing import Literal

from msgspec import Struct

from jds.domain.time import LegalDay, add_days, add_months
from jds.law.immigration.rules import DecisionTerm, ImmigrationLaw
from jds.law.reasons import Reason, because

_DAYS_IN_WEEK = 7


class HoldCeiling(Struct, frozen=True):
    """The last days, each included, of the term to decide and of every hold.

    Attributes:
        decide_by: Last day to decide without a hold.
        held_until: Last day of each hold, the first hold first.
        reasons: Why, the term first.
    """

    decide_by: LegalDay
    held_until: tuple[LegalDay, ...]
    reasons: tuple[Reason, ...]

    @property
    def latest_on(self) -> LegalDay:
        """The last day on which the decision can still be held."""
        return self.held_until[-1] if self.held_until else self.decide_by


def hold_ceiling(
    law: ImmigrationLaw,
    *,
    complete_on: LegalDay,
    procedure: Literal["naturalisation", "option"] = "naturalisation",
) -> HoldCeiling:
    """Return until when a request that is complete since `complete_on` may be held.

    Args:
        law: The rules on nationality.
        complete_on: Day the fee was paid or waived, or the last missing part came in. With the
            day of the request the ceiling is never too late.
        procedure: Naturalisation (immigration service) or option (mayor).

    Raises:
        InvalidTime: A day lies outside the calendar.

    Source:
        RWN art. 9(4): one year, at most twice six months; art. 6(5): thirteen weeks, once
        thirteen weeks.
    """
    rule = law.hold
    value = rule.on(complete_on).value
    term = value.naturalisation if procedure == "naturalisation" else value.option
    decide_by = _last_day(complete_on, term, holds=0)
    held_until = tuple(
        _last_day(complete_on, term, holds=number) for number in range(1, term.holds + 1)
    )
    reasons = [
        because(rule, "decide_by", on=complete_on, complete_on=complete_on, decide_by=decide_by)
    ]
    reasons += (
        because(rule, "held_until", on=complete_on, number=number, until=until)
        for number, until in enumerate(held_until, start=1)
    )
    ceiling = HoldCeiling(decide_by, held_until, ())
    reasons += (
        because(rule, "no_longer", on=complete_on, holds=term.holds, until=ceiling.latest_on),
        because(rule, "appealable", on=complete_on),
    )
    return HoldCeiling(decide_by, held_until, tuple(reasons))


def _last_day(complete_on: LegalDay, term: DecisionTerm, *, holds: int) -> LegalDay:
    """Return the last day after `holds` holds.

    All months are counted at once: half a year after half a year would gain a day where the
    month between them is short.
    """
    day = add_months(complete_on, term.months + holds * term.hold_months)
    return add_days(day, _DAYS_IN_WEEK * (term.weeks + holds * term.hold_weeks))
