"""An answer for people, in Dutch: what it says, how sure that is, and why."""

from collections.abc import Iterable, Mapping
from typing import Any

from jds.cli.currency_on_screen import print_advice, print_sources_weighed
from jds.cli.output import print_table, print_text, visible
from jds.cli.record_on_screen import print_content, print_currency

_VERDICTS = {
    "inhoud": "Er zijn gegevens die op deze grond verstrekt mogen worden.",
    "niets-bekend-tot": "Niets bekend tot {until}; wat daarna is gebeurd, is hier niet bekend.",
    "geen-uitspraak": "Geen uitspraak: het register kan niet zeggen of er iets bekend is.",
}
_DOUBTS = {
    "identiteit-onzeker": "Niet vaststaat wie bedoeld is, of de identiteit is in twijfel.",
    "berichten-niet-toegepast": "Er zijn berichten over deze persoon die wachten of strijdig zijn.",
    "volledigheid-niet-bewezen": "Niet elke bron heeft bewezen dat alles hier is.",
    "besluit-achterhaald": "Er is nu iemand gevonden die bij het besluit niet is overwogen.",
    "gezocht-op-naam": "Er is op naam gezocht; dat is minder zeker dan op nummer.",
    "te-veel-gelijkenden": "Er lijken meer personen op wat gevraagd is dan vergeleken zijn.",
    "geboortedatum-onvolledig": "Zonder volledige geboortedatum zegt niemand vinden te weinig.",
    "bron-niet-actueel": "Niet elke bron is actueel en zonder gaten.",
    "bericht-apart-gezet": "Er is een bericht over deze persoon dat apart is gezet.",
    "bericht-in-quarantaine": "Er wacht een bericht over deze persoon in quarantaine.",
    "bericht-gewantrouwd": "Er is een bericht over deze persoon dat niet wordt vertrouwd.",
}
_FOUND = {
    "zeker": "één persoon, zeker",
    "strijdig": "strijdig: wat gevraagd is, wijst niet één persoon aan",
    "kandidaten": "alleen kandidaten: iemand moet beslissen wie bedoeld is",
    "niet": "niet bekend in het register",
}


_NEXT = {
    "beslissing-aangevraagd": (
        "Vervolg: een medewerker van het register beslist wie bedoeld is. Vraag daarna opnieuw met "
        "zoeknummer {search}, of vraag nu met een nummer van de persoon."
    ),
    "vraag-met-skn": "Vervolg: vraag opnieuw met het SKN van de persoon.",
}
_FOUND_BY = {
    "skn": "SKN",
    "bsn": "BSN",
    "v": "V-nummer",
    "nummer": "een nummer",
    "beschrijving": "een beschrijving",
    "besluit": "een besluit van een medewerker",
}


def print_answer(answer: Mapping[str, Any]) -> None:
    """Print an answer as `jds.answers.present` gives it."""
    print_table(
        f"Antwoord {answer['antwoordnummer']}",
        ("", ""),
        [
            ("Ontvanger", answer["ontvanger"]),
            ("Doel", answer["doel"]),
            ("Gevonden", _FOUND[answer["gevonden"]]),
            *((name, _plain(value)) for name, value in answer["gevraagd"].items()),
        ],
    )
    until = answer["bekendTot"] or "onbekend"
    print_text("\n" + _VERDICTS[answer["oordeel"]].format(until=until))
    for doubt in answer["kanttekeningen"]:
        print_text(f"  - {_DOUBTS.get(doubt, doubt)}")
    print_advice(answer)
    identity = answer["basis"].get("identiteit")
    if answer.get("vervolg") is not None:
        print_text(_NEXT[answer["vervolg"]].format(search=identity["zoeknummer"]))
    if answer["inhoud"] is not None and answer["oordeel"] == "inhoud":
        print_text("")
        print_content(answer["inhoud"])
    for classification in answer["classificaties"]:
        _print_classification(classification)
    is_told = answer["oordeel"] == "inhoud"
    _print_reasons("Waarom dit getoond wordt" if is_told else "Op welke grond", answer["redenen"])
    basis = answer["basis"]
    print_text(
        f"\nPeildatum {basis['peildatum']}, bekend op {basis['bekendOp']} "
        f"(positie {basis['positie']}), editie van de wet {basis['editie']}."
    )
    if identity is not None:
        print_identity(identity)
    print_currency(answer["actualiteit"])
    print_sources_weighed(answer)


