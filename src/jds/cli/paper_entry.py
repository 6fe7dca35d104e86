"""`jds paper enter`: a clerk makes a message of what came by paper."""

import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from jds.accounting.editions import newest_law
from jds.accounting.paper_acts import asker_of_clerk, enter
from jds.cli import desk as desks
from jds.cli.ask_payload import ask_payload
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.intake import bring_up_to_date, make_judge
from jds.cli.output import complain, print_json, print_text
from jds.domain.intake_number import intake_number, read_intake_number
from jds.domain.time import Instant, instant_to_text
from jds.intake.paper.enter import (
    ENTERED_KINDS,
    NEVER_HEARD,
    EnteredMessage,
    NoSuchEntry,
    Statement,
    correction,
    paper_source_for,
    retraction,
)
from jds.intake.paper.items import list_entries, show_item


def attach(commands: typer.Typer) -> None:
    """Add the commands of this module to `jds paper`."""
    commands.command("enter")(enter_one)


def enter_one(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="N", help="Intake number.")],
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="What it states: a kind of the contract.")
    ] = None,
    payload: Annotated[
        str | None,
        typer.Option(metavar="FILE|-", help="The payload as JSON; without it you are asked."),
    ] = None,
    corrects: Annotated[
        str | None, typer.Option(metavar="ID", help="A message of this item that was wrong.")
    ] = None,
    retracts: Annotated[
        str | None,
        typer.Option(metavar="ID", help="A message of this item that should not be there."),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why it is corrected or retracted.")
    ] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Make a message of an item. It is checked before anything is kept, and marked provisional."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    _require_one_act(kind, payload, corrects, retracts, reason)
    item_number = read_intake_number(number)
    asker = asker_of_clerk(desk.actor, home=desk.settings.home)
    with desk.register() as database:
        stated_kind = kind
        if corrects is not None:
            with database.transaction() as connection:
                stated_kind = next(
                    (
                        each.kind
                        for each in list_entries(connection, item_number)
                        if each.message_id == corrects
                    ),
                    None,
                )
            if stated_kind is None:
                raise NoSuchEntry(item_number)
        # What is asked is asked before the transaction: nobody waits for somebody who types.
        statement = _statement(
            stated_kind, payload, corrects=corrects, retracts=retracts, reason=reason
        )
        with database.transaction() as connection:
            source = paper_source_for(connection, show_item(connection, item_number))
            judge = make_judge({source.urn: source.kind}, law=newest_law(connection))
            entered = enter(
                connection, item_number, statement, judge=judge, asker=asker, now=desk.now
            )
        bring_up_to_date(database)
        with database.transaction() as connection:
            line = next(
                each
                for each in list_entries(connection, item_number)
                if each.position == entered.position
            )
    _print_entered(desk, entered, item=item_number, effect=line.effect, why=line.reason)


def _require_one_act(
    kind: str | None,
    payload: str | None,
    corrects: str | None,
    retracts: str | None,
    reason: str | None,
) -> None:
    if sum(each is not None for each in (kind, corrects, retracts)) != 1:
        raise WrongUsage("Say what to do: --kind KIND, --corrects ID or --retracts ID.")
    if kind is not None and kind not in ENTERED_KINDS:
        raise WrongUsage(f"--kind takes one of {', '.join(ENTERED_KINDS)}.")
    if kind is not None and reason is not None:
        raise WrongUsage("--reason goes with --corrects or --retracts.")
    if kind is None and not (reason or "").strip():
        raise WrongUsage("A correction or retraction says why: --reason TEXT.")
    if retracts is not None and payload is not None:
        raise WrongUsage("A retraction has no payload.")


def _statement(
    kind: str | None,
    payload: str | None,
    *,
    corrects: str | None,
    retracts: str | None,
    reason: str | None,
) -> Statement:
    if retracts is not None:
        return retraction(of=retracts, reason=reason or "")
    if kind is None:
        raise AssertionError("a kind was given, or is that of what is corrected")
    content = _ask(kind) if payload is None else _read(payload)
    if corrects is not None:
        return correction(content, of=corrects, reason=reason or "")
    return Statement(kind, content)


def _read(where: str) -> dict[str, Any]:
    try:
        text = sys.stdin.buffer.read() if where == "-" else Path(where).read_bytes()
        content = msgspec.json.decode(text)
    except (OSError, ValueError):
        content = None
    if not isinstance(content, dict):
        # Without the name of the file, which may be that of a person.
        raise WrongUsage("--payload takes a file, or - for standard input, with one JSON object.")
    return content


def _ask(kind: str) -> dict[str, Any]:
    if not sys.stdin.isatty():
        raise WrongUsage(
            "Nobody is there to be asked. Give the payload as JSON: --payload FILE, or --payload -."
        )
    complain(
        f"A message of kind [{kind}], as it stands on the paper. Ctrl-C stops; nothing is kept."
    )
    return ask_payload(kind, _prompt)


def present_heard(gap_from: Instant | None) -> str | None:
    """Return up to when a source had been heard at entry; None of one that was current."""
    if gap_from is None:
        return None
    return "nooit" if gap_from == NEVER_HEARD else instant_to_text(gap_from)


def _prompt(question: str) -> str:
    answer: str = typer.prompt(question, default="", show_default=False, err=True)
    return answer.strip()


def _print_entered(
    desk: Desk, entered: EnteredMessage, *, item: int, effect: str | None, why: str | None
) -> None:
    if desk.as_json:
        print_json(
            {
                "innamenummer": intake_number(item),
                "id": entered.message_id,
                "bron": entered.source,
                "positie": entered.position,
                "toestand": effect,
                "reden": why or None,
                "bronGehoordTot": present_heard(entered.gap_from),
                "waarschuwingen": list(entered.warnings),
            }
        )
        return
    unusual = "".join(f" Unusual: [{each}]." for each in entered.warnings)
    because = f", because [{why}]" if why else ""
    print_text(
        f"Message [{entered.message_id}] is accepted, at position [{entered.position}]. It is "
        f"[{effect}]{because}.{unusual}"
    )
