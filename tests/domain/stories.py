"""Stories for tests of the fold: messages as they travel on the wire, and what they amount to.

Every story runs twice, the second time with its messages arriving in reverse: what it amounts to
never depends on arrival.
"""

import json
from collections.abc import Mapping
from typing import Any

from jds.domain.decode import decode_event
from jds.domain.fold import fold
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.record import (
    CaseRecord,
    OffenceRecord,
    Outcome,
    PersonRecord,
    Register,
    RemovedOffence,
)
from jds.domain.time import day_from_text, instant_from_text
from tests.oracle.simple_rule import SimpleRule

Wire = dict[str, Any]

OM = "urn:nld:oin:00000001000000000001:systeem:gps"
COURT = "urn:nld:oin:00000001000000000002:systeem:rechtspraak"
PERSONS = "urn:nld:oin:00000001000000000004:systeem:skdb"

SUSPECT = {"skn": "1234567"}
OTHER = {"skn": "2345678"}
THIRD = {"skn": "3456789"}
CASE = {"parketnummer": "05/780109-25"}
OTHER_CASE = {"parketnummer": "13/846013-25"}


def said(
    kind: str,
    name: str,
    *,
    on: str,
    source: str = OM,
    time: str | None = None,
    sequence: int = 1,
    **data: Any,
) -> Wire:
    """Return a message with the id `name`, logged at noon of the day `on` unless told otherwise."""
    return {
        "specversion": "1.0",
        "id": name,
        "source": source,
        "type": f"nl.jds.{kind}.v1",
        "time": time or f"{on}T12:00:00Z",
        "sequence": str(sequence),
        "sequencetype": "Integer",
        "datacontenttype": "application/json",
        "data": data,
    }


def in_case(kind: str, name: str, day_field: str, *, on: str, **more: Any) -> Wire:
    """Return a statement within the case of the suspect, with the legal day `on`."""
    stated = {"persoon": SUSPECT, "zaak": CASE, day_field: on}
    return said(kind, name, on=on, **(stated | more))


def feit(number: int = 1, *, soort: Any = "misdrijf", van: Any = "2025-03-01", **more: Any) -> Wire:
    """Return an offence."""
    return {
        "feitnummer": number,
        "soort": soort,
        "artikelen": [{"wet": "Sr", "artikel": "300"}],
        "kwalificatie": "mishandeling",
        "pleegperiode": {"van": van, "tot": van},
        **more,
    }


def enters(name: str = "zaak", *, on: str = "2025-03-10", **more: Any) -> Wire:
    """Return the registration of the case, with one crime unless told otherwise."""
    more.setdefault("feiten", [feit()])
    return in_case("zaak-ingeschreven", name, "ontvangenOp", on=on, **more)


def charges(name: str, *, on: str, feiten: list[Wire], **more: Any) -> Wire:
    """Return a full list of charges."""
    return in_case("tenlastelegging-gewijzigd", name, "gewijzigdOp", on=on, feiten=feiten, **more)


def decides(name: str, *, on: str, besluit: Any, **more: Any) -> Wire:
    """Return a decision of the prosecutor."""
    return in_case("vervolging-beslist", name, "beslotenOp", on=on, besluit=besluit, **more)


def judges(
    name: str,
    *,
    on: str,
    uitkomsten: Mapping[int, Any],
    aanleg: Any = "eerste-aanleg",
    **more: Any,
) -> Wire:
    """Return a judgment; `uitkomsten` by number of the offence."""
    results = [{"feitnummer": n, "uitkomst": result} for n, result in uitkomsten.items()]
    stated = {"source": COURT, "instantie": "RBGEL", "aanleg": aanleg, "uitkomsten": results}
    return in_case("uitspraak-gedaan", name, "uitgesprokenOp", on=on, **(stated | more))


def appeals(name: str, *, on: str, **more: Any) -> Wire:
    """Return an appeal of the suspect, with the identifier A unless told otherwise."""
    stated = {
        "source": COURT,
        "rechtsmiddelId": "A",
        "soort": "hoger-beroep",
        "partij": "verdachte",
    }
    return in_case("rechtsmiddel-ingesteld", name, "ingesteldOp", on=on, **(stated | more))


