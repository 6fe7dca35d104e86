"""Judge lines ahead of the database, in processes of their own when a file is long.

Judging is most of the work of a load and needs no database, so a second processor can do it. Lines
and judgements travel as plain bytes; the order of the lines is kept. A short file is judged here:
starting a process takes longer than judging a few thousand lines.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Protocol, TypeAlias

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from jds.errors import JdsError, StoreProblem
from jds.intake.judgement import Judgement, Line
from jds.workers import processors, worker_pool

JUDGED_HERE = 3
"""Batches at the start of a file that are judged in this process."""

LineBatch: TypeAlias = list[Line]


class JudgingBrokeOff(StoreProblem):
    """A process that judged lines was ended from outside."""

    code = "judging-broke-off"

    def __init__(self) -> None:
        super().__init__(
            "A process that was judging lines was ended, perhaps for want of memory. What was read "
            "before is kept: load the file again, and it goes on where it stopped."
        )


class Judges(Protocol):
    """What judges a line; `jds.intake.judge.Judge`."""

    def judge(self, line: Line) -> Judgement:
        """Judge one line; never raises."""
        ...


class JudgedBatch(Struct, frozen=True):
    """Lines with what intake thinks of each."""

    lines: LineBatch
    judgements: list[Judgement]


def judge_ahead(
    batches: Iterable[LineBatch], *, judge: Judges, processes: int | None = None
) -> Iterator[JudgedBatch]:
    """Yield every batch, in order, judged.

    An error that `batches` raises is raised after the batches before it were yielded.

    Args:
        judge: Must be fit for another process when the file is long.
        processes: How many to judge in; by default one for each processor but one, which the
            database side needs.

    Raises:
        JudgingBrokeOff: A process was ended.
    """
    left = iter(batches)
    count = processors() - 1 if processes is None else processes
    for batch in islice(left, JUDGED_HERE) if count else left:
        yield JudgedBatch(batch, [judge.judge(line) for line in batch])
    if not count:
        return
    first = next(left, None)
    if first is None:
        return
    yield from _judged_elsewhere(first, left, judge=judge, processes=count)


def _judged_elsewhere(
    first: LineBatch, left: Iterator[LineBatch], *, judge: Judges, processes: int
) -> Iterator[JudgedBatch]:
    lines, judgements = Encoder(), Decoder(list[Judgement])
    with worker_pool(processes, _begin, judge) as pool:
        under_way: deque[tuple[LineBatch, Future[bytes]]] = deque()
        fault: JdsError | None = None
        batch: LineBatch | None = first
        try:
            while True:
                while batch is not None and len(under_way) <= processes:
                    under_way.append((batch, pool.submit(_work, lines.encode(batch))))
                    try:
                        batch = next(left, None)
                    except JdsError as problem:
                        # What stands before the place where the file breaks off comes in first.
                        batch, fault = None, problem
                if not under_way:
                    break
                done, judged = under_way.popleft()
                yield JudgedBatch(done, judgements.decode(judged.result()))
        except BrokenProcessPool as problem:
            raise JudgingBrokeOff from problem
        finally:
            for _, judged in under_way:
                judged.cancel()
    if fault is not None:
        raise fault


_judges: list[Judges] = []
_lines = Decoder(LineBatch)
_judgements = Encoder()


def _begin(judge: Judges) -> None:
    _judges.append(judge)


def _work(batch: bytes) -> bytes:
    return _judgements.encode([_judges[0].judge(line) for line in _lines.decode(batch)])
