"""Answers: what a recipient is told on its ground, what is kept of it, and who may see why."""

import json
from typing import Any

import pytest

from jds.domain.time import day_from_text
from jds.ledger.erase import erase
from tests.cli.commands import Register
from tests.records.wire import (
    MINISTER,
    PERSONS,
    Wire,
    corrected,
    decided,
    message,
    offence,
    registered,
    retracted,
)

WOMAN = ("--skn", "1234567")
CERTIFICATE = ("answer", "--recipient", "justis", "--purpose", "vog-np", "--on", "2026-01-01")
STANDARD = ("answer", "--recipient", "bestuursorgaan", "--purpose", "standaard")
KEPT = "SELECT count(*) FROM answer"


def _facts(answer: Any) -> list[tuple[str, int]]:
    return [
        (case["parketnummer"], fact["feitnummer"])
        for case in answer["inhoud"]["zaken"]
        for fact in case["feiten"]
    ]


def test_an_answer_has_every_part_of_the_contract(loaded: Register) -> None:
    answer = loaded.ask(*CERTIFICATE, *WOMAN)

    assert answer["antwoordnummer"] == 1
    assert answer["gevonden"] == "zeker"
    assert answer["oordeel"] == "inhoud"
    assert answer["bekendTot"] == "2025-07-04T22:00:00Z"
    assert answer["advies"] == "beslissen-met-waarschuwing"
    assert answer["basis"]["positie"] == 27
    assert len(answer["actualiteit"]) == 5
    assert _facts(answer) == [("05/780109-25", 1), ("05/780109-25", 2)]
    for reason in answer["redenen"]:
        assert reason["regel"]
        assert reason["vindplaats"]
        assert reason["zekerheid"]
        assert reason["uitleg"].endswith(".")


def test_convictions_only_leaves_an_acquittal_out_without_a_trace(loaded: Register) -> None:
    done = loaded.run(*STANDARD, *WOMAN, "--json")

    assert _facts(done.document) == [("05/780109-25", 1)]
    assert "diefstal" not in done.out
    assert "vrijspraak" not in done.out


def test_a_certificate_shows_an_acquittal_as_not_to_be_weighed(loaded: Register) -> None:
    answer = loaded.ask(*CERTIFICATE, *WOMAN)
    [case] = answer["inhoud"]["zaken"]

    assert [fact["weging"] for fact in case["feiten"]] == ["mag-meewegen", "mag-niet-meewegen"]
    [sorting] = answer["classificaties"]
    assert [(each["betreft"].get("feitnummer"), each["groep"]) for each in sorting["feiten"]] == [
        (1, "binnen-termijn"),
        (2, "mag-niet-meewegen"),
        (None, "binnen-termijn"),
    ]


@pytest.mark.parametrize("number", [("--bsn", "999993653"), WOMAN])
def test_a_person_is_found_by_any_number_that_means_one(
    loaded: Register, number: tuple[str, str]
) -> None:
    assert loaded.ask(*CERTIFICATE, *number)["gevonden"] == "zeker"


def test_a_person_is_found_by_a_v_number(register: Register) -> None:
    person = {"skn": "1234567", "vNummer": "0123456789"}
    register.load([registered(person=person)])

    answer = register.ask(*CERTIFICATE, "--v-number", "0123456789")

    assert (answer["gevonden"], len(answer["inhoud"]["zaken"])) == ("zeker", 1)


def test_a_number_that_two_people_carry_is_an_answer_of_its_own(register: Register) -> None:
    one = {"skn": "1234567", "bsn": "999993653"}
    other = {"skn": "2345678", "bsn": "999993653"}
    register.load(
        [
            registered(person=one),
            registered(
                message_id="om-2", sequence=2, person=other, case={"parketnummer": "05/780110-25"}
            ),
        ]
    )

    answer = register.ask(*CERTIFICATE, "--bsn", "999993653")

    assert (answer["gevonden"], answer["oordeel"]) == ("strijdig", "geen-uitspraak")
    assert (answer["inhoud"], answer["advies"]) == (None, "aanhouden")
    assert register.rows("SELECT found, subject_id FROM answer") == [("strijdig", None)]


def test_somebody_unknown_is_known_up_to_a_moment_and_no_further(loaded: Register) -> None:
    answer = loaded.ask(*CERTIFICATE, "--skn", "5555555")

    assert (answer["gevonden"], answer["oordeel"]) == ("niet", "niets-bekend-tot")
    assert answer["bekendTot"] == "2025-07-04T22:00:00Z"
    assert answer["inhoud"] is None


