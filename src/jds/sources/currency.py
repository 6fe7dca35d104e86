"""How current each source is: what of it is proven to be here, and what is not.

*Connected is not current.* A source that sends is heard; only its own statement that everything up
to a moment was sent (bron-stand), together with the arrival of every running number before that
statement, proves that nothing is missing. Everything is as known at one position, so the answer to
the same question never changes.

Source: Wjsg art. 3(5); the message contract, kind `bron-stand`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct
from psycopg import Cursor
from psycopg.rows import TupleRow

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.sequence import wrap
from jds.domain.time import Instant, as_instant
from jds.ledger.read import head
from jds.sources.gaps import Gap
from jds.sources.record_standing import wait_for_change
from jds.sources.rhythm import Rhythm
from jds.sources.standing import Heard, StandingWord, word_at

QUERIES = Queries(Path(__file__).with_name("currency.sql"))


class LastStatement(Struct, frozen=True):
    """The last statement of completeness a source made, whether or not it holds.

    Attributes:
        last_sequence: The last running number it covers, as on the wire; 0 when it covers none.
    """

    position: int
    complete_through_at: Instant
    last_sequence: int


class SourceCurrency(Struct, frozen=True):
    """How current one source is, as known at a position and an instant.

    Attributes:
        source: URN of the source.
        standing: Its standing (stand). `actueel` alone proves no completeness.
        complete_through_at: Everything up to here is proven to be here; None when nothing is.
        gaps: Missing running numbers as on the wire; where these come round, `last` is the smaller.
        last_time: Latest moment at which the source logged a message that was accepted.
        last_statement: What it last said of its own completeness.
        position: Of the last batch in which anything of it came; None when nothing ever did.
        received_at: Moment of that batch.
        complete_from_at: What it logged before this it never gave; None when it gives all.
        usual_delay: How long after it logged something it usually delivers it.
        quarantined: How many of its messages wait in quarantine.
        counts_differ: Its own counts do not agree with what is here.
        first_difference: Number, on the wire, of its first statement whose counts do not.
        isolated_since: Since when it has not been current for being cut off; None when it is not.
        distrusted_from: What it sent from here on is doubtful until compared; None when nothing is.
        silent_after, heartbeat_every: What was agreed with it.
    """

    source: str
    kind: str
    standing: StandingWord
    complete_through_at: Instant | None
    gaps: tuple[Gap, ...]
    last_time: Instant | None
    last_statement: LastStatement | None
    position: int | None
    received_at: Instant | None
    complete_from_at: Instant | None = None
    usual_delay: timedelta | None = None
    quarantined: int = 0
    counts_differ: bool = False
    first_difference: int | None = None
    isolated_since: Instant | None = None
    distrusted_from: Instant | None = None
    silent_after: timedelta | None = None
    heartbeat_every: timedelta | None = None


def currency_at(connection: Connection, position: int, *, at: Instant) -> list[SourceCurrency]:
    """Return how current every source was as known at `position`, by name.

    Args:
        at: Moment at which silence, standing and quarantine are judged: of the question, or of the
            knowledge asked for. The clock was read before this is called.
    """
    with connection.pipeline():
        return ask_currency_at(connection, position, at=at)()


def currency_now(connection: Connection, *, at: Instant) -> list[SourceCurrency]:
    """Return how current every source is with all that has come, also what added no position."""
    return currency_at(connection, head(connection).position + 1, at=at)


def currency_with(connection: Connection, position: int, *, at: Instant) -> list[SourceCurrency]:
    """Return how current every source is beside content that was read up to `position`.

    A batch may be committed between reading the end of the ledger and this. What it proves must not
    stand beside content that lacks it, so then it is as known at `position`, and else as of now.
    """
    with connection.pipeline():
        return ask_currency_with(connection, position, at=at)()


def ask_currency_at(
    connection: Connection, position: int, *, at: Instant
) -> Callable[[], list[SourceCurrency]]:
    """Ask as `currency_at` does; what is returned reads the answer.

    The caller holds a pipeline open, in which that may be later.
    """
    read = _ask(connection, position, at=at)
    return lambda: [_currency(row, at=at) for row in read.fetchall()]


def ask_currency_with(
    connection: Connection, position: int, *, at: Instant
) -> Callable[[], list[SourceCurrency]]:
    """Ask as `currency_with` does; what is returned reads the answer.

    The caller holds a pipeline open, in which that may be later.
    """
    # What added no position stands at the next one, as in `currency_now`.
    read = _ask(connection, position + 1, at=at)

    def currencies() -> list[SourceCurrency]:
        rows = read.fetchall()
        if rows and rows[0][-1] != position:
            rows = _ask(connection, position, at=at).fetchall()
        return [_currency(row, at=at) for row in rows]

    return currencies


def _ask(connection: Connection, position: int, *, at: Instant) -> Cursor[TupleRow]:
    # In one go: still each sees what was committed when it began.
    wait_for_change(connection)
    return connection.execute(QUERIES.currency, {"position": position, "at": at}, prepare=True)


def _currency(row: tuple[Any, ...], *, at: Instant) -> SourceCurrency:
    urn, kind, silent_after, heartbeat_every, usual_delay, complete_from_at, *rest = row
    stated, isolated_since, distrusted_from, quarantined, differing, *rest = rest
    heartbeat_at, heartbeat_agreed_at, is_missing, mark_position, received_at, last_time, *rest = (
        rest
    )
    firsts, lasts, stated_position, stated_through_at, stated_sequence, *rest = rest
    complete_through_at, _ = rest
    return SourceCurrency(
        source=urn,
        kind=kind,
        standing=word_at(
            stated,
            Heard(
                logged_at=_instant(last_time),
                received_at=_instant(received_at),
                heartbeat_at=_instant(heartbeat_at),
                heartbeat_agreed_at=_instant(heartbeat_agreed_at),
                is_missing=is_missing,
            ),
            Rhythm(
                silent_after=silent_after,
                heartbeat_every=heartbeat_every,
                usual_delay=usual_delay,
            ),
            at=at,
        ),
        complete_through_at=_instant(complete_through_at),
        gaps=_on_the_wire(firsts or (), lasts or ()),
        last_time=_instant(last_time),
        last_statement=_last_statement(stated_position, stated_through_at, stated_sequence),
        position=mark_position,
        received_at=_instant(received_at),
        complete_from_at=_instant(complete_from_at),
        usual_delay=usual_delay,
        quarantined=quarantined or 0,
        counts_differ=differing is not None,
        first_difference=None if differing is None else wrap(differing),
        isolated_since=_instant(isolated_since),
        distrusted_from=_instant(distrusted_from),
        silent_after=silent_after,
        heartbeat_every=heartbeat_every,
    )


def _instant(value: datetime | None) -> Instant | None:
    return None if value is None else as_instant(value)


def _on_the_wire(firsts: Sequence[int], lasts: Sequence[int]) -> tuple[Gap, ...]:
    return tuple(Gap(wrap(first), wrap(last)) for first, last in zip(firsts, lasts, strict=True))


def _last_statement(
    position: int | None, complete_through_at: datetime | None, last_sequence: int | None
) -> LastStatement | None:
    through_at = _instant(complete_through_at)
    if position is None or through_at is None or last_sequence is None:
        return None
    return LastStatement(
        position=position,
        complete_through_at=through_at,
        last_sequence=wrap(last_sequence) if last_sequence > 0 else 0,
    )
