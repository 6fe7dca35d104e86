"""`jds records export`: every record, one person a line."""

import typer

from jds.accounting.disclose import Asker, disclose_all
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.main import group
from jds.cli.output import print_json_lines
from jds.cli.progress import progress
from jds.records.present import present


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(app, "records", about="All records (dossiers) at once.")
    commands.command("export")(export)


def export(
    context: typer.Context,
    on: options.On = None,
    known_at: options.KnownAt = None,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Print every record as NDJSON, one person a line. Each is written down as shown."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        portions = disclose_all(
            database,
            known_at=options.read_moment(known_at),
            on=options.read_on(on, desk=desk),
            now=desk.now,
            asker=Asker(
                name=desk.actor,
                home=desk.settings.home,
                reason=options.read_reason(reason, desk=desk),
            ),
        )
        with progress("Dossiers", beside_output=True) as advance:
            done = 0
            for portion in portions:
                print_json_lines(present(shown) for shown in portion)
                done += len(portion)
                advance(done)
