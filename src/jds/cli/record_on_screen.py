"""A record for people, in Dutch: calm, complete, and clear about what it does not know."""

from collections.abc import Iterable, Mapping
from typing import Any

from jds.cli.output import print_table, print_text, visible

_NOTHING = "-"

# What an answer may leave out, with the value that shows as nothing.
_WITHOUT_PERSON: dict[str, Any] = {
    "nummers": {"skn": [], "bsn": [], "vNummer": []},
    "naam": None,
    "geboorte": None,
    "rechtspersoon": None,
    "overledenOp": None,
    "vroegereGegevens": [],
    "identiteitInTwijfel": False,
}
_WITHOUT_CASE: dict[str, Any] = {
    "parketnummer": None,
    "bronZaaknummer": None,
    "ingeschrevenOp": None,
    "instantie": None,
    "afdoeningenZaak": [],
    "rechtsmiddelen": [],
    "hechtenis": [],
    "tenuitvoerlegging": [],
    "stukken": [],
    "gratie": [],
}
_WITHOUT_OUTCOME: dict[str, Any] = {
    "soort": "-",
    "op": None,
    "onherroepelijkOp": None,
    "sepotgronden": [],
    "bronwaarde": None,
}
_WITHOUT_FACT: dict[str, Any] = {
    "soort": "-",
    "kwalificatie": "-",
    "afdoening": {},
    "sancties": [],
    "geschiedenis": [],
    "twijfel": [],
    "vervallenUitTenlastelegging": False,
    "afscherming": None,
    "bewaren": None,
}
_WITHOUT_FOREIGN: dict[str, Any] = {
    "land": None,
    "kenmerk": "-",
    "instantie": None,
    "uitgesprokenOp": None,
    "onherroepelijkOp": None,
}


def print_record(record: Mapping[str, Any]) -> None:
    """Print a record as `jds.records.present` gives it."""
    _print_person(record["persoon"])
    if not record["zaken"] and "naam" in record["persoon"]:
        print_text("\nGeen strafzaken bekend tot dit moment.")
    for case in record["zaken"]:
        _print_case(case)
    _print_foreign(record["buitenlandseVeroordelingen"])
    _print_not_applied(record["nietToegepast"])
    _print_provisional(record["voorlopig"])
    _print_basis(record["basis"])
    print_currency(record["actualiteit"])


def print_content(content: Mapping[str, Any]) -> None:
    """Print the part of a record that an answer shows; what it leaves out shows as nothing."""
    if content["persoon"]:
        _print_person(_WITHOUT_PERSON | content["persoon"])
    for case in content["zaken"]:
        _print_case(
            _WITHOUT_CASE | case | {"feiten": [_completed(each) for each in case["feiten"]]}
        )
    _print_foreign([_WITHOUT_FOREIGN | each for each in content["buitenlandseVeroordelingen"]])


def print_currency(currencies: Iterable[Mapping[str, Any]]) -> None:
    """Print how current each source is."""
    print_text("")
    print_table(
        "Actualiteit per bron",
        ("Bron", "Soort", "Stand", "Volledig tot", "Ontbreekt", "Laatste bericht"),
        [
            (
                _system(each["bron"]),
                each["soort"],
                each["stand"],
                each["volledigTot"] or "nooit bewezen",
                _gaps(each["gaten"]),
                each["laatsteBericht"] or "nooit",
            )
            for each in currencies
        ],
    )


def _completed(fact: dict[str, Any]) -> dict[str, Any]:
    whole: dict[str, Any] = _WITHOUT_FACT | fact
    marks = [*fact.get("markeringen", ()), *filter(None, (fact.get("weging"),))]
    return whole | {
        "afdoening": _WITHOUT_OUTCOME | whole["afdoening"],
        "geschiedenis": [_WITHOUT_OUTCOME | earlier for earlier in whole["geschiedenis"]],
        "twijfel": [*whole["twijfel"], *marks],
    }


def _print_person(person: Mapping[str, Any]) -> None:
    numbers = person["nummers"]
    if "naam" not in person:
        print_text("Dossier: niets bekend tot dit moment.")
        return
    birth = person["geboorte"] or {}
    rows = [
        ("SKN", ", ".join(numbers["skn"]) or _NOTHING),
        ("BSN", ", ".join(numbers["bsn"]) or _NOTHING),
        ("V-nummer", ", ".join(numbers["vNummer"]) or _NOTHING),
        ("Naam", _name(person["naam"])),
        (
            "Geboren",
            " ".join(filter(None, (_date(birth.get("datum")), _text(birth.get("plaats"))))),
        ),
        ("Rechtspersoon", _text((person["rechtspersoon"] or {}).get("naam"))),
        ("Overleden", _date(person["overledenOp"])),
        ("Eerdere gegevens", str(len(person["vroegereGegevens"]) or "")),
    ]
    print_table("Dossier", ("", ""), [(label, value) for label, value in rows if value])
    if person["identiteitInTwijfel"]:
        print_text(
            "Let op: deze nummers zijn zowel samengevoegd als gesplitst; "
            "de identiteit is in twijfel."
        )


