"""Every sentence of sections 2 to 4 of the message contract has a test that is there."""

import ast
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SENTENCES = Path(__file__).with_name("sentences.yaml")


@cache
def _document() -> dict[str, list[dict[str, Any]]]:
    document: dict[str, list[dict[str, Any]]] = yaml.safe_load(SENTENCES.read_text("utf-8"))
    return document


def _sentences() -> list[dict[str, Any]]:
    return _document()["sentences"]


def test_no_two_sentences_have_one_key() -> None:
    keys = [sentence["key"] for sentence in (*_sentences(), *_document()["absent"])]

    assert sorted(keys) == sorted(set(keys))


def test_every_section_has_its_sentences() -> None:
    assert {sentence["key"][:2] for sentence in _sentences()} == {"2-", "3-", "4-"}


@pytest.mark.parametrize("sentence", _sentences(), ids=lambda sentence: str(sentence["key"]))
def test_a_sentence_has_a_test_that_exists(sentence: dict[str, Any]) -> None:
    assert sentence.keys() == {"key", "says", "proven_by"}
    assert sentence["says"]
    assert sentence["proven_by"]
    for node in sentence["proven_by"]:
        path, _, name = node.partition("::")
        assert name in _tests_in(ROOT / path), f"there is no test [{node}]"


def test_what_is_absent_says_why() -> None:
    for sentence in _document()["absent"]:
        assert sentence.keys() == {"key", "says", "why"}
        assert sentence["says"]
        assert sentence["why"]


@cache
def _tests_in(path: Path) -> frozenset[str]:
    """Return the names of the tests of a file, by reading it: collecting would run imports."""
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        each.name
        for each in tree.body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    )
