"""Nothing lost: per source, what was received is what was accepted, doubled, set aside or refused.

The counts are kept per source and Amsterdam day as messages come in (I1); here they are added up.
Two names stand for what has no source of its own: input whose source cannot be read, and every
source that is not registered.
"""

from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries

_QUERIES = Queries(Path(__file__).with_name("accounting.sql"))


class FateCounts(Struct, frozen=True):
    """What became of the messages of one source, of all days."""

    source: str
    received: int
    accepted: int
    duplicates: int
    set_aside: int
    refused: int

    @property
    def adds_up(self) -> bool:
        """Tell whether every message received has a fate."""
        fates = self.accepted + self.duplicates + self.set_aside + self.refused
        return self.received == fates


def fates_by_source(connection: Connection) -> list[FateCounts]:
    """Return what became of the messages of every source, by name."""
    return [FateCounts(*row) for row in connection.execute(_QUERIES.fates)]
