"""What a run found: as a page of the documentation, with the machine and the command it came from.

A figure without its machine means little, so the page says what the machine is made of and how
fast it makes one small write durable. It names no machine and no folder.
"""

import os
import platform
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import fill

from benchmarks import alarm, catch_up, currency_cost, evaluation, weeks
from benchmarks.alarm import AlarmFigures
from benchmarks.catch_up import CatchUpFigures
from benchmarks.currency_cost import CostFigures
from benchmarks.evaluation import EvaluationFigures
from benchmarks.figures import Interval, percentile
from benchmarks.intake import AIM, AT_LEAST, IntakeFigures
from benchmarks.memory import Peak
from benchmarks.reads import AT_MOST, ReadFigures
from benchmarks.weeks import Tally, WeekFigures

_WRITES = 300


@dataclass(frozen=True, slots=True)
class Found:
    """Everything a run found.

    Attributes:
        command: As it was typed.
        peaks: Of the small file and the large one.
        starts: Seconds that `jds status` took.
        seconds: That the whole run took.
    """

    command: str
    server_version: str
    intake: IntakeFigures
    catch_up: CatchUpFigures
    reads: ReadFigures
    evaluations: EvaluationFigures
    weeks: WeekFigures
    cost: CostFigures
    peaks: tuple[Peak, Peak]
    starts: Interval
    alarms: AlarmFigures
    seconds: float

    @property
    def verdicts(self) -> tuple[tuple[str, str, bool], ...]:
        """Return each target with what was found and whether it is met."""
        return (
            (
                f"intake at least {AT_LEAST} of plain SQL (aim {AIM})",
                self.intake.ratio.text(),
                self.intake.is_met,
            ),
            (
                f"catching up at least {catch_up.AIM} of plain intake",
                self.catch_up.ratio.text(),
                self.catch_up.is_met,
            ),
            (
                f"a record costs at most {AT_MOST} times as much in the large register",
                self.reads.ratio.text(),
                self.reads.is_met,
            ),
            (
                (
                    f"disclosures of a record of {evaluation.OFFENCES} offences: at least "
                    f"{evaluation.AT_LEAST:,} a second on one processor, the slowest purpose"
                ),
                self.evaluations.slowest.disclosures.text(0),
                self.evaluations.is_met,
            ),
            (
                f"in undisturbed weeks fewer than {weeks.AT_MOST:.0%} of answers are weakened",
                f"{self.weeks.share:.2%}",
                self.weeks.is_met,
            ),
            (
                f"saying how current it is costs an answer less than {currency_cost.AT_MOST:.0%}",
                self.cost.part.text(),
                self.cost.is_met,
            ),
        )


def page(found: Found, *, today: date) -> str:
    """Return the results as Markdown."""
    coverage = found.intake.ratio.coverage
    blocks = [
        "# Benchmarks",
        _paragraph(
            "Written by a run of the benchmarks, not by hand. A figure in parentheses is an "
            f"interval that holds the true median {coverage:.1%} of the time: two order statistics "
            "of the rounds, whatever their distribution."
        ),
        _table(
            ("Target", "Found", "Verdict"),
            [(name, text, _verdict(is_met)) for name, text, is_met in found.verdicts],
        ),
        *_intake(found.intake),
        *_catch_up(found.catch_up),
        *_reads(found.reads),
        *_evaluations(found.evaluations),
        *_currency(found.weeks, found.cost),
        *_alarms(found.alarms),
        *_memory(*found.peaks),
        "## Start",
        f"`jds status` with the server up: {found.starts.text()} s.",
        "## Machine and command",
        "\n".join(
            f"- {fact}"
            for fact in (
                *_machine(found.server_version),
                f"Run on {today.isoformat()} with `{found.command}`, in {found.seconds:,.0f} s",
            )
        ),
    ]
    return "\n\n".join(blocks) + "\n"


