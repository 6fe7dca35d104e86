"""`jds advice`: declarations that make advices tighter or looser for a period."""

from typing import Annotated, Any, Literal, get_args

import typer

from jds.accounting.advice_changes import AdviceChange, list_advice_changes
from jds.accounting.change_advice import AdviceAsked, propose_advice, propose_end
from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import group
from jds.cli.output import print_json, print_table
from jds.cli.proposals import acting_at, print_proposed
from jds.domain.time import InvalidTime, LegalDay, day_from_text, instant_to_text
from jds.law.currency.rules import RiskClass

_CLASSES = get_args(RiskClass)


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app, "advice", about="Declarations about advice (verklaringen) by two people, for a period."
    )
    commands.command("change")(change)
    commands.command("end")(end)
    commands.command("list")(show_all)


def change(
    context: typer.Context,
    purpose: Annotated[
        list[str],
        typer.Option(metavar="R/P", help="A recipient and purpose: ind/nationaliteit. Repeatable."),
    ],
    risk: Annotated[
        list[str],
        typer.Option("--class", metavar="K", help="A class of the rules: open-zaak. Repeatable."),
    ],
    advice: Annotated[
        Literal["aanhouden", "beslissen-met-waarschuwing"], typer.Option(help="What is advised.")
    ],
    starts_on: Annotated[str, typer.Option("--from", metavar="DAY", help="First day, YYYY-MM-DD.")],
    ends_before: Annotated[
        str, typer.Option("--until", metavar="DAY", help="First day on which it no longer holds.")
    ],
    notice: Annotated[
        str, typer.Option(metavar="TEXT", help="What answers and the status page say, in Dutch.")
    ],
    notice_en: Annotated[str, typer.Option(metavar="TEXT", help="The same in English.")],
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Propose to tighten or loosen advices for a period; another person approves."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    for each in risk:
        if each not in _CLASSES:
            raise WrongUsage(f"--class is one of {', '.join(_CLASSES)}.")
    asked = AdviceAsked(
        purposes=tuple(purpose),
        risks=tuple(each for each in _CLASSES if each in risk),
        advice=advice,
        starts_on=_day(starts_on, option="--from"),
        ends_before=_day(ends_before, option="--until"),
        notice_nl=notice,
        notice_en=notice_en,
    )
    with desk.register() as database, database.transaction() as connection:
        proposal = propose_advice(connection, asked, acting=acting_at(desk, reason=reason))
    print_proposed(desk, proposal)


def end(
    context: typer.Context,
    number: Annotated[
        int, typer.Argument(metavar="N", min=1, max=2**63 - 1, help="Number of the declaration.")
    ],
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Propose to end a declaration before its last day; another person approves."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        proposal = propose_end(connection, number, acting=acting_at(desk, reason=reason))
    print_proposed(desk, proposal)


def show_all(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List every declaration that was ever made, and whether it ended early."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_ADVICE)
        listed = [_shown(each) for each in list_advice_changes(connection)]
    if desk.as_json:
        print_json(listed)
        return
    print_table(
        "Verklaringen over advies",
        ("Nummer", "Doelen", "Klassen", "Advies", "Vanaf", "Tot", "Beëindigd"),
        [
            (
                str(each["nummer"]),
                ", ".join(each["doelen"]),
                ", ".join(each["klassen"]),
                each["advies"],
                each["vanaf"],
                each["tot"],
                each["beëindigdOp"] or "-",
            )
            for each in listed
        ],
    )


def _shown(change: AdviceChange) -> dict[str, Any]:
    return {
        "nummer": change.number,
        "doelen": list(change.purposes),
        "klassen": list(change.risks),
        "advies": change.advice,
        "vanaf": change.starts_on.isoformat(),
        "tot": change.ends_before.isoformat(),
        "mededeling": change.notice_nl,
        "mededelingEn": change.notice_en,
        "sinds": instant_to_text(change.declared_at),
        "beëindigdOp": None if change.ended_at is None else instant_to_text(change.ended_at),
        "beëindigdDoor": change.ended_by,
    }


def _day(text: str, *, option: str) -> LegalDay:
    try:
        return day_from_text(text)
    except InvalidTime as problem:
        raise WrongUsage(f"{option}: {problem.sentence}") from None
