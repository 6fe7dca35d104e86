"""Adoption, foster care, guardianship: every case of `family/*.yaml`, the terms, and properties."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert, structs

from jds.domain.time import LegalDay, add_days
from jds.law.facts import read_facts
from jds.law.family.assess import FamilyQuestion, FamilyRules
from jds.law.family.terms import (
    FosterCare,
    certificate_needed,
    conditions_met_by,
    consent_term,
)
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rules import Law
from tests.law.assess_cases import (
    AssessCase,
    assess_cases,
    law_with,
    name_of,
    require_as_told,
    require_names_of_their_own,
    term_cases,
)
from tests.law.cases import as_day
from tests.law.people import GivenFact, GivenPerson, day_or_part, person_record

CASES = assess_cases("family")
FOSTER_CARE = term_cases("foster_care")

days = st.dates(as_day(2015, 1, 1), as_day(2035, 1, 1)).map(LegalDay)


@pytest.fixture(scope="session")
def family(law: Law) -> FamilyRules:
    """The rules of the package."""
    return FamilyRules(law)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_family(case: AssessCase, family: FamilyRules, catalogue: OffenceCatalogue) -> None:
    facts = read_facts(person_record(case.given), catalogue=catalogue)
    question = msgspec.convert(case.asked, type=FamilyQuestion)

    require_as_told(case, family.assess(facts, question))


def test_each_case_has_a_name_of_its_own() -> None:
    require_names_of_their_own(CASES)


def test_a_case_whose_charges_are_not_known_is_weighed(
    family: FamilyRules, catalogue: OffenceCatalogue
) -> None:
    person = person_record(GivenPerson(facts=(GivenFact(articles=("Sr art. 310",)),)))
    without = structs.replace(person, cases=(structs.replace(person.cases[0], offences=()),))

    found = family.assess(
        read_facts(without, catalogue=catalogue),
        FamilyQuestion(asked_on=as_day(2025, 6, 1), purpose="pleegzorg"),
    )

    assert [(fact.key.offence, fact.group) for fact in found.facts] == [("", "te-wegen")]
    assert "nothing_known_reach_unknown" not in {reason.says for reason in found.reasons}


# Nothing known (FAM-4)


@pytest.mark.parametrize(
    ("complete_through", "is_enough"),
    [
        (as_day(2025, 6, 1), True),
        (as_day(2025, 5, 31), True),
        (as_day(2025, 5, 30), False),
        (as_day(2025, 4, 1), False),
        (None, False),
    ],
)
def test_nothing_known_is_enough_only_when_the_sources_are_complete_through_yesterday(
    complete_through: LegalDay | None, is_enough: bool, family: FamilyRules
) -> None:
    known = family.nothing_known(on=as_day(2025, 6, 1), complete_through=complete_through)

    assert known.is_enough is is_enough
    assert known.reason.sentence("nl") != known.reason.sentence("en")


@given(on=days, behind=st.integers(2, 5000))
def test_nothing_known_is_never_enough_when_a_source_is_behind(
    on: LegalDay, behind: int, family: FamilyRules
) -> None:
    assert not family.nothing_known(on=on, complete_through=add_days(on, -behind)).is_enough


def test_nothing_known_without_a_reach_is_enough_where_the_file_says_so() -> None:
    rules = FamilyRules(law_with("family/what_is_weighed.yaml", completeness_unknown="enough"))

    assert rules.nothing_known(on=as_day(2025, 6, 1), complete_through=None).is_enough


# When a certificate of no objection is needed (FAM-2)


@pytest.mark.parametrize("case", [case for case in FOSTER_CARE if "needed" in case], ids=name_of)
def test_when_a_certificate_is_needed(case: dict[str, Any], law: Law) -> None:
    stated = dict(case["given"])
    on = stated.pop("on")

    found = certificate_needed(law.family, convert(stated, type=FosterCare), on=on)

    assert found.needed is case["needed"]
    assert [reason.says for reason in found.reasons] == case["says"]
    assert all(reason.sentence("nl") for reason in found.reasons)


@given(ended=days, waited=st.integers(0, 2000), longer=st.integers(0, 2000))
def test_waiting_never_makes_a_certificate_unneeded(
    ended: LegalDay, waited: int, longer: int, law: Law
) -> None:
    care = FosterCare(was_before=True, ended_before=ended)
    early, late = add_days(ended, waited), add_days(ended, waited + longer)

    assert certificate_needed(law.family, care, on=late).needed or not (
        certificate_needed(law.family, care, on=early).needed
    )


# A child who already lives in the family (FAM-3)


@pytest.mark.parametrize("case", [case for case in FOSTER_CARE if "last_day" in case], ids=name_of)
def test_until_when_the_conditions_are_met(case: dict[str, Any], law: Law) -> None:
    found, reason = conditions_met_by(law.family, contract_on=case["given"]["contract_on"])

    assert found == case["last_day"]
    assert found.isoformat() in reason.sentence("nl")


# Consent to adopt (FAM-6)


@pytest.mark.parametrize("case", term_cases("adoption_consent"), ids=name_of)
def test_how_long_a_consent_holds(case: dict[str, Any], law: Law) -> None:
    stated = case["given"]
    births = tuple(
        None if born == "unknown" else day_or_part(born) for born in stated.get("births", ())
    )

    term = consent_term(law.family, granted_on=stated["granted_on"], births=births)

    says = case.get("says", [])
    assert (term.ends_before, term.renew_by) == (case["ends_before"], case["renew_by"])
    assert [reason.says for reason in term.reasons] == ["holds_until", *says, "renew_by"]
    assert term.is_shortened is ("ends_at_age" in says)
    assert all(reason.sentence("en") for reason in term.reasons)


@given(first=days, second=days)
def test_a_later_consent_never_ends_earlier(first: LegalDay, second: LegalDay, law: Law) -> None:
    early, late = sorted((first, second))

    assert (
        consent_term(law.family, granted_on=early).ends_before
        <= consent_term(law.family, granted_on=late).ends_before
    )


# What holds for all records


@given(
    kinds=st.lists(st.sampled_from(["misdrijf", "overtreding"]), max_size=5),
    purpose=st.sampled_from(["adoptie", "pleegzorg", "voogdij", "kinderbescherming"]),
    asked_on=days,
)
def test_no_fact_of_an_applicant_is_ever_left_out(
    kinds: list[str],
    purpose: str,
    asked_on: LegalDay,
    family: FamilyRules,
    catalogue: OffenceCatalogue,
) -> None:
    given_facts = tuple(
        msgspec.convert({"articles": ["Sr art. 310"], "kind": kind}, type=GivenFact)
        for kind in kinds
    )
    facts = read_facts(person_record(GivenPerson(facts=given_facts)), catalogue=catalogue)

    found = family.assess(
        facts, msgspec.convert({"asked_on": asked_on, "purpose": purpose}, type=FamilyQuestion)
    )

    assert [fact.key for fact in found.facts] == [fact.key for fact in facts.facts]
    assert {fact.group for fact in found.facts} <= {"te-wegen"}
