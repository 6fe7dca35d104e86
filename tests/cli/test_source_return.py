"""A source comes back, through the command line: key, signature, two people, what is doubtful."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jds.domain.time import as_instant, instant_to_text
from tests.cli.commands import Register
from tests.records.wire import COURT, OM, corrected, decided, ndjson, registered

SEPOT = decided("sepot", message_id="om-2", sequence=2, sepotgronden=["02"])


@pytest.fixture
def staffed(register: Register) -> Register:
    """Give a register with people to decide about sources."""
    for name, role in (
        ("olga", "operator"),
        ("rita", "release-officer"),
        ("petra", "privacy-officer"),
    ):
        assert register.run("actor", "add", name, "--role", role).code == 0
    return register


def key_in(register: Register, name: str) -> Path:
    """Make a pair of keys and return the file of the private half."""
    file = register.home.parent / name
    assert register.run("source", "keygen", str(file)).code == 0
    return file


def propose(register: Register, verb: str, key: Path, *, by: str = "olga") -> Any:
    """Propose a key for the prosecution service, or its return."""
    return register.ask(
        "source", verb, OM, "--key", f"{key}.pub", "--reason", "voorgelezen", "--as", by
    )


def approve(register: Register, number: int, *, by: str = "rita") -> Any:
    """Approve a proposal."""
    return register.ask("approve", str(number), "--as", by, "--reason", "nagebeld")


def given_key(register: Register, name: str = "om.key") -> Path:
    """Give the prosecution service a key by two people."""
    key = key_in(register, name)
    approve(register, propose(register, "key", key)["nummer"])
    return key


def file_of(register: Register, messages: list[Any], *, name: str = "a.ndjson") -> Path:
    """Write messages to a file."""
    file = register.home.parent / name
    file.write_bytes(ndjson(messages))
    return file


def cut_off(register: Register, *, distrusted_for: timedelta | None = None) -> None:
    """Cut the prosecution service off, distrusting what came in a time before."""
    since = datetime.now(UTC) - (distrusted_for or timedelta())
    more = ("--distrust-from", instant_to_text(as_instant(since))) if distrusted_for else ()
    register.ask("source", "isolate", OM, "--reason", "inbraak", *more)


def test_a_source_with_a_key_is_taken_by_its_signature_and_refused_without(
    staffed: Register,
) -> None:
    key = given_key(staffed)
    file = file_of(staffed, [registered()])

    refused = staffed.run("intake", str(file))
    assert (refused.code, refused.out) == (1, "")
    assert "signature" in refused.err
    assert staffed.rows("SELECT count(*) FROM delivery") == [(0,)]
    staffed.ask("source", "sign", str(file), "--key", str(key))
    assert staffed.ask("intake", str(file))["accepted"] == 1


def test_other_sources_send_as_they_did(staffed: Register) -> None:
    given_key(staffed)
    message = registered() | {"source": COURT, "type": "nl.jds.bron-stand.v1"}
    message["data"] = {
        "volledigTotTijdstip": "2025-03-01T00:00:00Z",
        "laatsteSequence": "0",
        "aantallen": {},
    }

    assert staffed.load([message])["accepted"] == 1


def test_two_people_take_exactly_one_file_without_a_signature(staffed: Register) -> None:
    given_key(staffed)
    file = file_of(staffed, [registered()])

    proposed = staffed.ask(
        "intake", "propose", str(file), "--as", "olga", "--reason", "stick van het parket"
    )
    words = staffed.ask("proposals", "show", str(proposed["nummer"]), "--as", "rita")
    assert words["inhoud"]["bronnen"] == [OM]
    own = staffed.run("approve", str(proposed["nummer"]), "--as", "olga", "--reason", "x")
    assert own.code == 1
    assert staffed.run("intake", str(file)).code == 1
    approve(staffed, proposed["nummer"])
    assert staffed.ask("intake", str(file))["accepted"] == 1
    file.write_bytes(file.read_bytes() + b"\n")
    assert staffed.run("intake", str(file)).code == 1


def test_one_file_at_a_time_is_proposed(staffed: Register) -> None:
    one, other = file_of(staffed, [], name="a"), file_of(staffed, [], name="b")

    done = staffed.run("intake", "propose", str(one), str(other), "--as", "olga", "--reason", "x")
    assert done.code == 2


def test_a_source_is_reconnected_by_two_people_with_a_new_key(staffed: Register) -> None:
    old = given_key(staffed)
    cut_off(staffed)
    new = key_in(staffed, "new.key")

    proposed = propose(staffed, "reconnect", new)
    assert staffed.run("approve", str(proposed["nummer"]), "--as", "olga").code == 1
    outcome = approve(staffed, proposed["nummer"])["uitkomst"]

    assert outcome == {"bron": OM, "stand": "terugkerend", "ingetrokkenSleutels": 1}
    first, second = staffed.ask("source", "keys", OM)
    assert first["ingetrokkenVanaf"] is None
    assert second["ingetrokkenVanaf"] < second["ingetrokkenOp"]
    file = file_of(staffed, [registered()])
    staffed.ask("source", "sign", str(file), "--key", str(old))
    assert staffed.run("intake", str(file)).code == 1
    staffed.ask("source", "sign", str(file), "--key", str(new))
    assert staffed.ask("intake", str(file))["setAside"] == 1


def test_without_a_key_of_its_own_a_source_is_given_a_pair_that_was_made_for_it(
    staffed: Register,
) -> None:
    keys = staffed.home / "keys"
    before = set(keys.iterdir())
    asked = ("source", "reconnect", OM, "--as", "olga", "--reason", "x")
    assert staffed.run(*asked).code == 1
    assert set(keys.iterdir()) == before
    cut_off(staffed)

    proposed = staffed.ask(*asked)
    private = Path(proposed["geheim"])
    approve(staffed, proposed["nummer"])

    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    file = file_of(staffed, [registered()])
    staffed.ask("source", "sign", str(file), "--key", str(private))
    assert staffed.ask("intake", str(file))["setAside"] == 1


@pytest.mark.parametrize("verb", ["reconnect", "key"])
def test_a_key_that_was_ever_that_of_a_source_is_refused(staffed: Register, verb: str) -> None:
    key = given_key(staffed)
    if verb == "reconnect":
        cut_off(staffed)

    done = staffed.run(
        "source", verb, OM, "--key", f"{key}.pub", "--as", "olga", "--reason", "zelfde"
    )

    assert done.code == 1
    assert "key" in done.err


def test_only_what_is_cut_off_is_reconnected_and_only_what_is_not_gets_a_key(
    staffed: Register,
) -> None:
    key = key_in(staffed, "om.key")
    asked = ("--key", f"{key}.pub", "--as", "olga", "--reason", "x")

    assert staffed.run("source", "reconnect", OM, *asked).code == 1
    cut_off(staffed)
    assert staffed.run("source", "key", OM, *asked).code == 1


def test_a_proposal_lapses_when_the_source_stands_otherwise_by_then(staffed: Register) -> None:
    cut_off(staffed)
    proposed = propose(staffed, "reconnect", key_in(staffed, "a.key"))
    other = propose(staffed, "reconnect", key_in(staffed, "b.key"))
    approve(staffed, other["nummer"])

    done = staffed.run("approve", str(proposed["nummer"]), "--as", "rita", "--reason", "x")

    assert done.code == 1
    assert "no longer cut off" in done.err


def test_what_a_distrusted_source_sent_is_marked_in_the_record_as_known_then(
    staffed: Register,
) -> None:
    opened = registered()
    staffed.load([opened, SEPOT])
    before = instant_to_text(as_instant(datetime.now(UTC)))
    assert staffed.ask("record", "--skn", "1234567")["gewantrouwd"] == []
    cut_off(staffed, distrusted_for=timedelta(hours=1))

    record = staffed.ask("record", "--skn", "1234567")

    assert [each["id"] for each in record["gewantrouwd"]] == ["om-1", "om-2"]
    [offence] = record["zaken"][0]["feiten"]
    assert "bron-gewantrouwd" in offence["twijfel"]
    [exported] = staffed.run("records", "export").documents
    assert exported["gewantrouwd"] == record["gewantrouwd"]
    then = staffed.ask("record", "--skn", "1234567", "--known-at", before)
    assert then["gewantrouwd"] == []


def test_what_came_before_the_period_is_not_doubtful_until_the_distrust_is_widened(
    staffed: Register,
) -> None:
    staffed.load([registered()])
    between = instant_to_text(as_instant(datetime.now(UTC)))
    staffed.load([SEPOT], name="later.ndjson")
    isolate = ("source", "isolate", OM, "--reason", "inbraak", "--distrust-from")

    staffed.ask(*isolate, between)
    assert _doubtful(staffed) == ["om-2"]
    staffed.ask(*isolate, "2020-01-01T00:00:00Z")
    assert _doubtful(staffed) == ["om-1", "om-2"]
    assert _states(staffed) == {"niet-herleverd": 2}


def _doubtful(register: Register) -> list[str]:
    return [each["id"] for each in register.ask("record", "--skn", "1234567")["gewantrouwd"]]


def returned(register: Register) -> Path:
    """Bring the prosecution service back; return its key."""
    key = key_in(register, "back.key")
    approve(register, propose(register, "reconnect", key)["nummer"])
    return key


def signed(register: Register, messages: list[Any], key: Path, *, name: str) -> Any:
    """Load messages in a signed file."""
    file = file_of(register, messages, name=name)
    register.ask("source", "sign", str(file), "--key", str(key))
    return register.ask("intake", str(file))


def test_the_same_sent_again_after_the_return_is_confirmed_and_the_rest_is_work(
    staffed: Register,
) -> None:
    one, two, three = (
        registered(message_id=f"om-{n}", sequence=n, case={"parketnummer": f"05/78{n:04d}-25"})
        for n in (1, 2, 3)
    )
    staffed.load([one, two, three])
    cut_off(staffed, distrusted_for=timedelta(hours=1))
    # While it is cut off nothing confirms anything.
    staffed.load([one], name="intruder.ndjson")
    assert _states(staffed) == {"niet-herleverd": 3}

    key = returned(staffed)
    other = three | {"data": three["data"] | {"ontvangenOp": "2025-03-01"}}
    receipt = signed(staffed, [one, other], key, name="again.ndjson")

    assert (receipt["duplicates"], receipt["setAside"]) == (1, 1)
    assert _states(staffed) == {"herleverd": 1, "niet-herleverd": 1, "andere-inhoud": 1}
    record = staffed.ask("record", "--skn", "1234567")
    assert [each["id"] for each in record["gewantrouwd"]] == ["om-2", "om-3"]


def test_an_officer_settles_what_was_not_sent_again(staffed: Register) -> None:
    staffed.load([registered(), SEPOT])
    cut_off(staffed, distrusted_for=timedelta(hours=1))
    shown = staffed.ask("source", "distrust", "list", OM)
    [total] = [each for each in shown["totalen"] if each["toestand"] == "niet-herleverd"]
    settle = ("source", "distrust", "settle", OM, "--reason", "met papier vergeleken")

    assert (
        staffed.run(*settle, "--verdict", "vertrouwd", "--position", "1", "--as", "olga").code == 1
    )
    done = staffed.ask(*settle, "--verdict", "onjuist", "--position", "1", "--as", "petra")
    assert done["afgedaan"] == 1
    stale = (
        *settle, "--verdict", "vertrouwd", "--state", "niet-herleverd", "--digest", total["digest"],
    )  # fmt: skip
    assert staffed.run(*stale, "--as", "rita").code == 1
    shown = staffed.ask("source", "distrust", "list", OM)
    [total] = [each for each in shown["totalen"] if each["toestand"] == "niet-herleverd"]
    fresh = (*stale[:-1], total["digest"])
    assert staffed.ask(*fresh, "--as", "rita")["afgedaan"] == 1

    [left] = staffed.ask("record", "--skn", "1234567")["gewantrouwd"]
    assert (left["id"], left["onjuistBevonden"]) == ("om-1", True)
    assert (
        staffed.run(*settle, "--verdict", "vertrouwd", "--position", "1", "--as", "rita").code == 1
    )


def test_answers_that_rest_on_doubtful_messages_are_listed_without_names(staffed: Register) -> None:
    staffed.load(
        [registered(), registered(message_id="om-9", sequence=9, person={"skn": "7654321"})]
    )
    answer = ("answer", "--recipient", "justis", "--purpose", "vog-np", "--reason", "aanvraag")
    staffed.ask(*answer, "--skn", "1234567")
    staffed.ask(*answer, "--skn", "9999999")
    cut_off(staffed, distrusted_for=timedelta(hours=1))

    [listed] = staffed.ask("answers", "affected", "--distrusted", OM)

    assert (listed["antwoordnummer"], listed["gewantrouwdeBerichten"]) == (1, 1)
    assert "1234567" not in str(listed)
    assert staffed.ask("answers", "affected") == [listed]
    assert staffed.run("answers", "affected", "--distrusted", OM).code == 0
    assert staffed.ask("answers", "affected", "--distrusted", COURT) == []


def test_a_doubtful_correction_marks_what_it_corrects(staffed: Register) -> None:
    opened, ended = registered(), SEPOT
    staffed.load([opened, ended])
    now = as_instant(datetime.now(UTC))
    staffed.load(
        [corrected(ended, message_id="om-3", sequence=3, time="2025-07-06T09:00:00Z",
                   sepotgronden=["05"])],
        name="correction.ndjson",
    )  # fmt: skip
    staffed.ask(
        "source", "isolate", OM, "--reason", "inbraak", "--distrust-from", instant_to_text(now)
    )
    record = staffed.ask("record", "--skn", "1234567")

    assert [each["id"] for each in record["gewantrouwd"]] == ["om-3"]
    assert "bron-gewantrouwd" in record["zaken"][0]["feiten"][0]["twijfel"]


def _states(register: Register) -> dict[str, int]:
    totals = register.ask("source", "distrust", "list", OM)["totalen"]
    return {each["toestand"]: each["berichten"] for each in totals if each["berichten"]}
