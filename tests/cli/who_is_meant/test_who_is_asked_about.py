"""An answer about somebody without a number: candidates, and never nothing known."""

import re

import pytest

from tests.cli.commands import Register
from tests.cli.who_is_meant.asking import (
    CERTIFICATE,
    NAMESAKE,
    STRANGER,
    UNDECIDED,
    WHO,
    apart_from_when,
    claims,
    complete,
    opened,
    person,
)


def test_who_is_like_somebody_here_is_never_nothing_known(people: Register) -> None:
    answer = people.ask(*CERTIFICATE, *WHO)

    assert claims(answer) == UNDECIDED
    assert (answer["inhoud"], answer["classificaties"]) == (None, [])
    assert answer["nietToegepast"] == {"wachtend": 0, "tegenstrijdig": 0}
    assert (answer["vervolg"], answer["kanttekeningen"][0]) == (
        "beslissing-aangevraagd",
        "identiteit-onzeker",
    )
    identity = answer["basis"]["identiteit"]
    assert (identity["gevondenDoor"], identity["zoeknummer"], identity["besluit"]) == (
        "beschrijving",
        1,
        None,
    )
    assert identity["methode"].startswith("naam-1@")


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_recipient_learns_nothing_of_any_candidate(
    people: Register, options: tuple[str, ...]
) -> None:
    asked = people.run(*CERTIFICATE, *WHO, *options, "--as", "inspectie")
    again = people.run("answers", "show", "1", *options, "--as", "inspectie")

    for told in (asked, again):
        assert told.code == 0
        for secret in ("1234567", "2345678", "999993653", "Sanne", "Moulin", "78010"):
            assert secret not in told.out
        # Nor a weight; the seconds of a moment have two digits before the point.
        assert not re.search(r"(?<![0-9])[01]\.[0-9]", told.out)


def test_how_many_are_alike_does_not_show(people: Register) -> None:
    two = people.ask(*CERTIFICATE, *WHO)
    one = people.ask(*CERTIFICATE, "--name", "Suzanne du Moulin", "--born", "1985-12-10")

    assert apart_from_when(two) == apart_from_when(one)


@pytest.mark.parametrize(
    ("born", "claimed"),
    [
        ("1931-02-03", ("niet", "niets-bekend-tot", "beslissen-met-waarschuwing")),
        ("1931-02", ("niet", "geen-uitspraak", "aanhouden")),
        ("onbekend", ("niet", "geen-uitspraak", "aanhouden")),
    ],
)
def test_nobody_found_by_name_claims_less_than_nobody_found_by_number(
    people: Register, born: str, claimed: tuple[str, str, str]
) -> None:
    complete(people)
    answer = people.ask(*CERTIFICATE, *STRANGER[:2], "--born", born)

    assert claims(answer) == claimed
    assert "gezocht-op-naam" in answer["kanttekeningen"]
    assert ("geboortedatum-onvolledig" in answer["kanttekeningen"]) == (born != "1931-02-03")
    assert answer["basis"]["identiteit"]["methode"].startswith("naam-1@")
    assert answer["vervolg"] is None


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (("--skn", "1234567"), "zeker"),
        (("--bsn", "999993653"), "zeker"),
        (("--skn", "2345678"), "strijdig"),
        (("--skn", "4567890"), "strijdig"),
    ],
)
def test_a_name_beside_a_number_is_a_check_on_the_number(
    people: Register, number: tuple[str, str], found: str
) -> None:
    people.load([opened(3, person("4567890", "Piet", "Bakker"))])

    answer = people.ask(*CERTIFICATE, *WHO, *number)

    assert answer["gevonden"] == found
    if found == "zeker":
        assert answer["basis"]["identiteit"]["gevondenDoor"] == number[0].strip("-")
        assert [case["parketnummer"] for case in answer["inhoud"]["zaken"]] == ["05/780101-25"]
    else:
        assert claims(answer)[1:] == UNDECIDED[1:]
        assert answer["vervolg"] == "beslissing-aangevraagd"


def test_who_stand_together_among_those_who_may_be_meant_are_asked_about(
    people: Register,
) -> None:
    people.load([opened(3, NAMESAKE)])
    before = people.ask("person", "review", "list")

    answer = people.ask(*CERTIFICATE, *WHO, "--known-at", "2")
    as_known_then = people.ask("person", "review", "list")
    people.ask(*CERTIFICATE, *WHO)
    asked = people.ask("person", "review", "list")

    assert claims(answer) == UNDECIDED
    assert before == as_known_then == []
    assert {(each["soort"], each["herkomst"]) for each in asked} == {("mogelijk-een", "zoeken")}
    assert "1234567" not in str(asked)


@pytest.mark.parametrize(
    "whom",
    [
        ("--name", "Moulin"),
        ("--born", "1985-12-01"),
        ("--place", "Thann"),
        ("--name", " ", "--born", "1985"),
        ("--name", "a\udcff", "--born", "1985"),
        ("--name", "a\nb", "--born", "1985"),
        ("--name", "x" * 501, "--born", "1985"),
        ("--name", "Moulin", "--born", "1985-13"),
        ("--name", "Moulin", "--born", "0000"),
        ("--name", "Moulin", "--born", "1985-02-30"),
        ("--name", "Moulin", "--born", "1985", "--sex", "X"),
        ("--search", "1", "--skn", "1234567"),
        ("--search", "0"),
    ],
)
def test_a_description_that_means_nothing_is_wrong_usage(
    people: Register, whom: tuple[str, ...]
) -> None:
    done = people.run(*CERTIFICATE, *whom)

    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "Moulin" not in done.err
