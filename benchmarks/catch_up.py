"""How fast a backlog is let in from quarantine, next to the plain intake of the same file.

Both are measured as their user meets them: the wall time of `jds catch-up` over a backlog of which
everything was compared and signed off, and that of `jds intake FILE`. They take turns (A B, B A,
...), each in a register of its own. Bringing the backlog into quarantine, comparing it and signing
it off are measured once, beside that.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Interval, median_interval
from benchmarks.intake import load
from benchmarks.registers import MeasurementFailed, Register, Workshop
from benchmarks.vocabulary import SOURCES

AIM = 0.8


@dataclass(frozen=True, slots=True)
class CatchUpFigures:
    """What was measured.

    Attributes:
        catch_up: Messages a second of `jds catch-up`.
        intake: Messages a second of `jds intake` of the same file.
        ratio: Speed of catching up as a part of that of intake, pair by pair.
        quarantined, compared: Messages a second brought into quarantine, and compared.
    """

    messages: int
    pairs: int
    catch_up: Interval
    intake: Interval
    ratio: Interval
    quarantined: float
    compared: float

    @property
    def is_met(self) -> bool:
        return self.ratio.middle >= AIM


def measure(
    workshop: Workshop, file: Path, *, messages: int, pairs: int, say: Callable[[str], None]
) -> CatchUpFigures:
    """Measure pairs of a catch-up and a load.

    Raises:
        MeasurementFailed: One of them did not let everything in.
    """
    say(f"catch-up: bringing {messages:,} messages into quarantine and signing them off")
    with workshop.register() as backlog:
        into_quarantine, comparing = _fill(backlog, file, messages=messages)
        caught_up, taken_in = [], []
        for pair in range(pairs):
            turns = [True, False] if pair % 2 == 0 else [False, True]
            for is_catch_up in turns:
                if is_catch_up:
                    with workshop.copy_of(backlog) as register:
                        workshop.settle()
                        caught_up.append(_catch_up(register, messages=messages))
                else:
                    with workshop.register() as register:
                        workshop.settle()
                        taken_in.append(load(register, file, messages=messages))
            say(f"catch-up: pair {pair + 1} of {pairs}: {taken_in[-1] / caught_up[-1]:.2f}")
    return CatchUpFigures(
        messages=messages,
        pairs=pairs,
        catch_up=median_interval([messages / seconds for seconds in caught_up]),
        intake=median_interval([messages / seconds for seconds in taken_in]),
        ratio=median_interval(
            [one / other for one, other in zip(taken_in, caught_up, strict=True)]
        ),
        quarantined=messages / into_quarantine,
        compared=messages / comparing,
    )


def _fill(register: Register, file: Path, *, messages: int) -> tuple[float, float]:
    """Bring a file into quarantine, compare and sign off; return the seconds of the first two."""
    for source in SOURCES:
        register.run("source", "isolate", source.urn, "--reason", "meting")
    with register.database().transaction() as connection:
        for source in SOURCES:
            # What two people would do, who are not here.
            connection.execute(
                "INSERT INTO source_standing (source_id, since, position, former, standing, actor,"
                " act_id, reason, isolated_since)"
                " SELECT source_id, since + interval '1 microsecond', position, standing,"
                " 'terugkerend', actor, act_id, reason, isolated_since"
                " FROM source_standing JOIN source USING (source_id) WHERE urn = %s",
                (source.urn,),
            )
    started = time.perf_counter()
    receipt = json.loads(register.run("intake", "--json", str(file)))
    into_quarantine = time.perf_counter() - started
    if receipt["setAside"] != messages:
        raise MeasurementFailed(f"Only [{receipt['setAside']}] messages went into quarantine.")
    started = time.perf_counter()
    for source in SOURCES:
        register.run("quarantine", "compare", "--json", source.urn)
    comparing = time.perf_counter() - started
    listed = json.loads(register.run("quarantine", "list", "--json"))
    for each in listed["samen"]:
        if each["klasse"] is None:
            slices = [part for part in listed["delen"] if part["bron"] == each["bron"]]
            _sign_off(register, each, findings=_findings(register, each["bron"], slices))
    return into_quarantine, comparing


def _sign_off(register: Register, each: dict[str, str], *, findings: int) -> None:
    register.run(
        *("quarantine", "release", "--json", each["deel"], "--digest", each["digest"]),
        *("--accept-findings", str(findings), "--later", "--reason", "meting"),
    )


def _findings(register: Register, source: str, slices: list[dict[str, str]]) -> int:
    if not any(each["bevindingen"] for each in slices):
        return 0
    totals = json.loads(register.run("quarantine", "list", "--json", "--source", source))
    return sum(each["bevindingen"] for each in totals["bevindingen"])


def _catch_up(register: Register, *, messages: int) -> float:
    started = time.perf_counter()
    done = json.loads(register.run("catch-up", "--json"))
    seconds = time.perf_counter() - started
    if done["gedaan"]["toegelaten"] != messages or done["bronnen"]:
        raise MeasurementFailed(f"The catch-up let in [{done['gedaan']['toegelaten']}] messages.")
    return seconds
