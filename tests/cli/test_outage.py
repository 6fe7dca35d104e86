"""`jds outage`: outages have numbers, and each has one count that can be asked for again."""

from typing import Any

from tests.cli.commands import Register
from tests.records.wire import OM, registered

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
    assert (answers["geraakt"], answers["nietNaTeGaan"]) == (0, 1)
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
