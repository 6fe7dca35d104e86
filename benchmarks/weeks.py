"""Weeks in which nothing is wrong: how many answers are weakened all the same.

Eight sources deliver as was agreed with them: each message within the usual delay of its source, so
often out of order, and a statement of completeness as often as was agreed. At random moments, most
of them in office hours, somebody is asked about. The clock is simulated; everything else is the
register itself: intake, `jds watch`, answers.
"""

import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks import practice, vocabulary
from benchmarks.lives import Statement, life
from benchmarks.vocabulary import FIRST_DAY, SOURCES, Source
from jds.accounting.actors import FIRST_ACTOR
from jds.accounting.adopt_edition import adopt_edition, rules_in
from jds.accounting.disclose import Asker
from jds.accounting.found_register import found_register
from jds.accounting.keys import register_key
from jds.answers.asked import AnswerQuestion
from jds.answers.give import give_answer
from jds.database.connection import Database
from jds.domain.identifiers import parse_skn
from jds.domain.time import Instant, amsterdam_day, as_instant
from jds.intake.admit_batch import admit_batch
from jds.intake.judge import Judge
from jds.intake.judge_ahead import judge_lines
from jds.intake.judgement import Line
from jds.law.rules import Law, load_law
from jds.law.senders import Senders
from jds.sources.register import add_source, kinds_of_sources
from jds.sources.rhythm import Rhythm
from jds.sources.watch import look_at_sources

AT_MOST = 0.01
"""Part of the answers that may be weakened."""

MONDAY = date(2026, 6, 1)
_HOUR = timedelta(hours=1)
_SLOT = timedelta(minutes=15)
_STRANGERS = 0.85
_DOUBTS_OF_CURRENCY = frozenset(
    (
        "bron-niet-actueel",
        "volledigheid-niet-bewezen",
        "berichten-niet-toegepast",
        "bericht-apart-gezet",
        "bericht-in-quarantaine",
        "bericht-gewantrouwd",
    )
)


class Agreed(NamedTuple):
    """A source and what is agreed with it.

    Attributes:
        a_day: Messages on a working day, beside those about the lives of people.
    """

    source: Source
    every: timedelta
    delay: timedelta
    a_day: int = 0

    @property
    def rhythm(self) -> Rhythm:
        """The rhythm as the register knows it: silence counts from the last that was logged."""
        return Rhythm(
            silent_after=self.every + self.delay + 2 * _HOUR,
            heartbeat_every=self.every,
            usual_delay=self.delay,
        )


def _other(organisation: int, name: str, kind: str) -> Source:
    return Source(name, f"urn:nld:oin:{1_000_000_000_000 + organisation:020}:systeem:{name}", kind)


