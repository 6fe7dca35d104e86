"""From the payload of a message to the event it states, strictly.

A payload that fails only because a date is not on the calendar is read with that date as unknown:
it is then an impossible date, and no fault of form. The replacement in a correction is read as the
kind it fits, among those its source may send; which kind is really meant only the fold can know.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias, cast

from msgspec import DecodeError, Struct, structs

from jds.domain.decode import decode_event, decode_payload
from jds.domain.events import (
    KINDS,
    CustodyReported,
    DataCorrected,
    DataRetracted,
    Event,
    SourceStatement,
)
from jds.intake.contents import fault_in
from jds.intake.dates import is_moment, off_the_calendar
from jds.intake.faults import Fault, not_of_the_contract
from jds.intake.rules import MaySend

Json: TypeAlias = dict[str, Any]

AT = "data"
"""Path of the payload in a message."""

_AT_REPLACEMENT = f"{AT}.vervanging"

_NO_KNOWN_DECISION = ""

_PLACE = re.compile(r" - at `(?:key in )?\$\.?(?P<path>[^`]*)`$")
_MISSING = re.compile(r"Object missing required field `(?P<name>[^`]*)`")
# Sentences of the decoder that name a type; others quote what stood there.
_EXPECTED = re.compile(r"Expected (?P<what>`.*?)(?: - at .*)?$")


class Stated(Struct, frozen=True):
    """What a message states.

    Attributes:
        event: The payload.
        meant: What counts of it: of a correction its replacement, else the event itself.
        content: `meant` as JSON, as delivered.
        at: Path of `meant` in the message.
        unknown_dates: Paths of dates that are unknown in `event` and `meant`, and were delivered
            as dates that cannot be.
    """

    event: Event
    meant: Event
    content: Json
    at: str = AT
    unknown_dates: tuple[str, ...] = ()


def read_payload(
    kind: str, *, text: str, payload: Json, source_kind: str, may_send: MaySend
) -> Stated | Fault:
    """Read the payload of a message; a fault when it is not of the contract.

    Args:
        kind: Kind of the message.
        text: The whole message.
        payload: Its payload as JSON.
        source_kind: Kind of its source, which limits what it may replace.
        may_send: Who may send what.
    """
    stated = _read(kind, text=text, content=payload, at=AT)
    if isinstance(stated, Fault) or not isinstance(stated.event, DataCorrected):
        return stated
    content = payload["vervanging"]
    if not isinstance(content, dict):
        return not_of_the_contract(_AT_REPLACEMENT, "is not an object")
    first_fault: Fault | None = None
    for fitting in _kinds_that_fit(content, source_kind=source_kind, may_send=may_send):
        stated = _read(fitting, text=text, content=content, at=_AT_REPLACEMENT)
        if isinstance(stated, Stated):
            return stated
        first_fault = first_fault or stated
    return first_fault or not_of_the_contract(
        _AT_REPLACEMENT, "is no full payload of a kind that this source may send"
    )


def with_dates_unknown(stated: Stated, *, text: str, paths: Sequence[str]) -> Stated:
    """Return what a message states when the dates at `paths` are unknown."""
    event, meant = _decode(stated.meant.kind, text, at=stated.at, unknown_dates=paths)
    return Stated(event, meant, stated.content, stated.at, tuple(paths))


def decision_in(payload: Json) -> str | None:
    """Return the decision of a payload, as the law asks for it.

    A value of the source's own is a decision too, though none that the law names. A payload without
    one leaves the question open.
    """
    decision = payload.get("besluit")
    if decision is None or isinstance(decision, str):
        return decision
    return _NO_KNOWN_DECISION


def _read(kind: str, *, text: str, content: Json, at: str) -> Stated | Fault:
    """Read what stands at the path `at`, as JSON `content`, as a payload of `kind`."""
    impossible: tuple[str, ...] = ()
    try:
        event, meant = _decode(kind, text, at=at, unknown_dates=impossible)
    except DecodeError as error:
        impossible = off_the_calendar(kind, content, at=at)
        if not impossible:
            return _fault_of(error, at=at)
        try:
            event, meant = _decode(kind, text, at=at, unknown_dates=impossible)
        except DecodeError as left_over:
            return _fault_of(left_over, at=at)
    fault = fault_in(meant, at=at) or _fault_in_moments(meant, content, at=at, known=impossible)
    return fault or Stated(event, meant, content, at, impossible)


def _decode(kind: str, text: str, *, at: str, unknown_dates: Sequence[str]) -> tuple[Event, Event]:
    if at == AT:
        event = decode_event(kind, text, unknown_dates)
        return event, event
    correction = cast("DataCorrected", decode_event(DataCorrected.kind, text, unknown_dates))
    return correction, decode_payload(kind, correction.replacement)


def _kinds_that_fit(content: Json, *, source_kind: str, may_send: MaySend) -> list[str]:
    """Return the kinds whose required fields are all there, first the one that knows most of it."""
    decision = decision_in(content)
    fitting = [
        kind
        for kind, (required, _) in _replaceable().items()
        if required <= content.keys()
        and may_send(source_kind, message_kind=kind, decision=decision)
    ]
    return sorted(fitting, key=lambda kind: len(content.keys() - _replaceable()[kind][1]))


@cache
def _replaceable() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the required and all fields of each kind that a correction may replace."""
    kinds = {}
    for kind, event in KINDS.items():
        if event not in (DataCorrected, DataRetracted):
            fields = structs.fields(event)
            required = frozenset(field.encode_name for field in fields if field.required)
            kinds[kind] = (required, frozenset(field.encode_name for field in fields))
    return kinds


def _fault_in_moments(
    event: Event, content: Json, *, at: str, known: Sequence[str]
) -> Fault | None:
    # The decoder also takes moments that RFC 3339 does not know, such as an offset of +0100.
    match event:
        case CustodyReported():
            names: tuple[str, ...] = ("vanTijdstip", "totTijdstip")
        case SourceStatement():
            names = ("volledigTotTijdstip",)
        case _:
            return None
    for name in names:
        moment = content.get(name)
        if isinstance(moment, str) and f"{at}.{name}" not in known and not is_moment(moment):
            return not_of_the_contract(f"{at}.{name}", "is not a moment as RFC 3339 writes it")
    return None


def _fault_of(error: DecodeError, *, at: str) -> Fault:
    """Say where a payload did not decode and what was expected there, never what stood there."""
    sentence = str(error)
    place = _PLACE.search(sentence)
    # The decoder counts from the message, or from the replacement in it.
    steps = [at] if at != AT or place is None else []
    if place is not None and place["path"]:
        steps.append(place["path"])
    missing, expected = _MISSING.match(sentence), _EXPECTED.match(sentence)
    if missing is not None:
        return not_of_the_contract(".".join([*steps, missing["name"]]), "is missing")
    path = ".".join(steps)
    if expected is not None:
        return not_of_the_contract(path, f"is of another form: expected {expected['what']}")
    if sentence.startswith("Invalid RFC3339"):
        return not_of_the_contract(path, "is not a day or moment as the contract writes it")
    return not_of_the_contract(path, "has a value that the contract does not know")
