"""Over random histories: what is read by person and by position is what one fold of all gives."""

from typing import Any

import hypothesis
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from jds.database.connection import Connection, Database
from jds.domain.fold import fold
from jds.domain.message import AcceptedMessage
from jds.domain.record import PersonRecord, Register
from jds.domain.time import Instant, instant_from_text
from jds.persons.subjects import keys_of, subjects_after
from jds.records.catch_up import catch_up
from jds.records.export import Plan, next_portion
from jds.records.fold_known import known_of
from jds.records.known_at import Moment
from jds.records.shown import Basis
from tests.conftest import NewDatabase
from tests.oracle.histories import arrival_orders, histories, histories_with_a_clash
from tests.oracle.payloads import SOURCES, Wire
from tests.records.clerk_links import Act, acts, carry_out, statements_kept
from tests.records.ledgers import (
    RULE,
    add_sources,
    admit,
    effects_kept,
    everything_accepted,
)
from tests.records.wire import TODAY

BEFORE = instant_from_text("2025-03-09T12:00:00Z")
"""Before the messages of a history were logged: clerks speak among them and after."""

_SOURCES = {urn: kind for kind, urn in SOURCES.items()}

# The fixture only makes databases: each example has one of its own.
_one_for_each_example = hypothesis.settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    # Each example makes and fills a register: fewer of them than of what is pure.
    max_examples=max(30, hypothesis.settings().max_examples // 20),
)


@st.composite
def arrivals(draw: st.DrawFn) -> list[list[Wire]]:
    """Return the batches in which a history arrives, with repeats."""
    messages = draw(st.one_of(histories(), histories_with_a_clash()))
    batches = draw(arrival_orders(len(messages)))
    return [[messages[index] for index in batch] for batch in batches]


@_one_for_each_example
@given(
    batches=arrivals(),
    pauses=st.sets(st.integers(0, 5)),
    at_a_time=st.integers(1, 4),
    clerks=st.lists(acts, max_size=6),
)
def test_effects_made_along_the_way_are_those_of_one_fold_of_all(
    new_primary_database: NewDatabase,
    batches: list[list[Wire]],
    pauses: set[int],
    at_a_time: int,
    clerks: list[Act],
) -> None:
    with new_primary_database() as database:
        add_sources(database, _SOURCES)
        at, left = BEFORE, list(clerks)
        for number, batch in enumerate(batches):
            admit(database, batch)
            if number in pauses:
                catch_up(database, rule=RULE, subjects_at_a_time=at_a_time)
            if number % 2 and left:
                at = carry_out(database, left.pop(), at=at, rule=RULE)
        catch_up(database, rule=RULE, subjects_at_a_time=at_a_time)
        for act in left:
            at = carry_out(database, act, at=at, rule=RULE)

        with database.connect() as connection:
            messages = everything_accepted(connection)
            kept = effects_kept(connection)
            stated = statements_kept(connection)

    effects = fold(messages, rule=RULE, clerks=stated).effects
    assert kept == {
        position: (each.effect.value, each.reason) for position, each in effects.items()
    }
    displaced = {message.displaces for message in messages}
    assert set(kept) == {m.position for m in messages if m.position not in displaced}


@_one_for_each_example
@given(batches=arrivals(), clerks=st.lists(acts, max_size=6), data=st.data())
def test_a_person_read_alone_is_that_person_in_one_fold_of_all(
    new_primary_database: NewDatabase,
    batches: list[list[Wire]],
    clerks: list[Act],
    data: st.DataObject,
) -> None:
    with new_primary_database() as database:
        moments = _fill(database, batches, clerks)
        with database.connect() as connection:
            messages = everything_accepted(connection)
            last = len(messages)
            position = data.draw(st.integers(0, last))
            at = data.draw(st.sampled_from(moments))
            expected = _known_then(connection, messages, position=position, at=at)
            moment = Moment(position=position, at=at, head=last)
            for subject in subjects_after(connection, 0, count=1000):
                known = known_of(connection, [subject], moment=moment, rule=RULE).on(None)
                [key] = keys_of(connection, [subject])
                assert known.person_of(subject) == _person_with(expected, key)


@_one_for_each_example
@given(
    batches=arrivals(),
    clerks=st.lists(acts, max_size=6),
    at_a_time=st.integers(1, 4),
    data=st.data(),
)
def test_an_export_gives_every_person_of_one_fold_of_all_once(
    new_primary_database: NewDatabase,
    batches: list[list[Wire]],
    clerks: list[Act],
    at_a_time: int,
    data: st.DataObject,
) -> None:
    with new_primary_database() as database:
        moments = _fill(database, batches, clerks)
        with database.connect() as connection:
            messages = everything_accepted(connection)
            last = len(messages)
            position = data.draw(st.integers(0, last))
            at = data.draw(st.sampled_from(moments))
            moment = Moment(position=position, at=at, head=last)
            exported = _export(connection, moment, at_a_time=at_a_time)
            expected = _known_then(connection, messages, position=position, at=at, on=TODAY)

    shown = [person for person in expected.persons if person.is_known]
    assert sorted(exported, key=lambda person: person.subjects) == shown


def _fill(database: Database, batches: list[list[Wire]], clerks: list[Act]) -> list[Instant]:
    """Admit all messages, let clerks act, and return the moments between which they did."""
    add_sources(database, _SOURCES)
    for batch in batches:
        admit(database, batch)
    moments = [BEFORE]
    for act in clerks:
        moments.append(carry_out(database, act, at=moments[-1], rule=RULE))
    return moments


def _export(connection: Connection, moment: Moment, *, at_a_time: int) -> list[PersonRecord]:
    plan = Plan(moment, Basis(moment.position, moment.at, "edition", TODAY), ())
    exported: list[PersonRecord] = []
    after = 0
    while True:
        portion = next_portion(
            connection, plan, after_subject=after, rule=RULE, subjects_at_a_time=at_a_time
        )
        if portion is None:
            return exported
        exported += [each.shown.person for each in portion.records if each.shown.person]
        after = portion.last_subject


def _known_then(
    connection: Connection,
    messages: list[AcceptedMessage],
    *,
    position: int,
    at: Instant,
    on: Any = None,
) -> Register:
    """Return one fold of all that was known then, without what the law removes by now."""
    stated, stated_then = statements_kept(connection), statements_kept(connection, at=at)
    removed = fold(messages, rule=RULE, clerks=stated).removed
    then = [message for message in messages if message.position <= position]
    if position == len(messages) and stated == stated_then:
        return fold(then, rule=RULE, on=on, clerks=stated_then)
    return fold(then, rule=RULE, on=on, removed=removed, clerks=stated_then)


def _person_with(register: Register, key: str) -> PersonRecord | None:
    return next((p for p in register.persons if p.is_known and key in p.subjects), None)
