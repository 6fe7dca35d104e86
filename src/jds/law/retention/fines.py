"""Whether a fine on a legal person reaches a category (Sr 23).

Categories are amounts that change every second year; the day of the offence decides. Where that
day is not known the oldest, lowest amounts hold, so that no term becomes too short.
"""

from typing import Literal, TypeAlias

from jds.domain.blocks import Sanction
from jds.law.facts import Fact
from jds.law.retention.rules import FineCategories, LongMinorTerm
from jds.law.rule_file import Rule

Reaches: TypeAlias = Literal["reaches", "stays-below", "not-comparable"]

_CURRENCY = "EUR"


def highest_fine_reaches(
    fact: Fact, *, rule: LongMinorTerm, categories: Rule[FineCategories]
) -> Reaches:
    """Tell whether one of the fines for an offence reaches the category that counts."""
    found = {
        _reaches(sanction, fact=fact, rule=rule, categories=categories)
        for sanction in fact.outcome.sanctions
        if sanction.kind in rule.fines
    }
    if "reaches" in found:
        return "reaches"
    return "not-comparable" if "not-comparable" in found else "stays-below"


def _reaches(
    fine: Sanction, *, fact: Fact, rule: LongMinorTerm, categories: Rule[FineCategories]
) -> Reaches:
    amount = fine.amount
    if amount is None or amount.currency != _CURRENCY:
        return "not-comparable"
    first = fact.committed_first
    version = categories.versions[0] if first is None else categories.on(first)
    cents = version.value.cents
    category = rule.fine_category_from
    if rule.fine_reaches == "category-amount":
        reaches = amount.cents >= cents[category - 1]
    else:
        reaches = amount.cents > cents[category - 2]
    return "reaches" if reaches else "stays-below"
