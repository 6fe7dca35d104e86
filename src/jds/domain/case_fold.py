"""One case of one person: from its statements to its offences, outcomes, appeals and doubts.

The statements are walked once in their order. Each is split in *parts*, one per offence it
concerns; a part applies, waits or contradicts by itself, and the gravest part gives the effect
of the message. An outcome that is replaced moves into the history of its offence.

Source: message contract, sections 3-5; `docs/explanation/how-a-record-is-made.md`, section 4.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from jds.domain.appeals import Appeals
from jds.domain.blocks import Case, Day, Offence, Sanction, SourceValue
from jds.domain.chains import Statement
from jds.domain.charges import Charges, OffenceKey, offence_key
from jds.domain.events import (
    AppealFiled,
    AppealWithdrawn,
    BecameIrrevocable,
    CaseRegistered,
    ChargesChanged,
    CustodyReported,
    DocumentReported,
    ExecutionReported,
    JudgmentGiven,
    PardonGranted,
    ProsecutionDecided,
)
from jds.domain.outcomes import (
    DECIDED,
    FOUND,
    HIGHER_INSTANCES,
    LEAVES_IN_FORCE,
    OffenceInWalk,
)
from jds.domain.partial_date import UnknownDate, certainly_before
from jds.domain.record import (
    CaseRecord,
    Effect,
    EffectOf,
    OffenceRecord,
    Outcome,
)

# Stands among the offences that a message is about for one that no list carries: such a message is
# never only about hidden offences.
_UNKNOWN_OFFENCE: OffenceKey = "?"


class FoldedCase(Struct, frozen=True):
    """A case, the effect of each of its messages, and which offences each concerns.

    Attributes:
        record: None while nothing opened the case.
        concerns: Per position the offences that the message states about; an empty set for what
            concerns the case as a whole.
    """

    record: CaseRecord | None
    effects: dict[int, EffectOf]
    concerns: dict[int, frozenset[OffenceKey]]


def fold_case(names: Iterable[str], statements: Sequence[Statement]) -> FoldedCase:
    """Fold the `statements` of one (person, case), given in their order."""
    opener = next((s for s in statements if _opens(s)), None)
    if opener is None:
        waiting = {s.position: s.has(Effect.WAITING, "zaak-onbekend") for s in statements}
        return FoldedCase(None, waiting, {})
    fold = _CaseFold(statements)
    for place, statement in enumerate(statements):
        fold.take(statement, place=place)
    fold.settle()
    return FoldedCase(fold.record(tuple(sorted(names)), opener), fold.effects(), fold.concerned())


def _opens(statement: Statement) -> bool:
    event = statement.event
    return isinstance(event, CaseRegistered) or (
        isinstance(event, ProsecutionDecided) and event.opens_the_case
    )


class _CaseFold:
    """The walk over one case. Each `_take_*` handles one kind and notes its parts."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self._charges = Charges(statements)
        self._offences = {key: OffenceInWalk() for key in self._charges.ever}
        self._appeals = Appeals()
        self._whole_case: list[Outcome] = []
        self._custody: list[CustodyReported] = []
        self._executions: list[ExecutionReported] = []
        self._documents: list[DocumentReported] = []
        self._pardons: list[PardonGranted] = []
        self._parts: dict[int, list[tuple[Effect, str]]] = {s.position: [] for s in statements}
        self._concerns: dict[int, set[OffenceKey]] = {s.position: set() for s in statements}
        self._has_set: dict[int, set[OffenceKey]] = {}
        self._without_outcome: list[tuple[Statement, dict[OffenceKey, int]]] = []

    def take(self, statement: Statement, *, place: int) -> None:
        """Apply one statement, standing at `place` in the order."""
        if statement.position in self._charges.contradictory:
            self._note(statement, Effect.CONTRADICTORY, "feitnummer-hergebruikt")
            return
        match statement.event:
            case JudgmentGiven() as event:
                self._take_judgment(statement, event, place=place)
            case ProsecutionDecided() as event:
                self._take_decision(statement, event, place=place)
            case CaseRegistered():
                # It registers the case, whatever becomes of the offences that it lists.
                pass
            case ChargesChanged(offences=offences):
                self._concerns[statement.position] |= set(map(offence_key, offences))
            case BecameIrrevocable() as event:
                self._take_irrevocability(statement, event, place=place)
            case AppealFiled() as event:
                against = self._resolve(statement, event.offence_numbers, place=place)
                self._appeals.file(statement, event, place=place, against=against)
            case AppealWithdrawn() as event:
                against = self._resolve(statement, event.offence_numbers, place=place)
                self._appeals.withdraw(statement, event, against=against)
            case CustodyReported() as event:
                self._custody.append(event)
            case ExecutionReported() as event:
                self._executions.append(event)
            case DocumentReported() as event:
                self._documents.append(event)
            case PardonGranted() as event:
                self._pardons.append(event)
            case _:
                raise AssertionError(f"{statement.event.kind} is no statement about a case")

    def _take_decision(
        self, statement: Statement, event: ProsecutionDecided, *, place: int
    ) -> None:
        outcome = Outcome(
            kind="onbekend" if isinstance(event.decision, SourceValue) else DECIDED[event.decision],
            on=event.decided_on,
            grounds=event.grounds,
            source_value=event.decision if isinstance(event.decision, SourceValue) else None,
            conditions=event.conditions,
            stated_by=statement.key,
        )
        own = tuple(map(offence_key, event.offences if event.opens_the_case else ()))
        self._concerns[statement.position] |= set(own)
        targets = self._resolve(statement, event.offence_numbers, place=place)
        if targets is None:
            charged = self._charges.charged_up_to(statement.counts_on)
            targets = tuple(dict.fromkeys((*charged, *own)))
            self._concerns[statement.position] |= set(targets)
            if not targets:
                self._whole_case.append(replace(outcome, sanctions=event.sanctions))
        for key in targets:
            offence = self._offences[key]
            if self._is_before_offence(statement, event.decided_on, key, place=place):
                continue
            is_judged = offence.outcome.by_court and offence.outcome.kind != "open"
            if event.decision == "dagvaarding" and is_judged:
                offence.doubts.add("dagvaarding-na-uitspraak")
                continue
            sanctions = tuple(
                s
                for s in event.sanctions
                if s.offence_numbers is None or self._names(s, key, place=place)
            )
            self._end(statement, key, replace(outcome, sanctions=sanctions))

    def _take_judgment(self, statement: Statement, event: JudgmentGiven, *, place: int) -> None:
        by_default = _takes_unnamed_sanctions(event)
        is_first = event.instance == "eerste-aanleg"
        for finding in event.findings:
            key = self._charges.resolve(finding.offence_number, place=place)
            if key is None:
                self._wait_for_offence(statement)
                continue
            self._concerns[statement.position].add(key)
            offence = self._offences[key]
            result = finding.result
            sanctions = tuple(
                s
                for s in event.sanctions
                if (
                    finding.result == by_default
                    if s.offence_numbers is None
                    else self._names(s, key, place=place)
                )
            )
            offence.judgments.append(place)
            if event.instance in HIGHER_INSTANCES:
                offence.higher_judgments.append(place)
            if isinstance(result, str) and result in LEAVES_IN_FORCE:
                if offence.outcome.kind == "open":
                    self._note(statement, Effect.WAITING, "geen-eerdere-uitspraak")
                elif result == "bevestigd" and sanctions:
                    offence.outcome = replace(offence.outcome, sanctions=sanctions)
                continue
            if result == "niet-ontvankelijk" and not is_first:
                offence.doubts.add("niet-ontvankelijk-zonder-partij")
                continue
            if self._is_before_offence(statement, event.given_on, key, place=place):
                continue
            outcome = Outcome(
                kind="onbekend" if isinstance(result, SourceValue) else FOUND[result],
                on=event.given_on,
                source_value=result if isinstance(result, SourceValue) else None,
                sanctions=sanctions,
                stated_by=statement.key,
                by_court=True,
                instance=event.instance,
                court=event.court,
                ecli=event.ecli,
            )
            self._end(statement, key, outcome)

    def _take_irrevocability(
        self, statement: Statement, event: BecameIrrevocable, *, place: int
    ) -> None:
        targets = self._resolve(statement, event.offence_numbers, place=place)
        if targets is None:
            targets = tuple(k for k, o in self._offences.items() if o.outcome.kind != "open")
            self._concerns[statement.position] |= set(targets)
            if not targets and self._whole_case and self._whole_case[-1].kind != "open":
                last = replace(self._whole_case[-1], irrevocable_on=event.irrevocable_on)
                self._whole_case[-1] = last
            elif not targets:
                self._wait_for_outcome(statement, tuple(self._offences))
        for key in targets:
            offence = self._offences[key]
            if offence.outcome.kind == "open":
                self._wait_for_outcome(statement, (key,))
            else:
                offence.outcome = replace(offence.outcome, irrevocable_on=event.irrevocable_on)

    def settle(self) -> None:
        """Decide what needs the whole case: early irrevocability, unknown appeals, late doubts."""
        for statement, endings in self._without_outcome:
            if any(self._offences[key].endings > then for key, then in endings.items()):
                self._note(statement, Effect.CONTRADICTORY, "onherroepelijk-voor-afdoening")
            else:
                self._note(statement, Effect.WAITING, "geen-afdoening")
        for statement, against in self._appeals.withdrawals():
            if against is None:
                self._note(statement, Effect.WAITING, "rechtsmiddel-onbekend")
            else:
                self._concerns[statement.position] |= set(against)
        self._warn_of_late_entry()
        for key, offence in self._offences.items():
            final_on = offence.outcome.irrevocable_on
            if final_on is None or isinstance(final_on, UnknownDate):
                continue
            if self._appeals.is_open_before(
                final_on,
                offence=key,
                judgments=offence.judgments,
                higher_judgments=offence.higher_judgments,
            ):
                offence.doubts.add("rechtsmiddel-voor-onherroepelijkheid")

    def _warn_of_late_entry(self) -> None:
        """Note the offences that were received, or charged, after they had ended.

        Source: message contract, section 4: a warning, and no contradiction.
        """
        for statement in self._statements:
            match statement.event:
                case CaseRegistered():
                    keys, doubt = set(self._offences), "ontvangst-na-afdoening"
                case ChargesChanged(offences=stated):
                    keys, doubt = {offence_key(o) for o in stated}, "tenlastelegging-na-afdoening"
                case _:
                    continue
            for key in keys & self._offences.keys():
                outcome = self._offences[key].outcome
                if outcome.kind == "open" or outcome.on is None:
                    continue
                if certainly_before(outcome.on, statement.counts_on):
                    self._offences[key].doubts.add(doubt)

    def record(self, names: tuple[str, ...], opener: Statement) -> CaseRecord:
        """Return the case as it stands after the last statement."""
        in_force = self._charges.in_force.offences
        offences = [
            self._offence_record(key, description, is_charged=key in in_force)
            for key, description in self._charges.ever.items()
            if key in in_force or self._offences[key].outcome.kind != "open"
        ]
        offences.sort(key=lambda offence: (offence.description.number, offence.key))
        return CaseRecord(
            names=names,
            delivered=_delivered(self._statements),
            registered_on=opener.event.legal_day,
            office=getattr(opener.event, "office", None),
            offences=tuple(offences),
            whole_case=tuple(self._whole_case),
            appeals=self._appeals.records(tuple(self._charges.ever)),
            custody=tuple(self._custody),
            executions=tuple(self._executions),
            documents=tuple(self._documents),
            pardons=tuple(self._pardons),
        )

    def _offence_record(
        self, key: OffenceKey, description: Offence, *, is_charged: bool
    ) -> OffenceRecord:
        offence = self._offences[key]
        unknown_kind = {"soort-onbekend"} if isinstance(description.kind, SourceValue) else set()
        return OffenceRecord(
            key=key,
            description=description,
            outcome=offence.outcome,
            history=tuple(offence.history),
            doubts=tuple(sorted(offence.doubts | unknown_kind)),
            dropped=not is_charged,
        )

    def effects(self) -> dict[int, EffectOf]:
        """Return the effect of every statement: its gravest part, or overtaken, or applied."""
        effects = {}
        for place, statement in enumerate(self._statements):
            parts = self._parts[statement.position]
            if parts:
                effects[statement.position] = statement.has(*min(parts, key=_by_gravity))
            elif (overtaken := self._overtaken(statement, place=place)) is not None:
                effects[statement.position] = statement.has(Effect.OVERTAKEN, overtaken)
            else:
                effects[statement.position] = statement.has(Effect.APPLIED)
        return effects

    def concerned(self) -> dict[int, frozenset[OffenceKey]]:
        """Return, per position, the offences that the message states about."""
        return {position: frozenset(keys) for position, keys in self._concerns.items()}

    def _overtaken(self, statement: Statement, *, place: int) -> str | None:
        """Return why nothing of `statement` is in force any more; None when something is."""
        event = statement.event
        if isinstance(event, ChargesChanged):
            return "latere-tenlastelegging" if place < self._charges.last_full else None
        if isinstance(event, AppealFiled):
            return None if self._appeals.is_last(statement, event) else "rechtsmiddel-opnieuw"
        if _opens(statement):
            return None
        has_set = self._has_set.get(statement.position)
        if has_set is None:
            return None
        in_force = any(self._offences[key].outcome.stated_by == statement.key for key in has_set)
        return None if in_force else "latere-afdoening"

    def _resolve(
        self, statement: Statement, numbers: tuple[int, ...] | None, *, place: int
    ) -> tuple[OffenceKey, ...] | None:
        """Return the offences that `numbers` mean; unknown ones make the statement wait."""
        if numbers is None:
            return None
        found: dict[OffenceKey, None] = {}
        for number in numbers:
            key = self._charges.resolve(number, place=place)
            if key is None:
                self._wait_for_offence(statement)
            else:
                found[key] = None
        self._concerns[statement.position] |= set(found)
        return tuple(found)

    def _names(self, sanction: Sanction, key: OffenceKey, *, place: int) -> bool:
        numbers = sanction.offence_numbers or ()
        return any(self._charges.resolve(number, place=place) == key for number in numbers)

    def _wait_for_offence(self, statement: Statement) -> None:
        self._note(statement, Effect.WAITING, "feit-onbekend")
        self._concerns[statement.position].add(_UNKNOWN_OFFENCE)

    def _wait_for_outcome(self, statement: Statement, keys: tuple[OffenceKey, ...]) -> None:
        """Keep a statement of finality about offences that are open where it stands.

        Whether an outcome comes later in the order, so that the two contradict each other, shows
        when all statements were taken.
        """
        endings = {key: self._offences[key].endings for key in keys}
        self._without_outcome.append((statement, endings))

    def _is_before_offence(
        self, statement: Statement, day: Day, key: OffenceKey, *, place: int
    ) -> bool:
        """Note and tell whether an outcome on `day` comes before the offence can have begun."""
        first = self._charges.description(key, place=place).period.first
        if not certainly_before(day, first):
            return False
        self._note(statement, Effect.CONTRADICTORY, "afdoening-voor-pleegdatum")
        self._offences[key].doubts.add("afdoening-voor-pleegdatum")
        return True

    def _end(self, statement: Statement, key: OffenceKey, outcome: Outcome) -> None:
        self._offences[key].end_as(outcome)
        self._has_set.setdefault(statement.position, set()).add(key)

    def _note(self, statement: Statement, effect: Effect, reason: str) -> None:
        self._parts[statement.position].append((effect, reason))


def _by_gravity(part: tuple[Effect, str]) -> tuple[bool, str]:
    """Sort what contradicts before what waits, then by reason."""
    return (part[0] is not Effect.CONTRADICTORY, part[1])


def _takes_unnamed_sanctions(event: JudgmentGiven) -> str:
    """Return the finding whose offences take the sanctions that name no offence.

    A sanction follows a conviction; without one, a measure such as tbs follows a discharge.
    """
    results = {finding.result for finding in event.findings if isinstance(finding.result, str)}
    return "veroordeling" if "veroordeling" in results else "ontslag-van-alle-rechtsvervolging"


def _delivered(statements: Sequence[Statement]) -> Case:
    """Return the numbers of the case as they were first delivered."""
    case_number: str | None = None
    source_number: str | None = None
    for statement in statements:
        case: Case = statement.event.case  # type: ignore[union-attr]
        case_number = case_number or case.case_number
        source_number = source_number or case.source_number
    return Case(case_number=case_number, source_number=source_number)
