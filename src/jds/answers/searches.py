"""Searches by description that were made to answer a recipient, as they are kept (zoekvragen).

That a search was made, whom it found and by which method stays. The description that was asked is
about a person and stands apart: it goes when an answer to it goes, with the last message about whom
it found, and after a term when nobody decided that it means somebody here.

Source: ADR 19; GDPR art. 5(1)(e).
"""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from jds.accounting.search_person import SearchLimits
from jds.answers.asked import FoundWord
from jds.answers.decisions import Considered
from jds.answers.sought import Sought
from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.blocks import Person
from jds.domain.time import Instant, as_instant
from jds.errors import BadRequest
from jds.records.known_at import Moment

_QUERIES = Queries(Path(__file__).with_name("searches.sql"))

KEPT_FOR = timedelta(weeks=13)
"""How long a description is kept that nobody decided to mean somebody here, unless set otherwise.

Ours: six weeks to object (Awb art. 6:7), as long to decide on that (art. 7:10), and a week more."""


class Searching(Struct, frozen=True, kw_only=True):
    """On what conditions people are looked for by description.

    Attributes:
        kept_for: How long a description that nobody decided upon is kept.
        limits: How many searches one actor may make; None sets none.
    """

    kept_for: timedelta = KEPT_FOR
    limits: SearchLimits | None = None


class NoSuchSearch(BadRequest):
    """No search has this number, or not for this recipient and purpose."""

    code = "no-such-search"

    def __init__(self) -> None:
        # The same for a search of somebody else: that there is one is nobody's business.
        super().__init__(
            "No search for this recipient and purpose has this number. Ask anew by name and date "
            "of birth; the answer gives the number of its search."
        )


class SearchForgotten(BadRequest):
    """What was asked is no longer kept."""

    code = "search-forgotten"

    def __init__(self) -> None:
        super().__init__(
            "What was asked in this search is no longer kept, so nothing can be decided or "
            "answered by it. Ask anew by name and date of birth."
        )


class FoundPerson(Struct, frozen=True):
    """Somebody whom a search found: nothing that describes them.

    Attributes:
        subject_id: By which the person is named here.
        subjects: All that the person was made of, as known then.
    """

    subject_id: int
    subjects: frozenset[int]
    weight: float

    def considered(self) -> Considered:
        """Return what a decision keeps of it."""
        return Considered(self.subjects, self.weight)


class KeptSearch(Struct, frozen=True, kw_only=True):
    """A search as it is kept.

    Attributes:
        at: Moment of knowledge, with `position`.
        edition: Of the law, whose rules on entry say who is known at all.
        described: What was asked; None once that is erased.
        question: Keyed digest of it with recipient and purpose; None once that is erased.
        candidates: Best first.
    """

    number: int
    asked_at: Instant
    recipient: str
    purpose: str
    position: int
    at: Instant
    edition: str
    found: FoundWord
    method: str
    described: Person | None
    question: bytes | None
    candidates: tuple[FoundPerson, ...]


class ListedSearch(Struct, frozen=True):
    """A line of the list of searches: nothing of a person.

    Attributes:
        is_forgotten: What was asked is no longer kept.
        decision: Number of the decision on it that stands.
    """

    number: int
    asked_at: Instant
    recipient: str
    purpose: str
    found: FoundWord
    method: str
    is_forgotten: bool
    decision: int | None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has yet to decide who is meant."""
        undecided = self.found in ("strijdig", "kandidaten") and self.decision is None
        return undecided and not self.is_forgotten


def keep_search(
    connection: Connection,
    described: Person,
    sought: Sought,
    *,
    recipient: str,
    purpose: str,
    question: bytes,
    moment: Moment,
    edition: str,
    act_id: int,
    now: Instant,
) -> int:
    """Keep a search, in the transaction of the caller; return its number."""
    [(number,)] = connection.execute(
        _QUERIES.search_add,
        {
            "act_id": act_id,
            "asked_at": now,
            "recipient": recipient,
            "purpose": purpose,
            "position": moment.position,
            "known_at": moment.at,
            "edition": edition,
            "found": sought.found,
            "method": sought.method,
        },
    ).fetchall()
    rows = [
        (rank, subject_id, subject_id == each.subject_id, each.weight)
        for rank, each in enumerate(sought.candidates, start=1)
        for subject_id in sorted(each.subjects)
    ]
    if rows:
        ranks, subjects, leading, weights = (list(column) for column in zip(*rows, strict=True))
        connection.execute(
            _QUERIES.candidates_add,
            {
                "search_id": number,
                "ranks": ranks,
                "subjects": subjects,
                "leading": leading,
                "weights": weights,
            },
        )
    person = msgspec.json.encode(described).decode()
    connection.execute(_QUERIES.content_add, {"search_id": number, "person": person})
    connection.execute(_QUERIES.question_add, {"search_id": number, "question": question})
    return int(number)


def read_search(connection: Connection, number: int) -> KeptSearch:
    """Return a search as it is kept.

    Raises:
        NoSuchSearch: There is none of this number.
    """
    row = connection.execute(_QUERIES.search_numbered, {"search_id": number}).fetchone()
    if row is None:
        raise NoSuchSearch
    (
        _,
        asked_at,
        recipient,
        purpose,
        position,
        known_at,
        edition,
        found,
        method,
        person,
        question,
    ) = row
    return KeptSearch(
        number=number,
        asked_at=as_instant(asked_at),
        recipient=recipient,
        purpose=purpose,
        position=position,
        at=as_instant(known_at),
        edition=edition,
        found=found,
        method=method,
        described=None if person is None else msgspec.json.decode(person, type=Person),
        question=question,
        candidates=_persons(
            connection.execute(_QUERIES.candidates_of, {"search_id": number}).fetchall()
        ),
    )


def list_searches(connection: Connection, *, count: int) -> list[ListedSearch]:
    """Return the last `count` searches, newest first."""
    return [
        ListedSearch(number, as_instant(asked_at), *others)
        for number, asked_at, *others in connection.execute(_QUERIES.searches, {"count": count})
    ]


def forget_old_searches(connection: Connection, *, before: Instant) -> None:
    """Erase what was asked before a moment, where nobody decided that it means somebody here."""
    connection.execute(_QUERIES.forget_old, {"before": before})


def _persons(rows: Iterable[tuple[int, int, bool, float]]) -> tuple[FoundPerson, ...]:
    """Return the persons that rows by rank tell of, the leading subject of each first."""
    by_rank: dict[int, list[tuple[int, float]]] = {}
    for rank, subject_id, _, weight in rows:
        by_rank.setdefault(rank, []).append((subject_id, weight))
    return tuple(
        FoundPerson(found[0][0], frozenset(each for each, _ in found), found[0][1])
        for found in by_rank.values()
    )
