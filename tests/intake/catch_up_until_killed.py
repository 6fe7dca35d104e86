"""Catch up in a process of its own, for tests that kill it.

Usage: python -m tests.intake.catch_up_until_killed ADDRESS STEP_MESSAGES PROCESSES

Writes how many messages were let in after each step that was kept.
"""

import sys
import time
from datetime import UTC, datetime

from jds.database.connection import connect_to
from jds.domain.time import as_instant
from jds.intake.catch_up_backlog import CaughtUp, catch_up_backlog
from tests.intake.deliveries import KEY, judge_of


def main(address: str, step_messages: str, processes: str) -> None:
    """Catch up as told on the command line."""
    with connect_to(address) as database:
        with database.transaction() as connection:
            judge = judge_of(connection)
        catch_up_backlog(
            database,
            judge=judge,
            register_key=KEY,
            clock=lambda: as_instant(datetime.now(UTC)),
            pause=time.sleep,
            step_messages=int(step_messages),
            processes=int(processes) if processes != "-" else None,
            on_step=_tell,
        )


def _tell(so_far: CaughtUp) -> None:
    sys.stdout.write(f"{so_far.messages}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
