"""An accepted message: what a source stated, where it stands in the ledger, and its order.

Arrival decides nothing but *since when it is known* (the position). Which of two statements on
the same matter is the later one is decided by what they say and when their source logged them.
"""

from functools import cmp_to_key
from typing import Any

from msgspec import Struct

from jds.domain.events import CustodyReported, Event, legal_day
from jds.domain.partial_date import UnknownDate
from jds.domain.sequence import compare as compare_sequences
from jds.domain.time import Instant, LegalDay, amsterdam_day


class MessageKey(Struct, frozen=True, order=True):
    """What names a message for ever: its source and the id that source gave it."""

    source: str
    id: str


class AcceptedMessage(Struct, frozen=True):
    """A message in the ledger.

    Attributes:
        position: Place in the ledger, from 1; fixes from when the register knew it.
        key: Source and id.
        time: When the source logged it; not the legal day.
        sequence: The source's running number, 1..2147483647.
        event: What it states.
        displaces: Position of the message with the same key that this one replaced as the
            accepted one, because it comes first in the order of statements.
    """

    position: int
    key: MessageKey
    time: Instant
    sequence: int
    event: Event
    displaces: int | None = None


def counts_on(message: AcceptedMessage) -> LegalDay:
    """Return the legal day that places `message` in the order of statements.

    A kind without a legal day, and a legal day that is unknown since a clerk released the
    message, count on the Amsterdam day on which the source logged it (ADR 5).
    """
    event = message.event
    if isinstance(event, CustodyReported) and not isinstance(event.from_at, UnknownDate):
        return amsterdam_day(event.from_at)
    day = legal_day(event)
    if day is None or isinstance(day, UnknownDate):
        return amsterdam_day(message.time)
    return day


def compare_statements(left: AcceptedMessage, right: AcceptedMessage) -> int:
    """Order two statements: legal day, time, source, sequence (serial arithmetic), id.

    Negative when `left` comes first. The last statement on a matter wins.
    Source: message contract, section 3.
    """
    left_early = (counts_on(left), left.time, left.key.source)
    right_early = (counts_on(right), right.time, right.key.source)
    if left_early != right_early:
        return -1 if left_early < right_early else 1
    by_sequence = compare_sequences(left.sequence, right.sequence)
    if by_sequence:
        return by_sequence
    if left.key.id == right.key.id:
        return 0
    return -1 if left.key.id < right.key.id else 1


statement_order: Any = cmp_to_key(compare_statements)
"""Sort key of the order of statements."""
