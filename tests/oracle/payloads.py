"""Random payloads of every kind of the contract, about few people, cases, offences and days.

Few of each on purpose: statements then meet, tie, contradict and replace one another within a
handful of messages. Whatever comes first in a list of choices is what a failing test shrinks to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

Wire = dict[str, Any]
T = TypeVar("T")

SOURCES = {
    "om": "urn:nld:oin:00000001000000000001:systeem:gps",
    "court": "urn:nld:oin:00000001000000000002:systeem:rechtspraak",
    "cjib": "urn:nld:oin:00000001000000000003:systeem:cjib",
    "person-authority": "urn:nld:oin:00000001000000000004:systeem:skdb",
    "police": "urn:nld:oin:00000001000000000005:systeem:politie",
    "minister": "urn:nld:oin:00000001000000000006:systeem:jenv",
    "penal-order-body": "urn:nld:oin:00000001000000000007:systeem:gemeente",
    "foreign-court": "urn:nld:oin:00000001000000000008:systeem:buitenland",
}

DAYS = ("2025-03-10", "2025-03-11", "2025-03-14", "2025-03-20", "2025-04-01", "2025-05-05")

UNKNOWN = {"type": "DatumOnbekend", "onbekend": True}

PEOPLE: tuple[Wire, ...] = (
    {"skn": "1234567", "bsn": "999993653"},
    {"bsn": "999993653"},
    {"skn": "2345678", "bsn": "999993653"},
    {"vNummer": "0123456789", "naam": {"geslachtsnaam": "Moulin"}},
    {"bsn": "099990635", "vNummer": "0123456789"},
    {"skn": "7654321"},
    {
        "naam": {"geslachtsnaam": "Burck"},
        "geboorte": {"datum": {"type": "JaarDatum", "jaar": 1972}},
    },
    {"bsn": "99990635"},
    {"bsn": "111111111", "vNummer": "0123456789"},
)

SPELLINGS = (
    ("05/780109-25", "05-780109-25", "0578010925", "05.780109/25"),
    ("13/846013-25", "13-846013-25", "13 846013 25"),
    ("09/123456-25", "0912345625"),
)

PROSECUTION_DECISIONS = (
    *("sepot",) * 6,
    *("dagvaarding",) * 6,
    *("strafbeschikking",) * 3,
    *("transactie", "voorwaardelijk-sepot", "voeging", "overdracht"),
    {"code": "X1", "tekst": "afgedaan"},
)

GROUNDS: tuple[list[Any], ...] = (
    ["02"],
    ["01"],
    ["09"],
    [],
    ["02", "01"],
    [{"code": "01", "tekst": "oude code"}],
)

RESULTS_AT_FIRST = (
    *("veroordeling",) * 6,
    *("vrijspraak",) * 3,
    *("ontslag-van-alle-rechtsvervolging", "schuldig-zonder-straf", "nietig", "niet-ontvankelijk"),
    "om-niet-ontvankelijk",
    "bevestigd",
    {"code": "NG", "tekst": "onbekend woord"},
)

RESULTS_ON_APPEAL = (
    *("veroordeling",) * 2,
    *("bevestigd",) * 4,
    *("terugwijzing",) * 2,
    *("vrijspraak", "verworpen", "appellant-niet-ontvankelijk", "om-niet-ontvankelijk"),
    *("niet-ontvankelijk", "niet-ontvankelijk"),
    "nietig",
)

INSTANCES = (
    *("eerste-aanleg",) * 5,
    *("hoger-beroep",) * 4,
    *("cassatie", "herziening"),
    {"code": "KG", "tekst": "kort geding"},
)

SENDERS: dict[str, tuple[str, ...]] = {
    "zaak-ingeschreven": ("om",),
    "tenlastelegging-gewijzigd": ("om",),
    "vervolging-beslist": ("om",),
    "uitspraak-gedaan": ("court",),
    "rechtsmiddel-ingesteld": ("court", "om"),
    "rechtsmiddel-ingetrokken": ("court", "om"),
    "onherroepelijk-geworden": ("court", "om", "cjib"),
    "tenuitvoerlegging-gemeld": ("cjib",),
    "hechtenis-gemeld": ("om", "court", "police"),
    "stuk-gemeld": ("om", "court"),
    "persoon-gewijzigd": ("person-authority", "om"),
    "persoon-samengevoegd": ("person-authority",),
    "persoon-gesplitst": ("person-authority",),
    "persoon-overleden": ("person-authority",),
    "gratie-verleend": ("minister",),
    "buitenlandse-veroordeling": ("foreign-court", "minister"),
    "bron-stand": tuple(SOURCES),
}
"""Kinds of source that may send each kind of message; penal orders may come from two more."""


LEGAL_DAY = {
    "zaak-ingeschreven": "ontvangenOp",
    "tenlastelegging-gewijzigd": "gewijzigdOp",
    "vervolging-beslist": "beslotenOp",
    "uitspraak-gedaan": "uitgesprokenOp",
    "rechtsmiddel-ingesteld": "ingesteldOp",
    "rechtsmiddel-ingetrokken": "ingetrokkenOp",
    "onherroepelijk-geworden": "onherroepelijkOp",
}
"""The field on the wire that holds the legal day of what belongs to a case."""


@dataclass(frozen=True)
class World:
    """What one history is about: the first person and the first case turn up most.

    Where the source now gives and now omits its own number of an offence (`renames_offences`),
    penal orders add no offences: two offences of one list would carry the same number, and the
    contract does not say which of the two is meant then.
    """

    people: Sequence[Wire]
    case_order: Sequence[int]
    names_offences: bool
    renames_offences: bool
    offence_kinds: Sequence[Any]


def choose(draw: st.DrawFn, options: Sequence[T]) -> T:
    """Draw one of `options`; repeat an option to make it likelier."""
    return draw(st.sampled_from(options))


def seldom(draw: st.DrawFn, *, one_in: int) -> bool:
    return draw(st.integers(min_value=0, max_value=one_in - 1)) == one_in - 1


@st.composite
def worlds(draw: st.DrawFn) -> World:
    first = choose(draw, [*[0] * 12, 2, 5, 1, 3, 6])
    others = draw(
        st.lists(st.sampled_from(range(len(PEOPLE))), min_size=2, max_size=3, unique=True)
    )
    kinds = ["misdrijf", "misdrijf", "misdrijf", "overtreding", "overtreding"]
    unknown_kind = {"code": "Z", "tekst": "zonder soort"}
    return World(
        people=[PEOPLE[index] for index in [first, *others]],
        case_order=draw(st.permutations(range(len(SPELLINGS)))),
        names_offences=draw(st.booleans()),
        renames_offences=seldom(draw, one_in=5),
        offence_kinds=[choose(draw, [*kinds, *kinds, unknown_kind]) for _ in range(4)],
    )


def person(draw: st.DrawFn, world: World) -> Wire:
    if not seldom(draw, one_in=8):
        return dict(world.people[0])
    return dict(choose(draw, world.people))


def case(draw: st.DrawFn, world: World) -> Wire:
    index = world.case_order[choose(draw, [*[0] * 10, 1, 2])]
    number = choose(draw, SPELLINGS[index])
    match choose(draw, [*["number"] * 10, "both", "own", "mixed"]):
        case "number":
            return {"parketnummer": number}
        case "both":
            return {"parketnummer": number, "bronZaaknummer": f"Z-{index}"}
        case "own":
            return {"bronZaaknummer": f"Z-{index}"}
        case _:
            other = choose(draw, ["Z-0", "Z-1", SPELLINGS[0][0]])
            mixed = seldom(draw, one_in=3)
            return {"parketnummer": number, **({"bronZaaknummer": other} if mixed else {})}


def day(draw: st.DrawFn) -> Any:
    if seldom(draw, one_in=40):
        return dict(UNKNOWN)
    return choose(draw, DAYS)


def offence_numbers(draw: st.DrawFn, *, at_most: int = 3) -> list[int]:
    pool = [1, 1, 2, 2, 3, 4] if seldom(draw, one_in=4) else [1, 2]
    drawn = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=at_most, unique=True))
    return sorted(drawn)


def offence(draw: st.DrawFn, world: World, number: int) -> Wire:
    kind = world.offence_kinds[number - 1]
    first = choose(
        draw,
        [
            *["2025-03-01"] * 6,
            {"type": "JaarDatum", "jaar": 2025},
            {"type": "JaarMaandDatum", "jaar": 2025, "maand": 3},
            {"type": "JaarMaandDatum", "jaar": 2025, "maand": 4},
            {"type": "DatumOnbekend", "onbekend": True},
            {"type": "Datum", "datum": "2025-03-14"},
            "2025-03-14",
            "2025-03-20",
        ],
    )
    wire: Wire = {
        "feitnummer": number,
        "soort": "misdrijf" if seldom(draw, one_in=15) else kind,
        "artikelen": [{"wet": "Sr", "artikel": "310"}],
        "kwalificatie": choose(draw, ["diefstal", "mishandeling", "vernieling"]),
        "pleegperiode": {"van": first, "tot": {"type": "DatumOnbekend", "onbekend": True}},
    }
    changes_its_habit = world.renames_offences and seldom(draw, one_in=3)
    if world.names_offences != changes_its_habit:
        letter = "ABCD"[number - 1] if not seldom(draw, one_in=12) else choose(draw, "ABCD")
        wire["bronFeitnummer"] = letter
    return wire


def offences(draw: st.DrawFn, world: World, *, may_be_empty: bool) -> list[Wire]:
    if may_be_empty and seldom(draw, one_in=8):
        return []
    numbers = choose(draw, [[1, 2], [1, 2], [1, 2], [1], [1, 2, 3], [2, 3], [1, 3]])
    listed: list[Wire] = []
    for number in numbers:
        wire = offence(draw, world, number)
        letters = [other["bronFeitnummer"] for other in listed if "bronFeitnummer" in other]
        if wire.get("bronFeitnummer") not in letters:
            listed.append(wire)
    return listed


def sanctions(draw: st.DrawFn) -> list[Wire]:
    found = []
    for _ in range(choose(draw, [0, 1, 1, 2])):
        wire: Wire = choose(
            draw,
            [
                {"soort": "geldboete", "bedrag": {"centen": 65000, "valuta": "EUR"}},
                {"soort": "geldboete", "bedrag": {"centen": 10000, "valuta": "EUR"}},
                {"soort": "geldboete", "bedrag": {"centen": 9999, "valuta": "EUR"}},
                {"soort": "taakstraf", "uren": 80},
                {"soort": "gevangenisstraf", "duur": "P1M", "proeftijd": "P2Y"},
                {"soort": {"code": "77", "tekst": "berisping"}},
            ],
        )
        if draw(st.booleans()):
            wire = {**wire, "feitnummers": offence_numbers(draw)}
        found.append(wire)
    return found


def with_numbers(draw: st.DrawFn, wire: Wire) -> Wire:
    if draw(st.booleans()):
        wire["feitnummers"] = offence_numbers(draw)
    return wire


def _registration(draw: st.DrawFn, world: World) -> Wire:
    return {
        "feiten": offences(draw, world, may_be_empty=True),
        "ontvangenOp": day(draw) if seldom(draw, one_in=3) else DAYS[0],
        "instantie": "OM Oost-Nederland",
    }


def _charges(draw: st.DrawFn, world: World) -> Wire:
    return {"feiten": offences(draw, world, may_be_empty=True), "gewijzigdOp": day(draw)}


def _decision(draw: st.DrawFn, world: World) -> Wire:
    decision = choose(draw, PROSECUTION_DECISIONS)
    wire = with_numbers(draw, {"besluit": decision, "beslotenOp": day(draw)})
    if decision in ("sepot", "voorwaardelijk-sepot"):
        wire["sepotgronden"] = choose(draw, GROUNDS)
    if decision in ("transactie", "strafbeschikking", "voorwaardelijk-sepot"):
        wire["sancties"] = sanctions(draw)
    if decision == "strafbeschikking" and not world.renames_offences and draw(st.booleans()):
        wire["feiten"] = offences(draw, world, may_be_empty=False)
    return wire


def _judgment(draw: st.DrawFn, world: World) -> Wire:
    instance = choose(draw, INSTANCES)
    results = RESULTS_AT_FIRST if instance == "eerste-aanleg" else RESULTS_ON_APPEAL
    return {
        "instantie": "RBGEL",
        "uitgesprokenOp": day(draw),
        "aanleg": instance,
        "uitkomsten": [
            {"feitnummer": number, "uitkomst": choose(draw, results)}
            for number in offence_numbers(draw)
        ],
        "sancties": sanctions(draw),
    }


def _appeal(draw: st.DrawFn, world: World) -> Wire:
    return with_numbers(
        draw,
        {
            "rechtsmiddelId": choose(draw, ["R1", "R1", "R2"]),
            "soort": choose(draw, ["hoger-beroep", "hoger-beroep", "cassatie", "verzet"]),
            "partij": choose(draw, ["verdachte", "om"]),
            "ingesteldOp": day(draw),
        },
    )


def _withdrawal(draw: st.DrawFn, world: World) -> Wire:
    wire = {"rechtsmiddelId": choose(draw, ["R1", "R1", "R2"]), "ingetrokkenOp": day(draw)}
    return with_numbers(draw, wire)


def _irrevocable(draw: st.DrawFn, world: World) -> Wire:
    return with_numbers(draw, {"onherroepelijkOp": day(draw)})


def _execution(draw: st.DrawFn, world: World) -> Wire:
    return {
        "soort": choose(draw, ["aangevangen", "geeindigd", {"code": "8"}]),
        "op": day(draw),
        "sanctie": {"soort": "taakstraf", "uren": 80},
    }


def _custody(draw: st.DrawFn, world: World) -> Wire:
    return {
        "soort": choose(draw, ["bewaring", "invrijheidstelling"]),
        "vanTijdstip": f"{choose(draw, DAYS)}T{choose(draw, ['12:00', '23:30'])}:00Z",
    }


def _document(draw: st.DrawFn, world: World) -> Wire:
    return {"stuk": choose(draw, ["einddossier", "vonnis"]), "verwachtOp": day(draw)}


def _pardon(draw: st.DrawFn, world: World) -> Wire:
    return {"besluitnummer": "2025000123", "beslotenOp": day(draw), "sancties": sanctions(draw)}


def _change(draw: st.DrawFn, world: World) -> Wire:
    return {"geldigVanaf": day(draw)}


def _death(draw: st.DrawFn, world: World) -> Wire:
    return {"overledenOp": day(draw)}


def _foreign(draw: st.DrawFn, world: World) -> Wire:
    return {
        "land": choose(draw, ["5002", "5002", "6029", {"code": "XX", "tekst": "Utopia"}]),
        "veroordeling": {
            "kenmerk": choose(draw, ["FR-1", "FR-1", "FR-2"]),
            "instantie": choose(draw, ["Colmar", "Lille"]),
            "uitgesprokenOp": day(draw),
            "feiten": [{"feitnummer": 1, "kwalificatie": "vol simple"}],
        },
    }


def _named(draw: st.DrawFn, world: World, *, count: int) -> list[Wire]:
    """People as the person authority names them, by one number each; mostly different ones."""
    pool: list[Wire] = []
    for whole in [*world.people, {"skn": "7654321"}]:
        numbers = [name for name in ("skn", "bsn", "vNummer") if name in whole]
        block: Wire = {name: whole[name] for name in numbers[:1]} or dict(whole)
        if seldom(draw, one_in=10):
            block = dict(whole)
        if block not in pool:
            pool.append(block)
    if seldom(draw, one_in=8):
        return [choose(draw, pool) for _ in range(count)]
    return draw(st.permutations(pool))[:count]


def _merge(draw: st.DrawFn, world: World) -> Wire:
    leading, *absorbed = _named(draw, world, count=choose(draw, [2, 3, 3]))
    return {"leidend": leading, "opgegaan": absorbed, "reden": "vingerafdrukken"}


def _separation(draw: st.DrawFn, world: World) -> Wire:
    people = _named(draw, world, count=choose(draw, [2, 2, 3]))
    return {"personen": people, "reden": "samenvoeging onjuist"}


def _standing(draw: st.DrawFn, world: World) -> Wire:
    return {
        "volledigTotTijdstip": f"{choose(draw, DAYS)}T00:00:00Z",
        "laatsteSequence": "1",
        "aantallen": {},
    }


_IN_A_CASE: dict[str, Callable[[st.DrawFn, World], Wire]] = {
    "zaak-ingeschreven": _registration,
    "tenlastelegging-gewijzigd": _charges,
    "vervolging-beslist": _decision,
    "uitspraak-gedaan": _judgment,
    "rechtsmiddel-ingesteld": _appeal,
    "rechtsmiddel-ingetrokken": _withdrawal,
    "onherroepelijk-geworden": _irrevocable,
    "tenuitvoerlegging-gemeld": _execution,
    "hechtenis-gemeld": _custody,
    "stuk-gemeld": _document,
    "gratie-verleend": _pardon,
}
_ABOUT_A_PERSON: dict[str, Callable[[st.DrawFn, World], Wire]] = {
    "persoon-gewijzigd": _change,
    "persoon-overleden": _death,
    "buitenlandse-veroordeling": _foreign,
}
_OTHER: dict[str, Callable[[st.DrawFn, World], Wire]] = {
    "persoon-samengevoegd": _merge,
    "persoon-gesplitst": _separation,
    "bron-stand": _standing,
}


def payload(draw: st.DrawFn, kind: str, world: World) -> Wire:
    """Return the `data` of a message of `kind`; corrections and retractions are made elsewhere."""
    if kind in _OTHER:
        return _OTHER[kind](draw, world)
    if kind in _ABOUT_A_PERSON:
        return {"persoon": person(draw, world), **_ABOUT_A_PERSON[kind](draw, world)}
    about = {"persoon": person(draw, world), "zaak": case(draw, world)}
    return {**about, **_IN_A_CASE[kind](draw, world)}


def sender(draw: st.DrawFn, kind: str, data: Wire) -> str:
    """Return the URN of a source that may send this message."""
    may_send = SENDERS[kind]
    if kind == "vervolging-beslist" and data["besluit"] == "strafbeschikking":
        may_send = ("om", "cjib", "penal-order-body")
    return SOURCES[choose(draw, may_send)]
