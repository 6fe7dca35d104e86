"""What the reference pages promise: every code, command and setting, as the code has it now."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

import jds
from jds.domain.record import Effect
from jds.intake.fates import ID_WAS_RETURNED, OTHER_MESSAGE_SAME_ID, Fate
from jds.intake.faults import Reason, Refusal
from jds.intake.unusual import Unusual
from jds.sources.plain_state import PlainState, WhyNot
from jds.sources.standing import StandingWord

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PACKAGE = Path(jds.__file__).parent


def _generator() -> ModuleType:
    path = ROOT / "scripts" / "write_reference.py"
    spec = importlib.util.spec_from_file_location("write_reference", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = _generator()


def _reasons_page() -> str:
    return (REFERENCE / "reasons.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["errors.md", "cli.md", "settings.md", "law.md"])
def test_a_generated_page_says_what_the_code_says_now(page: str) -> None:
    expected = GENERATOR.pages()[REFERENCE / page]

    assert (REFERENCE / page).read_text(encoding="utf-8") == expected, (
        "Write the page anew with '.venv/bin/python scripts/write_reference.py'."
    )


def test_every_error_has_a_code_of_its_own_and_says_what_it_means() -> None:
    errors = GENERATOR.every_error()
    codes = [error.code for error in errors]

    assert len(errors) > len(GENERATOR.BRANCHES)
    assert len(codes) == len(set(codes))
    assert all(error.__doc__ for error in errors)


def test_every_error_belongs_to_a_branch_that_says_who_must_act() -> None:
    branches = tuple(GENERATOR.BRANCHES)

    assert [each for each in GENERATOR.every_error() if not issubclass(each, branches)] == []


@pytest.mark.parametrize("codes", [Fate, Reason, Refusal, Unusual, Effect])
def test_every_code_of_intake_and_fold_is_explained(codes: type[StrEnum]) -> None:
    page = _reasons_page()

    assert [code for code in codes if f"| `{code}` |" not in page] == []


@pytest.mark.parametrize(
    "code", [OTHER_MESSAGE_SAME_ID, ID_WAS_RETURNED, *get_args(StandingWord), "soort-onbekend"]
)
def test_a_code_outside_the_lists_is_explained_too(code: str) -> None:
    assert f"| `{code}` |" in _reasons_page()


def test_every_reason_that_the_fold_can_give_is_explained() -> None:
    page = _reasons_page()
    given = {code for file in (PACKAGE / "domain").glob("*.py") for code in _reasons_in(file)}

    assert {"zaak-onbekend", "latere-afdoening", "dagvaarding-na-uitspraak"} <= given
    assert sorted(code for code in given if f"| `{code}` |" not in page) == []


def test_every_finding_of_the_ledger_check_is_explained() -> None:
    text = (PACKAGE / "ledger" / "verify.py").read_text(encoding="utf-8")
    given = set(re.findall(r'Finding\(\s*"([a-z-]+)"', text)) | set(
        re.findall(r'^\s+\(?\("([a-z-]+)", "', text, flags=re.MULTILINE)
    )

    assert {"chain", "stray", "counts", "payload-missing"} <= given
    assert [code for code in given if f"| `{code}` |" not in _reasons_page()] == []


def test_no_code_is_explained_that_the_program_no_longer_knows() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    explained = set(re.findall(r"^\| `([a-z-]+)` \|", _reasons_page(), flags=re.MULTILINE))

    assert sorted(code for code in explained if f'"{code}"' not in source) == []


def test_every_variable_that_the_program_reads_is_a_documented_setting() -> None:
    source = (PACKAGE / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environ\.get\("(\w+)"', source))

    assert {"JDS_HOME", "JDS_DATABASE"} <= read
    assert read == set(GENERATOR.VARIABLES)


def test_every_setting_has_a_meaning() -> None:
    meanings = GENERATOR.described_attributes(GENERATOR.Settings)

    assert {attribute for attribute, _ in GENERATOR.VARIABLES.values()} == set(meanings)


def test_every_command_of_the_contract_that_is_there_has_a_section() -> None:
    page = (REFERENCE / "cli.md").read_text(encoding="utf-8")

    for command in ("init", "intake", "record", "records export", "set-aside release", "status"):
        assert f"\n## jds {command}\n" in page


def _reasons_in(file: Path) -> Iterator[str]:
    """Yield the texts handed to what notes an effect or a doubt, or returned as why."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in {
            "has",
            "_note",
            "_effect",
            "EffectOf",
            "add",
        }:
            yield from _words(node.args)
        elif isinstance(node, ast.FunctionDef) and node.name == "_overtaken":
            yield from (word for each in ast.walk(node) for word in _words([each]))


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _words(nodes: list[ast.expr] | list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)) if re.fullmatch(
                r"[a-z]+(-[a-z]+)+|gecorrigeerd", text
            ):
                yield text
            case _:
                continue


def test_every_word_that_is_told_outside_of_a_source_is_explained() -> None:
    page = (REFERENCE / "status.md").read_text(encoding="utf-8")

    for word in (*get_args(PlainState), *get_args(WhyNot)):
        assert f"| `{word}` |" in page
