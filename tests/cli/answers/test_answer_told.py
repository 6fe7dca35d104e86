"""What an answer tells, and on what ground."""

from typing import Any

import pytest

from tests.cli.answers.questions import CERTIFICATE, STANDARD, WOMAN, facts
from tests.cli.commands import Register
from tests.records.wire import PERSONS, Wire, message, registered


def test_an_answer_has_every_part_of_the_contract(loaded: Register) -> None:
    answer = loaded.ask(*CERTIFICATE, *WOMAN)

    assert answer["antwoordnummer"] == 1
    assert answer["gevonden"] == "zeker"
    assert answer["oordeel"] == "inhoud"
    assert answer["bekendTot"] == "2025-07-04T22:00:00Z"
    assert answer["advies"] == "beslissen-met-waarschuwing"
    assert answer["basis"]["positie"] == 27
    assert len(answer["actualiteit"]) == 5
    assert facts(answer) == [("05/780109-25", 1), ("05/780109-25", 2)]
    for reason in answer["redenen"]:
        assert reason["regel"]
        assert reason["vindplaats"]
        assert reason["zekerheid"]
        assert reason["uitleg"].endswith(".")


def test_convictions_only_leaves_an_acquittal_out_without_a_trace(loaded: Register) -> None:
    done = loaded.run(*STANDARD, *WOMAN, "--json")

    assert facts(done.document) == [("05/780109-25", 1)]
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

    assert facts(before) == [("05/780109-25", 1), ("05/780109-25", 2)]
    assert facts(after.document) == [("05/780109-25", 2)]
    assert "mishandeling" not in after.out
    assert [
        each["betreft"].get("feitnummer") for each in after.document["classificaties"][0]["feiten"]
    ] == [2, None]


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
