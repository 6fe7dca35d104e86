"""A bar for long work: on standard error, and only where somebody can see it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Advance: TypeAlias = Callable[[int], None]
"""Takes how much is done so far."""


@contextmanager
def progress(
    label: str, *, beside_output: bool = False, total: int | None = None
) -> Iterator[Advance]:
    """Give a way to say how much is done; where nobody watches, nothing is shown.

    Args:
        beside_output: Standard output is written meanwhile, so a bar must not stand in the same
            terminal.
        total: How much there is to do, when that is known beforehand.
    """
    if not sys.stderr.isatty() or (beside_output and sys.stdout.isatty()):
        yield lambda done: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    # Of a file it is not known beforehand: it may be packed, and grows while read.
    known = (TextColumn("/ {task.total:,.0f}"), TimeRemainingColumn()) if total else ()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        *known,
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)
