"""Detached signatures on files: `FILE.sig`, Ed25519 over the bytes of the file.

Any tool that knows Ed25519 makes one. A file with messages of several sources that sign carries a
signature of each, one on a line in base64; a single one may also stand there as its 64 bytes.
"""

import base64
import binascii
import mmap
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

from jds.database.connection import Connection
from jds.errors import BadRequest, NotAllowed
from jds.intake.lines import LIMIT_BYTES, UnreadableFile, file_digest, read_lines
from jds.sources.source_keys import is_permitted, signing_sources
from jds.sources.trust import trust_of

ENDING = ".sig"

SIGNATURE_BYTES = 64

LONGEST_SIGNATURE_FILE_BYTES = 64 * 1024


class UnsignedFile(NotAllowed):
    """A file holds messages of a source that signs, and carries no valid signature of it."""

    code = "unsigned-file"

    def __init__(self, name: str, *, source: str) -> None:
        super().__init__(
            f"The file [{name}] holds messages of source [{source}], which signs its files, and "
            f"carries no valid signature of it in [{name}{ENDING}]. Nothing of it was loaded. Ask "
            f"the source for the signature, or let two people take exactly this file: 'jds intake "
            f"propose {name}', then 'jds approve'."
        )


class NotAPrivateKey(BadRequest):
    """A file that should hold a private key of a source does not."""

    code = "not-a-private-key"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The file [{name}] cannot be read as an unencrypted Ed25519 private key in PEM. Make "
            "one with 'jds source keygen', or with 'openssl genpkey -algorithm ed25519'."
        )


class Vouched(Struct, frozen=True):
    """For which sources a file may speak.

    Attributes:
        file_digest: sha256 of the file as it was looked at.
        sources: Those that signed it, or for which two people let it in.
    """

    file_digest: bytes
    sources: frozenset[str] = frozenset()


class _Source(Struct, frozen=True):
    source: str


_sources = msgspec.json.Decoder(_Source)


def vouch_for(connection: Connection, path: Path) -> Vouched | None:
    """Return for which sources a file may speak; None when no source signs yet.

    Raises:
        UnsignedFile: It holds messages of a source that signs, and may not speak for it.
        UnreadableFile: It cannot be read.
    """
    signing = signing_sources(connection)
    if not signing:
        return None
    digest = file_digest(path)
    named = sources_named(path, among=signing)
    if not named:
        return Vouched(digest)
    vouched = _signed_by(path, {urn: signing[urn] for urn in named})
    trusts = trust_of(connection, named)
    for urn in sorted(named - vouched):
        if not is_permitted(connection, digest, source_id=trusts[urn].source_id):
            raise UnsignedFile(path.name, source=urn)
    return Vouched(digest, frozenset(named))


def sources_named(path: Path, *, among: Collection[str] | None = None) -> set[str]:
    """Return the sources whose messages stand in a file; only those `among` when given."""
    found: set[str] = set()
    try:
        for line in read_lines(path, limit_bytes=LIMIT_BYTES):
            source = _source_of(line.content)
            if source is not None and (among is None or source in among):
                found.add(source)
                if among is not None and len(found) == len(among):
                    break
    except UnreadableFile:
        # What stands before that place can be loaded; whoever loads it says what is wrong.
        return found
    return found


def sign_file(path: Path, *, key: Path) -> Path:
    """Sign a file with the private key of a source, and return the file of the signature.

    Raises:
        NotAPrivateKey: `key` holds none.
        UnreadableFile: The file cannot be read.
    """
    private = _private_key(key)
    with _mapped(path) as content:
        signature = private.sign(content)
    written = path.with_name(path.name + ENDING)
    written.write_bytes(base64.b64encode(signature) + b"\n")
    return written


def make_pair(path: Path) -> tuple[Path, Path]:
    """Make a pair of keys for a source; return the files of the private and the public half.

    Raises:
        BadRequest: There is a file already.
    """
    key = Ed25519PrivateKey.generate()
    public = path.with_name(path.name + ".pub")
    private_pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public_pem = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    _write_new(path, private_pem, mode=0o600)
    _write_new(public, public_pem, mode=0o644)
    return path, public


def _signed_by(path: Path, keys: Mapping[str, tuple[bytes, ...]]) -> set[str]:
    """Return the sources of which a valid signature lies beside the file."""
    signatures = _signatures_beside(path)
    if not signatures:
        return set()
    with _mapped(path) as content:
        return {
            urn
            for urn, public_keys in keys.items()
            if any(
                _is_valid(content, signature=signature, public_key=public_key)
                for public_key in public_keys
                for signature in signatures
            )
        }


def _signatures_beside(path: Path) -> list[bytes]:
    beside = path.with_name(path.name + ENDING)
    try:
        with beside.open("rb") as file:
            content = file.read(LONGEST_SIGNATURE_FILE_BYTES)
    except OSError:
        return []
    if len(content) == SIGNATURE_BYTES:
        return [content]
    found = []
    for line in content.splitlines():
        try:
            signature = base64.b64decode(line.strip(), validate=True)
        except binascii.Error:
            continue
        if len(signature) == SIGNATURE_BYTES:
            found.append(signature)
    return found


def _is_valid(content: bytes | memoryview, *, signature: bytes, public_key: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, content)
    except InvalidSignature:
        return False
    return True


@contextmanager
def _mapped(path: Path) -> Iterator[bytes | memoryview]:
    """Give the bytes of a file without reading it into memory."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                yield b""
                return
            with (
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
                memoryview(content) as view,
            ):
                yield view
    except (OSError, ValueError) as problem:
        raise UnreadableFile(
            f"The file [{path.name}] cannot be read. Check its name, and that it is an ordinary "
            "file that this user may read."
        ) from problem


def _source_of(content: bytes) -> str | None:
    try:
        return _sources.decode(content).source
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _private_key(file: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        # Without its cause: nothing of a damaged key belongs in an error.
        raise NotAPrivateKey(file.name) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NotAPrivateKey(file.name)
    return key


def _write_new(path: Path, content: bytes, *, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except OSError as problem:
        raise BadRequest(
            f"The file [{path.name}] cannot be made: [{problem.strerror}]. Name another one; a key "
            "that is there is never overwritten."
        ) from problem
    with os.fdopen(handle, "wb") as file:
        file.write(content)
