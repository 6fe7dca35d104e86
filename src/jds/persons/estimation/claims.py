"""Read the whole index of people, a little at a time."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.persons.matching.describe import Description, from_text

_QUERIES = Queries(Path(__file__).with_name("claims.sql"))

_AT_A_TIME = 20_000


class Claim(Struct, frozen=True):
    """One description of a subject.

    Attributes:
        number: Tells it from every other description.
        subject: Number of the subject in the register; descriptions of one subject are of one
            person.
    """

    number: int
    subject: int
    description: Description


def claims_of(connection: Connection) -> Iterator[Claim]:
    """Yield every description of the index, in the transaction of the caller.

    They come through a cursor on the server, so that no register is too large to be read.
    """
    with connection.cursor(name="estimation_claims") as cursor:
        cursor.itersize = _AT_A_TIME
        cursor.execute(_QUERIES.claims)
        for claim_id, subject_id, description in cursor:
            yield Claim(claim_id, subject_id, from_text(description))
