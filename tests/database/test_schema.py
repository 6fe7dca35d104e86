"""The migrations and the schema that people read say the same."""

from pathlib import Path

import jds.database
from jds.database.connection import Database
from tests.database.catalog import description_of

SCHEMA = Path(jds.database.__file__).with_name("schema.sql")


def test_the_migrations_make_exactly_what_the_schema_file_describes(
    database: Database, empty_database: Database
) -> None:
    with empty_database.transaction() as connection:
        connection.execute(SCHEMA.read_text())
        described = description_of(connection)
    with database.transaction() as connection:
        made = description_of(connection)

    assert any(line.startswith("column migration.digest") for line in made)
    assert made == described, "run 'make schema' after a new migration, and read what it changes"


def test_a_difference_of_one_column_is_seen(database: Database) -> None:
    with database.transaction() as connection:
        before = description_of(connection)
        connection.execute("ALTER TABLE migration ALTER COLUMN name DROP NOT NULL")
        after = description_of(connection)

    assert before != after


def test_a_difference_of_one_index_trigger_function_or_check_is_seen(database: Database) -> None:
    changes = [
        "CREATE INDEX probe ON migration (name)",
        "ALTER TABLE migration ADD CONSTRAINT probe CHECK (number > 0)",
        "CREATE FUNCTION probe() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER probe AFTER INSERT ON migration EXECUTE FUNCTION probe()",
    ]
    with database.transaction() as connection:
        seen = [description_of(connection)]
        for change in changes:
            connection.execute(change)
            seen.append(description_of(connection))

    assert len({tuple(lines) for lines in seen}) == len(changes) + 1