def test_a_fact_that_the_law_removed_is_told_to_nobody(loaded: Register) -> None:
    done = loaded.run(
        "answer", "--recipient", "rechter", "--purpose", "strafrechtspleging", "--skn", "2345678"
    )

    assert done.code == 0
    assert "846013" not in done.out


@pytest.mark.parametrize(
    ("ground", "says"),
    [
        (("--recipient", "buurman", "--purpose", "vog-np"), "names a recipient [buurman]"),
        (("--recipient", "justis", "--purpose", "nieuwsgierig"), "for the purpose [nieuwsgierig]"),
        (("--recipient", "minister", "--purpose", "bijzonder-geval"), "decision"),
        (("--recipient", "werkgever-overheid", "--purpose", "personeel"), "consent"),
        (("--recipient", "ilt", "--purpose", "signaal-taxi"), "own motion"),
    ],
)
def test_without_a_ground_nothing_is_told_and_nothing_is_kept(
    loaded: Register, ground: tuple[str, ...], says: str
) -> None:
    done = loaded.run("answer", *ground, *WOMAN, "--json")

    assert (done.code, done.out) == (1, "")
    assert says in done.err
    assert "1234567" not in done.err
    assert loaded.rows(KEPT) == [(0,)]


def test_a_number_typed_for_a_code_is_not_repeated(loaded: Register) -> None:
    done = loaded.run("answer", "--recipient", "999993653", "--purpose", "vog-np", *WOMAN)

    assert done.code == 2
    assert "999993653" not in done.err


def test_an_answer_is_kept_as_it_was_given(loaded: Register) -> None:
    given = loaded.ask(*CERTIFICATE, *WOMAN)

    assert loaded.ask("answers", "show", "1") == given


def test_an_answer_asked_again_is_the_same_whatever_arrived_since(loaded: Register) -> None:
    before = loaded.ask(*CERTIFICATE, *WOMAN, "--known-at", "27")
    loaded.load(
        [
            message(
                "gratie-verleend",
                message_id="jenv-9",
                sequence=4,
                time="2025-07-20T09:00:00+02:00",
                source=MINISTER,
                persoon={"skn": "1234567"},
                zaak={"parketnummer": "05/780109-25"},
                besluitnummer="2025000999",
                beslotenOp="2025-07-19",
                sancties=[],
            )
        ]
    )

    after = loaded.ask(*CERTIFICATE, *WOMAN, "--known-at", "27")
    now = loaded.ask(*CERTIFICATE, *WOMAN)

    assert after | {"antwoordnummer": 1} == before
    assert "2025000999" in json.dumps(now)
    assert "2025000999" not in json.dumps(after)


def test_every_answer_is_accounted_for_in_the_same_transaction(loaded: Register) -> None:
    loaded.ask(*CERTIFICATE, *WOMAN, "--reason", "aanvraag 12")
    loaded.ask(*CERTIFICATE, "--skn", "5555555")

    assert loaded.rows(
        "SELECT act.verb, act.reason, subject.key, access_line.shown, answer.verdict"
        " FROM answer JOIN act USING (act_id) JOIN access_line USING (act_id)"
        " LEFT JOIN subject ON subject.subject_id = access_line.subject_id ORDER BY answer_id"
    ) == [
        ("answer", "aanvraag 12", "skn:1234567", "verstrekking", "inhoud"),
        ("answer", "justis/vog-np", None, "niets", "niets-bekend-tot"),
    ]


def test_the_list_of_answers_tells_nothing_of_a_person(loaded: Register) -> None:
    loaded.ask(*CERTIFICATE, *WOMAN)
    done = loaded.run("answers", "list", "--json")

    [line] = done.document
    assert (line["ontvanger"], line["doel"], line["oordeel"]) == ("justis", "vog-np", "inhoud")
    for told in ("1234567", "999993653", "Moulin", "780109"):
        assert told not in done.out


def test_a_recipient_asks_as_itself_and_sees_its_own_answers(loaded: Register) -> None:
    for name, recipient in (("inspectie", "justis"), ("griffie", "rechter")):
        loaded.ask("actor", "add", name, "--role", "recipient", "--recipient", recipient)
    loaded.ask(*CERTIFICATE, *WOMAN, "--as", "inspectie")

    refused = loaded.run(*STANDARD, *WOMAN, "--as", "inspectie")
    foreign = loaded.run("answers", "show", "1", "--as", "griffie")

    assert (refused.code, refused.out) == (1, "")
    assert (foreign.code, foreign.out) == (1, "")
    assert loaded.run("answers", "show", "1", "--as", "inspectie").code == 0
    assert loaded.ask("answers", "list", "--as", "griffie") == []
    assert len(loaded.ask("answers", "list", "--as", "inspectie")) == 1
    assert loaded.run("record", *WOMAN, "--as", "inspectie").code == 1


