"""Changes of the tables: each once, in order, and never with another text."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jds.database.connection import Database, connect_to
from jds.database.migrations import MIGRATIONS, check_migrated, migrate, migrations_in
from jds.errors import DatabaseUnsuitable, MigrationMismatch
from tests.servers import ThrowAwayServer

FIRST = "CREATE TABLE first (n int);\nINSERT INTO first VALUES (1);\n"
SECOND = "INSERT INTO first VALUES (2);\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with two migrations."""
    (tmp_path / "0001_first.sql").write_text(FIRST)
    (tmp_path / "0002_second.sql").write_text(SECOND)
    return tmp_path


def numbers(database: Database) -> list[int]:
    with database.connect() as connection:
        return [row[0] for row in connection.execute("SELECT n FROM first ORDER BY n")]


def test_all_changes_are_applied_in_order_and_once(empty_database: Database, folder: Path) -> None:
    applied = migrate(empty_database, folder=folder)
    again = migrate(empty_database, folder=folder)

    assert [migration.name for migration in applied] == ["first", "second"]
    assert again == ()
    assert numbers(empty_database) == [1, 2]


def test_a_new_change_is_applied_to_a_database_that_has_the_earlier_ones(
    empty_database: Database, folder: Path
) -> None:
    migrate(empty_database, folder=folder)
    (folder / "0003_third.sql").write_text("INSERT INTO first VALUES (3)")

    applied = migrate(empty_database, folder=folder)

    assert [migration.number for migration in applied] == [3]
    assert numbers(empty_database) == [1, 2, 3]


def test_the_list_tells_what_was_applied(empty_database: Database, folder: Path) -> None:
    migrate(empty_database, folder=folder)

    with empty_database.connect() as connection:
        rows = connection.execute("SELECT number, name, digest FROM migration ORDER BY number")
        assert rows.fetchall() == [(m.number, m.name, m.digest) for m in migrations_in(folder)]


def test_a_change_that_was_edited_after_it_was_applied_is_refused(
    empty_database: Database, folder: Path
) -> None:
    migrate(empty_database, folder=folder)
    (folder / "0001_first.sql").write_text(FIRST + "-- a remark\n")

    with pytest.raises(MigrationMismatch, match=r"\[0001_first\] was applied with another text"):
        migrate(empty_database, folder=folder)
    with (
        empty_database.connect() as connection,
        pytest.raises(MigrationMismatch, match="another text"),
    ):
        check_migrated(connection, folder=folder)


def test_a_database_that_is_newer_than_the_program_is_refused(
    empty_database: Database, folder: Path
) -> None:
    migrate(empty_database, folder=folder)
    (folder / "0002_second.sql").unlink()

    with pytest.raises(MigrationMismatch, match=r"newer than this program.*\[0002_second\]"):
        migrate(empty_database, folder=folder)


def test_a_change_that_fails_is_undone_whole_and_the_ones_before_it_stay(
    empty_database: Database, folder: Path
) -> None:
    (folder / "0002_second.sql").write_text(f"{SECOND}TABLE no_such_table;\n")

    with pytest.raises(MigrationMismatch, match=r"\[0002_second\].*no_such_table"):
        migrate(empty_database, folder=folder)
    assert numbers(empty_database) == [1]

    (folder / "0002_second.sql").write_text(SECOND)
    assert [migration.number for migration in migrate(empty_database, folder=folder)] == [2]


def test_a_change_that_fails_on_what_is_stored_does_not_show_it(
    empty_database: Database, folder: Path
) -> None:
    (folder / "0002_second.sql").write_text("SELECT ('somebodys' || '-name')::integer")

    with pytest.raises(MigrationMismatch, match="InvalidTextRepresentation 22P02") as refused:
        migrate(empty_database, folder=folder)

    assert "somebodys-name" not in refused.value.sentence


def test_an_extension_that_is_not_there_is_named(empty_database: Database, folder: Path) -> None:
    (folder / "0002_second.sql").write_text("CREATE EXTENSION no_such_extension")

    with pytest.raises(MigrationMismatch, match="no_such_extension"):
        migrate(empty_database, folder=folder)


def test_processes_that_migrate_at_once_take_turns(empty_database: Database, folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        applied = pool.map(lambda _: migrate(empty_database, folder=folder), range(4))

    assert sorted(m.number for migrations in applied for m in migrations) == [1, 2]
    assert numbers(empty_database) == [1, 2]


def test_a_register_that_is_not_there_yet_is_told_how_to_make_it(
    empty_database: Database, folder: Path
) -> None:
    with (
        empty_database.connect() as connection,
        pytest.raises(MigrationMismatch, match=r"\[0001_first\].*'jds init'"),
    ):
        check_migrated(connection, folder=folder)

    migrate(empty_database, folder=folder)
    with empty_database.connect() as connection:
        check_migrated(connection, folder=folder)


def test_an_account_that_may_not_make_tables_is_told_what_it_needs(
    server: ThrowAwayServer, empty_database: Database, folder: Path
) -> None:
    with empty_database.transaction() as connection:
        connection.execute("DROP ROLE IF EXISTS visitor")
        connection.execute("CREATE ROLE visitor LOGIN PASSWORD 'visiting'")
        name = connection.info.dbname
    visitor = connect_to(f"{server.server.address(database=name)} user=visitor password=visiting")
    try:
        with pytest.raises(DatabaseUnsuitable, match=f"GRANT CREATE ON DATABASE {name} TO visitor"):
            migrate(visitor, folder=folder)
    finally:
        with empty_database.transaction() as connection:
            connection.execute("DROP ROLE visitor")


@pytest.mark.parametrize(
    "name", ["0004_gap.sql", "0002_twice.sql", "3_short.sql", "0003-dash.sql", "0003_Upper.sql"]
)
def test_a_folder_with_a_badly_numbered_change_is_refused(folder: Path, name: str) -> None:
    (folder / name).write_text("SELECT 1")

    with pytest.raises(MigrationMismatch, match="is not the next one"):
        migrations_in(folder)


def test_the_changes_of_the_register_itself_are_in_order() -> None:
    found = migrations_in(MIGRATIONS)

    assert [migration.number for migration in found] == list(range(1, len(found) + 1))
    assert found
