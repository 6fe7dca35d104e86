"""How many messages a day carry a code that nobody knows: a burst says that a source changed."""

from collections.abc import Mapping
from pathlib import Path

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import LegalDay

_QUERIES = Queries(Path(__file__).with_name("unknown_codes.sql"))


def note_unknown_codes(
    connection: Connection, messages: Mapping[str, int], *, day: LegalDay
) -> None:
    """Add, by name of the source, to the messages with unknown codes of a day of receipt.

    A name that is not registered is left out.
    """
    for urn, count in sorted(messages.items()):
        connection.execute(_QUERIES.note_unknown, {"urn": urn, "day": day, "messages": count})
