"""The work list: what was set aside, waits or contradicts."""

import json
from typing import Any

import pytest

from tests.cli.commands import Register
from tests.records.wire import CASE, Wire, corrected, decided, offence, registered

IMPOSSIBLE = registered(
    message_id="om-9",
    sequence=9,
    offences=[offence(pleegperiode={"van": "2025-02-30", "tot": "2025-03-01"})],
)

ACCESS = "SELECT shown, subject.key FROM access_line LEFT JOIN subject USING (subject_id)"


def _ruling(*, message_id: str = "om-2", sequence: int = 2, **more: Any) -> Wire:
    return decided(
        "sepot",
        message_id=message_id,
        sequence=sequence,
        sepotgronden=["02"],
        feitnummers=[1],
        **more,
    )


def test_the_list_names_what_is_set_aside_what_waits_and_what_contradicts(
    register: Register,
) -> None:
    receipt = register.load(
        [
            registered(),
            _ruling(on="2025-02-01"),
            _ruling(message_id="om-3", sequence=3, case={"parketnummer": "13/000001-25"}),
            IMPOSSIBLE,
        ]
    )

    listed = register.ask("set-aside", "list")

    assert (receipt["waiting"], receipt["contradictory"], receipt["setAside"]) == (1, 1, 1)
    contract_keys = ("nummer", "bron", "id", "toestand", "reden", "eigenaar")
    source = IMPOSSIBLE["source"]
    assert [tuple(each[key] for key in contract_keys) for each in listed] == [
        (1, source, "om-9", "apart-gezet", "onmogelijke-datum", "operator"),
        ("L2", source, "om-2", "tegenstrijdig", "afdoening-voor-pleegdatum", "operator"),
        ("L3", source, "om-3", "wachtend", "zaak-onbekend", "operator"),
    ]
    assert all(each["sinds"].endswith("Z") for each in listed)
    assert register.ask("status")["wachtrijen"] == {
        "apart-gezet": 1,
        "wachtend": 1,
        "tegenstrijdig": 1,
    }


def test_the_list_shows_nobody_and_writes_no_access_line(register: Register) -> None:
    register.load([IMPOSSIBLE])
    register.ask("set-aside", "list")

    assert register.rows(ACCESS) == []


def test_what_waits_applies_by_itself_when_its_case_comes(register: Register) -> None:
    assert register.load([_ruling()])["waiting"] == 1
    assert register.load([registered()], name="late.ndjson")["waiting"] == 0
    assert register.ask("set-aside", "list") == []


def test_what_is_set_aside_is_shown_whole_and_accounted_for(register: Register) -> None:
    register.load([registered(), IMPOSSIBLE])

    shown = register.ask("set-aside", "show", "1")

    assert json.loads(shown["inhoud"]) == IMPOSSIBLE
    assert shown["reden"] == "onmogelijke-datum"
    assert "2025-02-30" not in shown["uitleg"]
    assert register.rows(ACCESS) == [("apart-gezet", "skn:1234567")]


def test_what_waits_is_shown_by_its_place_in_the_ledger(register: Register) -> None:
    register.load([_ruling()])

    shown = register.ask("set-aside", "show", "l1")

    assert (shown["nummer"], shown["toestand"]) == ("L1", "wachtend")
    assert json.loads(shown["inhoud"]) == _ruling()
    assert register.rows(ACCESS) == [("apart-gezet", "skn:1234567")]


def test_what_applies_is_not_shown_as_work(register: Register) -> None:
    register.load([registered()])

    refused = register.run("set-aside", "show", "L1")

    assert (refused.code, refused.out) == (1, "")
    assert register.rows(ACCESS) == []


def test_a_released_message_applies_with_its_date_unknown(register: Register) -> None:
    register.load([IMPOSSIBLE])
    assert register.ask("record", "--skn", "1234567")["zaken"] == []

    released = register.ask("set-aside", "release", "1")

    assert released["positie"] == 1
    assert released["onbekendeDatums"] == ["data.feiten[0].pleegperiode.van"]
    [case] = register.ask("record", "--skn", "1234567")["zaken"]
    assert case["feiten"][0]["pleegperiode"]["van"] == {"type": "DatumOnbekend", "onbekend": True}
    assert register.ask("set-aside", "list") == []
    assert register.ask("set-aside", "show", "1")["toestand"] == "vrijgegeven"
    assert register.rows("SELECT count(*) FROM act WHERE verb = 'set-aside release'") == [(1,)]


def test_a_returned_message_is_off_the_list_and_its_id_is_spent(register: Register) -> None:
    register.load([IMPOSSIBLE])

    register.ask("set-aside", "return", "1", "--reason", "datum bestaat niet")

    assert register.ask("set-aside", "list") == []
    shown = register.ask("set-aside", "show", "1")
    assert (shown["toestand"], shown["afgehandeldDoor"]) == ("teruggegeven", "beheerder")
    again = register.load([registered(message_id="om-9", sequence=9)], name="again.ndjson")
    assert again["setAside"] == 1


@pytest.mark.parametrize("act", [("release",), ("return", "--reason", "nogmaals")])
def test_what_was_settled_is_not_settled_again(register: Register, act: tuple[str, ...]) -> None:
    register.load([IMPOSSIBLE])
    register.ask("set-aside", "return", "1", "--reason", "datum bestaat niet")

    refused = register.run("set-aside", act[0], "1", *act[1:])

    assert (refused.code, refused.out) == (1, "")
    assert "teruggegeven" in refused.err


def test_what_is_in_the_ledger_is_neither_released_nor_returned(register: Register) -> None:
    register.load([_ruling()])

    for act in (("release", "L1"), ("return", "L1", "--reason", "fout")):
        refused = register.run("set-aside", *act)
        assert (refused.code, refused.out) == (1, "")
        assert "[L1]" in refused.err


def test_a_correction_settles_a_contradiction(register: Register) -> None:
    wrong = _ruling(on="2025-02-01")
    assert register.load([registered(), wrong])["contradictory"] == 1

    mended = corrected(
        wrong,
        message_id="om-3",
        sequence=3,
        time="2025-04-02T09:00:00+02:00",
        beslotenOp="2025-04-01",
    )
    assert register.load([mended], name="mended.ndjson")["contradictory"] == 0

    [case] = register.ask("record", "--skn", "1234567")["zaken"]
    assert case["parketnummer"] == CASE["parketnummer"]
    assert case["feiten"][0]["afdoening"]["soort"] == "sepot"


def test_a_record_names_what_is_not_in_it(register: Register) -> None:
    register.load([registered(), _ruling(on="2025-02-01")])

    record = register.ask("record", "--skn", "1234567")

    [named] = record["nietToegepast"]
    assert (named["id"], named["toestand"]) == ("om-2", "tegenstrijdig")
    assert record["zaken"][0]["feiten"][0]["afdoening"]["soort"] == "open"
    assert record["zaken"][0]["feiten"][0]["twijfel"] == ["afdoening-voor-pleegdatum"]


def test_a_record_does_not_name_what_others_wait_for(register: Register) -> None:
    register.load([registered(), _ruling(person={"skn": "7654321"})])

    assert register.ask("record", "--skn", "1234567")["nietToegepast"] == []
    [named] = register.ask("record", "--skn", "7654321")["nietToegepast"]
    assert named["toestand"] == "wachtend"
