"""The keys under which a description is kept, and those under which somebody is looked for.

A key joins two or three parts of a description that are seldom all wrong at once: a birth date with
the sound of a name, a year with two names. What is kept has few keys; who asks looks under many,
because the mistakes (a slip in the date, names exchanged) are tried on the side of the question.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TypeAlias

from msgspec import Struct

from jds.persons.matching.births import months_near, slips_of
from jds.persons.matching.describe import Description
from jds.persons.matching.names import TABLES_DIGEST, PersonName, exchanged, full_name, sound

FORM = f"sleutels-3@{TABLES_DIGEST}"
"""Names the form of names and keys; descriptions that were kept under another are kept anew."""

Key: TypeAlias = int
"""A signed 64-bit digest; two different parts share one with a chance of 1 in 10^19."""


class SearchKeys(Struct, frozen=True):
    """Where to look for somebody, the most telling keys first.

    Attributes:
        by_birth: The birth date alone, as it is asked.
        by_slip: The date with a name, or one mistake: in the date beside the family name, names
            exchanged.
        by_slips: Two mistakes: in the date, and in the family name or the order of names; or a
            date that is wholly other, beside the family name and a place.
        by_name: Names alone, for when the date is wholly other or not known.
        by_month: A name and about the month of birth: broad, for when nothing likely is found.
        by_family: A family name alone; only when nothing else of a name is asked.
    """

    by_birth: tuple[Key, ...]
    by_slip: tuple[Key, ...]
    by_slips: tuple[Key, ...]
    by_name: tuple[Key, ...]
    by_month: tuple[Key, ...]
    by_family: tuple[Key, ...]


def keys_of(description: Description) -> frozenset[Key]:
    """Return the keys under which `description` is kept."""
    keys: set[Key] = set()
    birth = description.birth
    if birth:
        keys.add(_key("b", birth))
    for name in description.names:
        sounds = _sounds(name.family)
        given = _first_sound(name)
        if birth:
            keys.update(_key("bf", birth, each) for each in sounds)
            if given:
                keys.add(_key("bg", birth, given))
            keys.update(_key("mf", birth[:6], each) for each in sounds)
            if given:
                keys.add(_key("mg", birth[:6], given))
        keys.update(_key("fg", each, given) for each in sounds if given)
        keys.update(_key("fi", each, _initial(name)) for each in name.family if name.given)
        # Whoever has one name has it in either field, with a point in the other.
        keys.update(_key("f", each) for each in name.family or exchanged(name).family)
        for where in _places(description):
            keys.update(_key("fp", each, where) for each in sounds)
    return frozenset(keys)


def telling_keys(description: Description) -> frozenset[Key]:
    """Return those keys of `description` that few people share, also among millions.

    The date of birth with a name, both names, a family name with a place: two descriptions of one
    person that share none of these are too unlike to be a duplicate at first sight.
    """
    keys: set[Key] = set()
    birth = description.birth
    for name in description.names:
        sounds, given = _sounds(name.family), _first_sound(name)
        if birth:
            keys.update(_key("bf", birth, each) for each in sounds)
            if given:
                keys.add(_key("bg", birth, given))
        keys.update(_key("fg", each, given) for each in sounds if given)
        for where in _places(description):
            keys.update(_key("fp", each, where) for each in sounds)
    return frozenset(keys)


def search_keys(description: Description, *, alike: Iterable[str] = ()) -> SearchKeys:
    """Return the keys under which whoever `description` may be is kept.

    Args:
        alike: Plain family names that look like the one asked, from the names of the register.
    """
    birth = description.birth
    by_birth = (_key("b", birth),) if birth else ()
    by_slip: dict[Key, None] = {}
    by_slips: dict[Key, None] = {}
    by_name: dict[Key, None] = {}
    by_month: dict[Key, None] = {}
    by_family: dict[Key, None] = {}
    for name, is_exchanged in _readings(description.names):
        sounds, given = _sounds(name.family), _first_sound(name)
        for date in (birth, *slips_of(birth)) if birth else ():
            exact = date == birth
            (by_slip if exact or not is_exchanged else by_slips).update(
                (_key("bf", date, each), None) for each in sounds
            )
            if given:
                (by_slip if exact else by_slips)[_key("bg", date, given)] = None
        for month in months_near(birth):
            by_month.update((_key("mf", month, each), None) for each in sounds)
            if given:
                by_month[_key("mg", month, given)] = None
        if given:
            by_name.update((_key("fg", each, given), None) for each in sounds)
            by_name.update((_key("fi", each, _initial(name)), None) for each in name.family)
            by_name.update((_key("fi", each, _initial(name)), None) for each in alike)
        for where in _places(description):
            by_slips.update((_key("fp", each, where), None) for each in sounds)
        by_family.update((_key("f", each), None) for each in name.family)
    return SearchKeys(
        by_birth,
        tuple(by_slip),
        tuple(each for each in by_slips if each not in by_slip),
        tuple(by_name),
        tuple(by_month),
        tuple(by_family),
    )


def family_key(plain: str) -> Key:
    """Return the key under which every description with this family name is kept."""
    return _key("f", plain)


def deletions_of(plain: str) -> frozenset[Key]:
    """Return the keys of a plain family name, whole and with each of its letters left out.

    Two names that are one slip apart share one: so names that look alike are found without
    comparing a name with every other.
    """
    short = plain[:20]
    return frozenset(
        _key("d", each)
        for each in {short, *(short[:at] + short[at + 1 :] for at in range(len(short)))}
    )


def _readings(names: Iterable[PersonName]) -> Iterator[tuple[PersonName, bool]]:
    """Yield each name as it stands, and with given and family names exchanged; and whether so."""
    for name in names:
        yield name, False
        yield exchanged(name), True


def _places(description: Description) -> tuple[str, ...]:
    """Return what is known of where: the postcode, else the town or the place of birth."""
    where = description.postcode or description.town or description.place
    return (where,) if where else ()


def _sounds(family: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sounds of the parts of a family name, and of all of it written as one."""
    whole = (sound("".join(family)),) if len(family) > 1 else ()
    return tuple(dict.fromkeys((*map(sound, family), *whole)))


def _first_sound(name: PersonName) -> str:
    return sound(full_name(name.given[0])) if name.given else ""


def _initial(name: PersonName) -> str:
    return name.given[0][0]


def _key(kind: str, *parts: str) -> Key:
    text = "\x1f".join((kind, *parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
