"""How long data are kept is told with the record, and listed for a day; nothing is destroyed."""

import json
from datetime import date

from tests.cli.commands import Register
from tests.records.wire import Wire, decided, offence, registered

LINES = (
    "SELECT act.actor, act.verb, act.reason, subject.key, access_line.shown, access_line.judged_on"
    " FROM access_line JOIN act USING (act_id) LEFT JOIN subject USING (subject_id)"
    " ORDER BY line_id"
)

CONDUCT = offence(
    kind="overtreding",
    artikelen=[{"wet": "WVW 1994", "artikel": "5"}],
    kwalificatie="gevaar op de weg",
)
THEFT = offence(artikelen=[{"wet": "Sr", "artikel": "310"}], kwalificatie="diefstal")


def _case(number: int, *, skn: str, charge: Wire) -> Wire:
    return registered(
        message_id=f"om-{number}",
        sequence=number,
        person={"skn": skn},
        case={"parketnummer": f"05/{number:06}-25"},
        offences=[charge],
    )


def _dismissed(number: int, *, of: int, skn: str, ground: str, on: str = "2025-04-01") -> Wire:
    return decided(
        "sepot",
        message_id=f"om-{number}",
        sequence=number,
        person={"skn": skn},
        case={"parketnummer": f"05/{of:06}-25"},
        sepotgronden=[ground],
        on=on,
    )


def _four_people(register: Register) -> None:
    """Load a wrong suspect, a minor offence below the threshold, a theft, and an open case."""
    register.load(
        [
            _case(1, skn="1111111", charge=THEFT),
            _case(2, skn="2222222", charge=CONDUCT),
            _case(3, skn="3333333", charge=THEFT),
            _case(4, skn="4444444", charge=THEFT),
            _dismissed(5, of=1, skn="1111111", ground="01"),
            _dismissed(6, of=2, skn="2222222", ground="02"),
            _dismissed(7, of=3, skn="3333333", ground="02"),
        ]
    )


def test_a_record_tells_of_each_offence_until_when_it_is_kept_and_why(loaded: Register) -> None:
    record = loaded.ask("record", "--skn", "1234567", "--on", "2025-07-01")

    kept = [fact["bewaren"] for case in record["zaken"] for fact in case["feiten"]]
    assert kept[0]["tot"] == "2045-05-20"
    assert kept[0]["nuWeg"] is False
    assert {reason["regel"] for reason in kept[0]["redenen"]} >= {"RET-1/start", "RET-2"}
    for each in kept:
        assert each["redenen"]
        for reason in each["redenen"]:
            assert reason.keys() == {
                "regel",
                "vindplaats",
                "zekerheid",
                "gelezenInGeldendeTekst",
                "uitleg",
                "feiten",
            }


def test_the_term_is_that_of_what_was_known_and_of_the_day(register: Register) -> None:
    register.load(
        [
            _case(1, skn="3333333", charge=THEFT),
            _dismissed(2, of=1, skn="3333333", ground="02"),
        ]
    )

    def end(*more: str) -> str:
        record = register.ask("record", "--skn", "3333333", *more)
        [fact] = record["zaken"][0]["feiten"]
        return str(fact["bewaren"]["tot"])

    assert end() == "2045-04-01"
    # Before the dismissal prescription decided: twice twelve years from the day after the offence.
    assert end("--known-at", "1") == "2049-03-02"
    assert end("--on", "2025-03-31") == "2049-03-02"


def test_a_record_on_screen_says_until_when_each_offence_is_kept(loaded: Register) -> None:
    shown = loaded.run("record", "--skn", "1234567", "--on", "2025-07-01")

    assert shown.code == 0
    assert "Bewaren, feit 1: tot 2045-05-20 (RET-1/start, RET-2" in shown.out


def test_an_export_tells_it_too(register: Register) -> None:
    _four_people(register)

    exported = register.run("records", "export")

    ends = {
        line["persoon"]["nummers"]["skn"][0]: line["zaken"][0]["feiten"][0]["bewaren"]["tot"]
        for line in exported.documents
        if line["zaken"]
    }
    assert ends == {"3333333": "2045-04-01", "4444444": "2049-03-02"}


