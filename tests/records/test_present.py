"""A record in the words of the wire, as the command line contract gives them."""

import json
from datetime import timedelta
from typing import Any

import msgspec

from jds.domain.fold import fold
from jds.domain.record import Effect, PersonRecord
from jds.domain.time import day_from_text, instant_from_text
from jds.law.entry import EntryRules
from jds.law.rules import load_law
from jds.records.present import present
from jds.records.shown import Basis, NotApplied, ShownRecord
from jds.sources.currency import LastStatement, SourceCurrency
from jds.sources.gaps import Gap
from tests.records.wire import COURT, OM, Wire, accepted, decided, examples, offence, registered

BASIS = Basis(
    position=27,
    known_at=instant_from_text("2025-07-06T00:00:00Z"),
    edition="0123456789abcdef",
    on=day_from_text("2025-07-06"),
)


def _records(messages: list[Wire]) -> dict[str, Any]:
    """Return the presented records by SKN, as they read on the wire."""
    register = fold(accepted(messages), rule=EntryRules(load_law()))
    return {person.skns[0]: _shown(person) for person in register.persons if person.skns}


def _shown(person: PersonRecord | None, **more: Any) -> Any:
    shown = ShownRecord(
        person=person,
        not_applied=more.get("not_applied", ()),
        basis=BASIS,
        currencies=more.get("currencies", ()),
    )
    return json.loads(msgspec.json.encode(present(shown)))


def test_the_example_of_the_contract_reads_as_the_contract_says() -> None:
    record = _records(examples())["1234567"]

    assert record["persoon"]["nummers"]["skn"] == ["1234567"]
    assert record["persoon"]["nummers"]["bsn"] == ["999993653"]
    [case] = record["zaken"]
    assert (case["parketnummer"], case["bronZaaknummer"]) == ("05/780109-25", None)
    first, second = case["feiten"]
    assert (first["feitnummer"], first["bronFeitnummer"], first["soort"]) == (1, None, "misdrijf")
    contract_keys = ("soort", "op", "onherroepelijkOp", "sepotgronden", "bronwaarde")
    assert {key: first["afdoening"][key] for key in contract_keys} == {
        "soort": "veroordeling",
        "op": "2025-05-20",
        "onherroepelijkOp": "2025-06-11",
        "sepotgronden": [],
        "bronwaarde": None,
    }
    assert {"soort": "taakstraf", "uren": 80} in first["sancties"]
    assert first["twijfel"] == []
    assert second["afdoening"]["soort"] == "vrijspraak"
    assert second["sancties"] == []
    assert record["nietToegepast"] == []


def test_all_that_the_examples_state_of_a_case_is_shown() -> None:
    [case] = _records(examples())["1234567"]["zaken"]

    assert [each["soort"] for each in case["hechtenis"]] == ["bewaring"]
    assert [each["stuk"] for each in case["stukken"]] == ["einddossier"]
    assert [each["besluitnummer"] for each in case["gratie"]] == ["2025000123"]
    assert [each["op"] for each in case["tenuitvoerlegging"]] == ["2025-07-01"]
    assert case["rechtsmiddelen"] == [
        {
            "rechtsmiddelId": "HB-2025-000001",
            "soort": "hoger-beroep",
            "partij": "verdachte",
            "ingesteldOp": "2025-05-27",
            "feitnummers": [1],
            "ingetrokken": [{"feitnummer": 1, "op": "2025-06-11"}],
        }
    ]


def test_a_foreign_conviction_stands_beside_the_cases() -> None:
    [conviction] = _records(examples())["1234567"]["buitenlandseVeroordelingen"]

    assert conviction["kenmerk"] == "FR-C-000000000000123"
    assert conviction["onherroepelijkOp"] == "2024-02-15"
    assert conviction["feiten"][0]["ecris"] == "1701 00"


def test_a_patch_replaces_what_was_known_and_leaves_it_in_history() -> None:
    person = _records(examples())["2345678"]["persoon"]

    assert person["geboorte"]["datum"] == {"type": "JaarMaandDatum", "jaar": 1972, "maand": 9}
    assert person["nummers"]["bsn"] == ["999990639"]
    assert person["overledenOp"] == "2025-06-30"
    assert person["vroegereGegevens"][0]["geboorte"]["datum"] == {"type": "JaarDatum", "jaar": 1972}


def test_nobody_known_keeps_the_shape_of_a_record() -> None:
    record = _shown(None)

    assert record["persoon"] == {"nummers": {"skn": [], "bsn": []}}
    assert record["zaken"] == record["nietToegepast"] == []
    assert record["basis"] == {
        "positie": 27,
        "bekendOp": "2025-07-06T00:00:00Z",
        "editie": "0123456789abcdef",
        "peildatum": "2025-07-06",
    }


def test_a_number_is_shown_in_one_spelling_and_kept_as_delivered() -> None:
    [case] = _records([registered(case={"parketnummer": "05.780109/25"})])["1234567"]["zaken"]

    assert case["parketnummer"] == "05/780109-25"
    assert case["alsGeleverd"] == {"parketnummer": "05.780109/25", "bronZaaknummer": None}


def test_a_case_without_a_parketnummer_is_shown_by_the_number_of_its_source() -> None:
    [case] = _records([registered(case={"bronZaaknummer": "Z-1"})])["1234567"]["zaken"]

    assert (case["parketnummer"], case["bronZaaknummer"]) == (None, "Z-1")


