"""Turns the Cook County case events of 2019 into messages of the contract.

Two imaginary sources speak: the prosecution service (OM) registers cases, charges and decides; the
courts give judgments. Each person's history is translated on its own, because a charge id is
shared by co-defendants and an outcome belongs to (person, charge). Everything is deterministic:
the same events give the same bytes.

The data says on which day something happened, never when a prosecutor's system logged it. Here a
message is logged on the latest plausible day that it, or what it builds on, states: a case before
its charges, a charge before its outcome, nothing after the stream ends. Dates that cannot be true,
such as a charge filed in 2109, are sent as they stand; judging them is the register's work.

Usage: python adapter.py OUT_DIR    writes om.ndjson.gz and court.ndjson.gz
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

Event = Mapping[str, Any]
Message = dict[str, Any]

OM = "urn:nld:oin:00000001000000000001:systeem:gps"
COURT = "urn:nld:oin:00000001000000000002:systeem:rechtspraak"
ID_PREFIX = {OM: "gps", COURT: "rechtspraak"}
FILE_NAMES = {OM: "om.ndjson.gz", COURT: "court.ndjson.gz"}

EVENTS_FILE = Path(__file__).with_name("events.jsonl.gz")

LAST_LOGGED_ON = "2020-02-28"
"""Last day of the stream before its dates jump to 2109. The data names no day of extraction."""

STREAM_COMPLETE_UNTIL = "2020-03-01T00:00:00+01:00"
STREAM_CLOSED_AT = "2020-03-01T00:05:00+01:00"

PROSECUTION_OFFICE = "Cook County State's Attorney's Office"
COURT_NAME = "Circuit Court of Cook County"

CRIME_CLASSES = frozenset("MX1234ABC")
"""Illinois felonies (M is first-degree murder, then X and 1 to 4) and misdemeanours (A, B, C).

The classes P (petty offence) and O (other) have no plain Dutch counterpart: they travel as written.
"""

FINDINGS = {
    "CONVICTION": "veroordeling",
    "ACQUITTAL": "vrijspraak",
    "NOT_RESPONSIBLE": "ontslag-van-alle-rechtsvervolging",
}
DECISIONS = {
    "DISMISSED": "sepot",
    "ABATED_DEATH": "sepot",
    "TRANSFERRED": "overdracht",
    "SUPERSEDED": "voeging",
}
CAUSAL_ORDER = (
    "zaak-ingeschreven",
    "tenlastelegging-gewijzigd",
    "vervolging-beslist",
    "uitspraak-gedaan",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A message without its envelope. Days are ISO text, so they compare as text."""

    source: str
    kind: str
    logged_on: str
    seq: int
    data: Message


@dataclass(frozen=True, slots=True)
class Case:
    """What happened to one person in one case."""

    opening: Event
    """The event that registers the case: its suspicion; should it have none, its first event."""
    charges: dict[str, Event]
    """The charges as first filed, by charge id; the place in this order is the number."""
    events: list[Event]

    def number_of(self, charge: str) -> int:
        return list(self.charges).index(charge) + 1

    def of_type(self, event_type: str) -> list[Event]:
        return [event for event in self.events if event["type"] == event_type]

    @property
    def committed_from(self) -> str:
        return str(self.opening.get("offence_from", ""))

    @property
    def committed_until(self) -> str:
        # The publisher leaves it empty for incidents that did not last more than one day.
        return str(self.opening.get("offence_to", "")) or self.committed_from

    @property
    def charged_on(self) -> str:
        return max((charge["date"] for charge in self.charges.values()), default="")


def contract_messages(events: Iterable[Event]) -> Iterator[Message]:
    """Yield the messages of both sources in the order in which they were logged."""
    drafts = [draft for case in cases(events) for draft in drafts_of(case)]
    drafts.sort(key=lambda d: (d.logged_on, CAUSAL_ORDER.index(d.kind), d.seq))
    yield from in_envelopes(drafts)


def cases(events: Iterable[Event]) -> Iterator[Case]:
    """Take the stream apart by (person, case)."""
    histories: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        histories.setdefault((event["person"], event["case"]), []).append(event)
    for history in histories.values():
        opening = min(history, key=lambda e: (e["type"] != "SUSPICION_RECEIVED", e["seq"]))
        charges: dict[str, Event] = {}
        # An outcome on a charge that was never filed would stand for its filing.
        for event in sorted(history, key=lambda e: (e["type"] != "CHARGE_FILED", e["seq"])):
            if "statute" in event:
                charges.setdefault(event["charge"], event)
        yield Case(opening=opening, charges=charges, events=history)


def drafts_of(case: Case) -> Iterator[Draft]:
    """Yield what both sources say about one case."""
    yield registration(case)
    yield from charge_lists(case)
    yield from rejections(case)
    yield from decisions(case)
    yield from judgments(case)


