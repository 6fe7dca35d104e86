"""`jds paper pair` and `jds paper lead`: one fact counts once, and one way leads in a case."""

from typing import Annotated, Any

import typer

from jds.accounting.pair_paper import (
    Passed,
    pair_two,
    pair_what_is_exact,
    part_two,
    say_no,
)
from jds.accounting.paper_acts import asker_of_clerk
from jds.accounting.roles import Verb
from jds.accounting.state_lead import CaseAsked, CaseLead, show_lead_of, state_lead_of
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.output import print_json, print_table, print_text
from jds.database.connection import Connection
from jds.domain.identifiers import InvalidIdentifier, Skn, parse_skn
from jds.domain.intake_number import intake_number
from jds.domain.paper_source import Channel
from jds.domain.time import Instant, InvalidTime, instant_from_text, instant_to_text
from jds.intake.paper.items import NotAnEntry, find_entry
from jds.intake.put_aside import OWNER
from jds.records.pairing.candidates import Candidate
from jds.sources.ways import StoredLead

CHANNELS: tuple[Channel, ...] = ("papier", "digitaal")

_AT_MOST = 5


def attach(commands: typer.Typer) -> None:
    """Add the commands of this module to `jds paper`."""
    commands.command("pair")(pair)
    commands.command("lead")(lead)


def pair(
    context: typer.Context,
    entry: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A message from paper, as P12-63.1; else all of them."),
    ] = None,
    with_position: Annotated[
        int | None,
        typer.Option("--with", metavar="POSITION", min=1, help="It states the same as this one."),
    ] = None,
    not_with: Annotated[
        int | None,
        typer.Option("--not", metavar="POSITION", min=1, help="It does not state the same."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="End the pair that it is in.")] = False,
    search_cases: Annotated[
        bool,
        typer.Option("--search-cases", help="Look by the number of the case alone too; slow."),
    ] = False,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Pair what is exact and propose the rest; or decide on one message from paper."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    decisions = [with_position is not None, not_with is not None, undo]
    if sum(decisions) != (0 if entry is None else 1):
        raise WrongUsage(
            "Without an ID all paper without a pair is gone over. With one, say what you decide: "
            "--with POSITION, --not POSITION or --undo."
        )
    asker = asker_of_clerk(desk.actor, home=desk.settings.home)
    if entry is None:
        with desk.register() as database:
            with database.transaction() as connection:
                desks.act(desk, connection, verb=Verb.PAIR_PAPER, arguments={"all": True})
            passed = pair_what_is_exact(database, clock=desks.read_clock, search_cases=search_cases)
        _print_passed(passed, as_json=desk.as_json, now=desk.now)
        return
    with desk.register() as database, database.transaction() as connection:
        paper = _position_of(connection, entry)
        if with_position is not None:
            pair_two(
                connection,
                paper,
                with_position,
                asker=asker,
                clock=desks.read_clock,
                now=desk.now,
            )
            said, digital = "gekoppeld", with_position
        elif not_with is not None:
            say_no(connection, paper, not_with, asker=asker, now=desk.now)
            said, digital = "niet-hetzelfde", not_with
        else:
            digital = part_two(connection, paper, asker=asker, clock=desks.read_clock, now=desk.now)
            said = "losgemaakt"
    if desk.as_json:
        print_json({"id": entry, "positie": paper, "digitaal": digital, "besluit": said})
    else:
        print_text(f"Message [{entry}] and position [{digital}]: [{said}].")


