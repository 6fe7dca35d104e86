"""`jds approve` and `jds proposals`: acts that one person proposes and another carries out."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

import typer

from jds.accounting.change_advice import ChangeAdvice, EndAdvice
from jds.accounting.disclose_decision import disclose_proposal
from jds.accounting.lift_shield import LiftShield
from jds.accounting.link_persons import LinkPersons
from jds.accounting.permit_file import PermitFile
from jds.accounting.proposal import Acting, Executor, Proposal
from jds.accounting.proposals import approve, list_proposals, withdraw
from jds.accounting.reconnect_source import GiveSourceKey, ReconnectSource
from jds.accounting.roles import Verb
from jds.accounting.shield_fact import ShieldFact
from jds.accounting.unlink_persons import UnlinkPersons
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.domain.time import instant_to_text

Number = Annotated[
    int, typer.Argument(metavar="N", min=1, max=2**63 - 1, help="Number of the proposal.")
]

EXECUTORS: Mapping[Verb, Executor] = {
    Verb.SHIELD: ShieldFact(),
    Verb.LIFT_SHIELD: LiftShield(),
    Verb.LINK_PERSONS: LinkPersons(clock=desks.read_clock),
    Verb.UNLINK_PERSONS: UnlinkPersons(clock=desks.read_clock),
    Verb.CHANGE_ADVICE: ChangeAdvice(clock=desks.read_clock),
    Verb.END_ADVICE: EndAdvice(clock=desks.read_clock),
    Verb.RECONNECT_SOURCE: ReconnectSource(clock=desks.read_clock),
    Verb.GIVE_SOURCE_KEY: GiveSourceKey(),
    Verb.PROPOSE_FILE: PermitFile(),
}
"""Who carries out each act that two people agree on; every verb of `FOUR_EYES` has one."""


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("approve")(approve_one)
    commands = group(
        app, "proposals", about="Proposals (voorstellen): acts that need a second person."
    )
    commands.command("list")(show_all)
    commands.command("show")(show)
    commands.command("withdraw")(withdraw_one)


def approve_one(
    context: typer.Context,
    number: Number,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Approve what somebody else proposed, and carry it out. You sign its exact content."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    acting = acting_at(desk, reason=reason)
    with desk.register() as database, database.transaction() as connection:
        proposal, outcome = approve(connection, number, acting=acting, executors=EXECUTORS)
    if desk.as_json:
        print_json(
            {
                "nummer": number,
                "handeling": proposal.verb.value,
                "toestand": "uitgevoerd",
                "voorgesteldDoor": proposal.proposer,
                "goedgekeurdDoor": acting.name,
                "uitgevoerdOp": instant_to_text(desk.now),
                "uitkomst": outcome,
            }
        )
    else:
        print_text(
            f"Proposal [{number}], [{proposal.verb.value}], is carried out: proposed by "
            f"[{proposal.proposer}], approved by [{acting.name}]."
        )


def show_all(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show every proposal and what became of it, without what it says of a person."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_PROPOSALS)
        listed = [_line(each) for each in list_proposals(connection, now=desk.now)]
    if desk.as_json:
        print_json(listed)
        return
    print_table(
        "Voorstellen",
        (
            "Nummer",
            "Handeling",
            "Toestand",
            "Voorgesteld door",
            "Op",
            "Vervalt op",
            "Afgedaan door",
        ),
        [
            (
                str(each["nummer"]),
                each["handeling"],
                each["toestand"],
                each["voorgesteldDoor"],
                each["voorgesteldOp"],
                each["vervaltOp"],
                each["afgedaanDoor"] or "-",
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
    """Show one proposal with its exact content. It is written down that you saw it."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    acting = acting_at(desk, reason=reason)
    with desk.register() as database:
        found = disclose_proposal(database, number, acting=acting)
    words = found.words
    shown = {
        **_line(found.proposal),
        "inhoud": None if words is None else dict(words.content),
        "reden": None if words is None else words.reason,
        "redenAfdoening": None if words is None else words.settled_reason,
        "gewist": words is None,
    }
    if desk.as_json:
        print_json(shown)
        return
    content = shown.pop("inhoud") or {}
    rows = [*shown.items(), *(content.items() if isinstance(content, Mapping) else ())]
    print_table(f"Voorstel {number}", ("", ""), [(name, str(value)) for name, value in rows])


def withdraw_one(
    context: typer.Context,
    number: Number,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Take back what you proposed, or turn down what you might have approved."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    acting = acting_at(desk, reason=reason)
    with desk.register() as database, database.transaction() as connection:
        withdraw(connection, number, acting=acting)
    if desk.as_json:
        print_json({"nummer": number, "toestand": "ingetrokken"})
    else:
        print_text(f"Proposal [{number}] is withdrawn.")


def acting_at(desk: Desk, *, reason: str | None) -> Acting:
    """Return who acts at this desk, and why."""
    return Acting(
        name=desk.actor,
        home=desk.settings.home,
        reason=options.read_reason(reason, desk=desk),
        now=desk.now,
    )


def print_proposed(
    desk: Desk, proposal: Proposal, *, files: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Say that something was proposed, and what must happen next.

    Args:
        files: What was written for it, by the name on the wire.
    """
    if desk.as_json:
        print_json(
            {
                "nummer": proposal.number,
                "handeling": proposal.verb.value,
                "toestand": proposal.state.value,
                "voorgesteldDoor": proposal.proposer,
                "vervaltOp": instant_to_text(proposal.expires_at),
                "digest": proposal.digest.hex(),
                **files,
            }
        )
    else:
        print_text(
            f"Proposal [{proposal.number}] is written down; nothing is done yet. Let somebody else "
            f"look at it with [jds proposals show {proposal.number}] and approve it with "
            f"[jds approve {proposal.number} --as NAME], before "
            f"[{instant_to_text(proposal.expires_at)}]."
        )


def _line(each: Proposal) -> dict[str, Any]:
    return {
        "nummer": each.number,
        "handeling": each.verb.value,
        "toestand": each.state.value,
        "voorgesteldDoor": each.proposer,
        "voorgesteldOp": instant_to_text(each.proposed_at),
        "vervaltOp": instant_to_text(each.expires_at),
        "afgedaanDoor": each.settled_by,
        "afgedaanOp": None if each.settled_at is None else instant_to_text(each.settled_at),
        "digest": each.digest.hex(),
    }
