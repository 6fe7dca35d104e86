"""Settle what was set aside: look at it, release it into the ledger, or return it to its source.

Only an impossible date can be released: the message then counts with that date as *unknown*, and
says so for ever. Everything else its source must send again, and what a clerk returns uses up its
id: a corrected message needs a new one. Whatever happens, each message stays counted on the day on
which it came.

Source: message contract, sections 2 and 4.
"""

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, LegalDay, as_instant
from jds.errors import BadRequest, NotAllowed
from jds.intake.add_to_ledger import Admission, add_to_ledger
from jds.intake.admit_batch import add_counts
from jds.intake.fates import (
    ID_WAS_RETURNED,
    IN_QUARANTINE,
    OTHER_MESSAGE_SAME_ID,
    Fate,
    Judged,
    decide_fates,
)
from jds.intake.faults import Reason
from jds.intake.judge import Releasable
from jds.intake.judgement import Line, Refused, Unfit
from jds.intake.known import look_up
from jds.intake.put_aside import put_aside, to_put_aside
from jds.intake.receipt import Counts
from jds.ledger.append import lock_head, move_head
from jds.sources.progress import Arrival, record_progress, standing_of
from jds.sources.trust import quarantined_among

QUERIES = Queries(Path(__file__).with_name("set_aside.sql"))

_REMEDIES = {
    Reason.UNREADABLE: "Return it; its source sends it again, readable.",
    Reason.TOO_LARGE: "Return it; its source sends it again in smaller messages.",
    Reason.DOUBLE_KEY: "Return it; its source sends it again with each key once.",
    Reason.FORBIDDEN_CHARACTER: "Return it; its source sends it again without that character.",
    Reason.NOT_OF_THE_CONTRACT: "Return it; its source sends it again as the contract says.",
    Reason.UNKNOWN_KIND: "Return it; its source sends it again as a kind of the contract.",
    OTHER_MESSAGE_SAME_ID: (
        "Another message under this id is the accepted one. Ask the source which of them is right, "
        "and return this one; what is wrong it corrects with a message of its own."
    ),
    ID_WAS_RETURNED: "Return it; its source sends it again under a new id.",
}
_RETURN_IT = "Return it; its source sends it again."


class NoSuchSetAside(BadRequest):
    """Nothing was set aside under this number."""

    code = "no-such-set-aside"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Nothing was set aside under number [{number}]. 'jds set-aside list' shows what was."
        )


class AlreadySettled(BadRequest):
    """What was set aside was settled before."""

    code = "already-settled"

    def __init__(self, number: int, *, state: str) -> None:
        super().__init__(
            f"Number [{number}] was settled before and is [{state}]. See when and by whom with "
            f"'jds set-aside show {number}'; nothing more can be done with it."
        )


class CannotBeReleased(BadRequest):
    """What was set aside cannot be put into the ledger."""

    code = "cannot-be-released"

    def __init__(self, number: int, *, reason: str, remedy: str) -> None:
        super().__init__(
            f"Number [{number}], set aside as [{reason}], cannot be released. {remedy}"
        )


class InQuarantine(NotAllowed):
    """What an untrusted source sent is no clerk's to settle."""

    code = "in-quarantine"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Number [{number}] comes from a source that is cut off or has returned, so it is "
            "compared with what is known first, and a release officer settles it. See 'jds "
            "quarantine list'."
        )


class NoReason(BadRequest):
    """Something is returned without saying why."""

    code = "no-reason"


class SetAside(Struct, frozen=True):
    """Something that was set aside.

    Attributes:
        source, message_id: As far as they could be read.
        reason: Stable code.
        explanation: Where the fault is; never a value from the message.
        owner: Role that settles it.
        state: `apart-gezet`, `vrijgegeven` (released) or `teruggegeven` (returned).
    """

    number: int
    source: str | None
    message_id: str | None
    reason: str
    explanation: str
    since: Instant
    owner: str
    state: str


class SetAsideCounts(Struct, frozen=True):
    """How much is set aside and not settled.

    Attributes:
        every: All of it.
        in_quarantine: What of it is in quarantine.
    """

    every: int
    in_quarantine: int


