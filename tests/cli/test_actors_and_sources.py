"""Who acts, who sends, and how the register stands, through the command line."""

import base64
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.cli.commands import Register
from tests.records.wire import COURT, OM, examples

NEW = "urn:nld:oin:00000001000000000009:systeem:nieuw"


def _add(register: Register, name: str, *, role: str) -> None:
    assert register.ask("actor", "add", name, "--role", role)["naam"] == name


def test_a_fresh_register_has_its_keeper_and_nobody_else(register: Register) -> None:
    [keeper] = register.ask("actor", "list")

    assert (keeper["naam"], keeper["rol"], keeper["toegevoegdDoor"]) == (
        "beheerder",
        "keeper",
        "beheerder",
    )


def test_an_actor_who_is_added_acts_with_the_key_in_the_home(register: Register) -> None:
    _add(register, "olga", role="operator")

    done = register.run("source", "add", "--urn", NEW, "--kind", "om", "--as", "olga")

    assert done.code == 0
    assert register.rows("SELECT actor FROM act WHERE verb = 'source add' ORDER BY act_id DESC")[
        0
    ] == ("olga",)


def test_an_actor_may_keep_the_private_key_elsewhere(register: Register, tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    raw = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    file = tmp_path / "olga.pub"
    file.write_bytes(base64.b64encode(raw))

    added = register.ask("actor", "add", "olga", "--role", "operator", "--public-key", str(file))

    assert base64.b64decode(added["publiekeSleutel"]) == raw
    assert not (register.home / "keys" / "olga.key").exists()
    refused = register.run("source", "add", "--urn", NEW, "--kind", "om", "--as", "olga")
    assert refused.code == 1
    assert "[olga]" in refused.err


@pytest.mark.parametrize(
    "command",
    [
        ("record", "--skn", "1234567"),
        ("records", "export"),
        ("intake", "x.ndjson"),
        ("source", "add", "--urn", NEW, "--kind", "om"),
        ("actor", "add", "piet", "--role", "operator"),
        ("set-aside", "show", "1"),
        ("set-aside", "release", "1"),
        ("set-aside", "return", "1", "--reason", "fout"),
    ],
    ids=" ".join,
)
def test_an_auditor_changes_nothing_and_sees_nobody(
    loaded: Register, command: tuple[str, ...]
) -> None:
    _add(loaded, "anna", role="auditor")
    before = loaded.rows("SELECT count(*) FROM act")

    refused = loaded.run(*command, "--as", "anna")

    assert (refused.code, refused.out) == (1, "")
    assert "[auditor]" in refused.err
    assert loaded.rows("SELECT count(*) FROM act") == before
    assert loaded.rows("SELECT count(*) FROM access_line") == [(0,)]


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("ledger", "verify"),
        ("source", "list"),
        ("source", "show", OM),
        ("set-aside", "list"),
        ("actor", "list"),
    ],
    ids=" ".join,
)
def test_an_auditor_reads_all_about_processing(loaded: Register, command: tuple[str, ...]) -> None:
    _add(loaded, "anna", role="auditor")

    assert loaded.run(*command, "--as", "anna").code == 0


def test_reading_about_processing_takes_no_key(loaded: Register) -> None:
    shutil.rmtree(loaded.home / "keys")

    assert loaded.run("status").code == 0
    assert loaded.run("source", "list").code == 0
    assert loaded.run("record", "--skn", "1234567").code == 1


def test_somebody_who_is_named_is_proven_also_where_nobody_need_be(loaded: Register) -> None:
    assert loaded.run("status", "--as", "niemand").code == 1

    loaded.ask("actor", "add", "rita", "--role", "recipient", "--recipient", "justis")
    assert loaded.run("status", "--as", "rita").code == 1


def test_a_home_without_its_secret_loads_nothing(loaded: Register) -> None:
    (loaded.home / "keys" / "register.key").unlink()

    refused = loaded.run("intake", "x.ndjson")

    assert refused.code == 1
    assert "key of the register" in refused.err
    assert loaded.run("init").code == 1
    assert not (loaded.home / "keys" / "register.key").exists()


def test_a_source_is_listed_before_anything_came_of_it(register: Register) -> None:
    register.run(
        *("source", "add", "--urn", NEW, "--kind", "police"),
        *("--silent-after", "PT4H", "--first-sequence", "100"),
    )

    [added] = [each for each in register.ask("source", "list") if each["bron"] == NEW]

    assert added["soort"] == "police"
    assert added["stilNaSeconden"] == 4 * 3600
    assert added["eersteSequence"] == 100
    assert (added["stand"], added["volledigTot"], added["laatsteBericht"]) == ("laat", None, None)


