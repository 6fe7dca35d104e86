"""I2: messages in any order, batches and repeats, with crashes, end in the same register."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.database.connection import Connection
from jds.domain.fold import fold
from tests.conftest import NewDatabase
from tests.invariants.deliveries import (
    RULE,
    File,
    Sent,
    files,
    one_for_each_example,
    register_after,
    sent_lines,
    whole,
)
from tests.oracle.record_oracle import PersonView, view
from tests.records.ledgers import everything_accepted


@dataclass(frozen=True)
class State:
    """What a register holds, apart from positions and from when it was received."""

    persons: dict[frozenset[str], PersonView]
    described: dict[tuple[str, ...], Any]
    effects: set[tuple[str, str, str, str]]
    set_aside: set[tuple[Any, ...]]
    open_gaps: set[tuple[str, int, int]]
    clashes: set[tuple[str, int, str]]


@st.composite
def two_deliveries(draw: st.DrawFn) -> tuple[list[Sent], list[File], list[File]]:
    """Return lines, and two ways in which they come."""
    lines = draw(sent_lines())
    return lines, draw(files(lines)), draw(files(lines))


@one_for_each_example
@given(drawn=two_deliveries())
def test_two_ways_of_arriving_end_in_the_same_register(
    new_primary_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
    drawn: tuple[list[Sent], list[File], list[File]],
) -> None:
    _, one, other = drawn

    assert _after(new_primary_database, tmp_path_factory, one) == _after(
        new_primary_database, tmp_path_factory, other
    )


@one_for_each_example
@given(drawn=two_deliveries())
def test_any_way_of_arriving_ends_where_one_file_without_a_crash_does(
    new_primary_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
    drawn: tuple[list[Sent], list[File], list[File]],
) -> None:
    lines, delivered, _ = drawn

    assert _after(new_primary_database, tmp_path_factory, delivered) == _after(
        new_primary_database, tmp_path_factory, whole(lines)
    )


def _after(
    new_database: NewDatabase, folders: pytest.TempPathFactory, delivered: list[File]
) -> State:
    folder = folders.mktemp("in")
    with (
        new_database() as database,
        register_after(database, delivered, folder=folder) as connection,
    ):
        return _state(connection)


def _state(connection: Connection) -> State:
    register = fold(everything_accepted(connection), rule=RULE)
    return State(
        persons=view(register).persons,
        described={p.subjects: (p.current, p.former, p.cases) for p in register.persons},
        effects=_rows(
            connection,
            "SELECT urn, message_id, effect, reason"
            " FROM effect JOIN ledger_line USING (position) JOIN source USING (source_id)",
        ),
        # Unreadable input is told apart by its place, and here the places differ.
        set_aside=_rows(
            connection, "SELECT source, message_id, reason, content, state FROM set_aside"
        ),
        open_gaps=_rows(
            connection,
            "SELECT urn, first_missing, last_missing FROM source_gap JOIN source USING (source_id)"
            " WHERE closed_at_position IS NULL",
        ),
        clashes=_rows(
            connection,
            "SELECT urn, sequence, message_id FROM sequence_clash JOIN source USING (source_id)",
        ),
    )


def _rows(connection: Connection, query: Any) -> set[tuple[Any, ...]]:
    return set(connection.execute(query).fetchall())
