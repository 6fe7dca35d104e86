"""The embedded server in ordinary life: made, found again, shared, stopped."""

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from jds.database.connection import open_database
from jds.database.embedded import server_for
from jds.database.processes import postmaster_in, processes_in
from jds.errors import DatabaseUnreachable, NoServerBinaries, ServerNotStarted
from jds.settings import Settings
from tests.database.conftest import CLIENT, StartClient, settings_for


def permissions(path: Path) -> dict[Path, tuple[int, int, int]]:
    """Return mode and owner of a folder and of every folder above it."""
    found = {step: step.stat() for step in (path, *path.parents)}
    return {step: (stat.S_IMODE(s.st_mode), s.st_uid, s.st_gid) for step, s in found.items()}


def setting(settings: Settings, name: str) -> str:
    with open_database(settings).connect() as connection:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])


def remember(settings: Settings, word: str) -> None:
    with open_database(settings).transaction() as connection:
        connection.execute("CREATE TABLE public.memory AS SELECT %s::text AS word", [word])


def remembered(settings: Settings) -> str:
    with open_database(settings).connect() as connection:
        row = connection.execute("SELECT word FROM public.memory").fetchone()
    assert row is not None
    return str(row[0])


def test_a_register_needs_no_set_up(each_settings: Settings) -> None:
    remember(each_settings, "first")

    assert remembered(each_settings) == "first"


def test_what_was_stored_is_there_after_a_stop(each_settings: Settings) -> None:
    remember(each_settings, "kept")
    server = server_for(each_settings)

    server.stop()

    assert not processes_in(server.place.data)
    assert remembered(each_settings) == "kept"


def test_stopping_what_does_not_run_is_harmless(settings: Settings) -> None:
    server = server_for(settings)

    server.stop()
    server.start()
    server.stop()
    server.stop()

    assert not processes_in(server.place.data)


def test_two_processes_use_one_server(settings: Settings, start_client: StartClient) -> None:
    first = start_client(settings)
    second = start_client(settings)

    assert first.said["postmaster"] == second.said["postmaster"]
    assert first.said["backend"] != second.said["backend"]


def test_the_server_is_closed_to_everybody_but_its_keeper(each_settings: Settings) -> None:
    assert setting(each_settings, "listen_addresses") == ""
    place = server_for(each_settings).place

    assert stat.S_IMODE(place.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.socket_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.password.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.log.stat().st_mode) == 0o600
    rules = (place.data / "pg_hba.conf").read_text().splitlines()
    methods = {rule.split()[-1] for rule in rules if rule and not rule.startswith("#")}
    assert methods == {"scram-sha-256"}


def test_a_wrong_password_is_refused(settings: Settings) -> None:
    remember(settings, "private")
    place = server_for(settings).place
    password = place.password.read_text()
    place.password.write_text("guessed")

    with pytest.raises(DatabaseUnreachable) as refused:
        remembered(settings)

    assert "guessed" not in refused.value.sentence
    assert password not in refused.value.sentence


def test_every_register_has_a_password_of_its_own(open_folder: Path) -> None:
    passwords = set()
    for name in ("one", "two"):
        server = server_for(settings_for(open_folder / name))
        server.start()
        passwords.add(server.place.password.read_text())

    assert len(passwords) == 2
    assert min(len(password) for password in passwords) >= 32


def test_a_commit_is_a_promise(each_settings: Settings) -> None:
    promised = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "TimeZone": "UTC",
        "password_encryption": "scram-sha-256",
    }

    with open_database(each_settings).connect() as connection:
        rows = connection.execute("SELECT name, setting FROM pg_settings").fetchall()

    assert promised.items() <= dict(rows).items()


def test_the_log_of_the_server_holds_nothing_of_what_was_stored(each_settings: Settings) -> None:
    marker = "somebodys-name"
    remember(each_settings, marker)
    with open_database(each_settings).connect() as connection:
        connection.execute("CREATE UNIQUE INDEX ON public.memory (word)")
        connection.commit()
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO public.memory VALUES (%s)", [marker])
        connection.rollback()
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT word::integer FROM public.memory")
    server = server_for(each_settings)
    server.stop()

    said = server.place.log.read_text()
    assert "ready to accept connections" in said
    assert marker not in said


def test_the_server_does_not_run_as_root(settings: Settings, start_client: StartClient) -> None:
    client = start_client(settings)

    assert Path(f"/proc/{client.said['postmaster']}").stat().st_uid != 0
    assert Path(f"/proc/{client.said['postmaster']}").stat().st_uid == (
        server_for(settings).place.account.uid
    )


def test_no_folder_that_is_not_ours_changes_hands_or_mode(kind: str, open_folder: Path) -> None:
    home = open_folder / "mine" / "home"
    home.mkdir(parents=True, mode=0o755)
    settings = settings_for(home, kind=kind)
    server = server_for(settings)
    programs = server.binaries.folder
    before = [permissions(home), permissions(programs)]

    remember(settings, "quietly")

    assert [permissions(home), permissions(programs)] == before


