"""How somebody describes a person on the command line: a name in one text, as much of a date as is
known."""

import re

from jds.cli.faults import WrongUsage
from jds.domain.blocks import Birth, DayOrPart, Name, Person
from jds.domain.identifiers import InvalidIdentifier, parse_bsn, parse_skn, parse_v_number
from jds.domain.partial_date import UNKNOWN_DATE, FullDate, Year, YearMonth, from_gba
from jds.domain.time import InvalidTime, day_from_text
from jds.intake.characters import FORBIDDEN
from jds.persons.matching.names import TABLES

_LONGEST_NAME = 500
_PARTIAL = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2}))?")
_SEX = ("M", "V")
_NATIONALITY = re.compile("[0-9]{4}")

# A lone surrogate is what is left of bytes that are not UTF-8.
_LEFT_OF_BYTES = re.compile("[\ud800-\udfff\n\r\t]")


def read_number(
    *, skn: str | None, bsn: str | None, v_number: str | None
) -> tuple[str | None, str | None, str | None]:
    """Return the numbers that were given, checked.

    Raises:
        WrongUsage: One is no such number.
    """
    try:
        return (
            None if skn is None else parse_skn(skn),
            None if bsn is None else parse_bsn(bsn),
            None if v_number is None else parse_v_number(v_number),
        )
    except InvalidIdentifier as problem:
        raise WrongUsage(problem.sentence) from None


def read_description(
    *,
    name: str | None,
    born: str | None,
    place: str | None,
    sex: str | None,
    skn: str | None = None,
    bsn: str | None = None,
    v_number: str | None = None,
    nationality: str | None = None,
    former_name: str | None = None,
) -> Person:
    """Return the description that was typed.

    Raises:
        WrongUsage: A part of it means nothing.
    """
    skn, bsn, v_number = read_number(skn=skn, bsn=bsn, v_number=v_number)
    if sex is not None and sex not in _SEX:
        raise WrongUsage("--sex is M (man) or V (vrouw).")
    if nationality is not None and _NATIONALITY.fullmatch(nationality) is None:
        raise WrongUsage("--nationality is a code of four digits (0001 is Dutch).")
    birth = None
    if born is not None or place is not None:
        birth = Birth(
            on=None if born is None else read_partial_date(born),
            place=None if place is None else _plain(place, option="--place"),
        )
    return Person(
        skn=skn,
        bsn=bsn,
        v_number=v_number,
        name=None if name is None else read_name(name),
        birth=birth,
        sex=sex,
        nationalities=None if nationality is None else (nationality,),
        aliases=None if former_name is None else (read_name(former_name, option="--former-name"),),
    )


def read_name(text: str, *, option: str = "--name") -> Name:
    """Return a name typed as `Suzanne du Moulin` or as `du Moulin, Suzanne`.

    Without a comma the family name begins at the first prefix, else at the last word. A capital
    makes the first word a given name: `Ben de Vries`. Which part is which is a reading; a search by
    it tries given and family names exchanged as well.

    Raises:
        WrongUsage: It holds no name.
    """
    plain = " ".join(_plain(text, option=option).split())
    family, comma, given = (part.strip() for part in plain.partition(","))
    if not comma:
        words = plain.split(" ")
        starts = (at for at, word in enumerate(words) if _begins_family(word, is_first=at == 0))
        start = next(starts, len(words) - 1)
        given, family = " ".join(words[:start]), " ".join(words[start:])
    if not family and not given:
        raise WrongUsage(f"[{option}] takes a name: given names and family name.")
    return Name(given_names=given or None, family_name=family or None)


def _begins_family(word: str, *, is_first: bool) -> bool:
    """Tell whether a family name begins here: at a prefix, or at a double name with one."""
    plain = word.strip("'\u2019")
    if not is_first:
        plain = plain.casefold()
    _, hyphen, last = plain.rpartition("-")
    prefixes: list[str] = TABLES["prefixes"]
    return plain in prefixes or (bool(hyphen) and last.casefold() in prefixes)


def read_partial_date(text: str) -> DayOrPart:
    """Return as much of a date as was typed: `1985-12-01`, `1985-12`, `1985` or `onbekend`.

    The form of the population register, `19851200`, has zeros for what is not known.

    Raises:
        WrongUsage: It is no such date.
    """
    if text == "onbekend":
        return UNKNOWN_DATE
    try:
        if text.isascii() and text.isdigit() and len(text) == 8:
            return from_gba(text)
        matched = _PARTIAL.fullmatch(text) if text.isascii() else None
        if matched is None:
            return FullDate(day_from_text(text))
        year, month = int(matched["year"]), matched["month"]
        if year >= 1 and month is None:
            return Year(year)
        if year >= 1 and 1 <= int(month) <= 12:
            return YearMonth(jaar=year, maand=int(month))
    except InvalidTime:
        pass
    raise WrongUsage(
        "--born takes a date of birth as far as it is known: 1985-12-01, 1985-12, 1985, 19851200 "
        "or onbekend."
    )


def _plain(text: str, *, option: str) -> str:
    is_text = FORBIDDEN.search(text) is None and not _LEFT_OF_BYTES.search(text)
    if not text.strip() or len(text) > _LONGEST_NAME or not is_text:
        raise WrongUsage(f"[{option}] takes one line of at most {_LONGEST_NAME} characters.")
    return text
