"""Paper sources: the name under which clerks enter what a source could not send itself.

Each real source has at most one, of the same organisation and kind, and its name follows from that
of the real source. So whoever reads a message sees by its source which way it came (`channel_of`)
and whose it is (`real_source_of`), without looking anything up.
"""

from typing import Literal, TypeAlias

Channel: TypeAlias = Literal["papier", "digitaal"]
"""The way by which a message came (weg): entered by a clerk, or sent by the source itself."""

PAPER_PREFIX = "papier-"
"""Begins the name of the system of a paper source; no real source may have such a name."""

_BEFORE_THE_NAME = ":systeem:"
_MARK = _BEFORE_THE_NAME + PAPER_PREFIX


def is_paper_source(urn: str) -> bool:
    """Tell whether `urn` names a paper source."""
    return _MARK in urn


def paper_source_of(urn: str) -> str:
    """Return the name of the paper source of the real source `urn`."""
    return urn.replace(_BEFORE_THE_NAME, _MARK, 1)


def real_source_of(urn: str) -> str:
    """Return the real source that `urn` enters for; `urn` itself when it is a real one."""
    return urn.replace(_MARK, _BEFORE_THE_NAME, 1)


def channel_of(urn: str) -> Channel:
    """Return the way by which the messages of `urn` come."""
    return "papier" if is_paper_source(urn) else "digitaal"
