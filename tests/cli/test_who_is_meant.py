"""Answers about somebody without a number: candidates, the decision of a person, taking it back."""

import re
from typing import Any

import pytest

from jds.domain.time import day_from_text
from jds.ledger.erase import erase
from tests.cli.commands import Done, Register
from tests.records.wire import PERSONS, Wire, message, registered

CERTIFICATE = ("answer", "--recipient", "justis", "--purpose", "vog-np", "--on", "2026-01-01")
STANDARD = ("answer", "--recipient", "bestuursorgaan", "--purpose", "standaard")
WHO = ("--name", "Suzanne du Moulin", "--born", "1985-12-01")
STRANGER = ("--name", "Wilhelmina Ochtendgloren", "--born", "1931-02-03")
WHY = ("--reason", "geboorteakte gezien")


def person(skn: str, given: str = "Suzanne", family: str = "Moulin", **more: Any) -> Wire:
    return {
        "skn": skn,
        "naam": {"voornamen": given, "voorvoegsel": "du", "geslachtsnaam": family},
        "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}},
        **more,
    }


WOMAN = person("1234567", bsn="999993653")
TWIN = person("2345678", "Sanne")
NAMESAKE = person("3456789")


def opened(number: int, who: Wire) -> Wire:
    return registered(
        message_id=f"om-{number}",
        sequence=number,
        person=who,
        case={"parketnummer": f"05/78010{number}-25"},
    )


@pytest.fixture
def people(register: Register) -> Register:
    """Give a register with two people who look alike."""
    register.load([opened(1, WOMAN), opened(2, TWIN)])
    for name, role in (("balie", "operator"), ("fg", "privacy-officer")):
        register.ask("actor", "add", name, "--role", role)
    register.ask("actor", "add", "inspectie", "--role", "recipient", "--recipient", "justis")
    return register


def decided(register: Register, search: int = 1, *who: str) -> Any:
    chosen = who or ("--skn", "1234567")
    return register.ask("person", "decide", str(search), *chosen, *WHY, "--as", "balie")


def taken_back(register: Register, search: int = 1) -> Any:
    return register.ask(
        "person", "decide", str(search), "--take-back", "--reason", "toch niet", "--as", "balie"
    )


def claims(answer: Any) -> tuple[str, str, str]:
    return answer["gevonden"], answer["oordeel"], answer["advies"]


UNDECIDED = ("kandidaten", "geen-uitspraak", "aanhouden")


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

    assert _apart_from_when(two) == _apart_from_when(one)


def _apart_from_when(answer: Any) -> Any:
    """Return an answer without its numbers and its moment."""
    identity = answer["basis"]["identiteit"] | {"zoeknummer": 0}
    basis = answer["basis"] | {"bekendOp": "", "identiteit": identity}
    return answer | {"antwoordnummer": 0, "basis": basis}


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
    _complete(people)
    people.ask(*CERTIFICATE, *WHO)
    decided(people, 1, "--nobody")

    answer = people.ask(*CERTIFICATE, *WHO)

    assert claims(answer) == ("niet", "niets-bekend-tot", "beslissen-met-waarschuwing")
    assert "gezocht-op-naam" in answer["kanttekeningen"]
    assert answer["basis"]["identiteit"]["gevondenDoor"] == "besluit"


_SINCE_THE_LAST_STATEMENT = """
    SELECT urn, line.kind, ((time AT TIME ZONE 'Europe/Amsterdam')::date)::text, count(*)
      FROM ledger_line AS line
      JOIN source USING (source_id)
     WHERE line.kind <> 'bron-stand'
       AND sequence > (SELECT coalesce(max(sequence), 0) FROM source_statement AS earlier
                        WHERE earlier.source_id = source.source_id)
     GROUP BY 1, 2, 3
"""


def _complete(register: Register) -> None:
    """Let every source state that all of it is here."""
    for number, (urn, highest) in enumerate(
        register.rows("SELECT urn, highest FROM source ORDER BY urn"), start=1
    ):
        counts: dict[str, dict[str, int]] = {}
        for named, kind, day, count in register.rows(_SINCE_THE_LAST_STATEMENT):
            if named == urn:
                counts.setdefault(kind, {})[day] = count
        register.load(
            [
                message(
                    "bron-stand",
                    message_id=f"stand-{number}",
                    sequence=highest + 1,
                    time="2025-07-05T00:05:00+02:00",
                    source=urn,
                    volledigTotTijdstip="2025-07-05T00:00:00+02:00",
                    laatsteSequence=str(highest),
                    aantallen=counts,
                )
            ]
        )


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
    _complete(people)
    answer = people.ask(*CERTIFICATE, *STRANGER[:2], "--born", born)

    assert claims(answer) == claimed
    assert "gezocht-op-naam" in answer["kanttekeningen"]
    assert ("geboortedatum-onvolledig" in answer["kanttekeningen"]) == (born != "1931-02-03")
    assert answer["basis"]["identiteit"]["methode"].startswith("naam-1@")
    assert answer["vervolg"] is None


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
        assert _apart_from_when(again) == _apart_from_when(answer)


def test_somebody_who_was_not_considered_overtakes_a_decision(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)
    show = ("person", "search", "show", "1", "--reason", "x", "--as", "balie")
    assert people.ask(*show)["anderenSindsdien"] is False
    people.load([opened(3, NAMESAKE)])

    answer = people.ask(*CERTIFICATE, *WHO)

    assert claims(answer) == UNDECIDED
    assert "besluit-achterhaald" in answer["kanttekeningen"]
    assert people.ask(*show)["anderenSindsdien"] is True
    assert "3456789" not in people.run(*show).out
    assert answer["basis"]["identiteit"]["besluit"] is None
    decided(people, answer["basis"]["identiteit"]["zoeknummer"])
    assert people.ask(*CERTIFICATE, *WHO)["gevonden"] == "zeker"


