"""The digests that the ledger stands on."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from jds.domain.time import instant_from_text
from jds.ledger.chain import START, commitment, keyed_digest, line_bytes, link, microseconds

SALT = bytes(range(16))
SOURCE = b"urn:nld:oin:00000001000000000001:systeem:gps"


@dataclass(frozen=True)
class Line:
    position: int = 1
    source_id: int = 1
    message_id: str = "gps-1"
    kind: str = "bron-stand"
    time: int = 794_000_000_000_000
    sequence: int = 1
    recorded_at: int = 794_000_000_000_001
    content_digest: bytes = bytes(32)
    commitment: bytes = bytes(32)
    displaces: int | None = None

    def bytes(self) -> bytes:
        return line_bytes(**vars(self))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("position", 2),
        ("source_id", 2),
        ("message_id", "gps-2"),
        ("kind", "gps-1"),
        ("time", 794_000_000_000_001),
        ("sequence", 2),
        ("recorded_at", 794_000_000_000_002),
        ("content_digest", bytes(31) + b"\1"),
        ("commitment", bytes(31) + b"\1"),
        ("displaces", 0),
    ],
)
def test_the_chain_covers_every_column(column: str, value: Any) -> None:
    line = Line()
    changed = replace(line, **{column: value})

    assert link(START, source=SOURCE, line=line.bytes()) != link(
        START, source=SOURCE, line=changed.bytes()
    )


def test_the_chain_covers_what_came_before_and_the_name_of_the_source() -> None:
    line = Line().bytes()
    chain = link(START, source=SOURCE, line=line)

    assert chain != link(bytes(32), source=SOURCE, line=line)
    assert chain != link(START, source=SOURCE + b"2", line=line)
    assert chain == link(START, source=SOURCE, line=line)


def test_text_cannot_move_from_one_column_to_the_next() -> None:
    one, other = Line(message_id="ab", kind="c"), Line(message_id="a", kind="bc")

    assert one.bytes() != other.bytes()


def test_a_commitment_depends_on_content_salt_and_released_dates() -> None:
    committed = commitment(b"content", salt=SALT)

    assert committed != commitment(b"Content", salt=SALT)
    assert committed != commitment(b"content", salt=SALT[::-1])
    assert committed != commitment(b"content", salt=SALT, unknown_dates=["data.op"])
    assert committed == commitment(b"content", salt=SALT, unknown_dates=[])


def test_released_dates_cannot_run_into_each_other() -> None:
    assert commitment(b"", salt=SALT, unknown_dates=["ab", "c"]) != commitment(
        b"", salt=SALT, unknown_dates=["a", "bc"]
    )


def test_a_digest_tells_nothing_to_who_lacks_the_key() -> None:
    assert keyed_digest(b"content", key=b"one") != keyed_digest(b"content", key=b"two")


def test_moments_are_exact_to_the_microsecond_over_the_whole_calendar() -> None:
    assert microseconds(instant_from_text("2000-01-01T00:00:00Z")) == 0
    assert microseconds(instant_from_text("1999-12-31T23:59:59.999999Z")) == -1
    first = microseconds(instant_from_text("0001-01-01T00:00:00Z"))
    last = microseconds(instant_from_text("9999-12-31T23:59:59.999999Z"))
    assert last - first == 3_652_059 * 86_400_000_000 - 1
