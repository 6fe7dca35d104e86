"""The demo of an outage types every command of its page, in order, with all that these need."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.docs.console import steps_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def demo() -> ModuleType:
    script = ROOT / "examples" / "outage" / "demo.py"
    spec = importlib.util.spec_from_file_location("outage_demo", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_demo_types_every_command_of_the_page(
    demo: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    typed: list[tuple[str, ...]] = []
    slices = [
        {"deel": part, "digest": f"digest-of-{part}"} for part in ("1/zeden-en-geweld", "1/overig")
    ]

    def run(_: object, *arguments: str) -> str:
        if arguments[:2] == ("quarantine", "list") and arguments[-1] == "--json":
            return json.dumps({"samen": slices})
        typed.append(arguments)
        return "shown\n"

    monkeypatch.setattr(demo.Play, "run", run)
    page = demo.PAGE.read_text(encoding="utf-8")

    demo.play(page, demo.Play(tmp_path))

    commands = [command for command, _ in steps_of(page)]
    assert [arguments[0] for arguments in typed] == [each.split()[1] for each in commands]
    assert not any("$" in argument for arguments in typed for argument in arguments)
    released = [each for each in typed if each[:2] == ("quarantine", "release")]
    assert [each[4] for each in released] == [
        "digest-of-1/zeden-en-geweld",
        "digest-of-1/overig",
    ]
    stated = [json.loads(file.read_text()) for file in sorted(tmp_path.glob("*.ndjson"))]
    assert [each["sequence"] for each in stated] == ["12", "11"]
    assert all("NOW" not in json.dumps(each) for each in stated)
    assert capsys.readouterr().out.count("$ jds ") == len(commands)
