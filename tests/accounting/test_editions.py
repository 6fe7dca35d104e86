"""Editions of the law: adopted by a proven act, in force by moment of knowledge, never guessed."""

import threading
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from jds.accounting import editions
from jds.accounting.actors import add_actor
from jds.accounting.adopt_edition import (
    Adopted,
    AlreadyInForce,
    RuleSet,
    adopt_edition,
    earlier_rules,
    edition_of_package,
    rules_in,
)
from jds.accounting.editions import (
    DamagedEdition,
    NoEdition,
    UnknownEdition,
    UnreadableEdition,
    edition_asked,
    edition_in_force,
    known_editions,
    list_adoptions,
    load_edition,
    newest_edition,
    newest_law,
    wait_to_adopt,
)
from jds.accounting.keys import make_pair
from jds.accounting.roles import MAY, Role, RoleMayNot, Verb
from jds.database.connection import Connection, Database
from jds.domain.time import Instant, as_instant
from jds.law.edition import canonical_text, documents_in, edition_of
from jds.law.rule_file import LawFileProblem
from jds.law.rules import law_of, load_law, read_law
from jds.records.known_at import Moment
from tests.accounting.moments import NOON
from tests.law.rule_copies import copy_of_rules, rewrite

CRIME = "entry/crime.yaml"
TRAFFIC = "offences/wvw_1994.yaml"


def later(seconds: int) -> Instant:
    return as_instant(NOON + timedelta(seconds=seconds))


def at(instant: Instant) -> Moment:
    return Moment(position=0, at=instant, head=0)


@pytest.fixture
def changed(tmp_path: Path) -> RuleSet:
    """Give rules that differ from those of the package in a rule on entry."""
    folder = copy_of_rules(tmp_path / "draft")
    rewrite(folder, CRIME, "kind_unknown: with-the-case", "kind_unknown: stays-out")
    return rules_in(folder)


