"""Standings of sources for tests that are about what follows from them."""

from datetime import UTC, datetime

from jds.domain.time import as_instant
from jds.sources.standing import StandingWord
from tests.cli.commands import Register
from tests.intake.untrusted import bring_to


def make(register: Register, urn: str, word: StandingWord) -> None:
    """Bring a source to a standing now."""
    with register.database.transaction() as connection:
        bring_to(connection, urn, word, now=as_instant(datetime.now(UTC)))
