"""Repeated offences: every case of `repeat/*.yaml`, settings, and what holds for all records."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from jds.domain.events import CustodyReported
from jds.domain.time import LegalDay, add_days, add_years, as_instant
from jds.law.facts import PersonFacts, read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.repeat.custody_time import days_in_custody
from jds.law.repeat.earlier import RepeatQuestion, RepeatRules
from jds.law.rules import Law
from tests.law.assess_cases import (
    AssessCase,
    assess_cases,
    law_with,
    require_as_told,
    require_names_of_their_own,
)
from tests.law.cases import article, as_day
from tests.law.people import GivenFact, GivenPerson, day_or_part, person_record

CASES = assess_cases("repeat")

WITHIN = "eerdere-afdoening-binnen-termijn"

days = st.dates(as_day(2010, 1, 1), as_day(2030, 1, 1)).map(LegalDay)


@pytest.fixture(scope="session")
def repeat(law: Law) -> RepeatRules:
    """The rules of the package."""
    return RepeatRules(law)


def _question(asked: dict[str, Any]) -> RepeatQuestion:
    return RepeatQuestion(
        articles=tuple(map(article, asked["articles"])),
        offence_on=day_or_part(asked["offence_on"]),
        years=asked.get("years"),
        basis=asked.get("basis", "artikelen"),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_repeat(case: AssessCase, repeat: RepeatRules, catalogue: OffenceCatalogue) -> None:
    facts = read_facts(person_record(case.given), catalogue=catalogue)

    require_as_told(case, repeat.earlier(facts, _question(case.asked)))


def test_each_case_has_a_name_of_its_own() -> None:
    require_names_of_their_own(CASES)


# Settings where the law is silent: each alternative is obeyed


def _convicted(**outcome: object) -> GivenFact:
    return GivenFact(articles=("Sr art. 310",), outcomes=(outcome,))


def _group(
    fact: GivenFact,
    *,
    law: Law,
    catalogue: OffenceCatalogue,
    offence_on: LegalDay,
    years: int = 2,
) -> str:
    facts = read_facts(person_record(GivenPerson(facts=(fact,))), catalogue=catalogue)
    question = RepeatQuestion(
        articles=(article("Sr art. 310"),), offence_on=offence_on, years=years
    )
    (found,) = RepeatRules(law).earlier(facts, question).facts
    return found.group


def test_a_disposal_on_the_day_of_the_offence_is_earlier_where_the_file_says_so(
    catalogue: OffenceCatalogue,
) -> None:
    final = as_day(2024, 1, 25)
    fact = _convicted(
        veroordeling=as_day(2024, 1, 10), irrevocable_on=final, sanctions=["taakstraf 40 uur"]
    )
    law = law_with("repeat/disposals.yaml", on_the_day_itself="earlier")

    assert _group(fact, law=law, catalogue=catalogue, offence_on=final) == WITHIN
    assert (
        _group(fact, law=law, catalogue=catalogue, offence_on=add_days(final, -1))
        == "telt-niet-mee"
    )


def test_a_paid_penal_order_is_not_final_where_the_file_says_so(
    catalogue: OffenceCatalogue,
) -> None:
    fact = GivenFact(
        articles=("Sr art. 310",),
        outcomes=(
            {"strafbeschikking": as_day(2024, 1, 10), "sanctions": ["geldboete EUR 200.00"]},
        ),
        executed=({"geeindigd": as_day(2024, 2, 1), "sanction": "geldboete"},),
    )
    law = law_with("repeat/disposals.yaml", paid_penal_order="open")

    assert (
        _group(fact, law=law, catalogue=catalogue, offence_on=as_day(2025, 1, 1)) == "telt-niet-mee"
    )


def test_custody_lengthens_nothing_where_the_file_says_so(catalogue: OffenceCatalogue) -> None:
    fact = GivenFact(
        articles=("Sr art. 310",),
        outcomes=(
            {
                "veroordeling": as_day(2019, 1, 10),
                "irrevocable_on": as_day(2019, 1, 25),
                "sanctions": ["gevangenisstraf P6M"],
            },
        ),
        executed=(
            {"aangevangen": as_day(2019, 2, 1), "sanction": "gevangenisstraf"},
            {"geeindigd": as_day(2019, 8, 1), "sanction": "gevangenisstraf"},
        ),
    )
    facts = read_facts(person_record(GivenPerson(facts=(fact,))), catalogue=catalogue)
    question = RepeatQuestion(
        articles=(article("Sr art. 310"),),
        offence_on=as_day(2024, 2, 1),
        basis="soortgelijk",
    )
    plain = RepeatRules(law_with("repeat/similar_crimes.yaml", custody_extends=False))

    (shorter,) = plain.earlier(facts, question).facts

    assert shorter.group == "buiten-termijn"


# Time in custody (Sr 43a)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([("aangevangen", 2, 1), ("geeindigd", 3, 1)], 28),
        ([("aangevangen", 2, 1), ("geeindigd", 3, 1), ("aangevangen", 5, 1)], None),
        ([("geeindigd", 3, 1)], None),
        ([("aangevangen", 1, 1), ("geeindigd", 2, 1)], 22),
        ([("aangevangen", 5, 20), ("geeindigd", 8, 1)], 12),
        ([("aangevangen", 7, 1), ("geeindigd", 8, 1)], 0),
        ([], 0),
    ],
    ids=["within", "not-ended", "not-begun", "begun-before", "ended-after", "after", "none"],
)
def test_days_in_custody_are_counted_between_the_disposal_and_the_offence(
    reports: list[tuple[str, int, int]], expected: int | None, catalogue: OffenceCatalogue
) -> None:
    fact = GivenFact(
        articles=("Sr art. 310",),
        executed=tuple(
            {kind: as_day(2023, month, day), "sanction": "gevangenisstraf"}
            for kind, month, day in reports
        ),
    )
    facts = _facts([fact], catalogue=catalogue)

    found = days_in_custody(facts, after=as_day(2023, 1, 10), before=as_day(2023, 6, 1))

    assert found == expected


def test_a_day_in_custody_for_two_cases_counts_once(catalogue: OffenceCatalogue) -> None:
    one, other = (
        GivenFact(
            articles=("Sr art. 310",),
            executed=(
                {"aangevangen": as_day(2023, 2, begun), "sanction": "gevangenisstraf"},
                {"geeindigd": as_day(2023, 3, 1), "sanction": "gevangenisstraf"},
            ),
        )
        for begun in (1, 15)
    )
    facts = _facts([one, other], catalogue=catalogue)

    assert days_in_custody(facts, after=as_day(2023, 1, 10), before=as_day(2023, 6, 1)) == 28


def test_custody_before_trial_cannot_be_counted(catalogue: OffenceCatalogue) -> None:
    person = person_record(GivenPerson(facts=(GivenFact(articles=("Sr art. 310",)),)))
    (case,) = person.cases
    held = CustodyReported(
        person=person.current,
        case=case.delivered,
        custody="bewaring",
        from_at=as_instant(datetime(2023, 2, 1, 12, tzinfo=UTC)),
    )
    facts = read_facts(
        structs.replace(person, cases=(structs.replace(case, custody=(held,)),)),
        catalogue=catalogue,
    )

    assert days_in_custody(facts, after=as_day(2023, 1, 10), before=as_day(2023, 6, 1)) is None
    assert days_in_custody(facts, after=as_day(2023, 2, 10), before=as_day(2023, 6, 1)) == 0


# What holds for all records


@st.composite
def disposals(draw: st.DrawFn) -> GivenFact:
    """Draw a theft that was disposed of in some way."""
    decided_on = draw(days)
    kind = draw(st.sampled_from(["veroordeling", "strafbeschikking", "sepot", "vrijspraak"]))
    final = draw(st.none() | st.integers(0, 300))
    outcome: dict[str, Any] = {kind: decided_on, "sanctions": ["geldboete EUR 200.00"]}
    if final is not None:
        outcome["irrevocable_on"] = add_days(decided_on, final)
    return GivenFact(articles=("Sr art. 310",), outcomes=(outcome,))


def _facts(given_facts: list[GivenFact], *, catalogue: OffenceCatalogue) -> PersonFacts:
    return read_facts(person_record(GivenPerson(facts=tuple(given_facts))), catalogue=catalogue)


def _within(
    facts: PersonFacts, *, rules: RepeatRules, offence_on: LegalDay, years: int
) -> set[str]:
    question = RepeatQuestion(
        articles=(article("Sr art. 310"),), offence_on=offence_on, years=years
    )
    return {each.key.case for each in rules.earlier(facts, question).facts if each.group == WITHIN}


@given(
    given_facts=st.lists(disposals(), max_size=4),
    offence_on=days,
    years=st.integers(1, 10),
    more=st.integers(0, 10),
)
def test_looking_further_back_never_loses_a_disposal(
    given_facts: list[GivenFact],
    offence_on: LegalDay,
    years: int,
    more: int,
    repeat: RepeatRules,
    catalogue: OffenceCatalogue,
) -> None:
    facts = _facts(given_facts, catalogue=catalogue)

    near = _within(facts, rules=repeat, offence_on=offence_on, years=years)
    far = _within(facts, rules=repeat, offence_on=offence_on, years=years + more)

    assert near <= far


@given(given_facts=st.lists(disposals(), max_size=4), offence_on=days, years=st.integers(1, 10))
def test_only_what_was_final_before_the_offence_and_within_the_years_counts(
    given_facts: list[GivenFact],
    offence_on: LegalDay,
    years: int,
    repeat: RepeatRules,
    catalogue: OffenceCatalogue,
) -> None:
    facts = _facts(given_facts, catalogue=catalogue)
    expected = {
        fact.key.case
        for fact in facts.facts
        if fact.outcome.kind in ("veroordeling", "strafbeschikking")
        and fact.irrevocable_on is not None
        and fact.irrevocable_on < offence_on < add_years(fact.irrevocable_on, years)
    }

    assert _within(facts, rules=repeat, offence_on=offence_on, years=years) == expected


@given(given_facts=st.lists(disposals(), max_size=4), offence_on=days)
def test_one_more_disposal_changes_no_other(
    given_facts: list[GivenFact],
    offence_on: LegalDay,
    repeat: RepeatRules,
    catalogue: OffenceCatalogue,
) -> None:
    whole = _within(
        _facts(given_facts, catalogue=catalogue), rules=repeat, offence_on=offence_on, years=4
    )
    first = _within(
        _facts(given_facts[:1], catalogue=catalogue), rules=repeat, offence_on=offence_on, years=4
    )

    assert first <= whole
