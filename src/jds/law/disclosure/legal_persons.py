"""Minor offences of legal persons: what standard recipients see of them (Wjsg 11)."""

from jds.domain.blocks import Sanction
from jds.domain.time import LegalDay
from jds.law.disclosure.in_force import StandardInForce
from jds.law.disclosure.running import NoTerm, RunningTerm, end_of_term
from jds.law.disclosure.sentences import carried_out, is_wholly_suspended, of_kinds
from jds.law.facts import Fact


def legal_person_term(
    fact: Fact, *, starts_on: LegalDay, law: StandardInForce
) -> RunningTerm | NoTerm:
    """Return the term of an irrevocable conviction of a minor offence."""
    rule = law.legal_persons
    value = rule.value
    above = _highest_below(law, committed_last=fact.committed_last)
    fines = [
        each
        for each in of_kinds(fact.outcome.sanctions, value.fines)
        if _is_above(each, cents=above, currency=value.currency)
    ]
    if not fines:
        return NoTerm((rule.because("fine-too-low", above=above),))
    reasons = [rule.because("counts", irrevocable_on=starts_on)]
    years = value.years
    if any(not is_wholly_suspended(each) or carried_out(each, fact.executions) for each in fines):
        years = value.years_unconditional
        reasons.append(rule.because("unconditional", years=years))
    return RunningTerm("11", starts_on, end_of_term(starts_on, years=years), tuple(reasons))


def _highest_below(law: StandardInForce, *, committed_last: LegalDay | None) -> int:
    """Return the highest fine, in cents, of the category below the one that counts."""
    value, table = law.legal_persons.value, law.fine_categories
    if committed_last is None and value.category_day_unknown == "oldest-amounts":
        version = table.versions[0]
    else:
        version = table.on(committed_last)
    return version.value.cents[value.category - 2]


def _is_above(fine: Sanction, *, cents: int, currency: str) -> bool:
    amount = fine.amount
    return amount is not None and amount.currency == currency and amount.cents > cents
