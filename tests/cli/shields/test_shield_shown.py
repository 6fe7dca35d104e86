"""What a shield shows and withholds, on the record and in an answer."""

from tests.cli.commands import Register
from tests.cli.shields.acts import (
    CASE,
    CERTIFICATES,
    GROUND,
    JUSTICE,
    answered,
    marks,
    proposed,
    shielded,
    told,
)


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


def test_a_shield_set_later_holds_for_an_earlier_moment_and_says_so(staffed: Register) -> None:
    [(before,)] = staffed.rows('SELECT to_char(now(), \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')')
    number = shielded(staffed)

    [mark, _] = marks(staffed, "--known-at", str(before))

    assert (mark["nummer"], mark["naBekendOp"]) == (number, True)
    # A day in law is not a moment of knowledge.
    assert marks(staffed, "--on", "2025-03-20")[0]["nummer"] == number


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


def test_a_shield_lets_nobody_see_whom_the_rules_do_not_know(staffed: Register) -> None:
    refused = proposed(staffed, allow="buren/nieuwsgierigheid")

    assert (refused.code, refused.out) == (1, "")
    assert "[strafrechtspleging]" in refused.err
    assert proposed(staffed, allow="justis/vog-np").code == 0
