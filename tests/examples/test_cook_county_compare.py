"""The comparison with the expected table: what explains a difference, and what never does.

The messages are folded here by a small imitation of the register, made for this data only: it sets
impossible dates aside, finds outcomes before the offence contradictory, and lets the last
statement win.
"""

from collections import Counter
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

Message = dict[str, Any]

SET_ASIDE = "apart-gezet"
CONTRADICTORY = "tegenstrijdig"

LEGAL_DAYS = {
    "zaak-ingeschreven": "ontvangenOp",
    "tenlastelegging-gewijzigd": "gewijzigdOp",
    "vervolging-beslist": "beslotenOp",
    "uitspraak-gedaan": "uitgesprokenOp",
}
ENDS = {"sepot": "sepot", "overdracht": "overgedragen", "voeging": "overgedragen"}


def kind_of(message: Message) -> str:
    return str(message["type"]).removeprefix("nl.jds.").removesuffix(".v1")


def trouble(message: Message, *, state: str, reason: str) -> Message:
    return {
        "bron": message["source"],
        "id": message["id"],
        "toestand": state,
        "reden": reason,
    }


def folded(messages: list[Message]) -> tuple[list[Message], list[Message]]:
    """Return records and set-aside list as the register would print them."""
    troubles: list[Message] = []
    cases: dict[tuple[str, str], list[tuple[str, Message]]] = {}
    for message in messages:
        if kind_of(message) == "bron-stand":
            continue
        data = message["data"]
        day = data[LEGAL_DAYS[kind_of(message)]]
        latest = datetime.fromisoformat(message["time"]).date() + timedelta(days=1)
        if day > latest.isoformat():
            troubles.append(trouble(message, state=SET_ASIDE, reason="date-in-the-future"))
            continue
        key = (data["persoon"]["skn"], data["zaak"]["bronZaaknummer"])
        cases.setdefault(key, []).append((day, message))
    records = []
    for (person, case), statements in cases.items():
        statements.sort(key=lambda each: (each[0], str(each[1]["time"])))
        offences, doubtful = folded_case(statements)
        troubles += doubtful
        zaken = [{"bronZaaknummer": case, "feiten": offences}]
        records.append({"persoon": {"nummers": {"skn": [person]}}, "zaken": zaken})
    return records, troubles


def folded_case(statements: list[tuple[str, Message]]) -> tuple[list[Message], list[Message]]:
    lists = [each for each in statements if kind_of(each[1]) == "tenlastelegging-gewijzigd"]
    offences: dict[int, Message] = {}
    charged_on: dict[int, str] = {}
    for day, message in lists:
        for offence in message["data"]["feiten"]:
            offences[offence["feitnummer"]] = offence
            charged_on.setdefault(offence["feitnummer"], day)
    ended: dict[int, Message] = {}
    doubtful = []
    for day, message in statements:
        data = message["data"]
        if kind_of(message) == "uitspraak-gedaan":
            ends = {each["feitnummer"]: each["uitkomst"] for each in data["uitkomsten"]}
        elif kind_of(message) == "vervolging-beslist":
            up_to_that_day = [number for number in offences if charged_on[number] <= day]
            numbers = data.get("feitnummers", up_to_that_day)
            ends = dict.fromkeys(numbers, ENDS[data["besluit"]])
        else:
            continue
        starts = [offences[number]["pleegperiode"]["van"] for number in ends]
        if any(isinstance(start, str) and day < start for start in starts):
            doubtful.append(
                trouble(message, state=CONTRADICTORY, reason="outcome-before-the-offence")
            )
            continue
        ended |= {number: {"soort": end, "op": day} for number, end in ends.items()}
    feiten = [
        {
            "bronFeitnummer": offence["bronFeitnummer"],
            "afdoening": ended.get(number, {"soort": "open", "op": None}),
        }
        for number, offence in offences.items()
    ]
    return feiten, doubtful


