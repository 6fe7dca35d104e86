"""Paper beside the digital way: a fact counts once, one way leads, and order does not matter."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from jds.domain.blocks import Person
from jds.domain.fold import fold
from jds.domain.message import AcceptedMessage
from jds.domain.record import Effect, PersonRecord, Register
from jds.domain.time import LegalDay
from jds.domain.ways import OTHER_WAY_LEADS, Ways
from tests.oracle.histories import arrival_orders, to_accepted
from tests.oracle.paper_histories import PaperHistory, paper_histories
from tests.oracle.payloads import DAYS
from tests.oracle.record_oracle import oracle, view
from tests.oracle.simple_rule import SimpleRule
from tests.oracle.ways import real_source

RULE = SimpleRule()
ASKED_DAYS = [None, *(LegalDay(date.fromisoformat(day)) for day in DAYS)]


@settings(max_examples=2 * settings().max_examples)
@given(history=paper_histories(), known=st.integers(0, 20), on=st.sampled_from(ASKED_DAYS))
def test_fold_and_oracle_agree_on_paper_at_every_moment_and_on_every_day(
    history: PaperHistory, known: int, on: LegalDay | None
) -> None:
    today = to_accepted(history.messages)
    then = today[: known or len(today)]
    ways, ways_now = history.ways(then), history.ways(today)

    removed = fold(today, rule=RULE, ways=ways_now).removed
    by_fold = view(fold(then, rule=RULE, on=on, removed=removed, ways=ways))
    by_oracle = oracle(then, on=on, rule=RULE, removed_now=today, ways=ways, ways_now=ways_now)

    assert by_fold.effects == by_oracle.effects
    assert by_fold.persons == by_oracle.persons


@given(data=st.data())
def test_any_order_of_arrival_of_paper_and_digital_messages_ends_in_the_same_record(
    data: st.DataObject,
) -> None:
    history = data.draw(paper_histories())
    arrival = data.draw(arrival_orders(len(history.messages)))
    one, other = to_accepted(history.messages), to_accepted(history.messages, arrival)

    first = fold(one, rule=RULE, ways=history.ways(one))
    second = fold(other, rule=RULE, ways=history.ways(other))

    assert first.persons == second.persons
    assert _effects(first, one) == _effects(second, other)


@settings(max_examples=2 * settings().max_examples)
@given(data=st.data(), on=st.sampled_from(ASKED_DAYS))
def test_when_all_paper_is_paired_the_register_is_that_of_a_twin_that_had_no_paper(
    data: st.DataObject, on: LegalDay | None
) -> None:
    history = data.draw(paper_histories(all_paired=True))
    arrival = data.draw(arrival_orders(len(history.messages)))
    both = to_accepted(history.messages, arrival)
    ways = history.ways(both)
    digital_only = [each for each in both if each.key.source == real_source(each.key.source)]

    here, twin = fold(both, rule=RULE, on=on, ways=ways), fold(digital_only, rule=RULE, on=on)

    assert [p for p in here.persons if not _is_of_one_message_on_paper(p)] == list(twin.persons)
    assert here.removed == twin.removed
    assert {at: here.effects[at] for at in twin.effects} == twin.effects
    for position in here.effects.keys() - twin.effects.keys():
        # Where the whole case is hidden, so is that anything about it came by paper.
        assert here.effects[position].effect in (Effect.OVERTAKEN, Effect.HIDDEN)


@given(history=paper_histories())
def test_every_message_has_an_effect_and_says_why_when_its_way_does_not_lead(
    history: PaperHistory,
) -> None:
    ledger = to_accepted(history.messages)
    register = fold(ledger, rule=RULE, ways=history.ways(ledger))

    assert register.effects.keys() == {each.position for each in ledger}
    for each in register.effects.values():
        assert each.reason != OTHER_WAY_LEADS or each.effect is Effect.WAITING


@given(history=paper_histories())
def test_while_no_source_is_cut_off_and_nobody_says_otherwise_paper_changes_no_record(
    history: PaperHistory,
) -> None:
    ledger = to_accepted(history.messages)
    digital_only = [each for each in ledger if each.key.source == real_source(each.key.source)]

    here = fold(ledger, rule=RULE, ways=Ways(pairs=history.ways(ledger).pairs))
    twin = fold(digital_only, rule=RULE)

    cases_of = {person.subjects: person.cases for person in here.persons}
    for person in twin.persons:
        # A merge that came by paper alone may have joined them with others; that is of no case.
        if person.subjects in cases_of:
            assert cases_of[person.subjects] == person.cases


def _is_of_one_message_on_paper(person: PersonRecord) -> bool:
    """Tell whether a person is but the name of a message without numbers, and nothing is left."""
    if not all(key.startswith("bericht:") and ":papier-" in key for key in person.subjects):
        return False
    assert (person.current, person.cases, person.foreign, person.died_on) == (
        Person(),
        (),
        (),
        None,
    )
    return True


def _effects(register: Register, ledger: list[AcceptedMessage]) -> dict[object, tuple[str, str]]:
    names = {each.position: each.key for each in ledger}
    return {names[at]: (each.effect.value, each.reason) for at, each in register.effects.items()}
