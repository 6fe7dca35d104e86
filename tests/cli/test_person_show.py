"""`jds person show`: who somebody was as known at a moment, and on what that stood."""

from typing import Any

from tests.cli.commands import Register
from tests.records.wire import COURT, PERSONS, Wire, message, registered


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
        "personenautoriteit",
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


def known_since(shown: Any, field: str) -> list[tuple[Any, Any, Any, Any]]:
    """Return the values of a field: each with its days from and until, and its position."""
    return [
        (each["waarde"], each["sinds"], each["tot"], each["positie"])
        for each in shown["gegevens"]
        if each["veld"] == field
    ]


def moment(register: Register) -> str:
    [(now,)] = register.rows('SELECT to_char(now(), \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')')
    return str(now)


def test_names_and_numbers_say_since_when_and_until_when(register: Register) -> None:
    register.load([opened(1, "1000001", bsn="999993653", geslacht="V")])
    register.load(
        [
            message(
                "persoon-gewijzigd",
                message_id="p-1",
                sequence=1,
                source=PERSONS,
                time="2025-06-03T09:00:00+02:00",
                persoon={"skn": "1000001", "bsn": "999990639"},
                geldigVanaf="2025-06-01",
            )
        ],
        name="second.ndjson",
    )

    shown = register.ask("person", "show", "--skn", "1000001")

    assert known_since(shown, "bsn") == [
        ("999993653", "2025-03-10", "2025-06-01", 1),
        ("999990639", "2025-06-01", None, 2),
    ]
    assert known_since(shown, "geslacht") == [("V", "2025-03-10", None, 1)]
    before = register.ask("person", "show", "--skn", "1000001", "--known-at", "1")
    assert known_since(before, "bsn") == [("999993653", "2025-03-10", None, 1)]
    assert "999993653" in register.run("person", "show", "--skn", "1000001").out


def test_each_part_says_since_which_message_it_is_known(register: Register) -> None:
    register.load([opened(1, "1000001"), opened(2, "1000002")])
    register.load([identity(1, "persoon-samengevoegd", **MERGED)], name="b.ndjson")

    shown = register.ask("person", "show", "--skn", "1000001")

    assert [(each["skn"], each["positie"]) for each in shown["onderdelen"]] == [
        ("1000001", 1),
        ("1000002", 2),
    ]
    assert all(each["bekendSinds"] for each in shown["onderdelen"])


def test_a_link_by_two_clerks_is_named_by_the_proposal_and_known_from_then_on(
    register: Register,
) -> None:
    for name in ("olga", "otto"):
        register.run("actor", "add", name, "--role", "operator")
    register.load([opened(1, "1000001"), _judgment()])
    before = moment(register)
    link = register.ask(
        *("person", "link", "--skn", "1000001", "--with-case", "05/780101-25"),
        *("--with-source", COURT, "--reason", "brief", "--as", "olga"),
    )["nummer"]
    assert register.run("approve", str(link), "--as", "otto", "--reason", "gezien").code == 0
    during = moment(register)
    linked = register.ask("person", "show", "--skn", "1000001", "--as", "olga")

    [bond] = linked["verbanden"]
    assert (bond["door"], bond["voorstel"], bond["gevolgd"]) == ("twee-medewerkers", link, True)
    assert [each["soort"] for each in linked["onderdelen"]] == ["skn", "zaak"]

    end = register.ask(
        *("person", "unlink", str(link), "--end", "gescheiden", "--reason", "fout", "--as", "olga")
    )["nummer"]
    assert register.run("approve", str(end), "--as", "otto", "--reason", "gezien").code == 0

    now = register.ask("person", "show", "--skn", "1000001")
    assert [(each["oordeel"], each["voorstel"]) for each in now["verbanden"]] == [
        ("niet-een-persoon", end)
    ]
    then = register.ask("person", "show", "--skn", "1000001", "--known-at", during)
    assert (then["verbanden"], then["onderdelen"]) == (linked["verbanden"], linked["onderdelen"])
    assert (
        register.ask("person", "show", "--skn", "1000001", "--known-at", before)["verbanden"] == []
    )


def test_doubts_are_shown_that_were_open_then(register: Register) -> None:
    register.run("actor", "add", "olga", "--role", "operator")
    alike = {
        "naam": {"voornamen": "Suzanne", "geslachtsnaam": "Moulin"},
        "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}},
    }
    register.load([opened(1, "1000001", **alike), opened(2, "1000002", **alike)])
    before = moment(register)
    register.ask("person", "review", "pass", "--as", "olga")
    during = moment(register)
    [doubt] = register.ask("person", "show", "--skn", "1000001")["beoordelingen"]

    register.ask(
        *("person", "review", "judge", str(doubt["nummer"]), "--judgement", "nooit-meer"),
        *("--reason", "vergeleken", "--as", "olga"),
    )

    def doubts(*known_at: str) -> Any:
        return register.ask("person", "show", "--skn", "1000001", *known_at)["beoordelingen"]

    assert doubts() == []
    assert doubts("--known-at", during) == [doubt]
    assert doubts("--known-at", before) == []


def _judgment() -> Wire:
    """Return a judgment in the first case, by a court that gave no SKN."""
    return message(
        "uitspraak-gedaan",
        message_id="c-1",
        sequence=1,
        time="2025-05-20T12:00:00+02:00",
        source=COURT,
        persoon={"bsn": "999993653"},
        zaak={"parketnummer": "05/780101-25"},
        instantie="RBGEL",
        uitgesprokenOp="2025-05-20",
        aanleg="eerste-aanleg",
        uitkomsten=[{"feitnummer": 1, "uitkomst": "veroordeling"}],
    )
