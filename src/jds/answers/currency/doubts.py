"""Which messages about somebody cannot be relied on, and why, as known at a moment.

An answer may not hide them: that one waits, contradicts others, is set aside or in quarantine, or
came in a period in which its source is not trusted (I4). What they say is never told here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.record import Effect
from jds.law.currency.rules import Doubt
from jds.records.known_at import Moment
from jds.records.shown import ShownRecord

_OF_EFFECT: Mapping[Effect, Doubt] = {
    Effect.WAITING: "wachtend",
    Effect.CONTRADICTORY: "tegenstrijdig",
}
OF_MESSAGES: tuple[Doubt, ...] = (
    "wachtend",
    "tegenstrijdig",
    "apart-gezet",
    "in-quarantaine",
    "gewantrouwd",
)
"""Every doubt about a message, in the order in which it is told."""


class DoubtfulMessage(Struct, frozen=True, kw_only=True):
    """A message about somebody that cannot be relied on.

    Attributes:
        position: In the ledger; None for one that is set aside.
        set_aside: Its number among what is set aside; None for one in the ledger.
        source: Whose message it is; None when that is not told.
    """

    doubt: Doubt
    position: int | None = None
    set_aside: int | None = None
    source: str | None = None


def messages_in_doubt(
    connection: Connection, record: ShownRecord | None, *, moment: Moment
) -> tuple[DoubtfulMessage, ...]:
    """Return the messages about somebody that cannot be relied on.

    Args:
        record: Of the one person that is meant; None when nothing is known of them.
    """
    return tuple(
        DoubtfulMessage(
            doubt=_OF_EFFECT[message.effect],
            position=message.position,
            source=message.key.source,
        )
        for message in (() if record is None else record.not_applied)
    )


def counted(messages: Iterable[DoubtfulMessage]) -> dict[Doubt, int]:
    """Return how many there are for each reason; every reason is there."""
    found = Counter(message.doubt for message in messages)
    return {doubt: found[doubt] for doubt in OF_MESSAGES}
