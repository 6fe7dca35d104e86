"""Characters that no message may hold: they make text show something else than it says.

Control characters end a line in a log or a field in an export; the signs that turn the direction
of writing make a name read as another. A tab, a line feed and a carriage return are text.
"""

import re
from collections.abc import Iterator
from typing import Any

from jds.intake.faults import Fault, Reason, path_text

FORBIDDEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

# The same characters in UTF-8 and as JSON writes them; also takes some that are allowed.
_SUSPECT = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
    rb"|\\(?:[bf]|u(?:00[0189][0-9a-f]|007f|061c|200[ef]|202[a-e]|206[6-9]))",
    re.IGNORECASE,
)


# A control character of ASCII cannot stand in JSON but as an escape; DEL can.
_ASCII_TEXT = bytes(range(0x7F))


def forbidden_character(content: bytes, value: Any) -> Fault | None:
    """Return the fault of a message, as delivered and as parsed, that holds such a character."""
    # None of these characters can be printed, and only an escape hides one. What is left of a
    # message without its ASCII is a few letters, which takes less than searching all of it.
    if b"\\" not in content and content.translate(None, _ASCII_TEXT).decode().isprintable():
        return None
    if _SUSPECT.search(content) is None:
        return None
    for steps, text in _texts(value, ()):
        if FORBIDDEN.search(text) is not None:
            where = f"Field [{path_text(steps)}]" if steps else "The message"
            return Fault(Reason.FORBIDDEN_CHARACTER, f"{where} has a character that is not text.")
    return None


def _texts(value: Any, steps: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    match value:
        case str():
            yield steps, value
        case dict():
            for name, child in value.items():
                yield (*steps, name), name
                yield from _texts(child, (*steps, name))
        case list():
            for place, child in enumerate(value):
                yield from _texts(child, (*steps, place))
        case _:
            pass
