"""What the register gives for the sliding scale of the Aliens Decree: final convictions, added up.

The table that sets sentences against the length of stay was not read, so it is not applied here:
the total is given and the immigration service applies it.
"""

from msgspec import Struct

from jds.domain.time import Duration
from jds.law.classified import Classification, ClassifiedFact
from jds.law.facts import Fact, FactKey, PersonFacts
from jds.law.immigration.fines import FineIdentity, identities
from jds.law.immigration.question import ImmigrationQuestion
from jds.law.immigration.rules import ImmigrationLaw
from jds.law.lengths import NO_LENGTH, total
from jds.law.reasons import Reason, because
from jds.law.sanctions import CUSTODIAL_MEASURES, CUSTODIAL_PENALTIES, unconditional_part


class ScaleTotal(Struct, frozen=True):
    """What the final convictions of a person come to.

    Attributes:
        unconditional: All unconditional custody, each sanction once; in the units imposed.
        for_life: One of them is for life; then no length says enough.
        measures: Kinds of measures of custody that were imposed besides, sorted.
        convictions: How many facts are in it.
    """

    unconditional: Duration
    for_life: bool
    measures: tuple[str, ...]
    convictions: int


class SlidingScaleRules:
    """The rules on permits to stay, as far as they were read."""

    def __init__(self, law: ImmigrationLaw) -> None:
        self._rule = law.sliding_scale
        self._open_cases = law.open_cases
        self._left_out = law.left_out

    def assess(self, facts: PersonFacts, question: ImmigrationQuestion) -> Classification:
        """Sort into `onherroepelijk-veroordeeld`, `open-zaak`, `nader-onderzoek`, `telt-niet-mee`.

        Source:
            Vb 2000 art. 3.86 (text of 2012): only final judgments count.
        """
        on = question.decided_on or question.requested_on
        found = [self._sort(fact, question=question) for fact in facts.facts]
        open_cases = self._open_cases.on(on).value
        for case in facts.record.cases:
            if not case.offences:
                key = FactKey(case.names[0] if case.names else "", "")
                reason = because(self._open_cases, "without_offences", on=on)
                found.append(ClassifiedFact(key, open_cases.case_without_offences, (reason,)))
        return Classification(
            question.purpose, tuple(found), self._general(facts, question=question)
        )

    def total(self, facts: PersonFacts, question: ImmigrationQuestion) -> ScaleTotal:
        """Return what the counted convictions come to."""
        seen: set[FineIdentity] = set()
        lengths, measures = [], set()
        for_life, convictions = False, 0
        for fact in facts.facts:
            if self._sort(fact, question=question).group != "onherroepelijk-veroordeeld":
                continue
            convictions += 1
            for identity in identities(fact):
                sanction = identity.sanction
                if identity in seen:
                    continue
                seen.add(identity)
                if sanction.kind in CUSTODIAL_PENALTIES:
                    for_life = for_life or bool(sanction.for_life)
                    lengths.append(unconditional_part(sanction))
                elif sanction.kind in CUSTODIAL_MEASURES and isinstance(sanction.kind, str):
                    measures.add(sanction.kind)
        return ScaleTotal(total(lengths), for_life, tuple(sorted(measures)), convictions)

    def _general(self, facts: PersonFacts, *, question: ImmigrationQuestion) -> tuple[Reason, ...]:
        rule, on = self._rule, question.decided_on or question.requested_on
        sums = self.total(facts, question)
        reasons = [
            because(
                rule,
                "total",
                on=on,
                unconditional=sums.unconditional.to_text(),
                number=sums.convictions,
            )
        ]
        if sums.for_life:
            reasons.append(because(rule, "for_life", on=on))
        reasons += (because(rule, "measure", on=on, sanction=kind) for kind in sums.measures)
        if not rule.on(on).value.table_read:
            reasons.append(because(rule, "table_not_read", on=on))
        return tuple(reasons)

    def _sort(self, fact: Fact, *, question: ImmigrationQuestion) -> ClassifiedFact:
        rule, on = self._rule, question.decided_on or question.requested_on
        value = rule.on(on).value
        if fact.offence_class.kind in self._left_out.on(on).value.kinds:
            reason = because(self._left_out, "minor_offence", on=on)
            return ClassifiedFact(fact.key, "telt-niet-mee", (reason,))
        if fact.outcome.kind not in value.counted_outcomes or not fact.is_irrevocable:
            return self._not_convicted(fact, question=question)
        offence, irrevocable_on = fact.offence_class, fact.irrevocable_on
        if offence.maximum_unknown or offence.kind is None:
            reason = because(rule, "maximum_unknown", on=on, irrevocable_on=irrevocable_on)
            return ClassifiedFact(fact.key, "nader-onderzoek", (reason,))
        months = offence.maximum_months or 0
        if not offence.life and months < value.maximum_from_months:
            reason = because(rule, "maximum_too_low", on=on, months=value.maximum_from_months)
            return ClassifiedFact(fact.key, "telt-niet-mee", (reason,))
        length = total(
            unconditional_part(each)
            for each in fact.outcome.sanctions
            if each.kind in CUSTODIAL_PENALTIES
        )
        if length == NO_LENGTH and not _has_custody_of_unstated_length(fact):
            reason = because(rule, "no_unconditional_part", on=on, irrevocable_on=irrevocable_on)
            return ClassifiedFact(fact.key, "telt-niet-mee", (reason,))
        says = (
            "counted"
            if offence.life or months >= value.maximum_from_months_longer_stay
            else "counted_shorter_stay_only"
        )
        reason = because(
            rule,
            says,
            on=on,
            irrevocable_on=irrevocable_on,
            unconditional=length.to_text(),
            months=months,
        )
        reasons = (reason,) if irrevocable_on else (because(rule, "day_unknown", on=on), reason)
        return ClassifiedFact(fact.key, "onherroepelijk-veroordeeld", reasons)

    def _not_convicted(self, fact: Fact, *, question: ImmigrationQuestion) -> ClassifiedFact:
        on, outcome = question.decided_on or question.requested_on, fact.outcome
        rule, value = self._open_cases, self._open_cases.on(on).value
        if outcome.kind in value.open:
            reason = because(rule, "open", on=on, registered_on=fact.registered_on)
            return ClassifiedFact(fact.key, "open-zaak", (reason,))
        if outcome.kind in value.to_look_into:
            reason = because(rule, "cannot_tell", on=on, outcome=outcome.kind)
            return ClassifiedFact(fact.key, "nader-onderzoek", (reason,))
        if outcome.kind in value.open_until_final and not fact.is_irrevocable:
            reason = because(
                rule, "not_final", on=on, outcome=outcome.kind, decided_on=fact.decided_on
            )
            return ClassifiedFact(fact.key, "open-zaak", (reason,))
        reason = because(
            self._rule,
            "no_final_conviction",
            on=on,
            outcome=outcome.kind,
            decided_on=fact.decided_on,
        )
        return ClassifiedFact(fact.key, "telt-niet-mee", (reason,))


def _has_custody_of_unstated_length(fact: Fact) -> bool:
    """Tell whether custody was imposed of which no length can be read, or for life."""
    return any(
        each.kind in CUSTODIAL_MEASURES
        or (
            each.kind in CUSTODIAL_PENALTIES
            and (each.for_life or (each.duration is None and each.probation is None))
        )
        for each in fact.outcome.sanctions
    )
