"""What an operator does in an outage, typed as the pages say: what they show is what is seen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jds.database.connection import Database
from tests.cli.commands import Register, address_of
from tests.docs.console import run_page

ROOT = Path(__file__).parents[2]
SILENT = ROOT / "docs" / "how-to" / "a-source-falls-silent.md"


def test_a_silent_source_is_dealt_with_as_the_page_says(
    primary_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("JDS_HOME", raising=False)
    monkeypatch.setenv("JDS_DATABASE", address_of(primary_database))
    monkeypatch.setenv("COLUMNS", "120")
    register = Register(tmp_path / "home", primary_database)

    assert run_page(register, SILENT, names=names(tmp_path)) > 20


def names(folder: Path) -> dict[str, str]:
    """Return what the pages have their reader set beforehand."""
    today = datetime.now(UTC)
    status = folder / "status"
    status.mkdir(exist_ok=True)
    return {
        "STATUS": str(status),
        "TODAY": f"{today:%Y-%m-%d}",
        "LATER": f"{today + timedelta(days=60):%Y-%m-%d}",
    }
