"""Look for whom a description may mean, by comparing it with everybody the register knows.

Every person is read, so this takes as long as reading the register: right for a small one, and to
be replaced by the index of names and dates of birth for a large one.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from jds.answers.asked import FoundWord
from jds.answers.sought import Candidate, Sought
from jds.database.connection import Connection
from jds.domain.blocks import Person
from jds.domain.record import EntryRule, PersonRecord
from jds.persons.matching.compare import Comparison, Strength, compare
from jds.persons.matching.describe import Description, describe
from jds.persons.matching.method import Method, method_in_use
from jds.persons.subjects import subjects_after
from jds.records.fold_known import known_of
from jds.records.known_at import Moment

MOST_CANDIDATES = 10

_AT_A_TIME = 500


class _Known(Struct, frozen=True):
    """Somebody the register knows, and how well the description fits."""

    person: PersonRecord
    subject_id: int
    subjects: frozenset[int]
    fit: Comparison

    def candidate(self) -> Candidate:
        return Candidate(
            subject_id=self.subject_id,
            subjects=self.subjects,
            weight=self.fit.probability,
            reasons=self.fit.fields,
        )


def look_up_in_register(
    connection: Connection, described: Person, moment: Moment, rule: EntryRule
) -> Sought:
    """Return whom a description may mean, as known at a moment."""
    method = method_in_use()
    asked = describe(described)
    known = [
        _Known(person, subject_id, subjects, _best_fit(asked, person, method=method))
        for person, subject_id, subjects in _everybody(connection, moment=moment, rule=rule)
    ]
    alike = [each for each in known if each.fit.strength is not Strength.NOTHING]
    named = _by_numbers(described, known)
    if named is None:
        return _sought("kandidaten" if alike else "niet", alike, method=method)
    [first, *more] = named
    if not (
        more or _is_contradicted(asked, first.fit) or _differs(first.person.current, described)
    ):
        return _sought("zeker", named, method=method)
    others = [each for each in alike if each not in named]
    return _sought("strijdig", [*named, *others], method=method)


def _sought(found: FoundWord, people: Iterable[_Known], *, method: Method) -> Sought:
    ranked = sorted(people, key=lambda each: (-each.fit.weight, each.subject_id))
    return Sought(
        found=found,
        candidates=tuple(each.candidate() for each in ranked[:MOST_CANDIDATES]),
        method=method.version,
    )


def _everybody(
    connection: Connection, *, moment: Moment, rule: EntryRule
) -> Iterator[tuple[PersonRecord, int, frozenset[int]]]:
    """Yield every person of whom something may be told, with the subjects, each once."""
    seen: set[int] = set()
    after = 0
    while subjects := subjects_after(connection, after, count=_AT_A_TIME):
        known = known_of(connection, subjects, moment=moment, rule=rule).on(None)
        for person in known.register.persons:
            members = frozenset(known.subjects_of(person))
            if person.is_known and members and seen.isdisjoint(members):
                seen.update(members)
                yield person, min(members), members
        after = subjects[-1]


def _best_fit(asked: Description, person: PersonRecord, *, method: Method) -> Comparison:
    """Return how well a description fits a person, as described now or ever before."""
    told = (person.current, *person.former)
    return max(
        (compare(asked, describe(each), method=method) for each in told),
        key=lambda fit: fit.weight,
    )


def _by_numbers(described: Person, known: Iterable[_Known]) -> list[_Known] | None:
    """Return everybody whom a number of the description may mean; None when it means nobody."""
    carriers: dict[int, _Known] = {}
    for each in known:
        told = (each.person.current, *each.person.former)
        is_named = (described.skn is not None and described.skn in each.person.skns) or any(
            _carries(stated, described) for stated in told
        )
        if is_named:
            carriers[each.subject_id] = each
    return list(carriers.values()) or None


def _carries(stated: Person, asked: Person) -> bool:
    has_bsn = asked.bsn is not None and stated.bsn is not None
    return (has_bsn and str(stated.bsn).zfill(9) == str(asked.bsn).zfill(9)) or (
        asked.v_number is not None and stated.v_number == asked.v_number
    )


def _differs(stated: Person, asked: Person) -> bool:
    """Tell whether somebody carries another number now than was asked."""
    other_bsn = (
        asked.bsn is not None
        and stated.bsn is not None
        and str(stated.bsn).zfill(9) != str(asked.bsn).zfill(9)
    )
    other_v_number = (
        asked.v_number is not None
        and stated.v_number is not None
        and stated.v_number != asked.v_number
    )
    return other_bsn or other_v_number


def _is_contradicted(asked: Description, fit: Comparison) -> bool:
    """Tell whether what was asked beside a number speaks against whom the number means.

    Another family name alone does not: people marry. As soon as it would not be proposed that these
    are one person, one field that differs is enough.
    """
    if asked.is_empty:
        return False
    outcomes = {each.field: each.outcome for each in fit.fields}
    differs = any(
        outcomes[field] == "verschilt" for field in ("achternaam", "voornamen", "geslacht")
    )
    is_unlike = differs and fit.strength is Strength.NOTHING
    return outcomes["geboortedatum"] == "verschilt" or fit.is_twinlike or is_unlike
