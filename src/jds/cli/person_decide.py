"""`jds person search` and `jds person decide`: candidates, and which of them is meant."""

from typing import Annotated, Any

import typer

from jds.accounting.disclose import Asker
from jds.accounting.roles import Verb
from jds.answers.decide_who import Choice, TakenBack, decide_who, take_back
from jds.answers.decisions import IdentityDecision
from jds.answers.present_search import present_listed_search, present_search
from jds.answers.searches import forget_old_searches, list_searches
from jds.answers.show_search import show_search
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.cli.search_on_screen import print_search
from jds.database.connection import Connection
from jds.domain.identifiers import InvalidIdentifier, Skn, parse_skn
from jds.domain.time import as_instant, instant_to_text

Number = Annotated[
    int, typer.Argument(metavar="SEARCH", min=1, max=2**63 - 1, help="Number of the search.")
]


def attach(commands: typer.Typer) -> None:
    """Add the commands of this module to those of `jds person`."""
    commands.command("decide")(decide)
    searches = group(commands, "search", about="Searches made to answer a recipient (zoekvragen).")
    searches.command("list")(show_all)
    searches.command("show")(show)


def show_all(
    context: typer.Context,
    count: Annotated[
        int, typer.Option(metavar="N", min=1, max=10_000, help="How many, the newest first.")
    ] = 100,
    is_open: Annotated[
        bool, typer.Option("--open", help="Only those on which somebody has yet to decide.")
    ] = False,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List searches by description: for whom, and what became of them; nothing of a person."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_SEARCHES)
        _forget_old(desk, connection)
        found = [
            each for each in list_searches(connection, count=count) if each.is_open or not is_open
        ]
    listed = [present_listed_search(each) for each in found]
    if desk.as_json:
        print_json(listed)
        return
    print_table(
        "Zoekvragen, nieuwste eerst",
        ("Nummer", "Op", "Ontvanger", "Doel", "Gevonden", "Stand", "Besluit"),
        [
            (
                str(each["zoeknummer"]),
                each["gevraagdOp"],
                each["ontvanger"],
                each["doel"],
                each["gevonden"],
                each["stand"],
                "-" if each["besluit"] is None else str(each["besluit"]),
            )
            for each in listed
        ],
    )


def show(
    context: typer.Context,
    number: Number,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show what was asked and each candidate field by field. It is noted that you saw it."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asker = _asker(desk, options.read_reason(reason, desk=desk))
    with desk.register() as database:
        with database.transaction() as connection:
            _forget_old(desk, connection)
        shown = present_search(show_search(database, number, asker=asker, now=desk.now))
    if desk.as_json:
        print_json(shown)
    else:
        print_search(shown)


def decide(
    context: typer.Context,
    number: Number,
    skn: Annotated[
        str | None, typer.Option(metavar="X", help="The person with this SKN is meant.")
    ] = None,
    candidate: Annotated[
        int | None,
        typer.Option(metavar="K", min=1, help="The candidate shown under this number is meant."),
    ] = None,
    nobody: Annotated[bool, typer.Option("--nobody", help="None of the candidates is.")] = False,
    undo: Annotated[
        bool, typer.Option("--take-back", help="Take back what was decided on this search.")
    ] = False,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Decide who is meant by a search, or take that back. Look first: jds person search show N."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if sum((skn is not None, candidate is not None, nobody, undo)) != 1:
        raise WrongUsage(
            "Say who is meant: --skn X, --candidate K or --nobody; or take back what was decided "
            "with --take-back."
        )
    if reason is None:
        raise options.ReasonMissing
    asker = _asker(desk, reason)
    with desk.register() as database:
        if undo:
            taken_back = take_back(database, number, asker=asker, clock=desks.read_clock)
            _print_taken_back(desk, taken_back)
            return
        choice = Choice(None if skn is None else _skn(skn), candidate)
        decision = decide_who(database, number, choice, asker=asker, clock=desks.read_clock)
    _print_decided(desk, decision)


def _asker(desk: Desk, reason: str) -> Asker:
    return Asker(name=desk.actor, home=desk.settings.home, reason=reason)


def _forget_old(desk: Desk, connection: Connection) -> None:
    forget_old_searches(connection, before=as_instant(desk.now - desk.settings.searches_kept_for))


def _skn(text: str) -> Skn:
    try:
        return parse_skn(text)
    except InvalidIdentifier as problem:
        raise WrongUsage(problem.sentence) from None


def _print_decided(desk: Desk, decision: IdentityDecision) -> None:
    if desk.as_json:
        print_json(
            {
                "besluit": decision.number,
                "zoeknummer": decision.search,
                "op": instant_to_text(decision.decided_at),
                "door": decision.decided_by,
                "uitkomst": "niemand" if decision.subject_id is None else "persoon",
            }
        )
        return
    print_text(
        f"Decision [{decision.number}] is written down. It holds for search [{decision.search}], "
        "and for the same question of this recipient. Answer it with [jds answer --recipient R "
        f"--purpose P --search {decision.search}]; take it back with [jds person decide "
        f"{decision.search} --take-back --reason TEXT]."
    )


def _print_taken_back(desk: Desk, taken_back: TakenBack) -> None:
    decision = taken_back.decision
    answers: list[dict[str, Any]] = [
        {
            "antwoordnummer": each.number,
            "gegevenOp": instant_to_text(each.given_at),
            "ontvanger": each.recipient,
            "doel": each.purpose,
            "oordeel": each.verdict,
        }
        for each in taken_back.answers
    ]
    if desk.as_json:
        print_json(
            {
                "besluit": decision.number,
                "zoeknummer": decision.search,
                "teruggenomen": True,
                "antwoorden": answers,
            }
        )
        return
    print_text(f"Decision [{decision.number}] on search [{decision.search}] is taken back.")
    if not answers:
        print_text("No answer rested on it.")
        return
    print_table(
        "Antwoorden die op dit besluit rusten; laat de ontvangers het weten",
        ("Nummer", "Op", "Ontvanger", "Doel", "Oordeel"),
        [tuple(str(value) for value in each.values()) for each in answers],
    )
