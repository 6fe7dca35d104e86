"""`jds init`: make the register."""

import typer

from jds.accounting.adopt_edition import (
    FIRST_REASON,
    adopt_edition,
    edition_of_package,
    rules_in,
)
from jds.accounting.editions import NoEdition, newest_edition
from jds.accounting.found_register import found_register
from jds.cli import desk as desks
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.home import write_home
from jds.cli.output import print_json, print_text
from jds.database.connection import open_database
from jds.database.migrations import migrate


def attach(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("init")(init)


def init(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Create the register: tables, keys and its keeper (beheerder). Doing it again is harmless."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    folder = desk.settings.home
    with open_database(desk.settings) as database:
        applied = migrate(database)
        with database.transaction() as connection:
            is_new = found_register(connection, home=folder, now=desk.now)
            newest = newest_edition(connection)
            if newest is None:
                adopt_edition(
                    connection,
                    rules_in(),
                    actor=desk.actor,
                    home=folder,
                    reason=FIRST_REASON,
                    clock=desks.read_clock,
                )
                newest = newest_edition(connection)
    if newest is None:
        raise NoEdition
    write_home(folder, now=desk.now)
    package = edition_of_package(newest)
    if desk.as_json:
        print_json(
            {
                "home": str(folder),
                "database": desk.settings.database_kind,
                "nieuw": is_new,
                "migraties": len(applied),
                "beheerder": desks.DEFAULT_ACTOR,
                "editie": newest.name,
                "editieVanPakket": package,
            }
        )
        return
    done = "A register was made" if is_new else "There already is a register"
    print_text(
        f"{done} in [{folder}]. Its keeper is [{desks.DEFAULT_ACTOR}], with the key in "
        f"[{folder / 'keys'}]: keep a copy of that folder in a safe place."
    )
    if package != newest.name:
        print_text(
            f"It answers under the edition [{newest.name}] of the law; the rules of this package "
            f"are the edition [{package}]. See [jds law adopt]."
        )
