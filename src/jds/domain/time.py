"""Legal days and instants of knowledge, kept apart on purpose.

A judgment takes effect on a *day* in the Netherlands (`..._on`); a message is recorded at an
*instant* in UTC (`..._at`). In Python every datetime is also a date, so a mix-up of the two passes
unnoticed; here each is a type of its own to the type checker, and the functions that make one
refuse the other at run time. The only ways across are `amsterdam_day` and `start_of_day`.

Every span of days is half-open: it covers its first day and not the day it ends before, so two
spans that touch never both cover the same day. No error repeats the text that was given: somebody
may have typed the number of a person where a day was asked for.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NewType
from zoneinfo import ZoneInfo

from jds.errors import BadRequest

LegalDay = NewType("LegalDay", date)
"""A day in law, in the Netherlands: a date and never a datetime. Made by `as_legal_day`."""

Instant = NewType("Instant", datetime)
"""A moment in UTC: a datetime with an offset, never a naive one. Made by `as_instant`."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Hour 24 is left out because RFC 3339 does, and because newer Pythons read it as the next day.
_RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?P<second>[0-5][0-9]|60)(?:\.[0-9]+)?"
    r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
_SECOND = slice(17, 19)

_FIXED_LENGTH = re.compile(
    r"P(?=.)(?:(?P<weeks>[0-9]{1,6})W)?(?:(?P<days>[0-9]{1,6})D)?"
    r"(?:T(?=.)(?:(?P<hours>[0-9]{1,6})H)?(?:(?P<minutes>[0-9]{1,6})M)?"
    r"(?:(?P<seconds>[0-9]{1,6})S)?)?"
)

_AS_SENTENCED = re.compile(
    r"P(?=.)(?:(?P<years>[0-9]{1,6})Y)?(?:(?P<months>[0-9]{1,6})M)?(?:(?P<weeks>[0-9]{1,6})W)?"
    r"(?:(?P<days>[0-9]{1,6})D)?(?:T(?P<hours>[0-9]{1,6})H)?"
)


class InvalidTime(BadRequest):
    """A text or value is not the day, instant, period or duration that was asked for."""

    code = "invalid-time"


def as_legal_day(value: date) -> LegalDay:
    """Return `value` as a legal day.

    Raises:
        TypeError: It is a datetime. That is a mistake in the program, not in what was sent: which
            day an instant falls on depends on the place, see `amsterdam_day`.
    """
    if type(value) is not date:
        raise TypeError(f"A legal day is a date, not a {type(value).__name__}.")
    return LegalDay(value)


def as_instant(value: datetime) -> Instant:
    """Return the moment `value` in UTC, whatever its offset.

    Raises:
        InvalidTime: It has no offset, or lies outside the years 1 to 9999 in UTC.
        TypeError: It is a day without a time.
    """
    if type(value) is datetime and value.tzinfo is UTC:
        # Nearly always: each answer and message has dozens of them.
        return Instant(value)
    _refuse_without_offset(value)
    try:
        return Instant(value.astimezone(UTC))
    except OverflowError:
        raise _outside_the_calendar() from None


def instant_from_text(text: str) -> Instant:
    """Read an RFC 3339 moment, such as `2025-07-05T02:00:00+02:00`, into UTC.

    `t` and `z` may be lower case. Digits beyond microseconds are cut off, never rounded up: no
    moment becomes later than it was. A leap second (`23:59:60Z`, last day of a month) is read
    as the last microsecond before it ends, so it keeps its day and its place in the order.

    Raises:
        InvalidTime: The text is no such moment, or lacks the offset.
    """
    matched = _RFC_3339.fullmatch(text)
    if matched is None:
        raise _not_an_instant(text)

    is_leap_second = matched["second"] == "60"
    if is_leap_second:
        text = text[: _SECOND.start] + "59" + text[_SECOND.stop :]
    try:
        value = datetime.fromisoformat(text.upper())
    except ValueError:
        # Without its cause: the cause quotes what was typed.
        raise _not_an_instant(text) from None

    at = as_instant(value)
    if not is_leap_second:
        return at
    if (at.hour, at.minute) != (23, 59) or at.day != monthrange(at.year, at.month)[1]:
        raise _not_an_instant(text)
    return Instant(at.replace(microsecond=999_999))


