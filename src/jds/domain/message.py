"""An accepted message: what a source stated, where it stands in the ledger, and its order.

Arrival decides nothing but *since when it is known* (the position). Which of two statements on
the same matter is the later one is decided by what they say and when their source logged them.
"""

from functools import total_ordering
from typing import TypeAlias

from msgspec import Struct

from jds.domain.events import Event
from jds.domain.partial_date import UnknownDate
from jds.domain.sequence import compare
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


def counts_on(event: Event, *, logged_at: Instant) -> LegalDay:
    """Return the day that places `event` in the order of statements.

    A kind without a legal day, and a legal day that is unknown since a clerk released the
    message, count on the Amsterdam day on which the source logged it (ADR 5).
    """
    day = event.legal_day
    if day is None or isinstance(day, UnknownDate):
        return amsterdam_day(logged_at)
    return day


@total_ordering
class _Serial:
    """A sequence number that sorts by serial arithmetic: after the wrap comes later."""

    __slots__ = ("_number",)

    def __init__(self, number: int) -> None:
        self._number = number

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Serial) and self._number == other._number

    def __lt__(self, other: "_Serial") -> bool:
        return compare(self._number, other._number) < 0

    __hash__ = None  # type: ignore[assignment]


StatementOrder: TypeAlias = tuple[LegalDay, Instant, str, _Serial, str]


def statement_order(message: AcceptedMessage) -> StatementOrder:
    """Return the sort key of the order of statements; the last statement on a matter wins.

    Legal day, then time, source, sequence (serial arithmetic) and id.
    Source: message contract, section 3.
    """
    day = counts_on(message.event, logged_at=message.time)
    return (day, message.time, message.key.source, _Serial(message.sequence), message.key.id)


def compare_statements(left: AcceptedMessage, right: AcceptedMessage) -> int:
    """Order two statements: negative when `left` comes first, 0 when nothing tells them apart."""
    first, second = statement_order(left), statement_order(right)
    if first == second:
        return 0
    return -1 if first < second else 1


def correction_order(message: AcceptedMessage) -> tuple[Instant, _Serial, str]:
    """Return the sort key of the corrections of one root, which all come from one source."""
    return (message.time, _Serial(message.sequence), message.key.id)
