"""Where the files of the embedded server live, and whose they are.

An ordinary user keeps everything in the home of the register:

    <home>/database/password      of the account `jds`, readable by its owner only
    <home>/database/lock          held while a server is made, started or stopped
    <home>/database/data, run     the data and the socket of the server
    <home>/database/server.log    what the server says; never the content of a statement
    <home>/database/postgresql-*  the programs

PostgreSQL refuses to run as root. Root therefore starts it as an account of its own: a number
without a name, so that no other program runs under it and no `useradd` is needed. That account
must be able to walk to its data. Where every folder above the home lets others pass, the data
stays in the home all the same. Where one does not (root's own home is closed, and so are most
temporary folders), opening it would be wrong: the data then goes to a folder of our own under
`/var/lib/openjds`. `<home>/database/location` says which, and the file `home` in it says whose it
is. Removing the home of such a register does not remove its data; `Server.destroy` does.

No folder that is not ours changes hands or mode.
"""

import hashlib
import os
import pwd
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from jds.errors import ServerNotStarted

STATE_FOLDER = Path("/var/lib/openjds")

# A socket's path has 108 bytes in the kernel's structure, the last one being zero.
_LONGEST_SOCKET_PATH_BYTES = 107
SOCKET_NAME = ".s.PGSQL.5432"

# Numbers that neither Debian nor systemd gives to anybody, below the limit of a user namespace.
_FIRST_ACCOUNT = 60578
_ACCOUNTS = 606

# Programs of PostgreSQL call one another through a shell, their path between double quotes.
_SPECIAL_IN_SHELL = frozenset('"$`\\')

_PASSABLE_BY_OTHERS = 0o711
_PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Account:
    """The account the server runs under, by number."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one embedded server.

    Attributes:
        own: Our folder in the home: password, lock, and where the rest is.
        base: Holds data, socket and log of the server; the same as `own` unless the server's
            account cannot get there.
        account: Who owns the data and runs the server.
    """

    own: Path
    base: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def log(self) -> Path:
        return self.base / "server.log"

    @property
    def password(self) -> Path:
        return self.own / "password"

    @property
    def lock(self) -> Path:
        return self.own / "lock"

    @property
    def store(self) -> Path:
        """Return where copied programs go: one copy serves all registers under `STATE_FOLDER`."""
        return self.own if self.base == self.own else self.base.parent

    @property
    def is_foreign(self) -> bool:
        """Tell whether the server runs as somebody else than we do."""
        return self.account.uid != os.geteuid()

    @property
    def socket_folder(self) -> Path:
        """Return the private folder of the socket: beside the data when libpq can find it there.

        libpq takes a comma in a host for the end of it.
        """
        beside = str(self.base / "run")
        length = len(os.fsencode(f"{beside}/{SOCKET_NAME}"))
        if length <= _LONGEST_SOCKET_PATH_BYTES and "," not in beside and beside.isprintable():
            return Path(beside)
        digest = hashlib.sha256(os.fsencode(self.base)).hexdigest()[:16]
        # A fixed folder, not the one in TMPDIR: every process must come to the same path.
        return Path("/tmp") / f"openjds-{self.account.uid}-{digest}"  # noqa: S108


def place_of(home: Path) -> Place:
    """Say where the server of this home lives, or will live; makes our own folders on the way.

    Raises:
        ServerNotStarted: The folders cannot be made, belong to somebody else, or have a name that
            the programs of PostgreSQL cannot handle.
    """
    if _SPECIAL_IN_SHELL & set(str(home)) or not str(home).isprintable():
        raise ServerNotStarted(
            f"PostgreSQL cannot work in [{str(home)!a}]. Choose a --home whose path is "
            'readable text without ["], [$], [`] and [\\].'
        )
    with told_as_sentence():
        return _place_of(Path(os.path.realpath(home)))


@contextmanager
def told_as_sentence() -> Iterator[None]:
    """Turn a refusal by the file system into an error that says what to do.

    Raises:
        ServerNotStarted: A file or folder could not be made, read or given away.
    """
    try:
        yield
    except OSError as problem:
        what = problem.filename or "a file of the database"
        raise ServerNotStarted(
            f"The database cannot be kept there: for [{what}] the system says "
            f"[{problem.strerror or problem}]. Choose another --home, run as the account that made "
            "this one, or set JDS_DATABASE to the address of a PostgreSQL."
        ) from problem


def _place_of(home: Path) -> Place:
    own = home / "database"
    is_root = os.geteuid() == 0
    if not own.exists():
        mode = _PASSABLE_BY_OTHERS if is_root else _PRIVATE
        make_folder(home, mode=mode)
        make_folder(own, mode=mode)
    base = _base(own, is_root=is_root)
    data = base / "data"
    if data.exists():
        owner = data.stat()
        account = Account(uid=owner.st_uid, gid=owner.st_gid)
    elif is_root:
        account = _unused_account(base)
    else:
        account = Account(uid=os.geteuid(), gid=os.getegid())
    if account.uid == 0 or (not is_root and account.uid != os.geteuid()):
        raise ServerNotStarted(
            f"The data in [{data}] belongs to the account with number [{account.uid}], and this "
            f"command runs as [{os.geteuid()}]. Run it as that account, or choose another --home."
        )
    return Place(own=own, base=base, account=account)


def _base(own: Path, *, is_root: bool) -> Path:
    location = own / "location"
    if location.exists():
        return Path(location.read_text())
    if not is_root or (own / "data").exists() or is_passable(own):
        return own
    make_folder(STATE_FOLDER, mode=_PASSABLE_BY_OTHERS)
    base = STATE_FOLDER / secrets.token_hex(8)
    return Path(write_once(location, text=str(base)))


def write_once(path: Path, *, text: str) -> str:
    """Write a file that only its owner may read, whole and for good; return what it holds.

    Of two processes that come here at once, the second keeps to what the first wrote.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
    sync_folder(path.parent)
    return path.read_text()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_passable(folder: Path) -> bool:
    """Tell whether an account that owns nothing here may walk to this folder and into it."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents))


def make_folder(folder: Path, *, mode: int, account: Account | None = None) -> None:
    """Make a folder of our own with exactly this mode; leave one that exists as it is.

    Folders above it that are missing come about as the user's umask says.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=_PRIVATE)
    except FileExistsError:
        return
    folder.chmod(mode)
    if account is not None:
        os.chown(folder, account.uid, account.gid)


def make_socket_folder(place: Place) -> None:
    """Make the folder of the socket and be sure that nobody else can put one there.

    Raises:
        ServerNotStarted: Somebody else was there first.
    """
    folder = place.socket_folder
    make_folder(folder, mode=_PRIVATE, account=place.account)
    found = folder.lstat()
    is_private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
    if not is_private or found.st_uid != place.account.uid:
        raise ServerNotStarted(
            f"The folder [{folder}] for the socket of the database belongs to another account or "
            "is open to others. Remove it, or choose a --home with a shorter path."
        )


def _unused_account(base: Path) -> Account:
    """Choose a number that has no name; spread, so that two registers seldom share one."""
    taken = {entry.pw_uid for entry in pwd.getpwall()}
    start = int.from_bytes(hashlib.sha256(os.fsencode(base)).digest()[:4])
    for step in range(_ACCOUNTS):
        number = _FIRST_ACCOUNT + (start + step) % _ACCOUNTS
        if number not in taken:
            return Account(uid=number, gid=number)
    raise ServerNotStarted(
        f"Every account number from [{_FIRST_ACCOUNT}] on is taken, and the database cannot run as "
        "root. Run this command as an ordinary user, or set JDS_DATABASE to an address."
    )
