"""Standings of sources for tests that are about what follows from them."""

from datetime import UTC, datetime

from jds.domain.time import as_instant
from jds.sources.register import show_source
from jds.sources.trust import state
from tests.cli.commands import Register


def make(register: Register, urn: str, word: str) -> None:
    """Give a source a standing now."""
    with register.database.transaction() as connection:
        source = show_source(connection, urn)
        now = as_instant(datetime.now(UTC))
        state(connection, source.source_id, word, reason="oefening", now=now)
