"""The nightly pass (nachtronde): look for doubtful identities where something new is known.

It has its own reader of the ledger, `beoordeling`. A pass takes all subjects that messages, links
by clerks or erasures touched since the last one, in portions, each in a transaction of its own with
how far it has come; so it may be stopped at any moment and goes on where it stopped. Another method
looks at everybody anew. When nothing changed there is nothing to look at.
"""

from collections.abc import Callable, Collection
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection, Database
from jds.database.queries import Queries
from jds.domain.identifiers import Bsn, VNumber
from jds.domain.record import EntryRule
from jds.domain.time import Instant
from jds.ledger.read import head
from jds.persons.index_claims import index_claims
from jds.persons.retrieve import retrieve
from jds.persons.review.evidence import Evidence, side_of
from jds.persons.review.items import ReviewOrigin
from jds.persons.review.method import ReviewMethod, review_method_in_use
from jds.persons.subjects import find_by_bsn, find_by_v_number
from jds.records.ask_doubts import Asking, Sides, ask_doubts, shares_a_number
from jds.records.catch_up import touched_since
from jds.records.doubtful import Doubtful
from jds.records.identities import identities_of
from jds.records.known_at import find_moment

READER = "beoordeling"

SUBJECTS_AT_A_TIME = 50

MOST_ALIKE = 10
"""Whom one person is compared with by description, the likeliest."""

_QUERIES = Queries(Path(__file__).with_name("review_pass.sql"))


class PassDone(Struct, frozen=True):
    """What a pass did.

    Attributes:
        subjects: How many it looked at.
        changed: How many items it opened, let lapse, opened again or gave other evidence.
        left: How many are left for another run.
    """

    subjects: int
    changed: int
    left: int


class _Pass(Struct, frozen=True):
    """Where a pass stands: it goes from `after` through `through`, and has done some subjects."""

    after: int
    through: int
    done_subject: int


def review_pass(
    database: Database,
    *,
    rule: EntryRule,
    clock: Callable[[], Instant],
    most: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> PassDone:
    """Look at whoever was touched since the last pass, and return what came of it.

    Args:
        most: Stop after so many subjects; None goes on to the end.
        on_progress: Told how many subjects are done, and of how many.
    """
    method = review_method_in_use()
    index_claims(database)
    asking = Asking(rule=rule, method=method, clock=clock)
    done = changed = 0
    with database.connect() as connection:
        with connection.transaction():
            under_way = _begin(connection, method=method)
            left = [] if under_way is None else _left(connection, under_way)
        total = len(left)
        while under_way is not None and left and (most is None or done < most):
            portion = left[
                : SUBJECTS_AT_A_TIME if most is None else min(SUBJECTS_AT_A_TIME, most - done)
            ]
            with connection.transaction():
                if _stands(connection, method=method) != under_way:
                    # Another process is further, and goes on with it.
                    return PassDone(done, changed, 0)
                changed += _look_at(connection, portion, under_way, asking=asking)
                connection.execute(_QUERIES.pass_move, {"done_subject": portion[-1]})
            under_way = _Pass(under_way.after, under_way.through, portion[-1])
            left = left[len(portion) :]
            done += len(portion)
            if on_progress is not None:
                on_progress(done, total)
        if under_way is not None and not left:
            with connection.transaction():
                if _stands(connection, method=method) == under_way:
                    connection.execute(_QUERIES.pass_end)
                    move = {"name": READER, "position": under_way.through}
                    connection.execute(_QUERIES.reader_move, move)
    return PassDone(done, changed, len(left))


def _begin(connection: Connection, *, method: ReviewMethod) -> _Pass | None:
    """Return the pass that is under way, else a new one; None when there is nothing to look at."""
    connection.execute(_QUERIES.reader_begin, {"name": READER})
    under_way = _stands(connection, method=method)
    if under_way is not None:
        return under_way
    used, *_, position = _row(connection)
    after = position if used == method.version else 0
    begun = _Pass(after, head(connection).position, 0)
    if not _left(connection, begun):
        connection.execute(_QUERIES.reader_move, {"name": READER, "position": begun.through})
        return None
    connection.execute(_QUERIES.reader_move, {"name": READER, "position": after})
    connection.execute(_QUERIES.pass_begin, {"through": begun.through, "method": method.version})
    return begun


def _stands(connection: Connection, *, method: ReviewMethod) -> _Pass | None:
    """Return the pass that is under way with this method."""
    used, through, done_subject, position = _row(connection)
    if through is None or done_subject is None or used != method.version:
        return None
    return _Pass(position, through, done_subject)


def _row(connection: Connection) -> tuple[str, int | None, int | None, int]:
    [row] = connection.execute(_QUERIES.pass_lock, {"name": READER}).fetchall()
    used, through, done_subject, position = row
    return used, through, done_subject, position


def _left(connection: Connection, under_way: _Pass) -> list[int]:
    """Return the subjects that a pass has yet to look at, in order."""
    touched = set(touched_since(connection, after=under_way.after, through=under_way.through))
    touched.update(subject_id for (subject_id,) in connection.execute(_QUERIES.again))
    return sorted(each for each in touched if each > under_way.done_subject)


def _look_at(
    connection: Connection, subjects: Collection[int], under_way: _Pass, *, asking: Asking
) -> int:
    """Look at some subjects; return how many items changed."""
    connection.execute(_QUERIES.again_done, {"subjects": list(subjects)})
    others = _who_may_be_one(connection, subjects, asking=asking)

    def origin_of(evidence: Evidence, sides: Sides) -> ReviewOrigin:
        if not shares_a_number(evidence):
            return ReviewOrigin.NIGHT
        asked = {"subjects": sorted(frozenset().union(*sides)), "position": under_way.after}
        is_new = connection.execute(_QUERIES.new_among, asked).fetchone() is not None
        return ReviewOrigin.INTAKE if is_new else ReviewOrigin.NIGHT

    return ask_doubts(connection, subjects, others, asking=asking, origin_of=origin_of)


def _who_may_be_one(
    connection: Connection, subjects: Collection[int], *, asking: Asking
) -> set[int]:
    """Return who carries a number of these people, or is described as one of them is."""
    moment = find_moment(connection, None, now=asking.clock())
    identities = identities_of(connection, subjects, moment=moment, rule=asking.rule)
    doubtful = Doubtful(identities, method=asking.method)
    found: set[int] = set()
    for person in doubtful.persons(subjects):
        own = doubtful.subjects_of(person)
        side = side_of(person)
        for bsn in side.ever["bsn"]:
            found.update(find_by_bsn(connection, Bsn(bsn)))
        for v_number in side.ever["v-nummer"]:
            found.update(find_by_v_number(connection, VNumber(v_number)))
        for description in side.descriptions:
            if not description.is_empty:
                alike = retrieve(
                    connection,
                    description,
                    position=moment.position,
                    method=asking.method.descriptions,
                    most=MOST_ALIKE + len(own),
                )
                found.update(alike.subjects)
    return found
