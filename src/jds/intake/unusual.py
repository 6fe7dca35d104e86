"""What is unusual in a message and no fault: it is accepted, and the sender is told.

Numbers that fail their check are kept as they came, because only the source can correct them. So
are fields that the contract does not know.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any

from msgspec import Struct

from jds.domain.blocks import Offence, Person, Sanction
from jds.domain.case_number import is_known_office
from jds.domain.events import (
    KINDS,
    POLICE_DATA_KIND,
    CaseRegistered,
    ChargesChanged,
    DataCorrected,
    DataRetracted,
    Event,
    ExecutionReported,
    ForeignConviction,
    JudgmentGiven,
    PardonGranted,
    PersonChanged,
    PersonDied,
    PersonsMerged,
    PersonsSeparated,
    ProsecutionDecided,
    SourceStatement,
)
from jds.domain.identifiers import (
    Skn,
    VNumber,
    is_bsn,
    is_ecli,
    is_rsin,
    is_usual_skn,
    is_usual_v_number,
    is_v_number,
)
from jds.domain.partial_date import UnknownDate
from jds.domain.time import Duration, InvalidTime
from jds.intake.rules import IsKnownGround


class Unusual(StrEnum):
    """What a sender is warned about: stable codes."""

    UNKNOWN_ATTRIBUTE = "onbekend-attribuut"
    UNKNOWN_FIELD = "onbekend-veld"
    LENGTH_OF_SKN = "ongebruikelijk-skn"
    INVALID_BSN = "ongeldig-bsn"
    INVALID_V_NUMBER = "ongeldig-vnummer"
    INVALID_RSIN = "ongeldig-rsin"
    UNKNOWN_OFFICE = "onbekend-parket"
    INVALID_ECLI = "ongeldige-ecli"
    UNKNOWN_GROUND = "onbekende-sepotgrond"
    INVALID_DURATION = "ongeldige-duur"
    DOUBLE_SOURCE_NUMBER = "dubbel-bronfeitnummer"
    UNKNOWN_KIND_COUNTED = "onbekend-soort-geteld"


UNKNOWN_CODES: frozenset[str] = frozenset(
    (Unusual.UNKNOWN_FIELD, Unusual.UNKNOWN_OFFICE, Unusual.UNKNOWN_GROUND)
)
"""Many of these at once say that the source changed what it sends."""


def unusual_in(event: Event, *, is_known_ground: IsKnownGround) -> set[Unusual]:
    """Return what is unusual in the numbers and codes of a payload."""
    found: set[Unusual] = set()
    match event:
        case CaseRegistered() | ChargesChanged():
            _look_at_offences(event.offences, found)
        case ProsecutionDecided():
            _look_at_offences(event.offences, found)
            _look_at_sanctions(event.sanctions, found)
            _look_at_grounds(event, found, is_known_ground=is_known_ground)
        case JudgmentGiven():
            _look_at_sanctions(event.sanctions, found)
            if event.ecli is not None and not _is_ecli_in_any_case(event.ecli):
                found.add(Unusual.INVALID_ECLI)
        case PardonGranted():
            _look_at_sanctions(event.sanctions, found)
        case ExecutionReported():
            _look_at_sanctions((event.sanction,), found)
        case ForeignConviction():
            _look_at_person(event.person, found)
            _look_at_sanctions(event.judgment.sanctions, found)
            return found
        case SourceStatement():
            if not event.counts.keys() <= {*KINDS, POLICE_DATA_KIND}:
                found.add(Unusual.UNKNOWN_KIND_COUNTED)
            return found
        case PersonChanged() | PersonDied():
            _look_at_person(event.person, found)
            return found
        case PersonsMerged():
            for person in (event.leading, *event.absorbed):
                _look_at_person(person, found)
            return found
        case PersonsSeparated():
            for person in event.persons:
                _look_at_person(person, found)
            return found
        case DataCorrected() | DataRetracted():
            return found
        case _:
            pass
    _look_at_person(event.person, found)
    if event.case.case_number is not None:
        office = event.case.case_number.strip()[:2]
        if not is_known_office(office):
            found.add(Unusual.UNKNOWN_OFFICE)
    return found


def has_unknown_fields(payload: Any, block: object) -> bool:
    """Tell whether a payload, as JSON, has a field that `block`, decoded from it, does not."""
    if isinstance(block, tuple):
        return any(map(has_unknown_fields, payload, block))
    if not isinstance(block, Struct):
        # A plain value, or a block that the register keeps without reading it.
        return False
    names = block.__struct_encode_fields__
    tag_field = block.__struct_config__.tag_field
    if any(name not in names and name != tag_field for name in payload):
        return True
    return any(
        has_unknown_fields(payload[name], getattr(block, attribute))
        for attribute, name in zip(block.__struct_fields__, names, strict=True)
        # A date released as unknown is not what was delivered.
        if payload.get(name) is not None and not isinstance(getattr(block, attribute), UnknownDate)
    )


def _look_at_person(person: Person, found: set[Unusual]) -> None:
    if person.skn is not None and not is_usual_skn(Skn(person.skn)):
        found.add(Unusual.LENGTH_OF_SKN)
    if person.bsn is not None and not is_bsn(person.bsn):
        found.add(Unusual.INVALID_BSN)
    if person.v_number is not None and not _is_v_number(person.v_number):
        found.add(Unusual.INVALID_V_NUMBER)
    if person.legal_person is not None:
        rsin = person.legal_person.rsin
        if rsin is not None and not is_rsin(rsin):
            found.add(Unusual.INVALID_RSIN)


def _is_v_number(text: str) -> bool:
    return is_v_number(text) and is_usual_v_number(VNumber(text))


def _look_at_offences(offences: Sequence[Offence], found: set[Unusual]) -> None:
    numbers = [each.source_number for each in offences if each.source_number is not None]
    if len(numbers) > 1 and len(set(numbers)) < len(numbers):
        found.add(Unusual.DOUBLE_SOURCE_NUMBER)


def _look_at_sanctions(sanctions: Sequence[Sanction], found: set[Unusual]) -> None:
    for sanction in sanctions:
        for duration in (sanction.duration, sanction.unconditional, sanction.probation):
            if duration is not None and not _is_duration(duration):
                found.add(Unusual.INVALID_DURATION)


def _look_at_grounds(
    event: ProsecutionDecided, found: set[Unusual], *, is_known_ground: IsKnownGround
) -> None:
    on = None if isinstance(event.decided_on, UnknownDate) else event.decided_on
    for ground in event.grounds:
        if isinstance(ground, str) and not is_known_ground(ground, on=on):
            found.add(Unusual.UNKNOWN_GROUND)


def _is_ecli_in_any_case(text: str) -> bool:
    return text.isascii() and is_ecli(text.upper())


# Sentences are round: a few hundred lengths occur in millions of messages.
@lru_cache(maxsize=1024)
def _is_duration(text: str) -> bool:
    try:
        Duration.from_text(text)
    except InvalidTime:
        return False
    return True
