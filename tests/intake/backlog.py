"""A backlog of a source that was cut off, and what must be so after it was let in.

The expected order is worked out here from the list of messages, without a look at the code that
sorts: which class a case is in follows from the offence that was put in it.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from jds.database.connection import Database
from jds.intake.admit_batch import admit_batch
from jds.intake.judge_ahead import judge_lines
from jds.intake.judgement import Line
from jds.ledger.verify import verify
from tests.intake.deliveries import KEY, NOON, OM, Wire, as_line, envelope, judge_of
from tests.intake.untrusted import compare, make, release

BATCH = 2000

# An offence of each class, with the rank of the class.
_OFFENCES = (
    (1, "misdrijf", "242"),
    (3, "misdrijf", "310"),
    (3, "misdrijf", "225"),
    (4, "overtreding", "424"),
)

CUSTODY_RANK = 0


def backlog(messages: int, *, seed: int) -> Iterator[Wire]:
    """Yield messages in an order that has nothing to do with that of the cases."""
    chosen = random.Random(seed)
    made = [each for number in range(messages // 4) for each in _case(number, chosen)]
    made += [_registration(messages + extra, chosen) for extra in range(messages - len(made))]
    chosen.shuffle(made)
    for sequence, message in enumerate(made, start=1):
        yield message | {"sequence": str(sequence)}


def fill(database: Database, messages: int, *, seed: int) -> None:
    """Bring a backlog into quarantine, compare it and sign all of it off; a source is there."""
    make(database, "terugkerend")
    lines = [as_line(message) for message in backlog(messages, seed=seed)]
    with database.transaction() as connection:
        judge = judge_of(connection)
    for start in range(0, len(lines), BATCH):
        batch = [
            Line(number, content, len(content))
            for number, content in enumerate(lines[start : start + BATCH], start=1)
        ]
        with database.transaction() as connection:
            judged = judge_lines(batch, judge=judge, register_key=KEY)
            admit_batch(connection, judged, register_key=KEY, now=NOON)
    compare(database)
    release(database, "1/alles")


def faults_after(database: Database, messages: int, *, seed: int) -> list[str]:
    """Return what is not as it must be once the whole backlog was let in."""
    faults = []
    sent = {message["id"]: message for message in backlog(messages, seed=seed)}
    with database.connect() as connection:
        entered = connection.execute(
            "SELECT message_id, content FROM ledger_line JOIN ledger_payload USING (position)"
            " ORDER BY position"
        ).fetchall()
        counts = connection.execute(
            "SELECT received, accepted, duplicates, set_aside, refused FROM fate_count"
        ).fetchall()
        settled = connection.execute(
            "SELECT state, count(*), count(DISTINCT released_at_position) FROM set_aside GROUP BY 1"
        ).fetchall()
        left = connection.execute(
            "SELECT (SELECT count(*) FROM quarantine_item), (SELECT count(*) FROM quarantine_case),"
            " (SELECT count(*) FROM set_aside_about)"
        ).fetchall()
        connection.rollback()
        if verify(connection).findings:
            faults.append("the ledger does not verify")
    ids = [message_id for message_id, _ in entered]
    if sorted(ids) != sorted(sent):
        faults.append(f"{len(ids)} messages entered, {len(set(ids))} of them different")
    if any(json.loads(content) != sent.get(message_id) for message_id, content in entered):
        faults.append("a message does not say what its source sent")
    if counts != [(messages, messages, 0, 0, 0)]:
        faults.append(f"counts are {counts}")
    if settled != [("vrijgegeven", messages, messages)]:
        faults.append(f"set aside are {settled}")
    if left != [(0, 0, 0)]:
        faults.append(f"left in quarantine are {left}")
    faults += _faults_in_order(ids, sent)
    return faults


def _faults_in_order(ids: list[str], sent: dict[str, Wire]) -> Iterator[str]:
    rank_of = _ranks(sent.values())
    ranks = [rank_of[_case_of(sent[message_id])] for message_id in ids if message_id in sent]
    if ranks != sorted(ranks):
        yield "something less harmful entered first"
    last: dict[str, tuple[str, str]] = {}
    for message_id in ids:
        message = sent.get(message_id)
        if message is None:
            continue
        case, place = _case_of(message), (_day_of(message), message["time"])
        if place < last.get(case, place):
            yield f"cause came after effect in a case, at [{message_id}]"
            return
        last[case] = place


def _ranks(messages: Any) -> dict[str, int]:
    found: dict[str, int] = defaultdict(lambda: 9)
    for message in messages:
        case = _case_of(message)
        if message["type"] == "nl.jds.hechtenis-gemeld.v1":
            found[case] = CUSTODY_RANK
        for offence in message["data"].get("feiten", ()):
            article = offence["artikelen"][0]["artikel"]
            [rank] = [rank for rank, _, listed in _OFFENCES if listed == article]
            found[case] = min(rank, found[case])
    return found


def _case(number: int, chosen: random.Random) -> Iterator[Wire]:
    """Yield the messages of one case."""
    opened = _registration(number, chosen)
    yield opened
    data = {key: opened["data"][key] for key in ("persoon", "zaak")}
    yield envelope(
        "vervolging-beslist",
        data | {"besluit": "dagvaarding", "beslotenOp": "2025-03-12"},
        message_id=f"d-{number}",
        sequence=1,
        time="2025-03-12T09:00:00+01:00",
    )
    if chosen.random() < 0.1:
        yield envelope(
            "hechtenis-gemeld",
            data
            | {
                "soort": "bewaring",
                "vanTijdstip": "2025-03-11T08:00:00+01:00",
                "totTijdstip": "2025-03-25T08:00:00+01:00",
            },
            message_id=f"h-{number}",
            sequence=1,
            time="2025-03-11T10:00:00+01:00",
        )
    else:
        yield envelope(
            "stuk-gemeld",
            data | {"stuk": "dagvaarding", "verwachtOp": "2025-03-20"},
            message_id=f"s-{number}",
            sequence=1,
            time="2025-03-13T10:00:00+01:00",
        )
    yield envelope(
        "vervolging-beslist",
        data | {"besluit": "sepot", "beslotenOp": "2025-03-18", "sepotgronden": ["02"]},
        message_id=f"b-{number}",
        sequence=1,
        time="2025-03-18T09:00:00+01:00",
    )


def _registration(number: int, chosen: random.Random) -> Wire:
    _, kind, article = chosen.choice(_OFFENCES)
    day = {"type": "Datum", "datum": "2025-01-05"}
    return envelope(
        "zaak-ingeschreven",
        {
            "persoon": {"skn": str(1_000_000 + number)},
            "zaak": {"parketnummer": f"05/{number % 1_000_000:06d}-25"},
            "feiten": [
                {
                    "feitnummer": 1,
                    "soort": kind,
                    "kwalificatie": "feit",
                    "artikelen": [{"wet": "Sr", "artikel": article}],
                    "pleegperiode": {"van": day, "tot": day},
                }
            ],
            "ontvangenOp": "2025-03-10",
        },
        message_id=f"r-{number}",
        sequence=1,
        source=OM,
    )


def _case_of(message: Wire) -> str:
    data = message["data"]
    return f"{data['persoon']['skn']} {data['zaak']['parketnummer']}"


def _day_of(message: Wire) -> str:
    """Return the legal day of a message, which is where it stands in the order of statements."""
    data = message["data"]
    for name in ("ontvangenOp", "beslotenOp", "verwachtOp", "vanTijdstip"):
        if name in data:
            return str(data[name])[:10]
    raise AssertionError("every message of the backlog has a legal day")
