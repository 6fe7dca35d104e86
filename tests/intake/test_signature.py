"""Files of a source that signs: its signature, or two people for exactly that file."""

import base64
import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

from jds.accounting.keys import public_key_in
from jds.database.connection import Connection, Database
from jds.domain.time import Instant
from jds.errors import BadRequest
from jds.intake.admit_batch import NotVouchedFor
from jds.intake.lines import file_digest
from jds.intake.load_file import FileChanged, load_file
from jds.intake.signature import (
    NotAPrivateKey,
    UnsignedFile,
    Vouched,
    make_pair,
    sign_file,
    sources_named,
    vouch_for,
)
from jds.sources.register import show_source
from jds.sources.source_keys import permit_file, replace_key, signing_sources
from tests.intake.deliveries import (
    COURT,
    KEY,
    NEXT_DAY,
    NOON,
    OM,
    admit,
    judge_of,
    register_sources,
    registered,
    rows,
    write_file,
)
from tests.intake.untrusted import an_act, make


@pytest.fixture
def register(primary_database: Database) -> Database:
    """Give a register with three sources and no message."""
    with primary_database.transaction() as connection:
        register_sources(connection)
    return primary_database


def give_key(database: Database, key: Path, *, urn: str = OM, now: Instant = NOON) -> None:
    """Give a source a key as two people would."""
    make_pair(key)
    with database.transaction() as connection:
        number = _proposal(connection, verb="source key")
        replace_key(
            connection,
            show_source(connection, urn).source_id,
            public_key_in(key.with_name(key.name + ".pub")),
            registered_by=number,
            registered_as="source key",
            revoked_from=now,
            now=now,
        )


def _proposal(connection: Connection, *, verb: str) -> int:
    """Write down a proposal that two people carried out."""
    first, second = an_act(connection), an_act(connection)
    connection.execute(
        "INSERT INTO actor (name, role, public_key, added_at, added_by)"
        " VALUES ('tweede', 'operator', '\\x01', now(), 'test') ON CONFLICT DO NOTHING"
    )
    [(number,)] = connection.execute(
        "INSERT INTO proposal (verb, digest, proposer, proposed_by_act, proposed_at, expires_at,"
        " state, settled_at, approver, settled_by_act) VALUES (%s, '', 'officier', %s, now(),"
        " now() + interval '1 day', 'uitgevoerd', now(), 'tweede', %s) RETURNING number",
        (verb, first, second),
    ).fetchall()
    return int(number)


def vouched(database: Database, path: Path) -> Vouched | None:
    """Return for which sources a file may speak."""
    with database.transaction() as connection:
        return vouch_for(connection, path)


def test_while_no_source_signs_nothing_is_asked(register: Database, tmp_path: Path) -> None:
    file = write_file(tmp_path / "a.ndjson", [registered(1)])

    assert vouched(register, file) is None


def test_a_signed_file_speaks_for_its_source(register: Database, tmp_path: Path) -> None:
    give_key(register, tmp_path / "om")
    file = write_file(tmp_path / "a.ndjson", [registered(1)])
    sign_file(file, key=tmp_path / "om")

    found = vouched(register, file)

    assert found is not None
    assert found.sources == {OM}


@pytest.mark.parametrize("form", ["base64", "raw", "several lines"])
def test_a_signature_may_be_written_in_several_ways(
    register: Database, tmp_path: Path, form: str
) -> None:
    give_key(register, tmp_path / "om")
    file = write_file(tmp_path / "a.ndjson", [registered(1)])
    written = sign_file(file, key=tmp_path / "om")
    text = written.read_bytes()
    if form == "raw":
        written.write_bytes(base64.b64decode(text))
    if form == "several lines":
        written.write_bytes(b"niet van ons\n" + base64.b64encode(bytes(64)) + b"\r\n" + text)

    found = vouched(register, file)

    assert found is not None
    assert found.sources == {OM}


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
def test_openssl_makes_the_same_signature(register: Database, tmp_path: Path) -> None:
    give_key(register, tmp_path / "om")
    file = write_file(tmp_path / "a.ndjson", [registered(1)])
    made = subprocess.run(
        ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", str(tmp_path / "om"),  # noqa: S607
         "-in", str(file), "-out", str(tmp_path / "a.ndjson.sig")],
        check=False,
        capture_output=True,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("this openssl does not sign with Ed25519")

    found = vouched(register, file)
    assert found is not None
    assert found.sources == {OM}


def test_without_or_with_a_wrong_signature_nothing_is_taken(
    register: Database, tmp_path: Path
) -> None:
    give_key(register, tmp_path / "om")
    make_pair(tmp_path / "intruder")
    file = write_file(tmp_path / "a.ndjson", [registered(1)])

    with pytest.raises(UnsignedFile):
        vouched(register, file)
    sign_file(file, key=tmp_path / "intruder")
    with pytest.raises(UnsignedFile):
        vouched(register, file)
    sign_file(file, key=tmp_path / "om")
    write_file(file, [registered(1), registered(2)])
    with pytest.raises(UnsignedFile):
        vouched(register, file)
    (tmp_path / "a.ndjson.sig").write_bytes(b"")
    with pytest.raises(UnsignedFile):
        vouched(register, file)


