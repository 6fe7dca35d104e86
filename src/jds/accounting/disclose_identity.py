"""Show of whom a person was made at a moment, and on what that stood; written down as shown.

Identity has two times: what was stated about who is who, and when the register knew it. So what was
shown of a moment stays what it was, whatever is linked, separated or judged later. Whoever may be
the person is held meanwhile, so that nothing is written about them that lies before this moment.

Source: message contract, section 3 ("Who is it"); ADR 17.
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import prove
from jds.accounting.disclose import Asker
from jds.accounting.editions import edition_in_force, entry_rules_of
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.chains import Statement
from jds.domain.clerks import ClerkStatement
from jds.domain.identity import SubjectKey
from jds.domain.record import PersonRecord
from jds.domain.time import Instant, LegalDay, as_instant, instant_to_text
from jds.domain.who_is_who import Bond
from jds.persons.review.items import ReviewItem, items_about
from jds.persons.review.state import TO_DO, ReviewState
from jds.records.identities import Identities, identities_of
from jds.records.known_at import Asked, Moment, find_moment
from jds.records.show import (
    Number,
    SharedNumber,
    hold_subjects_of_number,
    subjects_of_number,
)

METHOD = "wie-is-wie-1"
"""By which rules statements make persons; likeness takes no part in it. Named in what is shown."""

_OPEN = TO_DO | {ReviewState.PROPOSED}


class Since(Struct, frozen=True):
    """From when something was known: the message, and when it was recorded."""

    position: int
    recorded_at: Instant


class ShownPart(Struct, frozen=True):
    """A subject that the person was made of, and the first message that named it."""

    key: SubjectKey
    since: Since | None


class ShownBond(Struct, frozen=True):
    """What was last stated about two subjects.

    Attributes:
        is_one: They are one person; else they are two.
        is_followed: It decides who is who; a bond in a knot that contradicts itself does not.
        since: Of the message of the person authority; None for two clerks.
        proposal: Of the two clerks; None for the person authority.
        at: When the person authority logged it, or the second clerk approved it.
    """

    pair: tuple[SubjectKey, SubjectKey]
    is_one: bool
    is_followed: bool
    since: Since | None
    proposal: int | None
    at: Instant


class ShownValue(Struct, frozen=True):
    """A name, number or other fact that described the person.

    Attributes:
        from_on: Legal day of the statement.
        until_on: Legal day of the statement that replaced it; None while it stands.
    """

    field: str
    value: object
    from_on: LegalDay
    since: Since | None
    until_on: LegalDay | None
    replaced: Since | None


class ShownIdentity(Struct, frozen=True):
    """Who somebody was, as known at a moment.

    Attributes:
        person: None when nobody known then is meant.
        bonds: About every pair that one of the subjects of the person is in.
        values: What described the person then or before, in the order in which it was stated.
        reviews: Doubts about the person in which there was something to do.
    """

    person: PersonRecord | None
    moment: Moment
    parts: tuple[ShownPart, ...] = ()
    bonds: tuple[ShownBond, ...] = ()
    values: tuple[ShownValue, ...] = ()
    reviews: tuple[ReviewItem, ...] = ()


def disclose_identity(
    database: Database,
    number: Number,
    *,
    known_at: Asked,
    on: LegalDay,
    now: Instant,
    asker: Asker,
) -> ShownIdentity:
    """Return of whom the person of a number was made, accounted for.

    Raises:
        NotAllowed: The actor is not proven, or may not see it.
        SharedNumber: The number is or was carried by more than one person.
        NotYetKnown: The moment of knowledge has yet to come.
    """
    kind, value = number
    refusal: SharedNumber | None = None
    with database.transaction() as connection:
        act = prove(
            connection,
            asker.name,
            home=asker.home,
            verb=Verb.SHOW_PERSON,
            arguments={kind: value, "known_at": _asked(known_at)},
            reason=asker.reason,
            now=now,
        )
        hold_subjects_of_number(connection, number)
        moment = find_moment(connection, known_at, now=now)
        shown: ShownIdentity | None = None
        subject_id = None
        try:
            subject_id, shown = _identity(connection, number, moment=moment, now=now)
        except SharedNumber as problem:
            refusal = problem
        line = AccessLine(
            subject_id,
            Shown.NOTHING if subject_id is None else Shown.IDENTITY,
            moment.position,
            on,
        )
        write_access(connection, write_act(connection, act), [line])
    if shown is None:
        # Only now: raised inside, it would have undone the lines of this very question.
        raise refusal or AssertionError
    return shown


def _identity(
    connection: Connection, number: Number, *, moment: Moment, now: Instant
) -> tuple[int | None, ShownIdentity]:
    rule = entry_rules_of(connection, edition_in_force(connection, moment))
    subjects = subjects_of_number(connection, number)
    identities = identities_of(connection, subjects, moment=moment, rule=rule)
    people = {
        person.subjects: (subject_id, person)
        for subject_id in subjects
        if (person := identities.person_of(subject_id)) is not None
    }
    if len(people) > 1:
        raise SharedNumber(persons=len(people))
    if not people:
        return None, ShownIdentity(None, moment)
    [(subject_id, person)] = people.values()
    story = _Story(identities, person)
    reviews = items_about(connection, identities.known.subjects_of(person), now=now, at=moment.at)
    return subject_id, ShownIdentity(
        person=person,
        moment=moment,
        parts=tuple(story.parts()),
        bonds=tuple(sorted(story.bonds(), key=lambda each: (each.at, each.pair))),
        values=tuple(story.values()),
        reviews=tuple(each for each in reviews if each.state(moment.at) in _OPEN),
    )


class _Story:
    """On what it stood that somebody was this person."""

    def __init__(self, identities: Identities, person: PersonRecord) -> None:
        self._identities = identities
        self._person = person
        self._recorded: dict[int, datetime] = {
            row.position: row.recorded_at for row in identities.knowledge.loaded.rows
        }
        self._first: dict[int, int] = {}
        for row in identities.knowledge.loaded.rows:
            for each in row.subject_ids:
                self._first.setdefault(each, row.position)

    def parts(self) -> Iterator[ShownPart]:
        """Yield every subject of the person, with since when it was known."""
        numbers = {key: number for number, key in self._identities.keys.items()}
        for key in self._person.subjects:
            first = self._first.get(numbers.get(key, 0))
            yield ShownPart(key, None if first is None else self._since(first))

    def bonds(self) -> Iterator[ShownBond]:
        """Yield what was last stated about each pair; of nobody who may not be shown."""
        known = {
            subject
            for person in self._identities.known.register.persons
            if person.is_known
            for subject in person.subjects
        }
        members = self._identities.known.subjects_of(self._person)
        for bond in self._identities.bonds_among(members):
            if bond.pair <= known:
                yield self._bond(bond)

    def values(self) -> Iterator[ShownValue]:
        """Yield what described the person then or before."""
        for told in self._identities.told_of(self._person):
            until = told.until
            yield ShownValue(
                field=told.field,
                value=told.value,
                from_on=told.by.counts_on,
                since=self._since(told.by.position),
                until_on=None if until is None else until.counts_on,
                replaced=None if until is None else self._since(until.position),
            )

    def _bond(self, bond: Bond) -> ShownBond:
        one, other = sorted(bond.pair)
        stated = bond.stated_by
        return ShownBond(
            pair=(one, other),
            is_one=bond.is_one,
            is_followed=bond.is_followed,
            since=self._since(stated.position) if isinstance(stated, Statement) else None,
            proposal=stated.number if isinstance(stated, ClerkStatement) else None,
            at=stated.root.time if isinstance(stated, Statement) else stated.at,
        )

    def _since(self, position: int) -> Since | None:
        recorded_at = self._recorded.get(position)
        return None if recorded_at is None else Since(position, as_instant(recorded_at))


def _asked(known_at: Asked) -> str | int | None:
    if known_at is None or isinstance(known_at, int):
        return known_at
    return instant_to_text(known_at)
