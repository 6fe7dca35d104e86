"""Whom a message mentions, as far as finding somebody by it goes."""

from msgspec import Struct

from jds.domain.events import Event
from jds.domain.identity import SubjectKey, named_persons, number_subjects
from jds.domain.message import MessageKey


class Mention(Struct, frozen=True, array_like=True):
    """A person block of a message: its subject, and the numbers given for it.

    Attributes:
        numbers: The subjects that stand for them, as `bsn:<number>` and `v:<number>`.
    """

    subject: SubjectKey
    numbers: tuple[SubjectKey, ...] = ()


def mentions(event: Event, *, key: MessageKey) -> tuple[Mention, ...]:
    """Return whom the message `key`, which states `event`, mentions."""
    return tuple(
        Mention(named.subject, number_subjects(named.block))
        for named in named_persons(event, key=key)
    )