def instant_to_text(at: Instant) -> str:
    """Write a moment as RFC 3339 in UTC: `2025-07-05T00:00:00Z`.

    Microseconds (six digits) appear only when they are not zero.
    """
    return as_instant(at).replace(tzinfo=None).isoformat() + "Z"


def day_from_text(text: str) -> LegalDay:
    """Read a legal day, written `YYYY-MM-DD` and in no other way.

    Raises:
        InvalidTime: It is written differently, or the calendar has no such day.
    """
    if _DAY.fullmatch(text) is None:
        raise _not_a_day(text)
    try:
        return LegalDay(date.fromisoformat(text))
    except ValueError:
        raise _not_a_day(text) from None


def amsterdam_day(at: Instant) -> LegalDay:
    """Return the legal day on which the moment `at` falls: the calendar of Europe/Amsterdam.

    The last hour of the year 9999 in UTC counts on its last day: sources write such a moment for
    "no end", and it must not stop a reader.
    """
    _refuse_without_offset(at)
    try:
        return LegalDay(at.astimezone(_amsterdam()).date())
    except OverflowError:
        return LegalDay(date.min if at.year == date.min.year else date.max)


def start_of_day(day: LegalDay) -> Instant:
    """Return the first moment of a legal day.

    Where the clock jumped forward at midnight, that is the moment of the jump; where midnight
    struck twice, the first of the two.
    """
    as_legal_day(day)
    # The rule above is what `fold=0`, the default, means for a time that is missing or doubled.
    midnight = datetime(day.year, day.month, day.day, tzinfo=_amsterdam())
    try:
        return Instant(midnight.astimezone(UTC))
    except OverflowError:
        # The first day of the calendar began before Python's first moment in UTC.
        return Instant(datetime.min.replace(tzinfo=UTC))


def add_years(day: LegalDay, years: int) -> LegalDay:
    """Count `years` calendar years on from `day`; backwards when `years` is negative.

    A term from 29 February ends on 1 March of a common year, so that it is never shorter than
    the same term from a day earlier. The statute is silent on this; the choice is recorded as a
    decision.

    Raises:
        InvalidTime: The result lies outside the calendar.
    """
    return add_months(day, 12 * years)


