"""Mistakes that clerks, forms and other alphabets make in describing a person."""

import random
import string
from collections.abc import Callable
from datetime import date

from msgspec import structs

from jds.domain.blocks import Birth, Name, Person
from jds.domain.partial_date import FullDate, Year, YearMonth
from jds.domain.time import LegalDay

_ENDINGS = ("Jansen", "Bakker", "Smit", "de Boer", "Visser", "van Dijk", "Mulder", "Bos")
_SPELLINGS = (
    ("ij", "y"), ("y", "ij"), ("ck", "k"), ("k", "ck"), ("ph", "f"), ("c", "k"), ("z", "s"),
    ("dt", "d"),
    ("ei", "ij"), ("ou", "au"), ("oe", "u"), ("aa", "a"), ("ee", "e"), ("ss", "s"), ("n", "nn"),
    ("ae", "aa"),
    ("é", "e"), ("ö", "oe"), ("ü", "ue"), ("ë", "e"), ("ç", "c"), ("ñ", "n"), ("ş", "sh"),
    ("ğ", "g"),
)  # fmt: skip


def with_errors(person: Person, *, dice: random.Random) -> Person:
    """Return a description of the same person with one to three mistakes."""
    wrong = person
    for mistake in dice.sample(_MISTAKES, k=dice.choices((1, 2, 3), weights=(5, 4, 1))[0]):
        wrong = mistake(wrong, dice)
    return wrong


def _typo(text: str, dice: random.Random) -> str:
    if len(text) < 3:
        return text
    at = dice.randrange(1, len(text) - 1)
    letter = dice.choice(string.ascii_lowercase)
    return dice.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def _named(person: Person) -> Name:
    return person.name or Name()


def _typo_in_family(person: Person, dice: random.Random) -> Person:
    name = _named(person)
    return structs.replace(
        person, name=structs.replace(name, family_name=_typo(name.family_name or "", dice) or None)
    )


def _typo_in_given(person: Person, dice: random.Random) -> Person:
    name = _named(person)
    return structs.replace(
        person, name=structs.replace(name, given_names=_typo(name.given_names or "", dice) or None)
    )


def _spelled_otherwise(person: Person, dice: random.Random) -> Person:
    name = _named(person)
    family = name.family_name or ""
    fitting = [each for each in _SPELLINGS if each[0] in family]
    if fitting:
        family = family.replace(*dice.choice(fitting), 1)
    return structs.replace(person, name=structs.replace(name, family_name=family or None))


def _without_prefix(person: Person, dice: random.Random) -> Person:
    """Leave the prefix out, or write it into the family name."""
    name = _named(person)
    family = name.family_name
    if name.prefix and family and dice.random() < 0.5:
        family = f"{name.prefix} {family}"
    return structs.replace(person, name=structs.replace(name, prefix=None, family_name=family))


def _initials(person: Person, dice: random.Random) -> Person:
    name = _named(person)
    letters = ".".join(word[0] for word in (name.given_names or "").split())
    return structs.replace(person, name=structs.replace(name, given_names=letters or None))


def _first_name_alone(person: Person, dice: random.Random) -> Person:
    name = _named(person)
    first = (name.given_names or "").split()[:1]
    return structs.replace(person, name=structs.replace(name, given_names="".join(first) or None))


def _married(person: Person, dice: random.Random) -> Person:
    """Add the name of a partner, before or after the own one."""
    name = _named(person)
    halves = [name.family_name or "", dice.choice(_ENDINGS)]
    dice.shuffle(halves)
    return structs.replace(person, name=structs.replace(name, family_name="-".join(halves)))


def _exchanged(person: Person, dice: random.Random) -> Person:
    name = _named(person)
    return structs.replace(
        person, name=Name(given_names=name.family_name, family_name=name.given_names)
    )


def _swapped_day(person: Person, dice: random.Random) -> Person:
    return _with_date(person, lambda day: date(day.year, day.day, day.month))


def _year_off(person: Person, dice: random.Random) -> Person:
    return _with_date(person, lambda day: date(day.year + dice.choice((-1, 1)), day.month, day.day))


def _digit_off(person: Person, dice: random.Random) -> Person:
    return _with_date(
        person, lambda day: date(day.year, day.month, (day.day // 10) * 10 + dice.randrange(1, 9))
    )


def _day_unknown(person: Person, dice: random.Random) -> Person:
    birth = person.birth
    if birth is None or not isinstance(birth.on, FullDate):
        return person
    day = birth.on.datum
    known = YearMonth(jaar=day.year, maand=day.month) if dice.random() < 0.5 else Year(day.year)
    return structs.replace(person, birth=structs.replace(birth, on=known))


def _place_unknown(person: Person, dice: random.Random) -> Person:
    birth = person.birth or Birth()
    return structs.replace(person, birth=structs.replace(birth, place=None))


def _little_known(person: Person, dice: random.Random) -> Person:
    return structs.replace(person, sex=None, nationalities=None, aliases=None)


def _with_date(person: Person, change: Callable[[date], date]) -> Person:
    birth = person.birth
    if birth is None or not isinstance(birth.on, FullDate):
        return person
    try:
        changed = change(birth.on.datum)
    except ValueError:
        return person
    return structs.replace(
        person, birth=structs.replace(birth, on=FullDate(datum=LegalDay(changed)))
    )


_MISTAKES: tuple[Callable[[Person, random.Random], Person], ...] = (
    _typo_in_family, _typo_in_given, _spelled_otherwise, _without_prefix, _initials,
    _first_name_alone, _married, _exchanged, _swapped_day, _year_off, _digit_off, _day_unknown,
    _place_unknown, _little_known,
)  # fmt: skip
