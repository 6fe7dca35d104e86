"""Whom a message mentions, as far as finding somebody by it goes."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from jds.domain.events import Event
from jds.domain.identifiers import InvalidIdentifier, parse_bsn, parse_skn, parse_v_number
from jds.domain.identity import SubjectKey, named_persons, number_subjects
from jds.domain.message import MessageKey

_NUMBERS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("skn", "skn", parse_skn),
    ("bsn", "bsn", parse_bsn),
    ("vNummer", "v", parse_v_number),
)


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


def mentions_in(content: bytes) -> tuple[Mention, ...]:
    """Return whom a message mentions by number that is not fit to be admitted.

    A name that stands twice in an object counts both times: who is meant, nobody can say.

    Args:
        content: The message as it was delivered. It is JSON, whatever else it holds.
    """
    found = []
    for block in _blocks(json.loads(content, object_pairs_hook=_Fields)):
        numbers = tuple(_numbers_in(block))
        if numbers:
            found.append(Mention(numbers[0], numbers[1:]))
    return tuple(found)


class _Fields(list[tuple[str, Any]]):
    """The fields of an object as they stand, also those that stand twice."""


def _blocks(message: Any) -> Iterator[_Fields]:
    """Yield what may be a person block: each object of the payload, alone or in a list."""
    for name, payload in message if isinstance(message, _Fields) else ():
        if name != "data" or not isinstance(payload, _Fields):
            continue
        for _, value in payload:
            for each in [value] if isinstance(value, _Fields) else _listed(value):
                if isinstance(each, _Fields):
                    yield each


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _numbers_in(block: _Fields) -> Iterator[SubjectKey]:
    for sought, kind, parse in _NUMBERS:
        for name, text in block:
            if name == sought and isinstance(text, str):
                try:
                    yield f"{kind}:{parse(text)}"
                except InvalidIdentifier:
                    continue
