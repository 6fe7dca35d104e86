"""Sort a record for a decision on Dutch nationality: open cases, and sanctions within the term.

The register presents and the deciding body decides. A fact lands in the gravest group that one
of its sanctions gives it; where the register does not know enough, the group says that a person
must look, and never guesses either way.
"""

from collections.abc import Sequence

from jds.law.classified import Classification, ClassifiedFact
from jds.law.facts import FactKey, PersonFacts
from jds.law.immigration.fines import FinesTogether
from jds.law.immigration.outcomes import OutcomeSorter
from jds.law.immigration.question import ImmigrationQuestion
from jds.law.immigration.rules import ImmigrationLaw
from jds.law.immigration.sanctioned import SanctionSorter
from jds.law.immigration.sliding_scale import ScaleTotal, SlidingScaleRules
from jds.law.immigration.sorting import Asked
from jds.law.offences.lists import OffenceList
from jds.law.reasons import Reason, because
from jds.law.rules import Law


class ImmigrationRules:
    """The rules on immigration and nationality of one edition of the law."""

    def __init__(self, law: Law) -> None:
        rules = law.immigration
        self._law: ImmigrationLaw = rules
        self._sanctions = SanctionSorter(rules)
        self._outcomes = OutcomeSorter(rules, sanctions=self._sanctions)
        self._scale = SlidingScaleRules(rules)
        self._without_term = {
            version.takes_effect_on: (
                OffenceList(version.value.always),
                OffenceList(version.value.if_grave),
            )
            for version in rules.without_term.versions
        }

    def assess(self, facts: PersonFacts, question: ImmigrationQuestion) -> Classification:
        """Sort the facts of a person for a decision.

        Groups for `nationaliteit`: `zonder-termijn`, `open-zaak`, `binnen-rehabilitatietermijn`,
        `nader-onderzoek`, `buiten-rehabilitatietermijn`, `telt-niet-mee`. For `vreemdelingen`
        those of `SlidingScaleRules`. A case whose charges are not known yet stands in the result
        under its case and an empty offence.

        Source:
            RWN art. 6(4), 9(1)(a); Handleiding RWN 9-1-a; Vb 2000 art. 3.86.
        """
        if question.purpose == "vreemdelingen":
            return self._scale.assess(facts, question)
        return self._nationality(facts, question)

    def unconditional_total(self, facts: PersonFacts, question: ImmigrationQuestion) -> ScaleTotal:
        """Return what the final convictions of a person come to, for the sliding scale."""
        return self._scale.total(facts, question)

    def _nationality(self, facts: PersonFacts, question: ImmigrationQuestion) -> Classification:
        asked = self._asked(question)
        age = facts.age_on(question.requested_on)
        minimum = self._law.age.on(asked.on).value.years
        if age.is_certainly_under(minimum):
            too_young = because(self._law.age, "too_young", on=asked.on, years=minimum)
            return Classification(
                question.purpose,
                tuple(
                    ClassifiedFact(fact.key, "telt-niet-mee", (too_young,)) for fact in facts.facts
                ),
                (too_young,),
            )
        fines = FinesTogether()
        found = [(fact.key, self._outcomes.sort(fact, asked, fines)) for fact in facts.facts]
        found += [
            (
                FactKey(case.names[0] if case.names else "", ""),
                self._outcomes.sort_case(case, asked),
            )
            for case in facts.record.cases
            if not case.offences
        ]
        sorted_facts = tuple(
            self._sanctions.finish(key, each, asked=asked, fines=fines) for key, each in found
        )
        reasons = self._general(facts, asked, sorted_facts)
        if not age.is_certainly(minimum):
            reasons += (because(self._law.age, "perhaps_too_young", on=asked.on, years=minimum),)
        return Classification(question.purpose, sorted_facts, reasons)

    def _asked(self, question: ImmigrationQuestion) -> Asked:
        decided_on = question.decided_on or question.requested_on
        # Which of the two days fixes the law is itself a choice of the law desk, the newest one.
        by_decision = self._law.term.newest.value.version_of == "decision"
        on = decided_on if by_decision else question.requested_on
        since = self._law.without_term.on(on).takes_effect_on
        always, if_grave = self._without_term[since]
        return Asked(
            requested_on=question.requested_on,
            on=on,
            years=self._law.term.on(on).value.years,
            without_term_since=since,
            without_term=always,
            without_term_if_grave=if_grave,
        )

    def _general(
        self, facts: PersonFacts, asked: Asked, found: Sequence[ClassifiedFact]
    ) -> tuple[Reason, ...]:
        law, on = self._law, asked.on
        reasons = [
            because(law.ground, "presented", on=on),
            because(
                law.term,
                "used",
                on=on,
                years=asked.years,
                requested_on=asked.requested_on,
            ),
        ]
        if facts.foreign:
            reasons.append(because(law.sanctions, "foreign", on=on, number=len(facts.foreign)))
        groups = {each.group for each in found}
        if groups.intersection(law.open_case_inquiry.on(on).value.groups):
            reasons += (
                because(law.open_case_inquiry, "ask_prosecutor", on=on),
                because(law.open_case_inquiry, "hold_not_needlessly", on=on),
            )
        if "police" in law.routes.on(on).value.asks:
            reasons.append(because(law.routes, "ask_police_too", on=on))
        reasons.append(because(law.routes, "hear_on_mismatch", on=on))
        return tuple(reasons)
