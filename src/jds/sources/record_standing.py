"""Change the standing of a source, and read it as it was known at an instant.

A change is recorded under the lock of the ledger, so that it falls between two batches, and at an
instant later than everything recorded before. While it is being written nobody reads a standing:
an answer that was given before it says the same when it is asked again.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant
from jds.ledger.append import lock_head, move_head
from jds.ledger.read import head
from jds.sources.register import Source
from jds.sources.standing import QUARANTINED, StandingWord, Stated, next_stated

_QUERIES = Queries(Path(__file__).with_name("record_standing.sql"))

# Any number will do, as long as no other advisory lock of two numbers uses it.
_LOCK_SPACE = 0x535444


def record_transition(
    connection: Connection,
    source: Source,
    *,
    to: StandingWord,
    actor: str,
    reason: str,
    clock: Callable[[], Instant],
    act_id: int | None = None,
    distrust_from: Instant | None = None,
) -> Stated:
    """Change the standing of a source, in the transaction of the caller; soon to be committed.

    Call it last: until the commit no answer can be given. It takes the lock of the ledger.

    Args:
        actor: Who does it; `jds watch` when the register saw it itself.
        reason: In words, nothing of a person: it stays for ever.
        clock: Read once nobody can see the source without the change any more.
        act_id: The act, when an actor does it.
        distrust_from: When it is cut off: what it sent from here on is doubtful until compared.

    Raises:
        StandingRefused: It cannot change in this way.
    """
    stated = _change(
        connection,
        source,
        to=to,
        actor=actor,
        reason=reason,
        clock=clock,
        distrust_from=distrust_from,
    )
    connection.execute(
        _QUERIES.state,
        {
            "source_id": source.source_id,
            "since": stated.since,
            "position": stated.position,
            "former": stated.former,
            "standing": stated.standing,
            "actor": stated.actor,
            "act_id": act_id,
            "reason": stated.reason,
            "isolated_since": stated.isolated_since,
            "distrusted_from": stated.distrusted_from,
        },
    )
    return stated


def moment_of_change(
    connection: Connection, *, clock: Callable[[], Instant]
) -> tuple[Instant, int]:
    """Hold writers and readers, and return the instant of a change and the position before it.

    Nothing that was recorded, and nothing that was told, lies at or after that instant.
    """
    lock_head(connection, now=clock())
    connection.execute(_QUERIES.hold_readers, {"space": _LOCK_SPACE})
    end = head(connection)
    since = max(clock(), as_instant(end.recorded_at + timedelta(microseconds=1)))
    # What is recorded next lies at or after it, also when the clock is set back.
    move_head(connection, replace(end, recorded_at=since))
    return since, end.position


def wait_for_change(connection: Connection) -> None:
    """Wait until a change that is being written is there to be read.

    Whoever read the clock before this sees every change that lies before what the clock said.
    """
    connection.execute(_QUERIES.wait_for_change, {"space": _LOCK_SPACE}, prepare=True)


def standing_at(
    connection: Connection, source: Source, *, at: Instant | None = None
) -> Stated | None:
    """Return the last change of standing of a source by an instant; None when there was none.

    It says nothing of silence: `jds.sources.currency` does.

    Args:
        at: None asks for the very last.
    """
    return stated_at(connection, at=at, urn=source.urn).get(source.urn)


def stated_at(
    connection: Connection, *, at: Instant | None = None, urn: str | None = None
) -> Mapping[str, Stated]:
    """Return the last change of standing by an instant, of each source that had one."""
    rows = connection.execute(_QUERIES.stated, {"at": at, "urn": urn}, prepare=True)
    return dict(map(_stated, rows))


def quarantined_now(connection: Connection) -> frozenset[str]:
    """Return the sources whose messages go to quarantine.

    The caller holds the lock of the ledger, so that it stays so until the batch is committed.
    """
    return frozenset(
        urn for urn, stated in stated_at(connection).items() if stated.standing in QUARANTINED
    )


def history_of(connection: Connection, source: Source) -> list[Stated]:
    """Return every change of standing of a source, the first first."""
    return [
        stated
        for _, stated in map(_stated, connection.execute(_QUERIES.history, {"urn": source.urn}))
    ]


def all_history(connection: Connection, *, at: Instant) -> list[tuple[str, Stated]]:
    """Return every change of standing by an instant, of every source, the first first."""
    return list(map(_stated, connection.execute(_QUERIES.all_history, {"at": at})))


def _change(
    connection: Connection,
    source: Source,
    *,
    to: StandingWord,
    actor: str,
    reason: str,
    clock: Callable[[], Instant],
    distrust_from: Instant | None,
) -> Stated:
    since, position = moment_of_change(connection, clock=clock)
    return next_stated(
        source.urn,
        standing_at(connection, source),
        to=to,
        since=since,
        position=position,
        actor=actor,
        reason=reason,
        distrust_from=distrust_from,
    )


def _stated(row: tuple[Any, ...]) -> tuple[str, Stated]:
    urn, standing, former, since, position, actor, reason, isolated_since, distrusted_from = row
    return urn, Stated(
        standing=standing,
        former=former,
        since=as_instant(since),
        position=position,
        actor=actor,
        reason=reason,
        isolated_since=_instant(isolated_since),
        distrusted_from=_instant(distrusted_from),
    )


def _instant(value: datetime | None) -> Instant | None:
    return None if value is None else as_instant(value)
