"""A fact is shielded by two people, and by nobody alone."""

import signal

import pytest

from jds.accounting.roles import FOUR_EYES
from jds.cli.proposals import EXECUTORS
from tests.cli.commands import Register
from tests.cli.processes import is_waiting_for_a_lock, start, wait_until
from tests.cli.shields.acts import CASE, GROUND, marks, proposed


def test_one_person_shields_nothing(staffed: Register) -> None:
    answer = proposed(staffed).document

    assert (answer["handeling"], answer["toestand"]) == ("shield propose", "voorgesteld")
    assert marks(staffed) == [None, None]
    assert staffed.ask("shield", "list") == []


def test_what_was_proposed_twice_is_done_once(staffed: Register) -> None:
    first, second = (str(proposed(staffed).document["nummer"]) for _ in range(2))
    assert staffed.run("approve", first, "--as", "petra").code == 0

    refused = staffed.run("approve", second, "--as", "petra")

    assert refused.code == 1
    assert f"[{first}]" in refused.err
    assert staffed.rows("SELECT number FROM shield") == [(int(first),)]


@pytest.mark.parametrize(
    ("case", "number"), [("05/780109-24", "1"), (CASE, "3"), (CASE, "een"), ("", "1")]
)
def test_a_fact_that_is_not_there_is_not_shielded_and_the_asking_is_accounted_for(
    staffed: Register, case: str, number: str
) -> None:
    refused = proposed(staffed, case=case, number=number)

    assert (refused.code, refused.out) == (1, "")
    assert "1234567" not in refused.err
    assert staffed.rows("SELECT count(*) FROM proposal") == [(0,)]
    assert staffed.rows(
        "SELECT verb, shown, reason FROM access_line JOIN act USING (act_id) ORDER BY line_id"
    ) == [("shield propose", "niets", None)]


def test_somebody_unknown_has_no_fact_to_shield(staffed: Register) -> None:
    assert proposed(staffed, skn="5555555").code == 1
    assert proposed(staffed, skn="1x").code == 2


@pytest.mark.parametrize("name", ["olga", "anna"])
def test_who_has_no_part_in_it_neither_proposes_nor_approves_nor_looks(
    staffed: Register, name: str
) -> None:
    staffed.run("actor", "add", "anna", "--role", "auditor")
    number = str(proposed(staffed).document["nummer"])

    for command in (
        ("approve", number),
        ("proposals", "show", number),
        ("proposals", "withdraw", number),
        ("shield", "show", number),
        ("shield", "lift", number),
        ("shield", "inform", number, "--told-on", "2026-03-01", "--by", "brief"),
    ):
        refused = staffed.run(*command, "--as", name)
        assert (refused.code, refused.out) == (1, ""), command
        assert f"[{name}]" in refused.err
    assert proposed(staffed, by=name).code == 1
    assert staffed.run("proposals", "list", "--as", name).code == 0
    assert staffed.run("shield", "list", "--as", name).code == 0


def test_one_of_the_two_must_be_a_privacy_officer(staffed: Register) -> None:
    staffed.run("actor", "add", "karel", "--role", "keeper")
    number = str(proposed(staffed, by="beheerder").document["nummer"])

    refused = staffed.run("approve", number, "--as", "karel")

    assert refused.code == 1
    assert "[privacy-officer]" in refused.err
    assert staffed.run("approve", number, "--as", "piet").code == 0
    by_officer = str(proposed(staffed, by="petra", number="2").document["nummer"])
    assert staffed.run("approve", by_officer, "--as", "karel").code == 0


def test_an_approval_that_is_killed_before_it_is_confirmed_did_nothing(staffed: Register) -> None:
    number = str(proposed(staffed).document["nummer"])
    with staffed.database.transaction() as connection:
        connection.execute("LOCK TABLE shield IN EXCLUSIVE MODE")
        process = start(staffed, "approve", number, "--as", "petra")
        wait_until(lambda: is_waiting_for_a_lock(staffed, "shield"))
        process.send_signal(signal.SIGKILL)
        process.communicate()

    assert staffed.ask("proposals", "list")[0]["toestand"] == "voorgesteld"
    assert staffed.rows("SELECT count(*) FROM act WHERE verb = 'approve'") == [(0,)]
    assert staffed.run("approve", number, "--as", "petra").code == 0
    assert marks(staffed)[0] is not None


def test_a_proposal_shows_exactly_what_is_signed_and_that_it_was_looked_at(
    staffed: Register,
) -> None:
    number = str(proposed(staffed).document["nummer"])

    shown = staffed.ask("proposals", "show", number, "--as", "petra", "--reason", "beoordelen")

    assert shown["inhoud"]["skn"] == "1234567"
    assert shown["inhoud"]["zaak"] == [f"p:{CASE}"]
    assert (shown["inhoud"]["feitnummer"], shown["inhoud"]["soort"]) == (1, "afgeschermd")
    assert (shown["inhoud"]["grond"], shown["reden"]) == (GROUND, "brief van 1 maart")
    assert staffed.rows(
        "SELECT actor, verb, shown FROM access_line JOIN act USING (act_id)"
        " ORDER BY line_id DESC LIMIT 1"
    ) == [("petra", "proposals show", "voorstel")]
    assert GROUND in staffed.run("proposals", "show", number).out


def test_a_proposal_is_withdrawn_by_whom_it_concerns(staffed: Register) -> None:
    number = str(proposed(staffed).document["nummer"])

    withdrawn = staffed.ask("proposals", "withdraw", number, "--reason", "vergissing")

    assert withdrawn == {"nummer": int(number), "toestand": "ingetrokken"}
    [line] = staffed.ask("proposals", "list")
    assert (line["toestand"], line["afgedaanDoor"]) == ("ingetrokken", "beheerder")
    assert staffed.run("approve", number, "--as", "petra").code == 1
    assert "ingetrokken" in staffed.run("proposals", "list").out


def test_every_act_for_two_people_can_be_carried_out() -> None:
    assert set(EXECUTORS) == set(FOUR_EYES)
