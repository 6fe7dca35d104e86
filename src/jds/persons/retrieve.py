"""Retrieve whom a description may mean from the index, the likeliest first.

The narrow paths are always gone: the date of birth, or a mistake in it, with a name. The broad ones
(a date alone, a name alone) are gone when those found nobody likely. What is retrieved is more than
what is found: the caller compares it with what is known of each at the moment.
"""

from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.persons.matching.compare import Comparison, Strength, compare
from jds.persons.matching.describe import Description, from_text
from jds.persons.matching.keys import deletions_of
from jds.persons.matching.method import Method
from jds.persons.matching.names import similarity
from jds.persons.matching.paths import paths

_QUERIES = Queries(Path(__file__).with_name("retrieve.sql"))

MOST_CLAIMS = 2000
"""Claims that one path reads; a search that met this bound says so."""

MOST_SUBJECTS = 25

_MOST_ALIKE = 40
_MOST_FAMILIES = 400


class Retrieved(Struct, frozen=True):
    """Whom a description may mean.

    Attributes:
        subjects: The likeliest first, at most `MOST_SUBJECTS`.
        cut_off: There was more under some key than is read, so somebody may be missing.
    """

    subjects: tuple[int, ...]
    cut_off: bool


def retrieve(
    connection: Connection,
    asked: Description,
    *,
    position: int,
    method: Method,
    most: int = MOST_SUBJECTS,
) -> Retrieved:
    """Return the subjects that `asked` may mean, as known at `position`."""
    best: dict[int, Comparison] = {}
    cut_off = False
    seen: set[tuple[int, str]] = set()
    for keys in paths(
        asked,
        families_like=lambda: _families_like(connection, asked, method=method),
        is_anybody_likely=lambda: _is_anybody_likely(best),
        is_anybody_found=lambda: bool(best),
    ):
        rows = connection.execute(
            _QUERIES.claims,
            {"keys": list(keys), "position": position, "most": MOST_CLAIMS + 1},
        ).fetchall()
        cut_off |= len(rows) > MOST_CLAIMS
        for subject_id, description in rows[:MOST_CLAIMS]:
            if (subject_id, description) in seen:
                continue
            seen.add((subject_id, description))
            found = compare(asked, from_text(description), method=method)
            before = best.get(subject_id)
            if before is None or found.weight > before.weight:
                best[subject_id] = found
    alike = [
        (subject_id, found)
        for subject_id, found in best.items()
        if found.strength is not Strength.NOTHING
    ]
    alike.sort(key=lambda each: (-each[1].weight, each[0]))
    return Retrieved(
        tuple(subject_id for subject_id, _ in alike[:most]), cut_off or len(alike) > most
    )


def _is_anybody_likely(best: dict[int, Comparison]) -> bool:
    return any(
        each.strength in (Strength.LIKELY, Strength.NEARLY_CERTAIN) for each in best.values()
    )


def _families_like(
    connection: Connection, asked: Description, *, method: Method
) -> tuple[str, ...]:
    """Return family names of the register that look like those asked, the likest first."""
    names = {part for name in asked.names for part in name.family}
    keys = {key for name in names for key in deletions_of(name)}
    if not keys:
        return ()
    rows = connection.execute(
        _QUERIES.families_like, {"keys": sorted(keys), "most": _MOST_FAMILIES}
    )
    likeness = {
        found: max(similarity(found, name) for name in names)
        for (found,) in rows
        if found not in names
    }
    alike = [found for found, how in likeness.items() if how >= method.names_alike]
    return tuple(sorted(alike, key=lambda found: (-likeness[found], found))[:_MOST_ALIKE])
