"""The tutorials, typed as the pages say: what they show is what a reader will see."""

import re
import shlex
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from jds.database.connection import Database
from tests.cli.commands import Register, address_of

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "tutorial" / name for name in ("first-hour.md", "a-silent-source.md")]
"""Each goes on where the one before it ended."""

LEFT_OUT = ["..."]

# What differs on every machine and every day: instants, digests, folders, today.
_DIFFERS = re.compile(
    r"\d{4}-\d\d-\d\dT[\d:.]+Z|\b(?:[0-9a-f]{16}|[0-9a-f]{64})\b|\[/[^\]]*\]"
    r"|(?<=Peildatum )\d{4}-\d\d-\d\d|\b20(?:2[6-9]|[3-9]\d)-\d\d-\d\d\b"
)


def test_the_tutorials_go_as_the_pages_say(
    primary_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a reader makes in the clone is made here.
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JDS_HOME", raising=False)
    monkeypatch.setenv("JDS_DATABASE", address_of(primary_database))
    register = Register(tmp_path / "home", primary_database)
    steps = [list(_steps(page.read_text(encoding="utf-8"))) for page in PAGES]

    assert all(len(each) > 10 for each in steps)
    for command, expected in chain(*steps):
        program, *arguments = shlex.split(command)
        assert program == "jds"
        done = register.run(*arguments)
        assert (done.code, done.err) == (0, ""), command
        shown, said = _comparable(done.out), _comparable(expected)
        if LEFT_OUT in said:
            assert said[-1] == LEFT_OUT
            said.pop()
            assert len(shown) > len(said)
            shown = shown[: len(said)]
        assert (command, shown) == (command, said)


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
