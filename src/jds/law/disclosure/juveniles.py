"""Persons tried under juvenile law: what standard recipients see of them (Wjsg 12).

No message says which law a judge applied. The sanctions show it; where they do not, the age at
the offence decides, and whoever was not certainly of age is treated as a juvenile.
"""

from collections.abc import Sequence

from jds.domain.blocks import Sanction
from jds.domain.time import LegalDay
from jds.law.disclosure.in_force import StandardInForce
from jds.law.disclosure.running import NEVER, NoTerm, RunningTerm, end_of_term
from jds.law.disclosure.sentences import carried_out, is_wholly_suspended, length_in_force, of_kinds
from jds.law.disclosure.standard_rules import JuvenileTerms
from jds.law.facts import Fact, known_day
from jds.law.lengths import NO_LENGTH
from jds.law.reasons import Reason


def why_juvenile(fact: Fact, *, law: StandardInForce) -> Reason | None:
    """Return why `fact` is held to have been tried under juvenile law; None when it is not."""
    rule = law.juveniles
    value = rule.value
    sanctions = fact.outcome.sanctions
    for sanction in sanctions:
        if sanction.kind in value.juvenile_sanctions:
            return rule.because("by-sanction", sanction=str(sanction.kind))
    by_adult_sanction = bool(of_kinds(sanctions, value.adult_sanctions))
    if by_adult_sanction and not fact.age.is_certainly_under(value.at_least):
        return None
    if fact.age.is_certainly(value.of_age):
        return None
    return rule.because("by-age")


def juvenile_term(
    fact: Fact, *, starts_on: LegalDay, why: Reason, law: StandardInForce
) -> RunningTerm | NoTerm:
    """Return the term of an irrevocable conviction under juvenile law."""
    rule = law.juveniles
    value = rule.value
    refused = _refusal(fact, value=value, law=law)
    if refused is not None:
        return NoTerm((*_old_register(fact, law=law), why, refused))
    reasons = [why, rule.because("counts", irrevocable_on=starts_on)]
    sanctions = fact.outcome.sanctions
    detention = of_kinds(sanctions, value.detention)
    years, length = value.years, NO_LENGTH
    if detention or of_kinds(sanctions, value.placement):
        years = value.years_detention
        reasons.append(rule.because("detention", years=years))
    added = law.additions.value
    if detention:
        length = length_in_force(
            detention,
            fact.executions,
            unknown_is_whole=added.ordered_length_unknown == "whole-sentence",
        )
        if length is not NO_LENGTH:
            reasons.append(law.additions.because("custody", length=length.to_text()))
    until = end_of_term(starts_on, years=years, length=length)
    placed_until = _placed_until(fact, value=value, law=law)
    if placed_until is not None and placed_until > until:
        until = placed_until
        says = "placement-runs" if until == NEVER else "placement-ended"
        reasons.append(rule.because(says, until=until))
    return RunningTerm("12", starts_on, until, tuple(reasons))


def _refusal(fact: Fact, *, value: JuvenileTerms, law: StandardInForce) -> Reason | None:
    rule = law.juveniles
    if fact.offence_class.kind != "misdrijf":
        return rule.because("no-crime")
    if not fact.age.is_certainly(value.at_least):
        is_under = fact.age.is_certainly_under(value.at_least)
        says = "too-young" if is_under else "age-unknown"
        return rule.because(says, at_least=value.at_least)
    sanctions = fact.outcome.sanctions
    if _is_heavy_enough(_in_force(fact, law=law), value=value):
        return None
    if _is_heavy_enough(sanctions, value=value):
        return law.suspended.because("suspended")
    return rule.because("too-light")


def _in_force(fact: Fact, *, law: StandardInForce) -> list[Sanction]:
    """Return the sanctions that were not wholly suspended, or were carried out later."""
    reported_counts = law.suspended.value.execution_reported == "counts-as-ordered"
    return [
        each
        for each in fact.outcome.sanctions
        if not is_wholly_suspended(each)
        or (reported_counts and carried_out(each, fact.executions) is not None)
    ]


def _placed_until(fact: Fact, *, value: JuvenileTerms, law: StandardInForce) -> LegalDay | None:
    """Return when a placement ended; `NEVER` while it runs, None without one."""
    ends: list[LegalDay] = []
    for placement in of_kinds(_in_force(fact, law=law), value.placement):
        report = carried_out(placement, fact.executions)
        if report is None or report.execution != "geeindigd":
            return NEVER
        day = known_day(report.executed_on)
        if day is not None:
            ends.append(day)
    return max(ends, default=None)


def _old_register(fact: Fact, *, law: StandardInForce) -> tuple[Reason, ...]:
    rule = law.old_register
    reform_on = rule.value.reform_on
    if fact.committed_last is None or fact.committed_last >= reform_on:
        return ()
    return (rule.because("not-stated", before=reform_on),)


def _is_heavy_enough(sanctions: Sequence[Sanction], *, value: JuvenileTerms) -> bool:
    return any(_is_heavy(each, value=value) for each in sanctions)


def _is_heavy(sanction: Sanction, *, value: JuvenileTerms) -> bool:
    kind = sanction.kind
    if kind in value.detention or kind in value.placement:
        return True
    if kind in value.community_service:
        return sanction.hours is not None and sanction.hours > value.hours_above
    if kind in value.fines:
        amount, limit = sanction.amount, value.fine_above
        return (
            amount is not None and amount.currency == limit.currency and amount.cents > limit.cents
        )
    return False
