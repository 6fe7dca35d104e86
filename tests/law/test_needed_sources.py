"""Which sources an answer needs: every case of `currency/needed.yaml`, and no purpose left out."""

from typing import Any

import pytest

from jds.law.currency.needed import NeededByPurpose
from jds.law.rule_file import LawFileProblem
from jds.law.rules import Law, law_of, read_law
from tests.law.cases import as_day
from tests.law.currency_cases import currency_cases, name_of

TODAY = as_day(2026, 11, 25)
NEEDED = "currency/needed_sources.yaml"


@pytest.mark.parametrize("case", currency_cases("needed"), ids=name_of)
def test_needed_sources(case: dict[str, Any], law: Law) -> None:
    needed = NeededByPurpose(law).of(case["ask"], on=TODAY)

    assert needed.kinds == set(case["needs"])


def test_every_purpose_needs_the_prosecution_service(law: Law) -> None:
    rules = NeededByPurpose(law)

    for pair in law.disclosure.purposes:
        needed = rules.of(pair, on=TODAY)
        assert needed.indispensable == {"om"}
        assert not needed.can_say_something({"court", "cjib"})
        assert needed.can_say_something({"om"})
        assert needed.not_connected(needed.kinds) == ()
        assert "om" in needed.not_connected({"court"})


@pytest.mark.parametrize(
    ("group", "problem"),
    [
        ({"purposes": ["justis/vog-np", "rvdk/adoptie"]}, "is named nowhere, or more than once"),
        ({"purposes": ["buurman/nieuwsgierig"]}, "which is none"),
        ({"purposes": [], "indispensable": ["om", "court"]}, "and does not need it"),
    ],
)
def test_a_group_that_leaves_out_or_doubles_a_purpose_is_named(
    group: dict[str, Any], problem: str
) -> None:
    documents = dict(read_law().documents)
    document: Any = documents[NEEDED]
    added = {"name": "extra", "sources": ["om"], "indispensable": ["om"]} | group
    values = {
        day: {"groups": [*value["groups"], added]} for day, value in document["values"].items()
    }
    documents[NEEDED] = document | {"values": values}

    with pytest.raises(LawFileProblem, match=problem) as refused:
        law_of(documents)

    assert refused.value.file == NEEDED


def test_a_purpose_in_no_group_is_named() -> None:
    documents = dict(read_law().documents)
    document: Any = documents[NEEDED]
    values = {day: {"groups": value["groups"][1:]} for day, value in document["values"].items()}
    documents[NEEDED] = document | {"values": values}

    with pytest.raises(LawFileProblem, match="is named nowhere"):
        law_of(documents)
