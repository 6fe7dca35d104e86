"""Sort a record for a decision on Dutch nationality: open cases, and sanctions within the term.

The register presents and the deciding body decides. A fact lands in the gravest group that one
of its sanctions gives it; where the register does not know enough, the group says that a person
must look, and never guesses either way.
"""

from collections.abc import Sequence

from msgspec import Struct, structs

from jds.domain.blocks import Sanction
from jds.domain.record import CaseRecord, Outcome
from jds.domain.time import LegalDay
from jds.law.classified import Classification, ClassifiedFact
from jds.law.facts import Fact, FactKey, PersonFacts, known_day
from jds.law.immigration.fines import (
    FinesTogether,
    FineWeight,
    identities,
    in_words,
    weight,
)
from jds.law.immigration.question import ImmigrationQuestion
from jds.law.immigration.rules import ImmigrationLaw
from jds.law.immigration.sliding_scale import SlidingScaleRules
from jds.law.immigration.term import (
    SanctionTerms,
    State,
    TermStart,
    end_of,
    pardon_probation_ends_before,
    word_for,
)
from jds.law.offences.lists import OffenceList
from jds.law.reasons import Reason, because
from jds.law.rules import Law

# Gravest first: a fact is in the first of these that one of its sanctions gives it.
_GRAVEST_FIRST = (
    "zonder-termijn",
    "open-zaak",
    "binnen-rehabilitatietermijn",
    "nader-onderzoek",
    "buiten-rehabilitatietermijn",
    "telt-niet-mee",
)
_BY_STATE: dict[State, str] = {
    "binnen": "binnen-rehabilitatietermijn",
    "onzeker": "nader-onderzoek",
    "buiten": "buiten-rehabilitatietermijn",
}


class _Sorted(Struct, frozen=True):
    """A group and why, before the fines of the person are added up.

    Attributes:
        pending: A smaller fine that counts only together with others.
        parts: What each sanction gives by itself; then these decide, and `reasons` precede.
        kind_unknown: It may be a minor offence, which never counts.
    """

    group: str
    reasons: tuple[Reason, ...] = ()
    pending: "_PendingFine | None" = None
    parts: "tuple[_Sorted, ...]" = ()
    kind_unknown: bool = False


class _PendingFine(Struct, frozen=True):
    """A fine that counts only when several come to the total."""

    sanction: Sanction
    state: State


class _Asked(Struct, frozen=True):
    """The question, with the day that chooses the version of each rule, and the term."""

    question: ImmigrationQuestion
    on: LegalDay
    years: int
    without_term: OffenceList
    without_term_if_grave: OffenceList


