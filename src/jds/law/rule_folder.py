"""The folder of rule files: which files it has, and a digest that recognises them unread."""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable


def package_rules() -> Traversable:
    """Return the folder of the rules that came with this package."""
    return files("jds.law") / "data"


def files_in(folder: Traversable) -> list[tuple[str, bytes]]:
    """Return the rule files of a folder and the folders in it, by name, each with its content."""
    return sorted(_files(folder, within=""))


def digest_of_files(folder: Traversable) -> bytes:
    """Return the digest (SHA-256) of the rule files as they are written.

    The same files have the same rules; other files may have the same rules too.
    """
    digest = hashlib.sha256()
    for file, content in files_in(folder):
        for part in (file.encode(), content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.digest()


def _files(folder: Traversable, *, within: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, within=f"{within}{entry.name}/")
        elif entry.name.endswith((".yaml", ".yml")):
            yield f"{within}{entry.name}", entry.read_bytes()
