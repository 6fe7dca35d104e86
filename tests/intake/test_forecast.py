"""When a catch-up ends: from the steps that were measured, with an interval that holds."""

import random
from datetime import timedelta

import pytest

from jds.domain.time import Instant
from jds.intake.forecast import Step, forecast
from tests.intake.deliveries import NOON


def steps(*seconds: float, messages: int = 100, pause: float = 0.0) -> list[Step]:
    """Return steps of a catch-up, one after another."""
    found, at = [], NOON
    for taken in seconds:
        ended = Instant(at + timedelta(seconds=taken))
        found.append(Step(at, ended, messages))
        at = Instant(ended + timedelta(seconds=pause))
    return found


def test_steady_steps_tell_when_it_ends() -> None:
    found = forecast(steps(2, 2, 2, 2), left=1000, now=NOON)

    assert found is not None
    assert found.per_second == pytest.approx(50)
    assert found.ends_at - NOON == timedelta(seconds=20)
    assert [at - NOON for at in found.between] == [timedelta(seconds=18), timedelta(seconds=22)]


def test_pauses_between_steps_count() -> None:
    found = forecast(steps(2, 2, 2, 2, 2, pause=2), left=0, now=NOON)

    assert found is not None
    assert found.per_second == pytest.approx(500 / 18)


def test_a_night_between_two_steps_is_no_pause() -> None:
    first, second = steps(2, 2), steps(2, 2)
    later = [
        Step(
            Instant(each.began_at + timedelta(hours=8)),
            Instant(each.ended_at + timedelta(hours=8)),
            each.messages,
        )
        for each in second
    ]
    found = forecast([*first, *later], left=100, now=NOON)

    assert found is not None
    assert found.per_second == pytest.approx(50)


@pytest.mark.parametrize("taken", [(), (2,), (2, 2), (0, 0, 0)])
def test_too_little_tells_nothing(taken: tuple[float, ...]) -> None:
    assert forecast(steps(*taken), left=1000, now=NOON) is None


def test_nothing_left_ends_now() -> None:
    found = forecast(steps(2, 2, 3), left=0, now=NOON)

    assert found is not None
    assert (found.ends_at, found.between) == (NOON, (NOON, NOON))


def test_more_uneven_steps_make_a_wider_interval() -> None:
    even = forecast(steps(*[2.0] * 20), left=10_000, now=NOON)
    uneven = forecast(steps(*[1.0, 3.0] * 10), left=10_000, now=NOON)

    assert even is not None
    assert uneven is not None
    assert uneven.between[1] - uneven.between[0] > even.between[1] - even.between[0]


def test_the_true_end_lies_in_the_interval_nearly_always() -> None:
    chosen = random.Random(7)
    held = 0
    for _ in range(200):
        taken = [chosen.lognormvariate(0, 0.5) for _ in range(250)]
        measured, rest = taken[:30], taken[30:]
        began = steps(*measured)
        now = began[-1].ended_at
        found = forecast(began, left=100 * len(rest), now=now)
        assert found is not None
        end = now + timedelta(seconds=sum(rest))
        held += found.between[0] <= end <= found.between[1]

    assert held >= 186
