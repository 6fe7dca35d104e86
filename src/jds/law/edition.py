"""The edition of the law: one short name for exactly these rules.

Each answer names the edition it was given under, so that it can be given again. The name follows
from what the rule files say, not from how they are laid out: a comment, a line break or the order
of keys changes nothing; a value, a source or the day of a check does.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import msgspec

_LENGTH = 16


def edition_of(documents: Mapping[str, object]) -> str:
    """Return the edition of the rule files `documents`, by file name: 16 hexadecimal digits."""
    return edition_of_text(canonical_text(documents))


def edition_of_text(canonical: bytes) -> str:
    """Return the edition of rule files in their canonical text."""
    return hashlib.sha256(canonical).hexdigest()[:_LENGTH]


def canonical_text(documents: Mapping[str, object]) -> bytes:
    """Return rule files as one JSON text, from which the same rules can be read again.

    Names and contents are quoted, so no two sets of files can run together into the same text.
    """
    return json.dumps(
        [[name, _plain(documents[name])] for name in sorted(documents)],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def documents_in(canonical: bytes) -> dict[str, object]:
    """Return the rule files of a canonical text, by name.

    Days are texts in it; whoever reads a rule makes days of them again.

    Raises:
        msgspec.DecodeError: It is no such text.
    """
    documents = msgspec.json.decode(canonical, type=list[tuple[str, Any]])
    return dict(documents)


def _plain(value: object) -> object:
    match value:
        case dict():
            return {str(key): _plain(held) for key, held in value.items()}
        case list():
            return [_plain(held) for held in value]
        case str() | int() | None:
            return value
        case _:
            return str(value)
