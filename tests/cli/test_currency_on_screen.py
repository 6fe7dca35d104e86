"""What an answer says on screen of its own currency, and of what follows from it."""

from typing import Any

import pytest

from jds.cli.currency_on_screen import print_advice, print_sources_weighed
from tests.cli.commands import Register
from tests.records.wire import OM, registered

CERTIFICATE = ("answer", "--recipient", "justis", "--purpose", "vog-np")
FOSTER = ("answer", "--recipient", "rvdk", "--purpose", "pleegzorg")


@pytest.fixture
def cut_off(register: Register) -> Register:
    """Give a register of which the prosecution service was cut off, with one open case."""
    register.load([registered()])
    assert register.run("source", "isolate", OM, "--reason", "inbraak").code == 0
    return register


def test_a_hold_says_until_when_why_and_what_is_missing(cut_off: Register) -> None:
    told = cut_off.ask(*CERTIFICATE, "--skn", "1234567")
    shown = cut_off.run(*CERTIFICATE, "--skn", "1234567").out

    assert told["advies"] == "aanhouden"
    hold = told["aanhouding"]
    assert f"aanhouden, tot uiterlijk {hold['uiterlijk']}" in shown
    assert f"opnieuw op {hold['herzienOp']}" in shown
    assert "Ontbreekt: gps sinds" in shown
    assert "Dit vervalt zodra deze bronnen weer actueel zijn." in shown
    for reason in told["advisering"]["redenen"]:
        assert reason["uitleg"] in shown
    for route in told["andereWegen"]:
        assert route["uitleg"] in shown
    # That is said only when it is not certain who is meant.
    assert "om wie het gaat" not in shown


def test_foster_care_reads_that_not_being_in_the_register_is_never_enough(
    cut_off: Register,
) -> None:
    shown = cut_off.run(*FOSTER, "--skn", "7654321").out

    assert "Advies: de beslissing aanhouden" in shown
    assert "nooit genoeg" in shown


def test_a_warning_promises_to_look_again(cut_off: Register) -> None:
    told = cut_off.ask(*CERTIFICATE, "--skn", "7654321")
    shown = cut_off.run(*CERTIFICATE, "--skn", "7654321").out

    assert told["advies"] == "beslissen-met-waarschuwing"
    assert "Advies: beslissen, met een waarschuwing." in shown
    assert "Dit antwoord wordt opnieuw bezien zodra deze bronnen weer actueel zijn." in shown


def test_an_indication_of_the_police_that_the_recipient_states_holds_a_decision(
    cut_off: Register,
) -> None:
    told = cut_off.ask(*CERTIFICATE, "--skn", "7654321", "--police-indication")

    assert told["advies"] == "aanhouden"
    assert told["advisering"]["klasse"] == "politie-indicatie"
    assert told["aanhouding"]["reden"] == "politie-indicatie"
    assert told["gevraagd"]["politieIndicatie"] is True


def test_of_each_source_it_is_said_what_it_means_for_this_answer(cut_off: Register) -> None:
    told = cut_off.ask(*CERTIFICATE, "--skn", "1234567")
    shown = cut_off.run(*CERTIFICATE, "--skn", "1234567").out

    [om] = [each for each in told["actualiteit"] if each["bron"] == OM]
    assert om["waarom"]
    for reason in om["waarom"]:
        assert f"gps: {reason['uitleg']}" in shown
    assert ", ".join(told["nietAangesloten"]) in shown


def test_an_answer_of_before_advice_is_shown_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    old: dict[str, Any] = {"advies": "beslissen", "actualiteit": [{"bron": OM}]}

    print_advice(old)
    print_sources_weighed(old)

    assert capsys.readouterr().out == "Advies: beslissen.\n"
