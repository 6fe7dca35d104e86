"""Append messages to the ledger, under one lock held to commit.

Positions are given out under the lock of `ledger_head`. The next writer waits until this one has
committed, so positions become visible in their own order and a reader that goes by position
never skips one. Because positions are ours to give, rows go straight into the tables by COPY.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from struct import Struct as Layout

from msgspec import Struct
from msgspec.structs import replace

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.message import MessageKey
from jds.domain.time import Instant, as_instant
from jds.errors import StoreProblem
from jds.ledger.binary_rows import ABSENT, copy_rows, text_column, texts_column
from jds.ledger.chain import DIGEST_BYTES, SALT_BYTES, commitment, line_bytes, link, microseconds

QUERIES = Queries(Path(__file__).with_name("append.sql"))

LONGEST_NAME_BYTES = 2048
"""Longest source and id, together, by which a message can be found: what fits an index."""

_ELEVEN_COLUMNS = (11).to_bytes(2, "big")
_CHAIN = Layout(f">i{DIGEST_BYTES}s")
_PAYLOAD = Layout(f">hiqi{SALT_BYTES}si")
_REFERENCE = Layout(">hiq")


class Head(Struct, frozen=True):
    """The end of the ledger.

    Attributes:
        position: Of the last line; 0 while there is none.
        chain: After the last line.
        recorded_at: Of the last line. While a writer holds the lock: the moment of its batch.
        next_subject: Number that the next new subject gets.
    """

    position: int
    chain: bytes
    recorded_at: Instant
    next_subject: int


class NewLine(Struct, frozen=True):
    """A message to append.

    Attributes:
        source_id: Number of the source.
        content: The message as delivered.
        content_digest: Keyed digest of the canonical content.
        about: The message that a correction or retraction names.
        unknown_dates: Paths of dates that a clerk released as unknown.
        displaces: Position of the message with the same key that this one replaces.
    """

    source_id: int
    key: MessageKey
    kind: str
    time: Instant
    sequence: int
    content: str
    content_digest: bytes
    about: MessageKey | None = None
    unknown_dates: tuple[str, ...] | None = None
    displaces: int | None = None


def lock_head(connection: Connection, *, now: Instant) -> Head:
    """Wait for the turn to write and return the end of the ledger.

    `recorded_at` of the result is the moment at which everything in this transaction is recorded:
    `now`, but never before what was recorded earlier, also when a clock was set back.
    """
    row = connection.execute(QUERIES.lock_head).fetchone()
    if row is None:
        raise StoreProblem(
            "The ledger has no head, so no position can be given out. Somebody removed it; restore "
            "the database from a backup."
        )
    position, chain, recorded_at, next_subject = row
    return Head(position, chain, max(now, as_instant(recorded_at)), next_subject)


def append(
    connection: Connection,
    lines: Sequence[NewLine],
    *,
    head: Head,
    random_bytes: Callable[[int], bytes],
) -> Head:
    """Write `lines` at the positions after `head` and return the new end of the ledger.

    The caller holds the lock, and ends with `move_head`.

    Args:
        random_bytes: Gives as many unpredictable bytes as asked, for the salts.
    """
    rows = _Rows(head, salts=random_bytes(SALT_BYTES * len(lines)))
    # Taken as they are made: the server works on the first lines while the next ones are chained.
    copy_rows(connection, QUERIES.copy_lines, map(rows.add, lines))
    copy_rows(connection, QUERIES.copy_payloads, rows.payloads)
    copy_rows(connection, QUERIES.copy_references, rows.references)
    return replace(head, position=rows.position, chain=rows.chain)


class _Rows:
    """The rows of a batch while it is being chained.

    Attributes:
        position, chain: Of the last line.
        payloads, references: For their tables.
    """

    def __init__(self, head: Head, *, salts: bytes) -> None:
        self.position = head.position
        self.chain = head.chain
        self.payloads: list[bytes] = []
        self.references: list[bytes] = []
        self._begin = head.position
        self._recorded_at = microseconds(head.recorded_at)
        self._salts = salts

    def add(self, line: NewLine) -> bytes:
        """Return the row of the next line, and keep what goes to the other tables."""
        offset = (self.position - self._begin) * SALT_BYTES
        salt = self._salts[offset : offset + SALT_BYTES]
        self.position += 1
        content = line.content.encode()
        row = line_bytes(
            position=self.position,
            source_id=line.source_id,
            message_id=line.key.id,
            kind=line.kind,
            time=microseconds(line.time),
            sequence=line.sequence,
            recorded_at=self._recorded_at,
            content_digest=line.content_digest,
            commitment=commitment(content, salt=salt, unknown_dates=line.unknown_dates),
            displaces=line.displaces,
        )
        self.chain = link(self.chain, source=line.key.source.encode(), line=row)
        dates = ABSENT if line.unknown_dates is None else texts_column(line.unknown_dates)
        head = _PAYLOAD.pack(4, 8, self.position, SALT_BYTES, salt, len(content))
        self.payloads += (head, content, dates)
        if line.about is not None:
            self.references.append(_reference(line.about, position=self.position))
        return b"%b%b%b" % (_ELEVEN_COLUMNS, row, _CHAIN.pack(DIGEST_BYTES, self.chain))


def move_head(connection: Connection, head: Head) -> None:
    """Make `head` the end of the ledger, as the last act of the transaction that holds its lock."""
    connection.execute(
        QUERIES.move_head,
        {
            "position": head.position,
            "chain": head.chain,
            "recorded_at": head.recorded_at,
            "next_subject": head.next_subject,
        },
    )


def _reference(about: MessageKey, *, position: int) -> bytes:
    if len(about.source.encode()) + len(about.id.encode()) > LONGEST_NAME_BYTES:
        # Longer than any name that is admitted: it leads nowhere, now and later.
        return b""
    return _REFERENCE.pack(3, 8, position) + text_column(about.source) + text_column(about.id)
