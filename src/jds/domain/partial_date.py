"""Dates of which part is unknown, each read as the stretch of days it may be.

The population register (BRP) really delivers birth dates known to the month, to the year or not
at all, and sources know the day of an offence no better. Such a date is not its first day, nor a
day made up: it is the closed interval from `earliest` to `latest`, and a wholly unknown date is
unbounded on both sides. Comparing two of them has three outcomes: *certainly before*, *certainly
after*, and *may be equal*; exactly one holds for any pair.

The functions take plain legal days as well, because a field of the contract may be either.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from jds.domain.time import InvalidTime, LegalDay, as_legal_day

# msgspec holds decoded values to these bounds; in code the type checker and the calendar do.
CalendarYear: TypeAlias = Annotated[int, Meta(ge=1, le=9999)]
CalendarMonth: TypeAlias = Annotated[int, Meta(ge=1, le=12)]


class FullDate(Struct, frozen=True, tag_field="type", tag="Datum"):
    """A date known to the day (Datum)."""

    datum: LegalDay


class YearMonth(Struct, frozen=True, kw_only=True, tag_field="type", tag="JaarMaandDatum"):
    """A date known to the month (JaarMaandDatum)."""

    jaar: CalendarYear
    maand: CalendarMonth


class Year(Struct, frozen=True, tag_field="type", tag="JaarDatum"):
    """A date known to the year (JaarDatum)."""

    jaar: CalendarYear


class UnknownDate(Struct, frozen=True, tag_field="type", tag="DatumOnbekend"):
    """A date of which nothing is known (DatumOnbekend); `onbekend` is always true on the wire."""

    onbekend: bool

    def __post_init__(self) -> None:
        # A ValueError is what msgspec turns into a refusal that names the place in the message.
        if self.onbekend is not True:
            raise ValueError("A DatumOnbekend has onbekend true")


UNKNOWN_DATE = UnknownDate(onbekend=True)

PartialDate: TypeAlias = FullDate | YearMonth | Year | UnknownDate

_GBA_FORM = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")


def earliest(when: LegalDay | PartialDate) -> LegalDay | None:
    """Return the first day that `when` may be; `None` when it is unbounded."""
    if isinstance(when, date):  # Nearly every date is known to the day.
        return as_legal_day(when)
    match when:
        case UnknownDate():
            return None
        case Year():
            return LegalDay(date(when.jaar, 1, 1))
        case YearMonth():
            return LegalDay(date(when.jaar, when.maand, 1))
        case FullDate():
            return as_legal_day(when.datum)


def latest(when: LegalDay | PartialDate) -> LegalDay | None:
    """Return the last day that `when` may be, that day included; `None` when it is unbounded."""
    if isinstance(when, date):  # Nearly every date is known to the day.
        return as_legal_day(when)
    match when:
        case UnknownDate():
            return None
        case Year():
            return LegalDay(date(when.jaar, 12, 31))
        case YearMonth():
            return LegalDay(date(when.jaar, when.maand, monthrange(when.jaar, when.maand)[1]))
        case FullDate():
            return as_legal_day(when.datum)


def certainly_before(first: LegalDay | PartialDate, second: LegalDay | PartialDate) -> bool:
    """Tell whether `first` comes before `second` under every completion of their unknown parts."""
    last_of_first, first_of_second = latest(first), earliest(second)
    if last_of_first is None or first_of_second is None:
        return False
    return last_of_first < first_of_second


def certainly_after(first: LegalDay | PartialDate, second: LegalDay | PartialDate) -> bool:
    """Tell whether `first` comes after `second` under every completion of their unknown parts."""
    return certainly_before(second, first)


def may_equal(first: LegalDay | PartialDate, second: LegalDay | PartialDate) -> bool:
    """Tell whether one day exists that both may be."""
    return not certainly_before(first, second) and not certainly_before(second, first)


def from_gba(text: str) -> PartialDate:
    """Read the form of the population register, `JJJJMMDD` with zeros for what is unknown.

    Raises:
        InvalidTime: It is not eight digits, not on the calendar, or leaves a larger part unknown
            than a smaller one (`19660013`). Such values occur; which part is wrong is not guessed.
    """
    matched = _GBA_FORM.fullmatch(text)
    if matched is None:
        raise _not_gba(text)

    year, month, day = (int(part) for part in matched.groups())
    try:
        match (year, month, day):
            case (0, 0, 0):
                return UNKNOWN_DATE
            case (_, 0, 0):
                return Year(jaar=year)
            case (_, _, 0):
                first_of_month = date(year, month, 1)
                return YearMonth(jaar=first_of_month.year, maand=first_of_month.month)
            case _:
                return FullDate(datum=LegalDay(date(year, month, day)))
    except ValueError:
        # Without its cause: the cause quotes what was typed.
        raise _not_gba(text) from None


def to_gba(when: LegalDay | PartialDate) -> str:
    """Write `when` in the form of the population register, `JJJJMMDD`."""
    match when:
        case UnknownDate():
            return "00000000"
        case Year():
            return f"{when.jaar:04}0000"
        case YearMonth():
            return f"{when.jaar:04}{when.maand:02}00"
        case FullDate():
            return to_gba(when.datum)
        case _:
            day = as_legal_day(when)
            return f"{day.year:04}{day.month:02}{day.day:02}"


def _not_gba(text: str) -> InvalidTime:
    return InvalidTime(
        f"A text of [{len(text)}] characters is not a date of the population register. Write year, "
        "month and day as eight digits, with zeros for an unknown day, an unknown month and day, "
        "or a wholly unknown date, for example 19950215, 19950200, 19950000 or 00000000."
    )
