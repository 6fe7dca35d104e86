"""Show a message that needs a clerk, and write down who saw it and whom it is about.

Two lists end at one desk. What was *set aside* is not in the ledger and has a number of its own.
What *waits* or *contradicts* was accepted; it goes by its place in the ledger, written `L27`, so
that no number means two things.
"""

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import prove
from jds.accounting.disclose import Asker
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.identifiers import is_skn, parse_skn
from jds.domain.time import Instant, amsterdam_day
from jds.errors import BadRequest
from jds.intake.set_aside import SetAsideInFull, show_set_aside
from jds.ledger.read import head
from jds.persons.subjects import find_by_skn, subjects_named_at
from jds.records.queues import Queued, content_of_queued, find_queued

USUAL_REASON = "beoordelen van een bericht op de werklijst"

_WRITTEN = re.compile(r"(?P<ledger>[Ll])?(?P<number>[0-9]{1,18})")


class NoSuchWork(BadRequest):
    """Nothing on the work list goes by this number."""

    code = "no-such-work"


class WorkNumber(Struct, frozen=True):
    """The number of a message on the work list.

    Attributes:
        in_ledger: It is a place in the ledger, not the number of something set aside.
    """

    number: int
    in_ledger: bool

    def __str__(self) -> str:
        return f"L{self.number}" if self.in_ledger else str(self.number)


class QueuedInFull(Struct, frozen=True):
    """An accepted message that waits or contradicts others, as it was delivered."""

    queued: Queued
    content: str


def read_work_number(text: str) -> WorkNumber:
    """Read the number of a message on the work list.

    Raises:
        NoSuchWork: It is no such number.
    """
    matched = _WRITTEN.fullmatch(text) if text.isascii() else None
    if matched is None:
        raise NoSuchWork(
            "The number of a message on the work list is a whole number, or L and a position. "
            "'jds set-aside list' shows them all."
        )
    return WorkNumber(int(matched["number"]), in_ledger=matched["ledger"] is not None)


def disclose_work(
    database: Database, number: WorkNumber, *, asker: Asker, now: Instant
) -> SetAsideInFull | QueuedInFull:
    """Return a message that needs a clerk, accounted for.

    Raises:
        NotAllowed: The actor is not proven, or may not see it.
        NoSuchWork, NoSuchSetAside: There is none with this number.
    """
    with database.transaction() as connection:
        act = prove(
            connection,
            asker.name,
            home=asker.home,
            verb=Verb.SHOW_SET_ASIDE,
            arguments={"number": str(number)},
            reason=asker.reason,
            now=now,
        )
        found: SetAsideInFull | QueuedInFull
        if number.in_ledger:
            found = _queued(connection, number)
            subjects = subjects_named_at(connection, [number.number])
        else:
            found = show_set_aside(connection, number.number)
            subjects = subjects_in(connection, found.content or b"")
        about: list[int | None] = [*sorted(subjects)] or [None]
        position, on = head(connection).position, amsterdam_day(now)
        write_access(
            connection,
            write_act(connection, act),
            [AccessLine(subject_id, Shown.SET_ASIDE, position, on) for subject_id in about],
        )
    return found


def _queued(connection: Connection, number: WorkNumber) -> QueuedInFull:
    queued = find_queued(connection, number.number)
    content = content_of_queued(connection, number.number)
    if queued is None or content is None:
        raise NoSuchWork(
            f"No message [{number}] waits or contradicts others now. "
            "'jds set-aside list' shows those that do."
        )
    return QueuedInFull(queued, content)


def subjects_in(connection: Connection, content: bytes) -> set[int]:
    """Return the subjects that content of any form names by SKN; it may be no message at all."""
    try:
        message = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return set()
    found = (find_by_skn(connection, parse_skn(skn)) for skn in set(_skns(message)) if is_skn(skn))
    return {subject_id for subject_id in found if subject_id is not None}


def _skns(message: Any) -> Iterable[str]:
    left = [message]
    while left:
        part = left.pop()
        match part:
            case {"skn": str() as skn}:
                yield skn
                left += part.values()
            case dict():
                left += part.values()
            case list():
                left += part
