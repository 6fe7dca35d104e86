"""`jds actor`: who may act, and by which key they prove it."""

import base64
from pathlib import Path
from typing import Annotated

import typer

from jds.accounting import actors, keys
from jds.accounting.roles import Role, Verb
from jds.cli import desk as desks
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.domain.time import instant_to_text


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(app, "actor", about="Who may act here, each proven by a key of their own.")
    commands.command("add")(add)
    commands.command("list")(show_all)


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Small letters, digits, dots, dashes.")],
    role: Annotated[Role, typer.Option(help="What the actor is here for.")],
    recipient: Annotated[
        str | None,
        typer.Option(
            metavar="R", help="With role recipient: which recipient of the law data it asks for."
        ),
    ] = None,
    public_key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Their public key (PEM or base64); without it a pair is made in the home.",
        ),
    ] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Let somebody act. Without --public-key a pair is made, the private half in the home."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    folder = desk.settings.home
    actors.require_actor_name(name)
    actors.require_recipient(role, recipient)
    with desk.register() as database, database.transaction() as connection:
        public = None if public_key is None else keys.public_key_in(public_key)
        arguments: dict[str, actors.Argument] = {
            "name": name,
            "role": role.value,
            "recipient": recipient,
            "public_key": None if public is None else public.hex(),
        }
        desks.act(desk, connection, verb=Verb.ADD_ACTOR, arguments=arguments)
        public = public or keys.make_pair(folder, name)
        actors.add_actor(
            connection,
            name,
            role=role,
            public_key=public,
            added_by=desk.actor,
            now=desk.now,
            recipient=recipient,
        )
    shown = base64.b64encode(public).decode()
    if desk.as_json:
        print_json(
            {
                "naam": name,
                "rol": role.value,
                "ontvanger": recipient,
                "publiekeSleutel": shown,
            }
        )
    else:
        print_text(f"Actor [{name}] may now act as [{role.value}]; public key [{shown}].")


def show_all(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show who may act, and as what."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_ACTORS)
        found = actors.list_actors(connection)
    if desk.as_json:
        print_json(
            [
                {
                    "naam": each.name,
                    "rol": each.role.value,
                    "ontvanger": each.recipient,
                    "publiekeSleutel": base64.b64encode(each.public_key).decode(),
                    "sinds": instant_to_text(each.added_at),
                    "toegevoegdDoor": each.added_by,
                }
                for each in found
            ]
        )
        return
    print_table(
        "Wie hier mag handelen",
        ("Naam", "Rol", "Ontvanger", "Sinds", "Toegevoegd door"),
        [
            (
                each.name,
                each.role.value,
                each.recipient or "-",
                instant_to_text(each.added_at),
                each.added_by,
            )
            for each in found
        ],
    )