def test_a_source_is_added_once(register: Register) -> None:
    refused = register.run("source", "add", "--urn", OM, "--kind", "court")

    assert refused.code == 1
    assert register.ask("source", "show", OM)["soort"] == "om"


def test_a_source_shows_what_is_missing_and_which_numbers_clash(register: Register) -> None:
    kept = [message for message in examples() if message["id"] != "rechtspraak-000002"]
    twin = next(message for message in kept if message["id"] == "rechtspraak-000003")
    register.load([*kept, {**twin, "id": "rechtspraak-000003b"}])

    shown = register.ask("source", "show", COURT)

    assert shown["gaten"] == [{"eersteSequence": 2, "laatsteSequence": 2}]
    [clash] = shown["botsendeNummers"]
    assert clash["sequence"] == 3
    assert clash["ids"] == ["rechtspraak-000003", "rechtspraak-000003b"]
    assert "rechtspraak-000003b" in register.run("source", "show", COURT).out


def test_status_tells_that_nothing_is_lost(loaded: Register) -> None:
    loaded.ask("intake", str(Path(__file__).parents[1] / "contract" / "examples.ndjson"))
    loaded.load_bytes(b"no message\n")

    status = loaded.ask("status")

    assert status["positie"] == 27
    assert status["lezers"] == [
        {"naam": "personen", "positie": 27, "achterstand": 0},
        {"naam": "records", "positie": 27, "achterstand": 0},
    ]
    assert [source["bron"] for source in status["bronnen"]] == sorted(
        source["bron"] for source in status["bronnen"]
    )
    of_source = {each["bron"]: each for each in status["behoud"]}
    assert of_source[OM] == {
        "bron": OM,
        "ontvangen": 22,
        "aanvaard": 11,
        "dubbel": 11,
        "apartGezet": 0,
        "geweigerd": 0,
        "klopt": True,
    }
    assert of_source[""]["apartGezet"] == 1
    assert all(each["klopt"] for each in status["behoud"])


def test_a_sound_ledger_verifies(loaded: Register) -> None:
    verified = loaded.ask("ledger", "verify")

    assert (verified["klopt"], verified["regels"], verified["bevindingen"]) == (True, 27, [])
    assert len(bytes.fromhex(verified["keten"])) == 32


def test_a_ledger_that_was_changed_behind_its_back_ends_with_1(loaded: Register) -> None:
    with loaded.database.transaction() as connection:
        connection.execute("ALTER TABLE ledger_line DISABLE TRIGGER ALL")
        connection.execute("UPDATE ledger_line SET sequence = 99 WHERE position = 5")

    done = loaded.run("ledger", "verify", "--json")

    assert done.code == 1
    assert done.document["klopt"] is False
    assert done.document["bevindingen"][0]["positie"] == 5
    assert done.err.count("\n") == 1
    assert loaded.run("ledger", "verify").code == 1


def test_several_files_have_one_receipt(register: Register, tmp_path: Path) -> None:
    content = Path(__file__).parents[1].joinpath("contract", "examples.ndjson").read_bytes()
    lines = content.splitlines(keepends=True)
    files = []
    for number, part in enumerate((lines[:10], lines[10:], lines[:3])):
        files.append(tmp_path / f"{number}.ndjson")
        files[-1].write_bytes(b"".join(part))

    receipt = register.ask("intake", *map(str, files))

    assert (receipt["received"], receipt["accepted"], receipt["duplicates"]) == (30, 27, 3)
    assert (receipt["firstPosition"], receipt["lastPosition"]) == (1, 27)


def test_what_came_before_a_file_that_cannot_be_read_is_in_the_records(
    register: Register, tmp_path: Path
) -> None:
    good = Path(__file__).parents[1] / "contract" / "examples.ndjson"

    refused = register.run("intake", str(good), str(tmp_path / "nowhere.ndjson"), "--json")

    assert (refused.code, refused.out) == (1, "")
    assert "nowhere.ndjson" in refused.err
    assert register.rows("SELECT count(*) FROM effect") == [(27,)]
    assert register.ask("status")["lezers"][0]["achterstand"] == 0
