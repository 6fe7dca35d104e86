"""A register in which facts are shielded."""

import pytest

from tests.cli.commands import Register
from tests.records.wire import offence, registered


@pytest.fixture
def staffed(register: Register) -> Register:
    """Give a register with one person and two offences, and people to decide about them."""
    register.load([registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])])
    for name, role in (
        ("petra", "privacy-officer"),
        ("piet", "privacy-officer"),
        ("olga", "operator"),
    ):
        assert register.run("actor", "add", name, "--role", role).code == 0
    return register
