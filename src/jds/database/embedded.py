"""A PostgreSQL of our own: made, started, found again and stopped without anybody's help.

Several processes use one server. Whoever finds it stopped starts it, under a lock on a file that
the kernel gives back when its holder dies; the server belongs to none of them and survives them
all. It listens on a private socket only, with a random password, and never runs as root.

Nothing here waits against a clock: after a power cut, a server with much to recover may take
minutes to answer, and that is no fault. What counts is whether its process lives.
"""

import fcntl
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from psycopg import pq
from psycopg.conninfo import make_conninfo

from jds.database import keeper
from jds.database.binaries import (
    Binaries,
    copy_beside_data,
    system_binaries,
    wheel_binaries,
)
from jds.database.data_folder import (
    PROGRAM_ENVIRONMENT,
    ROLE,
    check_major,
    major_of,
    make_data_folder,
)
from jds.database.place import SOCKET_NAME, Place, make_socket_folder, place_of, told_as_sentence
from jds.database.processes import postmaster_in, processes_in, says_ready
from jds.errors import ServerNotStarted
from jds.settings import Settings

DATABASE = "postgres"

SERVER_SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "fsync": "on",
    "synchronous_commit": "on",
    "wal_compression": "off",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    # Failing statements and the rows they fail on hold people's data: none of it may reach a log.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

_SECONDS_BETWEEN_LOOKS = 0.02


@dataclass(frozen=True, slots=True)
class Server:
    """The server of one home.

    Attributes:
        place: Where its files are and whose.
        binaries: What it is made and run with.
        must_exist: The server ends by itself when this is gone; the password file when empty.
        extra_settings: Settings beyond `SERVER_SETTINGS`, for throw-away servers.
    """

    place: Place
    binaries: Binaries
    must_exist: Path | None = None
    extra_settings: Mapping[str, str] = field(default_factory=dict)

    def address(self, *, database: str = DATABASE) -> str:
        """Return the connection string, password included."""
        try:
            password = self.place.password.read_text()
        except FileNotFoundError as problem:
            raise ServerNotStarted(
                f"The password file [{self.place.password}] is gone, so the database cannot be "
                "opened. Put it back from a backup of this home."
            ) from problem
        return make_conninfo(
            self._address_without_password(),
            dbname=database,
            password=password,
            sslmode="disable",
            gssencmode="disable",
        )

    def start(self) -> None:
        """Return when the server answers; make it and start it when needed.

        Raises:
            ServerNotStarted: It cannot be made or does not stay up.
        """
        if self._ping() == pq.Ping.OK:
            return
        with told_as_sentence(), self._locked():
            if self._comes_up_by_itself():
                return
            self._clear_away_the_dead()
            binaries = copy_beside_data(self.binaries, store=self.place.store)
            if not self.place.data.exists():
                make_data_folder(self.place, binaries=binaries)
            self._launch(binaries)

    def stop(self) -> None:
        """End the server and return when no process of it is left; harmless when none runs."""
        with told_as_sentence(), self._locked():
            self._stop()

    def destroy(self) -> None:
        """End the server and remove all it ever held, wherever that is. Not to be undone."""
        self.stop()
        shutil.rmtree(self.place.socket_folder, ignore_errors=True)
        shutil.rmtree(self.place.base)
        shutil.rmtree(self.place.own, ignore_errors=True)

    def _stop(self) -> None:
        postmaster = postmaster_in(self.place.data)
        if postmaster is not None and postmaster in processes_in(self.place.data):
            os.kill(postmaster, signal.SIGINT)
            while postmaster in processes_in(self.place.data):
                time.sleep(_SECONDS_BETWEEN_LOOKS)
        self._clear_away_the_dead()

    def _address_without_password(self) -> str:
        return make_conninfo(
            host=str(self.place.socket_folder), port=5432, user=ROLE, dbname=DATABASE
        )

    def _ping(self) -> int:
        return pq.PGconn.ping(self._address_without_password().encode())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self.place.lock.open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _comes_up_by_itself(self) -> bool:
        """Wait for a server that another process started; False when there is none to wait for."""
        data = self.place.data
        while postmaster_in(data) in processes_in(data):
            if self._ping() == pq.Ping.OK:
                return True
            if says_ready(data) and not (self.place.socket_folder / SOCKET_NAME).exists():
                # Its socket was removed, or the home was moved: nobody can reach it any more.
                self._stop()
                return False
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        return False

    def _clear_away_the_dead(self) -> None:
        """Remove what a server that was killed left behind.

        Its backends may outlive it while they are busy; two servers on the same data would destroy
        it, so they go first. They have nothing to save: the log is replayed at the next start.
        """
        while orphans := processes_in(self.place.data):
            for orphan in orphans:
                with suppress(ProcessLookupError):
                    os.kill(orphan, signal.SIGKILL)
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        (self.place.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.place.socket_folder.glob(f"{SOCKET_NAME}*"):
            left.unlink(missing_ok=True)

    def _launch(self, binaries: Binaries) -> None:
        place = self.place
        check_major(place.data, binaries=binaries)
        self.address()  # a lost password shows before the server starts, not after
        make_socket_folder(place)
        settings = {**SERVER_SETTINGS, **self.extra_settings}
        quoted = str(place.socket_folder).replace('"', '""')
        settings["unix_socket_directories"] = f'"{quoted}"'
        account = place.account
        command: list[str | Path] = [sys.executable, "-I", "-S", keeper.__file__]
        command += [self.must_exist or place.password, str(account.uid), str(account.gid)]
        command += [binaries.folder / "postgres", "-D", place.data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        if place.log.exists():
            place.log.replace(place.log.with_suffix(".log.1"))
        place.log.touch(mode=0o600)
        server_lives, end_shows = os.pipe()
        try:
            with place.log.open("wb") as log:
                subprocess.run(
                    command,
                    cwd="/",
                    env=PROGRAM_ENVIRONMENT,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=[end_shows],
                    check=True,
                )
        finally:
            os.close(end_shows)
        try:
            self._wait_for_answer(server_lives)
        finally:
            os.close(server_lives)

    def _wait_for_answer(self, server_lives: int) -> None:
        while self._ping() != pq.Ping.OK:
            ended, _, _ = select.select([server_lives], [], [], _SECONDS_BETWEEN_LOOKS)
            if ended:
                last_lines = self.place.log.read_text(errors="replace").splitlines()[-3:]
                raise ServerNotStarted(
                    f"The database server did not stay up; it said [{' / '.join(last_lines)}]. "
                    f"More is in [{self.place.log}]."
                )


def server_for(settings: Settings) -> Server:
    """Return the server that the settings ask for, not started yet.

    A home keeps the major version it was made with.
    """
    place = place_of(settings.home)
    if settings.database_kind == "embedded":
        return Server(place, wheel_binaries())
    return Server(place, system_binaries(settings.program_folders, major=major_of(place.data)))
