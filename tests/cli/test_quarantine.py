"""What an untrusted source sends, through the command line: compared, released, returned."""

import json
from typing import Any

import pytest

from jds.accounting.roles import MAY, Role, Verb
from tests.cli.commands import Register
from tests.cli.source_words import make
from tests.records.wire import OM, decided, registered


@pytest.fixture
def distrustful(register: Register) -> Register:
    """Give a register whose prosecution service has returned and is not trusted yet."""
    make(register, OM, "terugkerend")
    return register


def send(register: Register, count: int = 3) -> Any:
    """Load some cases of the prosecution service; return the receipt."""
    return register.load(
        [
            registered(
                message_id=f"om-{n}",
                sequence=n,
                person={"skn": str(1234560 + n)},
                case={"parketnummer": f"05/78{n:04d}-25"},
            )
            for n in range(1, count + 1)
        ]
    )


def listed(register: Register) -> list[Any]:
    """Return the slices of the quarantine."""
    slices: list[Any] = register.ask("quarantine", "list")["delen"]
    return slices


def test_intake_tells_that_messages_were_set_aside_and_status_how_many_are_in_quarantine(
    distrustful: Register,
) -> None:
    receipt = send(distrustful)

    assert (receipt["received"], receipt["accepted"], receipt["setAside"]) == (3, 0, 3)
    status = distrustful.ask("status")
    assert status["inQuarantaine"] == status["wachtrijen"]["apart-gezet"] == 3
    assert {each["reden"] for each in distrustful.ask("set-aside", "list")} == {"quarantaine"}
    assert "In quarantaine: 3 berichten" in distrustful.run("set-aside", "list").out


def test_from_quarantine_to_the_record(distrustful: Register) -> None:
    send(distrustful)
    [before] = listed(distrustful)
    assert before["nietVergeleken"] == 3

    compared = distrustful.ask("quarantine", "compare", OM)
    assert (compared["vergeleken"], compared["totalen"]) == (3, [])
    [slice_] = compared["delen"]
    done = distrustful.ask(
        "quarantine", "release", slice_["deel"], "--digest", slice_["digest"], "--reason", "gezien"
    )

    assert (done["berichten"], done["begintMetInhalen"]) == (3, True)
    assert done["inhalen"]["toegelaten"] == 3
    assert listed(distrustful) == []
    [release] = distrustful.ask("quarantine", "list")["vrijgaven"]
    assert (release["door"], release["reden"], release["wachtOpToelating"]) == (
        "beheerder",
        "gezien",
        0,
    )
    assert len(distrustful.ask("record", "--skn", "1234561")["zaken"]) == 1
    assert distrustful.ask("ledger", "verify")["klopt"]
    assert distrustful.ask("status")["lezers"][0]["achterstand"] == 0


def test_a_release_by_another_digest_is_refused_and_lets_nothing_in(distrustful: Register) -> None:
    send(distrustful)
    distrustful.ask("quarantine", "compare", OM)
    [slice_] = listed(distrustful)
    send(distrustful, 4)

    done = distrustful.run(
        "quarantine", "release", slice_["deel"], "--digest", slice_["digest"], "--reason", "gezien"
    )

    assert done.code == 1
    assert "another digest" in done.err
    assert distrustful.rows("SELECT count(*) FROM quarantine_release") == [(0,)]
    assert distrustful.rows("SELECT count(*) FROM ledger_line") == [(0,)]


def test_findings_are_shown_and_must_be_accepted_by_number(register: Register) -> None:
    register.load([registered()])
    make(register, OM, "terugkerend")
    register.load([registered(on="2025-03-01")], name="again.ndjson")

    compared = register.ask("quarantine", "compare", OM)
    [finding] = compared["bevindingen"]
    assert (finding["soort"], finding["ernst"], finding["nummers"]) == (
        "gewijzigde-inhoud",
        "ernstig",
        [1],
    )
    [slice_] = listed(register)
    asked = (
        "quarantine", "release", slice_["deel"], "--digest", slice_["digest"], "--reason", "gezien",
    )  # fmt: skip
    refused = register.run(*asked)
    assert (refused.code, "accept-findings" in refused.err) == (1, True)
    assert register.ask(*asked, "--accept-findings", "1")["aanvaardeBevindingen"] == 1
    shown = register.run("quarantine", "compare", OM)
    assert (shown.code, shown.err) == (0, "")


