"""Copies of the rules of the package in which something reads otherwise."""

from importlib.resources import files
from pathlib import Path
from shutil import copytree

DATA = Path(str(files("jds.law") / "data"))
RULE_FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.yaml"))


def copy_of_rules(folder: Path) -> Path:
    """Copy all rules to a new folder in `folder`."""
    copied = folder / "data"
    copytree(DATA, copied)
    return copied


def rewrite(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first place of a text in one file, which must have it."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, f"{file} does not say {old!r}"
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
