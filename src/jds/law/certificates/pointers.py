"""Point people to criteria that rest on all facts together: the red thread, the sharper frame.

These are signs where to look in the policy rules, never a judgement: relevance for the function
and a relation of authority or dependence are for people to see.
"""

from collections.abc import Sequence

from jds.domain.time import InvalidTime, LegalDay, add_years
from jds.law.certificates.certainty import Certainty
from jds.law.certificates.counting_day import FIRST_DAY
from jds.law.certificates.items import Item
from jds.law.certificates.policy import Policy
from jds.law.reasons import Reason, because

_OUTSIDE = frozenset(
    (
        "buiten-termijn",
        "buiten-termijn-mag-meewegen",
        "bijzondere-weigeringsgrond",
        "kan-bijzondere-weigeringsgrond",
    )
)


def pointers(
    items: Sequence[Item], *, groups: Sequence[str], assessed_on: LegalDay, policy: Policy
) -> tuple[Reason, ...]:
    """Return which of these criteria may apply to facts sorted into `groups`."""
    return (
        *_red_thread(groups, policy=policy),
        *_sexual_frame(items, assessed_on=assessed_on, policy=policy),
    )


def _red_thread(groups: Sequence[str], *, policy: Policy) -> tuple[Reason, ...]:
    inside = sum(group == "binnen-termijn" for group in groups)
    outside = sum(group in _OUTSIDE for group in groups)
    if inside < policy.red_thread.series_of_at_least or not outside:
        return ()
    why = because(policy.law.red_thread, "possible", on=policy.on, binnen=inside, buiten=outside)
    return (why,)


def _sexual_frame(
    items: Sequence[Item], *, assessed_on: LegalDay, policy: Policy
) -> tuple[Reason, ...]:
    rule, law = policy.sexual_frame, policy.law
    sexual = [
        item for item in items if item.treatment == "weigh" and item.sorts.sexual is Certainty.YES
    ]
    if not sexual:
        return ()
    convicted = [
        item
        for item in sexual
        if item.outcome == "veroordeling"
        and any(sanction.kind in rule.sanctions for sanction in item.sanctions)
    ]
    if len(convicted) >= rule.convictions_ever:
        return (
            because(law.sexual_frame, "convicted_repeatedly", on=policy.on, aantal=len(convicted)),
        )
    years = rule.one_conviction_within_years
    if any(_within(item, years, assessed_on) for item in convicted):
        return (because(law.sexual_frame, "convicted_once", on=policy.on, jaren=years),)
    years = rule.other_disposal_within_years
    if any(
        item.outcome in rule.other_disposals and _within(item, years, assessed_on)
        for item in sexual
        if item not in convicted
    ):
        return (because(law.sexual_frame, "other_disposal", on=policy.on, jaren=years),)
    return ()


def _within(item: Item, years: int, assessed_on: LegalDay) -> bool:
    """Tell whether the day that counts may lie in the years before the assessment."""
    try:
        start = add_years(assessed_on, -years)
    except InvalidTime:
        start = FIRST_DAY
    return item.day.days.last >= start
