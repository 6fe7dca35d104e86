"""The measure of intake: the same rows, written by plain SQL that thinks about nothing.

One connection, and per batch one transaction: each table's rows as COPY into a temporary table
(emptied at commit), then `INSERT ... SELECT ... ON CONFLICT` into the tables of the register, with
their indexes and constraints. The rows are those that the product wrote itself; they stand ready
in memory, as COPY wants them, before the clock starts. No parsing, no checks, no digests.

Rows that the product changes again and again (the head of the ledger, the counts) are written
once, in the last batch: the measure does less than the product, never more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

from jds.database.connection import SCHEMA, Connection

_TABLES: LiteralString = """
SELECT c.relname,
       array(SELECT a.attname FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attgenerated = '' ORDER BY a.attnum),
       EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attidentity = 'a'),
       array(SELECT a.attname FROM pg_index i
               JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
              WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY a.attnum),
       array(SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f
              WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid)
  FROM pg_class c
 WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r' AND c.relname <> 'migration'
 ORDER BY c.relname
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the register.

    Attributes:
        is_numbered: The database numbers its rows itself.
        key: Columns of its primary key.
        refers_to: Tables whose rows must be there first.
        changes: Rows that were there before the load are changed by it.
    """

    name: str
    columns: tuple[str, ...]
    is_numbered: bool
    key: tuple[str, ...]
    refers_to: frozenset[str]
    changes: bool = False

    @property
    def stage(self) -> sql.Identifier:
        """Return the name of its temporary table."""
        return sql.Identifier(f"stage_{self.name}")

    def column_list(self) -> sql.Composed:
        """Return its columns as they stand in a statement."""
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))

    def create_stage(self) -> sql.Composed:
        """Return the statement that makes its temporary table."""
        make = sql.SQL("CREATE TEMPORARY TABLE {} (LIKE {}) ON COMMIT DELETE ROWS")
        return make.format(self.stage, sql.Identifier(SCHEMA, self.name))

    def copy_in(self) -> sql.Composed:
        """Return the statement that takes rows into its temporary table."""
        return sql.SQL("COPY {} ({}) FROM STDIN").format(self.stage, self.column_list())

    def insert(self) -> sql.Composed:
        """Return the statement that moves rows from the temporary table to the real one."""
        values = sql.SQL(" OVERRIDING SYSTEM VALUE") if self.is_numbered else sql.SQL("")
        on_conflict: sql.Composable = sql.SQL("ON CONFLICT DO NOTHING")
        if self.changes:
            assign = sql.SQL(", ").join(
                sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(column))
                for column in self.columns
                if column not in self.key
            )
            key = sql.SQL(", ").join(map(sql.Identifier, self.key))
            on_conflict = sql.SQL("ON CONFLICT ({}) DO UPDATE SET {}").format(key, assign)
        return (
            sql.SQL(
                "INSERT INTO {table} ({columns}){values} SELECT {columns} FROM {stage} "
            ).format(
                table=sql.Identifier(SCHEMA, self.name),
                columns=self.column_list(),
                values=values,
                stage=self.stage,
            )
            + on_conflict
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows that a load added or changed, ready to be written in batches.

    Attributes:
        tables: Those that hold any, in an order in which references are met.
        batches: For each batch the rows of each table, as COPY wants them.
    """

    tables: tuple[Table, ...]
    batches: tuple[tuple[tuple[Table, bytes], ...], ...]

    @property
    def size_bytes(self) -> int:
        """Return how much is written, as text."""
        return sum(len(rows) for batch in self.batches for _, rows in batch)


