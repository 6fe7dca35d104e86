"""How long after a heartbeat was due its alarm stands, while `jds watch --follow` runs.

A source states where it stands, and then nothing. Its next statement is due after the agreed
heartbeat and usual delay; from that moment on it is measured until the alarm is in the database.
"""

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figures import Interval, median_interval
from benchmarks.registers import MeasurementFailed, Register, Workshop
from benchmarks.vocabulary import SOURCES

EVERY = timedelta(seconds=1)
HEARTBEAT = timedelta(seconds=3)
DELAY = timedelta(seconds=1)
_PATIENCE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class AlarmFigures:
    """What was measured, in seconds.

    Attributes:
        late: From the moment a statement was due until its alarm was opened.
        looks: What one look at every source takes, the start of the process included.
    """

    rounds: int
    late: Interval
    looks: Interval


def measure(workshop: Workshop, *, rounds: int, say: Callable[[str], None]) -> AlarmFigures:
    """Let heartbeats fail, one register each.

    Raises:
        MeasurementFailed: No alarm came.
    """
    late, looks = [], []
    for turn in range(rounds):
        with workshop.register() as register:
            started = time.perf_counter()
            register.run("watch")
            looks.append(time.perf_counter() - started)
            late.append(_seconds_late(register))
        say(f"alarm: round {turn + 1} of {rounds}: {late[-1]:.2f} s after it was due")
    return AlarmFigures(rounds, median_interval(late), median_interval(looks))


def _seconds_late(register: Register) -> float:
    urn = SOURCES[0].urn
    agreed = ("--heartbeat-every", _text(HEARTBEAT), "--usual-delay", _text(DELAY))
    register.run("source", "rhythm", urn, "--silent-after", "P1D", *agreed)
    stated_at = datetime.now(UTC)
    file = register.home / f"stated-{register.name}.ndjson"
    file.write_text(json.dumps(_statement(urn, at=stated_at)), encoding="utf-8")
    register.run("intake", str(file))
    watching = subprocess.Popen(
        register.command("watch", "--follow", "--every", _text(EVERY)),
        env=register.environment(),
        stdout=subprocess.DEVNULL,
    )
    try:
        opened_at = _opened_at(register)
    finally:
        watching.terminate()
        watching.wait()
        Path.unlink(file)
    return (opened_at - (stated_at + HEARTBEAT + DELAY)).total_seconds()


def _opened_at(register: Register) -> datetime:
    until = time.monotonic() + _PATIENCE.total_seconds()
    with register.database().connect() as connection:
        connection.autocommit = True
        while time.monotonic() < until:
            row = connection.execute(
                "SELECT opened_at FROM source_alarm WHERE kind = 'hartslag-mist'"
            ).fetchone()
            if row is not None:
                opened: datetime = row[0]
                return opened
            time.sleep(0.05)
    raise MeasurementFailed("the heartbeat stayed away, and no alarm came")


def _statement(urn: str, *, at: datetime) -> dict[str, object]:
    instant = at.isoformat(timespec="milliseconds")
    return {
        "specversion": "1.0",
        "id": "stand-1",
        "source": urn,
        "type": "nl.jds.bron-stand.v1",
        "time": instant,
        "sequence": "1",
        "sequencetype": "Integer",
        "datacontenttype": "application/json",
        "data": {"volledigTotTijdstip": instant, "laatsteSequence": "0", "aantallen": {}},
    }


def _text(duration: timedelta) -> str:
    return f"PT{duration.total_seconds():.0f}S"
