"""On which days a shield may be lifted, once the person was told that it will be.

Source: Wjsg art. 22(3); the lengths are ours, see `data/rights/lifting.yaml`.
"""

from jds.domain.time import LegalDay, Period, add_days
from jds.law.rights.rules import RightsLaw


def days_for_lifting(told_on: LegalDay, *, law: RightsLaw) -> Period | None:
    """Return the days on which a shield may be lifted of which the person was told on `told_on`.

    The rule that held on the day of telling decides, so that a promise made by then is kept. None
    when it leaves no day.
    """
    rule = law.lifting.on(told_on).value
    first_of_term = 1 if rule.term_begins == "day-after-telling" else 0
    first = add_days(told_on, first_of_term + rule.whole_days_between)
    ends_before = add_days(told_on, rule.notice_holds_days + 1)
    return Period(first, ends_before) if first < ends_before else None
