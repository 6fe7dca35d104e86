"""`jds person`: who is who, who is meant by a description, and who decided so.

Each part of the group stands in a module of its own and is attached here.
"""

import typer

from jds.cli import person_decide, person_find, person_link, person_review, person_show
from jds.cli.main import group


def attach(app: typer.Typer) -> None:
    """Add the commands of the group."""
    commands = group(app, "person", about="Who is who (personen): find, show, link and review.")
    person_find.attach(commands)
    person_show.attach(commands)
    person_link.attach(commands)
    person_review.attach(commands)
    person_decide.attach(commands)
