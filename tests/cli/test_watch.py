"""`jds watch`: one look, looks without end, and the outside check that it still looks."""

import json
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.commands import Register
from tests.cli.processes import start, wait_until
from tests.records.wire import OM, examples


def beat_of(register: Register) -> dict[str, str]:
    found: dict[str, str] = json.loads((register.home / "watch.json").read_bytes())
    return found


def write_beat(register: Register, *, due_in: timedelta) -> None:
    now = datetime.now(UTC)
    kept = {
        "laatsteRonde": (now - timedelta(minutes=1)).isoformat(),
        "verwachtVoor": (now + due_in).isoformat(),
    }
    (register.home / "watch.json").write_text(json.dumps(kept))


def test_one_look_tells_what_is_wrong_in_plain_sentences(register: Register) -> None:
    register.load([message for message in examples() if message["id"] != "gps-000002"])

    seen = register.ask("watch")

    gaps = [each for each in seen["geopend"] if each["soort"] == "gat"]
    assert [each["bron"] for each in gaps] == [OM]
    assert gaps[0]["zin"].startswith("Er ontbreken volgnummers.")
    assert gaps[0]["zinEngels"].startswith("Running numbers are missing.")
    assert gaps[0]["maaktLaat"] is True
    assert {each["nummer"] for each in seen["alarmen"]} == {
        each["nummer"] for each in seen["geopend"]
    }
    again = register.ask("watch")
    assert (again["geopend"], again["gesloten"], again["standen"]) == ([], [], [])


def test_on_screen_a_look_names_its_alarms_or_says_that_there_are_none(
    register: Register,
) -> None:
    assert "Er staat geen alarm open." in register.run("watch").out

    register.load([message for message in examples() if message["id"] != "gps-000002"])

    shown = register.run("watch").out
    assert "Er ontbreken volgnummers" in " ".join(shown.split())


def test_every_look_leaves_a_beat_outside_the_database(register: Register) -> None:
    seen = register.ask("watch", "--every", "PT10M")

    beat = beat_of(register)
    assert beat == {each: seen[each] for each in ("laatsteRonde", "verwachtVoor")}
    looked, due = (datetime.fromisoformat(beat[each]) for each in beat)
    assert due - looked == timedelta(minutes=40)


def test_the_check_says_that_somebody_looks_and_needs_no_database(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = register.ask("watch")
    monkeypatch.setenv("JDS_DATABASE", "postgresql://nobody@/nothing?host=/nowhere")

    assert register.ask("watch", "--check") == {
        each: seen[each] for each in ("laatsteRonde", "verwachtVoor")
    }
    assert register.run("watch", "--check").code == 0
    assert register.run("watch").code == 1


@pytest.mark.parametrize(
    ("due_in", "code"), [(timedelta(minutes=10), 0), (timedelta(seconds=-1), 1)]
)
def test_the_check_ends_with_1_when_the_next_look_is_overdue(
    register: Register, due_in: timedelta, code: int
) -> None:
    write_beat(register, due_in=due_in)

    done = register.run("watch", "--check")

    assert done.code == code
    assert ("jds watch" in done.err) == (code == 1)


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"laatsteRonde": "gisteren"}', b"\xff"])
def test_the_check_ends_with_1_when_nobody_ever_looked(
    register: Register, content: bytes | None
) -> None:
    if content is not None:
        (register.home / "watch.json").write_bytes(content)

    done = register.run("watch", "--check", "--json")

    assert (done.code, done.out) == (1, "")
    assert "Nobody has looked" in done.err


def test_the_check_refuses_a_home_without_a_register(tmp_path: Path, register: Register) -> None:
    elsewhere = Register(tmp_path / "elsewhere", register.database)

    assert elsewhere.run("watch", "--check").code == 1


@pytest.mark.parametrize("every", ["PT0S", "een minuut", "P1M", "-PT1M"])
def test_a_time_between_looks_that_cannot_be_is_wrong_usage(register: Register, every: str) -> None:
    done = register.run("watch", f"--every={every}")

    assert (done.code, done.out) == (2, "")
    assert "--every" in done.err


def test_looking_takes_no_key_but_whoever_is_named_is_proven(register: Register) -> None:
    register.ask("actor", "add", "rita", "--role", "recipient", "--recipient", "justis")

    assert register.run("watch", "--as", "rita").code == 1
    register.ask("actor", "add", "anna", "--role", "auditor")
    assert register.run("watch", "--as", "anna").code == 0


def test_who_follows_reads_a_look_a_line_until_it_is_stopped(register: Register) -> None:
    process = start(register, "watch", "--follow", "--every", "PT1S", "--json")
    try:
        assert process.stdout is not None
        first, second = (json.loads(process.stdout.readline()) for _ in range(2))
        register.load(examples())
        seen = first
        while not seen["alarmen"]:
            seen = json.loads(process.stdout.readline())
        assert second["laatsteRonde"] > first["laatsteRonde"]
    finally:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert b"Stopped." in err


def test_a_watch_that_is_killed_is_seen_from_outside(register: Register) -> None:
    process = start(register, "watch", "--follow", "--every", "PT1S")
    wait_until((register.home / "watch.json").exists)
    process.kill()
    process.communicate(timeout=60)
    assert register.run("watch", "--check").code == 0

    wait_until(lambda: register.run("watch", "--check").code == 1)

    assert "was due by" in register.run("watch", "--check").err
