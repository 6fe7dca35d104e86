"""Over random histories with passes and judgements between: what the machine does to the queue."""

from datetime import timedelta
from itertools import count

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from jds.database.connection import Connection, Database
from jds.domain.time import Instant, as_instant, day_from_text
from jds.ledger.erase import erase
from jds.persons import subjects
from jds.persons.review.items import ReviewItem, add_judgement, list_items, take_back
from jds.persons.review.state import Judgement, ReviewState
from jds.records.review_pass import review_pass
from tests.conftest import NewDatabase
from tests.oracle.histories import arrival_orders, histories
from tests.oracle.payloads import SOURCES, Wire
from tests.records.clerk_links import Act, acts, carry_out, proven_act
from tests.records.ledgers import NOON, RULE, add_sources, admit
from tests.records.wire import registered

_one_for_each_example = hypothesis.settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=15,
)


class Clock:
    """Goes on by a minute each time it is read."""

    def __init__(self) -> None:
        self._minutes = count(1)

    def __call__(self) -> Instant:
        return as_instant(NOON + timedelta(minutes=next(self._minutes)))


@st.composite
def arrivals(draw: st.DrawFn) -> list[list[Wire]]:
    messages = draw(histories(longest=15))
    return [[messages[index] for index in batch] for batch in draw(arrival_orders(len(messages)))]


@_one_for_each_example
@given(
    batches=arrivals(),
    judged=st.lists(st.tuples(st.integers(0, 9), st.sampled_from(Judgement)), max_size=5),
    clerks=st.lists(acts, max_size=3),
)
def test_what_people_judged_stands_whatever_comes_and_nobody_is_joined(
    new_primary_database: NewDatabase,
    batches: list[list[Wire]],
    judged: list[tuple[int, Judgement]],
    clerks: list[Act],
) -> None:
    clock = Clock()
    with new_primary_database() as database:
        add_sources(database, {urn: kind for kind, urn in SOURCES.items()})
        never: set[int] = set()
        left = list(judged)
        for batch in batches:
            admit(database, batch)
            _look(database, clock)
            if left:
                which, judgement = left.pop()
                never |= _judge(database, which, judgement, clock=clock)
        at = clock()
        for act in clerks:
            # Each act comes some time after the one before it.
            at = carry_out(database, act, at=at, rule=RULE)
            _look(database, clock)

        with database.connect() as connection:
            items = _items(connection)
            pairs = [each for each in items if len(each.sides) == 2]
            standing = {each.number for each in items if each.state() is ReviewState.NEVER}
            links = connection.execute(
                "SELECT count(*) FROM clerk_link JOIN proposal USING (number)"
            ).fetchone()
            made = connection.execute("SELECT count(*) FROM clerk_link").fetchone()

    assert standing == never
    # No two items ask the same of two people; least of all beside one never to be asked again.
    for one in pairs:
        for other in pairs:
            assert one.number == other.number or not other.asked.is_about(one.sides)
    assert links == made


@_one_for_each_example
@given(batches=arrivals(), at_a_time=st.integers(1, 3))
def test_passes_along_the_way_and_in_pieces_ask_what_one_pass_at_the_end_would_keep(
    new_primary_database: NewDatabase, batches: list[list[Wire]], at_a_time: int
) -> None:
    """Where they differ it is by what came and lapsed on the way: none of it is open."""
    with new_primary_database() as database:
        add_sources(database, {urn: kind for kind, urn in SOURCES.items()})
        clock = Clock()
        for batch in batches:
            admit(database, batch)
            while review_pass(database, rule=RULE, clock=clock, most=at_a_time).left:
                pass
        assert review_pass(database, rule=RULE, clock=clock).subjects == 0
        with database.connect() as connection:
            along = _open(connection)
    with new_primary_database() as database:
        add_sources(database, {urn: kind for kind, urn in SOURCES.items()})
        for batch in batches:
            admit(database, batch)
        _look(database, Clock())
        with database.connect() as connection:
            at_once = _open(connection)

    assert at_once <= along


def test_taking_back_never_again_lets_the_machine_ask_again(register: Database) -> None:
    clock = Clock()
    admit(
        register,
        [
            registered(person={"skn": "1000001", "bsn": "999993653"}),
            registered(
                message_id="om-2",
                sequence=2,
                person={"skn": "1000002", "bsn": "999993653"},
                case={"parketnummer": "05/780102-25"},
            ),
        ],
    )
    _look(register, clock)
    [number] = _judge(register, 0, Judgement.NEVER, clock=clock)

    with register.transaction() as connection:
        [item] = _items(connection)
        standing = item.history.standing()
        assert standing is not None
        take_back(
            connection,
            standing,
            reason="vergissing",
            act_id=proven_act(connection, "otto", at=clock()),
            now=clock(),
        )
        [item] = _items(connection)
        assert (item.number, item.state()) == (number, ReviewState.OPEN)


@pytest.mark.parametrize("erased_meanwhile", [False, True])
def test_a_pass_makes_no_item_of_a_message_that_is_erased_meanwhile(
    register: Database, monkeypatch: pytest.MonkeyPatch, erased_meanwhile: bool
) -> None:
    admit(
        register,
        [
            registered(person={"skn": "1000001", "bsn": "999993653"}),
            registered(
                message_id="om-2",
                sequence=2,
                person={"bsn": "999993653"},
                case={"parketnummer": "05/780102-25"},
            ),
        ],
    )

    def hold_after_erasure(connection: Connection, find: object) -> frozenset[int]:
        if erased_meanwhile:
            with register.transaction() as other:
                erase(
                    other,
                    [2],
                    rule="RET-1",
                    erased_on=day_from_text("2026-03-02"),
                    now=NOON,
                )
        return subjects.hold(connection, find)  # type: ignore[arg-type]

    monkeypatch.setattr("jds.records.ask_doubts.hold", hold_after_erasure)
    _look(register, Clock())

    with register.connect() as connection:
        assert len(_items(connection)) == (0 if erased_meanwhile else 1)


def _look(database: Database, clock: Clock) -> None:
    review_pass(database, rule=RULE, clock=clock)


def _judge(database: Database, which: int, judgement: Judgement, *, clock: Clock) -> set[int]:
    """Judge an item that is not settled for ever; return its number when it is by that."""
    with database.transaction() as connection:
        items = [each for each in _items(connection) if each.state() is not ReviewState.NEVER]
        if not items:
            return set()
        item = items[which % len(items)]
        at = clock()
        add_judgement(
            connection,
            item,
            judgement,
            reason="vergeleken",
            act_id=proven_act(connection, "olga", at=at),
            proposal=None,
            now=at,
        )
        return {item.number} if judgement is Judgement.NEVER else set()


def _items(connection: Connection) -> list[ReviewItem]:
    return list_items(connection, now=NOON)


def _open(connection: Connection) -> set[tuple[str, ...]]:
    """Return what is asked, by the keys of the subjects: their numbers depend on arrival."""
    keys: dict[int, str] = dict(
        connection.execute("SELECT subject_id, key FROM subject").fetchall()
    )
    return {
        (each.kind.value, *sorted(keys[subject] for subject in each.subjects))
        for each in _items(connection)
        if each.state() is ReviewState.OPEN
    }
