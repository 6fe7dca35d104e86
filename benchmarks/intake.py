"""How fast messages come in, next to plain SQL that writes the same rows.

The product is measured as its user meets it: the wall time of the command `jds intake FILE`, start
and end of the process, the proof of the actor and the receipt included. The measure is
`plain_sql`, on a connection that is open. Product and measure take turns (A B, B A, A B, ...), each
in a register of its own.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import plain_sql
from benchmarks.figures import Interval, median_interval
from benchmarks.registers import MeasurementFailed, Register, Workshop

AT_LEAST = 0.35
AIM = 0.6


@dataclass(frozen=True, slots=True)
class IntakeFigures:
    """What was measured.

    Attributes:
        product: Messages a second of `jds intake`.
        plain: Messages a second of plain SQL.
        ratio: Speed of the product as a part of that of plain SQL, pair by pair.
        batches: Transactions in which plain SQL wrote.
        megabytes: How much plain SQL wrote, as text.
    """

    messages: int
    pairs: int
    product: Interval
    plain: Interval
    ratio: Interval
    batches: int
    megabytes: float

    @property
    def is_met(self) -> bool:
        return self.ratio.middle >= AT_LEAST


def measure(
    workshop: Workshop, file: Path, *, messages: int, pairs: int, say: Callable[[str], None]
) -> IntakeFigures:
    """Measure pairs of loads.

    Raises:
        MeasurementFailed: One of the two did not write what it should.
    """
    say(f"intake: a first load of {messages:,} messages, for the rows and not for the clock")
    with workshop.register() as register, workshop.register() as empty:
        load(register, file, messages=messages)
        with register.database().connect() as loaded, empty.database().connect() as nothing:
            rows = plain_sql.take_rows(loaded, empty=nothing)
            expected = plain_sql.fingerprint(loaded)
    product, plain = [], []
    for pair in range(pairs):
        turns = [True, False] if pair % 2 == 0 else [False, True]
        for is_product in turns:
            with workshop.register() as register:
                workshop.settle()
                if is_product:
                    product.append(load(register, file, messages=messages))
                else:
                    plain.append(_write_plainly(register, rows))
                    _check_same(register, expected)
        say(f"intake: pair {pair + 1} of {pairs}: {plain[-1] / product[-1]:.2f}")
    return IntakeFigures(
        messages=messages,
        pairs=pairs,
        product=median_interval([messages / seconds for seconds in product]),
        plain=median_interval([messages / seconds for seconds in plain]),
        ratio=median_interval([one / other for one, other in zip(plain, product, strict=True)]),
        batches=len(rows.batches),
        megabytes=rows.size_bytes / 1e6,
    )


def load(register: Register, file: Path, *, messages: int) -> float:
    """Load a file by the command line and return the seconds that took.

    Raises:
        MeasurementFailed: Not every message was accepted, or the records lag behind.
    """
    started = time.perf_counter()
    receipt = register.run("intake", "--json", str(file))
    seconds = time.perf_counter() - started
    register.check_loaded(receipt, messages=messages)
    return seconds


def _write_plainly(register: Register, rows: plain_sql.Rows) -> float:
    with register.database().connect() as connection:
        plain_sql.prepare(connection, rows)
        started = time.perf_counter()
        plain_sql.write(connection, rows)
        return time.perf_counter() - started


def _check_same(register: Register, expected: dict[str, tuple[int, int]]) -> None:
    with register.database().connect() as connection:
        found = plain_sql.fingerprint(connection)
    differing = sorted(table for table in expected if found.get(table) != expected[table])
    if differing:
        raise MeasurementFailed(
            f"Plain SQL left other rows than the product in {differing}, so the two cannot be "
            "compared."
        )
