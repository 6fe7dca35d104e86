"""Catch up (inhalen): let in what was signed off, step by step, without keeping others waiting.

A step takes some messages, the most harmful first and in order within a case, out of
the quarantine and into the ledger, in one transaction: a process that is killed anywhere loses
nothing and doubles nothing, and the next one goes on. What was signed off while it runs joins the
order. Between steps it lets go of the ledger, and where somebody waited for it, it pauses.

A message that is let in is judged as if it came only now, and competes for its id as it would have;
it stays counted on the day on which it came. Nothing in it changes: legal dates stay what the
source says.
"""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct
from psycopg.errors import LockNotAvailable

from jds.database.connection import Connection, Database
from jds.database.find_by_index import find_by_index
from jds.database.queries import Queries
from jds.domain.time import Instant, LegalDay
from jds.errors import StoreProblem
from jds.intake.add_to_ledger import Admission, add_to_ledger
from jds.intake.admit_batch import add_counts
from jds.intake.backlog import Backlog, Waited
from jds.intake.fates import Fate, Fates, Judged, decide_fates
from jds.intake.judge_ahead import JudgedBatch, Judges, judge_ahead
from jds.intake.judgement import Candidate, Refused, Unfit
from jds.intake.known import look_up
from jds.intake.put_aside import EXPLANATIONS, OWNER, put_aside, to_put_aside
from jds.intake.receipt import Counts
from jds.ledger.append import Head, lock_head, move_head
from jds.sources.progress import Arrival, record_progress, standing_of
from jds.sources.trust import quarantined_among
from jds.workers import one_ahead, uncollected

QUERIES = Queries(Path(__file__).with_name("catch_up_backlog.sql"))

STEP_MESSAGES = 2000
"""Messages of a step, as in a batch of intake: the ledger is locked for a part of a second."""

LONGEST_PAUSE_SECONDS = 0.5
"""Longest that it gives way when somebody waited: as long as the step took, and no longer."""

# Any number will do, as long as no other advisory lock of two numbers uses it.
_LOCK_SPACE = 0x4A4451


class CatchUpUnderWay(StoreProblem):
    """Another process is catching up at this moment."""

    code = "catch-up-under-way"

    def __init__(self) -> None:
        super().__init__(
            "Another process is catching up, and it takes along what was signed off meanwhile. "
            "Watch it with 'jds catch-up --follow'."
        )


class CaughtUp(Struct, frozen=True):
    """What a catch-up did.

    Attributes:
        let_in: Messages that entered the ledger.
        kept_aside: Messages that were signed off and may not enter: they went to the operator.
        voided: Sources that were cut off again meanwhile; their sign-offs hold no more.
    """

    let_in: int = 0
    kept_aside: int = 0
    voided: tuple[str, ...] = ()

    @property
    def messages(self) -> int:
        return self.let_in + self.kept_aside

    def plus(self, other: "CaughtUp") -> "CaughtUp":
        """Return both together."""
        return CaughtUp(
            self.let_in + other.let_in,
            self.kept_aside + other.kept_aside,
            tuple(sorted({*self.voided, *other.voided})),
        )


class _Released(Struct, frozen=True):
    """A message that was signed off and taken out of the quarantine."""

    judged: Judged
    release_id: int
    received_on: LegalDay


def catch_up_backlog(
    database: Database,
    *,
    judge: Judges,
    register_key: bytes,
    clock: Callable[[], Instant],
    pause: Callable[[float], None],
    step_messages: int = STEP_MESSAGES,
    processes: int | None = None,
    on_step: Callable[[CaughtUp], None] | None = None,
) -> CaughtUp:
    """Let in everything that was signed off; return what became of it.

    Args:
        judge: Knows the registered sources.
        register_key: The secret that digests of content are keyed with.
        clock: Asked when a step begins and ends.
        pause: Waits for so many seconds.
        processes: How many processes judge; see `jds.intake.judge_ahead`.
        on_step: Told what was done so far, after each step that was kept.

    Raises:
        CatchUpUnderWay: Another process does it.
    """
    with database.connect() as connection, _claimed(connection), uncollected():
        stepper = _Stepper(
            connection, register_key=register_key, clock=clock, pause=pause, on_step=on_step
        )
        while True:
            # What was signed off after the last message was read is in the next round.
            backlog = Backlog(database, step_messages=step_messages)
            before = stepper.total
            batches = judge_ahead(
                backlog.batches(), judge=judge, register_key=register_key, processes=processes
            )
            one_ahead(batches, partial(stepper.let_in, backlog=backlog))
            if stepper.total == before:
                return stepper.total


