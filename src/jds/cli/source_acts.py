"""`jds source isolate | rhythm | resend | alarms | settle`: what an operator does about one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from jds.accounting.disclose import Asker
from jds.accounting.roles import Verb
from jds.accounting.source_acts import agree_rhythm, ask_again, isolate, settle
from jds.cli import desk as desks
from jds.cli import rhythm_options as rhythms
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.files import write_whole
from jds.cli.output import print_json, print_table, print_text
from jds.cli.rhythm_options import present_rhythm, read_instant, read_rhythm
from jds.domain.sequence import LAST
from jds.domain.time import instant_to_text
from jds.sources.alarm_words import sentence
from jds.sources.alarms import KeptAlarm, list_alarms
from jds.sources.register import show_source
from jds.sources.resend import ResendRequest
from jds.sources.rhythm import rhythms_of

Urn = Annotated[str, typer.Argument(metavar="URN", help="The source, by its name.")]
_Sequence = Annotated[int | None, typer.Option(metavar="N", min=1, max=LAST)]


def attach_to(commands: typer.Typer) -> None:
    """Add the commands of this module to `jds source`."""
    commands.command("isolate")(cut_off)
    commands.command("rhythm")(rhythm)
    commands.command("resend")(resend)
    commands.command("alarms")(alarms)
    commands.command("settle")(settle_one)


def cut_off(
    context: typer.Context,
    urn: Urn,
    distrust_from: Annotated[
        str | None,
        typer.Option(
            metavar="INSTANT", help="What it sent from here on is doubtful until it was compared."
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why; kept, nothing of a person.")
    ] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Cut a source off at once (isoleren): one operator is enough. Taking it back takes two."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if reason is None:
        raise WrongUsage("A source is cut off with a reason, which is kept. Give it with --reason.")
    instant = read_instant("--distrust-from", distrust_from)
    with desk.register() as database, database.transaction() as connection:
        stated = isolate(
            connection,
            urn,
            distrust_from=instant,
            asker=_asker(desk, reason),
            clock=desks.read_clock,
        )
    shown = {
        "bron": urn,
        "stand": stated.standing,
        "was": stated.former,
        "sinds": instant_to_text(stated.since),
        "afgesnedenSinds": _text(stated.isolated_since),
        "wantrouwenVanaf": _text(stated.distrusted_from),
        "positie": stated.position,
    }
    if desk.as_json:
        print_json(shown)
        return
    print_text(
        f"Source [{urn}] is cut off since [{shown['sinds']}], after position [{stated.position}]. "
        "What it sends from now on is set aside. Two people take it back with 'jds source "
        "reconnect'."
    )
    if stated.distrusted_from is not None:
        print_text(f"What it sent from [{shown['wantrouwenVanaf']}] on is doubtful until compared.")


def rhythm(
    context: typer.Context,
    urn: Urn,
    silent_after: rhythms.Silence = None,
    heartbeat_every: rhythms.Heartbeat = None,
    usual_delay: rhythms.Delay = None,
    expected: rhythms.Expected = None,
    complete_from: rhythms.CompleteFrom = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show what is agreed with a source (ritme), or agree something else from now on."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    given = {
        "silent_after": silent_after,
        "heartbeat_every": heartbeat_every,
        "usual_delay": usual_delay,
        "expected": expected,
        "complete_from": complete_from,
    }
    with desk.register() as database, database.transaction() as connection:
        show_source(connection, urn)
        if any(each is not None for each in given.values()):
            before = rhythms_of(connection, urn)[-1].rhythm
            agree_rhythm(
                connection,
                urn,
                read_rhythm(before, **given),
                asker=_asker(desk, ""),
                clock=desks.read_clock,
            )
        else:
            desks.check_reader(desk, connection, verb=Verb.SEE_SOURCES)
        agreed = rhythms_of(connection, urn)
    shown = [
        {"sinds": instant_to_text(each.since), **present_rhythm(each.rhythm)} for each in agreed
    ]
    if desk.as_json:
        print_json({"bron": urn, "ritme": shown[-1], "eerder": shown[:-1]})
        return
    print_table(
        "Afgesproken ritme",
        ("Sinds", "Stil na", "Hartslag elke", "Vertraging", "Per dag", "Volledig vanaf"),
        [[_cell(value) for value in each.values()] for each in shown],
    )


def resend(
    context: typer.Context,
    urn: Urn,
    first: Annotated[
        int | None,
        typer.Option("--from", metavar="N", min=1, max=LAST, help="First running number."),
    ] = None,
    last: Annotated[
        int | None,
        typer.Option("--to", metavar="M", min=1, max=LAST, help="Last running number."),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="DIR", help="Folder for the request; else the current one."),
    ] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Write the request to a source to send again: a range, or without one all that is missing."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if (first is None) != (last is None):
        raise WrongUsage(
            "Give both --from and --to, or neither: then all that is missing is asked."
        )
    asked = None if first is None or last is None else (first, last)
    folder = into or Path()
    if not folder.is_dir():
        raise WrongUsage("--into: there is no such folder. Make it, or name another.")
    with desk.register() as database, database.transaction() as connection:
        request = ask_again(connection, urn, asked=asked, asker=_asker(desk, ""), now=desk.now)
        # Before the commit: a request that is kept is there to be sent.
        path = folder / f"naleveringsverzoek-{request.number}.json"
        document = _request(urn, request)
        write_whole(path, msgspec.json.format(msgspec.json.encode(document)) + b"\n")
    if desk.as_json:
        print_json({**document, "bestand": str(path)})
        return
    print_text(f"Request [{request.number}] to source [{urn}] stands in [{path}]. Send it on.")


def alarms(
    context: typer.Context,
    urn: Annotated[
        str | None, typer.Argument(metavar="[URN]", help="Of one source; else of all.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are closed.")] = False,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List what is wrong with sources, each in a plain sentence."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SEE_SOURCES)
        if urn is not None:
            show_source(connection, urn)
        found = list_alarms(connection, urn=urn, only_open=not everything)
    shown = [present_alarm(each) for each in found]
    if desk.as_json:
        print_json(shown)
    else:
        print_alarms(shown)


def settle_one(
    context: typer.Context,
    number: Annotated[
        int, typer.Argument(metavar="N", min=1, max=2**63 - 1, help="Number of the alarm.")
    ],
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why it is in order; kept.")
    ] = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Close an alarm because what it says is in order; most close by themselves."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if reason is None:
        raise WrongUsage("An alarm is closed with a reason, which is kept. Give it with --reason.")
    with desk.register() as database, database.transaction() as connection:
        settled = settle(connection, number, asker=_asker(desk, reason), clock=desks.read_clock)
    if desk.as_json:
        print_json(present_alarm(settled))
    else:
        print_text(f"Alarm [{number}] is closed.")


def present_alarm(alarm: KeptAlarm) -> dict[str, Any]:
    """Return an alarm in the words of the wire."""
    return {
        "nummer": alarm.number,
        "bron": alarm.source,
        "soort": alarm.kind.value,
        "zin": sentence(alarm.kind, alarm.facts, language="nl"),
        "zinEngels": sentence(alarm.kind, alarm.facts, language="en"),
        "maaktLaat": alarm.is_missing,
        "sinds": instant_to_text(alarm.opened_at),
        "tot": _text(alarm.closed_at),
        "afgedaanDoor": alarm.closed_by,
        "afgedaanOmdat": alarm.reason,
    }


def print_alarms(shown: Iterable[dict[str, Any]]) -> None:
    """Print alarms for people."""
    print_table(
        "Alarmen",
        ("Nummer", "Bron", "Soort", "Sinds", "Tot", "Wat"),
        [
            (
                str(each["nummer"]),
                each["bron"].rsplit(":", 1)[-1],
                each["soort"],
                each["sinds"],
                each["tot"] or "",
                each["zin"],
            )
            for each in shown
        ],
    )


def _request(urn: str, request: ResendRequest) -> dict[str, Any]:
    return {
        "verzoek": request.number,
        "bron": urn,
        "gevraagdOp": instant_to_text(request.requested_at),
        "reeksen": [
            {"vanSequence": each.first, "totEnMetSequence": each.last} for each in request.ranges
        ],
    }


def _asker(desk: Desk, reason: str) -> Asker:
    return Asker(name=desk.actor, home=desk.settings.home, reason=reason)


def _text(at: Any) -> str | None:
    return None if at is None else instant_to_text(at)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
