"""Registers with sources, for tests of sources."""

import pytest

from jds.database.connection import Database
from tests.intake.deliveries import register_sources


@pytest.fixture
def register(database: Database) -> Database:
    """Give a register with three sources and no message, on each PostgreSQL in turn."""
    with database.transaction() as connection:
        register_sources(connection)
    return database


@pytest.fixture
def primary_register(primary_database: Database) -> Database:
    """Give the same on the PostgreSQL of the wheel only, for many cases of one thing."""
    with primary_database.transaction() as connection:
        register_sources(connection)
    return primary_database
