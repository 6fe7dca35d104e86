"""The Dutch normaliser: prefixes, spellings, double names, initials, unknown and long names."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.persons.matching.names import (
    MOST_PARTS,
    PersonName,
    exchanged,
    family_names,
    given_names,
    similarity,
    sound,
)

NASTY = json.loads(
    (Path(__file__).parents[2] / "hostile" / "blns.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("van der Meijden", "Meijden"),
        ("'t Hart", "Hart"),
        ("op den Akker", "Akker"),
        ("el Amrani", "Amrani"),
        ("ben Ali", "Ali"),
        ("Jansen-de Vries", "de Vries - Jansen"),
        ("Jansen/Vries", "Vries-Jansen"),
        ("Ĳsbrand", "IJsbrand"),
        ("Öztürk", "OZTURK"),
        ("Łukasz", "Lukasz"),
        ("jonkheer van Amsberg", "Amsberg"),
    ],
)
def test_one_family_name_is_one_however_it_is_written(one: str, other: str) -> None:
    assert family_names(one) == family_names(other) != ()


@pytest.mark.parametrize("text", ["", ".", " ", "-", "Onbekend", "'", "N.N."])
def test_a_name_that_is_not_known_is_nothing(text: str) -> None:
    assert family_names(text) == ()


def test_a_name_that_is_only_a_prefix_stays_a_name() -> None:
    assert family_names("Van Den") == ("vanden",)


def test_initials_are_given_names_of_one_letter() -> None:
    assert given_names("J.P.") == ("j", "p")
    assert given_names("Jan Pieter") == ("jan", "pieter")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meijer", "meyer"),
        ("meijer", "meier"),
        ("philips", "filips"),
        ("dirckx", "dirks"),
        ("zwart", "swart"),
        ("brandt", "brant"),
        ("visser", "fisser"),
        ("jansen", "janssen"),
        ("claes", "klaas"),
        ("huizinga", "huisinga"),
    ],
)
def test_spellings_of_one_sound_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"), [("bakker", "jansen"), ("moulin", "kok"), ("bos", "vos")]
)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_a_name_of_190_characters_is_read_and_has_few_parts() -> None:
    long = "-".join(["Sierksma", "Vredeveld", "Quispel", "Ypma", "Hoekstra"] * 5)[:190]

    assert 1 <= len(family_names(long)) <= MOST_PARTS


@pytest.mark.parametrize("text", NASTY)
def test_no_text_is_too_nasty(text: str) -> None:
    for part in (*family_names(text), *given_names(text)):
        assert part.isascii()
        assert part.isalpha()
        assert sound(part)


@given(st.text(max_size=300))
def test_any_text_has_a_plain_form_that_stays_what_it_is(text: str) -> None:
    for part in family_names(text):
        assert part == part.lower()
        assert part.isalpha()
        # A form is a form of itself, unless what is left reads as a prefix or as not known.
        again = family_names(part)
        assert again in ((part,), ())


@given(st.lists(st.text("abdijklorsuyzéßłø' ", max_size=20), max_size=4))
def test_the_order_of_a_double_name_makes_no_difference(parts: list[str]) -> None:
    assert family_names(" - ".join(parts)) == family_names(" - ".join(reversed(parts)))


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=12), st.text("abcdefgh", max_size=12))
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert similarity(one, one) == 1.0 or not one


def test_exchanging_given_and_family_names_twice_gives_the_name_again() -> None:
    name = PersonName(("suzanne",), ("moulin",))

    assert exchanged(exchanged(name)) == name
    assert exchanged(name) == PersonName(("moulin",), ("suzanne",))
