"""`jds outage`: what an outage of a source did, as one count that can be asked for again."""

from typing import Annotated, Any

import typer

from jds.accounting.roles import Verb
from jds.answers.outage_report import Given, OutageReport, Stretch, report_outage
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.main import group
from jds.cli.output import print_json, print_table, print_text
from jds.domain.identifiers import is_source_urn
from jds.domain.time import Instant, InvalidTime, instant_from_text, instant_to_text


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = group(
        app, "outage", about="Outages (uitval): stretches in which a source is not current."
    )
    commands.command("report")(report)


def report(
    context: typer.Context,
    source: Annotated[str, typer.Option(metavar="URN", help="The source.")],
    from_at: Annotated[
        str, typer.Option("--from", metavar="INSTANT", help="When it stopped being current.")
    ],
    to_at: Annotated[
        str | None,
        typer.Option("--to", metavar="INSTANT", help="When it was current again; else it lasts."),
    ] = None,
    known_at: options.KnownAt = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Count what was answered in an outage, what news has touched of it, and what is missing."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if not is_source_urn(source):
        raise WrongUsage("--source takes the name of a source; 'jds source list' shows them.")
    stretch = Stretch(
        source=source,
        from_at=_instant(from_at, option="--from"),
        to_at=None if to_at is None else _instant(to_at, option="--to"),
    )
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.REPORT_OUTAGE)
        found = report_outage(
            connection, stretch, known_at=options.read_moment(known_at), now=desk.now
        )
    if desk.as_json:
        print_json(present_report(found))
    else:
        _print_report(found)


def present_report(found: OutageReport) -> dict[str, Any]:
    """Return the count of an outage in the words of the wire."""
    stretch, messages = found.stretch, found.messages
    return {
        "uitval": {
            "nummer": stretch.number,
            "bron": stretch.source,
            "van": instant_to_text(stretch.from_at),
            "tot": None if stretch.to_at is None else instant_to_text(stretch.to_at),
        },
        "gemetenOp": {
            "positie": found.moment.position,
            "bekendOp": instant_to_text(found.moment.at),
        },
        "antwoorden": {
            "totaal": found.answers,
            "aangehouden": found.held,
            "geraakt": found.touched,
            "nietNaTeGaan": found.of_nobody,
            "perOordeel": dict(sorted(found.counted("verdict").items())),
            "perAdvies": dict(sorted(found.counted("advice").items())),
            "verdeling": [_given(each) for each in found.given],
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
    }


def _given(each: Given) -> dict[str, Any]:
    return {
        "ontvanger": each.recipient,
        "doel": each.purpose,
        "oordeel": each.verdict,
        "advies": each.advice,
        "aantal": each.count,
        "geraakt": each.touched,
        "nietNaTeGaan": each.of_nobody,
    }


def _print_report(found: OutageReport) -> None:
    stretch, messages = found.stretch, found.messages
    end = "duurt voort" if stretch.to_at is None else instant_to_text(stretch.to_at)
    numbered = "" if stretch.number is None else f" {stretch.number}"
    print_text(f"Uitval{numbered} van {stretch.source}")
    print_table(
        f"Van {instant_to_text(stretch.from_at)} tot {end}",
        ("", ""),
        [
            ("Gemeten op", instant_to_text(found.moment.at)),
            ("Positie", str(found.moment.position)),
            ("Antwoorden gegeven", str(found.answers)),
            ("Aangehouden", str(found.held)),
            ("Sindsdien geraakt door nieuws van deze bron", str(found.touched)),
            ("Niet na te gaan: van niemand hier", str(found.of_nobody)),
            ("Berichten die de bron in de uitval vastlegde", _range(found)),
            ("  waarvan binnen voor het einde", str(messages.in_time)),
            ("  nagekomen", str(messages.here - messages.in_time)),
            ("  ontbrekende nummers", str(messages.missing_numbers)),
            ("  apart gezet", str(messages.set_aside)),
            ("  naar gebruik nog te verwachten", str(messages.to_expect)),
        ],
    )
    print_text("")
    print_table(
        "Antwoorden",
        ("Ontvanger", "Doel", "Oordeel", "Advies", "Aantal", "Geraakt", "Niet na te gaan"),
        [
            (
                each.recipient,
                each.purpose,
                each.verdict,
                each.advice,
                str(each.count),
                str(each.touched),
                str(each.of_nobody),
            )
            for each in found.given
        ],
    )


def _range(found: OutageReport) -> str:
    messages = found.messages
    if messages.is_exact:
        return str(messages.here)
    return f"{messages.here} tot {messages.at_most}, nog niet vastgesteld"


def _instant(text: str, *, option: str) -> Instant:
    try:
        return instant_from_text(text)
    except InvalidTime as problem:
        raise WrongUsage(f"{option}: {problem.sentence}") from None
