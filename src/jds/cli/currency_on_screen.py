"""What an answer says of its own currency, and of what follows from it, for people."""

from collections.abc import Iterable, Mapping
from typing import Any

from jds.cli.output import print_text, visible

_ADVICE = {
    "beslissen": "Advies: beslissen.",
    "beslissen-met-waarschuwing": "Advies: beslissen, met een waarschuwing.",
    "aanhouden": "Advies: aanhouden tot vaststaat om wie het gaat.",
}
_BEHIND = {
    "stand": "niet actueel",
    "gaten": "er ontbreken berichten",
    "nooit-bewezen": "nooit bewezen volledig",
    "bewijs-te-oud": "het bewijs van volledigheid is te oud",
    "aantallen-verschillen": "de aantallen kloppen niet",
    "in-quarantaine": "er wachten berichten op vergelijking",
    "gewantrouwd": "over een deel is twijfel",
}
_CONDITIONS = {
    "bronnen-actueel": "deze bronnen weer actueel zijn",
    "berichten-afgehandeld": "de berichten over deze persoon zijn afgehandeld",
}


def print_advice(answer: Mapping[str, Any]) -> None:
    """Print what is advised, why, and until when; answers of before advice had none of this."""
    hold = answer.get("aanhouding")
    if hold is None:
        print_text(_ADVICE[answer["advies"]])
    else:
        intended = hold["uiterlijkBijVoorgenomenWeigering"]
        later = "" if intended is None else f" (bij een voorgenomen weigering {intended})"
        print_text(
            f"Advies: de beslissing aanhouden, tot uiterlijk {hold['uiterlijk']}{later}. "
            f"Bezie dit opnieuw op {hold['herzienOp']}."
        )
    advised = answer.get("advisering")
    if advised is not None:
        _print_reasons(advised["redenen"])
    _print_reasons(answer.get("twijfel", {}).get("redenen", ()))
    if hold is not None:
        _print_missing(hold["ontbreekt"])
        print_text(f"  Dit vervalt zodra {_when(hold['vrijgaveAls'])}.")
    reopening = answer.get("heropening")
    if reopening is not None and hold is None:
        print_text(f"  Dit antwoord wordt opnieuw bezien zodra {_when(reopening['als'])}.")
    for route in answer.get("andereWegen", ()):
        print_text(visible(f"Andere weg: {route['uitleg']} ({route['vindplaats']})"))
    for each in answer.get("verklaringen", ()):
        print_text(visible(f"Verklaring {each['nummer']}, tot {each['tot']}: {each['mededeling']}"))


def print_sources_weighed(answer: Mapping[str, Any]) -> None:
    """Print of each source what its currency means for this answer, below how current it is."""
    for source in answer["actualiteit"]:
        for reason in source.get("waarom", ()):
            print_text(visible(f"  {_system(source['bron'])}: {reason['uitleg']}"))
    kinds = answer.get("nietAangesloten", ())
    if kinds:
        print_text(f"  Nodig, maar van deze soort is geen bron aangesloten: {', '.join(kinds)}.")


def _print_missing(sources: Iterable[Mapping[str, Any]]) -> None:
    for source in sources:
        why = ", ".join(_BEHIND.get(word, word) for word in source["achter"])
        since = source["sinds"] or "het begin"
        print_text(f"  Ontbreekt: {_system(source['bron'])} sinds {since} ({why}).")


def _print_reasons(reasons: Iterable[Mapping[str, Any]]) -> None:
    for reason in reasons:
        print_text(visible(f"  - {reason['uitleg']} ({reason['vindplaats']})"))


def _when(conditions: Iterable[str]) -> str:
    return " en ".join(_CONDITIONS.get(each, each) for each in conditions) or "dat kan"


def _system(urn: str) -> str:
    return urn.rsplit(":", 1)[-1]
