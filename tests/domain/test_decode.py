"""From the text of a message to what it states, also when dates in it were released as unknown."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from jds.domain.blocks import Case, Offence, Person
from jds.domain.decode import (
    NoSuchDate,
    decode_event,
    decode_payload,
    decode_replacement,
    with_unknown_dates,
)
from jds.domain.events import (
    KINDS,
    CaseRegistered,
    DataCorrected,
    ProsecutionDecided,
)
from jds.domain.partial_date import UNKNOWN_DATE
from jds.errors import StoreProblem

EXAMPLES = Path(__file__).parent.parent / "contract" / "examples.ndjson"


def kind_of(message: dict[str, Any]) -> str:
    return str(message["type"]).removeprefix("nl.jds.").removesuffix(".v1")


MESSAGES = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["id"])
def test_every_example_decodes_as_its_kind(message: dict[str, Any]) -> None:
    event = decode_event(kind_of(message), json.dumps(message))

    assert type(event) is KINDS[kind_of(message)]


def test_text_and_bytes_decode_alike() -> None:
    text = json.dumps(MESSAGES[0], ensure_ascii=False)

    assert decode_event("zaak-ingeschreven", text) == decode_event(
        "zaak-ingeschreven", text.encode()
    )


def test_a_payload_decodes_to_the_values_of_the_domain() -> None:
    event = decode_event("zaak-ingeschreven", json.dumps(MESSAGES[0]))

    assert isinstance(event, CaseRegistered)
    assert isinstance(event.person, Person)
    assert event.case == Case(case_number="05/780109-25")
    assert [type(offence) for offence in event.offences] == [Offence, Offence]


def test_released_dates_are_unknown_and_the_rest_is_untouched() -> None:
    text = json.dumps(MESSAGES[0])
    paths = ["data.ontvangenOp", "data.feiten[1].pleegperiode.tot", "data.persoon.geboorte.datum"]

    event = decode_event("zaak-ingeschreven", text, paths)
    before = decode_event("zaak-ingeschreven", text)

    assert isinstance(event, CaseRegistered)
    assert isinstance(before, CaseRegistered)
    assert event.received_on == UNKNOWN_DATE
    assert event.offences[1].period.last == UNKNOWN_DATE
    assert event.person.birth is not None
    assert event.person.birth.on == UNKNOWN_DATE
    assert event.offences[1].period.first == before.offences[1].period.first
    assert event.offences[0] == before.offences[0]


def test_a_date_in_a_replacement_is_released_by_its_path_too() -> None:
    message = next(each for each in MESSAGES if kind_of(each) == "gegevens-gecorrigeerd")

    event = decode_event(
        "gegevens-gecorrigeerd", json.dumps(message), ["data.vervanging.beslotenOp"]
    )

    assert isinstance(event, DataCorrected)
    replacement = decode_replacement("vervolging-beslist", event.replacement)
    assert isinstance(replacement, ProsecutionDecided)
    assert replacement.decided_on == UNKNOWN_DATE


@pytest.mark.parametrize(
    "path", ["data.niets", "data.feiten[2].pleegperiode.van", "data.zaak.x.y", "niets.x"]
)
def test_a_path_that_leads_nowhere_is_a_problem_of_the_store(path: str) -> None:
    with pytest.raises(NoSuchDate, match="noted as unknown") as caught:
        with_unknown_dates(json.dumps(MESSAGES[0]), [path])

    assert isinstance(caught.value, StoreProblem)
    assert f"[{path}]" in caught.value.sentence


def test_a_replacement_of_another_kind_is_none() -> None:
    payload = msgspec.json.encode(MESSAGES[0]["data"])

    assert isinstance(decode_replacement("zaak-ingeschreven", payload), CaseRegistered)
    assert decode_replacement("stuk-gemeld", payload) is None


@pytest.mark.parametrize("field", ["sepotgronden", "sancties", "feiten", "voorwaarden"])
def test_null_is_as_good_as_absent_also_for_lists(field: str) -> None:
    payload = {
        "persoon": {"skn": "1234567"},
        "zaak": {"bronZaaknummer": "1"},
        "besluit": "sepot",
        "beslotenOp": "2025-03-01",
    }
    absent = decode_payload("vervolging-beslist", msgspec.json.encode(payload))

    assert decode_payload("vervolging-beslist", msgspec.json.encode(payload | {field: None})) == (
        absent
    )


def test_a_null_in_what_is_kept_unread_stays() -> None:
    payload = {
        "persoon": {"skn": "1234567"},
        "zaak": {"bronZaaknummer": "1"},
        "besluit": "sepot",
        "beslotenOp": "2025-03-01",
        "sancties": None,
        "voorwaarden": {"a": None},
    }

    event = decode_payload("vervolging-beslist", msgspec.json.encode(payload))

    assert isinstance(event, ProsecutionDecided)
    assert event.conditions == {"a": None}


@pytest.mark.parametrize("field", ["persoon", "zaak", "besluit", "beslotenOp"])
def test_a_required_field_may_not_be_null(field: str) -> None:
    payload = MESSAGES[3]["data"] | {field: None}

    with pytest.raises(msgspec.ValidationError):
        decode_payload("vervolging-beslist", msgspec.json.encode(payload))
