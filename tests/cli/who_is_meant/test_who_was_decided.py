"""A person decides who is meant, says why, and takes it back."""

import pytest

from tests.cli.commands import Register
from tests.cli.who_is_meant.asking import (
    CERTIFICATE,
    NAMESAKE,
    STANDARD,
    UNDECIDED,
    WHO,
    WHY,
    apart_from_when,
    claims,
    complete,
    decided,
    opened,
    refused,
    taken_back,
)


def test_whoever_decides_sees_what_was_asked_and_each_candidate_field_by_field(
    people: Register,
) -> None:
    people.ask(*CERTIFICATE, *WHO)
    shown = people.ask("person", "search", "show", "1", "--reason", "beslissen", "--as", "balie")

    assert shown["gevraagd"]["naam"]["geslachtsnaam"] == "du Moulin"
    assert [each["persoon"]["nummers"]["skn"] for each in shown["kandidaten"]] == [
        ["1234567"],
        ["2345678"],
    ]
    first = {each["veld"]: each["uitkomst"] for each in shown["kandidaten"][0]["redenen"]}
    assert (first["geboortedatum"], first["achternaam"]) == ("gelijk", "gelijk")
    assert "zaken" not in shown["kandidaten"][0]["persoon"]
    assert people.rows(
        "SELECT act.actor, act.reason, shown, key FROM access_line JOIN act USING (act_id)"
        " JOIN subject USING (subject_id) WHERE verb = 'person search show' ORDER BY key"
    ) == [
        ("balie", "beslissen", "kandidaat", "skn:1234567"),
        ("balie", "beslissen", "kandidaat", "skn:2345678"),
    ]
    on_screen = people.run("person", "search", "show", "1", "--reason", "x", "--as", "balie")
    assert "Kandidaat 2" in on_screen.out


