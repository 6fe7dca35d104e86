"""What an answer says of its own currency, and what follows from it, for people, in Dutch."""

from collections.abc import Mapping
from typing import Any

from jds.cli.output import print_text, visible

_ENDS_WHEN = {
    "bronnen-actueel": "de bronnen die ontbreken weer actueel zijn",
    "berichten-afgehandeld": "de berichten in twijfel zijn afgehandeld",
}


def advised_to_hold(answer: Mapping[str, Any]) -> str:
    """Return the sentence of an answer that advises to hold: for whom, or for what is missing."""
    if answer.get("advisering") is None and answer["gevonden"] != "zeker":
        return "Advies: aanhouden tot vaststaat om wie het gaat."
    return "Advies: aanhouden."


def print_what_follows(answer: Mapping[str, Any]) -> None:
    """Print why it is advised, other lawful ways, what was promised and declared, and per source.

    Answers from before this was kept have none of it.
    """
    advised = answer.get("advisering")
    for reason in () if advised is None else advised["redenen"]:
        _print(reason)
    for reason in answer.get("twijfel", {}).get("redenen", ()):
        _print(reason)
    for reason in answer.get("andereWegen", ()):
        _print(reason)
    promised = answer.get("heropening")
    if promised is not None:
        when = " en ".join(_ENDS_WHEN.get(each, each) for each in promised["als"])
        print_text(f"  Dit antwoord wordt opnieuw bezien als {when or 'er nieuws is'}.")
    for declared in answer.get("verklaringen", ()):
        told = f"Verklaring {declared['nummer']}, tot {declared['tot']}: {declared['mededeling']}"
        print_text(visible(f"  {told}"))
    for source in answer.get("actualiteit", ()):
        if not source.get("nodig") or not source.get("achter"):
            continue
        name = source["bron"].rsplit(":", 1)[-1]
        for reason in source["waarom"]:
            _print(reason, of=f"{name}: ")


def _print(reason: Mapping[str, Any], *, of: str = "") -> None:
    print_text(visible(f"  {of}{reason['uitleg']} ({reason['vindplaats']})"))
