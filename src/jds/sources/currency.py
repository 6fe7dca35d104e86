"""How current each source is: what of it is proven to be here, and what is not.

*Connected is not current.* A source that sends is heard; only its own statement that everything up
to a moment was sent (bron-stand), together with the arrival of every running number before that
statement, proves that nothing is missing. Everything is as known at one position, so the answer to
the same question never changes.

Source: Wjsg art. 3(5); the message contract, kind `bron-stand`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.sequence import wrap
from jds.domain.time import Instant, as_instant
from jds.ledger.read import head
from jds.sources.gaps import Gap

QUERIES = Queries(Path(__file__).with_name("currency.sql"))

StandingWord: TypeAlias = Literal["actueel", "laat"]
"""Standing (stand): `actueel`, what it last logged is recent enough; `laat`, too long ago."""


class LastStatement(Struct, frozen=True):
    """The last statement of completeness a source made, whether or not it holds.

    Attributes:
        last_sequence: The last running number it covers, as on the wire; 0 when it covers none.
    """

    position: int
    complete_through_at: Instant
    last_sequence: int


class SourceCurrency(Struct, frozen=True):
    """How current one source is, as known at a position.

    Attributes:
        source: URN of the source.
        standing: Whether what it last logged is recent enough. It proves no completeness.
        complete_through_at: Everything up to here is proven to be here; None when nothing is.
        gaps: Missing running numbers as on the wire; where these come round, `last` is the smaller.
        last_time: Latest moment at which the source logged a message that was accepted.
        last_statement: What it last said of its own completeness.
        position: Of the last batch in which anything of it came; None when nothing ever did.
        received_at: Moment of that batch.
        complete_from_at: What it logged before this it never gave; None when it gives all.
        usual_delay: How long after it logged something it usually delivers it.
        quarantined: How many of its messages wait in quarantine.
        counts_differ: Its own counts do not agree with what is here, up to a statement of it.
        isolated_since: Since when it has not been current for being cut off; None when it is not.
        distrusted_from: What it sent from here on is doubtful until compared; None when nothing is.
        silent_after: Longest silence that was agreed with it.
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
    isolated_since: Instant | None = None
    distrusted_from: Instant | None = None
    silent_after: timedelta | None = None


def currency_at(connection: Connection, position: int, *, at: Instant) -> list[SourceCurrency]:
    """Return how current every source was as known at `position`, by name.

    Args:
        at: Moment at which silence is judged: of the question, or of the knowledge asked for.
    """
    rows = connection.execute(QUERIES.currency, {"position": position}, prepare=True)
    return [
        SourceCurrency(
            source=urn,
            kind=kind,
            standing=_standing(
                logged_at=last_time, received_at=received_at, silent_after=silent_after, at=at
            ),
            complete_through_at=_instant(complete_through_at),
            gaps=_on_the_wire(firsts or (), lasts or ()),
            last_time=_instant(last_time),
            last_statement=_last_statement(stated_position, stated_through_at, stated_sequence),
            position=mark_position,
            received_at=_instant(received_at),
            silent_after=silent_after,
        )
        for (
            urn,
            kind,
            silent_after,
            mark_position,
            received_at,
            last_time,
            firsts,
            lasts,
            stated_position,
            stated_through_at,
            stated_sequence,
            complete_through_at,
        ) in rows
    ]


def currency_now(connection: Connection, *, at: Instant) -> list[SourceCurrency]:
    """Return how current every source is with all that has come, also what added no position."""
    return currency_at(connection, head(connection).position + 1, at=at)


def currency_with(connection: Connection, position: int, *, at: Instant) -> list[SourceCurrency]:
    """Return how current every source is beside content that was read up to `position`.

    A batch may be committed between reading the end of the ledger and this. What it proves must not
    stand beside content that lacks it, so then it is as known at `position`, and else as of now.
    """
    now = currency_now(connection, at=at)
    if head(connection).position == position:
        return now
    return currency_at(connection, position, at=at)


def _standing(
    *,
    logged_at: datetime | None,
    received_at: datetime | None,
    silent_after: timedelta,
    at: Instant,
) -> StandingWord:
    """Judge the silence of a source by when it last logged something that was accepted.

    Not by when that arrived: a source whose backlog of last month comes in today is no more
    current for it. Nor is one whose clock runs ahead: it was heard when its last batch came, at the
    latest. One that was never heard proves nothing and is late.
    """
    if logged_at is None or received_at is None:
        return "laat"
    heard_at = min(as_instant(logged_at), as_instant(received_at))
    return "laat" if at - heard_at > silent_after else "actueel"


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
