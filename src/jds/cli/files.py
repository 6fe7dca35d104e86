"""Files that others read while we write: each is whole, the old one or the new one."""

import os
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file in one step; whoever reads it never sees a part of it."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.draft")
    try:
        with draft.open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
