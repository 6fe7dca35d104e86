"""`make bench-search`: how long it takes to find somebody among a million and ten million people.

The index is filled directly, as the reader of the ledger fills it, and its indexes are made after.
What is measured is what the register does to find whom a question may mean: by number, by date of
birth and name (half of them with a mistake), and by name alone. The fold of those that are found,
which comes after, costs what reading that many records costs.

Usage: python benchmarks/finding.py [--people N ...] [--searches N] [--write FILE]
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks.figures import percentile
from benchmarks.finding_people import people, person
from benchmarks.linkage_errors import with_errors
from benchmarks.registers import workshop
from jds.database.connection import Connection
from jds.domain.blocks import Person
from jds.domain.identifiers import Bsn
from jds.persons.matching.describe import describe, to_text
from jds.persons.matching.keys import deletions_of, family_key, keys_of
from jds.persons.matching.method import method_in_use
from jds.persons.retrieve import retrieve
from jds.persons.subjects import find_by_bsn

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks-search.md"

NUMBER_MS, BIRTH_AND_NAME_MS = 2.0, 10.0
"""p99 that is asked of a search by number and by date of birth and name."""

_PORTION = 20_000
_SEED = 7


@dataclass(frozen=True, slots=True)
class PathFigures:
    """One way of asking: milliseconds, and how often whoever was meant was found."""

    name: str
    p50_ms: float
    p99_ms: float
    found: float


@dataclass(frozen=True, slots=True)
class SizeFigures:
    """A register of one size."""

    people: int
    load_seconds: float
    index_seconds: float
    table_mb: float
    index_mb: float
    peak_mb: float
    paths: tuple[PathFigures, ...]


def main(arguments: Sequence[str]) -> int:
    """Measure each size and write down what came out."""
    parser = argparse.ArgumentParser(prog="python benchmarks/finding.py")
    parser.add_argument("--people", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--searches", type=int, default=1000)
    parser.add_argument("--write", type=Path, default=PAGE)
    given = parser.parse_args(arguments)
    typed = (
        " ".join(("python benchmarks/finding.py", *arguments)) if arguments else "make bench-search"
    )
    with workshop() as place:
        version = place.server_version
        found = []
        for size in given.people:
            with (
                place.register() as register,
                register.database().connect() as connection,
            ):
                found.append(_measure(connection, size, searches=given.searches))
    text = _page(found, command=typed, version=version, searches=given.searches)
    given.write.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _measure(connection: Connection, size: int, *, searches: int) -> SizeFigures:
    _say(f"making {size:,} people")
    started = time.perf_counter()
    families = _load(connection, size)
    loaded = time.perf_counter()
    _say("making the indexes")
    _index(connection, families)
    indexed = time.perf_counter()
    _say("looking for people")
    with connection.transaction():
        [(table, index)] = connection.execute(
            "SELECT pg_table_size('identity_claim'), pg_indexes_size('identity_claim')"
        ).fetchall()
    paths = tuple(
        _path(connection, name, ask, size=size, searches=searches)
        for name, ask in (
            ("number", None),
            ("date of birth and name, as they are", lambda each, dice: each),
            ("date of birth and name, one to three mistakes", _mistaken),
            ("name alone", _name_alone),
        )
    )
    return SizeFigures(
        people=size,
        load_seconds=loaded - started,
        index_seconds=indexed - loaded,
        table_mb=table / 1e6,
        index_mb=index / 1e6,
        peak_mb=_peak_mb(),
        paths=paths,
    )


def _mistaken(someone: Person, dice: random.Random) -> Person:
    return with_errors(someone, dice=dice)


def _name_alone(someone: Person, dice: random.Random) -> Person:
    return Person(name=someone.name)


def _load(connection: Connection, size: int) -> set[str]:
    families: set[str] = set()
    with connection.transaction():
        connection.execute("DROP INDEX identity_claim_keys, identity_claim_position")
        connection.execute(
            "ALTER TABLE identity_claim DROP CONSTRAINT identity_claim_subject_id_digest_key"
        )
    with (
        ProcessPoolExecutor(max_workers=2) as workers,
        connection.transaction(),
        connection.cursor() as cursor,
        cursor.copy(
            "COPY identity_claim (subject_id, digest, position, description, keys) FROM STDIN"
        ) as copy,
    ):
        for rows, names in workers.map(_rows, _portions(size)):
            copy.write(rows)
            families |= names
    with connection.transaction():
        connection.execute(
            "INSERT INTO number_claim (kind, value, subject_id, position) "
            "SELECT 'bsn', lpad(number::text, 9, '0'), number, number "
            "FROM generate_series(1, %s) AS number",
            [size],
        )
    return families


def _portions(size: int) -> Iterator[tuple[int, int]]:
    for first in range(1, size + 1, _PORTION):
        yield first, min(first + _PORTION, size + 1)


def _rows(portion: tuple[int, int]) -> tuple[bytes, set[str]]:
    """Return the rows of some people as the server reads them, and their family names."""
    lines = []
    families: set[str] = set()
    for number, someone in people(*portion):
        description = describe(someone)
        keys = ",".join(map(str, sorted(keys_of(description))))
        lines.append(f"{number}\t{number}\t{number}\t{to_text(description)}\t{{{keys}}}\n")
        families.update(part for name in description.names for part in name.family)
    return "".join(lines).encode(), families


def _index(connection: Connection, families: set[str]) -> None:
    with connection.transaction():
        connection.execute("SET LOCAL maintenance_work_mem = '1GB'")
        connection.execute(
            "CREATE INDEX identity_claim_keys ON identity_claim USING gin (keys) "
            "WITH (fastupdate = off)"
        )
        connection.execute("CREATE INDEX identity_claim_position ON identity_claim (position)")
        connection.execute(
            "ALTER TABLE identity_claim ADD CONSTRAINT identity_claim_subject_id_digest_key "
            "UNIQUE (subject_id, digest)"
        )
        connection.execute("DROP INDEX family_name_keys")
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY family_name (name, claim_key, keys) FROM STDIN") as copy,
        ):
            for name in sorted(families):
                copy.write_row((name, family_key(name), sorted(deletions_of(name))))
        connection.execute(
            "CREATE INDEX family_name_keys ON family_name USING gin (keys) WITH (fastupdate = off)"
        )
    with connection.transaction():
        connection.execute("ANALYZE identity_claim, family_name, number_claim")


def _path(
    connection: Connection,
    name: str,
    ask: Callable[[Person, random.Random], Person] | None,
    *,
    size: int,
    searches: int,
) -> PathFigures:
    dice = random.Random(_SEED)
    method = method_in_use()
    taken: list[float] = []
    found = 0
    for turn in range(searches + 50):
        meant = dice.randint(1, size)
        with connection.transaction():
            if ask is None:
                started = time.perf_counter()
                subjects: Sequence[int] = find_by_bsn(connection, Bsn(f"{meant:09}"))
            else:
                asked = ask(person(meant), dice)
                started = time.perf_counter()
                subjects = retrieve(
                    connection, describe(asked), position=size, method=method
                ).subjects
            seconds = time.perf_counter() - started
        # The first ones warm the caches of the server and are not counted.
        if turn >= 50:
            taken.append(seconds * 1000)
            found += meant in subjects
    return PathFigures(name, percentile(taken, 0.5), percentile(taken, 0.99), found / searches)


def _peak_mb() -> float:
    import resource  # noqa: PLC0415

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _page(found: list[SizeFigures], *, command: str, version: str, searches: int) -> str:
    blocks = [
        "# Benchmarks of finding people",
        (
            "Written by a run of the benchmark, not by hand. People are made up, their names as "
            "unevenly spread as real ones; *found* is how often whoever was meant is among the at "
            f"most 25 that are looked at further. {searches:,} searches on each path, one at a "
            f"time, the caches warm. Asked: a number within {NUMBER_MS:.0f} ms, date of birth and "
            f"name within {BIRTH_AND_NAME_MS:.0f} ms, 99 times in 100."
        ),
    ]
    for each in found:
        blocks += [
            f"## {each.people:,} people",
            "\n".join(
                (
                    "| Path | p50 (ms) | p99 (ms) | Found |",
                    "| --- | --- | --- | --- |",
                    *(
                        (
                            f"| {path.name} | {path.p50_ms:.2f} | {path.p99_ms:.2f} "
                            f"| {path.found:.1%} |"
                        )
                        for path in each.paths
                    ),
                )
            ),
            (
                f"Making and loading {each.load_seconds:,.0f} s, indexes "
                f"{each.index_seconds:,.0f} s; table {each.table_mb:,.0f} MB, indexes "
                f"{each.index_mb:,.0f} MB; largest resident set of the searching process "
                f"{each.peak_mb:,.0f} MB."
            ),
        ]
    blocks.append(
        f"Run on {date.today().isoformat()} with `{command}` on PostgreSQL {version}, 2 processors."  # noqa: DTZ011
    )
    return "\n\n".join(blocks) + "\n"


def _say(sentence: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
