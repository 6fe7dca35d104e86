"""`jds person find`: who may be meant, by whom it was asked, and how often."""

import json

import pytest

from tests.cli.commands import Register
from tests.records.wire import Wire, ndjson, registered

WOMAN: Wire = {
    "skn": "1234567",
    "bsn": "999993653",
    "naam": {"voornamen": "Suzanne", "voorvoegsel": "du", "geslachtsnaam": "Moulin"},
    "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}, "plaats": "Thann"},
    "geslacht": "V",
}


@pytest.fixture
def people(register: Register) -> Register:
    """Give a register with one person and an operator."""
    register.load([registered(person=WOMAN)])
    register.ask("actor", "add", "balie", "--role", "operator")
    return register


def test_a_person_is_proposed_with_the_reasons_field_by_field(people: Register) -> None:
    found = people.ask("person", "find", "--name", "Suzanne du Moulin", "--born", "1985-01-12")

    assert found["gevonden"] == "kandidaten"
    [candidate] = found["kandidaten"]
    assert candidate["nummers"]["skn"] == ["1234567"]
    assert 0 < candidate["gewicht"] < 1
    assert {each["veld"]: each["uitkomst"] for each in candidate["redenen"]}[
        "geboortedatum"
    ] == "verwisseld"
    assert found["basis"]["methode"].startswith("naam-")


def test_a_number_is_certain_and_says_so_on_screen(people: Register) -> None:
    done = people.run("person", "find", "--bsn", "999993653")

    assert done.code == 0
    assert "zeker" in done.out
    assert "1234567" in done.out


@pytest.mark.parametrize("born", ["1985", "1985-12", "onbekend"])
def test_a_date_may_be_known_in_part(people: Register, born: str) -> None:
    found = people.ask("person", "find", "--name", "Moulin, Suzanne", "--born", born)

    assert [each["nummers"]["skn"] for each in found["kandidaten"]] == [["1234567"]]


def test_a_file_is_answered_line_by_line_and_a_bad_line_stops_nobody(people: Register) -> None:
    file = people.home.parent / "vragen.ndjson"
    described = {"naam": WOMAN["naam"], "geboorte": WOMAN["geboorte"]}
    file.write_bytes(
        ndjson([{"vraag": 1, "persoon": described}])
        + b'{"vraag": 2, "persoon": {"skn": 5}}\nnothing\n'
        + ndjson([{"vraag": 4, "persoon": {}}, {"vraag": 5, "persoon": {"bsn": "999993653"}}])
    )

    done = people.run("person", "find", "--batch", str(file), "--json")

    lines = done.documents
    assert [each["vraag"] for each in lines] == [1, 2, None, 4, 5]
    assert [each.get("gevonden") for each in lines] == ["kandidaten", None, None, None, "zeker"]
    assert [set(each["kandidaten"][0]) >= {"nummers", "gewicht", "redenen"} for each in lines[::4]]
    assert done.code == 1
    assert "[3] line(s)" in done.err
    assert "Moulin" not in done.err


def test_every_search_is_written_down_without_whom_it_was_about(people: Register) -> None:
    people.ask(
        "person", "find", "--name", "Suzanne du Moulin", "--as", "balie", "--reason", "brief"
    )
    people.ask(
        "person", "find", "--name", "Jan Kok", "--born", "1931", "--as", "balie", "--reason", "x"
    )

    assert people.rows(
        "SELECT actor, asked_by, result, candidates FROM person_search ORDER BY search_id"
    ) == [("balie", "beschrijving", "kandidaten", 1), ("balie", "beschrijving", "niet", 0)]
    shown = people.rows(
        "SELECT shown, subject_id IS NULL FROM access_line JOIN act USING (act_id)"
        " WHERE verb = 'person find' ORDER BY line_id"
    )
    assert shown == [("kandidaat", False), ("niets", True)]
    for table in ("act", "access_line", "person_search"):
        told = json.dumps(people.rows(f"SELECT {table}::text FROM {table}"))  # noqa: S608
        assert "Moulin" not in told
        assert "Kok" not in told


def test_an_actor_may_not_try_names_without_end(
    people: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDS_SEARCHES_AN_HOUR", "2")
    name = ("person", "find", "--name", "Jan Kok", "--as", "balie", "--reason", "brief")
    for _ in range(2):
        people.ask(*name)

    refused = people.run(*name)

    assert refused.code == 1
    assert "[2] searches" in refused.err
    assert people.rows("SELECT count(*) FROM person_search WHERE result = 'geweigerd'") == [(1,)]
    # A number tries nothing out, and another actor has a count of its own.
    assert (
        people.run("person", "find", "--skn", "1234567", "--as", "balie", "--reason", "x").code == 0
    )
    assert people.run("person", "find", "--name", "Jan Kok").code == 0


def test_a_recipient_may_not_look_for_people(people: Register) -> None:
    people.ask("actor", "add", "inspectie", "--role", "recipient", "--recipient", "justis")

    done = people.run("person", "find", "--name", "Jan Kok", "--as", "inspectie", "--reason", "x")

    assert done.code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--born", "12 december"),
        ("--bsn", "12"),
        ("--name", " "),
        ("--batch", "x", "--name", "Jan"),
    ],
)
def test_a_question_that_means_nothing_is_wrong_usage(
    people: Register, arguments: tuple[str, ...]
) -> None:
    assert people.run("person", "find", *arguments).code == 2


def test_a_file_that_is_not_there_is_refused_with_a_sentence(people: Register) -> None:
    done = people.run("person", "find", "--batch", "nergens.ndjson")

    assert (done.code, done.out) == (1, "")
    assert "nergens.ndjson" in done.err


def test_as_known_then_is_not_changed_by_what_came_later(people: Register) -> None:
    asked = ("person", "find", "--name", "Suzanne du Moulin", "--born", "1985-12-01")
    before = people.ask(*asked, "--known-at", "1")
    people.load(
        [
            registered(
                message_id="om-2",
                sequence=2,
                person={**WOMAN, "skn": "7654321", "bsn": None} | {"bsn": "999990639"},
                case={"parketnummer": "05/780110-25"},
            )
        ]
    )

    assert people.ask(*asked, "--known-at", "1") == before
    assert len(people.ask(*asked)["kandidaten"]) == 2


def test_a_number_beside_a_name_does_not_lift_the_limit(
    people: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDS_SEARCHES_AN_HOUR", "1")
    by = ("--as", "balie", "--reason", "brief")
    asked = ("person", "find", "--bsn", "999990639", "--name", "Jan Kok", *by)
    assert people.ask(*asked)["gevonden"] == "niet"

    refused = people.run(*asked)

    assert refused.code == 1
    assert "[1] searches" in refused.err
    assert people.run("person", "find", "--bsn", "999990639", *by).code == 0


def test_a_whole_file_is_one_search_at_one_moment(people: Register) -> None:
    file = people.home.parent / "vragen.ndjson"
    file.write_bytes(
        b"nothing\n"
        + ndjson([{"vraag": at, "persoon": {"bsn": "999993653"}} for at in range(150)])
        + b"nothing\n"
    )

    done = people.run("person", "find", "--batch", str(file), "--json")

    assert [each["vraag"] for each in done.documents] == [None, *range(150), None]
    assert people.rows(
        "SELECT count(*), count(DISTINCT act_id), count(DISTINCT position) FROM person_search"
    ) == [(150, 1, 1)]
