"""Ask about pairs among those whom a search found: they may be each other's double."""

from collections.abc import Callable, Collection

from jds.accounting.editions import newest_entry_rules
from jds.database.connection import Database
from jds.domain.time import Instant
from jds.persons.review.evidence import Evidence
from jds.persons.review.items import ReviewOrigin
from jds.persons.review.method import review_method_in_use
from jds.records.ask_doubts import Asking, Sides, ask_doubts

MOST_FOUND = 10
"""Candidates of one search among whom pairs are looked for."""


def suggest_pairs(
    database: Database, subjects: Collection[int], *, clock: Callable[[], Instant]
) -> int:
    """Ask about pairs among `subjects` that may be one person; return how many items changed.

    It has a transaction of its own and holds whom it asks about: call it after the transaction of
    the search has ended.
    """
    found = sorted(set(subjects))[:MOST_FOUND]
    if len(found) < 2:
        return 0
    with database.transaction() as connection:
        asking = Asking(
            rule=newest_entry_rules(connection),
            method=review_method_in_use(),
            clock=clock,
            finds_clusters=False,
        )
        return ask_doubts(connection, found, found, asking=asking, origin_of=_of_search)


def _of_search(_evidence: Evidence, _sides: Sides) -> ReviewOrigin:
    return ReviewOrigin.SEARCH
