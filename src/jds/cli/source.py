"""`jds source`: who may send, and how current each one is."""

from typing import Annotated, Any

import typer

from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli import rhythm_options as rhythms
from jds.cli import source_acts, source_return
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.cli.record_on_screen import print_currency
from jds.database.connection import Connection
from jds.domain.paper_source import is_paper_source, real_source_of
from jds.domain.sequence import wrap
from jds.domain.time import instant_to_text
from jds.records.present import present_currency
from jds.sources.alarms import list_alarms
from jds.sources.compare_counts import StatementDiffers, differences_of
from jds.sources.currency import SourceCurrency, currency_now
from jds.sources.record_standing import history_of
from jds.sources.register import (
    KINDS,
    Source,
    add_source,
    clashes_of,
    list_sources,
    show_source,
)
from jds.sources.resend import ResendRequest, requests_to
from jds.sources.rhythm import Rhythm, rhythms_of
from jds.sources.standing import Stated


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app, "source", about="Sources (bronnen): who may send, and how current each is."
    )
    commands.command("add")(add)
    commands.command("list")(show_all)
    commands.command("show")(show)
    source_return.attach_to(commands)
    source_acts.attach_to(commands)


def add(
    context: typer.Context,
    urn: Annotated[str, typer.Option(metavar="URN", help="urn:nld:oin:<20 digits>:systeem:<name>")],
    kind: Annotated[str, typer.Option(metavar="|".join(KINDS), help="What it may send.")],
    silent_after: rhythms.Silence = None,
    heartbeat_every: rhythms.Heartbeat = None,
    usual_delay: rhythms.Delay = None,
    expected: rhythms.Expected = None,
    complete_from: rhythms.CompleteFrom = None,
    first_sequence: Annotated[
        int, typer.Option(metavar="N", help="Running number of its first message here.")
    ] = 1,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Register a source. What it may send follows from its kind (Bjsg art. 10)."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    rhythm = rhythms.read_rhythm(
        Rhythm(),
        silent_after=silent_after,
        heartbeat_every=heartbeat_every,
        usual_delay=usual_delay,
        expected=expected,
        complete_from=complete_from,
    )
    with desk.register() as database, database.transaction() as connection:
        desks.act(
            desk,
            connection,
            verb=Verb.ADD_SOURCE,
            arguments={
                "urn": urn,
                "kind": kind,
                "first_sequence": first_sequence,
                **rhythm.signed(),
            },
        )
        added = add_source(
            connection,
            urn,
            kind=kind,
            now=desk.now,
            rhythm=rhythm,
            first_sequence=first_sequence,
        )
        shown = _registered(connection, added)
    if desk.as_json:
        print_json(shown)
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
        shown = [
            {**_registered(connection, each), **_currency(currency_of.get(each.urn))}
            for each in sources
        ]
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
        open_alarms = list_alarms(connection, urn=urn)
        currency = _currencies(connection, desk).get(urn)
        shown = {
            **_registered(connection, source),
            **_currency(currency),
            "standen": [_stated(each) for each in history_of(connection, source)],
            "aantallen": [_differing(each) for each in differences_of(connection, urn)],
            "alarmen": [source_acts.present_alarm(each) for each in open_alarms],
            "verzoeken": [_request(each) for each in requests_to(connection, urn)],
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
    print_table(
        "Standen, de laatste onderaan",
        ("Sinds", "Stand", "Was", "Door", "Waarom"),
        [
            (each["sinds"], each["stand"], each["was"], each["door"], each["reden"])
            for each in shown["standen"]
        ],
    )
    if open_alarms:
        source_acts.print_alarms(shown["alarmen"])
    if clashes:
        print_table(
            "Nummers die meer dan een bericht droegen",
            ("Sequence", "Berichten"),
            [(str(clash.sequence), ", ".join(clash.message_ids)) for clash in clashes],
        )


def _registered(connection: Connection, source: Source) -> dict[str, Any]:
    rhythm = rhythms_of(connection, source.urn)[-1].rhythm
    return {
        "bron": source.urn,
        "soort": source.kind,
        "stilNaSeconden": int(rhythm.silent_after.total_seconds()),
        "ritme": rhythms.present_rhythm(rhythm),
        "eersteSequence": source.first_sequence,
        "toegevoegdOp": instant_to_text(source.added_at),
        "papierVoor": real_source_of(source.urn) if is_paper_source(source.urn) else None,
    }


def _stated(stated: Stated) -> dict[str, Any]:
    return {
        "sinds": instant_to_text(stated.since),
        "stand": stated.standing,
        "was": stated.former,
        "door": stated.actor,
        "reden": stated.reason,
        "positie": stated.position,
    }


def _differing(differing: StatementDiffers) -> dict[str, Any]:
    return {
        "sequence": wrap(differing.sequence),
        "volledigTotTijdstip": (
            None
            if differing.complete_through_at is None
            else instant_to_text(differing.complete_through_at)
        ),
        "verschillen": [
            {"soort": each.kind, "dag": each.day, "geteld": each.stated, "hier": each.held}
            for each in differing.differences
        ],
    }


def _request(request: ResendRequest) -> dict[str, Any]:
    return {
        "nummer": request.number,
        "gevraagdOp": instant_to_text(request.requested_at),
        "reeksen": [
            {"vanSequence": each.first, "totEnMetSequence": each.last} for each in request.ranges
        ],
    }


def _currencies(connection: Connection, desk: Desk) -> dict[str, SourceCurrency]:
    return {each.source: each for each in currency_now(connection, at=desk.now)}


def _currency(currency: SourceCurrency | None) -> dict[str, Any]:
    return {} if currency is None else present_currency(currency)
