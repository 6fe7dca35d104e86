"""`jds paper`: what came by paper, courier, e-mail or telephone."""

from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from jds.accounting.disclose import Asker
from jds.accounting.paper_acts import (
    ItemInFull,
    NewItem,
    asker_of_clerk,
    disclose_item,
    give_back,
    open_source,
    register,
)
from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli import options, paper_entry, paper_pairs
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text, visible
from jds.cli.paper_entry import present_heard
from jds.domain.identifiers import is_source_urn
from jds.domain.intake_number import intake_number, read_intake_number
from jds.domain.time import Instant, InvalidTime, instant_from_text, instant_to_text
from jds.intake.paper.items import (
    Came,
    EntryLine,
    Item,
    ReturnReason,
    Scan,
    list_entries,
    list_items,
    look_at_scan,
)
from jds.intake.put_aside import OWNER

IntakeNumber: TypeAlias = Annotated[
    str, typer.Argument(metavar="N", help="Intake number, for example P12-63.")
]


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app,
        "paper",
        about="What came by paper, courier, e-mail or telephone (papier), not digitally.",
    )
    commands.command("open")(open_one)
    commands.command("register")(register_one)
    commands.command("list")(show_all)
    commands.command("show")(show)
    commands.command("return")(return_one)
    paper_entry.attach(commands)
    paper_pairs.attach(commands)


