"""Which live processes belong to a data folder.

A process number in `postmaster.pid` proves nothing: after a power cut or a kill the number may
belong to somebody else, or to a dead child nobody has collected. Every process of a PostgreSQL
server works in its data folder, and that the kernel knows for sure; a shell that somebody opened
there goes by another name. Where the kernel does not show it (no `/proc`), the number in the file
has to do.
"""

import os
import subprocess
from pathlib import Path

_PROC = Path("/proc")
_PROGRAM = "postgres"


def processes_in(data: Path) -> frozenset[int]:
    """Return the numbers of the live server processes that work in this data folder.

    Processes of other accounts are only seen by root; a server always runs as the account that
    owns its data, so nobody misses his own.
    """
    if not (_PROC / "self").exists():
        written = postmaster_in(data)
        return frozenset({written} if written and _is_called_server(written) else ())
    try:
        folder = data.stat()
    except FileNotFoundError:
        return frozenset()
    return frozenset(
        int(entry.name)
        for entry in _PROC.iterdir()
        if entry.name.isdigit() and _works_in(entry, folder=folder)
    )


def postmaster_in(data: Path) -> int | None:
    """Return the process number the server wrote, dead or alive; None when there is none."""
    number = _pid_file_line(data, 1)
    return int(number) if number.isdigit() else None


def says_ready(data: Path) -> bool:
    """Tell whether the server wrote that it has opened its socket and finished recovering."""
    return _pid_file_line(data, 8) == "ready"


def _pid_file_line(data: Path, number: int) -> str:
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return lines[number - 1].strip() if len(lines) >= number else ""


def _works_in(entry: Path, *, folder: os.stat_result) -> bool:
    try:
        return os.path.samestat((entry / "cwd").stat(), folder) and _is_server(entry)
    except OSError:  # gone meanwhile, a dead child, or of another account
        return False


def _is_server(entry: Path) -> bool:
    return (entry / "comm").read_text().strip() == _PROGRAM


def _is_called_server(process: int) -> bool:
    listed = subprocess.run(
        ["ps", "-o", "comm=", "-p", str(process)],  # noqa: S607 - its folder differs per system
        capture_output=True,
        text=True,
        check=False,
    )
    return Path(listed.stdout.strip()).name == _PROGRAM