def test_an_actor_that_asks_for_nobody_is_not_made_a_recipient(register: Register) -> None:
    assert register.run("actor", "add", "a", "--role", "recipient").code == 1
    assert register.run("actor", "add", "b", "--role", "operator", "--recipient", "om").code == 1
    assert not (register.home / "keys" / "a.pem").exists()


def test_what_was_withheld_is_for_the_privacy_officer_and_logged(loaded: Register) -> None:
    loaded.ask("actor", "add", "fg", "--role", "privacy-officer")
    loaded.ask("actor", "add", "balie", "--role", "recipient", "--recipient", "bestuursorgaan")
    loaded.ask(*STANDARD, *WOMAN, "--as", "balie")

    told = loaded.ask("answers", "explain", "1", "--as", "fg", "--reason", "klacht")
    refused = loaded.run("answers", "explain", "1", "--as", "balie", "--reason", "klacht")

    shown = {
        each["betreft"]["feitnummer"]: each["getoond"] for each in told["toelichting"]["feiten"]
    }
    assert shown == {1: True, 2: False}
    withheld = told["toelichting"]["feiten"][1]
    assert (withheld["velden"], withheld["redenen"][-1]["regel"]) == ([], "DIS-A1")
    assert (refused.code, refused.out) == (1, "")
    assert loaded.rows(
        "SELECT act.actor, act.reason, shown, key FROM access_line JOIN act USING (act_id)"
        " JOIN subject USING (subject_id) WHERE verb = 'answers explain'"
    ) == [("fg", "klacht", "toelichting", "skn:1234567")]


def test_what_an_answer_said_goes_with_what_it_rested_on(loaded: Register) -> None:
    loaded.ask(*CERTIFICATE, *WOMAN)
    loaded.ask(*CERTIFICATE, "--skn", "2345678")
    with loaded.database.transaction() as connection:
        positions = [
            position
            for (position,) in connection.execute(
                "SELECT position FROM about JOIN subject USING (subject_id)"
                " WHERE key = 'skn:1234567'"
            )
        ]
        erase(
            connection,
            positions,
            rule="RET-2",
            erased_on=day_from_text("2045-05-20"),
            now=loaded_at(connection),
        )

    gone, kept = (loaded.ask("answers", "show", number) for number in ("1", "2"))

    assert gone["vernietigd"] == [{"op": "2045-05-20", "regel": "RET-2"}]
    assert "inhoud" not in gone
    assert kept["gevonden"] == "zeker"
    assert loaded.ask("answers", "explain", "1", "--reason", "proef")["toelichting"] is None
    assert loaded.rows("SELECT answer_id FROM answer_content") == [(2,)]


def loaded_at(connection: Any) -> Any:
    """Return the moment of the last batch: an erasure comes after it."""
    return connection.execute("SELECT recorded_at FROM ledger_head").fetchone()[0]


def test_an_answer_cannot_be_changed_or_unsaid(loaded: Register) -> None:
    loaded.ask(*CERTIFICATE, *WOMAN)

    with loaded.database.connect() as connection:
        for statement in (
            "UPDATE answer SET verdict = 'geen-uitspraak'",
            "DELETE FROM answer",
            "UPDATE answer_content SET content = '{}'",
        ):
            with pytest.raises(Exception, match="append-only"):
                connection.execute(statement)
            connection.rollback()


def test_an_answer_on_screen_says_how_far_it_reaches_and_why(loaded: Register) -> None:
    done = loaded.run(*CERTIFICATE, *WOMAN)

    for part in ("Antwoord 1", "Advies:", "Waarom dit getoond wordt", "Actualiteit per bron"):
        assert part in done.out
    assert "niets bekend tot" in loaded.run(*CERTIFICATE, "--skn", "5555555").out.casefold()


def test_a_case_whose_charges_are_not_known_is_told_to_who_may_see_everything(
    register: Register,
) -> None:
    opened = registered()
    opened["data"]["feiten"] = []
    register.load([opened])

    judge = register.ask(
        "answer", "--recipient", "rechter", "--purpose", "strafrechtspleging", *WOMAN
    )
    standard = register.run(*STANDARD, *WOMAN, "--json")
    told = register.ask("answers", "explain", "2", "--reason", "proef")["toelichting"]

    [case] = judge["inhoud"]["zaken"]
    assert (case["parketnummer"], case["feiten"]) == ("05/780109-25", [])
    assert "780109" not in standard.out
    assert [each["getoond"] for each in told["zakenZonderFeiten"]] == [False]


