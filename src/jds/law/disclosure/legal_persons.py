"""Minor offences of legal persons: what standard recipients see of them (Wjsg 11)."""

from jds.domain.blocks import Sanction
from jds.domain.time import LegalDay
from jds.law.disclosure.rules import StandardLaw
from jds.law.disclosure.running import NoTerm, RunningTerm, end_of_term
from jds.law.disclosure.sentences import carried_out, is_wholly_suspended, of_kinds
from jds.law.disclosure.standard_rules import LegalPersonTerms
from jds.law.facts import Fact
from jds.law.reasons import because
from jds.law.retention.rules import FineCategories
from jds.law.rule_file import Rule


class LegalPersons:
    """The rules of Wjsg 11, ready to be asked."""

    def __init__(self, law: StandardLaw, *, fines: Rule[FineCategories]) -> None:
        self._law = law
        self._fines = fines

    def term(self, fact: Fact, *, starts_on: LegalDay, on: LegalDay | None) -> RunningTerm | NoTerm:
        """Return the term of an irrevocable conviction of a minor offence."""
        rule = self._law.legal_persons
        value = rule.on(on).value
        above = self._highest_below(value, committed_last=fact.committed_last)
        fines = [
            each
            for each in of_kinds(fact.outcome.sanctions, value.fines)
            if _is_above(each, cents=above, currency=value.currency)
        ]
        if not fines:
            return NoTerm((because(rule, "fine-too-low", on=on, above=above),))
        reasons = [because(rule, "counts", on=on, irrevocable_on=starts_on)]
        years = value.years
        if any(
            not is_wholly_suspended(each) or carried_out(each, fact.executions) for each in fines
        ):
            years = value.years_unconditional
            reasons.append(because(rule, "unconditional", on=on, years=years))
        return RunningTerm("11", starts_on, end_of_term(starts_on, years=years), tuple(reasons))

    def _highest_below(self, value: LegalPersonTerms, *, committed_last: LegalDay | None) -> int:
        """Return the highest fine, in cents, of the category below the one that counts."""
        if committed_last is None and value.category_day_unknown == "oldest-amounts":
            version = self._fines.versions[0]
        else:
            version = self._fines.on(committed_last)
        return version.value.cents[value.category - 2]


def _is_above(fine: Sanction, *, cents: int, currency: str) -> bool:
    amount = fine.amount
    return amount is not None and amount.currency == currency and amount.cents > cents