def withdraws(name: str, *, on: str, **more: Any) -> Wire:
    """Return the withdrawal of the appeal A unless told otherwise."""
    stated = {"source": COURT, "rechtsmiddelId": "A"}
    return in_case("rechtsmiddel-ingetrokken", name, "ingetrokkenOp", on=on, **(stated | more))


def becomes_final(name: str, *, on: str, **more: Any) -> Wire:
    """Return the statement that outcomes are irrevocable."""
    stated = {"source": COURT}
    return in_case("onherroepelijk-geworden", name, "onherroepelijkOp", on=on, **(stated | more))


def corrects(name: str, about: Wire, *, on: str, source: str | None = None, **changes: Any) -> Wire:
    """Return a correction of the message `about`, whose payload it gives anew with `changes`.

    Of a correction, the payload is its replacement.
    """
    data = about["data"]
    return said(
        "gegevens-gecorrigeerd",
        name,
        on=on,
        source=source or about["source"],
        betreft={"source": about["source"], "id": about["id"]},
        vervanging=data.get("vervanging", data) | changes,
        reden="vergissing",
    )


def retracts(name: str, about: Wire, *, on: str, source: str | None = None) -> Wire:
    """Return a retraction of the message `about`."""
    return said(
        "gegevens-ingetrokken",
        name,
        on=on,
        source=source or about["source"],
        betreft={"source": about["source"], "id": about["id"]},
        reden="vergissing",
    )


def merges(name: str, *, on: str, persons: list[Wire]) -> Wire:
    """Return the statement that these are one person."""
    return said(
        "persoon-samengevoegd",
        name,
        on=on,
        source=PERSONS,
        leidend=persons[0],
        opgegaan=persons[1:],
        reden="vingerafdrukken",
    )


def separates(name: str, *, on: str, persons: list[Wire]) -> Wire:
    """Return the statement that no two of these are one person."""
    return said(
        "persoon-gesplitst",
        name,
        on=on,
        source=PERSONS,
        personen=persons,
        reden="vingerafdrukken",
    )


def known(
    *messages: Wire, on: str | None = None, removed: frozenset[RemovedOffence] | None = None
) -> Register:
    """Return what `messages` amount to, in whatever order they arrived."""
    day = None if on is None else day_from_text(on)
    register = fold(ledger_of(*messages), rule=SimpleRule(), on=day, removed=removed)
    backwards = fold(ledger_of(*messages[::-1]), rule=SimpleRule(), on=day, removed=removed)
    assert register.persons == backwards.persons
    assert effects(register) == effects(backwards)
    return register


def effects(register: Register) -> dict[str, str]:
    """Return the effect of every message, by its id."""
    return {each.key.id: each.effect.value for each in register.effects.values()}


def person_with(register: Register, subject: str) -> PersonRecord:
    """Return the person that a subject belongs to."""
    [person] = [person for person in register.persons if subject in person.subjects]
    return person


def the_case(register: Register, *, subject: str = "skn:1234567") -> CaseRecord:
    """Return the only case of a person, of the suspect unless told otherwise."""
    [case] = person_with(register, subject).cases
    return case


def offences(register: Register, *, subject: str = "skn:1234567") -> dict[int, OffenceRecord]:
    """Return the offences of the only case of a person, by number."""
    return {each.description.number: each for each in the_case(register, subject=subject).offences}


def outcome(register: Register, number: int = 1) -> Outcome:
    """Return the outcome in force of an offence of the suspect."""
    return offences(register)[number].outcome


def outcomes(register: Register) -> dict[int, str]:
    """Return how each offence of the suspect ended."""
    return {number: each.outcome.kind for number, each in offences(register).items()}


def doubts(register: Register) -> dict[int, tuple[str, ...]]:
    """Return what is doubtful about each offence of the suspect."""
    return {number: each.doubts for number, each in offences(register).items()}


def ledger_of(*messages: Wire) -> list[AcceptedMessage]:
    """Return the ledger after messages arrived in this order."""
    return [
        AcceptedMessage(
            position=position,
            key=MessageKey(wire["source"], wire["id"]),
            time=instant_from_text(wire["time"]),
            sequence=int(wire["sequence"]),
            event=decode_event(wire["type"].split(".")[2], json.dumps(wire)),
        )
        for position, wire in enumerate(messages, start=1)
    ]
