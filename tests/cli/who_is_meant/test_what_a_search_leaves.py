"""What was asked by name is kept, told to whom it concerns, and goes."""

import pytest

from tests.cli.commands import Register
from tests.cli.who_is_meant.asking import (
    CERTIFICATE,
    NAMESAKE,
    STRANGER,
    WHO,
    decided,
    destroy,
    opened,
    refused,
)


def test_whom_an_undecided_answer_may_be_about_is_kept_with_it(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    people.ask(*CERTIFICATE, "--bsn", "999993653")
    people.load([opened(3, NAMESAKE | {"bsn": "999993653"})])
    people.ask(*CERTIFICATE, "--bsn", "999993653")

    assert people.rows(
        "SELECT answer_id, array_agg(key ORDER BY key) FROM answer_candidate"
        " JOIN subject USING (subject_id) GROUP BY answer_id ORDER BY answer_id"
    ) == [(1, ["skn:1234567", "skn:2345678"]), (3, ["skn:1234567", "skn:3456789"])]


def test_the_list_of_searches_tells_nothing_of_a_person(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    people.ask(*CERTIFICATE, *STRANGER)
    decided(people)

    done = people.run("person", "search", "list", "--json", "--as", "balie")

    assert [(each["gevonden"], each["stand"]) for each in done.document] == [
        ("niet", "afgerond"),
        ("kandidaten", "beslist"),
    ]
    for told in ("1234567", "Moulin", "Ochtendgloren", "1985"):
        assert told not in done.out
    assert people.ask("person", "search", "list", "--open", "--as", "balie") == []


def test_what_was_asked_goes_with_the_answer_that_was_given_to_it(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)
    people.ask(*CERTIFICATE, "--search", "1")

    destroy(people, "skn:1234567")

    shown = people.ask("person", "search", "show", "1", "--reason", "x", "--as", "balie")
    assert (shown["gevraagd"], shown["kandidaten"]) == (None, [])
    assert "no longer kept" in refused(people, *CERTIFICATE, "--search", "1").err


def test_why_it_was_decided_goes_with_the_last_of_those_it_was_about(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)
    content = (
        "SELECT (SELECT count(*) FROM kept_search_content),"
        " (SELECT count(*) FROM kept_search_question),"
        " (SELECT count(*) FROM identity_decision_words)"
    )

    destroy(people, "skn:1234567")
    assert people.rows(content) == [(1, 1, 1)]
    destroy(people, "skn:2345678")

    assert people.rows(content) == [(0, 0, 0)]
    assert people.rows("SELECT count(*) FROM identity_decision") == [(1,)]


@pytest.mark.parametrize("happens", ["answer", "intake", "look"])
def test_a_description_nobody_decided_upon_goes_after_its_term(
    people: Register, happens: str
) -> None:
    people.ask(*CERTIFICATE, *WHO)
    people.ask(*CERTIFICATE, *STRANGER)
    people.ask(*CERTIFICATE, "--name", "Sanne du Moulin", "--born", "1985-12-01")
    decided(people, 3, "--skn", "2345678")
    kept = "SELECT search_id FROM kept_search_content ORDER BY search_id"
    assert people.rows(kept) == [(1,), (2,), (3,)]

    with people.database.transaction() as connection:
        connection.execute("ALTER TABLE kept_search DISABLE TRIGGER kept_search_append_only")
        connection.execute("UPDATE kept_search SET asked_at = asked_at - interval '92 days'")
    match happens:
        case "answer":
            people.ask(*CERTIFICATE, "--skn", "1234567")
        case "intake":
            people.load([opened(3, NAMESAKE)])
        case _:
            people.ask("person", "search", "list", "--as", "balie")

    assert people.rows(kept) == [(3,)]
    assert people.rows("SELECT search_id FROM kept_search_question") == [(3,)]


def test_decisions_and_searches_are_never_changed(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)

    with people.database.connect() as connection:
        for statement in (
            "UPDATE kept_search SET found = 'niet'",
            "DELETE FROM kept_search_candidate",
            "UPDATE identity_decision SET subject_id = NULL",
            "DELETE FROM identity_decision",
            "DELETE FROM answer_identity",
            "UPDATE identity_decision_words SET reason = 'x'",
        ):
            with pytest.raises(Exception, match="append-only"):
                connection.execute(statement)
            connection.rollback()


def test_every_search_is_noted_and_one_too_many_is_refused(
    people: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may try names until one answers learns who is in the register."""
    monkeypatch.setenv("JDS_SEARCHES_AN_HOUR", "3")
    people.ask(*CERTIFICATE, *WHO, "--as", "inspectie")
    people.ask(*CERTIFICATE, *STRANGER, "--as", "inspectie")
    people.ask(*CERTIFICATE, *WHO, "--skn", "1234567", "--as", "inspectie")

    done = refused(people, *CERTIFICATE, *WHO, "--as", "inspectie")

    assert "Moulin" not in done.err
    assert people.rows(
        "SELECT actor, asked_by, result, candidates FROM person_search ORDER BY search_id"
    ) == [
        ("inspectie", "beschrijving", "kandidaten", 2),
        ("inspectie", "beschrijving", "niet", 0),
        ("inspectie", "beschrijving", "zeker", 1),
        ("inspectie", "beschrijving", "geweigerd", 0),
    ]
    assert people.rows("SELECT count(*) FROM answer") == [(3,)]
    assert people.run(*CERTIFICATE, "--skn", "1234567", "--as", "inspectie").code == 0
    assert people.run(*CERTIFICATE, *WHO).code == 0


def test_of_whom_an_answer_was_or_may_have_been_is_told_to_the_privacy_officer(
    people: Register,
) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)
    people.ask(*CERTIFICATE, *WHO)

    may_have_been, was = (
        people.ask("answers", "explain", number, "--reason", "klacht", "--as", "fg")["identiteit"]
        for number in ("1", "2")
    )

    assert may_have_been["kandidaten"] == {"skn": ["1234567", "2345678"], "zonderSkn": 0}
    assert may_have_been["persoon"]["skn"] == []
    assert was["persoon"] == {"skn": ["1234567"], "zonderSkn": 0}
    assert was["besluit"]["nummer"] == 1
    assert people.rows(
        "SELECT shown, count(*) FROM access_line JOIN act USING (act_id)"
        " WHERE verb = 'answers explain' GROUP BY shown ORDER BY shown"
    ) == [("kandidaat", 2), ("niets", 1), ("toelichting", 1)]
    on_screen = people.run("answers", "explain", "2", "--reason", "klacht", "--as", "fg").out
    assert "besluit 1" in on_screen
    destroy(people, "skn:2345678")
    left = people.ask("answers", "explain", "1", "--reason", "klacht", "--as", "fg")
    assert left["identiteit"]["kandidaten"]["skn"] == ["1234567"]
