"""`jds record`: one person's record, on a day, as known at a moment."""

from typing import Annotated

import typer

from jds.accounting.disclose import Asker, disclose_record
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.output import print_json
from jds.cli.record_on_screen import print_record
from jds.domain.identifiers import InvalidIdentifier, parse_bsn, parse_skn
from jds.records.present import present
from jds.records.show import Number, Question


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("record")(record)


def record(
    context: typer.Context,
    skn: Annotated[
        str | None, typer.Option(metavar="X", help="Criminal justice chain number (SKN).")
    ] = None,
    bsn: Annotated[
        str | None, typer.Option(metavar="X", help="Citizen service number (BSN).")
    ] = None,
    on: options.On = None,
    known_at: options.KnownAt = None,
    edition: options.Edition = None,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show one person's record (dossier). It is written down that you saw it, and why."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    question = Question(
        number=_number(skn=skn, bsn=bsn),
        known_at=options.read_moment(known_at),
        on=options.read_on(on, desk=desk),
        now=desk.now,
    )
    asker = Asker(
        name=desk.actor, home=desk.settings.home, reason=options.read_reason(reason, desk=desk)
    )
    with desk.register() as database:
        shown = disclose_record(database, question, asker=asker, edition=edition)
    if desk.as_json:
        print_json(present(shown))
    else:
        print_record(present(shown))


def _number(*, skn: str | None, bsn: str | None) -> Number:
    if (skn is None) == (bsn is None):
        raise WrongUsage("Name one person by one number: either --skn X or --bsn X.")
    try:
        return ("bsn", parse_bsn(bsn or "")) if skn is None else ("skn", parse_skn(skn))
    except InvalidIdentifier as problem:
        raise WrongUsage(problem.sentence) from None