class SetAsideInFull(Struct, frozen=True):
    """Something that was set aside, with its content and what became of it.

    Attributes:
        content: As delivered, or its first 64 kB; None when it was erased.
        length: Bytes delivered.
        digest: What a redelivery of it is recognised by.
        line: In the file that it came in.
        received_on: Day on which it is counted.
        settled_by: Name of the actor.
        displaced_position: Where it stood in the ledger until another came first.
    """

    summary: SetAside
    content: bytes | None
    length: int
    digest: bytes
    line: int | None
    received_on: LegalDay
    settled_at: Instant | None
    settled_by: str | None
    settled_reason: str | None
    released_at_position: int | None
    displaced_position: int | None


class Released(Struct, frozen=True):
    """A message that was released.

    Attributes:
        position: In the ledger.
        unknown_dates: Paths of the dates that count as unknown.
        displaces: Position of the message under the same id that it replaces.
    """

    position: int
    unknown_dates: tuple[str, ...]
    displaces: int | None


class JudgesRelease(Protocol):
    """What judges a message that a clerk releases; `jds.intake.judge.Judge`."""

    def judge_release(self, line: Line) -> Releasable | Unfit | Refused:
        """Judge it with impossible dates as unknown."""
        ...


def list_set_aside(connection: Connection) -> Iterator[SetAside]:
    """Yield what still waits for somebody, oldest first; little of it is ever in memory."""
    with connection.cursor("set_aside") as cursor:
        cursor.itersize = 5000
        yield from map(_summary, cursor.execute(QUERIES.open_set_aside))


def list_for_clerks(connection: Connection) -> list[SetAside]:
    """Return what still waits for a clerk, oldest first: without what is in quarantine."""
    asked = {"reason": IN_QUARANTINE}
    return [_summary(row) for row in connection.execute(QUERIES.open_for_clerks, asked)]


def count_set_aside(connection: Connection) -> SetAsideCounts:
    """Return how much still waits for somebody."""
    row = connection.execute(QUERIES.count_open, {"reason": IN_QUARANTINE}).fetchone()
    return SetAsideCounts(*(row or (0, 0)))


def show_set_aside(connection: Connection, number: int) -> SetAsideInFull:
    """Return one thing that was set aside, settled or not.

    Raises:
        NoSuchSetAside: There is none with this number.
    """
    row = connection.execute(QUERIES.one_set_aside, {"number": number}).fetchone()
    if row is None:
        raise NoSuchSetAside(number)
    content, length, digest, line, received_on, settled_at, *settled = row[8:]
    settled_by, settled_reason, released_at_position, displaced_position = settled
    return SetAsideInFull(
        summary=_summary(row[:8]),
        content=content,
        length=length,
        digest=digest,
        line=line,
        received_on=received_on,
        settled_at=_instant(settled_at),
        settled_by=settled_by,
        settled_reason=settled_reason,
        released_at_position=released_at_position,
        displaced_position=displaced_position,
    )


