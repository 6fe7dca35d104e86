"""`jds person show`: of whom a person was made at a moment, and on what that stood."""

from typing import Annotated, Any, TypeAlias

import typer

from jds.accounting.disclose import Asker
from jds.accounting.disclose_identity import ShownBond, ShownIdentity, disclose_identity
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.description import read_number
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.output import print_json, print_table, print_text
from jds.domain.identifiers import Bsn, Skn, VNumber
from jds.domain.identity import SubjectKey
from jds.domain.record import PersonRecord
from jds.domain.time import instant_to_text
from jds.records.present import present_person
from jds.records.show import Number

Json: TypeAlias = dict[str, Any]


def attach(commands: typer.Typer) -> None:
    """Add the command of this module to those of `jds person`."""
    commands.command("show")(show)


def show(
    context: typer.Context,
    skn: Annotated[
        str | None, typer.Option(metavar="X", help="Criminal justice chain number (SKN).")
    ] = None,
    bsn: Annotated[
        str | None, typer.Option(metavar="X", help="Citizen service number (BSN).")
    ] = None,
    v_number: Annotated[
        str | None, typer.Option(metavar="X", help="Immigration chain number (V-number).")
    ] = None,
    known_at: options.KnownAt = None,
    reason: options.Reason = None,
    as_json: AsJson = False,
    home: InHome = None,
    actor: ActingAs = None,
) -> None:
    """Show who somebody was as known at a moment: numbers, links, separations, former data."""
    desk = desks.desk(context, as_json=as_json, home=home, actor=actor)
    asker = Asker(
        name=desk.actor,
        home=desk.settings.home,
        reason=options.read_reason(reason, desk=desk),
    )
    number = _number(skn=skn, bsn=bsn, v_number=v_number)
    with desk.register() as database:
        identity = disclose_identity(
            database,
            number,
            known_at=options.read_moment(known_at),
            on=desk.today,
            now=desk.now,
            asker=asker,
        )
    shown = _present(identity)
    if desk.as_json:
        print_json(shown)
    else:
        _print(shown)


def _number(*, skn: str | None, bsn: str | None, v_number: str | None) -> Number:
    if sum(each is not None for each in (skn, bsn, v_number)) != 1:
        raise WrongUsage("Name one person by one number: --skn X, --bsn X or --v-number X.")
    skn, bsn, v_number = read_number(skn=skn, bsn=bsn, v_number=v_number)
    if skn is not None:
        return "skn", Skn(skn)
    return ("bsn", Bsn(bsn)) if bsn is not None else ("v", VNumber(v_number or ""))


def _present(shown: ShownIdentity) -> Json:
    person = shown.person
    return {
        "persoon": None if person is None else present_person(person, shields={})["persoon"],
        "onderdelen": [] if person is None else _parts(person),
        "verbanden": [_bond(each) for each in shown.bonds],
        "twijfel": person is not None and person.identity_in_doubt,
        "basis": {
            "positie": shown.moment.position,
            "bekendOp": instant_to_text(shown.moment.at),
            "methode": shown.method,
        },
    }


def _parts(person: PersonRecord) -> list[Json]:
    return [_subject(each) for each in sorted(person.subjects)]


def _bond(bond: ShownBond) -> Json:
    return {
        "tussen": [_subject(each) for each in bond.pair],
        "oordeel": "een-persoon" if bond.is_one else "niet-een-persoon",
        "gevolgd": bond.is_followed,
        "door": "twee-medewerkers" if bond.position is None else "persoonsautoriteit",
        "positie": bond.position,
        "voorstel": bond.proposal,
        "op": instant_to_text(bond.at),
    }


def _subject(key: SubjectKey) -> Json:
    """Return a subject by what a source can name it by; its internal key stays inside."""
    kind, _, rest = key.partition(":")
    match kind:
        case "skn" | "bsn":
            return {kind: rest}
        case "v":
            return {"vNummer": rest}
        case "zaak" | "buitenland":
            source, _, case = rest.partition("|")
            return {"bron": source, "zaak": case.removeprefix("p:").removeprefix("b:")}
        case _:
            return {"bron": rest.partition("|")[0], "bericht": rest.partition("|")[2]}


def _print(shown: Json) -> None:
    if shown["persoon"] is None:
        print_text("Niemand bekend onder dit nummer.")
    else:
        name = shown["persoon"].get("naam") or {}
        written = " ".join(
            part for key in ("voornamen", "voorvoegsel", "geslachtsnaam") if (part := name.get(key))
        )
        print_table(
            written or "Naam onbekend",
            ("Onderdeel", ""),
            [(next(iter(each)), _plain(each)) for each in shown["onderdelen"]],
        )
        if shown["twijfel"]:
            print_text("Over deze identiteit is twijfel: nummers zijn verbonden en gescheiden.")
        if former := shown["persoon"]["vroegereGegevens"]:
            print_text(f"Vroegere gegevens: {len(former)} (zie --json).")
    if shown["verbanden"]:
        print_table(
            "Wat het laatst over elk paar is vastgesteld",
            ("Tussen", "En", "Oordeel", "Gevolgd", "Door", "Op"),
            [
                (
                    _plain(each["tussen"][0]),
                    _plain(each["tussen"][1]),
                    each["oordeel"],
                    "ja" if each["gevolgd"] else "nee",
                    each["door"],
                    each["op"],
                )
                for each in shown["verbanden"]
            ],
        )
    basis = shown["basis"]
    print_text(f"Bekend op {basis['bekendOp']} (positie {basis['positie']}).")


def _plain(subject: Json) -> str:
    return " ".join(str(each) for each in subject.values())
