"""`jds person`: who is meant by a description, and who decided so."""

import typer

from jds.cli import person_decide, person_find
from jds.cli.main import group


def attach(app: typer.Typer) -> None:
    """Add the commands of this module, and of those that share its name."""
    commands = group(app, "person", about="Who is who (personen): searches, and who is meant.")
    person_find.attach(commands)
    person_decide.attach(commands)
