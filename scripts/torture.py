"""`make torture`: catch up a large backlog many times, each killed once at a random point.

Usage: python scripts/torture.py [--runs N] [--messages N] [--seed N]

One register is filled and copied for every run. A run that ends otherwise than if nothing had
happened is printed with its seed, and the command ends with 1.
"""

import argparse
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from jds.database.connection import Database
from tests.intake.backlog import faults_after, fill
from tests.intake.deliveries import register_sources
from tests.intake.kill_catch_up import killed_and_finished
from tests.servers import ThrowAwayServers

STEP_MESSAGES = 1000


def main() -> int:
    """Run as told on the command line; return 1 when one run went wrong."""
    parser = argparse.ArgumentParser(prog="python scripts/torture.py")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20250717)
    given = parser.parse_args()
    servers = ThrowAwayServers()
    wrong = 0
    try:
        server = servers.of("wheel")

        def fill_once(database: Database) -> None:
            _say(f"bringing {given.messages:,} messages into quarantine")
            with database.transaction() as connection:
                register_sources(connection)
            fill(database, given.messages, seed=given.seed)

        for run in range(given.runs):
            with server.copy_of("backlog", fill_once) as database:
                began = time.monotonic()
                entered = killed_and_finished(
                    database,
                    messages=given.messages,
                    step_messages=STEP_MESSAGES,
                    processes=None,
                    seed=given.seed + run,
                )
                seconds = time.monotonic() - began
                faults = faults_after(database, given.messages, seed=given.seed)
            wrong += bool(faults)
            _say(
                f"run {run + 1} of {given.runs}: killed at {entered:,}, done in {seconds:.0f} s: "
                + ("; ".join(faults) if faults else "as if nothing had happened")
            )
    finally:
        servers.close()
    print(f"{given.runs} catch-ups of {given.messages:,} messages, one kill -9 each: {wrong} wrong")
    return 1 if wrong else 0


def _say(sentence: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
