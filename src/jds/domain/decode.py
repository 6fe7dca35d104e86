"""From the text of a message to the event it states: the one way for every reader of the ledger.

The ledger keeps a message as it was delivered. Whoever reads it later, to fold a record or to
release it after it was set aside, gets the same event from here. A message that a clerk released
although a date in it is impossible reads with that date as *unknown*; the text stays as it came.

An optional field that is null reads as one that is absent.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Raw
from msgspec.json import Decoder

from jds.domain.events import KINDS, Event
from jds.errors import StoreProblem

UNKNOWN_ON_THE_WIRE = {"type": "DatumOnbekend", "onbekend": True}
"""An unknown date as a source would write it."""

# Their content is read later or never: a null in there is not ours to drop.
_UNREAD_HERE = frozenset({"vervanging", "voorwaarden"})

_STEP = re.compile(r"(?P<name>[^.\[\]]+)|\[(?P<index>[0-9]+)\]")


class NoSuchDate(StoreProblem):
    """A path that was noted at a release leads nowhere in the message it was noted for."""

    code = "no-such-date"


def decode_event(
    kind: str, content: str | bytes, unknown_dates: Sequence[str] | None = None
) -> Event:
    """Return what a message of `kind` states.

    Args:
        kind: A name in `KINDS`.
        content: The whole message, envelope included, as it was admitted.
        unknown_dates: Paths of dates that count as unknown since the message was released.

    Raises:
        msgspec.DecodeError: The payload is none of `kind`; it was never admitted as such.
        NoSuchDate: A path of `unknown_dates` is not in the message.
    """
    if unknown_dates:
        content = with_unknown_dates(content, unknown_dates)
    event: Event = _decode(_message_decoder(kind), content).data
    return event


def decode_payload(kind: str, payload: Raw | bytes) -> Event:
    """Return what the payload alone, of `kind`, states.

    Raises:
        msgspec.DecodeError: It is none of `kind`.
    """
    event: Event = _decode(_payload_decoder(kind), payload)
    return event


def decode_replacement(kind: str, replacement: Raw | bytes) -> Event | None:
    """Return the replacement in a correction as a payload of `kind`; None when it is none."""
    try:
        return decode_payload(kind, replacement)
    except msgspec.DecodeError:
        return None


def decode_part(part: Raw | None, part_type: Any) -> Any:
    """Return a part of a payload as `part_type`; None when there is none or it is none.

    For a reader that does not know the kind of the payload, such as whoever asks a correction whom
    it is about.
    """
    if part is None:
        return None
    try:
        return _decode(_part_decoder(part_type), part)
    except msgspec.DecodeError:
        return None


def with_unknown_dates(content: str | bytes, paths: Iterable[str]) -> bytes:
    """Return the message with an unknown date at each path, as `data.feiten[0].pleegperiode.van`.

    Raises:
        NoSuchDate: A path is not in the message.
    """
    message = msgspec.json.decode(content)
    for path in paths:
        *way, last = _steps(path)
        place = message
        try:
            for step in way:
                place = place[step]
            # Looked up first: assigning alone would add a field that was never there.
            place[last]
            place[last] = UNKNOWN_ON_THE_WIRE
        except (LookupError, TypeError):
            raise NoSuchDate(
                f"The date [{path}], noted as unknown when the message was released, is not in it. "
                "Check the payload with 'jds ledger verify'."
            ) from None
    return msgspec.json.encode(message)


def _steps(path: str) -> list[Any]:
    return [
        int(step["index"]) if step["index"] is not None else step["name"]
        for step in _STEP.finditer(path)
    ]


def _decode(decoder: "Decoder[Any]", content: str | bytes | Raw) -> Any:
    try:
        return decoder.decode(content)
    except msgspec.ValidationError:
        text = content.encode() if isinstance(content, str) else bytes(content)
        if b"null" not in text:
            raise
    # A second reading, and not a type that allows null: a reader of an event then has one way to
    # say "none", and the fast way stays fast.
    return decoder.decode(msgspec.json.encode(_without_nulls(msgspec.json.decode(text))))


def _without_nulls(value: Any) -> Any:
    match value:
        case dict():
            return {
                name: each if name in _UNREAD_HERE else _without_nulls(each)
                for name, each in value.items()
                if each is not None
            }
        case list():
            return [_without_nulls(each) for each in value]
        case _:
            return value


@cache
def _message_decoder(kind: str) -> "Decoder[Any]":
    return Decoder(msgspec.defstruct("Message", [("data", KINDS[kind])], frozen=True))


@cache
def _payload_decoder(kind: str) -> "Decoder[Any]":
    return Decoder(KINDS[kind])


@cache
def _part_decoder(part_type: Any) -> "Decoder[Any]":
    return Decoder(part_type)