def test_what_is_withheld_prolongs_no_term_that_is_told(loaded: Register) -> None:
    """A shielded fact must not show through the sorting of the others."""
    for name in ("een", "twee"):
        loaded.ask("actor", "add", name, "--role", "privacy-officer")
    proposed = loaded.ask(
        *("shield", "propose", *WOMAN, "--case", "05/780109-25", "--offence", "1"),
        *("--kind", "afgeschermd", "--ground", "betwist", "--reason", "bezwaar", "--as", "een"),
    )
    before = loaded.ask(*CERTIFICATE, *WOMAN)
    loaded.ask("approve", str(proposed["nummer"]), "--reason", "gezien", "--as", "twee")

    after = loaded.run(*CERTIFICATE, *WOMAN, "--json")

    assert _facts(before) == [("05/780109-25", 1), ("05/780109-25", 2)]
    assert _facts(after.document) == [("05/780109-25", 2)]
    assert "mishandeling" not in after.out
    assert [
        each["betreft"].get("feitnummer") for each in after.document["classificaties"][0]["feiten"]
    ] == [2, None]


def test_what_was_shielded_since_is_not_told_again(loaded: Register) -> None:
    for name in ("een", "twee"):
        loaded.ask("actor", "add", name, "--role", "privacy-officer")
    loaded.ask(*CERTIFICATE, *WOMAN)
    proposed = loaded.ask(
        *("shield", "propose", *WOMAN, "--case", "05/780109-25", "--offence", "1"),
        *("--kind", "afgeschermd", "--ground", "betwist", "--reason", "bezwaar", "--as", "een"),
    )
    loaded.ask("approve", str(proposed["nummer"]), "--reason", "gezien", "--as", "twee")

    again = loaded.run("answers", "show", "1", "--json")
    on_screen = loaded.run("answers", "show", "1")

    assert _facts(again.document) == [("05/780109-25", 2)]
    assert again.document["zegtMinderDanToen"] is True
    assert "mishandeling" not in again.out + on_screen.out
    assert "Let op" in on_screen.out


def test_what_the_law_removed_since_is_not_told_again(register: Register) -> None:
    opened = registered()
    dismissed = decided("sepot", message_id="om-2", sequence=2, sepotgronden=["02"])
    register.load([opened, dismissed])
    before = register.ask(*CERTIFICATE, *WOMAN)
    register.load(
        [
            corrected(
                dismissed,
                message_id="om-3",
                sequence=3,
                time="2025-05-01T09:00:00+02:00",
                sepotgronden=["01"],
            )
        ]
    )

    again = register.run("answers", "show", "1", "--json")

    assert _facts(before) == [("05/780109-25", 1)]
    assert again.document["inhoud"] is None
    assert "780109" not in again.out


def test_a_certificate_may_be_asked_by_profile_function_and_day(loaded: Register) -> None:
    answer = loaded.ask(
        *CERTIFICATE, *WOMAN, "--profile", "65", "--function", "taxi", "--applied-on", "2025-12-01"
    )

    assert answer["gevraagd"] == {
        "aangevraagdOp": "2025-12-01",
        "functie": "taxi",
        "profiel": "65",
    }
    assert any("5 jaar" in reason["uitleg"] for reason in answer["classificaties"][0]["redenen"])


