"""How far sources are trusted now; one that is cut off, or has returned, sends into quarantine."""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant
from jds.sources.standing import QUARANTINED, StandingWord, StatedWord

_QUERIES = Queries(Path(__file__).with_name("trust.sql"))

CUT_OFF: StatedWord = "afgesneden"
RETURNING: StatedWord = "terugkerend"
CATCHING_UP: StatedWord = "inhalen"


class Trust(Struct, frozen=True):
    """How far a source is trusted.

    Attributes:
        word: Its standing as it was stated last; None when none ever was.
        since: When it was stated.
        signs: It has, or had, a key: its files carry a signature.
        is_doubtful: Something that it sent before it was cut off is doubtful, or was.
    """

    source_id: int
    word: StandingWord | None
    since: Instant | None
    signs: bool
    is_doubtful: bool

    @property
    def is_quarantined(self) -> bool:
        """Tell whether what it sends is set aside."""
        return self.word in QUARANTINED


def trust_of(connection: Connection, urns: Collection[str]) -> dict[str, Trust]:
    """Return how far these sources are trusted, by name.

    Whoever holds the lock of the ledger knows that it stays so until the transaction ends.
    """
    rows = connection.execute(_QUERIES.trust, {"urns": list(urns)})
    return {
        urn: Trust(
            source_id, word, None if since is None else as_instant(since), signs, is_doubtful
        )
        for urn, source_id, word, since, signs, is_doubtful in rows
    }


def quarantined_among(connection: Connection, urns: Collection[str]) -> frozenset[str]:
    """Return which of these sources send into quarantine now."""
    return frozenset(
        urn for urn, trust in trust_of(connection, urns).items() if trust.is_quarantined
    )


def word_of(connection: Connection, urn: str) -> StandingWord | None:
    """Return the standing that was stated of a source last; None when none ever was."""
    trust = trust_of(connection, (urn,)).get(urn)
    return None if trust is None else trust.word


def cut_off_at(connection: Connection, source_id: int) -> Instant | None:
    """Return when a source was cut off last; None when it never was."""
    row = connection.execute(_QUERIES.cut_off_at, {"source_id": source_id}).fetchone()
    return None if row is None or row[0] is None else as_instant(row[0])
