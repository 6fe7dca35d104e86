"""Erase what messages say, and leave the proof that they were there.

The line stays, with its digest and its commitment: counts and chain still verify. The payload, its
salt and every row derived from it go. The database itself sees to that (`forget_erased` in the
migrations), so that no room can forget a table.
"""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, LegalDay
from jds.errors import BadRequest
from jds.ledger.append import lock_head

QUERIES = Queries(Path(__file__).with_name("erase.sql"))


class ChainWouldBreak(BadRequest):
    """Only part of a chain of corrections would be erased."""

    code = "chain-would-break"

    def __init__(self, positions: Collection[int]) -> None:
        named = ", ".join(str(position) for position in sorted(positions))
        super().__init__(
            f"Erasing these messages alone would bring back or leave behind what position(s) "
            f"[{named}] correct, retract or are corrected by. Erase whole chains."
        )


class NothingToErase(BadRequest):
    """A position has no payload."""

    code = "nothing-to-erase"

    def __init__(self, positions: Collection[int]) -> None:
        named = ", ".join(str(position) for position in sorted(positions))
        super().__init__(
            f"Position(s) [{named}] hold no message, or one that was erased before. Leave them out."
        )


class Erased(Struct, frozen=True):
    """What was erased.

    Attributes:
        positions: Of the messages.
        subject_ids: Whom they were about. Numbers these subjects are found by went with them;
            `jds.persons.register_subjects.restate_numbers` notes again those that other messages
            gave too, and `jds.persons.index_claims.restate_claims` what they said of them.
    """

    positions: tuple[int, ...]
    subject_ids: tuple[int, ...]


def erase(
    connection: Connection,
    positions: Collection[int],
    *,
    rule: str,
    erased_on: LegalDay,
    now: Instant,
) -> Erased:
    """Erase the payloads of messages and everything derived from them.

    Args:
        rule: Identifier of the rule of law under which this is done.
        erased_on: Legal day of the destruction.

    Raises:
        NothingToErase: A position has no payload; nothing is erased.
        ChainWouldBreak: A message that is left corrects or retracts one of these, or the other way
            about; nothing is erased. Erasing a retraction alone would revive what it retracted.
    """
    asked = {"positions": sorted(set(positions))}
    # Before the head of the ledger, as an answer does. An answer that has read these messages and
    # is not kept yet is waited for: what it says goes with the rest.
    connection.execute(QUERIES.hold_subjects, asked)
    head = lock_head(connection, now=now)
    there = {position for (position,) in connection.execute(QUERIES.there, asked)}
    if absent := set(asked["positions"]) - there:
        raise NothingToErase(absent)
    if left := [position for (position,) in connection.execute(QUERIES.left_of_chains, asked)]:
        raise ChainWouldBreak(left)
    subject_ids = tuple(subject_id for (subject_id,) in connection.execute(QUERIES.subjects, asked))
    noted = {"erased_on": erased_on, "erased_at": head.recorded_at, "rule": rule}
    connection.execute(QUERIES.note_erasure, asked | noted)
    connection.execute(QUERIES.erase_payloads, asked)
    return Erased(tuple(asked["positions"]), subject_ids)
