"""Paper from registering to pairing, through the command line."""

import json
from typing import Any

import pytest

from jds.domain.intake_number import read_intake_number
from tests.cli.commands import Register
from tests.records.wire import COURT, OM, Wire, offence, registered

PAPER = "urn:nld:oin:00000001000000000001:systeem:papier-gps"
SKN = "1234567"
PERSON = {"skn": SKN, "naam": {"geslachtsnaam": "Moulin"}}
CASE = {"parketnummer": "05/780109-25"}
OPENING = {"persoon": PERSON, "zaak": CASE, "feiten": [offence()], "ontvangenOp": "2025-03-10"}


@pytest.fixture
def opened(register: Register) -> Register:
    """Give a register in which clerks may enter paper of the prosecution service."""
    assert register.ask("paper", "open", OM)["bron"] == PAPER
    return register


def item(register: Register, *, channel: str = "koerier", source: str | None = OM) -> str:
    """Register an item; return its intake number."""
    receipt = register.ask(
        *("paper", "register", "--channel", channel, "--received-at", "2025-08-01T09:00:00+02:00"),
        *("--about", "dossier Moulin"),
        *(("--source", source) if source else ()),
    )
    return str(receipt["innamenummer"])


def entered(register: Register, number: str, kind: str, payload: Wire, *more: str) -> Any:
    """Make a message of an item."""
    file = register.home.parent / "payload.json"
    file.write_text(json.dumps(payload), encoding="utf-8")
    what = ("--kind", kind) if kind else ()
    return register.ask("paper", "enter", number, *what, "--payload", str(file), *more)


def test_what_comes_by_paper_gets_a_number_and_a_receipt_that_tell_of_nobody(
    opened: Register,
) -> None:
    scan = opened.home.parent / "Moulin.pdf"
    scan.write_bytes(b"%PDF een scan")
    done = opened.run(
        *("paper", "register", str(scan), "--channel", "papier"),
        *("--received-at", "2025-08-01T09:00:00+02:00", "--source", OM),
        *("--about", "vonnis Suzanne du Moulin, 05/780109-25"),
    )
    assert done.code == 0, done.err
    assert "P1-" in done.out
    for telling in ("Moulin", "780109", "vonnis"):
        assert telling not in done.out + done.err


def test_what_a_clerk_enters_is_an_ordinary_message_of_the_paper_source(opened: Register) -> None:
    number = item(opened)
    done = entered(opened, number, "zaak-ingeschreven", OPENING)
    assert done["bron"] == PAPER
    assert done["id"] == f"{number}.1"
    assert done["toestand"] == "toegepast"
    record = opened.ask("record", "--skn", SKN)
    assert record["zaken"][0]["parketnummer"] == "05/780109-25"
    assert read_intake_number(number) == 1
    assert opened.ask("ledger", "verify")["bevindingen"] == []
    verified = opened.rows("SELECT source, received, accepted FROM fate_count")
    assert verified == [(PAPER, 1, 1)]


def test_what_is_not_of_the_contract_is_refused_and_nothing_is_kept(opened: Register) -> None:
    number = item(opened)
    file = opened.home.parent / "payload.json"
    for payload, said in (
        ({**OPENING, "ontvangenOp": "2025-02-30"}, "Not possible as a date"),
        ({**OPENING, "ontvangenOp": None}, "ontvangenOp"),
        ({**OPENING, "toelichting": "Moulin"}, "does not know"),
        ({**OPENING, "persoon": {"naam": "Moulin"}}, "persoon"),
    ):
        file.write_text(json.dumps(payload), encoding="utf-8")
        done = opened.run(
            "paper", "enter", number, "--kind", "zaak-ingeschreven", "--payload", str(file)
        )
        assert done.code == 1
        assert said in done.err
        assert "Moulin" not in done.err
    assert opened.rows("SELECT count(*) FROM ledger_line") == [(0,)]
    assert opened.rows("SELECT count(*) FROM paper_entry") == [(0,)]
    assert opened.rows("SELECT count(*) FROM set_aside") == [(0,)]
    assert opened.rows("SELECT count(*) FROM act WHERE verb = 'paper enter'") == [(0,)]
    assert [each["toestand"] for each in opened.ask("paper", "list")["stukken"]] == [
        "geregistreerd"
    ]


