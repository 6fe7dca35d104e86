"""The 27 example messages of the contract, from file to record, through the command line."""

import json
from typing import Any

import pytest

from tests.cli.commands import Register
from tests.records.wire import EXAMPLES, examples


def _record(register: Register, skn: str, *more: str) -> Any:
    return register.ask("record", "--skn", skn, *more)


def _case_numbers(record: Any) -> list[str]:
    return [case["parketnummer"] for case in record["zaken"]]


def _position_of(message_id: str) -> int:
    return [message["id"] for message in examples()].index(message_id) + 1


def test_all_examples_are_accepted_and_applied(register: Register) -> None:
    assert register.ask("intake", str(EXAMPLES)) == {
        "received": 27,
        "accepted": 27,
        "duplicates": 0,
        "setAside": 0,
        "refused": 0,
        "warnings": 0,
        "waiting": 0,
        "contradictory": 0,
        "firstPosition": 1,
        "lastPosition": 27,
    }
    assert register.rows("SELECT count(*) FROM effect") == [(27,)]


def test_loading_the_examples_again_adds_nothing(loaded: Register) -> None:
    receipt = loaded.ask("intake", str(EXAMPLES))

    assert (receipt["received"], receipt["duplicates"]) == (27, 27)
    assert (receipt["firstPosition"], receipt["lastPosition"]) == (None, None)


def test_one_offence_was_convicted_and_one_acquitted_and_both_are_final(loaded: Register) -> None:
    record = _record(loaded, "1234567")

    [case] = record["zaken"]
    endings = [
        (each["feitnummer"], each["afdoening"]["soort"], each["afdoening"]["onherroepelijkOp"])
        for each in case["feiten"]
    ]
    assert endings == [(1, "veroordeling", "2025-06-11"), (2, "vrijspraak", "2025-06-11")]
    assert record["basis"]["positie"] == 27


@pytest.mark.parametrize(
    ("day", "endings"),
    [
        ("2025-05-19", ["open", "open"]),
        ("2025-05-20", ["veroordeling", "vrijspraak"]),
    ],
)
def test_a_judgment_counts_from_its_own_day(loaded: Register, day: str, endings: list[str]) -> None:
    [case] = _record(loaded, "1234567", "--on", day)["zaken"]

    assert [each["afdoening"]["soort"] for each in case["feiten"]] == endings


@pytest.mark.parametrize(("day", "final_on"), [("2025-06-10", None), ("2025-06-11", "2025-06-11")])
def test_an_outcome_is_final_from_its_own_day(
    loaded: Register, day: str, final_on: str | None
) -> None:
    [case] = _record(loaded, "1234567", "--on", day)["zaken"]

    assert [each["afdoening"]["onherroepelijkOp"] for each in case["feiten"]] == [final_on] * 2


def test_a_judgment_is_known_from_its_own_position(loaded: Register) -> None:
    judged_at = _position_of("rechtspraak-000001")

    before, after = (
        [each["afdoening"]["soort"] for each in record["zaken"][0]["feiten"]]
        for record in (
            _record(loaded, "1234567", "--known-at", str(judged_at - 1)),
            _record(loaded, "1234567", "--known-at", str(judged_at)),
        )
    )

    assert before == ["open", "open"]
    assert after == ["veroordeling", "vrijspraak"]


def test_a_wrongful_suspicion_is_hidden_at_every_moment_once_it_is_known(
    register: Register,
) -> None:
    lines = EXAMPLES.read_bytes().splitlines(keepends=True)
    corrected_at = _position_of("gps-000009")
    register.load_bytes(b"".join(lines[: corrected_at - 1]))
    assert "13/846013-25" in _case_numbers(_record(register, "2345678"))

    register.load_bytes(b"".join(lines[corrected_at - 1 :]), name="rest.ndjson")

    for position in range(28):
        record = _record(register, "2345678", "--known-at", str(position))
        assert "13/846013-25" not in _case_numbers(record)


@pytest.mark.parametrize("day", ["2025-04-09", "2025-06-02", "2025-06-04", "2026-01-01"])
def test_a_wrongful_suspicion_is_hidden_on_every_day(loaded: Register, day: str) -> None:
    record = _record(loaded, "2345678", "--on", day)

    assert "13/846013-25" not in _case_numbers(record)


