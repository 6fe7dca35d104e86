"""Fresh registers to measure on: one server of the product's own, many databases on it.

The server is the embedded one with the settings that every register gets: `fsync` and
`synchronous_commit` on. A register is made once by the command line, its sources included, and
copied for every measurement, so that each starts from the same empty state.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from benchmarks.vocabulary import SOURCES
from jds.database.binaries import wheel_binaries
from jds.database.connection import Database, connect_to
from jds.database.embedded import Server
from jds.database.migrations import migrate
from jds.database.place import place_of

_HOME_PREFIX = "openjds-bench-"


class MeasurementFailed(RuntimeError):
    """Something did not do what it was to be measured at, so its figure would mean nothing."""


@dataclass(frozen=True, slots=True)
class Register:
    """A register of its own: a database, and the home with the keys to it.

    Attributes:
        name: Of the database.
        address: How libpq finds the database.
        home: Shared by all registers of a run; holds keys, no data.
    """

    name: str
    address: str
    home: Path

    def command(self, *arguments: str) -> list[str]:
        """Return the words of a `jds` command."""
        return [str(Path(sys.executable).with_name("jds")), *arguments]

    def environment(self) -> Mapping[str, str]:
        """Return the environment in which a `jds` command finds this register."""
        return os.environ | {"JDS_HOME": str(self.home), "JDS_DATABASE": _url(self.address)}

    def run(self, *arguments: str) -> str:
        """Run a `jds` command and return what it printed.

        Raises:
            MeasurementFailed: The command refused.
        """
        done = subprocess.run(
            self.command(*arguments),
            env=self.environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        check_ended_well(arguments[0], done.returncode, done.stderr)
        return done.stdout

    def database(self, *, pool_size: int = 0) -> Database:
        """Return the database, to be connected to as the product does."""
        return connect_to(self.address, pool_size=pool_size)

    def check_loaded(self, receipt: str, *, messages: int) -> None:
        """Return when all messages were accepted and the records have caught up with them.

        Raises:
            MeasurementFailed: They were not.
        """
        accepted = json.loads(receipt)["accepted"]
        with self.database().connect() as connection:
            (at,) = connection.execute("SELECT position FROM ledger_head").fetchall()
            readers = connection.execute("SELECT DISTINCT position FROM reader").fetchall()
        if accepted != messages or at != (messages,) or readers != [at]:
            raise MeasurementFailed(
                f"Of [{messages}] messages [{accepted}] were accepted; the ledger stands at {at} "
                f"and its readers at {readers}. What was loaded is not what was to be measured."
            )


class Workshop:
    """The server of a run and the registers made on it."""

    def __init__(self, server: Server, home: Path, administration: psycopg.Connection) -> None:
        self.home = home
        self._server = server
        self._administration = administration
        self._numbers = count(1)
        self._template = ""

    @property
    def server_version(self) -> str:
        """Return the version of PostgreSQL."""
        row = self._administration.execute("SHOW server_version").fetchone()
        assert row is not None  # noqa: S101
        return str(row[0])

    @contextmanager
    def register(self) -> Iterator[Register]:
        """Give a register with its sources and no messages; it is gone when the block ends."""
        if not self._template:
            self._template = self._make_template()
        register = self._create(template=self._template)
        try:
            yield register
        finally:
            self._drop(register)

    @contextmanager
    def tables(self) -> Iterator[Database]:
        """Give a database that has all tables and is no register yet, on a connection kept open."""
        register = self._create(template="template1")
        try:
            with register.database(pool_size=1) as database:
                migrate(database)
                yield database
        finally:
            self._drop(register)

    @contextmanager
    def copy_of(self, register: Register) -> Iterator[Register]:
        """Give a copy of a register to which nobody is connected; it is gone afterwards."""
        copied = self._create(template=register.name)
        try:
            yield copied
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            self._administration.execute(drop.format(sql.Identifier(copied.name)))

    def settle(self) -> None:
        """Write out what earlier work left behind, so that it does not weigh on what comes."""
        self._administration.execute("CHECKPOINT")
        os.sync()
        time.sleep(0.2)

    def _drop(self, register: Register) -> None:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
        self._administration.execute(drop.format(sql.Identifier(register.name)))

    def _make_template(self) -> str:
        register = self._create(template="template1")
        register.run("init")
        for source in SOURCES:
            register.run("source", "add", "--urn", source.urn, "--kind", source.kind)
        return register.name

    def _create(self, *, template: str) -> Register:
        name = f"register_{next(self._numbers)}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._administration.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        return Register(name, self._server.address(database=name), self.home / "register")


@contextmanager
def workshop() -> Iterator[Workshop]:
    """Run a server until the block ends, or this process does."""
    home = Path(tempfile.mkdtemp(prefix=_HOME_PREFIX))
    home.chmod(0o711)
    this_process = Path(f"/proc/{os.getpid()}")
    server = Server(
        place_of(home),
        wheel_binaries(),
        must_exist=this_process if this_process.exists() else None,
    )
    try:
        server.start()
        with psycopg.connect(server.address(), autocommit=True) as administration:
            yield Workshop(server, home, administration)
    finally:
        server.destroy()
        shutil.rmtree(home)


def check_ended_well(command: str, code: int, complaint: str) -> None:
    """Return when a command ended with 0.

    Raises:
        MeasurementFailed: It did not.
    """
    if code:
        raise MeasurementFailed(f"'jds {command}' ended with [{code}]: [{complaint.strip()}]")


def _url(address: str) -> str:
    parts = conninfo_to_dict(address)
    where = urlencode({name: parts[name] for name in ("host", "port", "sslmode", "gssencmode")})
    who = f"{quote(str(parts['user']))}:{quote(str(parts['password']), safe='')}"
    return f"postgresql://{who}@/{parts['dbname']}?{where}"
