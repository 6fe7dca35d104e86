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
from hashlib import sha256
from statistics import median

from msgspec import Struct

from jds.domain.sequence import wrap
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

GOES_ON: frozenset[AlarmKind] = frozenset((AlarmKind.GAP, AlarmKind.CLOCK))
"""Of these one goes on until nothing is left, also when it is about something else by then: gaps
close one by one. Of the others, something else is another alarm."""

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


class UnknownCodes(Struct, frozen=True):
    """How many messages of a day of receipt carry codes nobody knows, of all that came that day."""

    day: LegalDay
    messages: int
    received: int


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
        heartbeat_at: When it made its last statement (bron-stand).
        heartbeat_agreed_at: Since when such statements are agreed.
        gaps: What is missing, as on the wire.
        missing_since: Since when the number that is missing longest is missing.
        differing: Number of the first statement whose counts do not agree, as on the wire.
        days: How many messages it logged, by day and kind; since it was added, at most as far back
            as what is usual needs.
        order: None while nothing came.
        ahead: How far its clock ran ahead of ours in what came last.
        clashes: Running numbers that two messages claim; unwrapped.
        unknown: Of yesterday and today, so that a burst at the end of a day is seen.
    """

    stated: StandingWord
    rhythm: Rhythm
    at: Instant
    watched_from: Instant
    heard_at: Instant | None = None
    heartbeat_at: Instant | None = None
    heartbeat_agreed_at: Instant | None = None
    gaps: Sequence[Gap] = ()
    missing_since: Instant | None = None
    differing: int | None = None
    days: Mapping[LegalDay, Mapping[str, int]] = {}
    order: Order | None = None
    ahead: timedelta = timedelta(0)
    clashes: Sequence[int] = ()
    unknown: Sequence[UnknownCodes] = ()


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
    yield from _clashes(seen)
    yield from _unknown_codes(seen)
    if seen.ahead > CLOCK_MAY_BE_AHEAD:
        yield Alarm(
            kind=AlarmKind.CLOCK,
            key=amsterdam_day(seen.at).isoformat(),
            facts={"minuten": int(seen.ahead.total_seconds()) // 60},
        )


def _silence(seen: Seen) -> Iterator[Alarm]:
    since = seen.watched_from if seen.heard_at is None else seen.heard_at
    longest = seen.rhythm.silent_after
    if seen.at - since > longest:
        yield Alarm(
            kind=AlarmKind.SILENCE,
            key=instant_to_text(since),
            facts={
                "ooit": int(seen.heard_at is not None),
                "sinds": instant_to_text(since),
                "langste": duration_to_text(longest),
            },
        )


def _heartbeat(seen: Seen) -> Iterator[Alarm]:
    every, last = seen.rhythm.heartbeat_every, seen.heartbeat_at or seen.heartbeat_agreed_at
    if every is None or last is None or not misses_heartbeat(last, rhythm=seen.rhythm, at=seen.at):
        return
    yield Alarm(
        kind=AlarmKind.HEARTBEAT,
        key=instant_to_text(last),
        facts={
            "ooit": int(seen.heartbeat_at is not None),
            "sinds": instant_to_text(last),
            "elke": duration_to_text(every),
        },
    )


def _gap(seen: Seen) -> Iterator[Alarm]:
    """Yield the gaps of a source, once they are older than it usually takes to deliver."""
    patience = seen.rhythm.usual_delay or timedelta(0)
    if seen.gaps and seen.missing_since is not None and seen.at - seen.missing_since >= patience:
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
    delay = seen.rhythm.usual_delay
    patience = seen.rhythm.silent_after if delay is None else delay
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
            facts={"hoogste": wrap(order.top_sequence), "nu": wrap(order.newest_sequence)},
        )


def _clashes(seen: Seen) -> Iterator[Alarm]:
    """Yield that numbers clash, under a name of exactly these: another one is another alarm."""
    if seen.clashes:
        named = ",".join(map(str, sorted(seen.clashes))).encode()
        yield Alarm(
            kind=AlarmKind.CLASH,
            key=sha256(named).hexdigest(),
            facts={"nummers": len(seen.clashes), "eerste": wrap(min(seen.clashes))},
        )


def _unknown_codes(seen: Seen) -> Iterator[Alarm]:
    bursts = [
        each
        for each in seen.unknown
        if each.messages >= FEWEST_UNKNOWN and each.messages > UNKNOWN_SHARE * each.received
    ]
    if bursts:
        latest = max(bursts, key=lambda each: each.day)
        yield Alarm(
            kind=AlarmKind.UNKNOWN_CODES,
            key=latest.day.isoformat(),
            facts={"berichten": latest.messages, "dag": latest.day.isoformat()},
        )
