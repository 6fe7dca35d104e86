"""Find the outages (uitval) of sources in the log of their standing, and number them.

An outage begins with the change by which a source stops being current, or is cut off before it
ever was, and lasts until the change by which it is current. Nothing of it is kept: the log is
append-only and every change in it lies after the one before, so the number of an outage, its place
among those that began, is the same for ever.

It was seen when that change was written; it began before. What the source logged since it was last
heard, or since it was last proven to be complete when something is seen to be missing, is not here.

Source: design, section 3 ("outage"); ADR 24.
"""

from collections.abc import Iterable
from datetime import timedelta

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.time import Instant, LegalDay, day_from_text, start_of_day
from jds.errors import BadRequest
from jds.sources.alarm import AlarmKind
from jds.sources.alarms import KeptAlarm, list_alarms
from jds.sources.currency import SourceCurrency, currency_at
from jds.sources.record_standing import all_history
from jds.sources.standing import StandingWord, Stated

_CURRENT: StandingWord = "actueel"

_SEEN_TO_BE_MISSING = frozenset(
    (AlarmKind.HEARTBEAT, AlarmKind.GAP, AlarmKind.COUNTS, AlarmKind.BACKWARDS)
)


class NoSuchOutage(BadRequest):
    """No outage has this number."""

    code = "no-such-outage"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No outage has the number [{number}]. 'jds outage list' shows which there were; for "
            "any other stretch of time give --source, --from and --to."
        )


class Outage(Struct, frozen=True, kw_only=True):
    """A stretch in which a source was not current, by the log of its standing.

    Attributes:
        number: Its place among the outages of all sources.
        changes: From the one that began it on, without the one that ended it.
        ended: The change by which the source was current again; None while it lasts.
    """

    number: int
    source: str
    changes: tuple[Stated, ...]
    ended: Stated | None

    @property
    def seen_at(self) -> Instant:
        """When it was seen."""
        return self.changes[0].since

    @property
    def to_at(self) -> Instant | None:
        """When it ended; None while it lasts."""
        return None if self.ended is None else self.ended.since

    @property
    def standing(self) -> StandingWord:
        """The standing that the source has now, or had last before it was current."""
        return self.changes[-1].standing

    @property
    def isolated_since(self) -> Instant | None:
        """Since when the source was cut off; None when it never was."""
        return next((each.since for each in self.changes if each.standing == "afgesneden"), None)

    @property
    def distrusted_from(self) -> Instant | None:
        """What it sent from here on was doubtful; None when nothing was."""
        return min(
            (each.distrusted_from for each in self.changes if each.distrusted_from), default=None
        )


def outages_in(log: Iterable[tuple[str, Stated]]) -> list[Outage]:
    """Return the outages in a log of changes of standing, the first to begin first; pure."""
    begun: list[str] = []
    changes: list[list[Stated]] = []
    ended: dict[int, Stated] = {}
    lasting: dict[str, int] = {}
    for urn, stated in sorted(log, key=lambda each: each[1].since):
        place = lasting.get(urn)
        if stated.standing == _CURRENT:
            if place is not None:
                ended[place] = stated
                del lasting[urn]
        elif place is None:
            lasting[urn] = len(begun)
            begun.append(urn)
            changes.append([stated])
        else:
            changes[place].append(stated)
    return [
        Outage(
            number=place + 1,
            source=urn,
            changes=tuple(changes[place]),
            ended=ended.get(place),
        )
        for place, urn in enumerate(begun)
    ]


def list_outages(connection: Connection, *, at: Instant, urn: str | None = None) -> list[Outage]:
    """Return the outages as known at an instant, the first first; of one source when named."""
    found = outages_in(all_history(connection, at=at))
    return [each for each in found if urn is None or each.source == urn]


def find_outage(connection: Connection, number: int, *, at: Instant) -> Outage:
    """Return one outage as known at an instant.

    Raises:
        NoSuchOutage: None of this number had begun by then.
    """
    found = list_outages(connection, at=at)
    if not 1 <= number <= len(found):
        raise NoSuchOutage(number)
    return found[number - 1]


def began_at(connection: Connection, outage: Outage) -> Instant:
    """Return from when on what the source logged may not be here, as known when it was seen."""
    first = outage.changes[0]
    currencies = currency_at(connection, first.position, at=first.since)
    currency = next((each for each in currencies if each.source == outage.source), None)
    alarms = [
        each
        for each in list_alarms(connection, urn=outage.source, only_open=False)
        if each.is_missing
        and each.opened_at <= first.since
        and (each.closed_at is None or each.closed_at > first.since)
    ]
    return beginning(first.since, currency, alarms)


def beginning(
    seen_at: Instant, currency: SourceCurrency | None, alarms: Iterable[KeptAlarm]
) -> Instant:
    """Return when an outage began that was seen at a moment; pure.

    When the source was last heard; when it was last proven to be complete, where something is seen
    to be missing; at the start of a day of which nothing came. The earliest of these, and never
    after it was seen.

    Args:
        currency: Of the source at that moment; None when it was not known.
        alarms: Those that were open then and say that something is missing.
    """
    moments = [seen_at]
    if currency is not None and currency.last_time is not None:
        moments.append(currency.last_time)
    for alarm in alarms:
        if alarm.kind is AlarmKind.EMPTY_DAY:
            moments.append(start_of_day(_day(alarm)))
        elif (
            alarm.kind in _SEEN_TO_BE_MISSING
            and currency is not None
            and currency.complete_through_at is not None
        ):
            moments.append(currency.complete_through_at)
    return min(moments)


def time_to_detection(outage: Outage, *, from_at: Instant) -> timedelta:
    """Return how long an outage that began at a moment went unseen."""
    return outage.seen_at - from_at


def _day(alarm: KeptAlarm) -> LegalDay:
    return day_from_text(str(alarm.facts["dag"]))
