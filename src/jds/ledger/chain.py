"""The chain that shows any later change of the ledger, and the digests it stands on.

Each line carries the sha256 of the chain so far and of everything the line says; changing,
removing or inserting a line breaks every link after it. The content of a message enters the chain
only as a *commitment*, a digest with a random salt. When payload and salt are erased, the
commitment says nothing about anybody any more, and the chain still verifies.

Keyed digests recognise content without telling it to who lacks the key of the register: a plain
digest of a short message about somebody could be found by trying.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b, sha256
from struct import Struct as Layout

from jds.domain.time import Instant

START = sha256(b"OpenJDS ledger").digest()
"""The chain before the first line."""

SALT_BYTES = 16
DIGEST_BYTES = 32

_EPOCH = Instant(datetime(2000, 1, 1, tzinfo=UTC))
_MICROSECONDS_PER_DAY = 86_400_000_000

# Each column as PostgreSQL sends it in binary: its length, then its value. So the same bytes go to
# the table and into the chain, and what the chain covers is exactly what the row says.
_POSITION_SOURCE_AND_LENGTH = Layout(">iqiii")
_LENGTH = Layout(">i")
_TIMES_AND_SEQUENCE = Layout(">iqiiiq")
_DIGESTS_WITHOUT_DISPLACED = Layout(">i32si32si")
_DIGESTS_AND_DISPLACED = Layout(">i32si32siq")
_ABSENT = -1


def commitment(content: bytes, *, salt: bytes, unknown_dates: Sequence[str] | None = None) -> bytes:
    """Return the digest that binds a line to its payload.

    Dates released as unknown are part of it: they change what the payload says. No message
    contains a NUL, so the two parts cannot run into each other.
    """
    digest = sha256(salt + content)
    if unknown_dates:
        digest.update(b"\0" + "\0".join(unknown_dates).encode())
    return digest.digest()


def line_bytes(
    *,
    position: int,
    source_id: int,
    message_id: str,
    kind: str,
    time: int,
    sequence: int,
    recorded_at: int,
    content_digest: bytes,
    commitment: bytes,
    displaces: int | None,
) -> bytes:
    """Return a line without its chain as the bytes that the chain covers and the table receives.

    `time` and `recorded_at` are microseconds since the year 2000 in UTC, see `microseconds`.
    """
    named = message_id.encode()
    kind_bytes = kind.encode()
    if displaces is None:
        digests = _DIGESTS_WITHOUT_DISPLACED.pack(
            DIGEST_BYTES, content_digest, DIGEST_BYTES, commitment, _ABSENT
        )
    else:
        digests = _DIGESTS_AND_DISPLACED.pack(
            DIGEST_BYTES, content_digest, DIGEST_BYTES, commitment, 8, displaces
        )
    return b"%b%b%b%b%b%b" % (
        _POSITION_SOURCE_AND_LENGTH.pack(8, position, 4, source_id, len(named)),
        named,
        _LENGTH.pack(len(kind_bytes)),
        kind_bytes,
        _TIMES_AND_SEQUENCE.pack(8, time, 4, sequence, 8, recorded_at),
        digests,
    )


def link(previous: bytes, *, source: bytes, line: bytes) -> bytes:
    """Return the chain after `line` of the source with this URN.

    The URN is covered too: a line names its source by a number, and what that number means must
    not change unseen.
    """
    return sha256(b"%b%b%b%b" % (previous, _LENGTH.pack(len(source)), source, line)).digest()


def microseconds(at: Instant) -> int:
    """Return a moment as whole microseconds since the year 2000 in UTC, exactly."""
    since = at - _EPOCH
    return since.days * _MICROSECONDS_PER_DAY + since.seconds * 1_000_000 + since.microseconds


def keyed_digest(content: bytes, *, key: bytes) -> bytes:
    """Return the digest of `content` under the key of the register: BLAKE2b, 32 bytes.

    BLAKE2b takes a key by design, in half the time that an HMAC of SHA-256 takes.
    """
    return blake2b(content, digest_size=DIGEST_BYTES, key=key).digest()
