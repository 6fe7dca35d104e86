"""Answers that rest on messages of a source that is distrusted: which they are, about nobody.

An answer is listed while a message about one of its subjects, known when it was given, is doubtful.
Whether it would have been another one without that message is not judged here.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant
from jds.sources.register import Source

_QUERIES = Queries(Path(__file__).with_name("on_distrusted.sql"))


class RestsOnDoubt(Struct, frozen=True):
    """An answer that rests on doubtful messages; nothing of a person.

    Attributes:
        messages: How many doubtful messages there are about its subjects.
    """

    number: int
    given_at: Instant
    recipient: str
    purpose: str
    verdict: str
    advice: str
    known_until: Instant | None
    messages: int


def answers_on_distrusted(
    connection: Connection, source: Source | None = None
) -> Iterator[RestsOnDoubt]:
    """Yield the answers that rest on doubtful messages of a source, or of any, in order."""
    asked = {"source_id": None if source is None else source.source_id}
    with connection.cursor("on_distrusted") as cursor:
        cursor.itersize = 5000
        for (
            number,
            given_at,
            recipient,
            purpose,
            verdict,
            advice,
            known_until,
            messages,
        ) in cursor.execute(_QUERIES.on_distrusted, asked):
            yield RestsOnDoubt(
                number,
                as_instant(given_at),
                recipient,
                purpose,
                verdict,
                advice,
                None if known_until is None else as_instant(known_until),
                messages,
            )
