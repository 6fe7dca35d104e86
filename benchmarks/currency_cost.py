"""What it costs an answer to say how current it is: the same answers with and without, in turns.

*Without* leaves out all that is read and decided for it: standing, proof and gaps of every source,
the doubts about messages, what may change the answer, the advice, and what is kept of all of it.
What it takes in their place was made before. Everything else is the whole answer: the actor proven,
the record read and folded, the law applied, answer and access line committed.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from unittest.mock import patch

from benchmarks import vocabulary
from benchmarks.figures import Interval, median_interval, percentile
from benchmarks.weeks import SimulatedRegister
from jds.answers import give
from jds.answers.currency.present import present_assessed
from jds.domain.time import Instant, as_instant
from jds.records import show

AT_MOST = 0.10
"""Part of the answer that it may cost."""

PURPOSES = ("justis/vog-np", "bestuursorgaan/standaard", "rechter/strafrechtspleging")
_SEED = 11
_A_WHILE = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class CostFigures:
    """What was found.

    Attributes:
        answers: With and without, each.
        with_ms, without_ms: Median over all rounds.
        part: What saying it costs, as a part of the answer with it, round by round.
    """

    answers: int
    with_ms: float
    without_ms: float
    part: Interval

    @property
    def is_met(self) -> bool:
        return self.part.middle < AT_MOST


def measure(
    register: SimulatedRegister,
    *,
    now: Instant,
    people: int,
    answers: int,
    rounds: int,
    say: Callable[[str], None],
) -> CostFigures:
    """Give answers in turns with and without, about people who are known."""
    chance = Random(_SEED)
    asked = [
        (PURPOSES[number % len(PURPOSES)], vocabulary.skn(chance.randrange(people)))
        for number in range(max(answers // rounds, len(PURPOSES)))
    ]
    moment = now
    made = []
    for pair, skn in asked:
        moment = as_instant(moment + _A_WHILE)
        made.append(_assessed(register, pair, skn, now=moment))
    taken: dict[bool, list[float]] = {True: [], False: []}
    parts = []
    for number in range(rounds):
        spent: dict[bool, list[float]] = {True: [], False: []}
        for place, ((pair, skn), assessed) in enumerate(zip(asked, made, strict=True)):
            # Turn by turn and answer by answer: whatever else the machine does hits both alike.
            for says_it in (True, False) if (place + number) % 2 == 0 else (False, True):
                moment = as_instant(moment + _A_WHILE)
                with nullcontext() if says_it else _without(assessed):
                    started = time.perf_counter()
                    register.ask(pair, skn, now=moment)
                    spent[says_it].append(time.perf_counter() - started)
        middles = {says_it: percentile(each, 0.5) for says_it, each in spent.items()}
        for says_it, each in spent.items():
            taken[says_it] += each
        parts.append(1 - middles[False] / middles[True])
        say(f"cost of currency: round {number + 1} of {rounds}: {parts[-1]:.3f}")
    return CostFigures(
        answers=len(taken[True]),
        with_ms=percentile(taken[True], 0.5) * 1000,
        without_ms=percentile(taken[False], 0.5) * 1000,
        part=median_interval(parts),
    )


def _assessed(register: SimulatedRegister, pair: str, skn: str, *, now: Instant) -> Any:
    """Return what an answer says of its own currency, having given it."""
    made = []
    assess = give._assess  # noqa: SLF001 - the one seam between an answer and its currency

    def take(*given: Any, **named: Any) -> Any:
        made.append(assess(*given, **named))
        return made[-1]

    with patch.object(give, "_assess", take):
        register.ask(pair, skn, now=now)
    return made[0]


@contextmanager
def _without(assessed: Any) -> Iterator[None]:
    """Leave out of an answer within the block what it says of its own currency."""
    presented = present_assessed(assessed)
    with (
        patch.object(show, "ask_currency_with", lambda *_, **__: list),
        patch.object(give, "_ask", lambda *_, **__: None),
        patch.object(give, "_assess", lambda *_, **__: assessed),
        patch.object(give, "present_assessed", lambda _: presented),
        patch.object(give, "keep_currency", lambda *_, **__: None),
        patch.object(give, "keep_hold", lambda *_, **__: None),
    ):
        yield
