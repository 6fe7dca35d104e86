"""Retention: every case of `retention/*.yaml`, and what a reader of the result may rely on."""

import pytest

from tests.law.retention_cases import RetentionCase, desk, retention_cases

CASES = retention_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_retention(case: RetentionCase) -> None:
    desk_of_case = desk(case.choices)
    facts = desk_of_case.facts(case.given, maxima=case.maxima)

    plan = desk_of_case.rules.plan(facts, on=case.on)

    assert len(plan) == len(case.expect), case.because
    for retained, expected in zip(plan, case.expect, strict=True):
        ids = [reason.id for reason in retained.reasons]
        story = f"{case.because}; {ids}"
        assert retained.gone_on == expected.gone_on, story
        assert retained.due_now is expected.due, story
        if expected.review_on is not None:
            asked = None if expected.review_on == "none" else expected.review_on
            assert retained.review_on == asked, story
        if expected.category is not None:
            assert retained.category == expected.category, story
        left = iter(ids)
        assert all(rule in left for rule in expected.by), story
        assert not set(ids) & set(expected.not_by), story
        assert set(expected.questions) <= set(retained.open_questions), retained.open_questions


def test_each_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in CASES]

    assert len(names) == len(set(names))
    assert len(names) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_reason_of_a_case_is_a_sentence_in_both_languages(case: RetentionCase) -> None:
    desk_of_case = desk(case.choices)
    facts = desk_of_case.facts(case.given, maxima=case.maxima)

    for retained in desk_of_case.rules.plan(facts, on=case.on):
        assert retained.reasons
        for reason in retained.reasons:
            for language in ("nl", "en"):
                sentence = reason.sentence(language)
                assert sentence
                assert "{" not in sentence
