"""`jds quarantine`: what untrusted sources sent; compare it, release it, or return it."""

from typing import Annotated, Any

import typer

from jds.accounting.disclose import Asker
from jds.accounting.disclose_quarantined import disclose_quarantined
from jds.accounting.editions import newest_law
from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.catch_up import let_in_what_is_released
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text, visible
from jds.cli.progress import progress
from jds.cli.set_aside import in_full
from jds.database.connection import Database
from jds.domain.time import instant_to_text
from jds.intake.compare_quarantine import compare_quarantine
from jds.intake.finding import Finding, FindingTotal
from jds.intake.quarantine import (
    Slice,
    finding_totals,
    list_findings,
    list_slices,
    list_wider_slices,
    read_slice_name,
)
from jds.intake.release_quarantine import ListedRelease, list_releases, return_slice, sign_off
from jds.intake.sort_quarantine import sort_quarantine
from jds.law.harm import HarmOrder
from jds.sources.register import show_source

_DIGEST_CHARACTERS = 64

SliceText = Annotated[
    str,
    typer.Argument(
        metavar="SLICE",
        help="2/hechtenis/2025-07-18, 2/hechtenis, 2/alles, or the number of one message.",
    ),
]
DigestText = Annotated[
    str, typer.Option("--digest", metavar="D", help="Of the slice, as 'list' shows it.")
]
OfSource = Annotated[
    str | None, typer.Option("--source", metavar="URN", help="Only what this source sent.")
]


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app,
        "quarantine",
        about="Messages of sources that are cut off or have returned (quarantaine).",
    )
    commands.command("list")(show_all)
    commands.command("compare")(compare)
    commands.command("show")(show)
    commands.command("release")(release)
    commands.command("return")(return_to_source)


