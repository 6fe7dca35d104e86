"""The log of disclosures, what migrated data were held to before 2012, and the rule files."""

from pathlib import Path
from shutil import copytree

import pytest
from msgspec import structs

from jds.domain.partial_date import UNKNOWN_DATE
from jds.domain.time import LegalDay
from jds.law.retention.earlier import EarlierRules
from jds.law.retention.of_record import RecordRetention, retention_rules
from jds.law.rule_file import LawFileProblem
from jds.law.rules import Law, load_law
from tests.law.cases import as_day
from tests.law.people import GivenFact, GivenPerson, person_record
from tests.law.retention_cases import desk
from tests.law.test_rule_files import DATA


def test_the_log_of_a_disclosure_lives_as_long_as_the_record(law: Law) -> None:
    rules = retention_rules(law)
    disclosed = as_day(2025, 5, 1)

    def gone_on(record_gone_on: LegalDay | None) -> LegalDay | None:
        return rules.log_gone_on(disclosed_on=disclosed, record_gone_on=record_gone_on)

    assert gone_on(None) is None
    assert gone_on(as_day(2045, 5, 1)) == as_day(2045, 5, 1)


def test_the_log_of_a_disclosure_is_kept_for_four_years_at_least(law: Law) -> None:
    gone_on = retention_rules(law).log_gone_on(
        disclosed_on=as_day(2024, 2, 29), record_gone_on=as_day(2024, 3, 1)
    )

    assert gone_on == as_day(2028, 2, 29)


def _ended(fact: GivenFact, **person: object) -> LegalDay | None:
    asked = desk()
    read = asked.facts(GivenPerson(facts=(fact,), **person))  # type: ignore[arg-type]
    law = load_law()
    rules = EarlierRules(law.retention.earlier, sexual=law.offences.lists.sexual)
    ended = rules.ended(read.facts[0], person=read)
    if ended is None:
        return None
    for reason in ended.reasons:
        assert "{" not in reason.sentence()
    return ended.gone_on


def _convicted(article: str, *, irrevocable_on: LegalDay, sanctions: list[str]) -> GivenFact:
    return GivenFact(
        articles=(article,),
        committed=as_day(1970, 1, 1),
        outcomes=(
            {
                "veroordeling": as_day(1971, 1, 1),
                "irrevocable_on": irrevocable_on,
                "sanctions": sanctions,
            },
        ),
    )


def test_before_2012_a_crime_was_kept_for_twenty_years_after_it_became_irrevocable() -> None:
    last_day_too_late = _convicted("Sr art. 310", irrevocable_on=as_day(1992, 3, 31), sanctions=[])
    first_day_in_time = _convicted("Sr art. 310", irrevocable_on=as_day(1992, 4, 1), sanctions=[])

    assert _ended(last_day_too_late) == as_day(2012, 3, 31)
    assert _ended(first_day_in_time) is None


def test_before_2012_death_ended_it_at_once() -> None:
    fact = _convicted("Sr art. 310", irrevocable_on=as_day(2000, 1, 1), sanctions=[])

    assert _ended(fact, died_on=as_day(2005, 6, 1)) == as_day(2005, 6, 1)
    assert _ended(fact, died_on=as_day(2012, 4, 1)) is None


def test_before_2012_a_sexual_offence_was_kept_until_death() -> None:
    fact = _convicted("Sr art. 242", irrevocable_on=as_day(1972, 1, 1), sanctions=[])

    assert _ended(fact) is None
    assert _ended(fact, died_on=as_day(2005, 6, 1)) == as_day(2005, 6, 1)


@pytest.mark.parametrize(
    ("article", "prison", "gone_on"),
    [
        ("Sr art. 310", "P3Y", as_day(1995, 1, 1)),
        ("Sr art. 310", "P3Y1D", as_day(1998, 1, 2)),
        ("Sr art. 302 lid 1", "P3Y", as_day(1995, 1, 1)),
        ("Sr art. 302 lid 1", "P3Y1D", as_day(2008, 1, 2)),
    ],
)
def test_before_2012_long_custody_was_added(article: str, prison: str, gone_on: LegalDay) -> None:
    fact = _convicted(
        article, irrevocable_on=as_day(1975, 1, 1), sanctions=[f"gevangenisstraf {prison}"]
    )

    assert _ended(fact) == gone_on


def test_before_2012_everything_went_on_the_eightieth_birthday() -> None:
    fact = _convicted("Sr art. 242", irrevocable_on=as_day(2000, 1, 1), sanctions=[])

    assert _ended(fact, born=as_day(1932, 3, 31)) == as_day(2012, 3, 31)
    assert _ended(fact, born=as_day(1932, 4, 1)) is None


def test_before_2012_a_minor_offence_was_kept_for_five_or_ten_years() -> None:
    def minor(sanction: str) -> GivenFact:
        return GivenFact(
            articles=("WVW 1994 art. 107 lid 1",),
            kind="overtreding",
            committed=as_day(1999, 1, 1),
            outcomes=(
                {
                    "veroordeling": as_day(2000, 1, 1),
                    "irrevocable_on": as_day(2000, 2, 1),
                    "sanctions": [sanction],
                },
            ),
        )

    assert _ended(minor("geldboete EUR 500.00")) == as_day(2005, 2, 1)
    assert _ended(minor("hechtenis P5D")) == as_day(2010, 2, 1)


def test_what_was_never_decided_is_not_checked() -> None:
    assert _ended(GivenFact(articles=("Sr art. 310",), committed=as_day(1970, 1, 1))) is None


def test_death_on_an_unknown_day_shortens_nothing_and_says_so(law: Law) -> None:

    person = person_record(
        GivenPerson(
            facts=(
                GivenFact(
                    articles=("Sr art. 310",),
                    committed=as_day(2019, 1, 1),
                    outcomes=({"veroordeling": as_day(2020, 5, 1)},),
                ),
            )
        )
    )
    dead = structs.replace(person, died_on=UNKNOWN_DATE)

    [retained] = RecordRetention(law).plan(dead, on=as_day(2026, 11, 25))

    assert retained.gone_on == as_day(2040, 5, 1)
    assert retained.decided_by == "RET-2"
    assert [reason.says for reason in retained.reasons][-1] == "day_unknown"
    assert "dag-onbekend" in retained.open_questions


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "starting_events.yaml",
            "decision: [sepot, ",
            "decision: [",
            r"the outcome \[sepot\] stands in \[0\]",
        ),
        (
            "starting_events.yaml",
            "undecided: [open, ",
            "undecided: [open, sepot, ",
            r"the outcome \[sepot\] stands in \[2\]",
        ),
        (
            "minor_offence_heavier_penalty.yaml",
            "fine_category_from: 3",
            "fine_category_from: 1",
            r"fine category \[1\]",
        ),
        (
            "minor_offence_heavier_penalty.yaml",
            "fine_category_from: 3",
            "fine_category_from: 7",
            r"fine category \[7\]",
        ),
        (
            "fine_categories.yaml",
            "[37000, 370000,",
            "[370000, 37000,",
            r"amounts of \[2008-01-01\] do not rise",
        ),
    ],
)
def test_a_mistake_in_a_file_on_retention_is_named(
    file: str, old: str, new: str, problem: str, tmp_path: Path
) -> None:

    folder = tmp_path / "data"
    copytree(DATA, folder)
    path = folder / "retention" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(LawFileProblem, match=problem):
        load_law(folder)
