"""Sort the sanctions for a crime: which count, from when, and whether their term is over.

Source: Handleiding RWN 9-1-a par. 5; the choices stand in `law/data/immigration`.
"""

from typing import TypeAlias

from jds.domain.blocks import Sanction
from jds.domain.time import LegalDay
from jds.law.classified import ClassifiedFact
from jds.law.facts import Fact, FactKey
from jds.law.immigration.fines import FinesTogether, FineWeight, identities, in_words, weight
from jds.law.immigration.rules import ImmigrationLaw
from jds.law.immigration.sorting import (
    BY_STATE,
    GRAVEST_FIRST,
    Asked,
    PendingFine,
    Sorted,
)
from jds.law.immigration.term import (
    JudgedTerm,
    SanctionTerms,
    State,
    pardon_probation_ends_before,
    word_for,
)
from jds.law.offences.offence_class import ListStanding, OffenceClass
from jds.law.reasons import Reason, because

_StandingKey: TypeAlias = tuple[int, LegalDay | None, LegalDay | None, LegalDay]

_MOST_STANDINGS = 50_000


class SanctionSorter:
    """Sorts what ended in sanctions, under the rules of one edition of the law."""

    def __init__(self, law: ImmigrationLaw) -> None:
        self._law = law
        self._terms = SanctionTerms(law.start, open_cases=law.open_cases)
        self._standings: dict[_StandingKey, tuple[OffenceClass, ListStanding]] = {}

    def sort(
        self, fact: Fact, asked: Asked, fines: FinesTogether, *, before: tuple[Reason, ...]
    ) -> Sorted:
        """Sort what ended in sanctions that can no longer change."""
        law, on = self._law, asked.on
        standing = self._without_term(fact, asked)
        if standing == "listed":
            reason = because(
                law.without_term, "without_term", on=on, irrevocable_on=fact.irrevocable_on
            )
            return Sorted("zonder-termijn", (reason,))
        parts = self._probation(fact, asked)
        if standing == "perhaps":
            reason = because(
                law.without_term,
                "perhaps_without_term",
                on=on,
                irrevocable_on=fact.irrevocable_on,
            )
            parts.append(Sorted("nader-onderzoek", (reason,)))
        if fact.outcome.kind == "transactie" and fact.executed_on is None:
            reason = because(
                law.open_cases, "transaction_not_met", on=on, decided_on=fact.decided_on
            )
            parts.append(Sorted("nader-onderzoek", (reason,)))
        if not fact.outcome.sanctions:
            reason = because(law.sanctions, "no_sanction_stated", on=on, outcome=fact.outcome.kind)
            parts.append(Sorted("nader-onderzoek", (reason,)))
        for place, sanction in enumerate(fact.outcome.sanctions):
            parts.append(self._sanction(fact, sanction, asked, fines, place=place))
        return Sorted("nader-onderzoek", before, parts=tuple(parts))

    def _without_term(self, fact: Fact, asked: Asked) -> ListStanding:
        """Tell how a conviction stands to those that count for ever (IND-9)."""
        if fact.outcome.kind != "veroordeling":
            return "not-listed"
        offence = fact.offence_class
        # Looking it up costs more than all the rest, and the catalogue gives equal offences as
        # one object; the object is kept, so that its id stays its own.
        key = (id(offence), fact.committed_first, fact.committed_last, asked.without_term_since)
        known = self._standings.get(key)
        if known is None:
            if len(self._standings) > _MOST_STANDINGS:
                self._standings.clear()
            known = self._standings[key] = (offence, self._standing(fact, asked))
        return known[1]

    def _standing(self, fact: Fact, asked: Asked) -> ListStanding:
        offence = fact.offence_class
        first, last = fact.committed_first, fact.committed_last
        standing = asked.without_term.standing(offence, first=first, last=last)
        if standing == "listed":
            return standing
        if_grave = asked.without_term_if_grave.standing(offence, first=first, last=last)
        if if_grave not in ("listed", "perhaps"):
            return standing
        grave_from = self._law.without_term.on(asked.on).value.grave_from_months
        if offence.life or (offence.maximum_months or 0) >= grave_from:
            return if_grave
        return "perhaps" if offence.maximum_unknown else standing

    def _probation(self, fact: Fact, asked: Asked) -> list[Sorted]:
        """Return a running probation of a sentence or a pardon (IND-2), when there is one."""
        rule, on, at = self._law.open_cases, asked.on, asked.requested_on
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
                found.append(Sorted("nader-onderzoek", (reason,)))
            elif end > at:
                reason = because(rule, "probation", on=on, sanction=kind, ends_before=end)
                found.append(Sorted("open-zaak", (reason,)))
        for pardon in fact.pardons:
            end = pardon_probation_ends_before(pardon)
            if end is not None and end > at:
                reason = because(rule, "pardon_probation", on=on, ends_before=end)
                found.append(Sorted("open-zaak", (reason,)))
        return found

    def _sanction(
        self,
        fact: Fact,
        sanction: Sanction,
        asked: Asked,
        fines: FinesTogether,
        *,
        place: int,
    ) -> Sorted:
        """Sort one sanction by its kind (IND-5) and its term (IND-4, IND-6)."""
        rule, on = self._law.sanctions, asked.on
        value, kind = rule.on(on).value, sanction.kind
        word = word_for(sanction)
        if kind in value.not_counted:
            reason = because(rule, "not_counted", on=on, sanction=word)
            return Sorted("telt-niet-mee", (reason,))
        start = self._terms.start(fact, sanction, on=on)
        term = start.judged(years=asked.years, at=asked.requested_on)
        if kind in value.custody:
            counts = because(rule, "custody", on=on, sanction=word)
        elif kind in value.community_service:
            counts = because(rule, "community_service", on=on, sanction=word)
        elif kind in value.fines:
            heavy = weight(sanction, rule=value)
            # What may be a minor offence adds to the sum at most perhaps.
            is_doubtful = fact.offence_class.kind is None and term.state == "binnen"
            summed: State = "onzeker" if is_doubtful else term.state
            fines.add(identities(fact)[place], weight=heavy, state=summed)
            return self._fine(sanction, term, weight=heavy, asked=asked)
        else:
            reason = because(rule, "unknown_sanction", on=on, sanction=word)
            return self._not_to_be_told(term, asked=asked, reason=reason)
        return self._in_term(term, asked=asked, counts=counts)

    def _fine(
        self, sanction: Sanction, term: JudgedTerm, *, weight: FineWeight, asked: Asked
    ) -> Sorted:
        rule, on = self._law.sanctions, asked.on
        value, word = rule.on(on).value, word_for(sanction)
        if weight == "too-small":
            each = in_words(value.several_each_of_at_least)
            reason = because(rule, "small_fine", on=on, sanction=word, each=each)
            return Sorted("telt-niet-mee", (reason,))
        if weight == "enough":
            at_least = in_words(value.single_of_at_least)
            counts = because(rule, "fine", on=on, sanction=word, at_least=at_least)
            return self._in_term(term, asked=asked, counts=counts)
        if weight == "unknown":
            reason = because(rule, "amount_unknown", on=on, sanction=word)
            return self._not_to_be_told(term, asked=asked, reason=reason)
        reasons = (term.start.reason, self._why_in_term(term, asked=asked))
        pending = None if term.state == "buiten" else PendingFine(sanction, term.state)
        return Sorted(BY_STATE[term.state], reasons, pending)

    def _not_to_be_told(self, term: JudgedTerm, *, asked: Asked, reason: Reason) -> Sorted:
        """Sort a sanction that may count: outside its term it does not matter."""
        group = BY_STATE["buiten" if term.state == "buiten" else "onzeker"]
        return Sorted(group, (reason, term.start.reason, self._why_in_term(term, asked=asked)))

    def _in_term(self, term: JudgedTerm, *, asked: Asked, counts: Reason) -> Sorted:
        """Sort a sanction that counts."""
        group = BY_STATE[term.state]
        if term.state == "onzeker" and term.start.reason.says == "not_reported":
            group = self._law.start.on(asked.on).value.execution_not_reported
        return Sorted(group, (counts, term.start.reason, self._why_in_term(term, asked=asked)))

    def _why_in_term(self, term: JudgedTerm, *, asked: Asked) -> Reason:
        rule, on, years = self._law.term, asked.on, asked.years
        at = asked.requested_on
        if not term.start.has_begun:
            return because(rule, "not_begun", on=on, years=years)
        if term.state == "onzeker":
            return because(rule, "cannot_tell", on=on, years=years, requested_on=at)
        return because(
            rule,
            "within" if term.state == "binnen" else "over",
            on=on,
            years=years,
            ends_before=term.ends_before,
            requested_on=at,
        )

    def finish(
        self, key: FactKey, found: Sorted, *, asked: Asked, fines: FinesTogether
    ) -> ClassifiedFact:
        """Decide the group, now that all fines of the person are known (IND-5)."""
        group, reasons = found.group, found.reasons
        if found.parts:
            parts = [self._with_sum(each, asked=asked, fines=fines) for each in found.parts]
            gravest = min(parts, key=lambda each: GRAVEST_FIRST.index(each.group))
            group, reasons = gravest.group, (*reasons, *gravest.reasons)
        if found.kind_unknown and group != "telt-niet-mee":
            doubt = because(self._law.open_cases, "kind_unknown", on=asked.on)
            return ClassifiedFact(key, "nader-onderzoek", (*reasons, doubt))
        return ClassifiedFact(key, group, reasons)

    def _with_sum(self, found: Sorted, *, asked: Asked, fines: FinesTogether) -> Sorted:
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
            return Sorted("telt-niet-mee", (*found.reasons, reason))
        if together == "perhaps" or found.pending.state == "onzeker":
            reason = because(rule, "perhaps_enough_fines", on=on, sanction=word, total=total)
            return Sorted("nader-onderzoek", (*found.reasons, reason))
        reason = because(
            rule,
            "several_fines",
            on=on,
            sanction=word,
            each=each,
            total=total,
            number=fines.number_within(),
        )
        return Sorted("binnen-rehabilitatietermijn", (*found.reasons, reason))
