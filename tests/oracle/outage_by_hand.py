"""The count of an outage once more, row by row, from the words of ADR 24."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Line:
    """A line of the ledger, whom it is about, and what it corrects or retracts."""

    position: int
    source: str
    message_id: str
    kind: str
    time: datetime
    recorded_at: datetime
    displaces: int | None
    subjects: frozenset[int]
    names: tuple[str, str] | None


@dataclass(frozen=True)
class Answer:
    """An answer that was given, and everybody it was, may have been, or turns out to be about."""

    given_at: datetime
    position: int
    sort: tuple[str, str, str, str]
    subjects: frozenset[int]
    is_of_nobody: bool


@dataclass(frozen=True)
class Asked:
    """An outage, as known at a moment; `to_at` is that of the moment while it lasts."""

    source: str
    from_at: datetime
    to_at: datetime
    position: int
    at: datetime


def known_lines(lines: Sequence[Line], asked: Asked) -> list[Line]:
    known = [line for line in lines if line.position <= asked.position]
    displaced = [line.displaces for line in known]
    return [line for line in known if line.position not in displaced]


def logged_in(lines: Sequence[Line], asked: Asked) -> list[Line]:
    """What the source logged in the outage, as far as it is known."""
    return [
        line
        for line in known_lines(lines, asked)
        if line.source == asked.source and asked.from_at <= line.time < asked.to_at
    ]


def whom_it_touches(line: Line, lines: Sequence[Line], asked: Asked) -> set[int]:
    """Whom a message is about, and those that it names, and what those name in turn."""
    touched, looked_at, left = set(line.subjects), {line.position}, [line]
    while left:
        names = left.pop().names
        for other in lines:
            is_named = names == (other.source, other.message_id)
            if is_named and other.position <= asked.position and other.position not in looked_at:
                looked_at.add(other.position)
                touched |= other.subjects
                left.append(other)
    return touched


def count_answers(
    lines: Sequence[Line], answers: Sequence[Answer], asked: Asked
) -> dict[tuple[str, str, str, str], tuple[int, int, int]]:
    """Per sort of answer: how many, how many touched, how many of nobody."""
    counts: dict[tuple[str, str, str, str], tuple[int, int, int]] = {}
    for answer in answers:
        if not asked.from_at <= answer.given_at < asked.to_at or answer.given_at > asked.at:
            continue
        is_touched = any(
            line.position > answer.position
            and whom_it_touches(line, lines, asked) & answer.subjects
            for line in logged_in(lines, asked)
        )
        before = counts.get(answer.sort, (0, 0, 0))
        counts[answer.sort] = (
            before[0] + 1,
            before[1] + int(is_touched),
            before[2] + int(answer.is_of_nobody),
        )
    return counts


def count_messages(lines: Sequence[Line], asked: Asked) -> tuple[int, int]:
    """How many messages are here, and how many of them were when the outage ended."""
    news = [line for line in logged_in(lines, asked) if line.kind != "bron-stand"]
    return len(news), len([line for line in news if line.recorded_at < asked.to_at])


def to_expect(
    lines: Sequence[Line], asked: Asked, *, proven_through: datetime | None
) -> int | None:
    """For each day that nothing is proven of: the most of that weekday, less what is here of it.

    None when nothing at all came in the eight weeks before.
    """
    first = amsterdam(asked.from_at)
    if not any(
        line.position <= asked.position
        and line.source == asked.source
        and line.kind != "bron-stand"
        and first - timedelta(days=56) <= amsterdam(line.time) < first
        for line in lines
    ):
        return None
    begin = asked.from_at if proven_through is None else max(asked.from_at, proven_through)
    expected = 0
    for day in _days(begin, min(asked.to_at, asked.at)):
        here = [
            line
            for line in logged_in(lines, asked)
            if line.kind != "bron-stand" and amsterdam(line.time) == day
        ]
        expected += max(0, _most(lines, asked, day) - len(here))
    return expected


def _most(lines: Sequence[Line], asked: Asked, day: date) -> int:
    first = amsterdam(asked.from_at)
    before = [first - timedelta(days=back) for back in range(1, 57)]
    return max(
        len(
            [
                line
                for line in lines
                if line.position <= asked.position
                and line.source == asked.source
                and line.kind != "bron-stand"
                and amsterdam(line.time) == other
            ]
        )
        for other in before
        if other.weekday() == day.weekday()
    )


def _days(begin: datetime, end: datetime) -> list[date]:
    days, at = [], begin
    while at < end:
        if amsterdam(at) not in days:
            days.append(amsterdam(at))
        at += timedelta(minutes=30)
    last = amsterdam(end - timedelta(microseconds=1))
    return days if begin >= end or last in days else [*days, last]


def amsterdam(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()
