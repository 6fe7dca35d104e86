"""Keep the review queue: open items, note what speaks for them, let them lapse or open them again.

What is to be written is worked out twice: once without a lock, for nearly always it is nothing, and
then, with everybody whom it is about held, once more for these alone. So no item is made of a
message that is being erased, and two who meet the same doubt at once make one item of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.record import EntryRule
from jds.domain.time import Instant
from jds.persons.review.evidence import Evidence, Ground, ReviewKind
from jds.persons.review.items import (
    ReviewItem,
    ReviewOrigin,
    add_evidence,
    add_subjects,
    add_turn,
    items_about,
    open_item,
)
from jds.persons.review.machine import is_worth_asking, may_be_opened, turn_of
from jds.persons.review.method import ReviewMethod
from jds.persons.review.state import TO_DO, TurnWord, Why
from jds.persons.subjects import hold, relatives_of
from jds.records.doubtful import Doubtful
from jds.records.identities import identities_of
from jds.records.known_at import find_moment, moment_of_writing

Sides: TypeAlias = tuple[frozenset[int], ...]

OriginOf: TypeAlias = Callable[[Evidence, Sides], ReviewOrigin]
"""Tells what met a doubt first."""


class Opened(Struct, frozen=True):
    """A doubt that nobody was asked about yet."""

    evidence: Evidence
    sides: Sides


class Noted(Struct, frozen=True):
    """What is noted of an item that is there.

    Attributes:
        evidence: Other than what was noted last.
        turn: It lapses, or is asked again.
        sides: It is about more people than it was.
    """

    item: ReviewItem
    evidence: Evidence | None = None
    turn: tuple[TurnWord, Why] | None = None
    sides: Sides | None = None


Entry: TypeAlias = Opened | Noted


class Asking(Struct, frozen=True, kw_only=True):
    """By which rules and method doubts are looked for.

    Attributes:
        clock: Read when looking begins, and again when everybody concerned is held.
        finds_clusters: Whether persons that may be two are looked for too.
    """

    rule: EntryRule
    method: ReviewMethod
    clock: Callable[[], Instant]
    finds_clusters: bool = True


def ask_doubts(
    connection: Connection,
    subjects: Collection[int],
    others: Collection[int],
    *,
    asking: Asking,
    origin_of: OriginOf,
) -> int:
    """Keep the items about `subjects`, in the transaction of the caller; return how many changed.

    Args:
        others: Who may be one with them.
    """
    entries, _ = _entries(connection, subjects, others, asking=asking)
    if not entries:
        return 0
    concerned = frozenset().union(*(_subjects_of(each) for each in entries))
    touched = concerned.intersection(relatives_of(connection, subjects))
    hold(connection, lambda: concerned)
    # Once more, for what was read before they were held may have changed since.
    entries, position = _entries(connection, touched, concerned, asking=asking)
    now = moment_of_writing(connection, asking.clock)
    for entry in entries:
        _write(connection, entry, position=position, now=now, origin_of=origin_of)
    return len(entries)


def _entries(
    connection: Connection,
    subjects: Collection[int],
    others: Collection[int],
    *,
    asking: Asking,
) -> tuple[list[Entry], int]:
    """Return what is to be written about `subjects`, and the position that it rests on."""
    related = relatives_of(connection, subjects)
    now = asking.clock()
    items = items_about(connection, related, now=now)
    everybody = {*related, *others, *(each for item in items for each in item.subjects)}
    moment = find_moment(connection, None, now=now)
    identities = identities_of(connection, everybody, moment=moment, rule=asking.rule)
    doubtful = Doubtful(identities, method=asking.method)
    entries: list[Entry] = [
        noted for item in items if (noted := _noted(item, doubtful, asking.method)) is not None
    ]
    entries += _opened_pairs(doubtful, items, subjects, others, method=asking.method)
    if asking.finds_clusters:
        entries += _opened_clusters(doubtful, items, subjects, method=asking.method)
    return entries, moment.position


def _noted(item: ReviewItem, doubtful: Doubtful, method: ReviewMethod) -> Noted | None:
    """Return what is to be noted of an item that is there; None when nothing is."""
    if item.history.is_erased or item.history.ever_never():
        return None
    weighed = doubtful.weigh(item.kind, item.sides)
    turn = turn_of(item.history, weighed, method=method)
    evidence = None
    if isinstance(weighed, Evidence) and (
        turn is not None or item.seen is None or item.state() in TO_DO
    ):
        seen = None if item.seen is None else item.seen.evidence
        evidence = None if seen == weighed else weighed
    if turn is None and evidence is None:
        return None
    return Noted(item, evidence, turn)


def _opened_pairs(
    doubtful: Doubtful,
    items: Collection[ReviewItem],
    subjects: Collection[int],
    others: Collection[int],
    *,
    method: ReviewMethod,
) -> Iterator[Opened]:
    asked = [each.asked for each in items if each.kind is ReviewKind.ONE]
    weighed: set[frozenset[tuple[str, ...]]] = set()
    candidates = doubtful.persons({*subjects, *others})
    for one in doubtful.persons(subjects):
        for other in candidates:
            pair = frozenset((one.subjects, other.subjects))
            if len(pair) == 1 or pair in weighed:
                continue
            weighed.add(pair)
            evidence = doubtful.pair(one, other)
            if not isinstance(evidence, Evidence) or not is_worth_asking(evidence, method=method):
                continue
            sides = (doubtful.subjects_of(one), doubtful.subjects_of(other))
            before = [each for each in asked if each.is_about(sides)]
            if may_be_opened(evidence, before=before, method=method):
                yield Opened(evidence, sides)


def _opened_clusters(
    doubtful: Doubtful,
    items: Collection[ReviewItem],
    subjects: Collection[int],
    *,
    method: ReviewMethod,
) -> Iterator[Entry]:
    about_two = [each for each in items if each.kind is ReviewKind.TWO]
    for cluster in doubtful.clusters(subjects):
        sides = (cluster,)
        evidence = doubtful.weigh(ReviewKind.TWO, sides)
        if not isinstance(evidence, Evidence):
            continue
        if any(each.asked.is_about(sides) for each in about_two):
            continue
        undecided = next(
            (
                each
                for each in about_two
                if each.history.standing() is None and each.subjects & cluster
            ),
            None,
        )
        if undecided is not None:
            yield Noted(undecided, evidence, sides=sides)
        else:
            yield Opened(evidence, sides)


def _write(
    connection: Connection,
    entry: Entry,
    *,
    position: int,
    now: Instant,
    origin_of: OriginOf,
) -> None:
    if isinstance(entry, Opened):
        open_item(
            connection,
            entry.evidence,
            sides=entry.sides,
            origin=origin_of(entry.evidence, entry.sides),
            position=position,
            now=now,
        )
        return
    number = entry.item.number
    if entry.sides is not None:
        add_subjects(connection, number, entry.sides)
    if entry.evidence is not None:
        add_evidence(connection, number, entry.evidence, position=position, now=now)
    if entry.turn is not None:
        add_turn(connection, number, *entry.turn, now=now)


def _subjects_of(entry: Entry) -> frozenset[int]:
    sides: Iterable[frozenset[int]] = (
        entry.sides if isinstance(entry, Opened) else (entry.item.subjects, *(entry.sides or ()))
    )
    return frozenset().union(*sides)


def shares_a_number(evidence: Evidence) -> bool:
    """Tell whether two persons carry one number now."""
    return Ground.SHARED_NUMBER in evidence.grounds
