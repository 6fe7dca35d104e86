"""Whether what a source counted itself agrees with what is here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.sources.counts import Counts, Difference, differences

CASES, JUDGMENTS = "zaak-ingeschreven", "uitspraak-gedaan"
MONDAY, TUESDAY = "2026-03-02", "2026-03-03"


@pytest.mark.parametrize(
    ("stated", "held"),
    [
        ({}, {}),
        ({CASES: {MONDAY: 3}}, {CASES: {MONDAY: 3}}),
        ({CASES: {MONDAY: 0}}, {}),
        ({CASES: {}}, {}),
    ],
)
def test_counts_agree_when_they_are_the_same_for_each_kind_and_day(
    stated: Counts, held: Counts
) -> None:
    assert differences(stated, held, others=0) == ()


@pytest.mark.parametrize(
    ("stated", "held", "found"),
    [
        ({CASES: {MONDAY: 3}}, {CASES: {MONDAY: 2}}, [Difference(CASES, MONDAY, 3, 2)]),
        ({CASES: {MONDAY: 3}}, {}, [Difference(CASES, MONDAY, 3, 0)]),
        ({}, {CASES: {MONDAY: 1}}, [Difference(CASES, MONDAY, 0, 1)]),
        # The same number of another day, and of another kind.
        (
            {CASES: {MONDAY: 3}},
            {CASES: {TUESDAY: 3}},
            [Difference(CASES, MONDAY, 3, 0), Difference(CASES, TUESDAY, 0, 3)],
        ),
        (
            {CASES: {MONDAY: 1}},
            {JUDGMENTS: {MONDAY: 1}},
            [Difference(JUDGMENTS, MONDAY, 0, 1), Difference(CASES, MONDAY, 1, 0)],
        ),
    ],
)
def test_one_kind_and_day_that_is_not_the_same_is_enough(
    stated: Counts, held: Counts, found: list[Difference]
) -> None:
    assert list(differences(stated, held, others=0)) == found


@pytest.mark.parametrize(("others", "agrees"), [(1, False), (2, True), (3, True)])
def test_what_came_and_was_not_accepted_explains_as_much_as_that_and_no_more(
    others: int, *, agrees: bool
) -> None:
    found = differences({CASES: {MONDAY: 3}}, {CASES: {MONDAY: 1}}, others=others)

    assert (found == ()) == agrees


def test_nothing_explains_that_more_is_here_than_was_counted() -> None:
    found = differences({CASES: {MONDAY: 1}}, {CASES: {MONDAY: 2}}, others=5)

    assert found == (Difference(CASES, MONDAY, 1, 2),)


_COUNTS = st.dictionaries(
    st.sampled_from([CASES, JUDGMENTS]),
    st.dictionaries(st.sampled_from([MONDAY, TUESDAY]), st.integers(0, 4)),
)


@given(stated=_COUNTS, held=_COUNTS, others=st.integers(0, 6))
def test_counts_agree_exactly_when_what_is_here_could_be_what_was_counted(
    stated: dict[str, dict[str, int]], held: dict[str, dict[str, int]], others: int
) -> None:
    """Nothing held beyond what was counted, and no more counted than came at all."""
    places = [(kind, day) for kind in (CASES, JUDGMENTS) for day in (MONDAY, TUESDAY)]
    there = [stated.get(kind, {}).get(day, 0) for kind, day in places]
    here = [held.get(kind, {}).get(day, 0) for kind, day in places]

    could_be = all(h <= t for h, t in zip(here, there, strict=True)) and (
        sum(there) - sum(here) <= others
    )
    assert (differences(stated, held, others=others) == ()) == could_be
