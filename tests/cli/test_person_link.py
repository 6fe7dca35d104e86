"""Two clerks link somebody without SKN, through the command line."""

from typing import Any

import pytest

from tests.cli.commands import Done, Register
from tests.records.wire import COURT, Wire, message, registered

CASE = "05/780109-25"
NAMELESS = {
    "naam": {"voornamen": "Suzanne", "geslachtsnaam": "Moulin"},
    "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}},
}
ANNA, BERT = "1234567", "2345678"


def judgment(*, person: Wire | None = None, message_id: str = "c-1", sequence: int = 1) -> Wire:
    """Return a judgment of the court in the same case, that gave no SKN."""
    return message(
        "uitspraak-gedaan",
        message_id=message_id,
        sequence=sequence,
        time="2025-05-20T12:00:00+02:00",
        source=COURT,
        persoon=person or NAMELESS,
        zaak={"parketnummer": CASE},
        instantie="RBGEL",
        uitgesprokenOp="2025-05-20",
        aanleg="eerste-aanleg",
        uitkomsten=[{"feitnummer": 1, "uitkomst": "veroordeling"}],
    )


@pytest.fixture
def staffed(register: Register) -> Register:
    """Give a register with a case, a judgment that waits for it, and two clerks."""
    register.load([registered(), judgment()])
    for name in ("olga", "otto"):
        assert register.run("actor", "add", name, "--role", "operator").code == 0
    return register


def proposed(register: Register, *, skn: str = ANNA, by: str = "olga", case: str = CASE) -> Done:
    return register.run(
        *("person", "link", "--skn", skn, "--with-case", case, "--with-source", COURT),
        *("--reason", "brief van het parket", "--as", by, "--json"),
    )


def linked(register: Register, **asked: str) -> int:
    """Link two by two clerks; return the number."""
    done = proposed(register, **asked)
    assert done.code == 0, done.err
    return approved(register, int(done.document["nummer"]))


def unlinked(register: Register, number: int, *, end: str) -> int:
    done = register.run(
        *("person", "unlink", str(number), "--end", end, "--reason", "nagevraagd"),
        *("--as", "olga", "--json"),
    )
    assert done.code == 0, done.err
    return approved(register, int(done.document["nummer"]))


def approved(register: Register, number: int) -> int:
    done = register.run("approve", str(number), "--as", "otto", "--reason", "gezien")
    assert done.code == 0, done.err
    return number


def outcome(register: Register, *more: str, skn: str = ANNA) -> str:
    """Return how the one offence of a person ended."""
    [case] = register.ask("record", "--skn", skn, *more)["zaken"]
    [offence] = case["feiten"]
    return str(offence["afdoening"]["soort"])


def waiting(register: Register) -> list[Any]:
    return [
        each["id"] for each in register.ask("set-aside", "list") if each["toestand"] == "wachtend"
    ]


def now(register: Register) -> str:
    [(moment,)] = register.rows('SELECT to_char(now(), \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')')
    return str(moment)


def test_a_waiting_message_of_a_linked_subject_gets_its_place(staffed: Register) -> None:
    assert (outcome(staffed), waiting(staffed)) == ("open", ["c-1"])

    linked(staffed)

    assert (outcome(staffed), waiting(staffed)) == ("veroordeling", [])


def test_one_clerk_alone_links_nobody(staffed: Register) -> None:
    number = str(proposed(staffed).document["nummer"])

    refused = staffed.run("approve", number, "--as", "olga", "--reason", "gezien")

    assert refused.code == 1
    assert outcome(staffed) == "open"
    assert staffed.ask("person", "links") == []


def test_two_skns_are_for_the_person_authority(staffed: Register) -> None:
    staffed.load(
        [registered(message_id="om-2", sequence=2, person={"skn": BERT})], name="second.ndjson"
    )

    done = staffed.run(
        *("person", "link", "--skn", ANNA, "--with-skn", BERT, "--reason", "lijkt", "--as", "olga")
    )

    assert (done.code, done.out) == (1, "")
    assert "person authority" in done.err
