"""`jds outage list | report | affected`: when sources were not current, and what that did."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Annotated, Any

import typer

from jds.accounting.keys import register_key
from jds.accounting.roles import Verb
from jds.answers.find_affected import Affected, find_affected
from jds.answers.outage_report import Given, OutageReport, report_outage, report_stretch
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.database.connection import Connection
from jds.domain.identifiers import is_source_urn
from jds.domain.time import (
    Instant,
    InvalidTime,
    duration_to_text,
    instant_from_text,
    instant_to_text,
)
from jds.records.known_at import find_moment
from jds.sources.find_outages import Outage, began_at, list_outages
from jds.sources.register import show_source

_Number = Annotated[
    int | None,
    typer.Argument(metavar="[N]", min=1, max=2**63 - 1, help="Number of the outage."),
]
_Source = Annotated[str | None, typer.Option(metavar="URN", help="Of this source.")]
_From = Annotated[
    str | None,
    typer.Option("--from", metavar="INSTANT", help="Of another stretch: when it began."),
]
_To = Annotated[
    str | None, typer.Option("--to", metavar="INSTANT", help="When it ended; else it lasts.")
]


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app, "outage", about="Outages (uitval): stretches in which a source is not current."
    )
    commands.command("list")(list_all)
    commands.command("report")(report)
    commands.command("affected")(affected)


def list_all(
    context: typer.Context,
    source: _Source = None,
    known_at: options.KnownAt = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List the outages that were seen, with their numbers, the first first."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asked = options.read_moment(known_at)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.LIST_OUTAGES)
        if source is not None:
            show_source(connection, source)
        moment = find_moment(connection, asked, now=desk.now)
        shown = [
            present_outage(each, from_at=began_at(connection, each))
            for each in list_outages(connection, at=moment.at, urn=source)
        ]
    if desk.as_json:
        print_json(shown)
        return
    print_table(
        "Uitval",
        ("Nummer", "Bron", "Van", "Gezien", "Tot", "Stand"),
        [
            (
                str(each["nummer"]),
                each["bron"].rsplit(":", 1)[-1],
                each["van"],
                each["gezienOp"],
                each["tot"] or "duurt voort",
                each["stand"],
            )
            for each in shown
        ],
    )


def report(
    context: typer.Context,
    number: _Number = None,
    source: _Source = None,
    from_at: _From = None,
    to_at: _To = None,
    known_at: options.KnownAt = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Count what was answered in an outage, what news has touched of it, and what is missing."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    count = _what_to_count(desk, number, source, from_at, to_at, known_at)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.REPORT_OUTAGE)
        found = count(connection)
    if desk.as_json:
        print_json(present_report(found))
    else:
        _print_report(found)


def affected(
    context: typer.Context,
    number: _Number = None,
    source: _Source = None,
    from_at: _From = None,
    to_at: _To = None,
    known_at: options.KnownAt = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """List the answers that news of an outage touches, and whether they would say the same now."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    count = _what_to_count(desk, number, source, from_at, to_at, known_at)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.REPORT_OUTAGE)
        found = find_affected(connection, count(connection))
    shown = [present_affected(each) for each in found]
    if desk.as_json:
        print_json(shown)
        return
    if not shown:
        print_text("Geen antwoord is geraakt.")
        return
    print_table(
        "Geraakte antwoorden",
        ("Antwoord", "Gegeven op", "Ontvanger", "Doel", "Oordeel", "Advies", "Nu"),
        [
            (
                str(each.number),
                instant_to_text(each.given_at),
                each.recipient,
                each.purpose,
                each.verdict,
                each.advice,
                each.outcome,
            )
            for each in found
        ],
    )


def present_affected(found: Affected) -> dict[str, Any]:
    """Return an answer that is touched in the words of the wire."""
    return {
        "antwoordnummer": found.number,
        "gegevenOp": instant_to_text(found.given_at),
        "ontvanger": found.recipient,
        "doel": found.purpose,
        "oordeel": found.verdict,
        "advies": found.advice,
        "voorGezien": found.before_seen,
        "nu": found.outcome,
    }


