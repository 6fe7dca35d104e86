"""Entry and removal: every case of `entry/*.yaml`, and what holds for all offences."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.blocks import Article, OffenceKind
from jds.domain.record import EntryRule, Outcome
from jds.domain.time import LegalDay
from jds.law.entry import EntryRules
from tests.law.cases import (
    EntryCase,
    RemovalCase,
    as_day,
    entry_cases,
    offence,
    outcome,
    removal_cases,
)

days = st.dates(min_value=as_day(1990, 1, 1), max_value=as_day(2040, 1, 1)).map(LegalDay)
outcomes = st.lists(
    st.builds(
        lambda kind, on, sanctions: outcome({kind: on, "sanctions": sanctions}),
        st.sampled_from(
            ["open", "sepot", "transactie", "strafbeschikking", "veroordeling", "vrijspraak"]
        ),
        days,
        st.lists(
            st.sampled_from(["taakstraf", "geldboete EUR 99.99", "geldboete EUR 100.00", "tbs"]),
            max_size=2,
        ),
    ),
    max_size=4,
)
articles = st.sampled_from(["WVW 1994 art. 5", "WVW 1994 art. 110 lid 1", "Sr art. 431"])


@pytest.mark.parametrize("case", entry_cases(), ids=lambda case: case.name)
def test_entry(case: EntryCase, rules: EntryRules) -> None:
    stated = case.given
    decision = rules.decide_entry(
        offence(stated.articles, kind=stated.kind),
        registered_on=stated.registered_on,
        outcomes=[outcome(written) for written in stated.outcomes],
    )

    assert (decision.admitted, decision.rule) == (case.enters, case.rule)
    assert decision.why.endswith(".")
    if case.cite is not None:
        assert decision.cite == case.cite
    if case.confidence is not None:
        assert decision.confidence == case.confidence


@pytest.mark.parametrize("case", removal_cases(), ids=lambda case: case.name)
def test_removal(case: RemovalCase, rules: EntryRules) -> None:
    assert rules.removes(outcome(case.given)) is case.removed


def test_each_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in entry_cases()] + [case.name for case in removal_cases()]

    assert len(names) == len(set(names))


def test_every_rule_on_entry_that_decides_has_a_case_on_either_side() -> None:
    decided = {(case.rule.partition("/")[0], case.enters) for case in entry_cases()}

    assert decided == {
        ("ENT-1", True),
        ("ENT-2", True),
        ("ENT-2", False),
        ("ENT-3", True),
        ("ENT-3", False),
        ("ENT-4", True),  # what is not on the list is decided by ENT-2 or ENT-3
    }


def test_the_rules_serve_the_fold_as_its_entry_rule(rules: EntryRules) -> None:
    asked: EntryRule = rules

    assert asked.admits(offence(["Sr art. 310"], kind="misdrijf"), registered_on=None, outcomes=())


@given(
    kind=st.sampled_from(["misdrijf", "overtreding"]),
    article=articles,
    registered_on=days,
    settled=outcomes,
)
def test_the_short_answer_is_that_of_the_reasoned_decision(
    rules: EntryRules,
    kind: OffenceKind,
    article: str,
    registered_on: LegalDay,
    settled: list[Outcome],
) -> None:
    asked = offence([article], kind=kind)

    short = rules.admits(asked, registered_on=registered_on, outcomes=settled)

    reasoned = rules.decide_entry(asked, registered_on=registered_on, outcomes=settled)
    assert short is reasoned.admitted


@given(registered_on=days, settled=outcomes, later=outcomes)
def test_what_has_entered_never_leaves_by_a_later_outcome(
    rules: EntryRules, registered_on: LegalDay, settled: list[Outcome], later: list[Outcome]
) -> None:
    asked = offence(["WVW 1994 art. 5"], kind="overtreding")

    before = rules.admits(asked, registered_on=registered_on, outcomes=settled)
    after = rules.admits(asked, registered_on=registered_on, outcomes=[*settled, *later])

    assert after or not before


@given(cents=st.integers(min_value=0, max_value=1_000_000), on=days)
def test_a_fine_brings_a_minor_offence_in_from_one_hundred_euros_on(
    rules: EntryRules, cents: int, on: LegalDay
) -> None:
    fine = f"geldboete EUR {cents // 100}.{cents % 100:02}"
    asked = offence(["WVW 1994 art. 5"], kind="overtreding")

    for decision in ("transactie", "strafbeschikking", "veroordeling"):
        settled = [outcome({decision: on, "sanctions": [fine]})]
        assert rules.admits(asked, registered_on=None, outcomes=settled) is (cents >= 10_000)


@given(law=st.text(max_size=30), article=st.text(max_size=30), paragraph=st.text(max_size=30))
def test_no_way_of_citing_an_article_is_an_error(
    rules: EntryRules, law: str, article: str, paragraph: str
) -> None:
    cited = (
        Article(law=law, article=article, paragraph=paragraph),
        Article(law="Sr", article=article, paragraph=paragraph),
    )
    asked = msgspec.structs.replace(offence([], kind="overtreding"), articles=cited)

    assert rules.decide_entry(asked, registered_on=None, outcomes=()).rule


def test_a_reason_names_the_threshold_and_never_what_was_imposed(rules: EntryRules) -> None:
    fine = "geldboete EUR 77.77"
    decision = rules.decide_entry(
        offence(["WVW 1994 art. 5"], kind="overtreding"),
        registered_on=None,
        outcomes=[outcome({"veroordeling": as_day(2024, 3, 1), "sanctions": [fine]})],
    )

    assert "EUR 100.00" in decision.why
    assert "77" not in decision.why
