"""What the law desk hears of its rules: everything that is wrong, each with its file."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from jds.domain.time import add_years
from jds.law.check import LawCheck, check_law, check_read
from jds.law.rule_file import LawFileProblem
from jds.law.rules import load_law, read_documents, read_law
from tests.law.cases import as_day
from tests.law.rule_copies import RULE_FILES, copy_of_rules, rewrite

TODAY = as_day(2026, 11, 25)

Documents: TypeAlias = Mapping[str, object]

CRIME = "entry/crime.yaml"
COURT = "entry/minor_offence_court.yaml"
PROSECUTOR = "entry/minor_offence_prosecutor.yaml"
REMOVAL = "entry/removal.yaml"
SEXUAL = "offences/lists/sexual.yaml"
PENAL_CODE = "offences/sr/book_2_title_01.yaml"
WITHOUT_FILE = "without_file.yaml"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """Give a copy of the rules of the package."""
    return copy_of_rules(tmp_path)


@pytest.fixture(scope="module")
def documents() -> Documents:
    """Give what the rule files of the package say, by name."""
    return read_law().documents


def found_in(folder: Path) -> list[tuple[str, str]]:
    return [(each.file, each.problem) for each in check_law(folder, on=TODAY).problems]


def test_the_rules_of_the_package_are_in_order() -> None:
    found = check_law(on=TODAY)

    assert found == LawCheck(load_law().edition, len(RULE_FILES), ())


@pytest.mark.parametrize("file", RULE_FILES)
def test_removing_any_one_rule_is_noticed(file: str, documents: Documents) -> None:
    left = {name: document for name, document in documents.items() if name != file}

    found = check_read(read_documents(left), on=TODAY)

    assert (file, "it is missing") in [(each.file, each.problem) for each in found.problems]
    assert found.edition is None


def test_everything_wrong_is_named_at_once(rules: Path) -> None:
    (rules / CRIME).unlink()
    rewrite(rules, COURT, "unit: eurocent", "unit: ''")
    rewrite(rules, COURT, "cents: 10000", "cents: many")
    rewrite(rules, REMOVAL, "values:", "values: [")
    rewrite(rules, PROSECUTOR, "checked: {on: 2026-11-23", "checked: {on: 2020-01-01")
    (rules / "new.yaml").write_text("id: NEW-1\n", encoding="utf-8")

    found = found_in(rules)

    assert (CRIME, "it is missing") in found
    assert (COURT, "[unit] is empty") in found
    assert any(file == COURT and "cents" in problem for file, problem in found)
    assert any(file == REMOVAL and "not readable" in problem for file, problem in found)
    assert any(file == PROSECUTOR and "more than a year" in problem for file, problem in found)
    assert ("new.yaml", "no part of the register applies it") in found
    assert len(found) == 6


def test_the_register_itself_hears_of_the_first_problem_and_how_many_there_are(
    rules: Path,
) -> None:
    rewrite(rules, COURT, "unit: eurocent", "unit: ''")
    (rules / CRIME).unlink()

    with pytest.raises(LawFileProblem, match=r"There are \[1\] more problems"):
        load_law(rules)


def test_two_rules_of_one_id_are_both_looked_at(rules: Path) -> None:
    rewrite(rules, COURT, "id: ENT-3", "id: ENT-2")
    rewrite(rules, CRIME, "id: ENT-1", "id: ENT-2")

    assert sorted(file for file, problem in found_in(rules) if "its id" in problem) == [
        COURT,
        PROSECUTOR,
    ]


def test_a_check_counts_for_a_year_to_the_day(rules: Path) -> None:
    checked = as_day(2025, 2, 28)
    rewrite(rules, CRIME, "checked: {on: 2026-11-23", "checked: {on: 2025-02-28")

    def old(on: str) -> bool:
        day = as_day(*map(int, on.split("-")))
        found = check_law(rules, on=day).problems
        return any(each.file == CRIME and "more than a year" in each.problem for each in found)

    assert add_years(checked, 1) == as_day(2026, 2, 28)
    assert not old("2026-02-28")
    assert old("2026-03-01")


def test_a_check_on_a_day_to_come_is_no_check(rules: Path) -> None:
    rewrite(rules, CRIME, "checked: {on: 2026-11-23", "checked: {on: 2026-11-26")

    assert found_in(rules) == [(CRIME, "its check of [2026-11-26] lies after [2026-11-25]")]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (CRIME, "published: consolidated text of 2 April 2015", "published: ' '", "published] is"),
        (CRIME, "by: law-desk", "by: ''", "[checked.by] is empty"),
        (CRIME, "    choice: The source. It is", "    choice: '' #", "[question 2, choice] is"),
        (CRIME, "handling, so with the case", "handling (ENT-99)", "names [ENT-99]"),
        (CRIME, "handling, so with the case", "handling (ENT-4/no-such)", "[ENT-4/no-such]"),
        (CRIME, "handling, so with the case", "handling (Q9)", "names [Q9]"),
        (SEXUAL, "act: Sr, articles: [240b-", "act: Wetboek, articles: [240b-", "act [Wetboek]"),
        (SEXUAL, "articles: [240b-250]", "articles: [250-240b]", "no range of articles"),
        (PENAL_CODE, 'article: "93"', 'article: "92"', "two rows of [92] hold on one day"),
        (PENAL_CODE, 'article: "93"', 'article: "everything"', "no article"),
        (WITHOUT_FILE, "{id: ENT-6,", "{id: ENT-2,", "[ENT-2] has a file after all"),
    ],
)  # fmt: skip
def test_a_slip_is_named(file: str, old: str, new: str, problem: str, rules: Path) -> None:
    rewrite(rules, file, old, new)

    found = found_in(rules)

    assert [each for each in found if each[0] == file and problem in each[1]], found


def test_what_nobody_read_asks_an_open_question(rules: Path) -> None:
    text = (rules / COURT).read_text(encoding="utf-8").replace("T26/07", "M")
    before, _, after = text.partition("open_questions:")
    (rules / COURT).write_text(f"{before}{after[after.index('checked:') :]}", encoding="utf-8")

    assert found_in(rules) == [(COURT, "it rests on ['M'] and asks no open question")]


def test_days_stand_in_the_order_in_which_they_take_effect(rules: Path) -> None:
    text = (rules / REMOVAL).read_text(encoding="utf-8")
    first = text.index("  2004-04-01:\n    decisions")
    second = text.index("  2010-05-01:\n    decisions")
    end = text.index("sources:")
    swapped = text[:first] + text[second:end] + text[first:second] + text[end:]
    (rules / REMOVAL).write_text(swapped, encoding="utf-8")

    assert found_in(rules) == [
        (REMOVAL, "under `values` the day [2004-04-01] stands after [2010-05-01]")
    ]


def test_a_whole_rule_may_be_named_when_only_its_parts_have_files(rules: Path) -> None:
    rewrite(
        rules, CRIME, "handling, so with the case", "handling (see ENT-4, ENT-4/traffic, ENT-6)"
    )

    assert found_in(rules) == []


def test_an_empty_folder_lacks_every_rule(tmp_path: Path) -> None:
    found = check_law(tmp_path, on=TODAY)

    # Which purposes there are is a rule itself, so without it none of them is missed.
    named = {file for file in RULE_FILES if not file.startswith("disclosure/purposes/")}
    assert {each.file for each in found.problems} == named
    assert found.rules == 0


def test_a_file_that_is_not_in_utf8_is_named(rules: Path) -> None:
    (rules / CRIME).write_bytes(b"id: \xff\n")

    assert found_in(rules) == [(CRIME, "it is not in UTF-8")]
