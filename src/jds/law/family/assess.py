"""Sort a record for the child protection board, which weighs everything itself.

The board's own list of weighing terms was not read, so no term is applied. What matters most is
the empty answer: "nothing in the register" leads to a certificate, so it is only as good as the
register is complete on that day.
"""

from msgspec import Struct

from jds.domain.blocks import OffenceKind
from jds.domain.time import InvalidTime, LegalDay, add_days
from jds.law.classified import Classification, ClassifiedFact
from jds.law.facts import Fact, FactKey, PersonFacts
from jds.law.family.rules import FamilyLaw, FamilyPurpose, FamilyRole
from jds.law.reasons import Reason, because
from jds.law.rules import Law

_SAYS_OF_KIND: dict[OffenceKind, str] = {"misdrijf": "crime", "overtreding": "minor_offence"}


class FamilyQuestion(Struct, frozen=True, kw_only=True):
    """What the board asks.

    Attributes:
        role: Who is asked about.
        complete_through: Last day through which every source needed is complete; None when
            nobody said so.
    """

    asked_on: LegalDay
    purpose: FamilyPurpose
    role: FamilyRole = "aanvrager"
    complete_through: LegalDay | None = None


class NothingKnown(Struct, frozen=True):
    """What it is worth that the register knows nothing of a person.

    Attributes:
        is_enough: A certificate may rest on it; never when a source is behind.
    """

    is_enough: bool
    reason: Reason


class FamilyRules:
    """The rules on adoption, foster care and guardianship of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._law: FamilyLaw = law.family

    def assess(self, facts: PersonFacts, question: FamilyQuestion) -> Classification:
        """Sort the facts of a person into what the board weighs.

        Groups: `te-wegen` (everything, minor offences and open cases too), `vrijgesproken` (a
        final acquittal or discharge, shown as such), `nader-onderzoek` (the outcome cannot be
        read), `valt-buiten-toets` (a resident who is certainly too young). A case whose charges
        are not known yet stands in the result under its case and an empty offence.

        Source:
            Jeugdwet art. 5.1; Wobka art. 5; Bjsg art. 17(1)(d), (2).
        """
        law, on = self._law, question.asked_on
        reasons = list(self._general(facts, question))
        limit = law.age.on(on).value
        if question.role in limit.roles and question.purpose in limit.purposes:
            age = facts.age_on(on)
            if age.is_certainly_under(limit.years):
                too_young = because(law.age, "too_young", on=on, years=limit.years)
                found = tuple(
                    ClassifiedFact(fact.key, "valt-buiten-toets", (too_young,))
                    for fact in facts.facts
                )
                return Classification(question.purpose, found, (too_young,))
            if not age.is_certainly(limit.years):
                reasons.append(because(law.age, "perhaps_too_young", on=on, years=limit.years))
        sorted_facts = [self._sort(fact, on=on) for fact in facts.facts]
        without = because(law.weighed, "without_offences", on=on)
        sorted_facts += (
            ClassifiedFact(FactKey(case.names[0] if case.names else "", ""), "te-wegen", (without,))
            for case in facts.record.cases
            if not case.offences
        )
        if not sorted_facts and not facts.foreign:
            reasons.append(
                self.nothing_known(on=on, complete_through=question.complete_through).reason
            )
        return Classification(question.purpose, tuple(sorted_facts), tuple(reasons))

    def nothing_known(self, *, on: LegalDay, complete_through: LegalDay | None) -> NothingKnown:
        """Tell what it is worth, on the day `on`, that nothing is known.

        Args:
            on: Day of the question.
            complete_through: Last day through which every source needed is complete.

        Source:
            kinderbescherming.nl (31 May 2024): who is not in the register gets a certificate.
        """
        rule = self._law.weighed
        value = rule.on(on).value
        if complete_through is None:
            return NothingKnown(
                value.completeness_unknown == "enough",
                because(rule, "nothing_known_reach_unknown", on=on, asked_on=on),
            )
        is_enough = complete_through >= _days_before(on, value.complete_through_days_before)
        says = "nothing_known_complete" if is_enough else "nothing_known_behind"
        return NothingKnown(
            is_enough,
            because(rule, says, on=on, complete_through=complete_through, asked_on=on),
        )

    def _general(self, facts: PersonFacts, question: FamilyQuestion) -> tuple[Reason, ...]:
        law, on = self._law, question.asked_on
        reasons = [because(law.weighed, "all_data", on=on)]
        if question.purpose in law.basis.on(on).value.purposes:
            reasons += (
                because(law.basis, "register_data", on=on),
                because(law.basis, "own_police_route", on=on),
            )
        if question.role == "partner-elders":
            reasons.append(because(law.weighed, "partner_elsewhere", on=on))
        if question.purpose == "adoptie":
            reasons.append(because(law.consent, "inquiry_first", on=on))
        if question.purpose in law.moment.on(on).value.purposes:
            reasons.append(because(law.moment, "of_one_moment", on=on, asked_on=on))
        if not law.weighing_terms.on(on).value.list_read:
            reasons.append(because(law.weighing_terms, "not_read", on=on))
        if facts.foreign:
            reasons.append(because(law.weighed, "foreign", on=on, number=len(facts.foreign)))
        return tuple(reasons)

    def _sort(self, fact: Fact, *, on: LegalDay) -> ClassifiedFact:
        rule, outcome = self._law.weighed, fact.outcome
        value = rule.on(on).value
        if outcome.kind in value.acquitted and fact.is_irrevocable and not outcome.sanctions:
            reason = because(
                rule, "acquitted", on=on, outcome=outcome.kind, decided_on=fact.decided_on
            )
            return ClassifiedFact(fact.key, "vrijgesproken", (reason,))
        if outcome.kind in value.to_look_into:
            reason = because(rule, "unknown_outcome", on=on)
            return ClassifiedFact(fact.key, "nader-onderzoek", (reason,))
        kind = fact.offence_class.kind
        says = "kind_unknown" if kind is None else _SAYS_OF_KIND[kind]
        reason = because(rule, says, on=on, outcome=outcome.kind)
        return ClassifiedFact(fact.key, "te-wegen", (reason,))


def _days_before(day: LegalDay, days: int) -> LegalDay:
    try:
        return add_days(day, -days)
    except InvalidTime:
        return day