class _Stepper:
    """Takes steps, one by one, on its own connection; the next one is read and judged meanwhile.

    Attributes:
        total: What was done so far.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        register_key: bytes,
        clock: Callable[[], Instant],
        pause: Callable[[float], None],
        on_step: Callable[[CaughtUp], None] | None,
    ) -> None:
        self._connection = connection
        self._register_key = register_key
        self._clock = clock
        self._pause = pause
        self._on_step = on_step
        self.total = CaughtUp()

    def let_in(self, batch: JudgedBatch, *, backlog: Backlog) -> None:
        """Let in a batch, and give way to who waited for the ledger meanwhile."""
        began_at = self._clock()
        with self._connection.transaction():
            done = _let_in(
                self._connection,
                batch.judged,
                under_way=backlog.under_way,
                register_key=self._register_key,
                now=began_at,
            )
            ended_at = self._clock()
            self._connection.execute(
                QUERIES.note_step,
                {"began_at": began_at, "ended_at": ended_at, "messages": done.messages},
            )
            is_waited_for = _somebody_waits(self._connection)
        backlog.is_done(batch.judged)
        self.total = self.total.plus(done)
        if self._on_step is not None:
            self._on_step(self.total)
        if is_waited_for:
            took_seconds = (ended_at - began_at).total_seconds()
            self._pause(min(max(took_seconds, 0.01), LONGEST_PAUSE_SECONDS))


def _let_in(
    connection: Connection,
    batch: Sequence[Judged],
    *,
    under_way: Mapping[int, Waited],
    register_key: bytes,
    now: Instant,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> CaughtUp:
    """Let in a batch, in the transaction of the caller; what is not signed off any more stays."""
    head = lock_head(connection, now=now)
    find_by_index(connection)
    numbers = [each.line for each in batch]
    distrusted = quarantined_among(connection, {under_way[number].source for number in numbers})
    if distrusted:
        connection.execute(QUERIES.void, {"urns": sorted(distrusted)})
    taken = connection.execute(QUERIES.take, {"numbers": numbers}).fetchall()
    release_of = {number: release_id for number, release_id, _ in taken}
    released = [
        _Released(each, release_of[each.line], under_way[each.line].received_on)
        for each in batch
        if each.line in release_of
    ]
    voided = tuple(sorted(distrusted))
    if not released:
        return CaughtUp(voided=voided)
    case_ids = sorted({case_id for _, _, case_id in taken if case_id})
    connection.execute(QUERIES.forget_cases, {"case_ids": case_ids})
    let_in, kept_aside = _admit(
        connection, released, head=head, register_key=register_key, random_bytes=random_bytes
    )
    return CaughtUp(let_in, kept_aside, voided)


def _admit(
    connection: Connection,
    released: Sequence[_Released],
    *,
    head: Head,
    register_key: bytes,
    random_bytes: Callable[[int], bytes],
) -> tuple[int, int]:
    """Give released messages their fate; return how many were let in and how many were not."""
    batch = [each.judged for each in released]
    candidates = [each.judgement for each in batch if isinstance(each.judgement, Candidate)]
    standings = standing_of(connection, {each.key.source for each in candidates})
    known = look_up(
        connection,
        [each for each in batch if not isinstance(each.judgement, Refused)],
        source_ids={urn: standing.source_id for urn, standing in standings.items()},
        file_digest=None,
        leave_out={each.digest for each in batch if each.digest is not None},
    )
    fates = decide_fates(batch, known=known)
    # Only what could be read; what else was signed off keeps its running number as it came.
    arrivals = {
        urn: Arrival(settled=[each.sequence for each in candidates if each.key.source == urn])
        for urn in standings
    }
    admitted = [
        (each, Admission(each.judged.judgement, each.judged.digest or b"", verdict.displaces))
        for each, verdict in zip(released, fates.verdicts, strict=True)
        if verdict.fate is Fate.ACCEPTED and isinstance(each.judged.judgement, Candidate)
    ]
    moved = add_to_ledger(
        connection,
        [admission for _, admission in admitted],
        arrivals=arrivals,
        standings=standings,
        head=head,
        random_bytes=random_bytes,
    )
    record_progress(
        connection,
        arrivals,
        standings=standings,
        known_from=moved.position if admitted else moved.position + 1,
        received_at=head.recorded_at,
    )
    _settle(connection, [each for each, _ in admitted], head=head)
    kept_aside = _keep_aside(connection, released, fates)
    displaced = Fates((), fates.displaced)
    put_aside(
        connection,
        to_put_aside((), displaced, received_on=released[0].received_on),
        register_key=register_key,
        file_digest=None,
        since=head.recorded_at,
    )
    _count(connection, [each for each, _ in admitted], displaced)
    move_head(connection, moved)
    return len(admitted), kept_aside


def _settle(connection: Connection, admitted: Sequence[_Released], *, head: Head) -> None:
    if not admitted:
        return
    connection.execute(
        QUERIES.settle,
        {
            "settled_at": head.recorded_at,
            "numbers": [each.judged.line for each in admitted],
            "positions": list(range(head.position + 1, head.position + 1 + len(admitted))),
            "releases": [each.release_id for each in admitted],
        },
    )


def _keep_aside(connection: Connection, released: Sequence[_Released], fates: Fates) -> int:
    """Note why some messages may not enter; they stay counted as set aside."""
    kept: dict[int, tuple[str, str]] = {}
    for each, verdict in zip(released, fates.verdicts, strict=True):
        if verdict.fate is Fate.ACCEPTED:
            continue
        judgement = each.judged.judgement
        reason = verdict.reason or verdict.fate.value
        explanation = EXPLANATIONS.get(reason)
        if explanation is None:
            explanation = (
                judgement.explanation
                if isinstance(judgement, Unfit)
                else "When it was let in from quarantine it was no longer allowed."
            )
        kept[each.judged.line] = (reason, explanation)
    if kept:
        connection.execute(
            QUERIES.keep_aside,
            {
                "owner": OWNER,
                "numbers": list(kept),
                "reasons": [reason for reason, _ in kept.values()],
                "explanations": [explanation for _, explanation in kept.values()],
            },
        )
    return len(kept)


def _count(connection: Connection, admitted: Sequence[_Released], displaced: Fates) -> None:
    """Move messages from set aside to accepted, on the day on which each came."""
    moved: dict[tuple[str, LegalDay], int] = defaultdict(int)
    for each in admitted:
        if isinstance(each.judged.judgement, Candidate):
            moved[each.judged.judgement.key.source, each.received_on] += 1
    for accepted in displaced.displaced:
        if accepted.rival is not None:
            moved[accepted.rival.message.key.source, accepted.counted_on] -= 1
    for (source, day), count in sorted(moved.items()):
        add_counts(connection, Counts(accepted=count, set_aside=-count), source=source, day=day)


def _somebody_waits(connection: Connection) -> bool:
    row = connection.execute(QUERIES.somebody_waits).fetchone()
    return row is not None and bool(row[0])


@contextmanager
def _claimed(connection: Connection) -> Iterator[None]:
    """Hold a lock for the session, so that it ends with the process at the latest."""
    lock = {"space": _LOCK_SPACE}
    try:
        with connection.transaction():
            connection.execute(QUERIES.wait_a_moment)
            connection.execute(QUERIES.claim, lock)
    except LockNotAvailable as problem:
        raise CatchUpUnderWay from problem
    try:
        yield
    finally:
        if not connection.broken:
            with connection.transaction():
                connection.execute(QUERIES.let_go, lock)
