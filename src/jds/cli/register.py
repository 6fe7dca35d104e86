"""`jds init` and `jds status`: the register as a whole."""

from collections.abc import Mapping
from typing import Any

import typer

from jds.accounting.adopt_edition import (
    FIRST_REASON,
    adopt_edition,
    edition_of_package,
    rules_in,
)
from jds.accounting.conservation import FateCounts, fates_by_source
from jds.accounting.editions import NewestEdition, NoEdition, newest_edition
from jds.accounting.found_register import found_register
from jds.accounting.roles import Verb
from jds.cli import desk as desks
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.home import write_home
from jds.cli.output import print_json, print_table, print_text
from jds.cli.record_on_screen import print_currency
from jds.cli.source_acts import present_alarm, print_alarms
from jds.cli.watch import present_beat
from jds.database.connection import open_database
from jds.database.migrations import migrate
from jds.domain.time import instant_to_text
from jds.errors import LawDataProblem
from jds.intake.set_aside import list_set_aside
from jds.ledger.read import head
from jds.records.present import present_currency
from jds.records.queues import list_readers, queue_sizes
from jds.sources.alarms import list_alarms
from jds.sources.currency import currency_now
from jds.sources.watch import last_beat

_FATES = ("ontvangen", "aanvaard", "dubbel", "apartGezet", "geweigerd")


def attach(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("init")(init)
    app.command("status")(status)


def init(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Create the register: tables, keys and its keeper (beheerder). Doing it again is harmless."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    folder = desk.settings.home
    with open_database(desk.settings) as database:
        applied = migrate(database)
        with database.transaction() as connection:
            is_new = found_register(connection, home=folder, now=desk.now)
            newest = newest_edition(connection)
            if newest is None:
                adopt_edition(
                    connection,
                    rules_in(),
                    actor=desk.actor,
                    home=folder,
                    reason=FIRST_REASON,
                    clock=desks.read_clock,
                )
                newest = newest_edition(connection)
    if newest is None:
        raise NoEdition
    write_home(folder, now=desk.now)
    package = edition_of_package(newest)
    if desk.as_json:
        print_json(
            {
                "home": str(folder),
                "database": desk.settings.database_kind,
                "nieuw": is_new,
                "migraties": len(applied),
                "beheerder": desks.DEFAULT_ACTOR,
                "editie": newest.name,
                "editieVanPakket": package,
            }
        )
        return
    done = "A register was made" if is_new else "There already is a register"
    print_text(
        f"{done} in [{folder}]. Its keeper is [{desks.DEFAULT_ACTOR}], with the key in "
        f"[{folder / 'keys'}]: keep a copy of that folder in a safe place."
    )
    if package != newest.name:
        print_text(
            f"It answers under the edition [{newest.name}] of the law; the rules of this package "
            f"are the edition [{package}]. See [jds law adopt]."
        )


def status(
    context: typer.Context,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show how the register stands: sources, queues, positions, and that nothing is lost."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    with desk.register() as database, database.transaction() as connection:
        desks.check_reader(desk, connection, verb=Verb.SEE_STATUS)
        newest = newest_edition(connection)
        end = head(connection)
        sizes = queue_sizes(connection)
        set_aside = len(list_set_aside(connection))
        readers = list_readers(connection)
        fates = fates_by_source(connection)
        currencies = currency_now(connection, at=desk.now)
        beat = last_beat(connection)
        alarms = list_alarms(connection)
    shown = {
        "positie": end.position,
        "vastgelegdOp": instant_to_text(end.recorded_at) if end.position else None,
        "wet": _law_in_force(newest),
        "bronnen": [present_currency(currency) for currency in currencies],
        "wacht": (
            None if beat is None else {**present_beat(beat), "teLaat": beat.is_overdue(at=desk.now)}
        ),
        "alarmen": [present_alarm(each) for each in alarms],
        "wachtrijen": {
            "apart-gezet": set_aside,
            "wachtend": sizes.waiting,
            "tegenstrijdig": sizes.contradictory,
        },
        "lezers": [
            {"naam": reader.name, "positie": reader.position, "achterstand": reader.lag}
            for reader in readers
        ],
        "behoud": [_conserved(counts) for counts in fates],
    }
    if desk.as_json:
        print_json(shown)
    else:
        _print_status(shown)


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


def _print_status(shown: Mapping[str, Any]) -> None:
    since = f", vastgelegd op {shown['vastgelegdOp']}" if shown["vastgelegdOp"] else ""
    print_text(f"Het grootboek staat op positie {shown['positie']}{since}.")
    _print_law_in_force(shown["wet"])
    print_currency(shown["bronnen"])
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
