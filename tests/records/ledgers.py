"""Registers filled with messages, without the command line."""

from collections.abc import Iterable, Mapping

from jds.database.connection import Connection, Database
from jds.domain.decode import decode_event
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.time import Instant, instant_from_text
from jds.intake.admit_batch import admit_batch
from jds.intake.judge import Judge
from jds.intake.judge_ahead import judge_lines
from jds.intake.judgement import Line
from jds.law.entry import EntryRules
from jds.law.rules import load_law
from jds.law.senders import Senders
from jds.sources.register import add_source, kinds_of_sources
from tests.records.wire import KIND_OF_SOURCE, Wire, ndjson

NOON = instant_from_text("2026-03-02T12:00:00Z")
KEY = bytes(range(32))
LAW = load_law()
RULE = EntryRules(LAW)


def add_sources(
    database: Database, kinds: Mapping[str, str] = KIND_OF_SOURCE, *, now: Instant = NOON
) -> None:
    """Register sources by name and kind."""
    with database.transaction() as connection:
        for urn, kind in kinds.items():
            add_source(connection, urn, kind=kind, now=now)


def admit(database: Database, messages: Iterable[Wire], *, now: Instant = NOON) -> None:
    """Admit messages as one batch."""
    with database.transaction() as connection:
        judge = Judge(sources=kinds_of_sources(connection), may_send=Senders(LAW).may_send)
        lines = [
            Line(number, content, len(content))
            for number, content in enumerate(ndjson(messages).splitlines(), start=1)
        ]
        batch = judge_lines(lines, judge=judge, register_key=KEY)
        admit_batch(connection, batch, register_key=KEY, now=now)


def everything_accepted(connection: Connection) -> list[AcceptedMessage]:
    """Return every message of the ledger, the displaced ones too."""
    return [
        AcceptedMessage(
            position=position,
            key=MessageKey(urn, message_id),
            time=time,
            sequence=sequence,
            event=decode_event(kind, content, unknown_dates),
            displaces=displaces,
        )
        for position, urn, message_id, kind, time, sequence, content, unknown_dates, displaces in (
            connection.execute(
                "SELECT position, urn, message_id, line.kind, time, sequence, content,"
                " unknown_dates, displaces FROM ledger_line AS line JOIN source USING (source_id)"
                " JOIN ledger_payload USING (position) ORDER BY position"
            )
        )
    ]


def effects_kept(connection: Connection) -> dict[int, tuple[str, str]]:
    """Return the effects that the reader has made, by position."""
    rows = connection.execute("SELECT position, effect, reason FROM effect")
    return {position: (effect, reason) for position, effect, reason in rows}
