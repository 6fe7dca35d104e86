"""What was received before, as far as a batch touches it: a few statements for a whole batch."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from jds.database.connection import Connection
from jds.database.find_by_index import find_by_index
from jds.database.queries import Queries
from jds.domain.decode import decode_event
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.time import amsterdam_day, as_instant
from jds.intake.fates import Accepted, Judged, Known, KnownKey, Rival, key_of
from jds.intake.faults import Fault
from jds.intake.judgement import Candidate, Judgement, Refused, Unfit
from jds.intake.parsing import parse
from jds.ledger.array_text import array_of_numbers, array_of_texts
from jds.ledger.chain import keyed_digest

QUERIES = Queries(Path(__file__).with_name("known.sql"))


def digest_of(judgement: Judgement, *, key: bytes) -> bytes | None:
    """Return the keyed digest by which a redelivery is recognised; None where none may be kept.

    What has a source and an id is recognised by its content, key order ignored; other input by
    its bytes.
    """
    match judgement:
        case Candidate():
            return keyed_digest(judgement.canonical, key=key)
        case Refused():
            return None if judgement.trace is None else keyed_digest(judgement.trace, key=key)
        case Unfit():
            if judgement.canonical is not None and key_of(judgement) is not None:
                return keyed_digest(judgement.canonical, key=key)
            return keyed_digest(judgement.whole_digest, key=key)


def look_up(
    connection: Connection,
    batch: Sequence[Judged],
    *,
    source_ids: Mapping[str, int],
    file_digest: bytes | None,
    leave_out: Collection[bytes] = (),
) -> Known:
    """Return what was received before, as far as `batch` touches it.

    The caller holds the lock of the ledger.

    Args:
        source_ids: Numbers of the registered sources by name.
        file_digest: Names the file that unreadable input comes from.
        leave_out: Digests of what was set aside and is judged again, as if it came only now.
    """
    find_by_index(connection)
    names = {key: None for judged in batch if (key := key_of(judged.judgement)) is not None}
    keys = _known_keys(connection, names, source_ids=source_ids, leave_out=leave_out)
    _add_rivals(connection, batch, keys=keys)
    nameless = [
        judged.line
        for judged in batch
        if isinstance(judged.judgement, Unfit) and key_of(judged.judgement) is None
    ]
    refused = [
        judged.digest
        for judged in batch
        if isinstance(judged.judgement, Refused) and judged.digest is not None
    ]
    return Known(
        keys=keys,
        unreadable=_known_unreadable(connection, nameless, file_digest=file_digest),
        refusals=_known_refusals(connection, refused),
    )


def _known_keys(
    connection: Connection,
    names: Collection[MessageKey],
    *,
    source_ids: Mapping[str, int],
    leave_out: Collection[bytes],
) -> dict[MessageKey, KnownKey]:
    keys: dict[MessageKey, KnownKey] = {}
    registered = [name for name in names if name.source in source_ids]
    if not registered:
        return keys
    urns = {source_id: urn for urn, source_id in source_ids.items()}
    message_ids = array_of_texts(name.id for name in registered)
    lines = connection.execute(
        QUERIES.known_lines,
        {
            "source_ids": array_of_numbers(source_ids[name.source] for name in registered),
            "message_ids": message_ids,
        },
    ).fetchall()
    gone = {displaces for *_, displaces, _ in lines if displaces is not None}
    for source_id, message_id, position, digest, recorded_at, _, released_day in lines:
        known = keys.setdefault(MessageKey(urns[source_id], message_id), KnownKey())
        known.positions[digest] = position
        if position not in gone:
            counted_on = released_day or amsterdam_day(as_instant(recorded_at))
            known.accepted = Accepted(position, digest, counted_on)
    set_aside = connection.execute(
        QUERIES.known_set_aside,
        {
            "sources": array_of_texts(name.source for name in registered),
            "message_ids": message_ids,
        },
    )
    for source, message_id, digest, was_returned in set_aside:
        if digest in leave_out:
            continue
        known = keys.setdefault(MessageKey(source, message_id), KnownKey())
        known.positions.setdefault(digest, None)
        known.is_spent = known.is_spent or was_returned
    return keys


def _add_rivals(
    connection: Connection, batch: Sequence[Judged], *, keys: Mapping[MessageKey, KnownKey]
) -> None:
    """Load the accepted messages that a message of the batch competes with; few ever do."""
    rivals: dict[int, MessageKey] = {}
    for judged in batch:
        if not isinstance(judged.judgement, Candidate):
            continue
        known = keys.get(judged.judgement.key)
        if known is None or known.accepted is None or judged.digest in known.positions:
            continue
        rivals[known.accepted.position] = judged.judgement.key
    if not rivals:
        return
    rows = connection.execute(QUERIES.contents, {"positions": list(rivals)})
    for position, kind, time, sequence, text, unknown_dates in rows:
        key = rivals[position]
        accepted = keys[key].accepted
        parsed = parse(text.encode())
        if accepted is None or isinstance(parsed, Fault):
            continue
        message = AcceptedMessage(
            position=position,
            key=key,
            time=as_instant(time),
            sequence=sequence,
            event=decode_event(kind, text, unknown_dates),
        )
        rival = Rival(message, text.encode(), parsed.canonical)
        keys[key].accepted = replace(accepted, rival=rival)


def _known_unreadable(
    connection: Connection, lines: Sequence[int], *, file_digest: bytes | None
) -> frozenset[tuple[int, bytes]]:
    if not lines or file_digest is None:
        return frozenset()
    rows = connection.execute(
        QUERIES.known_unreadable, {"file_digest": file_digest, "lines": list(lines)}
    )
    return frozenset(rows.fetchall())


def _known_refusals(connection: Connection, digests: Sequence[bytes]) -> frozenset[bytes]:
    if not digests:
        return frozenset()
    rows = connection.execute(QUERIES.known_refusals, {"digests": list(digests)})
    return frozenset(digest for (digest,) in rows)
