"""What is in quarantine (quarantaine), cut into slices that a release officer lets in or returns.

A slice (deel) is what one source sent in one class of harm and logged on one day; a wider one takes
all days of a class, or everything of a source. Its digest is that of the sorted digests of its
messages: whoever releases a slice names the digest, and so exactly these messages.

Source: design, section 5; ADR on distrust and release.
"""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, InvalidTime, LegalDay, as_instant, day_from_text
from jds.errors import BadRequest
from jds.intake.finding import Finding, FindingTotal, Severity
from jds.sources.register import list_sources

QUERIES = Queries(Path(__file__).with_name("quarantine.sql"))

EVERYTHING = "alles"
"""Names, in the place of a class, everything of a source."""

SHOWN_FINDINGS = 500
"""Findings that are listed one by one; the totals count them all."""


class NoSuchSlice(BadRequest):
    """No part of the quarantine goes by this name."""

    code = "no-such-slice"

    def __init__(self) -> None:
        # Without what was typed, which may be anything.
        super().__init__(
            "No part of the quarantine goes by this name. 'jds quarantine list' shows them: "
            "[2/hechtenis/2025-07-18], [2/hechtenis], [2/alles], or the number of one message."
        )


class SliceName(Struct, frozen=True):
    """Which messages are meant.

    Attributes:
        harm: Rank of the class; None for every class.
        logged_on: Amsterdam day on which the source logged them; None for every day.
        number: Of one message; then the others are None.
    """

    source_id: int
    harm: int | None = None
    logged_on: LegalDay | None = None
    number: int | None = None

    def text(self, classes: Collection[str]) -> str:
        """Return the name as it is typed."""
        if self.number is not None:
            return str(self.number)
        named = [str(self.source_id)]
        named.append(EVERYTHING if self.harm is None else list(classes)[self.harm])
        if self.logged_on is not None:
            named.append(self.logged_on.isoformat())
        return "/".join(named)


class Slice(Struct, frozen=True):
    """A part of the quarantine that is not released.

    Attributes:
        source: URN.
        messages: How many.
        digest: Of the sorted content digests.
        uncompared: How many were not compared yet with what is known.
        findings: How many findings there are about it.
        severe: How many of these are severe.
    """

    name: SliceName
    source: str
    messages: int
    digest: bytes
    uncompared: int
    findings: int = 0
    severe: int = 0


class QuarantinedMessage(Struct, frozen=True):
    """Where a message in quarantine stands.

    Attributes:
        digest: Of it as a slice by itself.
        is_released: It was signed off, and waits for its turn in the catch-up.
    """

    number: int
    name: SliceName
    source: str
    kind: str
    digest: bytes
    is_compared: bool
    is_released: bool
    since: Instant
    findings: tuple[Finding, ...]


def list_slices(connection: Connection, *, source: str | None = None) -> list[Slice]:
    """Return the slices by class and day, most harmful first."""
    rows = connection.execute(QUERIES.slices, {"urn": source}).fetchall()
    found = _finding_counts(connection)
    return [
        _slice(SliceName(source_id, harm, logged_on), *rest, found=found)
        for source_id, harm, logged_on, *rest in rows
    ]


def list_wider_slices(connection: Connection, *, source: str | None = None) -> list[Slice]:
    """Return the slices that take all days of a class, and everything of a source."""
    rows = connection.execute(QUERIES.wider_slices, {"urn": source}).fetchall()
    found = _finding_counts(connection)
    return [
        _slice(SliceName(source_id, harm), *rest, found=found) for source_id, harm, *rest in rows
    ]


