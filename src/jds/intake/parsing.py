"""From bytes to JSON, strictly, and to the one text that equal messages have in common.

A redelivery is recognised by the *canonical* text of the parsed message: keys sorted, no spaces.
An object with one key twice is no message, whatever a lenient parser would make of it: two
receivers would read two different things.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from jds.intake.faults import Fault, Reason, path_text

DEEPEST = 100
"""Most levels of objects and lists within one another. The contract needs nine."""

# An unended string runs to the end, so that no input makes the search start over and over.
_STRING = re.compile(rb'"(?:[^"\\]|\\.?)*(?:"|$)', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_PLACE = re.compile(r"\(byte (?P<place>[0-9]+)\)")

# A lone surrogate is no text, so no key of a message is equal to this one.
_PAIRS = "\ud800"


class Parsed(Struct, frozen=True):
    """A message as JSON.

    Attributes:
        text: The message as delivered.
        value: What it says. Where an attribute of the envelope stands twice, it is left out.
        canonical: Equal for equal messages; keys that stand twice are all in it.
        colons: How many colons `canonical` has: one for each key, and those in texts.
        fault: A key that stands twice.
    """

    text: str
    value: Any
    canonical: bytes
    colons: int
    fault: Fault | None = None


def parse(content: bytes) -> Parsed | Fault:
    """Read the bytes of one message; a fault when they are no JSON text in UTF-8."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return Fault(Reason.UNREADABLE, f"It is no UTF-8 text from byte [{error.start}] on.")
    if _is_too_deep(content):
        return Fault(Reason.UNREADABLE, f"It nests deeper than [{DEEPEST}] levels.")
    try:
        value = msgspec.json.decode(content)
    except msgspec.DecodeError as error:
        return Fault(Reason.UNREADABLE, _not_json(error))
    canonical = msgspec.json.encode(value, order="sorted")
    # Each key has one colon; where the parser dropped none, no key stood twice. A colon that is
    # written as an escape in a string would upset the count.
    colons = canonical.count(b":")
    has_escaped_colon = b"\\" in content and b"\\u003" in content
    if content.count(b":") == colons and not has_escaped_colon:
        return Parsed(text, value, canonical, colons)
    return _parsed_exactly(text, value, canonical)


def _parsed_exactly(text: str, value: Any, canonical: bytes) -> Parsed:
    whole = json.loads(text, object_pairs_hook=_object)
    place = _place_of_double_key(whole, ())
    if place is None:
        return Parsed(text, value, canonical, canonical.count(b":"))
    if not place:
        names = [name for name, _ in whole[_PAIRS]]
        value = {name: each for name, each in value.items() if names.count(name) == 1}
    where = f"Object [{path_text(place)}]" if place else "The message"
    canonical = json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()
    fault = Fault(Reason.DOUBLE_KEY, f"{where} has a key twice.")
    return Parsed(text, value, canonical, canonical.count(b":"), fault)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) == len(pairs):
        return named
    return {_PAIRS: sorted(pairs, key=lambda pair: pair[0])}


def _place_of_double_key(value: Any, steps: tuple[str | int, ...]) -> tuple[str | int, ...] | None:
    children: Iterable[tuple[str | int, Any]] = ()
    match value:
        case dict() if _PAIRS in value:
            return steps
        case dict():
            children = value.items()
        case list():
            children = enumerate(value)
        case _:
            pass
    for step, child in children:
        place = _place_of_double_key(child, (*steps, step))
        if place is not None:
            return place
    return None


def _is_too_deep(content: bytes) -> bool:
    if content.count(b"[") + content.count(b"{") <= DEEPEST:
        return False
    depth = 0
    for bracket in _STRING.sub(b"", content).translate(None, _NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _not_json(error: msgspec.DecodeError) -> str:
    place = _PLACE.search(str(error))
    if place is not None:
        return f"It is no JSON from byte [{place['place']}] on."
    if isinstance(error, msgspec.ValidationError):
        return "It holds a number too large to read."
    return "It is no JSON: it breaks off."
