"""How a person is described on the command line: a name as one text, a date as far as known."""

from typing import Any

import msgspec
import pytest

from jds.cli.description import read_description, read_name, read_partial_date
from jds.cli.faults import WrongUsage
from jds.domain.blocks import Name


@pytest.mark.parametrize(
    ("typed", "given", "family"),
    [
        ("Suzanne du Moulin", "Suzanne", "du Moulin"),
        ("du Moulin, Suzanne Maria", "Suzanne Maria", "du Moulin"),
        ("Moulin,", None, "Moulin"),
        ("Moulin", None, "Moulin"),
        ("Anna Maria Jansen", "Anna Maria", "Jansen"),
        ("Ben de Vries", "Ben", "de Vries"),
        ("van der Berg", None, "van der Berg"),
        ("Jan VAN DEN Berg", "Jan", "VAN DEN Berg"),
        ("  Jan   Jansen-de Vries ", "Jan", "Jansen-de Vries"),
        ("J.P. 't Hooft", "J.P.", "'t Hooft"),
        ("محمد بن علي", "محمد بن", "علي"),
        (".", None, "."),
    ],
)
def test_a_name_is_read_as_people_write_it(
    typed: str, given: str | None, family: str | None
) -> None:
    assert read_name(typed) == Name(given_names=given, family_name=family)


@pytest.mark.parametrize("typed", ["", " ", ",", " , "])
def test_a_text_without_a_name_is_wrong_usage(typed: str) -> None:
    with pytest.raises(WrongUsage):
        read_name(typed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1985-12-01", {"type": "Datum", "datum": "1985-12-01"}),
        ("1985-12", {"type": "JaarMaandDatum", "jaar": 1985, "maand": 12}),
        ("1985", {"type": "JaarDatum", "jaar": 1985}),
        ("0001", {"type": "JaarDatum", "jaar": 1}),
        ("onbekend", {"type": "DatumOnbekend", "onbekend": True}),
        ("19851201", {"type": "Datum", "datum": "1985-12-01"}),
        ("19851200", {"type": "JaarMaandDatum", "jaar": 1985, "maand": 12}),
        ("19850000", {"type": "JaarDatum", "jaar": 1985}),
        ("00000000", {"type": "DatumOnbekend", "onbekend": True}),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(typed: str, told: Any) -> None:
    assert msgspec.to_builtins(read_partial_date(typed)) == told


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "85",
        "1985-0",
        "1985-00",
        "1985-13",
        "0000",
        "1985-02-29",
        "1-1-1985",
        "١٩٨٥",
        "19851300",
        "19850001",
        "19850229",
        "１９８５１２００",
    ],
)
def test_what_is_no_such_date_is_wrong_usage(typed: str) -> None:
    with pytest.raises(WrongUsage):
        read_partial_date(typed)


def test_a_description_holds_what_was_typed_and_nothing_else() -> None:
    person = read_description(
        name="Jan Jansen", born="1985", place="Thann", sex="M", bsn="999993653"
    )

    told = msgspec.json.decode(msgspec.json.encode(person))
    assert {name: value for name, value in told.items() if value is not None} == {
        "bsn": "999993653",
        "naam": told["naam"],
        "geboorte": told["geboorte"],
        "geslacht": "M",
    }
    assert told["geboorte"]["plaats"] == "Thann"


def test_a_former_name_and_a_nationality_are_part_of_it() -> None:
    person = read_description(
        name="Suzanne Bakker",
        born=None,
        place=None,
        sex=None,
        nationality="0001",
        former_name="Suzanne du Moulin",
    )

    assert person.aliases == (Name(given_names="Suzanne", family_name="du Moulin"),)
    assert person.nationalities == ("0001",)


@pytest.mark.parametrize("typed", ["", "1", "00011", "NL", "１２３４"])
def test_a_nationality_is_a_code_of_four_digits(typed: str) -> None:
    with pytest.raises(WrongUsage):
        read_description(name=None, born=None, place=None, sex=None, nationality=typed)


def test_what_is_wrong_with_a_former_name_is_said_of_that_option() -> None:
    with pytest.raises(WrongUsage, match="--former-name"):
        read_description(name="Jan", born=None, place=None, sex=None, former_name=",")
