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
from jds.intake.fates import Judged
from jds.intake.judgement import Judgement, Line
from jds.intake.known import digest_of
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
    judged: list[Judged]


def judge_ahead(
    batches: Iterable[LineBatch],
    *,
    judge: Judges,
    register_key: bytes,
    processes: int | None = None,
) -> Iterator[JudgedBatch]:
    """Yield every batch, in order, judged.

    An error that `batches` raises is raised after the batches before it were yielded.

    Args:
        judge: Must be fit for another process when the file is long.
        register_key: The secret that digests of content are keyed with.
        processes: How many to judge in; by default one for each processor but one, which the
            database side needs.

    Raises:
        JudgingBrokeOff: A process was ended.
    """
    left = iter(batches)
    count = processors() - 1 if processes is None else processes
    for batch in islice(left, JUDGED_HERE) if count else left:
        yield JudgedBatch(batch, judge_lines(batch, judge=judge, register_key=register_key))
    if not count:
        return
    first = next(left, None)
    if first is None:
        return
    yield from _judged_elsewhere(
        first, left, judge=judge, register_key=register_key, processes=count
    )


def _judged_elsewhere(
    first: LineBatch,
    left: Iterator[LineBatch],
    *,
    judge: Judges,
    register_key: bytes,
    processes: int,
) -> Iterator[JudgedBatch]:
    lines, answers = Encoder(), Decoder(list[Judged])
    with worker_pool(processes, _begin, judge, register_key) as pool:
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
                yield JudgedBatch(done, answers.decode(judged.result()))
        except BrokenProcessPool as problem:
            raise JudgingBrokeOff from problem
        finally:
            for _, judged in under_way:
                judged.cancel()
    if fault is not None:
        raise fault


def judge_lines(lines: LineBatch, *, judge: Judges, register_key: bytes) -> list[Judged]:
    """Return what is thought of each line, and what a redelivery of it is recognised by."""
    judged = []
    for line in lines:
        judgement = judge.judge(line)
        judged.append(Judged(line.number, judgement, digest_of(judgement, key=register_key)))
    return judged


class _Judging(Struct, frozen=True):
    """What a process needs to judge lines."""

    judge: Judges
    register_key: bytes


_judgings: list[_Judging] = []
_lines = Decoder(LineBatch)
_answers = Encoder()


def _begin(judge: Judges, register_key: bytes) -> None:
    _judgings.append(_Judging(judge, register_key))


def _work(batch: bytes) -> bytes:
    judging = _judgings[0]
    lines = _lines.decode(batch)
    return _answers.encode(
        judge_lines(lines, judge=judging.judge, register_key=judging.register_key)
    )
