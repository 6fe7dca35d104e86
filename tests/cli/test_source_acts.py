"""What an operator does about a source, as typed: cut off, agree, ask again, settle."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.commands import Register
from tests.records.wire import COURT, OM, examples

NEW = "urn:nld:oin:00000001000000000009:systeem:nieuw"


def isolate(register: Register, *more: str) -> object:
    return register.ask("source", "isolate", OM, "--reason", "inbraak gemeld", *more)


# Cutting off -----------------------------------------------------------------------------------


def test_one_operator_cuts_a_source_off_and_every_list_says_so(loaded: Register) -> None:
    loaded.ask("actor", "add", "olga", "--role", "operator")

    cut = loaded.ask("source", "isolate", OM, "--reason", "inbraak gemeld", "--as", "olga")

    assert (cut["stand"], cut["was"], cut["positie"]) == ("afgesneden", "laat", 27)
    assert cut["wantrouwenVanaf"] is None
    [listed] = [each for each in loaded.ask("source", "list") if each["bron"] == OM]
    assert listed["stand"] == "afgesneden"
    [change] = loaded.ask("source", "show", OM)["standen"]
    assert (change["door"], change["reden"], change["stand"], change["was"]) == (
        *("olga", "inbraak gemeld"),
        *("afgesneden", "laat"),
    )
    assert change["sinds"] == cut["sinds"] == cut["afgesnedenSinds"]


def test_an_answer_says_that_a_source_is_cut_off(loaded: Register) -> None:
    isolate(loaded)

    shown = loaded.ask("record", "--skn", "1234567", "--reason", "proef")

    assert {each["bron"]: each["stand"] for each in shown["actualiteit"]}[OM] == "afgesneden"


def test_a_source_is_distrusted_from_before_it_was_cut_off_and_then_from_earlier(
    loaded: Register,
) -> None:
    isolate(loaded)
    cut = loaded.ask("source", "show", OM)["standen"][0]

    wider = isolate(loaded, "--distrust-from", "2025-05-01T00:00:00Z")

    assert isinstance(wider, dict)
    assert wider["wantrouwenVanaf"] == "2025-05-01T00:00:00Z"
    assert wider["afgesnedenSinds"] == cut["sinds"]
    narrower = loaded.run(
        *("source", "isolate", OM, "--reason", "toch later"),
        *("--distrust-from", "2025-06-01T00:00:00Z"),
    )
    assert narrower.code == 1
    assert "earlier --distrust-from" in narrower.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((OM,), 2, "--reason"),
        ((OM, "--reason", ""), 1, "reason"),
        ((NEW, "--reason", "proef"), 1, "jds source list"),
        ((OM, "--reason", "proef", "--distrust-from", "gisteren"), 2, "--distrust-from"),
        ((OM, "--reason", "proef", "--distrust-from", "2999-01-01T00:00:00Z"), 1, "yet to come"),
    ],
)
def test_what_cannot_be_cut_off_is_refused_with_a_sentence(
    loaded: Register, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = loaded.run("source", "isolate", *arguments)

    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert loaded.ask("source", "show", OM)["standen"] == []


def test_who_is_cut_off_is_told_on_screen_what_comes_next(loaded: Register) -> None:
    done = loaded.run(
        *("source", "isolate", OM, "--reason", "inbraak gemeld"),
        *("--distrust-from", "2025-05-01T00:00:00Z"),
    )

    said = " ".join(done.out.split())
    assert "jds source reconnect" in said
    assert "[2025-05-01T00:00:00Z]" in said


def test_cutting_off_takes_the_key_of_the_actor(loaded: Register) -> None:
    shutil.rmtree(loaded.home / "keys")

    assert loaded.run("source", "isolate", OM, "--reason", "proef").code == 1


# Rhythm ----------------------------------------------------------------------------------------


def test_a_rhythm_is_agreed_and_what_was_before_stays(register: Register) -> None:
    register.ask("source", "rhythm", OM, "--silent-after", "PT4H", "--heartbeat-every", "PT1H")

    agreed = register.ask(
        *("source", "rhythm", OM, "--expected", "300,300,300,300,300,20,0"),
        *("--usual-delay", "PT10M", "--complete-from", "2015-01-01T00:00:00+01:00"),
    )

    sinds = agreed["ritme"].pop("sinds")
    assert agreed["ritme"] == {
        "stilNa": "PT4H",
        "hartslagElke": "PT1H",
        "gebruikelijkeVertraging": "PT10M",
        "verwachtPerDag": [300, 300, 300, 300, 300, 20, 0],
        "volledigVanaf": "2014-12-31T23:00:00Z",
    }
    assert [each["stilNa"] for each in agreed["eerder"]] == ["PT26H", "PT4H"]
    assert register.ask("source", "rhythm", OM)["ritme"]["sinds"] == sinds
    assert register.ask("source", "show", OM)["ritme"]["stilNa"] == "PT4H"
    assert "PT4H" in register.run("source", "rhythm", OM).out


def test_a_source_is_added_with_all_that_is_agreed(register: Register) -> None:
    added = register.ask(
        *("source", "add", "--urn", NEW, "--kind", "police", "--heartbeat-every", "PT1H"),
        *("--usual-delay", "PT10M", "--expected", "1,2,3,4,5,6,7", "--silent-after", "PT2H"),
        *("--complete-from", "2020-01-01T00:00:00Z"),
    )

    assert added["ritme"] == {
        "stilNa": "PT2H",
        "hartslagElke": "PT1H",
        "gebruikelijkeVertraging": "PT10M",
        "verwachtPerDag": [1, 2, 3, 4, 5, 6, 7],
        "volledigVanaf": "2020-01-01T00:00:00Z",
    }


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("--silent-after", "PT0S"), 1, "--silent-after"),
        (("--silent-after", "een dag"), 2, "--silent-after"),
        (("--heartbeat-every", "PT27H"), 1, "--silent-after"),
        (("--heartbeat-every", "PT0S"), 1, "--heartbeat-every"),
        (("--expected", "1,2,3"), 1, "[3]"),
        (("--expected", "1,2,3,4,5,6,x"), 2, "--expected"),
        (("--expected", "-1,2,3,4,5,6,7"), 2, "--expected"),
        (("--complete-from", "2020-01-01"), 2, "--complete-from"),
    ],
)
def test_what_cannot_be_agreed_is_refused_with_a_sentence(
    register: Register, given: tuple[str, str], code: int, said: str
) -> None:
    option, value = given
    done = register.run("source", "rhythm", OM, f"{option}={value}")

    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert register.ask("source", "rhythm", OM)["eerder"] == []


def test_an_auditor_reads_a_rhythm_and_agrees_none(register: Register) -> None:
    register.ask("actor", "add", "anna", "--role", "auditor")

    assert register.run("source", "rhythm", OM, "--as", "anna").code == 0
    assert register.run("source", "rhythm", OM, "--usual-delay", "PT1H", "--as", "anna").code == 1


# Sending again ---------------------------------------------------------------------------------


def with_a_gap(register: Register) -> None:
    register.load([message for message in examples() if message["id"] != "gps-000002"])


def test_a_request_for_what_is_missing_is_a_file(register: Register, tmp_path: Path) -> None:
    with_a_gap(register)

    asked = register.ask("source", "resend", OM, "--into", str(tmp_path))

    file = tmp_path / "naleveringsverzoek-1.json"
    assert asked.pop("bestand") == str(file)
    assert json.loads(file.read_bytes()) == asked
    assert asked["bron"] == OM
    assert asked["reeksen"] == [{"vanSequence": 2, "totEnMetSequence": 2}]
    [kept] = register.ask("source", "show", OM)["verzoeken"]
    assert (kept["nummer"], kept["reeksen"]) == (1, asked["reeksen"])


def test_after_a_restore_a_range_is_asked(loaded: Register, tmp_path: Path) -> None:
    done = loaded.run(
        *("source", "resend", OM, "--from", "3", "--to", "900"), *("--into", str(tmp_path))
    )

    assert done.code == 0
    assert "naleveringsverzoek-1.json" in "".join(done.out.split())
    written = json.loads((tmp_path / "naleveringsverzoek-1.json").read_bytes())
    assert written["reeksen"] == [{"vanSequence": 3, "totEnMetSequence": 900}]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((OM,), 1, "nothing to ask for"),
        ((OM, "--from", "3"), 2, "--to"),
        ((OM, "--to", "3"), 2, "--from"),
        ((OM, "--from", "0", "--to", "3"), 2, "--from"),
        ((OM, "--from", "3", "--to", "2147483648"), 2, "--to"),
        ((OM, "--from", "4", "--to", "3"), 1, "leads back"),
        ((NEW, "--from", "1", "--to", "3"), 1, "jds source list"),
        ((OM, "--from", "1", "--to", "3", "--into", "/nowhere"), 2, "--into"),
    ],
)
def test_what_cannot_be_asked_again_is_refused_and_leaves_no_file(
    loaded: Register,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    done = loaded.run("source", "resend", *arguments)

    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert list(here.iterdir()) == []
    assert loaded.ask("source", "show", OM)["verzoeken"] == []


# Alarms ----------------------------------------------------------------------------------------


def with_a_clash(register: Register) -> int:
    twin = next(message for message in examples() if message["id"] == "rechtspraak-000003")
    register.load([*examples(), {**twin, "id": "rechtspraak-000003b"}])
    seen = register.ask("watch")
    [clash] = [each for each in seen["alarmen"] if each["soort"] == "nummer-botst"]
    number: int = clash["nummer"]
    return number


def test_alarms_are_listed_for_all_sources_or_for_one(register: Register) -> None:
    number = with_a_clash(register)

    everything = register.ask("source", "alarms")
    of_court = register.ask("source", "alarms", COURT)

    assert number in {each["nummer"] for each in of_court}
    assert {each["bron"] for each in of_court} == {COURT}
    assert {each["bron"] for each in everything} > {COURT}
    assert register.run("source", "alarms", NEW).code == 1
    assert "volgnummer" in register.run("source", "alarms", COURT).out
    assert [each["nummer"] for each in register.ask("source", "show", COURT)["alarmen"]] == [
        each["nummer"] for each in of_court
    ]


def test_an_alarm_that_is_in_order_is_settled_with_a_reason_and_stays_in_the_list(
    register: Register,
) -> None:
    number = with_a_clash(register)
    assert register.run("source", "settle", str(number)).code == 2

    settled = register.ask("source", "settle", str(number), "--reason", "proef van de bron")

    assert (settled["afgedaanDoor"], settled["afgedaanOmdat"]) == (
        *("beheerder", "proef van de bron"),
    )
    assert number not in {each["nummer"] for each in register.ask("watch")["alarmen"]}
    assert number not in {each["nummer"] for each in register.ask("source", "alarms")}
    assert number in {each["nummer"] for each in register.ask("source", "alarms", "--all")}
    again = register.run("source", "settle", str(number), "--reason", "nog eens")
    assert (again.code, "closed already" in again.err) == (1, True)


def test_an_alarm_of_something_missing_is_not_waved_away(register: Register) -> None:
    with_a_gap(register)
    seen = register.ask("watch")
    [gap] = [each for each in seen["alarmen"] if each["soort"] == "gat"]

    refused = register.run("source", "settle", str(gap["nummer"]), "--reason", "vast goed")

    assert refused.code == 1
    assert "ends by itself" in refused.err
    assert register.run("source", "settle", "999", "--reason", "proef").code == 1
