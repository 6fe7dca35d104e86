"""Let a slice of the quarantine in, or return it, bound to exactly the messages somebody looked at.

A release officer names the digest of the slice. When a message was added, released or returned in
between, the digest is another one and nothing happens: the officer looks again. What was not
compared yet cannot be released. Letting in itself is the work of the catch-up.

Source: design, section 5; ADR on distrust and release.
"""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant
from jds.errors import NotAllowed
from jds.intake.quarantine import (
    Slice,
    SliceName,
    as_parameters,
    find_slice,
    most_harmful,
)
from jds.intake.sort_quarantine import lock_quarantine, sort_some
from jds.law.harm import HarmOrder
from jds.ledger.append import lock_head
from jds.sources.record_standing import record_transition
from jds.sources.register import show_source
from jds.sources.trust import CATCHING_UP, CUT_OFF, RETURNING, word_of

QUERIES = Queries(Path(__file__).with_name("release_quarantine.sql"))


class SliceChanged(NotAllowed):
    """A slice no longer holds exactly the messages that somebody looked at."""

    code = "slice-changed"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Slice [{name}] has another digest than the one given: messages were added, released "
            "or returned since. Look again with 'jds quarantine list' and 'jds quarantine "
            "compare', and name the new digest."
        )


class NotCompared(NotAllowed):
    """Something in a slice was not compared with what is known."""

    code = "not-compared"

    def __init__(self, name: str, *, messages: int) -> None:
        super().__init__(
            f"Of slice [{name}] [{messages}] messages were not compared with what is known yet. "
            "Run 'jds quarantine compare' for its source first."
        )


class FindingsOpen(NotAllowed):
    """A comparison found something in a slice, and nobody said that it may enter all the same."""

    code = "findings-open"

    def __init__(self, name: str, *, findings: int) -> None:
        super().__init__(
            f"About slice [{name}] there are [{findings}] findings. Return the messages that are "
            "wrong, or say with '--accept-findings N' that you saw exactly so many and let them in "
            "all the same."
        )


class MoreHarmfulFirst(NotAllowed):
    """A slice is released while more harmful ones of its source wait."""

    code = "more-harmful-first"

    def __init__(self, name: str, *, first: str) -> None:
        super().__init__(
            f"Slice [{name}] is not the most harmful one of its source: [{first}] still waits. "
            "Release that first, or give '--out-of-order' with a reason that says why not."
        )


class NotReturnedYet(NotAllowed):
    """Something is released of a source that is cut off."""

    code = "source-not-returned"

    def __init__(self, urn: str) -> None:
        super().__init__(
            f"Source [{urn}] is cut off, so nothing of it can be let in. Two people reconnect it "
            "with a new key: 'jds source reconnect'."
        )


class SignedOff(Struct, frozen=True):
    """A slice that was signed off.

    Attributes:
        begins_catching_up: It is the first of its source since that returned.
    """

    release_id: int
    slice: Slice
    begins_catching_up: bool


class ListedRelease(Struct, frozen=True):
    """A slice that was signed off once, and how much of it still waits for its turn."""

    release_id: int
    source: str
    slice: str
    digest: bytes
    messages: int
    findings: int
    released_at: Instant
    by: str
    reason: str | None
    waiting: int


def sign_off(
    connection: Connection,
    name: SliceName,
    *,
    digest: bytes,
    order: HarmOrder,
    act_id: int,
    by: str,
    reason: str,
    clock: Callable[[], Instant],
    accepted_findings: int = 0,
    out_of_order: bool = False,
) -> SignedOff:
    """Sign a slice off, so that the catch-up lets it in; the caller's transaction keeps it.

    Args:
        digest: Of the slice as the officer saw it.
        act_id: Of the act by which a release officer, `by`, does this.
        accepted_findings: How many findings about it the officer saw and takes.
        out_of_order: Also when more harmful slices of the source wait.

    Raises:
        SliceChanged, NotCompared, FindingsOpen, MoreHarmfulFirst, NotReturnedYet: It cannot be.
    """
    head = lock_head(connection, now=clock())
    lock_quarantine(connection)
    text = name.text(order.names)
    found = _unchanged(connection, name, digest=digest, text=text, order=order)
    word = word_of(connection, found.source)
    if word == CUT_OFF:
        raise NotReturnedYet(found.source)
    if found.uncompared:
        raise NotCompared(text, messages=found.uncompared)
    if found.findings != accepted_findings:
        raise FindingsOpen(text, findings=found.findings)
    worst = most_harmful(connection, name.source_id)
    if name.harm is not None and worst is not None and worst < name.harm and not out_of_order:
        raise MoreHarmfulFirst(text, first=SliceName(name.source_id, worst).text(order.names))
    [(release_id,)] = connection.execute(
        QUERIES.sign_off,
        {
            "act_id": act_id,
            "source_id": name.source_id,
            "slice": text,
            "digest": found.digest,
            "messages": found.messages,
            "findings": found.findings,
            "released_at": head.recorded_at,
        },
    ).fetchall()
    connection.execute(QUERIES.give_to_catch_up, as_parameters(name) | {"release_id": release_id})
    begins = word == RETURNING
    if begins:
        record_transition(
            connection,
            show_source(connection, found.source),
            to=CATCHING_UP,
            actor=by,
            reason=reason,
            clock=clock,
            act_id=act_id,
        )
    return SignedOff(release_id, found, begins)


def return_slice(
    connection: Connection,
    name: SliceName,
    *,
    digest: bytes,
    order: HarmOrder,
    by: str,
    reason: str,
    now: Instant,
) -> Slice:
    """Return the messages of a slice to their source; their ids are used up.

    They stay counted as set aside.

    Raises:
        SliceChanged: It no longer holds exactly these messages.
    """
    head = lock_head(connection, now=now)
    lock_quarantine(connection)
    found = _unchanged(connection, name, digest=digest, text=name.text(order.names), order=order)
    taken = connection.execute(QUERIES.give_back, as_parameters(name)).fetchall()
    connection.execute(
        QUERIES.forget_cases, {"case_ids": sorted({case_id for _, case_id in taken if case_id})}
    )
    connection.execute(
        QUERIES.return_to_source,
        {
            "numbers": [number for number, _ in taken],
            "settled_at": head.recorded_at,
            "settled_by": by,
            "reason": reason,
        },
    )
    return found


def list_releases(
    connection: Connection, *, source: str | None = None, count: int = 100
) -> list[ListedRelease]:
    """Return what was signed off, newest first."""
    rows = connection.execute(QUERIES.releases, {"urn": source, "count": count})
    return [
        ListedRelease(
            release_id,
            urn,
            text,
            digest,
            messages,
            findings,
            as_instant(released_at),
            by,
            reason,
            waiting,
        )
        for (
            release_id,
            urn,
            text,
            digest,
            messages,
            findings,
            released_at,
            by,
            reason,
            waiting,
        ) in rows
    ]


def _unchanged(
    connection: Connection, name: SliceName, *, digest: bytes, text: str, order: HarmOrder
) -> Slice:
    # What came since the last sorting may belong to it.
    while sort_some(connection, order=order):
        pass
    found = find_slice(connection, name)
    if found.digest != digest:
        raise SliceChanged(text)
    return found
