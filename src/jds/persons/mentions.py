"""Whom a message mentions, as far as finding somebody by it goes."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
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


def mentions_in(canonical: bytes | None) -> tuple[Mention, ...]:
    """Return whom a message mentions by number that is not fit to be admitted, as far as it reads.

    Args:
        canonical: The message in canonical JSON, whatever it holds; None when it is not JSON.
    """
    parsed: Any = None if canonical is None else msgspec.json.decode(canonical)
    data = parsed.get("data") if isinstance(parsed, dict) else None
    found = []
    for block in _blocks(data):
        numbers = tuple(_numbers_in(block))
        if numbers:
            found.append(Mention(numbers[0], numbers[1:]))
    return tuple(found)


def _blocks(data: Any) -> Iterator[dict[str, Any]]:
    """Yield what may be a person block: each object of the message, alone or in a list."""
    for value in data.values() if isinstance(data, dict) else ():
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, dict):
                yield each


def _numbers_in(block: dict[str, Any]) -> Iterator[SubjectKey]:
    for field, kind, parse in _NUMBERS:
        text = block.get(field)
        if isinstance(text, str):
            try:
                yield f"{kind}:{parse(text)}"
            except InvalidIdentifier:
                continue
