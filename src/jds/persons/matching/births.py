"""Birth dates, as far as they are known, and the mistakes that people make in writing them.

A date of which part is unknown is all days it may be: against a full date it agrees as far as it
goes, and no further.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

from jds.domain.blocks import DayOrPart
from jds.domain.partial_date import from_gba, to_gba
from jds.domain.time import InvalidTime

BirthText: TypeAlias = str
"""`JJJJMMDD` with zeros for what is not known; empty when nothing is."""

BirthLevel: TypeAlias = Literal[
    "gelijk",
    "gelijk-veelgebruikt",
    "verwisseld",
    "jaar-scheelt-een",
    "typefout",
    "maand-gelijk",
    "jaar-gelijk",
    "dagen-verschil",
    "maand-verschil",
    "maanden-verschil",
    "lijkt",
    "verschilt",
]
"""How two birth dates agree.

Wholly; wholly, on a day that is written when the day is not known; day and month swapped; a year
apart; one slip; as far as the month or the year is known; at most three days, a month or two months
apart in years that are easily mistaken; in all digits but two, or years that may be meant; or not.
"""

WRITTEN_WHEN_NOT_KNOWN = frozenset({"0101", "0701"})
"""1 January and 1 July: common in registers for people whose day of birth is not known."""

EASILY_MISTAKEN_YEARS = (0, 1, 10)
"""How far apart years are that one slip makes of each other."""

_APART: tuple[tuple[int, BirthLevel], ...] = (
    (3, "dagen-verschil"),
    (31, "maand-verschil"),
    (62, "maanden-verschil"),
)

NOT_KNOWN: BirthText = ""


def birth_text(when: DayOrPart | None) -> BirthText:
    """Return a birth date in the form in which dates are compared."""
    if when is None:
        return NOT_KNOWN
    text = to_gba(when)
    return NOT_KNOWN if text == "00000000" else text


def read_birth(text: BirthText) -> bool:
    """Tell whether `text` is such a date."""
    try:
        from_gba(text)
    except InvalidTime:
        return False
    return text != "00000000"


def is_full(birth: BirthText) -> bool:
    """Tell whether a birth date is known to the day."""
    return bool(birth) and birth[6:] != "00"


def compare_births(one: BirthText, other: BirthText) -> BirthLevel | None:
    """Return how two birth dates agree; None when one of them is not known."""
    if not (one and other):
        return None
    if not (is_full(one) and is_full(other)):
        return _compare_partly_known(one, other)
    if one == other:
        return "gelijk-veelgebruikt" if one[4:] in WRITTEN_WHEN_NOT_KNOWN else "gelijk"
    if one[:4] == other[:4] and one[4:6] == other[6:] and one[6:] == other[4:6]:
        return "verwisseld"
    if one[4:] == other[4:] and abs(int(one[:4]) - int(other[:4])) == 1:
        return "jaar-scheelt-een"
    if _is_one_slip(one, other):
        return "typefout"
    return _compare_near(one, other)


def _compare_near(one: BirthText, other: BirthText) -> BirthLevel:
    if abs(int(one[:4]) - int(other[:4])) in EASILY_MISTAKEN_YEARS:
        days = abs(_day_of_year(one) - _day_of_year(other))
        days = min(days, 366 - days)
        for most, level in _APART:
            if days <= most:
                return level
    wrong = sum(left != right for left, right in zip(one, other, strict=True))
    return "lijkt" if wrong == 2 else "verschilt"


def _day_of_year(birth: BirthText) -> int:
    """Return which day of a leap year it is, so that a date is the same day in every year."""
    return date(2000, int(birth[4:6]), int(birth[6:])).timetuple().tm_yday


def _compare_partly_known(one: BirthText, other: BirthText) -> BirthLevel:
    months = (one[4:6], other[4:6])
    if one[:4] != other[:4]:
        is_near = abs(int(one[:4]) - int(other[:4])) == 1
        return "lijkt" if is_near and ("00" in months or months[0] == months[1]) else "verschilt"
    if "00" in months:
        return "jaar-gelijk"
    return "maand-gelijk" if months[0] == months[1] else "verschilt"


def _is_one_slip(one: BirthText, other: BirthText) -> bool:
    """Tell whether one wrong digit, or two neighbours exchanged, makes one date of the other."""
    wrong = [place for place in range(8) if one[place] != other[place]]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and one[wrong[0]] == other[wrong[1]]
        and one[wrong[1]] == other[wrong[0]]
    )


def slips_of(birth: BirthText) -> Iterator[BirthText]:
    """Yield the dates that one mistake makes of a full date: each once, the date itself not.

    Day and month swapped, a year more or less, one digit wrong, two digits exchanged; and the same
    date with the day, or day and month, not known.
    """
    if not is_full(birth):
        return
    year, month, day = int(birth[:4]), int(birth[4:6]), int(birth[6:])
    seen = {birth}
    for text in (
        f"{year:04}{day:02}{month:02}",
        f"{year - 1:04}{month:02}{day:02}",
        f"{year + 1:04}{month:02}{day:02}",
        *_exchanged(birth),
        *_one_digit_off(birth),
    ):
        if text not in seen and _is_on_the_calendar(text):
            seen.add(text)
            yield text
    yield f"{birth[:6]}00"
    yield f"{birth[:4]}0000"


def months_near(birth: BirthText) -> Iterator[str]:
    """Yield the months, as `JJJJMM`, in which somebody may be born who is said to be born then."""
    if len(birth) != 8 or birth[4:6] == "00":
        return
    year, month = int(birth[:4]), int(birth[4:6])
    for apart in EASILY_MISTAKEN_YEARS:
        for mistaken in dict.fromkeys((year - apart, year + apart)):
            for near in (month, month - 1, month + 1):
                yield f"{mistaken:04}{(near - 1) % 12 + 1:02}"


def _exchanged(birth: BirthText) -> Iterator[str]:
    for place in range(7):
        yield birth[:place] + birth[place + 1] + birth[place] + birth[place + 2 :]


def _one_digit_off(birth: BirthText) -> Iterator[str]:
    for place in range(2, 8):
        for digit in "0123456789":
            yield birth[:place] + digit + birth[place + 1 :]


def _is_on_the_calendar(text: BirthText) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True
