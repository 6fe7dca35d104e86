"""Messages as sources send them, for tests of records, and the example messages of the contract."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jds.domain.decode import decode_event
from jds.domain.message import AcceptedMessage, MessageKey
from jds.domain.time import day_from_text, instant_from_text

Wire = dict[str, Any]

EXAMPLES = Path(__file__).parents[1] / "contract" / "examples.ndjson"
"""The 27 example messages of the message contract, in an order in which they can be loaded."""

OM = "urn:nld:oin:00000001000000000001:systeem:gps"
COURT = "urn:nld:oin:00000001000000000002:systeem:rechtspraak"
CJIB = "urn:nld:oin:00000001000000000003:systeem:cjib"
PERSONS = "urn:nld:oin:00000001000000000004:systeem:skdb"
MINISTER = "urn:nld:oin:00000001000000000006:systeem:jenv"

KIND_OF_SOURCE = {
    OM: "om",
    COURT: "court",
    CJIB: "cjib",
    PERSONS: "person-authority",
    MINISTER: "minister",
}

TODAY = day_from_text("2026-03-02")

CASE = {"parketnummer": "05/780109-25"}


def examples() -> list[Wire]:
    """Return the example messages of the contract."""
    return [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]


def message(
    kind: str, *, message_id: str, sequence: int, time: str, source: str = OM, **data: Any
) -> Wire:
    """Return a message in its envelope."""
    return {
        "specversion": "1.0",
        "id": message_id,
        "source": source,
        "type": f"nl.jds.{kind}.v1",
        "time": time,
        "sequence": str(sequence),
        "sequencetype": "Integer",
        "datacontenttype": "application/json",
        "data": data,
    }


def registered(
    *,
    message_id: str = "om-1",
    sequence: int = 1,
    time: str = "2025-03-10T09:00:00+01:00",
    person: Wire | None = None,
    case: Wire | None = None,
    offences: Sequence[Wire] = (),
    on: str = "2025-03-10",
) -> Wire:
    """Return the message that opens a case, with one assault unless told otherwise."""
    return message(
        "zaak-ingeschreven",
        message_id=message_id,
        sequence=sequence,
        time=time,
        persoon=person or {"skn": "1234567"},
        zaak=case or CASE,
        feiten=list(offences) or [offence()],
        ontvangenOp=on,
    )


def decided(
    decision: Any,
    *,
    message_id: str,
    sequence: int,
    time: str = "2025-04-01T09:00:00+02:00",
    person: Wire | None = None,
    case: Wire | None = None,
    on: str = "2025-04-01",
    **more: Any,
) -> Wire:
    """Return a decision of the prosecutor."""
    return message(
        "vervolging-beslist",
        message_id=message_id,
        sequence=sequence,
        time=time,
        persoon=person or {"skn": "1234567"},
        zaak=case or CASE,
        besluit=decision,
        beslotenOp=on,
        **more,
    )


def corrected(original: Wire, *, message_id: str, sequence: int, time: str, **changes: Any) -> Wire:
    """Return the correction of a message: the same payload with `changes`."""
    return message(
        "gegevens-gecorrigeerd",
        message_id=message_id,
        sequence=sequence,
        time=time,
        source=original["source"],
        betreft={"source": original["source"], "id": original["id"]},
        vervanging=original["data"] | changes,
        reden="verkeerd ingevoerd",
    )


def retracted(original: Wire, *, message_id: str, sequence: int, time: str) -> Wire:
    """Return the retraction of a message."""
    return message(
        "gegevens-ingetrokken",
        message_id=message_id,
        sequence=sequence,
        time=time,
        source=original["source"],
        betreft={"source": original["source"], "id": original["id"]},
        reden="had niet verzonden mogen worden",
    )


def offence(number: int = 1, *, kind: Any = "misdrijf", **more: Any) -> Wire:
    """Return an offence: an assault on 1 March 2025."""
    return {
        "feitnummer": number,
        "soort": kind,
        "artikelen": [{"wet": "Sr", "artikel": "300", "lid": "1"}],
        "kwalificatie": "mishandeling",
        "pleegperiode": {"van": "2025-03-01", "tot": "2025-03-01"},
        **more,
    }


def accepted(messages: Iterable[Wire]) -> list[AcceptedMessage]:
    """Return messages as the ledger would hold them, in this order."""
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


def ndjson(messages: Iterable[Wire]) -> bytes:
    """Return messages as a file of messages."""
    return b"".join(json.dumps(wire).encode() + b"\n" for wire in messages)
