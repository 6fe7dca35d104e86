"""The run as a whole: sizes, order, what is printed and what is written down.

A figure that misses its target is a result, printed as FAIL; the command ends with 1 only when
something could not be measured.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks import (
    alarm,
    catch_up,
    currency_cost,
    evaluation,
    intake,
    memory,
    reads,
    results,
    weeks,
)
from benchmarks import messages as made_up
from benchmarks.figures import Interval, median_interval
from benchmarks.registers import MeasurementFailed, Workshop, workshop
from jds.errors import JdsError

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured.

    Attributes:
        messages: In the file of the intake measurement.
        rounds: Pairs of loads, rounds of reading, starts.
        registers: Messages in the small and the large register that are read from.
        reads: In each of the two, over all rounds.
        files_mb: Sizes of the files whose load is watched for memory.
        weeks: Undisturbed weeks that pass, with so many answers about so many people.
        costed: Answers with and without what they say of their currency, each.
    """

    messages: int = 200_000
    rounds: int = 7
    registers: tuple[int, int] = (100_000, 1_000_000)
    reads: int = 2_100
    files_mb: tuple[int, int] = (100, 1_000)
    weeks: int = 4
    answers: int = 6_000
    people: int = 4_000
    costed: int = 2_100


QUICK = Sizes(
    messages=10_000,
    rounds=3,
    registers=(2_000, 20_000),
    reads=300,
    files_mb=(5, 20),
    weeks=1,
    answers=400,
    people=400,
    costed=300,
)


def main(arguments: Sequence[str]) -> int:
    """Run all measurements; return 1 when one of them could not be made."""
    parser = argparse.ArgumentParser(
        prog="python benchmarks/run.py",
        description="Measure intake, reading, the law, currency, memory and start of the register.",
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, to try it out")
    parser.add_argument("--messages", type=int, help="messages in the intake measurement")
    parser.add_argument("--rounds", type=int, help="pairs of loads and rounds of reading")
    parser.add_argument("--file-mb", type=int, help="size of the large file of the memory part")
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FILE",
        help="where to write the results (docs/benchmarks.md, unless --quick)",
    )
    given = parser.parse_args(arguments)
    usual = QUICK if given.quick else Sizes()
    sizes = Sizes(
        messages=given.messages or usual.messages,
        rounds=given.rounds or usual.rounds,
        registers=usual.registers,
        reads=usual.reads,
        files_mb=(usual.files_mb[0], given.file_mb or usual.files_mb[1]),
        weeks=usual.weeks,
        answers=usual.answers,
        people=usual.people,
        costed=usual.costed,
    )
    typed = "make bench" if not arguments else " ".join(("python benchmarks/run.py", *arguments))
    try:
        found = measure(sizes, command=typed)
    except (MeasurementFailed, JdsError, ValueError) as problem:
        _say(f"not measured: {problem}")
        return 1
    page = results.page(found, today=date.today())  # noqa: DTZ011 - the day where it was run
    print(page)
    target: Path | None = given.write or (None if given.quick else PAGE)
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, encoding="utf-8")
    for name, text, is_met in found.verdicts:
        print(f"{'PASS' if is_met else 'FAIL'}  {name}: {text}")
    return 0


def measure(sizes: Sizes, *, command: str) -> results.Found:
    """Measure everything, each part in registers of its own.

    Raises:
        MeasurementFailed: A part did not do what was to be measured.
        JdsError: The product refused.
        ValueError: A size makes no sense.
    """
    started = time.perf_counter()
    with workshop() as place:
        _say(f"making {sizes.messages:,} messages, unless they were made before")
        file = made_up.file_of(sizes.messages)
        intake_found = intake.measure(
            place, file, messages=sizes.messages, pairs=sizes.rounds, say=_say
        )
        catch_up_found = catch_up.measure(
            place, file, messages=sizes.messages, pairs=sizes.rounds, say=_say
        )
        starts = _starts(place, rounds=sizes.rounds)
        alarms = alarm.measure(place, rounds=sizes.rounds, say=_say)
        reads_found = reads.measure(
            place, registers=sizes.registers, reads=sizes.reads, rounds=sizes.rounds, say=_say
        )
        weeks_found, cost_found = _currency(place, sizes)
        evaluations_found = evaluation.measure(rounds=sizes.rounds, say=_say)
        small, large = (
            memory.measure(place, file_bytes=size * _MEGABYTE, say=_say) for size in sizes.files_mb
        )
        return results.Found(
            command=command,
            server_version=place.server_version,
            intake=intake_found,
            catch_up=catch_up_found,
            reads=reads_found,
            evaluations=evaluations_found,
            weeks=weeks_found,
            cost=cost_found,
            peaks=(small, large),
            starts=starts,
            alarms=alarms,
            seconds=time.perf_counter() - started,
        )


def _currency(place: Workshop, sizes: Sizes) -> tuple[weeks.WeekFigures, currency_cost.CostFigures]:
    with place.tables() as database:
        found, register, now = weeks.measure(
            database,
            home=place.home / "weeks",
            weeks=sizes.weeks,
            answers=sizes.answers,
            people=sizes.people,
            say=_say,
        )
        with database.connect() as connection:
            connection.autocommit = True
            connection.execute("VACUUM (ANALYZE)")
        place.settle()
        cost = currency_cost.measure(
            register,
            now=now,
            people=sizes.people,
            answers=sizes.costed,
            rounds=sizes.rounds,
            say=_say,
        )
    return found, cost


def _starts(place: Workshop, *, rounds: int) -> Interval:
    _say("start: jds status")
    taken = []
    with place.register() as register:
        for _ in range(rounds):
            started = time.perf_counter()
            register.run("status", "--json")
            taken.append(time.perf_counter() - started)
    return median_interval(taken)


def _say(sentence: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
