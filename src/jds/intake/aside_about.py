"""Which messages that are set aside are about somebody, as known at a moment.

What such a message says is in no record. That it is there is told with every answer about that
person (I4): by the subjects and numbers that could be read in it, never by a name.
"""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant
from jds.persons.register_subjects import stored_key

_QUERIES = Queries(Path(__file__).with_name("aside_about.sql"))


class AsideAbout(Struct, frozen=True):
    """A message about somebody that is in no record.

    Attributes:
        number: Among what is set aside.
        source: None when it could not be read.
        is_quarantined: It waits in quarantine until it is compared and released.
    """

    number: int
    source: str | None
    is_quarantined: bool


def ask_set_aside_about(
    connection: Connection, *, keys: Iterable[str], subjects: Collection[int], at: Instant
) -> Callable[[], list[AsideAbout]]:
    """Ask which messages about somebody were set aside at an instant.

    What is returned reads the answer, by number; in a pipeline of the caller that may be later.

    Args:
        keys: Of the subjects that are the person, and the numbers of the person, as
            `skn:1234567`, `bsn:999993653` and `v:0123456789`.
        subjects: The same subjects as the register numbers them; found by these is what was let
            in after that instant.
    """
    asked = {"keys": sorted(set(map(stored_key, keys))), "subjects": list(subjects), "at": at}
    # Asked with every answer, so planned once.
    rows = connection.execute(_QUERIES.set_aside_about, asked, prepare=True)
    return lambda: [AsideAbout(*row) for row in rows]
