"""`jds outage`: outages have numbers, and each has one count that can be asked for again."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from jds.answers.number_asked import forget_old_numbers
from jds.domain.time import as_instant, day_from_text, instant_from_text
from jds.ledger.erase import erase
from tests.cli.commands import Register
from tests.records.wire import OM, Wire, decided, message, registered

STAY = ("--reason", "inbraak")


def _ask_about(register: Register, skn: str) -> Any:
    return register.ask("answer", "--recipient", "justis", "--purpose", "vog-np", "--skn", skn)


def test_an_outage_is_listed_and_counted_by_its_number(register: Register) -> None:
    register.load([registered(person={"skn": "1234567"})])
    _ask_about(register, "1234567")
    register.ask("source", "isolate", OM, *STAY)
    _ask_about(register, "1234567")
    _ask_about(register, "7654321")

    [listed] = register.ask("outage", "list")
    report = register.ask("outage", "report", "1")

    assert (listed["nummer"], listed["bron"], listed["stand"]) == (1, OM, "afgesneden")
    assert listed["van"] == "2025-03-10T08:00:00Z"
    assert listed["tot"] is None
    assert listed["verloop"] == [
        {
            "stand": "afgesneden",
            "sinds": listed["gezienOp"],
            "door": "beheerder",
            "reden": "inbraak",
        }
    ]
    assert report["uitval"] == listed
    answers = report["antwoorden"]
    assert (answers["totaal"], answers["voorGezien"]) == (3, 1)
    assert (answers["geraakt"], answers["nietNaTeGaan"]) == (0, 0)
    assert answers["perDoel"] == {"vog-np": 3}
    assert report["berichten"]["exact"] is False


def test_the_same_report_as_known_then_is_the_same(register: Register) -> None:
    register.load([registered(person={"skn": "1234567"})])
    register.ask("source", "isolate", OM, *STAY)
    _ask_about(register, "1234567")
    first = register.ask("outage", "report", "1")
    _ask_about(register, "1234567")

    again = register.ask("outage", "report", "1", "--known-at", first["gemetenOp"]["bekendOp"])
    now = register.ask("outage", "report", "1")

    assert again == first
    assert now["antwoorden"]["totaal"] == first["antwoorden"]["totaal"] + 1


def test_on_screen_an_outage_is_told_in_dutch(register: Register) -> None:
    register.load([registered()])
    register.ask("source", "isolate", OM, *STAY)

    listed, report = register.run("outage", "list"), register.run("outage", "report", "1")

    assert (listed.code, report.code) == (0, 0)
    assert "duurt voort" in listed.out
    assert f"Uitval 1 van {OM}" in report.out
    assert "nog niet vastgesteld" in report.out


def test_an_outage_that_never_was_is_refused_with_what_to_do(register: Register) -> None:
    done = register.run("outage", "report", "1")

    assert done.code == 1
    assert "jds outage list" in done.err


def test_a_stretch_of_ones_own_is_named_by_source_and_moment(register: Register) -> None:
    register.load([registered()])
    report = register.ask("outage", "report", "--source", OM, "--from", "2025-03-01T00:00:00Z")

    assert report["uitval"]["nummer"] is None
    assert report["berichten"]["minimaal"] == 1
    for wrong in (
        ("1", "--source", OM),
        ("--source", OM),
        ("--from", "2025-03-01T00:00:00Z"),
        ("--source", "gps", "--from", "2025-03-01T00:00:00Z"),
        ("--source", OM, "--from", "gisteren"),
        (),
    ):
        assert register.run("outage", "report", *wrong).code == 2, wrong


STRETCH = ("--source", OM, "--from", "2025-03-01T00:00:00Z")


def _people(*numbers: int) -> list[Wire]:
    return [
        registered(
            message_id=f"om-{number}",
            sequence=number,
            person={"skn": str(1000000 + number)},
            case={"parketnummer": f"05/78{number:04}-25"},
        )
        for number in numbers
    ]


def _of(number: int) -> Wire:
    return {
        "person": {"skn": str(1000000 + number)},
        "case": {"parketnummer": f"05/78{number:04}-25"},
    }


def test_what_news_touches_is_listed_with_whether_the_same_question_gives_something_else_now(
    register: Register,
) -> None:
    register.load(_people(1, 2, 3))
    given = [_ask_about(register, str(1000000 + number)) for number in (1, 2, 3)]
    cleared = decided("sepot", message_id="om-4", sequence=4, **_of(1), sepotgronden=["02"])
    due = message(
        "stuk-gemeld",
        message_id="om-5",
        sequence=5,
        time="2025-04-02T09:00:00+02:00",
        persoon=_of(2)["person"],
        zaak=_of(2)["case"],
        stuk="proces-verbaal",
        verwachtOp="2025-05-01",
    )
    register.load([cleared, due])

    affected = register.ask("outage", "affected", *STRETCH)
    again = [_ask_about(register, str(1000000 + number)) for number in (1, 2, 3)]

    differs = [then["inhoud"] != now["inhoud"] for then, now in zip(given, again, strict=True)]
    assert differs == [True, False, False]
    assert [(each["antwoordnummer"], each["nu"]) for each in affected] == [
        (given[0]["antwoordnummer"], "gewijzigd"),
        (given[1]["antwoordnummer"], "bevestigd"),
    ]
    report = register.ask("outage", "report", *STRETCH)
    assert report["antwoorden"]["geraakt"] == 2
    shown = register.run("outage", "affected", *STRETCH)
    assert "gewijzigd" in shown.out
    assert "1000001" not in shown.out


def test_what_was_answered_after_the_news_came_is_not_touched_by_it(register: Register) -> None:
    register.load(_people(1))
    _ask_about(register, "1000001")

    assert register.ask("outage", "affected", *STRETCH) == []
    assert "Geen antwoord is geraakt." in register.run("outage", "affected", *STRETCH).out


def test_a_clean_answer_about_somebody_who_was_not_here_is_found_again_by_number(
    register: Register,
) -> None:
    with_bsn = registered(
        message_id="om-2",
        sequence=2,
        person={"skn": "1000002", "bsn": "999993653"},
        case=_of(2)["case"],
    )
    clean = _ask_about(register, "1000001")
    by_bsn = register.ask(
        "answer", "--recipient", "justis", "--purpose", "vog-np", "--bsn", "999993653"
    )
    of_another = _ask_about(register, "1000003")
    register.load([*_people(1), with_bsn])

    affected = register.ask("outage", "affected", *STRETCH)

    assert [clean["inhoud"], by_bsn["inhoud"], of_another["inhoud"]] == [None, None, None]
    assert [(each["antwoordnummer"], each["nu"]) for each in affected] == [
        (clean["antwoordnummer"], "gewijzigd"),
        (by_bsn["antwoordnummer"], "gewijzigd"),
    ]
    [(digest,)] = register.rows("SELECT digest FROM answer_number WHERE answer_id = 1")
    assert b"1000001" not in digest


def test_an_answer_by_description_about_nobody_here_is_counted_apart(register: Register) -> None:
    register.ask(
        *("answer", "--recipient", "justis", "--purpose", "vog-np"),
        *("--name", "Suzanne Moulin", "--born", "1985-12-01"),
    )
    counted = register.ask("outage", "report", *STRETCH)["antwoorden"]

    assert (counted["totaal"], counted["geraakt"], counted["nietNaTeGaan"]) == (1, 0, 1)


def test_the_number_by_which_was_asked_goes_with_what_the_answer_said_and_after_a_term(
    register: Register,
) -> None:
    kept = "SELECT count(*) FROM answer_number"
    register.load(_people(1))
    _ask_about(register, "1000001")
    assert register.rows(kept) == [(1,)]
    with register.database.transaction() as connection:
        erase(
            connection,
            [1],
            rule="proef",
            erased_on=day_from_text("2026-01-01"),
            now=instant_from_text("2026-12-01T08:00:00Z"),
        )
    assert register.rows(kept) == [(0,)]

    _ask_about(register, "1000003")
    with register.database.transaction() as connection:
        after = connection.execute("SELECT max(asked_at) FROM answer_number").fetchone()
        assert after is not None
        forget_old_numbers(connection, before=as_instant(after[0]))
    assert register.rows(kept) == [(1,)]
    with register.database.transaction() as connection:
        later = as_instant(after[0] + timedelta(microseconds=1))
        forget_old_numbers(connection, before=later)
    assert register.rows(kept) == [(0,)]


def test_a_report_counts_what_came_another_way_and_what_of_it_has_no_pair_yet(
    register: Register, tmp_path: Path
) -> None:
    cut = register.ask("source", "isolate", OM, *STAY)
    register.ask("paper", "open", OM)
    came = ("paper", "register", "--about", "map 3", "--received-at", cut["sinds"])
    for number in (1, 2):
        [told] = _people(number)
        item = register.ask(*came, "--channel", "koerier", "--source", OM)
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(told["data"]))
        kind = ("--kind", "zaak-ingeschreven", "--payload", str(file))
        register.ask("paper", "enter", item["innamenummer"], *kind)
    register.ask(*came, "--channel", "telefoon", "--source", OM)
    register.ask(*came, "--channel", "telefoon")
    before = register.ask("outage", "report", "1")
    with register.database.transaction() as connection:
        connection.execute(
            "INSERT INTO paper_pair (paper_position, digital_position, paired_at, method, reasons)"
            " VALUES (1, 2, now(), 'proef', '{}')"
        )
    after = register.ask("outage", "report", "1")

    counted = {"stukken": 3, "ingevoerd": 2, "gekoppeld": 0, "ongekoppeld": 2}
    assert before["andereWeg"] == counted
    assert after["andereWeg"] == counted | {"gekoppeld": 1, "ongekoppeld": 1}
    then = register.ask("outage", "report", "1", "--known-at", before["gemetenOp"]["bekendOp"])
    assert then["andereWeg"] == counted
    assert before["berichten"]["maximaal"] is None
