"""The record of one person, found by a number.

An SKN means one person. A BSN or V-number may be carried by several, and the register never picks
one of them in silence: it says how many there are and asks for the SKN, without giving one.
"""

from collections.abc import Collection
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.blocks import Person
from jds.domain.identifiers import Bsn, Skn, VNumber
from jds.domain.record import EntryRule, PersonRecord
from jds.domain.time import Instant, LegalDay
from jds.errors import NotAllowed
from jds.persons.subjects import find_by_bsn, find_by_skn, find_by_v_number, hold
from jds.records.distrusted import doubtful_about
from jds.records.fold_known import Knowledge, known_of
from jds.records.known_at import Asked, Moment
from jds.records.shield_reach import shielded_facts
from jds.records.shown import Basis, ShownRecord
from jds.sources.currency import ask_currency_at, ask_currency_with

Number: TypeAlias = (
    tuple[Literal["skn"], Skn] | tuple[Literal["bsn"], Bsn] | tuple[Literal["v"], VNumber]
)
"""The number that a person is asked for by, and its kind."""


class NobodyChosen(NotAllowed):
    """A number does not say which one person is meant."""

    code = "nobody-chosen"


class SharedNumber(NobodyChosen):
    """A number is carried by more than one person."""

    code = "shared-number"

    def __init__(self, *, persons: int) -> None:
        super().__init__(
            f"This number is carried by [{persons}] persons, and the register does not choose one "
            "of them. Ask again by SKN (--skn)."
        )


class FormerNumber(NobodyChosen):
    """A number was carried by somebody in the past, and is carried by nobody now."""

    code = "former-number"

    def __init__(self) -> None:
        super().__init__(
            "This number was carried by somebody here in the past and no longer is, so it may "
            "belong to another person. Ask again by SKN (--skn)."
        )


class Question(Struct, frozen=True, kw_only=True):
    """Which record is asked for.

    Attributes:
        known_at: Moment of knowledge.
        on: Legal day.
        now: The moment it is asked.
    """

    number: Number
    known_at: Asked
    on: LegalDay
    now: Instant


class Found(Struct, frozen=True):
    """A record, and the subject under which its showing is accounted for.

    Attributes:
        subject_id: None when no message known then named the number.
        subjects: All subjects that were this person then; empty for one of an export.
        holds_back: A case of whoever was asked for is held back until the law lets it in.
    """

    subject_id: int | None
    shown: ShownRecord
    subjects: frozenset[int] = frozenset()
    holds_back: bool = False


def find_record(
    connection: Connection,
    question: Question,
    *,
    moment: Moment,
    rule: EntryRule,
    edition: str,
) -> Found:
    """Return the record that is asked for; one without a person when nothing was known.

    Args:
        moment: What `question.known_at` means.

    Raises:
        SharedNumber, FormerNumber: The number does not say who is meant.
    """
    subjects = subjects_of_number(connection, question.number)
    knowledge = known_of(connection, subjects, moment=moment, rule=rule)
    subject_id = _choose(knowledge, subjects, question=question)
    return _found(
        connection,
        knowledge,
        subject_id,
        asked=subjects,
        on=question.on,
        is_now=question.known_at is None,
        moment=moment,
        edition=edition,
    )


def record_of(
    connection: Connection,
    subject_id: int,
    *,
    on: LegalDay,
    is_now: bool,
    moment: Moment,
    rule: EntryRule,
    edition: str,
) -> Found:
    """Return the record of the person that a subject belonged to; one without a person when none.

    Args:
        is_now: No moment of knowledge was named, so the sources stand as they do now.
    """
    knowledge = known_of(connection, [subject_id], moment=moment, rule=rule)
    return _found(
        connection,
        knowledge,
        subject_id,
        asked=[subject_id],
        on=on,
        is_now=is_now,
        moment=moment,
        edition=edition,
    )


def _found(
    connection: Connection,
    knowledge: Knowledge,
    subject_id: int | None,
    *,
    asked: Collection[int],
    on: LegalDay,
    is_now: bool,
    moment: Moment,
    edition: str,
) -> Found:
    ask_currency = ask_currency_with if is_now else ask_currency_at
    with connection.pipeline():
        # Asked first: the database reads it while the record is folded here.
        currencies_asked = ask_currency(connection, moment.position, at=moment.at)
        known = knowledge.on(on)
        currencies = currencies_asked()
    person = None if subject_id is None else known.person_of(subject_id)
    shields = (
        ()
        if person is None
        else shielded_facts(
            connection, person, subject_ids=known.subjects_of(person), moment=moment
        )
    )
    return Found(
        None if person is None else subject_id,
        ShownRecord(
            person=person,
            not_applied=() if person is None else known.not_applied(person),
            provisional=() if person is None else known.provisional(person),
            basis=Basis(moment.position, moment.at, edition, on),
            currencies=tuple(currencies),
            shields=shields,
            doubtful=(
                () if person is None else doubtful_about(connection, known, person, moment=moment)
            ),
        ),
        frozenset() if person is None else frozenset(known.subjects_of(person)),
        holds_back=not known.held_back.isdisjoint(
            asked if person is None else known.subjects_of(person)
        ),
    )


def subjects_of_number(connection: Connection, number: Number) -> list[int]:
    """Return every subject that ever carried `number`: it may be several people."""
    match number:
        case ("skn", skn):
            subject_id = find_by_skn(connection, skn)
            return [] if subject_id is None else [subject_id]
        case ("bsn", bsn):
            return find_by_bsn(connection, bsn)
        case ("v", v_number):
            return find_by_v_number(connection, v_number)


def hold_subjects_of_number(connection: Connection, number: Number) -> None:
    """Hold whoever `number` may mean to the end of the transaction: see `jds.persons.subjects`."""
    hold(connection, lambda: subjects_of_number(connection, number), locks=False)


def _choose(knowledge: Knowledge, subjects: list[int], *, question: Question) -> int | None:
    """Return a subject of the one person that is meant; None when nobody is."""
    kind, number = question.number
    if kind == "skn" or not subjects:
        return subjects[0] if subjects else None
    # Who carries a number is a matter of what is known, whatever day the record is asked for.
    known = knowledge.on(None)
    found: dict[tuple[str, ...], tuple[int, PersonRecord]] = {}
    for subject_id in subjects:
        person = known.person_of(subject_id)
        if person is not None:
            found.setdefault(person.subjects, (subject_id, person))
    carriers = [
        subject_id
        for subject_id, person in found.values()
        if _carries(person.current, kind, number)
    ]
    if len(carriers) > 1:
        raise SharedNumber(persons=len(carriers))
    if carriers:
        return carriers[0]
    if any(
        _carries(former, kind, number) for _, person in found.values() for former in person.former
    ):
        raise FormerNumber
    return None


def _carries(description: Person, kind: str, number: str) -> bool:
    if kind == "v":
        return description.v_number == number
    return description.bsn is not None and description.bsn.zfill(9) == number
