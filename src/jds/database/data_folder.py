"""The data folder of an embedded server: made whole or not at all, and never as root."""

import os
import pwd
import secrets
import shutil
import subprocess
from pathlib import Path

from jds.database.binaries import Binaries
from jds.database.place import Account, Place, make_folder, sync_folder, write_once
from jds.errors import ServerNotStarted

ROLE = "jds"

# Programs get no part of our environment: it may hold passwords, and PG* variables mislead them.
PROGRAM_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

_PASSWORD_BYTES = 32


def make_data_folder(place: Place, *, binaries: Binaries) -> None:
    """Make the data folder with a random password; the caller holds the lock of the place.

    It appears under its name only when it is complete, so an attempt that was killed leaves
    nothing that looks like data.

    Raises:
        ServerNotStarted: `initdb` refuses.
    """
    make_folder(place.base, mode=0o711)
    if place.base != place.own:
        write_once(place.base / "home", text=str(place.own.parent))
    for left in place.base.glob(".draft.*"):
        shutil.rmtree(left, ignore_errors=True)
    password = write_once(place.password, text=secrets.token_urlsafe(_PASSWORD_BYTES))
    maker = _named_account() if place.is_foreign else place.account
    draft = place.base / f".draft.{secrets.token_hex(8)}"
    draft.mkdir(mode=0o700)
    try:
        _run_initdb(draft, binaries=binaries, password=password, maker=maker)
        _hand_over(draft / "data", account=place.account)
        (draft / "data").rename(place.data)
    finally:
        shutil.rmtree(draft)
    sync_folder(place.base)


def major_of(data: Path) -> int | None:
    """Return the major version a data folder was made with; None when there is none yet."""
    try:
        return int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def check_major(data: Path, *, binaries: Binaries) -> None:
    """Refuse programs that cannot work with this data folder.

    Raises:
        ServerNotStarted: They are of another major version.
    """
    made_with = major_of(data)
    if made_with != binaries.major:
        raise ServerNotStarted(
            f"The data in [{data}] was made by PostgreSQL [{made_with}], and the one to run is "
            f"[{binaries.version}]. Set JDS_DATABASE to [embedded] or [system] as it was when this "
            "register was made, or choose another --home."
        )


def _run_initdb(draft: Path, *, binaries: Binaries, password: str, maker: Account) -> None:
    password_file = draft / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    for path in (draft, password_file):
        os.chown(path, maker.uid, maker.gid)
    command: list[str | Path] = [
        binaries.folder / "initdb",
        f"--pgdata={draft / 'data'}",
        f"--username={ROLE}",
        "--auth=scram-sha-256",
        f"--pwfile={password_file}",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
    ]
    is_us = maker.uid == os.geteuid()
    ended = subprocess.run(
        command,
        cwd="/",
        env=PROGRAM_ENVIRONMENT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        user=None if is_us else maker.uid,
        group=None if is_us else maker.gid,
        extra_groups=None if is_us else [],
    )
    if ended.returncode:
        last_lines = (ended.stderr or ended.stdout).strip().splitlines()[-3:]
        raise ServerNotStarted(
            f"The database could not be made; initdb said [{' / '.join(last_lines)}]. "
            "Choose another --home, or set JDS_DATABASE to the address of a PostgreSQL."
        )


def _named_account() -> Account:
    """Return an account to run `initdb` with when root makes a data folder.

    `initdb` wants a name for whoever runs it, and the account of the server has none. The folder
    is handed over before the server first starts.
    """
    candidates = [entry for entry in pwd.getpwall() if entry.pw_uid != 0]
    if not candidates:
        raise ServerNotStarted(
            "This machine has no account besides root, and the database cannot be made as root. "
            "Add one, or set JDS_DATABASE to the address of a PostgreSQL."
        )
    entry = next((entry for entry in candidates if entry.pw_name == "nobody"), candidates[-1])
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)


def _hand_over(folder: Path, *, account: Account) -> None:
    for step, _, names in os.walk(folder):
        for path in (Path(step), *(Path(step, name) for name in names)):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)
