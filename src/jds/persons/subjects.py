"""Finding the subjects that a question is about, and those it cannot be answered without.

A number finds subjects and joins none: who is one person with whom is decided by the fold, from
what the person authority stated. What is found here is always enough for that decision, and often
more.
"""

from collections.abc import Callable, Collection
from contextlib import nullcontext
from pathlib import Path

from psycopg import Rollback

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.case_number import canonical_or_none
from jds.domain.identifiers import Bsn, Skn, VNumber
from jds.persons.register_subjects import known_subjects

_QUERIES = Queries(Path(__file__).with_name("persons.sql"))


def find_by_skn(connection: Connection, skn: Skn) -> int | None:
    """Return the subject of this SKN; None when no message ever gave it."""
    row = connection.execute(_QUERIES.subject_named, {"key": f"skn:{skn}"}).fetchone()
    return None if row is None else int(row[0])


def find_by_case(connection: Connection, *, source: str, number: str) -> list[int]:
    """Return the subjects without SKN that a source named by a case: a parketnummer or its own."""
    canonical = canonical_or_none(number) or number.strip()
    keys = {f"zaak:{source}|p:{canonical}", f"zaak:{source}|b:{number}"}
    found = known_subjects(connection, keys)
    return sorted(found.values())


def find_by_bsn(connection: Connection, bsn: Bsn) -> list[int]:
    """Return every subject that ever carried this BSN: it may be several people."""
    return _carriers(connection, "bsn", bsn)


def find_by_v_number(connection: Connection, v_number: VNumber) -> list[int]:
    """Return every subject that ever carried this V-number: it may be several people."""
    return _carriers(connection, "v", v_number)


def _carriers(connection: Connection, kind: str, value: str) -> list[int]:
    rows = connection.execute(_QUERIES.carriers_of, {"kind": kind, "value": value})
    return [subject_id for (subject_id,) in rows]


def relatives_of(connection: Connection, subjects: Collection[int]) -> list[int]:
    """Return `subjects` and all that a statement of identity could join with them, at any moment.

    A subject outside the result can be no one's person inside it.
    """
    rows = connection.execute(_QUERIES.relatives, {"subjects": list(subjects)})
    return [subject_id for (subject_id,) in rows]


def hold(
    connection: Connection, find: Callable[[], Collection[int]], *, locks: bool = True
) -> frozenset[int]:
    """Hold whoever `find` finds, and their relatives, to the end of the transaction of the caller.

    Answers, decisions and destructions about one person take turns by this lock, and whoever reads
    the ledger by position to open answers again takes it too. It comes before the head of the
    ledger and before the editions of the law: what `find` locks for a first look is let go again.

    Somebody may be found, or become a relative, while we wait for it. Then it is let go and taken
    anew, so that it is always taken in one order. `find` was last called while everybody it found
    was held.

    Args:
        locks: Whether `find` takes locks. One that does not costs less: to let them go is to roll
            back, upon which a connection forgets every statement that it had prepared.

    Returns:
        All subjects that are held.
    """
    with connection.transaction(force_rollback=True) if locks else nullcontext():
        subjects = frozenset(relatives_of(connection, find()))
    while True:
        with connection.transaction() as attempt:
            connection.execute(_QUERIES.hold, {"subjects": sorted(subjects)})
            found = frozenset(relatives_of(connection, find()))
            if subjects.issuperset(found):
                return subjects
            subjects |= found
            raise Rollback(attempt)


def subjects_named_at(connection: Connection, positions: Collection[int]) -> set[int]:
    """Return the subjects that the messages at `positions` name."""
    if not positions:
        return set()
    rows = connection.execute(_QUERIES.named_at, {"positions": list(positions)})
    return {subject_id for (subject_id,) in rows}


def keys_of(connection: Connection, subjects: Collection[int]) -> dict[str, int]:
    """Return the subjects by their internal keys, as `stored_key` shortens them."""
    rows = connection.execute(_QUERIES.keys_of, {"subjects": list(subjects)})
    return {key: subject_id for subject_id, key in rows}


def skns_left_of(connection: Connection, subjects: Collection[int]) -> tuple[list[str], int]:
    """Return the SKNs of subjects about whom some message is left, and how many have none.

    A subject without SKN is one case of one source, or a number that nothing else is known of.
    """
    rows = connection.execute(_QUERIES.keys_left_of, {"subjects": list(subjects)})
    keys = [key for (key,) in rows]
    skns = [key.removeprefix("skn:") for key in keys if key.startswith("skn:")]
    return skns, len(keys) - len(skns)


def subjects_after(connection: Connection, after: int, *, count: int) -> list[int]:
    """Return the next `count` subjects after one, in the order in which they became known."""
    rows = connection.execute(_QUERIES.subjects_after, {"after": after, "count": count})
    return [subject_id for (subject_id,) in rows]