AGREED = (
    Agreed(SOURCES[vocabulary.OM], _HOUR, _HOUR),
    Agreed(SOURCES[vocabulary.COURT], 6 * _HOUR, 4 * _HOUR),
    Agreed(SOURCES[vocabulary.CJIB], 24 * _HOUR, 12 * _HOUR),
    Agreed(SOURCES[vocabulary.PERSON_AUTHORITY], _HOUR, _HOUR),
    Agreed(_other(5, "politie", "police"), _HOUR, _HOUR, a_day=6),
    Agreed(_other(6, "jenv", "minister"), 24 * _HOUR, 8 * _HOUR),
    Agreed(_other(7, "gemeente", "penal-order-body"), 24 * _HOUR, 12 * _HOUR, a_day=4),
    Agreed(_other(8, "buitenland", "foreign-court"), 24 * _HOUR, 24 * _HOUR, a_day=1),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers to one purpose, or to all."""

    answers: int
    weakened: int
    verdicts: Counter[str]
    advice: Counter[str]


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """What was found.

    Attributes:
        late: Messages that came after one that their source had logged later.
        reasons: Why answers were weakened, each as often as it was said.
    """

    weeks: int
    messages: int
    late: int
    purposes: dict[str, Tally]
    reasons: Counter[str]

    @property
    def total(self) -> Tally:
        """All purposes together."""
        return Tally(
            answers=sum(each.answers for each in self.purposes.values()),
            weakened=sum(each.weakened for each in self.purposes.values()),
            verdicts=sum((each.verdicts for each in self.purposes.values()), Counter()),
            advice=sum((each.advice for each in self.purposes.values()), Counter()),
        )

    @property
    def share(self) -> float:
        """Part of the answers that was weakened."""
        return self.total.weakened / self.total.answers

    @property
    def is_met(self) -> bool:
        return self.share < AT_MOST


@dataclass
class SimulatedRegister:
    """A register with a clock of its own, on which eight sources deliver.

    Attributes:
        silent: URNs of sources that deliver nothing any more.
    """

    database: Database
    home: Path
    law: Law = field(default_factory=load_law)
    silent: set[str] = field(default_factory=set)
    messages: int = 0
    late: int = 0
    _last_came: dict[str, int] = field(default_factory=dict)

    def found(self, *, now: Instant) -> None:
        """Make it a register with its rules and its sources."""
        with self.database.transaction() as connection:
            found_register(connection, home=self.home, now=now)
            adopt_edition(
                connection,
                rules_in(),
                actor=FIRST_ACTOR,
                home=self.home,
                reason="benchmark",
                clock=lambda: now,
            )
            for agreed in AGREED:
                add_source(
                    connection,
                    agreed.source.urn,
                    kind=agreed.source.kind,
                    now=now,
                    rhythm=agreed.rhythm,
                )

    def admit(self, messages: list[dict[str, Any]], *, now: Instant) -> None:
        """Take messages in, as one batch."""
        came = [each for each in messages if each["source"] not in self.silent]
        if not came:
            return
        for each in came:
            sequence = int(each["sequence"])
            last = self._last_came.get(each["source"], 0)
            self.late += sequence < last
            self._last_came[each["source"]] = max(last, sequence)
        key = register_key(self.home)
        with self.database.transaction() as connection:
            judge = Judge(sources=kinds_of_sources(connection), may_send=Senders(self.law).may_send)
            contents = [json.dumps(each).encode() for each in came]
            lines = [
                Line(number, content, len(content))
                for number, content in enumerate(contents, start=1)
            ]
            batch = judge_lines(lines, judge=judge, register_key=key)
            admitted = admit_batch(connection, batch, register_key=key, now=now)
        self.messages += admitted.counts.accepted

    def watch(self, *, now: Instant) -> None:
        """Look at every source once, as `jds watch` does."""
        look_at_sources(self.database, clock=lambda: now, next_within=_HOUR)

    def ask(self, pair: str, skn: str, *, now: Instant) -> Any:
        """Give an answer about somebody."""
        purpose = self.law.disclosure.purposes[pair].newest.value
        question = AnswerQuestion(
            inquiry=practice.inquiry(purpose, on=amsterdam_day(now)),
            whom=("skn", parse_skn(skn)),
            now=now,
        )
        asker = Asker(name=FIRST_ACTOR, home=self.home, reason="benchmark")
        return give_answer(self.database, question, asker=asker)


class _Log:
    """What a source logs, and when each of it comes."""

    def __init__(self, chance: Random) -> None:
        self.coming: list[tuple[datetime, int, dict[str, Any]]] = []
        self._chance = chance
        self._sequences: Counter[str] = Counter()
        self._counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))

    def log(self, agreed: Agreed, kind: str, id_: str, data: Any, *, at: datetime) -> None:
        """Log a message; it comes within the usual delay."""
        urn = agreed.source.urn
        self._counts[urn][kind][amsterdam_day(as_instant(at)).isoformat()] += 1
        self._send(agreed, kind, id_, data, at=at)

    def state(self, agreed: Agreed, *, at: datetime) -> None:
        """Log that everything up to now was sent."""
        urn = agreed.source.urn
        last = self._sequences[urn]
        counts = {kind: dict(days) for kind, days in self._counts.pop(urn, {}).items()}
        data = {
            "volledigTotTijdstip": at.isoformat(),
            "laatsteSequence": str(last),
            "aantallen": counts,
        }
        self._send(agreed, "bron-stand", f"stand-{last + 1}", data, at=at)

    def _send(self, agreed: Agreed, kind: str, id_: str, data: Any, *, at: datetime) -> None:
        urn = agreed.source.urn
        self._sequences[urn] += 1
        message = {
            "specversion": "1.0",
            "id": id_,
            "source": urn,
            "type": f"nl.jds.{kind}.v1",
            "time": at.isoformat(),
            "sequence": str(self._sequences[urn]),
            "sequencetype": "Integer",
            "datacontenttype": "application/json",
            "data": data,
        }
        # The register is looked at every quarter of an hour, which is part of the delay.
        comes = at + self._chance.random() * (agreed.delay - _SLOT)
        heapq.heappush(self.coming, (comes, len(self.coming), message))


def measure(
    database: Database,
    *,
    home: Path,
    weeks: int,
    answers: int,
    people: int,
    seed: int = 17,
    say: Callable[[str], None],
) -> tuple[WeekFigures, SimulatedRegister, Instant]:
    """Let weeks pass in an empty database that has all tables.

    Returns:
        What was found, the register as it was left, and its moment.
    """
    chance = Random(seed)
    register = SimulatedRegister(database, home)
    start = datetime.combine(MONDAY, time(), tzinfo=UTC)
    register.found(now=as_instant(start - timedelta(days=1)))
    end = start + timedelta(weeks=weeks)
    log = _Log(chance)
    stock = _log_everything(log, people=people, seed=seed, start=start, end=end, chance=chance)
    say(f"undisturbed weeks: a register of {stock:,} messages about {people:,} people")
    _load_stock(register, log, now=start)
    asked = sorted(
        _moment(chance, start=start + timedelta(days=2), end=end) for _ in range(answers)
    )
    found: dict[str, list[Any]] = defaultdict(list)
    weights = practice.weights(register.law)
    now, place = start, 0
    while now < end:
        now += _SLOT
        due: list[dict[str, Any]] = []
        while log.coming and log.coming[0][0] <= now:
            due.append(heapq.heappop(log.coming)[2])
        register.admit(due, now=as_instant(now))
        if now.minute == 0:
            register.watch(now=as_instant(now))
        while place < len(asked) and asked[place] < now + _SLOT:
            at = as_instant(max(asked[place], now + timedelta(milliseconds=place % 1000)))
            [pair] = chance.choices(list(weights), list(weights.values()))
            found[pair].append(register.ask(pair, _somebody(chance, people), now=at))
            place += 1
        if now.hour == 0 and now.minute == 0 and now.weekday() == 0:
            say(f"undisturbed weeks: {now.date().isoformat()}, {place:,} answers")
    return _figures(register, found, weeks=weeks), register, as_instant(now + _SLOT)


def _somebody(chance: Random, people: int) -> str:
    """Return whom is asked about: mostly people whom the register does not know."""
    if chance.random() < _STRANGERS:
        return vocabulary.skn(people + chance.randrange(1_000_000))
    return vocabulary.skn(chance.randrange(people))


def _moment(chance: Random, *, start: datetime, end: datetime) -> datetime:
    """Return a moment: four of five in office hours."""
    days = (end - start).days
    day = start + timedelta(days=chance.randrange(days))
    if chance.random() < 0.8:
        while day.weekday() > 4:
            day = start + timedelta(days=chance.randrange(days))
        return day + timedelta(hours=6, seconds=chance.random() * 10 * 3600)
    return day + timedelta(seconds=chance.random() * 24 * 3600)


def _load_stock(register: SimulatedRegister, log: _Log, *, now: datetime) -> None:
    stock = []
    while log.coming and log.coming[0][0] <= now:
        stock.append(heapq.heappop(log.coming)[2])
    for first in range(0, len(stock), 2_000):
        register.admit(stock[first : first + 2_000], now=as_instant(now))
    register.late = 0
    register.messages = 0


def _log_everything(
    log: _Log, *, people: int, seed: int, start: datetime, end: datetime, chance: Random
) -> int:
    """Let every source log what it will, in order of time; return how much of it is stock."""
    entries = sorted(
        (
            *_of_lives(people, seed=seed, start=start, end=end),
            *_of_others(chance, start=start, end=end),
            *_statements(start=start, end=end),
        ),
        key=lambda each: (each[0], each[1].source.urn, each[3]),
    )
    stock = 0
    for at, agreed, kind, id_, data in entries:
        stock += at < start
        if kind == "bron-stand":
            log.state(agreed, at=at)
        else:
            log.log(agreed, kind, id_, data, at=at)
    return stock


_Entry = tuple[datetime, Agreed, str, str, Any]


def _of_lives(people: int, *, seed: int, start: datetime, end: datetime) -> Iterator[_Entry]:
    """What four sources log of people whose cases run on through the weeks."""
    last = (end.date() - FIRST_DAY).days
    for person in range(people):
        begins = last - 30 - person * 700 // people
        for statement in life(person, seed=seed, start=begins):
            at = _moment_of(statement)
            if at < end:
                yield (
                    at,
                    AGREED[statement.source],
                    statement.kind,
                    statement.id,
                    json.loads(statement.data),
                )


def _moment_of(statement: Statement) -> datetime:
    day = FIRST_DAY + timedelta(days=statement.day)
    return datetime.combine(day, time(), tzinfo=UTC) + timedelta(seconds=statement.second)


def _of_others(chance: Random, *, start: datetime, end: datetime) -> Iterator[_Entry]:
    """What the others log on working days: of people who are not known yet."""
    serial = 0
    for number in range((end - start).days):
        day = start + timedelta(days=number)
        for agreed in AGREED if day.weekday() < 5 else ():
            for _ in range(agreed.a_day):
                serial += 1
                at = day + timedelta(hours=6, seconds=chance.random() * 10 * 3600)
                kind, data = _said_by(agreed.source.kind, serial, day.date())
                yield at, agreed, kind, f"los-{serial}", data


def _said_by(kind: str, serial: int, day: date) -> tuple[str, Any]:
    person = {"skn": vocabulary.skn(5_000_000 + serial)}
    offence = {
        "feitnummer": 1,
        "soort": "misdrijf",
        "artikelen": [{"wet": "Sr", "artikel": "310"}],
        "kwalificatie": "diefstal",
        "pleegperiode": {"van": day.isoformat(), "tot": day.isoformat()},
    }
    case = {"parketnummer": f"96/{700_000 + serial:06}-26"}
    if kind == "police":
        return "hechtenis-gemeld", {
            "persoon": person,
            "zaak": case,
            "soort": "inverzekeringstelling",
            "vanTijdstip": f"{day.isoformat()}T05:00:00+02:00",
        }
    if kind == "penal-order-body":
        return "vervolging-beslist", {
            "persoon": person,
            "zaak": case,
            "besluit": "strafbeschikking",
            "beslotenOp": day.isoformat(),
            "feiten": [offence],
            "sancties": [{"soort": "geldboete", "bedrag": {"centen": 30_000, "valuta": "EUR"}}],
        }
    return "buitenlandse-veroordeling", {
        "persoon": person,
        "land": "DE",
        "veroordeling": {
            "kenmerk": f"DE-{serial}",
            "uitgesprokenOp": day.isoformat(),
            "onherroepelijkOp": day.isoformat(),
            "feiten": [offence | {"ecris": "1504 00"}],
            "sancties": [],
        },
    }


def _statements(*, start: datetime, end: datetime) -> Iterator[_Entry]:
    """Statements of completeness, as often as was agreed, since a few days before."""
    for agreed in AGREED:
        at = start - timedelta(days=1) + timedelta(minutes=7)
        while at < end:
            yield at, agreed, "bron-stand", "", None
            at += agreed.every


def _figures(
    register: SimulatedRegister, found: dict[str, list[Any]], *, weeks: int
) -> WeekFigures:
    reasons: Counter[str] = Counter()
    purposes = {}
    for pair, answers in sorted(found.items()):
        weakened = 0
        for answer in answers:
            said = _DOUBTS_OF_CURRENCY.intersection(answer["kanttekeningen"])
            weakened += bool(said)
            reasons.update(said)
            for source in answer["actualiteit"]:
                if source.get("kanWijzigen"):
                    reasons.update(
                        f"{source['bron'].rsplit(':', 1)[1]} {why}" for why in source["achter"]
                    )
        purposes[pair] = Tally(
            answers=len(answers),
            weakened=weakened,
            verdicts=Counter(each["oordeel"] for each in answers),
            advice=Counter(each["advies"] for each in answers),
        )
    return WeekFigures(
        weeks=weeks,
        messages=register.messages,
        late=register.late,
        purposes=purposes,
        reasons=reasons,
    )
