"""Load a file of messages, batch by batch, so that breaking off anywhere loses nothing.

Each batch is one transaction, which also notes how many lines of the file are done. A file that was
broken off goes on after its last batch when it is loaded again, and ends as if nothing had
happened. While the database works on one batch, the next one is read and judged, so that both
sides are busy; no more than these two are ever in memory.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from msgspec import Struct
from msgspec.structs import asdict
from psycopg.errors import LockNotAvailable

from jds.database.connection import Connection, Database
from jds.database.queries import Queries
from jds.domain.time import Instant
from jds.errors import SourceProblem, StoreProblem
from jds.intake.admit_batch import Batch, admit_batch
from jds.intake.fates import Judged
from jds.intake.judge_ahead import Judges, LineBatch, judge_ahead
from jds.intake.lines import LIMIT_BYTES, UnreadableFile, file_digest, read_lines
from jds.intake.receipt import Counts, Receipt, TakeReceipts
from jds.intake.signature import Vouched
from jds.workers import one_ahead, uncollected

QUERIES = Queries(Path(__file__).with_name("load_file.sql"))

BATCH_LINES = 2000
BATCH_BYTES = 8 * 1024 * 1024
"""A batch ends at either bound: few lines of a megabyte weigh as much as many of a kilobyte."""

# Any number will do, as long as no other advisory lock of two numbers uses it.
_LOCK_SPACE = 0x4A4453


class FileBeingLoaded(StoreProblem):
    """Another process is loading the same file at this moment."""

    code = "file-being-loaded"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The file [{name}] is being loaded by another process. Wait for that one; loading it "
            "again afterwards changes nothing, because every message then counts as a duplicate."
        )


class FileChanged(SourceProblem):
    """A file changed while it was being loaded."""

    code = "file-changed"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The file [{name}] changed while it was being loaded. What was read of it is kept. "
            "Load it again when nobody writes to it: what is known by then counts as duplicate."
        )


class Progress(Struct, frozen=True):
    """How far a load has come, after a batch was kept.

    Attributes:
        lines: Lines of the file that are done.
        bytes_read: Their length in the file, once unfolded.
        counts: Fates of the messages in this run.
    """

    lines: int
    bytes_read: int
    counts: Counts


class _Lines(Struct, frozen=True):
    """A batch of judged lines, and how many bytes of the file are read by then."""

    judged: list[Judged]
    bytes_read: int

    @property
    def last_line(self) -> int:
        return self.judged[-1].line


class _Delivery(Struct, frozen=True):
    """A delivery that is under way."""

    delivery_id: int
    file_digest: bytes
    lines_done: int


def load_file(
    database: Database,
    path: Path,
    *,
    judge: Judges,
    register_key: bytes,
    clock: Callable[[], Instant],
    batch_lines: int = BATCH_LINES,
    limit_bytes: int = LIMIT_BYTES,
    vouched: Vouched | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_receipts: TakeReceipts | None = None,
) -> Receipt:
    """Load a file of messages and return the receipt of the whole delivery.

    The file is read twice: once for the digest that names it, once for its lines. A receipt counts
    every line of the file once, also when the delivery took several runs; `on_progress` and
    `on_receipts` tell of this run alone.

    Args:
        judge: Knows the registered sources.
        register_key: The secret that digests of content are keyed with.
        clock: Asked once per batch: everything in a batch was received at one moment.
        limit_bytes: A longer line is set aside.
        vouched: For which sources the file may speak; see `jds.intake.signature.vouch_for`.
        on_progress: Told after each batch that was kept.
        on_receipts: Given the receipts of each batch that was kept.

    Raises:
        UnreadableFile: The file cannot be read, or not beyond a line. What stood before that line
            is kept. Loading the same file again does nothing more; a repaired file loads whole,
            and what is known already counts as duplicate.
        FileBeingLoaded: Another process is loading it.
        FileChanged: Somebody wrote to it meanwhile; what was read is kept.
        NotVouchedFor: A source that signs did not sign it.
    """
    state = _state_of(path)
    digest = file_digest(path)
    if vouched is not None and vouched.file_digest != digest:
        raise FileChanged(path.name)
    with database.connect() as connection, _claimed(connection, digest, name=path.name):
        delivery = _begin(connection, digest, now=clock())
        loader = _Loader(
            connection,
            delivery,
            register_key=register_key,
            clock=clock,
            vouched=frozenset() if vouched is None else vouched.sources,
            on_progress=on_progress,
            on_receipts=on_receipts,
        )
        batches = _judged(
            path,
            judge=judge,
            register_key=register_key,
            after=delivery.lines_done,
            batch_lines=batch_lines,
            limit_bytes=limit_bytes,
        )
        with uncollected():
            one_ahead(batches, loader.keep)
        if _state_of(path) != state:
            raise FileChanged(path.name)
        return loader.finish()


class _Loader:
    """Keeps batches, one by one, on its own connection."""

    def __init__(
        self,
        connection: Connection,
        delivery: _Delivery,
        *,
        register_key: bytes,
        clock: Callable[[], Instant],
        vouched: Collection[str],
        on_progress: Callable[[Progress], None] | None,
        on_receipts: TakeReceipts | None,
    ) -> None:
        self._connection = connection
        self._delivery = delivery
        self._register_key = register_key
        self._clock = clock
        self._vouched = vouched
        self._on_progress = on_progress
        self._on_receipts = on_receipts
        self._counts = Counts()

    def keep(self, lines: _Lines) -> None:
        """Admit a batch and note that its lines are done, or neither."""
        with self._connection.transaction():
            batch = admit_batch(
                self._connection,
                lines.judged,
                register_key=self._register_key,
                now=self._clock(),
                file_digest=self._delivery.file_digest,
                vouched=self._vouched,
                with_receipts=self._on_receipts is not None,
            )
            self._note(batch, lines_done=lines.last_line)
        self._counts = self._counts.plus(batch.counts)
        if self._on_receipts is not None:
            self._on_receipts(batch.receipts)
        if self._on_progress is not None:
            self._on_progress(Progress(lines.last_line, lines.bytes_read, self._counts))

    def finish(self) -> Receipt:
        """End the delivery and return its receipt."""
        named = {"delivery_id": self._delivery.delivery_id, "finished_at": self._clock()}
        with self._connection.transaction():
            self._connection.execute(QUERIES.finish_delivery, named)
            row = self._connection.execute(QUERIES.delivery, named).fetchone()
        if row is None:
            raise StoreProblem(
                "The delivery that was being loaded is no longer noted. Somebody removed it; load "
                "the file again: every message then counts as a duplicate."
            )
        *fates, warnings, first_position, last_position = row
        return Receipt(Counts(*fates), warnings, first_position, last_position)

    def _note(self, batch: Batch, *, lines_done: int) -> None:
        first, last = batch.positions or (None, None)
        self._connection.execute(
            QUERIES.add_to_delivery,
            asdict(batch.counts)
            | {
                "delivery_id": self._delivery.delivery_id,
                "lines_done": lines_done,
                "received": batch.counts.received,
                "warnings": batch.warnings,
                "first_position": first,
                "last_position": last,
            },
        )


@contextmanager
def _claimed(connection: Connection, digest: bytes, *, name: str) -> Iterator[None]:
    """Hold a lock on the file for the session, so that it ends with the process at the latest."""
    lock = {"space": _LOCK_SPACE, "file": int.from_bytes(digest[:4], "big", signed=True)}
    try:
        with connection.transaction():
            connection.execute(QUERIES.wait_a_moment)
            connection.execute(QUERIES.lock_file, lock)
    except LockNotAvailable as problem:
        raise FileBeingLoaded(name) from problem
    try:
        yield
    finally:
        if not connection.broken:
            with connection.transaction():
                connection.execute(QUERIES.unlock_file, lock)


def _begin(connection: Connection, digest: bytes, *, now: Instant) -> _Delivery:
    """Return the delivery of this file that was broken off, else a new one."""
    named = {"file_digest": digest, "started_at": now}
    with connection.transaction():
        row = connection.execute(QUERIES.unfinished_delivery, named).fetchone()
        if row is None:
            row = connection.execute(QUERIES.start_delivery, named).fetchone()
    delivery_id, lines_done = row or (0, 0)
    return _Delivery(delivery_id, digest, lines_done)


def _judged(
    path: Path,
    *,
    judge: Judges,
    register_key: bytes,
    after: int,
    batch_lines: int,
    limit_bytes: int,
) -> Iterator[_Lines]:
    """Yield the lines after line `after`, judged, in batches."""
    bytes_read = 0
    batches = _batches(path, after=after, batch_lines=batch_lines, limit_bytes=limit_bytes)
    for batch in judge_ahead(batches, judge=judge, register_key=register_key):
        bytes_read += sum(line.length + 1 for line in batch.lines)
        yield _Lines(batch.judged, bytes_read)


def _batches(path: Path, *, after: int, batch_lines: int, limit_bytes: int) -> Iterator[LineBatch]:
    """Yield the lines after line `after` in batches.

    Where the file breaks off, the lines before that place are still a batch, and then the error
    follows: what comes in does not depend on where batches end.
    """
    lines: LineBatch = []
    weight = 0
    try:
        for line in read_lines(path, limit_bytes=limit_bytes):
            if line.number <= after:
                continue
            lines.append(line)
            weight += len(line.content)
            if len(lines) >= batch_lines or weight >= BATCH_BYTES:
                yield lines
                lines, weight = [], 0
    except UnreadableFile:
        if lines:
            yield lines
        raise
    if lines:
        yield lines


def _state_of(path: Path) -> tuple[int, int, int]:
    """Return what changes when a file does.

    Raises:
        UnreadableFile: It cannot be read twice, or not at all.
    """
    try:
        state = path.stat()
    except (OSError, ValueError):
        # The reader of lines says what is wrong with it.
        return (0, 0, 0)
    if not (S_ISREG(state.st_mode) or S_ISDIR(state.st_mode)):
        raise UnreadableFile(
            f"[{path.name}] is no ordinary file, and a file of messages is read twice. Save it to "
            "disk first and load that."
        )
    return (state.st_ino, state.st_size, state.st_mtime_ns)
