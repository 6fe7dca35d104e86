"""Every rule of law has a case that a lawyer can read, or a reason on record why it has none."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, convert

from jds.law.find_rule import by_id
from jds.law.rule_file import read_document
from jds.law.rules import Law

FOLDER = Path(__file__).parent
RULE_IDS = FOLDER / "rule_ids.yaml"
WITHOUT_CASE = FOLDER / "without_case.yaml"

AT_LEAST = 200
"""How many sentences about what must follow the register promises."""


class Excused(Struct, frozen=True, forbid_unknown_fields=True):
    """Rules without a case: by rule, why it has none."""

    reasons: dict[str, str]


def _read(path: Path) -> Any:
    return read_document(path.read_text(encoding="utf-8"), file=path.name)


@cache
def rule_ids() -> dict[str, str]:
    """Return every rule of law with what it says."""
    return convert(_read(RULE_IDS), type=dict[str, str])


def excused() -> Excused:
    """Return the rules without a case."""
    return convert(_read(WITHOUT_CASE), type=Excused)


def cases() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every case of this folder with its file."""
    for path in sorted(FOLDER.rglob("*.yaml")):
        written = _read(path)
        if isinstance(written, list):
            for case in written:
                yield path, case


@cache
def covered() -> set[str]:
    """Return every rule that a case is about, and the rules that it is a part of.

    A case that asks for a recipient and a purpose is about the row of that purpose.
    """
    named: set[str] = set()
    for _, case in cases():
        asked = [f"DIS-R/{case['ask']}"] if "ask" in case else []
        for identifier in (*_named_in(case), *asked):
            parts = identifier.split("/")
            named |= {"/".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return named


def test_every_case_says_which_rule_it_is_about() -> None:
    silent = [f"{path.name}: {case['name']}" for path, case in cases() if not _named_in(case)]

    assert silent == []


def test_no_two_cases_have_one_name() -> None:
    counted = Counter((path.parent.name, case["name"]) for path, case in cases())

    assert [name for name, count in counted.items() if count > 1] == []


def test_a_case_names_only_rules_that_exist(law: Law) -> None:
    known = {*rule_ids(), *(rule.id for rule in law.rules())}
    named = {identifier for _, case in cases() for identifier in _named_in(case)}

    assert sorted(each for each in named if each not in known) == []


@pytest.mark.parametrize("identifier", rule_ids())
def test_a_rule_of_law_has_a_case_or_a_reason(identifier: str, law: Law) -> None:
    lists = excused()
    without_file = {row.id for row in law.without_file.newest.value.rules}
    has_case = identifier in covered()
    excuses = [
        name
        for name, listed in (
            ("without_file.yaml", without_file),
            ("without_case.yaml, reasons", lists.reasons),
        )
        if identifier in listed
    ]

    assert has_case or excuses, f"[{identifier}] {rule_ids()[identifier]}: write a case"
    assert len(excuses) <= 1, f"[{identifier}] is excused twice: {excuses}"
    # What has no file may have a case all the same: another rule's file may carry it.
    still = [name for name in excuses if has_case and name != "without_file.yaml"]
    assert not still, f"[{identifier}] has a case: remove it from {still[0]}"


def test_every_excuse_is_about_a_rule_and_says_something(law: Law) -> None:
    lists = excused()
    known = rule_ids()
    named = [*lists.reasons, *(r.id for r in law.without_file.newest.value.rules)]

    assert [identifier for identifier in named if identifier not in known] == []
    assert [identifier for identifier, reason in lists.reasons.items() if not reason.strip()] == []


def test_every_rule_of_law_with_a_file_is_on_the_list(law: Law) -> None:
    known = set(rule_ids())
    counted = {rule.id for rule in law.rules() if by_id(rule.id)[-1][1] == ""}

    assert sorted(each for each in counted if each not in known and "/" not in each) == []


def test_there_are_as_many_cases_as_promised() -> None:
    assert sum(1 for _ in cases()) >= AT_LEAST


def _named_in(case: dict[str, Any]) -> list[str]:
    """Return the rules a case is about; one on entry names the rule that must decide."""
    return [*case.get("covers", ()), *([case["rule"]] if "rule" in case else ())]
