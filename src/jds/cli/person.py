"""`jds person`: whom the register knows, who is who, and what two clerks decide of that.

Each part of the group stands in a module of its own and is attached here.
"""

import typer

from jds.cli import person_link
from jds.cli.main import group


def attach(app: typer.Typer) -> None:
    """Add the commands of the group."""
    commands = group(app, "person", about="Who is who (personen).")
    person_link.attach(commands)
