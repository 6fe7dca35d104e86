"""Read the ledger as it was known at a position.

A position names a state of knowledge: every line up to it counts, no line after it does. An
instant stands for the last position recorded by then.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.decode import decode_event
from jds.domain.events import DataCorrected, DataRetracted
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.time import Instant, as_instant
from jds.errors import BadRequest, StoreProblem
from jds.ledger.append import Head
from jds.ledger.array_text import array_of_numbers

QUERIES = Queries(Path(__file__).with_name("read.sql"))

_NAMES_ANOTHER = frozenset((DataCorrected.kind, DataRetracted.kind))


class NoSuchPosition(BadRequest):
    """A position lies after the end of the ledger, or before its start."""

    code = "no-such-position"

    def __init__(self, *, position: int, last: int) -> None:
        super().__init__(
            f"There is no position [{position}]: the ledger goes from 0 (nothing known) to "
            f"[{last}]. Give a position in that range, or an instant."
        )


class LedgerRow(Struct, frozen=True):
    """An accepted message as the ledger keeps it.

    Attributes:
        position: Place in the ledger, from 1.
        source: URN of the source.
        content: The message as delivered, envelope included.
        unknown_dates: Paths of dates that a clerk released as unknown.
        displaces: Position of the message with the same key that this one replaced.
        subject_ids: Which of the subjects asked for it concerns, itself or by what it corrects.
    """

    position: int
    source: str
    message_id: str
    kind: str
    time: Instant
    sequence: int
    recorded_at: Instant
    content: str
    unknown_dates: tuple[str, ...]
    displaces: int | None
    subject_ids: tuple[int, ...]

    def message(self) -> AcceptedMessage:
        """Return the message with what it states, decoded."""
        return AcceptedMessage(
            position=self.position,
            key=MessageKey(self.source, self.message_id),
            time=self.time,
            sequence=self.sequence,
            event=decode_event(self.kind, self.content, self.unknown_dates),
            displaces=self.displaces,
        )


def head(connection: Connection) -> Head:
    """Return the end of the ledger as committed."""
    row = connection.execute(QUERIES.head).fetchone()
    if row is None:
        raise StoreProblem(
            "The ledger has no head, so nothing in it can be trusted to be complete. Somebody "
            "removed it; restore the database from a backup."
        )
    position, chain, recorded_at, next_subject = row
    return Head(position, chain, as_instant(recorded_at), next_subject)


def position_at(connection: Connection, at: Instant) -> int:
    """Return the last position recorded at or before `at`; 0 when nothing was known then."""
    row = connection.execute(QUERIES.position_at, {"at": at}).fetchone()
    return int(row[0]) if row is not None else 0


def recorded_at(connection: Connection, position: int) -> Instant:
    """Return when the register learned of the message at `position`.

    Raises:
        NoSuchPosition: No message stands there.
    """
    row = connection.execute(QUERIES.recorded_at, {"position": position}).fetchone()
    if row is None:
        raise NoSuchPosition(position=position, last=head(connection).position)
    return as_instant(row[0])


def messages_about(
    connection: Connection, subject_ids: Collection[int], *, through_position: int
) -> list[LedgerRow]:
    """Return all accepted messages about subjects, with their whole chains, by position.

    A chain is followed both ways: a message brings the corrections and retractions that name it,
    and these bring what they name, also when that was about somebody else. Messages that were
    displaced by `through_position`, and erased ones, are left out.

    Few messages are part of a chain, and following one costs several times what reading a message
    does. So chains are followed only from messages that name another or are named.
    """
    asked = {"subject_ids": array_of_numbers(subject_ids), "through": through_position}
    found: dict[int, LedgerRow] = {}
    linked: list[tuple[int, int]] = []
    for row in connection.execute(QUERIES.messages_about, asked, prepare=True):
        *told, is_named = row
        message = _add(found, told)
        if is_named or message.kind in _NAMES_ANOTHER:
            linked.append((told[0], message.position))
    if linked:
        begun = {
            "subject_ids": array_of_numbers(subject_id for subject_id, _ in linked),
            "positions": array_of_numbers(position for _, position in linked),
            "through": through_position,
        }
        for told_of_chain in connection.execute(QUERIES.chains, begun, prepare=True):
            _add(found, told_of_chain)
    return [found[position] for position in sorted(found)]


def _add(found: dict[int, LedgerRow], told: Sequence[Any]) -> LedgerRow:
    """Note that a message concerns a subject; return the message."""
    subject_id, position, *others = told
    row = found.get(position)
    if row is not None:
        if subject_id not in row.subject_ids:
            subject_ids = tuple(sorted((*row.subject_ids, subject_id)))
            row = found[position] = replace(row, subject_ids=subject_ids)
        return row
    source, message_id, kind, time, sequence, recorded_at, content, dates, displaces = others
    row = found[position] = LedgerRow(
        position,
        source,
        message_id,
        kind,
        time,
        sequence,
        recorded_at,
        content,
        tuple(dates or ()),
        displaces,
        (subject_id,),
    )
    return row