def _intake(found: IntakeFigures) -> list[str]:
    return [
        "## Intake",
        _paragraph(
            f"{found.messages:,} messages of the contract, from a file until everything is "
            "committed and the records have caught up: the wall time of `jds intake FILE`, the "
            f"start of the process included. {found.pairs} pairs in turns (A B, B A, ...), each "
            "load in a register of its own."
        ),
        _paragraph(
            "Plain SQL writes the same rows into the same tables, with their indexes and "
            f"constraints, on one open connection and in the same {found.batches} batches, one "
            "transaction each: COPY of ready text into a temporary table, then `INSERT ... SELECT "
            "... ON CONFLICT`. Rows that the product changes with every batch (the head of the "
            "ledger, counts, readers) it writes once. After each load its tables are compared with "
            "those of the product, row by row."
        ),
        _table(
            ("", "Messages a second"),
            [
                ("`jds intake`", found.product.text(0)),
                (f"plain SQL ({found.megabytes:,.0f} MB of text)", found.plain.text(0)),
                ("ratio, pair by pair", found.ratio.text()),
            ],
        ),
    ]


def _catch_up(found: CatchUpFigures) -> list[str]:
    return [
        "## Catching up",
        _paragraph(
            f"The same {found.messages:,} messages, let in from quarantine after all of them were "
            "compared and signed off: the wall time of `jds catch-up`, the records brought up to "
            f"date included, next to that of `jds intake FILE`. {found.pairs} pairs in turns, each "
            "in a register of its own."
        ),
        _table(
            ("", "Messages a second"),
            [
                ("`jds catch-up`", found.catch_up.text(0)),
                ("`jds intake`", found.intake.text(0)),
                ("ratio, pair by pair", found.ratio.text()),
                ("into quarantine, once", f"{found.quarantined:,.0f}"),
                ("compared with what is known, once", f"{found.compared:,.0f}"),
            ],
        ),
    ]


def _reads(found: ReadFigures) -> list[str]:
    return [
        "## Reading a record",
        _paragraph(
            "A whole record by SKN, as `jds record` does it, on an open connection: the actor "
            "proven, the messages found and folded, the record as JSON, act and access line "
            f"committed with it. {found.reads:,} random people in each register, in "
            f"{found.rounds} alternating rounds; ten messages a person in both."
        ),
        _table(
            ("Messages loaded", "p50 (ms)", "p99 (ms)"),
            [
                (f"{side.messages:,}", f"{side.p50_ms:.2f}", f"{side.p99_ms:.2f}")
                for side in (found.small, found.large)
            ],
        ),
        _paragraph(
            "Median cost in the large register over that in the small one, round by round: "
            f"{found.ratio.text()}."
        ),
    ]


def _evaluations(found: EvaluationFigures) -> list[str]:
    return [
        "## Applying the law",
        _paragraph(
            f"A record of {evaluation.OFFENCES} offences in five cases, each to its end: what may "
            "be shown of every fact on one ground, each with its reasons, in processor time of one "
            "process and without a database. A reason is kept as its rule, article and facts; the "
            "last column makes every one of them into its sentence as well. The fold of the "
            f"{found.messages} messages about that person, for comparison: {found.folds.text(0)} "
            "a second."
        ),
        _table(
            ("Purpose", "Disclosures a second", "and sorted", "and in sentences"),
            [
                (
                    f"`{each.purpose}`",
                    each.disclosures.text(0),
                    each.with_sorting.text(0),
                    each.with_sentences.text(0),
                )
                for each in found.purposes
            ],
        ),
    ]


_VERDICTS = ("inhoud", "niets-bekend-tot", "geen-uitspraak")
_ADVICE = ("beslissen", "beslissen-met-waarschuwing", "aanhouden")


