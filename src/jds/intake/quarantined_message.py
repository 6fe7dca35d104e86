"""What the quarantine is sorted by: whose case a message is about, and how much harm is in it.

A message in quarantine could be read and is of the contract, so here it is only decoded.
"""

from collections.abc import Collection

import msgspec
from msgspec import Raw, Struct

from jds.domain.blocks import Case, Offence
from jds.domain.decode import decode_event, decode_part
from jds.domain.events import DataCorrected, DataRetracted, Event, StatedInCase
from jds.domain.identity import SubjectKey, case_names, named_persons
from jds.domain.message import AcceptedMessage, MessageKey, counts_on
from jds.domain.time import Instant, LegalDay, instant_from_text
from jds.intake.envelope import kind_of
from jds.law.harm import HarmOrder

CaseKey = tuple[SubjectKey, str]
"""One person's case: a subject, and a canonical name of the case."""


class Waiting(Struct, frozen=True):
    """A message in quarantine, as far as sorting and comparing it goes.

    Attributes:
        counts_on: The day that places it in the order of statements.
        cases: Every name of the case it is about; empty when it is about none.
        rank: How much harm it tells of by itself; None when it tells nothing.
        concerns: The message that it corrects or retracts.
    """

    key: MessageKey
    kind: str
    time: Instant
    sequence: int
    event: Event
    counts_on: LegalDay
    cases: tuple[CaseKey, ...]
    rank: int | None
    concerns: MessageKey | None

    def message(self, position: int) -> AcceptedMessage:
        """Return it as it would stand in the ledger at a position."""
        return AcceptedMessage(position, self.key, self.time, self.sequence, self.event)


class _Envelope(Struct, frozen=True):
    type: str
    time: str


_envelopes = msgspec.json.Decoder(_Envelope)
_parts = msgspec.json.Decoder(dict[str, Raw])


def read_waiting(
    content: bytes, *, source: str, message_id: str, sequence: int, order: HarmOrder
) -> Waiting:
    """Return a message in quarantine, decoded."""
    envelope = _envelopes.decode(content)
    kind = kind_of(envelope.type)
    if kind is None:
        raise AssertionError("a message that was judged fit has a kind of the contract")
    key = MessageKey(source, message_id)
    event = decode_event(kind, content)
    time = instant_from_text(envelope.time)
    concerns = None
    if isinstance(event, DataCorrected | DataRetracted):
        concerns = MessageKey(event.concerns.source, event.concerns.id)
    return Waiting(
        key=key,
        kind=kind,
        time=time,
        sequence=sequence,
        event=event,
        counts_on=counts_on(event, logged_at=time),
        cases=cases_of(event, key=key),
        rank=rank_of(event, order=order),
        concerns=concerns,
    )


def cases_of(event: Event, *, key: MessageKey) -> tuple[CaseKey, ...]:
    """Return every name of the case that a message is about, each with its subject."""
    case: Case | None
    match event:
        case StatedInCase():
            case = event.case
        case DataCorrected():
            case = decode_part(_parts.decode(event.replacement).get("zaak"), Case)
        case _:
            return ()
    if case is None:
        return ()
    named = named_persons(event, key=key)
    return tuple((named[0].subject, name) for name in case_names(case)) if named else ()


def rank_of(event: Event, *, order: HarmOrder) -> int | None:
    """Return how much harm a message tells of: by its kind, or by the offences it describes."""
    by_kind = order.of_kind(event.kind)
    return by_kind if by_kind is not None else order.of_offences(offences_of(event))


def offences_of(event: Event) -> Collection[Offence]:
    """Return the offences that a message describes; of a correction, those of its replacement."""
    if isinstance(event, DataCorrected):
        part = _parts.decode(event.replacement).get("feiten")
        return decode_part(part, tuple[Offence, ...]) or ()
    offences: tuple[Offence, ...] = getattr(event, "offences", ())
    return offences
