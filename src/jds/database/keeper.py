"""The parent of an embedded server: starts it, collects it, ends it when its home is gone.

A server must outlive the command that started it, and must not live for ever once the register it
serves has been deleted. So a small process of its own stands between: it leaves the session of
the command, starts the server as the account that owns the data, and looks now and then whether
the register is still there. The server goes on when this process is killed.

This file is run as a script, outside the package, and imports nothing but the standard library.

Arguments: the file that must exist, the number of the account and of its group, the command.
"""

import os
import signal
import subprocess
import sys
import threading
import time

_SECONDS_BETWEEN_LOOKS = 2


def keep(must_exist: str, uid: int, gid: int, command: list[str]) -> None:
    """Run the server until it ends or until `must_exist` is gone."""
    if os.geteuid() == uid:
        server = subprocess.Popen(command)
    else:
        server = subprocess.Popen(command, user=uid, group=gid, extra_groups=[])

    def watch() -> None:
        while os.path.exists(must_exist):  # noqa: PTH110 - pathlib would double the memory held
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        server.send_signal(signal.SIGINT)

    threading.Thread(target=watch, daemon=True).start()
    server.wait()


if __name__ == "__main__":
    # The command that started us goes on at once; what it inherits to us ends with the server.
    if os.fork() == 0:
        os.setsid()
        keep(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
