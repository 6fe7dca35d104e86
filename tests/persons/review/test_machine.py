"""What the machine may do to the queue, whatever evidence comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jds.persons.matching.compare import Strength
from jds.persons.review.evidence import Evidence, Ground, ReviewKind
from jds.persons.review.machine import (
    Asked,
    Weighed,
    is_clearly_stronger,
    is_worth_asking,
    is_worth_keeping,
    may_be_opened,
    turn_of,
)
from jds.persons.review.method import review_method_in_use
from jds.persons.review.state import (
    Judged,
    Judgement,
    ReviewHistory,
    ReviewState,
    Turn,
    TurnWord,
    Why,
)
from tests.persons.review.test_state import at, closed, judged, judgements, turns

METHOD = review_method_in_use()
ASK, KEEP = METHOD.ask, METHOD.descriptions.propose
PAIR = (frozenset((1, 2)), frozenset((3,)))


def evidence(
    weight: float, *grounds: Ground, kind: ReviewKind = ReviewKind.ONE, strength: str = "mogelijk"
) -> Evidence:
    return Evidence(kind, grounds, weight, Strength(strength), (), METHOD.version)


weighed: st.SearchStrategy[Weighed] = st.one_of(
    st.sampled_from([why for why in Why if why is not Why.EVIDENCE]),
    st.builds(
        lambda weight, grounds: evidence(weight, *sorted(grounds)),
        st.floats(-40, 60),
        st.sets(st.sampled_from(Ground), max_size=4),
    ),
)


def negative(weight: float, *grounds: Ground) -> Judged:
    return replace(judged(Judgement.NEGATIVE, 5), weight=weight, grounds=grounds)


# Never again --------------------------------------------------------------------------------------


@given(before=judgements(), noted=turns, found=weighed)
def test_never_again_is_never_undone_by_the_machine(
    before: list[Judged], noted: list[Turn], found: Weighed
) -> None:
    history = ReviewHistory(judgements=[*before, judged(Judgement.NEVER, 31)], turns=noted)

    assert turn_of(history, found, method=METHOD) is None


@given(found=weighed)
def test_what_is_there_is_used_and_nothing_is_opened_beside_it(found: Weighed) -> None:
    there = Asked(1, ReviewKind.ONE, PAIR, ReviewHistory(judgements=[judged(Judgement.NEVER, 5)]))

    if isinstance(found, Evidence):
        assert not may_be_opened(found, before=[there], method=METHOD)
        assert may_be_opened(found, before=[], method=METHOD) is is_worth_asking(
            found, method=METHOD
        )


@pytest.mark.parametrize(
    ("sides", "is_about"),
    [
        (PAIR, True),
        ((frozenset((3,)), frozenset((1,))), True),
        ((frozenset((2, 9)), frozenset((3, 8))), True),
        ((frozenset((1,)), frozenset((2,))), False),
        ((frozenset((1, 3)), frozenset((9,))), False),
        ((frozenset((9,)), frozenset((3,))), False),
    ],
)
def test_a_pair_is_the_same_question_for_whoever_its_people_are_part_of(
    sides: tuple[frozenset[int], ...], is_about: bool
) -> None:
    """Else a merge with a third would ask anew what was judged never to be asked again."""
    assert Asked(1, ReviewKind.ONE, PAIR, ReviewHistory()).is_about(sides) is is_about


def test_who_is_added_to_a_person_that_may_be_two_makes_another_question_of_it() -> None:
    asked = Asked(1, ReviewKind.TWO, (frozenset((1, 2)),), ReviewHistory())

    assert asked.is_about((frozenset((1, 2)),))
    assert asked.is_about((frozenset((1,)),))
    assert not asked.is_about((frozenset((1, 2, 3)),))


# Hysteresis ---------------------------------------------------------------------------------------


def test_it_takes_more_to_come_into_the_queue_than_to_stay_there() -> None:
    between = evidence((ASK + KEEP) / 2)

    assert KEEP < ASK
    assert not may_be_opened(between, before=[], method=METHOD)
    assert turn_of(ReviewHistory(), between, method=METHOD) is None
    assert turn_of(ReviewHistory(turns=[closed(1)]), between, method=METHOD) is None


@pytest.mark.parametrize(
    ("weight", "opens", "stays"),
    [(ASK, True, True), (ASK - 0.1, False, True), (KEEP, False, True), (KEEP - 0.1, False, False)],
)
def test_both_sides_of_both_thresholds(weight: float, opens: bool, stays: bool) -> None:
    found = evidence(weight)

    assert is_worth_asking(found, method=METHOD) is opens
    assert is_worth_keeping(found, method=METHOD) is stays
    turn = turn_of(ReviewHistory(), found, method=METHOD)
    assert turn == (None if stays else (TurnWord.CLOSED, Why.TOO_LITTLE))


@pytest.mark.parametrize(
    ("grown", "asks"),
    [(METHOD.clearly_stronger, True), (METHOD.clearly_stronger - 0.1, False), (0, False)],
)
def test_what_was_judged_to_be_two_is_asked_again_only_on_clearly_stronger_evidence(
    grown: float, asks: bool
) -> None:
    history = ReviewHistory(judgements=[negative(20.0, Ground.ALIKE)])
    found = evidence(20.0 + grown, Ground.ALIKE, Ground.NAMESAKES)

    turn = turn_of(history, found, method=METHOD)

    assert turn == ((TurnWord.REOPENED, Why.EVIDENCE) if asks else None)


def test_a_number_that_they_share_by_now_is_clearly_stronger() -> None:
    found = evidence(5.0, Ground.SHARED_NUMBER)

    assert is_clearly_stronger(found, negative(20.0, Ground.ALIKE), method=METHOD)
    assert not is_clearly_stronger(found, negative(5.0, Ground.SHARED_NUMBER), method=METHOD)


def test_for_one_person_being_two_stronger_means_less_alike() -> None:
    found = evidence(8.0, Ground.SEX, kind=ReviewKind.TWO)

    assert is_clearly_stronger(found, negative(20.0, Ground.SEX), method=METHOD)
    assert not is_clearly_stronger(found, negative(3.0, Ground.SEX), method=METHOD)
    assert is_clearly_stronger(found, negative(3.0, Ground.BIRTH), method=METHOD)


@given(before=judgements(), noted=turns, found=weighed)
def test_the_machine_never_closes_what_a_person_settled(
    before: list[Judged], noted: list[Turn], found: Weighed
) -> None:
    history = ReviewHistory(judgements=before, turns=noted)
    turn = turn_of(history, found, method=METHOD)

    if history.state() in (ReviewState.NEGATIVE, ReviewState.DONE, ReviewState.PROPOSED):
        assert turn is None or turn[0] is TurnWord.REOPENED
    if turn is not None and turn[0] is TurnWord.REOPENED:
        assert isinstance(found, Evidence)
        standing = history.standing()
        if standing is not None and standing.judgement is Judgement.NEGATIVE:
            assert is_clearly_stronger(found, standing, method=METHOD)


@given(before=judgements(), noted=turns, found=weighed)
def test_what_the_machine_does_it_does_once(
    before: list[Judged], noted: list[Turn], found: Weighed
) -> None:
    history = ReviewHistory(judgements=before, turns=noted)
    turn = turn_of(history, found, method=METHOD)

    if turn is not None:
        later = ReviewHistory(judgements=before, turns=[*noted, Turn(at(99), *turn)])
        assert turn_of(later, found, method=METHOD) is None
