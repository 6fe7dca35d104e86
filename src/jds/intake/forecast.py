"""When a catch-up will end, and how sure that is, from the steps that were measured.

The rate is taken from the last steps, with the pauses between them: that is how fast it goes while
others use the register too. What is not sure are the steps to come, and the rate itself; both are
in the interval. Steps differ less from their neighbours than from all others, so an interval of
less than a tenth of the time left is never claimed.
"""

from collections.abc import Sequence
from datetime import timedelta
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant

QUERIES = Queries(Path(__file__).with_name("catch_up_backlog.sql"))

STEPS_CONSIDERED = 200

FEWEST_STEPS = 3
"""Fewer steps tell no rate."""

LONGEST_BREAK = timedelta(seconds=60)
"""A longer time between two steps is no pause: nobody was catching up."""

DEVIATIONS = 2.5
LEAST_SHARE = 0.1


class Step(Struct, frozen=True):
    """A step of catch-up: from when to when, and of how many messages."""

    began_at: Instant
    ended_at: Instant
    messages: int


class Forecast(Struct, frozen=True):
    """When a catch-up will end.

    Attributes:
        per_second: Messages a second, pauses included.
        ends_at: Most likely.
        between: The earliest and the latest that is likely.
    """

    per_second: float
    ends_at: Instant
    between: tuple[Instant, Instant]


class Left(Struct, frozen=True):
    """What of a source there is to do.

    Attributes:
        signed_off: Messages that wait for their turn.
        waiting: Messages that nobody signed off yet.
    """

    source: str
    signed_off: int
    waiting: int


def forecast(steps: Sequence[Step], *, left: int, now: Instant) -> Forecast | None:
    """Return when `left` messages will be in; None when too little was measured.

    Args:
        steps: In order, the oldest first.
    """
    taken = [(seconds, step.messages) for seconds, step in _lasting(steps) if step.messages]
    total_seconds = sum(seconds for seconds, _ in taken)
    if len(taken) < FEWEST_STEPS or total_seconds <= 0:
        return None
    messages = sum(count for _, count in taken)
    per_step = messages / len(taken)
    costs = [seconds / count for seconds, count in taken]
    cost = total_seconds / messages
    steps_left = left / per_step
    spread = stdev(costs, fmean(costs)) * per_step
    deviation = spread * sqrt(steps_left + steps_left**2 / len(taken))
    expected = left * cost
    margin = max(DEVIATIONS * deviation, LEAST_SHARE * expected)
    return Forecast(
        1 / cost,
        _later(now, expected),
        (_later(now, max(expected - margin, 0)), _later(now, expected + margin)),
    )


def last_steps(connection: Connection) -> list[Step]:
    """Return the last steps of the catch-up that was last, the oldest first."""
    rows = connection.execute(QUERIES.last_steps, {"count": STEPS_CONSIDERED}).fetchall()
    steps: list[Step] = []
    for began_at, ended_at, messages in rows:
        step = Step(as_instant(began_at), as_instant(ended_at), messages)
        if steps and steps[-1].began_at - step.ended_at > LONGEST_BREAK:
            break
        steps.append(step)
    return steps[::-1]


def what_is_left(connection: Connection) -> list[Left]:
    """Return what there is to do, by source."""
    return [Left(*row) for row in connection.execute(QUERIES.left)]


def left_by_class(connection: Connection) -> dict[int, int]:
    """Return how many messages wait for their turn, by rank of their class."""
    return dict(connection.execute(QUERIES.left_by_class).fetchall())


def _lasting(steps: Sequence[Step]) -> list[tuple[float, Step]]:
    """Return how long each step kept the next one waiting."""
    lasting: list[tuple[float, Step]] = []
    before: Instant | None = None
    for step in steps:
        own = step.ended_at - step.began_at
        since = own if before is None else step.ended_at - before
        lasting.append(((since if since <= LONGEST_BREAK + own else own).total_seconds(), step))
        before = step.ended_at
    return lasting


def _later(now: Instant, seconds: float) -> Instant:
    return Instant(now + timedelta(seconds=seconds))
