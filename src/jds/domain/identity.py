"""Whose a message is: subjects, and the persons they make together.

A subject is the smallest thing a source can name: an SKN, else one case of one source. Only the
person authority joins subjects, pair by pair, and it may separate them again; the last statement
about a pair wins. A BSN or a name joins nothing.
"""

from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.json import Decoder

from jds.domain.blocks import Case, ForeignJudgment, Person, SourceValue
from jds.domain.case_number import canonical_or_none
from jds.domain.events import (
    DataCorrected,
    DataRetracted,
    Event,
    ForeignConviction,
    PersonChanged,
    PersonDied,
    PersonsMerged,
    PersonsSeparated,
    SourceStatement,
    StatedInCase,
)
from jds.domain.identifiers import is_bsn, is_v_number
from jds.domain.message import MessageKey

SubjectKey = str
"""`skn:<number>`, `zaak:<source>|<number>`, `buitenland:<source>|<land>|<kenmerk>`, `bsn:<n>`,
`v:<n>` or `bericht:<source>|<id>`. Internal: it never leaves the database."""


class _Named(Struct, frozen=True):
    """The part of any payload that says who it is about; everything else is ignored."""

    person: Person | None = field(default=None, name="persoon")
    case: Case | None = field(default=None, name="zaak")
    country: str | SourceValue | None = field(default=None, name="land")
    judgment: ForeignJudgment | None = field(default=None, name="veroordeling")
    leading: Person | None = field(default=None, name="leidend")
    absorbed: tuple[Person, ...] = field(default=(), name="opgegaan")
    persons: tuple[Person, ...] = field(default=(), name="personen")


_named = Decoder(_Named)


class NamedPerson(Struct, frozen=True):
    """A person block of a message with the subject it belongs to."""

    subject: SubjectKey
    block: Person


def case_names(case: Case) -> tuple[str, ...]:
    """Return the canonical names of a case: the parketnummer first, then the source's own number.

    The two never collide: a parketnummer is prefixed `p:`, a source's number `b:`.
    """
    names = []
    if case.case_number is not None:
        canonical = canonical_or_none(case.case_number)
        names.append(f"p:{canonical or case.case_number.strip()}")
    if case.source_number is not None:
        names.append(f"b:{case.source_number}")
    return tuple(names)


def subject_of(
    person: Person, *, key: MessageKey, case: Case | None = None, foreign: str | None = None
) -> SubjectKey:
    """Return the subject that `person` in the message `key` belongs to.

    Source: message contract, section 3 ("Who is it").
    """
    if person.skn is not None:
        return f"skn:{person.skn}"
    if case is not None and (names := case_names(case)):
        return f"zaak:{key.source}|{names[0]}"
    if foreign is not None:
        return f"buitenland:{key.source}|{foreign}"
    return number_subject(person) or f"bericht:{key.source}|{key.id}"


def number_subject(person: Person) -> SubjectKey | None:
    """Return the subject that stands for a number itself: its BSN, else its V-number.

    A number that fails its own check cannot have been issued, and so names nobody (ADR 7).
    """
    if person.bsn is not None and is_bsn(bsn := person.bsn.zfill(9)):
        return f"bsn:{bsn}"
    if person.v_number is not None and is_v_number(person.v_number):
        return f"v:{person.v_number}"
    return None


def named_persons(event: Event, *, key: MessageKey) -> tuple[NamedPerson, ...]:
    """Return every person block of `event` with its subject; none for a retraction or bron-stand.

    A correction names the persons of its replacement: person and case may change by correction.
    """
    match event:
        case StatedInCase():
            subject = subject_of(event.person, key=key, case=event.case)
            return (NamedPerson(subject, event.person),)
        case DataRetracted() | SourceStatement():
            return ()
        case DataCorrected():
            return _named_in(_named.decode(event.replacement), key=key)
        case PersonsMerged():
            return _each((event.leading, *event.absorbed), key=key)
        case PersonsSeparated():
            return _each(event.persons, key=key)
        case PersonChanged() | PersonDied():
            return _each((event.person,), key=key)
        case ForeignConviction():
            foreign = foreign_name(event.country, event.judgment)
            return (NamedPerson(subject_of(event.person, key=key, foreign=foreign), event.person),)


def foreign_name(country: str | SourceValue | None, judgment: ForeignJudgment) -> str:
    """Return the name of a foreign conviction: the state and the reference it gave."""
    state = country.code if isinstance(country, SourceValue) else country
    return f"{state}|{judgment.reference}"


def _each(blocks: Iterable[Person], *, key: MessageKey) -> tuple[NamedPerson, ...]:
    return tuple(NamedPerson(subject_of(block, key=key), block) for block in blocks)


def _named_in(named: _Named, *, key: MessageKey) -> tuple[NamedPerson, ...]:
    if named.person is None:
        leading = (named.leading,) if named.leading is not None else ()
        return _each((*leading, *named.absorbed, *named.persons), key=key)
    foreign = foreign_name(named.country, named.judgment) if named.judgment is not None else None
    subject = subject_of(named.person, key=key, case=named.case, foreign=foreign)
    return (NamedPerson(subject, named.person),)
