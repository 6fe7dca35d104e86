"""Options that several commands share, and what they mean."""

from typing import Annotated, TypeAlias

import typer

from jds.cli.desk import Desk
from jds.cli.faults import WrongUsage
from jds.domain.time import InvalidTime, LegalDay, day_from_text
from jds.records.known_at import Asked, read_known_at

On: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="Legal day (peildatum), YYYY-MM-DD; else today."),
]
KnownAt: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="INSTANT|POSITION",
        help="What the register knew then (bekend op): an instant with its offset, or a position.",
    ),
]
Edition: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="E", help="Edition of the law; else the one in force at that moment."),
]
Reason: TypeAlias = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Why you look; goes into the account.")
]
WhyDecide: TypeAlias = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help="Why; kept with what is decided."),
]


class ReasonMissing(WrongUsage):
    """A look at personal data needs a reason."""

    code = "reason-missing"

    def __init__(self) -> None:
        super().__init__("This needs a reason, which is kept. Say why with --reason TEXT.")


def read_on(text: str | None, *, desk: Desk) -> LegalDay:
    """Return the legal day that was asked for."""
    if text is None:
        return desk.today
    try:
        return day_from_text(text)
    except InvalidTime as problem:
        raise WrongUsage(f"--on: {problem.sentence}") from None


def read_moment(text: str | None) -> Asked:
    """Return the moment of knowledge that was asked for."""
    if text is None:
        return None
    try:
        return read_known_at(text)
    except InvalidTime as problem:
        raise WrongUsage(
            f"--known-at: {problem.sentence} A position is a whole number from 0."
        ) from None


def read_reason(text: str | None, *, desk: Desk) -> str:
    """Return the reason that was given, or the one of a fresh register."""
    reason = text if text is not None else desk.home().default_reason
    if reason is None:
        raise ReasonMissing
    return reason