def test_an_unknown_code_is_shown_with_the_text_of_its_source_and_as_no_other_code() -> None:
    word = {"code": "X9", "tekst": "afgedaan elders"}
    record = _records(
        [
            registered(offences=[offence(kind={"code": "H", "tekst": "hybride"})]),
            decided(word, message_id="om-2", sequence=2),
        ]
    )["1234567"]

    [found] = record["zaken"][0]["feiten"]
    assert found["afdoening"]["soort"] == "onbekend"
    assert found["afdoening"]["bronwaarde"] == word
    assert (found["soort"], found["soortBronwaarde"]) == (None, {"code": "H", "tekst": "hybride"})
    assert found["twijfel"] == ["soort-onbekend"]


def test_an_earlier_outcome_stays_visible() -> None:
    [case] = _records(
        [
            registered(),
            decided("sepot", message_id="om-2", sequence=2, sepotgronden=["02"]),
            decided("dagvaarding", message_id="om-3", sequence=3, on="2025-05-01"),
        ]
    )["1234567"]["zaken"]

    [found] = case["feiten"]
    assert found["afdoening"]["soort"] == "open"
    assert [earlier["soort"] for earlier in found["geschiedenis"]] == ["sepot"]
    assert found["geschiedenis"][0]["sepotgronden"] == ["02"]


def test_conditions_are_shown_as_the_source_wrote_them() -> None:
    conditions = {"meldplicht": True, "dagen": [1, None]}
    [case] = _records(
        [
            registered(),
            decided("voorwaardelijk-sepot", message_id="om-2", sequence=2, voorwaarden=conditions),
        ]
    )["1234567"]["zaken"]

    assert case["feiten"][0]["afdoening"]["voorwaarden"] == conditions


def test_a_sanction_names_its_offences_only_when_it_is_for_several() -> None:
    sanctions = [
        {"soort": "geldboete", "bedrag": {"centen": 30000, "valuta": "EUR"}, "feitnummers": [1]},
        {"soort": "taakstraf", "uren": 40, "feitnummers": [1, 2]},
    ]
    [case] = _records(
        [
            registered(offences=[offence(1), offence(2)]),
            decided("transactie", message_id="om-2", sequence=2, sancties=sanctions),
        ]
    )["1234567"]["zaken"]

    shared = {"soort": "taakstraf", "uren": 40, "feitnummers": [1, 2]}
    alone = {"soort": "geldboete", "bedrag": {"centen": 30000, "valuta": "EUR"}}
    assert [each["sancties"] for each in case["feiten"]] == [[alone, shared], [shared]]


def test_cases_and_offences_stand_in_one_order_whatever_came_first() -> None:
    messages = [
        registered(message_id="om-1", case={"parketnummer": "13/000002-25"}),
        registered(message_id="om-2", sequence=2, case={"parketnummer": "05/000009-25"}),
        registered(
            message_id="om-3",
            sequence=3,
            case={"parketnummer": "09/000001-25"},
            offences=[offence(10), offence(9)],
        ),
    ]

    record, again = _records(messages)["1234567"], _records(messages[::-1])["1234567"]

    assert [case["parketnummer"] for case in record["zaken"]] == [
        "05/000009-25",
        "09/000001-25",
        "13/000002-25",
    ]
    assert [each["feitnummer"] for each in record["zaken"][1]["feiten"]] == [9, 10]
    assert json.dumps(again) == json.dumps(record)


def test_messages_that_are_not_in_the_record_are_named() -> None:
    waiting = NotApplied(
        key=accepted([registered()])[0].key,
        kind="uitspraak-gedaan",
        position=3,
        effect=Effect.WAITING,
        reason="zaak-onbekend",
    )

    assert _shown(None, not_applied=(waiting,))["nietToegepast"] == [
        {
            "bron": OM,
            "id": "om-1",
            "soort": "uitspraak-gedaan",
            "positie": 3,
            "toestand": "wachtend",
            "reden": "zaak-onbekend",
        }
    ]


def test_each_source_says_how_current_it_is_and_what_is_missing() -> None:
    at = instant_from_text("2025-07-05T00:00:00+02:00")
    silent = SourceCurrency(COURT, "court", "laat", None, (), None, None, None, None)
    heard = SourceCurrency(
        OM,
        "om",
        "inhalen",
        at,
        (Gap(5, 7),),
        at,
        LastStatement(23, at, 10),
        23,
        at,
        complete_from_at=at,
        usual_delay=timedelta(minutes=90),
        quarantined=3,
        counts_differ=True,
        isolated_since=at,
        distrusted_from=at,
    )

    record = _shown(None, currencies=(silent, heard))

    assert record["actualiteit"] == [
        {
            "bron": COURT,
            "soort": "court",
            "stand": "laat",
            "volledigVanaf": None,
            "volledigTot": None,
            "gaten": [],
            "aantallenVerschillen": False,
            "inQuarantaine": 0,
            "gebruikelijkeVertraging": None,
            "afgesnedenSinds": None,
            "wantrouwenVanaf": None,
            "laatsteBericht": None,
            "laatsteStand": None,
            "positie": None,
            "ontvangenOp": None,
        },
        {
            "bron": OM,
            "soort": "om",
            "stand": "inhalen",
            "volledigVanaf": "2025-07-04T22:00:00Z",
            "volledigTot": "2025-07-04T22:00:00Z",
            "gaten": [{"eersteSequence": 5, "laatsteSequence": 7}],
            "aantallenVerschillen": True,
            "inQuarantaine": 3,
            "gebruikelijkeVertraging": "PT1H30M",
            "afgesnedenSinds": "2025-07-04T22:00:00Z",
            "wantrouwenVanaf": "2025-07-04T22:00:00Z",
            "laatsteBericht": "2025-07-04T22:00:00Z",
            "laatsteStand": {
                "positie": 23,
                "volledigTotTijdstip": "2025-07-04T22:00:00Z",
                "laatsteSequence": 10,
            },
            "positie": 23,
            "ontvangenOp": "2025-07-04T22:00:00Z",
        },
    ]