def test_sign_off_now_and_let_in_later(distrustful: Register) -> None:
    send(distrustful)
    distrustful.ask("quarantine", "compare", OM)
    [slice_] = listed(distrustful)
    distrustful.ask(
        "quarantine", "release", slice_["deel"], "--digest", slice_["digest"],
        "--reason", "gezien", "--later",
    )  # fmt: skip

    shown = distrustful.ask("catch-up", "--show")
    assert shown["bronnen"] == [{"bron": OM, "vrijgegeven": 3, "nietVrijgegeven": 0}]
    assert shown["klassen"] == [{"klasse": "misdrijven", "vrijgegeven": 3}]
    assert shown["gedaan"] is None
    assert distrustful.ask("catch-up")["gedaan"]["toegelaten"] == 3
    assert distrustful.ask("catch-up")["bronnen"] == []
    assert distrustful.run("catch-up").code == 0


def test_a_message_in_quarantine_is_shown_to_who_may_see_it_and_that_is_written_down(
    register: Register,
) -> None:
    register.load([registered()])
    make(register, OM, "terugkerend")
    register.load(
        [decided("sepot", message_id="om-2", sequence=2, sepotgronden=["02"])], name="more.ndjson"
    )
    for name, role in (("rita", "release-officer"), ("olga", "operator")):
        assert register.run("actor", "add", name, "--role", role).code == 0

    shown = register.ask("quarantine", "show", "1", "--as", "rita", "--reason", "vergelijking")

    assert json.loads(shown["inhoud"])["data"]["besluit"] == "sepot"
    assert shown["deel"].startswith("1/")
    assert register.rows("SELECT shown, subject_id FROM access_line") == [("quarantaine", 1)]
    refused = register.run("quarantine", "show", "1", "--as", "olga", "--reason", "nieuwsgierig")
    assert refused.code == 1


def test_a_slice_is_returned_by_its_digest(distrustful: Register) -> None:
    send(distrustful)
    [slice_] = listed(distrustful)

    done = distrustful.ask(
        "quarantine", "return", slice_["deel"], "--digest", slice_["digest"], "--reason", "vals"
    )

    assert (done["berichten"], done["toestand"]) == (3, "teruggegeven")
    assert distrustful.rows("SELECT DISTINCT state, settled_by FROM set_aside") == [
        ("teruggegeven", "beheerder")
    ]


def test_an_operator_lets_nothing_in_and_a_release_officer_loads_nothing() -> None:
    assert not MAY[Role.OPERATOR] & {Verb.RELEASE_SLICE, Verb.RETURN_SLICE, Verb.SHOW_QUARANTINED}
    assert Verb.LOAD not in MAY[Role.RELEASE_OFFICER]
    assert MAY[Role.AUDITOR] & {Verb.LIST_QUARANTINE} == {Verb.LIST_QUARANTINE}


@pytest.mark.parametrize("digest", ["", "xx", "00", "é" * 64])
def test_a_digest_that_is_none_is_wrong_usage(distrustful: Register, digest: str) -> None:
    done = distrustful.run("quarantine", "release", "1/alles", "--digest", digest, "--reason", "x")

    assert done.code == 2


def test_a_slice_that_is_none_and_a_source_that_is_none_are_refused(register: Register) -> None:
    zeros = "0" * 64
    for asked in (
        ("quarantine", "release", "1/niets", "--digest", zeros, "--reason", "x"),
        ("quarantine", "return", "99", "--digest", zeros, "--reason", "x"),
        ("quarantine", "show", "1", "--reason", "x"),
        ("quarantine", "compare", "urn:nld:oin:00000001000000000099:systeem:niemand"),
        ("quarantine", "list", "--source", "niemand"),
    ):
        done = register.run(*asked)
        assert (done.code, done.out) == (1, ""), asked
