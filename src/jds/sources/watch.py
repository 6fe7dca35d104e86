"""One look at every source: raise and close alarms, and log every change of standing that is seen.

A look reads what came since the last one, by position and in bounded parts, compares it with what
was agreed, and writes down only what changed. When something did, it looks again while nobody can
write or read, so that what it writes is what holds at that moment. Every look leaves a beat, so
that others can see when nobody looks any more.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection, Database
from jds.database.queries import Queries
from jds.domain.time import Instant, LegalDay, add_days, amsterdam_day, as_instant
from jds.sources.alarm import (
    DAYS_BACK,
    MISSING,
    WEEKS_BACK,
    Alarm,
    Order,
    Seen,
    UnknownCodes,
    alarms_in,
)
from jds.sources.alarms import (
    Change,
    KeptAlarm,
    change_of,
    keep_change,
    list_alarms,
    settled_alarms,
)
from jds.sources.currency import SourceCurrency, currency_now
from jds.sources.record_standing import moment_of_change, record_transition, stated_at
from jds.sources.register import Source, list_sources
from jds.sources.rhythm import heartbeat_agreed_at, rhythms_of
from jds.sources.standing import BEGIN, STATED, WATCH, StandingWord
from jds.sources.unwatched import note_unwatched

READER = "watch"
LINES_AT_A_TIME = 200_000

_QUERIES = Queries(Path(__file__).with_name("watch.sql"))

_REASONS: Mapping[StandingWord, str] = {
    "actueel": "heard as was agreed, and nothing known to be missing",
    "laat": "not heard as was agreed, or something missing: see its alarms",
}
_CAUGHT_UP = "its own counts agree, and no gap and nothing in quarantine is left"


class Beat(Struct, frozen=True):
    """When everything was last looked at, and when it should be again."""

    at: Instant
    due_at: Instant

    def is_overdue(self, *, at: Instant) -> bool:
        """Tell whether nobody looks any more."""
        return at > self.due_at


class Moved(Struct, frozen=True):
    """A change of standing that was seen."""

    source: str
    former: StandingWord
    standing: StandingWord


class Look(Struct, frozen=True):
    """What one look saw.

    Attributes:
        opened, closed: Alarms, as they are now.
        open: Every alarm that is open after it.
    """

    beat: Beat
    opened: tuple[KeptAlarm, ...]
    closed: tuple[KeptAlarm, ...]
    moved: tuple[Moved, ...]
    open: tuple[KeptAlarm, ...]


class _View(Struct, frozen=True):
    """What has to change for a source.

    Attributes:
        to: The standing it gets, and why; None when it keeps its own.
    """

    source: Source
    change: Change
    to: StandingWord | None
    reason: str

    @property
    def is_still(self) -> bool:
        """Tell whether nothing changed."""
        return self.to is None and not self.change.opened and not self.change.closed


def look_at_sources(
    database: Database,
    *,
    clock: Callable[[], Instant],
    next_within: timedelta,
    lines_at_a_time: int = LINES_AT_A_TIME,
) -> Look:
    """Look at every source once.

    Args:
        next_within: How long the next look may take to come before it is overdue.
        lines_at_a_time: How much of the ledger is read in one transaction.
    """
    _read_ledger(database, lines_at_a_time=lines_at_a_time)
    with database.transaction() as connection:
        before = {each.number for each in list_alarms(connection)}
        moved: tuple[Moved, ...] = ()
        if any(not view.is_still for view in _views(connection, at=clock())):
            moved = _write(connection, clock=clock)
        after = list_alarms(connection, only_open=False)
        now = clock()
        beat = Beat(now, as_instant(now + next_within))
        note_unwatched(connection, beat_at=beat.at, patience=next_within)
        connection.execute(_QUERIES.beat, {"beat_at": beat.at, "due_at": beat.due_at})
    opened = {each.number for each in after if each.closed_at is None}
    return Look(
        beat=beat,
        opened=tuple(each for each in after if each.number in opened - before),
        closed=tuple(each for each in after if each.number in before - opened),
        moved=moved,
        open=tuple(each for each in after if each.number in opened),
    )


def last_beat(connection: Connection) -> Beat | None:
    """Return when everything was last looked at; None when it never was."""
    row = connection.execute(_QUERIES.last_beat).fetchone()
    return None if row is None else Beat(as_instant(row[0]), as_instant(row[1]))


def is_caught_up(currency: SourceCurrency) -> bool:
    """Tell whether a source that is catching up has given everything.

    Its own statement must reach beyond the moment at which it was cut off, with counts that agree,
    and nothing may be missing or wait in quarantine. What is left over of it under another reason
    has an owner and weakens answers about one person; it does not keep the source from being
    current.
    """
    through, isolated = currency.complete_through_at, currency.isolated_since
    return (
        not currency.gaps
        and not currency.counts_differ
        and currency.quarantined == 0
        and through is not None
        and (isolated is None or through >= isolated)
    )


def _write(connection: Connection, *, clock: Callable[[], Instant]) -> tuple[Moved, ...]:
    since, _ = moment_of_change(connection, clock=clock)
    moved = []
    for view in _views(connection, at=since):
        keep_change(connection, view.source.source_id, view.change, at=since)
        if view.to is None:
            continue
        stated = record_transition(
            connection, view.source, to=view.to, actor=WATCH, reason=view.reason, clock=clock
        )
        moved.append(Moved(view.source.urn, stated.former, stated.standing))
    return tuple(moved)


def _views(connection: Connection, *, at: Instant) -> list[_View]:
    """Return what is known of every source now, and what has to change for it."""
    stated, settled = stated_at(connection), settled_alarms(connection)
    currencies = {each.source: each for each in currency_now(connection, at=at)}
    opened: dict[str, list[KeptAlarm]] = defaultdict(list)
    for alarm in list_alarms(connection):
        opened[alarm.source].append(alarm)
    look = _Look(connection, at=at)
    views = []
    for source in list_sources(connection):
        currency = currencies.get(source.urn)
        if currency is None:
            # What clerks enter from paper proves nothing of the source they enter it for.
            continue
        last = stated.get(source.urn)
        word = BEGIN if last is None else last.standing
        found = [
            each
            for each in alarms_in(look.at(source, currency, stated=word))
            if (source.urn, each.kind, each.key) not in settled
        ]
        change = change_of(found, opened[source.urn])
        to = _next_word(word, currency, found=found)
        reason = _CAUGHT_UP if word in STATED else _REASONS.get(to or word, "")
        views.append(_View(source, change, to, reason))
    return views


def _next_word(
    word: StandingWord, currency: SourceCurrency, *, found: list[Alarm]
) -> StandingWord | None:
    """Return the standing that a source gets now by what is seen; None when it keeps its own."""
    is_late = currency.last_time is None or any(each.kind in MISSING for each in found)
    if word in STATED:
        is_back = word == "inhalen" and not is_late and is_caught_up(currency)
        return "actueel" if is_back else None
    seen: StandingWord = "laat" if is_late else "actueel"
    return None if seen == word else seen


class _Look:
    """What a look needs of all sources, read once."""

    def __init__(self, connection: Connection, *, at: Instant) -> None:
        self._connection = connection
        self._at = at
        today = amsterdam_day(at)
        first = add_days(today, -(DAYS_BACK + 7 * WEEKS_BACK + 7))
        self._days: dict[int, dict[LegalDay, dict[str, int]]] = defaultdict(dict)
        for source_id, day, kind, messages in connection.execute(_QUERIES.days, {"first": first}):
            self._days[source_id].setdefault(day, {})[kind] = messages
        self._orders = {
            source_id: (Order(top, as_instant(top_at), newest, as_instant(newest_at)), ahead)
            for source_id, top, top_at, newest, newest_at, ahead in connection.execute(
                _QUERIES.orders
            )
        }
        self._heartbeats = {
            source_id: as_instant(made_at)
            for source_id, made_at in connection.execute(_QUERIES.statements)
        }
        self._missing_since = {
            source_id: as_instant(since)
            for source_id, since in connection.execute(_QUERIES.gaps_since)
        }
        self._clashes: dict[int, list[int]] = dict(connection.execute(_QUERIES.clashes).fetchall())
        self._unknown: dict[int, list[UnknownCodes]] = defaultdict(list)
        for source_id, *counted in connection.execute(
            _QUERIES.unknown_codes, {"first": add_days(today, -1)}
        ):
            self._unknown[source_id].append(UnknownCodes(*counted))

    def at(self, source: Source, currency: SourceCurrency, *, stated: StandingWord) -> Seen:
        """Return what is seen of one source."""
        order, ahead = self._orders.get(source.source_id, (None, timedelta(0)))
        agreed = rhythms_of(self._connection, source.urn)
        return Seen(
            stated=stated,
            rhythm=agreed[-1].rhythm,
            at=self._at,
            watched_from=source.added_at,
            heard_at=heard_at(currency),
            heartbeat_at=self._heartbeats.get(source.source_id),
            heartbeat_agreed_at=heartbeat_agreed_at(agreed),
            gaps=currency.gaps,
            missing_since=self._missing_since.get(source.source_id),
            differing=currency.first_difference,
            days=self._days[source.source_id],
            order=order,
            ahead=ahead,
            clashes=self._clashes.get(source.source_id, ()),
            unknown=self._unknown[source.source_id],
        )


def heard_at(currency: SourceCurrency) -> Instant | None:
    """Return when a source last logged something that came; at the latest when it came."""
    if currency.last_time is None or currency.received_at is None:
        return None
    return min(currency.last_time, currency.received_at)


def _read_ledger(database: Database, *, lines_at_a_time: int) -> None:
    """Count what came since the last look, in parts of a transaction each."""
    with database.transaction() as connection:
        connection.execute(_QUERIES.begin_reading)
    is_done = False
    while not is_done:
        with database.transaction() as connection:
            [(after, end)] = connection.execute(_QUERIES.reader).fetchall()
            portion = {"after": after, "through": min(end, after + lines_at_a_time)}
            if end > after:
                connection.execute(_QUERIES.count_days, portion)
                connection.execute(_QUERIES.note_order, portion)
                connection.execute(_QUERIES.move_reader, portion)
            is_done = portion["through"] == end