def lead(
    context: typer.Context,
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="Parketnummer, or the source's own number.")
    ],
    channel: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(CHANNELS), help="Which way leads; without it, see which does."
        ),
    ] = None,
    skn: Annotated[
        str | None,
        typer.Option(metavar="X", help="Whose case it is, if the number says too little."),
    ] = None,
    from_at: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="INSTANT",
            help="Where paper leads: what sources log after this waits; else from now on.",
        ),
    ] = None,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """State which way leads in a case, or see which does. What comes the other way waits."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asked = CaseAsked(number=case, skn=_skn(skn))
    stated = next((each for each in CHANNELS if each == channel), None)
    if channel is not None and stated is None:
        raise WrongUsage("--channel takes [papier] or [digitaal].")
    if from_at is not None and stated != "papier":
        raise WrongUsage("--from goes with --channel papier.")
    asker = asker_of_clerk(
        desk.actor, home=desk.settings.home, reason=options.read_reason(reason, desk=desk)
    )
    with desk.register() as database, database.transaction() as connection:
        found = (
            show_lead_of(connection, asked, asker=asker, now=desk.now)
            if stated is None
            else state_lead_of(
                connection,
                asked,
                stated,
                from_at=_instant(from_at),
                asker=asker,
                clock=desks.read_clock,
                now=desk.now,
            )
        )
    shown = _lead(found)
    if desk.as_json:
        print_json(shown)
        return
    print_text(f"In this case [{found.channel}] leads.")
    if found.stated:
        print_table(
            "Vastgelegd",
            ("Weg", "Op", "Vanaf", "Door", "Reden"),
            [
                (each["weg"], each["vastgelegdOp"], each["vanaf"], each["door"], each["reden"])
                for each in shown["vastgelegd"]
            ],
        )


def _position_of(connection: Connection, entry: str) -> int:
    found = find_entry(connection, entry)
    if found is None:
        raise NotAnEntry
    return found.position


def _print_passed(passed: Passed, *, as_json: bool, now: Instant) -> None:
    proposals = [
        {
            "innamenummer": intake_number(line.item),
            "id": line.message_id,
            "soort": line.kind,
            "positie": line.position,
            "dagenOud": (now - line.entered_at).days,
            "eigenaar": OWNER,
            "voorstellen": [_candidate(each) for each in found.found[:_AT_MOST]],
        }
        for line, found in passed.proposals
    ]
    if as_json:
        print_json(
            {
                "gekoppeld": [
                    {"positie": paper, "digitaal": digital} for paper, digital in passed.paired
                ],
                "teBeslissen": proposals,
            }
        )
        return
    print_text(f"[{len(passed.paired)}] messages were paired, because they are exactly alike.")
    print_table(
        "Te beslissen",
        ("Bericht", "Soort", "Dagen oud", "Digitaal bericht op positie", "Waarom"),
        [
            (
                str(each["id"]),
                str(each["soort"]),
                str(each["dagenOud"]),
                str(candidate["positie"]) if candidate else "niets gevonden",
                ", ".join(candidate["redenen"]) if candidate else "-",
            )
            for each in proposals
            for candidate in (_offered(each) or [None])
        ],
    )


def _offered(proposal: dict[str, Any]) -> list[dict[str, Any] | None]:
    return list(proposal["voorstellen"])


def _candidate(each: Candidate) -> dict[str, Any]:
    return {
        "positie": each.position,
        "id": each.message_id,
        "exact": each.likeness.is_exact,
        "gewicht": each.likeness.weight,
        "redenen": list(each.likeness.reasons),
    }


def _lead(found: CaseLead) -> dict[str, Any]:
    return {
        "leidendeWeg": found.channel,
        "vastgelegd": [_stated(each) for each in found.stated],
    }


def _stated(each: StoredLead) -> dict[str, str]:
    return {
        "weg": each.channel,
        "vastgelegdOp": instant_to_text(each.stated_at),
        "vanaf": instant_to_text(each.from_at),
        "door": each.stated_by,
        "reden": each.reason,
    }


def _skn(text: str | None) -> Skn | None:
    try:
        return None if text is None else parse_skn(text)
    except InvalidIdentifier as problem:
        raise WrongUsage(problem.sentence) from None


def _instant(text: str | None) -> Instant | None:
    try:
        return None if text is None else instant_from_text(text)
    except InvalidTime as problem:
        raise WrongUsage(f"--from: {problem.sentence}") from None
