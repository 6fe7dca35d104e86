"""A partly known date is a stretch of days, on the wire and in comparisons."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.partial_date import (
    UNKNOWN_DATE,
    FullDate,
    PartialDate,
    UnknownDate,
    Year,
    YearMonth,
    certainly_after,
    certainly_before,
    earliest,
    from_gba,
    latest,
    may_equal,
    to_gba,
)
from jds.domain.time import InvalidTime, LegalDay

years = st.integers(1, 9999)
few_years = st.integers(1984, 1986)
few_days = st.dates(date(1984, 11, 1), date(1986, 2, 28)).map(LegalDay)


def partial_dates(
    *, of_years: st.SearchStrategy[int], of_days: st.SearchStrategy[LegalDay]
) -> st.SearchStrategy[PartialDate]:
    return st.one_of(
        st.builds(FullDate, of_days),
        st.builds(YearMonth, jaar=of_years, maand=st.integers(1, 12)),
        st.builds(Year, of_years),
        st.just(UNKNOWN_DATE),
    )


any_partial = partial_dates(of_years=years, of_days=st.dates().map(LegalDay))
close_together = partial_dates(of_years=few_years, of_days=few_days) | few_days


def day(text: str) -> LegalDay:
    return LegalDay(date.fromisoformat(text))


def full(text: str) -> FullDate:
    return FullDate(day(text))


def december_1985() -> YearMonth:
    return YearMonth(jaar=1985, maand=12)


def is_possible(on: LegalDay, *, under: LegalDay | PartialDate) -> bool:
    first, last = earliest(under), latest(under)
    return (first is None or first <= on) and (last is None or on <= last)


# On the wire


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ('{"type":"Datum","datum":"1985-12-01"}', full("1985-12-01")),
        ('{"type":"JaarMaandDatum","jaar":1985,"maand":12}', december_1985()),
        ('{"type":"JaarDatum","jaar":1985}', Year(1985)),
        ('{"type":"DatumOnbekend","onbekend":true}', UNKNOWN_DATE),
    ],
)
def test_a_partial_date_has_the_form_of_the_population_register(
    wire: str, expected: PartialDate
) -> None:
    decoded: PartialDate = msgspec.json.decode(wire, type=PartialDate)

    assert decoded == expected
    assert msgspec.json.encode(decoded).decode() == wire


@pytest.mark.parametrize(
    "wire",
    [
        '{"type":"Datum"}',
        '{"type":"Datum","datum":"1985-12"}',
        '{"type":"Datum","datum":"1985-02-29"}',
        '{"type":"Datum","datum":"1985-12-01T00:00:00Z"}',
        '{"type":"JaarMaandDatum","jaar":1985}',
        '{"type":"JaarMaandDatum","jaar":1985,"maand":0}',
        '{"type":"JaarMaandDatum","jaar":1985,"maand":13}',
        '{"type":"JaarDatum","jaar":0}',
        '{"type":"JaarDatum","jaar":10000}',
        '{"type":"JaarDatum","jaar":"1985"}',
        '{"type":"DatumOnbekend"}',
        '{"type":"DatumOnbekend","onbekend":false}',
        '{"type":"DatumOnbekend","onbekend":1}',
        '{"type":"Jaar","jaar":1985}',
        '{"jaar":1985}',
        "19851201",
    ],
)
def test_any_other_form_is_refused(wire: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(wire, type=PartialDate)


@pytest.mark.parametrize("jaar", [1, 9999])
def test_the_first_and_the_last_year_of_the_calendar_are_years(jaar: int) -> None:
    decoded: PartialDate = msgspec.json.decode(
        f'{{"type":"JaarDatum","jaar":{jaar}}}', type=PartialDate
    )

    assert latest(decoded) == date(jaar, 12, 31)


def test_a_field_may_hold_a_plain_day_or_a_partial_date() -> None:
    for wire, expected in (
        ('"1985-12-01"', day("1985-12-01")),
        ('{"type":"JaarDatum","jaar":1985}', Year(1985)),
    ):
        assert msgspec.json.decode(wire, type=LegalDay | PartialDate) == expected


@given(any_partial)
def test_a_partial_date_survives_the_wire(when: PartialDate) -> None:
    assert msgspec.json.decode(msgspec.json.encode(when), type=PartialDate) == when


def test_an_unknown_date_cannot_be_made_to_say_that_it_is_known() -> None:
    with pytest.raises(ValueError, match="onbekend true"):
        UnknownDate(onbekend=False)


# As a stretch of days


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        (day("1985-12-01"), "1985-12-01", "1985-12-01"),
        (full("1985-12-01"), "1985-12-01", "1985-12-01"),
        (december_1985(), "1985-12-01", "1985-12-31"),
        (YearMonth(jaar=1985, maand=2), "1985-02-01", "1985-02-28"),
        (YearMonth(jaar=1984, maand=2), "1984-02-01", "1984-02-29"),
        (YearMonth(jaar=9999, maand=12), "9999-12-01", "9999-12-31"),
        (Year(1985), "1985-01-01", "1985-12-31"),
    ],
)
def test_a_date_reaches_from_the_first_to_the_last_day_it_may_be(
    when: LegalDay | PartialDate, first: str, last: str
) -> None:
    assert earliest(when) == day(first)
    assert latest(when) == day(last)


def test_an_unknown_date_is_unbounded_on_both_sides() -> None:
    assert earliest(UNKNOWN_DATE) is None
    assert latest(UNKNOWN_DATE) is None


def test_an_instant_is_no_date_of_any_kind() -> None:
    instant = LegalDay(datetime(1985, 12, 1, tzinfo=UTC))

    for bound in (earliest, latest):
        for when in (instant, FullDate(instant)):
            with pytest.raises(TypeError):
                bound(when)


# Compared


@pytest.mark.parametrize(
    ("first", "second", "is_before"),
    [
        (day("1985-11-30"), december_1985(), True),
        (day("1985-12-01"), december_1985(), False),
        (december_1985(), day("1985-12-31"), False),
        (december_1985(), day("1986-01-01"), True),
        (Year(1985), YearMonth(jaar=1986, maand=1), True),
        (Year(1985), YearMonth(jaar=1985, maand=12), False),
        (full("1985-12-01"), day("1985-12-01"), False),
        (full("1985-12-01"), full("1985-12-02"), True),
        (UNKNOWN_DATE, day("9999-12-31"), False),
        (day("0001-01-01"), UNKNOWN_DATE, False),
        (UNKNOWN_DATE, UNKNOWN_DATE, False),
    ],
)
def test_a_date_is_certainly_before_another_when_no_completion_says_otherwise(
    first: LegalDay | PartialDate, second: LegalDay | PartialDate, is_before: bool
) -> None:
    assert certainly_before(first, second) is is_before
    assert certainly_after(second, first) is is_before


def test_dates_may_be_equal_when_they_share_a_day() -> None:
    assert may_equal(december_1985(), Year(1985))
    assert may_equal(december_1985(), day("1985-12-31"))
    assert not may_equal(december_1985(), day("1986-01-01"))
    assert not may_equal(day("1985-11-30"), december_1985())
    assert may_equal(UNKNOWN_DATE, day("1985-12-01"))
    assert may_equal(UNKNOWN_DATE, UNKNOWN_DATE)


@given(close_together, close_together)
def test_of_two_dates_exactly_one_holds_before_after_or_maybe_equal(
    first: LegalDay | PartialDate, second: LegalDay | PartialDate
) -> None:
    outcomes = [
        certainly_before(first, second),
        certainly_after(first, second),
        may_equal(first, second),
    ]

    assert outcomes.count(True) == 1


@given(close_together, close_together, few_days, few_days)
def test_what_is_certain_holds_for_every_completion(
    first: LegalDay | PartialDate,
    second: LegalDay | PartialDate,
    completed_first: LegalDay,
    completed_second: LegalDay,
) -> None:
    if not is_possible(completed_first, under=first):
        return
    if not is_possible(completed_second, under=second):
        return

    assert not certainly_before(first, second) or completed_first < completed_second
    assert not certainly_after(first, second) or completed_first > completed_second
    assert completed_first != completed_second or may_equal(first, second)


# In the form of the population register's own files


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19851201", full("1985-12-01")),
        ("19840229", full("1984-02-29")),
        ("19950200", YearMonth(jaar=1995, maand=2)),
        ("19680000", Year(1968)),
        ("00000000", UNKNOWN_DATE),
    ],
)
def test_zeros_stand_for_what_is_unknown(text: str, expected: PartialDate) -> None:
    assert from_gba(text) == expected
    assert to_gba(expected) == text


def test_a_plain_day_is_written_as_a_full_date() -> None:
    assert to_gba(day("0985-02-01")) == "09850201"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "05",
        "1985",
        "1985-12-01",
        "19851301",
        "19851300",
        "19850229",
        "19851232",
        "19660013",
        "00002014",
        "00001200",
        " 19851201",
        "19851201\n",
        "١٩٨٥1201",
    ],
)
def test_any_other_text_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InvalidTime) as refusal:
        from_gba(text)

    assert f"[{len(text)}]" in refusal.value.sentence
    assert not text.strip() or text not in refusal.value.sentence


@given(any_partial)
def test_a_partial_date_survives_the_form_of_the_population_register(when: PartialDate) -> None:
    assert from_gba(to_gba(when)) == when
