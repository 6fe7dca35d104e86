"""Moments as people in the Netherlands say them, in Dutch and in English."""

from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from jds.domain.time import Instant, LegalDay

Language: TypeAlias = Literal["nl", "en"]

_MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
        *("september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
}


def say_moment(at: Instant, *, language: Language) -> str:
    """Return a moment in words, on the clock of Amsterdam: `26 november 2026, 08:30 uur (CET)`.

    What is left of its minute is dropped, never rounded up: nothing is said to hold longer, or to
    be complete further, than it is. The name of the zone tells the two hours apart that the clock
    strikes twice.
    """
    here = at.astimezone(ZoneInfo("Europe/Amsterdam"))
    hour = " uur" if language == "nl" else ""
    return f"{_day(here.day, here.month, here.year, language)}, {here:%H:%M}{hour} ({here:%Z})"


def say_day(day: LegalDay, *, language: Language) -> str:
    """Return a day in words: `26 november 2026`."""
    return _day(day.day, day.month, day.year, language)


def _day(day: int, month: int, year: int, language: Language) -> str:
    return f"{day} {_MONTHS[language][month - 1]} {year}"
