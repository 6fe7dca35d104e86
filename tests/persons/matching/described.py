"""Short ways to describe people, and any description there may be."""

from datetime import date

from hypothesis import strategies as st

from jds.domain.blocks import Address, Birth, DayOrPart, Name, Parent, Person
from jds.domain.partial_date import FullDate, Year, YearMonth, from_gba
from jds.domain.time import LegalDay
from jds.persons.matching.compare import Comparison, compare
from jds.persons.matching.describe import Description, describe
from jds.persons.matching.method import method_in_use


def person(
    given: str = "Suzanne",
    family: str = "Moulin",
    born: str | None = "19851201",
    *,
    place: str | None = None,
    sex: str | None = None,
    postcode: str | None = None,
    town: str | None = None,
    parents: tuple[tuple[str, str], ...] = (),
    aliases: tuple[tuple[str, str], ...] = (),
) -> Description:
    """Return the description of somebody; an empty name is not stated."""
    return describe(
        Person(
            name=Name(given_names=given or None, family_name=family or None),
            birth=Birth(on=None if born is None else from_gba(born), place=place),
            sex=sex,
            address=Address(postcode=postcode, town=town),
            parents=tuple(
                Parent(name=Name(given_names=one, family_name=two)) for one, two in parents
            )
            or None,
            aliases=tuple(Name(given_names=one, family_name=two) for one, two in aliases) or None,
        )
    )


def alike(one: Description, other: Description) -> Comparison:
    """Compare two descriptions by the method in use."""
    return compare(one, other, method=method_in_use())


def outcomes(one: Description, other: Description) -> dict[str, str]:
    """Return how two descriptions agree, field by field."""
    return {each.field: each.outcome for each in alike(one, other).fields}


_TEXTS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.sampled_from(
        (".", "van der Berg", "Berg", "Jansen-de Vries", "de Vries", "J.P.", "Jan Pieter", "P")
    ),
)
_NAMES = st.builds(Name, given_names=_TEXTS, prefix=_TEXTS, family_name=_TEXTS, noble_title=_TEXTS)
_DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
_DATES: st.SearchStrategy[DayOrPart | None] = st.one_of(
    st.none(),
    _DAYS.map(lambda day: FullDate(datum=LegalDay(day))),
    st.sampled_from(("19850112", "19851201", "19861201", "19851202", "19850101")).map(from_gba),
    st.builds(Year, jaar=st.integers(1984, 1987)),
    st.builds(YearMonth, jaar=st.integers(1984, 1987), maand=st.integers(1, 12)),
)

PEOPLE = st.builds(
    Person,
    name=st.one_of(st.none(), _NAMES),
    birth=st.one_of(st.none(), st.builds(Birth, on=_DATES, place=_TEXTS)),
    sex=st.sampled_from((None, "M", "V", "O")),
    nationalities=st.one_of(
        st.none(), st.lists(st.sampled_from(("0001", "0057")), max_size=2).map(tuple)
    ),
    address=st.one_of(st.none(), st.builds(Address, postcode=_TEXTS, town=_TEXTS)),
    parents=st.one_of(st.none(), st.lists(st.builds(Parent, name=_NAMES), max_size=2).map(tuple)),
    aliases=st.one_of(st.none(), st.lists(_NAMES, max_size=3).map(tuple)),
)

DESCRIPTIONS = PEOPLE.map(describe)
