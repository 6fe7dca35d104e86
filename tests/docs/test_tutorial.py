"""The first hour, typed as the page says: what it shows is what a reader will see."""

import shlex
from pathlib import Path

import pytest

from jds.database.connection import Database
from tests.cli.commands import Register, address_of
from tests.docs.console import comparable, steps_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial" / "first-hour.md"


def test_the_first_hour_goes_as_the_page_says(
    primary_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("JDS_HOME", raising=False)
    monkeypatch.setenv("JDS_DATABASE", address_of(primary_database))
    register = Register(tmp_path / "home", primary_database)
    steps = list(steps_of(PAGE.read_text(encoding="utf-8")))

    assert len(steps) > 10
    for command, expected in steps:
        program, *arguments = shlex.split(command)
        assert program == "jds"
        done = register.run(*arguments)
        assert (done.code, done.err) == (0, ""), command
        assert (command, comparable(done.out)) == (command, comparable(expected))
