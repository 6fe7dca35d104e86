"""Rounds of `jds watch`, and standings that people give, on a register of a test."""

from collections.abc import Callable
from datetime import timedelta

from jds.database.connection import Connection, Database
from jds.domain.time import Instant
from jds.sources.alarms import KeptAlarm, list_alarms
from jds.sources.currency import SourceCurrency, currency_now
from jds.sources.record_standing import history_of, record_transition
from jds.sources.register import show_source
from jds.sources.rhythm import Rhythm, state_rhythm
from jds.sources.standing import StandingWord, Stated
from jds.sources.watch import Look, look_at_sources
from tests.intake.deliveries import OM

NEXT_WITHIN = timedelta(minutes=4)


def stopped(at: Instant) -> Callable[[], Instant]:
    """Return a clock that stands still."""
    return lambda: at


def look(database: Database, at: Instant, *, lines_at_a_time: int = 1000) -> Look:
    """Look at every source once."""
    return look_at_sources(
        database, clock=stopped(at), next_within=NEXT_WITHIN, lines_at_a_time=lines_at_a_time
    )


def give_standing(
    database: Database,
    to: StandingWord,
    *,
    at: Instant,
    urn: str = OM,
    distrust_from: Instant | None = None,
) -> Stated:
    """Let an operator change the standing of a source."""
    with database.transaction() as connection:
        return record_transition(
            connection,
            show_source(connection, urn),
            to=to,
            actor="olga",
            reason="proef",
            clock=stopped(at),
            act_id=act_of(connection, at),
            distrust_from=distrust_from,
        )


def agree(database: Database, rhythm: Rhythm, *, since: Instant, urn: str = OM) -> None:
    """Agree a rhythm with a source."""
    with database.transaction() as connection:
        state_rhythm(connection, show_source(connection, urn).source_id, rhythm, since=since)


def act_of(connection: Connection, at: Instant) -> int:
    """Return the number of an act of an operator that is of no interest."""
    connection.execute(
        "INSERT INTO actor (name, role, public_key, added_at, added_by)"
        " VALUES ('olga', 'operator', 'a key', %s, 'olga') ON CONFLICT DO NOTHING",
        [at],
    )
    [(act_id,)] = connection.execute(
        "INSERT INTO act (actor, done_at, verb, digest, signature)"
        " VALUES ('olga', %s, 'source isolate', '', '') RETURNING act_id",
        [at],
    ).fetchall()
    return int(act_id)


def standing(database: Database, at: Instant, *, urn: str = OM) -> SourceCurrency:
    """Return how current a source is a moment after `at`, when what changed at it can be seen."""
    moment = Instant(at + timedelta(milliseconds=1))
    with database.transaction() as connection:
        return next(each for each in currency_now(connection, at=moment) if each.source == urn)


def log_of(database: Database, *, urn: str = OM) -> list[tuple[str, str, str]]:
    """Return former standing, standing and actor of every change of a source."""
    with database.transaction() as connection:
        changes = history_of(connection, show_source(connection, urn))
    return [(each.former, each.standing, each.actor) for each in changes]


def alarms(database: Database, *, only_open: bool = True) -> list[KeptAlarm]:
    """Return the alarms of every source."""
    with database.transaction() as connection:
        return list_alarms(connection, only_open=only_open)