def print_identity(identity: Mapping[str, Any]) -> None:
    """Print by what it was found who is meant, and of an explanation also who that is."""
    parts = [f"Gevonden door {_FOUND_BY[identity['gevondenDoor']]}, methode {identity['methode']}"]
    if identity["zoeknummer"] is not None:
        parts.append(f"zoeknummer {identity['zoeknummer']}")
    if identity["besluit"] is not None:
        parts.append(f"besluit {identity['besluit']['nummer']} van {identity['besluit']['op']}")
    print_text(", ".join(parts) + ".")
    for name in ("persoon", "kandidaten"):
        numbers = identity.get(name)
        if numbers is not None and (numbers["skn"] or numbers["zonderSkn"]):
            skns = ", ".join(numbers["skn"]) or "-"
            print_text(f"{name.capitalize()}: SKN {skns}; zonder SKN: {numbers['zonderSkn']}.")


def print_explanation(number: int, told: Mapping[str, Any]) -> None:
    """Print of every fact why an answer showed or withheld it."""
    print_text(f"Toelichting bij antwoord {number}. Alleen voor de functionaris, en vastgelegd.")
    _print_reasons("Voor het hele antwoord", told["redenen"])
    for fact in told["feiten"]:
        state = "getoond" if fact["getoond"] else "NIET getoond"
        _print_reasons(f"{_concerns(fact['betreft'])}: {state}", fact["redenen"])
    for conviction in told["buitenlandseVeroordelingen"]:
        state = "getoond" if conviction["getoond"] else "NIET getoond"
        _print_reasons(
            f"Buitenlandse veroordeling {conviction['kenmerk']}: {state}", conviction["redenen"]
        )


def _print_classification(classification: Mapping[str, Any]) -> None:
    print_text("")
    print_table(
        f"Indeling: {classification['onderwerp']} (een indeling, geen beslissing)",
        ("Feit", "Groep", "Waarom"),
        [
            (
                _concerns(each["betreft"]),
                each["groep"],
                " ".join(_sentence(reason) for reason in each["redenen"]),
            )
            for each in classification["feiten"]
        ],
    )
    for reason in classification["redenen"]:
        print_text(visible(f"  {_sentence(reason)}"))


def _print_reasons(title: str, reasons: Iterable[Mapping[str, Any]]) -> None:
    rows = [
        (
            _concerns(reason["betreft"]) if "betreft" in reason else "",
            reason["regel"],
            reason["vindplaats"],
            reason["uitleg"] + ("" if reason["gelezenInGeldendeTekst"] else " *"),
        )
        for reason in reasons
    ]
    if not rows:
        return
    print_text("")
    print_table(title, ("Betreft", "Regel", "Vindplaats", "Uitleg"), rows)
    if any(row[3].endswith(" *") for row in rows):
        print_text("  * niet gelezen in de tekst die nu geldt; zie 'jds law show' voor hoe zeker.")


def _sentence(reason: Mapping[str, Any]) -> str:
    return f"{reason['uitleg']} ({reason['vindplaats']})"


def _concerns(fact: Mapping[str, Any]) -> str:
    if "kenmerk" in fact:
        return str(fact["kenmerk"])
    case = fact.get("parketnummer") or fact.get("bronZaaknummer")
    number = fact.get("feitnummer")
    return " ".join(filter(None, (case, None if number is None else f"feit {number}")))


def _plain(value: object) -> str:
    match value:
        case bool():
            return "ja" if value else "nee"
        case list():
            return ", ".join(_concerns(each) for each in value)
        case _:
            return str(value)
