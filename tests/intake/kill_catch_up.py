"""A catch-up that is killed at a random point and begun again, for the test and the torture."""

import random
import subprocess
import sys
import time
from pathlib import Path

from jds.database.connection import Database

_ROOT = Path(__file__).parents[2]


def killed_and_finished(
    database: Database, *, messages: int, step_messages: int, processes: int | None, seed: int
) -> int:
    """Kill a catch-up with SIGKILL at a random point, and let another finish it.

    Returns:
        How many messages were in when it was killed.
    """
    chosen = random.Random(seed)
    steps = max(messages // step_messages, 1)
    process = _start(database, step_messages=step_messages, processes=processes)
    lines = 0
    began = time.monotonic()
    assert process.stdout is not None
    for _ in range(chosen.randrange(steps)):
        if not process.stdout.readline():
            break
        lines += 1
    # Then somewhere within a step.
    a_step = (time.monotonic() - began) / lines if lines else 0.2
    time.sleep(chosen.random() * a_step)
    process.kill()
    process.communicate()
    with database.transaction() as connection:
        [(entered,)] = connection.execute("SELECT position FROM ledger_head").fetchall()
    finisher = _start(database, step_messages=step_messages, processes=processes)
    _, complaint = finisher.communicate()
    if finisher.returncode != 0:
        raise AssertionError(f"the second catch-up ended with {complaint.decode()[-500:]}")
    return int(entered)


def _start(
    database: Database, *, step_messages: int, processes: int | None
) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.intake.catch_up_until_killed",
            database.address,
            str(step_messages),
            "-" if processes is None else str(processes),
        ],
        cwd=_ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
