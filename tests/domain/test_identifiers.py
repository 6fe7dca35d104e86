"""Numbers are read into one form, tested as their issuers test them, and never repeated.

Every number of a person here comes from the published test set of the population register, or from
the 9999 series that set uses.
"""

from collections.abc import Callable

import pytest
import stdnum.nl.bsn
from hypothesis import example, given
from hypothesis import strategies as st

from jds.domain.identifiers import (
    Ecli,
    InvalidIdentifier,
    Skn,
    SourceUrn,
    VNumber,
    is_a_number,
    is_bsn,
    is_ecli,
    is_oin,
    is_rsin,
    is_skn,
    is_source_urn,
    is_usual_skn,
    is_usual_v_number,
    is_v_number,
    organisation_of,
    parse_a_number,
    parse_bsn,
    parse_ecli,
    parse_oin,
    parse_rsin,
    parse_skn,
    parse_source_urn,
    parse_v_number,
)
from jds.errors import BadRequest

KINDS: list[tuple[Callable[[str], str], Callable[[str], bool]]] = [
    (parse_bsn, is_bsn),
    (parse_rsin, is_rsin),
    (parse_skn, is_skn),
    (parse_v_number, is_v_number),
    (parse_a_number, is_a_number),
    (parse_oin, is_oin),
    (parse_source_urn, is_source_urn),
    (parse_ecli, is_ecli),
]
PARSERS = [parse for parse, _ in KINDS]

TEST_BSNS = ["999993653", "999990639", "999991723", "999999333", "000009878"]
TEST_A_NUMBERS = ["8940402024", "8320968431", "5212476312", "9603704618", "1281789298"]
SOURCE = "urn:nld:oin:00000001000000000001:systeem:gps"

test_series = st.text("0123456789", min_size=5, max_size=5).map(lambda tail: "9999" + tail)
near_numbers = st.text("0123456789 .-/:ECLINrbgel²٣", max_size=24)


# BSN


@pytest.mark.parametrize("bsn", TEST_BSNS)
def test_the_bsn_of_a_test_person_is_valid(bsn: str) -> None:
    assert is_bsn(bsn)
    assert parse_bsn(bsn) == bsn


@pytest.mark.parametrize("bsn", TEST_BSNS)
def test_changing_any_one_digit_of_a_bsn_makes_it_invalid(bsn: str) -> None:
    for place, digit in enumerate(bsn):
        for other in set("0123456789") - {digit}:
            assert not is_bsn(bsn[:place] + other + bsn[place + 1 :])


@pytest.mark.parametrize("bsn", TEST_BSNS)
def test_exchanging_two_neighbours_in_a_bsn_makes_it_invalid(bsn: str) -> None:
    for place in range(8):
        exchanged = bsn[:place] + bsn[place + 1] + bsn[place] + bsn[place + 2 :]
        assert is_bsn(exchanged) == (exchanged == bsn)


@given(test_series)
def test_the_bsn_test_agrees_with_a_second_implementation(text: str) -> None:
    assert is_bsn(text) == stdnum.nl.bsn.is_valid(text)


def test_a_bsn_of_eight_digits_gets_a_zero_in_front() -> None:
    assert parse_bsn("00009878") == "000009878"
    assert not is_bsn("00009878")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "000000000",
        "00000000",
        "010008579",
        "9999936530",
        "0999993653",
        "0009878",
        " 999993653",
        "999993653\n",
        "9999.93.653",
        "99999365３",
        "99999365²",
        "٩٩٩٩٩٣٦٥٣",
        "+99993653",
        "9999936_3",
        ";00009878",  # `;` lies eleven places beyond `0`
    ],
)
def test_any_other_text_is_no_bsn(text: str) -> None:
    assert not is_bsn(text)
    with pytest.raises(InvalidIdentifier, match=r"citizen service number \(BSN\)"):
        parse_bsn(text)


# RSIN


def test_an_rsin_passes_the_same_test_as_a_bsn_and_is_never_padded() -> None:
    assert parse_rsin("999993653") == "999993653"
    for text in ("010008579", "00009878"):
        with pytest.raises(InvalidIdentifier, match=r"legal person \(RSIN\)"):
            parse_rsin(text)


