"""Who saw what of whom: the account is written with what is shown, or neither happens."""

import signal
from datetime import date

import pytest

from jds.accounting.keys import is_signed
from tests.cli.commands import Register
from tests.cli.processes import is_waiting_for_a_lock, start, wait_until

LINES = (
    "SELECT act.actor, act.verb, act.reason, subject.key, access_line.shown, access_line.position"
    " FROM access_line JOIN act USING (act_id) LEFT JOIN subject USING (subject_id)"
    " ORDER BY line_id"
)


def test_showing_a_record_writes_who_saw_whom_and_why(loaded: Register) -> None:
    loaded.ask("record", "--skn", "1234567", "--reason", "onderzoek klacht")

    assert loaded.rows(LINES) == [
        ("beheerder", "record", "onderzoek klacht", "skn:1234567", "dossier", 27)
    ]


def test_a_fresh_register_has_a_reason_of_its_own(loaded: Register) -> None:
    loaded.ask("record", "--skn", "1234567")

    assert [line[2] for line in loaded.rows(LINES)] == ["proef"]


def test_without_that_reason_a_reason_must_be_given(loaded: Register) -> None:
    file = loaded.home / "register.toml"
    file.write_text(file.read_text().replace("default_reason", "# default_reason"))

    refused = loaded.run("record", "--skn", "1234567")

    assert (refused.code, refused.out) == (2, "")
    assert "--reason" in refused.err
    assert loaded.rows(LINES) == []
    assert loaded.run("record", "--skn", "1234567", "--reason", "klacht").code == 0
    assert loaded.run("records", "export").code == 2


@pytest.mark.parametrize("reason", ["", "   ", "a\x1b[31mb", "a\nb", "x" * 2001])
def test_a_reason_that_says_nothing_shows_nothing(loaded: Register, reason: str) -> None:
    refused = loaded.run("record", "--skn", "1234567", "--reason", reason)

    assert (refused.code, refused.out) == (1, "")
    assert loaded.rows(LINES) == []


def test_asking_for_somebody_unknown_is_accounted_for_too(loaded: Register) -> None:
    record = loaded.ask("record", "--skn", "5555555", "--reason", "proef")

    assert record["zaken"] == []
    assert record["persoon"]["nummers"] == {"skn": [], "bsn": []}
    assert len(record["actualiteit"]) == 5
    assert loaded.rows(LINES) == [("beheerder", "record", "proef", None, "niets", 27)]


def test_the_day_and_moment_asked_for_are_in_the_account(loaded: Register) -> None:
    loaded.ask("record", "--skn", "1234567", "--on", "2025-06-01", "--known-at", "9")

    assert loaded.rows("SELECT position, judged_on FROM access_line") == [(9, date(2025, 6, 1))]


def test_an_export_writes_one_line_for_each_person(loaded: Register) -> None:
    loaded.run("records", "export", "--reason", "controle")

    assert [(line[1], line[2], line[3]) for line in loaded.rows(LINES)] == [
        ("records export", "controle", "skn:1234567"),
        ("records export", "controle", "skn:2345678"),
        ("records export", "controle", "skn:7654321"),
    ]
    assert loaded.rows("SELECT count(*) FROM act WHERE verb = 'records export'") == [(1,)]


def test_an_export_of_linked_persons_writes_one_line_for_both(loaded: Register) -> None:
    loaded.run("records", "export", "--known-at", "18")

    assert [line[3] for line in loaded.rows(LINES)] == ["skn:1234567", "skn:2345678"]


@pytest.mark.parametrize("command", [("record", "--skn", "1234567"), ("records", "export")])
def test_a_command_that_is_killed_before_the_account_is_written_shows_nothing(
    loaded: Register, command: tuple[str, ...]
) -> None:
    with loaded.database.transaction() as connection:
        connection.execute("LOCK TABLE access_line IN EXCLUSIVE MODE")
        process = start(loaded, *command)
        wait_until(lambda: is_waiting_for_a_lock(loaded, "access_line"))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate()

    assert out == b""
    assert loaded.rows(LINES) == []


def test_what_was_shown_is_in_the_account(loaded: Register) -> None:
    process = start(loaded, "record", "--skn", "1234567", "--json")
    out, err = process.communicate()

    assert (process.returncode, err) == (0, b"")
    assert b'"1234567"' in out
    assert len(loaded.rows(LINES)) == 1


def test_the_account_holds_no_number_of_a_person(loaded: Register) -> None:
    loaded.ask("record", "--bsn", "999993653")
    loaded.ask("record", "--skn", "1234567")

    for row in loaded.rows("SELECT act::text FROM act"):
        assert "999993653" not in row[0]
        assert "1234567" not in row[0]


def test_every_act_is_signed_by_its_actor(loaded: Register) -> None:
    rows = loaded.rows(
        "SELECT verb, digest, signature, public_key FROM act JOIN actor ON name = actor"
    )

    assert {verb for verb, *_ in rows} == {"law adopt", "source add", "intake"}
    for _, digest, signature, public_key in rows:
        assert is_signed(digest, signature=signature, public_key=public_key)
