"""What a payload must hold beyond its types: somebody, a case, each offence once.

Every check names the path of what is wrong. What is only unusual is no fault, see
`jds.intake.unusual`.

Source: message contract, section 5.
"""

from collections.abc import Sequence

from jds.domain.blocks import Person
from jds.domain.case_number import canonical_or_none
from jds.domain.events import (
    CaseRegistered,
    ChargesChanged,
    DataCorrected,
    DataRetracted,
    Event,
    ForeignConviction,
    JudgmentGiven,
    PersonChanged,
    PersonDied,
    PersonsMerged,
    PersonsSeparated,
    ProsecutionDecided,
    SourceStatement,
    StatedInCase,
)
from jds.domain.identifiers import is_skn
from jds.domain.sequence import InvalidSequence, parse_sequence
from jds.domain.time import InvalidTime, day_from_text
from jds.intake.faults import Fault, not_of_the_contract

NO_MESSAGE_YET = "0"
"""Last sequence in the statement of a source that sent nothing before it."""


def fault_in(event: Event, *, at: str) -> Fault | None:
    """Return the first fault of a payload that stands at the path `at`."""
    match event:
        case CaseRegistered() | ChargesChanged() | ProsecutionDecided():
            numbers = [offence.number for offence in event.offences]
            return _fault_in_case(event, at=at) or _fault_in_list(numbers, at=f"{at}.feiten")
        case JudgmentGiven():
            numbers = [finding.offence_number for finding in event.findings]
            return _fault_in_case(event, at=at) or _fault_in_list(numbers, at=f"{at}.uitkomsten")
        case SourceStatement():
            return _fault_in_statement(event, at=at)
        case ForeignConviction():
            numbers = [offence.number for offence in event.judgment.offences]
            return _fault_in_person(event.person, at=f"{at}.persoon") or _fault_in_list(
                numbers, at=f"{at}.veroordeling.feiten"
            )
        case PersonChanged() | PersonDied():
            return _fault_in_person(event.person, at=f"{at}.persoon")
        case PersonsMerged():
            return _fault_in_person(event.leading, at=f"{at}.leidend") or _fault_in_persons(
                event.absorbed, at=f"{at}.opgegaan"
            )
        case PersonsSeparated():
            return _fault_in_persons(event.persons, at=f"{at}.personen")
        case DataCorrected() | DataRetracted():
            return None
        case _:
            return _fault_in_case(event, at=at)


def _fault_in_persons(persons: Sequence[Person], *, at: str) -> Fault | None:
    faults = (_fault_in_person(person, at=f"{at}[{place}]") for place, person in enumerate(persons))
    return next((fault for fault in faults if fault is not None), None)


def _fault_in_person(person: Person, *, at: str) -> Fault | None:
    if person.skn is not None:
        if is_skn(person.skn):
            return None
        return not_of_the_contract(f"{at}.skn", "is not 1 to 15 digits, not all zero")
    # A number that is there and empty is no number: everybody without one would become one person.
    if _says_something(person.bsn) or _says_something(person.v_number):
        return None
    if person.legal_person is not None or (person.name is not None and person.birth is not None):
        return None
    return not_of_the_contract(
        at, "names nobody: it needs skn, bsn, vNummer, rechtspersoon, or naam with geboorte"
    )


def _fault_in_case(event: StatedInCase, *, at: str) -> Fault | None:
    fault = _fault_in_person(event.person, at=f"{at}.persoon")
    case = event.case
    if fault is not None:
        return fault
    if case.case_number is not None:
        if canonical_or_none(case.case_number) is not None:
            return None
        return not_of_the_contract(f"{at}.zaak.parketnummer", "is not two, six and two digits")
    if _says_something(case.source_number):
        return None
    return not_of_the_contract(f"{at}.zaak", "needs parketnummer or bronZaaknummer")


def _fault_in_list(numbers: Sequence[int], *, at: str) -> Fault | None:
    if len(numbers) < 2 or len(set(numbers)) == len(numbers):
        return None
    second = next(place for place, number in enumerate(numbers) if number in numbers[:place])
    return not_of_the_contract(f"{at}[{second}].feitnummer", "stands in the list twice")


def _fault_in_statement(event: SourceStatement, *, at: str) -> Fault | None:
    if event.last_sequence != NO_MESSAGE_YET:
        try:
            parse_sequence(event.last_sequence)
        except InvalidSequence:
            return not_of_the_contract(
                f"{at}.laatsteSequence", "is not a text from 0 to 2147483647"
            )
    try:
        for days in event.counts.values():
            for day in days:
                day_from_text(day)
    except InvalidTime:
        return not_of_the_contract(f"{at}.aantallen", "counts on something that is not a day")
    return None


def _says_something(text: str | None) -> bool:
    return text is not None and text.strip() != ""
