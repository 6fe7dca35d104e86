"""What is wrong with a source, seen from here: pure.

Each alarm says one thing in a plain sentence, is opened once and closed by itself when it is over.
`jds watch` looks at every source in turn and asks `alarms_in` what there is to say.

Some alarms say that something of the source is missing or may be: while one is open the source is
late. The others ask somebody to look.

Source: reference on the outage of 2025, stories 2 and 19; ADR on standing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from msgspec import Struct

from jds.domain.time import (
    Instant,
    LegalDay,
    add_days,
    amsterdam_day,
    duration_to_text,
    instant_to_text,
    start_of_day,
)
from jds.sources.gaps import Gap
from jds.sources.rhythm import Rhythm
from jds.sources.standing import QUARANTINED, StandingWord, misses_heartbeat


class AlarmKind(StrEnum):
    """What an alarm is about: stable codes."""

    SILENCE = "stilte"
    HEARTBEAT = "hartslag-mist"
    GAP = "gat"
    COUNTS = "aantallen-verschillen"
    EMPTY_DAY = "lege-dag"
    BACKWARDS = "nummers-terug"
    CLASH = "nummer-botst"
    UNKNOWN_CODES = "onbekende-codes"
    CLOCK = "klok-wijkt-af"


MISSING: frozenset[AlarmKind] = frozenset(
    (
        AlarmKind.SILENCE,
        AlarmKind.HEARTBEAT,
        AlarmKind.GAP,
        AlarmKind.COUNTS,
        AlarmKind.EMPTY_DAY,
        AlarmKind.BACKWARDS,
    )
)
"""While one of these is open the source is late: something may be missing."""

SEVERAL: frozenset[AlarmKind] = frozenset((AlarmKind.EMPTY_DAY,))
"""Of these there may be several at once, one for each day."""

SETTLED_BY_PEOPLE: frozenset[AlarmKind] = frozenset(
    (
        AlarmKind.EMPTY_DAY,
        AlarmKind.BACKWARDS,
        AlarmKind.CLASH,
        AlarmKind.UNKNOWN_CODES,
        AlarmKind.CLOCK,
    )
)
"""Of these an operator may say that it is in order; the others end when what they say is over."""

HUNDREDS = 100
"""From how many a day on, usually, a day with none at all is strange."""

WEEKS_BACK = 8
FEWEST_WEEKS = 4
DAYS_BACK = 14
"""What is usual is the middle of that weekday in the weeks before; days are looked at so long."""

CLOCK_MAY_BE_AHEAD = timedelta(minutes=5)
LOGGED_MUCH_LATER = timedelta(hours=1)

FEWEST_UNKNOWN = 20
UNKNOWN_SHARE = 0.05
"""A burst: at least so many messages with codes nobody knows, and this part of the day's."""

Facts = dict[str, str | int]


class Alarm(Struct, frozen=True, kw_only=True):
    """Something that is wrong with a source.

    Attributes:
        key: Tells one from another of the same kind: what it is about.
        facts: What the sentence needs; nothing of a person.
    """

    kind: AlarmKind
    key: str
    facts: Facts


class Statement(Struct, frozen=True):
    """The last statement (bron-stand) of a source.

    Attributes:
        sequence: Its running number, as on the wire.
    """

    sequence: int
    logged_at: Instant


class Order(Struct, frozen=True):
    """The highest running number of a source, and the message it logged last; unwrapped."""

    top_sequence: int
    top_at: Instant
    newest_sequence: int
    newest_at: Instant


class Seen(Struct, frozen=True, kw_only=True):
    """What is seen of a source at one moment.

    Attributes:
        stated: What people said of its standing.
        heard_at: When it last logged something that was accepted, at the latest when that came.
        watched_from: From when on it is watched: when it was added.
        gaps: What is missing, as on the wire.
        gap_since: Since when the oldest of them is known.
        differing: Number of the first statement whose counts do not agree, as on the wire.
        days: How many messages it logged, by day and kind; since it was added, at most as far back
            as what is usual needs.
        order: None while nothing came.
        ahead: How far its clock ran ahead of ours in what came last.
        clashes: How many running numbers two messages claim.
        unknown_today: Messages of today with codes nobody knows, of `received_today`.
    """

    stated: StandingWord
    rhythm: Rhythm
    at: Instant
    watched_from: Instant
    heard_at: Instant | None = None
    statement: Statement | None = None
    gaps: Sequence[Gap] = ()
    gap_since: Instant | None = None
    differing: int | None = None
    days: Mapping[LegalDay, Mapping[str, int]] = {}
    order: Order | None = None
    ahead: timedelta = timedelta(0)
    clashes: int = 0
    unknown_today: int = 0
    received_today: int = 0


