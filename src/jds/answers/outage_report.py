"""The one count: what an outage of a source did, as numbers that anybody can ask for again.

It counts what was answered while the source was not current, how much of that news has since
touched, and how many messages are missing. The same question as known at the same moment gives the
same numbers, but for what was lawfully destroyed since. Until the source is proven to be complete
over the stretch the messages are a range: at least those that are here, at most those and
everything that may be missing. Nothing in it is about a person.

*Touched* says less than *changed*: that news came about somebody of whom the answer was. Whether
the ground of that answer lets the news be seen is not judged here.

Source: design, section 5 ("the report"); ADR 24.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from jds.answers.number_asked import digest_of
from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.sequence import LAST
from jds.domain.time import Instant, LegalDay, add_days, amsterdam_day, as_instant
from jds.errors import BadRequest
from jds.records.known_at import Asked, Moment, find_moment
from jds.sources.currency import SourceCurrency, currency_at
from jds.sources.find_outages import Outage, began_at, find_outage
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
    """A stretch in which what a source logged may not have been here.

    Attributes:
        seen_at: When that was seen; from then on answers could say so.
        to_at: Not included; None while it lasts.
        outage: That it is of; None for a stretch that somebody chose.
    """

    source: str
    from_at: Instant
    seen_at: Instant
    to_at: Instant | None
    outage: Outage | None = None


class Given(Struct, frozen=True):
    """Answers of one sort.

    Attributes:
        before_seen: Of these, those given before anybody saw the outage.
        unknowable: Of these, those of nobody here that were asked by a description, or whose number
            is no longer kept: whether news touches them cannot be told.
        touched: Numbers of those about whom news of the source came since.
    """

    recipient: str
    purpose: str
    verdict: str
    advice: str
    count: int
    before_seen: int
    unknowable: int
    touched: tuple[int, ...]


class Messages(Struct, frozen=True):
    """How many messages the source logged in the stretch, as far as that can be told.

    Attributes:
        here: That are here.
        in_time: Of these, those that were here when the stretch ended.
        missing_numbers: Running numbers that are known to be missing; when they were logged is not.
        set_aside: That were set aside since the stretch began; likewise.
        to_expect: That the source usually logs at most on the days that nothing is proven of, less
            what is here of each; None when it is not known how much is usual.
        is_exact: The source is proven to be complete over the stretch, and nothing of it is set
            aside.
    """

    here: int
    in_time: int
    missing_numbers: int
    set_aside: int
    to_expect: int | None
    is_exact: bool

    @property
    def at_most(self) -> int | None:
        """How many there can be, by what is usual; None when that is not known.

        `here` is how many there are at least.
        """
        if self.to_expect is None:
            return None
        return self.here + self.missing_numbers + self.set_aside + self.to_expect


class Held(Struct, frozen=True):
    """What answers in the stretch said of the source, and decisions held for it.

    Attributes:
        marked: Answers that said that what was missing of the source could change them.
        held: Of these, those of which the decision was held; each stands, or ended in one of the
            other ways: what it waited for is here, the term of law is over, a later answer.
    """

    marked: int
    held: int
    standing: int
    released: int
    lapsed: int
    replaced: int


class Paper(Struct, frozen=True):
    """What of the source came another way in the stretch: by paper, courier, e-mail, telephone.

    Attributes:
        items: That are registered.
        entered: Messages that clerks made of them and that stand.
        paired: Of these, those whose digital counterpart is here.
    """

    items: int
    entered: int
    paired: int


class News(Struct, frozen=True):
    """What came of the source about some people, logged in the stretch.

    Attributes:
        positions: Of the last of it, by subject.
        carriers: Subjects by the digest of each number that they carry.
    """

    positions: dict[int, int]
    carriers: dict[bytes, frozenset[int]]


class OutageReport(Struct, frozen=True):
    """The count of one outage.

    Attributes:
        moment: As known at.
    """

    stretch: Stretch
    moment: Moment
    given: tuple[Given, ...]
    messages: Messages
    held: Held
    paper: Paper
    news: News

    @property
    def answers(self) -> int:
        """How many answers were given."""
        return sum(each.count for each in self.given)

    @property
    def before_seen(self) -> int:
        """How many of them were given before anybody saw the outage."""
        return sum(each.before_seen for each in self.given)

    @property
    def touched(self) -> tuple[int, ...]:
        """The numbers of those that news has touched since."""
        return tuple(sorted(number for each in self.given for number in each.touched))

    @property
    def unknowable(self) -> int:
        """How many of them cannot be told to be touched or not."""
        return sum(each.unknowable for each in self.given)

    def counted(self, by: str) -> Counter[str]:
        """Return how many there are by `verdict`, `advice` or `purpose`."""
        counts: Counter[str] = Counter()
        for each in self.given:
            counts[getattr(each, by)] += each.count
        return counts


def report_outage(
    connection: Connection, number: int, *, known_at: Asked, now: Instant, register_key: bytes
) -> OutageReport:
    """Return the count of an outage as known at a moment.

    Args:
        register_key: By which the numbers that answers were asked by were digested.

    Raises:
        NoSuchOutage: None of this number had begun by then.
        NotYetKnown: The moment has yet to come.
    """
    moment = find_moment(connection, known_at, now=now)
    outage = find_outage(connection, number, at=moment.at)
    stretch = Stretch(
        source=outage.source,
        from_at=began_at(connection, outage),
        seen_at=outage.seen_at,
        to_at=outage.to_at,
        outage=outage,
    )
    return _report(connection, stretch, moment=moment, register_key=register_key)


def report_stretch(
    connection: Connection,
    source: str,
    *,
    from_at: Instant,
    to_at: Instant | None,
    known_at: Asked,
    now: Instant,
    register_key: bytes,
) -> OutageReport:
    """Return the count of a stretch that somebody chose, as known at a moment.

    Raises:
        NoSuchSource: No source has this name.
        StretchRefused: It ends before it begins, or begins after the moment.
        NotYetKnown: The moment has yet to come.
    """
    moment = find_moment(connection, known_at, now=now)
    ends_at = moment.at if to_at is None else to_at
    if from_at >= ends_at or from_at > moment.at:
        raise StretchRefused
    stretch = Stretch(source=source, from_at=from_at, seen_at=from_at, to_at=to_at)
    return _report(connection, stretch, moment=moment, register_key=register_key)


def _report(
    connection: Connection, stretch: Stretch, *, moment: Moment, register_key: bytes
) -> OutageReport:
    source = show_source(connection, stretch.source)
    asked = {
        "source_id": source.source_id,
        "from_at": stretch.from_at,
        "seen_at": stretch.seen_at,
        "to_at": moment.at if stretch.to_at is None else stretch.to_at,
        "position": moment.position,
        "at": moment.at,
    }
    news = _news(connection, asked, register_key=register_key)
    numbers = [
        (digest, max(news.positions[each] for each in subjects))
        for digest, subjects in news.carriers.items()
    ]
    about = {
        "subjects": list(news.positions.keys()),
        "positions": list(news.positions.values()),
        "digests": [digest for digest, _ in numbers],
        "digest_positions": [position for _, position in numbers],
    }
    given = tuple(
        Given(recipient, purpose, verdict, advice, count, before_seen, unknowable, tuple(touched))
        for recipient, purpose, verdict, advice, count, before_seen, unknowable, touched in (
            connection.execute(_QUERIES.answers, {**asked, **about})
        )
    )
    messages = _messages(connection, source, stretch, asked, moment=moment)
    [paper] = connection.execute(_QUERIES.paper, asked).fetchall()
    [held] = connection.execute(_QUERIES.held, asked).fetchall()
    return OutageReport(stretch, moment, given, messages, Held(*held), Paper(*paper), news)


def carriers_of_number_asked(
    connection: Connection, report: OutageReport
) -> dict[int, frozenset[int]]:
    """Return by touched answer who carries the number it was asked by, among those with news."""
    rows = connection.execute(_QUERIES.digests_of, {"answers": list(report.touched)})
    return {
        answer: report.news.carriers[digest]
        for answer, digest in rows
        if digest in report.news.carriers
    }


def _news(connection: Connection, asked: Mapping[str, object], *, register_key: bytes) -> News:
    positions: dict[int, int] = {}
    carriers: dict[bytes, set[int]] = defaultdict(set)
    for subject_id, position, numbers in connection.execute(_QUERIES.news, asked):
        positions[subject_id] = position
        for number in numbers:
            kind, _, value = number.partition(":")
            carriers[digest_of((kind, value), register_key=register_key)].add(subject_id)
    return News(positions, {digest: frozenset(found) for digest, found in carriers.items()})


def _messages(
    connection: Connection,
    source: Source,
    stretch: Stretch,
    asked: Mapping[str, object],
    *,
    moment: Moment,
) -> Messages:
    logged: dict[LegalDay, int] = {}
    in_time = 0
    for day, count, count_in_time in connection.execute(_QUERIES.logged, asked):
        logged[day] = count
        in_time += count_in_time
    currency = _currency_of(connection, source, moment=moment)
    proven = None if currency is None else currency.complete_through_at
    is_proven = stretch.to_at is not None and proven is not None and proven >= stretch.to_at
    # A gap or a message that came later is no gap of this stretch.
    proof = connection.execute(_QUERIES.proof, asked).fetchone() if is_proven else None
    set_aside = connection.execute(
        _QUERIES.set_aside, {**asked, "proof": None if proof is None else proof[0]}
    ).fetchone()
    missing = 0
    to_expect: int | None = 0
    if not is_proven:
        missing = sum(_length(first, last) for first, last in _gaps(currency))
        ends_at = moment.at if stretch.to_at is None else min(stretch.to_at, moment.at)
        begins_at = stretch.from_at if proven is None else max(stretch.from_at, proven)
        usual = _usual(connection, source, stretch, moment=moment)
        to_expect = (
            sum(
                max(0, usual.get(day.isoweekday(), 0) - logged.get(day, 0))
                for day in _days(begins_at, ends_at)
            )
            if usual
            else None
        )
    aside = 0 if set_aside is None else int(set_aside[0])
    return Messages(
        here=sum(logged.values()),
        in_time=in_time,
        missing_numbers=missing,
        set_aside=aside,
        to_expect=to_expect,
        is_exact=is_proven and not aside,
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
