"""What is proven of a source, what is missing and how it stands, worked out the slow way.

From the plain history alone: what came and when, what people said of the source, and when somebody
looked. Everything is worked out anew from the first day on, without a look at the running system.

What this history cannot hold: running numbers that come round, or that two messages claim.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

Wire: TypeAlias = dict[str, Any]
Fate: TypeAlias = Literal["accepted", "set aside", "quarantine"]
Word: TypeAlias = Literal["actueel", "laat", "afgesneden", "terugkerend", "inhalen"]

STATEMENT = "bron-stand"
WITHDRAWN = "gegevens-ingetrokken"

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_FORTNIGHT = 14


@dataclass
class Came:
    """A message that came for the first time, and what became of it.

    Attributes:
        at: When it came, or when it was let in if it was not at once.
    """

    message: Wire
    at: datetime
    fate: Fate

    @property
    def sequence(self) -> int:
        """Its running number."""
        return int(self.message["sequence"])

    @property
    def kind(self) -> str:
        """What it is."""
        return kind_of(self.message)

    @property
    def time(self) -> datetime:
        """When the source logged it."""
        return datetime.fromisoformat(self.message["time"])


@dataclass(frozen=True)
class Agreed:
    """What is agreed with a source, from the day it was added on."""

    silent_after: timedelta
    heartbeat_every: timedelta | None = None
    usual_delay: timedelta | None = None
    expected_daily: int | None = None


@dataclass
class History:
    """The plain history of one source.

    Attributes:
        came: Messages in the order in which they came.
        last_came_at: When anything of it came last, also what had come before.
        log: Every standing it was given, by people or by a look, and when.
        is_alarmed: The last look found that something may be missing.
    """

    added_at: datetime
    agreed: Agreed
    came: list[Came] = field(default_factory=list)
    last_came_at: datetime | None = None
    log: list[tuple[datetime, Word]] = field(default_factory=list)
    is_alarmed: bool = False


def kind_of(message: Wire) -> str:
    """Return what a message is."""
    return str(message["type"]).split(".")[2]


def missing(came: Iterable[Came]) -> list[tuple[int, int]]:
    """Return the running numbers that are missing, as ranges of which both ends are included."""
    numbers = {each.sequence for each in came}
    absent = [number for number in range(1, max(numbers, default=0)) if number not in numbers]
    ranges: list[tuple[int, int]] = []
    for number in absent:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges


def missing_since(came: Sequence[Came]) -> datetime | None:
    """Return since when the number that is missing longest can be known to be missing."""
    absent = [n for first, last in missing(came) for n in range(first, last + 1)]
    return min(
        (min(each.at for each in came if each.sequence > number) for number in absent),
        default=None,
    )


def disagreeing(came: Sequence[Came]) -> list[int]:
    """Return the numbers of the statements whose counts cannot be what is here."""
    return [each.sequence for each in _standing_statements(came) if not _agrees(each, came)]


def complete_through(came: Sequence[Came]) -> datetime | None:
    """Return up to when everything is proven to be here: the furthest statement that holds."""
    return max(
        (
            min(_through(each), each.time, each.at)
            for each in _standing_statements(came)
            if _holds(each, came)
        ),
        default=None,
    )


def heard_at(history: History) -> datetime | None:
    """Return when a source was heard last: when it logged what came, at the latest when it came."""
    times = [each.time for each in history.came if each.fate == "accepted"]
    if not times or history.last_came_at is None:
        return None
    return min(max(times), history.last_came_at)


def is_missing_something(history: History, at: datetime, *, is_trusted: bool) -> bool:
    """Tell whether some alarm is in place that says that something may be missing."""
    agreed, came = history.agreed, history.came
    since = missing_since(came)
    if since is not None and at - since >= (agreed.usual_delay or timedelta(0)):
        return True
    if disagreeing(came) or _counts_back(came):
        return True
    if not is_trusted:
        return False
    if at - (heard_at(history) or history.added_at) > agreed.silent_after:
        return True
    return _misses_heartbeat(history, at) or _has_empty_day(history, at)


def look(history: History, at: datetime) -> None:
    """Look at a source as `jds watch` does: note its alarm, and the standing it gets by it."""
    before = last_word(history)
    is_trusted = before not in ("afgesneden", "terugkerend")
    history.is_alarmed = is_missing_something(history, at, is_trusted=is_trusted)
    is_late = history.is_alarmed or not [e for e in history.came if e.fate == "accepted"]
    if before == "inhalen":
        if not is_late and _is_caught_up(history):
            history.log.append((at, "actueel"))
    elif before in ("actueel", "laat"):
        now: Word = "laat" if is_late else "actueel"
        if now != before:
            history.log.append((at, now))


def last_word(history: History) -> Word:
    """Return the standing that was noted last."""
    return history.log[-1][1] if history.log else "laat"


def word_at(history: History, at: datetime) -> Word:
    """Return how a source stands now."""
    noted = last_word(history)
    if noted in ("afgesneden", "terugkerend", "inhalen"):
        return noted
    heard = heard_at(history)
    if (
        heard is None
        or history.is_alarmed
        or at - heard > history.agreed.silent_after
        or _misses_heartbeat(history, at)
    ):
        return "laat"
    return "actueel"


def cut_off_since(history: History) -> datetime | None:
    """Return since when a source is not current for being cut off; None when it is not."""
    since = None
    for at, word in history.log:
        if word in ("actueel", "laat"):
            since = None
        elif since is None:
            since = at
    return since


def _standing_statements(came: Sequence[Came]) -> list[Came]:
    """Return the statements that were accepted and not taken back."""
    taken_back = {
        each.message["data"]["betreft"]["id"]
        for each in came
        if each.kind == WITHDRAWN and each.fate == "accepted"
    }
    return [
        each
        for each in came
        if each.kind == STATEMENT
        and each.fate == "accepted"
        and each.message["id"] not in taken_back
    ]


def _agrees(statement: Came, came: Sequence[Came]) -> bool:
    """Tell whether the counts of a statement could be what is here; so while a number is missing.

    It counts what was logged since the statement before it, whatever became of that one.
    """
    before = max(
        (
            each.sequence
            for each in came
            if each.kind == STATEMENT and each.sequence < statement.sequence
        ),
        default=0,
    )
    between = [each for each in came if before < each.sequence < statement.sequence]
    if len(between) < statement.sequence - before - 1:
        return True
    stated = Counter(
        {
            (kind, day): count
            for kind, days in statement.message["data"]["aantallen"].items()
            for day, count in days.items()
        }
    )
    held = Counter(
        (each.kind, day_of(each.time).isoformat()) for each in between if each.fate == "accepted"
    )
    others = sum(each.fate != "accepted" for each in between)
    return not held - stated and (stated - held).total() <= others


def _holds(statement: Came, came: Sequence[Came]) -> bool:
    covered = max(int(statement.message["data"]["laatsteSequence"]), statement.sequence - 1)
    there = {each.sequence for each in came if each.fate != "quarantine"}
    first_wrong = min(disagreeing(came), default=None)
    return all(number in there for number in range(1, covered + 1)) and (
        first_wrong is None or statement.sequence < first_wrong
    )


def _through(statement: Came) -> datetime:
    return datetime.fromisoformat(statement.message["data"]["volledigTotTijdstip"])


def _counts_back(came: Sequence[Came]) -> bool:
    """Tell whether what was logged last has a lower number than what was logged an hour before."""
    accepted = [each for each in came if each.fate == "accepted"]
    if not accepted:
        return False
    top = max(accepted, key=lambda each: (each.sequence, each.time))
    newest = max(accepted, key=lambda each: (each.time, each.sequence))
    return newest.sequence < top.sequence and newest.time - top.time > timedelta(hours=1)


def _misses_heartbeat(history: History, at: datetime) -> bool:
    every = history.agreed.heartbeat_every
    if every is None:
        return False
    made = [
        min(each.time, each.at)
        for each in history.came
        if each.kind == STATEMENT and each.fate == "accepted"
    ]
    last = max(made, default=history.added_at)
    return at - last > every + (history.agreed.usual_delay or timedelta(0))


def _has_empty_day(history: History, at: datetime) -> bool:
    """Tell whether nothing came of a day of the last fortnight, though hundreds are agreed."""
    expected = history.agreed.expected_daily
    if expected is None or expected < 100:
        return False
    delay = history.agreed.usual_delay
    patience = history.agreed.silent_after if delay is None else delay
    last = day_of(at - patience) - timedelta(days=1)
    filled = {
        day_of(each.time)
        for each in history.came
        if each.fate == "accepted" and each.kind != STATEMENT
    }
    return any(
        day not in filled
        and datetime.combine(day, datetime.min.time(), _AMSTERDAM) >= history.added_at
        for day in (last - timedelta(days=back) for back in range(_FORTNIGHT))
    )


def _is_caught_up(history: History) -> bool:
    through, cut = complete_through(history.came), cut_off_since(history)
    return (
        not missing(history.came)
        and not disagreeing(history.came)
        and not any(each.fate == "quarantine" for each in history.came)
        and through is not None
        and (cut is None or through >= cut)
    )


def day_of(at: datetime) -> date:
    """Return the day in Amsterdam."""
    return at.astimezone(_AMSTERDAM).date()
