"""Work beside other work: processes of our own, and keeping one batch while the next is made.

Processes are for what keeps a processor busy: judging lines, folding records. A worker is a new
interpreter, not a copy of this one: threads and connections do not survive a copy. It ends with the
process that started it, also when that one is killed, so that nothing is left running that nobody
waits for.
"""

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker_pool(
    count: int, begin: Callable[P, None], /, *arguments: P.args, **_: P.kwargs
) -> ProcessPoolExecutor:
    """Return a pool of `count` workers, each of which first calls `begin` with `arguments`.

    Both must be fit for another process.
    """
    return ProcessPoolExecutor(
        count, get_context("spawn"), initializer=_begin, initargs=(begin, arguments)
    )


def one_ahead(batches: Iterable[T], keep: Callable[[T], None]) -> None:
    """Keep batches in their order, each in a thread of its own while the next one is being made.

    What keeping raises is raised here, and no later batch is kept. When making a batch raises, the
    batch before it is kept first.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="keep") as worker:
        kept: Future[None] | None = None
        try:
            for batch in batches:
                if kept is not None:
                    kept.result()
                kept = worker.submit(keep, batch)
        finally:
            if kept is not None:
                kept.result()


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the search for cycles during work that makes millions of values and no cycle.

    Looking for them took up to half of the time of such work.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _begin(begin: Callable[..., None], arguments: tuple[object, ...]) -> None:
    Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    gc.disable()
    begin(*arguments)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
