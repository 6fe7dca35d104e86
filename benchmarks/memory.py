"""How much memory a load takes, small file and large.

The process that loads is started by one that holds nothing: what the kernel reports as the peak of
a process includes what its starter held when it started it.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import messages as made_up
from benchmarks.registers import Workshop, check_ended_well

# Starts the command in its arguments, passes its output on, and ends with its peak in kilobytes.
_STARTER = """
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status) != 0)
"""

_UNIT_BYTES = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Peak:
    """The most memory a load held at once.

    Attributes:
        file_bytes: Size of the file that was loaded.
        peak_bytes: Largest resident set of any process of the command.
    """

    messages: int
    file_bytes: int
    peak_bytes: int


def measure(workshop: Workshop, *, file_bytes: int, say: Callable[[str], None]) -> Peak:
    """Load a file of at least this size and return the peak.

    Raises:
        MeasurementFailed: The load failed or left messages out.
    """
    messages = made_up.count_for(file_bytes)
    say(f"memory: a file of {file_bytes / 1e6:,.0f} MB, {messages:,} messages")
    file = made_up.file_of(messages)
    with workshop.register() as register:
        command = register.command("intake", "--json", str(file))
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _STARTER, *command],
            env=register.environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        check_ended_well("intake", done.returncode, done.stderr)
        receipt, _, peak = done.stdout.strip().rpartition("\n")
        register.check_loaded(receipt, messages=messages)
    return Peak(messages, file.stat().st_size, int(peak) * _UNIT_BYTES)
