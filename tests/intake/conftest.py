"""Registers with sources, for tests of admission."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias

import pytest

from jds.database.connection import Database
from tests.conftest import NewDatabase
from tests.intake.deliveries import register_sources

NewRegister: TypeAlias = Callable[[], AbstractContextManager[Database]]


@pytest.fixture
def register(database: Database) -> Database:
    """Give a register with three sources and no message, on each PostgreSQL in turn."""
    with database.transaction() as connection:
        register_sources(connection)
    return database


@pytest.fixture
def new_register(new_primary_database: NewDatabase) -> NewRegister:
    """Give a way to make such registers, on the PostgreSQL of the wheel only."""

    @contextmanager
    def make() -> Iterator[Database]:
        with new_primary_database() as database:
            with database.transaction() as connection:
                register_sources(connection)
            yield database

    return make
