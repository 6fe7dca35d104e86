"""From an instant or a position to what the register knew."""

import threading
from datetime import timedelta

import pytest

from jds.database.connection import Database
from jds.domain.time import Instant, InvalidTime, as_instant, instant_from_text
from jds.records.known_at import NotYetKnown, find_moment, read_known_at
from tests.records.ledgers import NOON, admit
from tests.records.wire import registered

FIRST = NOON
SECOND = instant_from_text("2026-03-02T13:00:00Z")
NOW = instant_from_text("2026-03-02T14:00:00Z")
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def two_batches(register: Database) -> Database:
    """Give a register with position 1 recorded at noon, and 2 and 3 an hour later."""
    admit(register, [registered()], now=FIRST)
    more = [registered(message_id=f"om-{n}", sequence=n) for n in (2, 3)]
    admit(register, more, now=SECOND)
    return register


def _position(database: Database, asked: int | Instant | None) -> int:
    with database.transaction() as connection:
        return find_moment(connection, asked, now=NOW).position


@pytest.mark.parametrize(
    ("at", "position"),
    [
        (FIRST - MOMENT, 0),
        (FIRST, 1),
        (FIRST + MOMENT, 1),
        (SECOND - MOMENT, 1),
        (SECOND, 3),
        (NOW, 3),
    ],
)
def test_an_instant_means_the_last_position_recorded_by_then(
    two_batches: Database, at: Instant, position: int
) -> None:
    assert _position(two_batches, as_instant(at)) == position


def test_an_instant_that_has_yet_to_come_has_no_answer(two_batches: Database) -> None:
    with pytest.raises(NotYetKnown, match="yet to come"):
        _position(two_batches, as_instant(NOW + MOMENT))


@pytest.mark.parametrize("position", [0, 1, 3])
def test_a_position_means_itself(two_batches: Database, position: int) -> None:
    assert _position(two_batches, position) == position


def test_a_position_that_has_yet_to_come_has_no_answer(two_batches: Database) -> None:
    with pytest.raises(NotYetKnown, match=r"ends at \[3\]"):
        _position(two_batches, 4)


def test_nothing_asked_means_all_that_is_known_now(two_batches: Database) -> None:
    with two_batches.transaction() as connection:
        moment = find_moment(connection, None, now=NOW)

    assert (moment.position, moment.at, moment.is_now) == (3, NOW, True)


@pytest.mark.parametrize(("position", "at"), [(0, FIRST), (1, FIRST), (2, SECOND), (3, SECOND)])
def test_a_position_stands_for_the_instant_at_which_it_was_recorded(
    two_batches: Database, position: int, at: Instant
) -> None:
    with two_batches.transaction() as connection:
        moment = find_moment(connection, position, now=NOW)

    assert moment.at == at
    assert moment.is_now is (position == 3)


def test_an_empty_ledger_has_position_0_and_every_instant_means_it(register: Database) -> None:
    assert _position(register, None) == _position(register, 0) == _position(register, FIRST) == 0


def test_an_instant_after_the_last_record_waits_for_a_batch_that_is_being_written(
    two_batches: Database,
) -> None:
    found: list[int] = []

    with two_batches.transaction() as connection:
        connection.execute("SELECT FROM ledger_head FOR UPDATE")
        asking = threading.Thread(target=lambda: found.append(_position(two_batches, NOW)))
        asking.start()
        _wait_until_somebody_waits(two_batches)
        # Any earlier instant is settled, and is answered at once.
        assert _position(two_batches, FIRST) == 1
        assert found == []
    asking.join()

    assert found == [3]


def _wait_until_somebody_waits(database: Database) -> None:
    with database.connect() as connection:
        connection.autocommit = True
        while connection.execute("SELECT FROM pg_locks WHERE NOT granted").fetchone() is None:
            pass


@pytest.mark.parametrize(
    ("text", "asked"),
    [("0", 0), ("27", 27), ("0027", 27), ("2026-03-02T12:00:00Z", FIRST)],
)
def test_digits_are_a_position_and_all_else_an_instant(text: str, asked: int | Instant) -> None:
    assert read_known_at(text) == asked


@pytest.mark.parametrize("text", ["", "-1", "1.0", "2026-03-02", "2026-03-02T12:00:00", "²"])
def test_what_is_neither_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(InvalidTime) as refused:
        read_known_at(text)

    assert not text or text not in refused.value.sentence


@pytest.mark.parametrize("text", [str(2**63), "9" * 5000])
def test_a_position_beyond_any_ledger_is_refused(text: str) -> None:
    with pytest.raises(NotYetKnown):
        read_known_at(text)


def test_the_largest_position_is_read() -> None:
    assert read_known_at(str(2**63 - 1)) == 2**63 - 1