def test_the_plan_lists_what_must_be_gone_also_what_is_never_shown(register: Register) -> None:
    _four_people(register)

    plan = register.ask("retention", "plan", "--on", "2025-06-01")

    assert plan["basis"]["peildatum"] == "2025-06-01"
    found = {
        person["nummers"]["skn"][0]: [
            (each["parketnummer"], each["feitnummer"], each["bewaren"]["beslistDoor"])
            for each in person["feiten"]
        ]
        for person in plan["personen"]
    }
    assert found == {
        "1111111": [("05/000001-25", 1, "RET-14")],
        "2222222": [("05/000002-25", 1, "RET-15")],
    }
    assert plan["aantallen"] == {
        "personen": 2,
        "feiten": 2,
        "perRegel": {"RET-14": 1, "RET-15": 1},
    }
    assert "niets vernietigd" in plan["toelichting"]


def test_the_plan_turns_on_the_day_of_the_end(register: Register) -> None:
    _four_people(register)

    def listed(day: str) -> list[str]:
        plan = register.ask("retention", "plan", "--on", day)
        return [person["nummers"]["skn"][0] for person in plan["personen"]]

    assert listed("2025-03-31") == []
    assert listed("2025-04-01") == ["1111111", "2222222"]
    assert listed("2045-03-31") == ["1111111", "2222222"]
    assert listed("2045-04-01") == ["1111111", "2222222", "3333333"]
    assert listed("2049-03-02") == ["1111111", "2222222", "3333333", "4444444"]


def test_the_plan_destroys_nothing(register: Register) -> None:
    _four_people(register)
    before = register.rows("SELECT count(*) FROM ledger_payload")

    register.ask("retention", "plan", "--on", "2060-01-01")

    assert before == [(7,)]
    assert register.rows("SELECT count(*) FROM ledger_payload") == before
    assert register.ask("ledger", "verify")["gewist"] == 0


def test_the_plan_writes_one_line_for_each_person_on_it(register: Register) -> None:
    _four_people(register)

    register.ask("retention", "plan", "--on", "2025-06-01", "--reason", "jaarlijkse controle")

    day = date(2025, 6, 1)
    assert register.rows(LINES) == [
        (
            "beheerder",
            "retention plan",
            "jaarlijkse controle",
            "skn:1111111",
            "te-vernietigen",
            day,
        ),
        (
            "beheerder",
            "retention plan",
            "jaarlijkse controle",
            "skn:2222222",
            "te-vernietigen",
            day,
        ),
    ]


def test_an_empty_plan_is_one_document_too(register: Register) -> None:
    plan = register.ask("retention", "plan", "--on", "2025-06-01")

    assert plan["personen"] == []
    assert plan["aantallen"] == {"personen": 0, "feiten": 0, "perRegel": {}}


def test_the_plan_on_screen_counts_by_rule_and_says_that_nothing_was_done(
    register: Register,
) -> None:
    _four_people(register)

    shown = register.run("retention", "plan", "--on", "2025-06-01")

    assert shown.code == 0
    assert "05/000001-25" in shown.out
    assert "Moet weg zijn op 2025-06-01. Feiten: 2. Personen: 2." in shown.out
    assert "RET-14" in shown.out
    assert "Er is niets vernietigd" in shown.out
    for number in ("1111111", "2222222"):
        assert number not in shown.err


def test_only_the_keeper_and_the_privacy_officer_see_the_plan(register: Register) -> None:
    _four_people(register)
    for name, role in (("officier", "privacy-officer"), ("operator", "operator")):
        assert register.run("actor", "add", name, "--role", role).code == 0

    seen = register.run("retention", "plan", "--on", "2025-06-01", "--as", "officier", "--json")
    refused = register.run("retention", "plan", "--on", "2025-06-01", "--as", "operator", "--json")

    assert seen.code == 0
    assert len(json.loads(seen.out)["personen"]) == 2
    assert (refused.code, refused.out) == (1, "")
    assert "1111111" not in refused.err


def test_the_plan_needs_a_day_and_a_reason(register: Register) -> None:
    file = register.home / "register.toml"
    file.write_text(file.read_text().replace("default_reason", "# default_reason"))

    assert register.run("retention", "plan").code == 2
    assert register.run("retention", "plan", "--on", "2025-06-01").code == 2
    assert register.run("retention", "plan", "--on", "gisteren", "--reason", "x").code == 2
    assert register.rows(LINES) == []
