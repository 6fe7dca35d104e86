"""The home of a register: what `jds init` leaves there besides keys and database.

`register.toml` says that there is a register, and what reason counts when none is given. A fresh
register has one, `proef` (a try-out), so that one person can try everything; where real people are
in the register that line goes, and every look at a record needs a reason.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from jds.domain.time import Instant, instant_to_text
from jds.errors import BadRequest, StoreProblem

TRIAL_REASON = "proef"

_FILE = "register.toml"


class NoRegister(BadRequest):
    """There is no register in this home."""

    code = "no-register"


class DamagedHome(StoreProblem):
    """The file that describes the register cannot be read."""

    code = "damaged-home"


@dataclass(frozen=True, slots=True)
class Home:
    """What the home says of its register.

    Attributes:
        default_reason: Counts as the reason for showing a record when none is given.
    """

    folder: Path
    default_reason: str | None


def is_home(folder: Path) -> bool:
    """Tell whether a register was made here."""
    return (folder / _FILE).exists()


def read_home(folder: Path) -> Home:
    """Read what the home says of its register.

    Raises:
        NoRegister: There is none here.
        DamagedHome: It says nothing that can be read.
    """
    try:
        content = tomllib.loads((folder / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoRegister(
            f"There is no register in [{folder}]. Make one with [jds init], or name the folder of "
            "one with --home or JDS_HOME."
        ) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise DamagedHome(
            f"The file [{folder / _FILE}] cannot be read: [{type(problem).__name__}]. Put it back "
            "from a backup; [jds init] makes it anew when it is gone."
        ) from problem
    trial = content.get("trial", {})
    reason = trial.get("default_reason") if isinstance(trial, dict) else None
    return Home(folder, reason if isinstance(reason, str) else None)


def write_home(folder: Path, *, now: Instant) -> None:
    """Say that a register was made here; a file that is there stays as it is."""
    if is_home(folder):
        return
    draft = folder / f".{_FILE}.draft"
    draft.write_text(
        "# Made by `jds init`. A folder with this file is the home of a register.\n"
        f"made_at = {instant_to_text(now)}\n"
        "\n"
        "[trial]\n"
        "# The reason that counts when nobody gives one. Take this line out before real people\n"
        "# come in: then every look at a record says why.\n"
        f'default_reason = "{TRIAL_REASON}"\n',
        encoding="utf-8",
    )
    draft.replace(folder / _FILE)
