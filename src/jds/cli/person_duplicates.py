"""`jds person duplicates`: over the whole register, who is probably one person twice."""

from typing import Annotated, Any

import typer

from jds.accounting.find_duplicates import MOST_SHOWN, Duplicate, Duplicates, find_duplicates
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.output import print_json, print_table, print_text
from jds.cli.proposals import acting_at
from jds.persons.matching.compare_names import MISSING
from jds.records.subject_on_wire import present_subject, subject_in_words


def attach(commands: typer.Typer) -> None:
    """Add the command of this module to those of `jds person`."""
    commands.command("duplicates")(duplicates)


def duplicates(
    context: typer.Context,
    least: Annotated[
        float | None,
        typer.Option(
            "--from",
            metavar="WEIGHT",
            min=0,
            help="Weight from which a pair is told; else from where two are probably one.",
        ),
    ] = None,
    most: Annotated[
        int, typer.Option(metavar="N", min=1, max=100_000, help="How many are shown.")
    ] = MOST_SHOWN,
    ask: Annotated[
        bool, typer.Option("--ask", help="Put those shown on the list of what clerks judge.")
    ] = False,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List who is probably one person twice (extra linkage). It is written down; joins nobody."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        found = find_duplicates(
            database, acting=acting_at(desk, reason=reason), least=least, most=most, asks=ask
        )
    if desk.as_json:
        print_json(_present(found))
    else:
        _print(found, asks=ask)


def _present(found: Duplicates) -> dict[str, Any]:
    return {
        "methode": found.method,
        "positie": found.position,
        "beschrijvingen": found.descriptions,
        "gevonden": found.found,
        "gevraagd": found.asked,
        "paren": [_pair(each, place=place) for place, each in enumerate(found.shown, start=1)],
    }


def _pair(pair: Duplicate, *, place: int) -> dict[str, Any]:
    evidence, item = pair.evidence, pair.item
    return {
        "rang": place,
        "gewicht": evidence.weight,
        "sterkte": evidence.strength.value,
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


def _print(found: Duplicates, *, asks: bool) -> None:
    print_table(
        "Waarschijnlijk dubbel",
        ("Rang", "Gewicht", "Sterkte", "Gronden", "Een", "Ander", "Veld voor veld", "Beoordeling"),
        [
            (
                str(place),
                f"{each.evidence.weight:.1f}",
                each.evidence.strength.value,
                ", ".join(each.evidence.grounds) or "-",
                *("; ".join(map(subject_in_words, person)) for person in each.persons),
                ", ".join(
                    f"{field.field} {field.outcome}"
                    for field in each.evidence.fields
                    if field.outcome != MISSING
                ),
                "-" if each.item is None else f"{each.item.number} {each.item.state().value}",
            )
            for place, each in enumerate(found.shown, start=1)
        ],
    )
    print_text(
        f"Vergeleken: {found.descriptions} beschrijvingen. Gevonden paren: {found.found}; getoond: "
        f"{len(found.shown)}."
    )
    if asks:
        print_text(f"Nieuw of gewijzigd te beoordelen: {found.asked}.")