def open_one(
    context: typer.Context,
    urn: Annotated[str, typer.Argument(metavar="URN", help="The source that cannot send.")],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Let clerks enter what a source cannot send, under a paper source of its own."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        source = open_source(connection, urn, asker=_asker(desk), now=desk.now)
    if desk.as_json:
        print_json({"bron": source.urn, "soort": source.kind, "papierVoor": urn})
    else:
        print_text(f"Clerks may now enter paper of [{urn}], under [{source.urn}].")


def register_one(
    context: typer.Context,
    channel: Annotated[str, typer.Option(metavar="|".join(Came), help="How it came.")],
    received_at: Annotated[
        str, typer.Option(metavar="INSTANT", help="When it came, with its offset.")
    ],
    about: Annotated[
        str, typer.Option(metavar="TEXT", help="What it is about; goes when it is settled.")
    ],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A scan; it is known again by it, and not kept."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(metavar="URN", help="The source it comes from; without one it goes back."),
    ] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Register what came, and print the receipt for whoever brought it."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if channel not in list(Came):
        raise WrongUsage(f"--channel takes one of {', '.join(f'[{each}]' for each in Came)}.")
    if source is not None and not is_source_urn(source):
        raise WrongUsage("--source takes the name of a source; 'jds source list' shows them.")
    scan = None if file is None else look_at_scan(file)
    new = NewItem(
        channel=Came(channel),
        source=source,
        received_at=_instant(received_at, option="--received-at"),
        about=about,
        scan=scan,
    )
    with desk.register() as database, database.transaction() as connection:
        item = register(connection, new, asker=_asker(desk), now=desk.now)
    if desk.as_json:
        print_json(_receipt(item, scan))
    else:
        _print_receipt(item, scan)


def show_all(
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is paired, retracted or returned.")
    ] = False,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show what is registered and not yet settled, with its age, and what waits for its pair."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_PAPER)
        items = [each for each in list_items(connection) if everything or each.is_open]
        open_items = {each.number for each in items}
        entries = [each for each in list_entries(connection) if each.item in open_items]
    listed = [_line(each, now=desk.now) for each in items]
    unpaired = [_entry(each, now=desk.now) for each in entries if _is_unpaired(each)]
    if desk.as_json:
        print_json({"stukken": listed, "ongekoppeld": unpaired})
        return
    print_table(
        "Stukken langs andere weg",
        ("Nummer", "Toestand", "Kanaal", "Ontvangen", "Dagen oud", "Bron", "Eigenaar"),
        [
            (
                each["innamenummer"],
                each["toestand"],
                each["kanaal"],
                each["ontvangenOp"],
                str(each["dagenOud"]),
                each["bron"] or "-",
                each["eigenaar"],
            )
            for each in listed
        ],
    )
    print_text("")
    print_table(
        "Ingevoerd en nog niet gekoppeld",
        ("Bericht", "Soort", "Ingevoerd", "Dagen oud", "Werking", "Reden"),
        [
            (
                each["id"],
                each["soort"],
                each["ingevoerdOp"],
                str(each["dagenOud"]),
                each["toestand"] or "-",
                each["reden"] or "-",
            )
            for each in unpaired
        ],
    )


def show(
    context: typer.Context,
    number: IntakeNumber,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show one item with the messages made of it. It is written down that you saw it."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asked = read_intake_number(number)
    with desk.register() as database, database.transaction() as connection:
        found = disclose_item(connection, asked, asker=_asker(desk, reason=reason), now=desk.now)
    shown = _in_full(found, now=desk.now)
    if desk.as_json:
        print_json(shown)
        return
    entries = shown.pop("berichten")
    print_table(
        f"Stuk {intake_number(asked)}",
        ("", ""),
        [(label, str(value)) for label, value in shown.items() if value is not None],
    )
    for each in entries:
        content = each.pop("inhoud")
        print_text("")
        print_table(
            f"Bericht {each['id']}",
            ("", ""),
            [(label, str(value)) for label, value in each.items() if value is not None],
        )
        print_text(visible(content) if content is not None else "(inhoud gewist)")


def return_one(
    context: typer.Context,
    number: IntakeNumber,
    reason: Annotated[str, typer.Option(metavar="|".join(ReturnReason), help="Why it goes back.")],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Give an item back of which no message is made; what it was about is forgotten."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if reason not in list(ReturnReason):
        raise WrongUsage(
            f"--reason takes one of {', '.join(f'[{each}]' for each in ReturnReason)}: a word of a "
            "closed list, because the line of an item is kept for good."
        )
    with desk.register() as database, database.transaction() as connection:
        item = give_back(
            connection,
            read_intake_number(number),
            reason=ReturnReason(reason),
            asker=_asker(desk),
            now=desk.now,
        )
    if desk.as_json:
        print_json(_line(item, now=desk.now))
    else:
        print_text(f"Item [{intake_number(item.number)}] is returned, as [{reason}].")


def _asker(desk: Desk, *, reason: str | None = None) -> Asker:
    return asker_of_clerk(desk.actor, home=desk.settings.home, reason=reason)


def _instant(text: str, *, option: str) -> Instant:
    try:
        return instant_from_text(text)
    except InvalidTime as problem:
        raise WrongUsage(f"{option}: {problem.sentence}") from None


def _is_unpaired(entry: EntryLine) -> bool:
    is_root = not entry.kind.startswith("gegevens-")
    return is_root and entry.paired_with is None and entry.effect != "ingetrokken"


def _receipt(item: Item, scan: Scan | None) -> dict[str, Any]:
    return {
        "innamenummer": intake_number(item.number),
        "kanaal": item.channel,
        "ontvangenOp": instant_to_text(item.received_at),
        "aangetekendOp": instant_to_text(item.registered_at),
        "bron": item.source,
        "bestand": (None if scan is None else {"sha256": scan.sha256.hex(), "lengte": scan.length}),
    }


def _print_receipt(item: Item, scan: Scan | None) -> None:
    rows = [
        ("Innamenummer", intake_number(item.number)),
        ("Kanaal", item.channel),
        ("Ontvangen op", instant_to_text(item.received_at)),
        ("Aangetekend op", instant_to_text(item.registered_at)),
        ("Bron", item.source or "geen bron: dit stuk gaat terug"),
    ]
    if scan is not None:
        rows.append(("Kenmerk bestand", f"sha256 {scan.sha256.hex()}, {scan.length} bytes"))
    print_table("Ontvangstbewijs", ("", ""), rows)
    print_text(
        "\nBewaar dit bewijs: met het innamenummer is na te gaan wat er met het stuk is gedaan."
    )


def _line(item: Item, *, now: Instant) -> dict[str, Any]:
    return {
        "innamenummer": intake_number(item.number),
        "toestand": item.state.value,
        "kanaal": item.channel,
        "bron": item.source,
        "ontvangenOp": instant_to_text(item.received_at),
        "aangetekendOp": instant_to_text(item.registered_at),
        "dagenOud": (now - item.received_at).days,
        "eigenaar": OWNER,
        "berichten": item.standing,
        "ongekoppeld": item.unpaired,
        "teruggegevenOp": None if item.returned_at is None else instant_to_text(item.returned_at),
        "terugreden": item.returned_reason,
    }


def _entry(entry: EntryLine, *, now: Instant) -> dict[str, Any]:
    return {
        "innamenummer": intake_number(entry.item),
        "id": entry.message_id,
        "soort": entry.kind,
        "positie": entry.position,
        "ingevoerdOp": instant_to_text(entry.entered_at),
        "dagenOud": (now - entry.entered_at).days,
        "eigenaar": OWNER,
        "bronGehoordTot": present_heard(entry.gap_from),
        "gekoppeldAan": entry.paired_with,
        "toestand": entry.effect,
        "reden": entry.reason,
    }


def _in_full(found: ItemInFull, *, now: Instant) -> dict[str, Any]:
    words = found.words
    return {
        **_line(found.item, now=now),
        "gaatOver": None if words is None else words.about,
        "bestandslengte": None if words is None else words.file_length,
        "berichten": [
            {**_entry(each, now=now), "inhoud": found.contents.get(each.position)}
            for each in found.entries
        ],
    }
