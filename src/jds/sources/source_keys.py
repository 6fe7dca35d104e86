"""Keys of sources, with their history: with which a source signs its files.

A source without a key sends as it always did. One that ever had a key must sign, also when its last
key was revoked: a file without a valid signature then needs two people, who let in exactly that
file. When a source is cut off nothing is valid any more that was made before: keys registered until
then are no longer taken, and neither is a permit.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant
from jds.errors import BadRequest
from jds.sources.trust import cut_off_at

_QUERIES = Queries(Path(__file__).with_name("source_keys.sql"))

RegisteredAs: TypeAlias = Literal["source key", "source reconnect"]
"""The act by two people that registered a key."""


class KeyUsedBefore(BadRequest):
    """A key belongs, or belonged, to a source already."""

    code = "key-used-before"

    def __init__(self) -> None:
        super().__init__(
            "This key is, or was, the key of a source. Who had a key once may have it still: let "
            "the source make a new pair, and give its public half."
        )


class SourceKey(Struct, frozen=True):
    """A key of a source.

    Attributes:
        registered_by: Number of the proposal that two people carried out.
        revoked_from: Nothing signed with it counts from this instant on.
        revoked_at: When that was decided.
    """

    key_id: int
    public_key: bytes
    registered_at: Instant
    registered_by: int
    revoked_from: Instant | None
    revoked_at: Instant | None


def keys_of(connection: Connection, source_id: int) -> list[SourceKey]:
    """Return every key of a source, newest first."""
    return [
        SourceKey(
            key_id,
            public_key,
            as_instant(registered_at),
            registered_by,
            None if revoked_from is None else as_instant(revoked_from),
            None if revoked_at is None else as_instant(revoked_at),
        )
        for key_id, public_key, registered_at, registered_by, revoked_from, revoked_at in (
            connection.execute(_QUERIES.keys, {"source_id": source_id})
        )
    ]


def require_new_key(connection: Connection, public_key: bytes) -> None:
    """Refuse a key that any source ever had.

    Raises:
        KeyUsedBefore: It was.
    """
    if connection.execute(_QUERIES.holder, {"public_key": public_key}).fetchone() is not None:
        raise KeyUsedBefore


def replace_key(
    connection: Connection,
    source_id: int,
    public_key: bytes,
    *,
    registered_by: int,
    registered_as: RegisteredAs,
    revoked_from: Instant,
    now: Instant,
) -> int:
    """Register a key in the place of those a source has; return how many were revoked.

    Args:
        registered_by: Number of the proposal.
        revoked_from: From when on the older ones do not count.

    Raises:
        KeyUsedBefore: Some source has or had it.
    """
    require_new_key(connection, public_key)
    revoked = connection.execute(
        _QUERIES.revoke,
        {"source_id": source_id, "revoked_from": revoked_from, "revoked_at": now},
    ).rowcount
    connection.execute(
        _QUERIES.register,
        {
            "source_id": source_id,
            "public_key": public_key,
            "registered_at": now,
            "registered_by": registered_by,
            "registered_as": registered_as,
        },
    )
    return revoked


def signing_sources(connection: Connection) -> Mapping[str, tuple[bytes, ...]]:
    """Return every source that must sign, with the keys whose signature is taken now."""
    rows = connection.execute(_QUERIES.signing).fetchall()
    found: dict[str, tuple[bytes, ...]] = {}
    for urn, source_id, public_keys, registered in rows:
        cut = cut_off_at(connection, source_id)
        moments: list[datetime] = registered or []
        found[urn] = tuple(
            public_key
            for public_key, at in zip(public_keys or (), moments, strict=True)
            if cut is None or as_instant(at) >= cut
        )
    return found


def is_permitted(connection: Connection, file_digest: bytes, *, source_id: int) -> bool:
    """Tell whether two people let a file in, since the source was cut off last."""
    row = connection.execute(_QUERIES.permitted_at, {"file_digest": file_digest}).fetchone()
    if row is None or row[0] is None:
        return False
    cut = cut_off_at(connection, source_id)
    return cut is None or as_instant(row[0]) >= cut


def permit_file(connection: Connection, file_digest: bytes, *, number: int, now: Instant) -> None:
    """Note that two people let exactly this file in, by the proposal `number`."""
    connection.execute(
        _QUERIES.permit,
        {"number": number, "file_digest": file_digest, "permitted_at": now},
    )
