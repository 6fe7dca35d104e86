"""`jds person duplicates` and `weights`: with splink beside the register, and without it."""

import json
import random
import stat
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.finding_people import person
from benchmarks.linkage_errors import with_errors
from tests.cli.commands import Register
from tests.records.wire import Wire, registered

has_splink = find_spec("splink") is not None
with_splink = pytest.mark.skipif(not has_splink, reason="needs the extra linkage")

PEOPLE = 400
TWICE = range(0, PEOPLE, 10)
"""People who stand in the register under two numbers, the second time with mistakes."""


@pytest.mark.skipif(has_splink, reason="the extra linkage is here")
@pytest.mark.parametrize("command", ["duplicates", "weights"])
def test_without_splink_the_command_says_how_to_install_it(
    register: Register, command: str
) -> None:
    done = register.run("person", command, "--reason", "proef")

    assert (done.code, done.out) == (1, "")
    assert "requirements/linkage.txt" in done.err


@pytest.fixture
def doubled(register: Register) -> Register:
    """Give a register in which some people stand twice."""
    dice = random.Random(11)
    known = [person(number) for number in range(PEOPLE)]
    again = [with_errors(known[number], dice=dice) for number in TWICE]
    numbers = [*range(2_000_000, 2_000_000 + PEOPLE), *(3_000_000 + number for number in TWICE)]
    register.load(
        _opened(place, skn=skn, said=msgspec.to_builtins(each))
        for place, (skn, each) in enumerate(zip(numbers, [*known, *again], strict=True), start=1)
    )
    return register


def _opened(place: int, *, skn: int, said: Wire) -> Wire:
    block = {field: value for field, value in said.items() if value is not None and field != "bsn"}
    return registered(
        message_id=f"om-{place}",
        sequence=place,
        person=json.loads(json.dumps(block)) | {"skn": str(skn)},
        case={"parketnummer": f"05/{100_000 + place}-25"},
    )


def _written(register: Register, name: str, *more: str) -> tuple[Any, list[Any], Path]:
    file = register.home.parent / name
    told = register.ask(
        "person", "duplicates", "--to", str(file), *more, "--reason", "jaarlijkse controle"
    )
    return told, [json.loads(line) for line in file.read_text("utf-8").splitlines()], file


@with_splink
def test_who_stands_twice_is_written_to_a_file_for_its_owner_alone(doubled: Register) -> None:
    told, pairs, file = _written(doubled, "dubbel.ndjson")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert told["gevonden"] == told["geschreven"] == len(pairs)
    skns = [[side[0]["skn"] for side in each["personen"]] for each in pairs]
    assert all(int(other) - int(one) == 1_000_000 for one, other in map(sorted, skns))
    assert len(pairs) > len(TWICE) * 0.7
    shown = {skn for pair in skns for skn in pair}
    lines = doubled.rows("SELECT subject.key FROM access_line JOIN subject USING (subject_id)")
    assert {key.removeprefix("skn:") for (key,) in lines} == shown


@with_splink
def test_who_was_asked_about_is_named_and_who_never_again_is_left_out(doubled: Register) -> None:
    told, pairs, _ = _written(doubled, "first.ndjson", "--ask", "--most", "5")
    assert told["gevraagd"] == len(pairs) == 5
    queue = doubled.ask("person", "review", "list")
    never = queue[0]["nummer"]
    judged = (
        "person",
        "review",
        "judge",
        str(never),
        "--judgement",
        "nooit-meer",
        "--reason",
        "broers",
    )
    assert doubled.run(*judged).code == 0

    _, again, _ = _written(doubled, "second.ndjson")
    asked = {each["beoordeling"]["nummer"] for each in again if each["beoordeling"]}

    assert asked == {each["nummer"] for each in queue} - {never}


@with_splink
def test_weights_are_a_whole_method_file_without_anybody_in_it(doubled: Register) -> None:
    told = doubled.ask("person", "weights", "--pairs", "20000", "--reason", "nieuwe methode")

    assert told["naam"] == "naam-2"
    assert told["beschrijvingen"] == PEOPLE + len(TWICE)
    assert "achternaam:" in told["bestand"]
    assert "2000000" not in told["bestand"]


@with_splink
def test_a_register_of_nobody_has_no_duplicates_and_too_little_to_learn_from(
    register: Register,
) -> None:
    assert register.ask("person", "duplicates", "--reason", "proef")["gevonden"] == 0
    assert "too few" in register.run("person", "weights", "--reason", "proef").err


@with_splink
def test_a_file_that_is_there_is_never_written_over(doubled: Register) -> None:
    file = doubled.home.parent / "there.ndjson"
    file.write_text("mine")

    done = doubled.run("person", "duplicates", "--to", str(file), "--reason", "proef")

    assert (done.code, file.read_text()) == (1, "mine")
