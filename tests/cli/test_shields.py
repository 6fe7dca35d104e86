"""Shielding a fact, by two people, through the command line."""

import signal
from datetime import UTC, datetime
from typing import Any

import pytest

from jds.accounting.roles import FOUR_EYES
from jds.cli.proposals import EXECUTORS
from jds.domain.time import LegalDay, add_days, amsterdam_day, as_instant
from tests.cli.commands import Done, Register
from tests.cli.processes import is_waiting_for_a_lock, start, wait_until
from tests.records.wire import PERSONS, Wire, corrected, message, offence, registered

CASE = "05/780109-25"
GROUND = "verdachte zegt dat zijn broer reed"


def _day(*, from_now: int) -> LegalDay:
    """Return the legal day so many days from now, as the command counts days: in Amsterdam."""
    return add_days(amsterdam_day(as_instant(datetime.now(UTC))), from_now)


@pytest.fixture
def staffed(register: Register) -> Register:
    """Give a register with one person and two offences, and people to decide about them."""
    register.load([registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])])
    for name, role in (
        ("petra", "privacy-officer"),
        ("piet", "privacy-officer"),
        ("olga", "operator"),
    ):
        assert register.run("actor", "add", name, "--role", role).code == 0
    return register


def proposed(
    register: Register,
    *,
    kind: str = "afgeschermd",
    number: str = "1",
    by: str = "beheerder",
    case: str = CASE,
    skn: str = "1234567",
    allow: str | None = None,
) -> Done:
    return register.run(
        *("shield", "propose", "--skn", skn, "--case", case, "--offence", number),
        *("--kind", kind, "--ground", GROUND, "--reason", "brief van 1 maart", "--as", by),
        *(("--allow", allow) if allow else ()),
        "--json",
    )


def shielded(register: Register, **asked: str) -> int:
    """Shield a fact by two people; return its number."""
    number = int(proposed(register, **asked).document["nummer"])
    done = register.run("approve", str(number), "--as", "petra", "--reason", "gezien")
    assert done.code == 0, done.err
    return number


def marks(register: Register, *more: str, skn: str = "1234567") -> list[Any]:
    record = register.ask("record", "--skn", skn, *more)
    return [offence["afscherming"] for case in record["zaken"] for offence in case["feiten"]]


def told(register: Register, number: int, *, days_ago: int) -> Done:
    """Note that the person was told; the shield is made to stand since long before."""
    with register.database.transaction() as connection:
        connection.execute("ALTER TABLE shield DISABLE TRIGGER shield_kept")
        connection.execute("UPDATE shield SET since = '2025-01-01 00:00Z'")
        connection.execute("ALTER TABLE shield ENABLE TRIGGER shield_kept")
    day = _day(from_now=-days_ago).isoformat()
    return register.run(
        "shield", "inform", str(number), "--told-on", day, "--by", "brief door Petra"
    )


def lifted(register: Register, number: int) -> Done:
    """Propose to lift a shield and approve it; return the approval."""
    lift = register.ask("shield", "lift", str(number), "--reason", "uitgezocht")
    return register.run("approve", str(lift["nummer"]), "--as", "petra", "--reason", "gezien")


def test_one_person_shields_nothing(staffed: Register) -> None:
    answer = proposed(staffed).document

    assert (answer["handeling"], answer["toestand"]) == ("shield propose", "voorgesteld")
    assert marks(staffed) == [None, None]
    assert staffed.ask("shield", "list") == []


def test_two_people_shield_one_fact_and_the_record_says_so(staffed: Register) -> None:
    number = shielded(staffed)

    first, second = marks(staffed)
    assert (first["soort"], first["nummer"], first["naBekendOp"]) == ("afgeschermd", number, False)
    assert second is None
    [line] = staffed.ask("shield", "list")
    assert (line["nummer"], line["sinds"]) == (number, first["sinds"])
    assert "afgeschermd" in staffed.run("record", "--skn", "1234567").out


def test_an_export_says_so_too(staffed: Register) -> None:
    shielded(staffed, kind="betwist", number="2")

    [record] = staffed.run("records", "export").documents

    [case] = record["zaken"]
    assert [(o["afscherming"] or {}).get("soort") for o in case["feiten"]] == [None, "betwist"]


