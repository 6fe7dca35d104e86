"""What a source sent before it was cut off, and is doubtful (gewantrouwd) until it was compared.

Intruders may have been inside for weeks before anybody saw them. So what was received of the source
since then stays in the ledger and in every record, marked: until the source, back with a new key,
sends exactly the same again, or an officer settles it. What was not sent again, or otherwise, is a
difference on the work list; nobody waits for it in silence. One that is found wrong stays marked
until its source corrects or retracts it.

As known then: a message is doubtful at an instant if it was distrusted by then and not yet settled.

Source: design, section 5; ADR on distrust and release.
"""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.message import MessageKey
from jds.domain.time import Instant, as_instant, instant_to_text
from jds.errors import BadRequest, NotAllowed
from jds.ledger.append import lock_head
from jds.ledger.read import position_at
from jds.sources.register import Source
from jds.sources.trust import cut_off_at

_QUERIES = Queries(Path(__file__).with_name("distrust.sql"))


class DistrustInTheFuture(BadRequest):
    """Distrust from a moment that has yet to come."""

    code = "distrust-in-the-future"

    def __init__(self, at: Instant) -> None:
        super().__init__(
            f"The moment [{instant_to_text(at)}] has yet to come, so nothing was received since. "
            "Give the moment from which on what was received is not to be trusted."
        )


class DoubtsChanged(NotAllowed):
    """What is doubtful is no longer exactly what somebody looked at."""

    code = "doubts-changed"

    def __init__(self) -> None:
        super().__init__(
            "These messages have another digest than the one given: some were sent again or "
            "settled since. Look again with 'jds source distrust list', and name the new digest."
        )


class NotDoubtful(BadRequest):
    """A message is not doubtful, or is settled already."""

    code = "not-doubtful"

    def __init__(self, position: int) -> None:
        super().__init__(
            f"The message at position [{position}] is not one of this source that waits to be "
            "settled. 'jds source distrust list' shows those that do."
        )


class DoubtState(StrEnum):
    """What became of a doubtful message."""

    SENT_AGAIN = "herleverd"
    OTHER_CONTENT = "andere-inhoud"
    NOT_SENT_AGAIN = "niet-herleverd"
    TRUSTED = "vertrouwd"
    WRONG = "onjuist"


OPEN_STATES = (DoubtState.OTHER_CONTENT, DoubtState.NOT_SENT_AGAIN)


class Period(Struct, frozen=True):
    """A stretch of the ledger in which what a source sent is doubtful.

    Attributes:
        from_at: What was received from then on.
        after, through: The same as positions, the first excluded.
        since: When it was distrusted.
    """

    distrust_id: int
    from_at: Instant
    after: int
    through: int
    since: Instant


class Doubtful(Struct, frozen=True):
    """A message that is doubtful at the moment asked.

    Attributes:
        since: When it was distrusted.
        is_wrong: An officer found it wrong; its source has yet to put that right.
        concerns: The message that it corrects or retracts.
    """

    position: int
    key: MessageKey
    kind: str
    since: Instant
    is_wrong: bool
    concerns: MessageKey | None = None


class DoubtWork(Struct, frozen=True):
    """A doubtful message, and what became of it."""

    position: int
    message_id: str
    kind: str
    time: Instant
    received_at: Instant
    distrust_id: int
    state: DoubtState
    digest: bytes


def distrust(
    connection: Connection, source: Source, *, from_at: Instant, now: Instant, act_id: int | None
) -> None:
    """Make what was received of a source since `from_at` doubtful, in the caller's transaction.

    Called again while the source is cut off, it widens the distrust.

    Args:
        act_id: Of the act by which the source was cut off.

    Raises:
        DistrustInTheFuture: Nothing can have been received since.
    """
    if from_at > now:
        raise DistrustInTheFuture(from_at)
    head = lock_head(connection, now=now)
    # The last position recorded before that instant.
    after = position_at(connection, Instant(from_at - from_at.resolution))
    left = [(after, head.position)] if after < head.position else []
    cut = cut_off_at(connection, source.source_id)
    for period in periods_of(connection, source.source_id):
        # What was distrusted since this cut stays so; what was before was another matter.
        if cut is not None and period.since >= cut:
            left = [part for each in left for part in _without(each, period)]
    for first, last in left:
        connection.execute(
            _QUERIES.distrust,
            {
                "source_id": source.source_id,
                "from_at": from_at,
                "after": first,
                "through": last,
                "since": head.recorded_at,
                "act_id": act_id,
            },
        )


