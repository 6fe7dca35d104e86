"""What is stated in one case of one person: section 4 of *how a record is made*, slowly."""

from collections.abc import Sequence
from datetime import date

from jds.domain.blocks import Day, Offence
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
from tests.oracle.case_state import (
    UNKNOWN_OFFENCE,
    Appeal,
    CaseState,
    ChargeList,
    OffenceState,
    offence_key,
    opens_a_case,
)
from tests.oracle.outcomes import WHOLE_CASE, walk
from tests.oracle.statements import APPLIED, CONTRADICTORY, OVERTAKEN, WAITING, Statement

HIGHER_INSTANCES = ("hoger-beroep", "cassatie", "herziening")
COUNTED = {
    "custody": CustodyReported,
    "executions": ExecutionReported,
    "documents": DocumentReported,
    "pardons": PardonGranted,
}


def fold_case(statements: Sequence[Statement]) -> CaseState | None:
    """Return the case after `statements`, which are in order; None when nothing opened it."""
    if not any(opens_a_case(statement) for statement in statements):
        return None
    case = CaseState(statements=statements)
    _read_lists(case)
    walk(case)
    _read_appeals(case)
    _doubt_irrevocability(case)
    _warn_of_late_entry(case)
    _mark_overtaken(case)
    return case


def _read_lists(case: CaseState) -> None:
    for place, statement in enumerate(case.statements):
        event = statement.event
        if (isinstance(event, CaseRegistered) and event.offences) or isinstance(
            event, ChargesChanged
        ):
            is_full = True
        elif isinstance(event, ProsecutionDecided) and opens_a_case(statement):
            is_full = False
        else:
            continue
        offences = {offence_key(offence): offence for offence in event.offences}
        if _reuses_a_number(event.offences, case.lists):
            case.effects[statement.told_by.position] = CONTRADICTORY
            continue
        if not isinstance(event, CaseRegistered):
            case.about[statement.told_by.position] = set(offences)
        case.lists.append(ChargeList(place, statement, offences, is_full))
        for key in offences:
            case.offences.setdefault(key, OffenceState())


def _reuses_a_number(offences: Sequence[Offence], before: Sequence[ChargeList]) -> bool:
    for offence in offences:
        for charges in before:
            for earlier in charges.offences.values():
                if offence.source_number is None or earlier.source_number is None:
                    continue
                if offence.number != earlier.number:
                    continue
                if offence.source_number != earlier.source_number:
                    return True
    return False


def _read_appeals(case: CaseState) -> None:
    for place, statement in enumerate(case.statements):
        event = statement.event
        if not isinstance(event, AppealFiled):
            continue
        position = statement.told_by.position
        if event.offence_numbers is None:
            against = set(case.offences)
        else:
            meant = case.meant(event.offence_numbers, place)
            case.about[position] = meant
            against = meant - {UNKNOWN_OFFENCE}
            if UNKNOWN_OFFENCE in meant:
                case.effects[position] = WAITING
        case.appeals[event.appeal_id] = Appeal(place, statement, event, against)

    for place, statement in enumerate(case.statements):
        event = statement.event
        if not isinstance(event, AppealWithdrawn):
            continue
        position = statement.told_by.position
        appeal = case.appeals.get(event.appeal_id)
        if event.offence_numbers is not None:
            ended = case.meant(event.offence_numbers, place)
            case.about[position] = ended
        elif appeal is not None:
            ended = appeal.against
            if appeal.event.offence_numbers is not None:
                case.about[position] = ended
        else:
            ended = set()
        if appeal is None or UNKNOWN_OFFENCE in ended:
            case.effects[position] = WAITING
        if appeal is not None:
            appeal.withdrawn |= ended & appeal.against


def _doubt_irrevocability(case: CaseState) -> None:
    """Flag what is final in the end although an appeal from before still stands."""
    for statement in case.statements:
        if not isinstance(statement.event, BecameIrrevocable):
            continue
        for key in case.marked[statement.told_by.position] - {WHOLE_CASE}:
            offence = case.offences[key]
            if offence.final_by is not statement:
                continue
            for appeal in case.appeals.values():
                stands = key in appeal.against and key not in appeal.withdrawn
                is_earlier = _is_before(appeal.event.filed_on, statement.event.irrevocable_on)
                if stands and is_earlier and not _is_followed_by_a_judgment(appeal, offence):
                    offence.doubts.add("rechtsmiddel-voor-onherroepelijkheid")


def _warn_of_late_entry(case: CaseState) -> None:
    """Flag what was received or charged on a day after the one on which it ended."""
    for key, offence in case.offences.items():
        outcome = offence.outcome
        if outcome is None or outcome.kind == "open" or not isinstance(outcome.on, date):
            continue
        for statement in case.statements:
            if statement.shown_on <= outcome.on:
                continue
            if isinstance(statement.event, CaseRegistered):
                offence.doubts.add("ontvangst-na-afdoening")
            elif isinstance(statement.event, ChargesChanged) and key in {
                offence_key(each) for each in statement.event.offences
            }:
                offence.doubts.add("tenlastelegging-na-afdoening")


def _is_before(one: Day, other: Day) -> bool:
    """Whether it certainly is: of an unknown day nobody can say."""
    return isinstance(one, date) and isinstance(other, date) and one < other


def _is_followed_by_a_judgment(appeal: Appeal, offence: OffenceState) -> bool:
    for place, instance in offence.judged:
        if place <= appeal.place:
            continue
        if appeal.event.appeal == "verzet" or instance in HIGHER_INSTANCES:
            return True
    return False


def _mark_overtaken(case: CaseState) -> None:
    for place, statement in enumerate(case.statements):
        position = statement.told_by.position
        event = statement.event
        if case.effects[position] != APPLIED:
            continue
        overtaken = False
        if isinstance(event, ChargesChanged):
            overtaken = any(each.is_full and each.place > place for each in case.lists)
        elif isinstance(event, ProsecutionDecided | JudgmentGiven):
            set_here = [
                (outcome, outcome is offence.outcome)
                for offence in case.offences.values()
                for outcome in [*offence.history, offence.outcome]
                if outcome is not None and outcome.stated_by == statement.key
            ]
            stands = any(is_in_force for _, is_in_force in set_here)
            keeps_the_case = isinstance(event, ProsecutionDecided) and opens_a_case(statement)
            overtaken = bool(set_here) and not stands and not keeps_the_case
        elif isinstance(event, AppealFiled):
            overtaken = case.appeals[event.appeal_id].statement is not statement
        if overtaken:
            case.effects[position] = OVERTAKEN
