"""`jds person weights`: a new method file, with weights estimated from the register."""

from typing import Annotated

import typer

from jds.accounting.estimate_method import estimate_method
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.output import print_json, print_text
from jds.cli.proposals import acting_at
from jds.persons.estimation.engine import RANDOM_PAIRS
from jds.persons.estimation.method_file import method_file, next_name, weights_told
from jds.persons.matching.method import method_in_use


def attach(commands: typer.Typer) -> None:
    """Add the command of this module to those of `jds person`."""
    commands.command("weights")(weights)


def weights(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Option(metavar="naam-N", help="Name of the new method; else the next number."),
    ] = None,
    pairs: Annotated[
        int,
        typer.Option(
            metavar="N", min=10_000, max=10**10, help="Random pairs in which to count what differs."
        ),
    ] = RANDOM_PAIRS,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Print a new method file with estimated weights (extra linkage). It changes nothing here."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    base = method_in_use()
    new = next_name() if name is None else name
    with desk.register() as database:
        estimated = estimate_method(
            database,
            acting=acting_at(desk, reason=reason),
            base=base,
            name=new,
            random_pairs=pairs,
        )
    text = method_file(estimated, base=base, name=new, since=desk.today)
    if not desk.as_json:
        print_text(text.rstrip("\n"))
        return
    print_json(
        {
            "naam": new,
            "inGebruik": base.version,
            "beschrijvingen": estimated.descriptions,
            "willekeurigeParen": estimated.random_pairs,
            "gewichten": [
                {
                    "veld": field,
                    "uitkomst": outcome,
                    "m": share.m,
                    "u": share.u,
                    "gewicht": share.weight,
                    "inGebruik": used,
                }
                for field, outcome, share, used in weights_told(estimated, base=base)
            ],
            "bestand": text,
        }
    )
