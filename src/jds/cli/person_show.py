"""`jds person show`: of whom a person was made at a moment, and on what that stood."""

from typing import Annotated, Any, TypeAlias

import msgspec
import typer

from jds.accounting.disclose import Asker
from jds.accounting.disclose_identity import (
    METHOD,
    ShownBond,
    ShownIdentity,
    ShownValue,
    Since,
    disclose_identity,
)
from jds.cli import desk as desks
from jds.cli import options
from jds.cli.description import read_number
from jds.cli.desk import ActingAs, AsJson, InHome
from jds.cli.faults import WrongUsage
from jds.cli.output import print_json, print_table, print_text
from jds.domain.identifiers import Bsn, Skn, VNumber
from jds.domain.identity import SubjectKey
from jds.domain.time import instant_to_text
from jds.persons.review.items import ReviewItem
from jds.records.present import present_who
from jds.records.show import Number
from jds.records.subject_on_wire import present_subject

Json: TypeAlias = dict[str, Any]

_FIELDS = {
    "name": "naam",
    "birth": "geboorte",
    "sex": "geslacht",
    "bsn": "bsn",
    "v_number": "vNummer",
    "nationalities": "nationaliteiten",
    "legal_person": "rechtspersoon",
}
"""What tells one person from another, of which is shown since when it was so and was known."""


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
        "persoon": None if person is None else present_who(person),
        "onderdelen": [
            {**_subject(each.key), **_since(each.since)}
            for each in sorted(shown.parts, key=lambda part: part.key)
        ],
        "verbanden": [_bond(each) for each in shown.bonds],
        "gegevens": [_value(each) for each in shown.values if each.field in _FIELDS],
        "twijfel": person is not None and person.identity_in_doubt,
        "beoordelingen": [_review(each) for each in shown.reviews],
        "basis": {
            "positie": shown.moment.position,
            "bekendOp": instant_to_text(shown.moment.at),
            "methode": METHOD,
        },
    }


def _bond(bond: ShownBond) -> Json:
    return {
        "tussen": [_subject(each) for each in bond.pair],
        "oordeel": "een-persoon" if bond.is_one else "niet-een-persoon",
        "gevolgd": bond.is_followed,
        "door": "personenautoriteit" if bond.proposal is None else "twee-medewerkers",
        **_since(bond.since),
        "voorstel": bond.proposal,
        "op": instant_to_text(bond.at),
    }


def _value(told: ShownValue) -> Json:
    replaced = _since(told.replaced)
    return {
        "veld": _FIELDS[told.field],
        "waarde": told.value if isinstance(told.value, str) else msgspec.to_builtins(told.value),
        "sinds": told.from_on.isoformat(),
        **_since(told.since),
        "tot": None if told.until_on is None else told.until_on.isoformat(),
        "vervangenDoorPositie": replaced["positie"],
        "vervangenOp": replaced["bekendSinds"],
    }


def _review(item: ReviewItem) -> Json:
    """Return a doubt as it was then: nothing that may have become otherwise since."""
    seen = item.seen
    return {
        "nummer": item.number,
        "soort": item.kind.value,
        "herkomst": item.origin.value,
        "sinds": instant_to_text(item.opened_at),
        "gronden": [] if seen is None else [each.value for each in seen.evidence.grounds],
        "sterkte": None if seen is None else seen.evidence.strength.value,
        "methode": None if seen is None else seen.evidence.method,
    }


def _since(since: Since | None) -> Json:
    if since is None:
        return {"positie": None, "bekendSinds": None}
    return {"positie": since.position, "bekendSinds": instant_to_text(since.recorded_at)}


def _subject(key: SubjectKey) -> Json:
    return {**present_subject(key)}


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
            ("Onderdeel", "Bekend sinds", "Positie"),
            [
                (_plain(each), each["bekendSinds"] or "-", str(each["positie"] or "-"))
                for each in shown["onderdelen"]
            ],
        )
        if shown["twijfel"]:
            print_text("Over deze identiteit is twijfel: nummers zijn verbonden en gescheiden.")
        former = [each for each in shown["gegevens"] if each["tot"] is not None]
        if former:
            print_table(
                "Vroegere gegevens",
                ("Gegeven", "Was", "Van", "Tot", "Bekend sinds"),
                [
                    (
                        each["veld"],
                        _text(each["waarde"]),
                        each["sinds"],
                        each["tot"],
                        each["bekendSinds"] or "-",
                    )
                    for each in former
                ],
            )
    if shown["beoordelingen"]:
        print_table(
            "Te beoordelen",
            ("Nummer", "Soort", "Gronden", "Sterkte", "Sinds"),
            [
                (
                    str(each["nummer"]),
                    each["soort"],
                    ", ".join(each["gronden"]) or "-",
                    each["sterkte"] or "-",
                    each["sinds"],
                )
                for each in shown["beoordelingen"]
            ],
        )
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
    """Return a subject in one line: its kind, and what names it."""
    named = [
        str(value) for name, value in subject.items() if name not in ("positie", "bekendSinds")
    ]
    return " ".join(named)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_text(each) for each in value.values())
    return str(value)
