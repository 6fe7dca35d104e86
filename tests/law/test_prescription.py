"""When the right to prosecute lapses: cases, each recorded choice, and what must hold of any."""

import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from jds.domain.blocks import OffenceKind
from jds.domain.partial_date import latest
from jds.domain.time import LegalDay, add_days
from jds.law.ages import UNKNOWN_AGE, Age, age_on
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.prescription import Prescription, PrescriptionRules, PrescriptionTerms
from jds.law.rule_file import Rule
from jds.law.rules import Law
from tests.law.cases import as_day
from tests.law.offence_cases import PrescriptionCase, made, offence_of, prescription_cases
from tests.law.people import day_or_part

ARTICLES = ("Sr art. 300 lid 1", "Sr art. 310", "Sr art. 302 lid 1", "Sr art. 447e", "Sr art. 347")
days = st.dates(min_value=as_day(1990, 1, 1), max_value=as_day(2060, 1, 1)).map(LegalDay)


@dataclass(frozen=True)
class Desk:
    """The rules of the package with the catalogue that classifies for them."""

    law: Law
    catalogue: OffenceCatalogue
    rules: PrescriptionRules

    def ask(
        self,
        article: str,
        *,
        committed: LegalDay | None,
        age: Age = UNKNOWN_AGE,
        acts: tuple[LegalDay, ...] = (),
    ) -> Prescription:
        kind: OffenceKind = "overtreding" if article == "Sr art. 447e" else "misdrijf"
        written = "unknown" if committed is None else committed
        offence = self.catalogue.classify(offence_of((article,), committed=written, kind=kind))
        return self.rules.prescription_of(
            offence, committed_last=committed, age=age, interrupted_on=acts
        )


@pytest.fixture(scope="module")
def desk(law: Law, catalogue: OffenceCatalogue) -> Desk:
    """The desk of the package."""
    rules = PrescriptionRules(law.offences.prescription, lists=law.offences.lists)
    return Desk(law, catalogue, rules)


def _with(law: Law, **choices: object) -> PrescriptionRules:
    rule: Rule[PrescriptionTerms] = law.offences.prescription
    value = structs.replace(rule.newest.value, **choices)
    changed = structs.replace(rule, versions=(structs.replace(rule.newest, value=value),))
    return PrescriptionRules(changed, lists=law.offences.lists)


@pytest.mark.parametrize("case", prescription_cases(), ids=lambda case: case.name)
def test_when_the_right_to_prosecute_lapses(
    case: PrescriptionCase, law: Law, catalogue: OffenceCatalogue
) -> None:
    offence = made(case.given)
    last = latest(offence.period.last)
    born = None if case.given.born is None else day_or_part(case.given.born)
    found = PrescriptionRules(law.offences.prescription, lists=law.offences.lists).prescription_of(
        catalogue.classify(offence),
        committed_last=last,
        age=age_on(last, born=born),
        interrupted_on=case.given.interrupted_on,
    )

    assert found.outcome == case.expect.outcome
    assert found.lapses_on == case.expect.lapses_on
    assert found.at_latest_on == case.expect.at_latest_on
    assert tuple(reason.says for reason in found.reasons) == case.expect.says
    for reason in found.reasons:
        assert "{" not in reason.sentence("nl") + reason.sentence("en")


def test_a_person_of_uncertain_age_can_be_taken_for_a_juvenile(desk: Desk) -> None:
    offence = desk.catalogue.classify(offence_of(("Sr art. 310",), committed=as_day(2015, 5, 1)))
    found = _with(desk.law, age_unsure="juvenile").prescription_of(
        offence, committed_last=as_day(2015, 5, 1), age=Age(17, 18)
    )

    assert found.lapses_on == as_day(2021, 5, 2)


def test_a_start_that_may_be_later_can_be_left_uncomputed(desk: Desk) -> None:
    offence = desk.catalogue.classify(
        offence_of(("Sr art. 302 lid 1",), committed=as_day(2015, 5, 1))
    )
    found = _with(desk.law, minor_victim_not_stated="not-computed").prescription_of(
        offence, committed_last=as_day(2015, 5, 1), age=UNKNOWN_AGE
    )

    assert (found.outcome, found.reasons[-1].says) == ("not-computed", "starts-later")


@given(st.sampled_from(ARTICLES), days, st.integers(0, 400))
def test_a_later_offence_never_lapses_earlier(
    desk: Desk, article: str, committed: LegalDay, later: int
) -> None:
    first = desk.ask(article, committed=committed)
    second = desk.ask(article, committed=add_days(committed, later))

    if first.lapses_on is None:
        assert second.lapses_on is None
    else:
        assert second.lapses_on is not None
        assert second.lapses_on >= first.lapses_on


@given(st.sampled_from(ARTICLES), days, st.lists(days, max_size=4))
def test_acts_of_prosecution_only_lengthen_and_never_beyond_the_ceiling(
    desk: Desk, article: str, committed: LegalDay, acts: list[LegalDay]
) -> None:
    without = desk.ask(article, committed=committed)
    found = desk.ask(article, committed=committed, acts=tuple(acts))

    assert found.outcome == without.outcome
    assert found.at_latest_on == without.at_latest_on
    if without.lapses_on is not None:
        assert found.lapses_on is not None
        assert found.at_latest_on is not None
        assert without.lapses_on <= found.lapses_on <= found.at_latest_on


@given(st.sampled_from(ARTICLES), days, st.lists(days, max_size=4))
def test_the_order_in_which_acts_are_known_does_not_matter(
    desk: Desk, article: str, committed: LegalDay, acts: list[LegalDay]
) -> None:
    found = desk.ask(article, committed=committed, acts=tuple(acts))

    for order in itertools.permutations(acts):
        assert desk.ask(article, committed=committed, acts=order) == found


@given(st.sampled_from(ARTICLES), days, st.integers(0, 30))
def test_a_younger_suspect_never_stays_prosecutable_longer(
    desk: Desk, article: str, committed: LegalDay, age: int
) -> None:
    older = desk.ask(article, committed=committed, age=Age(age + 1, age + 1))
    younger = desk.ask(article, committed=committed, age=Age(age, age))

    if older.at_latest_on is not None:
        assert younger.at_latest_on is not None
        assert younger.at_latest_on <= older.at_latest_on


@given(st.sampled_from(ARTICLES))
def test_without_a_day_nothing_lapses(desk: Desk, article: str) -> None:
    found = desk.ask(article, committed=None)

    assert (found.outcome, found.lapses_on, found.at_latest_on) == ("not-computed", None, None)
