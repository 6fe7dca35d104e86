"""Where an item stands: a judgement counts until it is taken back; the machine undoes none."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jds.domain.time import Instant, as_instant, instant_from_text
from jds.persons.review.evidence import ReviewKind
from jds.persons.review.state import (
    Fate,
    Judged,
    Judgement,
    ReviewHistory,
    ReviewState,
    Turn,
    TurnWord,
    Why,
)

START = instant_from_text("2026-03-02T12:00:00Z")


def at(hours: int) -> Instant:
    return as_instant(START + timedelta(hours=hours))


def judged(
    judgement: Judgement,
    hour: int,
    *,
    proposal: int | None = None,
    back: int | None = None,
) -> Judged:
    return Judged(
        number=hour,
        judgement=judgement,
        judged_at=at(hour),
        judged_by="olga",
        weight=20.0,
        grounds=(),
        proposal=proposal,
        taken_back_at=None if back is None else at(back),
    )


def closed(hour: int, why: Why = Why.TOO_LITTLE) -> Turn:
    return Turn(at(hour), TurnWord.CLOSED, why)


def reopened(hour: int) -> Turn:
    return Turn(at(hour), TurnWord.REOPENED, Why.EVIDENCE)


turns = st.lists(
    st.builds(
        Turn,
        at=st.integers(0, 20).map(at),
        word=st.sampled_from(TurnWord),
        why=st.sampled_from(Why),
    ),
    max_size=5,
).map(lambda noted: sorted(noted, key=lambda turn: turn.at))


@st.composite
def judgements(draw: st.DrawFn) -> list[Judged]:
    given_at = sorted(draw(st.sets(st.integers(0, 20), max_size=4)))
    return [
        judged(draw(st.sampled_from(Judgement)), hour, back=draw(st.none() | st.integers(21, 30)))
        for hour in given_at
    ]


def test_nobody_judged_it_yet() -> None:
    assert ReviewHistory().state() is ReviewState.OPEN
    assert ReviewHistory(is_erased=True).state() is ReviewState.ERASED


@pytest.mark.parametrize(
    ("judgement", "state"),
    [
        (Judgement.NEGATIVE, ReviewState.NEGATIVE),
        (Judgement.NEVER, ReviewState.NEVER),
        (Judgement.UNSURE, ReviewState.UNSURE),
        (Judgement.POSITIVE, ReviewState.TO_REPORT),
    ],
)
def test_a_judgement_decides_from_its_moment_until_it_is_taken_back(
    judgement: Judgement, state: ReviewState
) -> None:
    history = ReviewHistory(judgements=[judged(judgement, 5, back=8)])

    assert [history.state(at(hour)) for hour in (4, 5, 7, 8)] == [
        ReviewState.OPEN,
        state,
        state,
        ReviewState.OPEN,
    ]
    assert history.state() is ReviewState.OPEN


@given(before=judgements(), judgement=st.sampled_from(Judgement), noted=turns)
def test_taking_back_restores_what_stood_before(
    before: list[Judged], judgement: Judgement, noted: list[Turn]
) -> None:
    last = judged(judgement, 31, back=40)
    history = ReviewHistory(judgements=before, turns=noted)
    undone = ReviewHistory(judgements=[*before, last], turns=noted)

    assert undone.standing() == history.standing()
    assert undone.state() is history.state()


@given(before=judgements(), noted=turns)
def test_nothing_that_the_machine_notes_undoes_never_again(
    before: list[Judged], noted: list[Turn]
) -> None:
    never = judged(Judgement.NEVER, 31)
    later = [replace(each, at=as_instant(each.at + timedelta(days=9))) for each in noted]

    history = ReviewHistory(judgements=[*before, never], turns=[*noted, *later])

    assert history.state() is ReviewState.NEVER
    assert history.ever_never()


@given(before=judgements(), noted=turns, moment=st.integers(0, 20))
def test_what_was_judged_and_noted_later_changes_no_earlier_state(
    before: list[Judged], noted: list[Turn], moment: int
) -> None:
    history = ReviewHistory(judgements=before, turns=noted)
    later = ReviewHistory(
        judgements=[*before, judged(Judgement.NEGATIVE, 31)], turns=[*noted, reopened(32)]
    )

    assert later.state(at(moment)) is history.state(at(moment))


def test_an_item_lapses_and_comes_back() -> None:
    assert ReviewHistory(turns=[closed(1)]).state() is ReviewState.LAPSED
    assert ReviewHistory(turns=[closed(1), reopened(2)]).state() is ReviewState.OPEN
    assert ReviewHistory(turns=[closed(1), reopened(2)]).state(at(1)) is ReviewState.LAPSED


def test_what_was_judged_to_be_two_is_open_once_the_machine_asks_again() -> None:
    negative = [judged(Judgement.NEGATIVE, 5)]

    assert ReviewHistory(judgements=negative, turns=[reopened(6)]).state() is ReviewState.OPEN
    # What the machine had noted before somebody judged has been judged with it.
    assert ReviewHistory(judgements=negative, turns=[reopened(4)]).state() is ReviewState.NEGATIVE


@pytest.mark.parametrize(
    ("fate", "state"),
    [
        (Fate(), ReviewState.PROPOSED),
        (Fate(settled_at=at(6)), ReviewState.OPEN),
        (Fate(settled_at=at(6), is_done=True), ReviewState.DONE),
        (Fate(settled_at=at(6), is_done=True, ended_at=at(7)), ReviewState.OPEN),
        (
            Fate(settled_at=at(6), is_done=True, ended_at=at(7), is_separated=True),
            ReviewState.NEGATIVE,
        ),
    ],
)
def test_what_was_proposed_to_the_second_clerk_decides_by_what_became_of_it(
    fate: Fate, state: ReviewState
) -> None:
    positive = [judged(Judgement.POSITIVE, 5, proposal=1)]
    history = ReviewHistory(judgements=positive, fates={1: fate})

    assert history.state() is state
    assert history.state(at(5)) is ReviewState.PROPOSED


@pytest.mark.parametrize(
    ("kind", "why"), [(ReviewKind.ONE, Why.ONE_PERSON), (ReviewKind.TWO, Why.TWO_PERSONS)]
)
def test_what_was_to_be_reported_is_done_when_the_person_authority_states_it(
    kind: ReviewKind, why: Why
) -> None:
    positive = [judged(Judgement.POSITIVE, 5)]
    other = Why.TWO_PERSONS if why is Why.ONE_PERSON else Why.ONE_PERSON

    done = ReviewHistory(kind=kind, judgements=positive, turns=[closed(6, why)])
    lapsed = ReviewHistory(kind=kind, judgements=positive, turns=[closed(6, other)])

    assert done.state() is ReviewState.DONE
    assert lapsed.state() is ReviewState.LAPSED