def registration(case: Case) -> Draft:
    """SUSPICION_RECEIVED: the prosecutor takes the police report into handling."""
    return draft(
        case,
        OM,
        "zaak-ingeschreven",
        {"feiten": [], "ontvangenOp": case.opening["date"], "instantie": PROSECUTION_OFFICE},
        seq=case.opening["seq"],
        days=[],
    )


def charge_lists(case: Case) -> Iterator[Draft]:
    """CHARGE_FILED: the full list so far, once for each day on which it changes.

    One conviction in three is for another charge than was filed. Its outcome event carries the
    charge as amended, and its day stands for the day of the amendment, which is not known.
    """
    changes = [(charge["date"], 0, charge["seq"], charge) for charge in case.charges.values()]
    for outcome in case.of_type("OUTCOME"):
        filed = case.charges[outcome["charge"]]
        if any(outcome[field] != filed[field] for field in ("offence", "statute", "cls")):
            # An outcome dated before its own charge (a typing error) amends it all the same.
            amended_on = max(outcome["date"], filed["date"])
            changes.append((amended_on, 1, outcome["seq"], outcome))
    changes.sort(key=lambda change: change[:3])

    current: dict[str, Event] = {}
    for changed_on, group in groupby(changes, key=lambda change: change[0]):
        for *_, change in group:
            current[change["charge"]] = change
        listed = [current[charge] for charge in case.charges if charge in current]
        yield draft(
            case,
            OM,
            "tenlastelegging-gewijzigd",
            {"feiten": [offence(case, charge) for charge in listed], "gewijzigdOp": changed_on},
            seq=change["seq"],
            days=[changed_on, case.committed_until],
        )


def offence(case: Case, charge: Event) -> Message:
    """Describe one count (feit). The law cited is the Illinois Compiled Statutes."""
    unknown = {"type": "DatumOnbekend", "onbekend": True}
    is_crime = charge["cls"] in CRIME_CLASSES
    return {
        "feitnummer": case.number_of(charge["charge"]),
        "bronFeitnummer": charge["charge"],
        "soort": "misdrijf" if is_crime else {"code": charge["cls"], "tekst": "Illinois class"},
        "artikelen": [{"wet": "ILCS", "artikel": charge["statute"]}],
        "kwalificatie": charge["offence"],
        "pleegperiode": {
            "van": case.committed_from or unknown,
            "tot": case.committed_until or unknown,
        },
    }


def rejections(case: Case) -> Iterator[Draft]:
    """PROSECUTION_DECISION: the whole case is dismissed, with what was charged up to that day."""
    for event in case.of_type("PROSECUTION_DECISION"):
        yield draft(
            case,
            OM,
            "vervolging-beslist",
            {
                "besluit": "sepot",
                "beslotenOp": event["date"],
                "sepotgronden": [{"code": event["decision"], "tekst": event["raw"]}],
            },
            seq=event["seq"],
            days=[event["date"]],
        )


def decisions(case: Case) -> Iterator[Draft]:
    """OUTCOME by the prosecutor; counts that end in one way on one day share a message."""
    decided = [event for event in case.of_type("OUTCOME") if event["outcome"] in DECISIONS]
    for group in grouped(decided, by=lambda e: (e["date"], e["outcome"], e["raw"], e["reason"])):
        first = group[0]
        data: Message = {
            "besluit": DECISIONS[first["outcome"]],
            "beslotenOp": first["date"],
            "feitnummers": sorted(case.number_of(event["charge"]) for event in group),
        }
        if data["besluit"] == "sepot":
            # No Dutch ground is guessed: the source's own words travel.
            reason = first["reason"] or first["raw"]
            data["sepotgronden"] = [{"code": first["raw"], "tekst": reason}]
        yield draft(
            case,
            OM,
            "vervolging-beslist",
            data,
            seq=first["seq"],
            days=[first["date"], case.charged_on],
        )


def judgments(case: Case) -> Iterator[Draft]:
    """OUTCOME by a court, with the sanctions that are still current.

    A replaced sanction (`current` is "false") is left out. A judgment is logged once the last of
    its sanctions is known, which for eleven convictions is after the day it was given.
    """
    judged = [event for event in case.of_type("OUTCOME") if event["outcome"] in FINDINGS]
    for group in grouped(judged, by=lambda e: (e["date"], e["court"])):
        first = group[0]
        numbers = {event["charge"]: case.number_of(event["charge"]) for event in group}
        imposed = [
            event
            for event in case.of_type("SANCTION")
            if event["charge"] in numbers and event["current"] == "true"
        ]
        yield draft(
            case,
            COURT,
            "uitspraak-gedaan",
            {
                "instantie": ", ".join(filter(None, (COURT_NAME, first["court"]))),
                "uitgesprokenOp": first["date"],
                "aanleg": "eerste-aanleg",
                "uitkomsten": [
                    {"feitnummer": numbers[event["charge"]], "uitkomst": FINDINGS[event["outcome"]]}
                    for event in group
                ],
                "sancties": [sanction(event, number=numbers[event["charge"]]) for event in imposed],
            },
            seq=first["seq"],
            days=[first["date"], case.charged_on, *(event["date"] for event in imposed)],
        )


