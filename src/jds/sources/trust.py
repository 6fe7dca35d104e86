"""Which sources are trusted now; one that is cut off, or has returned, sends into quarantine."""

from collections.abc import Collection
from pathlib import Path

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant

_QUERIES = Queries(Path(__file__).with_name("trust.sql"))

CUT_OFF, RETURNING, CATCHING_UP = "afgesneden", "terugkerend", "inhalen"

QUARANTINED = frozenset((CUT_OFF, RETURNING))
"""Standings in which what a source sends is set aside until it was compared and released."""


def quarantined_among(connection: Connection, urns: Collection[str]) -> frozenset[str]:
    """Return which of these sources send into quarantine now.

    The caller holds the lock of the ledger, so that it stays so until the batch is committed.
    """
    rows = connection.execute(_QUERIES.standings)
    return frozenset(urn for urn, _, word, _ in rows if urn in urns and word in QUARANTINED)


def word_of(connection: Connection, urn: str) -> str | None:
    """Return the standing that was stated of a source last; None when none ever was."""
    return next(
        (word for each, _, word, _ in connection.execute(_QUERIES.standings) if each == urn), None
    )


def state(connection: Connection, source_id: int, word: str, *, reason: str, now: Instant) -> None:
    """State another standing of a source, in the transaction of the caller."""
    connection.execute(
        _QUERIES.state, {"source_id": source_id, "word": word, "since": now, "reason": reason}
    )
