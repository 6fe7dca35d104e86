"""What has arrived of each source: running numbers, gaps, clashes, statements.

Every message with a running number fills its place, also one that was set aside: what is missing
is what never came. What is noted here is *known from* a position on. A batch that added nothing
to the ledger is known from the next position on, so that what was known at a position somebody
may have read never changes afterwards.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field
from psycopg.types.json import Jsonb

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.events import SourceStatement
from jds.domain.partial_date import UnknownDate
from jds.domain.sequence import LAST, unwrap
from jds.domain.time import Instant, as_instant
from jds.sources.compare_counts import Counted, compare_counts
from jds.sources.gaps import Gap, Progress, advance

QUERIES = Queries(Path(__file__).with_name("progress.sql"))


class Standing(Struct, frozen=True):
    """What had arrived of a source before a batch.

    Attributes:
        highest: Highest running number, unwrapped.
        last_time: Latest `time` of an accepted message.
        last_stated: Highest running number of a statement of completeness, unwrapped.
    """

    source_id: int
    urn: str
    first_sequence: int
    highest: int
    last_time: Instant | None
    last_stated: int | None = None


class Statement(Struct, frozen=True):
    """A statement of completeness (bron-stand) that was accepted.

    Attributes:
        sequence: Running number of the message that carried it, as on the wire.
    """

    position: int
    sequence: int
    event: SourceStatement


class Arrival(Struct):
    """What a batch holds of one source.

    Attributes:
        sequences: Running numbers on the wire, of every message that carried one.
        fresh: Running number and id of the messages that are no redelivery.
        last_time: Latest `time` of its accepted messages.
        statements: Its accepted statements of completeness.
        settled: Running numbers on the wire of what came before and changes its fate now.
    """

    sequences: list[int] = field(default_factory=list)
    fresh: list[tuple[int, str]] = field(default_factory=list)
    last_time: Instant | None = None
    statements: list[Statement] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)


def standing_of(connection: Connection, urns: Iterable[str]) -> dict[str, Standing]:
    """Return what had arrived of the sources with these names, by name.

    The caller holds the lock of the ledger. A name that is not registered is left out.
    """
    rows = connection.execute(QUERIES.standing_of, {"urns": sorted(urns)})
    return {
        urn: Standing(
            source_id=source_id,
            urn=urn,
            first_sequence=first_sequence,
            highest=highest,
            last_time=None if last_time is None else as_instant(last_time),
            last_stated=last_stated,
        )
        for urn, source_id, first_sequence, highest, last_time, last_stated in rows
    }


def record_progress(
    connection: Connection,
    arrivals: Mapping[str, Arrival],
    *,
    standings: Mapping[str, Standing],
    known_from: int,
    received_at: Instant,
) -> int:
    """Note what a batch brought of each source, after its messages were written.

    Args:
        arrivals: By name of the source.
        standings: What had arrived before, of the same sources.
        known_from: Position from which on this is known.
        received_at: Moment of the batch.

    Returns:
        How many messages turned out to share a running number with another: alarms.
    """
    alarms = 0
    for urn, arrival in sorted(arrivals.items()):
        standing = standings[urn]
        unwrapped = {
            sequence: unwrap(sequence, near=standing.highest) for sequence in arrival.sequences
        }
        known = _open_gaps(connection, unwrapped.values(), standing=standing)
        progress = advance(
            unwrapped.values(),
            highest=standing.highest,
            first=standing.first_sequence,
            gaps=list(known),
        )
        _write_gaps(
            connection,
            progress,
            source_id=standing.source_id,
            known_from=known_from,
            missing_since=[_since(gap, known, seen_at=received_at) for gap in progress.opened],
        )
        _mark(
            connection,
            arrival,
            standing=standing,
            highest=progress.highest,
            known_from=known_from,
            received_at=received_at,
        )
        note_statements(connection, arrival, standing=standing)
        compare_counts(
            connection,
            Counted(standing.source_id, urn, standing.first_sequence),
            touched=_of_statements(arrival, unwrapped, standing=standing),
            known_from=known_from,
        )
        alarms += _note_clashes(
            connection,
            {sequence: unwrapped[sequence] for sequence in _suspect(arrival, unwrapped, progress)},
            standing=standing,
            seen_at=received_at,
        )
    return alarms


def note_statements(connection: Connection, arrival: Arrival, *, standing: Standing) -> None:
    """Note the accepted statements of completeness of a source.

    One without a readable moment or running number proves nothing; what the next one counts begins
    after it all the same.
    """
    for statement in arrival.statements:
        complete_through_at = statement.event.complete_through_at
        connection.execute(
            QUERIES.note_statement,
            {
                "source_id": standing.source_id,
                "position": statement.position,
                "complete_through_at": (
                    None if isinstance(complete_through_at, UnknownDate) else complete_through_at
                ),
                "last_sequence": stated_last_sequence(statement, standing=standing),
                "sequence": unwrap(statement.sequence, near=standing.highest),
                "counts": Jsonb(statement.event.counts),
            },
        )


def stated_last_sequence(statement: Statement, *, standing: Standing) -> int | None:
    """Return the last running number that a statement covers, unwrapped; None if it names none.

    `0` stands for "nothing before this message", as the first statement of a new source has it.
    """
    written = statement.event.last_sequence
    if not (written.isascii() and written.isdigit()) or len(written) > len(str(LAST)):
        return None
    number = int(written)
    if number == 0:
        return standing.first_sequence - 1
    if number > LAST:
        return None
    return unwrap(number, near=unwrap(statement.sequence, near=standing.highest))


def _of_statements(
    arrival: Arrival, unwrapped: Mapping[int, int], *, standing: Standing
) -> list[int]:
    """Return the running numbers by which a statement may count otherwise; unwrapped.

    Those after the last statement are counted by none yet. So are most of them.
    """
    near = standing.highest
    stated = [unwrap(each.sequence, near=near) for each in arrival.statements]
    last = standing.last_stated
    earlier = [] if last is None else [each for each in unwrapped.values() if each < last]
    settled = [unwrap(each, near=near) for each in arrival.settled]
    return [*stated, *earlier, *settled]


def _open_gaps(
    connection: Connection, arrived: Collection[int], *, standing: Standing
) -> dict[Gap, Instant]:
    """Return the gaps that numbers may close, in their order, with since when each is missing."""
    if not arrived or min(arrived) > standing.highest:
        return {}
    rows = connection.execute(
        QUERIES.open_gaps,
        {"source_id": standing.source_id, "first": min(arrived), "last": max(arrived)},
    )
    return {Gap(first, last): as_instant(since) for first, last, since in rows}


def _since(gap: Gap, known: Mapping[Gap, Instant], *, seen_at: Instant) -> Instant:
    """Return since when a gap is missing: what is left of one is missing as long as that was."""
    wholes = list(known)
    place = bisect_right(wholes, gap.first, key=lambda each: each.first) - 1
    if place >= 0 and gap.last <= wholes[place].last:
        return known[wholes[place]]
    return seen_at


def _write_gaps(
    connection: Connection,
    progress: Progress,
    *,
    source_id: int,
    known_from: int,
    missing_since: list[Instant],
) -> None:
    if progress.closed:
        closing = {
            "source_id": source_id,
            "position": known_from,
            "first_missing": [gap.first for gap in progress.closed],
        }
        connection.execute(QUERIES.drop_unseen_gaps, closing)
        connection.execute(QUERIES.close_gaps, closing)
    if progress.opened:
        opening = {
            "source_id": source_id,
            "position": known_from,
            "first_missing": [gap.first for gap in progress.opened],
            "last_missing": [gap.last for gap in progress.opened],
            "missing_since": missing_since,
        }
        connection.execute(QUERIES.open_gap, opening)


def _mark(
    connection: Connection,
    arrival: Arrival,
    *,
    standing: Standing,
    highest: int,
    known_from: int,
    received_at: Instant,
) -> None:
    times = [time for time in (arrival.last_time, standing.last_time) if time is not None]
    connection.execute(
        QUERIES.mark,
        {
            "source_id": standing.source_id,
            "position": known_from,
            "received_at": received_at,
            "last_time": max(times, default=None),
            "highest": highest,
        },
    )
    connection.execute(QUERIES.move_highest, {"source_id": standing.source_id, "highest": highest})


def _suspect(arrival: Arrival, unwrapped: Mapping[int, int], progress: Progress) -> Iterator[int]:
    """Yield running numbers that a new message carries and that another may carry too."""
    carried = {sequence for sequence, _ in arrival.fresh}
    if len(arrival.fresh) == len(carried) and not progress.repeated:
        return
    ids: dict[int, str] = {}
    for sequence, message_id in arrival.fresh:
        is_shared = ids.setdefault(sequence, message_id) != message_id
        if is_shared or unwrapped[sequence] in progress.repeated:
            yield sequence


def _note_clashes(
    connection: Connection,
    suspect: Mapping[int, int],
    *,
    standing: Standing,
    seen_at: Instant,
) -> int:
    """Write down the messages that share a running number; `suspect` gives it unwrapped."""
    if not suspect:
        return 0
    rows = connection.execute(
        QUERIES.holders,
        {
            "source_id": standing.source_id,
            "urn": standing.urn,
            "sequences": list(suspect),
            "lowest": min(suspect),
            "highest": max(suspect),
        },
    )
    holders: dict[int, set[str]] = defaultdict(set)
    for sequence, message_id in rows:
        holders[sequence].add(message_id)
    clashing = [
        (suspect[sequence], message_id)
        for sequence, ids in sorted(holders.items())
        if len(ids) > 1
        for message_id in sorted(ids)
    ]
    return connection.execute(
        QUERIES.note_clashes,
        {
            "source_id": standing.source_id,
            "sequences": [sequence for sequence, _ in clashing],
            "message_ids": [message_id for _, message_id in clashing],
            "seen_at": seen_at,
        },
    ).rowcount