def show_all(
    context: typer.Context,
    source: OfSource = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show what is in quarantine by class of harm and day, most harmful first, with digests."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        order = _sorted(database)
        with database.transaction() as connection:
            desks.check_reader(desk, connection, verb=Verb.LIST_QUARANTINE)
            if source is not None:
                show_source(connection, source)
            slices = list_slices(connection, source=source)
            wider = list_wider_slices(connection, source=source)
            totals = finding_totals(connection, source=source)
            released = list_releases(connection, source=source)
    shown = {
        "delen": [_slice(each, order=order) for each in slices],
        "samen": [_slice(each, order=order) for each in wider],
        "bevindingen": [_total(each) for each in totals],
        "vrijgaven": [_release(each) for each in released],
    }
    if desk.as_json:
        print_json(shown)
        return
    _print_slices("Quarantaine, schadelijkste eerst", shown["delen"])
    _print_slices("Samengenomen", shown["samen"])
    _print_totals(totals)
    if released:
        _print_releases(shown["vrijgaven"])


def compare(
    context: typer.Context,
    urn: Annotated[str, typer.Argument(metavar="URN", help="The source.")],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Compare what a source has in quarantine with what is known, and show what was found."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database:
        with database.transaction() as connection:
            desks.act(desk, connection, verb=Verb.COMPARE_QUARANTINE, arguments={"urn": urn})
            show_source(connection, urn)
            order = HarmOrder(newest_law(connection))
        with progress("Vergelijken") as advance:
            compared = compare_quarantine(
                database,
                urn,
                order=order,
                clock=desks.read_clock,
                on_progress=lambda done, left: advance(done),
            )
        with database.transaction() as connection:
            totals = finding_totals(connection, source=urn)
            findings = list_findings(connection, source=urn)
            slices = list_slices(connection, source=urn)
    shown: dict[str, Any] = {
        "bron": urn,
        "vergeleken": compared.compared,
        "drukstUur": compared.busiest_hour,
        "totalen": [_total(each) for each in totals],
        "bevindingen": [_finding(each) for each in findings],
        "delen": [_slice(each, order=order) for each in slices],
    }
    if desk.as_json:
        print_json(shown)
        return
    _print_totals(totals)
    _print_findings(findings)
    _print_slices("Delen", shown["delen"])


def show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", min=1, max=2**63 - 1)],
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show one message with what was found about it. It is written down that you saw it."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asker = Asker(
        name=desk.actor, home=desk.settings.home, reason=options.read_reason(reason, desk=desk)
    )
    with desk.register() as database:
        order = _sorted(database)
        found = disclose_quarantined(database, number, asker=asker, now=desk.now)
    standing = found.standing
    shown = {
        **in_full(found.aside),
        "deel": standing.name.text(order.names),
        "soort": standing.kind,
        "digest": standing.digest.hex(),
        "vergeleken": standing.is_compared,
        "vrijgegeven": standing.is_released,
        "bevindingen": [_finding(each) for each in standing.findings],
    }
    if desk.as_json:
        print_json(shown)
        return
    content = shown.pop("inhoud")
    shown.pop("bevindingen")
    print_table(
        f"Bericht {number}",
        ("", ""),
        [(label, str(value)) for label, value in shown.items() if value is not None],
    )
    _print_findings(standing.findings)
    if content is not None:
        print_text("\n" + visible(content))


def release(
    context: typer.Context,
    slice_name: SliceText,
    digest: DigestText,
    reason: options.WhyDecide = None,
    accept_findings: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, help="You saw exactly so many findings about it, and let it in."
        ),
    ] = 0,
    out_of_order: Annotated[
        bool, typer.Option("--out-of-order", help="Also when more harmful slices still wait.")
    ] = False,
    later: Annotated[
        bool, typer.Option("--later", help="Only sign off; 'jds catch-up' lets it in.")
    ] = False,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Let exactly this slice in. You sign its digest; the most harmful slice goes first."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    why, wanted = options.read_reason(reason, desk=desk), _read_digest(digest)
    with desk.register() as database:
        with database.transaction() as connection:
            order = HarmOrder(newest_law(connection))
            act_id = desks.act(
                desk,
                connection,
                verb=Verb.RELEASE_SLICE,
                arguments={
                    "slice": slice_name,
                    "digest": wanted.hex(),
                    "findings": accept_findings,
                    "out_of_order": out_of_order,
                },
                reason=why,
            )
            signed = sign_off(
                connection,
                read_slice_name(connection, slice_name, classes=order.names),
                digest=wanted,
                order=order,
                act_id=act_id,
                by=desk.actor,
                reason=why,
                clock=desks.read_clock,
                accepted_findings=accept_findings,
                out_of_order=out_of_order,
            )
        done = None if later else let_in_what_is_released(database, desk=desk)
    shown = {
        "deel": slice_name,
        "digest": signed.slice.digest.hex(),
        "berichten": signed.slice.messages,
        "aanvaardeBevindingen": signed.slice.findings,
        "begintMetInhalen": signed.begins_catching_up,
        "inhalen": done,
    }
    if desk.as_json:
        print_json(shown)
        return
    print_text(f"Slice [{slice_name}] is signed off: [{signed.slice.messages}] messages.")
    if signed.begins_catching_up:
        print_text("Its source is catching up (inhalen) from now on.")
    if done is not None:
        print_text(
            f"Let in: [{done['toegelaten']}]; set aside all the same: [{done['apartGezet']}]."
        )


