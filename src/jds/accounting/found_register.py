"""Founding a register: its secret, and the keeper who lets all others in.

Founding again changes nothing; a founding that was interrupted is completed. What it never does is
make a second secret for a register that already holds something: with another secret no redelivery
would be recognised, and every message could come in twice.
"""

from pathlib import Path

from jds.accounting import actors, keys
from jds.accounting.roles import Role
from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant
from jds.errors import StoreProblem

_QUERIES = Queries(Path(__file__).with_name("accounting.sql"))


class ForeignRegister(StoreProblem):
    """The database is the register of another home."""

    code = "foreign-register"


def found_register(connection: Connection, *, home: Path, now: Instant) -> bool:
    """Give the register its secret and its keeper; tell whether it was founded just now.

    Raises:
        ForeignRegister: The database already is a register, and its keys are not in this home.
    """
    # Held to the end of the transaction: of two foundings at once the second finds the first.
    connection.execute(_QUERIES.actors_lock)
    keeper = actors.find_actor(connection, actors.FIRST_ACTOR)
    if keeper is not None and not keys.has_register_key(home):
        raise ForeignRegister(
            f"The database already is a register, and its keys are not in [{home}]. Put the "
            "folder [keys] of its home there, or choose another database with JDS_DATABASE."
        )
    keys.make_register_key(home)
    if keeper is not None:
        return False
    actors.add_actor(
        connection,
        actors.FIRST_ACTOR,
        role=Role.KEEPER,
        public_key=keys.make_pair(home, actors.FIRST_ACTOR),
        added_by=actors.FIRST_ACTOR,
        now=now,
    )
    return True
