"""Whom messages are about: subjects and the numbers they are found by."""

from collections.abc import Sequence
from typing import Any

from jds.database.connection import Database
from jds.persons.mentions import Mention
from jds.persons.register_subjects import (
    LONGEST_KEY_BYTES,
    Naming,
    register_subjects,
    stored_key,
)

LONG = "zaak:bron|b:" + "z" * LONGEST_KEY_BYTES


def register(database: Database, *keys: str, next_subject: int = 1) -> int:
    """Register one message about each key, at the positions from 1 on."""
    namings = [Naming(position, (Mention(key),)) for position, key in enumerate(keys, start=1)]
    with database.transaction() as connection:
        return register_subjects(connection, namings, next_subject=next_subject)


def subjects_in(database: Database) -> Sequence[tuple[Any, ...]]:
    with database.transaction() as connection:
        return connection.execute(
            "SELECT subject_id, key, array_agg(position ORDER BY position)"
            "  FROM subject JOIN about USING (subject_id)"
            " GROUP BY subject_id ORDER BY subject_id"
        ).fetchall()


def test_a_new_subject_gets_the_next_number_and_keeps_it(database: Database) -> None:
    assert register(database, "skn:1", "skn:2", "skn:1", next_subject=7) == 9
    assert subjects_in(database) == [(7, "skn:1", [1, 3]), (8, "skn:2", [2])]


def test_a_key_with_quotes_and_backslashes_is_one_key(primary_database: Database) -> None:
    odd = 'zaak:bron|b:a"b\\c","d {}'

    register(primary_database, odd, "skn:1")
    following = register(primary_database, next_subject=3)
    assert following == 3
    assert [key for _, key, _ in subjects_in(primary_database)] == [odd, "skn:1"]


def test_a_key_too_long_for_an_index_is_found_again_by_its_digest(
    primary_database: Database,
) -> None:
    assert register(primary_database, LONG, LONG, LONG + "z") == 3
    assert [key for _, key, _ in subjects_in(primary_database)] == [
        stored_key(LONG),
        stored_key(LONG + "z"),
    ]


def test_only_a_key_that_is_too_long_is_kept_as_a_digest() -> None:
    longest = "b:" + "é" * (LONGEST_KEY_BYTES // 2 - 1)

    assert stored_key(longest) == longest
    assert stored_key(longest + "e").startswith("b:sha256:")
