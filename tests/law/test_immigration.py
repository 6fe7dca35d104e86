"""Nationality and permits: every case of `immigration/*.yaml`, and what holds for all records."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from jds.domain.record import CaseRecord, Outcome, PersonRecord
from jds.domain.time import LegalDay, add_days, add_months
from jds.law.facts import PersonFacts, read_facts
from jds.law.immigration.hold import hold_ceiling
from jds.law.immigration.nationality import ImmigrationRules
from jds.law.immigration.question import ImmigrationQuestion
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
from tests.law.people import GivenFact, GivenPerson, person_record

CASES = assess_cases("immigration")

# How much a group weighs. What is outside its term weighs as little as what never counts.
WEIGHT = {
    "zonder-termijn": 4,
    "open-zaak": 3,
    "binnen-rehabilitatietermijn": 2,
    "nader-onderzoek": 1,
    "buiten-rehabilitatietermijn": 0,
    "telt-niet-mee": 0,
}


@pytest.fixture(scope="session")
def immigration(law: Law) -> ImmigrationRules:
    """The rules of the package."""
    return ImmigrationRules(law)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_immigration(
    case: AssessCase, immigration: ImmigrationRules, catalogue: OffenceCatalogue
) -> None:
    facts = read_facts(person_record(case.given), catalogue=catalogue)
    question = msgspec.convert(case.asked, type=ImmigrationQuestion)

    require_as_told(case, immigration.assess(facts, question))

    if case.total is not None:
        total = immigration.unconditional_total(facts, question)
        assert total.unconditional.to_text() == case.total


def test_each_case_has_a_name_of_its_own() -> None:
    require_names_of_their_own(CASES)


# A hold (IND-12)


@pytest.mark.parametrize("case", term_cases("hold"), ids=name_of)
def test_until_when_a_decision_may_be_held(case: dict[str, Any], law: Law) -> None:
    ceiling = hold_ceiling(law.immigration, **case["given"])

    held_until = tuple(case["held_until"])
    assert (ceiling.decide_by, ceiling.held_until) == (case["decide_by"], held_until)
    assert ceiling.latest_on == held_until[-1]
    says = ["decide_by", *("held_until" for _ in held_until), "no_longer", "appealable"]
    assert [reason.says for reason in ceiling.reasons] == says
    assert all(reason.sentence("en") for reason in ceiling.reasons)


# What the YAML cases cannot write down


def _with_case(
    person: PersonRecord, *outcomes: Outcome, catalogue: OffenceCatalogue
) -> PersonFacts:
    """Return the facts of a person with a case whose charges are not known."""
    case = CaseRecord(
        names=("p:05/000001-25",),
        delivered=CASE.cases[0].delivered,
        registered_on=as_day(2025, 1, 1),
        office=None,
        offences=(),
        whole_case=outcomes,
    )
    return read_facts(structs.replace(person, cases=(case,)), catalogue=catalogue)


CASE = person_record(GivenPerson(facts=(GivenFact(articles=("Sr art. 310",)),)))


@pytest.mark.parametrize(
    ("outcomes", "purpose", "group"),
    [
        ((), "nationaliteit", "open-zaak"),
        ((Outcome(kind="sepot", on=as_day(2025, 2, 1)),), "nationaliteit", "telt-niet-mee"),
        (
            (Outcome(kind="veroordeling", on=as_day(2025, 2, 1)),),
            "nationaliteit",
            "nader-onderzoek",
        ),
        ((), "vreemdelingen", "open-zaak"),
    ],
)
def test_a_case_whose_charges_are_not_known_is_not_overlooked(
    outcomes: tuple[Outcome, ...],
    purpose: str,
    group: str,
    immigration: ImmigrationRules,
    catalogue: OffenceCatalogue,
) -> None:
    facts = _with_case(CASE, *outcomes, catalogue=catalogue)
    question = msgspec.convert(
        {"requested_on": as_day(2025, 6, 1), "purpose": purpose}, type=ImmigrationQuestion
    )

    (found,) = immigration.assess(facts, question).facts

    assert (found.key.case, found.key.offence, found.group) == ("p:05/000001-25", "", group)


def test_nobody_without_facts_is_said_to_be_clean(
    immigration: ImmigrationRules, catalogue: OffenceCatalogue
) -> None:
    facts = read_facts(person_record(GivenPerson(born=as_day(1990, 1, 1))), catalogue=catalogue)

    found = immigration.assess(facts, ImmigrationQuestion(requested_on=as_day(2025, 6, 1)))

    assert found.facts == ()
    assert {reason.says for reason in found.reasons} >= {"presented", "ask_police_too"}


# Settings where the law is silent: each alternative is obeyed


@pytest.mark.parametrize(
    ("file", "setting", "written", "requested_on", "as_chosen", "otherwise"),
    [
        (
            "immigration/open_case.yaml",
            {"probation_runs_from": "decided"},
            {"veroordeling": as_day(2023, 2, 24), "irrevocable_on": as_day(2023, 3, 11)},
            as_day(2025, 3, 1),
            "open-zaak",
            "binnen-rehabilitatietermijn",
        ),
        (
            "immigration/open_case.yaml",
            {"paid_penal_order": "open"},
            {"strafbeschikking": as_day(2018, 1, 10)},
            as_day(2025, 3, 1),
            "buiten-rehabilitatietermijn",
            "open-zaak",
        ),
        (
            "immigration/start_of_term.yaml",
            {"conditional_fulfilled": "end-of-probation"},
            {"veroordeling": as_day(2019, 2, 24), "irrevocable_on": as_day(2019, 3, 11)},
            as_day(2025, 3, 1),
            "buiten-rehabilitatietermijn",
            "binnen-rehabilitatietermijn",
        ),
        (
            "immigration/start_of_term.yaml",
            {"special_condition_met_by": "irrevocable"},
            {
                "veroordeling": as_day(2018, 2, 24),
                "irrevocable_on": as_day(2018, 3, 11),
                "conditions": ["behandeling"],
            },
            as_day(2024, 6, 1),
            "nader-onderzoek",
            "buiten-rehabilitatietermijn",
        ),
        (
            "immigration/dismissal.yaml",
            {"conditions_not_reported": "telt-niet-mee"},
            {"voorwaardelijk-sepot": as_day(2020, 6, 1)},
            as_day(2025, 6, 1),
            "nader-onderzoek",
            "telt-niet-mee",
        ),
        (
            "immigration/dismissal.yaml",
            {"grounds_to_look_into": []},
            {"sepot": as_day(2020, 6, 1), "grounds": ["98"]},
            as_day(2025, 6, 1),
            "nader-onderzoek",
            "telt-niet-mee",
        ),
        (
            "immigration/rehabilitation_term.yaml",
            {"version_of": "request"},
            {"veroordeling": as_day(2014, 1, 10), "irrevocable_on": as_day(2014, 1, 25)},
            as_day(2018, 4, 30),
            "binnen-rehabilitatietermijn",
            "buiten-rehabilitatietermijn",
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) and len(value) == 1 else "",
)
def test_a_setting_where_the_law_is_silent_is_obeyed(
    file: str,
    setting: dict[str, object],
    written: dict[str, object],
    requested_on: LegalDay,
    as_chosen: str,
    otherwise: str,
    law: Law,
    catalogue: OffenceCatalogue,
) -> None:
    is_penal_order = "strafbeschikking" in written
    sanction = "geldboete EUR 900.00" if is_penal_order else "taakstraf 40 uur proeftijd P2Y"
    fact = GivenFact(
        articles=("Sr art. 310",),
        outcomes=({**written, "sanctions": [sanction]},),
        executed=({"geeindigd": as_day(2018, 2, 1), "sanction": sanction},)
        if is_penal_order
        else (),
    )
    facts = read_facts(person_record(GivenPerson(facts=(fact,))), catalogue=catalogue)
    question = ImmigrationQuestion(requested_on=requested_on, decided_on=as_day(2025, 12, 1))

    (chosen,) = ImmigrationRules(law).assess(facts, question).facts
    (changed,) = ImmigrationRules(law_with(file, **setting)).assess(facts, question).facts

    assert (chosen.group, changed.group) == (as_chosen, otherwise)


def test_a_sanction_of_which_no_end_was_reported_counts_where_the_file_says_so(
    catalogue: OffenceCatalogue,
) -> None:
    law = law_with(
        "immigration/start_of_term.yaml", execution_not_reported="binnen-rehabilitatietermijn"
    )
    fact = GivenFact(
        articles=("Sr art. 310",),
        outcomes=(
            {
                "veroordeling": as_day(1998, 2, 24),
                "irrevocable_on": as_day(1998, 3, 11),
                "sanctions": ["gevangenisstraf P1M"],
            },
        ),
    )
    facts = read_facts(person_record(GivenPerson(facts=(fact,))), catalogue=catalogue)

    (found,) = (
        ImmigrationRules(law)
        .assess(facts, ImmigrationQuestion(requested_on=as_day(2025, 7, 31)))
        .facts
    )

    assert found.group == "binnen-rehabilitatietermijn"


def test_a_case_without_charges_is_to_look_into_where_the_file_says_so(
    catalogue: OffenceCatalogue,
) -> None:
    law = law_with("immigration/open_case.yaml", case_without_offences="nader-onderzoek")
    facts = _with_case(CASE, catalogue=catalogue)

    (found,) = (
        ImmigrationRules(law)
        .assess(facts, ImmigrationQuestion(requested_on=as_day(2025, 6, 1)))
        .facts
    )

    assert found.group == "nader-onderzoek"


# What holds for all records

days = st.dates(as_day(2000, 1, 1), as_day(2030, 1, 1)).map(LegalDay)
kinds = st.sampled_from(
    [
        "gevangenisstraf P6M",
        "gevangenisstraf P1M proeftijd P2Y",
        "taakstraf 40 uur",
        "geldboete EUR 900.00",
        "geldboete EUR 450.00",
        "geldboete EUR 100.00",
        "geldboete",
        "overig",
        "tbs",
    ]
)


@st.composite
def convictions(draw: st.DrawFn) -> GivenFact:
    """Draw a crime that ended in a final conviction, executed or not."""
    decided_on, sanction = draw(days), draw(kinds)
    final = add_days(decided_on, draw(st.integers(0, 400)))
    ended = draw(st.none() | st.integers(0, 2000))
    return GivenFact(
        articles=("Sr art. 310",),
        outcomes=({"veroordeling": decided_on, "irrevocable_on": final, "sanctions": [sanction]},),
        executed=()
        if ended is None
        else ({"geeindigd": add_days(decided_on, ended), "sanction": sanction},),
    )


records = st.lists(convictions(), max_size=4)


def _groups(
    facts: list[GivenFact],
    *,
    requested_on: LegalDay,
    rules: ImmigrationRules,
    catalogue: OffenceCatalogue,
) -> list[str]:
    person = person_record(GivenPerson(facts=tuple(facts)))
    found = rules.assess(
        read_facts(person, catalogue=catalogue), ImmigrationQuestion(requested_on=requested_on)
    )
    return [fact.group for fact in found.facts]


@given(facts=records, requested_on=days, later=st.integers(1, 1000))
def test_paying_later_never_ends_the_term_earlier(
    facts: list[GivenFact],
    requested_on: LegalDay,
    later: int,
    immigration: ImmigrationRules,
    catalogue: OffenceCatalogue,
) -> None:
    postponed = [
        structs.replace(
            fact,
            executed=tuple(
                {**each, "geeindigd": add_days(each["geeindigd"], later)} for each in fact.executed
            ),
        )
        for fact in facts
    ]

    before = _groups(facts, requested_on=requested_on, rules=immigration, catalogue=catalogue)
    after = _groups(postponed, requested_on=requested_on, rules=immigration, catalogue=catalogue)

    for first, second in zip(before, after, strict=True):
        assert WEIGHT[second] >= WEIGHT[first]


@given(facts=records, requested_on=days, ground=st.sampled_from(["02", "40", "55"]))
def test_an_unconditional_dismissal_changes_nothing(
    facts: list[GivenFact],
    requested_on: LegalDay,
    ground: str,
    immigration: ImmigrationRules,
    catalogue: OffenceCatalogue,
) -> None:
    dismissed = GivenFact(
        articles=("Sr art. 302",),
        outcomes=({"sepot": add_months(requested_on, -1), "grounds": [ground]},),
    )

    before = _groups(facts, requested_on=requested_on, rules=immigration, catalogue=catalogue)
    after = _groups(
        [*facts, dismissed], requested_on=requested_on, rules=immigration, catalogue=catalogue
    )

    assert after == [*before, "telt-niet-mee"]


@given(facts=records, more=convictions(), requested_on=days)
def test_one_more_sanction_never_takes_another_out_of_the_term(
    facts: list[GivenFact],
    more: GivenFact,
    requested_on: LegalDay,
    immigration: ImmigrationRules,
    catalogue: OffenceCatalogue,
) -> None:
    before = _groups(facts, requested_on=requested_on, rules=immigration, catalogue=catalogue)
    after = _groups(
        [*facts, more], requested_on=requested_on, rules=immigration, catalogue=catalogue
    )

    for first, second in zip(before, after, strict=False):
        assert WEIGHT[second] >= WEIGHT[first]


@given(facts=records, requested_on=days, waited=st.integers(0, 3000))
def test_waiting_never_brings_a_sanction_back_into_the_term(
    facts: list[GivenFact],
    requested_on: LegalDay,
    waited: int,
    immigration: ImmigrationRules,
    catalogue: OffenceCatalogue,
) -> None:
    # From one day on, so that no change of the law lies between the two requests.
    first_day = add_days(requested_on, 7000)
    before = _groups(facts, requested_on=first_day, rules=immigration, catalogue=catalogue)
    after = _groups(
        facts,
        requested_on=add_days(first_day, waited),
        rules=immigration,
        catalogue=catalogue,
    )

    for first, second in zip(before, after, strict=True):
        assert WEIGHT[second] <= WEIGHT[first]


@given(first=days, second=days)
def test_a_later_start_never_lowers_the_ceiling_of_a_hold(
    first: LegalDay, second: LegalDay, law: Law
) -> None:
    early, late = sorted((first, second))

    assert (
        hold_ceiling(law.immigration, complete_on=early).latest_on
        <= hold_ceiling(law.immigration, complete_on=late).latest_on
    )
