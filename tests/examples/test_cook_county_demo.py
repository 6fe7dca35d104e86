"""The late correction that the demo sends: about a real defect, and a valid message."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from jds.domain.events import DataCorrected, ProsecutionDecided
from jds.domain.time import day_from_text

Message = dict[str, Any]


@pytest.fixture
def demo(
    adapter: ModuleType, comparing: ModuleType, monkeypatch: pytest.MonkeyPatch, load: Any
) -> ModuleType:
    monkeypatch.setitem(sys.modules, "adapter", adapter)
    monkeypatch.setitem(sys.modules, "compare", comparing)
    module = load("demo")
    assert isinstance(module, ModuleType)
    return module


@pytest.fixture
def sent(adapter: ModuleType, messages: list[Message], tmp_path: Path) -> Path:
    path = adapter.write_messages(messages, out_dir=tmp_path)[adapter.OM]
    assert isinstance(path, Path)
    return path


def test_the_correction_follows_the_last_message_of_its_source(
    demo: ModuleType, messages: list[Message], sent: Path
) -> None:
    last = [message for message in messages if message["source"] == demo.OM][-1]
    correction = demo.correction(sent)
    assert int(correction["sequence"]) == int(last["sequence"]) + 1
    assert correction["id"] not in {message["id"] for message in messages}


def test_the_correction_replaces_the_day_and_nothing_else(
    demo: ModuleType, messages: list[Message], sent: Path
) -> None:
    payload = demo.correction(sent)["data"]
    stated = msgspec.json.decode(msgspec.json.encode(payload), type=DataCorrected)
    (wrong,) = [message for message in messages if message["id"] == stated.concerns.id]
    assert wrong["data"]["beslotenOp"] == "2018-02-26"
    assert payload["vervanging"] == wrong["data"] | {"beslotenOp": "2019-02-26"}
    decided = msgspec.json.decode(stated.replacement, type=ProsecutionDecided)
    assert decided.decided_on == day_from_text("2019-02-26")
