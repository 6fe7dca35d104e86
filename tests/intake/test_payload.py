"""What a payload of each kind must hold."""

from typing import Any

import msgspec
import pytest

from jds.domain.events import KINDS, JudgmentGiven, ProsecutionDecided, SourceStatement
from tests.intake.wire_messages import ABSENT, changed, example, fit, unfit

CASE_KINDS = (
    "zaak-ingeschreven",
    "tenlastelegging-gewijzigd",
    "vervolging-beslist",
    "uitspraak-gedaan",
    "rechtsmiddel-ingesteld",
    "rechtsmiddel-ingetrokken",
    "onherroepelijk-geworden",
    "tenuitvoerlegging-gemeld",
    "hechtenis-gemeld",
    "stuk-gemeld",
    "gratie-verleend",
)
PERSON_KINDS = (
    *CASE_KINDS,
    "persoon-gewijzigd",
    "persoon-overleden",
    "buitenlandse-veroordeling",
)

REQUIRED = [
    (kind, field.encode_name)
    for kind, event in KINDS.items()
    for field in msgspec.structs.fields(event)
    if field.required
]
OPTIONAL = [
    (kind, field.encode_name)
    for kind, event in KINDS.items()
    for field in msgspec.structs.fields(event)
    if not field.required
]


def is_faulty(kind: str, path: str, value: Any, *, at: str | None = None) -> None:
    """Require that the example of a kind with this value is set aside for it."""
    judgement = unfit(changed(kind, {path: value}))

    assert judgement.reason == "niet-van-het-contract"
    assert f"[{at or path}]" in judgement.explanation


@pytest.mark.parametrize(("kind", "field"), REQUIRED)
@pytest.mark.parametrize("nothing", [ABSENT, None])
def test_a_required_field_is_required(kind: str, field: str, nothing: object) -> None:
    is_faulty(kind, f"data.{field}", nothing)


@pytest.mark.parametrize(("kind", "field"), OPTIONAL)
def test_an_optional_field_that_is_null_is_as_one_that_is_absent(kind: str, field: str) -> None:
    absent = changed(kind, {f"data.{field}": None})
    del absent["data"][field]

    assert fit(changed(kind, {f"data.{field}": None})).event == fit(absent).event
    assert fit(changed(kind, {f"data.{field}": None})).warnings == ()


# Persons ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PERSON_KINDS)
@pytest.mark.parametrize(
    "person",
    [
        {},
        {"naam": {"geslachtsnaam": "Moulin"}},
        {"geboorte": {"plaats": "Thann"}},
        {"geslacht": "V"},
        {"bsn": "", "vNummer": " "},
        {"skn": None, "bsn": None},
    ],
)
def test_a_person_without_number_or_name_with_birth_is_nobody(
    kind: str, person: dict[str, Any]
) -> None:
    is_faulty(kind, "data.persoon", person)


@pytest.mark.parametrize("kind", PERSON_KINDS)
@pytest.mark.parametrize(
    "person",
    [
        {"skn": "1234567"},
        {"bsn": "999993653"},
        {"vNummer": "0123456789"},
        {"rechtspersoon": {"naam": "Molen BV"}},
        {"naam": {"geslachtsnaam": "Moulin"}, "geboorte": {"plaats": "Thann"}},
    ],
)
def test_one_way_to_tell_who_it_is_is_enough(kind: str, person: dict[str, Any]) -> None:
    assert fit(changed(kind, {"data.persoon": person})).warnings == ()


@pytest.mark.parametrize("path", ["leidend", "opgegaan[0]"])
def test_everybody_in_a_merge_is_somebody(path: str) -> None:
    is_faulty("persoon-samengevoegd", f"data.{path}", {})


def test_everybody_in_a_separation_is_somebody() -> None:
    is_faulty("persoon-gesplitst", "data.personen[1]", {})


@pytest.mark.parametrize("skn", ["1", "123456789012345"])
def test_an_skn_has_1_to_15_digits(skn: str) -> None:
    assert fit(changed("persoon-overleden", {"data.persoon.skn": skn})).warnings == (
        "ongebruikelijk-skn",
    )


@pytest.mark.parametrize("skn", ["", "1234567890123456", "12a", " 1234567", "0000000", "١٢٣", "-1"])
def test_anything_else_is_no_skn(skn: str) -> None:
    is_faulty("persoon-overleden", "data.persoon.skn", skn)


def test_a_number_is_text() -> None:
    is_faulty("persoon-overleden", "data.persoon.skn", 1234567)


def test_a_merge_takes_up_at_least_one_and_a_separation_names_at_least_two() -> None:
    is_faulty("persoon-samengevoegd", "data.opgegaan", [])
    is_faulty("persoon-gesplitst", "data.personen", [{"skn": "1234567"}])


