"""A case number is its three parts, however it is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.case_number import (
    OFFICES,
    CaseNumber,
    Evidence,
    canonical_or_none,
    is_known_office,
    parse_case_number,
)
from jds.domain.identifiers import InvalidIdentifier

NUMBER = CaseNumber(office="05", serial="780109", year="25")
NO_CASE_NUMBERS = [
    "",
    "05/780109",
    "5/780109-25",
    "05/78010-25",
    "05/7801090-25",
    "05/780109-2025",
    "05//780109-25",
    "05/780109--25",
    "05 / 780109 - 25",
    "05_780109_25",
    "O5/780109-25",
    "٠٥/780109-25",
    "05/78010９-25",
    "05/780109-2²",
    "parketnummer 05/780109-25",
    "05/780109-25\n05/780109-25",
]


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


numbers = st.builds(CaseNumber, office=digits(2), serial=digits(6), year=digits(2))
separators = st.sampled_from(["", "/", "-", ".", " "])
surroundings = st.sampled_from(["", " ", "\t", "\n", "\u00a0"])


@pytest.mark.parametrize(
    "text",
    [
        "05/780109-25",
        "05-780109-25",
        "05.780109.25",
        "05 780109 25",
        "0578010925",
        "05/780109/25",
        "  05/780109-25\n",
    ],
)
def test_a_case_number_is_read_in_every_spelling_seen(text: str) -> None:
    assert parse_case_number(text) == NUMBER
    assert canonical_or_none(text) == "05/780109-25"


@given(numbers, separators, separators, surroundings, surroundings)
def test_every_spelling_of_one_number_is_the_same_number(
    number: CaseNumber, after_office: str, before_year: str, left: str, right: str
) -> None:
    spelled = f"{left}{number.office}{after_office}{number.serial}{before_year}{number.year}{right}"

    assert parse_case_number(spelled) == number
    assert canonical_or_none(spelled) == number.canonical()


@given(numbers, numbers)
def test_different_numbers_have_different_canonical_forms(
    first: CaseNumber, second: CaseNumber
) -> None:
    assert (first == second) == (first.canonical() == second.canonical())


def test_the_canonical_form_has_a_slash_and_a_dash() -> None:
    assert NUMBER.canonical() == "05/780109-25"
    assert parse_case_number("13-846013-25").canonical() == "13/846013-25"


@pytest.mark.parametrize("text", NO_CASE_NUMBERS)
def test_any_other_text_is_no_case_number(text: str) -> None:
    assert canonical_or_none(text) is None
    with pytest.raises(InvalidIdentifier, match="parketnummer"):
        parse_case_number(text)


def test_a_refusal_never_repeats_the_case_number() -> None:
    with pytest.raises(InvalidIdentifier) as refusal:
        parse_case_number("13/846013-2025")

    assert "846013" not in str(refusal.value)


@pytest.mark.parametrize(
    ("office", "serial", "year"),
    [
        ("5", "780109", "25"),
        ("05", "78010", "25"),
        ("05", "780109", "2025"),
        ("05/7", "80109", "25"),
    ],
)
def test_the_parts_have_their_fixed_lengths(office: str, serial: str, year: str) -> None:
    with pytest.raises(InvalidIdentifier):
        CaseNumber(office=office, serial=serial, year=year)


def test_a_case_of_an_unknown_office_is_a_case() -> None:
    assert not is_known_office("99")
    assert parse_case_number("99/000001-25").office == "99"


def test_every_office_stands_under_its_own_code_of_two_digits() -> None:
    for code, office in OFFICES.items():
        assert office.code == code
        assert parse_case_number(f"{code}/000001-25").office == code
        assert office.name


def test_the_offices_seen_in_judgments_are_marked_as_such() -> None:
    seen = {code for code, office in OFFICES.items() if office.evidence is Evidence.JUDGMENT}

    assert seen == {"02", "05", "09", "13", "15", "18", "20", "21", "23"}


def test_offices_that_were_merged_away_are_still_known() -> None:
    closed = {code for code, office in OFFICES.items() if office.is_closed}

    assert closed == {"04", "06", "07", "11", "12", "14", "17", "19", "24"}
    assert all(is_known_office(code) for code in closed)
