"""The tutorials, typed as the pages say: what they show is what a reader will see."""

from pathlib import Path

import pytest

from jds.database.connection import Database
from tests.cli.commands import Register, address_of
from tests.docs.console import run_page

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "tutorial" / name for name in ("first-hour.md", "a-silent-source.md")]
"""Each goes on where the one before it ended."""


def test_the_tutorials_go_as_the_pages_say(
    primary_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a reader makes in the clone is made here.
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JDS_HOME", raising=False)
    monkeypatch.setenv("JDS_DATABASE", address_of(primary_database))
    register = Register(tmp_path / "home", primary_database)

    for page in PAGES:
        assert run_page(register, page, names={}) > 10
