"""Days and instants never mix, and each is read and written in one way."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jds.domain.time import (
    Duration,
    Instant,
    InvalidTime,
    LegalDay,
    add_days,
    amsterdam_day,
    as_instant,
    as_legal_day,
    day_from_text,
    duration_from_text,
    instant_from_text,
    instant_to_text,
    start_of_day,
)

TYPED_BY_MISTAKE = "999993653"


def day(text: str) -> LegalDay:
    return LegalDay(date.fromisoformat(text))


def at(text: str) -> Instant:
    return Instant(datetime.fromisoformat(text))


any_day = st.dates().map(LegalDay)
day_of_our_times = st.dates(date(1850, 1, 1), date(2200, 1, 1)).map(LegalDay)
offsets = st.timedeltas(timedelta(hours=-23, minutes=-59), timedelta(hours=23, minutes=59))
any_instant = st.datetimes(timezones=st.just(UTC)).map(Instant)


# Days and instants are different things


def test_a_date_is_a_legal_day() -> None:
    assert as_legal_day(date(2025, 7, 17)) == date(2025, 7, 17)


def test_a_datetime_is_never_a_legal_day() -> None:
    with pytest.raises(TypeError, match="not a datetime"):
        as_legal_day(datetime(2025, 7, 17, tzinfo=UTC))


def test_a_day_is_never_an_instant() -> None:
    with pytest.raises(TypeError, match="not a date"):
        as_instant(date(2025, 7, 17))  # type: ignore[arg-type]


def test_a_moment_without_an_offset_is_no_instant() -> None:
    with pytest.raises(InvalidTime, match="without an offset"):
        as_instant(datetime(2025, 7, 17, 9, 0))  # noqa: DTZ001 - the fault under test


def test_an_instant_is_in_utc_whatever_offset_it_came_with() -> None:
    two_hours_ahead = timezone(timedelta(hours=2))

    instant = as_instant(datetime(2025, 7, 17, 1, 0, tzinfo=two_hours_ahead))

    assert instant.isoformat() == "2025-07-16T23:00:00+00:00"


def test_a_moment_before_the_calendar_in_utc_is_refused() -> None:
    ahead = timezone(timedelta(hours=1))

    with pytest.raises(InvalidTime, match="outside the years 1 to 9999"):
        as_instant(datetime(1, 1, 1, 0, 59, tzinfo=ahead))

    assert as_instant(datetime(1, 1, 1, 1, 0, tzinfo=ahead)) == datetime(1, 1, 1, tzinfo=UTC)


# Instants as text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-07-05T00:00:00Z", "2025-07-05T00:00:00+00:00"),
        ("2025-07-05t00:00:00z", "2025-07-05T00:00:00+00:00"),
        ("2025-07-05T02:00:00+02:00", "2025-07-05T00:00:00+00:00"),
        ("2025-07-04T14:30:00-09:30", "2025-07-05T00:00:00+00:00"),
        ("2025-07-05T00:00:00-00:00", "2025-07-05T00:00:00+00:00"),
        ("2025-07-05T00:00:00.5Z", "2025-07-05T00:00:00.500000+00:00"),
        ("2025-07-05T00:00:00.000001Z", "2025-07-05T00:00:00.000001+00:00"),
        ("2025-07-05T23:59:59.9999999999Z", "2025-07-05T23:59:59.999999+00:00"),
    ],
)
def test_a_moment_of_rfc_3339_is_read_into_utc(text: str, expected: str) -> None:
    assert instant_from_text(text).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-07-05",
        "2025-07-05T00:00:00",
        "2025-07-05T00:00Z",
        "2025-07-05 00:00:00Z",
        "2025-07-05T00:00:00 Z",
        " 2025-07-05T00:00:00Z",
        "2025-07-05T00:00:00Z\n",
        "2025-07-05T00:00:00.Z",
        "2025-07-05T00:00:00,5Z",
        "2025-07-05T00:00:00+0200",
        "2025-07-05T00:00:00+02",
        "2025-07-05T00:00:00+24:00",
        "2025-07-05T00:00:00+02:60",
        "2025-07-05T24:00:00Z",
        "2025-07-05T23:60:00Z",
        "2025-07-05T23:59:61Z",
        "2025-06-31T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "20250705T000000Z",
        "2025-W27-6T00:00:00Z",
        "٢٠٢٥-07-05T00:00:00Z",
        TYPED_BY_MISTAKE,
    ],
)
def test_any_other_text_is_no_moment(text: str) -> None:
    with pytest.raises(InvalidTime):
        instant_from_text(text)


def test_a_leap_second_keeps_its_day_and_its_place_in_the_order() -> None:
    leap = instant_from_text("2016-12-31T23:59:60Z")

    assert instant_from_text("2016-12-31T23:59:59.9Z") < leap
    assert leap < instant_from_text("2017-01-01T00:00:00Z")
    assert leap == instant_from_text("2017-01-01T00:59:60+01:00")
    assert leap == instant_from_text("2016-12-31T23:59:60.25Z")


@pytest.mark.parametrize(
    "text",
    [
        "2016-12-30T23:59:60Z",
        "2016-12-31T22:59:60Z",
        "2016-12-31T23:58:60Z",
        "2016-12-31T23:59:60+01:00",
    ],
)
def test_a_leap_second_is_only_the_last_of_a_month_in_utc(text: str) -> None:
    with pytest.raises(InvalidTime):
        instant_from_text(text)


def test_microseconds_are_written_only_when_there_are_any() -> None:
    assert instant_to_text(at("2025-07-05T00:00:00+00:00")) == "2025-07-05T00:00:00Z"
    assert instant_to_text(at("2025-07-05T00:00:00.000010+00:00")) == "2025-07-05T00:00:00.000010Z"


def test_a_moment_with_another_offset_is_written_in_utc() -> None:
    assert instant_to_text(at("2025-07-05T02:00:00+02:00")) == "2025-07-05T00:00:00Z"


@given(any_instant)
def test_an_instant_survives_being_written_and_read(instant: Instant) -> None:
    assert instant_from_text(instant_to_text(instant)) == instant


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)), offsets)  # noqa: DTZ001
def test_the_offset_never_changes_which_moment_it_is(local: datetime, offset: timedelta) -> None:
    whole_minutes = timedelta(minutes=offset // timedelta(minutes=1))
    moment = local.replace(tzinfo=timezone(whole_minutes))

    assert instant_from_text(moment.isoformat()) == moment


# Days as text


def test_a_day_is_written_as_year_month_day() -> None:
    assert day_from_text("2025-07-05") == date(2025, 7, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-7-5",
        "20250705",
        "2025-W27-6",
        "2025-186",
        "05-07-2025",
        "2025-07-05T00:00:00Z",
        " 2025-07-05",
        "2025-07-05\n",
        "2025-06-31",
        "2025-02-29",
        "0000-01-01",
        "2025-00-10",
        "٢٠٢٥-07-05",
        TYPED_BY_MISTAKE,
    ],
)
def test_any_other_text_is_no_day(text: str) -> None:
    with pytest.raises(InvalidTime):
        day_from_text(text)


@given(any_day)
def test_a_day_survives_being_written_and_read(some_day: LegalDay) -> None:
    assert day_from_text(some_day.isoformat()) == some_day


@pytest.mark.parametrize(
    "read", [day_from_text, instant_from_text, duration_from_text, Duration.from_text]
)
def test_a_refusal_never_repeats_what_was_typed(read: object) -> None:
    assert callable(read)
    with pytest.raises(InvalidTime) as refusal:
        read(TYPED_BY_MISTAKE)

    assert TYPED_BY_MISTAKE not in str(refusal.value)
    assert "[9]" in refusal.value.sentence
    assert refusal.value.code == "invalid-time"


# Days in Amsterdam


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2025-07-04T21:59:59.999999+00:00", "2025-07-04"),
        ("2025-07-04T22:00:00+00:00", "2025-07-05"),
        ("2025-01-04T22:59:59.999999+00:00", "2025-01-04"),
        ("2025-01-04T23:00:00+00:00", "2025-01-05"),
    ],
)
def test_a_moment_falls_on_the_day_of_the_amsterdam_calendar(moment: str, expected: str) -> None:
    assert amsterdam_day(at(moment)) == day(expected)


def test_a_moment_that_means_no_end_falls_on_the_last_day_of_the_calendar() -> None:
    assert amsterdam_day(at("9999-12-31T22:59:59+00:00")) == date.max
    assert amsterdam_day(at("9999-12-31T23:00:00+00:00")) == date.max
    assert amsterdam_day(at("9999-12-31T23:59:59-05:00")) == date.max
    assert amsterdam_day(at("0001-01-01T00:00:00+14:00")) == date.min


def test_a_moment_without_an_offset_falls_on_no_day() -> None:
    with pytest.raises(InvalidTime, match="without an offset"):
        amsterdam_day(at("2025-07-05T00:00:00"))


@pytest.mark.parametrize(
    ("some_day", "expected"),
    [
        ("2025-01-05", "2025-01-04T23:00:00Z"),
        ("2025-03-30", "2025-03-29T23:00:00Z"),
        ("2025-03-31", "2025-03-30T22:00:00Z"),
        ("2025-10-26", "2025-10-25T22:00:00Z"),
        ("2025-10-27", "2025-10-26T23:00:00Z"),
    ],
)
def test_a_day_starts_at_midnight_in_amsterdam(some_day: str, expected: str) -> None:
    assert instant_to_text(start_of_day(day(some_day))) == expected


@given(day_of_our_times)
@example(day("1892-05-01"))
@example(day("1914-11-08"))
@example(day("1940-05-16"))
@example(day("2025-03-30"))
@example(day("2025-10-26"))
def test_a_day_starts_at_its_first_moment(some_day: LegalDay) -> None:
    start = start_of_day(some_day)

    assert amsterdam_day(start) == some_day
    assert amsterdam_day(Instant(start - timedelta(microseconds=1))) == add_days(some_day, -1)


@given(any_day)
@example(LegalDay(date.min))
@example(LegalDay(date.max))
def test_every_day_of_the_calendar_has_a_start(some_day: LegalDay) -> None:
    assert amsterdam_day(start_of_day(some_day)) == some_day
