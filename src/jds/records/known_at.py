"""From what somebody asks (`--known-at`) to a position in the ledger.

A position is exact. An instant means the last position recorded by then, and must mean the same
when it is asked again: so an instant after the last record waits for a batch that is being
written, whose moment of recording may lie before the instant. An instant that has yet to come has
no answer at all.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant, instant_from_text, instant_to_text
from jds.errors import BadRequest
from jds.ledger import read as ledger

_QUERIES = Queries(Path(__file__).with_name("records.sql"))

Asked: TypeAlias = int | Instant | None
"""A position, an instant, or what is known now."""

LARGEST_POSITION = 2**63 - 1


class NotYetKnown(BadRequest):
    """A moment of knowledge was asked for that has yet to come."""

    code = "not-yet-known"


class Moment(Struct, frozen=True):
    """A moment of knowledge.

    Attributes:
        position: Last position that counts.
        at: The instant it stands for.
        head: Last position of the ledger now.
    """

    position: int
    at: Instant
    head: int

    @property
    def is_now(self) -> bool:
        """Tell whether everything in the ledger counts."""
        return self.position == self.head


def read_known_at(text: str) -> int | Instant:
    """Read a position, or an instant in RFC 3339.

    Raises:
        InvalidTime: It is neither.
        NotYetKnown: It is a position that no ledger can reach.
    """
    if not (text.isascii() and text.isdigit()):
        return instant_from_text(text)
    position = int(text) if len(text) < 20 else LARGEST_POSITION + 1
    if position > LARGEST_POSITION:
        raise NotYetKnown(
            f"A position of [{len(text)}] digits lies beyond any ledger. Give a smaller one, or an "
            "instant."
        )
    return position


def find_moment(connection: Connection, asked: Asked, *, now: Instant) -> Moment:
    """Return the moment of knowledge that was asked for.

    Raises:
        NotYetKnown: It has yet to come.
    """
    head = ledger.head(connection).position
    if asked is None:
        return Moment(head, now, head)
    if isinstance(asked, int):
        return _at_position(connection, asked, head=head)
    if asked > now:
        raise NotYetKnown(
            f"The instant [{instant_to_text(asked)}] has yet to come, and what will be known then "
            "is not known now. Ask for one up to now, or leave --known-at out."
        )
    return _at_instant(connection, asked)


def moment_of_writing(connection: Connection, clock: Callable[[], Instant]) -> Instant:
    """Return a moment for what is no message and yet counts as known from then on.

    The caller holds whom it is about, so nobody is being answered about them. It lies after all
    that is recorded, also when a clock was set back: what was known at a moment does not change.
    """
    last = ledger.head(connection).recorded_at
    return max(clock(), as_instant(last + timedelta(microseconds=1)))


def _at_position(connection: Connection, position: int, *, head: int) -> Moment:
    if position > head:
        raise NotYetKnown(
            f"Position [{position}] has yet to come: the ledger ends at [{head}]. "
            "Ask for one up to there, or leave --known-at out."
        )
    # Position 0 is the moment before anything was known; the first record is the nearest instant.
    nearest = ledger.recorded_at(connection, max(position, 1)) if head else None
    if nearest is None:
        nearest = ledger.head(connection).recorded_at
    return Moment(position, nearest, head)


def _at_instant(connection: Connection, at: Instant) -> Moment:
    if at >= ledger.head(connection).recorded_at:
        # Held to the end of our own transaction, which is short.
        connection.execute(_QUERIES.wait_for_writer)
    head = ledger.head(connection).position
    return Moment(ledger.position_at(connection, at), at, head)
