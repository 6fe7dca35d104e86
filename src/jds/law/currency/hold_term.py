"""Until when a decision may be held: by the rule of law that sets the recipient's term (CUR-5)."""

from msgspec import Struct

from jds.domain.time import InvalidTime, LegalDay, add_days
from jds.law.certificates.decision_terms import decision_due
from jds.law.currency.rules import HoldTerm
from jds.law.family.terms import conditions_met_by
from jds.law.immigration.hold import hold_ceiling
from jds.law.reasons import Reason, because
from jds.law.rules import Law

_DAYS_IN_WEEK = 7


class HoldEnd(Struct, frozen=True, kw_only=True):
    """When a hold ends, and when it is looked at again.

    Attributes:
        last_day: Last day of the hold, that day included.
        later_day: Last day when a refusal is intended; None where that makes no difference.
        review_on: Never after `last_day`.
    """

    last_day: LegalDay
    later_day: LegalDay | None
    review_on: LegalDay
    reasons: tuple[Reason, ...]


class HoldTermRules:
    """The terms that end a hold, of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self._rule = law.currency.hold_terms

    def has_term(self, pair: str, *, on: LegalDay) -> bool:
        """Tell whether a decision for this purpose can be held at all."""
        return self._term(pair, on=on) is not None

    def end(
        self, pair: str, *, applied_on: LegalDay, on: LegalDay, held_on: LegalDay
    ) -> HoldEnd | None:
        """Return when a hold of a decision ends; None when the purpose has no term.

        Args:
            pair: The purpose, as `recipient/purpose`.
            applied_on: Day of the application, from which the terms run.
            on: Day of law by which the rule is read.
            held_on: Day on which the decision is held, from which the review counts.
        """
        term = self._term(pair, on=on)
        if term is None:
            return None
        last_day, later_day, reasons = self._last_days(term, applied_on=applied_on)
        review_on = min(_weeks_after(held_on, term.review_weeks), last_day)
        return HoldEnd(
            last_day=last_day,
            later_day=later_day,
            review_on=review_on,
            reasons=(
                because(self._rule, "ends", on=on, last_day=last_day),
                because(self._rule, "review", on=on, review_on=review_on),
                *reasons,
            ),
        )

    def _term(self, pair: str, *, on: LegalDay) -> HoldTerm | None:
        return next((each for each in self._rule.on(on).value.terms if pair in each.purposes), None)

    def _last_days(
        self, term: HoldTerm, *, applied_on: LegalDay
    ) -> tuple[LegalDay, LegalDay | None, tuple[Reason, ...]]:
        law = self._law
        match term.by:
            case "certificate-natural" | "certificate-legal":
                due, later = (
                    decision_due(
                        law,
                        received_on=applied_on,
                        is_legal_person=term.by == "certificate-legal",
                        refusal_intended=refusal,
                    )
                    for refusal in (False, True)
                )
                return due.last_day, later.last_day, (due.reason, later.reason)
            case "naturalisation" | "option":
                ceiling = hold_ceiling(
                    law.immigration,
                    complete_on=applied_on,
                    procedure="naturalisation" if term.by == "naturalisation" else "option",
                )
                return ceiling.latest_on, None, ceiling.reasons
            case "foster":
                last_day, reason = conditions_met_by(law.family, contract_on=applied_on)
                return last_day, None, (reason,)
            case _:
                return _weeks_after(applied_on, term.weeks or 0), None, ()


def _weeks_after(day: LegalDay, weeks: int) -> LegalDay:
    try:
        return add_days(day, weeks * _DAYS_IN_WEEK)
    except InvalidTime:
        return LegalDay(day.max)
