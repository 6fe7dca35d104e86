"""The backlog (achterstand): what was signed off and waits to be let in, in its order.

The most harmful comes first, and what is about one case in the order in which it counts. What is
signed off while it is being read joins the order from the next step on.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection, Database
from jds.database.find_by_index import find_by_index
from jds.database.queries import Queries
from jds.domain.time import LegalDay
from jds.intake.fates import Judged
from jds.intake.judge_ahead import LineBatch
from jds.intake.judgement import Line

QUERIES = Queries(Path(__file__).with_name("backlog.sql"))


class Waited(Struct, frozen=True):
    """Where a message that was signed off comes from, and the day on which it is counted."""

    source: str
    received_on: LegalDay


class _Read(Struct, frozen=True):
    """The messages of a step, and the last sign-off there was before they were read."""

    rows: list[tuple[int, bytes, str, LegalDay]]
    last_release: int


class Backlog:
    """What was signed off, read ahead in the order in which it is let in.

    Attributes:
        under_way: Every message that was read and is not let in yet, by number.
    """

    def __init__(self, database: Database, *, step_messages: int) -> None:
        self._database = database
        self._step_messages = step_messages
        self.under_way: dict[int, Waited] = {}

    def batches(self) -> Iterator[LineBatch]:
        """Yield the messages of each step as lines, numbered as they were set aside."""
        with self._database.connect() as connection, ThreadPoolExecutor(1) as reader:
            with connection.transaction():
                connection.execute(QUERIES.look_at_table)
            read = self._read(connection, [])
            while read.rows:
                self.under_way |= {number: Waited(urn, day) for number, _, urn, day in read.rows}
                # The next step is read while this one is judged and let in.
                coming = reader.submit(self._read, connection, list(self.under_way))
                yield [Line(number, content, len(content)) for number, content, _, _ in read.rows]
                read = coming.result()
                if read.last_release != _last_release(connection):
                    # What was signed off since may come before it.
                    read = self._read(connection, list(self.under_way))

    def is_done(self, judged: Sequence[Judged]) -> None:
        """Forget messages that are let in."""
        for each in judged:
            self.under_way.pop(each.line, None)

    def _read(self, connection: Connection, under_way: list[int]) -> _Read:
        asked = {"under_way": under_way, "count": self._step_messages}
        last_release = _last_release(connection)
        with connection.transaction():
            find_by_index(connection, in_order=True)
            # In binary, because contents would go over as text of twice their length; and planned
            # each time, because only a plan for these very numbers leaves them out by hashing.
            rows = connection.execute(
                QUERIES.next_released, asked, binary=True, prepare=False
            ).fetchall()
        return _Read(rows, last_release)


def _last_release(connection: Connection) -> int:
    with connection.transaction():
        row = connection.execute(QUERIES.last_release).fetchone()
    return 0 if row is None else int(row[0])