@pytest.fixture(autouse=True)
def nothing_read_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test read editions from its own database."""
    monkeypatch.setattr(editions, "_LAWS", {})
    monkeypatch.setattr(editions, "_ENTRY_RULES", {})


def adopt(
    database: Database,
    rules: RuleSet,
    *,
    home: Path,
    now: Instant = NOON,
    actor: str = "beheerder",
) -> Adopted:
    with database.transaction() as connection:
        return adopt_edition(
            connection, rules, actor=actor, home=home, reason="proef", clock=lambda: now
        )


def test_the_rules_read_back_are_the_rules_adopted(home: Path, primary_database: Database) -> None:
    package = load_law()

    adopted = adopt(primary_database, rules_in(), home=home)

    with primary_database.transaction() as connection:
        assert adopted == Adopted(package.edition, None, is_entry_changed=False)
        assert load_edition(connection, adopted.edition) == package
        assert newest_law(connection) == package


def test_documents_survive_their_canonical_text() -> None:
    read = read_law()

    text = canonical_text(read.documents)

    assert law_of(documents_in(text)) == read.law
    assert canonical_text(documents_in(text)) == text


def test_an_edition_is_in_force_from_the_moment_it_is_adopted_until_the_next(
    home: Path, primary_database: Database, changed: RuleSet
) -> None:
    first = adopt(primary_database, rules_in(), home=home, now=later(10)).edition
    second = adopt(primary_database, changed, home=home, now=later(20)).edition

    with primary_database.transaction() as connection:
        in_force = [edition_in_force(connection, at(later(s))) for s in (0, 10, 19, 20, 21)]

    assert in_force == [first, first, first, second, second]


def test_an_earlier_edition_can_be_adopted_again(
    home: Path, primary_database: Database, changed: RuleSet
) -> None:
    first = adopt(primary_database, rules_in(), home=home, now=later(10)).edition
    second = adopt(primary_database, changed, home=home, now=later(20)).edition
    with primary_database.transaction() as connection:
        again = earlier_rules(connection, first)

    assert adopt(primary_database, again, home=home, now=later(30)).edition == first
    with primary_database.transaction() as connection:
        assert edition_in_force(connection, at(later(25))) == second
        assert edition_in_force(connection, at(later(30))) == first
        assert known_editions(connection) == [first, second]
        assert [each.edition for each in list_adoptions(connection)] == [first, second, first]


def test_editions_are_asked_for_side_by_side(
    home: Path, primary_database: Database, changed: RuleSet
) -> None:
    first = adopt(primary_database, rules_in(), home=home, now=later(10)).edition
    second = adopt(primary_database, changed, home=home, now=later(20)).edition

    with primary_database.transaction() as connection:
        said = {
            name: load_edition(connection, name).crimes.newest.value.kind_unknown
            for name in (first, second)
        }
        asked = edition_asked(connection, first, moment=at(later(30)))
        default = edition_asked(connection, None, moment=at(later(30)))

    assert said == {first: "with-the-case", second: "stays-out"}
    assert (asked, default) == (first, second)


@pytest.mark.parametrize("name", ["1999", "", "0123456789abcdef", "'; DROP TABLE act; --"])
def test_an_edition_never_adopted_is_refused_with_those_that_were(
    name: str, home: Path, primary_database: Database
) -> None:
    edition = adopt(primary_database, rules_in(), home=home).edition

    with primary_database.transaction() as connection:
        for ask in (
            lambda: edition_asked(connection, name, moment=at(NOON)),
            lambda: load_edition(connection, name),
            lambda: earlier_rules(connection, name),
        ):
            with pytest.raises(UnknownEdition) as refused:
                ask()
            assert f"[{edition}]" in refused.value.sentence
            assert not name or name not in refused.value.sentence


@pytest.mark.usefixtures("home")
def test_a_register_without_an_edition_says_so(primary_database: Database) -> None:
    with primary_database.transaction() as connection:
        assert newest_edition(connection) is None
        for ask in (lambda: edition_in_force(connection, at(NOON)), lambda: newest_law(connection)):
            with pytest.raises(NoEdition, match="jds init"):
                ask()


def test_the_rules_in_force_are_not_adopted_again(home: Path, primary_database: Database) -> None:
    adopt(primary_database, rules_in(), home=home)

    with pytest.raises(AlreadyInForce):
        adopt(primary_database, rules_in(), home=home, now=later(1))
    with primary_database.transaction() as connection:
        assert len(list_adoptions(connection)) == 1
        assert connection.execute("SELECT count(*) FROM act").fetchone() == (1,)


def test_only_the_law_desk_and_the_keeper_adopt(home: Path, primary_database: Database) -> None:
    assert {role for role in Role if Verb.ADOPT_LAW in MAY[role]} == {Role.KEEPER, Role.LAW_DESK}
    for role in (Role.LAW_DESK, Role.OPERATOR):
        key = make_pair(home, role.value)
        with primary_database.transaction() as connection:
            add_actor(
                connection, role.value, role=role, public_key=key, added_by="beheerder", now=NOON
            )

    with pytest.raises(RoleMayNot):
        adopt(primary_database, rules_in(), home=home, actor="operator")
    adopt(primary_database, rules_in(), home=home, actor="law-desk")

    with primary_database.transaction() as connection:
        [adoption] = list_adoptions(connection)
    assert (adoption.adopted_by, adoption.reason) == ("law-desk", "proef")


def test_only_a_change_of_the_rules_on_entry_makes_effects_anew(
    home: Path, primary_database: Database, changed: RuleSet, tmp_path: Path
) -> None:
    folder = copy_of_rules(tmp_path / "other")
    rewrite(folder, TRAFFIC, "maximum_months:", "life: false, maximum_months:")
    with primary_database.transaction() as connection:
        connection.execute("INSERT INTO reader (name, position) VALUES ('records', 7)")
    places: list[int] = []

    for number, rules in enumerate([rules_in(), rules_in(folder), changed]):
        adopt(primary_database, rules, home=home, now=later(number))
        with primary_database.transaction() as connection:
            rows = connection.execute("SELECT position FROM reader WHERE name = 'records'")
            places += [position for (position,) in rows]

    assert places == [7, 7, 0]


def test_rules_with_something_wrong_are_not_adopted(tmp_path: Path) -> None:
    folder = copy_of_rules(tmp_path)
    rewrite(folder, CRIME, "handling, so with the case", "handling, see ENT-99")

    with pytest.raises(LawFileProblem, match="ENT-99"):
        rules_in(folder)


def test_what_is_kept_cannot_be_changed(home: Path, primary_database: Database) -> None:
    adopt(primary_database, rules_in(), home=home)
    for statement in (
        "UPDATE law_edition SET content = ''",
        "DELETE FROM law_adoption",
        "TRUNCATE law_edition CASCADE",
    ):
        with (
            pytest.raises(psycopg.errors.RaiseException),
            primary_database.transaction() as connection,
        ):
            connection.execute(statement)


@pytest.mark.parametrize(
    "content", [b"", b"no zlib", zlib.compress(b"[]"), zlib.compress(b'[["a.yaml",1]]')]
)
def test_content_that_is_not_what_was_adopted_is_refused(
    content: bytes, home: Path, primary_database: Database
) -> None:
    edition = adopt(primary_database, rules_in(), home=home).edition
    with primary_database.transaction() as connection:
        connection.execute("ALTER TABLE law_edition DISABLE TRIGGER law_edition_append_only")
        connection.execute("UPDATE law_edition SET content = %s", [content])

    with (
        primary_database.transaction() as connection,
        pytest.raises(DamagedEdition, match=edition),
    ):
        load_edition(connection, edition)


def test_rules_that_this_program_cannot_apply_are_not_guessed(
    home: Path, primary_database: Database
) -> None:
    documents = dict(read_law().documents)
    documents["entry/forgotten.yaml"] = documents.pop(CRIME)
    old = RuleSet(documents, files_digest=b"")
    adopt(primary_database, old, home=home)
    adopt(primary_database, rules_in(), home=home, now=later(10))

    with primary_database.transaction() as connection:
        for ask in (load_edition, earlier_rules):
            with pytest.raises(UnreadableEdition) as refused:
                ask(connection, edition_of(documents))
            assert f"[{CRIME}]" in refused.value.sentence
            assert "Nothing is guessed" in refused.value.sentence
        assert newest_law(connection) == load_law()


def test_a_clock_that_was_set_back_brings_no_edition_into_the_past(
    home: Path, primary_database: Database, changed: RuleSet
) -> None:
    adopt(primary_database, rules_in(), home=home, now=later(10))
    adopt(primary_database, changed, home=home, now=NOON)

    with primary_database.transaction() as connection:
        second, first = list_adoptions(connection)
    assert first.adopted_at < second.adopted_at
    assert second.edition == changed.edition


def test_an_edition_comes_into_force_after_whoever_still_answers_under_the_old_one(
    home: Path, primary_database: Database, changed: RuleSet
) -> None:
    first = adopt(primary_database, rules_in(), home=home).edition
    asked_at, adopting, times = later(50), threading.Event(), iter([later(40), later(60)])

    def clock() -> Instant:
        adopting.set()
        return next(times)

    def adopt_second() -> None:
        with primary_database.transaction() as connection:
            adopt_edition(
                connection, changed, actor="beheerder", home=home, reason="proef", clock=clock
            )

    with primary_database.transaction() as connection:
        under = edition_in_force(connection, at(asked_at))
        thread = threading.Thread(target=adopt_second)
        thread.start()
        assert adopting.wait(timeout=20)
        _wait_until(lambda: _somebody_waits(primary_database))
        assert thread.is_alive()
    thread.join(timeout=20)

    with primary_database.transaction() as connection:
        assert (under, edition_in_force(connection, at(asked_at))) == (first, first)
        assert edition_in_force(connection, at(later(60))) == changed.edition


def test_nobody_reads_which_edition_is_in_force_while_one_comes_into_force(
    home: Path, primary_database: Database
) -> None:
    adopt(primary_database, rules_in(), home=home)

    with (
        primary_database.transaction() as adopting,
        primary_database.transaction() as asking,
    ):
        wait_to_adopt(adopting)
        asking.execute("SET LOCAL lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            edition_in_force(asking, at(NOON))


def test_files_as_they_were_adopted_are_recognised_without_reading_them(
    home: Path, primary_database: Database, changed: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = load_law().edition
    assert _package(primary_database) == package
    adopt(primary_database, changed, home=home)
    assert _package(primary_database) == package
    adopt(primary_database, rules_in(), home=home, now=later(1))

    def must_not_read() -> None:
        raise AssertionError("the rules were read")

    monkeypatch.setattr("jds.law.rules.load_law", must_not_read)

    assert _package(primary_database) == package


def _package(database: Database) -> str:
    with database.transaction() as connection:
        return edition_of_package(newest_edition(connection))


def _somebody_waits(database: Database) -> bool:
    with database.transaction() as connection:
        return _waiting(connection) > 0


def _waiting(connection: Connection) -> int:
    [(count,)] = connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchall()
    return int(count)


def _wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(400):
        if holds():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it did not come to that")
