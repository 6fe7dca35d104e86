"""Descriptions: everything of a person but numbers, and the same again from the index."""

from hypothesis import given

from jds.domain.blocks import Birth, Name, Person, SourceValue
from jds.domain.partial_date import Year
from jds.persons.matching.describe import MOST_NAMES, Description, describe, from_text, to_text
from jds.persons.matching.keys import keys_of
from jds.persons.matching.names import PersonName
from tests.persons.matching.described import DESCRIPTIONS, PEOPLE, person


def test_a_person_is_described_by_everything_but_numbers() -> None:
    described = person(
        "Suzanne",
        "du Moulin",
        place="Thann",
        sex="V",
        postcode="1234 ab",
        town="Ons Dorp",
        parents=(("Anna", "Moulin"),),
        aliases=(("", "Molen"),),
    )

    assert described == Description(
        names=(PersonName(("suzanne",), ("moulin",)), PersonName((), ("molen",))),
        birth="19851201",
        place="thann",
        sex="V",
        parents=(PersonName(("anna",), ("moulin",)),),
        postcode="1234AB",
        town="onsdorp",
    )


@given(PEOPLE)
def test_no_number_shapes_a_description(someone: Person) -> None:
    numbered = Person(
        skn="1234567",
        bsn="999993653",
        v_number="0123456789",
        **{
            field: getattr(someone, field)
            for field in ("name", "birth", "sex", "nationalities", "address", "parents", "aliases")
        },
    )

    assert describe(numbered) == describe(someone)


@given(DESCRIPTIONS)
def test_a_description_comes_back_from_the_index_as_it_was(described: Description) -> None:
    assert from_text(to_text(described)) == described


def test_what_is_not_known_is_not_described() -> None:
    unknown = Person(
        name=Name(family_name="."),
        birth=Birth(place=None),
        sex="O",
        nationalities=(SourceValue("x"),),
    )

    assert describe(unknown) == Description()
    assert describe(Person()).is_empty
    assert not describe(Person(birth=Birth(on=Year(jaar=1985)))).is_empty


def test_a_person_of_many_names_is_described_by_so_many_and_no_more() -> None:
    aliases = tuple(Name(family_name=f"naam{chr(97 + number)}") for number in range(20))
    described = describe(Person(name=Name(family_name="Eerste"), aliases=aliases))

    assert len(described.names) == MOST_NAMES
    assert described.names[0] == PersonName((), ("eerste",))
    assert len(keys_of(described)) < 30


def test_a_name_that_is_stated_twice_is_one() -> None:
    assert len(person("Jan", "de Vries", aliases=(("Jan", "Vries"),)).names) == 1
