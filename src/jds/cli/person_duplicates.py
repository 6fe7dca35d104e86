"""`jds person duplicates`: over the whole register, who is probably one person twice."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import json

from jds.accounting.find_duplicates import MOST_SHOWN, Duplicate, Duplicates, find_duplicates
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.output import print_json, print_table, print_text
from jds.cli.private_file import private_file
from jds.cli.proposals import acting_at
from jds.persons.matching.compare import Strength
from jds.records.subject_on_wire import present_subject


def attach(commands: typer.Typer) -> None:
    """Add the command of this module to those of `jds person`."""
    commands.command("duplicates")(duplicates)


def duplicates(
    context: typer.Context,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write who they are to this new file, one pair a line; else only how many.",
        ),
    ] = None,
    least: Annotated[
        float | None,
        typer.Option(
            "--from",
            metavar="WEIGHT",
            min=0,
            help="Weight from which a pair counts; else from where two are probably one.",
        ),
    ] = None,
    most: Annotated[
        int,
        typer.Option(metavar="N", min=1, max=100_000, help="How many are written or asked about."),
    ] = MOST_SHOWN,
    ask: Annotated[
        bool, typer.Option("--ask", help="Put the likeliest on the list of what clerks judge.")
    ] = False,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Find who is probably one person twice (extra linkage). It is written down; joins nobody."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    acting = acting_at(desk, reason=reason)
    with nullcontext() if to is None else private_file(to) as file, desk.register() as database:
        found = find_duplicates(
            database,
            acting=acting,
            clock=desks.read_clock,
            least=least,
            most=most,
            shows=file is not None,
            asks=ask,
        )
        if file is not None:
            for place, each in enumerate(found.shown, start=1):
                file.write(json.encode(_pair(each, place=place)) + b"\n")
    if desk.as_json:
        print_json(_present(found))
    else:
        _print(found, asks=ask, is_written=to is not None)


def _present(found: Duplicates) -> dict[str, Any]:
    return {
        "methode": found.method,
        "positie": found.position,
        "beschrijvingen": found.descriptions,
        "gevonden": found.found,
        "naarSterkte": {
            each.value: found.by_strength.get(each, 0)
            for each in Strength
            if each is not Strength.NOTHING
        },
        "tweelingachtig": found.twinlike,
        "bekendeTwijfels": found.known,
        "geschreven": len(found.shown),
        "gevraagd": found.asked,
    }


def _pair(pair: Duplicate, *, place: int) -> dict[str, Any]:
    evidence, item = pair.evidence, pair.item
    return {
        "rang": place,
        "gewicht": evidence.weight,
        "sterkte": evidence.strength.value,
        "tweelingachtig": pair.is_twinlike,
        "geschat": pair.estimated,
        "gronden": [each.value for each in evidence.grounds],
        "velden": [
            {"veld": each.field, "uitkomst": each.outcome, "gewicht": each.weight}
            for each in evidence.fields
        ],
        "personen": [[present_subject(key) for key in person] for person in pair.persons],
        "beoordeling": None
        if item is None
        else {"nummer": item.number, "toestand": item.state().value},
    }


def _print(found: Duplicates, *, asks: bool, is_written: bool) -> None:
    told = _present(found)
    print_table(
        "Waarschijnlijk dubbel",
        ("", ""),
        [
            ("Vergeleken beschrijvingen", str(found.descriptions)),
            ("Gevonden paren", str(found.found)),
            *((f"  {strength}", str(count)) for strength, count in told["naarSterkte"].items()),
            ("Tweelingachtig", str(found.twinlike)),
            ("Al bekend als twijfel", str(found.known)),
            ("Methode", found.method),
        ],
    )
    if is_written:
        print_text(f"Geschreven paren: {len(found.shown)}.")
    if asks:
        print_text(f"Nieuw of gewijzigd te beoordelen: {found.asked}.")