def read_slice_name(connection: Connection, text: str, *, classes: Collection[str]) -> SliceName:
    """Read the name of a slice.

    Raises:
        NoSuchSlice: It is none.
    """
    if text.isascii() and text.isdigit() and len(text) < 19:
        row = connection.execute(QUERIES.item, {"number": int(text)}).fetchone()
        if row is None:
            raise NoSuchSlice
        return SliceName(row[0], number=int(text))
    source, *others = text.split("/")
    if not (source.isascii() and source.isdigit()) or len(source) > 9 or len(others) not in (1, 2):
        raise NoSuchSlice
    known = {each.source_id for each in list_sources(connection)}
    ranks = {name: rank for rank, name in enumerate(classes)} | {EVERYTHING: None}
    if int(source) not in known or others[0] not in ranks:
        raise NoSuchSlice
    try:
        logged_on = day_from_text(others[1]) if len(others) == 2 else None
    except InvalidTime:
        raise NoSuchSlice from None
    return SliceName(int(source), ranks[others[0]], logged_on)


def find_slice(connection: Connection, name: SliceName) -> Slice:
    """Return what is in a slice now; it may be empty."""
    urn = next(each.urn for each in list_sources(connection) if each.source_id == name.source_id)
    row = connection.execute(QUERIES.one_slice, as_parameters(name)).fetchone()
    messages, digest, uncompared, findings = row or (0, b"", 0, 0)
    return Slice(name, urn, messages, digest, uncompared, findings)


def most_harmful(connection: Connection, source_id: int) -> int | None:
    """Return the rank of the most harmful class of a source that waits; None when none does."""
    row = connection.execute(QUERIES.more_harmful, {"source_id": source_id}).fetchone()
    return None if row is None else row[0]


def show_quarantined(connection: Connection, number: int) -> QuarantinedMessage:
    """Return where a message in quarantine stands, with what was found about it.

    Raises:
        NoSuchSlice: It is not in quarantine, or no longer.
    """
    row = connection.execute(QUERIES.item, {"number": number}).fetchone()
    if row is None:
        raise NoSuchSlice
    source_id, urn, harm, logged_on, kind, digest, is_compared, release_id, since = row
    return QuarantinedMessage(
        number,
        SliceName(source_id, harm, logged_on),
        urn,
        kind,
        digest,
        is_compared,
        release_id is not None,
        as_instant(since),
        tuple(list_findings(connection, number=number)),
    )


def list_findings(
    connection: Connection, *, source: str | None = None, number: int | None = None
) -> list[Finding]:
    """Return what was found about messages that are not released, gravest first; not all of it."""
    asked = {"urn": source, "number": number, "count": SHOWN_FINDINGS}
    return [
        Finding(finding_id, urn, kind, Severity(severity), sentence, messages, tuple(numbers))
        for finding_id, urn, kind, severity, sentence, messages, _, numbers in connection.execute(
            QUERIES.findings, asked
        )
    ]


def finding_totals(connection: Connection, *, source: str | None = None) -> list[FindingTotal]:
    """Return how many findings there are of each kind, and of how many messages."""
    return [
        FindingTotal(urn, kind, Severity(severity), findings, messages)
        for urn, kind, severity, findings, messages in connection.execute(
            QUERIES.finding_totals, {"urn": source}
        )
    ]


def as_parameters(name: SliceName) -> dict[str, int | date | None]:
    """Return a name as queries take it."""
    return {
        "source_id": name.source_id,
        "number": name.number,
        "harm": name.harm,
        "logged_on": name.logged_on,
    }


def _slice(
    name: SliceName,
    urn: str,
    messages: int,
    digest: bytes,
    uncompared: int,
    *,
    found: Mapping[tuple[SliceName, Severity], int],
) -> Slice:
    severe = found.get((name, Severity.SEVERE), 0)
    findings = severe + found.get((name, Severity.NOTABLE), 0)
    return Slice(name, urn, messages, digest, uncompared, findings, severe)


def _finding_counts(connection: Connection) -> dict[tuple[SliceName, Severity], int]:
    return {
        (SliceName(source_id, harm, logged_on), Severity(severity)): findings
        for source_id, harm, logged_on, severity, findings in connection.execute(
            QUERIES.findings_of_slices
        )
    }