def alarms_in(seen: Seen) -> Iterator[Alarm]:
    """Yield what is wrong with a source.

    That a source is silent is no news while it is cut off, or while what it sends is not trusted
    yet; nothing it should send comes in then.
    """
    if seen.stated not in QUARANTINED:
        yield from _silence(seen)
        yield from _heartbeat(seen)
        yield from _empty_days(seen)
    yield from _gap(seen)
    if seen.differing is not None:
        yield Alarm(
            kind=AlarmKind.COUNTS, key=str(seen.differing), facts={"sequence": seen.differing}
        )
    yield from _backwards(seen)
    if seen.clashes:
        yield Alarm(kind=AlarmKind.CLASH, key=str(seen.clashes), facts={"nummers": seen.clashes})
    yield from _unknown_codes(seen)
    if seen.ahead > CLOCK_MAY_BE_AHEAD:
        yield Alarm(
            kind=AlarmKind.CLOCK,
            key=amsterdam_day(seen.at).isoformat(),
            facts={"minuten": int(seen.ahead.total_seconds()) // 60},
        )


def _silence(seen: Seen) -> Iterator[Alarm]:
    heard_at = seen.watched_from if seen.heard_at is None else seen.heard_at
    longest = seen.rhythm.silent_after
    if seen.at - heard_at > longest:
        yield Alarm(
            kind=AlarmKind.SILENCE,
            key=instant_to_text(heard_at),
            facts={"gehoord": instant_to_text(heard_at), "langste": duration_to_text(longest)},
        )


def _heartbeat(seen: Seen) -> Iterator[Alarm]:
    every, stated = seen.rhythm.heartbeat_every, seen.statement
    stated_at = None if stated is None else stated.logged_at
    if every is not None and misses_heartbeat(
        heartbeat_at=stated_at, added_at=seen.watched_from, rhythm=seen.rhythm, at=seen.at
    ):
        since = instant_to_text(seen.watched_from if stated_at is None else stated_at)
        yield Alarm(
            kind=AlarmKind.HEARTBEAT,
            key=since,
            facts={"sinds": since, "elke": duration_to_text(every)},
        )


def _gap(seen: Seen) -> Iterator[Alarm]:
    """Yield the gaps of a source, once they are older than it usually takes to deliver."""
    patience = seen.rhythm.usual_delay or timedelta(0)
    if seen.gaps and seen.gap_since is not None and seen.at - seen.gap_since >= patience:
        first = seen.gaps[0].first
        yield Alarm(
            kind=AlarmKind.GAP,
            key=str(first),
            facts={"eerste": first, "reeksen": len(seen.gaps)},
        )


def _empty_days(seen: Seen) -> Iterator[Alarm]:
    """Yield the days of which nothing came, or nothing of a kind, where hundreds are usual.

    A day is looked at when it has ended and what is usual has had time to come.
    """
    patience = seen.rhythm.usual_delay or seen.rhythm.silent_after
    last = add_days(amsterdam_day(Instant(seen.at - patience)), -1)
    for back in range(DAYS_BACK):
        day = add_days(last, -back)
        if start_of_day(day) < seen.watched_from:
            return
        held = seen.days.get(day, {})
        usual = _usual(seen, day)
        if sum(held.values()) == 0:
            total = _agreed(seen.rhythm, day, learned=sum(usual.values()))
            if total >= HUNDREDS:
                yield _empty_day(day, "", total)
            continue
        for kind, count in sorted(usual.items()):
            if count >= HUNDREDS and not held.get(kind):
                yield _empty_day(day, kind, count)


def _empty_day(day: LegalDay, kind: str, usual: int) -> Alarm:
    facts: Facts = {"dag": day.isoformat(), "soort": kind, "gewoonlijk": usual}
    return Alarm(kind=AlarmKind.EMPTY_DAY, key=f"{day.isoformat()}/{kind}", facts=facts)


def _agreed(rhythm: Rhythm, day: date, *, learned: int) -> int:
    return learned if rhythm.expected is None else rhythm.expected[day.weekday()]


def _usual(seen: Seen, day: LegalDay) -> dict[str, int]:
    """Return how many messages of each kind are usual on this weekday; nothing when too few."""
    before = [
        seen.days.get(each, {})
        for weeks in range(1, WEEKS_BACK + 1)
        if start_of_day(each := add_days(day, -7 * weeks)) >= seen.watched_from
    ]
    # What was there before the source was watched may be an opening stock of any shape.
    if len(before) < FEWEST_WEEKS:
        return {}
    kinds = {kind for held in before for kind in held}
    return {kind: int(median(held.get(kind, 0) for held in before)) for kind in kinds}


def _backwards(seen: Seen) -> Iterator[Alarm]:
    """Yield that a source counts back: what it logged last has a lower number, much later.

    A source that was put back to an older state numbers again what it gave out before.
    """
    order = seen.order
    if (
        order is not None
        and order.newest_sequence < order.top_sequence
        and order.newest_at - order.top_at > LOGGED_MUCH_LATER
    ):
        yield Alarm(
            kind=AlarmKind.BACKWARDS,
            key=str(order.top_sequence),
            facts={"hoogste": order.top_sequence, "nu": order.newest_sequence},
        )


def _unknown_codes(seen: Seen) -> Iterator[Alarm]:
    if (
        seen.unknown_today >= FEWEST_UNKNOWN
        and seen.unknown_today > UNKNOWN_SHARE * seen.received_today
    ):
        day = amsterdam_day(seen.at)
        yield Alarm(
            kind=AlarmKind.UNKNOWN_CODES,
            key=day.isoformat(),
            facts={"berichten": seen.unknown_today, "dag": day.isoformat()},
        )
