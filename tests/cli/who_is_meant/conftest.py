"""A register with two people who look alike."""

import pytest

from tests.cli.commands import Register
from tests.cli.who_is_meant.asking import TWIN, WOMAN, opened


@pytest.fixture
def people(register: Register) -> Register:
    """Give a register with two people who look alike."""
    register.load([opened(1, WOMAN), opened(2, TWIN)])
    for name, role in (("balie", "operator"), ("fg", "privacy-officer")):
        register.ask("actor", "add", name, "--role", role)
    register.ask("actor", "add", "inspectie", "--role", "recipient", "--recipient", "justis")
    return register
