"""`jds person link`, `unlink` and `links`: what two clerks state about who is who."""

from typing import Annotated, Any

import typer

from jds.accounting.link_persons import ByCase, BySkn, LinkAsked, Named, propose_link
from jds.accounting.roles import Verb
from jds.accounting.unlink_persons import propose_unlink
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.output import print_json, print_table
from jds.cli.proposals import acting_at, print_proposed
from jds.domain.identifiers import InvalidIdentifier, parse_skn
from jds.domain.time import instant_to_text
from jds.persons.clerk_links import ClerkLink, LinkEnd, list_links

Number = Annotated[
    int, typer.Argument(metavar="N", min=1, max=2**63 - 1, help="Number of the link.")
]


def attach(commands: typer.Typer) -> None:
    """Add the commands of this module to the group."""
    commands.command("link")(link)
    commands.command("unlink")(unlink)
    commands.command("links")(show_all)


def link(
    context: typer.Context,
    skn: Annotated[str | None, typer.Option(metavar="X", help="One, by SKN.")] = None,
    case: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="One without SKN, by a case; with --source."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="URN", help="The source that sent the case.")
    ] = None,
    with_skn: Annotated[str | None, typer.Option(metavar="X", help="The other, by SKN.")] = None,
    with_case: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="The other, by a case; with --with-source."),
    ] = None,
    with_source: Annotated[
        str | None, typer.Option(metavar="URN", help="The source that sent that case.")
    ] = None,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Propose that two are one person, of whom one has no SKN; another clerk approves."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asked = LinkAsked(
        one=_named(skn, case, source, prefix="--"),
        other=_named(with_skn, with_case, with_source, prefix="--with-"),
    )
    with desk.register() as database:
        proposal = propose_link(database, asked, acting=acting_at(desk, reason=reason))
    print_proposed(desk, proposal)


def unlink(
    context: typer.Context,
    number: Number,
    end: Annotated[
        LinkEnd,
        typer.Option(help="They are two (gescheiden), or the link was a mistake (teruggenomen)."),
    ],
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Propose to end a link that two clerks made; another clerk approves."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    acting = acting_at(desk, reason=reason)
    with desk.register() as database, database.transaction() as connection:
        proposal = propose_unlink(connection, number, ended_as=end, acting=acting)
    print_proposed(desk, proposal)


def show_all(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show every link that two clerks made, without whom it links."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_LINKS)
        listed = [_line(each) for each in list_links(connection)]
    if desk.as_json:
        print_json(listed)
        return
    print_table(
        "Koppelingen door twee medewerkers",
        ("Nummer", "Sinds", "Beëindigd", "Wijze", "Door voorstel"),
        [
            (
                str(each["nummer"]),
                each["sinds"],
                each["beeindigdOp"] or "-",
                each["wijze"] or "-",
                str(each["beeindigdDoor"] or "-"),
            )
            for each in listed
        ],
    )


def _named(skn: str | None, case: str | None, source: str | None, *, prefix: str) -> Named:
    if skn is not None and case is None and source is None:
        try:
            return BySkn(parse_skn(skn))
        except InvalidIdentifier as problem:
            raise WrongUsage(problem.sentence) from None
    if skn is None and case is not None and source is not None:
        return ByCase(source, case)
    raise WrongUsage(
        f"Name each of the two in one way: {prefix}skn X, or {prefix}case NUMBER with "
        f"{prefix}source URN."
    )


def _line(each: ClerkLink) -> dict[str, Any]:
    return {
        "nummer": each.number,
        "sinds": instant_to_text(each.since),
        "beeindigdOp": None if each.ended_at is None else instant_to_text(each.ended_at),
        "beeindigdDoor": each.ended_by,
        "wijze": None if each.ended_as is None else each.ended_as.value,
    }
