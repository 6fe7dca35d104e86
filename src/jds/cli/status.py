"""`jds status`: how the register stands, for those who keep it and for everybody outside."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from jds.accounting.adopt_edition import edition_of_package
from jds.accounting.conservation import FateCounts, fates_by_source
from jds.accounting.editions import NewestEdition, newest_edition
from jds.accounting.roles import Verb
from jds.answers.tell_outside import Outside, present_outside, tell_outside
from jds.cli import desk as desks
from jds.cli.desk import ActingAs, AsJson, Desk, InHome
from jds.cli.faults import WrongUsage
from jds.cli.files import write_whole
from jds.cli.output import print_json, print_table, print_text
from jds.cli.record_on_screen import print_currency
from jds.cli.source_acts import present_alarm, print_alarms
from jds.cli.status_on_screen import print_outside, print_plain_states
from jds.cli.watch import present_beat
from jds.database.connection import Connection
from jds.domain.time import as_instant, instant_to_text
from jds.errors import LawDataProblem
from jds.intake.set_aside import count_set_aside
from jds.ledger.read import head
from jds.records.present import present_currency
from jds.records.queues import list_readers, queue_sizes
from jds.sources.alarms import list_alarms
from jds.sources.currency import currency_now
from jds.sources.watch import last_beat

_FATES = ("ontvangen", "aanvaard", "dubbel", "apartGezet", "geweigerd")
_READABLE_BY_ALL = 0o644


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = typer.Typer(
        name="status",
        invoke_without_command=True,
        rich_markup_mode=None,
        callback=status,
    )
    commands.command("publish")(publish)
    app.add_typer(commands)


def status(
    context: typer.Context,
    public: Annotated[
        bool,
        typer.Option("--public", help="Only what partners and everybody may know, as published."),
    ] = False,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show how the register stands: sources, queues, positions, and that nothing is lost."""
    if context.invoked_subcommand is not None:
        desks.remember(context, as_json, home, actor)
        return
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SEE_STATUS)
        outside = _outside(desk, connection)
        whole = {} if public else _whole(desk, connection)
    told = present_outside(outside)
    if public:
        print_json(told) if desk.as_json else print_outside(told)
    elif desk.as_json:
        print_json({**whole, "naarBuiten": told})
    else:
        _print_status(whole, told)