# SKN and V-number


@pytest.mark.parametrize("text", ["1", "1234567", "12345678", "123456789012345", "0000001"])
def test_up_to_fifteen_digits_may_be_a_number_of_the_chain(text: str) -> None:
    assert parse_skn(text) == text
    assert parse_v_number(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "0", "0000000", "1234567890123456", "12345a7", " 1234567", "1234567\n", "-123456", "١٢"],
)
def test_any_other_text_is_no_number_of_the_chain(text: str) -> None:
    with pytest.raises(InvalidIdentifier, match=r"\(SKN\)"):
        parse_skn(text)
    with pytest.raises(InvalidIdentifier, match=r"\(V-number\)"):
        parse_v_number(text)


def test_an_skn_keeps_its_leading_zeros() -> None:
    assert parse_skn("0123456") != parse_skn("123456")


def test_an_skn_of_seven_or_eight_digits_is_usual() -> None:
    usual = [length for length in range(1, 16) if is_usual_skn(Skn("1" * length))]

    assert usual == [7, 8]


def test_a_v_number_of_ten_digits_is_usual() -> None:
    usual = [length for length in range(1, 16) if is_usual_v_number(VNumber("1" * length))]

    assert usual == [10]


# A-number


@pytest.mark.parametrize("a_number", TEST_A_NUMBERS)
def test_the_a_number_of_a_test_person_is_valid(a_number: str) -> None:
    assert parse_a_number(a_number) == a_number


@pytest.mark.parametrize("a_number", TEST_A_NUMBERS)
def test_changing_any_one_digit_of_an_a_number_makes_it_invalid(a_number: str) -> None:
    for place, digit in enumerate(a_number):
        for other in set("0123456789") - {digit}:
            assert not is_a_number(a_number[:place] + other + a_number[place + 1 :])


def test_an_a_number_must_pass_both_tests() -> None:
    # Digits 9 and 2 add up to 11, weighed to 13; 9 and 1 add up to 10, weighed to 11.
    assert not is_a_number("9200000000")
    assert not is_a_number("9100000000")


def test_the_digits_of_an_a_number_may_leave_five() -> None:
    # Digits 1, 3 and 1 add up to 5, weighed to 128 * 11.
    assert is_a_number("0000000131")
    # Digits 1, 4 and 6 add up to 11, weighed to 384 * 11.
    assert is_a_number("0000000146")


@pytest.mark.parametrize(
    "text",
    ["", "0000000000", "894040202", "89404020240", " 8940402024", "894040202٤", "8940402O24"],
)
def test_any_other_text_is_no_a_number(text: str) -> None:
    with pytest.raises(InvalidIdentifier, match=r"\(A-number\)"):
        parse_a_number(text)


# Organisations and sources


def test_an_oin_is_twenty_digits() -> None:
    assert parse_oin("00000001823288444000") == "00000001823288444000"
    for text in ("", "0000000182328844400", "000000018232884440000", "0000000182328844400x"):
        with pytest.raises(InvalidIdentifier, match=r"\(OIN\)"):
            parse_oin(text)


@pytest.mark.parametrize("name", ["gps", "GPS-2", "compas_oud", "a", "x" * 64, "v1.2~3"])
def test_a_source_is_a_system_of_an_organisation(name: str) -> None:
    text = f"urn:nld:oin:00000001000000000001:systeem:{name}"

    assert parse_source_urn(text) == text
    assert organisation_of(SourceUrn(text)) == "00000001000000000001"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "urn:nld:oin:00000001000000000001:systeem:",
        "urn:nld:oin:00000001000000000001:systeem:" + "x" * 65,
        "urn:nld:oin:00000001000000000001:systeem:a b",
        "urn:nld:oin:00000001000000000001:systeem:a:b",
        "urn:nld:oin:00000001000000000001:systeem:../etc",
        "urn:nld:oin:00000001000000000001:systeem:a/b",
        "urn:nld:oin:00000001000000000001:systeem:é",
        "urn:nld:oin:00000001000000000001:systeem:gps\n",
        "urn:nld:oin:00000001000000000001:gps",
        "urn:nld:oin:0000000100000000001:systeem:gps",
        "urn:nld:oin:0000000100000000000１:systeem:gps",
        "URN:NLD:OIN:00000001000000000001:SYSTEEM:gps",
        " " + SOURCE,
    ],
)
def test_any_other_text_names_no_source(text: str) -> None:
    assert not is_source_urn(text)
    with pytest.raises(InvalidIdentifier, match="name of a source"):
        parse_source_urn(text)


