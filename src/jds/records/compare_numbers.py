"""What the numbers of a question say about somebody: theirs now, theirs before, or another's."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.blocks import Person
from jds.domain.record import PersonRecord

NumberKind: TypeAlias = Literal["skn", "bsn", "v-nummer"]

NumberOutcome: TypeAlias = Literal["gelijk", "vroeger", "verschilt"]
"""They carry it; they carried it once; they carry another."""


class NumberReason(Struct, frozen=True):
    """What one number that was asked says about somebody."""

    kind: NumberKind
    outcome: NumberOutcome


def compare_numbers(asked: Person, person: PersonRecord) -> tuple[NumberReason, ...]:
    """Return what each number of `asked` says; a kind that one side does not know says nothing."""
    return tuple(_reasons(asked, person))


def numbers_of(described: Person) -> dict[NumberKind, str]:
    """Return the numbers of a description, in the form in which they are compared."""
    numbers: dict[NumberKind, str | None] = {
        "skn": described.skn,
        "bsn": None if described.bsn is None else described.bsn.zfill(9),
        "v-nummer": described.v_number,
    }
    return {kind: number for kind, number in numbers.items() if number is not None}


def _reasons(asked: Person, person: PersonRecord) -> Iterator[NumberReason]:
    now = numbers_of(person.current)
    before = [numbers_of(each) for each in person.former]
    for kind, number in numbers_of(asked).items():
        if kind == "skn":
            # Whoever was joined keeps every SKN: none of them is a former one.
            if person.skns:
                yield NumberReason(kind, "gelijk" if number in person.skns else "verschilt")
        elif number == now.get(kind):
            yield NumberReason(kind, "gelijk")
        elif any(number == each.get(kind) for each in before):
            yield NumberReason(kind, "vroeger")
        elif kind in now:
            yield NumberReason(kind, "verschilt")
