"""Files that others read while we write: each is whole, the old one or the new one."""

import os
from pathlib import Path


def write_whole(file: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write a file in one step; whoever reads it never sees a part of it.

    Args:
        mode: Who may read and write it; None for what is usual here.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}.draft")
    try:
        with draft.open("wb") as target:
            target.write(content)
            target.flush()
            if mode is not None:
                os.fchmod(target.fileno(), mode)
            os.fsync(target.fileno())
        draft.replace(file)
        _keep_name(file.parent)
    finally:
        draft.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """Have the disk keep which file has which name, also when the power fails."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
