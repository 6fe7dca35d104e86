"""Two clerks link somebody without SKN, through the command line."""

import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Done, Register
from tests.cli.processes import is_waiting_for_a_lock, start, wait_until
from tests.records.wire import COURT, PERSONS, Wire, message, registered

CASE, OTHER_CASE = "05/780109-25", "13/846013-25"
BSN = "999993653"
NAMELESS = {
    "naam": {"voornamen": "Suzanne", "geslachtsnaam": "Moulin"},
    "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}},
}
ANNA, BERT = "1234567", "2345678"


def judgment(
    *,
    person: Wire | None = None,
    message_id: str = "c-1",
    sequence: int = 1,
    case: str = CASE,
) -> Wire:
    """Return a judgment of the court in the same case, that gave no SKN."""
    return message(
        "uitspraak-gedaan",
        message_id=message_id,
        sequence=sequence,
        time="2025-05-20T12:00:00+02:00",
        source=COURT,
        persoon=person or NAMELESS,
        zaak={"parketnummer": case},
        instantie="RBGEL",
        uitgesprokenOp="2025-05-20",
        aanleg="eerste-aanleg",
        uitkomsten=[{"feitnummer": 1, "uitkomst": "veroordeling"}],
    )


def identity(kind: str, **named: Any) -> Wire:
    """Return a statement of the person authority."""
    return message(
        kind,
        message_id="p-1",
        sequence=1,
        time="2025-06-01T12:00:00+02:00",
        source=PERSONS,
        reden="vingerafdrukken",
        **named,
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


def test_a_moment_before_the_link_stays_as_it_was_known_then(staffed: Register) -> None:
    before = now(staffed)
    linked(staffed)
    after = now(staffed)

    assert outcome(staffed, "--known-at", before) == "open"
    assert outcome(staffed, "--known-at", after) == "veroordeling"
    # A position is the moment at which it was recorded, and that was before the link.
    assert outcome(staffed, "--known-at", "2") == "open"


@pytest.mark.parametrize("end", ["gescheiden", "teruggenomen"])
def test_a_link_that_is_ended_is_over_from_then_on_and_not_before(
    staffed: Register, end: str
) -> None:
    link = linked(staffed)
    during = now(staffed)

    unlinked(staffed, link, end=end)

    assert (outcome(staffed), waiting(staffed)) == ("open", ["c-1"])
    assert outcome(staffed, "--known-at", during) == "veroordeling"
    [line] = staffed.ask("person", "links")
    assert (line["nummer"], line["wijze"]) == (link, end)
    assert line["beeindigdOp"] > line["sinds"]


def test_what_was_ended_may_be_linked_again(staffed: Register) -> None:
    unlinked(staffed, linked(staffed), end="gescheiden")

    linked(staffed)

    assert outcome(staffed) == "veroordeling"


def test_an_ended_link_is_not_ended_again(staffed: Register) -> None:
    link = linked(staffed)
    unlinked(staffed, link, end="teruggenomen")

    again = staffed.run(
        "person", "unlink", str(link), "--end", "gescheiden", "--reason", "x", "--as", "olga"
    )
    unknown = staffed.run(
        "person", "unlink", "99", "--end", "gescheiden", "--reason", "x", "--as", "olga"
    )

    assert (again.code, unknown.code) == (1, 1)
    assert "was ended at" in again.err


def test_clerks_do_not_overrule_a_separation_by_the_person_authority(staffed: Register) -> None:
    staffed.load(
        [
            registered(message_id="om-2", sequence=2, person={"skn": BERT}),
            judgment(person={"bsn": BSN}, message_id="c-2", sequence=2, case=OTHER_CASE),
            identity("persoon-gesplitst", personen=[{"skn": ANNA}, {"bsn": BSN}]),
        ],
        name="second.ndjson",
    )

    refused = proposed(staffed, case=OTHER_CASE)

    assert refused.code == 1
    assert "do not overrule" in refused.err
    assert proposed(staffed, case=OTHER_CASE, skn=BERT).code == 0


def test_clerks_join_no_two_skns_through_a_third(staffed: Register) -> None:
    staffed.load(
        [registered(message_id="om-2", sequence=2, person={"skn": BERT})], name="second.ndjson"
    )
    linked(staffed)

    refused = proposed(staffed, skn=BERT)

    assert refused.code == 1
    assert "would also join two SKNs" in refused.err


def test_a_link_that_would_change_nothing_is_refused(staffed: Register) -> None:
    linked(staffed)

    refused = proposed(staffed)

    assert refused.code == 1
    assert "one person already" in refused.err


def test_a_message_about_one_of_them_makes_the_proposal_outdated(staffed: Register) -> None:
    number = str(proposed(staffed).document["nummer"])
    changed = {**NAMELESS, "geslacht": "V"}
    staffed.load([judgment(person=changed, message_id="c-2", sequence=2)], name="second.ndjson")

    refused = staffed.run("approve", number, "--as", "otto", "--reason", "gezien")

    assert refused.code == 1
    assert "has changed since" in refused.err
    assert outcome(staffed) == "open"


def test_asking_for_somebody_who_is_not_there_is_accounted_for(staffed: Register) -> None:
    refused = proposed(staffed, case="13/846013-25")

    assert (refused.code, refused.out) == (1, "")
    assert staffed.rows(
        "SELECT actor, shown, subject_id IS NULL FROM access_line JOIN act USING (act_id)"
        " WHERE verb = 'person link' ORDER BY line_id"
    ) == [("olga", "niets", False), ("olga", "niets", True)]


def test_each_of_the_two_is_named_in_one_way(staffed: Register) -> None:
    for named in (
        ("--skn", ANNA),
        ("--skn", ANNA, "--with-case", CASE),
        ("--skn", ANNA, "--case", CASE, "--source", COURT, "--with-skn", BERT),
        ("--skn", "geen", "--with-skn", BERT),
    ):
        done = staffed.run("person", "link", *named, "--reason", "x", "--as", "olga")
        assert (done.code, done.out) == (2, "")


def test_the_proposal_says_whom_and_the_account_and_lists_say_nobody(staffed: Register) -> None:
    number = linked(staffed)

    shown = staffed.ask("proposals", "show", str(number), "--reason", "nazien", "--as", "otto")

    assert shown["inhoud"]["een"] == f"SKN {ANNA}"
    assert shown["inhoud"]["ander"] == f"zaak {CASE} van {COURT}"
    for row in staffed.rows(
        "SELECT act::text FROM act UNION ALL SELECT clerk_link::text FROM clerk_link"
    ):
        assert ANNA not in row[0]
    assert ANNA not in staffed.run("person", "links").out


def test_a_privacy_officer_links_nobody_and_ends_no_link(staffed: Register) -> None:
    staffed.run("actor", "add", "petra", "--role", "privacy-officer")
    assert proposed(staffed, by="petra").code == 1
    number = str(proposed(staffed).document["nummer"])

    assert staffed.run("approve", number, "--as", "petra", "--reason", "gezien").code == 1
    assert staffed.run("person", "links", "--as", "petra").code == 0


def test_the_second_clerk_approves_with_a_key_in_another_home(
    staffed: Register, tmp_path: Path
) -> None:
    number = str(proposed(staffed).document["nummer"])
    other = Register(tmp_path / "elders", staffed.database)
    shutil.copytree(staffed.home, other.home)
    # Each of the two keeps the key of one of them.
    [key] = [each for each in staffed.home.rglob("*") if each.is_file() and each.stem == "otto"]
    key.unlink()
    for each in [each for each in other.home.rglob("*") if each.is_file() and each.stem == "olga"]:
        each.unlink()

    alone = staffed.run("approve", number, "--as", "otto", "--reason", "gezien")
    assert alone.code == 1
    assert other.run("approve", number, "--as", "olga", "--reason", "gezien").code == 1
    assert other.run("approve", number, "--as", "otto", "--reason", "gezien").code == 0

    assert outcome(staffed) == "veroordeling"


def test_an_approval_that_is_killed_before_it_is_confirmed_linked_nobody(
    staffed: Register,
) -> None:
    number = str(proposed(staffed).document["nummer"])
    with staffed.database.transaction() as connection:
        connection.execute("LOCK TABLE clerk_link IN EXCLUSIVE MODE")
        process = start(staffed, "approve", number, "--as", "otto", "--reason", "gezien")
        wait_until(lambda: is_waiting_for_a_lock(staffed, "clerk_link"))
        process.send_signal(signal.SIGKILL)
        process.communicate()

    assert (outcome(staffed), waiting(staffed)) == ("open", ["c-1"])
    approved(staffed, int(number))
    assert (outcome(staffed), waiting(staffed)) == ("veroordeling", [])
