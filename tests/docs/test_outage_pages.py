"""What an operator does in an outage, typed as the pages say: what they show is what is seen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jds.database.connection import Database
from tests.cli.commands import Register, address_of
from tests.docs.console import run_page

ROOT = Path(__file__).parents[2]
DATA = ROOT / "docs" / "how-to" / "outage"
RETURN = ROOT / "docs" / "how-to" / "the-return.md"
GPS = "urn:nld:oin:00000001000000000001:systeem:gps"
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


class OfReturn(dict[str, str]):
    """What the page on the return has its reader set, some of it from what the register shows."""

    def __init__(self, register: Register, work: Path) -> None:
        super().__init__(WORK=str(work))
        self._work = work
        self._register = register

    def __missing__(self, name: str) -> str:
        if name in ("STATED", "NEXT"):
            self[name] = str(self._stated({"STATED": "now", "NEXT": "next"}[name]))
            return self[name]
        part = {"HARMFUL": "1/zeden-en-geweld", "REST": "1/overig"}[name]
        listed = self._register.ask("quarantine", "list", "--source", GPS)["samen"]
        digest: str = {each["deel"]: each["digest"] for each in listed}[part]
        return digest

    def _stated(self, name: str) -> Path:
        """Let the source state where it stands now; return the file."""
        told = (DATA / f"{name}.ndjson").read_text(encoding="utf-8")
        file = self._work / f"{name}.ndjson"
        file.write_text(told.replace("NOW", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"))
        return file


def test_a_source_returns_and_what_was_answered_is_looked_at_again_as_the_page_says(
    primary_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("JDS_HOME", raising=False)
    monkeypatch.setenv("JDS_DATABASE", address_of(primary_database))
    monkeypatch.setenv("COLUMNS", "120")
    register = Register(tmp_path / "home", primary_database)
    (tmp_path / "backlog.ndjson").write_bytes((DATA / "backlog.ndjson").read_bytes())

    assert run_page(register, RETURN, names=OfReturn(register, tmp_path)) > 30


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
