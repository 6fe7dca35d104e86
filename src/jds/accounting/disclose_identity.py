"""Show of whom a person was made at a moment, and on what that stood; written down as shown.

Identity has two times: what was stated about who is who, and when the register knew it. So what was
shown of a moment stays what it was, whatever is linked or separated later.

Source: message contract, section 3 ("Who is it").
"""

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import prove
from jds.accounting.disclose import Asker
from jds.accounting.editions import edition_in_force, entry_rules_of
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.clerks import ClerkStatement
from jds.domain.identity import SubjectKey
from jds.domain.record import PersonRecord
from jds.domain.time import Instant, LegalDay, instant_to_text
from jds.domain.who_is_who import Bond
from jds.persons.matching.method import method_in_use
from jds.records.identities import identities_of
from jds.records.known_at import Asked, Moment, find_moment
from jds.records.show import Number, SharedNumber, subjects_of_number


class ShownBond(Struct, frozen=True):
    """What was last stated about two subjects.

    Attributes:
        is_one: They are one person; else they are two.
        is_followed: It decides who is who; a bond in a knot that contradicts itself does not.
        position: Of the message of the person authority; None for two clerks.
        proposal: Of the two clerks; None for the person authority.
        at: When the person authority logged it, or the second clerk approved it.
    """

    pair: tuple[SubjectKey, SubjectKey]
    is_one: bool
    is_followed: bool
    position: int | None
    proposal: int | None
    at: Instant


class ShownIdentity(Struct, frozen=True):
    """Who somebody was, as known at a moment.

    Attributes:
        person: None when nobody known then is meant.
        bonds: About every pair that one of the subjects of the person is in.
        method: Version of the method by which people are looked for now; it joins nobody.
    """

    person: PersonRecord | None
    bonds: tuple[ShownBond, ...]
    moment: Moment
    method: str


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
        moment = find_moment(connection, known_at, now=now)
        shown: ShownIdentity | None = None
        subject_id = None
        try:
            subject_id, shown = _identity(connection, number, moment=moment)
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
    connection: Connection, number: Number, *, moment: Moment
) -> tuple[int | None, ShownIdentity]:
    method = method_in_use().version
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
        return None, ShownIdentity(None, (), moment, method)
    [(subject_id, person)] = people.values()
    members = identities.known.subjects_of(person)
    bonds = sorted(
        map(_shown, identities.bonds_among(members)), key=lambda each: (each.at, each.pair)
    )
    return subject_id, ShownIdentity(person, tuple(bonds), moment, method)


def _shown(bond: Bond) -> ShownBond:
    one, other = sorted(bond.pair)
    stated = bond.stated_by
    if isinstance(stated, ClerkStatement):
        return ShownBond(
            (one, other), bond.is_one, bond.is_followed, None, stated.number, stated.at
        )
    return ShownBond(
        (one, other), bond.is_one, bond.is_followed, stated.position, None, stated.root.time
    )


def _asked(known_at: Asked) -> str | int | None:
    if known_at is None or isinstance(known_at, int):
        return known_at
    return instant_to_text(known_at)
