"""A file for personal data that a command was told to write: new, and for its owner alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from jds.errors import BadRequest


class FileNotWritten(BadRequest):
    """A file for personal data cannot be made where it was asked."""

    code = "file-not-written"

    def __init__(self, path: Path, why: str | None) -> None:
        super().__init__(
            f"[{path.name}] cannot be made: [{why}]. Nothing was looked at; name a file that is "
            "not there yet, in a folder that is."
        )


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """Give a new file that only its owner may read; it is gone again when the block fails.

    Raises:
        FileNotWritten: It is there already, or cannot be made.
    """
    try:
        # Never one that is there: others may read it, or it may lead elsewhere.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        raise FileNotWritten(path, problem.strerror) from problem
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
