"""Holds (aanhoudingen): decisions that the register advised to hold, and how each ended.

A hold goes by the number of its answer. It ends by itself when what it waited for is here, when a
later answer to the same recipient took its place, or when the recipient's own term is over; which
of these is kept.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct
from psycopg.rows import TupleRow

from jds.answers.currency.behind import why_behind
from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, LegalDay, amsterdam_day, as_instant
from jds.errors import BadRequest
from jds.sources.currency import SourceCurrency, currency_now

_QUERIES = Queries(Path(__file__).with_name("holds.sql"))

HowEnded: TypeAlias = Literal["vrijgegeven", "verlopen", "vervangen"]
"""Released: what it waited for is here. Over: the term of law. Replaced: by a later answer."""


class NoSuchHold(BadRequest):
    """No hold has this number."""

    code = "no-such-hold"

    def __init__(self) -> None:
        # Without what was typed: it may have been the number of a person.
        super().__init__(
            "No hold has this number. A hold goes by the number of its answer; 'jds holds list' "
            "shows which there are."
        )


class HoldEnd(Struct, frozen=True):
    """How and when a hold ended."""

    at: Instant
    how: HowEnded
    by_answer: int | None


class Hold(Struct, frozen=True, kw_only=True):
    """A decision that is, or was, held: nothing of a person.

    Attributes:
        number: Of the answer that advised it.
        risk: Why deciding is risky; None once what the answer said is erased.
        missing: Sources of which something is missing that can change the answer.
        messages: How many messages about the person must be settled first.
        ended: None while it stands.
    """

    number: int
    recipient: str
    purpose: str
    since: Instant
    review_on: LegalDay
    ends_on: LegalDay
    risk: str | None
    missing: tuple[str, ...]
    messages: int
    ended: HoldEnd | None

    @property
    def conditions(self) -> tuple[str, ...]:
        """What must be so for it to end, in words of `docs/reference/answers.md`."""
        found = {
            "bronnen-actueel": bool(self.missing),
            "berichten-afgehandeld": self.messages > 0,
        }
        return tuple(word for word, holds in found.items() if holds)


class Released(Struct, frozen=True):
    """A hold that a pass ended."""

    number: int
    how: HowEnded


def list_holds(
    connection: Connection, *, recipient: str | None = None, open_only: bool = False, count: int
) -> list[Hold]:
    """Return holds, the newest first; those of one recipient when it is named."""
    rows = connection.execute(
        _QUERIES.holds,
        {"number": None, "recipient": recipient, "open_only": open_only, "count": count},
    )
    return [_hold(row) for row in rows]


def find_hold(connection: Connection, number: int, *, recipient: str | None = None) -> Hold:
    """Return one hold; only one of `recipient` when it is named.

    Raises:
        NoSuchHold: There is none of this number.
    """
    row = connection.execute(
        _QUERIES.holds, {"number": number, "recipient": recipient, "open_only": False, "count": 1}
    ).fetchone()
    if row is None:
        raise NoSuchHold
    return _hold(row)


def release_holds(connection: Connection, now: Instant) -> list[Released]:
    """End every hold of which that is due, in the transaction of the caller; return them.

    A source is back for a hold when it is not behind any more and everything up to the moment of
    the answer is proven to be here.
    """
    rows = connection.execute(_QUERIES.open_holds).fetchall()
    if not rows:
        return []
    currencies = {each.source: each for each in currency_now(connection, at=now)}
    released = []
    for number, since, ends_on, missing, waits, _, replaced_by in rows:
        how: HowEnded | None = None
        if replaced_by is not None:
            how = "vervangen"
        elif not waits and _are_back(missing, currencies, since=as_instant(since), now=now):
            how = "vrijgegeven"
        elif ends_on < amsterdam_day(now):
            how = "verlopen"
        if how is None:
            continue
        connection.execute(
            _QUERIES.hold_end_add,
            {
                "answer_id": number,
                "ended_at": now,
                "how": how,
                "by_answer": replaced_by if how == "vervangen" else None,
            },
        )
        released.append(Released(number, how))
    return released


def _are_back(
    missing: Collection[str],
    currencies: Mapping[str, SourceCurrency],
    *,
    since: Instant,
    now: Instant,
) -> bool:
    for urn in missing:
        currency = currencies.get(urn)
        if currency is None or why_behind(currency, at=now):
            return False
        through = currency.complete_through_at
        if through is None or through < since:
            return False
    return True


def _hold(row: TupleRow) -> Hold:
    number, recipient, purpose, since, review_on, ends_on, risk, *rest = row
    ended_at, how, by_answer, missing, messages = rest
    return Hold(
        number=number,
        recipient=recipient,
        purpose=purpose,
        since=as_instant(since),
        review_on=review_on,
        ends_on=ends_on,
        risk=risk,
        missing=tuple(missing),
        messages=messages,
        ended=None if ended_at is None else HoldEnd(as_instant(ended_at), how, by_answer),
    )
