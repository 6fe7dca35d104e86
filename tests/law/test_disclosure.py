"""Disclosure: every case of `disclosure/*.yaml`, and what each purpose must do at least."""

import pytest

from jds.errors import NotAllowed
from jds.law.disclosure.predicate import DisclosureRules
from jds.law.disclosure.request import GroundMissing, UnknownPurpose, UnknownRecipient
from jds.law.facts import PersonFacts, read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rules import Law
from tests.law.disclosure_cases import DisclosureCase, disclosure_cases, key
from tests.law.people import person_record

CASES = disclosure_cases()


def _facts(case: DisclosureCase, *, catalogue: OffenceCatalogue) -> PersonFacts:
    return read_facts(person_record(case.given), catalogue=catalogue)


def _answered() -> list[DisclosureCase]:
    return [case for case in CASES if case.refused is None]


@pytest.mark.parametrize("case", _answered(), ids=lambda case: case.name)
def test_what_is_shown(
    case: DisclosureCase, disclosure: DisclosureRules, catalogue: OffenceCatalogue
) -> None:
    facts = _facts(case, catalogue=catalogue)
    answer = disclosure.disclose(facts, case.made(facts), shields=case.made_shields(facts))
    by_place = dict(enumerate(answer.facts, start=1))

    assert tuple(place for place, fact in by_place.items() if fact.shown) == case.shown
    assert (
        tuple(place for place, each in enumerate(answer.foreign, start=1) if each.shown)
        == case.foreign_shown
    )
    assert (
        tuple(place for place, each in enumerate(answer.cases, start=1) if each.shown)
        == case.cases_shown
    )
    for place, rule in case.decided_by.items():
        assert by_place[place].reasons[-1].id == rule
    for place, rule in case.foreign_decided_by.items():
        assert answer.foreign[place - 1].reasons[-1].id == rule
    for place, weighing in case.weighing.items():
        assert by_place[place].weighing == weighing
    for place, marks in case.marks.items():
        assert by_place[place].marks == set(marks)
    if case.person is not None:
        assert answer.person_fields == set(case.person)
    for fact in answer.facts:
        if case.fields is not None and fact.shown:
            assert fact.fields == set(case.fields)
        assert fact.shown or not fact.fields
    said = {f"{each.id}: {each.says}" for fact in answer.facts for each in fact.reasons}
    said |= {f"{each.id}: {each.says}" for each in answer.reasons}
    said |= {f"{each.id}: {each.says}" for one in answer.foreign for each in one.reasons}
    said |= {f"{each.id}: {each.says}" for one in answer.cases for each in one.reasons}
    assert said >= set(case.says)


@pytest.mark.parametrize("case", [case for case in CASES if case.until], ids=lambda case: case.name)
def test_until_when_it_counts(
    case: DisclosureCase, disclosure: DisclosureRules, catalogue: OffenceCatalogue
) -> None:
    facts = _facts(case, catalogue=catalogue)
    counts = disclosure.counts_until(facts)

    for place, until in case.until.items():
        found = counts[key(facts, place)]
        if until == "never":
            assert found.article is None
        else:
            assert found.article is not None
            assert (found.until or "no-end") == until


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.refused is not None], ids=lambda case: case.name
)
def test_what_is_refused(
    case: DisclosureCase, disclosure: DisclosureRules, catalogue: OffenceCatalogue
) -> None:
    facts = _facts(case, catalogue=catalogue)
    request = case.made(facts)

    with pytest.raises(NotAllowed) as refused:
        disclosure.disclose(facts, request)

    problem = refused.value
    if case.refused == "recipient":
        assert isinstance(problem, UnknownRecipient)
        assert problem.code == "unknown-recipient"
        assert "bestuursorgaan" in problem.sentence
    elif case.refused == "purpose":
        assert isinstance(problem, UnknownPurpose)
        assert problem.code == "unknown-purpose"
    else:
        assert isinstance(problem, GroundMissing)
        assert problem.missing == case.refused
        assert problem.code == "ground-missing"
    assert f"[{request.recipient}]" in problem.sentence


@pytest.mark.parametrize("case", _answered(), ids=lambda case: case.name)
def test_every_reason_can_be_read_in_both_languages(
    case: DisclosureCase, disclosure: DisclosureRules, catalogue: OffenceCatalogue
) -> None:
    facts = _facts(case, catalogue=catalogue)
    answer = disclosure.disclose(facts, case.made(facts), shields=case.made_shields(facts))

    for reasons in (
        answer.reasons,
        *(fact.reasons for fact in answer.facts),
        *(each.reasons for each in answer.foreign),
        *(each.reasons for each in answer.cases),
        *(counts.reasons for counts in disclosure.counts_until(facts).values()),
    ):
        assert reasons
        for reason in reasons:
            for language in ("nl", "en"):
                sentence = reason.sentence(language)
                assert sentence
                assert "{" not in sentence
                assert "1234567" not in sentence


def test_case_names_are_unique() -> None:
    names = [case.name for case in CASES]

    assert len(names) == len(set(names)) >= 70


def test_every_rule_on_disclosure_has_a_case() -> None:
    covered = {id_ for case in CASES for id_ in case.covers}
    wanted = {f"DIS-G{n}" for n in (1, 2, 3, 4, 5, 7)} | {f"DIS-A{n}" for n in range(1, 12)}

    assert wanted - covered == set()


def test_every_purpose_has_a_fact_that_is_shown_and_one_that_is_withheld_or_refused(
    law: Law,
) -> None:
    shown = {case.ask for case in CASES if case.shown or case.foreign_shown}
    less = {
        case.ask
        for case in CASES
        if case.refused is not None or len(case.shown) < len(case.given.facts)
    }
    for pair, rule in law.disclosure.purposes.items():
        purpose = rule.newest.value
        assert pair in less, f"[{pair}] is never refused anything"
        if purpose.is_open and purpose.regime != "none":
            assert pair in shown, f"[{pair}] is never shown anything"


def test_every_saying_of_a_rule_is_said_in_some_case(
    law: Law, disclosure: DisclosureRules, catalogue: OffenceCatalogue
) -> None:
    said = set()
    for case in _answered():
        facts = _facts(case, catalogue=catalogue)
        answer = disclosure.disclose(facts, case.made(facts), shields=case.made_shields(facts))
        for reasons in (
            answer.reasons,
            *(fact.reasons for fact in answer.facts),
            *(each.reasons for each in answer.foreign),
            *(each.reasons for each in answer.cases),
        ):
            said |= {(reason.id, reason.says) for reason in reasons}
    sayings = {
        (rule.id, saying)
        for rule in law.rules()
        if rule.file.startswith("disclosure/") and "/purposes/" not in rule.file
        for saying in rule.texts
    }

    # A choice of the file that is not the recorded one; `test_disclosure_choices` says these.
    of_other_choices = {("DIS-A5", "hospital-order"), ("DIS-B", "withheld")}
    assert sayings - said == of_other_choices
