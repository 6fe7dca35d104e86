"""Let a transaction find what it looks up by index, whatever the statistics say.

Work that goes through many messages in portions fills and empties tables faster than their
statistics are renewed. The planner, which still believes them empty, would read the whole table for
each portion, and every portion would cost more than the one before.
"""

from pathlib import Path

from jds.database.connection import Connection
from jds.database.queries import Queries

_QUERIES = Queries(Path(__file__).with_name("find_by_index.sql"))


def find_by_index(connection: Connection, *, in_order: bool = False) -> None:
    """Let the transaction that is open find by index until it ends.

    Args:
        in_order: It also reads the next rows of a long order, which has an index. Not for sorting
            what was found: it would read the whole order instead.
    """
    connection.execute(_QUERIES.find_by_index)
    if in_order:
        connection.execute(_QUERIES.read_in_order)
