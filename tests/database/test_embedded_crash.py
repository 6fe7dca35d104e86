"""The embedded server when processes die at the worst moment, and when several come at once."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jds.database.connection import open_database
from jds.database.embedded import server_for
from jds.database.place import Account
from jds.database.processes import postmaster_in, processes_in
from jds.errors import DatabaseUnreachable
from jds.settings import Settings
from tests.database.conftest import StartClient, StartProcess, settings_for


def remember(settings: Settings, word: str) -> None:
    with open_database(settings).transaction() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS public.memory (word text)")
        connection.execute("INSERT INTO public.memory VALUES (%s)", [word])


def remembered(settings: Settings) -> set[str]:
    with open_database(settings).connect() as connection:
        return {str(row[0]) for row in connection.execute("SELECT word FROM public.memory")}


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)


def postmaster_of(settings: Settings) -> int:
    postmaster = postmaster_in(server_for(settings).place.data)
    assert postmaster is not None
    return postmaster


def wait_until_running(settings: Settings, *, backend: int) -> None:
    active = "SELECT FROM pg_stat_activity WHERE pid = %s AND query LIKE 'DO %%'"
    with open_database(settings).connect() as connection:
        while connection.execute(active, [backend]).fetchone() is None:
            connection.rollback()
            time.sleep(0.01)


def wait_until_gone(process: int) -> None:
    while Path(f"/proc/{process}/cwd").exists():
        time.sleep(0.01)


def test_processes_that_start_at_once_make_one_server(
    each_settings: Settings, start_client: StartClient
) -> None:
    with ThreadPoolExecutor(4) as pool:
        clients = list(pool.map(lambda _: start_client(each_settings), range(4)))

    assert len({client.said["postmaster"] for client in clients}) == 1
    assert len({client.said["data"] for client in clients}) == 1


def test_the_server_survives_the_process_that_started_it(
    settings: Settings, start_client: StartClient
) -> None:
    starter = start_client(settings)
    kill(starter.process.pid)
    starter.process.wait()

    later = start_client(settings)

    assert later.said["postmaster"] == starter.said["postmaster"]


def test_the_death_of_one_client_does_not_disturb_another(
    settings: Settings, start_client: StartClient
) -> None:
    remember(settings, "before")
    with open_database(settings).connect() as connection:
        other = start_client(settings)
        kill(other.process.pid)
        other.process.wait()

        assert connection.execute("SELECT count(*) FROM public.memory").fetchone() == (1,)


def test_a_killed_server_comes_back_with_all_that_was_committed(each_settings: Settings) -> None:
    remember(each_settings, "committed")
    killed = postmaster_of(each_settings)

    def insert_and_lose_the_server() -> None:
        with open_database(each_settings).connect() as connection:
            connection.execute("INSERT INTO public.memory VALUES ('not committed')")
            kill(killed)
            wait_until_gone(connection.info.backend_pid)

    with pytest.raises(DatabaseUnreachable):
        insert_and_lose_the_server()

    assert remembered(each_settings) == {"committed"}
    assert postmaster_of(each_settings) != killed


def test_a_killed_server_comes_back_while_a_statement_of_it_still_runs(
    each_settings: Settings, start_client: StartClient
) -> None:
    remember(each_settings, "committed")
    busy = start_client(each_settings, task="spin")
    wait_until_running(each_settings, backend=busy.said["backend"])
    kill(busy.said["postmaster"])
    wait_until_gone(busy.said["postmaster"])
    assert busy.said["backend"] in processes_in(server_for(each_settings).place.data)

    assert remembered(each_settings) == {"committed"}
    assert busy.said["backend"] not in processes_in(server_for(each_settings).place.data)


def test_a_killed_backend_takes_no_committed_fact_with_it(
    settings: Settings, start_client: StartClient
) -> None:
    remember(settings, "committed")
    busy = start_client(settings, task="spin")
    wait_until_running(settings, backend=busy.said["backend"])

    kill(busy.said["backend"])
    busy.process.wait()

    assert remembered(settings) == {"committed"}
    assert postmaster_of(settings) == busy.said["postmaster"]


def test_a_killed_keeper_leaves_the_server_running(settings: Settings) -> None:
    remember(settings, "kept")
    server = postmaster_of(settings)
    status = Path(f"/proc/{server}/status").read_text()
    keeper = int(status.partition("PPid:")[2].split()[0])

    kill(keeper)

    assert remembered(settings) == {"kept"}
    assert postmaster_of(settings) == server


def test_the_number_of_a_dead_server_may_belong_to_somebody_else_now(settings: Settings) -> None:
    remember(settings, "kept")
    server = server_for(settings)
    server.stop()
    # As after a power cut: the file is still there, and the number was given to another process.
    pid_file = server.place.data / "postmaster.pid"
    pid_file.write_text(f"{os.getppid()}\n{server.place.data}\n0\n5432\n\n")
    os.chown(pid_file, server.place.account.uid, server.place.account.gid)

    assert remembered(settings) == {"kept"}


def test_a_creation_that_was_cut_off_leaves_nothing_that_looks_like_data(
    settings: Settings,
) -> None:
    place = server_for(settings).place
    draft = place.base / ".draft.of-another-attempt"
    (draft / "data").mkdir(parents=True)
    (draft / "data" / "PG_VERSION").write_text("18\n")

    remember(settings, "made anew")

    assert remembered(settings) == {"made anew"}
    assert not list(place.base.glob(".draft.*"))


def test_a_process_killed_while_it_makes_the_register_leaves_one_that_can_be_made(
    settings: Settings, start_process: StartProcess
) -> None:
    place = server_for(settings).place
    maker = start_process(settings)
    while not list(place.base.glob(".draft.*/data/*")):
        assert maker.poll() is None
        time.sleep(0.001)

    kill(maker.pid)

    assert not place.data.exists()
    remember(settings, "made anew")
    assert remembered(settings) == {"made anew"}


def test_a_socket_that_was_removed_does_not_lock_everybody_out(settings: Settings) -> None:
    remember(settings, "kept")
    before = postmaster_of(settings)
    for path in server_for(settings).place.socket_folder.glob(".s.PGSQL.*"):
        path.unlink()

    assert remembered(settings) == {"kept"}
    assert postmaster_of(settings) != before


def test_an_ordinary_user_has_everything_in_the_home(
    kind: str, open_folder: Path, ordinary_account: Account, start_client: StartClient
) -> None:
    home = open_folder / "of-a-user"
    home.mkdir()
    os.chown(home, ordinary_account.uid, ordinary_account.gid)
    settings = settings_for(home, kind=kind)

    client = start_client(settings, account=ordinary_account)
    again = start_client(settings, account=ordinary_account)

    assert client.said["postmaster"] == again.said["postmaster"]
    assert Path(client.said["data"]).is_relative_to(home)
    owners = {path.lstat().st_uid for path in home.rglob("*")}
    assert owners == {ordinary_account.uid}
    assert Path(f"/proc/{client.said['postmaster']}").stat().st_uid == ordinary_account.uid


def test_root_and_the_owner_share_the_server_of_an_ordinary_user(
    open_folder: Path, ordinary_account: Account, start_client: StartClient
) -> None:
    if os.geteuid() != 0:
        pytest.skip("Only root can come to the home of another account.")
    home = open_folder / "of-a-user"
    home.mkdir(mode=0o755)
    os.chown(home, ordinary_account.uid, ordinary_account.gid)
    settings = settings_for(home)
    theirs = start_client(settings, account=ordinary_account)
    ours = start_client(settings)
    assert ours.said["postmaster"] == theirs.said["postmaster"]

    server_for(settings).stop()
    started_by_root = start_client(settings)
    found_by_owner = start_client(settings, account=ordinary_account)

    assert found_by_owner.said["postmaster"] == started_by_root.said["postmaster"]


def test_a_register_of_root_is_refused_to_others_with_a_sentence(
    open_folder: Path, ordinary_account: Account, start_client: StartClient
) -> None:
    if os.geteuid() != 0:
        pytest.skip("Only root can make a register that we may not use.")
    settings = settings_for(open_folder / "home")
    remember(settings, "of root")

    refused = start_client(settings, account=ordinary_account)

    assert refused.said["code"] == "server-not-started"
    assert "Run it as that account" in refused.said["sentence"]