@pytest.fixture(scope="module")
def imitation(messages: list[Message]) -> tuple[list[Message], list[Message]]:
    return folded(messages)


def compared(
    comparing: ModuleType, messages: list[Message], found: Any, troubles: list[Message]
) -> Any:
    return comparing.compare(
        comparing.expected_endings(), found, messages=messages, set_aside=troubles
    )


def test_all_outcomes_agree_but_for_those_with_a_reason(
    comparing: ModuleType,
    messages: list[Message],
    imitation: tuple[list[Message], list[Message]],
) -> None:
    records, troubles = imitation
    comparison = compared(comparing, messages, comparing.found_endings(records), troubles)
    assert comparison.compared == 18_065
    assert Counter(each.reason for each in comparison.differences) == {
        "the charges were set aside: date-in-the-future": 4,
        "the outcome contradicts the rest: outcome-before-the-offence": 10,
        "the whole case was rejected after this charge was filed": 23,
    }
    assert comparison.unexplained == []


def test_one_message_is_set_aside_and_seven_contradict(
    imitation: tuple[list[Message], list[Message]],
) -> None:
    _, troubles = imitation
    assert Counter(each["toestand"] for each in troubles) == {SET_ASIDE: 1, CONTRADICTORY: 7}


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(lambda ending: ending._replace(kind="vrijspraak"), id="another-outcome"),
        pytest.param(lambda ending: ending._replace(on="2019-12-31"), id="another-day"),
        pytest.param(lambda ending: None, id="missing"),
    ],
)
def test_a_planted_difference_is_unexplained(
    comparing: ModuleType,
    messages: list[Message],
    imitation: tuple[list[Message], list[Message]],
    planted: Any,
) -> None:
    records, troubles = imitation
    found = comparing.found_endings(records)
    convicted = next(count for count, ending in found.items() if ending.kind == "veroordeling")
    changed = planted(found.pop(convicted))
    if changed is not None:
        found[convicted] = changed
    comparison = compared(comparing, messages, found, troubles)
    assert [each.count for each in comparison.unexplained] == [convicted]


def test_a_count_that_only_the_register_has_is_unexplained(
    comparing: ModuleType,
    messages: list[Message],
    imitation: tuple[list[Message], list[Message]],
) -> None:
    records, troubles = imitation
    invented = comparing.Count("999", "888")
    found = comparing.found_endings(records) | {invented: comparing.OPEN}
    comparison = compared(comparing, messages, found, troubles)
    assert [each.count for each in comparison.unexplained] == [invented]


def test_without_the_registers_own_word_nothing_is_explained_but_the_rejections(
    comparing: ModuleType,
    messages: list[Message],
    imitation: tuple[list[Message], list[Message]],
) -> None:
    records, _ = imitation
    comparison = compared(comparing, messages, comparing.found_endings(records), [])
    assert len(comparison.differences) == 37
    assert len(comparison.unexplained) == 14


def test_a_rejection_that_was_itself_set_aside_explains_nothing(
    comparing: ModuleType,
    messages: list[Message],
    imitation: tuple[list[Message], list[Message]],
) -> None:
    records, troubles = imitation
    rejections = [
        trouble(message, state=SET_ASIDE, reason="quarantaine")
        for message in messages
        if kind_of(message) == "vervolging-beslist" and "feitnummers" not in message["data"]
    ]
    comparison = compared(
        comparing, messages, comparing.found_endings(records), troubles + rejections
    )
    assert len(comparison.unexplained) == 23


def test_the_report_lists_each_difference_under_its_reason(
    comparing: ModuleType,
    messages: list[Message],
    imitation: tuple[list[Message], list[Message]],
) -> None:
    records, troubles = imitation
    comparison = compared(comparing, messages, comparing.found_endings(records), troubles)
    lines = list(comparing.report(comparison))
    assert lines[0] == "18,065 outcomes compared, 18,028 equal."
    assert sum(line.startswith("  person ") for line in lines) == 37
    assert lines[-1] == "Unexplained: 0."
