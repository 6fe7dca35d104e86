"""The first hour, typed as the page says: what it shows is what a reader will see."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from jds.database.connection import Database
from tests.cli.commands import Register, address_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial" / "first-hour.md"

# What differs on every machine and every day: instants, digests, folders, today.
_DIFFERS = re.compile(
    r"\d{4}-\d\d-\d\dT[\d:.]+Z|\b(?:[0-9a-f]{16}|[0-9a-f]{64})\b|\[/[^\]]*\]"
    r"|(?<=Peildatum )\d{4}-\d\d-\d\d"
)


def test_the_first_hour_goes_as_the_page_says(
    primary_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("JDS_HOME", raising=False)
    monkeypatch.setenv("JDS_DATABASE", address_of(primary_database))
    register = Register(tmp_path / "home", primary_database)
    steps = list(_steps(PAGE.read_text(encoding="utf-8")))

    assert len(steps) > 10
    for command, expected in steps:
        program, *arguments = shlex.split(command)
        assert program == "jds"
        done = register.run(*arguments)
        assert (done.code, done.err) == (0, ""), command
        assert (command, _comparable(done.out)) == (command, _comparable(expected))


def _steps(page: str) -> Iterator[tuple[str, str]]:
    """Yield each command of the console blocks with the output that stands under it."""
    for block in re.findall(r"```console\n(.*?)```", page, flags=re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = step.partition("\n")
            yield command, output


def _comparable(output: str) -> list[list[str]]:
    """Return the words of each line, without what differs on every machine."""
    lines = [_DIFFERS.sub("*", line).split() for line in output.splitlines()]
    return [line for line in lines if line]
