"""`jds catch-up`: let in what was signed off, and say how far it is and when it will end."""

import time
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from jds.accounting.editions import newest_law
from jds.accounting.keys import register_key
from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.intake import bring_up_to_date, make_judge
from jds.cli.output import print_json, print_table, print_text
from jds.cli.progress import progress
from jds.database.connection import Connection, Database
from jds.domain.time import Instant, instant_to_text
from jds.intake.catch_up_backlog import CatchUpUnderWay, CaughtUp, catch_up_backlog
from jds.intake.forecast import (
    Forecast,
    forecast,
    last_steps,
    left_by_class,
    what_is_left,
)
from jds.law.harm import HarmOrder
from jds.sources.register import kinds_of_sources

_SECONDS_BETWEEN_LOOKS = 1.0


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("catch-up")(catch_up)


def catch_up(
    context: typer.Context,
    show: Annotated[
        bool, typer.Option("--show", help="Let nothing in; only say how far it is.")
    ] = False,
    follow: Annotated[
        bool,
        typer.Option("--follow", help="When another process does it, watch until that has ended."),
    ] = False,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Let in what was signed off, most harmful first. Stopping it anywhere loses nothing."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        done: dict[str, Any] | None = None
        if show:
            with database.transaction() as connection:
                desks.check_reader(desk, connection, verb=Verb.LIST_QUARANTINE)
        else:
            with database.transaction() as connection:
                desks.act(desk, connection, verb=Verb.CATCH_UP, arguments={})
            done = _let_in(database, desk=desk, follow=follow)
        with database.transaction() as connection:
            shown = _how_far(connection, now=desks.read_clock()) | {"gedaan": done}
    if desk.as_json:
        print_json(shown)
        return
    if done is not None:
        print_text(
            f"Let in: [{done['toegelaten']}]; set aside all the same: [{done['apartGezet']}]."
        )
    _print_how_far(shown)


def let_in_what_is_released(database: Database, *, desk: Desk) -> dict[str, Any] | None:
    """Let in what was signed off; None when another process does it already."""
    with database.transaction() as connection:
        judge = make_judge(kinds_of_sources(connection), law=newest_law(connection))
        left = sum(left_by_class(connection).values())
    with progress("Inhalen", total=left) as advance:
        try:
            done = catch_up_backlog(
                database,
                judge=judge,
                register_key=register_key(desk.settings.home),
                clock=desks.read_clock,
                pause=time.sleep,
                on_step=lambda so_far: advance(so_far.messages),
            )
        except CatchUpUnderWay:
            return None
    bring_up_to_date(database)
    return _done(done)


def _let_in(database: Database, *, desk: Desk, follow: bool) -> dict[str, Any]:
    while (done := let_in_what_is_released(database, desk=desk)) is None:
        if not follow:
            raise CatchUpUnderWay
        _watch(database)
    return done


def _watch(database: Database) -> None:
    """Show how far another process is, until it stands still or has ended."""
    with database.transaction() as connection:
        total = before = sum(left_by_class(connection).values())
    with progress("Inhalen", total=total) as advance:
        for left in _looks(database):
            advance(total - left)
            if not left or left == before:
                return
            before = left


def _looks(database: Database) -> Iterator[int]:
    while True:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
        with database.transaction() as connection:
            yield sum(left_by_class(connection).values())


def _done(done: CaughtUp) -> dict[str, Any]:
    return {
        "toegelaten": done.let_in,
        "apartGezet": done.kept_aside,
        "vrijgaveVervallen": list(done.voided),
    }


def _how_far(connection: Connection, *, now: Instant) -> dict[str, Any]:
    names = HarmOrder(newest_law(connection)).names
    left = what_is_left(connection)
    steps = last_steps(connection)
    signed_off = sum(each.signed_off for each in left)
    return {
        "bronnen": [
            {
                "bron": each.source,
                "vrijgegeven": each.signed_off,
                "nietVrijgegeven": each.waiting,
            }
            for each in left
        ],
        "klassen": [
            {"klasse": names[rank], "vrijgegeven": count}
            for rank, count in left_by_class(connection).items()
        ],
        "verwachting": _present(forecast(steps, left=signed_off, now=now)),
        "verwachtingAlles": _present(
            forecast(steps, left=signed_off + sum(each.waiting for each in left), now=now)
        ),
    }


def _present(expected: Forecast | None) -> dict[str, Any] | None:
    if expected is None:
        return None
    earliest, latest = expected.between
    return {
        "berichtenPerSeconde": round(expected.per_second, 1),
        "eindeOp": instant_to_text(expected.ends_at),
        "nietVoor": instant_to_text(earliest),
        "nietNa": instant_to_text(latest),
    }


def _print_how_far(shown: dict[str, Any]) -> None:
    print_table(
        "Nog in quarantaine",
        ("Bron", "Vrijgegeven", "Niet vrijgegeven"),
        [
            (each["bron"], str(each["vrijgegeven"]), str(each["nietVrijgegeven"]))
            for each in shown["bronnen"]
        ],
    )
    expected = shown["verwachting"]
    if expected is not None and any(each["vrijgegeven"] for each in shown["bronnen"]):
        print_text(
            f"At [{expected['berichtenPerSeconde']}] messages a second what is signed off will be "
            f"in by [{expected['eindeOp']}], between [{expected['nietVoor']}] and "
            f"[{expected['nietNa']}]."
        )
