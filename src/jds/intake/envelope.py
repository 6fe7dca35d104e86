"""The envelope of a message: CloudEvents 1.0 in the profile of the Dutch government.

Source: message contract, section 1.
"""

from typing import Any, TypeGuard

from msgspec import Struct

from jds.domain.events import KINDS, POLICE_DATA_KIND
from jds.domain.identifiers import is_source_urn
from jds.domain.message import MessageKey
from jds.domain.sequence import InvalidSequence, parse_sequence
from jds.domain.time import Instant, InvalidTime, instant_from_text
from jds.intake.characters import FORBIDDEN
from jds.intake.faults import ENVELOPE_ATTRIBUTES, Fault, not_of_the_contract

LONGEST_ID = 500
"""Most characters of an id. The bound is ours: the contract names none, and an index has one."""

_REQUIRED = frozenset(ENVELOPE_ATTRIBUTES)
_FIXED = (
    ("specversion", "1.0"),
    ("sequencetype", "Integer"),
    ("datacontenttype", "application/json"),
)
_TYPES = {f"nl.jds.{kind}.v1": kind for kind in KINDS}
_POLICE_DATA = f"nl.jds.{POLICE_DATA_KIND}."


class Envelope(Struct, frozen=True):
    """What the register keeps of a well-formed envelope.

    Attributes:
        kind: A name in `KINDS`; None when the type is none that ordinary intake knows.
    """

    key: MessageKey
    kind: str | None
    time: Instant
    sequence: int


class Identity(Struct, frozen=True):
    """As much as can be told of whom an unfit message is from and which one it is."""

    source: str | None = None
    message_id: str | None = None
    sequence: int | None = None


def read_envelope(message: dict[str, Any]) -> Envelope | Fault:
    """Read the envelope; a fault at the first attribute that is missing or wrong."""
    if not message.keys() >= _REQUIRED:
        missing = next(name for name in ENVELOPE_ATTRIBUTES if name not in message)
        return not_of_the_contract(missing, "is missing")
    for name, only in _FIXED:
        if message[name] != only:
            return not_of_the_contract(name, f"is not [{only}]")
    if not is_message_id(message["id"]):
        return not_of_the_contract("id", f"is not a text of 1 to {LONGEST_ID} characters")
    if not isinstance(message["source"], str) or not is_source_urn(message["source"]):
        return not_of_the_contract("source", "is not urn:nld:oin:<20 digits>:systeem:<name>")
    if not isinstance(message["type"], str):
        return not_of_the_contract("type", "is not a text")
    time = _time(message["time"])
    if time is None:
        return not_of_the_contract("time", "is not a moment with an offset, as RFC 3339 writes it")
    sequence = sequence_of(message["sequence"])
    if sequence is None:
        return not_of_the_contract("sequence", "is not a text from 1 to 2147483647")
    if not isinstance(message["data"], dict):
        return not_of_the_contract("data", "is not an object")
    key = MessageKey(message["source"], message["id"])
    return Envelope(key, kind_of(message["type"]), time, sequence)


def kind_of(type_name: object) -> str | None:
    """Return the kind that a type names; None when ordinary intake knows no such kind."""
    return _TYPES.get(type_name) if isinstance(type_name, str) else None


def is_police_data(type_name: object) -> bool:
    """Tell whether a type names police data, of whatever version."""
    return isinstance(type_name, str) and type_name.startswith(_POLICE_DATA)


def is_message_id(value: object) -> TypeGuard[str]:
    """Tell whether `value` can be the id of a message."""
    return isinstance(value, str) and 1 <= len(value) <= LONGEST_ID


def identify(message: dict[str, Any], *, source: str) -> Identity:
    """Return who an unfit message of a registered source is, as far as that can be told."""
    message_id = message.get("id")
    # An id with a NUL cannot be kept in a column of text.
    if not is_message_id(message_id) or FORBIDDEN.search(message_id):
        message_id = None
    return Identity(source, message_id, sequence_of(message.get("sequence")))


def sequence_of(value: object) -> int | None:
    """Return a running number as the envelope carries it; None when it is none."""
    try:
        return parse_sequence(value) if isinstance(value, str) else None
    except InvalidSequence:
        return None


def _time(value: object) -> Instant | None:
    try:
        return instant_from_text(value) if isinstance(value, str) else None
    except InvalidTime:
        return None
