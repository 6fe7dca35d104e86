"""Which messages about somebody cannot be relied on, and why, as known at a moment.

An answer may not hide them: that one waits, contradicts others, is set aside or in quarantine, or
came in a period in which its source is not trusted (I4). What they say is never told here.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.identity import number_subjects
from jds.domain.record import Effect
from jds.intake.aside_about import AsideAbout, ask_set_aside_about
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


def ask_messages_in_doubt(
    connection: Connection,
    record: ShownRecord | None,
    *,
    asked: str | None,
    subjects: Collection[int],
    moment: Moment,
) -> Callable[[], tuple[DoubtfulMessage, ...]]:
    """Ask which messages about somebody cannot be relied on.

    What is returned reads the answer, each message once; in a pipeline of the caller that may be
    later.

    Args:
        record: Of the one person that is meant; None when nothing is known of them.
        asked: The number by which was asked, as `skn:1234567`; None when it was by description.
        subjects: That are the person.
    """
    not_applied = [
        DoubtfulMessage(
            doubt=_OF_EFFECT[message.effect], position=message.position, source=message.key.source
        )
        for message in (() if record is None else record.not_applied)
    ]
    told = {each.position for each in not_applied}
    distrusted = [
        DoubtfulMessage(doubt="gewantrouwd", position=each.position, source=each.key.source)
        for each in (() if record is None else record.doubtful)
        if each.position not in told
    ]
    aside_asked = ask_set_aside_about(
        connection, keys=_keys(record, asked), subjects=subjects, at=moment.at
    )
    return lambda: (*not_applied, *map(_aside, aside_asked()), *distrusted)


def _aside(message: AsideAbout) -> DoubtfulMessage:
    return DoubtfulMessage(
        doubt="in-quarantaine" if message.is_quarantined else "apart-gezet",
        set_aside=message.number,
        source=message.source,
    )


def _keys(record: ShownRecord | None, asked: str | None) -> set[str]:
    """Return by what a message that is set aside may name the person."""
    keys = set() if asked is None else {asked}
    person = None if record is None else record.person
    if person is not None:
        keys.update(person.subjects)
        for block in (person.current, *person.former):
            keys.update(number_subjects(block))
    return keys


def counted(messages: Iterable[DoubtfulMessage]) -> dict[Doubt, int]:
    """Return how many there are for each reason; every reason is there."""
    found = Counter(message.doubt for message in messages)
    return {doubt: found[doubt] for doubt in OF_MESSAGES}