def test_a_source_that_does_not_sign_needs_no_signature_beside_one_that_does(
    register: Database, tmp_path: Path
) -> None:
    give_key(register, tmp_path / "om")
    file = write_file(tmp_path / "a.ndjson", [registered(1, source=COURT), b"{", b"[1]"])

    found = vouched(register, file)
    assert found is not None
    assert found.sources == frozenset()


def test_a_file_of_two_sources_that_sign_carries_two_signatures(
    register: Database, tmp_path: Path
) -> None:
    give_key(register, tmp_path / "om")
    give_key(register, tmp_path / "court", urn=COURT)
    file = write_file(tmp_path / "a.ndjson", [registered(1), registered(1, source=COURT)])
    one = sign_file(file, key=tmp_path / "om").read_bytes()

    with pytest.raises(UnsignedFile):
        vouched(register, file)
    other = sign_file(file, key=tmp_path / "court").read_bytes()
    (tmp_path / "a.ndjson.sig").write_bytes(one + other)
    found = vouched(register, file)
    assert found is not None
    assert found.sources == {OM, COURT}


def test_what_is_packed_is_signed_as_it_lies_there(register: Database, tmp_path: Path) -> None:
    give_key(register, tmp_path / "om")
    file = tmp_path / "a.ndjson.gz"
    file.write_bytes(gzip.compress(write_file(tmp_path / "a.ndjson", [registered(1)]).read_bytes()))

    with pytest.raises(UnsignedFile):
        vouched(register, file)
    sign_file(file, key=tmp_path / "om")
    found = vouched(register, file)
    assert found is not None
    assert found.sources == {OM}


def test_another_key_takes_the_place_of_the_old_one(register: Database, tmp_path: Path) -> None:
    give_key(register, tmp_path / "old")
    file = write_file(tmp_path / "a.ndjson", [registered(1)])
    sign_file(file, key=tmp_path / "old")
    give_key(register, tmp_path / "new", now=NEXT_DAY)

    with pytest.raises(UnsignedFile):
        vouched(register, file)
    sign_file(file, key=tmp_path / "new")
    assert vouched(register, file) is not None


def test_once_a_source_is_cut_off_its_key_counts_no_longer(
    register: Database, tmp_path: Path
) -> None:
    give_key(register, tmp_path / "om")
    file = write_file(tmp_path / "a.ndjson", [registered(1)])
    sign_file(file, key=tmp_path / "om")
    make(register, "afgesneden", now=NEXT_DAY)

    with register.transaction() as connection:
        assert signing_sources(connection) == {OM: ()}
    with pytest.raises(UnsignedFile):
        vouched(register, file)


def test_two_people_take_exactly_one_file(register: Database, tmp_path: Path) -> None:
    give_key(register, tmp_path / "om")
    file = write_file(tmp_path / "a.ndjson", [registered(1)])
    with register.transaction() as connection:
        empty = vouch_for(connection, write_file(tmp_path / "empty.ndjson", []))
        number = _proposal(connection, verb="intake propose")
        permit_file(connection, file_digest(file), number=number, now=NOON)

    assert empty is not None
    assert empty.sources == frozenset()
    found = vouched(register, file)
    assert found is not None
    assert found.sources == {OM}
    with pytest.raises(UnsignedFile):
        vouched(register, write_file(tmp_path / "b.ndjson", [registered(2)]))
    make(register, "afgesneden", now=NEXT_DAY)
    with pytest.raises(UnsignedFile):
        vouched(register, file)


def test_nothing_of_a_source_that_signs_is_admitted_unless_it_is_vouched_for(
    register: Database, tmp_path: Path
) -> None:
    give_key(register, tmp_path / "om")

    with pytest.raises(NotVouchedFor):
        admit(register, registered(1, source=COURT), registered(1))
    assert rows(register, "SELECT count(*) FROM ledger_line") == [(0,)]
    admit(register, registered(1, source=COURT))


def test_a_file_that_was_exchanged_after_it_was_looked_at_is_not_loaded(
    register: Database, tmp_path: Path
) -> None:
    give_key(register, tmp_path / "om")
    file = write_file(tmp_path / "a.ndjson", [registered(1)])
    sign_file(file, key=tmp_path / "om")
    found = vouched(register, file)
    write_file(file, [registered(2)])
    with register.transaction() as connection:
        judge = judge_of(connection)

    with pytest.raises(FileChanged):
        load_file(register, file, judge=judge, register_key=KEY, clock=lambda: NOON, vouched=found)
    assert rows(register, "SELECT count(*) FROM ledger_line") == [(0,)]


def test_sources_are_found_whatever_else_a_file_holds(tmp_path: Path) -> None:
    file = write_file(
        tmp_path / "a.ndjson",
        [b"", b"\xff", b'{"source": 3}', b'{"sourc\\u0065": "' + OM.encode() + b'"}'],
    )

    assert sources_named(file) == {OM}


def test_keys_are_never_overwritten_and_only_keys_are_taken(tmp_path: Path) -> None:
    make_pair(tmp_path / "om")
    with pytest.raises(BadRequest):
        make_pair(tmp_path / "om")
    assert (tmp_path / "om").stat().st_mode & 0o077 == 0
    file = write_file(tmp_path / "a.ndjson", [])
    for wrong in (tmp_path / "om.pub", tmp_path / "nothing", file):
        with pytest.raises(NotAPrivateKey):
            sign_file(file, key=wrong)
