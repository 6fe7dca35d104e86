"""By which day an application for a certificate must be decided (Wjsg art. 37 and 38)."""

from msgspec import Struct

from jds.domain.time import LegalDay, add_days
from jds.law.reasons import Reason, because
from jds.law.rules import Law

_SATURDAY = 5


class DecisionDue(Struct, frozen=True):
    """The last day on which a decision is in time, and why."""

    last_day: LegalDay
    reason: Reason


def decision_due(
    law: Law,
    *,
    received_on: LegalDay,
    is_legal_person: bool,
    refusal_intended: bool,
    suspended_days: int = 0,
) -> DecisionDue:
    """Return by which day to decide on an application received on `received_on`.

    Args:
        refusal_intended: The Minister intends to refuse, which gives more time.
        suspended_days: Days during which somebody could ask for correction. Counted for legal
            persons only, as art. 38(4) is about them.

    Raises:
        InvalidTime: The day lies outside the calendar.

    Source:
        Wjsg art. 37(1), (2) and 38(1), (2), (4).
    """
    rule = law.certificates.decision_terms
    terms = rule.on(received_on).value
    if is_legal_person:
        weeks = terms.weeks_legal_person_refusal if refusal_intended else terms.weeks_legal_person
    elif refusal_intended:
        weeks = terms.weeks_natural_person_refusal
    else:
        weeks = terms.weeks_natural_person
    suspended = suspended_days if is_legal_person else 0
    last_day = add_days(received_on, 7 * weeks + suspended)
    if terms.last_day_in_a_weekend == "next-monday" and last_day.weekday() >= _SATURDAY:
        last_day = add_days(last_day, 7 - last_day.weekday())
    if suspended:
        return DecisionDue(
            last_day,
            because(rule, "due_after_suspension", on=received_on, weken=weeks, dagen=suspended),
        )
    return DecisionDue(
        last_day, because(rule, "due", on=received_on, weken=weeks, ontvangen=received_on)
    )