def test_of_two_shields_the_one_that_withholds_more_is_shown(staffed: Register) -> None:
    shielded(staffed, kind="betwist")
    number = shielded(staffed, kind="afgeschermd")

    assert marks(staffed)[0]["nummer"] == number
    for kind in ("betwist", "afgeschermd"):
        refused = proposed(staffed, kind=kind)
        assert (refused.code, refused.out) == (1, "")
        assert "withholds as much or more" in refused.err


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


def test_a_parketnummer_in_another_spelling_names_the_same_case(staffed: Register) -> None:
    assert proposed(staffed, case="05.780109.25").code == 0


def test_a_fact_goes_by_the_number_of_its_source_too(register: Register) -> None:
    case = {"parketnummer": CASE, "bronZaaknummer": "Z 1"}
    register.load([registered(case=case, offences=[offence(1), offence(2, bronFeitnummer="F-77")])])
    register.run("actor", "add", "petra", "--role", "privacy-officer")

    shielded(register, case="Z 1", number="F-77")

    assert [mark is not None for mark in marks(register)] == [False, True]


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


def test_a_message_that_changes_the_fact_makes_the_proposal_outdated(staffed: Register) -> None:
    number = str(proposed(staffed).document["nummer"])
    staffed.load(
        [
            message(
                "vervolging-beslist",
                message_id="om-2",
                sequence=2,
                time="2025-04-01T09:00:00+02:00",
                persoon={"skn": "1234567"},
                zaak={"parketnummer": CASE},
                besluit="sepot",
                beslotenOp="2025-04-01",
                sepotgronden=["02"],
            )
        ],
        name="second.ndjson",
    )

    refused = staffed.run("approve", number, "--as", "petra")

    assert refused.code == 1
    assert "has changed since" in refused.err
    assert marks(staffed) == [None, None]
    assert staffed.ask("proposals", "list")[0]["toestand"] == "voorgesteld"
    # What the register says of another case or person changes nothing.
    assert proposed(staffed).code == 0


def test_a_fact_that_has_gone_is_not_shielded(staffed: Register) -> None:
    number = str(proposed(staffed).document["nummer"])
    staffed.load(
        [
            message(
                "gegevens-ingetrokken",
                message_id="om-2",
                sequence=2,
                time="2025-04-01T09:00:00+02:00",
                betreft={"source": registered()["source"], "id": "om-1"},
                reden="verkeerde persoon",
            )
        ],
        name="second.ndjson",
    )

    refused = staffed.run("approve", number, "--as", "petra")

    assert refused.code == 1
    assert "has left the register" in refused.err


def test_a_shield_set_later_holds_for_an_earlier_moment_and_says_so(staffed: Register) -> None:
    [(before,)] = staffed.rows('SELECT to_char(now(), \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')')
    number = shielded(staffed)

    [mark, _] = marks(staffed, "--known-at", str(before))

    assert (mark["nummer"], mark["naBekendOp"]) == (number, True)
    # A day in law is not a moment of knowledge.
    assert marks(staffed, "--on", "2025-03-20")[0]["nummer"] == number


def test_nothing_is_lifted_before_the_person_was_told(staffed: Register) -> None:
    number = shielded(staffed)

    refused = staffed.run("shield", "lift", str(number), "--reason", "uitgezocht")

    assert (refused.code, refused.out) == (1, "")
    assert "jds shield inform" in refused.err
    assert staffed.rows("SELECT count(*) FROM proposal WHERE verb = 'shield lift'") == [(0,)]


def test_nothing_is_lifted_within_the_term_after_telling(staffed: Register) -> None:
    number = shielded(staffed)
    assert told(staffed, number, days_ago=14).code == 0

    refused = lifted(staffed, number)

    assert refused.code == 1
    assert "can be lifted from" in refused.err
    assert marks(staffed)[0]["nummer"] == number


def test_two_people_lift_a_shield_once_the_term_has_passed(staffed: Register) -> None:
    number = shielded(staffed)
    assert told(staffed, number, days_ago=16).code == 0

    assert lifted(staffed, number).code == 0

    assert marks(staffed) == [None, None]
    [line] = staffed.ask("shield", "list")
    assert line["opgehevenOp"] is not None
    again = staffed.run("shield", "lift", str(number))
    assert again.code == 1
    assert "was lifted at" in again.err


def test_what_was_shielded_at_a_moment_stays_so_for_that_moment(staffed: Register) -> None:
    number = shielded(staffed)
    told(staffed, number, days_ago=16)
    [(during,)] = staffed.rows('SELECT to_char(now(), \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')')
    lifted(staffed, number)

    assert marks(staffed, "--known-at", str(during))[0]["nummer"] == number
    assert marks(staffed) == [None, None]