def test_a_candidate_who_fits_better_than_when_considered_overtakes_a_decision(
    people: Register,
) -> None:
    """That none is meant was decided while she was called otherwise."""
    people.ask(*CERTIFICATE, *WHO)
    decided(people, 1, "--nobody")
    people.load(
        [
            message(
                "persoon-gewijzigd",
                message_id="p-1",
                sequence=1,
                time="2025-04-01T09:00:00+02:00",
                source=PERSONS,
                persoon=person("2345678", "Suzanne"),
                geldigVanaf="2025-04-01",
            )
        ]
    )

    assert "besluit-achterhaald" in people.ask(*CERTIFICATE, *WHO)["kanttekeningen"]


def test_merging_those_considered_leaves_a_decision_in_force(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)
    people.load(
        [
            message(
                "persoon-samengevoegd",
                message_id="p-1",
                sequence=1,
                time="2025-04-01T09:00:00+02:00",
                source=PERSONS,
                leidend={"skn": "1234567"},
                opgegaan=[{"skn": "2345678"}],
                reden="een persoon",
            )
        ]
    )

    assert len(people.ask(*CERTIFICATE, *WHO)["inhoud"]["zaken"]) == 2


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


def test_a_conflict_can_be_decided_and_a_certain_one_need_not(people: Register) -> None:
    conflict = people.ask(*CERTIFICATE, *WHO, "--skn", "2345678")
    certain = people.ask(*CERTIFICATE, *WHO, "--skn", "1234567")
    first, second = (each["basis"]["identiteit"]["zoeknummer"] for each in (conflict, certain))

    decided(people, first)

    assert people.ask(*CERTIFICATE, *WHO, "--skn", "2345678")["gevonden"] == "zeker"
    refused = people.run("person", "decide", str(second), "--nobody", *WHY, "--as", "balie")
    assert (refused.code, "nothing to decide" in refused.err) == (1, True)


def test_whom_an_undecided_answer_may_be_about_is_kept_with_it(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    people.ask(*CERTIFICATE, "--bsn", "999993653")
    people.load([opened(3, NAMESAKE | {"bsn": "999993653"})])
    people.ask(*CERTIFICATE, "--bsn", "999993653")

    assert people.rows(
        "SELECT answer_id, array_agg(key ORDER BY key) FROM answer_candidate"
        " JOIN subject USING (subject_id) GROUP BY answer_id ORDER BY answer_id"
    ) == [(1, ["skn:1234567", "skn:2345678"]), (3, ["skn:1234567", "skn:3456789"])]


def _refused(register: Register, *command: str) -> Done:
    done = register.run(*command)
    assert (done.code, done.out) == (1, ""), done
    return done


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


def test_a_recipient_neither_decides_nor_sees_candidates(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO, "--as", "inspectie")

    for command in (
        ("person", "decide", "1", "--nobody", *WHY),
        ("person", "search", "show", "1", "--reason", "x"),
        ("person", "search", "list"),
    ):
        _refused(people, *command, "--as", "inspectie")
    _refused(people, *CERTIFICATE, *WHO, "--as", "balie")
    assert people.rows("SELECT count(*) FROM identity_decision") == [(0,)]


def test_choosing_somebody_who_is_not_here_is_refused_and_accounted_for(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)

    for who in (("--skn", "5555555"), ("--candidate", "9")):
        done = _refused(people, "person", "decide", "1", *who, *WHY, "--as", "balie")
        assert "5555555" not in done.err
    assert people.rows("SELECT count(*) FROM identity_decision") == [(0,)]
    assert people.rows("SELECT count(*) FROM act WHERE verb = 'person decide'") == [(2,)]


def test_what_stands_must_be_taken_back_before_another_decision(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    people.ask(*CERTIFICATE, *WHO)
    decided(people)

    for search in ("1", "2"):
        done = _refused(people, "person", "decide", search, "--nobody", *WHY, "--as", "balie")
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


def _erase(register: Register, key: str) -> None:
    with register.database.transaction() as connection:
        positions = connection.execute(
            "SELECT position FROM about JOIN subject USING (subject_id) WHERE key = %s", [key]
        ).fetchall()
        now = connection.execute("SELECT recorded_at FROM ledger_head").fetchone()
        assert now is not None
        erase(
            connection,
            [position for (position,) in positions],
            rule="RET-2",
            erased_on=day_from_text("2045-05-20"),
            now=now[0],
        )


def test_what_was_asked_goes_with_the_answer_that_was_given_to_it(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)
    people.ask(*CERTIFICATE, "--search", "1")

    _erase(people, "skn:1234567")

    shown = people.ask("person", "search", "show", "1", "--reason", "x", "--as", "balie")
    assert (shown["gevraagd"], shown["kandidaten"]) == (None, [])
    assert "no longer kept" in _refused(people, *CERTIFICATE, "--search", "1").err


def test_why_it_was_decided_goes_with_the_last_of_those_it_was_about(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)
    content = (
        "SELECT (SELECT count(*) FROM kept_search_content),"
        " (SELECT count(*) FROM kept_search_question),"
        " (SELECT count(*) FROM identity_decision_words)"
    )

    _erase(people, "skn:1234567")
    assert people.rows(content) == [(1, 1, 1)]
    _erase(people, "skn:2345678")

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

    done = _refused(people, *CERTIFICATE, *WHO, "--as", "inspectie")

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
    _erase(people, "skn:2345678")
    left = people.ask("answers", "explain", "1", "--reason", "klacht", "--as", "fg")
    assert left["identiteit"]["kandidaten"]["skn"] == ["1234567"]
