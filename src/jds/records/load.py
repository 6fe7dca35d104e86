"""From subjects to the messages that decide what is known of them.

A message about one person may depend on another: a statement of identity joins subjects, and a
correction may move a message from one person to the next. So the subjects asked for are widened
until nothing loaded leads outside. Only then is the effect of each message certain.
"""

from collections.abc import Collection, Iterable

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.clerks import ClerkStatement
from jds.domain.events import DataCorrected, DataRetracted
from jds.domain.identity import SubjectKey, named_persons
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.paper_source import is_paper_source
from jds.domain.time import Instant
from jds.domain.ways import NO_PAPER, Ways
from jds.ledger.read import LedgerRow, messages_about
from jds.persons.clerk_links import ClerkLink, links_among, statements_at
from jds.persons.register_subjects import stored_key
from jds.persons.subjects import keys_of, relatives_of, subjects_named_at
from jds.sources.ways import StoredWays, ways_of

NO_WAYS = StoredWays()


class Loaded(Struct, frozen=True):
    """Messages as known at a position, with all subjects they can be about.

    Attributes:
        subjects: Every subject that was followed, by its internal key as the database keeps it.
        rows: The messages as the ledger keeps them.
        messages: The same messages, decoded, in the same order.
        links: Every link that two clerks ever made between the subjects.
        ways: Every pair with paper among the messages, and who was ever stated to lead.
    """

    subjects: dict[str, int]
    rows: list[LedgerRow]
    messages: list[AcceptedMessage]
    links: tuple[ClerkLink, ...] = ()
    ways: StoredWays = NO_WAYS

    def clerks_at(self, at: Instant | None) -> tuple[ClerkStatement, ...]:
        """Return what two clerks stated of these subjects as known at an instant.

        Args:
            at: None for all that is known.
        """
        if not self.links:
            return ()
        return statements_at(self.links, at=at, keys=self.keys())

    def ways_at(self, at: Instant | None) -> Ways:
        """Return what is known of paper beside the digital way, as known at an instant.

        Args:
            at: None for all that is known.
        """
        if self.ways == NO_WAYS:
            return NO_PAPER
        return self.ways.at(at, keys=self.keys() if self.ways.leads else {})

    def keys(self) -> dict[int, SubjectKey]:
        """Return the internal keys, in full, of the subjects that the messages name."""
        named = {
            each.subject
            for message in self.messages
            for each in named_persons(message.event, key=message.key)
        }
        return {
            self.subjects[kept]: key for key in named if (kept := stored_key(key)) in self.subjects
        }


def load(connection: Connection, subjects: Collection[int], *, through_position: int) -> Loaded:
    """Return the messages about `subjects`, and about all that they can depend on.

    Args:
        subjects: Whose messages are asked for.
        through_position: What the register knew at this position.
    """
    if not subjects:
        return Loaded({}, [], [])
    asked = set(relatives_of(connection, subjects))
    while True:
        rows = messages_about(connection, asked, through_position=through_position)
        messages = [row.message() for row in rows]
        reached = subjects_named_at(connection, _chained(messages))
        if asked.issuperset(reached):
            return Loaded(
                keys_of(connection, asked),
                rows,
                messages,
                links_among(connection, asked),
                ways_of(
                    connection,
                    paper_positions=[r.position for r in rows if is_paper_source(r.source)],
                    subjects=asked,
                    through_position=through_position,
                ),
            )
        asked = set(relatives_of(connection, asked.union(reached)))


def _chained(messages: Iterable[AcceptedMessage]) -> list[int]:
    """Return the positions of the messages that are part of a chain, at either end of a link."""
    links = {
        message.key: MessageKey(message.event.concerns.source, message.event.concerns.id)
        for message in messages
        if isinstance(message.event, DataCorrected | DataRetracted)
    }
    if not links:
        return []
    ends = {*links, *links.values()}
    return [message.position for message in messages if message.key in ends]
