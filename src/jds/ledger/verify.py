"""Verify the ledger: every link of the chain, every payload, every erasure, every count.

One pass over the lines, in the memory of a few of them. Nothing stops it: after a fault it goes on
from what is stored, so that one altered line gives one finding and not one for every line after it.

It shows what was changed behind the back of the register. It cannot show that somebody with full
power over database and code made a whole new ledger: for that the end of the chain must be known
elsewhere (the report gives it).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.ledger.chain import START, commitment, line_bytes, link
from jds.ledger.read import head

QUERIES = Queries(Path(__file__).with_name("verify.sql"))

MOST_FINDINGS = 1000
"""How many findings a report names; the others are counted."""

_LINES_AT_ONCE = 1000


class Finding(Struct, frozen=True):
    """Something in the ledger that is not as it was written.

    Attributes:
        what: Stable code.
        sentence: What was found.
        position: Where; None when it is about no single line.
    """

    what: str
    sentence: str
    position: int | None = None


class Verification(Struct, frozen=True):
    """What was verified, and what was found.

    Attributes:
        lines: Lines that were read.
        erased: How many of them have no payload any more, lawfully.
        chain: End of the chain, to compare with one noted elsewhere.
        findings: The first of them.
        found: How many there are.
    """

    lines: int
    erased: int
    chain: bytes
    findings: tuple[Finding, ...]
    found: int

    @property
    def is_sound(self) -> bool:
        return self.found == 0


def verify(connection: Connection) -> Verification:
    """Verify the whole ledger as committed when this transaction began.

    The caller gives a transaction of its own, which this makes repeatable and read-only.
    """
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    check = _Check()
    for findings in (
        _lines(connection, check),
        _end(connection, check),
        _strays(connection),
        _counts(connection),
    ):
        for finding in findings:
            check.report(finding)
    return Verification(
        lines=check.lines,
        erased=check.erased,
        chain=check.chain,
        findings=tuple(check.findings),
        found=check.found,
    )


class _Check:
    """How far the verification has come."""

    def __init__(self) -> None:
        self.position = 0
        self.chain = START
        self.recorded_at: int | None = None
        self.lines = 0
        self.erased = 0
        self.findings: list[Finding] = []
        self.found = 0

    def report(self, finding: Finding) -> None:
        self.found += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)


def _lines(connection: Connection, check: _Check) -> Iterator[Finding]:
    with connection.cursor(name="verify") as cursor:
        cursor.itersize = _LINES_AT_ONCE
        for row in cursor.execute(QUERIES.all_lines):
            check.lines += 1
            yield from _line(row, check)


def _line(row: tuple[Any, ...], check: _Check) -> Iterator[Finding]:
    (
        position,
        source_id,
        urn,
        message_id,
        kind,
        time,
        sequence,
        recorded_at,
        digest,
        committed,
        displaces,
        chain,
        salt,
        content,
        unknown_dates,
        is_erased,
    ) = row
    if position != check.position + 1:
        yield _missing(check.position + 1, position - 1)
    if check.recorded_at is not None and recorded_at < check.recorded_at:
        yield Finding("moment", "It was recorded before the line above it.", position)
    line = line_bytes(
        position=position,
        source_id=source_id,
        message_id=message_id,
        kind=kind,
        time=time,
        sequence=sequence,
        recorded_at=recorded_at,
        content_digest=digest,
        commitment=committed,
        displaces=displaces,
    )
    if link(check.chain, source=(urn or "").encode(), line=line) != chain:
        yield Finding(
            "chain", "The line, or its place after the line above it, was changed.", position
        )
    check.position, check.chain, check.recorded_at = position, chain, recorded_at
    if content is None:
        check.erased += 1
        if not is_erased:
            yield Finding(
                "payload-missing", "The payload is gone without a line that says why.", position
            )
        return
    if is_erased:
        yield Finding("payload-left", "The payload was erased and is still there.", position)
    if commitment(content.encode(), salt=salt, unknown_dates=unknown_dates) != committed:
        yield Finding("payload", "The payload was changed.", position)


def _end(connection: Connection, check: _Check) -> Iterator[Finding]:
    end = head(connection)
    if end.position != check.position:
        yield Finding(
            "head",
            f"The head stands at position [{end.position}] and the last line at "
            f"[{check.position}]: lines were removed or added.",
        )
    elif end.chain != check.chain:
        yield Finding("head", "The head holds another end of the chain than the last line.")


def _strays(connection: Connection) -> Iterator[Finding]:
    for position, table, is_erased in connection.execute(QUERIES.without_a_line):
        what, why = (
            ("left-behind", "its message was erased")
            if is_erased
            else ("stray", "the ledger has no such line")
        )
        yield Finding(what, f"Table [{table}] holds a row of it, but {why}.", position)
    for (number,) in connection.execute(QUERIES.decisions_left_behind):
        yield Finding(
            "left-behind",
            f"Proposal or shield [{number}] says something of a person, but every message that it "
            "was about was erased.",
        )
    for (position,) in connection.execute(QUERIES.without_a_subject):
        yield Finding("stray", "Table [about] names a subject that does not exist.", position)


def _counts(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(QUERIES.disagreeing_counts)
    for source, day, accepted, accepted_there, set_aside, set_aside_there in rows:
        yield Finding(
            "counts",
            f"Of source [{source}] on day [{day}], [{accepted}] are counted as accepted and "
            f"[{accepted_there}] are there; [{set_aside}] are counted as set aside and "
            f"[{set_aside_there}] are there.",
        )


def _missing(first: int, last: int) -> Finding:
    where = f"position [{first}]" if first == last else f"positions [{first}] to [{last}]"
    return Finding("missing", f"The ledger has no line at {where}.", first)
