"""How old somebody was on a day, also when the day of birth is known in part.

Somebody born on 29 February reaches an age on 1 March of a common year (ADR 8).
"""

from msgspec import Struct

from jds.domain.partial_date import PartialDate, earliest, latest
from jds.domain.time import LegalDay


class Age(Struct, frozen=True):
    """An age in whole years: at least and at most; None where nothing bounds it."""

    at_least: int | None
    at_most: int | None

    def is_certainly(self, years: int) -> bool:
        """Tell whether `years` had certainly been reached."""
        return self.at_least is not None and self.at_least >= years

    def is_certainly_under(self, years: int) -> bool:
        """Tell whether `years` had certainly not been reached."""
        return self.at_most is not None and self.at_most < years


UNKNOWN_AGE = Age(None, None)


def age_on(day: LegalDay | PartialDate | None, *, born: LegalDay | PartialDate | None) -> Age:
    """Return the age on `day` of somebody born on `born`; either may be known in part."""
    if day is None or born is None:
        return UNKNOWN_AGE
    return age_during(earliest(day), latest(day), born_first=earliest(born), born_last=latest(born))


def age_during(
    first: LegalDay | None,
    last: LegalDay | None,
    *,
    born_first: LegalDay | None,
    born_last: LegalDay | None,
) -> Age:
    """Return the age over the days from `first` to `last`, of somebody born between two days.

    Every day is included; None where nothing bounds it.
    """
    return Age(
        None if first is None or born_last is None else max(0, _years(born_last, first)),
        None if last is None or born_first is None else max(0, _years(born_first, last)),
    )


def _years(born: LegalDay, day: LegalDay) -> int:
    # 1 March comes after 29 February in any year, so a birthday on the one that a common year
    # lacks falls on the other.
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (not had_birthday)