def _print_case(case: Mapping[str, Any]) -> None:
    number = case["parketnummer"] or case["bronZaaknummer"] or _NOTHING
    office = f", {_text(case['instantie'])}" if case["instantie"] else ""
    print_text("")
    print_table(
        visible(f"Zaak {number}, ingeschreven {_date(case['ingeschrevenOp']) or _NOTHING}{office}"),
        (
            "Feit",
            "Soort",
            "Kwalificatie",
            "Afdoening",
            "Op",
            "Onherroepelijk",
            "Sancties",
            "Twijfel",
        ),
        [
            (
                str(offence["feitnummer"]),
                offence["soort"] or "onbekend",
                offence["kwalificatie"],
                _outcome(offence["afdoening"]),
                _date(offence["afdoening"]["op"]) or _NOTHING,
                _date(offence["afdoening"]["onherroepelijkOp"]) or _NOTHING,
                "; ".join(_sanction(sanction) for sanction in offence["sancties"]) or _NOTHING,
                ", ".join(_doubts(offence)) or _NOTHING,
            )
            for offence in case["feiten"]
        ],
    )
    for line in _besides(case):
        print_text(visible(line))


def _besides(case: Mapping[str, Any]) -> Iterable[str]:
    """Yield a line for everything that is stated of the case itself."""
    if case.get("leidendeWeg") == "papier":
        yield "  Voorlopig: in deze zaak is papier leidend; wat de bron zelf stuurt, wacht."
    for outcome in case["afdoeningenZaak"]:
        yield f"  Zaak afgedaan: {_outcome(outcome)} op {_date(outcome['op'])}"
    for offence in case["feiten"]:
        for earlier in offence["geschiedenis"]:
            if earlier["soort"] == "open":
                # A summons or a referral back: no outcome that came before.
                continue
            yield (
                f"  Eerder, feit {offence['feitnummer']}: {_outcome(earlier)} "
                f"op {_date(earlier['op']) or _NOTHING}"
            )
    for offence in case["feiten"]:
        if offence.get("bewaren"):
            yield f"  Bewaren, feit {offence['feitnummer']}: {_term(offence['bewaren'])}"
    for appeal in case["rechtsmiddelen"]:
        ended = {each["feitnummer"]: each["op"] for each in appeal["ingetrokken"]}
        against = ", ".join(
            f"{number} (ingetrokken {_date(ended[number])})" if number in ended else str(number)
            for number in appeal["feitnummers"]
        )
        yield (
            f"  Rechtsmiddel: {_text(appeal['soort'])} door {_text(appeal['partij'])} "
            f"op {_date(appeal['ingesteldOp'])}, feiten {against or _NOTHING}"
        )
    for custody in case["hechtenis"]:
        yield (
            f"  Hechtenis: {_text(custody['soort'])} van {_date(custody['vanTijdstip'])} "
            f"tot {_date(custody['totTijdstip']) or _NOTHING}"
        )
    for execution in case["tenuitvoerlegging"]:
        yield (
            f"  Tenuitvoerlegging: {_sanction(execution['sanctie'])} {_text(execution['soort'])} "
            f"op {_date(execution['op'])}"
        )
    for document in case["stukken"]:
        yield (
            f"  Stuk: {_text(document['stuk'])}, verwacht {_date(document['verwachtOp'])}, "
            f"ontvangen {_date(document['ontvangenOp']) or _NOTHING}"
        )
    for pardon in case["gratie"]:
        yield f"  Gratie: besluit {pardon['besluitnummer']} van {_date(pardon['beslotenOp'])}"


def _print_foreign(convictions: list[Mapping[str, Any]]) -> None:
    if not convictions:
        return
    print_text("")
    print_table(
        "Buitenlandse veroordelingen",
        ("Land", "Kenmerk", "Instantie", "Op", "Onherroepelijk"),
        [
            (
                _text(each["land"]),
                each["kenmerk"],
                each["instantie"] or _NOTHING,
                _date(each["uitgesprokenOp"]),
                _date(each["onherroepelijkOp"]) or _NOTHING,
            )
            for each in convictions
        ],
    )
    for each in convictions:
        if each.get("bewaren"):
            print_text(visible(f"  Bewaren, {each['kenmerk']}: {_term(each['bewaren'])}"))


