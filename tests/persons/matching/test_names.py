"""Names in comparable form: what is one name written twice becomes one, what is not does not."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.blocks import Name
from jds.persons.matching.names import (
    MOST_PARTS,
    TABLES,
    comparable_name,
    differ_by_a_prefix,
    exchanged,
    family_names,
    full_name,
    given_names,
    place_name,
    similarity,
    sound,
)

_HOSTILE = Path(__file__).parents[2] / "hostile" / "blns.json"
STRINGS: list[str] = json.loads(_HOSTILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Moulin", ("moulin",)),
        ("van der Berg", ("berg",)),
        ("Van Der BERG", ("berg",)),
        ("'t Hooft", ("hooft",)),
        ("Vandenberg", ("berg",)),
        ("Vandaag", ("vandaag",)),
        ("Vantongeren", ("vantongeren",)),
        ("el Masri", ("masri",)),
        ("Jansen-de Vries", ("jansen", "vries")),
        ("Vries - Jansen", ("jansen", "vries")),
        ("Jansen e/v de Vries", ("jansen", "vries")),
        ("Jansen geb. Bakker", ("bakker", "jansen")),
        ("jonkheer van Amsberg", ("amsberg",)),
        ("de Graaf", ("graaf",)),
        ("Graaf", ("graaf",)),
        ("van der", ("vander",)),
        ("Müller", ("muller",)),
        ("IJsselmuiden", ("ijsselmuiden",)),
        ("Ĳsselmuiden", ("ijsselmuiden",)),
        ("Мулин", ("mulin",)),
        (".", ()),
        ("", ()),
        ("onbekend", ()),
        ("N.N.", ()),
        ("   ", ()),
        ("12345", ()),
    ],
)
def test_a_family_name_is_its_parts_without_prefixes_and_titles(
    written: str, parts: tuple[str, ...]
) -> None:
    assert family_names(written) == parts


def test_a_prefix_in_its_own_field_or_in_the_name_makes_no_difference() -> None:
    assert comparable_name(Name(prefix="van der", family_name="Berg")) == comparable_name(
        Name(family_name="van der Berg")
    )


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Jan Pieter", ("jan", "pieter")),
        ("Jan-Pieter", ("jan", "pieter")),
        ("J.P.", ("j", "p")),
        ("J P", ("j", "p")),
        ("J. Pieter", ("j", "pieter")),
        ("Dr. Jan", ("jan",)),
        (".", ()),
        ("NN", ()),
    ],
)
def test_given_names_stay_in_their_order_and_initials_are_one_letter(
    written: str, names: tuple[str, ...]
) -> None:
    assert given_names(written) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dijk", "Dyk"),
        ("Dijkstra", "Dykstra"),
        ("Ketelaar", "Quetelaer"),
        ("Becker", "Bekker"),
        ("Carelsen", "Karelsen"),
        ("Philips", "Filips"),
        ("Zanders", "Sanders"),
        ("Smidt", "Smit"),
        ("Smid", "Smit"),
        ("Maas", "Maes"),
        ("Groot", "Grote"),
        ("Boer", "Bour"),
        ("Janssen", "Jansen"),
        ("Vermeulen", "Fermeulen"),
        ("Yusuf", "Jusuf"),
        ("Khalid", "Chalid"),
        ("Djamila", "Jamila"),
        ("Mohammed", "Muhamad"),
        ("Dirckx", "Dirks"),
        ("Claes", "Klaas"),
        ("Meijer", "Meier"),
    ],
)
def test_spellings_of_one_sound_have_one_code(one: str, other: str) -> None:
    assert sound(family_names(one)[0]) == sound(family_names(other)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jansen", "Hansen"), ("Bakker", "Dekker"), ("Smit", "Smits"), ("Vos", "Bos")],
)
def test_other_names_keep_another_sound(one: str, other: str) -> None:
    assert sound(family_names(one)[0]) != sound(family_names(other)[0])


def test_a_name_somebody_is_called_by_leads_to_the_full_one() -> None:
    assert full_name("kees") == full_name("cornelis") == "cornelis"
    assert full_name("moulin") == "moulin"


def test_no_given_name_stands_in_two_groups() -> None:
    names = [name for group in TABLES["called"] for name in group]

    assert len(names) == len(set(names))
    assert all(given_names(name) == (name,) for name in names)


def test_a_prefix_written_into_a_name_is_seen() -> None:
    assert differ_by_a_prefix("elmasri", "masri")
    assert differ_by_a_prefix("masri", "elmasri")
    assert not differ_by_a_prefix("masri", "masri")
    assert not differ_by_a_prefix("jansen", "sen")
    # Two letters are left over by chance.
    assert not differ_by_a_prefix("deko", "ko")


def test_names_in_each_other_s_place_are_found_again() -> None:
    assert exchanged(comparable_name(Name(given_names="Moulin", family_name="Suzanne"))) == (
        comparable_name(Name(given_names="Suzanne", family_name="Moulin"))
    )
    assert exchanged(comparable_name(Name(given_names="de Vries", family_name="Jan"))) == (
        comparable_name(Name(given_names="Jan", family_name="de Vries"))
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("'s-Gravenhage", "Den Haag"),
        ("Bergen op Zoom", "Bergen-op-Zoom"),
        ("Alphen aan den Rijn", "Alphen a/d Rijn"),
        ("’s-Hertogenbosch", "Den Bosch"),
        (" 0518", "0518 "),
    ],
)
def test_a_place_has_one_form(one: str, other: str) -> None:
    assert place_name(one) == place_name(other) != ""


def test_a_code_of_a_place_stays_a_code() -> None:
    assert place_name("0518") == "0518"


@pytest.mark.parametrize("text", [*STRINGS, "\ud800", "a" * 200, "van " * 100, "é" * 300])
def test_no_text_is_too_strange_for_a_name(text: str) -> None:
    name = comparable_name(Name(given_names=text, family_name=text))

    assert all(part.isascii() and part.isalpha() and part.islower() for part in name.family)
    assert all(part.isascii() and part.isalpha() and part.islower() for part in name.given)
    assert len(name.family) <= MOST_PARTS
    assert len(name.given) <= MOST_PARTS
    assert all(sound(part) for part in (*name.family, *name.given))
    place_name(text)


@given(st.text(max_size=60))
def test_what_is_in_comparable_form_stays_as_it_is(text: str) -> None:
    family = family_names(text)
    assert family_names("-".join(family)) == family
    first = given_names(text)
    assert given_names(" ".join(first)) == first


@given(st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), min_size=1, max_size=4))
def test_a_double_name_is_the_same_in_any_order(parts: list[str]) -> None:
    assert family_names("-".join(parts)) == family_names("-".join(reversed(parts)))


@given(st.text(alphabet="abcdefgh", max_size=12), st.text(alphabet="abcdefgh", max_size=12))
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0.0 <= similarity(one, other) <= 1.0
