"""A founded register: a home with keys, and a database that knows its keeper."""

from pathlib import Path

import pytest

from jds.accounting.found_register import found_register
from jds.database.connection import Database
from tests.accounting.moments import NOON


@pytest.fixture
def home(tmp_path: Path, primary_database: Database) -> Path:
    """Give the home of a register that was founded in `primary_database`."""
    with primary_database.transaction() as connection:
        found_register(connection, home=tmp_path / "home", now=NOON)
    return tmp_path / "home"