def add_months(day: LegalDay, months: int) -> LegalDay:
    """Count `months` calendar months on from `day`; backwards when `months` is negative.

    A day that the month does not have (31 April, 29 February of a common year) becomes the first
    day of the next month: the rule of `add_years`, for the same reason.

    Raises:
        InvalidTime: The result lies outside the calendar.
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        if day.day <= 28:  # Every month has it; nearly every term starts on such a day.
            return LegalDay(date(year, month_index + 1, day.day))
        first_of_month = date(year, month_index + 1, 1)
        days_in_month = monthrange(year, month_index + 1)[1]
        # One day past the end of the month at most, so the first of the next.
        return add_days(LegalDay(first_of_month), min(day.day - 1, days_in_month))
    except (ValueError, OverflowError):
        raise _outside_the_calendar() from None


def add_days(day: LegalDay, days: int) -> LegalDay:
    """Count `days` days on from `day`; backwards when `days` is negative.

    Raises:
        InvalidTime: The result lies outside the calendar.
    """
    try:
        return LegalDay(day + timedelta(days=days))
    except OverflowError:
        raise _outside_the_calendar() from None


@dataclass(frozen=True, slots=True)
class Period:
    """Legal days from `starts_on` up to, but without, `ends_before`.

    Attributes:
        starts_on: First day of the period.
        ends_before: First day after the period; `None` when no end is known.
    """

    starts_on: LegalDay
    ends_before: LegalDay | None

    def __post_init__(self) -> None:
        as_legal_day(self.starts_on)
        # A datetime as the end fails in the comparison: Python orders no day against a datetime.
        if self.ends_before is not None and self.ends_before <= self.starts_on:
            raise InvalidTime(
                "A period covers no day, because it ends on or before the day it starts. "
                "The end is the first day that no longer counts: give a later one."
            )

    def covers(self, day: LegalDay) -> bool:
        """Tell whether `day` lies in the period."""
        return self.starts_on <= day and (self.ends_before is None or day < self.ends_before)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether some day lies in both periods."""
        return (other.ends_before is None or self.starts_on < other.ends_before) and (
            self.ends_before is None or other.starts_on < self.ends_before
        )

    def adjoins(self, other: "Period") -> bool:
        """Tell whether one period ends exactly where the other starts, in either order."""
        return self.ends_before == other.starts_on or other.ends_before == self.starts_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long a sentence or a term is, in the units in which it was imposed.

    It is no number of days and has no order: how many days a month counts depends on the rule
    that asks. `P12M` and `P1Y` are therefore two different values, each kept as it was said.
    """

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0

    def __post_init__(self) -> None:
        if min(self.years, self.months, self.weeks, self.days, self.hours) < 0:
            raise InvalidTime("A duration has a negative part. Give whole numbers from zero up.")

    @classmethod
    def from_text(cls, text: str) -> "Duration":
        """Read an ISO 8601 duration of whole years to whole hours, such as `P1Y6M` or `PT240H`.

        Raises:
            InvalidTime: It is written differently, or has minutes, seconds or fractions.
        """
        matched = _AS_SENTENCED.fullmatch(text)
        if matched is None:
            raise InvalidTime(
                f"A text of [{len(text)}] characters is not the length of a sentence. Write years, "
                "months, weeks, days and hours as ISO 8601 does, for example P2Y, P1M or PT240H."
            )
        return cls(**_parts(matched))

    def to_text(self) -> str:
        """Write it as ISO 8601, without the parts that are zero; no length at all is `P0D`."""
        date_parts = (
            (self.years, "Y"),
            (self.months, "M"),
            (self.weeks, "W"),
            (self.days, "D"),
        )
        text = "P" + "".join(f"{number}{unit}" for number, unit in date_parts if number)
        if self.hours:
            return f"{text}T{self.hours}H"
        return "P0D" if text == "P" else text


def duration_from_text(text: str) -> timedelta:
    """Read an ISO 8601 duration of fixed length, such as `PT26H` or `P7D`.

    A day is 24 hours here. Years and months have no fixed length and are refused; the length of a
    sentence is a `Duration`.

    Raises:
        InvalidTime: It is written differently, or counts years or months.
    """
    matched = _FIXED_LENGTH.fullmatch(text)
    if matched is None:
        raise InvalidTime(
            f"A text of [{len(text)}] characters is not a stretch of time of fixed length. Write "
            "weeks, days, hours, minutes and seconds as ISO 8601 does, for example PT26H or P7D."
        )
    return timedelta(**_parts(matched))


def duration_to_text(stretch: timedelta) -> str:
    """Write a stretch of time as ISO 8601 in hours, minutes and seconds, such as `PT26H`."""
    minutes, seconds = divmod(int(stretch.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")


def _parts(matched: re.Match[str]) -> dict[str, int]:
    return {unit: int(number or 0) for unit, number in matched.groupdict().items()}


@cache
def _amsterdam() -> ZoneInfo:
    return ZoneInfo("Europe/Amsterdam")


def _not_an_instant(text: str) -> InvalidTime:
    return InvalidTime(
        f"A text of [{len(text)}] characters is not a moment with an offset. Write it as RFC 3339 "
        "does, for example 2025-07-05T02:00:00+02:00 or 2025-07-05T00:00:00Z."
    )


def _not_a_day(text: str) -> InvalidTime:
    return InvalidTime(
        f"A text of [{len(text)}] characters is not a day of the calendar. "
        "Write year, month and day, for example 2025-07-05."
    )


def _refuse_without_offset(value: datetime) -> None:
    if type(value) is not datetime:
        raise TypeError(f"An instant is a datetime, not a {type(value).__name__}.")
    if value.utcoffset() is None:
        raise InvalidTime(
            "A moment came without an offset from UTC, so it is not known which moment it is. "
            "Give the offset, for example 2025-07-05T02:00:00+02:00."
        )


def _outside_the_calendar() -> InvalidTime:
    return InvalidTime(
        "A day or moment lies outside the years 1 to 9999. Check the start and the length added."
    )