@pytest.mark.parametrize(
    ("option", "code"),
    [
        (("--function", "onzin"), 1),
        (("--applied-on", "2026-01-02"), 1),
        (("--edition", "0000000000000000"), 1),
        (("--profile", "999993653"), 2),
        (("--article", "rommel"), 2),
        (("--fact", "rommel"), 2),
        (("--applied-on", "gisteren"), 2),
        (("--years", "0"), 2),
        (("--name", "Moulin"), 2),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    loaded: Register, option: tuple[str, ...], code: int
) -> None:
    done = loaded.run(*CERTIFICATE, *WOMAN, *option)

    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1
    assert "fault of the program" not in done.err
    assert "999993653" not in done.err
    assert loaded.rows(KEPT) == [(0,)]


@pytest.mark.parametrize("option", [("--function", "onzin"), ("--applied-on", "2026-01-02")])
def test_what_cannot_be_used_is_refused_whether_or_not_somebody_is_here(
    loaded: Register, option: tuple[str, str]
) -> None:
    """Else a refused request tells for free, and unseen, that the register knows somebody."""
    known = loaded.run(*CERTIFICATE, *WOMAN, *option)
    unknown = loaded.run(*CERTIFICATE, "--skn", "5555555", *option)

    assert (known.code, known.out, known.err) == (unknown.code, unknown.out, unknown.err)
    assert known.code == 1


@pytest.mark.parametrize("option", [("--fact", "\udcff#1"), ("--article", "\udcff 300")])
def test_bytes_that_are_no_text_are_wrong_usage(loaded: Register, option: tuple[str, str]) -> None:
    done = loaded.run(*CERTIFICATE, *WOMAN, *option)

    assert (done.code, done.out) == (2, "")
    assert "fault of the program" not in done.err


def test_a_number_typed_for_that_of_an_answer_is_not_repeated(loaded: Register) -> None:
    for command in ("show", "explain"):
        done = loaded.run("answers", command, "999993653")

        assert (done.code, done.out) == (1, "")
        assert "999993653" not in done.err


def test_an_identity_in_doubt_is_told_of_neither_on_screen_nor_to_a_machine(
    register: Register,
) -> None:
    numbers = ("1234567", "2345678", "3456789")
    persons: list[Wire] = [{"skn": number} for number in numbers]

    def statement(kind: str, number: int, **data: Any) -> Wire:
        time = f"2025-04-0{number}T09:00:00+02:00"
        return message(
            kind, message_id=f"p-{number}", sequence=number, time=time, source=PERSONS, **data
        )

    register.load(
        [
            registered(),
            statement("persoon-gesplitst", 1, personen=[persons[0], persons[2]], reden="a"),
            statement(
                "persoon-samengevoegd", 2, leidend=persons[0], opgegaan=[persons[1]], reden="b"
            ),
            statement(
                "persoon-samengevoegd", 3, leidend=persons[1], opgegaan=[persons[2]], reden="c"
            ),
        ]
    )

    done = register.run(*CERTIFICATE, *WOMAN, "--json")

    assert (done.document["oordeel"], done.document["advies"]) == ("geen-uitspraak", "aanhouden")
    assert (done.document["inhoud"], done.document["classificaties"]) == (None, [])
    assert "mishandeling" not in done.out + register.run(*CERTIFICATE, *WOMAN).out


def test_what_somebody_named_is_not_kept_when_nobody_is_meant(loaded: Register) -> None:
    """The number of a case would outlive the case: nothing leads from this answer to a person."""
    answer = loaded.ask(*CERTIFICATE, "--skn", "5555555", "--fact", "05/780109-25#1")

    assert "feiten" not in answer["gevraagd"]
    assert loaded.rows(
        "SELECT count(*) FROM answer JOIN answer_content USING (answer_id)"
        " WHERE content LIKE '%780109%' OR request::text LIKE '%780109%'"
    ) == [(0,)]


def test_an_answer_shown_again_never_says_more_than_it_did(register: Register) -> None:
    """A dismissal that removed a fact is retracted since: the answer did not tell of the fact."""
    opened = registered(offences=[offence(1), offence(2, kwalificatie="diefstal")])
    removing = decided("sepot", message_id="om-2", sequence=2, feitnummers=[2], sepotgronden=["01"])
    register.load([opened, removing])
    before = register.ask(*CERTIFICATE, *WOMAN)
    register.load(
        [retracted(removing, message_id="om-3", sequence=3, time="2025-05-01T09:00:00+02:00")]
    )

    again = register.run("answers", "show", "1", "--json")

    assert _facts(before) == [("05/780109-25", 1)]
    assert _facts(register.ask(*CERTIFICATE, *WOMAN)) == [("05/780109-25", 1), ("05/780109-25", 2)]
    assert _facts(again.document) == [("05/780109-25", 1)]
    assert "diefstal" not in again.out


def test_an_explanation_says_nothing_when_what_was_named_is_destroyed(loaded: Register) -> None:
    loaded.ask(
        *("answer", "--recipient", "minister", "--purpose", "bijzonder-geval", "--decision", "9"),
        *("--fact", "05/780109-25#1", *WOMAN),
    )
    with loaded.database.transaction() as connection:
        [(position,)] = connection.execute(
            "SELECT max(position) FROM about JOIN subject USING (subject_id)"
            " WHERE key = 'skn:1234567'"
        ).fetchall()
        erase(
            connection,
            [position],
            rule="RET-2",
            erased_on=day_from_text("2045-05-20"),
            now=loaded_at(connection),
        )

    assert loaded.ask("answers", "explain", "1", "--reason", "proef")["toelichting"] is None