def test_sources_whose_names_differ_in_case_are_different() -> None:
    assert parse_source_urn(SOURCE) != parse_source_urn(SOURCE[:-3] + "GPS")


# Judgments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ECLI:NL:RBGEL:2016:3177", "ECLI:NL:RBGEL:2016:3177"),
        ("ecli:nl:rbgel:2016:3177", "ECLI:NL:RBGEL:2016:3177"),
        ("Ecli:NL:hr:2010:bm2449", "ECLI:NL:HR:2010:BM2449"),
        ("ECLI:NL:XX:1900:A.1", "ECLI:NL:XX:1900:A.1"),
        ("ECLI:NL:ABCDEF7:2016:" + "9" * 25, "ECLI:NL:ABCDEF7:2016:" + "9" * 25),
    ],
)
def test_an_ecli_is_written_in_upper_case(text: str, expected: str) -> None:
    assert parse_ecli(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ECLI:NL:RBGEL:2016",
        "ECLI:NL:RBGEL:2016:",
        "ECLI:NL:RBGEL:2016:3177:1",
        "ECLI:NL:RBGEL:16:3177",
        "ECLI:NL:RBGEL:2016:" + "9" * 26,
        "ECLI:NL:RBGEL:2016:31 77",
        "ECLI:NL:RBGEL:2016:31-77",
        "ECLI:NL::2016:3177",
        "ECLI:NL:1HR:2016:3177",
        "ECLI:NL:ABCDEFGH:2016:3177",
        "ECLI:CE:ECHR:2016:1213JUD004173810",
        "NL:RBGEL:2016:3177",
        " ECLI:NL:RBGEL:2016:3177",
        "ECLI:NL:RBGEL:2016:3177\n",
        "ECLI:NL:RBGEL:2016:ſ177",
        "ECLI:NL:RBGEL:٢٠١٦:3177",
    ],
)
def test_any_other_text_is_no_dutch_ecli(text: str) -> None:
    with pytest.raises(InvalidIdentifier, match=r"\(ECLI\)"):
        parse_ecli(text)


def test_only_upper_case_is_the_canonical_ecli() -> None:
    assert is_ecli(Ecli("ECLI:NL:RBGEL:2016:3177"))
    assert not is_ecli("ecli:nl:rbgel:2016:3177")


# All kinds


@pytest.mark.parametrize(("parse", "is_valid"), KINDS)
@given(text=near_numbers | test_series)
@example(text=TEST_BSNS[0])
@example(text=TEST_A_NUMBERS[0])
@example(text="00000001823288444000")
@example(text=SOURCE)
@example(text="ECLI:NL:RBGEL:2016:3177")
@example(text="ecli:nl:rbgel:2016:3177")
def test_a_text_is_valid_exactly_when_reading_it_changes_nothing(
    parse: Callable[[str], str], is_valid: Callable[[str], bool], text: str
) -> None:
    try:
        canonical = parse(text)
    except InvalidIdentifier:
        assert not is_valid(text)
    else:
        assert is_valid(canonical)
        assert parse(canonical) == canonical
        assert is_valid(text) == (text == canonical)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("text", ["999993653x", "8940402024 ", "ECLI:NL:RBGEL:2016:3177/1"])
def test_a_refusal_names_the_kind_and_never_the_number(
    parse: Callable[[str], str], text: str
) -> None:
    with pytest.raises(InvalidIdentifier) as refusal:
        parse(text)

    assert isinstance(refusal.value, BadRequest)
    assert refusal.value.code == "invalid-identifier"
    assert refusal.value.kind in refusal.value.sentence
    assert text.strip() not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None
