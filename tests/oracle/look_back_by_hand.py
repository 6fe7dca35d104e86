"""The term of looking back, walked back day by day: slow, and plain to see (VOG-6).

The term of so many years before a day holds a number of days. Walk back from that day; each day in
freedom counts for one, a day in custody for none; the day on which the number is full is the first
of the term. Stays are lists of days, so overlap and order cannot matter.
"""

from collections.abc import Iterable
from datetime import date, timedelta

A_DAY = timedelta(days=1)


def days_in_custody(stays: Iterable[tuple[date, date]]) -> set[date]:
    """Return every day in custody; the day of release is not one."""
    found = set()
    for start, release in stays:
        day = start
        while day < release:
            found.add(day)
            day += A_DAY
    return found


def years_before(day: date, years: int) -> date:
    """Return the same day of the month `years` ago; 1 March for a 29 February that is not there."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def first_day(assessed_on: date, *, years: int, custody: set[date]) -> date:
    """Return the first day of the term."""
    wanted = (assessed_on - years_before(assessed_on, years)).days
    day = assessed_on
    while wanted:
        day -= A_DAY
        if day not in custody:
            wanted -= 1
    return day
