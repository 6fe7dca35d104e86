"""Keys: one pair per actor, to prove who acts, and one secret of the register itself.

The private key of an actor made here lies in `<home>/keys/<name>.key` (PEM), readable by its owner
only; an actor who keeps the key elsewhere gives the public half. The key of the register,
`<home>/keys/register.key`, is 32 random bytes: digests of personal data are keyed with it, for a
plain digest of a number of seven digits is found again in a second by trying them all.
"""

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from jds.errors import BadRequest, NotAllowed, StoreProblem

RESERVED = "register"
"""No actor may have this name: the file of its key would be that of the register."""

_REGISTER_KEY_BYTES = 32
_PUBLIC_KEY_BYTES = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class NoKey(NotAllowed):
    """The key that would prove the actor is not here."""

    code = "no-key"

    def __init__(self, actor: str) -> None:
        super().__init__(
            f"The key of actor [{actor}] is not in this home, and a name alone proves nothing. "
            "Put it in place, or act as somebody whose key is here (--as)."
        )


class UnusableKey(StoreProblem):
    """A key file is open to others, or is not a key."""

    code = "unusable-key"


class NotAPublicKey(BadRequest):
    """A file that should hold a public key does not."""

    code = "not-a-public-key"


def has_register_key(home: Path) -> bool:
    """Tell whether the secret of a register is in this home."""
    return _file(home, RESERVED).exists()


def make_register_key(home: Path) -> bytes:
    """Return the secret of the register, made now if it is not there yet."""
    file = _file(home, RESERVED)
    if not file.exists():
        _write(file, secrets.token_bytes(_REGISTER_KEY_BYTES))
    return register_key(home)


def register_key(home: Path) -> bytes:
    """Return the secret of the register.

    Raises:
        UnusableKey: It is missing, damaged or open to others. Without it no redelivery can be
            recognised, so nothing goes on.
    """
    file = _file(home, RESERVED)
    if not file.exists():
        raise UnusableKey(
            f"The key of the register is missing from [{file}]. Restore it from the backup of the "
            "home; for a new register run [jds init]."
        )
    content = _read_private(file)
    if len(content) != _REGISTER_KEY_BYTES:
        raise UnusableKey(
            f"The key of the register in [{file}] has [{len(content)}] bytes instead of "
            f"[{_REGISTER_KEY_BYTES}]. Restore it from the backup of the home."
        )
    return content


def make_pair(home: Path, name: str) -> bytes:
    """Return the public key of a pair whose private half lies in the home under `name`.

    A private key that is there already is kept: an earlier attempt may have stopped after it.
    """
    file = _file(home, name)
    if not file.exists():
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        _write(file, pem)
    return _raw(_private_key(file).public_key())


def public_key_in(file: Path) -> bytes:
    """Read a public key from a file: PEM, or its 32 bytes in base64.

    Raises:
        NotAPublicKey: The file cannot be read or holds something else.
    """
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise NotAPublicKey(
            f"The file [{file}] cannot be read: [{problem.strerror}]. "
            "Give the path of a public key."
        ) from problem
    if b"-----BEGIN PUBLIC KEY-----" in content:
        try:
            key = serialization.load_pem_public_key(content)
        except (ValueError, UnsupportedAlgorithm):
            raise _not_a_public_key(file) from None
        if not isinstance(key, Ed25519PublicKey):
            raise _not_a_public_key(file)
        return _raw(key)
    try:
        raw = base64.b64decode(content.strip(), validate=True)
    except binascii.Error:
        raise _not_a_public_key(file) from None
    if len(raw) != _PUBLIC_KEY_BYTES:
        raise _not_a_public_key(file)
    return raw


def sign(home: Path, name: str, digest: bytes) -> bytes:
    """Sign `digest` with the private key that lies in the home under `name`.

    Raises:
        NoKey: It is not there.
        UnusableKey: It is open to others, or no key.
    """
    file = _file(home, name)
    if not file.exists():
        raise NoKey(name)
    return _private_key(file).sign(digest)


def is_signed(digest: bytes, *, signature: bytes, public_key: bytes) -> bool:
    """Tell whether `signature` over `digest` was made with the private half of `public_key`."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, digest)
    except InvalidSignature:
        return False
    return True


def _file(home: Path, name: str) -> Path:
    return home / "keys" / f"{name}.key"


def _write(file: Path, content: bytes) -> None:
    """Write a private file as a whole or not at all; one that is there stays."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.parent / f".{file.name}.{secrets.token_hex(8)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        os.link(draft, file)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _read_private(file: Path) -> bytes:
    try:
        mode = file.stat().st_mode
        content = file.read_bytes()
    except OSError as problem:
        raise UnusableKey(
            f"The key in [{file}] cannot be read: [{problem.strerror}]. "
            "Run the command as the account that owns it."
        ) from problem
    if mode & _OTHERS:
        raise UnusableKey(
            f"The key in [{file}] is open to other accounts (mode [{stat.S_IMODE(mode):o}]), so it "
            f"proves nothing. Close it with [chmod 600 {file}], and replace it if somebody had it."
        )
    return content


def _private_key(file: Path) -> Ed25519PrivateKey:
    content = _read_private(file)
    try:
        key = serialization.load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # Without its cause: nothing of a damaged key belongs in an error.
        raise _not_a_private_key(file) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _not_a_private_key(file)
    return key


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _not_a_private_key(file: Path) -> UnusableKey:
    return UnusableKey(
        f"The file [{file}] is not an unencrypted Ed25519 key in PEM. "
        "Put the right file in its place."
    )


def _not_a_public_key(file: Path) -> NotAPublicKey:
    return NotAPublicKey(
        f"The file [{file}] holds no Ed25519 public key. Give it as PEM, or its 32 bytes in base64."
    )
