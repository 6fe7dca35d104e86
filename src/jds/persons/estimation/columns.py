"""Descriptions as columns of text, and the outcome of a field decided from two of them.

splink works on columns and pairs of them. How alike two fields are is decided by the comparison of
the register and by nothing else, so that what is estimated is the weight of its own outcomes.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from msgspec import json

from jds.persons.matching.compare import compare
from jds.persons.matching.compare_names import MISSING
from jds.persons.matching.describe import Description
from jds.persons.matching.method import Method
from jds.persons.matching.names import PersonName, sound

COLUMNS = {
    "achternaam": "names",
    "voornamen": "names",
    "geboortedatum": "birth",
    "geboorteplaats": "place",
    "geslacht": "sex",
    "nationaliteit": "nationalities",
    "ouders": "parents",
    "postcode": "postcode",
    "woonplaats": "town",
}
"""The attribute of a description that each field of the method is read from."""

REST = "verschilt"
"""The outcome of a field that is no other."""

_TURNED = "verwisseld"
_REMEMBERED = 1_000_000


def outcomes_of(field: str, *, method: Method) -> tuple[str, ...]:
    """Return the outcomes that a field may have when both state it, `REST` left out."""
    said = tuple(each for each in method.weights[field] if each != REST)
    is_name = COLUMNS[field] == "names"
    return (*said, _TURNED) if is_name else said


def columns_of(description: Description) -> dict[str, str | None]:
    """Return a description as texts by column; what is not known is None."""
    return {column: _text(getattr(description, column)) for column in set(COLUMNS.values())}


def sound_of(description: Description) -> str | None:
    """Return how the first names of somebody sound, family and given; None without either."""
    for name in description.names[:1]:
        if name.family and name.given:
            return f"{sound(name.family[0])} {sound(name.given[0])}"
    return None


def decide_by(method: Method) -> Callable[[str, str, str], str]:
    """Return a function of a field and two texts that tells the outcome under `method`."""

    @lru_cache(maxsize=_REMEMBERED)
    def outcome_of(field: str, one: str, other: str) -> str:
        column = COLUMNS[field]
        left, right = (Description(**{column: _value(column, text)}) for text in (one, other))
        found = compare(left, right, method=method)
        return next((each.outcome for each in found.fields if each.field == field), MISSING)

    return outcome_of


def _text(value: object) -> str | None:
    if not value:
        return None
    return value if isinstance(value, str) else json.encode(value).decode()


def _value(column: str, text: str) -> Any:
    if column in ("names", "parents"):
        return json.decode(text, type=tuple[PersonName, ...])
    return json.decode(text, type=tuple[str, ...]) if column == "nationalities" else text
