"""How the offences of a case end: section 4.4 and 4.5 of *how a record is made*, slowly."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from jds.domain.blocks import Day, Sanction
from jds.domain.events import BecameIrrevocable, JudgmentGiven, ProsecutionDecided
from jds.domain.partial_date import earliest
from jds.domain.record import Outcome
from tests.oracle.case_state import (
    UNKNOWN_OFFENCE,
    CaseState,
    OffenceState,
    gravest,
    offence_key,
    opens_a_case,
)
from tests.oracle.statements import APPLIED, CONTRADICTORY, WAITING, Statement

LEAVES_IN_FORCE = ("bevestigd", "verworpen", "appellant-niet-ontvankelijk")
WHOLE_CASE = "*"
"""Stands among what was made final for the outcome of a case without offences."""

SETS_BY_COURT = {
    "veroordeling": "veroordeling",
    "vrijspraak": "vrijspraak",
    "ontslag-van-alle-rechtsvervolging": "ontslag-van-alle-rechtsvervolging",
    "schuldig-zonder-straf": "schuldig-zonder-straf",
    "nietig": "nietig",
    "om-niet-ontvankelijk": "niet-ontvankelijk",
    "niet-ontvankelijk": "niet-ontvankelijk",
    "terugwijzing": "open",
}
SETS_BY_PROSECUTOR = {
    "sepot": "sepot",
    "voorwaardelijk-sepot": "voorwaardelijk-sepot",
    "transactie": "transactie",
    "strafbeschikking": "strafbeschikking",
    "voeging": "overgedragen",
    "overdracht": "overgedragen",
    "dagvaarding": "open",
}


def walk(case: CaseState) -> None:
    irrevocable: list[tuple[int, Statement, BecameIrrevocable]] = []
    for place, statement in enumerate(case.statements):
        position = statement.told_by.position
        event = statement.event
        if position in case.effects:
            continue
        case.effects[position] = APPLIED
        if isinstance(event, ProsecutionDecided):
            case.effects[position] = _decide(case, place, statement, event)
        elif isinstance(event, JudgmentGiven):
            case.effects[position] = _judge(case, place, statement, event)
        elif isinstance(event, BecameIrrevocable):
            case.marked[position] = _mark_irrevocable(case, place, statement, event)
            irrevocable.append((place, statement, event))
    for place, statement, event in irrevocable:
        position = statement.told_by.position
        marked = case.marked[position]
        case.effects[position] = _effect_of_irrevocability(case, place, event, marked)
        if event.offence_numbers is None:
            case.about[position] = marked - {WHOLE_CASE}
        else:
            case.about[position] = case.meant(event.offence_numbers, place)


def _decide(case: CaseState, place: int, statement: Statement, event: ProsecutionDecided) -> str:
    parts = []
    if event.offence_numbers is None:
        keys = list(case.charged_up_to(statement.shown_on))
        if opens_a_case(statement):
            keys += [key for key in map(offence_key, event.offences) if key not in keys]
        if not keys:
            case.whole_case.append(_decision_outcome(statement, event, event.sanctions))
            return APPLIED
    else:
        keys = []
        for number in event.offence_numbers:
            key = case.resolve(number, place)
            if key is None:
                parts.append(WAITING)
            elif key not in keys:
                keys.append(key)

    listed = map(offence_key, event.offences) if opens_a_case(statement) else ()
    unknown = (UNKNOWN_OFFENCE for _ in parts)
    case.about[statement.told_by.position] = {*keys, *listed, *unknown}
    for key in keys:
        offence = case.offences[key]
        in_force = offence.outcome
        judged = in_force is not None and in_force.by_court and in_force.kind != "open"
        impossible = _is_before_the_offence(case, key, place, event.decided_on)
        if event.decision == "dagvaarding" and judged and not impossible:
            offence.doubts.add("dagvaarding-na-uitspraak")
            parts.append(APPLIED)
            continue
        sanctions = [
            sanction
            for sanction in event.sanctions
            if sanction.offence_numbers is None or _names(case, sanction, key, place)
        ]
        parts.append(_set(case, key, place, _decision_outcome(statement, event, sanctions)))
    return gravest(parts)


def _decision_outcome(
    statement: Statement, event: ProsecutionDecided, sanctions: Sequence[Sanction]
) -> Outcome:
    known = isinstance(event.decision, str)
    return Outcome(
        kind=SETS_BY_PROSECUTOR[event.decision] if isinstance(event.decision, str) else "onbekend",  # type: ignore[arg-type]
        on=event.decided_on,
        grounds=event.grounds,
        source_value=None if known else event.decision,  # type: ignore[arg-type]
        sanctions=tuple(sanctions),
        stated_by=statement.key,
    )


def _judge(case: CaseState, place: int, statement: Statement, event: JudgmentGiven) -> str:
    parts = []
    about = case.meant([finding.offence_number for finding in event.findings], place)
    for finding in event.findings:
        key = case.resolve(finding.offence_number, place)
        if key is None:
            parts.append(WAITING)
            continue
        offence = case.offences[key]
        offence.judged.append((place, event.instance))
        sanctions = _imposed(case, event, key, place)
        if finding.result in LEAVES_IN_FORCE:
            if not offence.has_ended:
                parts.append(WAITING)
                continue
            assert offence.outcome is not None
            if finding.result == "bevestigd" and sanctions:
                offence.outcome = replace(offence.outcome, sanctions=tuple(sanctions))
            effect = APPLIED
        elif finding.result == "niet-ontvankelijk" and event.instance != "eerste-aanleg":
            offence.doubts.add("niet-ontvankelijk-zonder-partij")
            effect = APPLIED
        else:
            known = isinstance(finding.result, str)
            outcome = Outcome(
                kind=SETS_BY_COURT[finding.result]
                if isinstance(finding.result, str)
                else "onbekend",  # type: ignore[arg-type]
                on=event.given_on,
                source_value=None if known else finding.result,  # type: ignore[arg-type]
                sanctions=tuple(sanctions),
                stated_by=statement.key,
                by_court=True,
                instance=event.instance,
            )
            effect = _set(case, key, place, outcome)
        parts.append(effect)
    case.about[statement.told_by.position] = about
    return gravest(parts)


def _imposed(case: CaseState, event: JudgmentGiven, key: str, place: int) -> list[Sanction]:
    """The sanctions of a judgment that go with one of its offences."""
    unnamed: set[str | None] = set()
    for result in ("veroordeling", "ontslag-van-alle-rechtsvervolging"):
        if not unnamed:
            unnamed = {
                case.resolve(each.offence_number, place)
                for each in event.findings
                if each.result == result
            }
    return [
        sanction
        for sanction in event.sanctions
        if (
            key in unnamed
            if sanction.offence_numbers is None
            else _names(case, sanction, key, place)
        )
    ]


def _names(case: CaseState, sanction: Sanction, key: str, place: int) -> bool:
    numbers = sanction.offence_numbers or ()
    return any(case.resolve(number, place) == key for number in numbers)


def _set(case: CaseState, key: str, place: int, outcome: Outcome) -> str:
    offence = case.offences[key]
    if _is_before_the_offence(case, key, place, outcome.on):
        offence.doubts.add("afdoening-voor-pleegdatum")
        return CONTRADICTORY
    if offence.outcome is not None:
        offence.history.append(offence.outcome)
    offence.outcome = outcome
    offence.final_by = None
    if outcome.kind != "open":
        offence.ended_at.append(place)
    return APPLIED


def _is_before_the_offence(case: CaseState, key: str, place: int, day: Day | None) -> bool:
    first_day = earliest(case.description_at(key, place).period.first)
    return first_day is not None and isinstance(day, date) and day < first_day


def _mark_irrevocable(
    case: CaseState, place: int, statement: Statement, event: BecameIrrevocable
) -> set[str]:
    if event.offence_numbers is None:
        named = list(case.offences)
    else:
        keys = [case.resolve(number, place) for number in event.offence_numbers]
        named = [key for key in keys if key is not None]
    marked = set()
    for key in named:
        offence = case.offences[key]
        if offence.has_ended:
            assert offence.outcome is not None
            offence.outcome = replace(offence.outcome, irrevocable_on=event.irrevocable_on)
            offence.final_by = statement
            marked.add(key)
    whole = case.whole_case[-1:]
    if event.offence_numbers is None and not marked and whole and whole[0].kind != "open":
        case.whole_case[-1] = replace(whole[0], irrevocable_on=event.irrevocable_on)
        marked.add(WHOLE_CASE)
    return marked


def _effect_of_irrevocability(
    case: CaseState, place: int, event: BecameIrrevocable, marked: set[str]
) -> str:
    if event.offence_numbers is None:
        if marked:
            return APPLIED
        later = any(_ends_after(offence, place) for offence in case.offences.values())
        return CONTRADICTORY if later else WAITING

    parts = []
    for number in event.offence_numbers:
        key = case.resolve(number, place)
        if key is None:
            parts.append(WAITING)
        elif key in marked:
            parts.append(APPLIED)
        else:
            later = _ends_after(case.offences[key], place)
            parts.append(CONTRADICTORY if later else WAITING)
    return gravest(parts)


def _ends_after(offence: OffenceState, place: int) -> bool:
    return any(ended > place for ended in offence.ended_at)
