"""Order does not matter: any order, batches and repeats leave the same register."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jds.ledger.verify import verify
from tests.intake.conftest import NewRegister
from tests.intake.deliveries import (
    COURT,
    MAN,
    WOMAN,
    Wire,
    admit,
    corrected,
    end_state,
    impossible,
    merged,
    not_allowed,
    registered,
    retracted,
    stated_complete,
    unfit,
)
from tests.oracle.histories import histories_with_a_clash

# Each example makes registers of its own.
FRESH = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

NUMBERS = st.integers(min_value=1, max_value=12)
PERSONS = st.sampled_from([MAN, WOMAN])

MESSAGES: st.SearchStrategy[Wire | bytes] = st.one_of(
    st.builds(
        registered,
        NUMBERS,
        person=PERSONS,
        on=st.sampled_from(["2025-03-01", "2025-03-05"]),
        sequence=st.one_of(st.none(), NUMBERS),
        source=st.sampled_from([registered(1)["source"], COURT]),
    ),
    st.builds(impossible, NUMBERS),
    st.builds(unfit, NUMBERS),
    st.builds(not_allowed, NUMBERS),
    st.builds(stated_complete, NUMBERS),
    NUMBERS.flatmap(lambda about: st.builds(corrected, NUMBERS, about=st.just(f"m-{about}"))),
    NUMBERS.flatmap(lambda about: st.builds(retracted, NUMBERS, about=st.just(f"m-{about}"))),
    st.builds(merged, NUMBERS, st.just([MAN, WOMAN])),
)


@st.composite
def deliveries(
    draw: st.DrawFn, messages: st.SearchStrategy[list[Wire]]
) -> tuple[list[Wire], list[list[Wire]]]:
    """Return messages, and the same in another order, with repeats, cut into batches."""
    stated = draw(messages)
    repeated = draw(st.lists(st.sampled_from(stated), max_size=4))
    order = draw(st.permutations([*stated, *repeated]))
    cuts = sorted(draw(st.sets(st.integers(min_value=1, max_value=len(order)), max_size=4)))
    starts = [0, *cuts]
    batches = [order[start:end] for start, end in zip(starts, [*cuts, len(order)], strict=True)]
    return stated, [batch for batch in batches if batch]


def state_after(new_register: NewRegister, batches: Sequence[Sequence[Wire]]) -> object:
    """Return what a register holds after these batches, without what repeats are counted as."""
    with new_register() as register:
        for batch in batches:
            admit(register, *batch)
        with register.transaction() as connection:
            assert verify(connection).findings == ()
        with register.transaction() as connection:
            state = end_state(connection)
            counted = connection.execute(
                "SELECT source, day, accepted, set_aside, refused FROM fate_count ORDER BY source"
            ).fetchall()
    return state | {"counts": counted}


@settings(FRESH, max_examples=40)
@given(delivery=deliveries(st.lists(MESSAGES, min_size=1, max_size=14)))  # type: ignore[arg-type]
def test_any_order_batches_and_repeats_leave_the_same_register(
    new_register: NewRegister, delivery: tuple[list[Wire], list[list[Wire]]]
) -> None:
    once, otherwise = delivery

    assert state_after(new_register, otherwise) == state_after(new_register, [once])


@settings(FRESH, max_examples=15)
@given(delivery=deliveries(histories_with_a_clash()))
def test_any_history_of_all_kinds_leaves_the_same_register(
    new_register: NewRegister, delivery: tuple[list[Wire], list[list[Wire]]]
) -> None:
    once, otherwise = delivery

    assert state_after(new_register, otherwise) == state_after(new_register, [once])


@settings(FRESH, max_examples=10)
@given(messages=st.lists(MESSAGES, min_size=1, max_size=14))
def test_a_second_delivery_of_everything_only_counts_duplicates(
    new_register: NewRegister, messages: list[Wire]
) -> None:
    with new_register() as register:
        admit(register, *messages)
        with register.transaction() as connection:
            before = end_state(connection) | {"counts": []}

        again = admit(register, *messages)

        with register.transaction() as connection:
            assert end_state(connection) | {"counts": []} == before
    assert again.counts.duplicates == again.counts.received == len(messages)