def _what_to_count(
    desk: Desk,
    number: int | None,
    source: str | None,
    from_at: str | None,
    to_at: str | None,
    known_at: str | None,
) -> Callable[[Connection], OutageReport]:
    asked = options.read_moment(known_at)
    if number is not None:
        if source is not None or from_at is not None or to_at is not None:
            raise WrongUsage("Give the number of an outage, or --source and --from, not both.")
        return lambda connection: report_outage(
            connection,
            number,
            known_at=asked,
            now=desk.now,
            register_key=register_key(desk.settings.home),
        )
    if source is None or from_at is None:
        raise WrongUsage(
            "Give the number of an outage, which 'jds outage list' shows; or --source and --from "
            "for a stretch of your own."
        )
    if not is_source_urn(source):
        raise WrongUsage("--source takes the name of a source; 'jds source list' shows them.")
    begin = _instant(from_at, option="--from")
    end = None if to_at is None else _instant(to_at, option="--to")
    return lambda connection: report_stretch(
        connection,
        source,
        from_at=begin,
        to_at=end,
        known_at=asked,
        now=desk.now,
        register_key=register_key(desk.settings.home),
    )


def present_outage(outage: Outage, *, from_at: Instant) -> dict[str, Any]:
    """Return an outage in the words of the wire."""
    return {
        "nummer": outage.number,
        "bron": outage.source,
        "van": instant_to_text(from_at),
        "gezienOp": instant_to_text(outage.seen_at),
        "ongezien": _duration(outage.seen_at - from_at),
        "tot": _text(outage.to_at),
        "stand": outage.standing if outage.ended is None else outage.ended.standing,
        "afgesnedenOp": _text(outage.isolated_since),
        "wantrouwenVanaf": _text(outage.distrusted_from),
        "verloop": [
            {
                "stand": each.standing,
                "sinds": instant_to_text(each.since),
                "door": each.actor,
                "reden": each.reason,
            }
            for each in (*outage.changes, *(() if outage.ended is None else (outage.ended,)))
        ],
    }


def present_report(found: OutageReport) -> dict[str, Any]:
    """Return the count of an outage in the words of the wire."""
    stretch, messages = found.stretch, found.messages
    return {
        "uitval": (
            {
                "nummer": None,
                "bron": stretch.source,
                "van": instant_to_text(stretch.from_at),
                "tot": _text(stretch.to_at),
            }
            if stretch.outage is None
            else present_outage(stretch.outage, from_at=stretch.from_at)
        ),
        "gemetenOp": {
            "positie": found.moment.position,
            "bekendOp": instant_to_text(found.moment.at),
        },
        "antwoorden": {
            "totaal": found.answers,
            "voorGezien": found.before_seen,
            "gemarkeerd": found.held.marked,
            "geraakt": len(found.touched),
            "nietNaTeGaan": found.unknowable,
            "perOordeel": dict(sorted(found.counted("verdict").items())),
            "perAdvies": dict(sorted(found.counted("advice").items())),
            "perDoel": dict(sorted(found.counted("purpose").items())),
            "verdeling": [_given(each) for each in found.given],
        },
        "aanhoudingen": {
            "totaal": found.held.held,
            "lopend": found.held.standing,
            "vrijgegeven": found.held.released,
            "verlopen": found.held.lapsed,
            "vervangen": found.held.replaced,
        },
        "berichten": {
            "exact": messages.is_exact,
            "minimaal": messages.here,
            "maximaal": messages.at_most,
            "opTijdBinnen": messages.in_time,
            "nagekomen": messages.here - messages.in_time,
            "ontbrekendeNummers": messages.missing_numbers,
            "apartGezet": messages.set_aside,
            "naGebruikTeVerwachten": messages.to_expect,
        },
        "andereWeg": {
            "stukken": found.paper.items,
            "ingevoerd": found.paper.entered,
            "gekoppeld": found.paper.paired,
            "ongekoppeld": found.paper.entered - found.paper.paired,
        },
    }


