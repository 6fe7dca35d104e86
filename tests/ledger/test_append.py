"""One writer order: positions become visible in their own order, and are never skipped."""

import threading
import time

import psycopg
import pytest

from jds.database.connection import Connection, Database
from jds.domain.time import instant_from_text
from jds.intake.admit_batch import admit_batch
from jds.ledger.binary_rows import SENT_AT_ONCE
from jds.ledger.read import NoSuchPosition, head, position_at, recorded_at
from jds.ledger.verify import verify
from tests.intake.deliveries import KEY, NEXT_DAY, NOON, admit, judge_of, judged, registered, rows

WRITERS = 4
BATCHES = 15


def positions_after(connection: Connection, position: int) -> list[int]:
    """Read as a reader by position does: what comes after the last one it has seen."""
    found = connection.execute(
        "SELECT position FROM ledger_line WHERE position > %s ORDER BY position", [position]
    )
    return [each for (each,) in found]


def wait_until_somebody_waits(register: Database) -> None:
    """Return once a session waits for a lock that another holds."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
    )
    while rows(register, waiting) == [(0,)]:
        time.sleep(0.01)


def test_a_reader_by_position_never_skips_for_the_next_writer_waits(register: Database) -> None:
    """The first writer has its position and has not committed when the second one comes.

    Could the second commit position 2 now, the reader would see it, go on after 2, and never see
    position 1. So it has to wait.
    """
    second = threading.Thread(target=admit, args=(register, registered(2)))
    with register.connect() as reader, register.connect() as first:
        reader.autocommit = True
        judge = judge_of(reader)
        with first.transaction():
            admit_batch(first, judged([registered(1)], judge=judge), register_key=KEY, now=NOON)
            second.start()
            wait_until_somebody_waits(register)
            seen_meanwhile = positions_after(reader, 0)
        second.join()
        seen_after = positions_after(reader, max(seen_meanwhile, default=0))

    assert seen_meanwhile == []
    assert seen_after == [1, 2]


def test_readers_see_every_position_once_while_many_write(register: Database) -> None:
    writers = [
        threading.Thread(target=write_batches, args=(register, writer)) for writer in range(WRITERS)
    ]
    seen: list[int] = []
    for writer in writers:
        writer.start()
    with register.connect() as reader:
        reader.autocommit = True
        while any(writer.is_alive() for writer in writers):
            seen += positions_after(reader, max(seen, default=0))
        seen += positions_after(reader, max(seen, default=0))

    assert seen == list(range(1, WRITERS * BATCHES * 2 + 1))


def write_batches(register: Database, writer: int) -> None:
    """Admit batches of two messages, each batch in a transaction of its own."""
    for batch in range(BATCHES):
        number = 1 + 2 * (writer * BATCHES + batch)
        admit(register, registered(number), registered(number + 1))


def test_a_batch_that_is_sent_in_pieces_is_whole(register: Database) -> None:
    messages = [registered(number) for number in range(1, 2 * SENT_AT_ONCE + 2)]

    assert admit(register, *messages).positions == (1, len(messages))
    with register.transaction() as connection:
        found = verify(connection)
    assert (found.lines, found.findings) == (len(messages), ())


def test_what_was_rolled_back_leaves_no_hole(register: Database) -> None:
    with register.connect() as connection:
        with connection.transaction():
            judge = judge_of(connection)
        with connection.transaction(force_rollback=True):
            lines = judged([registered(1)], judge=judge)
            admit_batch(connection, lines, register_key=KEY, now=NOON)

    assert admit(register, registered(2)).positions == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_line SET message_id = 'other'",
        "DELETE FROM ledger_line",
        "TRUNCATE ledger_line CASCADE",
        "UPDATE ledger_payload SET content = 'other'",
        "TRUNCATE ledger_payload",
        "DELETE FROM ledger_payload",
        "DELETE FROM ledger_erasure",
        "UPDATE ledger_erasure SET rule = 'other'",
    ],
)
def test_the_database_refuses_to_change_the_ledger(register: Database, change: str) -> None:
    admit(register, registered(1))

    with pytest.raises(psycopg.errors.RaiseException), register.transaction() as connection:
        connection.execute(change)


def test_a_moment_stands_for_the_last_position_recorded_by_then(register: Database) -> None:
    admit(register, registered(1), registered(2))
    admit(register, registered(3), now=NEXT_DAY)
    just_before = instant_from_text("2026-03-02T11:59:59.999999Z")

    with register.transaction() as connection:
        found = [position_at(connection, at) for at in (just_before, NOON, NEXT_DAY)]
        assert recorded_at(connection, 2) == NOON
        assert recorded_at(connection, 3) == NEXT_DAY

    assert found == [0, 2, 3]


def test_a_moment_is_found_among_any_number_of_positions(register: Database) -> None:
    moments = [instant_from_text(f"2026-03-02T12:{minute:02}:00Z") for minute in range(13)]
    for number, moment in enumerate(moments, start=1):
        admit(register, registered(number), now=moment)

    with register.transaction() as connection:
        assert [position_at(connection, at) for at in moments] == list(range(1, 14))


def test_an_empty_ledger_ends_at_position_zero(register: Database) -> None:
    with register.transaction() as connection:
        assert head(connection).position == 0
        assert position_at(connection, NOON) == 0
        with pytest.raises(NoSuchPosition):
            recorded_at(connection, 1)
