"""Homes of registers in all sorts of folders, and processes that use them."""

import json
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import jds
from jds.database.binaries import system_binaries, wheel_binaries
from jds.database.embedded import Server
from jds.database.place import Account, is_passable, place_of
from jds.errors import NoServerBinaries
from jds.settings import Settings
from tests.servers import quick_folder

CLIENT = Path(__file__).with_name("client.py")


@dataclass(frozen=True, slots=True)
class Client:
    """A running process that has the register open, and what it said of the server."""

    process: subprocess.Popen[str]
    said: dict[str, Any]


StartProcess: TypeAlias = Callable[..., subprocess.Popen[str]]
StartClient: TypeAlias = Callable[..., Client]


@pytest.fixture(params=["embedded", "system"])
def kind(request: pytest.FixtureRequest) -> str:
    """Give both kinds of server that we supervise ourselves."""
    if request.param == "system":
        try:
            system_binaries(os.environ.get("PATH", ""))
        except NoServerBinaries as problem:
            pytest.skip(problem.sentence)
    return str(request.param)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that any account may walk into; servers in it are destroyed afterwards."""
    yield from _folder(mode=0o711)


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """Give a folder for our own account only; servers in it are destroyed afterwards."""
    yield from _folder(mode=0o700)


@pytest.fixture
def settings(open_folder: Path) -> Settings:
    """Give the settings of a register that does not exist yet, with an embedded server."""
    return settings_for(open_folder / "home")


@pytest.fixture
def each_settings(kind: str, open_folder: Path) -> Settings:
    """Give the same for each kind of server."""
    return settings_for(open_folder / "home", kind=kind)


@pytest.fixture
def start_process() -> Iterator[StartProcess]:
    """Give a way to start processes that use a register; those left are killed afterwards."""
    with ExitStack() as stack:

        def start(
            settings: Settings, *, task: str = "hold", account: Account | None = None
        ) -> subprocess.Popen[str]:
            process = stack.enter_context(_process(settings, task=task, account=account))
            stack.callback(process.kill)
            return process

        yield start


@pytest.fixture
def start_client(start_process: StartProcess) -> StartClient:
    """Give the same, and wait until the process has the register open."""

    def start(settings: Settings, *, task: str = "hold", account: Account | None = None) -> Client:
        process = start_process(settings, task=task, account=account)
        assert process.stdout is not None
        return Client(process, json.loads(process.stdout.readline()))

    return start


@pytest.fixture
def ordinary_account() -> Account:
    """Give an account that is not root and has a name."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid())
    entry = pwd.getpwnam("nobody")
    if _python_for_all() is None or not is_passable(Path(jds.__file__).parent):
        pytest.skip("No other account can reach this checkout and a Python of this version.")
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)


def settings_for(home: Path, *, kind: str = "embedded") -> Settings:
    return Settings.read({"JDS_DATABASE": kind, "PATH": os.environ.get("PATH", "")}, home=home)


def _folder(*, mode: int) -> Iterator[Path]:
    folder = quick_folder(prefix="openjds-home-")
    folder.chmod(mode)
    yield folder
    for password in folder.rglob("database/password"):
        Server(place_of(password.parents[1]), wheel_binaries()).destroy()
    shutil.rmtree(folder)


def _process(settings: Settings, *, task: str, account: Account | None) -> subprocess.Popen[str]:
    environ = {
        "PATH": settings.program_folders,
        "JDS_HOME": str(settings.home),
        "JDS_DATABASE": settings.database,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
    }
    python: Path | None = Path(sys.executable)
    is_other = account is not None and account.uid != os.geteuid()
    if is_other:
        python = _python_for_all()
    assert python is not None
    return subprocess.Popen(
        [python, CLIENT, task],
        env=environ,
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        user=account.uid if account and is_other else None,
        group=account.gid if account and is_other else None,
        extra_groups=[] if is_other else None,
    )


def _python_for_all() -> Path | None:
    """Find a Python of this version that any account may run; ours may be in root's home."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for found in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        real = Path(found).resolve()
        if real.is_file() and is_passable(real.parent):
            return real
    return None