def test_a_home_closed_to_others_stays_closed(closed_folder: Path) -> None:
    settings = settings_for(closed_folder / "home")
    before = permissions(closed_folder)

    remember(settings, "inside")

    assert remembered(settings) == "inside"
    assert permissions(closed_folder) == before


def test_root_keeps_data_apart_from_a_closed_home_and_removes_it_on_request(
    closed_folder: Path,
) -> None:
    if os.geteuid() != 0:
        pytest.skip("Only root needs another account for its server.")
    settings = settings_for(closed_folder / "home")
    remember(settings, "apart")
    server = server_for(settings)
    base = server.place.base

    assert closed_folder not in base.parents
    assert (base / "data").exists()
    assert (base / "home").read_text() == str(settings.home)
    server.destroy()
    assert not base.exists()
    assert not server.place.own.exists()


@pytest.mark.parametrize(
    "name",
    [
        "with spaces in it",
        "it's",
        "één-naïve-ŁÓDŹ",
        "a,b",
        "deep/" * 30 + "home",
        "x" * 200,
    ],
    ids=["spaces", "quote", "accents", "comma", "deep", "long"],
)
def test_a_home_may_have_any_name(open_folder: Path, name: str) -> None:
    settings = settings_for(open_folder / name)

    remember(settings, "here")

    assert remembered(settings) == "here"


def test_a_home_whose_path_would_upset_a_shell_is_refused_with_a_sentence(
    open_folder: Path,
) -> None:
    for name in ('a"b', "a$b", "a`b", "a\\b", "a\nb", "a\udcffb"):
        with pytest.raises(ServerNotStarted, match="readable text"):
            open_database(settings_for(open_folder / name))
        assert not list(open_folder.iterdir())


def test_a_home_that_cannot_be_made_is_refused_with_a_sentence(open_folder: Path) -> None:
    a_file = open_folder / "a-file"
    a_file.touch()

    for home in (a_file, a_file / "below", Path("/proc/jds")):
        with pytest.raises(ServerNotStarted, match="Choose another --home"):
            open_database(settings_for(home))


def test_root_of_a_container_that_knows_no_other_account_gets_a_sentence(
    open_folder: Path,
) -> None:
    unshare = shutil.which("unshare")
    contained = [unshare or "", "--user", "--map-root-user"]
    if not unshare or subprocess.run([*contained, "true"], check=False).returncode:
        pytest.skip("This machine cannot make a container with one account.")

    refused = subprocess.run(
        [*contained, sys.executable, CLIENT, "hold"],
        env={"JDS_HOME": str(open_folder / "home"), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.stderr == ""
    assert json.loads(refused.stdout)["code"] == "server-not-started"


def test_a_home_that_was_moved_goes_on_where_it_was(open_folder: Path) -> None:
    before = settings_for(open_folder / "before")
    remember(before, "moved along")

    (open_folder / "before").rename(open_folder / "after")

    assert remembered(settings_for(open_folder / "after")) == "moved along"


def test_the_server_ends_when_its_home_is_gone(settings: Settings) -> None:
    remember(settings, "gone")
    data = server_for(settings).place.data
    postmaster = postmaster_in(data)

    shutil.rmtree(settings.home)

    while Path(f"/proc/{postmaster}/cwd").exists():
        time.sleep(0.1)


def test_a_register_that_lost_its_password_says_so(settings: Settings) -> None:
    server = server_for(settings)
    server.start()
    server.stop()
    kept = server.place.password.read_text()
    server.place.password.unlink()

    with pytest.raises(ServerNotStarted, match="password file"):
        open_database(settings)
    assert not processes_in(server.place.data)

    server.place.password.write_text(kept)
    assert setting(settings, "fsync") == "on"


def test_data_of_another_major_version_is_refused_and_stays(open_folder: Path) -> None:
    embedded = settings_for(open_folder / "home", kind="embedded")
    system = settings_for(open_folder / "home", kind="system")
    if server_for(system).binaries.major == server_for(embedded).binaries.major:
        pytest.skip("The PostgreSQL of this system is of the same major version as ours.")
    remember(system, "older")
    server_for(system).stop()

    with pytest.raises(ServerNotStarted, match="was made by PostgreSQL"):
        open_database(embedded)

    assert remembered(system) == "older"


def test_the_data_of_ours_wants_the_same_major_version_of_the_system(open_folder: Path) -> None:
    embedded = settings_for(open_folder / "home", kind="embedded")
    server = server_for(embedded)
    server.start()
    server.stop()
    if Path(f"/usr/lib/postgresql/{server.binaries.major}").exists():
        pytest.skip("The PostgreSQL of this system is of the same major version as ours.")

    with pytest.raises(NoServerBinaries, match=rf"\[{server.binaries.major}\]"):
        server_for(replace(settings_for(open_folder / "home", kind="system"), program_folders=""))