def take_rows(loaded: Connection, *, empty: Connection) -> Rows:
    """Take from a register what a load wrote, in the batches in which it was written.

    Args:
        loaded: The register after the load.
        empty: A register of the same making before any load.
    """
    ends = [
        row[0] for row in loaded.execute("SELECT DISTINCT position FROM source_mark ORDER BY 1")
    ]
    batches: list[list[tuple[Table, bytes]]] = [[] for _ in ends]
    tables = []
    for table in _in_order_of_reference(_tables(loaded)):
        before = frozenset(_lines(empty, table))
        if before:
            table, rows = _changed(table, before, _lines(loaded, table))
            parts = [b""] * (len(ends) - 1) + [rows]
        else:
            parts = _parts(loaded, table, ends)
        if any(parts):
            tables.append(table)
        for batch, rows in zip(batches, parts, strict=True):
            if rows:
                batch.append((table, rows))
    return Rows(tuple(tables), tuple(tuple(batch) for batch in batches))


def prepare(connection: Connection, rows: Rows) -> None:
    """Make the temporary tables of a connection."""
    for table in rows.tables:
        connection.execute(table.create_stage())
    connection.commit()


def write(connection: Connection, rows: Rows) -> None:
    """Write all rows, one transaction for each batch. This is what is measured."""
    statements = {table.name: (table.copy_in(), table.insert()) for table in rows.tables}
    for batch in rows.batches:
        with connection.transaction(), connection.cursor() as cursor:
            for table, content in batch:
                copy_in, insert = statements[table.name]
                with cursor.copy(copy_in) as copy:
                    copy.write(content)
                cursor.execute(insert)


def fingerprint(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return, for each table of the register, its number of rows and a sum of their digests."""
    found = {}
    for table in _tables(connection):
        count = sql.SQL(
            "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {} t"
        ).format(sql.Identifier(SCHEMA, table.name))
        rows, digests = connection.execute(count).fetchall()[0]
        found[table.name] = (int(rows), int(digests))
    return found


def _tables(connection: Connection) -> list[Table]:
    return [
        Table(name, tuple(columns), is_numbered, tuple(key), frozenset(refers_to))
        for name, columns, is_numbered, key, refers_to in connection.execute(_TABLES, [SCHEMA])
    ]


def _in_order_of_reference(tables: Sequence[Table]) -> list[Table]:
    left, placed = list(tables), list[Table]()
    while left:
        met = {table.name for table in placed}
        ready = [table for table in left if table.refers_to <= met]
        placed += ready
        left = [table for table in left if table not in ready]
    return placed


def _parts(loaded: Connection, table: Table, ends: Sequence[int]) -> list[bytes]:
    """Return the rows of a table for each batch; rows without a position go into the last one."""
    name = sql.Identifier(SCHEMA, table.name)
    if table.name == "subject":
        source = sql.SQL(
            "(SELECT t.*, coalesce((SELECT min(a.position) FROM about a"
            " WHERE a.subject_id = t.subject_id), {}) AS position FROM {} t)"
        ).format(sql.Literal(ends[-1]), name)
    elif "position" in table.columns:
        source = sql.Composed([name])
    else:
        return [b""] * (len(ends) - 1) + [_copied(loaded, table, name, where=sql.SQL("true"))]
    return [
        _copied(
            loaded,
            table,
            source,
            where=sql.SQL("position > {} AND position <= {} ORDER BY position").format(
                sql.Literal(after), sql.Literal(through)
            ),
        )
        for after, through in zip((-1, *ends[:-1]), (*ends[:-1], 2**62), strict=True)
    ]


def _changed(table: Table, before: frozenset[bytes], after: Sequence[bytes]) -> tuple[Table, bytes]:
    changes = not before <= frozenset(after)
    shown = Table(
        table.name, table.columns, table.is_numbered, table.key, table.refers_to, changes=changes
    )
    return shown, b"".join(line for line in after if line not in before)


def _lines(connection: Connection, table: Table) -> list[bytes]:
    copied = _copied(connection, table, sql.Identifier(SCHEMA, table.name), where=sql.SQL("true"))
    return copied.splitlines(keepends=True)


def _copied(
    connection: Connection, table: Table, source: sql.Composable, *, where: sql.Composable
) -> bytes:
    statement = sql.SQL("COPY (SELECT {} FROM {} t WHERE {}) TO STDOUT").format(
        table.column_list(), source, where
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return b"".join(map(bytes, copy))
