"""`jds source`: who may send, and how current each one is."""

from typing import Annotated, Any

import typer

from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli import source_return
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.cli.record_on_screen import print_currency
from jds.database.connection import Connection
from jds.domain.paper_source import is_paper_source, real_source_of
from jds.domain.time import InvalidTime, duration_from_text, instant_to_text
from jds.records.present import present_currency
from jds.sources.currency import SourceCurrency, currency_now
from jds.sources.register import (
    KINDS,
    Source,
    add_source,
    clashes_of,
    list_sources,
    show_source,
)

USUAL_SILENCE = "PT26H"


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app, "source", about="Sources (bronnen): who may send, and how current each is."
    )
    commands.command("add")(add)
    commands.command("list")(show_all)
    commands.command("show")(show)
    source_return.attach_to(commands)


def add(
    context: typer.Context,
    urn: Annotated[str, typer.Option(metavar="URN", help="urn:nld:oin:<20 digits>:systeem:<name>")],
    kind: Annotated[str, typer.Option(metavar="|".join(KINDS), help="What it may send.")],
    silent_after: Annotated[
        str, typer.Option(metavar="DURATION", help="Silence after which it is late.")
    ] = USUAL_SILENCE,
    first_sequence: Annotated[
        int, typer.Option(metavar="N", help="Running number of its first message here.")
    ] = 1,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Register a source. What it may send follows from its kind (Bjsg art. 10)."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    try:
        silence = duration_from_text(silent_after)
    except InvalidTime as problem:
        raise WrongUsage(f"--silent-after: {problem.sentence}") from None
    with desk.register() as database, database.transaction() as connection:
        desks.act(
            desk,
            connection,
            verb=Verb.ADD_SOURCE,
            arguments={
                "urn": urn,
                "kind": kind,
                "silent_after": silent_after,
                "first_sequence": first_sequence,
            },
        )
        added = add_source(
            connection,
            urn,
            kind=kind,
            now=desk.now,
            silent_after=silence,
            first_sequence=first_sequence,
        )
    if desk.as_json:
        print_json(_registered(added))
    else:
        print_text(f"Source [{added.urn}] may now send, as [{added.kind}].")


def show_all(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show every source and how current it is."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SEE_SOURCES)
        sources = [each for each in list_sources(connection) if each.paper_of is None]
        currency_of = _currencies(connection, desk)
    shown = [{**_registered(each), **_currency(currency_of.get(each.urn))} for each in sources]
    if desk.as_json:
        print_json(shown)
    else:
        print_currency(shown)


def show(
    context: typer.Context,
    urn: Annotated[str, typer.Argument(metavar="URN")],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show one source: how current it is, what is missing, which running numbers clash."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SEE_SOURCES)
        source = show_source(connection, urn)
        clashes = clashes_of(connection, source)
        currency = _currencies(connection, desk).get(urn)
    shown = {
        **_registered(source),
        **_currency(currency),
        "botsendeNummers": [
            {
                "sequence": clash.sequence,
                "ids": list(clash.message_ids),
                "gezienOp": instant_to_text(clash.seen_at),
            }
            for clash in clashes
        ],
    }
    if desk.as_json:
        print_json(shown)
        return
    if currency is None:
        print_text(f"Source [{urn}] is what clerks enter from paper, for [{real_source_of(urn)}].")
        return
    print_currency([shown])
    if clashes:
        print_table(
            "Nummers die meer dan een bericht droegen",
            ("Sequence", "Berichten"),
            [(str(clash.sequence), ", ".join(clash.message_ids)) for clash in clashes],
        )


def _registered(source: Source) -> dict[str, Any]:
    return {
        "bron": source.urn,
        "soort": source.kind,
        "stilNaSeconden": int(source.silent_after.total_seconds()),
        "eersteSequence": source.first_sequence,
        "toegevoegdOp": instant_to_text(source.added_at),
        "papierVoor": real_source_of(source.urn) if is_paper_source(source.urn) else None,
    }


def _currencies(connection: Connection, desk: Desk) -> dict[str, SourceCurrency]:
    return {each.source: each for each in currency_now(connection, at=desk.now)}


def _currency(currency: SourceCurrency | None) -> dict[str, Any]:
    return {} if currency is None else present_currency(currency)