def _currency(found: WeekFigures, cost: CostFigures) -> list[str]:
    rows = [("all", found.total), *((f"`{pair}`", each) for pair, each in found.purposes.items())]
    return [
        "## Currency",
        _paragraph(
            f"{found.weeks} simulated weeks in which nothing is wrong: {len(weeks.AGREED)} sources "
            f"deliver {found.messages:,} messages, each within its usual delay, {found.late:,} of "
            "them after one that was logged later, and state as often as was agreed that all of it "
            f"was sent. {found.total.answers:,} answers at random moments, four of five in office "
            "hours, most about people whom the register does not know; the purposes in proportions "
            "that we assume (`benchmarks/practice.py`). Shares of the answers, in per cent."
        ),
        _table(
            ("Purpose", "Answers", "weakened", *(f"`{each}`" for each in (*_VERDICTS, *_ADVICE))),
            [(name, f"{tally.answers:,}", *_shares(tally)) for name, tally in rows],
        ),
        (
            "Why they were weakened: "
            + ", ".join(f"{why} ({count:,})" for why, count in found.reasons.most_common())
            + "."
            if found.reasons
            else "None was weakened."
        ),
        _paragraph(
            f"The same {cost.answers:,} answers with all that they say of their currency and "
            f"without, in turns: {cost.with_ms:.2f} and {cost.without_ms:.2f} ms in the middle. "
            f"Part of the answer that it costs, round by round: {cost.part.text()}."
        ),
    ]


def _shares(tally: Tally) -> list[str]:
    counts = [
        tally.weakened,
        *(tally.verdicts[each] for each in _VERDICTS),
        *(tally.advice[each] for each in _ADVICE),
    ]
    return [f"{100 * each / tally.answers:.1f}" for each in counts]


def _alarms(found: AlarmFigures) -> list[str]:
    return [
        "## From a missing heartbeat to the alarm",
        _paragraph(
            f"A source that states every {alarm.HEARTBEAT.total_seconds():.0f} s, and delivers "
            f"within {alarm.DELAY.total_seconds():.0f} s, falls silent while `jds watch --follow` "
            f"looks every {alarm.EVERY.total_seconds():.0f} s, as against a minute unless told "
            f"otherwise; {found.rounds} times, each in a register of its own. The alarm stood "
            f"{found.late.text()} s after the statement was due. Most of that is waiting for the "
            f"next look: `jds watch`, the start of the process included, takes "
            f"{found.looks.text()} s."
        ),
    ]


def _memory(small: Peak, large: Peak) -> list[str]:
    return [
        "## Memory",
        "Largest resident set of the process that loads a file; all messages are different.",
        _table(
            ("File (MB)", "Messages", "Peak (MB)"),
            [
                (
                    f"{peak.file_bytes / 1e6:,.0f}",
                    f"{peak.messages:,}",
                    f"{peak.peak_bytes / 1e6:,.0f}",
                )
                for peak in (small, large)
            ],
        ),
        f"Ratio of the peaks: {large.peak_bytes / small.peak_bytes:.2f}.",
    ]


def _paragraph(text: str) -> str:
    return fill(text, width=100, break_long_words=False, break_on_hyphens=False)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _verdict(is_met: bool) -> str:
    return "PASS" if is_met else "FAIL"


def _machine(server_version: str) -> list[str]:
    memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return [
        f"{os.cpu_count()} processors, {_processor()}; {memory_bytes / 2**30:.0f} GiB of memory",
        f"One 8 kB write made durable (median of {_WRITES}): {_durable_write_ms():.2f} ms",
        f"{platform.system()}, Python {platform.python_version()}, PostgreSQL {server_version}",
        "The embedded server with its own settings: `fsync` and `synchronous_commit` are on",
        "Client and server share the processors",
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _durable_write_ms() -> float:
    """Return how long one 8 kB write takes to be safe, in the folder where the database stands."""
    taken = []
    with tempfile.TemporaryFile() as file:
        for _ in range(_WRITES):
            started = time.perf_counter()
            os.pwrite(file.fileno(), bytes(8192), 0)
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - started)
    return percentile(taken, 0.5) * 1000
