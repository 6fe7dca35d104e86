"""Options that say what is agreed with a source."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any, TypeAlias, TypeVar

import typer
from msgspec.structs import replace

from jds.cli.faults import WrongUsage
from jds.domain.time import (
    Instant,
    InvalidTime,
    duration_from_text,
    duration_to_text,
    instant_from_text,
    instant_to_text,
)
from jds.sources.rhythm import Rhythm

Silence: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--silent-after",
        metavar="DURATION",
        help="Silence after which it is late; else PT26H.",
    ),
]
Heartbeat: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--heartbeat-every",
        metavar="DURATION",
        help="How often it states how far it has sent (bron-stand).",
    ),
]
Delay: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--usual-delay",
        metavar="DURATION",
        help="How long after it logged something it usually delivers it.",
    ),
]
Expected: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--expected",
        metavar="N,N,N,N,N,N,N",
        help="Messages a day that are usual, from Monday to Sunday.",
    ),
]
CompleteFrom: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--complete-from",
        metavar="INSTANT",
        help="Where its opening stock begins: what it logged before this it never gave.",
    ),
]

_Read = TypeVar("_Read")
_Before = TypeVar("_Before")


def read_rhythm(
    before: Rhythm,
    *,
    silent_after: str | None,
    heartbeat_every: str | None,
    usual_delay: str | None,
    expected: str | None,
    complete_from: str | None,
) -> Rhythm:
    """Return what is agreed: what was before, with what was given.

    Raises:
        WrongUsage: Something is not what the option takes.
    """
    return replace(
        before,
        silent_after=_or(_duration("--silent-after", silent_after), before.silent_after),
        heartbeat_every=_or(
            _duration("--heartbeat-every", heartbeat_every), before.heartbeat_every
        ),
        usual_delay=_or(_duration("--usual-delay", usual_delay), before.usual_delay),
        expected=_or(_expected(expected), before.expected),
        complete_from_at=_or(
            read_instant("--complete-from", complete_from), before.complete_from_at
        ),
    )


def read_instant(option: str, text: str | None) -> Instant | None:
    """Return the instant that an option gives.

    Raises:
        WrongUsage: It gives none.
    """
    return _read(option, text, instant_from_text)


def present_rhythm(rhythm: Rhythm) -> dict[str, Any]:
    """Return what is agreed, in the words of the wire."""
    begins = rhythm.complete_from_at
    return {
        "stilNa": duration_to_text(rhythm.silent_after),
        "hartslagElke": _text(rhythm.heartbeat_every),
        "gebruikelijkeVertraging": _text(rhythm.usual_delay),
        "verwachtPerDag": None if rhythm.expected is None else list(rhythm.expected),
        "volledigVanaf": None if begins is None else instant_to_text(begins),
    }


def _text(stretch: timedelta | None) -> str | None:
    return None if stretch is None else duration_to_text(stretch)


def _duration(option: str, text: str | None) -> timedelta | None:
    return _read(option, text, duration_from_text)


def _expected(text: str | None) -> tuple[int, ...] | None:
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise WrongUsage(
            "--expected: give seven whole numbers with commas between them, from Monday to Sunday, "
            "for example 300,300,300,300,300,0,0."
        )
    return tuple(map(int, parts))


def _read(option: str, text: str | None, read: Callable[[str], _Read]) -> _Read | None:
    if text is None:
        return None
    try:
        return read(text)
    except InvalidTime as problem:
        raise WrongUsage(f"{option}: {problem.sentence}") from None


def _or(given: _Read | None, before: _Before) -> _Read | _Before:
    return before if given is None else given
