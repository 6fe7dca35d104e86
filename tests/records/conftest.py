"""Registers with sources and nothing else."""

import pytest

from jds.database.connection import Database
from jds.records import fold_portions
from tests.records.ledgers import add_sources


@pytest.fixture
def register(database: Database) -> Database:
    """Give a register with the sources of the examples, on each PostgreSQL in turn."""
    add_sources(database)
    return database


@pytest.fixture(autouse=True)
def in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fold in the process of the test: starting others for a few messages only takes time."""
    monkeypatch.setattr(fold_portions, "WORTH_PROCESSES", 10**9)
