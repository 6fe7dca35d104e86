"""Birth dates: as far as they are known, and with the mistakes people make in writing them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.blocks import DayOrPart
from jds.domain.partial_date import UNKNOWN_DATE, FullDate, Year, YearMonth
from jds.domain.time import LegalDay
from jds.persons.matching.births import (
    birth_text,
    compare_births,
    is_full,
    months_near,
    read_birth,
    slips_of,
)

_DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2030, 12, 31)).map(
    lambda day: day.strftime("%Y%m%d")
)
_KNOWN = st.builds(
    lambda day, known: day[:known] + "0" * (8 - known), _DAYS, st.sampled_from((4, 6, 8))
)
_BIRTHS = st.one_of(st.just(""), _KNOWN)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (LegalDay(date(1985, 12, 1)), "19851201"),
        (FullDate(datum=LegalDay(date(1985, 12, 1))), "19851201"),
        (YearMonth(jaar=1985, maand=12), "19851200"),
        (Year(jaar=1985), "19850000"),
        (UNKNOWN_DATE, ""),
        (None, ""),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(when: DayOrPart | None, text: str) -> None:
    assert birth_text(when) == text
    assert is_full(text) == (text == "19851201")


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("19851201", "19851201", "gelijk"),
        ("19850101", "19850101", "gelijk-veelgebruikt"),
        ("19850701", "19850701", "gelijk-veelgebruikt"),
        ("19850102", "19850102", "gelijk"),
        ("19851201", "19850112", "verwisseld"),
        ("19851201", "19861201", "jaar-scheelt-een"),
        ("19851201", "19871201", "typefout"),
        ("19851201", "19851211", "typefout"),
        ("19851210", "19851201", "typefout"),  # two neighbours exchanged
        ("19851201", "19881231", "lijkt"),
        ("19851203", "19861130", "dagen-verschil"),
        ("19851203", "19861127", "maand-verschil"),
        ("19851203", "19951103", "maand-verschil"),
        ("19851203", "19861030", "maanden-verschil"),
        ("19851203", "19860128", "maanden-verschil"),
        ("19851203", "19840920", "verschilt"),
        ("19851203", "19870303", "verschilt"),
        ("19850000", "19851201", "jaar-gelijk"),
        ("19851200", "19851201", "maand-gelijk"),
        ("19851200", "19851200", "maand-gelijk"),
        ("19850000", "19860101", "lijkt"),
        ("19850000", "19870101", "verschilt"),
        ("19851200", "19851101", "verschilt"),
        ("19851200", "19861201", "lijkt"),
        ("19851200", "19861101", "verschilt"),
        ("", "19851201", None),
        ("", "", None),
    ],
)
def test_two_dates_agree_at_a_level(one: str, other: str, level: str | None) -> None:
    assert compare_births(one, other) == level
    assert compare_births(other, one) == level


@given(_BIRTHS, _BIRTHS)
def test_dates_agree_the_same_in_both_directions(one: str, other: str) -> None:
    assert compare_births(one, other) == compare_births(other, one)


@given(_DAYS, st.sampled_from((4, 6)))
def test_a_date_never_contradicts_what_is_known_of_it(day: str, known: int) -> None:
    part = day[:known] + "0" * (8 - known)

    assert compare_births(day, part) in ("jaar-gelijk", "maand-gelijk")


@given(_DAYS)
def test_every_slip_is_a_date_that_is_seen_as_one_mistake(day: str) -> None:
    slips = list(slips_of(day))

    assert len(set(slips)) == len(slips)
    assert day not in slips
    assert f"{day[:6]}00" in slips
    assert f"{day[:4]}0000" in slips
    for slip in slips:
        assert read_birth(slip)
        assert compare_births(day, slip) not in (None, "gelijk", "lijkt", "verschilt")


@given(_DAYS, _DAYS)
def test_whatever_is_seen_as_one_mistake_is_a_slip(one: str, other: str) -> None:
    level = compare_births(one, other)

    # A century is not tried: nobody is asked about who is a hundred years older.
    if level in ("verwisseld", "jaar-scheelt-een", "typefout") and one[:2] == other[:2]:
        assert other in slips_of(one)


def test_nothing_is_tried_on_a_date_that_is_not_known_to_the_day() -> None:
    assert list(slips_of("19851200")) == list(slips_of("")) == []


@given(_DAYS, _DAYS)
def test_dates_about_a_month_apart_lie_in_months_near(one: str, other: str) -> None:
    if compare_births(one, other) in ("dagen-verschil", "maand-verschil"):
        assert other[:6] in months_near(one)


def test_months_near_go_round_the_year() -> None:
    assert {"198501", "198512", "198502", "198601", "197501"} <= set(months_near("19850115"))
    assert len(set(months_near("19850115"))) == 15
    assert list(months_near("19850000")) == list(months_near("")) == []


@pytest.mark.parametrize("text", ["", "1985", "19851301", "00000000", "19850013", "aaaaaaaa"])
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert not read_birth(text)
