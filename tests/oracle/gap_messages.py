"""What a source may have sent in a gap, about one person: every message of a small vocabulary.

Written from section 5 of the message contract and Bjsg 10: which kind of source may send what, and
what each kind says. Nothing of the rules on currency is used. Kinds, outcomes and sanctions are
few, and each is there because it can end differently: a crime, a minor offence and one against a
child, a fine below and above the threshold of entry, a person who turns out to be young.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.oracle.by_hand import said
from tests.oracle.payloads import SOURCES, UNKNOWN, Wire

PERSON: Wire = {
    "skn": "1234567",
    "bsn": "999993653",
    "naam": {"voornamen": "Suzanne", "geslachtsnaam": "Moulin"},
    "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}},
    "nationaliteiten": ["0057"],
}
"""Whoever is asked about."""

YOUNGER = PERSON | {"geboorte": {"datum": {"type": "Datum", "datum": "2009-12-01"}}}
OTHER: Wire = {"skn": "7654321", "naam": {"geslachtsnaam": "Burck"}}
"""Somebody else, who has a conviction in every world."""

OTHER_WITH_THE_BSN = OTHER | {"bsn": "999993653"}
"""A message may give the number of the one person to the other as well."""

ONLY_THE_BSN: Wire = {"bsn": "999993653"}
"""A message may name the person without SKN: the subject is then a case of that source."""

NEW_CASE = {"parketnummer": "13/846013-25"}
SEEN_ON = "2025-11-20T09:00:00Z"
"""When the source logged what is missing: in the gap, before anybody asks."""

MAY_SEND: dict[str, tuple[str, ...]] = {
    "om": (
        "zaak-ingeschreven",
        "tenlastelegging-gewijzigd",
        "vervolging-beslist",
        "rechtsmiddel-ingesteld",
        "rechtsmiddel-ingetrokken",
        "onherroepelijk-geworden",
        "hechtenis-gemeld",
        "stuk-gemeld",
        "persoon-gewijzigd",
    ),
    "court": (
        "uitspraak-gedaan",
        "rechtsmiddel-ingesteld",
        "rechtsmiddel-ingetrokken",
        "onherroepelijk-geworden",
        "hechtenis-gemeld",
        "stuk-gemeld",
    ),
    "cjib": ("strafbeschikking", "onherroepelijk-geworden", "tenuitvoerlegging-gemeld"),
    "penal-order-body": ("strafbeschikking",),
    "police": ("hechtenis-gemeld",),
    "person-authority": (
        "persoon-gewijzigd",
        "persoon-samengevoegd",
        "persoon-gesplitst",
        "persoon-overleden",
    ),
    "minister": ("gratie-verleend", "buitenlandse-veroordeling"),
    "foreign-court": ("buitenlandse-veroordeling",),
}
"""Section 5 of the contract, less what every source sends: corrections and `bron-stand`."""

ON = "2025-11-18"
PRISON = {"soort": "gevangenisstraf", "duur": "P6M", "onvoorwaardelijk": "P6M"}
SMALL_FINE = {"soort": "geldboete", "bedrag": {"centen": 5_000, "valuta": "EUR"}}
LARGE_FINE = {"soort": "geldboete", "bedrag": {"centen": 500_000, "valuta": "EUR"}}
SERVICE = {"soort": "taakstraf", "uren": 80}


def offence(
    number: int = 1,
    *,
    article: str = "300",
    law: str = "Sr",
    kind: str = "misdrijf",
    day: str = "2025-03-01",
) -> Wire:
    """An offence, an assault unless told otherwise."""
    return {
        "feitnummer": number,
        "soort": kind,
        "artikelen": [{"wet": law, "artikel": article}],
        "kwalificatie": f"{law} {article}",
        "pleegperiode": {"van": day, "tot": day},
    }


def minor_offence(number: int = 1) -> Wire:
    return offence(number, law="WVW 1994", article="5", kind="overtreding")


def against_a_child(number: int = 1) -> Wire:
    return offence(number, article="247")


def messages_in_gap(
    source: str, *, known: Sequence[Wire], describing: bool = True
) -> Iterator[Wire]:
    """Yield every message that `source` may have sent about the person, given what is known.

    Args:
        known: The messages that are here; a correction or a retraction is about one of them.
        describing: Whether it may say anything new of who somebody is: else it names people by SKN
            alone.
    """
    for message in _every_message(source, known):
        if describing:
            yield message
        elif (plain := _by_skn_alone(message)) is not None:
            yield plain


def _every_message(source: str, known: Sequence[Wire]) -> Iterator[Wire]:
    cases = [*_cases_in(known), NEW_CASE]
    for kind in MAY_SEND[source]:
        if kind in _OF_A_CASE:
            named = [each for each in cases if not _is_never_judged(kind, each, known)]
            for case in named:
                for data in _OF_A_CASE[kind]():
                    yield _sent(kind, source, {"persoon": PERSON, "zaak": case, **data})
            # The one thing that counts below is whom it names, so one content is enough.
            data = next(_OF_A_CASE[kind]())
            for person in (YOUNGER, OTHER_WITH_THE_BSN, ONLY_THE_BSN):
                for case in named:
                    yield _sent(kind, source, {"persoon": person, "zaak": case, **data})
        else:
            for data in _OF_A_PERSON[kind]():
                yield _sent(kind, source, data)
    yield from _about_own(source, known)


def _is_never_judged(kind: str, case: Wire, known: Sequence[Wire]) -> bool:
    """Tell whether a court cannot judge a case: it was dismissed for a wrong suspicion.

    A court judges what the prosecution service brings before it, so first that service must have
    taken its dismissal back, and everything that it sent is here.
    """
    if kind != "uitspraak-gedaan":
        return False
    return any(
        each["data"].get("zaak") == case and each["data"].get("sepotgronden") == ["01"]
        for each in known
    )


def _by_skn_alone(message: Wire) -> Wire | None:
    """Return a message that names whoever it names by SKN; None when it names nobody so."""
    data = dict(message["data"])
    for part in (data, data.get("vervanging", {})):
        if "persoon" in part and "skn" not in part["persoon"]:
            return None
    if "persoon" in data:
        data["persoon"] = {"skn": data["persoon"]["skn"]}
    if "persoon" in data.get("vervanging", {}):
        replaced = data["vervanging"]
        data["vervanging"] = replaced | {"persoon": {"skn": replaced["persoon"]["skn"]}}
    return message | {"data": data}


def _sent(kind: str, source: str, data: Wire) -> Wire:
    return said("vervolging-beslist" if kind == "strafbeschikking" else kind, by=source, at=SEEN_ON,
                **data)  # fmt: skip


def _cases_in(known: Sequence[Wire]) -> list[Wire]:
    found: list[Wire] = []
    for message in known:
        case = message["data"].get("zaak")
        if case is not None and case not in found:
            found.append(case)
    return found


def _about_own(source: str, known: Sequence[Wire]) -> Iterator[Wire]:
    """Corrections and retractions: of each own message that is here, and of one that is not."""
    own = [each for each in known if each["source"] == SOURCES[source]]
    originals = [each for each in own if "betreft" not in each["data"]]
    unseen = {"source": SOURCES[source], "id": "nooit-gezien"}
    for message in own:
        about = {"source": message["source"], "id": message["id"]}
        yield said("gegevens-ingetrokken", by=source, at=SEEN_ON, betreft=about, reden="fout")
    for message in originals:
        about = {"source": message["source"], "id": message["id"]}
        if "persoon" not in message["data"]:
            continue
        for person in (PERSON, OTHER, OTHER_WITH_THE_BSN, ONLY_THE_BSN, YOUNGER):
            yield said("gegevens-gecorrigeerd", by=source, at=SEEN_ON, betreft=about,
                       vervanging=message["data"] | {"persoon": person}, reden="fout")  # fmt: skip
    yield said("gegevens-ingetrokken", by=source, at=SEEN_ON, betreft=unseen, reden="fout")
    kind = MAY_SEND[source][0]
    data = (
        {"persoon": PERSON, "zaak": NEW_CASE, **next(_OF_A_CASE[kind]())}
        if kind in _OF_A_CASE
        else next(_OF_A_PERSON[kind]())
    )
    yield said("gegevens-gecorrigeerd", by=source, at=SEEN_ON, betreft=unseen, vervanging=data,
               reden="fout")  # fmt: skip


def _registrations() -> Iterator[Wire]:
    for offences in ([offence()], [minor_offence()], [against_a_child()], [], [offence(2)]):
        yield {"feiten": offences, "ontvangenOp": ON}


def _charges() -> Iterator[Wire]:
    for offences in ([offence()], [offence(), offence(2)], [against_a_child()], [offence(2)], []):
        yield {"feiten": offences, "gewijzigdOp": ON}


def _decisions() -> Iterator[Wire]:
    for decision in ("dagvaarding", "transactie", "voeging", "overdracht"):
        yield {"besluit": decision, "beslotenOp": ON, "sancties": [LARGE_FINE]}
    for decision in ("sepot", "voorwaardelijk-sepot"):
        for ground in ("01", "02", "40"):
            yield {"besluit": decision, "beslotenOp": ON, "sepotgronden": [ground]}
    yield from _penal_orders()


def _penal_orders() -> Iterator[Wire]:
    order: dict[str, Any] = {"besluit": "strafbeschikking", "beslotenOp": ON}
    for sanction in (SMALL_FINE, LARGE_FINE, SERVICE):
        yield order | {"sancties": [sanction], "feiten": [offence()]}
        yield order | {"sancties": [sanction], "feiten": [minor_offence()]}
        yield order | {"sancties": [sanction]}


def _judgments() -> Iterator[Wire]:
    for instance, results in (
        (
            "eerste-aanleg",
            (
                "veroordeling",
                "vrijspraak",
                "ontslag-van-alle-rechtsvervolging",
                "schuldig-zonder-straf",
                "om-niet-ontvankelijk",
                "nietig",
            ),
        ),
        ("hoger-beroep", ("bevestigd", "vrijspraak", "terugwijzing", "veroordeling")),
    ):
        for result in results:
            for sanctions in ([PRISON], [SERVICE], []) if result == "veroordeling" else ([],):
                yield {
                    "instantie": "RBGEL",
                    "aanleg": instance,
                    "uitgesprokenOp": ON,
                    "uitkomsten": [{"feitnummer": 1, "uitkomst": result}],
                    "sancties": sanctions,
                }


def _appeals() -> Iterator[Wire]:
    for kind, party in (("hoger-beroep", "verdachte"), ("cassatie", "om"), ("verzet", "verdachte")):
        yield {"rechtsmiddelId": "R9", "soort": kind, "partij": party, "ingesteldOp": ON}


def _withdrawals() -> Iterator[Wire]:
    for appeal in ("R1", "R9"):
        yield {"rechtsmiddelId": appeal, "ingetrokkenOp": ON}


def _ends() -> Iterator[Wire]:
    yield {"onherroepelijkOp": ON}
    yield {"onherroepelijkOp": ON, "feitnummers": [1]}
    yield {"onherroepelijkOp": UNKNOWN}


def _executions() -> Iterator[Wire]:
    for kind in ("aangevangen", "geeindigd", "vervangend", "mislukt"):
        for sanction in (PRISON, LARGE_FINE):
            yield {"soort": kind, "op": ON, "sanctie": sanction, "verwachtEindeOp": "2026-02-01"}


def _custody() -> Iterator[Wire]:
    for kind in (
        "inverzekeringstelling",
        "bewaring",
        "gevangenhouding",
        "schorsing",
        "invrijheidstelling",
    ):
        yield {"soort": kind, "vanTijdstip": "2025-11-18T10:00:00+01:00"}


def _documents() -> Iterator[Wire]:
    yield {"stuk": "einddossier", "verwachtOp": ON}


def _pardons() -> Iterator[Wire]:
    yield {"besluitnummer": "2025001234", "beslotenOp": ON, "sancties": [PRISON]}


def _patches() -> Iterator[Wire]:
    for person in (PERSON, YOUNGER, PERSON | {"nationaliteiten": ["0001"]}, OTHER_WITH_THE_BSN):
        yield {"persoon": person, "geldigVanaf": ON}
    yield {"persoon": {"skn": "1234567", "bsn": "111222333"}, "geldigVanaf": ON}


def _merges() -> Iterator[Wire]:
    yield {"leidend": PERSON, "opgegaan": [OTHER], "reden": "vingerafdrukken"}


def _separations() -> Iterator[Wire]:
    yield {"personen": [PERSON, OTHER], "reden": "samenvoeging onjuist"}


def _deaths() -> Iterator[Wire]:
    yield {"persoon": PERSON, "overledenOp": ON}


def _foreign_convictions() -> Iterator[Wire]:
    for code, allowed in (("1701 00", None), ("1701 00", False), ("1010 00", True)):
        for reference in ("A-1", "NIEUW-1"):
            judgment: Wire = {
                "kenmerk": reference,
                "uitgesprokenOp": "2025-10-01",
                "onherroepelijkOp": "2025-10-15",
                "feiten": [
                    {
                        "feitnummer": 1,
                        "kwalificatie": "x",
                        "ecris": code,
                        "pleegperiode": {"van": "2025-01-01", "tot": "2025-01-01"},
                    }
                ],
                "sancties": [PRISON],
            }
            if allowed is not None:
                judgment["doorgifteToegestaan"] = allowed
            for person in (PERSON, OTHER_WITH_THE_BSN):
                yield {"persoon": person, "land": "DE", "veroordeling": judgment}


_OF_A_CASE = {
    "zaak-ingeschreven": _registrations,
    "tenlastelegging-gewijzigd": _charges,
    "vervolging-beslist": _decisions,
    "strafbeschikking": _penal_orders,
    "uitspraak-gedaan": _judgments,
    "rechtsmiddel-ingesteld": _appeals,
    "rechtsmiddel-ingetrokken": _withdrawals,
    "onherroepelijk-geworden": _ends,
    "tenuitvoerlegging-gemeld": _executions,
    "hechtenis-gemeld": _custody,
    "stuk-gemeld": _documents,
    "gratie-verleend": _pardons,
}
_OF_A_PERSON = {
    "persoon-gewijzigd": _patches,
    "persoon-samengevoegd": _merges,
    "persoon-gesplitst": _separations,
    "persoon-overleden": _deaths,
    "buitenlandse-veroordeling": _foreign_convictions,
}
