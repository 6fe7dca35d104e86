"""Changes of the tables, in order, each once, as plain SQL files.

A file `NNNN_name.sql` is never edited after it has been applied anywhere: its digest is kept with
the tables, and a database that was made with other text is refused, as is one that is further than
this code. Each file is one transaction; a lock makes two processes that migrate at once take turns.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from jds.database.connection import Connection, Database
from jds.errors import DatabaseUnsuitable, MigrationMismatch

MIGRATIONS = Path(__file__).with_name("migrations")

# Any number will do, as long as nobody else locks it in this database.
_LOCK = 0x4A4453

_FILE_NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")

# Problems whose text names objects of ours or of the server, never a value out of a row.
_CLASSES_SAFE_TO_SHOW = ("0A", "42", "58")


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of the tables."""

    number: int
    name: str
    digest: str
    sql: str


def migrations_in(folder: Path = MIGRATIONS) -> tuple[Migration, ...]:
    """Read the migrations of a folder, in order.

    Raises:
        MigrationMismatch: A file has another kind of name, or a number is missing or used twice.
    """
    found: list[Migration] = []
    for path in sorted(folder.glob("*.sql")):
        match = _FILE_NAME.fullmatch(path.name)
        if match is None or int(match[1]) != len(found) + 1:
            raise MigrationMismatch(
                f"The migration [{path.name}] is not the next one: files are named "
                f"[NNNN_name.sql] and numbered without gaps, so here [{len(found) + 1:04}_...]. "
                "The checkout is damaged; install it anew."
            )
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        found.append(Migration(int(match[1]), match[2], digest, content.decode()))
    return tuple(found)


def migrate(database: Database, *, folder: Path = MIGRATIONS) -> tuple[Migration, ...]:
    """Apply what is not applied yet and return it; nothing happens when all is.

    Raises:
        MigrationMismatch: The database was made with other migrations, or one fails.
        DatabaseUnsuitable: The account may not make tables.
    """
    known = migrations_in(folder)
    applied: list[Migration] = []
    while True:
        with database.transaction() as connection:
            _begin(connection)
            pending = _pending(connection, known=known)
            if not pending:
                return tuple(applied)
            _apply(connection, migration=pending[0])
        applied.append(pending[0])


def check_migrated(connection: Connection, *, folder: Path = MIGRATIONS) -> None:
    """Return when the tables are those of this code.

    Raises:
        MigrationMismatch: They are not, or there are none yet.
    """
    pending = _pending(connection, known=migrations_in(folder))
    if pending:
        raise MigrationMismatch(
            f"The database lacks [{len(pending)}] changes of its tables, the first one "
            f"[{pending[0].number:04}_{pending[0].name}]. Run 'jds init' to apply them."
        )


def _begin(connection: Connection) -> None:
    """Wait for our turn, until this transaction ends, and make the list of what was applied."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    if connection.execute("SELECT to_regclass('jds.migration')").fetchone() != (None,):
        return
    try:
        connection.execute("CREATE SCHEMA IF NOT EXISTS jds")
        connection.execute(
            "CREATE TABLE jds.migration ("
            " number integer PRIMARY KEY,"
            " name text NOT NULL,"
            " digest text NOT NULL,"
            " applied_at timestamptz NOT NULL DEFAULT now())"
        )
    except psycopg.errors.InsufficientPrivilege as problem:
        raise DatabaseUnsuitable(
            f"The account [{connection.info.user}] may not make tables in the database "
            f"[{connection.info.dbname}]. Let its owner run "
            f"'GRANT CREATE ON DATABASE {connection.info.dbname} TO {connection.info.user}'."
        ) from problem


def _pending(connection: Connection, *, known: Sequence[Migration]) -> tuple[Migration, ...]:
    """Compare what was applied with what this code knows; return what is still to do."""
    if connection.execute("SELECT to_regclass('jds.migration')").fetchone() == (None,):
        return tuple(known)
    rows = connection.execute("SELECT number, name, digest FROM jds.migration ORDER BY number")
    applied = rows.fetchall()
    if len(applied) > len(known):
        number, name, _ = applied[len(known)]
        raise MigrationMismatch(
            f"The database is newer than this program: it has had the change "
            f"[{number:04}_{name}], which this program does not know. Install the version that "
            "made it, or a later one."
        )
    for migration, (number, name, digest) in zip(known, applied, strict=False):
        if (migration.number, migration.digest) != (number, digest):
            raise MigrationMismatch(
                f"The change [{number:04}_{name}] was applied with another text than the file "
                f"[{migration.number:04}_{migration.name}.sql] has now. Put that file back as it "
                "was, and make a change of the tables as a new file with the next number."
            )
    return tuple(known[len(applied) :])


def _apply(connection: Connection, *, migration: Migration) -> None:
    try:
        connection.execute(migration.sql)
    except psycopg.Error as problem:
        sqlstate = problem.sqlstate or ""
        said = str(problem.diag.message_primary) if sqlstate[:2] in _CLASSES_SAFE_TO_SHOW else ""
        raise MigrationMismatch(
            f"The change [{migration.number:04}_{migration.name}] of the tables failed and was "
            f"undone: [{type(problem).__name__} {sqlstate}] {said}. Mend what it names (an "
            "extension comes with the package of contributed modules of PostgreSQL) and run "
            "'jds init' again."
        ) from problem
    connection.execute(
        "INSERT INTO jds.migration (number, name, digest) VALUES (%s, %s, %s)",
        [migration.number, migration.name, migration.digest],
    )