def test_a_retracted_case_is_gone_and_a_penal_order_opened_one(loaded: Register) -> None:
    record = _record(loaded, "2345678")

    assert _case_numbers(record) == ["96/222333-25"]
    [offence] = record["zaken"][0]["feiten"]
    assert offence["afdoening"]["soort"] == "strafbeschikking"
    assert offence["sancties"] == [
        {"soort": "geldboete", "bedrag": {"centen": 65000, "valuta": "EUR"}}
    ]


def test_nothing_of_a_hidden_case_is_left_in_an_export(loaded: Register) -> None:
    exported = loaded.run("records", "export").out

    assert "846013" not in exported
    assert "aanranding" not in exported


def test_persons_are_shown_as_they_were_linked_then(loaded: Register) -> None:
    merged, separated = _position_of("skdb-000002"), _position_of("skdb-000003")

    linked = {
        position: _record(loaded, "7654321", "--known-at", str(position))["persoon"]["nummers"][
            "skn"
        ]
        for position in (merged - 1, merged, separated)
    }

    assert linked == {merged - 1: [], merged: ["1234567", "7654321"], separated: ["7654321"]}


def test_a_merge_brings_the_cases_of_both_numbers_together_and_a_separation_apart(
    loaded: Register,
) -> None:
    merged, separated = _position_of("skdb-000002"), _position_of("skdb-000003")

    then = _record(loaded, "7654321", "--known-at", str(merged))
    now = _record(loaded, "7654321", "--known-at", str(separated))

    assert _case_numbers(then) == ["05/780109-25"]
    assert _case_numbers(now) == []


def test_every_source_says_that_it_is_complete(loaded: Register) -> None:
    record = _record(loaded, "1234567")

    assert len(record["actualiteit"]) == 5
    for source in record["actualiteit"]:
        assert source["volledigTot"] == "2025-07-04T22:00:00Z"
        assert source["gaten"] == []
        # The examples are from 2025, and nothing came of any source since.
        assert source["stand"] == "laat"
        assert source["laatsteStand"]["volledigTotTijdstip"] == "2025-07-04T22:00:00Z"


def test_a_missing_message_is_a_gap_in_every_answer(register: Register) -> None:
    messages = [message for message in examples() if message["id"] != "rechtspraak-000003"]
    register.load(messages)

    court = next(
        each
        for each in _record(register, "1234567")["actualiteit"]
        if each["bron"].endswith(":rechtspraak")
    )

    assert court["gaten"] == [{"eersteSequence": 3, "laatsteSequence": 3}]
    assert court["volledigTot"] is None


def test_every_person_is_exported_once(loaded: Register) -> None:
    exported = loaded.run("records", "export", "--json").documents

    assert [each["persoon"]["nummers"]["skn"] for each in exported] == [
        ["1234567"],
        ["2345678"],
        ["7654321"],
    ]


def test_a_linked_person_is_exported_under_one_line(loaded: Register) -> None:
    merged = _position_of("skdb-000002")

    exported = loaded.run("records", "export", "--known-at", str(merged)).documents

    assert [each["persoon"]["nummers"]["skn"] for each in exported] == [
        ["1234567", "7654321"],
        ["2345678"],
    ]


@pytest.mark.parametrize("skn", ["1234567", "2345678", "7654321"])
def test_a_line_of_an_export_is_the_record_itself(loaded: Register, skn: str) -> None:
    exported = loaded.run("records", "export", "--known-at", "27", "--on", "2025-07-01").documents

    record = _record(loaded, skn, "--known-at", "27", "--on", "2025-07-01")

    assert record in exported


def test_the_same_question_has_the_same_answer_whatever_came_since(register: Register) -> None:
    lines = EXAMPLES.read_bytes().splitlines(keepends=True)
    answers: dict[int, Any] = {}
    # The correction to a wrongful suspicion is left out: it alone reaches back.
    kept = [line for line in lines if json.loads(line)["id"] != "gps-000009"]
    for number, line in enumerate(kept, start=1):
        register.load_bytes(line, name=f"{number}.ndjson")
        answers[number] = _record(
            register, "1234567", "--known-at", str(number), "--on", "2025-07-05"
        )

    for number, answer in answers.items():
        again = _record(register, "1234567", "--known-at", str(number), "--on", "2025-07-05")
        assert again == answer