def _given(each: Given) -> dict[str, Any]:
    return {
        "ontvanger": each.recipient,
        "doel": each.purpose,
        "oordeel": each.verdict,
        "advies": each.advice,
        "aantal": each.count,
        "voorGezien": each.before_seen,
        "geraakt": len(each.touched),
        "nietNaTeGaan": each.unknowable,
    }


def _print_report(found: OutageReport) -> None:
    stretch, messages = found.stretch, found.messages
    end = "duurt voort" if stretch.to_at is None else instant_to_text(stretch.to_at)
    numbered = "" if stretch.outage is None else f" {stretch.outage.number}"
    print_text(f"Uitval{numbered} van {stretch.source}")
    print_table(
        f"Van {instant_to_text(stretch.from_at)} tot {end}",
        ("", ""),
        [
            ("Gezien op", instant_to_text(stretch.seen_at)),
            ("Gemeten op", instant_to_text(found.moment.at)),
            ("Positie", str(found.moment.position)),
            ("Antwoorden gegeven", str(found.answers)),
            ("  waarvan voordat het gezien was", str(found.before_seen)),
            ("  waarbij stond dat dit ze kon wijzigen", str(found.held.marked)),
            ("Beslissingen aangehouden", str(found.held.held)),
            ("  waarvan nog lopend", str(found.held.standing)),
            ("Sindsdien geraakt door nieuws van deze bron", str(len(found.touched))),
            ("Niet na te gaan", str(found.unknowable)),
            ("Berichten die de bron in de uitval vastlegde", _range(found)),
            ("  waarvan binnen voor het einde", str(messages.in_time)),
            ("  nagekomen", str(messages.here - messages.in_time)),
            ("  ontbrekende nummers", str(messages.missing_numbers)),
            ("  apart gezet", str(messages.set_aside)),
            ("  naar gebruik nog te verwachten", _usual(messages.to_expect)),
            ("Stukken langs andere weg", str(found.paper.items)),
            ("  berichten daaruit ingevoerd", str(found.paper.entered)),
            ("  waarvan nog niet gekoppeld", str(found.paper.entered - found.paper.paired)),
        ],
    )
    print_text("")
    print_table(
        "Antwoorden",
        (
            "Ontvanger",
            "Doel",
            "Oordeel",
            "Advies",
            "Aantal",
            "Voor gezien",
            "Geraakt",
            "Niet na te gaan",
        ),
        [_row(each) for each in found.given],
    )


def _row(each: Given) -> Sequence[str]:
    counts = (each.count, each.before_seen, len(each.touched), each.unknowable)
    return (each.recipient, each.purpose, each.verdict, each.advice, *map(str, counts))


def _range(found: OutageReport) -> str:
    messages = found.messages
    if messages.is_exact:
        return str(messages.here)
    if messages.at_most is None:
        return f"{messages.here} of meer, nog niet vastgesteld"
    return f"{messages.here} tot {messages.at_most}, nog niet vastgesteld"


def _usual(to_expect: int | None) -> str:
    return "niet bekend hoeveel gebruikelijk is" if to_expect is None else str(to_expect)


def _duration(stretch: timedelta) -> str:
    """Return a stretch of time in whole seconds: that is as exactly as anybody sees a silence."""
    return duration_to_text(timedelta(seconds=int(stretch.total_seconds())))


def _text(at: Instant | None) -> str | None:
    return None if at is None else instant_to_text(at)


def _instant(text: str, *, option: str) -> Instant:
    try:
        return instant_from_text(text)
    except InvalidTime as problem:
        raise WrongUsage(f"{option}: {problem.sentence}") from None
