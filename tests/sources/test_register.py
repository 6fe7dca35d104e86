"""The register of sources."""

from datetime import timedelta

import pytest

from jds.database.connection import Database
from jds.domain.identifiers import InvalidIdentifier
from jds.sources.register import (
    NoSuchSource,
    SourceExists,
    UnfitSource,
    add_source,
    kinds_of_sources,
    list_sources,
    show_source,
)
from jds.sources.rhythm import Rhythm, UnfitRhythm, rhythms_of
from tests.intake.deliveries import KINDS, NOBODY, NOON, OM


def test_a_source_is_shown_as_it_was_added(register: Database) -> None:
    with register.transaction() as connection:
        added = add_source(
            connection,
            NOBODY,
            kind="minister",
            now=NOON,
            rhythm=Rhythm(silent_after=timedelta(hours=2)),
            first_sequence=7,
        )

    with register.transaction() as connection:
        assert show_source(connection, NOBODY) == added
        assert [source.urn for source in list_sources(connection)] == [*KINDS, NOBODY]
        assert kinds_of_sources(connection) == KINDS | {NOBODY: "minister"}
        [agreed] = rhythms_of(connection, NOBODY)
    assert (added.kind, added.first_sequence) == ("minister", 7)
    assert agreed.rhythm == Rhythm(silent_after=timedelta(hours=2), complete_from_at=NOON)
    assert added.highest == 6


def test_a_name_is_registered_once(register: Database) -> None:
    with pytest.raises(SourceExists), register.transaction() as connection:
        add_source(connection, OM, kind="om", now=NOON)


def test_a_source_that_is_not_there_is_named(register: Database) -> None:
    with pytest.raises(NoSuchSource, match="onbekend"), register.transaction() as connection:
        show_source(connection, NOBODY)


def test_a_name_of_another_form_is_refused(register: Database) -> None:
    with pytest.raises(InvalidIdentifier), register.transaction() as connection:
        add_source(connection, "gps", kind="om", now=NOON)


def test_an_unknown_kind_of_source_is_refused(register: Database) -> None:
    with pytest.raises(UnfitSource, match=r"\[bank\]"), register.transaction() as connection:
        add_source(connection, NOBODY, kind="bank", now=NOON)


@pytest.mark.parametrize(("number", "is_fit"), [(0, False), (1, True), (2**31 - 1, True)])
def test_a_first_number_lies_on_the_circle(
    register: Database, number: int, *, is_fit: bool
) -> None:
    with register.transaction() as connection:
        if is_fit:
            add_source(connection, NOBODY, kind="om", now=NOON, first_sequence=number)
            return
        with pytest.raises(UnfitSource):
            add_source(connection, NOBODY, kind="om", now=NOON, first_sequence=number)


def test_silence_lasts_some_time(register: Database) -> None:
    with pytest.raises(UnfitRhythm), register.transaction() as connection:
        add_source(
            connection, NOBODY, kind="om", now=NOON, rhythm=Rhythm(silent_after=timedelta(0))
        )
