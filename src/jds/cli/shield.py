"""`jds shield`: facts that the register itself shields or marks as disputed."""

from typing import Annotated, Any

import typer

from jds.accounting.disclose_decision import disclose_shield
from jds.accounting.lift_shield import inform_of_lifting, propose_lifting
from jds.accounting.roles import Verb
from jds.accounting.shield_fact import ShieldAsked, propose_shield
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.cli.proposals import acting_at, print_proposed
from jds.domain.identifiers import InvalidIdentifier, parse_skn
from jds.domain.time import InvalidTime, day_from_text, instant_to_text
from jds.records.shields import Notice, ShieldInFull, ShieldKind, ShieldLine, list_shields

Number = Annotated[
    int, typer.Argument(metavar="N", min=1, max=2**63 - 1, help="Number of the shield.")
]


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app, "shield", about="Facts shielded (afgeschermd) or disputed (betwist) by the register."
    )
    commands.command("propose")(propose)
    commands.command("list")(show_all)
    commands.command("show")(show)
    commands.command("inform")(inform)
    commands.command("lift")(lift)


def propose(
    context: typer.Context,
    skn: Annotated[str, typer.Option(metavar="X", help="Criminal justice chain number (SKN).")],
    case: Annotated[
        str,
        typer.Option(metavar="PARKETNUMMER", help="The case, or the source's own number of it."),
    ],
    offence: Annotated[
        str, typer.Option(metavar="N", help="Number of the offence (feitnummer) in the case.")
    ],
    kind: Annotated[ShieldKind, typer.Option(help="Shielded, or shown as disputed.")],
    ground: Annotated[
        str, typer.Option(metavar="TEXT", help="What is disputed, or what it is kept for.")
    ],
    allow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHO",
            help="May see it all the same: RECIPIENT/PURPOSE, or a group of the rules. Repeatable.",
        ),
    ] = None,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Propose to shield a fact or mark it as disputed; another person approves (Wjsg art. 22)."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    try:
        number = parse_skn(skn)
    except InvalidIdentifier as problem:
        raise WrongUsage(problem.sentence) from None
    asked = ShieldAsked(
        skn=number,
        case=case,
        offence=offence,
        kind=kind,
        ground=ground,
        allowed=tuple(allow or ()),
    )
    with desk.register() as database:
        proposal = propose_shield(database, asked, acting=acting_at(desk, reason=reason))
    print_proposed(desk, proposal)


def show_all(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show every shield, without whose fact it covers."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_SHIELDS)
        listed = [_line(each) for each in list_shields(connection)]
    if desk.as_json:
        print_json(listed)
        return
    print_table(
        "Afschermingen",
        ("Nummer", "Soort", "Sinds", "Opheffing medegedeeld", "Opgeheven"),
        [
            (
                str(each["nummer"]),
                each["soort"],
                each["sinds"],
                each["medegedeeldOp"] or "-",
                each["opgehevenOp"] or "-",
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
    """Show one shield: which fact, on which ground. It is written down that you saw it."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        found = disclose_shield(database, number, acting=acting_at(desk, reason=reason))
    shown = _in_full(found)
    if desk.as_json:
        print_json(shown)
    else:
        print_table(
            f"Afscherming {number}", ("", ""), [(name, str(value)) for name, value in shown.items()]
        )


def inform(
    context: typer.Context,
    number: Number,
    told_on: Annotated[
        str, typer.Option(metavar="DAY", help="Day on which the person was told, YYYY-MM-DD.")
    ],
    told_by: Annotated[
        str, typer.Option("--by", metavar="TEXT", help="By whom the person was told, and how.")
    ],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Note that the person was told that the shield will be lifted; that must come first."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    try:
        notice = Notice(day_from_text(told_on), told_by)
    except InvalidTime as problem:
        raise WrongUsage(f"--told-on: {problem.sentence}") from None
    acting = acting_at(desk, reason=told_by)
    with desk.register() as database, database.transaction() as connection:
        days = inform_of_lifting(connection, number, notice=notice, acting=acting)
    first, end = days.starts_on.isoformat(), days.ends_before
    if desk.as_json:
        print_json(
            {
                "nummer": number,
                "medegedeeldOp": notice.told_on.isoformat(),
                "opTeHeffenVanaf": first,
                "opTeHeffenVoor": None if end is None else end.isoformat(),
            }
        )
    else:
        print_text(
            f"It is noted that the person was told about shield [{number}] on "
            f"[{notice.told_on}]. Propose to lift it; it can be approved from [{first}] on."
        )


def lift(
    context: typer.Context,
    number: Number,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Propose to lift a shield of which the person was told; another person approves."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        acting = acting_at(desk, reason=reason)
        proposal = propose_lifting(connection, number, acting=acting)
    print_proposed(desk, proposal)


def _line(each: ShieldLine) -> dict[str, Any]:
    return {
        "nummer": each.number,
        "soort": each.kind.value,
        "sinds": instant_to_text(each.since),
        "medegedeeldOp": None if each.told_on is None else each.told_on.isoformat(),
        "opgehevenOp": None if each.lifted_at is None else instant_to_text(each.lifted_at),
        "opgehevenDoor": each.lifted_by,
    }


def _in_full(found: ShieldInFull) -> dict[str, Any]:
    return {
        **_line(found.line),
        "zaak": [name.partition(":")[2] for name in found.case_names],
        "feit": list(found.offences),
        "grond": found.ground,
        "toegestaan": list(found.allowed),
        "mededelingen": [
            {"op": each.told_on.isoformat(), "door": each.told_by} for each in found.notices
        ],
    }