def _without(stretch: tuple[int, int], period: Period) -> Iterator[tuple[int, int]]:
    """Yield what is left of a stretch of the ledger, the first excluded, without a period."""
    after, through = stretch
    if min(through, period.after) > after:
        yield after, min(through, period.after)
    if through > max(after, period.through):
        yield max(after, period.through), through


def periods_of(connection: Connection, source_id: int) -> list[Period]:
    """Return the periods of a source that are, or were, doubtful."""
    return [
        Period(distrust_id, as_instant(from_at), after, through, as_instant(since))
        for distrust_id, from_at, after, through, since in connection.execute(
            _QUERIES.periods, {"source_id": source_id}
        )
    ]


def confirm(connection: Connection, positions: Sequence[int], *, now: Instant) -> int:
    """Note that messages were sent again by their source as they were; return how many it settles.

    The caller has seen that the source has returned: what an intruder sends again proves nothing.
    """
    return connection.execute(
        _QUERIES.confirm, {"positions": list(positions), "settled_at": now}
    ).rowcount


def doubtful_among(
    connection: Connection, positions: Collection[int], *, at: Instant
) -> list[Doubtful]:
    """Return which messages at some positions are doubtful as known at an instant."""
    if not positions or not is_anything_doubtful(connection):
        return []
    rows = connection.execute(_QUERIES.doubtful, {"positions": list(positions), "at": at})
    return [
        Doubtful(
            position,
            MessageKey(urn, message_id),
            kind,
            as_instant(since),
            is_wrong,
            None if about_source is None else MessageKey(about_source, about_id),
        )
        for position, urn, message_id, kind, since, is_wrong, about_source, about_id in rows
    ]


def is_anything_doubtful(connection: Connection) -> bool:
    """Tell whether any source was ever distrusted."""
    row = connection.execute(_QUERIES.is_anything_doubtful).fetchone()
    return row is not None and bool(row[0])


def list_doubts(connection: Connection, source: Source) -> Iterator[DoubtWork]:
    """Yield every doubtful message of a source with what became of it, by position."""
    asked = {"source_id": source.source_id, "urn": source.urn}
    with connection.cursor("doubts") as cursor:
        cursor.itersize = 5000
        for (
            position,
            message_id,
            kind,
            time,
            received_at,
            distrust_id,
            state,
            digest,
        ) in cursor.execute(_QUERIES.work, asked):
            yield DoubtWork(
                position,
                message_id,
                kind,
                as_instant(time),
                as_instant(received_at),
                distrust_id,
                DoubtState(state),
                digest,
            )


def digest_of_doubts(works: Collection[DoubtWork]) -> bytes:
    """Return the digest of exactly these messages: of their sorted content digests."""
    return sha256(b"".join(sorted(work.digest for work in works))).digest()


def settle_positions(
    connection: Connection,
    source: Source,
    positions: Collection[int],
    *,
    settled_as: DoubtState,
    act_id: int,
    now: Instant,
) -> int:
    """Settle single messages; return how many.

    Raises:
        NotDoubtful: One of them is not waiting to be settled.
    """
    waiting = [work for work in list_doubts(connection, source) if work.state in OPEN_STATES]
    known = {work.position for work in waiting}
    for position in positions:
        if position not in known:
            raise NotDoubtful(position)
    return _settle(
        connection,
        [work for work in waiting if work.position in positions],
        settled_as=settled_as,
        act_id=act_id,
        now=now,
    )


def settle_state(
    connection: Connection,
    source: Source,
    state: DoubtState,
    *,
    digest: bytes,
    settled_as: DoubtState,
    act_id: int,
    now: Instant,
) -> int:
    """Settle everything in a state, bound to exactly what somebody looked at; return how many.

    Raises:
        DoubtsChanged: It is not that any more.
    """
    lock_head(connection, now=now)
    waiting = [work for work in list_doubts(connection, source) if work.state is state]
    if digest_of_doubts(waiting) != digest:
        raise DoubtsChanged
    return _settle(connection, waiting, settled_as=settled_as, act_id=act_id, now=now)


def _settle(
    connection: Connection,
    works: Sequence[DoubtWork],
    *,
    settled_as: DoubtState,
    act_id: int,
    now: Instant,
) -> int:
    return connection.execute(
        _QUERIES.settle,
        {
            "positions": [work.position for work in works],
            "distrusts": [work.distrust_id for work in works],
            "settled_at": now,
            "settled_as": settled_as.value,
            "act_id": act_id,
        },
    ).rowcount
