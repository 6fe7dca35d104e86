"""Deliveries of messages to a register, and the state they leave, for tests of admission."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jds.database.connection import Connection, Database
from jds.domain.time import Instant, instant_from_text
from jds.intake.admit_batch import Batch, admit_batch
from jds.intake.fates import Judged
from jds.intake.judge import Judge
from jds.intake.judge_ahead import judge_lines
from jds.intake.judgement import Line
from jds.intake.load_file import load_file
from jds.intake.receipt import MessageReceipt, Receipt
from jds.sources.register import add_source, kinds_of_sources

Wire = dict[str, Any]

OM = "urn:nld:oin:00000001000000000001:systeem:gps"
COURT = "urn:nld:oin:00000001000000000002:systeem:rechtspraak"
PERSONS = "urn:nld:oin:00000001000000000004:systeem:skdb"
NOBODY = "urn:nld:oin:00000009000000000009:systeem:onbekend"

KINDS = {OM: "om", COURT: "court", PERSONS: "person-authority"}

KEY = bytes(range(32))
"""The secret of the register in these tests."""

NOON = instant_from_text("2026-03-02T12:00:00Z")
NEXT_DAY = instant_from_text("2026-03-03T12:00:00Z")

MAN = {"skn": "1234567"}
WOMAN = {"skn": "2345678"}
BSN, OTHER_BSN = "999993653", "999990639"
"""Numbers of test persons."""


def may_send(source_kind: str, *, message_kind: str, decision: str | None = None) -> bool:
    """Let only courts give judgment; everything else anybody may send."""
    del decision
    return message_kind != "uitspraak-gedaan" or source_kind == "court"


def envelope(
    kind: str,
    data: Wire,
    *,
    message_id: str,
    sequence: int,
    source: str = OM,
    time: str = "2025-03-10T09:00:00+01:00",
) -> Wire:
    """Return a message of the contract."""
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
    number: int,
    *,
    person: Wire | None = None,
    on: str = "2025-03-10",
    message_id: str | None = None,
    source: str = OM,
    sequence: int | None = None,
    case: str = "05/780109-25",
) -> Wire:
    """Return a message that opens a case; `number` gives its id and its running number."""
    data: Wire = {
        "persoon": person or MAN,
        "zaak": {"parketnummer": case},
        "feiten": [],
        "ontvangenOp": on,
    }
    name = f"m-{number}" if message_id is None else message_id
    return envelope(
        "zaak-ingeschreven", data, message_id=name, sequence=sequence or number, source=source
    )


def impossible(number: int, *, message_id: str | None = None) -> Wire:
    """Return a message with a date long after it was logged."""
    return registered(number, on="2031-01-01", message_id=message_id)


def unfit(number: int, *, message_id: str | None = None) -> Wire:
    """Return a message that lacks what the contract asks for."""
    message = registered(number, message_id=message_id)
    del message["data"]["ontvangenOp"]
    return message


def not_allowed(number: int) -> Wire:
    """Return a judgment that comes from the prosecution service."""
    data = {
        "persoon": MAN,
        "zaak": {"parketnummer": "05/780109-25"},
        "instantie": "RBGEL",
        "uitgesprokenOp": "2025-03-01",
        "aanleg": "eerste-aanleg",
        "uitkomsten": [{"feitnummer": 1, "uitkomst": "vrijspraak"}],
    }
    return envelope("uitspraak-gedaan", data, message_id=f"m-{number}", sequence=number)


def corrected(number: int, *, about: str, person: Wire | None = None) -> Wire:
    """Return a correction of the message with id `about` of the same source."""
    data = {
        "betreft": {"source": OM, "id": about},
        "vervanging": registered(number, person=person)["data"],
        "reden": "verkeerde persoon",
    }
    return envelope("gegevens-gecorrigeerd", data, message_id=f"m-{number}", sequence=number)


def retracted(number: int, *, about: str) -> Wire:
    """Return a retraction of the message with id `about` of the same source."""
    data = {"betreft": {"source": OM, "id": about}, "reden": "nooit gebeurd"}
    return envelope("gegevens-ingetrokken", data, message_id=f"m-{number}", sequence=number)


def merged(number: int, persons: Sequence[Wire]) -> Wire:
    """Return the statement of the person authority that these are one person."""
    data = {"leidend": persons[0], "opgegaan": list(persons[1:]), "reden": "zelfde vingers"}
    return envelope(
        "persoon-samengevoegd", data, message_id=f"p-{number}", sequence=number, source=PERSONS
    )


def stated_complete(
    number: int,
    *,
    through: str = "2025-03-11T00:00:00+01:00",
    last: int | None = None,
    time: str = "2025-03-11T00:05:00+01:00",
    source: str = OM,
    after: int = 0,
    counts: Wire | None = None,
) -> Wire:
    """Return a statement of completeness up to the message before it, unless told otherwise.

    Without `counts` it counts every number after `after`, the last statement, as a case opened.
    """
    if counts is None:
        opened = number - after - 1
        counts = {"zaak-ingeschreven": {"2025-03-10": opened}} if opened else {}
    data = {
        "volledigTotTijdstip": through,
        "laatsteSequence": str(number - 1 if last is None else last),
        "aantallen": counts,
    }
    return envelope(
        "bron-stand", data, message_id=f"s-{number}", sequence=number, source=source, time=time
    )


def as_line(message: Wire | bytes) -> bytes:
    """Return a message as it stands in a file; bytes stay what they are."""
    return message if isinstance(message, bytes) else json.dumps(message).encode()


def write_file(path: Path, messages: Iterable[Wire | bytes]) -> Path:
    """Write messages to a file, one a line."""
    path.write_bytes(b"".join(as_line(message) + b"\n" for message in messages))
    return path


def register_sources(connection: Connection) -> None:
    """Register the sources of these tests."""
    for urn, kind in KINDS.items():
        add_source(connection, urn, kind=kind, now=NOON)


def judge_of(connection: Connection) -> Judge:
    """Return a judge that knows the sources of a register."""
    return Judge(sources=kinds_of_sources(connection), may_send=may_send)


def judged(messages: Iterable[Wire | bytes], *, judge: Judge) -> list[Judged]:
    """Return messages as judged lines, numbered from 1."""
    lines = [
        Line(number, content, len(content))
        for number, content in enumerate(map(as_line, messages), start=1)
    ]
    return judge_lines(lines, judge=judge, register_key=KEY)


def admit(
    database: Database,
    *messages: Wire | bytes,
    now: Instant = NOON,
    file_digest: bytes | None = b"file",
) -> Batch:
    """Admit messages as one batch and return what became of them, receipts included."""
    with database.transaction() as connection:
        return admit_batch(
            connection,
            judged(messages, judge=judge_of(connection)),
            register_key=KEY,
            now=now,
            file_digest=file_digest,
            with_receipts=True,
        )


def fates_of(batch: Batch) -> list[str]:
    """Return the fate of each message of a batch, with the reason where there is one."""
    return [
        receipt.lot + (f": {receipt.reden}" if receipt.reden else "") for receipt in batch.receipts
    ]


def load(
    database: Database,
    path: Path,
    *,
    now: Instant = NOON,
    batch_lines: int = 7,
    receipts: list[MessageReceipt] | None = None,
) -> Receipt:
    """Load a file in small batches."""
    with database.transaction() as connection:
        judge = judge_of(connection)
    return load_file(
        database,
        path,
        judge=judge,
        register_key=KEY,
        clock=lambda: now,
        batch_lines=batch_lines,
        on_receipts=None if receipts is None else receipts.extend,
    )


_STATE = {
    "accepted": """
        SELECT source.urn, message_id, line.kind, content_digest
          FROM ledger_line AS line JOIN source USING (source_id)
         WHERE NOT EXISTS (SELECT FROM ledger_line AS later WHERE later.displaces = line.position)
    """,
    "set aside": """
        SELECT source, message_id, reason, content_digest, whole_digest, content, state, received_on
          FROM set_aside
    """,
    "counts": "SELECT * FROM fate_count",
    "refusals": "SELECT message_digest FROM refusal",
    "highest": "SELECT urn, highest FROM source",
    "gaps": """
        SELECT source_id, first_missing, last_missing FROM source_gap
         WHERE closed_at_position IS NULL
    """,
    "clashes": "SELECT source_id, sequence, message_id FROM sequence_clash",
    "about": """
        SELECT source.urn, message_id, subject.key
          FROM about
          JOIN subject USING (subject_id)
          JOIN ledger_line AS line USING (position)
          JOIN source USING (source_id)
         WHERE NOT EXISTS (SELECT FROM ledger_line AS later WHERE later.displaces = line.position)
    """,
}


def end_state(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return what a register holds, modulo positions and moments of receipt."""
    return {
        name: sorted(connection.execute(query).fetchall(), key=repr)
        for name, query in _STATE.items()
    }


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with database.transaction() as connection:
        return connection.execute(query).fetchall()
