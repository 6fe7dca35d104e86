"""A search for people who decide, in Dutch: what was asked, and each candidate field by field."""

from collections.abc import Mapping
from typing import Any

from jds.cli.output import print_table, print_text

_FOUND = {
    "zeker": "één persoon, zeker",
    "strijdig": "strijdig: wat gevraagd is, spreekt zichzelf tegen",
    "kandidaten": "kandidaten",
    "niet": "niemand",
}
_FORGOTTEN = "Wat gevraagd is, wordt niet meer bewaard; er is niets meer te beslissen."
_CUT_OFF = (
    "Let op: er lijken meer personen op wat gevraagd is dan hier staan. Dat niemand van hen "
    "bedoeld is, zegt dan niets over de anderen."
)
_OTHERS_SINCE = (
    "Let op: sinds deze zoekvraag is er iemand bij gekomen die ook bedoeld kan zijn. Laat de vraag "
    "opnieuw stellen en beslis op de nieuwe zoekvraag."
)
_NOBODY_SEEN = "Niemand in het register lijkt op wat gevraagd is."


def print_search(shown: Mapping[str, Any]) -> None:
    """Print a search as `jds.answers.present_search` gives it."""
    asked = shown["gevraagd"]
    print_table(
        f"Zoekvraag {shown['zoeknummer']}",
        ("", ""),
        [
            ("Ontvanger", shown["ontvanger"]),
            ("Doel", shown["doel"]),
            ("Gevraagd op", shown["gevraagdOp"]),
            ("Gevonden", _FOUND[shown["gevonden"]]),
            *((name, _plain(value)) for name, value in (asked or {}).items()),
        ],
    )
    if asked is None:
        print_text(_FORGOTTEN)
    elif not shown["kandidaten"]:
        print_text(_NOBODY_SEEN)
    for candidate in shown["kandidaten"]:
        _print_candidate(candidate)
    if shown["afgekapt"]:
        print_text("\n" + _CUT_OFF)
    if shown["anderenSindsdien"]:
        print_text("\n" + _OTHERS_SINCE)
    for decision in shown["besluiten"]:
        _print_decision(decision)
    basis = shown["basis"]
    print_text(
        f"\nBekend op {basis['bekendOp']} (positie {basis['positie']}), methode {basis['methode']}."
    )


def _print_candidate(candidate: Mapping[str, Any]) -> None:
    print_text("")
    person = candidate["persoon"] or {}
    print_table(
        f"Kandidaat {candidate['kandidaat']} (past {candidate['gewicht']:.3f})",
        ("", ""),
        [(name, _plain(value)) for name, value in person.items() if value],
    )
    compared = [each for each in candidate["redenen"] if each["uitkomst"] != "ontbreekt"]
    print_table(
        "Veld voor veld",
        ("Veld", "Uitkomst", "Gewicht"),
        [(each["veld"], each["uitkomst"], f"{each['gewicht']:+.1f}") for each in compared],
    )


def _print_decision(decision: Mapping[str, Any]) -> None:
    print_text("")
    who = {"niemand": "niemand van hen"}.get(
        decision["uitkomst"],
        "een ander" if decision["kandidaat"] is None else f"kandidaat {decision['kandidaat']}",
    )
    print_table(
        f"Besluit {decision['besluit']}",
        ("", ""),
        [
            ("Bedoeld is", who),
            ("Op", decision["op"]),
            ("Door", decision["door"]),
            ("Reden", decision["reden"] or "niet meer bewaard"),
            *(
                [
                    ("Teruggenomen op", decision["teruggenomenOp"]),
                    ("Reden terugname", decision["redenTerugname"] or "niet meer bewaard"),
                ]
                if decision["teruggenomenOp"]
                else []
            ),
        ],
    )


def _plain(value: object) -> str:
    match value:
        case Mapping():
            parts = ((name, each) for name, each in value.items() if each and name != "type")
            return ", ".join(f"{name} {_plain(each)}" for name, each in parts)
        case list() | tuple():
            return "; ".join(map(_plain, value))
        case _:
            return str(value)
