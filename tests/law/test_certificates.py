"""Look-back for certificates: every case of `certificates/*.yaml`, and choices set otherwise."""

from typing import get_args

import pytest

from jds.law.certificates.classify import SUBJECT, CertificateRules, Group
from jds.law.certificates.decision_terms import decision_due
from jds.law.certificates.question import (
    AssessedBeforeApplication,
    CertificateQuestion,
    UnknownFunction,
)
from jds.law.facts import read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rules import Law
from tests.law.cases import as_day
from tests.law.certificate_cases import CertificateCase, certificate_cases
from tests.law.people import GivenFact, GivenPerson, person_record

CASES = certificate_cases()


@pytest.fixture(scope="session")
def certificates(law: Law) -> CertificateRules:
    """The rules on certificates of the package."""
    return CertificateRules(law)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_certificate(
    case: CertificateCase, certificates: CertificateRules, catalogue: OffenceCatalogue
) -> None:
    person = read_facts(person_record(case.given), catalogue=catalogue)

    found = certificates.classify(person, case.question.question())

    assert tuple(fact.group for fact in found.facts) == case.groups
    if case.decided_by is not None:
        assert tuple(fact.reasons[-1].id for fact in found.facts) == case.decided_by
    if case.term_from is not None:
        starts = {r.facts["vanaf"] for r in found.reasons if "vanaf" in r.facts}
        assert case.term_from in starts
    every = [*found.reasons, *(reason for fact in found.facts for reason in fact.reasons)]
    assert set(case.says) <= {f"{reason.id}: {reason.says}" for reason in every}
    for reason in every:
        for language in ("nl", "en"):
            sentence = reason.sentence(language)
            assert sentence.endswith(".")
            assert "{" not in sentence


def test_each_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES]

    assert len(names) == len(set(names))
    assert len(names) >= 60


def test_every_rule_and_every_group_has_a_case(law: Law) -> None:
    files = {rule.id for rule in law.rules() if rule.file.startswith("certificates/")}
    covered = {id_ for case in CASES for id_ in case.covers}

    # Terms for deciding sort no fact; they have tests of their own below.
    assert files - covered == {"VGL-TERMIJNEN"}
    assert covered <= files | {"VGL-1"}
    assert {group for case in CASES for group in case.groups} == set(get_args(Group))


def test_every_saying_is_said_in_some_case(law: Law) -> None:
    sayings = {
        f"{rule.id}: {says}"
        for rule in law.rules()
        if rule.file.startswith("certificates/") and rule.id != "VGL-TERMIJNEN"
        for says in rule.texts
    }

    assert sayings - {saying for case in CASES for saying in case.says} == set()


def question(**changes: object) -> CertificateQuestion:
    """Make a question of 1 May 2024."""
    day = as_day(2024, 5, 1)
    return CertificateQuestion(**{"applied_on": day, "assessed_on": day, **changes})  # type: ignore[arg-type]


def test_the_result_is_a_list_and_no_decision(
    certificates: CertificateRules, catalogue: OffenceCatalogue
) -> None:
    nobody = read_facts(person_record(GivenPerson(born=as_day(1980, 1, 1))), catalogue=catalogue)

    found = certificates.classify(nobody, question())

    assert (found.subject, found.facts) == (SUBJECT, ())
    assert [reason.id for reason in found.reasons] == ["VOG-1", "VGL-6"]


def test_what_rests_on_the_policy_rules_never_reads_as_current_law(
    certificates: CertificateRules, catalogue: OffenceCatalogue
) -> None:
    given = GivenPerson(
        born=as_day(1980, 1, 1),
        facts=(GivenFact(articles=("Sr art. 310",), committed=as_day(2022, 1, 1)),),
    )

    (fact,) = certificates.classify(
        read_facts(person_record(given), catalogue=catalogue), question()
    ).facts

    assert {reason.is_read_in_current_text for reason in fact.reasons} == {False}
    assert "T" in fact.reasons[-1].confidence


def test_a_function_that_is_not_listed_is_refused_with_those_that_are(
    certificates: CertificateRules, catalogue: OffenceCatalogue
) -> None:
    nobody = read_facts(person_record(GivenPerson()), catalogue=catalogue)

    with pytest.raises(UnknownFunction, match=r"\[astronaut\].*taxi"):
        certificates.classify(nobody, question(function="astronaut"))


def test_an_assessment_before_the_application_is_refused(
    certificates: CertificateRules, catalogue: OffenceCatalogue
) -> None:
    nobody = read_facts(person_record(GivenPerson()), catalogue=catalogue)

    with pytest.raises(AssessedBeforeApplication, match="2024-04-30"):
        certificates.classify(nobody, question(assessed_on=as_day(2024, 4, 30)))


@pytest.mark.parametrize(
    ("legal_person", "refusal", "suspended", "weeks", "last_day"),
    [
        (False, False, 0, 4, as_day(2024, 5, 29)),
        (False, True, 0, 8, as_day(2024, 6, 26)),
        (True, False, 0, 8, as_day(2024, 6, 26)),
        (True, True, 0, 12, as_day(2024, 7, 24)),
        (True, True, 14, 12, as_day(2024, 8, 7)),
        (False, True, 14, 8, as_day(2024, 6, 26)),
    ],
)
def test_a_decision_is_due_within_the_weeks_of_the_act(
    legal_person: bool, refusal: bool, suspended: int, weeks: int, last_day: object, law: Law
) -> None:
    due = decision_due(
        law,
        received_on=as_day(2024, 5, 1),
        is_legal_person=legal_person,
        refusal_intended=refusal,
        suspended_days=suspended,
    )

    assert due.last_day == last_day
    assert (due.reason.id, due.reason.facts["weken"]) == ("VGL-TERMIJNEN", weeks)
    assert f" {weeks} weken " in due.reason.sentence()
    assert due.reason.is_read_in_current_text
