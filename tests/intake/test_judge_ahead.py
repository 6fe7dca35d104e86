"""Judging in another process: what comes back is what would have been thought here."""

from collections.abc import Sequence

import pytest

from jds.intake.fates import Judged
from jds.intake.judge_ahead import JUDGED_HERE, LineBatch, judge_ahead, judge_lines
from jds.intake.judgement import Candidate, Line
from tests.intake.wire_messages import example_lines, the_judge

KEY = b"key"
OF_NO_USE = (
    b"{",
    b"\xff",
    b'{"id": 1, "id": 2}',
    example_lines()[0].replace(b"zaak-ingeschreven", b"politiegegeven-verstrekt"),
    example_lines()[0].replace(b"2025-", b"2035-"),
)


@pytest.fixture(scope="module")
def batches() -> list[LineBatch]:
    """Give more batches than are judged in this process, with all that can be thought of a line."""
    lines = [
        Line(number, content, len(content))
        for number, content in enumerate((*example_lines(), *OF_NO_USE), start=1)
    ]
    return [lines] * (JUDGED_HERE + 3)


@pytest.fixture(scope="module")
def judged_elsewhere(batches: list[LineBatch]) -> list[Judged]:
    """Give the last batch as another process judged it."""
    ahead = judge_ahead(batches, judge=the_judge(), register_key=KEY, processes=1)
    return list(ahead)[-1].judged


def judged_here(batches: Sequence[LineBatch]) -> list[Judged]:
    return judge_lines(batches[-1], judge=the_judge(), register_key=KEY)


def test_another_process_thinks_of_a_line_what_this_one_does(
    batches: list[LineBatch], judged_elsewhere: list[Judged]
) -> None:
    assert judged_elsewhere == judged_here(batches)
    assert {type(each.judgement).__name__ for each in judged_elsewhere} == {
        "Candidate",
        "Unfit",
        "Refused",
    }


def test_the_canonical_text_that_did_not_travel_is_made_anew(
    batches: list[LineBatch], judged_elsewhere: list[Judged]
) -> None:
    travelled = [each.judgement for each in judged_elsewhere]
    stayed = [each.judgement for each in judged_here(batches)]

    assert [each.canonical for each in travelled if isinstance(each, Candidate)] == [
        each.canonical for each in stayed if isinstance(each, Candidate)
    ]
