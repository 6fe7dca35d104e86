"""Undisturbed weeks weaken few answers, and silence of a source weakens them at once."""

from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks import practice, vocabulary, weeks
from jds.database.connection import Database
from jds.domain.time import as_instant
from jds.law.rules import load_law


def test_an_undisturbed_week_weakens_no_answer_and_silence_does(
    primary_database: Database, tmp_path: Path
) -> None:
    found, register, now = weeks.measure(
        primary_database, home=tmp_path / "home", weeks=1, answers=40, people=60, say=print
    )

    assert found.total.answers == 40
    assert found.late > 0
    assert found.share < weeks.AT_MOST
    assert found.is_met

    before = register.ask("justis/vog-np", vocabulary.skn(9_999), now=now)
    later = as_instant(now + timedelta(days=4))
    silent = register.ask("justis/vog-np", vocabulary.skn(9_999), now=later)

    assert before["advies"] == "beslissen"
    assert silent["advies"] == "beslissen-met-waarschuwing"
    assert "bron-niet-actueel" in silent["kanttekeningen"]


def test_every_purpose_is_asked_and_the_proportions_add_up() -> None:
    law = load_law()
    weights = practice.weights(law)

    assert set(weights) == {
        pair for pair, rule in law.disclosure.purposes.items() if rule.newest.value.is_open
    }
    assert sum(weights.values()) == pytest.approx(100)
    assert min(weights.values()) > 0
