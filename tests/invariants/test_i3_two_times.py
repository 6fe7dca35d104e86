"""I3: a record as known at a position stays what it was, whatever comes later.

Except what the law removes for every moment, as known today: Bjsg art. 7(1)(a).
"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.database.connection import Connection
from jds.domain.fold import fold
from jds.domain.record import CaseRecord, PersonRecord, RemovedOffence
from jds.domain.time import LegalDay, instant_from_text
from jds.persons.subjects import subjects_after
from jds.records.fold_known import known_of
from jds.records.known_at import Moment
from jds.records.present import present
from jds.records.shown import Basis, ShownRecord
from jds.sources.currency import currency_at
from tests.conftest import NewDatabase
from tests.invariants.deliveries import (
    DAYS,
    RULE,
    File,
    deliver,
    files,
    one_for_each_example,
    sent_lines,
)
from tests.oracle.payloads import SOURCES
from tests.records.clerk_links import Act, acts, carry_out, statements_kept
from tests.records.ledgers import add_sources, everything_accepted

Shown = dict[int, ShownRecord]
Removed = frozenset[RemovedOffence]

BEFORE = instant_from_text("2025-03-09T12:00:00Z")
"""Some of what clerks state comes among the messages, and some after the moment that is asked."""

days = st.one_of(
    st.none(), st.dates(min_value=date(2025, 3, 1), max_value=date(2025, 6, 1)).map(LegalDay)
)


@one_for_each_example
@given(delivered=sent_lines().flatmap(files), clerks=st.lists(acts, max_size=4), data=st.data())
def test_what_was_known_at_a_position_stays_so_whatever_comes_later(
    new_primary_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
    delivered: list[File],
    clerks: list[Act],
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("in")
    so_far = data.draw(st.integers(0, len(delivered) - 1), label="files before")
    with new_primary_database() as database:
        add_sources(database, {urn: kind for kind, urn in SOURCES.items()})
        deliver(database, delivered[:so_far], folder=folder)
        at = BEFORE
        for act in clerks[::2]:
            at = carry_out(database, act, at=at, rule=RULE)
        with database.transaction() as connection:
            head = _head(connection)
            position = data.draw(st.integers(0, head), label="position")
            day = data.draw(days, label="day")
            before = _shown(connection, position=position, on=day)
            removed_before = _removed(connection)
        deliver(database, delivered[so_far:], folder=folder)
        at = DAYS[-1]
        for act in clerks[1::2]:
            at = carry_out(database, act, at=at, rule=RULE)
        with database.transaction() as connection:
            after = _shown(connection, position=position, on=day)
            removed_after = _removed(connection)

    # What was removed when it was first asked may have come back; not what was removed then.
    removed_since = removed_after - removed_before
    if position < head:
        removed_since |= removed_before - removed_after
    # Whoever came later was not known then.
    assert all(after[subject].person is None for subject in after.keys() - before.keys())
    for subject, shown in before.items():
        if _is_touched(shown.person, removed_since) or _is_touched(
            after[subject].person, removed_since
        ):
            _assert_nothing_else_changed(shown.person, after[subject].person, removed_since)
        else:
            assert present(after[subject]) == present(shown)


def _head(connection: Connection) -> int:
    row = connection.execute("SELECT position FROM ledger_head").fetchone()
    assert row is not None
    return int(row[0])


def _removed(connection: Connection) -> Removed:
    return fold(
        everything_accepted(connection), rule=RULE, clerks=statements_kept(connection)
    ).removed


def _shown(connection: Connection, *, position: int, on: LegalDay | None) -> Shown:
    """Return the record of every subject, as known at a position and of a day."""
    moment = Moment(position=position, at=DAYS[-1], head=_head(connection))
    basis = Basis(position, DAYS[-1], "edition", on or LegalDay(date(2026, 3, 5)))
    currencies = tuple(currency_at(connection, position, at=DAYS[-1]))
    shown = {}
    for subject in subjects_after(connection, 0, count=1000):
        known = known_of(connection, [subject], moment=moment, rule=RULE).on(on)
        person = known.person_of(subject)
        not_applied = () if person is None else known.not_applied(person)
        shown[subject] = ShownRecord(person, not_applied, basis, currencies)
    return shown


def _is_touched(person: PersonRecord | None, removed: Removed) -> bool:
    return person is not None and any(each.subject in person.subjects for each in removed)


def _assert_nothing_else_changed(
    before: PersonRecord | None, after: PersonRecord | None, removed: Removed
) -> None:
    """See that two records of one person differ in no offence but the `removed` ones."""
    assert _offences_left(before, removed) == _offences_left(after, removed)
    if before is not None and after is not None:
        assert _identity(before) == _identity(after)


def _identity(person: PersonRecord) -> tuple[Any, ...]:
    """Return what hiding a case leaves alone; a description given in it is hidden too."""
    return (
        person.subjects,
        person.died_on,
        person.identity_in_doubt,
        person.foreign,
    )


def _offences_left(
    person: PersonRecord | None, removed: Removed
) -> dict[tuple[tuple[str, ...], str], Any]:
    """Return the offences apart from the `removed` ones; of a person hidden whole, none."""
    if person is None:
        return {}
    return {
        (case.names, offence.key): offence
        for case in person.cases
        for offence in case.offences
        if not _is_removed(person, case, offence.key, removed)
    }


def _is_removed(person: PersonRecord, case: CaseRecord, offence: str, removed: Removed) -> bool:
    """Tell whether `removed` takes the offence away, alone or with its whole case."""
    return any(
        each.subject in person.subjects
        and each.case in case.names
        and each.offence in (None, offence)
        for each in removed
    )
