"""An answer is kept as it was given, shown again and explained, and goes."""

import json

import pytest

from jds.domain.time import day_from_text
from jds.ledger.erase import erase
from tests.cli.answers.questions import CERTIFICATE, STANDARD, WOMAN, facts, loaded_at
from tests.cli.commands import Register
from tests.records.wire import MINISTER, corrected, decided, message, offence, registered, retracted


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

    assert facts(again.document) == [("05/780109-25", 2)]
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

    assert facts(before) == [("05/780109-25", 1)]
    assert again.document["inhoud"] is None
    assert "780109" not in again.out


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

    assert facts(before) == [("05/780109-25", 1)]
    assert facts(register.ask(*CERTIFICATE, *WOMAN)) == [("05/780109-25", 1), ("05/780109-25", 2)]
    assert facts(again.document) == [("05/780109-25", 1)]
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
