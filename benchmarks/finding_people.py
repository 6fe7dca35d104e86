"""Made-up people for the search: Dutch-like names as unevenly spread as real ones.

A few names are very common and most are rare; birth dates are spread evenly over 75 years. Each
person is made from a number, so that the same people come out whatever process makes them.
"""

import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from jds.domain.blocks import Birth, Name, Person
from jds.domain.partial_date import FullDate
from jds.domain.time import LegalDay

_FIRST_BIRTH = date(1935, 1, 1)
_DAYS_OF_BIRTH = 75 * 365
_COMMON = (
    "de Jong", "Jansen", "de Vries", "van den Berg", "van Dijk", "Bakker", "Janssen", "Visser",
    "Smit", "Meijer", "de Boer", "Mulder", "de Groot", "Bos", "Vos", "Peters", "Hendriks",
    "van Leeuwen", "Dekker", "Brouwer", "de Wit", "Dijkstra", "Smits", "de Graaf", "van der Meer",
)  # fmt: skip
_COMMON_SHARE = 0.06
_RARE_NAMES = 300_000
_STARTS = (
    "B", "Br", "D", "Dr", "F", "G", "Gr", "H", "J", "K", "Kl", "Kr", "L", "M", "N", "P", "Pr", "R",
    "S", "Sch", "Sl", "Sm", "St", "T", "Tr", "V", "Vl", "W", "Z", "Zw",
)  # fmt: skip
_MIDDLES = ("a", "aa", "e", "ee", "ei", "eu", "ie", "ij", "o", "oe", "oo", "ou", "u", "ui", "uu")
_ENDS = (
    "k", "ker", "kens", "l", "lman", "lstra", "m", "mers", "n", "nga", "nk", "ns", "nstra", "p",
    "r", "rda", "rman", "rs", "s", "sema", "sen", "sma", "t", "ters", "veld", "wijk",
)  # fmt: skip
_GIVEN_NAMES = 2_000
_TOWNS = 400


def person(number: int) -> Person:
    """Return the person of a number."""
    dice = random.Random(number)
    prefix, family = _family(dice)
    born = _FIRST_BIRTH + timedelta(days=dice.randrange(_DAYS_OF_BIRTH))
    return Person(
        name=Name(given_names=_given(dice), prefix=prefix, family_name=family),
        birth=Birth(on=FullDate(datum=LegalDay(born)), place=f"{_town(dice):04}"),
        sex=dice.choice("MV"),
    )


def people(first: int, last: int) -> Iterator[tuple[int, Person]]:
    """Yield the people of the numbers from `first` up to, not including, `last`."""
    for number in range(first, last):
        yield number, person(number)


def _family(dice: random.Random) -> tuple[str | None, str]:
    if dice.random() < _COMMON_SHARE:
        name = _COMMON[int(len(_COMMON) * dice.random() ** 1.5)]
    else:
        name = _rare(int(_RARE_NAMES * dice.random() ** 2))
    prefix, _, family = name.rpartition(" ")
    return prefix or None, family


@cache
def _rare(number: int) -> str:
    dice = random.Random(f"family {number}")
    return "".join(
        (
            dice.choice(_STARTS),
            dice.choice(_MIDDLES),
            dice.choice("bdfgklmnprstvw"),
            dice.choice(_MIDDLES),
            dice.choice(_ENDS),
        )
    )


@cache
def _given_name(number: int) -> str:
    dice = random.Random(f"given {number}")
    return "".join(
        (dice.choice(_STARTS), dice.choice(_MIDDLES), dice.choice("lmnrst"), dice.choice("aeio"))
    )


@cache
def _weights() -> list[float]:
    return list(accumulate(1 / (rank + 8) for rank in range(_GIVEN_NAMES)))


def _given(dice: random.Random) -> str:
    weights = _weights()
    names = [
        _given_name(bisect(weights, dice.random() * weights[-1]))
        for _ in range(dice.choice((1, 2)))
    ]
    return " ".join(names)


def _town(dice: random.Random) -> int:
    return int(_TOWNS * dice.random() ** 2) + 1
