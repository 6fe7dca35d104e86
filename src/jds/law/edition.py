"""The edition of the law: one short name for exactly these rules.

Each answer names the edition it was given under, so that it can be given again. The name follows
from what the rule files say, not from how they are laid out: a comment, a line break or the order
of keys changes nothing; a value, a source or the day of a check does.
"""

import hashlib
import json
from collections.abc import Mapping

_LENGTH = 16


def edition_of(documents: Mapping[str, object]) -> str:
    """Return the edition of the rule files `documents`, by file name: 16 hexadecimal digits."""
    # One JSON text for all files: names and contents are quoted, so no two sets of files can run
    # together into the same text.
    canonical = json.dumps(
        [[name, _plain(documents[name])] for name in sorted(documents)],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()[:_LENGTH]


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
