"""The cases of `currency/*.yaml`, by file, as they are written."""

from pathlib import Path
from typing import Any

from jds.law.rule_file import read_document

FOLDER = Path(__file__).parent / "currency"


def currency_cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of one file, in order."""
    path = FOLDER / f"{name}.yaml"
    cases = read_document(path.read_text(encoding="utf-8"), file=path.name)
    assert isinstance(cases, list), f"{path.name} is a list of cases"
    return cases


def name_of(case: dict[str, Any]) -> str:
    """Return the sentence that a case is."""
    return str(case["name"])