def release(
    connection: Connection,
    number: int,
    *,
    by: str,
    judge: JudgesRelease,
    register_key: bytes,
    now: Instant,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> Released:
    """Put a message with an impossible date into the ledger, with that date as unknown.

    It competes with the accepted message under its id, if there is one, as it would have on
    arrival. On its day it moves from set aside to accepted.

    Args:
        by: Name of the actor who decides this.

    Raises:
        NoSuchSetAside: There is none with this number.
        AlreadySettled: It was released or returned before.
        CannotBeReleased: It was set aside for another reason, or may not enter (any more).
        InQuarantine: Its source is not trusted now.
    """
    head = lock_head(connection, now=now)
    kept = _unsettled(connection, number)
    summary = kept.summary
    if summary.reason == IN_QUARANTINE or (
        summary.source is not None and quarantined_among(connection, (summary.source,))
    ):
        raise InQuarantine(number)
    if summary.reason != Reason.IMPOSSIBLE_DATE or summary.source is None or kept.content is None:
        remedy = _REMEDIES.get(summary.reason, _RETURN_IT)
        raise _cannot(kept, f"Only a message with an impossible date can be. {remedy}")
    releasable = judge.judge_release(Line(kept.line or 1, kept.content, kept.length))
    if not isinstance(releasable, Releasable):
        raise _cannot(kept, f"Judged again it is [{releasable.reason}]. Return it.")

    candidate, source = releasable.candidate, summary.source
    batch = [Judged(kept.line or 1, candidate, kept.digest)]
    standings = standing_of(connection, [source])
    known = look_up(
        connection,
        batch,
        source_ids={source: standings[source].source_id},
        file_digest=None,
        leave_out=(kept.digest,),
    )
    fates = decide_fates(batch, known=known)
    verdict = fates.verdicts[0]
    if verdict.fate is not Fate.ACCEPTED:
        raise _cannot(kept, _REMEDIES.get(verdict.reason, _RETURN_IT))

    arrival = Arrival(settled=[candidate.sequence])
    admission = Admission(candidate, kept.digest, verdict.displaces)
    moved = add_to_ledger(
        connection,
        [admission],
        arrivals={source: arrival},
        standings=standings,
        head=head,
        random_bytes=random_bytes,
    )
    record_progress(
        connection,
        {source: arrival},
        standings=standings,
        known_from=moved.position,
        received_at=head.recorded_at,
    )
    put_aside(
        connection,
        to_put_aside(batch, fates, received_on=kept.received_on),
        register_key=register_key,
        file_digest=None,
        since=head.recorded_at,
    )
    add_counts(connection, Counts(accepted=1, set_aside=-1), source=source, day=kept.received_on)
    for accepted in fates.displaced:
        add_counts(
            connection, Counts(accepted=-1, set_aside=1), source=source, day=accepted.counted_on
        )
    _settle(
        connection, number, state="vrijgegeven", by=by, at=head.recorded_at, position=moved.position
    )
    move_head(connection, moved)
    return Released(moved.position, releasable.unknown_dates, verdict.displaces)


def return_to_source(
    connection: Connection, number: int, *, reason: str, by: str, now: Instant
) -> None:
    """Note that something was returned to its source; its id cannot be used again.

    It stays counted as set aside.

    Args:
        reason: Why, for the source and for whoever asks later.
        by: Name of the actor who decides this.

    Raises:
        NoReason: The reason is empty.
        NoSuchSetAside: There is none with this number.
        AlreadySettled: It was released or returned before.
        InQuarantine: A release officer returns it.
    """
    if not reason.strip():
        raise NoReason("A message is returned with a reason. Give it with '--reason'.")
    # The lock, because a batch that is being admitted must know whether the id is used up.
    head = lock_head(connection, now=now)
    if _unsettled(connection, number).summary.reason == IN_QUARANTINE:
        raise InQuarantine(number)
    _settle(connection, number, state="teruggegeven", by=by, at=head.recorded_at, reason=reason)


def _unsettled(connection: Connection, number: int) -> SetAsideInFull:
    kept = show_set_aside(connection, number)
    if kept.summary.state != "apart-gezet":
        raise AlreadySettled(number, state=kept.summary.state)
    return kept


def _cannot(kept: SetAsideInFull, remedy: str) -> CannotBeReleased:
    return CannotBeReleased(kept.summary.number, reason=kept.summary.reason, remedy=remedy)


def _settle(
    connection: Connection,
    number: int,
    *,
    state: str,
    by: str,
    at: Instant,
    reason: str | None = None,
    position: int | None = None,
) -> None:
    connection.execute(
        QUERIES.settle,
        {
            "number": number,
            "state": state,
            "settled_at": at,
            "settled_by": by,
            "settled_reason": reason,
            "position": position,
        },
    )


def _summary(row: tuple[Any, ...]) -> SetAside:
    number, source, message_id, reason, explanation, since, owner, state = row
    return SetAside(
        number, source, message_id, reason, explanation, as_instant(since), owner, state
    )


def _instant(value: datetime | None) -> Instant | None:
    return None if value is None else as_instant(value)
