"""How long one whole record takes, in a register of a hundred thousand messages and of a million.

Each read is what `jds record --skn` does, without the start of a process: in one transaction the
actor is proven, the messages of the person are found and folded, and act and access line are
written and committed durably; then the record becomes JSON. Both registers stand in one server and
are read in turns. Statistics of the tables are up to date, as in a register that has run for a
while.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import msgspec

from benchmarks import intake, vocabulary
from benchmarks import messages as made_up
from benchmarks.figures import Interval, median_interval, percentile
from benchmarks.registers import MeasurementFailed, Register, Workshop
from jds.accounting.actors import FIRST_ACTOR
from jds.accounting.disclose import Asker, disclose_record
from jds.database.connection import Database
from jds.domain.identifiers import parse_skn
from jds.domain.time import amsterdam_day, as_instant
from jds.records.present import present
from jds.records.show import Question

AT_MOST = 1.3

_WARM_UP = 100
_SEED = 7


@dataclass(frozen=True, slots=True)
class Side:
    """What was found in one register, over all rounds."""

    messages: int
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """What was found in both.

    Attributes:
        reads: In each register.
        ratio: Median cost in the large register over that in the small one, round by round.
    """

    reads: int
    rounds: int
    small: Side
    large: Side
    ratio: Interval

    @property
    def is_met(self) -> bool:
        return max(self.ratio.middle, 1 / self.ratio.middle) <= AT_MOST


class Reader:
    """Reads records in one register, on one connection that stays open."""

    def __init__(self, database: Database, *, home: Path, messages: int) -> None:
        self.messages = messages
        self.taken: list[float] = []
        self._database = database
        self._asker = Asker(name=FIRST_ACTOR, home=home, reason="benchmark")
        self._choose = Random(_SEED)

    def read_some(self, count: int) -> list[float]:
        """Read the records of so many random people; return how many seconds each took.

        Of somebody whose only case is a minor offence below the threshold nothing is shown; such a
        read is not counted.
        """
        people = made_up.person_count(self.messages)
        taken: list[float] = []
        hidden = 0
        while len(taken) < count:
            skn = vocabulary.skn(self._choose.randrange(people))
            started = time.perf_counter()
            record = self.read(skn)
            seconds = time.perf_counter() - started
            if f'"{skn}"'.encode() in record:
                taken.append(seconds)
            else:
                hidden += 1
            if hidden > count + 10:
                raise MeasurementFailed("Most records came back without the person asked for.")
        return taken

    def read(self, skn: str) -> bytes:
        """Return one record as `jds record --json` prints it, its access line committed."""
        now = as_instant(datetime.now(UTC))
        question = Question(
            number=("skn", parse_skn(skn)), known_at=None, on=amsterdam_day(now), now=now
        )
        shown = disclose_record(self._database, question, asker=self._asker)
        return msgspec.json.encode(present(shown))


def measure(
    workshop: Workshop,
    *,
    registers: tuple[int, int],
    reads: int,
    rounds: int,
    say: Callable[[str], None],
) -> ReadFigures:
    """Load both registers, then read from them in turns.

    Args:
        registers: Messages in the small one and in the large one.
        reads: In each, divided over the rounds.

    Raises:
        MeasurementFailed: A load left messages out, or a record came back wrong.
    """
    with ExitStack() as open_now:
        readers = []
        for messages in registers:
            say(f"reading: a register of {messages:,} messages")
            register = open_now.enter_context(workshop.register())
            intake.load(register, made_up.file_of(messages), messages=messages)
            _gather_statistics(register)
            database = open_now.enter_context(register.database(pool_size=1))
            readers.append(Reader(database, home=register.home, messages=messages))
        workshop.settle()
        for reader in readers:
            reader.read_some(_WARM_UP)
        ratios = []
        for number in range(rounds):
            turns = readers if number % 2 == 0 else readers[::-1]
            middles = {}
            for reader in turns:
                taken = reader.read_some(reads // rounds)
                reader.taken += taken
                middles[reader.messages] = percentile(taken, 0.5)
            ratios.append(middles[registers[1]] / middles[registers[0]])
            say(f"reading: round {number + 1} of {rounds}: {ratios[-1]:.2f}")
    small, large = (
        Side(
            reader.messages,
            p50_ms=percentile(reader.taken, 0.5) * 1000,
            p99_ms=percentile(reader.taken, 0.99) * 1000,
        )
        for reader in readers
    )
    return ReadFigures(
        reads=len(readers[0].taken),
        rounds=rounds,
        small=small,
        large=large,
        ratio=median_interval(ratios),
    )


def _gather_statistics(register: Register) -> None:
    with register.database().connect() as connection:
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE)")
