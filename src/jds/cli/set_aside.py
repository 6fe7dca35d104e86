"""`jds set-aside`: the work list of messages that are not, or not yet, part of any record."""

import base64
from itertools import chain
from typing import Annotated, Any

import typer

from jds.accounting.disclose import Asker
from jds.accounting.disclose_work import (
    USUAL_REASON,
    NoSuchWork,
    QueuedInFull,
    WorkNumber,
    disclose_work,
    read_work_number,
)
from jds.accounting.editions import newest_law
from jds.accounting.keys import register_key
from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.intake import bring_up_to_date, make_judge
from jds.cli.main import group
from jds.cli.output import print_json, print_json_array, print_table, print_text, visible
from jds.domain.time import instant_to_text
from jds.intake.put_aside import OWNER
from jds.intake.set_aside import (
    SetAside,
    SetAsideInFull,
    count_set_aside,
    list_for_clerks,
    list_set_aside,
    release,
    return_to_source,
)
from jds.records.queues import Queued, list_queue
from jds.sources.register import kinds_of_sources

Number = Annotated[
    str, typer.Argument(metavar="N", help="A number of the list: 12, or L27 for the ledger.")
]


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app,
        "set-aside",
        about="Messages that were set aside (apart gezet), wait or contradict others.",
    )
    commands.command("list")(show_all)
    commands.command("show")(show)
    commands.command("release")(release_one)
    commands.command("return")(return_one)


def show_all(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show what was set aside and not yet settled, and what waits or contradicts."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_SET_ASIDE)
        if desk.as_json:
            print_json_array(
                chain(
                    map(_set_aside, list_set_aside(connection)),
                    map(_queued, list_queue(connection)),
                )
            )
            return
        listed = [
            *map(_set_aside, list_for_clerks(connection)),
            *map(_queued, list_queue(connection)),
        ]
        in_quarantine = count_set_aside(connection).in_quarantine
    print_table(
        "Werklijst",
        ("Nummer", "Toestand", "Reden", "Sinds", "Bron", "Bericht", "Eigenaar"),
        [
            (
                str(each["nummer"]),
                each["toestand"],
                each["reden"],
                each["sinds"],
                each["bron"] or "(onleesbaar)",
                each["id"] or "-",
                each["eigenaar"],
            )
            for each in listed
        ],
    )
    if in_quarantine:
        print_text(f"In quarantaine: {in_quarantine} berichten, zie 'jds quarantine list'.")


def show(
    context: typer.Context,
    number: Number,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show one message as it was delivered. It is written down that you saw it."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asker = Asker(name=desk.actor, home=desk.settings.home, reason=reason or USUAL_REASON)
    work = read_work_number(number)
    with desk.register() as database:
        found = disclose_work(database, work, asker=asker, now=desk.now)
    shown = (
        {**_queued(found.queued), **_content(found.content.encode())}
        if isinstance(found, QueuedInFull)
        else in_full(found)
    )
    if desk.as_json:
        print_json(shown)
        return
    content = shown.pop("inhoud")
    print_table(
        f"Bericht {work}",
        ("", ""),
        [(label, str(value)) for label, value in shown.items() if value is not None],
    )
    if content is not None:
        print_text("\n" + visible(content))


def release_one(
    context: typer.Context,
    number: Number,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Admit a message with an impossible date; that date then counts as unknown."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    work = _of_set_aside(read_work_number(number))
    with desk.register() as database:
        with database.transaction() as connection:
            law = newest_law(connection)
            desks.act(desk, connection, verb=Verb.RELEASE, arguments={"number": work.number})
            released = release(
                connection,
                work.number,
                by=desk.actor,
                judge=make_judge(kinds_of_sources(connection), law=law),
                register_key=register_key(desk.settings.home),
                now=desk.now,
            )
        bring_up_to_date(database)
    if desk.as_json:
        print_json(
            {
                "nummer": work.number,
                "positie": released.position,
                "onbekendeDatums": list(released.unknown_dates),
            }
        )
        return
    dates = ", ".join(f"[{path}]" for path in released.unknown_dates) or "none"
    print_text(
        f"Message [{work}] is accepted, at position [{released.position}]. "
        f"Dates that now count as unknown: {dates}."
    )


def return_one(
    context: typer.Context,
    number: Number,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the source.")],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Return a message to its source, which corrects it and sends it under a new id."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    work = _of_set_aside(read_work_number(number))
    with desk.register() as database, database.transaction() as connection:
        arguments = {"number": work.number}
        desks.act(desk, connection, verb=Verb.RETURN, arguments=arguments, reason=reason)
        return_to_source(connection, work.number, reason=reason, by=desk.actor, now=desk.now)
    if desk.as_json:
        print_json({"nummer": work.number, "toestand": "teruggegeven"})
    else:
        print_text(f"Message [{work}] is returned to its source.")


def _of_set_aside(number: WorkNumber) -> WorkNumber:
    if number.in_ledger:
        raise NoSuchWork(
            f"Message [{number}] is accepted and stays in the ledger. One that waits applies by "
            "itself when what it needs comes; of one that contradicts, the source corrects it or "
            "the other."
        )
    return number


def _set_aside(each: SetAside) -> dict[str, Any]:
    return {
        "nummer": each.number,
        "bron": each.source,
        "id": each.message_id,
        "toestand": each.state,
        "reden": each.reason,
        "sinds": instant_to_text(each.since),
        "eigenaar": each.owner,
        "uitleg": each.explanation,
    }


def _queued(each: Queued) -> dict[str, Any]:
    return {
        "nummer": str(WorkNumber(each.position, in_ledger=True)),
        "bron": each.key.source,
        "id": each.key.id,
        "toestand": each.effect.value,
        "reden": each.reason,
        "sinds": instant_to_text(each.since),
        "eigenaar": OWNER,
        "soort": each.kind,
        "positie": each.position,
    }


def in_full(found: SetAsideInFull) -> dict[str, Any]:
    """Return what was set aside in words of the wire, with its content."""
    return {
        **_set_aside(found.summary),
        "regel": found.line,
        "lengte": found.length,
        "ontvangenOp": found.received_on.isoformat(),
        "afgehandeldOp": None if found.settled_at is None else instant_to_text(found.settled_at),
        "afgehandeldDoor": found.settled_by,
        "afhandelreden": found.settled_reason,
        "positie": found.released_at_position,
        "verdrongenPositie": found.displaced_position,
        **_content(found.content),
    }


def _content(content: bytes | None) -> dict[str, Any]:
    """Return content as text; what is no text, such as broken bytes, in base64."""
    if content is None:
        return {"inhoud": None, "inhoudBase64": None}
    try:
        return {"inhoud": content.decode("utf-8"), "inhoudBase64": None}
    except UnicodeDecodeError:
        return {"inhoud": None, "inhoudBase64": base64.b64encode(content).decode()}
