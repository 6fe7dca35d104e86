"""Compares every outcome in the register with the table of expected outcomes.

A difference is explained only by what the register and the messages themselves say: the message
that would have made the outcome was set aside, or accepted but found contradictory, or the
prosecutor dismissed the whole case after this charge was filed. Whatever else differs is
unexplained, and one unexplained difference fails the comparison.

Usage: python compare.py RECORDS SET_ASIDE MESSAGES...
    RECORDS     what `jds records export` printed
    SET_ASIDE   what `jds set-aside list --json` printed
    MESSAGES    the files that were loaded
"""

import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

EXPECTED_FILE = Path(__file__).with_name("expected_outcomes.csv.gz")

OUTCOME_OF = {
    "PENDING": "open",
    "CONVICTION": "veroordeling",
    "ACQUITTAL": "vrijspraak",
    "NOT_RESPONSIBLE": "ontslag-van-alle-rechtsvervolging",
    "DISMISSED": "sepot",
    "ABATED_DEATH": "sepot",
    "TRANSFERRED": "overgedragen",
    "SUPERSEDED": "overgedragen",
}

UNEXPLAINED = "unexplained"


class Count(NamedTuple):
    """One charge against one person: co-defendants share the charge, never its outcome."""

    person: str
    charge: str


class Ending(NamedTuple):
    """How a count stands: the kind of outcome and its legal day, which an open count has not."""

    kind: str
    on: str | None = None

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}" if self.on else self.kind


OPEN = Ending("open")
ABSENT = Ending("not in the register")


@dataclass(frozen=True, slots=True)
class Difference:
    count: Count
    expected: Ending
    found: Ending
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    compared: int
    differences: list[Difference]

    @property
    def unexplained(self) -> list[Difference]:
        return [each for each in self.differences if each.reason == UNEXPLAINED]


