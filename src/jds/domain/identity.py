"""Whose a message is: subjects, and the persons they make together.

A subject is the smallest thing a source can name: an SKN, else one case of one source. Only the
person authority joins subjects, pair by pair, and it may separate them again; the last statement
about a pair wins. A BSN or a name joins nothing.
"""

from collections.abc import Iterable

from msgspec import Raw, Struct
from msgspec.json import Decoder

from jds.domain.blocks import Case, ForeignJudgment, Person, SourceValue
from jds.domain.case_number import canonical_or_none
from jds.domain.decode import decode_part
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
from jds.domain.paper_source import real_source_of

SubjectKey = str
"""`skn:<number>`, `zaak:<source>|<number>`, `buitenland:<source>|<land>|<kenmerk>`, `bsn:<n>`,
`v:<n>` or `bericht:<source>|<id>`. Internal: it never leaves the database."""


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

    What a clerk enters for a source names whom that source would have named.

    Source: message contract, section 3 ("Who is it").
    """
    if person.skn is not None:
        return f"skn:{person.skn}"
    if case is not None and (names := case_names(case)):
        return f"zaak:{real_source_of(key.source)}|{names[0]}"
    if foreign is not None:
        return f"buitenland:{real_source_of(key.source)}|{foreign}"
    numbers = number_subjects(person)
    return numbers[0] if numbers else f"bericht:{key.source}|{key.id}"


def number_subjects(person: Person) -> tuple[SubjectKey, ...]:
    """Return the subjects that stand for the numbers of `person` themselves, a BSN first.

    A number that fails its own check cannot have been issued, and so names nobody (ADR 7).
    """
    subjects = []
    if person.bsn is not None and is_bsn(bsn := person.bsn.zfill(9)):
        subjects.append(f"bsn:{bsn}")
    if person.v_number is not None and is_v_number(person.v_number):
        subjects.append(f"v:{person.v_number}")
    return tuple(subjects)


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
            return _named_in(event.replacement, key=key)
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


def _named_in(replacement: Raw, *, key: MessageKey) -> tuple[NamedPerson, ...]:
    # Read part by part, because its kind is not known here: a field that the kind does not know
    # may carry the name of a part and hold anything.
    parts = _parts.decode(replacement)
    person = decode_part(parts.get("persoon"), Person)
    if person is None:
        leading = decode_part(parts.get("leidend"), Person)
        others = (
            decode_part(parts.get("opgegaan"), tuple[Person, ...])
            or decode_part(parts.get("personen"), tuple[Person, ...])
            or ()
        )
        return _each((*((leading,) if leading is not None else ()), *others), key=key)
    judgment = decode_part(parts.get("veroordeling"), ForeignJudgment)
    country: str | SourceValue | None = decode_part(parts.get("land"), str | SourceValue)
    foreign = foreign_name(country, judgment) if judgment is not None else None
    case = decode_part(parts.get("zaak"), Case)
    return (NamedPerson(subject_of(person, key=key, case=case, foreign=foreign), person),)


_parts = Decoder(dict[str, Raw])
