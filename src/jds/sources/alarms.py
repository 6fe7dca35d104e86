"""Alarms about sources: list them, open and close them, and let an operator settle one."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct
from psycopg.types.json import Jsonb

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant
from jds.errors import BadRequest
from jds.sources.alarm import GOES_ON, MISSING, SETTLED_BY_PEOPLE, Alarm, AlarmKind, Facts
from jds.sources.record_standing import moment_of_change

_QUERIES = Queries(Path(__file__).with_name("alarms.sql"))

AlarmName = tuple[str, AlarmKind, str]
"""Source, kind and key: an alarm that an operator settled is not raised again under it."""


class NoSuchAlarm(BadRequest):
    """No alarm has this number."""

    code = "no-such-alarm"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No alarm has the number [{number}]. 'jds source alarms' shows those that are open."
        )


class AlarmClosed(BadRequest):
    """The alarm is closed already."""

    code = "alarm-closed"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Alarm [{number}] is closed already; nothing more can be done with it. 'jds source "
            "alarms --all' shows when and why."
        )


class SettledByItself(BadRequest):
    """An alarm of this kind ends when what it says is over, and in no other way."""

    code = "settled-by-itself"

    def __init__(self, number: int, *, kind: AlarmKind) -> None:
        super().__init__(
            f"Alarm [{number}] is about [{kind}], and ends by itself when that is over: when the "
            "source is heard, or has sent what is missing. When what was agreed with it is wrong, "
            "change that with 'jds source rhythm'."
        )


class KeptAlarm(Struct, frozen=True, kw_only=True):
    """An alarm that was opened.

    Attributes:
        is_missing: While it is open the source is late: something may be missing.
        closed_at: None while it is open.
        closed_by: The operator who settled it; None when it was over by itself.
        reason: Why it is in order, in the words of the operator.
    """

    number: int
    source: str
    kind: AlarmKind
    key: str
    facts: Facts
    is_missing: bool
    opened_at: Instant
    closed_at: Instant | None = None
    closed_by: str | None = None
    reason: str | None = None


class Change(Struct, frozen=True):
    """What has to change among the alarms of a source."""

    opened: tuple[Alarm, ...]
    closed: tuple[KeptAlarm, ...]


def list_alarms(
    connection: Connection, *, urn: str | None = None, only_open: bool = True
) -> list[KeptAlarm]:
    """Return alarms, the newest last; of one source when it is named."""
    return _alarms(connection, urn=urn, only_open=only_open, number=None)


def settled_alarms(connection: Connection) -> frozenset[AlarmName]:
    """Return what operators said to be in order."""
    return frozenset(
        (urn, AlarmKind(kind), key) for urn, kind, key in connection.execute(_QUERIES.settled_keys)
    )


def change_of(found: Iterable[Alarm], opened: Iterable[KeptAlarm]) -> Change:
    """Return what has to change among the alarms of a source; pure.

    An alarm says what it was opened for, for good. When it would say something else it is closed
    and another one opened; a second gap is no second alarm, though.
    """
    wanted = {_place(each.kind, each.key): each for each in found}
    there = {_place(each.kind, each.key): each for each in opened}
    return Change(
        opened=tuple(each for place, each in wanted.items() if place not in there),
        closed=tuple(each for place, each in there.items() if place not in wanted),
    )


def keep_change(connection: Connection, source_id: int, change: Change, *, at: Instant) -> None:
    """Write down what changed, at a moment that `moment_of_change` gave."""
    for alarm in change.opened:
        connection.execute(
            _QUERIES.open_alarm,
            {
                "source_id": source_id,
                "kind": alarm.kind.value,
                "key": alarm.key,
                "facts": Jsonb(alarm.facts),
                "is_missing": alarm.kind in MISSING,
                "opened_at": at,
            },
        )
    for closed in change.closed:
        _close(connection, closed.number, at=at)


def settle_alarm(
    connection: Connection,
    number: int,
    *,
    act_id: int,
    reason: str,
    clock: Callable[[], Instant],
) -> KeptAlarm:
    """Close an alarm because an operator says that it is in order; soon to be committed.

    Raises:
        NoSuchAlarm, AlarmClosed: There is none that is open.
        SettledByItself: It ends by itself, and in no other way.
    """
    at, _ = moment_of_change(connection, clock=clock)
    named = _alarms(connection, urn=None, only_open=False, number=number)
    if not named:
        raise NoSuchAlarm(number)
    found = named[0]
    if found.closed_at is not None:
        raise AlarmClosed(number)
    if found.kind not in SETTLED_BY_PEOPLE:
        raise SettledByItself(number, kind=found.kind)
    _close(connection, number, at=at, act_id=act_id, reason=reason)
    [settled] = _alarms(connection, urn=None, only_open=False, number=number)
    return settled


def _place(kind: AlarmKind, key: str) -> tuple[AlarmKind, str]:
    return kind, "" if kind in GOES_ON else key


def _close(
    connection: Connection,
    number: int,
    *,
    at: Instant,
    act_id: int | None = None,
    reason: str | None = None,
) -> None:
    connection.execute(
        _QUERIES.close_alarm,
        {"number": number, "closed_at": at, "act_id": act_id, "reason": reason},
    )


def _alarms(
    connection: Connection, *, urn: str | None, only_open: bool, number: int | None
) -> list[KeptAlarm]:
    asked = {"urn": urn, "only_open": only_open, "number": number}
    return [_alarm(row) for row in connection.execute(_QUERIES.alarms, asked)]


def _alarm(row: tuple[Any, ...]) -> KeptAlarm:
    number, urn, kind, key, facts, is_missing, opened_at, closed_at, closed_by, reason = row
    return KeptAlarm(
        number=number,
        source=urn,
        kind=AlarmKind(kind),
        key=key,
        facts=facts,
        is_missing=is_missing,
        opened_at=as_instant(opened_at),
        closed_at=None if closed_at is None else as_instant(closed_at),
        closed_by=closed_by,
        reason=reason,
    )
