"""The envelope of a message, attribute by attribute."""

import pytest

from jds.intake.envelope import LONGEST_ID
from jds.intake.faults import ENVELOPE_ATTRIBUTES
from tests.intake.wire_messages import ABSENT, changed, fit, unfit


@pytest.mark.parametrize("name", ENVELOPE_ATTRIBUTES)
@pytest.mark.parametrize("value", [ABSENT, None, 5, [], {}])
def test_every_attribute_is_required_and_of_its_type(name: str, value: object) -> None:
    judgement = unfit(changed("persoon-overleden", {name: value}))

    assert judgement.reason == "niet-van-het-contract"
    assert f"[{name}" in judgement.explanation


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("specversion", "1.1"),
        ("sequencetype", "integer"),
        ("datacontenttype", "application/json; charset=utf-8"),
        ("datacontenttype", "text/json"),
    ],
)
def test_some_attributes_have_one_value_only(name: str, value: str) -> None:
    assert f"[{name}]" in unfit(changed("persoon-overleden", {name: value})).explanation


def test_an_id_has_1_to_500_characters() -> None:
    assert fit(changed("persoon-overleden", {"id": "é" * LONGEST_ID})).key.id == "é" * LONGEST_ID
    assert "[id]" in unfit(changed("persoon-overleden", {"id": "é" * (LONGEST_ID + 1)})).explanation
    assert "[id]" in unfit(changed("persoon-overleden", {"id": ""})).explanation


@pytest.mark.parametrize("time", ["2025-07-01T09:00:00Z", "2025-07-01t09:00:00.25-00:30"])
def test_a_time_is_a_moment_with_an_offset(time: str) -> None:
    assert fit(changed("persoon-overleden", {"time": time})).time.tzinfo is not None


@pytest.mark.parametrize(
    "time",
    [
        "2025-07-01T09:00:00",
        "2025-07-01",
        "2025-07-01T09:00:00+0200",
        "2025-02-30T09:00:00Z",
        "2025-07-01T24:00:00Z",
        "1751353200",
        "0001-01-01T00:00:00+05:00",
        "",
    ],
)
def test_any_other_time_is_not_of_the_contract(time: str) -> None:
    judgement = unfit(changed("persoon-overleden", {"time": time}))

    assert judgement.reason == "niet-van-het-contract"
    assert "[time]" in judgement.explanation


def test_the_last_moments_of_the_calendar_are_judged_like_any_other() -> None:
    assert fit(changed("persoon-overleden", {"time": "9999-12-31T23:59:59Z"})).sequence == 4


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("2147483647", 2_147_483_647)])
def test_a_sequence_is_a_text_from_1_to_2147483647(text: str, number: int) -> None:
    assert fit(changed("persoon-overleden", {"sequence": text})).sequence == number


@pytest.mark.parametrize("text", ["0", "2147483648", "01", "+1", "-1", " 1", "1.0", "", "١"])
def test_any_other_sequence_is_not_of_the_contract(text: str) -> None:
    assert "[sequence]" in unfit(changed("persoon-overleden", {"sequence": text})).explanation


def test_an_unknown_attribute_is_accepted_with_a_warning() -> None:
    candidate = fit(changed("persoon-overleden", {"subject": "iets", "dataschema": None}))

    assert candidate.warnings == ("onbekend-attribuut",)
