"""When nobody watched the sources (onbewaakt), for those who were told something meanwhile.

A look that comes later than was due ends a stretch in which nobody looked. What fell silent in it
and spoke again may never be noticed; so the stretch is kept and told.
"""

from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant

_QUERIES = Queries(Path(__file__).with_name("unwatched.sql"))


class Unwatched(Struct, frozen=True):
    """A stretch in which nobody watched.

    Attributes:
        from_at: The last look before it; when the first source was added, if there was none.
        until_at: The look that ended it.
    """

    from_at: Instant
    until_at: Instant


def note_unwatched(connection: Connection, *, beat_at: Instant, patience: timedelta) -> None:
    """Keep that nobody watched before this look, if that is so; before its beat is kept.

    Args:
        patience: How long after the first source was added the first look of all may come.
    """
    connection.execute(_QUERIES.note_unwatched, {"beat_at": beat_at, "patience": patience})


def unwatched_after(connection: Connection, after: Instant) -> list[Unwatched]:
    """Return the stretches that ended after a moment, the last first."""
    return [
        Unwatched(as_instant(from_at), as_instant(until_at))
        for from_at, until_at in connection.execute(_QUERIES.unwatched, {"after": after})
    ]
