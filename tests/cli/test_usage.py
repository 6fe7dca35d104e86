"""How commands are typed, how they end, and what they never say."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jds.cli.main import main
from tests.cli.commands import Done, Register
from tests.cli.processes import start, wait_until

PERSONAL = ("999993653", "1234567", "9999936", "05/780109-25")

COMMANDS = (
    ("init",),
    ("status",),
    ("actor", "add"),
    ("actor", "list"),
    ("source", "add"),
    ("source", "list"),
    ("source", "show"),
    ("intake",),
    ("set-aside", "list"),
    ("set-aside", "show"),
    ("set-aside", "release"),
    ("set-aside", "return"),
    ("record",),
    ("records", "export"),
    ("ledger", "verify"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_and_takes_the_options_of_all(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help"]) == 0

    shown = capsys.readouterr().out
    for option in ("--json", "--home", "--as"):
        assert option in shown


def test_the_command_alone_shows_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2

    shown = capsys.readouterr().err
    for command in {command[0] for command in COMMANDS}:
        assert command in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("--json", "record", "--skn", "1234567"),
        ("record", "--json", "--skn", "1234567"),
        ("record", "--skn", "1234567", "--json"),
        ("--as", "beheerder", "record", "--skn", "1234567", "--json"),
        ("record", "--as", "beheerder", "--skn", "1234567", "--json"),
    ],
)
def test_options_of_all_stand_before_or_after_the_command(
    loaded: Register, arguments: tuple[str, ...]
) -> None:
    done = loaded.run(*arguments)

    assert done.code == 0
    assert done.document["persoon"]["nummers"]["skn"] == ["1234567"]


def test_options_of_all_may_stand_between_a_group_and_its_command(loaded: Register) -> None:
    assert loaded.run("actor", "--json", "list").document[0]["naam"] == "beheerder"


def test_the_home_is_taken_from_before_the_command_too(loaded: Register) -> None:
    done = Register(loaded.home.parent / "nowhere", loaded.database).run("status")
    assert done.code == 1

    assert main(["--home", str(loaded.home), "status"]) == 0


def test_the_home_may_come_from_the_environment(
    loaded: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDS_HOME", str(loaded.home))

    assert main(["status"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("record", "--skn"),
        ("record",),
        ("record", "--skn", "1234567", "--bsn", "999993653"),
        ("record", "--skn", "12x4567"),
        ("record", "--bsn", "999993654"),
        ("record", "1234567"),
        ("record", "--sk", "1234567"),
        ("record", "--999993653"),
        ("record", "--skn", "1234567", "--on", "1234567"),
        ("record", "--skn", "1234567", "--on", "2025-02-29"),
        ("record", "--skn", "1234567", "--known-at", "gisteren 999993653"),
        ("record", "--skn", "1234567", "--known-at", "2025-07-05T00:00:00"),
        ("records", "import"),
        ("999993653",),
        ("intake",),
        ("actor", "add", "anna", "--role", "999993653"),
        ("actor", "add", "anna"),
        ("source", "add", "--urn", "x"),
        ("source", "add", "--urn", "x", "--kind", "om", "--silent-after", "P1M"),
        ("source", "add", "--urn", "x", "--kind", "om", "--first-sequence", "een"),
        ("set-aside", "return", "1"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_one_sentence_without_what_was_typed(
    loaded: Register, arguments: tuple[str, ...]
) -> None:
    _assert_refused(loaded.run(*arguments), code=2)


def test_an_option_without_its_value_is_told_from_a_value_too_many(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["record", "--skn"]) == 2
    assert "[--skn] needs something after it" in capsys.readouterr().err
    assert main(["record", "--json=yes"]) == 2
    assert "[--json] takes nothing after it" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("record", "--skn", "1234567", "--known-at", "28"),
        ("record", "--skn", "1234567", "--known-at", "99999999999999999999999"),
        ("record", "--skn", "1234567", "--known-at", "9998-01-01T00:00:00Z"),
        ("record", "--skn", "1234567", "--edition", "1999"),
        ("record", "--skn", "1234567", "--as", "niemand"),
        ("record", "--skn", "1234567", "--as", "1234567/999993653"),
        ("actor", "add", "Anna", "--role", "operator"),
        ("actor", "add", "beheerder", "--role", "operator"),
        ("actor", "add", "anna", "--role", "operator", "--public-key", "nowhere"),
        ("source", "add", "--urn", "x", "--kind", "om"),
        ("source", "add", "--urn", "urn:nld:oin:00000001000000000009:systeem:x", "--kind", "krant"),
        ("source", "show", "urn:nld:oin:00000001000000000009:systeem:x"),
        ("set-aside", "show", "1"),
        ("set-aside", "show", "L1"),
        ("set-aside", "show", "-1"),
        ("set-aside", "release", "1"),
        ("set-aside", "release", "L1"),
        ("set-aside", "return", "1", "--reason", "fout"),
        ("intake", "nowhere.ndjson"),
    ],
    ids=" ".join,
)
def test_what_is_refused_ends_with_1_and_one_sentence_without_a_person(
    loaded: Register, arguments: tuple[str, ...]
) -> None:
    done = loaded.run(*arguments)

    _assert_refused(done, code=1 if arguments[-1] != "-1" else 2)


def _assert_refused(done: Done, *, code: int) -> None:
    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1
    assert done.err.endswith(".\n")
    assert "Traceback" not in done.err
    for number in PERSONAL:
        assert number not in done.err


def test_a_home_without_a_register_says_how_to_make_one(unfounded: Register) -> None:
    for command in (("status",), ("record", "--skn", "1234567"), ("intake", "x.ndjson")):
        refused = unfounded.run(*command)
        assert refused.code == 1
        assert "[jds init]" in refused.err


def test_founding_twice_changes_nothing(unfounded: Register) -> None:
    first = unfounded.ask("init")
    keys = {file.name: file.read_bytes() for file in (unfounded.home / "keys").iterdir()}
    second = unfounded.ask("init")

    assert (first["nieuw"], second["nieuw"]) == (True, False)
    assert {file.name: file.read_bytes() for file in (unfounded.home / "keys").iterdir()} == keys
    assert unfounded.rows("SELECT name, role FROM actor") == [("beheerder", "keeper")]


def test_a_damaged_home_is_refused_in_a_sentence(register: Register) -> None:
    (register.home / "register.toml").write_bytes(b"\xff\xfe not toml")

    _assert_refused(register.run("status"), code=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("actor", "list"),
        ("source", "list"),
        ("source", "show", "urn:nld:oin:00000001000000000001:systeem:gps"),
        ("set-aside", "list"),
        ("record", "--skn", "1234567"),
        ("records", "export"),
        ("ledger", "verify"),
    ],
    ids=" ".join,
)
def test_people_get_text_and_programs_json(loaded: Register, arguments: tuple[str, ...]) -> None:
    for_people, for_programs = loaded.run(*arguments), loaded.run(*arguments, "--json")

    assert (for_people.code, for_people.err) == (0, "")
    assert (for_programs.code, for_programs.err) == (0, "")
    assert for_people.out.strip()
    for line in for_programs.out.splitlines():
        json.loads(line)
    if arguments[0] != "records":
        assert len(for_programs.out.splitlines()) == 1


def test_the_module_is_the_command(loaded: Register) -> None:
    process = start(loaded, "status", "--json")
    out, err = process.communicate()

    assert (process.returncode, err) == (0, b"")
    assert json.loads(out)["positie"] == 27


def test_whoever_stops_reading_hears_no_complaint(loaded: Register) -> None:
    for command in (("records", "export"), ("record", "--skn", "1234567"), ("--help",)):
        process = start(loaded, *command)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() in (0, 1, 141)


def test_a_command_that_is_interrupted_says_so_calmly(loaded: Register) -> None:
    with loaded.database.transaction() as connection:
        connection.execute("LOCK TABLE access_line IN EXCLUSIVE MODE")
        process = start(loaded, "record", "--skn", "1234567")
        wait_until(lambda: _waits(loaded))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()

    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert err.count(b"\n") == 1


def _waits(register: Register) -> bool:
    return register.rows("SELECT count(*) FROM pg_locks WHERE NOT granted") != [(0,)]


def test_a_database_that_is_gone_is_a_sentence(
    loaded: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDS_DATABASE", "postgresql://jds:geheim@/jds?host=/nowhere")

    refused = loaded.run("status")

    _assert_refused(refused, code=1)
    assert "geheim" not in refused.err


def test_a_fault_inside_the_database_shows_no_row(loaded: Register) -> None:
    with loaded.database.transaction() as connection:
        connection.execute("ALTER TABLE access_line ADD CHECK (position < 0)  NOT VALID")

    refused = loaded.run("record", "--skn", "1234567")

    _assert_refused(refused, code=1)
    assert "CheckViolation" in refused.err


def test_a_file_that_may_not_be_read_is_a_sentence(register: Register, tmp_path: Path) -> None:
    _assert_refused(register.run("intake", str(tmp_path)), code=1)


def test_status_is_quick_because_it_loads_little() -> None:
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import jds.cli.main"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr

    for heavy in ("psycopg", "cryptography", "rich", "jds.law", "jds.domain.fold"):
        assert f" {heavy}\n" not in loaded
