"""Processes of our own, for work that keeps a processor busy: judging lines, folding records.

A worker is a new interpreter, not a copy of this one: threads and connections do not survive a
copy. It ends with the process that started it, also when that one is killed, so that nothing is
left running that nobody waits for.
"""

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import ParamSpec

P = ParamSpec("P")


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