def test_a_clerk_states_for_a_source_only_what_that_source_may(opened: Register) -> None:
    opened.ask("paper", "open", COURT)
    number = item(opened, source=COURT)
    file = opened.home.parent / "payload.json"
    file.write_text(json.dumps(OPENING), encoding="utf-8")
    done = opened.run(
        "paper", "enter", number, "--kind", "zaak-ingeschreven", "--payload", str(file)
    )
    assert done.code == 1
    assert "soort-niet-toegestaan" in done.err


def test_a_file_cannot_bring_messages_of_a_paper_source(opened: Register) -> None:
    forged = {**registered(), "source": PAPER}
    receipt = opened.load([forged])
    assert (receipt["accepted"], receipt["refused"]) == (0, 1)


def test_no_source_is_registered_under_the_name_of_a_paper_source(register: Register) -> None:
    done = register.run("source", "add", "--urn", PAPER, "--kind", "om")
    assert done.code == 1
    assert "jds paper open" in done.err


def test_a_mistake_is_corrected_by_a_message_of_the_same_item(opened: Register) -> None:
    number = item(opened)
    first = entered(opened, number, "zaak-ingeschreven", OPENING)
    wrong_kind = {"persoon": PERSON, "overledenOp": "2025-03-01"}
    file = opened.home.parent / "payload.json"
    file.write_text(json.dumps(wrong_kind), encoding="utf-8")
    refused = opened.run(
        *(
            "paper",
            "enter",
            number,
            "--corrects",
            first["id"],
            "--reason",
            "datum verkeerd gelezen",
        ),
        *("--payload", str(file)),
    )
    assert refused.code == 1
    assert "no full payload of its kind" in refused.err
    entered(
        opened,
        number,
        "",
        {**OPENING, "ontvangenOp": "2025-03-11"},
        *("--corrects", first["id"], "--reason", "datum verkeerd gelezen"),
    )
    [case] = opened.ask("record", "--skn", SKN)["zaken"]
    assert case["ingeschrevenOp"] == "2025-03-11"
    opened.ask("paper", "enter", number, "--retracts", first["id"], "--reason", "van een ander")
    assert opened.ask("record", "--skn", SKN)["zaken"] == []
    [listed] = opened.ask("paper", "list", "--all")["stukken"]
    assert listed["toestand"] == "ingetrokken"


def test_what_is_returned_is_forgotten_but_for_its_line(opened: Register) -> None:
    number = item(opened, source=None)
    done = opened.run("paper", "return", number, "--reason", "Moulin woont hier niet")
    assert done.code == 2
    assert "Moulin" not in done.err
    returned = opened.ask("paper", "return", number, "--reason", "niet-van-een-bron")
    assert returned["toestand"] == "teruggegeven"
    assert opened.rows("SELECT count(*) FROM paper_item_content") == [(0,)]
    again = opened.run("paper", "return", number, "--reason", "niet-van-een-bron")
    assert again.code == 1
    assert opened.ask("paper", "list")["stukken"] == []


def test_an_item_of_which_a_message_stands_does_not_go_back(opened: Register) -> None:
    number = item(opened)
    entered(opened, number, "zaak-ingeschreven", OPENING)
    done = opened.run("paper", "return", number, "--reason", "onleesbaar")
    assert done.code == 1
    assert "correct or retract" in done.err


def test_whoever_looks_at_an_item_is_written_down(opened: Register) -> None:
    number = item(opened)
    entered(opened, number, "zaak-ingeschreven", OPENING)
    before = len(opened.rows("SELECT FROM access_line WHERE shown = 'papier'"))
    shown = opened.ask("paper", "show", number)
    assert shown["gaatOver"] == "dossier Moulin"
    assert json.loads(shown["berichten"][0]["inhoud"])["data"]["persoon"] == PERSON
    [subject] = opened.rows("SELECT subject_id FROM subject WHERE key = 'skn:1234567'")
    lines = opened.rows("SELECT subject_id FROM access_line WHERE shown = 'papier'")
    assert lines[before:] == [subject]


def test_a_wrongly_copied_intake_number_is_not_taken(opened: Register) -> None:
    number = item(opened)
    swapped = f"{number[:-2]}{number[-1]}{number[-2]}"
    assert swapped != number
    done = opened.run("paper", "show", swapped)
    assert done.code == 1
    assert swapped not in done.err