def test_a_notice_of_long_ago_lifts_nothing(staffed: Register) -> None:
    number = shielded(staffed)
    told(staffed, number, days_ago=100)

    refused = staffed.run("shield", "lift", str(number))

    assert refused.code == 1
    assert "too long ago" in refused.err


@pytest.mark.parametrize("day", ["tomorrow", "2025-01-01"])
def test_nobody_is_told_in_the_future_or_before_there_was_a_shield(
    staffed: Register, day: str
) -> None:
    number = shielded(staffed)
    if day == "tomorrow":
        day = _day(from_now=1).isoformat()

    refused = staffed.run("shield", "inform", str(number), "--told-on", day, "--by", "brief")

    assert refused.code == 1
    assert f"[{day}]" in refused.err
    wrong = staffed.run("shield", "inform", str(number), "--told-on", "maandag", "--by", "brief")
    assert wrong.code == 2


def test_telling_anew_makes_the_proposal_to_lift_outdated(staffed: Register) -> None:
    number = shielded(staffed)
    told(staffed, number, days_ago=40)
    lift = staffed.ask("shield", "lift", str(number), "--reason", "uitgezocht")
    told(staffed, number, days_ago=20)

    refused = staffed.run("approve", str(lift["nummer"]), "--as", "petra")

    assert refused.code == 1
    assert "another day" in refused.err


def test_a_shield_is_found_from_each_number_of_a_merged_person(staffed: Register) -> None:
    shielded(staffed)
    staffed.load([_merged("1234567", "2345678")], name="merge.ndjson")

    assert marks(staffed)[0] is not None
    assert marks(staffed, skn="2345678") == marks(staffed)
    [record] = staffed.run("records", "export").documents
    assert record["zaken"][0]["feiten"][0]["afscherming"] is not None


def test_a_shield_set_on_a_merged_person_stays_with_the_case_after_separation(
    staffed: Register,
) -> None:
    staffed.load([_merged("2345678", "1234567")], name="merge.ndjson")
    shielded(staffed, skn="2345678")
    staffed.load(
        [
            message(
                "persoon-gesplitst",
                message_id="p-2",
                sequence=2,
                time="2025-06-01T09:00:00+02:00",
                source=PERSONS,
                personen=[{"skn": "1234567"}, {"skn": "2345678"}],
                reden="andere vingers",
            )
        ],
        name="separation.ndjson",
    )

    assert marks(staffed)[0] is not None
    assert marks(staffed, skn="2345678") == []


def test_a_case_that_gets_another_parketnummer_is_still_shielded(staffed: Register) -> None:
    shielded(staffed)
    first = registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])

    staffed.load([_renumbered(first, "05/999999-25")], name="second.ndjson")

    record = staffed.ask("record", "--skn", "1234567")
    [case] = record["zaken"]
    assert case["parketnummer"] == "05/999999-25"
    assert [mark is not None for mark in marks(staffed)] == [True, False]


def test_a_shield_on_a_renamed_case_holds_for_what_it_was_called_before(
    staffed: Register,
) -> None:
    first = registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])
    staffed.load([_renumbered(first, "05/999999-25")], name="second.ndjson")
    shielded(staffed, case="05/999999-25")

    assert marks(staffed, "--known-at", "1")[0]["naBekendOp"] is True


def test_an_offence_that_is_renumbered_is_covered_with_all_that_may_be_it(
    staffed: Register,
) -> None:
    shielded(staffed, number="2")
    first = registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])
    changed = corrected(
        first,
        message_id="om-2",
        sequence=2,
        time="2025-05-01T09:00:00+02:00",
        feiten=[offence(1), offence(3, kwalificatie="bedreiging")],
    )

    staffed.load([changed], name="second.ndjson")

    assert all(mark is not None for mark in marks(staffed))
    # What it was called when it was shielded stays exact.
    assert [mark is not None for mark in marks(staffed, "--known-at", "1")] == [False, True]


def test_an_offence_that_gets_a_number_of_its_source_is_still_the_same(staffed: Register) -> None:
    shielded(staffed, number="2")
    first = registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])
    changed = corrected(
        first,
        message_id="om-2",
        sequence=2,
        time="2025-05-01T09:00:00+02:00",
        feiten=[offence(1), offence(2, kwalificatie="bedreiging", bronFeitnummer="F-2")],
    )

    staffed.load([changed], name="second.ndjson")

    assert [mark is not None for mark in marks(staffed)] == [False, True]


