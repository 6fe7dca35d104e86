"""`jds holds`: decisions that the register advised to hold, and how each ended."""

from typing import Annotated, Any

import typer

from jds.accounting.actors import find_actor
from jds.accounting.roles import Role, Verb
from jds.answers.holds import Hold, find_hold, list_holds
from jds.cli import desk as desks
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.main import group
from jds.cli.output import print_json, print_table
from jds.database.connection import Connection
from jds.domain.time import instant_to_text


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app, "holds", about="Decisions held (aanhoudingen) until what is missing is here."
    )
    commands.command("list")(show_all)
    commands.command("show")(show)


def show_all(
    context: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help="Those that ended too; else only those that stand.")
    ] = False,
    count: Annotated[
        int, typer.Option(metavar="N", min=1, max=100_000, help="How many, the newest first.")
    ] = 1000,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List holds: for whom, why, what is missing and until when; nothing of a person."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_HOLDS)
        found = list_holds(
            connection, recipient=_own(connection, desk), open_only=not every, count=count
        )
    if desk.as_json:
        print_json([_shown(each) for each in found])
        return
    print_table(
        "Aanhoudingen, nieuwste eerst",
        ("Antwoord", "Ontvanger", "Doel", "Sinds", "Reden", "Herzien op", "Uiterlijk", "Einde"),
        [
            (
                str(each.number),
                each.recipient,
                each.purpose,
                instant_to_text(each.since),
                each.risk or "gewist",
                each.review_on.isoformat(),
                each.ends_on.isoformat(),
                "-" if each.ended is None else each.ended.how,
            )
            for each in found
        ],
    )


def show(
    context: typer.Context,
    number: Annotated[
        int, typer.Argument(metavar="N", min=1, max=2**63 - 1, help="Number of its answer.")
    ],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show one hold: what it waits for, and how it ended."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SHOW_HOLD)
        shown = _shown(find_hold(connection, number, recipient=_own(connection, desk)))
    if desk.as_json:
        print_json(shown)
    else:
        print_table(
            f"Aanhouding bij antwoord {number}",
            ("", ""),
            [(name, _plain(value)) for name, value in shown.items()],
        )


def _own(connection: Connection, desk: Desk) -> str | None:
    """Return the recipient whose holds alone may be seen; None for who sees all."""
    asking = find_actor(connection, desk.actor)
    return asking.recipient if asking is not None and asking.role is Role.RECIPIENT else None


def _shown(hold: Hold) -> dict[str, Any]:
    ended = hold.ended
    return {
        "nummer": hold.number,
        "ontvanger": hold.recipient,
        "doel": hold.purpose,
        "sinds": instant_to_text(hold.since),
        "reden": hold.risk,
        "ontbreekt": list(hold.missing),
        "berichten": hold.messages,
        "vrijgaveAls": list(hold.conditions),
        "herzienOp": hold.review_on.isoformat(),
        "uiterlijk": hold.ends_on.isoformat(),
        "toestand": "staat" if ended is None else ended.how,
        "beëindigdOp": None if ended is None else instant_to_text(ended.at),
        "doorAntwoord": None if ended is None else ended.by_answer,
    }


def _plain(value: object) -> str:
    if value is None:
        return "-"
    return ", ".join(value) or "-" if isinstance(value, list) else str(value)
