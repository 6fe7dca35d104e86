"""`jds watch`: look at every source, raise and close alarms, and leave a beat."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

import typer

from jds.accounting.roles import Verb
from jds.answers.holds import Released, release_holds
from jds.cli import desk as desks
from jds.cli.beat import WatchOverdue, read_beat, write_beat
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.output import print_json, print_json_lines, print_text
from jds.cli.source_acts import present_alarm, print_alarms
from jds.database.connection import Database
from jds.domain.time import InvalidTime, duration_from_text, instant_to_text
from jds.sources.watch import Beat, Look, look_at_sources

BEATS_MISSED = 3
"""So many looks may be left out before the next one is overdue."""


def attach(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("watch")(watch)


def watch(
    context: typer.Context,
    follow: Annotated[bool, typer.Option("--follow", help="Go on looking, until stopped.")] = False,
    every: Annotated[
        str,
        typer.Option(metavar="DURATION", help="Time between two looks; a beat says when to worry."),
    ] = "PT1M",
    check: Annotated[
        bool,
        typer.Option("--check", help="Look at nothing; end with 1 when the last look is overdue."),
    ] = False,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Look at every source for silence, gaps, counts that differ and more, once or for ever."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if check:
        _check(desk)
        return
    try:
        between = duration_from_text(every)
    except InvalidTime as problem:
        raise WrongUsage(f"--every: {problem.sentence}") from None
    if between <= timedelta(0):
        raise WrongUsage("--every: give a duration above zero, for example PT1M.")
    with desk.register() as database:
        with database.transaction() as connection:
            desks.check_reader(desk, connection, verb=Verb.SEE_SOURCES)
        while True:
            look = _look(desk, database, between=between)
            with database.transaction() as connection:
                released = release_holds(connection, look.beat.at)
            _print(desk, look, released=released, follow=follow)
            if not follow:
                return
            time.sleep(between.total_seconds())


def _look(desk: Desk, database: Database, *, between: timedelta) -> Look:
    look = look_at_sources(
        database, clock=desks.read_clock, next_within=between * (1 + BEATS_MISSED)
    )
    write_beat(desk.settings.home, look.beat)
    return look


def _check(desk: Desk) -> None:
    beat = read_beat(desk.home().folder)
    if beat is None:
        raise WatchOverdue(
            "Nobody has looked at the sources yet, so silence of a source is seen by nobody. Start "
            "'jds watch --follow', or run 'jds watch' by a timer."
        )
    if beat.is_overdue(at=desk.now):
        raise WatchOverdue(
            f"The sources were last looked at on [{instant_to_text(beat.at)}], and the next look "
            f"was due by [{instant_to_text(beat.due_at)}]. See why 'jds watch' stopped, and start "
            "it again."
        )
    if desk.as_json:
        print_json(present_beat(beat))
    else:
        print_text(f"De bronnen zijn voor het laatst bekeken op {instant_to_text(beat.at)}.")


def present_beat(beat: Beat) -> dict[str, Any]:
    """Return a beat in the words of the wire."""
    return {"laatsteRonde": instant_to_text(beat.at), "verwachtVoor": instant_to_text(beat.due_at)}


def _print(desk: Desk, look: Look, *, released: Sequence[Released], follow: bool) -> None:
    shown = {
        **present_beat(look.beat),
        "geopend": [present_alarm(each) for each in look.opened],
        "gesloten": [present_alarm(each) for each in look.closed],
        "standen": [
            {"bron": each.source, "was": each.former, "stand": each.standing} for each in look.moved
        ],
        "alarmen": [present_alarm(each) for each in look.open],
        "aanhoudingen": [{"nummer": each.number, "einde": each.how} for each in released],
    }
    if desk.as_json:
        # Whoever follows reads one document a line.
        (print_json_lines([shown]) if follow else print_json(shown))
        return
    is_news = look.opened or look.closed or look.moved or released
    if follow and not is_news:
        return
    for each in shown["standen"]:
        print_text(f"{each['bron']}: {each['was']} -> {each['stand']}")
    for each in shown["gesloten"]:
        print_text(f"Voorbij: alarm {each['nummer']}, {each['soort']} van {each['bron']}.")
    for each in shown["aanhoudingen"]:
        print_text(f"Aanhouding {each['nummer']}: {each['einde']}.")
    if shown["alarmen"]:
        print_alarms(shown["alarmen"])
    else:
        print_text("Er staat geen alarm open.")
