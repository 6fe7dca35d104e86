"""Mistakes that clerks, forms and other alphabets make in describing a person; and twins.

The mistakes are made without the tables of the method that is tried on them.
"""

import random
import string
import unicodedata
from collections.abc import Callable
from datetime import date

from msgspec import structs

from jds.domain.blocks import Birth, Name, Person
from jds.domain.partial_date import FullDate, Year, YearMonth
from jds.domain.time import LegalDay

_PARTNERS = ("Jansen", "Bakker", "Smit", "de Boer", "Visser", "van Dijk", "Mulder", "Bos")
_GIVEN = {
    "M": ("Pieter", "Ahmed", "Daan", "Erik", "Lucas", "Rachid"),
    "V": ("Anja", "Fatima", "Saskia", "Merel", "Ingrid", "Noor"),
}

# What is written, and what is written for it.
_SPELLINGS = (
    *(("ij", "y"), ("y", "ij"), ("ck", "k"), ("k", "ck"), ("ph", "f"), ("c", "k"), ("z", "s")),
    *(("dt", "d"), ("ei", "ij"), ("ou", "au"), ("oe", "u"), ("aa", "a"), ("ee", "e"), ("ss", "s")),
    *(("n", "nn"), ("ae", "aa"), ("é", "e"), ("ö", "oe"), ("ü", "ue"), ("ë", "e"), ("ç", "c")),
    *(("ñ", "n"), ("ş", "sh"), ("ğ", "g")),
)

# A passport in Cyrillic, as Bulgarian and Ukrainian offices write Latin names.
_CYRILLIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввкиз", strict=True)) | {
    "j": "й",
    "q": "к",
    "w": "в",
    "x": "кс",
    "y": "и",
}


def with_errors(person: Person, *, dice: random.Random) -> Person:
    """Return a description of the same person with one to three mistakes."""
    wrong = person
    for mistake in dice.sample(_MISTAKES, k=dice.choices((1, 2, 3), weights=(5, 4, 1))[0]):
        wrong = mistake(wrong, dice)
    return wrong


def twin_of(person: Person, *, dice: random.Random) -> Person | None:
    """Return a twin: all alike but the given name; None when nothing is known to be alike in."""
    name, birth = person.name, person.birth
    if name is None or not name.family_name or not name.given_names or birth is None:
        return None
    sex = person.sex if isinstance(person.sex, str) and person.sex in _GIVEN else "M"
    first, *more = name.given_names.split()
    other = dice.choice([given for given in _GIVEN[sex] if given != first])
    return structs.replace(person, name=structs.replace(name, given_names=" ".join((other, *more))))


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


def _with_family(person: Person, family: str) -> Person:
    return structs.replace(person, name=structs.replace(_named(person), family_name=family or None))


def _with_given(person: Person, given: str) -> Person:
    return structs.replace(person, name=structs.replace(_named(person), given_names=given or None))


def _typo_in_family(person: Person, dice: random.Random) -> Person:
    return _with_family(person, _typo(_named(person).family_name or "", dice))


def _typo_in_given(person: Person, dice: random.Random) -> Person:
    return _with_given(person, _typo(_named(person).given_names or "", dice))


def _spelled_otherwise(person: Person, dice: random.Random) -> Person:
    family = _named(person).family_name or ""
    fitting = [each for each in _SPELLINGS if each[0] in family]
    return _with_family(person, family.replace(*dice.choice(fitting), 1)) if fitting else person


def _without_prefix(person: Person, dice: random.Random) -> Person:
    """Leave the prefix out, or write it into the family name."""
    name = _named(person)
    family = name.family_name
    if name.prefix and family and dice.random() < 0.5:
        family = f"{name.prefix} {family}"
    return structs.replace(person, name=structs.replace(name, prefix=None, family_name=family))


def _in_another_alphabet(person: Person, dice: random.Random) -> Person:
    """Write the name in Cyrillic, or leave out every mark on a letter."""
    name = _named(person)
    write = _in_cyrillic if dice.random() < 0.5 else _without_marks
    return structs.replace(
        person,
        name=structs.replace(
            name,
            given_names=write(name.given_names or "") or None,
            family_name=write(name.family_name or "") or None,
        ),
    )


def _without_marks(text: str) -> str:
    split = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _in_cyrillic(text: str) -> str:
    return "".join(_CYRILLIC.get(letter, letter) for letter in _without_marks(text).lower())


def _initials(person: Person, dice: random.Random) -> Person:
    given = (_named(person).given_names or "").split()
    return _with_given(person, ".".join(word[0] for word in given))


def _first_name_alone(person: Person, dice: random.Random) -> Person:
    return _with_given(person, "".join((_named(person).given_names or "").split()[:1]))


def _married(person: Person, dice: random.Random) -> Person:
    """Add the name of a partner, before or after the own one."""
    halves = [_named(person).family_name or "", dice.choice(_PARTNERS)]
    dice.shuffle(halves)
    return _with_family(person, "-".join(halves))


def _exchanged(person: Person, dice: random.Random) -> Person:
    name = _named(person)
    return structs.replace(
        person, name=Name(given_names=name.family_name, family_name=name.given_names)
    )


def _part_missing(person: Person, dice: random.Random) -> Person:
    return dice.choice((_with_given, _with_family))(person, "")


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
    *(_typo_in_family, _typo_in_given, _spelled_otherwise, _without_prefix, _in_another_alphabet),
    *(_initials, _first_name_alone, _married, _exchanged, _part_missing),
    *(_swapped_day, _year_off, _digit_off, _day_unknown, _place_unknown, _little_known),
)