def publish(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder that a web server shows, or is copied.")
    ],
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Write the status page, in Dutch and English, and its facts as JSON, for everybody.

    Each file is replaced in one step. Run it by a timer, more often than JDS_STATUS_VALID: a page
    that is not renewed says of itself that the status is unknown since then.
    """
    from jds.web.show_status import FILES, LANGUAGES, status_page  # noqa: PLC0415

    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    if folder.exists() and not folder.is_dir():
        raise WrongUsage("DIR is a file. Name a folder for the status page.")
    if not folder.absolute().parent.is_dir():
        raise WrongUsage(
            "DIR lies in a folder that is not there. Make that first, or name another."
        )
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SEE_STATUS)
        outside = _outside(desk, connection)
    told = present_outside(outside)
    contents = {FILES["json"]: msgspec.json.format(msgspec.json.encode(told)) + b"\n"}
    for language in LANGUAGES:
        contents[FILES[language]] = status_page(outside, language=language)
    folder.mkdir(exist_ok=True)
    for name, content in contents.items():
        write_whole(folder / name, content, mode=_READABLE_BY_ALL)
    if desk.as_json:
        print_json({"map": str(folder), "bestanden": sorted(contents), **told})
        return
    print_text(
        f"The status page stands in [{folder}]: [{'], ['.join(sorted(contents))}]. It is valid "
        f"until [{told['geldigTot']}]; publish again before then."
    )


def _outside(desk: Desk, connection: Connection) -> Outside:
    valid_until = as_instant((desk.now + desk.settings.status_valid_for).replace(microsecond=0))
    return tell_outside(connection, at=desk.now, valid_until=valid_until)


def _whole(desk: Desk, connection: Connection) -> dict[str, Any]:
    """Return everything of the register as a whole, for those who keep it."""
    end = head(connection)
    sizes = queue_sizes(connection)
    beat = last_beat(connection)
    set_aside = count_set_aside(connection)
    return {
        "positie": end.position,
        "vastgelegdOp": instant_to_text(end.recorded_at) if end.position else None,
        "wet": _law_in_force(newest_edition(connection)),
        "bronnen": [
            present_currency(currency) for currency in currency_now(connection, at=desk.now)
        ],
        "wacht": (
            None if beat is None else {**present_beat(beat), "teLaat": beat.is_overdue(at=desk.now)}
        ),
        "alarmen": [present_alarm(each) for each in list_alarms(connection)],
        "wachtrijen": {
            "apart-gezet": set_aside.every,
            "wachtend": sizes.waiting,
            "tegenstrijdig": sizes.contradictory,
        },
        "inQuarantaine": set_aside.in_quarantine,
        "lezers": [
            {"naam": reader.name, "positie": reader.position, "achterstand": reader.lag}
            for reader in list_readers(connection)
        ],
        "behoud": [_conserved(counts) for counts in fates_by_source(connection)],
    }


def _law_in_force(newest: NewestEdition | None) -> dict[str, Any]:
    """Return under which rules is answered, and whether this package has others."""
    package: str | None = None
    trouble: str | None = None
    try:
        package = edition_of_package(newest)
    except LawDataProblem as problem:
        trouble = problem.sentence
    return {
        "editie": None if newest is None else newest.name,
        "sinds": None if newest is None else instant_to_text(newest.adopted_at),
        "editieVanPakket": package,
        "gelijk": newest is not None and package == newest.name,
        "gebrek": trouble,
    }


def _print_law_in_force(law: Mapping[str, Any]) -> None:
    if law["editie"] is None:
        print_text("Er is nog geen editie van de wet vastgesteld: zie jds init.")
        return
    print_text(f"Beantwoord wordt onder editie {law['editie']} van de wet, sinds {law['sinds']}.")
    if law["gebrek"]:
        print_text(f"De regels van dit pakket zijn niet te gebruiken: {law['gebrek']}")
    elif not law["gelijk"]:
        print_text(
            f"LET OP: dit pakket heeft andere regels, editie {law['editieVanPakket']}. "
            "Stel ze vast met jds law adopt."
        )


def _print_watch(shown: Mapping[str, Any]) -> None:
    print_text("")
    watch = shown["wacht"]
    if watch is None:
        print_text("LET OP: niemand kijkt naar de bronnen. Start jds watch --follow.")
    elif watch["teLaat"]:
        print_text(
            f"LET OP: jds watch staat stil. De bronnen zijn voor het laatst bekeken op "
            f"{watch['laatsteRonde']}."
        )
    else:
        print_text(f"De bronnen zijn voor het laatst bekeken op {watch['laatsteRonde']}.")
    if shown["alarmen"]:
        print_alarms(shown["alarmen"])


def _conserved(counts: FateCounts) -> dict[str, Any]:
    return {
        "bron": counts.source,
        "ontvangen": counts.received,
        "aanvaard": counts.accepted,
        "dubbel": counts.duplicates,
        "apartGezet": counts.set_aside,
        "geweigerd": counts.refused,
        "klopt": counts.adds_up,
    }


def _print_status(shown: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    since = f", vastgelegd op {shown['vastgelegdOp']}" if shown["vastgelegdOp"] else ""
    print_text(f"Het grootboek staat op positie {shown['positie']}{since}.")
    _print_law_in_force(shown["wet"])
    print_currency(shown["bronnen"])
    print_plain_states(told)
    _print_watch(shown)
    queues = shown["wachtrijen"]
    print_text("")
    print_table("Wachtrijen", tuple(queues), [[str(number) for number in queues.values()]])
    print_text("")
    print_table(
        "Lezers van het grootboek",
        ("Lezer", "Positie", "Achterstand"),
        [
            (each["naam"], str(each["positie"]), str(each["achterstand"]))
            for each in shown["lezers"]
        ],
    )
    print_text("")
    print_table(
        "Niets verloren: ontvangen = aanvaard + dubbel + apart gezet + geweigerd",
        ("Bron", "Ontvangen", "Aanvaard", "Dubbel", "Apart gezet", "Geweigerd", "Klopt"),
        [
            (
                each["bron"] or "(onleesbaar)",
                *(str(each[fate]) for fate in _FATES),
                "ja" if each["klopt"] else "NEE",
            )
            for each in shown["behoud"]
        ],
    )
