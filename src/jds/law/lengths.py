"""Lengths of sentences and terms, counted by the calendar and never in rounded days.

A sentence is kept in the units in which it was imposed. Adding it to a day goes from the largest
unit to the smallest; comparing it with a number of years takes a month as the calendar does and
thirty days as a month, which is how the Penal Code counts a month of prison (Sr 88).
"""

from collections.abc import Iterable
from functools import lru_cache

from jds.domain.time import Duration, InvalidTime, LegalDay, add_days, add_months

NO_LENGTH = Duration()
_DAYS_IN_MONTH = 30
_HOURS_IN_DAY = 24


@lru_cache(maxsize=4096)  # A few hundred lengths are asked for all the time.
def read_length(text: str | None) -> Duration | None:
    """Return the length that a source wrote; None when it wrote none that can be read."""
    if text is None:
        return None
    try:
        return Duration.from_text(text)
    except InvalidTime:
        return None


def add_length(day: LegalDay, length: Duration) -> LegalDay:
    """Count `length` on from `day`; a begun day counts as a whole one.

    Raises:
        InvalidTime: The result lies outside the calendar.
    """
    after_months = add_months(day, 12 * length.years + length.months)
    days = 7 * length.weeks + length.days + -(-length.hours // _HOURS_IN_DAY)
    return add_days(after_months, days)


def total(lengths: Iterable[Duration]) -> Duration:
    """Return all `lengths` together, unit by unit."""
    years = months = weeks = days = hours = 0
    for each in lengths:
        years += each.years
        months += each.months
        weeks += each.weeks
        days += each.days
        hours += each.hours
    return Duration(years=years, months=months, weeks=weeks, days=days, hours=hours)


def is_longer_than(length: Duration, *, years: int) -> bool:
    """Tell whether `length` is more than `years` years, to the day."""
    return _in_days(length) > years * 12 * _DAYS_IN_MONTH


def is_at_least(length: Duration, *, months: int) -> bool:
    """Tell whether `length` is `months` months or more."""
    return _in_days(length) >= months * _DAYS_IN_MONTH


def is_at_least_as_long(length: Duration, other: Duration) -> bool:
    """Tell whether `length` is as long as `other`, or longer."""
    return _in_days(length) >= _in_days(other)


def _in_days(length: Duration) -> int:
    months = 12 * length.years + length.months
    days = 7 * length.weeks + length.days + -(-length.hours // _HOURS_IN_DAY)
    return months * _DAYS_IN_MONTH + days
