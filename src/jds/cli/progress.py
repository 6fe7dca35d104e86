"""A bar for long work: on standard error, and only where somebody can see it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Advance: TypeAlias = Callable[[int], None]
"""Takes how much is done so far."""


@contextmanager
def progress(label: str, *, beside_output: bool = False) -> Iterator[Advance]:
    """Give a way to say how much is done; where nobody watches, nothing is shown.

    Args:
        beside_output: Standard output is written meanwhile, so a bar must not stand in the same
            terminal.
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
    )

    # How much there is to do is not known beforehand: a file may be packed, and grows while read.
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done: bar.update(task, completed=done)
