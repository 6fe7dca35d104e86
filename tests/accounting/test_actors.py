"""Actors are proven by key; a typed name proves nothing."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.accounting import keys
from jds.accounting.actors import (
    LONGEST_REASON,
    ActorNotProven,
    ActorRefused,
    ProvenAct,
    ReasonRefused,
    UnknownActor,
    add_actor,
    digest_of,
    find_actor,
    is_actor_name,
    list_actors,
    prove,
    require_reason,
)
from jds.accounting.found_register import ForeignRegister, found_register
from jds.accounting.keys import NoKey, is_signed, make_pair
from jds.accounting.roles import Role, RoleMayNot, Verb
from jds.database.connection import Connection, Database
from tests.accounting.moments import LATER, NOON
from tests.accounting.reasons import refusal_of

KEY = b"k" * 32


def _prove(
    connection: Connection, name: str, *, home: Path, verb: Verb = Verb.SHOW_RECORD
) -> ProvenAct:
    return prove(
        connection,
        name,
        home=home,
        verb=verb,
        arguments={"skn": "1234567"},
        reason="proef",
        now=NOON,
    )


def _add(database: Database, name: str, *, home: Path, role: Role) -> bytes:
    public = make_pair(home, name)
    with database.transaction() as connection:
        add_actor(connection, name, role=role, public_key=public, added_by="beheerder", now=NOON)
    return public


def test_the_keeper_of_a_fresh_register_is_proven_by_the_key_in_the_home(
    home: Path, primary_database: Database
) -> None:
    with primary_database.transaction() as connection:
        act = _prove(connection, "beheerder", home=home)
        keeper = find_actor(connection, "beheerder")

    assert keeper is not None
    assert keeper.role is Role.KEEPER
    assert is_signed(act.digest, signature=act.signature, public_key=keeper.public_key)


def test_an_unknown_name_is_refused(home: Path, primary_database: Database) -> None:
    make_pair(home, "anna")

    with (
        primary_database.transaction() as connection,
        pytest.raises(UnknownActor, match=r"\[anna\]"),
    ):
        _prove(connection, "anna", home=home)


def test_a_name_that_is_no_name_is_not_repeated(home: Path, primary_database: Database) -> None:
    with primary_database.transaction() as connection, pytest.raises(UnknownActor) as refused:
        _prove(connection, "../999993653", home=home)

    assert "999993653" not in refused.value.sentence


def test_a_known_name_without_its_key_is_refused(home: Path, primary_database: Database) -> None:
    _add(primary_database, "anna", home=home, role=Role.PRIVACY_OFFICER)
    (home / "keys" / "anna.key").unlink()

    with primary_database.transaction() as connection, pytest.raises(NoKey):
        _prove(connection, "anna", home=home)


def test_a_known_name_with_the_key_of_another_is_refused(
    home: Path, primary_database: Database
) -> None:
    _add(primary_database, "anna", home=home, role=Role.PRIVACY_OFFICER)
    shutil.copy2(home / "keys" / "beheerder.key", home / "keys" / "anna.key")

    with primary_database.transaction() as connection, pytest.raises(ActorNotProven):
        _prove(connection, "anna", home=home)


def test_a_proven_actor_does_not_do_what_the_role_does_not_cover(
    home: Path, primary_database: Database
) -> None:
    _add(primary_database, "anna", home=home, role=Role.AUDITOR)

    with primary_database.transaction() as connection:
        assert _prove(connection, "anna", home=home, verb=Verb.VERIFY_LEDGER).actor == "anna"
        with pytest.raises(RoleMayNot):
            _prove(connection, "anna", home=home, verb=Verb.SHOW_RECORD)


def test_an_actor_is_added_once(home: Path, primary_database: Database) -> None:
    public = _add(primary_database, "anna", home=home, role=Role.AUDITOR)

    with primary_database.transaction() as connection:
        for name, key in [("anna", make_pair(home, "bert")), ("carla", public)]:
            with pytest.raises(ActorRefused, match="taken"):
                add_actor(
                    connection,
                    name,
                    role=Role.OPERATOR,
                    public_key=key,
                    added_by="beheerder",
                    now=NOON,
                )
        assert [actor.name for actor in list_actors(connection)] == ["anna", "beheerder"]


@pytest.mark.parametrize(
    "name", ["", "Anna", "a/b", "../a", "-a", ".a", "a" * 65, "a b", "é", "register", "a\n"]
)
def test_a_name_that_cannot_name_a_file_is_refused(name: str) -> None:
    assert not is_actor_name(name)


@pytest.mark.parametrize("name", ["a", "a" * 64, "a.b-c_d", "0"])
def test_a_plain_name_may_name_an_actor(name: str) -> None:
    assert is_actor_name(name)


def test_founding_again_changes_nothing(home: Path, primary_database: Database) -> None:
    before = keys.register_key(home)

    with primary_database.transaction() as connection:
        is_new = found_register(connection, home=home, now=LATER)
        actors = list_actors(connection)

    assert not is_new
    assert keys.register_key(home) == before
    assert [(actor.name, actor.added_at) for actor in actors] == [("beheerder", NOON)]


def test_a_register_is_not_founded_anew_from_another_home(
    home: Path, primary_database: Database, tmp_path: Path
) -> None:
    with (
        primary_database.transaction() as connection,
        pytest.raises(ForeignRegister, match="keys are not in"),
    ):
        found_register(connection, home=tmp_path / "elsewhere", now=LATER)

    assert home != tmp_path / "elsewhere"
    assert not (tmp_path / "elsewhere").exists()


def test_a_founding_that_broke_off_after_the_keys_is_completed(
    tmp_path: Path, primary_database: Database
) -> None:
    made = keys.make_register_key(tmp_path)
    public = make_pair(tmp_path, "beheerder")

    with primary_database.transaction() as connection:
        assert found_register(connection, home=tmp_path, now=NOON)
        keeper = find_actor(connection, "beheerder")

    assert keys.register_key(tmp_path) == made
    assert keeper is not None
    assert keeper.public_key == public


@pytest.mark.parametrize("reason", ["proef", "x", "é" * LONGEST_REASON, "حُكم", "[bold]"])
def test_a_plain_reason_is_kept(reason: str) -> None:
    require_reason(reason)


@pytest.mark.parametrize(
    "reason",
    ["", "  ", "x" * (LONGEST_REASON + 1), "a\x00b", "a\nb", "a\x1b[2J", "a\u202eb", "a\udcffb"],
)
def test_a_reason_that_says_or_shows_nothing_is_refused(reason: str) -> None:
    with pytest.raises(ReasonRefused):
        require_reason(reason)


@given(st.text(max_size=200))
def test_a_reason_is_kept_or_refused_in_a_sentence(reason: str) -> None:
    sentence = refusal_of(reason)

    if sentence is None:
        assert reason.encode().decode() == reason
    else:
        assert sentence.isprintable()


def test_what_is_signed_depends_on_verb_arguments_moment_and_secret() -> None:
    plain = digest_of(Verb.SHOW_RECORD, {"skn": "1"}, now=NOON, register_key=KEY)

    assert plain == digest_of(Verb.SHOW_RECORD, {"skn": "1"}, now=NOON, register_key=KEY)
    assert len(plain) == 32
    assert plain not in {
        digest_of(Verb.EXPORT_RECORDS, {"skn": "1"}, now=NOON, register_key=KEY),
        digest_of(Verb.SHOW_RECORD, {"skn": "2"}, now=NOON, register_key=KEY),
        digest_of(Verb.SHOW_RECORD, {"bsn": "1"}, now=NOON, register_key=KEY),
        digest_of(Verb.SHOW_RECORD, {"skn": "1"}, now=LATER, register_key=KEY),
        digest_of(Verb.SHOW_RECORD, {"skn": "1"}, now=NOON, register_key=KEY[::-1] + b"x"),
    }


@given(st.text(), st.text())
def test_anything_that_can_be_typed_can_be_signed(name: str, value: str) -> None:
    assert len(digest_of(Verb.LOAD, {name: [value]}, now=NOON, register_key=KEY)) == 32
