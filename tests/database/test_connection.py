"""Connections and transactions, by address and by pool."""

import socket
import traceback
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from jds.database.connection import Database, connect_to, open_database
from jds.errors import BadSetting, DatabaseUnreachable, DatabaseUnsuitable
from jds.settings import Settings
from tests.conftest import NewDatabase
from tests.database.old_server import server_of_version
from tests.servers import ThrowAwayServer

SECRET = "a-secret-word"


def address_of(server: ThrowAwayServer, *, name: str, password: str = "") -> str:
    """Write the address of a database as an operator would."""
    place = server.server.place
    secret = quote(password or place.password.read_text(), safe="")
    return f"postgresql://jds:{secret}@/{name}?host={quote(str(place.socket_folder), safe='')}"


def settings_with(address: str) -> Settings:
    return Settings.read({"JDS_DATABASE": address}, home=Path("/nowhere/at/all"))


def one(connection: psycopg.Connection, query: str) -> object:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def shown(problem: BaseException) -> str:
    """Return all that could reach a screen or a log."""
    return "".join(traceback.format_exception(problem))


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_a_database_by_address_needs_no_home(server: ThrowAwayServer) -> None:
    settings = settings_with(address_of(server, name="postgres"))

    with open_database(settings).connect() as connection:
        assert one(connection, "SELECT 1") == 1
    assert not Path("/nowhere").exists()


def test_every_connection_speaks_the_language_of_the_register(server: ThrowAwayServer) -> None:
    address = f"{address_of(server, name='postgres')}&options=-c%20work_mem%3D7MB"

    with open_database(settings_with(address)).connect() as connection:
        assert one(connection, "SHOW search_path") == "jds"
        assert one(connection, "SHOW TimeZone") == "UTC"
        assert one(connection, "SHOW client_encoding") == "UTF8"
        assert one(connection, "SHOW jit") == "off"
        assert one(connection, "SHOW application_name") == "jds"
        assert one(connection, "SHOW work_mem") == "7MB"
        assert not connection.autocommit


def test_a_transaction_is_kept_whole(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute("CREATE TABLE public.probe AS SELECT 1 AS n")
        connection.execute("INSERT INTO public.probe VALUES (2)")

    with database.connect() as connection:
        assert one(connection, "SELECT count(*) FROM public.probe") == 2


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def begin_and_fail() -> None:
        with database.transaction() as connection:
            connection.execute("CREATE TABLE public.probe (n int)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        begin_and_fail()

    with database.connect() as connection:
        assert one(connection, "SELECT to_regclass('public.probe')") is None


def test_a_refusal_by_the_database_is_told_as_it_is(database: Database) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable), database.transaction() as connection:
        connection.execute("SELECT FROM no_such_table")


def test_a_lock_that_is_not_given_is_no_lost_database(database: Database) -> None:
    """Who retries on such an error must be able to tell it from a server that is gone."""
    with database.transaction() as first, database.connect() as second:
        first.execute("LOCK TABLE migration")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            second.execute("LOCK TABLE migration NOWAIT")


def test_a_connection_that_is_cut_is_told_apart(database: Database) -> None:
    def lose_the_connection() -> None:
        with database.transaction() as connection, database.connect() as other:
            connection.execute("CREATE TABLE public.probe (n int)")
            other.execute("SELECT pg_terminate_backend(%s)", [connection.info.backend_pid])
            connection.execute("SELECT 1")

    with pytest.raises(DatabaseUnreachable, match="not kept"):
        lose_the_connection()

    with database.connect() as connection:
        assert one(connection, "SELECT to_regclass('public.probe')") is None


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    port = unused_port()
    address = f"postgresql://jds:{SECRET}@127.0.0.1:{port}/register"

    with pytest.raises(DatabaseUnreachable) as refused:
        open_database(settings_with(address)).connect().__enter__()

    assert f"[127.0.0.1:{port}/register]" in refused.value.sentence
    assert "JDS_DATABASE" in refused.value.sentence
    assert SECRET not in shown(refused.value)


def test_a_pool_on_a_database_that_does_not_answer_says_so_too() -> None:
    address = f"postgresql://jds:{SECRET}@127.0.0.1:{unused_port()}/register"

    with (
        open_database(settings_with(address), pool_size=1, patience_seconds=0.2) as database,
        pytest.raises(DatabaseUnreachable) as refused,
    ):
        database.connect().__enter__()

    assert SECRET not in shown(refused.value)


def test_a_wrong_password_is_not_shown(server: ThrowAwayServer) -> None:
    address = address_of(server, name="postgres", password=SECRET)

    with pytest.raises(DatabaseUnreachable, match="password authentication failed") as refused:
        open_database(settings_with(address)).connect().__enter__()

    assert SECRET not in shown(refused.value)


def test_a_malformed_address_is_refused_without_showing_it() -> None:
    with pytest.raises(BadSetting, match="well-formed") as refused:
        open_database(settings_with(f"postgresql://jds:{SECRET}%@host/register"))

    assert SECRET not in shown(refused.value)


def test_an_opened_database_never_shows_its_password(server: ThrowAwayServer) -> None:
    address = address_of(server, name="postgres", password=SECRET)

    assert SECRET not in repr(open_database(settings_with(address)))


@pytest.mark.parametrize("version", ["14.9", "9.6.24"])
def test_a_server_that_is_too_old_is_refused(version: str) -> None:
    with (
        server_of_version(version) as address,
        pytest.raises(DatabaseUnsuitable, match=r"needs \[15\]"),
    ):
        open_database(settings_with(address)).connect().__enter__()


def test_a_server_that_is_just_new_enough_is_not_refused() -> None:
    with (
        server_of_version("15.0") as address,
        # It is no real server: it hangs up after the greeting.
        pytest.raises(DatabaseUnreachable),
        open_database(settings_with(address)).connect() as connection,
    ):
        connection.execute("SELECT 1")


def test_a_database_in_another_encoding_is_refused(server: ThrowAwayServer) -> None:
    with server.empty_database() as database, database.connect() as connection:
        connection.autocommit = True
        connection.execute("DROP DATABASE IF EXISTS latin")
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        try:
            with pytest.raises(DatabaseUnsuitable, match=r"\[LATIN1\]"):
                connect_to(address_of(server, name="latin")).connect().__enter__()
        finally:
            connection.execute("DROP DATABASE latin WITH (FORCE)")


def test_a_pool_keeps_its_connections_and_ends_them_when_closed(
    new_database: NewDatabase,
) -> None:
    with new_database() as database:
        with connect_to(database.address, pool_size=1) as pooled:
            with pooled.transaction() as connection:
                first = connection.info.backend_pid
            with pooled.transaction() as connection:
                second = connection.info.backend_pid
        with database.connect() as connection:
            left = "SELECT FROM pg_stat_activity WHERE pid = %s"
            while connection.execute(left, [first]).fetchone() is not None:
                connection.rollback()

    assert first == second


def test_a_pool_replaces_a_connection_that_was_cut(new_database: NewDatabase) -> None:
    with new_database() as database, connect_to(database.address, pool_size=1) as pooled:
        with pooled.transaction() as connection:
            first = connection.info.backend_pid
        with database.connect() as other:
            other.execute("SELECT pg_terminate_backend(%s)", [first])

        with pooled.transaction() as connection:
            assert connection.info.backend_pid != first
