"""Comparing descriptions: symmetric, explained, and never certain about twins."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert

from jds.domain.blocks import Person
from jds.persons.matching.births import birth_text, compare_births, slips_of
from jds.persons.matching.compare import Comparison, Strength, compare
from jds.persons.matching.describe import Description, describe, from_text, to_text
from jds.persons.matching.keys import keys_of, search_keys
from jds.persons.matching.method import method_in_use

METHOD = method_in_use()
BORN = {"type": "Datum", "datum": "1985-12-01"}


def described(
    given_names: str = "Suzanne Maria",
    family: str = "Moulin",
    born: str | dict[str, Any] | None = "1985-12-01",
    **more: Any,
) -> Description:
    date = {"type": "Datum", "datum": born} if isinstance(born, str) else born
    wire = {
        "naam": {"voornamen": given_names, "geslachtsnaam": family},
        **({} if date is None else {"geboorte": {"datum": date, "plaats": "Thann"}}),
        **more,
    }
    return describe(convert(wire, type=Person))


def outcomes(comparison: Comparison) -> dict[str, str]:
    return {each.field: each.outcome for each in comparison.fields}


def test_the_same_description_is_nearly_certain_and_no_more() -> None:
    fit = compare(described(geslacht="V"), described(geslacht="V"), method=METHOD)

    assert fit.strength is Strength.NEARLY_CERTAIN
    assert 0.9 < fit.probability < 1


@pytest.mark.parametrize(
    "twin",
    [
        described("Sanne Maria", geslacht="V"),
        described("Willem", geslacht="M"),
        described(geslacht="M"),
    ],
    ids=["another-name", "another-name-and-sex", "another-sex"],
)
def test_what_looks_like_a_twin_is_never_nearly_certain(twin: Description) -> None:
    parents = [{"naam": {"voornamen": "Anna", "geslachtsnaam": "Moulin"}}]
    one = described(geslacht="V", ouders=parents)

    fit = compare(one, twin, method=METHOD)

    assert fit.is_twinlike
    assert fit.strength is not Strength.NEARLY_CERTAIN


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("geslacht", {"geslacht": "M"}),
        (
            "geboorteplaats",
            {"geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}, "plaats": "Zwolle"}},
        ),
        ("ouders", {"ouders": [{"naam": {"voornamen": "Petra", "geslachtsnaam": "Kok"}}]}),
    ],
)
def test_what_contradicts_is_never_nearly_certain(field: str, other: dict[str, Any]) -> None:
    one = described(
        geslacht="V", ouders=[{"naam": {"voornamen": "Anna", "geslachtsnaam": "Moulin"}}]
    )

    fit = compare(one, described(**other), method=METHOD)

    assert outcomes(fit)[field] == "verschilt"
    assert fit.strength is not Strength.NEARLY_CERTAIN


def test_what_is_not_stated_speaks_neither_for_nor_against() -> None:
    bare, full = described(), described(geslacht="V", nationaliteiten=["0001"])

    weights = {each.field: each.weight for each in compare(bare, full, method=METHOD).fields}

    assert weights["geslacht"] == weights["nationaliteit"] == weights["ouders"] == 0


def test_a_common_family_name_speaks_for_less_than_a_rare_one() -> None:
    common = compare(described(family="de Vries"), described(family="de Vries"), method=METHOD)
    rare = compare(described(), described(), method=METHOD)

    assert common.weight < rare.weight


def test_thresholds_make_joining_harder_than_staying_and_staying_than_proposing() -> None:
    assert METHOD.propose < METHOD.stay < METHOD.join


def test_the_weight_is_the_sum_of_what_each_field_says() -> None:
    fit = compare(described(), described("Sanne", "Moelin", "1985-01-12"), method=METHOD)

    assert fit.weight == pytest.approx(sum(each.weight for each in fit.fields), abs=0.01)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("19851201", "19851201", "gelijk"),
        ("19850112", "19851201", "verwisseld"),
        ("19851201", "19861201", "jaar-scheelt-een"),
        ("19851201", "19851207", "typefout"),
        ("19851201", "19851200", "maand-gelijk"),
        ("19851201", "19850000", "jaar-gelijk"),
        ("19851201", "19851100", "verschilt"),
        ("19851201", "19400615", "verschilt"),
        ("19851201", "", None),
    ],
)
def test_birth_dates_agree_as_far_as_they_are_known(
    one: str, other: str, level: str | None
) -> None:
    assert compare_births(one, other) == level
    assert compare_births(other, one) == level


DATES = st.dates().map(lambda day: f"{day.year:04}{day.month:02}{day.day:02}")


@given(DATES)
def test_every_slip_of_a_date_is_another_date_and_leads_to_it(birth: str) -> None:
    slips = list(slips_of(birth))

    assert len(slips) == len(set(slips))
    assert birth not in slips
    assert birth[:6] + "00" in slips
    assert all(compare_births(birth, slip) != "verschilt" for slip in slips)


NAMES = st.sampled_from(
    ("Moulin", "de Vries", "Vries-Jansen", "Öztürk", ".", "", "J.P.", "Jan Pieter", "Suzanne")
)
BIRTHS = st.one_of(
    st.none(),
    st.dates().map(lambda day: {"type": "Datum", "datum": day.isoformat()}),
    st.builds(lambda year: {"type": "JaarDatum", "jaar": year}, st.integers(1900, 2020)),
    st.just({"type": "DatumOnbekend", "onbekend": True}),
)
DESCRIPTIONS = st.builds(
    lambda given_names, family, born, sex: described(
        given_names, family, born, **({} if sex is None else {"geslacht": sex})
    ),
    NAMES,
    NAMES,
    BIRTHS,
    st.sampled_from((None, "M", "V", "O")),
)


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_comparing_is_the_same_both_ways(one: Description, other: Description) -> None:
    assert compare(one, other, method=METHOD) == compare(other, one, method=METHOD)


@given(DESCRIPTIONS)
def test_a_description_comes_back_from_the_index_as_it_went_in(one: Description) -> None:
    assert from_text(to_text(one)) == one


@given(DESCRIPTIONS)
def test_who_is_described_in_full_is_found_under_the_same_description(one: Description) -> None:
    keys = search_keys(one)
    looked = {*keys.by_birth, *keys.by_slip, *keys.by_name, *keys.by_month, *keys.by_family}

    assert one.is_empty or looked & keys_of(one)


@given(DATES)
def test_a_date_is_written_as_the_population_register_writes_it(birth: str) -> None:
    wire = {
        "geboorte": {"datum": {"type": "Datum", "datum": f"{birth[:4]}-{birth[4:6]}-{birth[6:]}"}}
    }
    person = convert(wire, type=Person)

    assert person.birth is not None
    assert birth_text(person.birth.on) == birth
