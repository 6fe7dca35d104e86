"""The command `jds` as a process of its own, for what cannot be seen from inside one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from tests.cli.commands import Register, address_of

_PATIENCE_SECONDS = 60


def start(register: Register, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command on a register; its output stays in pipes."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # So it is where the suite runs in the background; and whatever it starts would inherit it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(
        [sys.executable, "-m", "jds", *arguments, "--home", str(register.home)],
        env={
            "PATH": os.environ.get("PATH", ""),
            "JDS_DATABASE": address_of(register.database),
            "PYTHONWARNINGS": "error",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something that another process is about to do."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.01)


def is_waiting_for_a_lock(register: Register, table: str) -> bool:
    """Tell whether some session waits for a lock on a table."""
    query = (
        "SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = pg_locks.relation "
        "WHERE NOT granted AND relname = %s"
    )
    return register.rows(query, table) != [(0,)]
