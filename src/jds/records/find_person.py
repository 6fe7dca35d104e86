"""Find whom a description may mean, as known at a moment: by number, else by name and birth date.

Numbers decide, and never in silence: a number that two people carry, that nobody carries any more,
or whose bearer is described quite otherwise, is an answer of its own (`strijdig`). Names and dates
only propose: however alike two descriptions are, they give candidates (`kandidaten`).

Source: message contract, section 3 ("Who is it"); design, section 10: the register scores nobody.
"""

from collections.abc import Collection, Iterable
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.blocks import Person
from jds.domain.identifiers import Bsn, Skn, VNumber
from jds.domain.record import EntryRule, PersonRecord
from jds.persons.matching.compare import Comparison, Strength, compare
from jds.persons.matching.describe import Description, describe
from jds.persons.matching.method import Method, method_in_use
from jds.persons.retrieve import retrieve
from jds.persons.subjects import find_by_bsn, find_by_skn, find_by_v_number
from jds.records.compare_numbers import NumberReason, compare_numbers
from jds.records.fold_known import Known, known_of
from jds.records.known_at import Moment

FoundWord: TypeAlias = Literal["zeker", "strijdig", "kandidaten", "niet"]
"""How the person was found: one and certain; contradictory; only guesses; not."""

MOST_CANDIDATES = 10


class Candidate(Struct, frozen=True):
    """Somebody who may be meant.

    Attributes:
        subject_id: The subject by which the person is named.
        subjects: All subjects that were this person then.
        fit: How well the description fits, at its best over all that was ever said of the person.
        numbers: What the numbers of the description say.
    """

    person: PersonRecord
    subject_id: int
    subjects: frozenset[int]
    fit: Comparison
    numbers: tuple[NumberReason, ...]

    @property
    def by_number(self) -> bool:
        """Tell whether a number of the description is or was theirs."""
        return any(each.outcome != "verschilt" for each in self.numbers)


class FoundPersons(Struct, frozen=True):
    """Who was found by a description.

    Attributes:
        candidates: The likeliest first, at most ten; the one person alone when that is certain.
        method: Version of the method by which descriptions were compared.
        cut_off: More people answer to the description than were looked at.
    """

    found: FoundWord
    candidates: tuple[Candidate, ...]
    method: str
    cut_off: bool


def find_persons(
    connection: Connection, described: Person, *, moment: Moment, rule: EntryRule
) -> FoundPersons:
    """Return whom `described` may mean, as known at a moment; the index must be up to date."""
    method = method_in_use()
    asked = describe(described)
    numbered = _subjects_of_numbers(connection, described)
    retrieved = retrieve(connection, asked, position=moment.position, method=method)
    known = known_of(connection, {*numbered, *retrieved.subjects}, moment=moment, rule=rule).on(
        None
    )
    people = [
        candidate
        for candidate in _everybody(known, asked, described, method=method)
        if candidate.by_number or candidate.fit.strength is not Strength.NOTHING
    ]
    people.sort(key=lambda each: (not each.by_number, -each.fit.weight, each.subject_id))
    found = _word(people, asked=asked, described=described)
    if found == "zeker":
        # Whoever is merely alike is no part of the answer, so nobody needs to see them.
        return FoundPersons(found, tuple(people[:1]), method.version, cut_off=False)
    return FoundPersons(
        found=found,
        candidates=tuple(people[:MOST_CANDIDATES]),
        method=method.version,
        cut_off=retrieved.cut_off or len(people) > MOST_CANDIDATES,
    )


def _subjects_of_numbers(connection: Connection, described: Person) -> set[int]:
    """Return every subject that ever carried one of the numbers of the description."""
    subjects: set[int] = set()
    if described.skn is not None:
        subject_id = find_by_skn(connection, Skn(described.skn))
        subjects.update(() if subject_id is None else (subject_id,))
    if described.bsn is not None:
        subjects.update(find_by_bsn(connection, Bsn(described.bsn.zfill(9))))
    if described.v_number is not None:
        subjects.update(find_by_v_number(connection, VNumber(described.v_number)))
    return subjects


def _everybody(
    known: Known, asked: Description, described: Person, *, method: Method
) -> Iterable[Candidate]:
    """Yield every person of whom something may be told."""
    for person in known.register.persons:
        members = frozenset(known.subjects_of(person))
        if person.is_known and members:
            yield Candidate(
                person=person,
                subject_id=min(members),
                subjects=members,
                fit=_best_fit(asked, person, method=method),
                numbers=compare_numbers(described, person),
            )


def _best_fit(asked: Description, person: PersonRecord, *, method: Method) -> Comparison:
    """Return how well a description fits a person as described now or ever before."""
    return max(
        (
            compare(asked, describe(told), method=method)
            for told in (person.current, *person.former)
        ),
        key=lambda fit: fit.weight,
    )


def _word(people: Collection[Candidate], *, asked: Description, described: Person) -> FoundWord:
    named = [each for each in people if each.by_number]
    if not named:
        return "kandidaten" if people else "niet"
    [first, *more] = named
    is_certain = (
        not more
        # A number that nothing is known of contradicts nothing; an SKN that nobody here has does.
        and all(each.outcome == "gelijk" for each in first.numbers)
        and (described.skn is None or any(each.kind == "skn" for each in first.numbers))
        and not _is_contradicted(asked, first.fit)
    )
    return "zeker" if is_certain else "strijdig"


def _is_contradicted(asked: Description, fit: Comparison) -> bool:
    """Tell whether what was said beside a number speaks against whom the number means."""
    if asked.is_empty:
        return False
    outcomes = {each.field: each.outcome for each in fit.fields}
    return (
        fit.weight < 0
        or fit.is_twinlike
        or outcomes["geboortedatum"] == "verschilt"
        or outcomes["geslacht"] == "verschilt"
        or outcomes["achternaam"] == outcomes["voornamen"] == "verschilt"
    )
