"""Work lists: accepted messages that wait or contradict others, and how far each reader has come.

The effect of each message is as the reader `records` last made it; a reader that lags says so.
"""

from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.message import MessageKey
from jds.domain.record import Effect
from jds.domain.time import Instant
from jds.ledger.read import head
from jds.persons.index_claims import READER as CLAIMS_READER

READER = "records"
"""The name under which the effects are read from the ledger."""

_QUERIES = Queries(Path(__file__).with_name("records.sql"))


class QueueSizes(Struct, frozen=True):
    """How many accepted messages are not in any record."""

    waiting: int
    contradictory: int


class Queued(Struct, frozen=True):
    """An accepted message that waits or contradicts others, and since when it is known."""

    position: int
    key: MessageKey
    kind: str
    effect: Effect
    reason: str
    since: Instant


class ReaderPlace(Struct, frozen=True):
    """How far a reader of the ledger has come, and how many messages it has yet to read."""

    name: str
    position: int
    lag: int


def queue_sizes(connection: Connection) -> QueueSizes:
    """Return how many accepted messages wait, and how many contradict others."""
    [(waiting, contradictory)] = connection.execute(_QUERIES.queue_sizes).fetchall()
    return QueueSizes(waiting, contradictory)


def list_queue(connection: Connection) -> list[Queued]:
    """Return the accepted messages that wait or contradict others, the oldest first."""
    return _queued(connection, None)


def find_queued(connection: Connection, position: int) -> Queued | None:
    """Return the message at `position` if it waits or contradicts others."""
    found = _queued(connection, position)
    return found[0] if found else None


def content_of_queued(connection: Connection, position: int) -> str | None:
    """Return a message that waits or contradicts others, as it was delivered."""
    row = connection.execute(_QUERIES.queued_content, {"position": position}).fetchone()
    return None if row is None else str(row[0])


def list_readers(connection: Connection) -> list[ReaderPlace]:
    """Return how far each reader of the ledger has come, by name."""
    last = head(connection).position
    places: dict[str, int] = {
        READER: 0,
        CLAIMS_READER: 0,
        **dict(connection.execute(_QUERIES.readers, {}).fetchall()),
    }
    return [
        ReaderPlace(name, position, last - position) for name, position in sorted(places.items())
    ]


def _queued(connection: Connection, position: int | None) -> list[Queued]:
    return [
        Queued(at, MessageKey(source, message_id), kind, Effect(effect), reason, since)
        for at, source, message_id, kind, effect, reason, since in connection.execute(
            _QUERIES.queue, {"position": position}
        )
    ]