# Cases and offences -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_a_case_has_a_number(kind: str) -> None:
    is_faulty(kind, "data.zaak", {})
    is_faulty(kind, "data.zaak", {"bronZaaknummer": " "})
    assert fit(changed(kind, {"data.zaak": {"bronZaaknummer": "c-1"}})).warnings == ()


@pytest.mark.parametrize("number", ["05/780109-25", "05-780109-25", " 0578010925 ", "05.780109/25"])
def test_a_case_number_is_accepted_in_every_spelling(number: str) -> None:
    assert fit(changed("stuk-gemeld", {"data.zaak.parketnummer": number})).warnings == ()


@pytest.mark.parametrize(
    "number", ["", "05/78010-25", "5/780109-25", "05//780109-25", "ab/780109-25"]
)
def test_anything_else_is_no_case_number(number: str) -> None:
    is_faulty("stuk-gemeld", "data.zaak.parketnummer", number)


@pytest.mark.parametrize("number", [0, -1, 2**31, 1.0, "1", True])
def test_an_offence_number_counts_from_1(number: object) -> None:
    is_faulty("zaak-ingeschreven", "data.feiten[0].feitnummer", number)
    is_faulty("vervolging-beslist", "data.feitnummers[0]", number)
    is_faulty("uitspraak-gedaan", "data.uitkomsten[0].feitnummer", number)


def test_a_case_may_be_registered_before_its_charges() -> None:
    assert fit(changed("zaak-ingeschreven", {"data.feiten": []})).warnings == ()


@pytest.mark.parametrize("kind", ["zaak-ingeschreven", "tenlastelegging-gewijzigd"])
def test_an_offence_stands_in_a_list_once(kind: str) -> None:
    is_faulty(kind, "data.feiten[1].feitnummer", 1)


def test_an_offence_stands_in_a_penal_order_and_a_foreign_conviction_once() -> None:
    offence = example("zaak-ingeschreven")["data"]["feiten"][0]
    foreign = example("buitenlandse-veroordeling")["data"]["veroordeling"]["feiten"][0]

    is_faulty("vervolging-beslist", "data.feiten", [offence] * 2, at="data.feiten[1].feitnummer")
    is_faulty(
        "buitenlandse-veroordeling",
        "data.veroordeling.feiten",
        [foreign] * 2,
        at="data.veroordeling.feiten[1].feitnummer",
    )


def test_a_judgment_decides_on_some_offence_and_on_each_once() -> None:
    is_faulty("uitspraak-gedaan", "data.uitkomsten", [])
    is_faulty("uitspraak-gedaan", "data.uitkomsten[1].feitnummer", 1)


# Codes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("zaak-ingeschreven", "data.feiten[0].soort"),
        ("zaak-ingeschreven", "data.feiten[0].deelneming"),
        ("zaak-ingeschreven", "data.persoon.geslacht"),
        ("zaak-ingeschreven", "data.persoon.geboorte.land"),
        ("zaak-ingeschreven", "data.persoon.nationaliteiten[0]"),
        ("zaak-ingeschreven", "data.instantie"),
        ("vervolging-beslist", "data.besluit"),
        ("uitspraak-gedaan", "data.aanleg"),
        ("uitspraak-gedaan", "data.instantie"),
        ("uitspraak-gedaan", "data.uitkomsten[0].uitkomst"),
        ("uitspraak-gedaan", "data.sancties[0].soort"),
        ("rechtsmiddel-ingesteld", "data.soort"),
        ("rechtsmiddel-ingesteld", "data.partij"),
        ("tenuitvoerlegging-gemeld", "data.soort"),
        ("hechtenis-gemeld", "data.soort"),
        ("stuk-gemeld", "data.stuk"),
        ("stuk-gemeld", "data.bestemd[0]"),
        ("buitenlandse-veroordeling", "data.land"),
        ("buitenlandse-veroordeling", "data.veroordeling.feiten[0].ecris"),
    ],
)
def test_a_coded_field_may_hold_the_value_of_the_source(kind: str, path: str) -> None:
    values: list[object] = [{"code": "X1"}, {"code": 17}, {"tekst": "iets"}, {"code": ""}]
    for value in values:
        assert fit(changed(kind, {path: value})).warnings == ()
    for nothing in ({}, {"code": None}, {"tekst": None}, {"kode": "X1"}):
        is_faulty(kind, path, nothing)
    is_faulty(kind, path, {"code": True}, at=f"{path}.code")
    is_faulty(kind, path, {"tekst": 3}, at=f"{path}.tekst")


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("zaak-ingeschreven", "data.feiten[0].soort"),
        ("vervolging-beslist", "data.besluit"),
        ("uitspraak-gedaan", "data.uitkomsten[0].uitkomst"),
        ("uitspraak-gedaan", "data.sancties[0].soort"),
        ("rechtsmiddel-ingesteld", "data.partij"),
        ("hechtenis-gemeld", "data.soort"),
    ],
)
def test_a_word_outside_a_closed_list_is_not_of_the_contract(kind: str, path: str) -> None:
    is_faulty(kind, path, "Veroordeling")


