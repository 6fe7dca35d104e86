"""Registers for commands to work on."""

from pathlib import Path

import pytest

from jds.database.connection import Database
from tests.cli.commands import Register, add_sources, address_of
from tests.records.wire import EXAMPLES


@pytest.fixture
def unfounded(
    tmp_path: Path, primary_database: Database, monkeypatch: pytest.MonkeyPatch
) -> Register:
    """Give a home and a database in which nothing was made yet but tables."""
    monkeypatch.setenv("JDS_DATABASE", address_of(primary_database))
    monkeypatch.delenv("JDS_HOME", raising=False)
    return Register(tmp_path / "home", primary_database)


@pytest.fixture
def register(unfounded: Register) -> Register:
    """Give a fresh register with sources of every kind that the examples need."""
    done = unfounded.run("init")
    assert done.code == 0, done.err
    add_sources(unfounded)
    return unfounded


@pytest.fixture
def loaded(register: Register) -> Register:
    """Give a register with the example messages of the contract."""
    register.ask("intake", str(EXAMPLES))
    return register
