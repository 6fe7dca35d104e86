"""Comparisons: explained field by field, the same both ways, and certain of very little."""

import pytest
from hypothesis import given

from jds.persons.matching.compare import Strength
from jds.persons.matching.describe import Description
from jds.persons.matching.method import method_in_use
from tests.persons.matching.described import DESCRIPTIONS, alike, outcomes, person

_FIELDS = (
    "achternaam",
    "voornamen",
    "geboortedatum",
    "geboorteplaats",
    "geslacht",
    "nationaliteit",
    "ouders",
    "postcode",
    "woonplaats",
)
_WHOLE = {"place": "Thann", "sex": "V"}


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("Moulin", "du Moulin", "gelijk"),
        ("Jansen-de Vries", "Vries-Jansen", "gelijk"),
        ("Janssen Dijk", "Janssendijk", "gelijk"),
        ("Jansen-de Vries", "Jansen", "deel-gelijk"),
        ("Elmasri", "el Masri", "deel-gelijk"),
        ("Jansen", "Janssen", "klinkt-gelijk"),
        ("Dijkstra", "Dykstra", "klinkt-gelijk"),
        ("Bakker", "Bakkker", "klinkt-gelijk"),
        ("Hermsen", "Hermans", "lijkt"),
        ("Jansen", "Bakker", "verschilt"),
        ("Jansen", ".", "ontbreekt"),
    ],
)
def test_family_names_agree_at_a_level(one: str, other: str, outcome: str) -> None:
    assert outcomes(person("Anna", one), person("Anna", other))["achternaam"] == outcome


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("Jan", "Jan", "gelijk"),
        ("Jan Pieter", "Jan", "gelijk"),
        ("Jan-Pieter", "Janpieter", "gelijk"),
        ("Jan Pieter", "Jan Pieter", "alle-gelijk"),
        ("Cornelis", "Kees", "roepnaam"),
        ("Jan", "Hans", "roepnaam"),
        ("J.P.", "Jan Pieter", "voorletters"),
        ("J.P.", "Jan", "voorletter"),
        ("J.", "J.", "voorletter"),
        ("J.P.", "Jan Karel", "voorletter-verschilt"),
        ("J.", "Karel", "voorletter-verschilt"),
        ("Suzanne", "Suzane", "typefout"),
        ("Suzanne", "Sanne", "lijkt"),
        ("Jan Pieter", "Pieter", "andere-gelijk"),
        ("Jan Pieter", "Piet", "andere-gelijk"),
        ("Suzanne", "Pieter", "verschilt"),
        ("Suzanne", "", "ontbreekt"),
    ],
)
def test_given_names_agree_at_a_level(one: str, other: str, outcome: str) -> None:
    assert outcomes(person(one), person(other))["voornamen"] == outcome


def test_names_in_each_other_s_place_are_seen_and_weigh_less() -> None:
    turned = alike(person("Moulin", "Suzanne"), person("Suzanne", "Moulin"))
    straight = alike(person("Suzanne", "Moulin"), person("Suzanne", "Moulin"))

    assert [each.outcome for each in turned.fields[:2]] == ["verwisseld", "verwisseld"]
    assert turned.weight < straight.weight
    assert turned.strength is Strength.LIKELY


def test_a_given_name_alone_is_seen_in_the_place_of_the_family_name() -> None:
    found = outcomes(person("", "Suzanne"), person("Suzanne", "Moulin"))

    assert (found["achternaam"], found["voornamen"]) == ("ontbreekt", "verwisseld")


def test_a_common_name_tells_less_than_a_rare_one() -> None:
    common, rare = (
        alike(person("Anna", name), person("Anna", name)).fields[0].weight
        for name in ("de Jong", "Moulin")
    )

    assert common < rare


def test_two_common_names_together_are_not_common() -> None:
    double = alike(person("Anna", "Jansen-de Jong"), person("Anna", "Jansen-de Jong"))
    single = alike(person("Anna", "Jansen"), person("Anna", "Jansen"))

    assert double.fields[0].weight > single.fields[0].weight


def test_a_former_name_or_an_alias_is_as_good_as_the_name() -> None:
    known = person("Suzanne", "Bakker", aliases=(("Suzanne", "Moulin"),))

    assert outcomes(person(), known)["achternaam"] == "gelijk"


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("Den Haag", "'s-Gravenhage", "gelijk"),
        ("Amsterdam", "Amsterdm", "lijkt"),
        ("Amsterdam", "Rotterdam", "verschilt"),
        ("0518", "0599", "verschilt"),
        ("0518", "Den Haag", "ontbreekt"),
        ("Amsterdam", None, "ontbreekt"),
    ],
)
def test_places_agree_at_a_level(one: str, other: str | None, outcome: str) -> None:
    assert outcomes(person(place=one), person(place=other))["geboorteplaats"] == outcome


