"""What an answer may claim of its own currency: every case of `currency/*.yaml`."""

from typing import Any

import pytest
from msgspec import convert

from jds.law.currency.advise import AdviceRules, Declared, group_of
from jds.law.currency.clearing import ClearingRules
from jds.law.currency.could_change import ChangeRules, KnownOf, MissingPart
from jds.law.currency.hold_term import HoldTermRules
from jds.law.currency.looks_back import LookBackRules
from jds.law.currency.risks import RiskFound, RiskRules, StatedRisks
from jds.law.facts import read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rules import Law
from tests.law.cases import as_day
from tests.law.currency_cases import currency_cases, name_of
from tests.law.people import GivenPerson, person_record

TODAY = as_day(2025, 7, 17)


@pytest.mark.parametrize("case", currency_cases("could_change"), ids=name_of)
def test_whether_what_is_missing_can_change_an_answer(case: dict[str, Any], law: Law) -> None:
    purpose = law.disclosure.purposes[case["ask"]].on(TODAY).value
    sent = frozenset(case["sent"]) if "sent" in case else None
    missing = [MissingPart(source=f"urn:{kind}", kind=kind, sent=sent) for kind in case["missing"]]

    weights = ChangeRules(law).weigh(purpose, KnownOf(**case["known"]), missing, on=TODAY)

    assert [each.part.kind for each in weights if each.can_change] == case["can"]
    assert weights[-1].reason.says == case["because"]


@pytest.mark.parametrize("case", currency_cases("clearing"), ids=name_of)
def test_which_doubts_silence_an_answer(case: dict[str, Any], law: Law) -> None:
    silence = ClearingRules(law).judge(case["doubts"], pair=case["ask"], on=TODAY)

    assert (silence.clears, silence.is_silent) == (case["clears"], case["silent"])
    assert [each.says for each in silence.reasons] == [
        doubt for doubt, number in case["doubts"].items() if number
    ]


@pytest.mark.parametrize("case", currency_cases("looks_back"), ids=name_of)
def test_how_far_an_answer_looks_back(case: dict[str, Any], law: Law) -> None:
    reason = LookBackRules(law).begins_later(
        case["begins"],
        pair=case["ask"],
        years=case.get("years"),
        back_from=case["back_from"],
        on=TODAY,
    )

    assert (None if reason is None else reason.says) == case["says"]


@pytest.mark.parametrize("case", currency_cases("hold_terms"), ids=name_of)
def test_until_when_a_decision_is_held(case: dict[str, Any], law: Law) -> None:
    rules = HoldTermRules(law)

    end = rules.end(
        case["ask"], applied_on=case["applied"], on=case["applied"], held_on=case["applied"]
    )

    assert (None if end is None else end.last_day) == case["last_day"]
    assert (None if end is None else end.later_day) == case["later_day"]
    assert rules.has_term(case["ask"], on=TODAY) == (end is not None)
    if end is not None:
        assert case["applied"] < end.review_on <= end.last_day


@pytest.mark.parametrize("case", currency_cases("routes"), ids=name_of)
def test_which_other_ways_a_recipient_has(case: dict[str, Any], law: Law) -> None:
    routes = AdviceRules(law).routes(case["ask"], on=TODAY)

    assert [each.says for each in routes] == case["routes"]
    for each in routes:
        assert str(each.facts["cite"]) in each.sentence("nl")
        assert str(each.facts["cite"]) in each.sentence("en")


@pytest.mark.parametrize("case", currency_cases("advice"), ids=name_of)
def test_what_is_advised(case: dict[str, Any], law: Law) -> None:
    risks = tuple(case["risks"])

    advised = AdviceRules(law).advise(
        RiskFound(risks[0], (), risks),
        pair=case["ask"],
        applied_on=TODAY,
        on=TODAY,
        decided_on=case.get("decided", TODAY),
        never_enough=case.get("never_enough", False),
        declared=[
            Declared(
                number=number,
                advice=each["advice"],
                risks=tuple(each["risks"]),
                until=as_day(2025, 9, 1),
            )
            for number, each in enumerate(case.get("declared", ()), start=1)
        ],
    )

    assert advised.advice == case["advice"]
    assert advised.risk == case.get("class", risks[0])
    own = [each.says for each in advised.reasons if each.id == "CUR-4"]
    assert own == case["says"]
    assert (advised.hold is not None) == (case["advice"] == "aanhouden")
    if "last_day" in case:
        assert advised.hold is not None
        assert advised.hold.last_day == case["last_day"]
    assert advised.is_never_enough == case.get("never_enough", False)
    if "changed" in case["says"]:
        assert advised.declared == len(case["declared"])


@pytest.mark.parametrize("case", currency_cases("risks"), ids=name_of)
def test_what_is_a_risk(case: dict[str, Any], law: Law, catalogue: OffenceCatalogue) -> None:
    seen = None
    if "given" in case:
        record = person_record(convert(case["given"], type=GivenPerson))
        seen = read_facts(record, catalogue=catalogue)

    found = RiskRules(law).find(
        seen, StatedRisks(**case.get("stated", {})), pair=case["ask"], on=TODAY
    )

    assert list(found.every) == case["risks"]
    assert found.risk == case["risks"][0]


def test_every_purpose_that_can_be_held_ends_within_a_term(law: Law) -> None:
    value = law.currency.advice.on(TODAY).value
    terms = HoldTermRules(law)

    for pair in law.disclosure.purposes:
        assert bool(group_of(value, pair).holds_for) == terms.has_term(pair, on=TODAY)


def test_who_has_no_risk_is_never_held(law: Law) -> None:
    rules = AdviceRules(law)

    for pair in law.disclosure.purposes:
        for risk in ("zonder-spoor", "met-gegevens"):
            advised = rules.advise(
                RiskFound(risk, (), (risk,)),
                pair=pair,
                applied_on=TODAY,
                on=TODAY,
                decided_on=TODAY,
                never_enough=False,
            )
            assert advised.advice == "beslissen-met-waarschuwing"
            assert not rules.may_declare("aanhouden", risks=(risk,), pair=pair, on=TODAY)


def test_nobody_changes_what_foster_care_and_adoption_are_advised(law: Law) -> None:
    rules = AdviceRules(law)

    for pair in ("rvdk/adoptie", "rvdk/pleegzorg", "rvdk/voogdij"):
        for advice in ("aanhouden", "beslissen-met-waarschuwing"):
            assert not rules.may_declare(advice, risks=("open-zaak",), pair=pair, on=TODAY)
