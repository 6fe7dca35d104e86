"""Who may be meant, the slow and obvious way: compare with everybody, use no index and no key."""

from collections.abc import Iterable

from jds.domain.blocks import Person
from jds.domain.record import PersonRecord
from jds.persons.matching.compare import Strength, compare
from jds.persons.matching.describe import describe
from jds.persons.matching.method import method_in_use


def alike_by_hand(asked: Person, persons: Iterable[PersonRecord]) -> dict[frozenset[str], float]:
    """Return everybody who is like `asked`, by their subjects, with the weight of the likeness."""
    method = method_in_use()
    found = {}
    for person in persons:
        told = (person.current, *person.former)
        fits = [compare(describe(asked), describe(each), method=method) for each in told]
        best = max(fits, key=lambda fit: fit.weight)
        if person.is_known and best.strength is not Strength.NOTHING:
            found[frozenset(person.subjects)] = best.weight
    return found
