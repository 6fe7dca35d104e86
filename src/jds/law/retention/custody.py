"""How long custody lasted: the longest single penalty or measure of an offence.

Prison is as long as it was imposed. A measure has no fixed length, so what was undergone counts
as well, by the reports on its execution up to the day asked.

Source: Wjsg art. 4(3); the choices stand in `long_custody.yaml`.
"""

from jds.domain.blocks import SourceValue
from jds.domain.time import Duration, LegalDay
from jds.law.facts import Fact, known_day
from jds.law.lengths import is_longer_than, read_length
from jds.law.retention.term import years_after
from jds.law.sanctions import CUSTODIAL, CUSTODIAL_MEASURES


def is_for_life(fact: Fact) -> bool:
    """Tell whether custody for life was imposed."""
    return any(
        sanction.for_life and sanction.kind in CUSTODIAL
        for sanction in fact.outcome.sanctions
        if not isinstance(sanction.kind, SourceValue)
    )


def has_custody_longer_than(years: int, *, fact: Fact, on: LegalDay) -> bool:
    """Tell whether one penalty or measure of custody is longer than `years` years."""
    return _imposed(fact, CUSTODIAL, years=years) or has_measure_longer_than(
        years, fact=fact, on=on
    )


def has_measure_longer_than(years: int, *, fact: Fact, on: LegalDay) -> bool:
    """Tell whether one custodial measure was imposed for, or lasted, longer than `years` years."""
    return _imposed(fact, CUSTODIAL_MEASURES, years=years) or _undergone(fact, years=years, on=on)


def _imposed(fact: Fact, kinds: frozenset[str], *, years: int) -> bool:
    lengths = (
        read_length(sanction.duration)
        for sanction in fact.outcome.sanctions
        if not isinstance(sanction.kind, SourceValue) and sanction.kind in kinds
    )
    return any(is_longer_than(length or Duration(), years=years) for length in lengths)


def _undergone(fact: Fact, *, years: int, on: LegalDay) -> bool:
    """Tell whether a measure lasted longer by the calendar, from its begin to its end or `on`."""
    for kind in CUSTODIAL_MEASURES:
        began: list[LegalDay] = []
        ended: list[LegalDay] = []
        for each in fact.executions:
            day = known_day(each.executed_on)
            if each.sanction.kind != kind or day is None:
                continue
            if each.execution == "aangevangen":
                began.append(day)
            elif each.execution == "geeindigd":
                ended.append(day)
        if began:
            last = max(ended, default=on)
            if last > years_after(min(began), years):
                return True
    return False
