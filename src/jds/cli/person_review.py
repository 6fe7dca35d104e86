"""`jds person review`: doubtful identities, what speaks for them, and what people judge of them."""

from typing import Annotated, Any

import typer

from jds.accounting.disclose_review import ReviewInFull, ShownSide, disclose_review
from jds.accounting.editions import newest_entry_rules
from jds.accounting.judge_review import ReviewJudged, judge_review, undo_judgement
from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.cli.progress import progress
from jds.cli.proposals import acting_at
from jds.persons.review.evidence import ReviewKind
from jds.persons.review.items import list_items
from jds.persons.review.state import TO_DO, Judgement, ReviewState
from jds.records.present import present_who
from jds.records.review_on_wire import (
    present_evidence,
    present_item,
    present_judgement,
    present_turn,
)
from jds.records.review_pass import review_pass
from jds.records.subject_on_wire import present_subject

Number = Annotated[
    int, typer.Argument(metavar="N", min=1, max=2**63 - 1, help="Number of the doubtful identity.")
]


def attach(commands: typer.Typer) -> None:
    """Add the commands of this module to those of `jds person`."""
    review = group(commands, "review", about="Doubtful identities (te beoordelen).")
    review.command("list")(show_all)
    review.command("show")(show)
    review.command("judge")(judge)
    review.command("undo")(undo)
    review.command("pass")(run_pass)


def show_all(
    context: typer.Context,
    kind: Annotated[
        ReviewKind | None, typer.Option(help="Pairs that may be one, or persons that may be two.")
    ] = None,
    state: Annotated[
        list[ReviewState] | None,
        typer.Option(help="Only these; else those in which there is something to do. Repeatable."),
    ] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List doubtful identities, the oldest first, without whom they are about."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    wanted = set(state) if state else TO_DO | {ReviewState.PROPOSED}
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_REVIEW)
        listed = [
            present_item(each, now=desk.now)
            for each in list_items(connection, now=desk.now)
            if each.state() in wanted and kind in (None, each.kind)
        ]
    if desk.as_json:
        print_json(listed)
        return
    print_table(
        "Te beoordelen identiteiten",
        ("Nummer", "Soort", "Gronden", "Sterkte", "Herkomst", "Toestand", "Dagen", "Eigenaar"),
        [
            (
                str(each["nummer"]),
                each["soort"],
                ", ".join(each["gronden"]) or "-",
                each["sterkte"] or "-",
                each["herkomst"],
                each["toestand"],
                str(each["dagenOud"]),
                each["eigenaar"],
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
    """Show one: who they are, what speaks for it, what was judged. It is written down."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        found = disclose_review(database, number, acting=acting_at(desk, reason=reason))
    shown = _in_full(found, desk=desk)
    if desk.as_json:
        print_json(shown)
    else:
        _print_in_full(shown)


def judge(
    context: typer.Context,
    number: Number,
    judgement: Annotated[
        Judgement,
        typer.Option(help="Whether what it supposes is so; nooit-meer: and never ask again."),
    ],
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Judge whether what it supposes is so. It joins nobody: that takes a second clerk."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    acting = acting_at(desk, reason=reason)
    with desk.register() as database:
        done = judge_review(database, number, judgement, acting=acting, clock=desks.read_clock)
    _print_judged(desk, done)


def undo(
    context: typer.Context,
    number: Number,
    reason: options.WhyDecide = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Take the judgement that stands back; what stood before it stands again."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    acting = acting_at(desk, reason=reason)
    with desk.register() as database:
        done = undo_judgement(database, number, acting=acting, clock=desks.read_clock)
    _print_judged(desk, done)


def run_pass(
    context: typer.Context,
    most: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Look at so many subjects, then stop; else at all."),
    ] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Look for doubtful identities where something is new (nachtronde). It joins nobody."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        with database.transaction() as connection:
            desks.act(desk, connection, verb=Verb.LOOK_FOR_DOUBTS, arguments={"most": most})
            rule = newest_entry_rules(connection)
        with progress("Identiteiten") as advance:
            done = review_pass(
                database,
                rule=rule,
                clock=desks.read_clock,
                most=most,
                on_progress=lambda subjects, _: advance(subjects),
            )
    told = {"bekeken": done.subjects, "gewijzigd": done.changed, "resterend": done.left}
    if desk.as_json:
        print_json(told)
    else:
        print_text(
            f"Bekeken: {done.subjects}. Nieuw of gewijzigd te beoordelen: {done.changed}. Nog te "
            f"bekijken: {done.left}."
        )


def _in_full(found: ReviewInFull, *, desk: Desk) -> dict[str, Any]:
    item = found.item
    return {
        **present_item(item, now=desk.now),
        "zijden": [[_side(each) for each in side] for side in found.sides],
        "aanwijzingen": present_evidence(item),
        "oordelen": [
            present_judgement(each, reasons=found.reasons) for each in item.history.judgements
        ],
        "stappen": [present_turn(each) for each in item.history.turns],
    }


def _side(side: ShownSide) -> dict[str, Any]:
    return {
        "persoon": present_who(side.person),
        "onderwerpen": [present_subject(each) for each in side.subjects],
    }


def _print_judged(desk: Desk, done: ReviewJudged) -> None:
    item, proposal = done.item, done.proposal
    if desk.as_json:
        print_json(present_item(item, now=desk.now))
        return
    state = item.state()
    print_text(f"Doubtful identity [{item.number}] now stands as [{state}].")
    if proposal is not None:
        print_text(
            f"Proposal [{proposal.number}] is written down; nothing is done yet. Let another clerk "
            f"look at it with [jds proposals show {proposal.number}] and approve it with "
            f"[jds approve {proposal.number} --as NAME]."
        )
    elif state is ReviewState.TO_REPORT:
        print_text("Clerks may not decide this. Report it to the person authority.")


def _print_in_full(shown: dict[str, Any]) -> None:
    evidence = shown["aanwijzingen"]
    print_table(
        f"Te beoordelen identiteit {shown['nummer']}",
        ("", ""),
        [
            ("Soort", shown["soort"]),
            ("Toestand", shown["toestand"]),
            ("Gronden", ", ".join(shown["gronden"]) or "-"),
            ("Sterkte", shown["sterkte"] or "-"),
            ("Gewicht", str(shown["gewicht"])),
            ("Herkomst", shown["herkomst"]),
            ("Sinds", shown["sinds"]),
            ("Eigenaar", shown["eigenaar"]),
            ("Methode", shown["methode"] or "-"),
        ],
    )
    for number, side in enumerate(shown["zijden"], start=1):
        for each in side:
            print_table(
                f"Zijde {number}",
                ("", ""),
                [(name, str(value)) for name, value in each["persoon"].items() if value]
                + [("onderwerp", str(subject)) for subject in each["onderwerpen"]],
            )
    if evidence is not None:
        print_table(
            "Veld voor veld",
            ("Veld", "Uitkomst", "Gewicht"),
            [
                (each["veld"], each["uitkomst"], f"{each['gewicht']:+.1f}")
                for each in evidence["velden"]
            ],
        )
    if shown["oordelen"]:
        print_table(
            "Oordelen",
            ("Oordeel", "Op", "Door", "Reden", "Teruggenomen"),
            [
                (
                    each["oordeel"],
                    each["op"],
                    each["door"],
                    each["reden"] or "-",
                    each["teruggenomenOp"] or "-",
                )
                for each in shown["oordelen"]
            ],
        )
