"""Sort an offence by how it ended: still open, left out, dismissed, or ended in sanctions."""

from msgspec import structs

from jds.domain.record import CaseRecord, Outcome
from jds.domain.time import LegalDay
from jds.law.facts import Fact, known_day
from jds.law.immigration.fines import FinesTogether
from jds.law.immigration.rules import ImmigrationLaw
from jds.law.immigration.sanctioned import SanctionSorter
from jds.law.immigration.sorting import Asked, Sorted
from jds.law.immigration.term import end_of
from jds.law.reasons import Reason, because


class OutcomeSorter:
    """Sorts by the outcome in force, under the rules of one edition of the law."""

    def __init__(self, law: ImmigrationLaw, *, sanctions: SanctionSorter) -> None:
        self._law = law
        self._sanctions = sanctions

    def sort(self, fact: Fact, asked: Asked, fines: FinesTogether) -> Sorted:
        if fact.offence_class.kind in self._law.left_out.on(asked.on).value.kinds:
            return Sorted(
                "telt-niet-mee", (because(self._law.left_out, "minor_offence", on=asked.on),)
            )
        found = self._crime(fact, asked, fines)
        if fact.offence_class.kind is None:
            return structs.replace(found, kind_unknown=True)
        return found

    def sort_case(self, case: CaseRecord, asked: Asked) -> Sorted:
        """Sort a case that has no charges yet."""
        rule, on = self._law.open_cases, asked.on
        outcome = case.whole_case[-1] if case.whole_case else None
        if outcome is None or outcome.kind in rule.on(on).value.open:
            group = rule.on(on).value.case_without_offences
            return Sorted(group, (because(rule, "without_offences", on=on),))
        if outcome.kind in self._law.dismissals.on(on).value.unconditional:
            day = known_day(outcome.on)
            reason = because(self._law.dismissals, "unconditional", on=on, decided_on=day)
            return Sorted("telt-niet-mee", (reason,))
        reason = because(rule, "without_offences", on=on)
        told = because(rule, "cannot_tell", on=on, outcome=outcome.kind)
        return Sorted("nader-onderzoek", (reason, told))

    def _crime(self, fact: Fact, asked: Asked, fines: FinesTogether) -> Sorted:
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
            return Sorted("nader-onderzoek", (reason,))
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
                return Sorted("open-zaak", (reason,))
            before = (because(law.open_cases, "final_by_payment", on=on, executed_on=executed_on),)
        if kind in left_out.guilty_without_penalty:
            reason = because(
                law.left_out, "guilty_without_penalty", on=on, decided_on=fact.decided_on
            )
            return Sorted("telt-niet-mee", (reason,))
        if kind in left_out.no_guilt and not outcome.sanctions:
            return Sorted("telt-niet-mee", (self._no_guilt(fact, on=on),))
        if kind not in law.sanctions.on(on).value.counted_outcomes:
            reason = because(law.open_cases, "cannot_tell", on=on, outcome=kind)
            return Sorted("nader-onderzoek", (reason,))
        return self._sanctions.sort(fact, asked, fines, before=before)

    def _open(self, fact: Fact, asked: Asked) -> Sorted:
        law, on = self._law, asked.on
        reason = because(law.open_cases, "open", on=on, registered_on=fact.registered_on)
        if fact.outcome.kind not in law.single_report.on(on).value.outcomes:
            return Sorted("open-zaak", (reason,))
        note = because(law.single_report, "no_ground_alone", on=on)
        return Sorted("open-zaak", (note, reason))

    def _no_guilt(self, fact: Fact, *, on: LegalDay) -> Reason:
        return because(
            self._law.left_out,
            "no_guilt",
            on=on,
            outcome=fact.outcome.kind,
            decided_on=fact.decided_on,
        )

    def _dismissed(self, fact: Fact, asked: Asked) -> Sorted:
        """Sort a dismissal (IND-8)."""
        rule, on, outcome = self._law.dismissals, asked.on, fact.outcome
        value, decided_on = rule.on(on).value, fact.decided_on
        if outcome.kind in value.unconditional:
            if any(ground in value.grounds_to_look_into for ground in outcome.grounds):
                reason = because(rule, "after_penal_order", on=on, decided_on=decided_on)
                return Sorted("nader-onderzoek", (reason,))
            reason = because(rule, "unconditional", on=on, decided_on=decided_on)
            return Sorted("telt-niet-mee", (reason,))
        end = _last_probation(outcome, decided_on=decided_on)
        if end is None:
            reason = because(rule, "probation_unknown", on=on, decided_on=decided_on)
            return Sorted("open-zaak", (reason,))
        if end > asked.requested_on:
            reason = because(rule, "probation_runs", on=on, decided_on=decided_on, ends_before=end)
            return Sorted("open-zaak", (reason,))
        if fact.executed_on is not None:
            reason = because(rule, "conditions_met", on=on, decided_on=decided_on)
            return Sorted("telt-niet-mee", (reason,))
        reason = because(
            rule, "conditions_not_reported", on=on, decided_on=decided_on, ends_before=end
        )
        return Sorted(value.conditions_not_reported, (reason,))


def _last_probation(outcome: Outcome, *, decided_on: LegalDay | None) -> LegalDay | None:
    """Return the first day after the longest probation of a dismissal; None when not known."""
    stated = [sanction.probation for sanction in outcome.sanctions if sanction.probation]
    ends = [end_of(decided_on, length=length) for length in stated]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None