def _print_not_applied(messages: list[Mapping[str, Any]]) -> None:
    if not messages:
        return
    print_text("")
    print_table(
        "Berichten over deze persoon die niet in het dossier staan",
        ("Positie", "Bericht", "Soort", "Toestand", "Reden"),
        [
            (
                str(each["positie"]),
                each["id"],
                each["soort"],
                each["toestand"],
                each["reden"],
            )
            for each in messages
        ],
    )


def _print_provisional(messages: list[Mapping[str, Any]]) -> None:
    if not messages:
        return
    print_text("")
    print_table(
        "Voorlopig: ingevoerd van papier, en nog niet digitaal ontvangen",
        ("Positie", "Bericht", "Soort", "Kanaal", "Innamenummer"),
        [
            (
                str(each["positie"]),
                each["id"],
                each["soort"],
                each["kanaal"],
                each["innamenummer"],
            )
            for each in messages
        ],
    )


def _print_basis(basis: Mapping[str, Any]) -> None:
    print_text(
        f"\nPeildatum {basis['peildatum']}, bekend op {basis['bekendOp']} "
        f"(positie {basis['positie']}), editie van de wet {basis['editie']}."
    )


def _outcome(outcome: Mapping[str, Any]) -> str:
    grounds = ", ".join(_text(ground) for ground in outcome["sepotgronden"])
    stated = _text(outcome["bronwaarde"])
    return str(outcome["soort"]) + "".join(f" ({each})" for each in (grounds, stated) if each)


def _doubts(offence: Mapping[str, Any]) -> list[str]:
    dropped = ["vervallen-uit-tenlastelegging"] if offence["vervallenUitTenlastelegging"] else []
    shield = offence["afscherming"]
    shielded = [] if shield is None else [f"{shield['soort']} (nr. {shield['nummer']})"]
    return [*shielded, *offence["twijfel"], *dropped]


def _sanction(sanction: Mapping[str, Any]) -> str:
    amount = sanction.get("bedrag")
    parts = [
        _text(sanction["soort"]),
        f"{sanction['uren']} uur" if "uren" in sanction else "",
        f"{amount['centen'] / 100:.2f} {amount['valuta']}" if amount else "",
        str(sanction.get("duur", "")),
        f"waarvan onvoorwaardelijk {sanction['onvoorwaardelijk']}"
        if "onvoorwaardelijk" in sanction
        else "",
        f"proeftijd {sanction['proeftijd']}" if "proeftijd" in sanction else "",
        "levenslang" if sanction.get("levenslang") else "",
    ]
    return " ".join(part for part in parts if part)


def _term(term: Mapping[str, Any]) -> str:
    """Return until when something is kept, and by which rules, or why no end is known."""
    rules = ", ".join(dict.fromkeys(reason["regel"] for reason in term["redenen"]))
    if term["tot"] is None:
        why = term["redenen"][-1]["uitleg"] if term["redenen"] else ""
        ends = f"geen einde bekend. {why}"
    elif term["nuWeg"]:
        ends = f"moet weg zijn sinds {term['tot']}"
    else:
        ends = f"tot {term['tot']}"
    review = f", toetsen op {term['toetsenOp']}" if term["toetsenOp"] else ""
    return f"{ends}{review} ({rules})"


def _name(name: Mapping[str, Any] | None) -> str:
    if not name:
        return ""
    parts = (name.get("voornamen"), name.get("voorvoegsel"), name.get("geslachtsnaam"))
    return " ".join(part for part in parts if part)


def _gaps(gaps: Iterable[Mapping[str, int]]) -> str:
    return (
        ", ".join(
            str(gap["eersteSequence"])
            if gap["eersteSequence"] == gap["laatsteSequence"]
            else f"{gap['eersteSequence']}-{gap['laatsteSequence']}"
            for gap in gaps
        )
        or "niets"
    )


def _system(urn: str) -> str:
    """Return the name of a source for people: the system first, then whose it is."""
    organisation, _, system = urn.rpartition(":systeem:")
    return f"{system} ({organisation.removeprefix('urn:nld:oin:')})"


def _text(value: object) -> str:
    """Return a coded value; one of the source's own as its text, else its code."""
    if isinstance(value, Mapping):
        return str(value.get("tekst") or value.get("code") or "onbekend")
    return "" if value is None else str(value)


def _date(value: object) -> str:
    """Return a day, a moment, or as much of a date as is known."""
    if not isinstance(value, Mapping):
        return "" if value is None else str(value)
    match value.get("type"):
        case "Datum":
            return str(value["datum"])
        case "JaarMaandDatum":
            return f"{value['jaar']}-{value['maand']:02}"
        case "JaarDatum":
            return str(value["jaar"])
        case _:
            return "onbekend"
