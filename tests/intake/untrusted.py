"""Sources that are not trusted, and what becomes of what they send, for tests of the quarantine."""

import time
from collections.abc import Callable

from jds.database.connection import Connection, Database
from jds.domain.time import Instant
from jds.intake.catch_up_backlog import CaughtUp, catch_up_backlog
from jds.intake.compare_quarantine import Comparison, compare_quarantine
from jds.intake.judge_ahead import Judges
from jds.intake.quarantine import Slice, find_slice, list_findings, list_slices, read_slice_name
from jds.intake.release_quarantine import SignedOff, return_slice, sign_off
from jds.intake.sort_quarantine import sort_quarantine
from jds.law.harm import HarmOrder
from jds.law.rules import load_law
from jds.sources.record_standing import record_transition
from jds.sources.register import show_source
from jds.sources.standing import BEGIN, TRANSITIONS, WATCH, StandingWord
from jds.sources.trust import word_of
from tests.intake.deliveries import KEY, NOON, OM, judge_of

ORDER = HarmOrder(load_law())


def make(database: Database, word: StandingWord, *, urn: str = OM, now: Instant = NOON) -> None:
    """Bring a source to a standing, by the way that leads there."""
    with database.transaction() as connection:
        bring_to(connection, urn, word, now=now)


def bring_to(connection: Connection, urn: str, word: StandingWord, *, now: Instant = NOON) -> None:
    """Bring a source to a standing, in the transaction of the caller."""
    source = show_source(connection, urn)
    while (before := word_of(connection, urn) or BEGIN) != word:
        following = _WAY[before]
        by_watch = TRANSITIONS[before, following].by_watch
        record_transition(
            connection,
            source,
            to=following,
            actor=WATCH if by_watch else "officier",
            reason="oefening",
            clock=lambda: now,
            act_id=None if by_watch else an_act(connection),
        )


_WAY: dict[StandingWord, StandingWord] = {
    "actueel": "afgesneden",
    "laat": "afgesneden",
    "afgesneden": "terugkerend",
    "terugkerend": "inhalen",
    "inhalen": "actueel",
}


def compare(database: Database, *, urn: str = OM, now: Instant = NOON) -> Comparison:
    """Compare what a source has in quarantine."""
    return compare_quarantine(database, urn, order=ORDER, clock=lambda: now, cases_at_a_time=3)


def kinds_found(database: Database, *, urn: str = OM) -> dict[str, int]:
    """Return of how many messages each kind of finding is."""
    found: dict[str, set[int]] = {}
    with database.transaction() as connection:
        for finding in list_findings(connection, source=urn):
            found.setdefault(finding.kind, set()).update(finding.numbers)
    return {kind: len(numbers) for kind, numbers in found.items()}


def slices(database: Database) -> list[Slice]:
    """Return what is in quarantine, sorted."""
    sort_quarantine(database, order=ORDER, at_a_time=3)
    with database.transaction() as connection:
        return list_slices(connection)


def named(database: Database, text: str) -> Slice:
    """Return the slice of a name."""
    sort_quarantine(database, order=ORDER)
    with database.transaction() as connection:
        return find_slice(connection, read_slice_name(connection, text, classes=ORDER.names))


def release(
    database: Database,
    text: str,
    *,
    digest: bytes | None = None,
    findings: int | None = None,
    out_of_order: bool = False,
    now: Instant = NOON,
) -> SignedOff:
    """Sign a slice off as it is, unless told otherwise."""
    found = named(database, text)
    with database.transaction() as connection:
        return sign_off(
            connection,
            found.name,
            digest=found.digest if digest is None else digest,
            order=ORDER,
            act_id=an_act(connection),
            by="officier",
            reason="vergeleken",
            clock=lambda: now,
            accepted_findings=found.findings if findings is None else findings,
            out_of_order=out_of_order,
        )


def give_back(database: Database, text: str, *, now: Instant = NOON) -> Slice:
    """Return a slice to its source."""
    found = named(database, text)
    with database.transaction() as connection:
        return return_slice(
            connection,
            found.name,
            digest=found.digest,
            order=ORDER,
            by="officier",
            reason="niet van ons",
            now=now,
        )


def let_in(
    database: Database,
    *,
    now: Instant = NOON,
    step_messages: int = 3,
    pause: Callable[[float], None] = time.sleep,
    judge: Judges | None = None,
) -> CaughtUp:
    """Let in what was signed off, in small steps."""
    if judge is None:
        with database.transaction() as connection:
            judge = judge_of(connection)
    return catch_up_backlog(
        database,
        judge=judge,
        register_key=KEY,
        clock=lambda: now,
        pause=pause,
        step_messages=step_messages,
        processes=0,
    )


def an_act(connection: Connection) -> int:
    """Return the number of an act of a release officer."""
    connection.execute(
        "INSERT INTO actor (name, role, public_key, added_at, added_by)"
        " VALUES ('officier', 'release-officer', '', now(), 'test') ON CONFLICT DO NOTHING"
    )
    [(act_id,)] = connection.execute(
        "INSERT INTO act (actor, done_at, verb, digest, signature, reason)"
        " VALUES ('officier', now(), 'quarantine release', '', '', 'vergeleken') RETURNING act_id"
    ).fetchall()
    return int(act_id)
