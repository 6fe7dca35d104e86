"""The closed register of sources: who may send (Bjsg art. 10).

A source is one system of one organisation. It is added once and never renamed; what it may send
follows from its kind.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.identifiers import is_source_urn, parse_source_urn
from jds.domain.paper_source import (
    PAPER_PREFIX,
    is_paper_source,
    paper_source_of,
    real_source_of,
)
from jds.domain.sequence import FIRST, LAST, wrap
from jds.domain.time import Instant, as_instant
from jds.errors import BadRequest
from jds.law.values import SourceKind
from jds.ledger.append import lock_head
from jds.sources.rhythm import Rhythm, state_rhythm

QUERIES = Queries(Path(__file__).with_name("register.sql"))

_USUAL = Rhythm()

KINDS: tuple[str, ...] = get_args(SourceKind)


class UnfitSource(BadRequest):
    """What was given for a new source cannot be used."""

    code = "unfit-source"


class SourceExists(BadRequest):
    """A source with this name is registered already."""

    code = "source-exists"

    def __init__(self, urn: str) -> None:
        super().__init__(
            f"Source [{urn}] is registered already. See it with 'jds source show {urn}'; a second "
            "system of the same organisation needs a name of its own."
        )


class NoSuchSource(BadRequest):
    """No source with this name is registered."""

    code = "no-such-source"

    def __init__(self, urn: str) -> None:
        super().__init__(
            f"No source [{urn}] is registered. 'jds source list' shows those that are; add one "
            "with 'jds source add --urn ... --kind ...'."
        )


class Source(Struct, frozen=True):
    """A registered source.

    Attributes:
        source_id: Number of the source inside the database.
        first_sequence: Running number of its first message.
        highest: Highest running number received, unwrapped; before the first one until then.
        paper_of: Number of the real source that clerks enter for under this name; None for a real
            source.
    """

    source_id: int
    urn: str
    kind: str
    first_sequence: int
    added_at: Instant
    highest: int
    paper_of: int | None = None


class Clash(Struct, frozen=True):
    """One running number (as on the wire) that a source gave to several messages."""

    sequence: int
    message_ids: tuple[str, ...]
    seen_at: Instant


def add_source(
    connection: Connection,
    urn: str,
    *,
    kind: str,
    now: Instant,
    rhythm: Rhythm = _USUAL,
    first_sequence: int = FIRST,
) -> Source:
    """Register a source and return it.

    Args:
        rhythm: What is agreed with it. A source that is added in mid-life gives what it logs from
            now on, unless it is agreed from when.
        first_sequence: What its first message to this register carries; a source that is added
            in mid-life does not start at 1.

    Raises:
        InvalidIdentifier: The name is no name of a source.
        UnfitSource: The kind is unknown, or a number is out of range.
        UnfitRhythm: It cannot be agreed.
        SourceExists: It is registered already.
    """
    parse_source_urn(urn)
    if is_paper_source(urn):
        raise UnfitSource(
            f"Names of systems that begin with [{PAPER_PREFIX}] are kept for what clerks enter. "
            "Register the source under its own name; 'jds paper open URN' then makes its paper "
            "source."
        )
    if kind not in KINDS:
        raise UnfitSource(f"[{kind}] is no kind of source. Give one of [{', '.join(KINDS)}].")
    if not FIRST <= first_sequence <= LAST:
        raise UnfitSource(
            f"A first running number of [{first_sequence}] is out of range. Give a number from "
            f"{FIRST} to {LAST}: the one its next message will carry."
        )
    return _add(
        connection,
        urn,
        kind=kind,
        rhythm=rhythm,
        first_sequence=first_sequence,
        now=now,
        paper_of=None,
    )


def open_paper_source(connection: Connection, urn: str, *, now: Instant) -> Source:
    """Make the source under which clerks enter what the real source `urn` cannot send; return it.

    Raises:
        NoSuchSource: No real source has this name.
        UnfitSource: Its name leaves no room for that of a paper source.
        SourceExists: It was made before.
    """
    real = show_source(connection, urn)
    if real.paper_of is not None:
        raise UnfitSource(
            f"Source [{urn}] is a paper source itself. Name the source that it is entered for: "
            f"[{real_source_of(urn)}]."
        )
    name = paper_source_of(urn)
    if not is_source_urn(name):
        raise UnfitSource(
            f"The name of source [{urn}] is too long for a paper source beside it: at most "
            f"[{64 - len(PAPER_PREFIX)}] characters can follow [:systeem:]."
        )
    return _add(
        connection,
        name,
        kind=real.kind,
        rhythm=_USUAL,
        first_sequence=FIRST,
        now=now,
        paper_of=real.source_id,
    )


def _add(
    connection: Connection,
    urn: str,
    *,
    kind: str,
    rhythm: Rhythm,
    first_sequence: int,
    now: Instant,
    paper_of: int | None,
) -> Source:
    head = lock_head(connection, now=now)
    if _found(connection, urn):
        raise SourceExists(urn)
    connection.execute(
        QUERIES.add_source,
        {
            "urn": urn,
            "kind": kind,
            "first_sequence": first_sequence,
            "added_at": head.recorded_at,
            "known_from_position": head.position + 1,
            "paper_of": paper_of,
        },
    )
    added = show_source(connection, urn)
    if first_sequence != FIRST and rhythm.complete_from_at is None:
        rhythm = replace(rhythm, complete_from_at=added.added_at)
    state_rhythm(connection, added.source_id, rhythm, since=added.added_at)
    return added


def list_sources(connection: Connection) -> list[Source]:
    """Return every source, in the order in which they were added."""
    return _found(connection, None)


def show_source(connection: Connection, urn: str) -> Source:
    """Return the source with this name.

    Raises:
        NoSuchSource: There is none.
    """
    found = _found(connection, urn)
    if not found:
        raise NoSuchSource(urn)
    return found[0]


def kinds_of_sources(connection: Connection) -> Mapping[str, str]:
    """Return the registry as intake needs it: the kind of every source by its name.

    Without paper sources: only clerks make their messages, so a file that brings some is refused.
    """
    return {
        source.urn: source.kind for source in list_sources(connection) if source.paper_of is None
    }


def clashes_of(connection: Connection, source: Source) -> list[Clash]:
    """Return the running numbers that this source gave to more than one message."""
    rows = connection.execute(QUERIES.clashes, {"source_id": source.source_id})
    return [
        Clash(wrap(sequence), tuple(ids), as_instant(seen_at)) for sequence, ids, seen_at in rows
    ]


def _found(connection: Connection, urn: str | None) -> list[Source]:
    return [
        Source(
            source_id,
            urn,
            kind,
            first_sequence,
            as_instant(added_at),
            highest,
            paper_of,
        )
        for source_id, urn, kind, first_sequence, added_at, highest, paper_of in (
            connection.execute(QUERIES.list_sources, {"urn": urn})
        )
    ]
