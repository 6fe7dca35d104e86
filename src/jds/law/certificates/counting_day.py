"""The day that decides whether a fact lies inside the term (VOG-9, VOG-10, VOG-11).

A day that is known in part, or that depends on what nobody knows, is a stretch of days; a fact is
certainly inside or outside only when that holds for every day of it.
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from jds.domain.blocks import Day, DayOrPart, OffencePeriod
from jds.domain.outcomes import HIGHER_INSTANCES
from jds.domain.partial_date import earliest, latest
from jds.domain.record import Outcome
from jds.domain.time import InvalidTime, LegalDay, add_years
from jds.law.certificates.certainty import Certainty
from jds.law.certificates.policy import Policy
from jds.law.certificates.values import Basis
from jds.law.reasons import Reason, because

FIRST_DAY = LegalDay(date.min)
LAST_DAY = LegalDay(date.max)


class Days(Struct, frozen=True):
    """A day somewhere from `first` to `last`, both included."""

    first: LegalDay
    last: LegalDay

    def together_with(self, other: "Days") -> "Days":
        """Return the stretch that holds both."""
        return Days(min(self.first, other.first), max(self.last, other.last))


class CountingDay(Struct, frozen=True):
    """The day that counts for a fact, and why."""

    days: Days
    reasons: tuple[Reason, ...]


def as_days(when: DayOrPart | None) -> Days:
    """Return the days that `when` may be."""
    if when is None:
        return Days(FIRST_DAY, LAST_DAY)
    if isinstance(when, date):
        return Days(when, when)
    return Days(earliest(when) or FIRST_DAY, latest(when) or LAST_DAY)


def day_of_fact(period: OffencePeriod | None, *, policy: Policy) -> Days:
    """Return the date of the fact: the last day of its period, or the first, as chosen."""
    if period is None:
        return Days(FIRST_DAY, LAST_DAY)
    last_day = policy.day_that_counts.offence_over_a_period == "last-day"
    return as_days(period.last if last_day else period.first)


def counting_day(
    outcomes: Sequence[Outcome],
    *,
    fact: Days,
    registered_on: Day | None,
    sexual: Certainty,
    fraud: Certainty,
    policy: Policy,
) -> CountingDay:
    """Return the day that counts for a fact with `outcomes`, the one in force last.

    Args:
        fact: Date of the fact.
        registered_on: Day on which the case was brought to the prosecution service.
        sexual: Whether the offence is a sexual one.
        fraud: Whether it is a fraud offence.
    """
    special = max(sexual, fraud)
    fact = _no_later_than(as_days(registered_on), fact)
    found = _decision(outcomes, fact=fact, policy=policy)
    if found is None:
        if outcomes[-1].kind == "open":
            return _of_open_case(
                fact=fact, registered_on=registered_on, sexual=sexual, fraud=fraud, policy=policy
            )
        return _told(fact, because(policy.law.day_that_counts, "fact", on=policy.on), policy=policy)
    says, decision = found
    basis = because(policy.law.day_that_counts, says, on=policy.on)
    if says == "unclear":
        return _told(decision.together_with(fact), basis, policy=policy)
    return _unless_long_ago(decision, basis, fact=fact, special=special, policy=policy)


def judgment_day(given_on: Day, *, fact: Days, special: Certainty, policy: Policy) -> CountingDay:
    """Return the day that counts for a fact of which only a judgment of `given_on` is known."""
    basis = because(policy.law.day_that_counts, "judgment", on=policy.on)
    return _unless_long_ago(as_days(given_on), basis, fact=fact, special=special, policy=policy)


_PROSECUTORS: dict[Basis, tuple[str, ...]] = {
    "penal-order": ("strafbeschikking",),
    "transaction": ("transactie",),
    "dismissal": ("sepot", "voorwaardelijk-sepot"),
}


def _decision(
    outcomes: Sequence[Outcome], *, fact: Days, policy: Policy
) -> tuple[str, Days] | None:
    """Return the decision whose day counts: its name among the sayings of VOG-9, and its days."""
    in_force = outcomes[-1]
    for basis in policy.day_that_counts.order:
        if basis == "judgment":
            for outcome in outcomes:
                if outcome.by_court and outcome.kind != "open":
                    return _judgment(outcome, fact=fact, policy=policy)
        elif basis != "fact" and in_force.kind != "open":
            kinds = _PROSECUTORS[basis]
            for outcome in reversed(outcomes):
                if outcome.kind in kinds:
                    return basis, as_days(outcome.on)
    if in_force.kind == "onbekend":
        return "unclear", as_days(in_force.on)
    return None


def _judgment(outcome: Outcome, *, fact: Days, policy: Policy) -> tuple[str, Days]:
    days = as_days(outcome.on)
    is_higher = isinstance(outcome.instance, str) and outcome.instance in HIGHER_INSTANCES
    if is_higher and policy.day_that_counts.only_higher_judgment == "may-be-earlier":
        return "judgment_before", Days(min(fact.first, days.first), days.last)
    return "judgment", days


def _unless_long_ago(
    decision: Days, basis: Reason, *, fact: Days, special: Certainty, policy: Policy
) -> CountingDay:
    """Return the day of the decision, or that of the fact when too long before it (VOG-10)."""
    years = policy.old_fact.years
    if decision.first == FIRST_DAY:
        # Nothing is decided before the fact.
        decision = Days(min(fact.first, decision.last), decision.last)
    fact = _no_later_than(decision, fact)
    certainly_long = decision.first > _years_on(fact.last, years)
    may_be_long = decision.last > _years_on(fact.first, years)
    if not may_be_long:
        return _told(decision, basis, policy=policy)
    if special is Certainty.YES:
        if not certainly_long:
            return _told(decision, basis, policy=policy)
        return _told(decision, basis, _old_fact("excepted", policy=policy), policy=policy)
    if certainly_long and special is Certainty.NO:
        return _told(fact, basis, _old_fact("fact_instead", policy=policy), policy=policy)
    if special is Certainty.NO:
        # Where the decision counts it lies within the years after the fact.
        until = min(decision.last, _years_on(fact.last, years))
        decision = Days(min(decision.first, until), until)
    both = decision.together_with(fact)
    return _told(both, basis, _old_fact("maybe_fact", policy=policy), policy=policy)


def _no_later_than(report: Days, fact: Days) -> Days:
    """Return the days of a fact of which no last day is known: it came before its report."""
    if fact.last != LAST_DAY:
        return fact
    return Days(min(fact.first, report.last), report.last)


def _of_open_case(
    *,
    fact: Days,
    registered_on: Day | None,
    sexual: Certainty,
    fraud: Certainty,
    policy: Policy,
) -> CountingDay:
    """Return the day of registration for an open sexual or fraud case (VOG-11), else the fact's."""
    rule = policy.law.open_case
    asked = {"sexual": sexual, "fraud": fraud}
    holds = max((asked[sort] for sort in policy.open_case.sorts), default=Certainty.NO)
    if holds is Certainty.NO:
        return _told(fact, because(policy.law.day_that_counts, "fact", on=policy.on), policy=policy)
    registered = as_days(registered_on)
    why = []
    if registered.first != registered.last:
        registered = Days(max(registered.first, fact.first), registered.last)
        why.append(because(rule, "registration_unknown", on=policy.on))
    if holds is Certainty.YES:
        return _told(registered, *why, because(rule, "registered", on=policy.on), policy=policy)
    why.append(because(rule, "may_be_registered", on=policy.on))
    return _told(registered.together_with(fact), *why, policy=policy)


def _told(days: Days, *why: Reason, policy: Policy) -> CountingDay:
    rule = policy.law.day_that_counts
    if days.first == days.last:
        told = because(rule, "day", on=policy.on, datum=days.first)
    else:
        told = because(
            rule,
            "day_in_part",
            on=policy.on,
            vroegst=None if days.first == FIRST_DAY else days.first,
            laatst=None if days.last == LAST_DAY else days.last,
        )
    return CountingDay(days, (*why, told))


def _old_fact(says: str, *, policy: Policy) -> Reason:
    return because(policy.law.old_fact, says, on=policy.on, jaren=policy.old_fact.years)


def _years_on(day: LegalDay, years: int) -> LegalDay:
    if day == FIRST_DAY:
        # Unbounded below: any decision may be long after.
        return day
    try:
        return add_years(day, years)
    except InvalidTime:
        return LAST_DAY