def test_a_slip_in_a_postcode_is_seen() -> None:
    assert outcomes(person(postcode="1234AB"), person(postcode="1243 ab"))["postcode"] == "lijkt"
    assert outcomes(person(postcode="1234AB"), person(postcode="1250AB"))["postcode"] == "verschilt"


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_a_comparison_is_the_same_in_both_directions(one: Description, other: Description) -> None:
    assert alike(one, other) == alike(other, one)


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_a_comparison_explains_the_whole_of_its_weight(
    one: Description, other: Description
) -> None:
    found = alike(one, other)

    assert tuple(each.field for each in found.fields) == _FIELDS
    assert found.weight == pytest.approx(sum(each.weight for each in found.fields), abs=1e-3)
    assert 0.0 <= found.probability <= 1.0
    assert all(each.weight == 0 for each in found.fields if each.outcome == "ontbreekt")


@given(DESCRIPTIONS)
def test_nothing_speaks_against_somebody_being_who_they_are(described: Description) -> None:
    found = alike(described, described)

    assert all(each.weight >= 0 for each in found.fields)
    assert not found.is_twinlike


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_nobody_is_nearly_certain_without_the_same_date_and_given_name(
    one: Description, other: Description
) -> None:
    found = alike(one, other)

    if found.strength is Strength.NEARLY_CERTAIN:
        said = {each.field: each.outcome for each in found.fields}
        assert said["geboortedatum"] == "gelijk"
        assert said["voornamen"] in ("gelijk", "alle-gelijk", "verwisseld")
        assert "verschilt" not in (said["geslacht"], said["ouders"], said["geboorteplaats"])
        assert not found.is_twinlike


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_twins_are_never_more_than_possible(one: Description, other: Description) -> None:
    found = alike(one, other)

    if found.is_twinlike:
        assert found.strength in (Strength.NOTHING, Strength.POSSIBLE)


@pytest.mark.parametrize("given", ["Pieter", "Sanne", "P."])
def test_a_twin_is_seen_however_much_else_is_alike(given: str) -> None:
    family = {"place": "Thann", "postcode": "1234AB", "parents": (("Anna", "Moulin"),)}
    found = alike(person("Suzanne", **family), person(given, **family))  # type: ignore[arg-type]

    assert found.is_twinlike
    assert found.strength is Strength.POSSIBLE


def test_another_sex_makes_twins_of_two_who_are_alike_in_all_else() -> None:
    found = alike(person("Robin", sex="M", place="Thann"), person("Robin", sex="V", place="Thann"))

    assert found.is_twinlike
    assert found.strength is Strength.POSSIBLE


def test_a_slip_in_a_given_name_makes_no_twin() -> None:
    found = alike(person("Suzanne", **_WHOLE), person("Suzane", **_WHOLE))  # type: ignore[arg-type]

    assert not found.is_twinlike
    assert found.strength is Strength.LIKELY


def test_a_brother_born_another_year_is_no_twin() -> None:
    assert not alike(person("Suzanne"), person("Pieter", born="19881105")).is_twinlike


@pytest.mark.parametrize(
    ("more", "strength"),
    [
        ({}, Strength.LIKELY),
        ({"place": "Thann"}, Strength.NEARLY_CERTAIN),
    ],
)
def test_a_name_and_a_date_are_not_enough_to_be_nearly_certain_among_millions(
    more: dict[str, str], strength: Strength
) -> None:
    assert alike(person(**more), person(**more)).strength is strength  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "against",
    [
        {"place": "Lyon", "town": "Thann", "postcode": "1234AB"},
        {"parents": (("Karel", "Bakker"),), "town": "Thann", "postcode": "1234AB"},
    ],
)
def test_what_speaks_against_is_never_outweighed_to_nearly_certain(
    against: dict[str, object],
) -> None:
    one = person(
        place="Thann", town="Thann", postcode="1234AB", parents=(("Anna", "Moulin"),), sex="V"
    )
    other = person(**({"sex": "V"} | against))  # type: ignore[arg-type]

    assert alike(one, other).weight >= method_in_use().join
    assert alike(one, other).strength is Strength.LIKELY


def test_a_stranger_is_not_proposed() -> None:
    assert alike(person(), person("Piet", "Bakker", "19200503")).strength is Strength.NOTHING
    assert alike(person(), Description()).strength is Strength.NOTHING


def test_a_namesake_with_another_date_is_proposed_when_the_name_is_rare() -> None:
    rare = alike(person("Suzanne", "Moulin"), person("Suzanne", "Moulin", "19520317"))
    common = alike(person("Jan", "de Jong"), person("Jan", "de Jong", "19520317"))

    assert (rare.strength, common.strength) == (Strength.POSSIBLE, Strength.NOTHING)
