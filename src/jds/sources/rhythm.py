"""What is agreed with a source (ritme): how often it is heard, how much comes, where it begins.

It is judged against what really comes, to see silence within the agreed time. What was agreed
before stays: an answer is judged by what counted at its moment.
"""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, as_instant, duration_to_text, instant_to_text
from jds.errors import BadRequest

_QUERIES = Queries(Path(__file__).with_name("rhythm.sql"))

USUAL_SILENCE = timedelta(hours=26)
"""A source that sends daily may be two hours late before it counts as late."""

DAYS_OF_A_WEEK = 7
MOST_A_DAY = 2**31 - 1


class UnfitRhythm(BadRequest):
    """What was given as the rhythm of a source cannot be one."""

    code = "unfit-rhythm"


class Rhythm(Struct, frozen=True, kw_only=True):
    """What is agreed with a source.

    Attributes:
        silent_after: Longest silence; after it the source counts as late.
        heartbeat_every: How often it states that it is there (`bron-stand`), also when nothing
            happened.
        usual_delay: How long after it logged something it usually delivers it.
        expected: Messages a day that it usually logs, from Monday to Sunday.
        complete_from_at: What it logged from here on it gives; None when that is all it ever
            logged.
    """

    silent_after: timedelta = USUAL_SILENCE
    heartbeat_every: timedelta | None = None
    usual_delay: timedelta | None = None
    expected: tuple[int, ...] | None = None
    complete_from_at: Instant | None = None

    def signed(self) -> dict[str, str | list[str] | None]:
        """Return what an actor signs who agrees it."""
        return {
            "silent_after": duration_to_text(self.silent_after),
            "heartbeat_every": _text(self.heartbeat_every),
            "usual_delay": _text(self.usual_delay),
            "expected": None if self.expected is None else [str(each) for each in self.expected],
            "complete_from": (
                None if self.complete_from_at is None else instant_to_text(self.complete_from_at)
            ),
        }

    def check(self) -> None:
        """Refuse what cannot be agreed.

        Raises:
            UnfitRhythm: A stretch of time is zero or less, or a week has not seven days.
        """
        for name, stretch in (
            ("--silent-after", self.silent_after),
            ("--heartbeat-every", self.heartbeat_every),
        ):
            if stretch is not None and stretch <= timedelta(0):
                raise UnfitRhythm(
                    f"For {name} a stretch of [{stretch}] makes every source late at once. Give a "
                    "duration above zero, for example PT26H."
                )
        if self.usual_delay is not None and self.usual_delay < timedelta(0):
            raise UnfitRhythm(
                f"With a --usual-delay of [{self.usual_delay}] things would come before they are "
                "logged. Give a duration from zero up, for example PT10M."
            )
        if self.heartbeat_every is not None and self.heartbeat_every > self.silent_after:
            raise UnfitRhythm(
                "A source that states every [--heartbeat-every] that it is there would be late "
                "each time. Give a longer [--silent-after]."
            )
        expected = self.expected
        if expected is None:
            return
        if len(expected) != DAYS_OF_A_WEEK or not all(0 <= each <= MOST_A_DAY for each in expected):
            raise UnfitRhythm(
                f"[{len(expected)}] numbers are no volume for a week. Give seven numbers from zero "
                "up, from Monday to Sunday, with commas between them."
            )


class DatedRhythm(Struct, frozen=True):
    """What was agreed, from an instant on until the next."""

    since: Instant
    rhythm: Rhythm


def state_rhythm(
    connection: Connection,
    source_id: int,
    rhythm: Rhythm,
    *,
    since: Instant,
    act_id: int | None = None,
) -> None:
    """Write down what is agreed with a source from an instant on, in the caller's transaction.

    Args:
        act_id: The act that changed it; None when the source is added.

    Raises:
        UnfitRhythm: It cannot be agreed.
    """
    rhythm.check()
    connection.execute(
        _QUERIES.state_rhythm,
        {
            "source_id": source_id,
            "since": since,
            "silent_after": rhythm.silent_after,
            "heartbeat_every": rhythm.heartbeat_every,
            "usual_delay": rhythm.usual_delay,
            "expected": None if rhythm.expected is None else list(rhythm.expected),
            "complete_from_at": rhythm.complete_from_at,
            "act_id": act_id,
        },
    )


def rhythms_of(connection: Connection, urn: str) -> list[DatedRhythm]:
    """Return everything that was ever agreed with a source, the first first."""
    return [
        DatedRhythm(
            as_instant(since),
            Rhythm(
                silent_after=silent_after,
                heartbeat_every=heartbeat_every,
                usual_delay=usual_delay,
                expected=None if expected is None else tuple(expected),
                complete_from_at=None if complete_from is None else as_instant(complete_from),
            ),
        )
        for since, silent_after, heartbeat_every, usual_delay, expected, complete_from in (
            connection.execute(_QUERIES.rhythms, {"urn": urn})
        )
    ]


def heartbeat_agreed_at(agreed: Iterable[DatedRhythm]) -> Instant | None:
    """Return since when a source is to state that it is there; None when that was never agreed."""
    since = [each.since for each in agreed if each.rhythm.heartbeat_every is not None]
    return min(since, default=None)


def _text(stretch: timedelta | None) -> str | None:
    return None if stretch is None else duration_to_text(stretch)
