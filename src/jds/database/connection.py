"""One way to the tables of the register, whichever server they are on.

A connection always works in the schema `jds`, in UTF-8 and UTC, and commits nothing statement by
statement: what belongs together stands in one `with database.transaction()`. Errors of a database
that cannot be used name its address and the remedy, never its password.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeAlias

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

from jds.database.binaries import OLDEST_MAJOR
from jds.database.embedded import server_for
from jds.errors import BadSetting, DatabaseUnreachable, DatabaseUnsuitable
from jds.settings import Settings

Connection: TypeAlias = psycopg.Connection[TupleRow]

SCHEMA = "jds"

PATIENCE_SECONDS = 10
_SESSION_SETTINGS = f"-c search_path={SCHEMA} -c timezone=UTC -c jit=off"


@dataclass(frozen=True, slots=True)
class Database:
    """The database of a register.

    Attributes:
        address: How libpq finds it, password included: never shown.
        pool: Connections kept open, for a process that serves many requests.
    """

    address: str = field(repr=False)
    pool: ConnectionPool[Connection] | None = field(default=None, repr=False)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Give a connection that may commit more than once, and does when the block ends.

        When the block ends in an error, what was not committed is undone.

        Raises:
            DatabaseUnreachable: The database does not answer, refuses us, or went away meanwhile.
            DatabaseUnsuitable: It is too old or not in UTF-8.
        """
        connection = None
        try:
            with self._connection() as connection:
                yield connection
        except PoolTimeout as problem:
            raise self._unreachable(problem) from problem
        except psycopg.OperationalError as problem:
            if connection is not None and not connection.closed:
                raise
            raise self._unreachable(problem) from problem

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection whose work is kept whole when the block ends, or not at all."""
        with self.connect() as connection, connection.transaction():
            yield connection

    def close(self) -> None:
        """Close the connections that were kept open."""
        if self.pool is not None:
            self.pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        if self.pool is not None:
            with self.pool.connection() as connection:
                yield connection
            return
        with psycopg.connect(self.address) as connection:
            _check_suitable(connection)
            yield connection

    def _unreachable(self, problem: psycopg.OperationalError) -> DatabaseUnreachable:
        parts = conninfo_to_dict(self.address)
        where = f"{parts.get('host', '')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"
        said = str(problem).strip().replace("\n", " ")
        password = str(parts.get("password") or "")
        if password:
            said = said.replace(password, "...")
        return DatabaseUnreachable(
            f"The database [{where}] cannot be used: [{said}]. What was not yet confirmed was not "
            "kept. See that the server runs and that JDS_DATABASE holds its address, account and "
            "password; then run the command again."
        )


def open_database(
    settings: Settings, *, pool_size: int = 0, patience_seconds: float = PATIENCE_SECONDS
) -> Database:
    """Return the database the settings name; an embedded server is made and started when needed.

    Args:
        settings: Which database, and the home of an embedded one.
        pool_size: Connections to keep open; with 0 each use opens its own.
        patience_seconds: How long to wait for a connection of the pool.

    Raises:
        StoreProblem: The embedded server cannot be found, made or started.
        BadSetting: The address is malformed.
    """
    if settings.database_kind == "url":
        address = settings.database
    else:
        server = server_for(settings)
        server.start()
        address = server.address()
    return connect_to(address, pool_size=pool_size, patience_seconds=patience_seconds)


def connect_to(
    address: str, *, pool_size: int = 0, patience_seconds: float = PATIENCE_SECONDS
) -> Database:
    """Return the database at an address, to be reached at the first use.

    Raises:
        BadSetting: The address is malformed.
    """
    address = _complete(address)
    if not pool_size:
        return Database(address)
    pool = ConnectionPool(
        address,
        connection_class=psycopg.Connection[TupleRow],
        min_size=1,
        max_size=pool_size,
        timeout=patience_seconds,
        configure=_check_suitable,
        check=ConnectionPool.check_connection,
        open=True,
    )
    return Database(address, pool=pool)


def _complete(address: str) -> str:
    try:
        given = conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        # The cause would show the address, and with it the password.
        raise BadSetting(
            "The address of the database is not well-formed. It reads "
            "[postgresql://account:password@host:port/name]; write special characters of the "
            "password as %XX."
        ) from None
    options = f"{given.get('options') or ''} {_SESSION_SETTINGS}".strip()
    return make_conninfo(
        address,
        options=options,
        client_encoding="UTF8",
        application_name=given.get("application_name") or "jds",
        connect_timeout=given.get("connect_timeout") or PATIENCE_SECONDS,
    )


def _check_suitable(connection: Connection) -> None:
    """Look at what the server said of itself when we connected; asks it nothing."""
    major = connection.info.server_version // 10000
    if major < OLDEST_MAJOR:
        raise DatabaseUnsuitable(
            f"The database server is PostgreSQL [{major}], and the register needs "
            f"[{OLDEST_MAJOR}] or newer. Upgrade it, or set JDS_DATABASE to another."
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise DatabaseUnsuitable(
            f"The database holds text in [{encoding}], and names need [UTF8]. Make one with "
            "'CREATE DATABASE ... ENCODING UTF8 TEMPLATE template0' and set JDS_DATABASE to it."
        )