@dataclass(frozen=True, slots=True)
class Statements:
    """Which messages speak about a count, by the key (source, id) of the message."""

    charging: dict[Count, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    deciding: dict[Count, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    rejecting: dict[str, dict[tuple[str, str], str]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Per person the messages that dismiss a whole case, with their legal day."""


def compare(
    expected: Mapping[Count, Ending],
    found: Mapping[Count, Ending],
    *,
    messages: Iterable[Mapping[str, Any]],
    set_aside: Iterable[Mapping[str, Any]],
) -> Comparison:
    """Compare count by count, also those that only the register has."""
    statements = statements_in(messages)
    troubles = {(each["bron"], each["id"]): each for each in set_aside}
    differences = []
    for count in sorted({*expected, *found}):
        wanted, got = expected.get(count, ABSENT), found.get(count, ABSENT)
        if wanted != got:
            reason = explanation(count, wanted, got, statements=statements, troubles=troubles)
            differences.append(Difference(count, wanted, got, reason))
    return Comparison(compared=len(expected), differences=differences)


def explanation(
    count: Count,
    wanted: Ending,
    got: Ending,
    *,
    statements: Statements,
    troubles: Mapping[tuple[str, str], Mapping[str, Any]],
) -> str:
    """Say why the register differs, from evidence, or that nothing explains it."""

    def all_in(keys: set[tuple[str, str]], state: str) -> bool:
        return bool(keys) and all(
            key in troubles and troubles[key]["toestand"] == state for key in keys
        )

    charging, deciding = statements.charging[count], statements.deciding[count]
    if got == ABSENT and all_in(charging, "apart-gezet"):
        return f"the charges were set aside: {why(charging, troubles)}"
    if got.kind in ("open", "onbekend") and all_in(deciding, "apart-gezet"):
        return f"the outcome was set aside: {why(deciding, troubles)}"
    if got.kind in ("open", "onbekend") and all_in(deciding, "tegenstrijdig"):
        return f"the outcome contradicts the rest: {why(deciding, troubles)}"
    rejected_on = {
        day for key, day in statements.rejecting[count.person].items() if key not in troubles
    }
    if wanted == OPEN and not deciding and got.kind == "sepot" and got.on in rejected_on:
        return "the whole case was rejected after this charge was filed"
    return UNEXPLAINED


def why(keys: set[tuple[str, str]], troubles: Mapping[tuple[str, str], Mapping[str, Any]]) -> str:
    return "; ".join(sorted({str(troubles[key]["reden"]) for key in keys}))


def statements_in(messages: Iterable[Mapping[str, Any]]) -> Statements:
    """Index the messages by the counts they charge, decide or reject."""
    statements = Statements()
    charge_of: dict[tuple[str, str, int], str] = {}
    outcomes: list[tuple[tuple[str, str], str, str, list[int]]] = []
    for message in messages:
        key, data = (message["source"], message["id"]), message["data"]
        kind = message["type"].removeprefix("nl.jds.").removesuffix(".v1")
        if kind not in ("tenlastelegging-gewijzigd", "vervolging-beslist", "uitspraak-gedaan"):
            continue
        person, case = data["persoon"]["skn"], data["zaak"]["bronZaaknummer"]
        if kind == "tenlastelegging-gewijzigd":
            for offence in data["feiten"]:
                charge_of[person, case, offence["feitnummer"]] = offence["bronFeitnummer"]
                statements.charging[Count(person, offence["bronFeitnummer"])].add(key)
        elif kind == "uitspraak-gedaan":
            outcomes.append(
                (key, person, case, [each["feitnummer"] for each in data["uitkomsten"]])
            )
        elif "feitnummers" in data:
            outcomes.append((key, person, case, data["feitnummers"]))
        else:
            statements.rejecting[person][key] = data["beslotenOp"]
    for key, person, case, numbers in outcomes:
        for number in numbers:
            statements.deciding[Count(person, charge_of[person, case, number])].add(key)
    return statements


def expected_rows(path: Path = EXPECTED_FILE) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def expected_endings(path: Path = EXPECTED_FILE) -> dict[Count, Ending]:
    """Read how every count must stand. A pending count has no day, whatever was heard of it."""
    return {
        Count(row["case_participant_id"], row["charge_id"]): (
            OPEN
            if row["last_outcome"] == "PENDING"
            else Ending(OUTCOME_OF[row["last_outcome"]], row["last_date"])
        )
        for row in expected_rows(path)
    }


def found_endings(records: Iterable[Mapping[str, Any]]) -> dict[Count, Ending]:
    """Read how every count stands in exported records."""
    found = {}
    for record in records:
        for person in record["persoon"]["nummers"]["skn"]:
            for case in record["zaken"]:
                for offence in case["feiten"]:
                    ended = offence["afdoening"]
                    found[Count(person, offence["bronFeitnummer"])] = (
                        OPEN
                        if ended["soort"] == "open"
                        else Ending(ended["soort"], ended.get("op"))
                    )
    return found


def read_ndjson(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def report(comparison: Comparison) -> Iterator[str]:
    """Yield the outcome of a comparison as lines for people, every difference under its reason."""
    same = comparison.compared - sum(d.expected != ABSENT for d in comparison.differences)
    yield f"{comparison.compared:,} outcomes compared, {same:,} equal."

    def reason(difference: Difference) -> str:
        return difference.reason

    for heading, group in groupby(sorted(comparison.differences, key=reason), key=reason):
        members = list(group)
        yield ""
        yield f"{len(members)} differ: {heading}"
        for each in members:
            yield (
                f"  person {each.count.person} charge {each.count.charge}: "
                f"expected {each.expected}, found {each.found}"
            )
    yield ""
    yield f"Unexplained: {len(comparison.unexplained)}."


def main(arguments: list[str]) -> int:
    if len(arguments) < 3:
        print("Give three things: python compare.py RECORDS SET_ASIDE MESSAGES...", file=sys.stderr)
        return 2
    records, set_aside, *messages = (Path(argument) for argument in arguments)
    comparison = compare(
        expected_endings(),
        found_endings(read_ndjson(records)),
        messages=(message for path in messages for message in read_ndjson(path)),
        set_aside=json.loads(set_aside.read_text(encoding="utf-8")),
    )
    for line in report(comparison):
        print(line)
    return 1 if comparison.unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
