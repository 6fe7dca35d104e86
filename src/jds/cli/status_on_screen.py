"""What is told outside, as tables for people at a desk."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from jds.cli.output import print_table, print_text, visible


def print_outside(told: Mapping[str, Any]) -> None:
    """Print what partners and everybody may know."""
    print_text(
        f"Vastgesteld op {told['vastgesteldOp']}, geldig tot {told['geldigTot']}; daarna onbekend."
    )
    if not told["bewaking"]["iemandKijkt"]:
        last = told["bewaking"]["laatsteRonde"] or "nooit"
        print_text(f"LET OP: niemand let op de bronnen. Laatst bekeken: {last}.")
    for each in told["bewaking"]["onbewaakt"]:
        print_text(f"Niemand lette op de bronnen van {each['van']} tot {each['tot']}.")
    print_table(
        "Toestand per bron",
        ("Bron", "Soort", "Toestand", "Volledig tot", "Waarom niet actueel", "Tussentijds"),
        [
            (
                each["bron"].rsplit(":", 1)[-1],
                each["soort"],
                each["toestand"],
                each["volledigTot"] or "niet bewezen",
                ", ".join(each["waarom"]),
                "" if each["tussenkanaal"] is None else ", ".join(each["tussenkanaal"]["wegen"]),
            )
            for each in told["bronnen"]
        ],
    )
    _print_answers(told["antwoorden"])
    for each in told["verklaringen"]:
        print_text(
            f"Verklaring {each['nummer']}, van {each['vanaf']} tot {each['tot']}: "
            f"{visible(each['mededeling'])}"
        )


def _print_answers(answers: Sequence[Mapping[str, Any]] | None) -> None:
    """Print which answers rest on a source that is not current, those that lack the same together.

    Without law data nobody can tell, so that any may.
    """
    print_text("")
    if answers is None:
        print_text("Welke antwoorden dit raakt is niet te zeggen: de regels zijn niet te lezen.")
        return
    touched: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for each in answers:
        if each["toestand"] != "actueel":
            systems = ", ".join(urn.rsplit(":", 1)[-1] for urn in each["wachtOp"])
            lacks = (each["toestand"], each["volledigTot"] or "niet bewezen", systems)
            touched[lacks].append(f"{each['ontvanger']}/{each['doel']}")
    if not touched:
        print_text("Geen enkel antwoord wordt geraakt: alles wat nodig is, is actueel.")
        return
    print_table(
        "Antwoorden die rusten op wat niet actueel is",
        ("Toestand", "Alles tot", "Wacht op", "Ontvanger/doel"),
        [
            (*lacks, "alle" if len(pairs) == len(answers) else ", ".join(pairs))
            for lacks, pairs in touched.items()
        ],
    )


def print_plain_states(told: Mapping[str, Any]) -> None:
    """Print in one line in which state each source is to the outside."""
    by_state: dict[str, list[str]] = defaultdict(list)
    for each in told["bronnen"]:
        by_state[each["toestand"]].append(each["bron"].rsplit(":", 1)[-1])
    if by_state:
        states = "; ".join(f"{state}: {', '.join(names)}" for state, names in by_state.items())
        print_text(f"Naar buiten heet het {states}. Zie jds status --public.")
