"""A message about somebody that is in no record is told with every answer about them (I4)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jds.domain.time import as_instant, instant_to_text
from tests.cli.commands import Register
from tests.records.wire import (
    KIND_OF_SOURCE,
    OM,
    Wire,
    corrected,
    message,
    offence,
    registered,
    retracted,
)

ANSWER = ("answer", "--recipient")
CERTIFICATE = (*ANSWER, "justis", "--purpose", "vog-np")
PROSECUTION = (*ANSWER, "om", "--purpose", "strafrechtspleging")
BY_SKN = ("--skn", "1234567")

IMPOSSIBLE: Wire = registered(
    message_id="om-9",
    sequence=9,
    person={"skn": "1234567", "bsn": "999993653"},
    offences=[offence(pleegperiode={"van": "2025-02-30", "tot": "2025-03-01"})],
)


def doubts(answer: Any) -> dict[str, int]:
    """Return which messages about the person are in doubt, without those that none are."""
    return {name: number for name, number in answer["twijfel"]["berichten"].items() if number}


@pytest.mark.parametrize("asked", [BY_SKN, ("--bsn", "999993653")])
def test_somebody_about_whom_something_is_set_aside_is_not_cleared(
    register: Register, asked: tuple[str, str]
) -> None:
    assert register.load([IMPOSSIBLE])["setAside"] == 1

    answer = register.ask(*CERTIFICATE, *asked)

    assert doubts(answer) == {"apart-gezet": 1}
    assert (answer["oordeel"], answer["twijfel"]["zwijgt"]) == ("geen-uitspraak", True)
    assert "bericht-apart-gezet" in answer["kanttekeningen"]
    assert doubts(register.ask(*CERTIFICATE, "--skn", "7654321")) == {}


def test_criminal_justice_is_told_what_is_known_beside_what_is_set_aside(
    register: Register,
) -> None:
    register.load([registered(), IMPOSSIBLE])

    answer = register.ask(*PROSECUTION, *BY_SKN)

    assert (answer["oordeel"], answer["twijfel"]["zwijgt"]) == ("inhoud", False)
    assert doubts(answer) == {"apart-gezet": 1}


def test_what_was_set_aside_is_in_doubt_as_known_then_and_no_longer_once_it_is_returned(
    register: Register,
) -> None:
    before = instant_to_text(as_instant(datetime.now(UTC)))
    register.load([IMPOSSIBLE])
    between = instant_to_text(as_instant(datetime.now(UTC)))
    [listed] = register.ask("set-aside", "list")
    number = str(listed["nummer"])
    assert register.run("set-aside", "return", number, "--reason", "foute datum").code == 0

    def at(moment: str) -> dict[str, int]:
        return doubts(register.ask(*CERTIFICATE, *BY_SKN, "--known-at", moment))

    assert (at(before), at(between)) == ({}, {"apart-gezet": 1})
    assert doubts(register.ask(*CERTIFICATE, *BY_SKN)) == {}


def test_what_was_released_was_in_doubt_until_then(register: Register) -> None:
    register.load([IMPOSSIBLE])
    between = instant_to_text(as_instant(datetime.now(UTC)))
    [listed] = register.ask("set-aside", "list")
    assert register.run("set-aside", "release", str(listed["nummer"])).code == 0

    assert doubts(register.ask(*CERTIFICATE, *BY_SKN)) == {}
    assert doubts(register.ask(*CERTIFICATE, *BY_SKN, "--known-at", between)) == {"apart-gezet": 1}


def test_what_is_in_quarantine_leaves_nothing_to_say_about_whom_it_is(register: Register) -> None:
    register.load([registered()])
    assert register.run("source", "isolate", OM, "--reason", "inbraak").code == 0
    other = registered(message_id="om-2", sequence=2, person={"skn": "7654321"})
    assert register.load([other])["setAside"] == 1

    known, unknown = (register.ask(*CERTIFICATE, "--skn", skn) for skn in ("1234567", "7654321"))

    assert (doubts(known), known["oordeel"]) == ({}, "inhoud")
    assert (doubts(unknown), unknown["oordeel"]) == ({"in-quarantaine": 1}, "geen-uitspraak")
    assert unknown["aanhouding"]["twijfel"] == ["in-quarantaine"]
    assert unknown["aanhouding"]["vrijgaveAls"] == ["bronnen-actueel", "berichten-afgehandeld"]


@pytest.mark.parametrize("change", ["correction", "retraction"])
def test_what_corrects_or_retracts_is_about_whom_the_original_is_about(
    register: Register, change: str
) -> None:
    first = registered()
    register.load([first])
    assert register.run("source", "isolate", OM, "--reason", "inbraak").code == 0
    named: dict[str, Any] = {
        "message_id": "om-2",
        "sequence": 2,
        "time": "2025-04-02T09:00:00+02:00",
    }
    if change == "retraction":
        register.load([retracted(first, **named)])
    else:
        register.load([corrected(first, **named, persoon={"skn": "7654321"})])

    assert doubts(register.ask(*CERTIFICATE, *BY_SKN)) == {"in-quarantaine": 1}
    new_person = {} if change == "retraction" else {"in-quarantaine": 1}
    assert doubts(register.ask(*CERTIFICATE, "--skn", "7654321")) == new_person


def test_a_message_of_a_distrusted_period_is_in_doubt_while_it_is(register: Register) -> None:
    register.load([registered()])
    before = instant_to_text(as_instant(datetime.now(UTC)))
    since = instant_to_text(as_instant(datetime.now(UTC) - timedelta(hours=1)))
    cut = ("source", "isolate", OM, "--reason", "inbraak", "--distrust-from", since)
    assert register.run(*cut).code == 0

    answer = register.ask(*CERTIFICATE, *BY_SKN)
    then = register.ask(*CERTIFICATE, *BY_SKN, "--known-at", before)

    assert (doubts(answer), answer["oordeel"]) == ({"gewantrouwd": 1}, "geen-uitspraak")
    assert (doubts(then), then["oordeel"]) == ({}, "inhoud")
    assert register.ask(*PROSECUTION, *BY_SKN)["oordeel"] == "inhoud"


def test_a_hold_for_what_is_set_aside_ends_by_itself_when_that_is_settled(
    register: Register,
) -> None:
    first = IMPOSSIBLE | {"sequence": "1"}
    register.load([first, *(stated(source, after=first) for source in KIND_OF_SOURCE)])
    answer = register.ask(*CERTIFICATE, *BY_SKN)
    assert (answer["advies"], answer["aanhouding"]["ontbreekt"]) == ("aanhouden", [])
    [held] = register.ask("holds", "list")
    [listed] = register.ask("set-aside", "list")

    register.run("watch")
    assert register.ask("holds", "list") == [held]
    number = str(listed["nummer"])
    assert register.run("set-aside", "return", number, "--reason", "foute datum").code == 0
    register.run("watch")

    assert register.ask("holds", "list") == []
    [ended] = register.ask("holds", "list", "--all")
    assert ended["nummer"] == held["nummer"]


def stated(source: str, *, after: Wire) -> Wire:
    """Return that all of a source is here up to now: `after` when it is its own, else nothing."""
    is_own = after["source"] == source
    now = instant_to_text(as_instant(datetime.now(UTC)))
    return message(
        "bron-stand",
        message_id="stand",
        sequence=2 if is_own else 1,
        time=now,
        source=source,
        volledigTotTijdstip=now,
        laatsteSequence="1" if is_own else "0",
        aantallen={"zaak-ingeschreven": {after["time"][:10]: 1}} if is_own else {},
    )
