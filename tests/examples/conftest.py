"""The scripts of the example, loaded once: they live outside any package, as scripts do."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "cook-county-2019"

Message = dict[str, Any]


def loaded(name: str) -> ModuleType:
    """Import a script by its path; under its own name, so that dataclasses find their module."""
    spec = importlib.util.spec_from_file_location(f"cook_county_{name}", EXAMPLE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def adapter() -> ModuleType:
    return loaded("adapter")


@pytest.fixture(scope="session")
def comparing() -> ModuleType:
    return loaded("compare")


@pytest.fixture(scope="session")
def events(adapter: ModuleType) -> list[Message]:
    return list(adapter.read_events())


@pytest.fixture(scope="session")
def messages(adapter: ModuleType, events: list[Message]) -> list[Message]:
    return list(adapter.contract_messages(events))


@pytest.fixture(scope="session")
def load() -> Callable[[str], ModuleType]:
    return loaded