def test_a_decision_answers_the_search_and_the_same_question_asked_again(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decision = decided(people)

    for whom in (WHO, ("--search", "1"), ("--name", "  suzanne  DU moulin", *WHO[2:])):
        answer = people.ask(*CERTIFICATE, *whom)
        identity = answer["basis"]["identiteit"]
        assert (answer["gevonden"], answer["oordeel"]) == ("zeker", "inhoud")
        assert [case["parketnummer"] for case in answer["inhoud"]["zaken"]] == ["05/780101-25"]
        assert identity["gevondenDoor"] == "besluit"
        assert identity["besluit"] == {"nummer": decision["besluit"], "op": decision["op"]}
        assert answer["vervolg"] is None
    assert decision["uitkomst"] == "persoon"
    assert people.rows("SELECT count(*) FROM answer_about") == [(3,)]


def test_a_decision_may_name_a_candidate_by_its_place(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people, 1, "--candidate", "2")

    answer = people.ask(*CERTIFICATE, "--search", "1")

    assert [case["parketnummer"] for case in answer["inhoud"]["zaken"]] == ["05/780102-25"]


def test_a_decision_that_nobody_is_meant_says_nothing_known_and_how_that_was_found(
    people: Register,
) -> None:
    complete(people)
    people.ask(*CERTIFICATE, *WHO)
    decided(people, 1, "--nobody")

    answer = people.ask(*CERTIFICATE, *WHO)

    assert claims(answer) == ("niet", "niets-bekend-tot", "beslissen-met-waarschuwing")
    assert "gezocht-op-naam" in answer["kanttekeningen"]
    assert answer["basis"]["identiteit"]["gevondenDoor"] == "besluit"


def test_a_decision_holds_for_its_recipient_and_purpose_alone(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)

    assert claims(people.ask(*STANDARD, *WHO)) == UNDECIDED
    other = people.run(*STANDARD, "--search", "1")
    unknown = people.run(*STANDARD, "--search", "99")
    assert (other.code, other.err) == (unknown.code, unknown.err) == (1, other.err)
    assert claims(people.ask(*CERTIFICATE, *WHO, "--place", "Thann"))[0] == "kandidaten"


def test_a_decision_is_taken_back_and_names_the_answers_that_rested_on_it(people: Register) -> None:
    before = people.ask(*CERTIFICATE, *WHO)
    decision = decided(people)
    rested = people.ask(*CERTIFICATE, *WHO)

    undone = taken_back(people)

    assert undone["besluit"] == decision["besluit"]
    assert [each["antwoordnummer"] for each in undone["antwoorden"]] == [rested["antwoordnummer"]]
    after = people.ask(*CERTIFICATE, *WHO)
    assert claims(after) == claims(before) == UNDECIDED
    shown = people.ask("answers", "show", str(rested["antwoordnummer"]))
    assert shown["besluitTeruggenomenOp"] > rested["basis"]["bekendOp"]
    assert {name: shown[name] for name in rested} == rested
    twice = people.run("person", "decide", "1", "--take-back", *WHY, "--as", "balie")
    assert (twice.code, "no decision" in twice.err.casefold()) == (1, True)


def test_what_was_answered_as_known_then_is_answered_so_again(people: Register) -> None:
    """As known before the decision, while it stood, and after it was taken back."""
    given = [people.ask(*CERTIFICATE, *WHO)]
    decided(people)
    given.append(people.ask(*CERTIFICATE, *WHO))
    taken_back(people)
    given.append(people.ask(*CERTIFICATE, *WHO))
    people.load([opened(3, NAMESAKE)])

    for answer in given:
        at = answer["basis"]["bekendOp"]
        again = people.ask(*CERTIFICATE, *WHO, "--known-at", at)
        assert apart_from_when(again) == apart_from_when(answer)


def test_a_conflict_can_be_decided_and_a_certain_one_need_not(people: Register) -> None:
    conflict = people.ask(*CERTIFICATE, *WHO, "--skn", "2345678")
    certain = people.ask(*CERTIFICATE, *WHO, "--skn", "1234567")
    first, second = (each["basis"]["identiteit"]["zoeknummer"] for each in (conflict, certain))

    decided(people, first)

    assert people.ask(*CERTIFICATE, *WHO, "--skn", "2345678")["gevonden"] == "zeker"
    refused = people.run("person", "decide", str(second), "--nobody", *WHY, "--as", "balie")
    assert (refused.code, "nothing to decide" in refused.err) == (1, True)


def test_a_recipient_neither_decides_nor_sees_candidates(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO, "--as", "inspectie")

    for command in (
        ("person", "decide", "1", "--nobody", *WHY),
        ("person", "search", "show", "1", "--reason", "x"),
        ("person", "search", "list"),
    ):
        refused(people, *command, "--as", "inspectie")
    refused(people, *CERTIFICATE, *WHO, "--as", "balie")
    assert people.rows("SELECT count(*) FROM identity_decision") == [(0,)]


def test_choosing_somebody_who_is_not_here_is_refused_and_accounted_for(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)

    for who in (("--skn", "5555555"), ("--candidate", "9")):
        done = refused(people, "person", "decide", "1", *who, *WHY, "--as", "balie")
        assert "5555555" not in done.err
    assert people.rows("SELECT count(*) FROM identity_decision") == [(0,)]
    assert people.rows("SELECT count(*) FROM act WHERE verb = 'person decide'") == [(2,)]


def test_what_stands_must_be_taken_back_before_another_decision(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    people.ask(*CERTIFICATE, *WHO)
    decided(people)

    for search in ("1", "2"):
        done = refused(people, "person", "decide", search, "--nobody", *WHY, "--as", "balie")
        assert "Take that back first" in done.err
    taken_back(people)
    decided(people, 2, "--nobody")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--skn", "1234567", "--nobody"),
        ("--nobody", "--take-back"),
        ("--skn", "rommel"),
    ],
)
def test_a_decision_says_one_thing(people: Register, arguments: tuple[str, ...]) -> None:
    people.ask(*CERTIFICATE, *WHO)

    assert people.run("person", "decide", "1", *arguments, *WHY, "--as", "balie").code == 2


def test_a_decision_needs_a_reason(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)

    assert people.run("person", "decide", "1", "--nobody", "--as", "balie").code == 2
