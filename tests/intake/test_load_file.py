"""Loading a file: receipts, breaking off anywhere, files that break off, one process at a time."""

import gzip
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from jds.database.connection import Database
from jds.intake.fates import Fate
from jds.intake.judge import Judge
from jds.intake.judgement import Judgement, Line
from jds.intake.lines import UnreadableFile
from jds.intake.load_file import FileBeingLoaded, FileChanged, Progress, load_file
from jds.intake.receipt import Counts, MessageReceipt, Receipt, receipts_to
from jds.ledger.verify import verify
from tests.intake.conftest import NewRegister
from tests.intake.deliveries import (
    KEY,
    NEXT_DAY,
    NOON,
    OM,
    Wire,
    admit,
    end_state,
    impossible,
    judge_of,
    load,
    not_allowed,
    registered,
    retracted,
    rows,
    stated_complete,
    unfit,
    write_file,
)


def many_messages(count: int) -> list[Wire | bytes]:
    """Return messages of every fate, out of order, with gaps, repeats and clashes."""
    messages: list[Wire | bytes] = []
    for number in range(1, count + 1):
        message: Wire | bytes = registered(number, person={"skn": str(1_000_000 + number % 17)})
        if number % 10 == 3:
            message = unfit(number)
        elif number % 10 == 5:
            message = registered(number, message_id=f"m-{number - 1}", on="2025-03-01")
        elif number % 10 == 7:
            message = b'{"id": "m-%d"' % number
        elif number % 25 == 8:
            message = not_allowed(number)
        elif number % 25 == 9:
            message = impossible(number)
        elif number % 25 == 11:
            message = stated_complete(number)
        elif number % 25 == 12:
            message = retracted(number, about=f"m-{number + 4}")
        elif number % 25 == 14:
            continue
        messages.append(message)
    random.Random(count).shuffle(messages)
    return messages + messages[: count // 5]


def test_a_file_is_loaded_whole_and_the_receipt_counts_every_line(
    register: Database, tmp_path: Path
) -> None:
    path = write_file(
        tmp_path / "in", [registered(1), registered(1), unfit(2), b"", not_allowed(3), b"{"]
    )
    receipts: list[MessageReceipt] = []

    receipt = load(register, path, receipts=receipts, batch_lines=2)

    assert receipt == Receipt(
        Counts(accepted=1, duplicates=1, set_aside=2, refused=1),
        0,
        first_position=1,
        last_position=1,
    )
    assert receipt.counts.received == 5
    assert [(each.regel, each.lot) for each in receipts] == [
        (1, Fate.ACCEPTED),
        (2, Fate.DUPLICATE),
        (3, Fate.SET_ASIDE),
        (5, Fate.REFUSED),
        (6, Fate.SET_ASIDE),
    ]


def test_receipts_can_be_written_as_lines(register: Database, tmp_path: Path) -> None:
    written = bytearray()
    path = write_file(tmp_path / "in", [registered(1), b"{"])
    with register.transaction() as connection:
        judge = judge_of(connection)

    load_file(
        register,
        path,
        judge=judge,
        register_key=KEY,
        clock=lambda: NOON,
        on_receipts=receipts_to(written.extend),
    )

    assert written.decode().splitlines() == [
        f'{{"regel":1,"lot":"aanvaard","bron":"{OM}","id":"m-1","positie":1}}',
        '{"regel":2,"lot":"apart-gezet","reden":"onleesbaar"}',
    ]


def test_an_empty_file_gives_an_empty_receipt(register: Database, tmp_path: Path) -> None:
    assert load(register, write_file(tmp_path / "in", [])) == Receipt(Counts())


def test_a_file_that_is_loaded_again_only_counts_duplicates(
    register: Database, tmp_path: Path
) -> None:
    messages = many_messages(60)
    path = write_file(tmp_path / "in", messages)
    load(register, path)
    with register.transaction() as connection:
        before = end_state(connection) | {"counts": []}

    again = load(register, path, batch_lines=11)

    with register.transaction() as connection:
        assert end_state(connection) | {"counts": []} == before
    assert again.counts == Counts(duplicates=len(messages))


def test_lines_and_bytes_that_are_done_are_told_after_each_batch(
    register: Database, tmp_path: Path
) -> None:
    path = write_file(tmp_path / "in", [registered(1), registered(2), registered(3)])
    told: list[Progress] = []
    with register.transaction() as connection:
        judge = judge_of(connection)

    load_file(
        register,
        path,
        judge=judge,
        register_key=KEY,
        clock=lambda: NOON,
        batch_lines=2,
        on_progress=told.append,
    )

    assert [(each.lines, each.counts.accepted) for each in told] == [(2, 2), (3, 3)]
    assert told[-1].bytes_read == path.stat().st_size


def test_heavy_lines_make_smaller_batches(register: Database, tmp_path: Path) -> None:
    heavy = b'{"' + b"x" * 1_000_000
    path = write_file(tmp_path / "in", [heavy] * 17)
    told: list[Progress] = []
    with register.transaction() as connection:
        judge = judge_of(connection)

    load_file(
        register,
        path,
        judge=judge,
        register_key=KEY,
        clock=lambda: NOON,
        on_progress=told.append,
    )

    assert [each.lines for each in told] == [9, 17]


class Broken(Exception):
    """The power fails."""


@dataclass
class BreaksAt:
    """A judge that breaks off at a line, as a process does that dies there."""

    judge_of_register: Judge
    line: int

    def judge(self, line: Line) -> Judgement:
        if line.number == self.line:
            raise Broken
        return self.judge_of_register.judge(line)


@pytest.mark.parametrize("line", [1, 2, 7, 8, 30, 57, 58])
def test_a_load_that_broke_off_goes_on_and_ends_as_if_nothing_had_happened(
    new_register: NewRegister, tmp_path: Path, line: int
) -> None:
    path = write_file(tmp_path / "in", many_messages(50))
    with new_register() as undisturbed:
        expected = load(undisturbed, path)
        with undisturbed.transaction() as connection:
            expected_state = end_state(connection)
    with new_register() as register:
        with register.transaction() as connection:
            judge = BreaksAt(judge_of(connection), line)
        with pytest.raises(Broken):
            load_file(
                register,
                path,
                judge=judge,
                register_key=KEY,
                clock=lambda: NOON,
                batch_lines=7,
            )

        assert load(register, path) == expected

        with register.transaction() as connection:
            assert end_state(connection) == expected_state
        assert rows(register, "SELECT count(*), count(finished_at) FROM delivery") == [(1, 1)]


@pytest.mark.parametrize("seed", range(3))
def test_a_load_that_is_killed_anywhere_goes_on_and_ends_as_if_it_was_not(
    new_register: NewRegister, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    path = write_file(tmp_path / "in", many_messages(400))
    with new_register() as undisturbed:
        expected = load(undisturbed, path, batch_lines=10)
        with undisturbed.transaction() as connection:
            expected_state = end_state(connection)
    with new_register() as register:
        for _ in range(3):
            _load_and_kill(register, path, batches=chance.randint(0, 12), chance=chance)

        assert load(register, path, batch_lines=10) == expected

        with register.transaction() as connection:
            assert end_state(connection) == expected_state
        with register.transaction() as connection:
            assert verify(connection).findings == ()


def _load_and_kill(register: Database, path: Path, *, batches: int, chance: random.Random) -> None:
    """Start to load in another process, and kill it at some moment after so many batches."""
    command = [
        sys.executable,
        "-m",
        "tests.intake.load_until_killed",
        register.address,
        str(path),
        "10",
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        for _ in range(batches):
            if not process.stdout.readline():
                break
        time.sleep(chance.random() * 0.01)
        process.kill()


@pytest.fixture
def half_a_file(tmp_path: Path) -> Path:
    """Give a gzip that breaks off somewhere after its tenth line."""
    path = tmp_path / "in.gz"
    whole = gzip.compress(write_file(tmp_path / "in", many_messages(200)).read_bytes())
    path.write_bytes(whole[: len(whole) // 2])
    return path


def test_what_stands_before_the_break_in_a_file_is_kept(
    register: Database, half_a_file: Path
) -> None:
    with pytest.raises(UnreadableFile, match=r"from line \[\d+\] on"):
        load(register, half_a_file)
    with register.transaction() as connection:
        kept = end_state(connection)
    assert kept["accepted"]

    with pytest.raises(UnreadableFile):
        load(register, half_a_file, batch_lines=1000)

    with register.transaction() as connection:
        assert end_state(connection) == kept


def test_a_repaired_file_loads_whole(
    new_register: NewRegister, half_a_file: Path, tmp_path: Path
) -> None:
    whole = write_file(tmp_path / "whole", many_messages(200))
    with new_register() as undisturbed:
        load(undisturbed, whole)
        with undisturbed.transaction() as connection:
            expected = end_state(connection)["accepted"]
    with new_register() as register:
        with pytest.raises(UnreadableFile):
            load(register, half_a_file)

        receipt = load(register, whole)

        with register.transaction() as connection:
            assert end_state(connection)["accepted"] == expected
        assert receipt.counts.received == len(many_messages(200))


def test_a_file_that_is_not_there_is_named(register: Database, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not exist"):
        load(register, tmp_path / "nowhere.ndjson")


def test_what_can_be_read_only_once_is_refused(register: Database, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(UnreadableFile, match="no ordinary file"):
        load(register, tmp_path / "pipe")


def test_a_file_that_grows_while_it_is_loaded_is_not_called_done(
    register: Database, tmp_path: Path
) -> None:
    path = write_file(tmp_path / "in", [registered(1)])
    with register.transaction() as connection:
        judge = judge_of(connection)

    def grow(_: Progress) -> None:
        path.write_bytes(path.read_bytes() + b"\n")

    with pytest.raises(FileChanged):
        load_file(
            register,
            path,
            judge=judge,
            register_key=KEY,
            clock=lambda: NOON,
            on_progress=grow,
        )

    assert load(register, path).counts == Counts(duplicates=1)


@dataclass
class WaitsInTheMiddle:
    """A judge that stops before a line until it may go on."""

    judge_of_register: Judge
    reached: threading.Event
    go_on: threading.Event

    def judge(self, line: Line) -> Judgement:
        if line.number == 2:
            self.reached.set()
            self.go_on.wait()
        return self.judge_of_register.judge(line)


@pytest.fixture
def being_loaded(register: Database, tmp_path: Path) -> Iterator[Path]:
    """Give a file that another session is loading."""
    path = write_file(tmp_path / "in", [registered(1), registered(2)])
    with register.transaction() as connection:
        judge = WaitsInTheMiddle(judge_of(connection), threading.Event(), threading.Event())
    other = threading.Thread(
        target=load_file,
        args=(register, path),
        kwargs={"judge": judge, "register_key": KEY, "clock": lambda: NOON},
    )
    other.start()
    judge.reached.wait()
    yield path
    judge.go_on.set()
    other.join()


def test_a_file_is_loaded_by_one_process_at_a_time(register: Database, being_loaded: Path) -> None:
    with pytest.raises(FileBeingLoaded):
        load(register, being_loaded)


def test_another_file_may_be_loaded_meanwhile(
    register: Database, being_loaded: Path, tmp_path: Path
) -> None:
    assert being_loaded.exists()
    other = write_file(tmp_path / "other", [registered(3)])

    assert load(register, other).counts == Counts(accepted=1)


def test_a_batch_and_how_far_the_file_is_are_kept_together_or_not_at_all(
    register: Database, tmp_path: Path
) -> None:
    path = write_file(tmp_path / "in", [registered(number) for number in range(1, 6)])
    with register.transaction() as connection:
        connection.execute(
            "CREATE TRIGGER full_disk BEFORE UPDATE ON delivery"
            " FOR EACH ROW WHEN (new.lines_done > 2) EXECUTE FUNCTION refuse_change()"
        )

    with pytest.raises(psycopg.errors.RaiseException):
        load(register, path, batch_lines=2)

    assert rows(register, "SELECT lines_done, received FROM delivery") == [(2, 2)]
    assert rows(register, "SELECT position FROM ledger_line ORDER BY position") == [(1,), (2,)]
    with register.transaction() as connection:
        connection.execute("DROP TRIGGER full_disk ON delivery")
    assert load(register, path).counts == Counts(accepted=5)


def test_a_load_that_fails_in_the_database_says_so_and_keeps_nothing_of_that_batch(
    register: Database, tmp_path: Path
) -> None:
    path = write_file(tmp_path / "in", [registered(1), registered(2), registered(3)])
    with register.transaction() as connection:
        judge = judge_of(connection)

    moments = iter([NOON, NOON, NEXT_DAY])

    def clock() -> object:
        moment = next(moments)
        if moment is NEXT_DAY:
            raise Broken
        return moment

    with pytest.raises(Broken):
        load_file(
            register,
            path,
            judge=judge,
            register_key=KEY,
            clock=clock,  # type: ignore[arg-type]
            batch_lines=2,
        )

    assert rows(register, "SELECT lines_done, received FROM delivery") == [(2, 2)]
    assert rows(register, "SELECT position FROM ledger_head") == [(2,)]
    assert admit(register, registered(3)).counts == Counts(accepted=1)