class ImmigrationRules:
    """The rules on immigration and nationality of one edition of the law."""

    def __init__(self, law: Law) -> None:
        rules = law.immigration
        self._law: ImmigrationLaw = rules
        self._terms = SanctionTerms(rules.start, open_cases=rules.open_cases)
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
        found = [(fact.key, self._sort(fact, asked, fines)) for fact in facts.facts]
        found += [
            (FactKey(case.names[0] if case.names else "", ""), self._sort_case(case, asked))
            for case in facts.record.cases
            if not case.offences
        ]
        sorted_facts = tuple(
            self._finish(key, each, asked=asked, fines=fines) for key, each in found
        )
        reasons = self._general(facts, asked, sorted_facts)
        if not age.is_certainly(minimum):
            reasons += (because(self._law.age, "perhaps_too_young", on=asked.on, years=minimum),)
        return Classification(question.purpose, sorted_facts, reasons)

    def _asked(self, question: ImmigrationQuestion) -> _Asked:
        decided_on = question.decided_on or question.requested_on
        # Which of the two days fixes the law is itself a choice of the law desk, the newest one.
        by_decision = self._law.term.newest.value.version_of == "decision"
        on = decided_on if by_decision else question.requested_on
        always, if_grave = self._without_term[self._law.without_term.on(on).takes_effect_on]
        return _Asked(question, on, self._law.term.on(on).value.years, always, if_grave)

    def _general(
        self, facts: PersonFacts, asked: _Asked, found: Sequence[ClassifiedFact]
    ) -> tuple[Reason, ...]:
        law, on = self._law, asked.on
        reasons = [
            because(law.ground, "presented", on=on),
            because(
                law.term,
                "used",
                on=on,
                years=asked.years,
                requested_on=asked.question.requested_on,
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

    def _sort_case(self, case: CaseRecord, asked: _Asked) -> _Sorted:
        """Sort a case that has no charges yet."""
        rule, on = self._law.open_cases, asked.on
        outcome = case.whole_case[-1] if case.whole_case else None
        if outcome is None or outcome.kind in rule.on(on).value.open:
            group = rule.on(on).value.case_without_offences
            return _Sorted(group, (because(rule, "without_offences", on=on),))
        if outcome.kind in self._law.dismissals.on(on).value.unconditional:
            day = known_day(outcome.on)
            reason = because(self._law.dismissals, "unconditional", on=on, decided_on=day)
            return _Sorted("telt-niet-mee", (reason,))
        reason = because(rule, "without_offences", on=on)
        told = because(rule, "cannot_tell", on=on, outcome=outcome.kind)
        return _Sorted("nader-onderzoek", (reason, told))

    def _sort(self, fact: Fact, asked: _Asked, fines: FinesTogether) -> _Sorted:
        if fact.offence_class.kind in self._law.left_out.on(asked.on).value.kinds:
            return _Sorted(
                "telt-niet-mee", (because(self._law.left_out, "minor_offence", on=asked.on),)
            )
        found = self._sort_crime(fact, asked, fines)
        if fact.offence_class.kind is None:
            return structs.replace(found, kind_unknown=True)
        return found

    def _sort_crime(self, fact: Fact, asked: _Asked, fines: FinesTogether) -> _Sorted:
        law, on, outcome = self._law, asked.on, fact.outcome
        open_cases, left_out = law.open_cases.on(on).value, law.left_out.on(on).value
        kind = outcome.kind
        if kind in open_cases.open:
            return self._open(fact, asked)
        dismissals = law.dismissals.on(on).value
        if kind in dismissals.unconditional or kind in dismissals.conditional:
            return self._dismissed(fact, asked)
        if kind in open_cases.to_look_into:
            reason = because(law.open_cases, "cannot_tell", on=on, outcome=kind)
            return _Sorted("nader-onderzoek", (reason,))
        before: tuple[Reason, ...] = ()
        if kind in open_cases.open_until_final and not fact.is_irrevocable:
            executed_on = fact.executed_on if kind == "strafbeschikking" else None
            if executed_on is None or open_cases.paid_penal_order == "open":
                reason = because(
                    law.open_cases,
                    "not_final",
                    on=on,
                    outcome=kind,
                    decided_on=fact.decided_on,
                )
                return _Sorted("open-zaak", (reason,))
            before = (because(law.open_cases, "final_by_payment", on=on, executed_on=executed_on),)
        if kind in left_out.guilty_without_penalty:
            reason = because(
                law.left_out, "guilty_without_penalty", on=on, decided_on=fact.decided_on
            )
            return _Sorted("telt-niet-mee", (reason,))
        if kind in left_out.no_guilt and not outcome.sanctions:
            return _Sorted("telt-niet-mee", (self._no_guilt(fact, on=on),))
        if kind not in law.sanctions.on(on).value.counted_outcomes:
            reason = because(law.open_cases, "cannot_tell", on=on, outcome=kind)
            return _Sorted("nader-onderzoek", (reason,))
        return self._sanctioned(fact, asked, fines, before=before)

    def _open(self, fact: Fact, asked: _Asked) -> _Sorted:
        law, on = self._law, asked.on
        reason = because(law.open_cases, "open", on=on, registered_on=fact.registered_on)
        if fact.outcome.kind not in law.single_report.on(on).value.outcomes:
            return _Sorted("open-zaak", (reason,))
        note = because(law.single_report, "no_ground_alone", on=on)
        return _Sorted("open-zaak", (note, reason))

    def _no_guilt(self, fact: Fact, *, on: LegalDay) -> Reason:
        return because(
            self._law.left_out,
            "no_guilt",
            on=on,
            outcome=fact.outcome.kind,
            decided_on=fact.decided_on,
        )

    def _dismissed(self, fact: Fact, asked: _Asked) -> _Sorted:
        """Sort a dismissal (IND-8)."""
        rule, on, outcome = self._law.dismissals, asked.on, fact.outcome
        value, decided_on = rule.on(on).value, fact.decided_on
        if outcome.kind in value.unconditional:
            if any(ground in value.grounds_to_look_into for ground in outcome.grounds):
                reason = because(rule, "after_penal_order", on=on, decided_on=decided_on)
                return _Sorted("nader-onderzoek", (reason,))
            reason = because(rule, "unconditional", on=on, decided_on=decided_on)
            return _Sorted("telt-niet-mee", (reason,))
        end = _last_probation(outcome, decided_on=decided_on)
        if end is None:
            reason = because(rule, "probation_unknown", on=on, decided_on=decided_on)
            return _Sorted("open-zaak", (reason,))
        if end > asked.question.requested_on:
            reason = because(rule, "probation_runs", on=on, decided_on=decided_on, ends_before=end)
            return _Sorted("open-zaak", (reason,))
        if fact.executed_on is not None:
            reason = because(rule, "conditions_met", on=on, decided_on=decided_on)
            return _Sorted("telt-niet-mee", (reason,))
        reason = because(
            rule, "conditions_not_reported", on=on, decided_on=decided_on, ends_before=end
        )
        return _Sorted(value.conditions_not_reported, (reason,))

    def _sanctioned(
        self, fact: Fact, asked: _Asked, fines: FinesTogether, *, before: tuple[Reason, ...]
    ) -> _Sorted:
        """Sort what ended in sanctions that can no longer change."""
        law, on = self._law, asked.on
        if self._is_without_term(fact, asked):
            reason = because(
                law.without_term, "without_term", on=on, irrevocable_on=fact.irrevocable_on
            )
            return _Sorted("zonder-termijn", (reason,))
        parts = self._probation(fact, asked)
        if fact.outcome.kind == "transactie" and fact.executed_on is None:
            reason = because(
                law.open_cases, "transaction_not_met", on=on, decided_on=fact.decided_on
            )
            parts.append(_Sorted("nader-onderzoek", (reason,)))
        if not fact.outcome.sanctions:
            reason = because(law.sanctions, "no_sanction_stated", on=on, outcome=fact.outcome.kind)
            parts.append(_Sorted("nader-onderzoek", (reason,)))
        for place, sanction in enumerate(fact.outcome.sanctions):
            parts.append(self._sanction(fact, sanction, asked, fines, place=place))
        return _Sorted("nader-onderzoek", before, parts=tuple(parts))

    def _is_without_term(self, fact: Fact, asked: _Asked) -> bool:
        """Tell whether a conviction counts for ever (IND-9)."""
        if fact.outcome.kind != "veroordeling":
            return False
        offence = fact.offence_class
        first, last = fact.committed_first, fact.committed_last
        if asked.without_term.covers(offence, first=first, last=last):
            return True
        grave_from = self._law.without_term.on(asked.on).value.grave_from_months
        is_grave = (
            offence.life or offence.maximum_unknown or (offence.maximum_months or 0) >= grave_from
        )
        return is_grave and asked.without_term_if_grave.covers(offence, first=first, last=last)

    def _probation(self, fact: Fact, asked: _Asked) -> list[_Sorted]:
        """Return a running probation of a sentence or a pardon (IND-2), when there is one."""
        rule, on, at = self._law.open_cases, asked.on, asked.question.requested_on
        found = []
        for sanction in fact.outcome.sanctions:
            if sanction.probation is None or self._terms.is_conditional_and_executed(
                fact, sanction
            ):
                continue
            end = self._terms.probation_ends_before(fact, sanction, on=on)
            kind = word_for(sanction)
            if end is None:
                reason = because(rule, "probation_end_unknown", on=on, sanction=kind)
                found.append(_Sorted("nader-onderzoek", (reason,)))
            elif end > at:
                reason = because(rule, "probation", on=on, sanction=kind, ends_before=end)
                found.append(_Sorted("open-zaak", (reason,)))
        for pardon in fact.pardons:
            end = pardon_probation_ends_before(pardon)
            if end is not None and end > at:
                reason = because(rule, "pardon_probation", on=on, ends_before=end)
                found.append(_Sorted("open-zaak", (reason,)))
        return found

    def _sanction(
        self,
        fact: Fact,
        sanction: Sanction,
        asked: _Asked,
        fines: FinesTogether,
        *,
        place: int,
    ) -> _Sorted:
        """Sort one sanction by its kind (IND-5) and its term (IND-4, IND-6)."""
        rule, on = self._law.sanctions, asked.on
        value, kind = rule.on(on).value, sanction.kind
        word = word_for(sanction)
        if kind in value.not_counted:
            reason = because(rule, "not_counted", on=on, sanction=word)
            return _Sorted("telt-niet-mee", (reason,))
        start = self._terms.start(fact, sanction, on=on)
        state = start.state(years=asked.years, at=asked.question.requested_on)
        if kind in value.custody:
            counts = because(rule, "custody", on=on, sanction=word)
        elif kind in value.community_service:
            counts = because(rule, "community_service", on=on, sanction=word)
        elif kind in value.fines:
            heavy = weight(sanction, rule=value)
            fines.add(identities(fact)[place], weight=heavy, state=state)
            return self._fine(sanction, start, state=state, weight=heavy, asked=asked)
        else:
            return self._unknown_sanction(start, state=state, asked=asked, word=word)
        return self._in_term(start, state=state, asked=asked, counts=counts)

    def _unknown_sanction(
        self, start: TermStart, *, state: State, asked: _Asked, word: str
    ) -> _Sorted:
        reason = because(self._law.sanctions, "unknown_sanction", on=asked.on, sanction=word)
        group = _BY_STATE["buiten" if state == "buiten" else "onzeker"]
        return _Sorted(group, (reason, start.reason, self._term(start, state=state, asked=asked)))

    def _fine(
        self,
        sanction: Sanction,
        start: TermStart,
        *,
        state: State,
        weight: FineWeight,
        asked: _Asked,
    ) -> _Sorted:
        rule, on = self._law.sanctions, asked.on
        value, word = rule.on(on).value, word_for(sanction)
        if weight == "too-small":
            each = in_words(value.several_each_of_at_least)
            reason = because(rule, "small_fine", on=on, sanction=word, each=each)
            return _Sorted("telt-niet-mee", (reason,))
        if weight == "enough":
            counts = because(
                rule, "fine", on=on, sanction=word, at_least=in_words(value.single_of_at_least)
            )
            return self._in_term(start, state=state, asked=asked, counts=counts)
        if weight == "unknown":
            reason = because(rule, "amount_unknown", on=on, sanction=word)
            group = _BY_STATE["buiten" if state == "buiten" else "onzeker"]
            return _Sorted(
                group, (reason, start.reason, self._term(start, state=state, asked=asked))
            )
        group = _BY_STATE[state]
        reasons = (start.reason, self._term(start, state=state, asked=asked))
        pending = None if state == "buiten" else _PendingFine(sanction, state)
        return _Sorted(group, reasons, pending)

    def _in_term(
        self,
        start: TermStart,
        *,
        state: State,
        asked: _Asked,
        counts: Reason,
    ) -> _Sorted:
        group = _BY_STATE[state]
        if state == "onzeker" and start.reason.says == "not_reported":
            group = self._law.start.on(asked.on).value.execution_not_reported
        reasons = (counts, start.reason, self._term(start, state=state, asked=asked))
        return _Sorted(group, reasons)

    def _term(self, start: TermStart, *, state: State, asked: _Asked) -> Reason:
        rule, on, years = self._law.term, asked.on, asked.years
        at = asked.question.requested_on
        if not start.has_begun:
            return because(rule, "not_begun", on=on, years=years)
        if state == "onzeker":
            return because(rule, "cannot_tell", on=on, years=years, requested_on=at)
        return because(
            rule,
            "within" if state == "binnen" else "over",
            on=on,
            years=years,
            ends_before=start.ends_before(years),
            requested_on=at,
        )

    def _finish(
        self, key: FactKey, found: _Sorted, *, asked: _Asked, fines: FinesTogether
    ) -> ClassifiedFact:
        """Decide the group, now that all fines of the person are known (IND-5)."""
        group, reasons = found.group, found.reasons
        if found.parts:
            parts = [self._with_sum(each, asked=asked, fines=fines) for each in found.parts]
            gravest = min(parts, key=lambda each: _GRAVEST_FIRST.index(each.group))
            group, reasons = gravest.group, (*reasons, *gravest.reasons)
        if found.kind_unknown and group != "telt-niet-mee":
            doubt = because(self._law.open_cases, "kind_unknown", on=asked.on)
            return ClassifiedFact(key, "nader-onderzoek", (*reasons, doubt))
        return ClassifiedFact(key, group, reasons)

    def _with_sum(self, found: _Sorted, *, asked: _Asked, fines: FinesTogether) -> _Sorted:
        if found.pending is None:
            return found
        rule, on = self._law.sanctions, asked.on
        value = rule.on(on).value
        word = word_for(found.pending.sanction)
        total = in_words(value.several_total_of_at_least)
        each = in_words(value.several_each_of_at_least)
        together = fines.come_to(rule=value)
        if together == "too-few":
            reason = because(rule, "too_few_fines", on=on, sanction=word, each=each, total=total)
            return _Sorted("telt-niet-mee", (*found.reasons, reason))
        if together == "perhaps" or found.pending.state == "onzeker":
            reason = because(rule, "perhaps_enough_fines", on=on, sanction=word, total=total)
            return _Sorted("nader-onderzoek", (*found.reasons, reason))
        reason = because(
            rule,
            "several_fines",
            on=on,
            sanction=word,
            each=each,
            total=total,
            number=fines.number_within(),
        )
        return _Sorted("binnen-rehabilitatietermijn", (*found.reasons, reason))


def _last_probation(outcome: Outcome, *, decided_on: LegalDay | None) -> LegalDay | None:
    """Return the first day after the longest probation of a dismissal; None when not known."""
    stated = [sanction.probation for sanction in outcome.sanctions if sanction.probation]
    ends = [end_of(decided_on, length=length) for length in stated]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None
