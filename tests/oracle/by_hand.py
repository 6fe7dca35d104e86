"""Messages written by hand, with as few words as the rule under test needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.oracle.histories import to_accepted
from tests.oracle.payloads import SOURCES, UNKNOWN, Wire
from tests.oracle.record_oracle import Expected, PersonView, oracle
from tests.oracle.simple_rule import SimpleRule

SOMEBODY = {"skn": "1234567"}
CASE = {"parketnummer": "05/780109-25"}
CASE_NAMES = frozenset({"p:05/780109-25"})
FINE = {"soort": "geldboete", "bedrag": {"centen": 10_000, "valuta": "EUR"}}
SMALLER_FINE = {"soort": "geldboete", "bedrag": {"centen": 9_999, "valuta": "EUR"}}

APPLIED, WAITING, CONTRADICTORY = "toegepast", "wachtend", "tegenstrijdig"
HIDDEN, OVERTAKEN, WITHDRAWN = "verborgen", "achterhaald", "ingetrokken"


def said(
    kind: str,
    *,
    by: str = "om",
    name: str = "",
    at: str = "2025-06-01T09:00:00Z",
    sequence: int = 0,
    **data: Any,
) -> Wire:
    """Return a message; its id and sequence are those of its place in the list when not given."""
    return {
        "specversion": "1.0",
        "id": name,
        "source": SOURCES[by],
        "type": f"nl.jds.{kind}.v1",
        "time": at,
        "sequence": str(sequence),
        "sequencetype": "Integer",
        "datacontenttype": "application/json",
        "data": data,
    }


def in_case(kind: str, *, by: str = "om", **rest: Any) -> Wire:
    """Return a message about somebody's case, unless it names another person or case."""
    return said(kind, by=by, **{"persoon": SOMEBODY, "zaak": CASE, **rest})


def offence(
    number: int,
    *,
    own: str | None = None,
    kind: Any = "misdrijf",
    first: Any = UNKNOWN,
    what: str = "diefstal",
) -> Wire:
    wire: Wire = {
        "feitnummer": number,
        "soort": kind,
        "artikelen": [],
        "kwalificatie": what,
        "pleegperiode": {"van": first, "tot": UNKNOWN},
    }
    return wire if own is None else {**wire, "bronFeitnummer": own}


def registered(*offences: Wire, on: str = "2025-03-10", **rest: Any) -> Wire:
    return in_case("zaak-ingeschreven", **{"feiten": list(offences), "ontvangenOp": on, **rest})


def charged(*offences: Wire, on: str, **rest: Any) -> Wire:
    return in_case(
        "tenlastelegging-gewijzigd", **{"feiten": list(offences), "gewijzigdOp": on, **rest}
    )


def decided(decision: Any, *, on: Any, **rest: Any) -> Wire:
    return in_case("vervolging-beslist", besluit=decision, beslotenOp=on, **rest)


def judged(
    *findings: tuple[int, Any], on: Any, instance: Any = "eerste-aanleg", **rest: Any
) -> Wire:
    results = [{"feitnummer": number, "uitkomst": result} for number, result in findings]
    return in_case(
        "uitspraak-gedaan",
        **{"by": "court", "instantie": "RBGEL", "aanleg": instance, **rest},
        uitkomsten=results,
        uitgesprokenOp=on,
    )


def appealed(appeal: str = "R1", *, on: str, kind: str = "hoger-beroep", **rest: Any) -> Wire:
    about = {"rechtsmiddelId": appeal, "soort": kind, "partij": "verdachte", "ingesteldOp": on}
    return in_case("rechtsmiddel-ingesteld", by="court", **about, **rest)


def withdrawn(appeal: str = "R1", *, on: str, **rest: Any) -> Wire:
    about = {"rechtsmiddelId": appeal, "ingetrokkenOp": on}
    return in_case("rechtsmiddel-ingetrokken", by="court", **about, **rest)


def final(*, on: str, **rest: Any) -> Wire:
    return in_case("onherroepelijk-geworden", by="court", onherroepelijkOp=on, **rest)


def corrected(name: str, by: Wire, *, whose: str = "om", **rest: Any) -> Wire:
    """Return the correction of message `name` of source `whose` into the content of `by`."""
    return said(
        "gegevens-gecorrigeerd",
        **{"by": whose, **rest},
        betreft={"source": SOURCES[whose], "id": name},
        vervanging=by["data"],
        reden="vergissing",
    )


def retracted(name: str, *, whose: str = "om", **rest: Any) -> Wire:
    return said(
        "gegevens-ingetrokken",
        **{"by": whose, **rest},
        betreft={"source": SOURCES[whose], "id": name},
        reden="vergissing",
    )


def merged(*people: Wire, **rest: Any) -> Wire:
    leading, *absorbed = people
    about = {"leidend": leading, "opgegaan": absorbed, "reden": "vingerafdrukken"}
    return said("persoon-samengevoegd", **{"by": "person-authority", **about, **rest})


def separated(*people: Wire, **rest: Any) -> Wire:
    about = {"personen": list(people), "reden": "samenvoeging onjuist"}
    return said("persoon-gesplitst", **{"by": "person-authority", **about, **rest})


def written_out(messages: Sequence[Wire]) -> list[Wire]:
    """Give each message without an id or sequence those of its place: `m1` and 1, and so on."""
    return [
        {
            **message,
            "id": message["id"] or f"m{place}",
            "sequence": str(place) if message["sequence"] == "0" else message["sequence"],
        }
        for place, message in enumerate(messages, start=1)
    ]


def opinion(*messages: Wire, on: str | None = None, later: Sequence[Wire] = ()) -> Expected:
    """Ask the oracle; `later` messages are known today and not yet at the moment asked."""
    known = to_accepted(written_out([*messages, *later]))
    return oracle(
        known[: len(messages)],
        on=None if on is None else date.fromisoformat(on),
        rule=SimpleRule(),
        removed_now=known,
    )


def effects(expected: Expected) -> list[str]:
    """The effects in order of position."""
    return [expected.effects[position] for position in sorted(expected.effects)]


def person(expected: Expected, subject: str = "skn:1234567") -> PersonView:
    return next(view for subjects, view in expected.persons.items() if subject in subjects)


def case(expected: Expected) -> dict[str, Any]:
    found: dict[str, Any] = person(expected)["cases"][CASE_NAMES]
    return found


def count(expected: Expected, key: str = "f:1") -> dict[str, Any]:
    """One offence of the case."""
    found: dict[str, Any] = case(expected)["offences"][key]
    return found
