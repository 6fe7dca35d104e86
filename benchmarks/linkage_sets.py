"""People with known truth: which descriptions are of one person.

Each set is split in two by person, with a fixed seed: the method is tuned on one half and reported
on the other. No number that belongs to a person is read.
"""

import csv
import gzip
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path

from msgspec import Struct, structs

from benchmarks.linkage_errors import twin_of, with_errors
from jds.domain.blocks import Address, Birth, DayOrPart, Name, Person
from jds.domain.partial_date import FullDate, from_gba
from jds.domain.time import InvalidTime, LegalDay, day_from_text

FOLDER = Path(__file__).parent / "people"

_SEED = 20251126
_COPIES = 3


class Described(Struct, frozen=True):
    """A description, and whom it is of."""

    who: str
    person: Person


class PeopleSet(Struct, frozen=True):
    """One set of people, in two halves that share nobody."""

    name: str
    tuning: tuple[Described, ...]
    reporting: tuple[Described, ...]


def people_sets() -> list[PeopleSet]:
    """Return every set of people."""
    return [
        _halves("FEBRL 1", _read("dataset1", _febrl)),
        _halves("FEBRL 2", _read("dataset2", _febrl)),
        _halves("fake_1000", _read("fake_1000", _fake("cluster"))),
        _halves("fake_20000", _read("fake_20000", _fake("group"))),
        _halves("personas, errors planted", _personas_with_errors()),
        _halves("personas, with twins", _personas_with_twins()),
    ]


def personas() -> Iterator[Person]:
    """Yield the test persons of the population register, without their numbers."""
    for row in _rows("personas"):
        yield Person(
            name=Name(
                given_names=row["voornamen"] or None,
                prefix=row["voorvoegsel"] or None,
                family_name=row["geslachtsnaam"] or None,
                noble_title=row["adel"] or None,
            ),
            birth=Birth(on=_gba(row["geboortedatum"]), place=row["geboorteplaats"] or None),
            sex=row["geslacht"] or None,
            nationalities=(row["nationaliteit"],) if row["nationaliteit"] else None,
            aliases=(Name(family_name=row["partner"]),) if row["partner"] else None,
        )


def _halves(name: str, people: Iterator[Described]) -> PeopleSet:
    everybody = list(people)
    who = sorted({each.who for each in everybody})
    random.Random(_SEED).shuffle(who)
    tuned = set(who[: len(who) // 2])
    return PeopleSet(
        name,
        tuple(each for each in everybody if each.who in tuned),
        tuple(each for each in everybody if each.who not in tuned),
    )


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = gzip.decompress((FOLDER / f"{file}.csv.gz").read_bytes()).decode("utf-8-sig")
    for row in csv.DictReader(StringIO(text), skipinitialspace=True):
        yield {key: (value or "").strip() for key, value in row.items() if key}


def _read(file: str, read: Callable[[Mapping[str, str]], Described]) -> Iterator[Described]:
    return map(read, _rows(file))


def _febrl(row: Mapping[str, str]) -> Described:
    return Described(
        "-".join(row["rec_id"].split("-")[:2]),
        Person(
            name=_name(row["given_name"], row["surname"]),
            birth=Birth(on=_gba(row["date_of_birth"])),
            address=Address(postcode=row["postcode"] or None, town=row["suburb"] or None),
        ),
    )


def _fake(cluster: str) -> Callable[[Mapping[str, str]], Described]:
    def read(row: Mapping[str, str]) -> Described:
        return Described(
            row[cluster],
            Person(
                name=_name(row["first_name"], row["surname"]),
                birth=Birth(on=_day(row["dob"])),
                address=Address(town=row["city"] or None),
            ),
        )

    return read


def _each_once(people: Iterable[Person]) -> list[Person]:
    """Return people without those who are described again.

    The test set describes some people twice, alike in name, birth, place and sex, and now and then
    with another nationality: nothing but a number tells those apart, so they count as one.
    """
    return list({structs.replace(each, nationalities=None): each for each in people}.values())


def _personas_with_errors() -> Iterator[Described]:
    dice = random.Random(_SEED)
    for number, person in enumerate(_each_once(personas())):
        yield Described(str(number), person)
        for _ in range(_COPIES):
            yield Described(str(number), with_errors(person, dice=dice))


def _personas_with_twins() -> Iterator[Described]:
    """Yield test persons once more with a mistake, and a twin of each: somebody else."""
    dice = random.Random(_SEED)
    # There are twins among them already: one invented twin for both, or that would be one person.
    families = set()
    for number, person in enumerate(_each_once(personas())):
        twin = twin_of(person, dice=dice)
        family = (person.birth and person.birth.on, person.name and person.name.family_name)
        if twin is not None and family not in families:
            families.add(family)
            yield Described(str(number), person)
            yield Described(str(number), with_errors(person, dice=dice))
            yield Described(f"{number}-twin", twin)


def _name(given: str, family: str) -> Name | None:
    if not (given or family):
        return None
    return Name(given_names=given or None, family_name=family or None)


def _gba(text: str) -> DayOrPart | None:
    try:
        return from_gba(text)
    except InvalidTime:
        return None


def _day(text: str) -> DayOrPart | None:
    try:
        return FullDate(datum=LegalDay(day_from_text(text)))
    except InvalidTime:
        return None
