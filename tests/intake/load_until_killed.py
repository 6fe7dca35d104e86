"""Load a file in a process of its own, slowly, for tests that kill it.

Usage: python -m tests.intake.load_until_killed ADDRESS FILE BATCH_LINES

Writes the number of lines that are done after each batch that was kept.
"""

import sys
from pathlib import Path

from jds.database.connection import connect_to
from jds.intake.load_file import Progress, load_file
from tests.intake.deliveries import KEY, NOON, judge_of


def main(address: str, file: str, batch_lines: str) -> None:
    """Load the file as told on the command line."""
    with connect_to(address) as database:
        with database.transaction() as connection:
            judge = judge_of(connection)
        load_file(
            database,
            Path(file),
            judge=judge,
            register_key=KEY,
            clock=lambda: NOON,
            batch_lines=int(batch_lines),
            on_progress=_tell,
        )


def _tell(progress: Progress) -> None:
    sys.stdout.write(f"{progress.lines}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
