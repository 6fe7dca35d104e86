"""Fold portions of subjects, several at a time, each in a process of its own.

Folding is work for a processor, not for the database: after a large load one processor would be
busy while the others wait. A portion depends on nothing but the ledger up to a position, so
portions can be folded anywhere and in any order; only keeping their effects takes turns.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import islice

from msgspec import Struct

from jds.database.connection import Connection, Database
from jds.domain.fold import fold
from jds.domain.record import EffectOf, EntryRule
from jds.errors import StoreProblem
from jds.records.load import load
from jds.workers import processors, uncollected, worker_pool

WORTH_PROCESSES = 4
"""Portions from which on it pays to start processes: a start costs about one portion."""


class FoldingBrokeOff(StoreProblem):
    """A process that folded records was ended from outside."""

    code = "folding-broke-off"

    def __init__(self) -> None:
        super().__init__(
            "A process that was bringing the records up to date was ended, perhaps for want of "
            "memory. Nothing is lost: run 'jds intake' again, with the same file, and it goes on "
            "where it stopped."
        )


class Portion(Struct, frozen=True):
    """Some subjects, and the effects of all messages about them as rows for COPY."""

    subjects: Sequence[int]
    effect_rows: str


def fold_portions(
    database: Database,
    connection: Connection,
    portions: Sequence[Sequence[int]],
    *,
    through_position: int,
    rule: EntryRule,
    processes: int | None = None,
) -> Iterator[Portion]:
    """Yield every portion, in order, with the effects of its messages as known at a position.

    Args:
        connection: Used when the portions are few; processes connect by themselves.
        processes: How many at a time; one for each processor by default.
    """
    count = processes or processors()
    if count < 2 or len(portions) < WORTH_PROCESSES:
        for subjects in portions:
            with connection.transaction():
                rows = _fold(connection, subjects, through_position, rule)
            yield Portion(subjects, rows)
        return
    with worker_pool(count, _begin, database, rule) as pool:
        left = iter(portions)
        under_way: deque[tuple[Sequence[int], Future[str]]] = deque()
        try:
            while True:
                for subjects in islice(left, 2 * count - len(under_way)):
                    under_way.append((subjects, pool.submit(_work, subjects, through_position)))
                if not under_way:
                    return
                subjects, folded = under_way.popleft()
                yield Portion(subjects, folded.result())
        except BrokenProcessPool as problem:
            raise FoldingBrokeOff from problem
        finally:
            for _, folded in under_way:
                folded.cancel()


def effect_row(effect: EffectOf) -> str:
    """Return an effect as a row for COPY: codes of our own, without a sign that it would read."""
    return f"{effect.position}\t{effect.effect.value}\t{effect.reason}\n"


def _fold(
    connection: Connection, subjects: Sequence[int], through_position: int, rule: EntryRule
) -> str:
    with uncollected():
        loaded = load(connection, subjects, through_position=through_position)
        effects = fold(
            loaded.messages,
            rule=rule,
            clerks=loaded.clerks_at(None),
            ways=loaded.ways_at(None),
        ).effects
        return "".join(map(effect_row, effects.values()))


class _Worker(Struct, frozen=True):
    """What a process keeps from one portion to the next."""

    connection: Connection
    rule: EntryRule


_worker: list[_Worker] = []
_open = ExitStack()


def _begin(database: Database, rule: EntryRule) -> None:
    _worker.append(_Worker(_open.enter_context(database.connect()), rule))


def _work(subjects: Sequence[int], through_position: int) -> str:
    worker = _worker[0]
    with worker.connection.transaction():
        return _fold(worker.connection, subjects, through_position, worker.rule)