def sanction(event: Event, *, number: int) -> Message:
    """Describe one sanction; only prison has a plain Dutch counterpart (gevangenisstraf).

    Jail, probation, supervision and the like keep their own name.
    """
    name, commitment = event["sanction"], event["commitment"]
    is_prison = name == "Prison"
    described: Message = {
        "soort": "gevangenisstraf" if is_prison else {"code": name, "tekst": commitment or name},
        "feitnummers": [number],
    }
    if duration := iso_duration(event["term"], event["unit"]):
        described["duur"] = duration
    return described


def iso_duration(term: str, unit: str) -> str | None:
    """Return a term in ISO 8601, or None where it is not a length of time ("1 Term").

    >>> iso_duration("2.5", "Year(s)"), iso_duration("1", "Term")
    ('P2Y6M', None)
    """
    if unit == "Days":
        return f"P{term}D"
    if unit == "Months":
        return f"P{term}M"
    if unit == "Year(s)":
        years, months = divmod(round(float(term) * 12), 12)
        return f"P{years}Y" + (f"{months}M" if months else "")
    return None


def grouped(events: list[Event], *, by: Callable[[Event], Any]) -> Iterator[list[Event]]:
    for _, group in groupby(sorted(events, key=lambda e: (by(e), e["seq"])), key=by):
        yield list(group)


def draft(case: Case, source: str, kind: str, data: Message, *, seq: int, days: list[str]) -> Draft:
    """Address a message to its case, logged on the latest plausible of `days`."""
    subject = {
        "persoon": {"skn": case.opening["person"]},
        "zaak": {"bronZaaknummer": case.opening["case"]},
    }
    logged_on = min(max([case.opening["date"], *days]), LAST_LOGGED_ON)
    return Draft(source=source, kind=kind, logged_on=logged_on, seq=seq, data=subject | data)


def in_envelopes(drafts: Iterable[Draft]) -> Iterator[Message]:
    """Number, date and address the drafts; close each source with its standing (bron-stand)."""
    sequences = {OM: 0, COURT: 0}
    counts: dict[str, dict[str, Counter[str]]] = {OM: {}, COURT: {}}
    logged_that_day: Counter[tuple[str, str]] = Counter()
    for each in drafts:
        sequences[each.source] += 1
        nth = logged_that_day[each.source, each.logged_on]
        logged_that_day[each.source, each.logged_on] += 1
        # One message a second from 08:00 UTC: in Amsterdam it is the same day, summer and winter.
        opened_at = datetime.combine(date.fromisoformat(each.logged_on), time(8), tzinfo=UTC)
        counts[each.source].setdefault(each.kind, Counter())[each.logged_on] += 1
        yield envelope(
            each.source,
            each.kind,
            sequence=sequences[each.source],
            logged_at=(opened_at + timedelta(seconds=nth)).isoformat(),
            data=each.data,
        )
    for source, last in sequences.items():
        standing = {
            "volledigTotTijdstip": STREAM_COMPLETE_UNTIL,
            "laatsteSequence": str(last),
            "aantallen": {kind: dict(per_day) for kind, per_day in counts[source].items()},
        }
        yield envelope(
            source, "bron-stand", sequence=last + 1, logged_at=STREAM_CLOSED_AT, data=standing
        )


def envelope(source: str, kind: str, *, sequence: int, logged_at: str, data: Message) -> Message:
    """Wrap a payload as a CloudEvent."""
    return {
        "specversion": "1.0",
        "id": f"{ID_PREFIX[source]}-{sequence:06}",
        "source": source,
        "type": f"nl.jds.{kind}.v1",
        "time": logged_at,
        "sequence": str(sequence),
        "sequencetype": "Integer",
        "datacontenttype": "application/json",
        "data": data,
    }


def read_events(path: Path = EVENTS_FILE) -> Iterator[Event]:
    """Read the case events in the order of the stream."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def write_messages(messages: Iterable[Message], *, out_dir: Path) -> dict[str, Path]:
    """Write one NDJSON file a source, without a time stamp, so equal input gives equal bytes."""
    lines: dict[str, list[str]] = {source: [] for source in FILE_NAMES}
    for message in messages:
        lines[message["source"]].append(json.dumps(message, ensure_ascii=False) + "\n")
    out_dir.mkdir(parents=True, exist_ok=True)
    paths = {source: out_dir / name for source, name in FILE_NAMES.items()}
    for source, path in paths.items():
        path.write_bytes(gzip.compress("".join(lines[source]).encode(), compresslevel=6, mtime=0))
    return paths


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Say where the messages go: python adapter.py OUT_DIR", file=sys.stderr)
        return 2
    messages = list(contract_messages(read_events()))
    for path in write_messages(messages, out_dir=Path(arguments[0])).values():
        print(path)
    kinds = Counter((message["source"], message["type"]) for message in messages)
    for (source, kind), count in sorted(kinds.items()):
        print(f"{count:>7,}  {kind}  {source}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
