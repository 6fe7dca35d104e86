"""How a person is described: field by field the last that was stated, with what came before.

Messages about cases describe the person as their source knew them; `persoon-gewijzigd` is a patch
on top of these. Nothing here joins or identifies anybody.
"""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from msgspec import Struct, structs
from msgspec.structs import asdict, replace

from jds.domain.blocks import Person

By = TypeVar("By")


def describe(blocks: Iterable[Person]) -> tuple[Person, tuple[Person, ...]]:
    """Return the description in force after `blocks`, in order, and the former ones, oldest first.

    A description becomes a former one when a stated field is replaced by another value; a block
    that only adds fields, or repeats them, leaves no former description.
    """
    current = Person()
    former: list[Person] = []
    last: Person | None = None
    for block in blocks:
        if block == last:
            continue
        last = block
        stated = _stated(block)
        known = _stated(current)
        changed = {name: value for name, value in stated.items() if known.get(name) != value}
        if any(name in known for name in changed):
            former.append(current)
        if changed:
            current = replace(current, **changed)
    return current, tuple(former)


class Told(Struct, Generic[By], frozen=True):
    """A value that a field of a description had.

    Attributes:
        field: Name of the field of `Person`.
        by: What stated it.
        until: What replaced it; None while it stands.
    """

    field: str
    value: Any
    by: By
    until: By | None = None


def trace(blocks: Iterable[tuple[By, Person]]) -> tuple[Told[By], ...]:
    """Return every value that `describe` would meet, with what stated and what replaced it."""
    told: list[Told[By]] = []
    standing: dict[str, int] = {}
    for by, block in blocks:
        for name, value in _stated(block).items():
            before = standing.get(name)
            if before is not None:
                if told[before].value == value:
                    continue
                told[before] = structs.replace(told[before], until=by)
            standing[name] = len(told)
            told.append(Told(name, value, by))
    return tuple(told)


def _stated(block: Person) -> dict[str, Any]:
    """Return the fields that `block` states; an SKN names the subject and is no description."""
    return {
        name: value for name, value in asdict(block).items() if value is not None and name != "skn"
    }
