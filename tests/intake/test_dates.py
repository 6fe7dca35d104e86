"""Dates that cannot be true, within one message and under every completion."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.blocks import OffencePeriod
from jds.domain.decode import decode_event
from jds.domain.events import KINDS, CaseRegistered
from jds.domain.partial_date import UNKNOWN_DATE
from jds.intake.dates import impossible_dates
from jds.intake.judge import Releasable
from tests.intake.wire_messages import (
    ABSENT,
    Message,
    changed,
    example,
    fit,
    line_of,
    put,
    released,
    the_judge,
    unfit,
)

UNKNOWN = {"type": "DatumOnbekend", "onbekend": True}

LEGAL_DAYS = [
    ("zaak-ingeschreven", "data.ontvangenOp"),
    ("tenlastelegging-gewijzigd", "data.gewijzigdOp"),
    ("vervolging-beslist", "data.beslotenOp"),
    ("uitspraak-gedaan", "data.uitgesprokenOp"),
    ("rechtsmiddel-ingesteld", "data.ingesteldOp"),
    ("rechtsmiddel-ingetrokken", "data.ingetrokkenOp"),
    ("onherroepelijk-geworden", "data.onherroepelijkOp"),
    ("tenuitvoerlegging-gemeld", "data.op"),
    ("stuk-gemeld", "data.ontvangenOp"),
    ("persoon-gewijzigd", "data.geldigVanaf"),
    ("persoon-overleden", "data.overledenOp"),
    ("gratie-verleend", "data.beslotenOp"),
    ("buitenlandse-veroordeling", "data.veroordeling.uitgesprokenOp"),
    ("buitenlandse-veroordeling", "data.veroordeling.onherroepelijkOp"),
]
PLANNED_DAYS = [
    ("stuk-gemeld", "data.verwachtOp"),
    ("tenuitvoerlegging-gemeld", "data.verwachtEindeOp"),
]
MOMENTS = [
    ("hechtenis-gemeld", "data.vanTijdstip"),
    ("bron-stand", "data.volledigTotTijdstip"),
]
PARTIAL_DAYS = [
    ("zaak-ingeschreven", "data.persoon.geboorte.datum"),
    ("zaak-ingeschreven", "data.feiten[1].pleegperiode.van"),
    ("zaak-ingeschreven", "data.feiten[0].pleegperiode.tot"),
    ("buitenlandse-veroordeling", "data.veroordeling.feiten[0].pleegperiode.tot"),
]

# 23:30 in Amsterdam on 30 June: the day after is 1 July, and 2 July is impossible.
LOGGED_AT = "2025-06-30T21:30:00Z"


def with_time(kind: str, changes: dict[str, Any], *, time: str = LOGGED_AT) -> Message:
    """Give the example of a kind as if it was logged at another moment."""
    return changed(kind, {"time": time} | changes)


def impossible(message: Message) -> tuple[str, ...]:
    """Give the impossible dates of a message; require that it is set aside for them alone."""
    unknown_dates = released(message).unknown_dates
    if unknown_dates:
        judgement = unfit(message)
        assert judgement.reason == "onmogelijke-datum"
        assert all(f"[{path}]" in judgement.explanation for path in unknown_dates)
    else:
        fit(message)
    return unknown_dates


# Not on the calendar ------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "path"), LEGAL_DAYS + PLANNED_DAYS + PARTIAL_DAYS)
@pytest.mark.parametrize(
    "day", ["2025-02-30", "2023-02-29", "2024-13-01", "2024-04-31", "0000-01-01"]
)
def test_a_day_that_the_calendar_lacks_is_impossible(kind: str, path: str, day: str) -> None:
    assert impossible(changed(kind, {path: day})) == (path,)


@pytest.mark.parametrize(("kind", "path"), [*MOMENTS, ("hechtenis-gemeld", "data.totTijdstip")])
def test_a_moment_on_a_day_that_the_calendar_lacks_is_impossible(kind: str, path: str) -> None:
    assert impossible(changed(kind, {path: "2025-02-30T10:00:00+01:00"})) == (path,)


@pytest.mark.parametrize(("kind", "path"), PARTIAL_DAYS)
@pytest.mark.parametrize(
    "value",
    [
        {"type": "Datum", "datum": "1985-04-31"},
        {"type": "Datum", "datum": "1985-13-01"},
        {"type": "JaarMaandDatum", "jaar": 1985, "maand": 13},
        {"type": "JaarMaandDatum", "jaar": 1985, "maand": 0},
        {"type": "JaarMaandDatum", "jaar": 0, "maand": 1},
        {"type": "JaarDatum", "jaar": 0},
        {"type": "JaarDatum", "jaar": 10_000},
    ],
)
def test_a_partial_date_that_the_calendar_lacks_is_impossible(
    kind: str, path: str, value: object
) -> None:
    assert impossible(changed(kind, {path: value})) == (path,)


def test_the_29th_of_february_is_on_the_calendar_of_a_leap_year() -> None:
    assert impossible(changed("zaak-ingeschreven", {"data.ontvangenOp": "2024-02-29"})) == ()


def test_every_impossible_date_of_a_message_is_named() -> None:
    message = changed(
        "zaak-ingeschreven",
        {
            "data.persoon.geboorte.datum": {"type": "Datum", "datum": "1985-02-30"},
            "data.feiten[1].pleegperiode.tot": "2025-02-29",
            "data.ontvangenOp": "2109-01-01",
        },
    )

    assert impossible(message) == (
        "data.persoon.geboorte.datum",
        "data.feiten[1].pleegperiode.tot",
        "data.ontvangenOp",
    )


@pytest.mark.parametrize(("kind", "path"), LEGAL_DAYS + PLANNED_DAYS)
@pytest.mark.parametrize(
    "value",
    [
        "2025-2-3",
        "20250203",
        "2025-02-03T00:00:00Z",
        "03-02-2025",
        "",
        20250203,
        UNKNOWN,
        {"type": "JaarDatum", "jaar": 2024},
        {"type": "Datum", "datum": "2025-02-30"},
    ],
)
def test_a_legal_day_written_otherwise_is_not_of_the_contract(
    kind: str, path: str, value: object
) -> None:
    judgement = unfit(changed(kind, {path: value}))

    assert judgement.reason == "niet-van-het-contract"
    assert f"[{path}" in judgement.explanation


@pytest.mark.parametrize(("kind", "path"), MOMENTS)
@pytest.mark.parametrize(
    "value", [UNKNOWN, "2025-02-30", "2025-02-30T25:00:00Z", "2025-02-30T10:00"]
)
def test_a_moment_written_otherwise_is_not_of_the_contract(
    kind: str, path: str, value: object
) -> None:
    assert unfit(changed(kind, {path: value})).reason == "niet-van-het-contract"


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Onbekend"},
        {"datum": "1985-12-01"},
        {"type": "Datum"},
        {"type": "Datum", "datum": "1-12-1985"},
        {"type": "JaarMaandDatum", "jaar": 1985},
        {"type": "JaarMaandDatum", "jaar": 1985, "maand": "12"},
        {"type": "JaarMaandDatum", "jaar": True, "maand": 12},
        {"type": "DatumOnbekend"},
        {"type": "DatumOnbekend", "onbekend": False},
    ],
)
def test_a_partial_date_written_otherwise_is_not_of_the_contract(value: object) -> None:
    judgement = unfit(changed("zaak-ingeschreven", {"data.persoon.geboorte.datum": value}))

    assert judgement.reason == "niet-van-het-contract"


def test_another_fault_outweighs_a_date_that_the_calendar_lacks() -> None:
    message = changed("zaak-ingeschreven", {"data.ontvangenOp": "2025-02-30", "data.zaak": {}})

    assert unfit(message).reason == "niet-van-het-contract"


@pytest.mark.parametrize(("kind", "path"), PARTIAL_DAYS)
@pytest.mark.parametrize(
    "value",
    [
        UNKNOWN,
        {"type": "JaarDatum", "jaar": 2023},
        {"type": "JaarDatum", "jaar": 2025},
    ],
)
def test_a_birth_and_an_offence_may_be_known_in_part_or_not_at_all(
    kind: str, path: str, value: object
) -> None:
    other = "data.persoon.geboorte.datum" if "pleegperiode" in path else "data.persoon.bsn"

    message = changed(kind, {other: UNKNOWN if "datum" in other else "999993653"})
    put(message, path, value)
    for period in ("data.feiten[1].pleegperiode", "data.feiten[0].pleegperiode"):
        if path.startswith(period):
            put(message, f"{period}.{'van' if path.endswith('tot') else 'tot'}", UNKNOWN)

    assert fit(message).warnings == ()


# A past fact after the message --------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "path"), LEGAL_DAYS)
def test_a_past_fact_may_lie_one_amsterdam_day_after_the_message_and_no_more(
    kind: str, path: str
) -> None:
    assert impossible(with_time(kind, {path: "2025-07-01"})) == ()
    assert impossible(with_time(kind, {path: "2025-07-02"})) == (path,)


@pytest.mark.parametrize(("kind", "path"), LEGAL_DAYS)
def test_the_day_of_the_message_is_that_of_amsterdam(kind: str, path: str) -> None:
    after_midnight = {"time": "2025-06-30T22:00:00Z", path: "2025-07-02"}

    assert impossible(changed(kind, after_midnight)) == ()


@pytest.mark.parametrize(("kind", "path"), MOMENTS)
def test_a_past_moment_may_lie_a_day_after_the_message_and_no_more(kind: str, path: str) -> None:
    assert impossible(with_time(kind, {path: "2025-07-01T23:30:00+02:00"})) == ()
    assert impossible(with_time(kind, {path: "2025-07-01T21:30:01Z"})) == (path,)


@pytest.mark.parametrize(("kind", "path"), PLANNED_DAYS)
def test_what_is_expected_may_lie_ahead(kind: str, path: str) -> None:
    assert impossible(changed(kind, {path: "2099-01-01"})) == ()


def test_the_legal_end_of_custody_may_lie_ahead() -> None:
    message = changed("hechtenis-gemeld", {"data.totTijdstip": "2099-01-01T12:00:00Z"})

    assert impossible(message) == ()


@pytest.mark.parametrize(
    ("value", "is_impossible"),
    [
        ("2025-07-02", True),
        ({"type": "Datum", "datum": "2025-07-01"}, False),
        ({"type": "Datum", "datum": "2025-07-02"}, True),
        ({"type": "JaarMaandDatum", "jaar": 2025, "maand": 7}, False),
        ({"type": "JaarMaandDatum", "jaar": 2025, "maand": 8}, True),
        ({"type": "JaarDatum", "jaar": 2025}, False),
        ({"type": "JaarDatum", "jaar": 2026}, True),
        (UNKNOWN, False),
    ],
)
def test_a_partial_date_is_after_the_message_only_if_its_first_day_is(
    value: object, is_impossible: bool
) -> None:
    birth = "data.persoon.geboorte.datum"
    message = with_time("persoon-gewijzigd", {birth: value, "data.geldigVanaf": "2025-06-20"})

    assert impossible(message) == ((birth,) if is_impossible else ())


@pytest.mark.parametrize("path", ["data.leidend", "data.opgegaan[0]"])
def test_a_birth_after_the_message_is_impossible_in_a_merge_too(path: str) -> None:
    message = changed("persoon-samengevoegd", {f"{path}.geboorte": {"datum": "2030-01-01"}})

    assert impossible(message) == (f"{path}.geboorte.datum",)


def test_a_parent_was_born_before_the_message_too() -> None:
    parents = [{"geboorte": {"datum": "1950-01-01"}}, {"geboorte": {"datum": "2030-01-01"}}]
    message = changed("persoon-overleden", {"data.persoon.ouders": parents})

    assert impossible(message) == ("data.persoon.ouders[1].geboorte.datum",)


def test_a_message_from_the_end_of_the_calendar_may_state_anything_before() -> None:
    message = with_time("persoon-overleden", {}, time="9999-12-31T23:59:59Z")

    assert impossible(message) == ()


# Birth after the offence, end before start --------------------------------------------------------


def offence_of(first: object, last: object, *, born: object = ABSENT) -> Message:
    message = example("zaak-ingeschreven")
    del message["data"]["feiten"][0]
    message["data"]["feiten"][0]["pleegperiode"] = {"van": first, "tot": last}
    if born is ABSENT:
        del message["data"]["persoon"]["geboorte"]
    else:
        message["data"]["persoon"]["geboorte"]["datum"] = born
    return message


MARCH = {"type": "JaarMaandDatum", "jaar": 2025, "maand": 3}
YEAR = {"type": "JaarDatum", "jaar": 2025}

END = "data.feiten[0].pleegperiode.tot"
START = "data.feiten[0].pleegperiode.van"
BIRTH = "data.persoon.geboorte.datum"


@pytest.mark.parametrize(
    ("first", "last", "is_impossible"),
    [
        ("2025-03-02", "2025-03-02", False),
        ("2025-03-02", "2025-03-01", True),
        ("2025-03-02", MARCH, False),
        (MARCH, "2025-03-01", False),
        (MARCH, "2025-02-28", True),
        (YEAR, "2025-01-01", False),
        (YEAR, "2024-12-31", True),
        (UNKNOWN, "1900-01-01", False),
        ("2025-03-02", UNKNOWN, False),
    ],
)
def test_an_offence_ends_before_it_starts_only_if_it_does_so_in_any_case(
    first: object, last: object, is_impossible: bool
) -> None:
    assert impossible(offence_of(first, last)) == ((END,) if is_impossible else ())


@pytest.mark.parametrize(
    ("born", "is_impossible"),
    [
        ("2025-03-02", False),
        ("2025-03-03", True),
        ({"type": "Datum", "datum": "2025-03-03"}, True),
        (MARCH, False),
        (YEAR, False),
        ({"type": "JaarMaandDatum", "jaar": 2025, "maand": 2}, False),
        (UNKNOWN, False),
    ],
)
def test_a_birth_is_after_the_offence_only_if_it_is_so_in_any_case(
    born: object, is_impossible: bool
) -> None:
    message = offence_of("2025-03-01", "2025-03-02", born=born)

    assert impossible(message) == ((BIRTH,) if is_impossible else ())


def test_a_birth_is_compared_with_foreign_offences_too() -> None:
    message = changed("buitenlandse-veroordeling", {BIRTH: "2024-01-01"})

    assert impossible(message) == (BIRTH,)


def test_a_foreign_offence_may_come_without_days() -> None:
    path = "data.veroordeling.feiten[0].pleegperiode"

    assert impossible(changed("buitenlandse-veroordeling", {path: ABSENT})) == ()


def test_an_impossible_date_says_nothing_about_the_dates_beside_it() -> None:
    assert impossible(offence_of("2219-01-01", "2025-03-02")) == (START,)
    assert impossible(offence_of("2025-03-02", "2025-02-30", born="2025-03-03")) == (END,)
    assert impossible(offence_of("2025-03-02", "2025-03-02", born="2219-01-01")) == (BIRTH,)


# Release ------------------------------------------------------------------------------------------


def test_a_released_message_has_an_unknown_date_and_its_text_as_delivered() -> None:
    message = offence_of("2025-03-02", "2025-03-01")

    releasable = released(message)

    event = releasable.candidate.event
    assert isinstance(event, CaseRegistered)
    assert event.offences[0].period.last == UNKNOWN_DATE
    assert isinstance(event.offences[0].period, OffencePeriod)
    assert "2025-03-01" in releasable.candidate.text
    assert releasable.candidate.canonical == unfit(message).canonical


def test_a_fit_message_is_released_as_it_is() -> None:
    releasable = released(example("zaak-ingeschreven"))

    assert releasable.unknown_dates == ()
    assert releasable.candidate == fit(example("zaak-ingeschreven"))


def without_addresses(event: object) -> str:
    """Give an event as text; the JSON that a correction keeps unread has no other equality."""
    return re.sub(r"0x[0-9a-f]+", "", repr(event))


DATE_LIKE = st.sampled_from(
    [
        "2025-02-30",
        "2109-01-01",
        "2025-03-02",
        "1900-01-01",
        "2109-02-30T10:00:00Z",
        "2025-03-02T10:00:00Z",
        {"type": "Datum", "datum": "2025-02-30"},
        {"type": "Datum", "datum": "2031-02-28"},
        {"type": "JaarMaandDatum", "jaar": 2025, "maand": 14},
        {"type": "JaarDatum", "jaar": 2300},
        {"type": "JaarDatum", "jaar": -1},
        UNKNOWN,
    ]
)
EVERY_DATE = LEGAL_DAYS + PLANNED_DAYS + MOMENTS + PARTIAL_DAYS


@given(
    dates=st.lists(st.tuples(st.sampled_from(EVERY_DATE), DATE_LIKE), min_size=1, max_size=4),
    kind=st.sampled_from(sorted(KINDS)),
)
def test_whoever_reads_a_released_message_later_gets_the_same_event(
    dates: list[tuple[tuple[str, str], object]], kind: str
) -> None:
    changes = {path: value for (of_kind, path), value in dates if of_kind == kind}
    message = changed(kind, changes)
    judgement = the_judge().judge_release(line_of(message))

    if isinstance(judgement, Releasable):
        candidate, paths = judgement.candidate, judgement.unknown_dates
        again = decode_event(candidate.kind, candidate.text, paths)
        assert without_addresses(again) == without_addresses(candidate.event)
        assert impossible_dates(again, time=candidate.time, at="data", known=paths) == paths
    else:
        assert judgement.reason == "niet-van-het-contract"