def test_grounds_for_dismissal_keep_their_order() -> None:
    message = changed("vervolging-beslist", {"data.sepotgronden": ["43", {"tekst": "x"}, "02"]})

    event = fit(message).event

    assert isinstance(event, ProsecutionDecided)
    assert event.grounds[0] == "43"
    assert event.grounds[2] == "02"


# Amounts, moments, counts -------------------------------------------------------------------------


def test_a_quantity_is_never_negative() -> None:
    money = {"soort": "geldboete", "bedrag": {"centen": -1, "valuta": "EUR"}}

    is_faulty("uitspraak-gedaan", "data.sancties[0].uren", -1)
    is_faulty("uitspraak-gedaan", "data.sancties[0]", money, at="data.sancties[0].bedrag.centen")


@pytest.mark.parametrize("field", ["vanTijdstip", "totTijdstip"])
@pytest.mark.parametrize(
    "moment",
    [
        "2025-03-06",
        "2025-03-06T12:00:00",
        "2025-03-06T12:00:00+0100",
        "2025-03-06 12:00:00+01:00",
        1741258800,
    ],
)
def test_custody_is_stated_in_moments_with_an_offset(field: str, moment: object) -> None:
    is_faulty("hechtenis-gemeld", f"data.{field}", moment)


@pytest.mark.parametrize("sequence", ["0", "1", "2147483647"])
def test_the_statement_of_a_source_names_its_last_sequence_or_none_at_all(sequence: str) -> None:
    event = fit(changed("bron-stand", {"data.laatsteSequence": sequence})).event

    assert isinstance(event, SourceStatement)
    assert event.last_sequence == sequence


@pytest.mark.parametrize("sequence", ["-1", "00", "2147483648", "", "1 ", 10])
def test_anything_else_is_no_last_sequence(sequence: object) -> None:
    is_faulty("bron-stand", "data.laatsteSequence", sequence)


@pytest.mark.parametrize(
    "counts",
    [
        {"zaak-ingeschreven": {"2025-03-10": -1}},
        {"zaak-ingeschreven": {"2025-03-10": "1"}},
        {"zaak-ingeschreven": {"2025-3-10": 1}},
        {"zaak-ingeschreven": {"2025-02-30": 1}},
        {"zaak-ingeschreven": {"": 1}},
        {"zaak-ingeschreven": 1},
        [],
    ],
)
def test_counts_are_per_kind_and_day_and_never_negative(counts: object) -> None:
    judgement = unfit(changed("bron-stand", {"data.aantallen": counts}))

    assert judgement.reason == "niet-van-het-contract"
    assert "[data.aantallen" in judgement.explanation


def test_a_source_to_which_nothing_happened_counts_nothing() -> None:
    assert fit(changed("bron-stand", {"data.aantallen": {}})).warnings == ()
    counts = {"stuk-gemeld": {"2025-07-04": 0}}
    assert fit(changed("bron-stand", {"data.aantallen": counts})).warnings == ()


# Bounds of what is found by an index --------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("persoon-overleden", "data.persoon.bsn"),
        ("persoon-overleden", "data.persoon.vNummer"),
        ("stuk-gemeld", "data.zaak.bronZaaknummer"),
        ("zaak-ingeschreven", "data.feiten[0].bronFeitnummer"),
        ("rechtsmiddel-ingesteld", "data.rechtsmiddelId"),
        ("gegevens-ingetrokken", "data.betreft.id"),
        ("gegevens-ingetrokken", "data.betreft.source"),
        ("buitenlandse-veroordeling", "data.veroordeling.kenmerk"),
    ],
)
def test_what_something_is_found_by_has_at_most_500_characters(kind: str, path: str) -> None:
    assert fit(changed(kind, {path: "x" * 500})).kind == kind
    is_faulty(kind, path, "x" * 501)


def test_free_text_has_no_bound_of_its_own() -> None:
    message = changed("uitspraak-gedaan", {"data.instantie": "x" * 100_000})

    event = fit(message).event

    assert isinstance(event, JudgmentGiven)
    assert event.court == "x" * 100_000


@pytest.mark.parametrize("conditions", [{"vrij": ["te", {"kiezen": None}]}, "tekst", [], 10**30])
def test_conditions_are_kept_as_the_source_wrote_them(conditions: object) -> None:
    event = fit(changed("vervolging-beslist", {"data.voorwaarden": conditions})).event

    assert isinstance(event, ProsecutionDecided)
    assert event.conditions == conditions
