"""`jds person show`: who somebody was as known at a moment, and on what that stood."""

from typing import Any

from tests.cli.commands import Register
from tests.records.wire import PERSONS, Wire, message, registered


def opened(number: int, skn: str, **more: Any) -> Wire:
    return registered(
        message_id=f"om-{number}",
        sequence=number,
        person={"skn": skn, **more},
        case={"parketnummer": f"05/78010{number}-25"},
    )


def identity(number: int, kind: str, **named: Any) -> Wire:
    return message(
        kind,
        message_id=f"p-{number}",
        sequence=number,
        source=PERSONS,
        time=f"2025-05-0{number}T09:00:00+02:00",
        reden="vingerafdrukken",
        **named,
    )


MERGED = {"leidend": {"skn": "1000001"}, "opgegaan": [{"skn": "1000002"}]}
SEPARATED = {"personen": [{"skn": "1000001"}, {"skn": "1000002"}]}


def parts(shown: Any) -> list[Any]:
    return [each["skn"] for each in shown["onderdelen"]]


def test_a_person_is_shown_as_linked_then_and_as_separated_now(register: Register) -> None:
    register.load([opened(1, "1000001"), opened(2, "1000002")])
    register.load([identity(1, "persoon-samengevoegd", **MERGED)], name="b.ndjson")
    linked = register.ask("person", "show", "--skn", "1000002", "--known-at", "3")
    register.load([identity(2, "persoon-gesplitst", **SEPARATED)], name="c.ndjson")

    assert parts(linked) == ["1000001", "1000002"]
    [bond] = linked["verbanden"]
    assert (bond["oordeel"], bond["gevolgd"], bond["door"], bond["positie"]) == (
        "een-persoon",
        True,
        "persoonsautoriteit",
        3,
    )
    assert register.ask("person", "show", "--skn", "1000002", "--known-at", "3") == linked
    assert parts(register.ask("person", "show", "--skn", "1000002", "--known-at", "2")) == [
        "1000002"
    ]
    now = register.ask("person", "show", "--skn", "1000002")
    assert parts(now) == ["1000002"]
    assert [each["oordeel"] for each in now["verbanden"]] == ["niet-een-persoon"]


def test_a_number_that_two_carried_shows_neither(register: Register) -> None:
    register.load([opened(1, "1000001", bsn="999993653"), opened(2, "1000002", bsn="999993653")])

    done = register.run("person", "show", "--bsn", "999993653")

    assert done.code == 1
    assert "[2] persons" in done.err
    assert register.rows(
        "SELECT shown FROM access_line JOIN act USING (act_id) WHERE verb = 'person show'"
    ) == [("niets",)]


def test_nobody_known_is_said_and_written_down(register: Register) -> None:
    shown = register.ask("person", "show", "--skn", "7654321")

    assert (shown["persoon"], shown["onderdelen"]) == (None, [])


def test_who_saw_an_identity_is_written_down(register: Register) -> None:
    register.load([opened(1, "1000001", naam={"geslachtsnaam": "Moulin"})])

    done = register.run("person", "show", "--skn", "1000001")

    assert "Moulin" in done.out
    assert register.rows(
        "SELECT shown FROM access_line JOIN act USING (act_id) WHERE verb = 'person show'"
    ) == [("identiteit",)]


def test_one_number_names_whom_to_show(register: Register) -> None:
    assert register.run("person", "show").code == 2
    assert register.run("person", "show", "--skn", "1000001", "--bsn", "999993653").code == 2