def test_looking_at_a_shield_is_accounted_for(staffed: Register) -> None:
    number = shielded(staffed)

    shown = staffed.ask("shield", "show", str(number), "--as", "petra", "--reason", "klacht")

    assert (shown["zaak"], shown["feit"], shown["grond"]) == ([CASE], ["f:1"], GROUND)
    assert staffed.rows(
        "SELECT actor, verb, shown FROM access_line JOIN act USING (act_id)"
        " ORDER BY line_id DESC LIMIT 1"
    ) == [("petra", "shield show", "afscherming")]
    assert GROUND in staffed.run("shield", "show", str(number)).out


def test_a_shield_that_is_not_there_is_not_shown(staffed: Register) -> None:
    number = str(proposed(staffed).document["nummer"])

    for command in ("show", "lift"):
        assert staffed.run("shield", command, number).code == 1
    assert staffed.run("shield", "show", "99999").code == 1
    assert staffed.run("shield", "show", "0").code == 2


def test_neither_the_account_nor_a_list_holds_what_was_said_of_the_person(
    staffed: Register,
) -> None:
    number = shielded(staffed)
    told(staffed, number, days_ago=16)

    for row in staffed.rows(
        "SELECT act::text FROM act UNION ALL SELECT access_line::text FROM access_line"
    ):
        for word in (GROUND, "1234567", "780109", "brief van 1 maart", "brief door Petra"):
            assert word not in row[0]
    for command in (("shield", "list"), ("proposals", "list")):
        done = staffed.run(*command, "--json")
        assert "780109" not in done.out
        assert GROUND not in done.out


def _merged(leading: str, absorbed: str) -> Wire:
    return message(
        "persoon-samengevoegd",
        message_id="p-1",
        sequence=1,
        time="2025-05-01T09:00:00+02:00",
        source=PERSONS,
        leidend={"skn": leading},
        opgegaan=[{"skn": absorbed}],
        reden="zelfde vingers",
    )


def _renumbered(first: Wire, number: str) -> Wire:
    return corrected(
        first,
        message_id="om-2",
        sequence=2,
        time="2025-05-01T09:00:00+02:00",
        zaak={"parketnummer": number},
    )


JUSTICE, CERTIFICATES = ("om", "strafrechtspleging"), ("justis", "vog-np")


def answered(register: Register, who: tuple[str, str]) -> list[tuple[int, list[str]]]:
    """Ask on a ground; return the offences in the answer, each with its marks."""
    recipient, purpose = who
    answer = register.ask(
        *("answer", "--recipient", recipient, "--purpose", purpose),
        *("--skn", "1234567", "--reason", "aanvraag"),
    )
    return [
        (each["feitnummer"], each.get("markeringen", []))
        for case in answer["inhoud"]["zaken"]
        for each in case["feiten"]
    ]


def test_a_shielded_fact_is_in_no_answer_but_for_whom_the_shield_names(staffed: Register) -> None:
    before = {who: answered(staffed, who) for who in (JUSTICE, CERTIFICATES)}
    assert before[JUSTICE] == before[CERTIFICATES] == [(1, []), (2, [])]

    shielded(staffed, number="1")
    number = int(proposed(staffed, number="2", allow="strafrechtspleging").document["nummer"])
    assert staffed.run("approve", str(number), "--as", "petra").code == 0

    assert answered(staffed, JUSTICE) == [(2, ["afgeschermd"])]
    assert answered(staffed, CERTIFICATES) == []


def test_a_disputed_fact_is_in_the_answer_with_that_mark(staffed: Register) -> None:
    shielded(staffed, number="1", kind="betwist")

    assert answered(staffed, CERTIFICATES) == [(1, ["betwist"]), (2, [])]


def test_what_was_lifted_is_in_the_answer_again(staffed: Register) -> None:
    number = shielded(staffed, number="1")
    told(staffed, number, days_ago=16)
    lifted(staffed, number)

    assert answered(staffed, CERTIFICATES) == [(1, []), (2, [])]


def test_a_shield_lets_nobody_see_whom_the_rules_do_not_know(staffed: Register) -> None:
    refused = proposed(staffed, allow="buren/nieuwsgierigheid")

    assert (refused.code, refused.out) == (1, "")
    assert "[strafrechtspleging]" in refused.err
    assert proposed(staffed, allow="justis/vog-np").code == 0


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
