"""Tables and lists of offences that cannot be right are refused, with the file and the row."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from jds.law.rule_file import LawFileProblem
from jds.law.rules import law_of, read_law

SEXUAL = "offences/sr/book_2_title_14.yaml"
OTHER = "offences/sr/book_2_title_20.yaml"
MINOR = "offences/sr/book_3_title_06.yaml"
LIST = "offences/lists/sexual.yaml"
BESIDE = "offences/aggravation.yaml"
TERMS = "offences/prescription.yaml"


@pytest.fixture(scope="module")
def documents() -> Mapping[str, object]:
    """What each file of the package says."""
    return read_law().documents


def _value(documents: Mapping[str, object], file: str) -> tuple[dict[str, object], Any]:
    """Return a copy in which the value of `file` can be changed, and that value."""
    changed = dict(documents)
    document: Any = deepcopy(documents[file])
    changed[file] = document
    (value,) = document["values"].values()
    return changed, value


def _row(value: Any, article: str) -> Any:
    return next(row for row in value["provisions"] if row["article"] == article)


@pytest.mark.parametrize(
    ("file", "article", "change", "problem"),
    [
        (OTHER, "302(1)", {"article": "of the act"}, "of the act.* no article that can be read"),
        (OTHER, "302(1)", {"article": "303(1)"}, "two rows of .303.1.. hold on one day"),
        (OTHER, "302(1)", {"what": " "}, "302.1.. has no label"),
        (OTHER, "302(1)", {"maximum_months": 71}, "302.1.. is serious violence below six"),
        (OTHER, "302(1)", {"maximum_months": 0}, "302.1.. has a maximum that is no length"),
        (OTHER, "302(1)", {"maximum_unknown": True}, "says that it is unknown"),
        (OTHER, "300(1)", {"maximum_months": None, "life": True}, "life without the temporary"),
        (MINOR, "453", {"maximum_months": 1}, "prison for a minor offence"),
        (SEXUAL, "240c", {"ends_before": "2023-07-01"}, "240c from 2023-07-01. ends before"),
        (SEXUAL, "242", {"ends_before": "2024-07-02"}, "two rows of .242 from 2024-07-01. hold"),
        (SEXUAL, "242", {"ends_before": None}, "two rows of .242 from 2024-07-01. hold"),
    ],
)
def test_a_row_that_cannot_be_right_is_named(
    file: str, article: str, change: dict[str, Any], problem: str, documents: Mapping[str, object]
) -> None:
    changed, value = _value(documents, file)
    _row(value, article).update(change)

    with pytest.raises(LawFileProblem, match=problem) as refused:
        law_of(changed)

    assert refused.value.file == file


@pytest.mark.parametrize("file", [SEXUAL, LIST, BESIDE])
def test_an_act_nobody_listed_is_named(file: str, documents: Mapping[str, object]) -> None:
    changed, value = _value(documents, file)
    row = value if "act" in value else (value.get("offences") or value["general_part"])[0]
    row["act"] = "Wetboek"

    with pytest.raises(LawFileProblem, match="Wetboek") as refused:
        law_of(changed)

    assert refused.value.file == file


def test_one_article_in_two_files_of_an_act_is_seen(documents: Mapping[str, object]) -> None:
    changed, value = _value(documents, OTHER)
    _row(value, "302(1)")["article"] = "310"

    with pytest.raises(LawFileProblem, match=r"two rows of \[310\] hold on one day"):
        law_of(changed)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"articles": ["everything"]}, "everything"),
        ({"articles": []}, "names no article"),
        ({"committed_from": "2024-07-01"}, "ends before it starts"),
    ],
)
def test_a_row_of_a_list_that_cannot_be_right_is_named(
    change: dict[str, Any], problem: str, documents: Mapping[str, object]
) -> None:
    changed, value = _value(documents, LIST)
    value["offences"][0].update(change)

    with pytest.raises(LawFileProblem, match=problem) as refused:
        law_of(changed)

    assert refused.value.file == LIST


def test_a_list_without_offences_is_named(documents: Mapping[str, object]) -> None:
    changed, value = _value(documents, LIST)
    value["offences"] = []

    with pytest.raises(LawFileProblem, match="names no offence"):
        law_of(changed)


@pytest.mark.parametrize(
    "crimes",
    [
        [],
        [{"at_least_months": 1, "years": 6}],
        [{"at_least_months": 0, "years": 6}, {"at_least_months": 0, "years": 12}],
        [{"at_least_months": 0, "years": 6}, {"at_least_months": 36, "years": 3}],
        [{"at_least_months": 0, "years": "never"}, {"at_least_months": 36, "years": 6}],
        [{"at_least_months": 0, "more_than_months": 3, "years": 6}],
        [{"at_least_months": 0, "years": 6}, {"years": 12}],
    ],
)
def test_terms_of_prescription_that_do_not_rise_are_named(
    crimes: list[dict[str, Any]], documents: Mapping[str, object]
) -> None:
    changed, value = _value(documents, TERMS)
    value["crimes"] = crimes

    with pytest.raises(LawFileProblem) as refused:
        law_of(changed)

    assert refused.value.file == TERMS
