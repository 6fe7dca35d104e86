"""Compare what each statement of a source counted with what is here, as soon as that can be done.

A statement (bron-stand) can be compared once every running number between the statement before it
and its own has come. What comes later into that range, in whatever order, makes the comparison
anew, so the outcome depends on what came and not on when. It is done as messages come, under the
lock of the ledger, and only for the statements that are touched: an ordinary batch touches none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from psycopg.types.json import Jsonb

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.events import SourceStatement
from jds.domain.sequence import unwrap, wrap
from jds.domain.time import Instant, as_instant
from jds.sources.counts import Counts, Difference, differences

_QUERIES = Queries(Path(__file__).with_name("compare_counts.sql"))


class StatementDiffers(Struct, frozen=True):
    """A statement whose counts do not agree.

    Attributes:
        sequence: Its running number, unwrapped.
        complete_through_at: Up to when it says that everything was sent; None when that cannot be
            read.
    """

    sequence: int
    complete_through_at: Instant | None
    differences: tuple[Difference, ...]


class Counted(Struct, frozen=True):
    """A source whose statements are compared.

    Attributes:
        first_sequence: Of its first message.
    """

    source_id: int
    urn: str
    first_sequence: int


class _Typed(Struct, frozen=True):
    """What is needed of something that may be a message."""

    type: str


class _Covered(Struct, frozen=True):
    """The running numbers between two statements, both left out; unwrapped."""

    statement: int
    sequence: int
    before: int

    @property
    def numbers(self) -> int:
        """How many they are."""
        return self.sequence - self.before - 1


def compare_counts(
    connection: Connection, source: Counted, *, touched: Collection[int], known_from: int
) -> None:
    """Compare the statements that cover some running numbers, or carry one of them.

    Args:
        touched: Unwrapped numbers of what came or changed its fate.
        known_from: Position from which on the outcome is known.
    """
    if not touched:
        return
    ready = [
        each
        for each in _touched(connection, source, sorted(touched))
        if not _has_gap(connection, source, each)
    ]
    if not ready:
        return
    positions = {"source_id": source.source_id, "statements": [each.statement for each in ready]}
    counts: dict[int, Counts] = dict(connection.execute(_QUERIES.counts_of, positions).fetchall())
    known: dict[int, Any] = dict(
        connection.execute(_QUERIES.known_differences, positions).fetchall()
    )
    for covered in ready:
        stated = counts.get(covered.statement)
        if stated is None:
            continue
        found = msgspec.to_builtins(_compare(connection, source, covered, stated=stated))
        if found != known.get(covered.statement, []):
            _note(connection, source, covered, found=found, known_from=known_from)


def differences_of(connection: Connection, urn: str) -> list[StatementDiffers]:
    """Return the statements of a source whose counts do not agree with what is here now."""
    return [
        StatementDiffers(
            sequence,
            None if through_at is None else as_instant(through_at),
            msgspec.convert(found, tuple[Difference, ...]),
        )
        for sequence, through_at, found in connection.execute(_QUERIES.differences_at, {"urn": urn})
    ]


def _touched(connection: Connection, source: Counted, touched: list[int]) -> Iterator[_Covered]:
    """Yield what those statements cover that carry a number, and the next one after it."""
    rows = connection.execute(
        _QUERIES.statements_from, {"source_id": source.source_id, "first": touched[0]}
    ).fetchall()
    sequences = sorted({sequence for sequence, _ in rows})
    wanted: set[int] = set()
    for number in touched:
        wanted.update(sequences[i] for i in _places(sequences, number))
    for sequence, position in rows:
        if sequence in wanted:
            place = bisect_left(sequences, sequence)
            before = sequences[place - 1] if place else source.first_sequence - 1
            yield _Covered(position, sequence, before)


def _places(sequences: list[int], number: int) -> Iterable[int]:
    place, after = bisect_left(sequences, number), bisect_right(sequences, number)
    return (each for each in {place, after} if each < len(sequences))


def _has_gap(connection: Connection, source: Counted, covered: _Covered) -> bool:
    row = connection.execute(
        _QUERIES.has_gap,
        {
            "source_id": source.source_id,
            "first": covered.before + 1,
            "last": covered.sequence - 1,
        },
    ).fetchone()
    return row is not None and bool(row[0])


def _compare(
    connection: Connection, source: Counted, covered: _Covered, *, stated: Counts
) -> tuple[Difference, ...]:
    if not covered.numbers:
        return differences(stated, {}, others=0)
    held: dict[str, dict[str, int]] = {}
    carried = 0
    for kind, day, count, numbers in connection.execute(
        _QUERIES.held, {"source_id": source.source_id, **_on_the_wire(covered)}
    ):
        if kind is None:
            carried = numbers
        elif kind != SourceStatement.kind:
            held.setdefault(kind, {})[day] = count
    others = covered.numbers - carried
    between = _statement_set_aside(connection, source, covered) if others else None
    if between is not None:
        # It counts from that statement on. What came before it was counted by nobody here.
        later = _Covered(covered.statement, covered.sequence, between)
        return _compare(connection, source, later, stated=stated)
    return differences(stated, held, others=others)


def _statement_set_aside(connection: Connection, source: Counted, covered: _Covered) -> int | None:
    """Return the number of the last statement among those covered that was set aside."""
    rows = connection.execute(
        _QUERIES.set_aside_among, {"urn": source.urn, **_on_the_wire(covered)}
    )
    return max(
        (
            unwrap(sequence, near=covered.sequence)
            for sequence, content in rows
            if _is_statement(content)
        ),
        default=None,
    )


def _is_statement(content: bytes) -> bool:
    """Tell whether something that was set aside says that it is a statement."""
    try:
        kind = msgspec.json.decode(content, type=_Typed).type
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return kind.startswith(f"nl.jds.{SourceStatement.kind}.")


def _on_the_wire(covered: _Covered) -> dict[str, int]:
    first, last = wrap(covered.before + 1), wrap(covered.sequence - 1)
    if first <= last:
        return {"first": first, "last": last, "again": first, "until": last}
    return {"first": first, "last": 2**31 - 1, "again": 1, "until": last}


def _note(
    connection: Connection, source: Counted, covered: _Covered, *, found: Any, known_from: int
) -> None:
    named = {
        "source_id": source.source_id,
        "statements": [covered.statement],
        "position": known_from,
    }
    connection.execute(_QUERIES.drop_unseen, named)
    connection.execute(_QUERIES.close, named)
    if found:
        connection.execute(
            _QUERIES.open,
            {
                "source_id": source.source_id,
                "statement": covered.statement,
                "sequence": covered.sequence,
                "differences": Jsonb(found),
                "position": known_from,
            },
        )