def return_to_source(
    context: typer.Context,
    slice_name: SliceText,
    digest: DigestText,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the source.")],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Return exactly this slice to its source, which corrects it and sends it under new ids."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    wanted = _read_digest(digest)
    with desk.register() as database, database.transaction() as connection:
        order = HarmOrder(newest_law(connection))
        desks.act(
            desk,
            connection,
            verb=Verb.RETURN_SLICE,
            arguments={"slice": slice_name, "digest": wanted.hex()},
            reason=reason,
        )
        returned = return_slice(
            connection,
            read_slice_name(connection, slice_name, classes=order.names),
            digest=wanted,
            order=order,
            by=desk.actor,
            reason=reason,
            now=desk.now,
        )
    if desk.as_json:
        print_json({"deel": slice_name, "berichten": returned.messages, "toestand": "teruggegeven"})
    else:
        print_text(f"Slice [{slice_name}], [{returned.messages}] messages, is returned.")


def _sorted(database: Database) -> HarmOrder:
    """Sort what came last, so that lists are whole; return the classes."""
    with database.transaction() as connection:
        order = HarmOrder(newest_law(connection))
    sort_quarantine(database, order=order)
    return order


def _read_digest(text: str) -> bytes:
    try:
        digest = bytes.fromhex(text)
    except ValueError:
        digest = b""
    if len(text) != _DIGEST_CHARACTERS or not digest:
        raise WrongUsage(
            "--digest: a digest has 64 hexadecimal characters; copy it from 'jds quarantine list'."
        )
    return digest


def _slice(each: Slice, *, order: HarmOrder) -> dict[str, Any]:
    name = each.name
    return {
        "deel": name.text(order.names),
        "bron": each.source,
        "klasse": None if name.harm is None else order.names[name.harm],
        "dag": None if name.logged_on is None else name.logged_on.isoformat(),
        "berichten": each.messages,
        "digest": each.digest.hex(),
        "nietVergeleken": each.uncompared,
        "bevindingen": each.findings,
        "waarvanErnstig": each.severe,
    }


def _total(each: FindingTotal) -> dict[str, Any]:
    return {
        "bron": each.source,
        "soort": each.kind,
        "ernst": each.severity.value,
        "bevindingen": each.findings,
        "berichten": each.messages,
    }


def _finding(each: Finding) -> dict[str, Any]:
    return {
        "nummer": each.finding_id,
        "bron": each.source,
        "soort": each.kind,
        "ernst": each.severity.value,
        "zin": each.sentence,
        "berichten": each.messages,
        "nummers": list(each.numbers),
    }


def _release(each: ListedRelease) -> dict[str, Any]:
    return {
        "nummer": each.release_id,
        "bron": each.source,
        "deel": each.slice,
        "digest": each.digest.hex(),
        "berichten": each.messages,
        "aanvaardeBevindingen": each.findings,
        "vrijgegevenOp": instant_to_text(each.released_at),
        "door": each.by,
        "reden": each.reason,
        "wachtOpToelating": each.waiting,
    }


def _print_slices(title: str, slices: list[dict[str, Any]]) -> None:
    print_table(
        title,
        ("Deel", "Berichten", "Niet vergeleken", "Bevindingen", "Ernstig", "Digest"),
        [
            (
                each["deel"],
                str(each["berichten"]),
                str(each["nietVergeleken"]),
                str(each["bevindingen"]),
                str(each["waarvanErnstig"]),
                each["digest"],
            )
            for each in slices
        ],
    )


def _print_totals(totals: list[FindingTotal]) -> None:
    print_table(
        "Bevindingen per soort",
        ("Ernst", "Soort", "Bevindingen", "Berichten"),
        [
            (each.severity.value, each.kind, str(each.findings), str(each.messages))
            for each in totals
        ],
    )


def _print_findings(findings: "list[Finding] | tuple[Finding, ...]") -> None:
    print_table(
        "Bevindingen",
        ("Ernst", "Soort", "Berichten", "Eerste nummers", "Wat"),
        [
            (
                each.severity.value,
                each.kind,
                str(each.messages),
                ", ".join(map(str, each.numbers[:3])),
                each.sentence,
            )
            for each in findings
        ],
    )


def _print_releases(releases: list[dict[str, Any]]) -> None:
    print_table(
        "Vrijgaven",
        ("Op", "Deel", "Berichten", "Bevindingen", "Door", "Wacht op toelating"),
        [
            (
                each["vrijgegevenOp"],
                each["deel"],
                str(each["berichten"]),
                str(each["aanvaardeBevindingen"]),
                each["door"],
                str(each["wachtOpToelating"]),
            )
            for each in releases
        ],
    )
