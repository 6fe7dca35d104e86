"""Corrections: a replacement is a full payload of some kind that its source may send."""

import json
from typing import Any

import pytest

from jds.domain.decode import decode_replacement
from jds.domain.events import DataCorrected
from jds.persons.mentions import mentions
from tests.intake.wire_messages import (
    CJIB,
    COURT,
    MINISTER,
    PERSON_AUTHORITY,
    Message,
    changed,
    example,
    example_lines,
    fit,
    released,
    unfit,
)

CORRECTABLE = [
    line
    for line in example_lines()
    if b"gegevens-gecorrigeerd.v1" not in line and b"gegevens-ingetrokken.v1" not in line
]


def correction_of(original: Message, changes: dict[str, Any] | None = None) -> Message:
    """Give the correction that repeats a message, with these fields of its payload changed."""
    message = original | {
        "id": "correctie-1",
        "type": "nl.jds.gegevens-gecorrigeerd.v1",
        "time": "2025-08-01T09:00:00+02:00",
        "data": {
            "betreft": {"source": original["source"], "id": original["id"]},
            "reden": "onjuist",
            "vervanging": original["data"],
        },
    }
    message["data"]["vervanging"].update(changes or {})
    return message


@pytest.mark.parametrize("line", CORRECTABLE)
def test_every_message_may_be_corrected_by_its_source(line: bytes) -> None:
    original = fit(line)
    message = correction_of(json.loads(line))

    candidate = fit(message)

    assert isinstance(candidate.event, DataCorrected)
    assert decode_replacement(original.kind, candidate.event.replacement) == original.event
    assert candidate.warnings == ()
    assert candidate.mentions == original.mentions


def test_a_correction_names_the_person_of_its_replacement() -> None:
    message = correction_of(example("zaak-ingeschreven"), {"persoon": {"skn": "7654321"}})

    candidate = fit(message)

    assert [each.subject for each in candidate.mentions] == ["skn:7654321"]
    assert candidate.mentions == mentions(candidate.event, key=candidate.key)


@pytest.mark.parametrize("replacement", [{}, [], None, "tekst", {"persoon": {"skn": "1234567"}}])
def test_a_replacement_that_is_no_payload_is_not_of_the_contract(replacement: object) -> None:
    judgement = unfit(changed("gegevens-gecorrigeerd", {"data.vervanging": replacement}))

    assert judgement.reason == "niet-van-het-contract"
    assert "[data.vervanging]" in judgement.explanation


@pytest.mark.parametrize("kind", ["gegevens-gecorrigeerd", "gegevens-ingetrokken"])
def test_a_correction_replaces_no_correction_or_retraction_as_such(kind: str) -> None:
    replacement = example(kind)["data"]

    judgement = unfit(changed("gegevens-gecorrigeerd", {"data.vervanging": replacement}))

    assert "[data.vervanging]" in judgement.explanation


@pytest.mark.parametrize("source", [COURT, CJIB, PERSON_AUTHORITY, MINISTER])
def test_a_replacement_is_of_a_kind_that_the_source_may_send(source: str) -> None:
    message = correction_of(example("zaak-ingeschreven") | {"source": source})

    assert unfit(message).reason == "niet-van-het-contract"


def test_the_cjib_cannot_make_a_dismissal_of_its_penal_order() -> None:
    order = changed("vervolging-beslist", {"source": CJIB, "data.besluit": "strafbeschikking"})

    assert fit(correction_of(order)).kind == "gegevens-gecorrigeerd"
    assert unfit(correction_of(order, {"besluit": "sepot"})).reason == "niet-van-het-contract"
    assert unfit(correction_of(order, {"besluit": {"code": 1}})).reason == "niet-van-het-contract"


@pytest.mark.parametrize(
    ("field", "value", "path"),
    [
        ("besluit", "Sepot", "data.vervanging.besluit"),
        ("feitnummers", [0], "data.vervanging.feitnummers[0]"),
        ("persoon", {}, "data.vervanging.persoon"),
        ("zaak", {"parketnummer": "1"}, "data.vervanging.zaak.parketnummer"),
        ("beslotenOp", "2025-6-2", "data.vervanging.beslotenOp"),
        ("beslotenOp", {"type": "DatumOnbekend", "onbekend": True}, "data.vervanging.beslotenOp"),
    ],
)
def test_a_replacement_is_held_to_the_contract_like_the_original(
    field: str, value: object, path: str
) -> None:
    judgement = unfit(correction_of(example("vervolging-beslist"), {field: value}))

    assert judgement.reason == "niet-van-het-contract"
    assert f"[{path}]" in judgement.explanation


@pytest.mark.parametrize("day", ["2025-08-03", "2025-02-30"])
def test_a_date_in_a_replacement_is_held_to_the_calendar(day: str) -> None:
    message = correction_of(example("vervolging-beslist"), {"beslotenOp": day})

    judgement = unfit(message)

    assert judgement.reason == "onmogelijke-datum"
    assert judgement.explanation == "Not possible as a date: [data.vervanging.beslotenOp]."
    assert released(message).unknown_dates == ("data.vervanging.beslotenOp",)


def test_an_unknown_field_in_a_replacement_is_warned_about() -> None:
    warned = ("onbekend-veld",)
    original = example("vervolging-beslist")

    assert fit(correction_of(original, {"nieuw": 1})).warnings == warned
    assert fit(changed("gegevens-gecorrigeerd", {"data.nieuw": 1})).warnings == warned
    assert fit(changed("gegevens-gecorrigeerd", {"data.betreft.nieuw": 1})).warnings == warned


def test_an_unknown_field_that_another_kind_knows_changes_nothing() -> None:
    original = example("vervolging-beslist")

    candidate = fit(correction_of(original, {"land": 5, "leidend": "x", "veroordeling": []}))

    assert candidate.warnings == ("onbekend-veld",)
    assert [each.subject for each in candidate.mentions] == ["skn:1234567"]
    assert mentions(candidate.event, key=candidate.key) == candidate.mentions


def test_a_replacement_is_read_as_the_kind_that_knows_most_of_it() -> None:
    stray = {"feiten": [], "ontvangenOp": "2025-03-19"}
    message = correction_of(example("stuk-gemeld"), stray | {"verwachtOp": "2025-02-30"})

    assert fit(correction_of(example("stuk-gemeld"), stray)).warnings == ("onbekend-veld",)
    assert released(message).unknown_dates == ("data.vervanging.verwachtOp",)


def test_the_source_of_what_is_corrected_is_for_the_fold_to_judge() -> None:
    assert fit(changed("gegevens-gecorrigeerd", {"data.betreft.source": COURT})).warnings == ()
