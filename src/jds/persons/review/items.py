"""The review queue as it is kept: items, what speaks for them, and what was judged.

Rows are added and never changed; where an item stands follows from them (see `state`).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant
from jds.errors import BadRequest
from jds.persons.matching.compare import Strength
from jds.persons.matching.compare_names import FieldReason
from jds.persons.review.evidence import Evidence, Ground, ReviewKind
from jds.persons.review.machine import Asked
from jds.persons.review.state import (
    Fate,
    Judged,
    Judgement,
    ReviewHistory,
    ReviewState,
    Turn,
    TurnWord,
    Why,
)

_QUERIES = Queries(Path(__file__).with_name("items.sql"))


class ReviewOrigin(StrEnum):
    """What first met the doubt."""

    INTAKE = "intake"
    SEARCH = "zoeken"
    NIGHT = "nachtronde"


class NoSuchReview(BadRequest):
    """No item of the review queue has this number."""

    code = "no-such-review"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No doubtful identity has the number [{number}]. 'jds person review list' shows which "
            "there are."
        )


class SeenEvidence(Struct, frozen=True):
    """What spoke for an item, when that was found, and up to which message it goes."""

    evidence: Evidence
    seen_at: Instant
    position: int


class ReviewItem(Struct, frozen=True, kw_only=True):
    """An item of the review queue with all that is kept of it.

    Attributes:
        sides: Subjects of the two persons of a pair, or of the one that may be two.
        seen: What spoke for it last; None when that was erased, until it is found again.
    """

    number: int
    kind: ReviewKind
    origin: ReviewOrigin
    opened_at: Instant
    position: int
    sides: tuple[frozenset[int], ...]
    history: ReviewHistory
    seen: SeenEvidence | None

    @property
    def asked(self) -> Asked:
        """The item as far as the machine goes by it."""
        return Asked(self.number, self.kind, self.sides, self.history)

    @property
    def subjects(self) -> frozenset[int]:
        """Everybody it is about."""
        return frozenset().union(*self.sides)

    def state(self, at: Instant | None = None) -> ReviewState:
        """Return where it stood at an instant; None asks for now."""
        return self.history.state(at)

    def owner(self) -> str:
        """Return who has to do something about it: who judged it last, else any clerk."""
        standing = self.history.standing()
        return "operator" if standing is None else standing.judged_by


def list_items(connection: Connection, *, now: Instant) -> list[ReviewItem]:
    """Return every item of the queue, the oldest first."""
    return _items(connection, None, now=now, at=None)


def items_about(
    connection: Connection,
    subjects: Collection[int],
    *,
    now: Instant,
    at: Instant | None = None,
) -> list[ReviewItem]:
    """Return the items about any of some subjects; with `at`, those that were there by then."""
    asked = {"subjects": sorted(subjects)}
    numbers = [number for (number,) in connection.execute(_QUERIES.items_of, asked)]
    if not numbers:
        return []
    found = _items(connection, numbers, now=now, at=at)
    return [each for each in found if at is None or each.opened_at <= at]


def show_item(connection: Connection, number: int, *, now: Instant) -> ReviewItem:
    """Return one item.

    Raises:
        NoSuchReview: There is none with this number.
    """
    found = _items(connection, [number], now=now, at=None)
    if not found:
        raise NoSuchReview(number)
    return found[0]


def hold_item(connection: Connection, number: int, *, now: Instant) -> ReviewItem:
    """Return one item, which nobody else judges until this transaction ends; as `show_item`."""
    connection.execute(_QUERIES.item_lock, {"number": number})
    return show_item(connection, number, now=now)


def words_of(connection: Connection, number: int) -> dict[tuple[int, bool], str]:
    """Return why an item was judged so (False), and why that was taken back (True)."""
    rows = connection.execute(_QUERIES.words, {"number": number})
    return {(judgement, is_taking_back): reason for judgement, is_taking_back, reason in rows}


def open_item(
    connection: Connection,
    evidence: Evidence,
    *,
    sides: Sequence[Collection[int]],
    origin: ReviewOrigin,
    position: int,
    now: Instant,
) -> int:
    """Add an item with what speaks for it; return its number."""
    [(number,)] = connection.execute(
        _QUERIES.item_add,
        {
            "kind": evidence.kind.value,
            "origin": origin.value,
            "opened_at": now,
            "position": position,
        },
    ).fetchall()
    add_subjects(connection, number, sides)
    add_evidence(connection, number, evidence, position=position, now=now)
    return int(number)


def add_subjects(connection: Connection, number: int, sides: Sequence[Collection[int]]) -> None:
    """Note whom an item is about; who is there already stays on their side."""
    placed = [(each, side) for side, whole in enumerate(sides, start=1) for each in sorted(whole)]
    connection.execute(
        _QUERIES.about_add,
        {
            "number": number,
            "subjects": [subject_id for subject_id, _ in placed],
            "sides": [side for _, side in placed],
        },
    )


def add_evidence(
    connection: Connection, number: int, evidence: Evidence, *, position: int, now: Instant
) -> None:
    """Note what speaks for an item."""
    connection.execute(
        _QUERIES.evidence_add,
        {
            "number": number,
            "seen_at": now,
            "position": position,
            "grounds": [each.value for each in evidence.grounds],
            "weight": evidence.weight,
            "strength": evidence.strength.value,
            "fields": msgspec.json.encode(
                [(each.field, each.outcome, each.weight) for each in evidence.fields]
            ).decode(),
            "method": evidence.method,
        },
    )


def add_turn(
    connection: Connection, number: int, word: TurnWord, why: Why, *, now: Instant
) -> None:
    """Note that the machine closed an item, or opened it again."""
    connection.execute(
        _QUERIES.turn_add, {"number": number, "at": now, "turn": word.value, "why": why.value}
    )


def add_judgement(
    connection: Connection,
    item: ReviewItem,
    judgement: Judgement,
    *,
    reason: str,
    act_id: int,
    proposal: int | None,
    now: Instant,
) -> None:
    """Note what somebody judged of an item, on what spoke for it then."""
    seen = item.seen
    [(judgement_id,)] = connection.execute(
        _QUERIES.judgement_add,
        {
            "number": item.number,
            "act_id": act_id,
            "judged_at": now,
            "judgement": judgement.value,
            "weight": 0.0 if seen is None else seen.evidence.weight,
            "grounds": [] if seen is None else [each.value for each in seen.evidence.grounds],
            "proposal": proposal,
        },
    ).fetchall()
    _add_words(connection, judgement_id, reason, is_taking_back=False)


def take_back(
    connection: Connection, judged: Judged, *, reason: str, act_id: int, now: Instant
) -> None:
    """Note that a judgement was taken back."""
    connection.execute(
        _QUERIES.taken_back_add, {"judgement_id": judged.number, "act_id": act_id, "at": now}
    )
    _add_words(connection, judged.number, reason, is_taking_back=True)


def _add_words(
    connection: Connection, judgement_id: int, reason: str, *, is_taking_back: bool
) -> None:
    connection.execute(
        _QUERIES.words_add,
        {"judgement_id": judgement_id, "is_taking_back": is_taking_back, "reason": reason},
    )


def _items(
    connection: Connection, numbers: list[int] | None, *, now: Instant, at: Instant | None
) -> list[ReviewItem]:
    asked = {"numbers": numbers, "at": at}
    judged: dict[int, list[Judged]] = {}
    fates: dict[int, dict[int, Fate]] = {}
    for number, *row in connection.execute(_QUERIES.judgements, asked):
        judgement, fate = _judged(*row, now=now)
        judged.setdefault(number, []).append(judgement)
        if judgement.proposal is not None:
            fates.setdefault(number, {})[judgement.proposal] = fate
    turns: dict[int, list[Turn]] = {}
    for number, turned_at, turn, why in connection.execute(_QUERIES.turns, asked):
        noted = Turn(as_instant(turned_at), TurnWord(turn), Why(why))
        turns.setdefault(number, []).append(noted)
    seen = {row[0]: row[1:] for row in connection.execute(_QUERIES.evidence, asked)}
    items = []
    for number, kind, origin, opened_at, position, one, other in connection.execute(
        _QUERIES.items, asked
    ):
        what = ReviewKind(kind)
        whole = (frozenset(one), frozenset(other)) if what is ReviewKind.ONE else (frozenset(one),)
        items.append(
            ReviewItem(
                number=number,
                kind=what,
                origin=ReviewOrigin(origin),
                opened_at=as_instant(opened_at),
                position=position,
                sides=whole,
                history=ReviewHistory(
                    kind=what,
                    judgements=judged.get(number, ()),
                    turns=turns.get(number, ()),
                    fates=fates.get(number, {}),
                    is_erased=not one,
                ),
                seen=_seen(what, seen.get(number)),
            )
        )
    return items


def _judged(
    judgement_id: int,
    judgement: str,
    judged_at: datetime,
    judged_by: str,
    weight: float,
    grounds: list[str],
    proposal: int | None,
    taken_back_at: datetime | None,
    state: str | None,
    settled_at: datetime | None,
    expires_at: datetime | None,
    ended_at: datetime | None,
    ended_as: str | None,
    *,
    now: Instant,
) -> tuple[Judged, Fate]:
    settled = settled_at
    if state == "voorgesteld" and expires_at is not None and expires_at <= now:
        settled = expires_at
    return (
        Judged(
            number=judgement_id,
            judgement=Judgement(judgement),
            judged_at=as_instant(judged_at),
            judged_by=judged_by,
            weight=weight,
            grounds=tuple(map(Ground, grounds)),
            proposal=proposal,
            taken_back_at=None if taken_back_at is None else as_instant(taken_back_at),
        ),
        Fate(
            settled_at=None if settled is None else as_instant(settled),
            is_done=state == "uitgevoerd",
            ended_at=None if ended_at is None else as_instant(ended_at),
            is_separated=ended_as == "gescheiden",
        ),
    )


def _seen(kind: ReviewKind, row: tuple[Any, ...] | None) -> SeenEvidence | None:
    if row is None:
        return None
    seen_at, position, grounds, weight, strength, fields, method = row
    return SeenEvidence(
        Evidence(
            kind=kind,
            grounds=tuple(map(Ground, grounds)),
            weight=weight,
            strength=Strength(strength),
            fields=tuple(FieldReason(*each) for each in msgspec.json.decode(fields)),
            method=method,
        ),
        as_instant(seen_at),
        position,
    )
