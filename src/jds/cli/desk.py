"""Where a command stands: which register, who acts, how to answer, and what time it is.

Every command takes `--json`, `--home` and `--as`, before or after its own name. This is the only
place that reads the environment and the clock; everything behind it is handed both.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from jds.cli.home import Home, read_home
from jds.domain.time import Instant, LegalDay, amsterdam_day, as_instant
from jds.settings import Settings

if TYPE_CHECKING:
    from jds.accounting.actors import Argument
    from jds.accounting.roles import Verb
    from jds.database.connection import Connection, Database

DEFAULT_ACTOR = "beheerder"

AsJson: TypeAlias = Annotated[
    bool, typer.Option("--json", help="Print one JSON document and nothing else.")
]
InHome: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--home", metavar="DIR", help="Folder of the register; else $JDS_HOME, else ./.jds."
    ),
]
ActingAs: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        help=f"The actor, proven by the key in the home; else [{DEFAULT_ACTOR}].",
    ),
]


@dataclass(frozen=True, slots=True)
class Given:
    """What was given before the name of the command."""

    as_json: bool = False
    home: Path | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a command stands.

    Attributes:
        named_actor: Who `--as` named; None when nobody was named.
        now: The moment the command started.
    """

    settings: Settings
    as_json: bool
    named_actor: str | None
    now: Instant

    @property
    def actor(self) -> str:
        """Who acts."""
        return self.named_actor or DEFAULT_ACTOR

    @property
    def today(self) -> LegalDay:
        """The legal day on which the command started."""
        return amsterdam_day(self.now)

    def home(self) -> Home:
        """Return what the home says; refuses when no register was made there."""
        return read_home(self.settings.home)

    @contextmanager
    def register(self) -> Iterator["Database"]:
        """Open the database of the register; refuses a home without one, or with older tables."""
        from jds.database.connection import open_database  # noqa: PLC0415
        from jds.database.migrations import check_migrated  # noqa: PLC0415

        self.home()
        with open_database(self.settings) as database:
            with database.connect() as connection:
                check_migrated(connection)
            yield database


def act(
    desk: Desk,
    connection: "Connection",
    *,
    verb: "Verb",
    arguments: "Mapping[str, Argument]",
    reason: str | None = None,
) -> int:
    """Prove who acts and write the act down, in the transaction of `connection`; its number.

    Raises:
        NotAllowed: The actor is not proven, or the role does not cover this.
    """
    from jds.accounting.access import write_act  # noqa: PLC0415
    from jds.accounting.actors import prove  # noqa: PLC0415

    proven = prove(
        connection,
        desk.actor,
        home=desk.settings.home,
        verb=verb,
        arguments=arguments,
        reason=reason,
        now=desk.now,
    )
    return write_act(connection, proven)


def check_reader(desk: Desk, connection: "Connection", *, verb: "Verb") -> None:
    """Check who reads about processing; such a command shows no person and needs no actor.

    Somebody who is named all the same is proven, and refused when the role does not cover it.
    """
    from jds.accounting.actors import prove  # noqa: PLC0415

    if desk.named_actor is None:
        return
    prove(
        connection,
        desk.named_actor,
        home=desk.settings.home,
        verb=verb,
        arguments={},
        reason=None,
        now=desk.now,
    )


def remember(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Keep what was given before the name of the command, for `desk`."""
    before = context.obj if isinstance(context.obj, Given) else Given()
    context.obj = Given(
        as_json=as_json or before.as_json,
        home=home if home is not None else before.home,
        actor=actor if actor is not None else before.actor,
    )


def read_clock() -> Instant:
    """Return what time it is, for what takes its moment later than when the command started."""
    return as_instant(datetime.now(UTC))


def desk(context: typer.Context, *, as_json: bool, home: Path | None, actor: str | None) -> Desk:
    """Return where the command stands; what was given after its name goes first."""
    remember(context, as_json, home, actor)
    given: Given = context.obj
    return Desk(
        settings=Settings.read(os.environ, home=given.home),
        as_json=given.as_json,
        named_actor=given.actor,
        now=read_clock(),
    )
