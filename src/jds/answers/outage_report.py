"""The one count: what an outage of a source did, as numbers that anybody can ask for again.

It counts what was answered while the source was not current, how much of that news has since
touched, and how many messages are missing. The same question as known at the same moment gives the
same numbers, but for what was lawfully destroyed since. Until the source is proven to be complete
over the stretch the messages are a range: at least those that are here, at most those and
everything that may be missing. Nothing in it is about a person.

*Touched* says less than *changed*: that news came about somebody of whom the answer was. Whether the
ground of that answer lets the news be seen is not judged here.

Source: design, section 5 ("the report"); ADR 24.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.sequence import LAST
from jds.domain.time import Instant, LegalDay, add_days, amsterdam_day, as_instant
from jds.errors import BadRequest
from jds.records.known_at import Asked, Moment, find_moment
from jds.sources.currency import SourceCurrency, currency_at
from jds.sources.register import Source, show_source

_QUERIES = Queries(Path(__file__).with_name("outage_report.sql"))

USUAL_WEEKS = 8
"""How many weeks before an outage tell how much a source usually sends."""


_INSTANT = timedelta(microseconds=1)


class StretchRefused(BadRequest):
    """The stretch of an outage is none."""

    code = "stretch-refused"

    def __init__(self) -> None:
        super().__init__(
            "An outage begins before it ends, and before the moment of knowledge asked for. Give "
            "--from an earlier moment, or --to and --known-at a later one."
        )


class Stretch(Struct, frozen=True, kw_only=True):
    """When a source was not current.

    Attributes:
        number: Of the outage; None for a stretch that somebody chose.
        to_at: Not included; None while it lasts.
    """

    source: str
    from_at: Instant
    to_at: Instant | None
    number: int | None = None


class Given(Struct, frozen=True):
    """Answers of one sort.

    Attributes:
        touched: Of these, those about whom news of the source came since.
        of_nobody: Of these, those that are of nobody here: nobody can tell whether news touches them.
    """

    recipient: str
    purpose: str
    verdict: str
    advice: str
    count: int
    touched: int
    of_nobody: int


class Messages(Struct, frozen=True):
    """How many messages the source logged in the stretch, as far as that can be told.

    Attributes:
        here: That are here.
        in_time: Of these, those that were here when the stretch ended.
        missing_numbers: Running numbers that are known to be missing; when they were logged is not.
        set_aside: That were set aside since the stretch began; likewise.
        to_expect: That the source usually logs at most in the time that nothing is proven of.
        is_exact: The source is proven to be complete over the stretch, and nothing of it is missing
            or set aside.
    """

    here: int
    in_time: int
    missing_numbers: int
    set_aside: int
    to_expect: int
    is_exact: bool

    @property
    def at_most(self) -> int:
        """How many there can be, by what is usual; `here` is how many there are at least."""
        if self.is_exact:
            return self.here
        return self.here + self.missing_numbers + self.set_aside + self.to_expect


class OutageReport(Struct, frozen=True):
    """The count of one outage.

    Attributes:
        moment: As known at.
    """

    stretch: Stretch
    moment: Moment
    given: tuple[Given, ...]
    messages: Messages

    @property
    def answers(self) -> int:
        """How many answers were given."""
        return sum(each.count for each in self.given)

    @property
    def touched(self) -> int:
        """How many of them news has touched since."""
        return sum(each.touched for each in self.given)

    @property
    def of_nobody(self) -> int:
        """How many of them are of nobody here."""
        return sum(each.of_nobody for each in self.given)

    @property
    def held(self) -> int:
        """How many of them advised to hold the decision."""
        return self.counted("advice")["aanhouden"]

    def counted(self, by: str) -> Counter[str]:
        """Return how many there are by `verdict` or `advice`."""
        counts: Counter[str] = Counter()
        for each in self.given:
            counts[getattr(each, by)] += each.count
        return counts


def report_outage(
    connection: Connection, stretch: Stretch, *, known_at: Asked, now: Instant
) -> OutageReport:
    """Return the count of an outage as known at a moment.

    Raises:
        NoSuchSource: No source has this name.
        StretchRefused: It ends before it begins, or begins after the moment.
        NotYetKnown: The moment has yet to come.
    """
    source = show_source(connection, stretch.source)
    moment = find_moment(connection, known_at, now=now)
    ends_at = moment.at if stretch.to_at is None else stretch.to_at
    if stretch.from_at >= ends_at or stretch.from_at > moment.at:
        raise StretchRefused
    asked = {
        "source_id": source.source_id,
        "urn": source.urn,
        "from_at": stretch.from_at,
        "to_at": ends_at,
        "position": moment.position,
        "at": moment.at,
    }
    given = tuple(Given(*row) for row in connection.execute(_QUERIES.answers, asked))
    return OutageReport(
        stretch, moment, given, _messages(connection, source, stretch, asked, moment=moment)
    )


def _messages(
    connection: Connection,
    source: Source,
    stretch: Stretch,
    asked: Mapping[str, object],
    *,
    moment: Moment,
) -> Messages:
    [(here, in_time)] = connection.execute(_QUERIES.logged, asked).fetchall()
    [(set_aside,)] = connection.execute(_QUERIES.set_aside, asked).fetchall()
    currency = _currency_of(connection, source, moment=moment)
    missing = sum(_length(first, last) for first, last in _gaps(currency))
    proven = None if currency is None else currency.complete_through_at
    is_proven = stretch.to_at is not None and proven is not None and proven >= stretch.to_at
    is_exact = is_proven and not missing and not set_aside
    to_expect = 0
    if not is_proven:
        ends_at = moment.at if stretch.to_at is None else min(stretch.to_at, moment.at)
        begins_at = stretch.from_at if proven is None else max(stretch.from_at, proven)
        usual = _usual(connection, source, stretch, moment=moment)
        to_expect = sum(
            usual.get(day.isoweekday(), 0) for day in _days(begins_at, ends_at)
        )
    return Messages(
        here=here,
        in_time=in_time,
        missing_numbers=missing,
        set_aside=set_aside,
        to_expect=to_expect,
        is_exact=is_exact,
    )


def _currency_of(
    connection: Connection, source: Source, *, moment: Moment
) -> SourceCurrency | None:
    found = currency_at(connection, moment.position, at=moment.at)
    return next((each for each in found if each.source == source.urn), None)


def _gaps(currency: SourceCurrency | None) -> Sequence[tuple[int, int]]:
    return [] if currency is None else [(gap.first, gap.last) for gap in currency.gaps]


def _length(first: int, last: int) -> int:
    """Return how many running numbers a gap has, also where these come round."""
    return (last - first) % LAST + 1


def _usual(
    connection: Connection, source: Source, stretch: Stretch, *, moment: Moment
) -> dict[int, int]:
    """Return the most messages of each day of the week, from 1 for Monday, before the outage."""
    first = amsterdam_day(stretch.from_at)
    rows = connection.execute(
        _QUERIES.usual,
        {
            "source_id": source.source_id,
            "position": moment.position,
            "first_day": add_days(first, -7 * USUAL_WEEKS),
            "before_day": first,
        },
    )
    return dict(rows.fetchall())


def _days(begins_at: Instant, ends_at: Instant) -> Iterator[LegalDay]:
    """Yield every Amsterdam day of which some part lies in a stretch."""
    if begins_at >= ends_at:
        return
    day, last = amsterdam_day(begins_at), amsterdam_day(as_instant(ends_at - _INSTANT))
    while day <= last:
        yield day
        day = add_days(day, 1)
