"""Choices where the policy rules are silent: each allowed alternative is obeyed, mistakes named."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeAlias

import msgspec
import pytest

from jds.law.certificates.classify import CertificateRules
from jds.law.certificates.decision_terms import decision_due
from jds.law.certificates.question import CertificateQuestion
from jds.law.facts import read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rule_file import LawFileProblem
from jds.law.rules import Law, law_of, read_law
from tests.law.cases import as_day
from tests.law.people import GivenPerson, person_record

_DOCUMENTS = read_law().documents
_BORN = as_day(1980, 1, 1)
_ON = as_day(2024, 5, 1)

Fact: TypeAlias = dict[str, Any]


def law_with(file: str, **choices: Any) -> Law:
    """Return the law with other choices in every version of a rule; `a__b` is `b` within `a`."""
    documents: dict[str, Any] = deepcopy(dict(_DOCUMENTS))
    for value in documents[f"certificates/{file}.yaml"]["values"].values():
        for name, choice in choices.items():
            *path, last = name.split("__")
            place = value
            for step in path:
                place = place[step]
            place[last] = choice
    return law_of(documents)


def groups(law: Law, person: dict[str, Any], **question: Any) -> tuple[str, ...]:
    """Return the groups of the facts of `person` under `law`."""
    catalogue = OffenceCatalogue(law.offences, names=law.names_of_acts)
    given = msgspec.convert({"born": _BORN, **person}, type=GivenPerson)
    asked = CertificateQuestion(**{"applied_on": _ON, "assessed_on": _ON, **question})
    found = CertificateRules(law).classify(
        read_facts(person_record(given), catalogue=catalogue), asked
    )
    return tuple(fact.group for fact in found.facts)


def theft(*outcomes: Fact, **more: Any) -> Fact:
    """Return a theft of early 2020."""
    return {
        "articles": ["Sr art. 310"],
        "committed": as_day(2020, 1, 1),
        "outcomes": list(outcomes),
        **more,
    }


def convicted(year: int, month: int, day: int, **more: Any) -> Fact:
    """Return a conviction of a day."""
    return {"veroordeling": as_day(year, month, day), **more}


OUTSIDE_BY_A_DAY = convicted(2020, 4, 30)
ONE_DAY_IN_CUSTODY = [
    {"inverzekeringstelling": as_day(2022, 2, 1)},
    {"invrijheidstelling": as_day(2022, 2, 2)},
]
SENTENCE = {"aangevangen": as_day(2022, 1, 1), "sanction": "gevangenisstraf"}
SEXUAL_YEARS_AGO = {
    "articles": ["Sr art. 246"],
    "committed": as_day(2010, 1, 1),
    "outcomes": [convicted(2010, 6, 1)],
}
ROBBERY = {
    "articles": ["Sr art. 312 lid 2"],
    "committed": as_day(2003, 6, 1),
    "outcomes": [convicted(2004, 5, 10, sanctions=["gevangenisstraf P2Y"])],
}
YOUNG = as_day(2003, 1, 1)
VIOLENT_AND_THEFT = [
    theft(convicted(2021, 6, 1), articles=["Sr art. 302 lid 1"]),
    theft(convicted(2021, 7, 1)),
]


@pytest.mark.parametrize(
    ("file", "choices", "facts", "question", "chosen", "otherwise"),
    [
        (
            "acquittal",
            {"not_irrevocable": "weigh"},
            [theft({"vrijspraak": as_day(2021, 6, 1)})],
            {},
            ["eerst-navragen"],
            ["binnen-termijn"],
        ),
        (
            "acquittal",
            {"not_irrevocable": "do-not-weigh"},
            [theft({"vrijspraak": as_day(2023, 6, 1)})],
            {},
            ["eerst-navragen"],
            ["mag-niet-meewegen"],
        ),
        (
            "disposals",
            {"several_grounds": "main-ground"},
            [theft({"sepot": as_day(2021, 6, 1), "grounds": ["40", "02"]})],
            {},
            ["mag-niet-meewegen"],
            ["binnen-termijn"],
        ),
        (
            "disposals",
            {"ground_unknown": "weigh"},
            [theft({"sepot": as_day(2021, 6, 1)})],
            {},
            ["eerst-navragen"],
            ["binnen-termijn"],
        ),
        (
            "disposals",
            {"ground_unknown": "do-not-weigh"},
            [theft({"sepot": as_day(2021, 6, 1)})],
            {},
            ["eerst-navragen"],
            ["mag-niet-meewegen"],
        ),
        (
            "look_back",
            {"first_day": "outside"},
            [theft(convicted(2020, 5, 1)), theft(convicted(2020, 5, 2))],
            {},
            ["binnen-termijn", "binnen-termijn"],
            ["buiten-termijn-mag-meewegen", "binnen-termijn"],
        ),
        (
            "look_back",
            {"years": 5},
            [theft(OUTSIDE_BY_A_DAY)],
            {},
            ["buiten-termijn"],
            ["binnen-termijn"],
        ),
        (
            "unlimited",
            {"unknown_articles": "no"},
            [theft(convicted(2010, 6, 1), articles=[], committed=as_day(2010, 1, 1))],
            {},
            ["kan-binnen-termijn"],
            ["buiten-termijn"],
        ),
        (
            "unlimited",
            {"perhaps_listed": "no"},
            [theft(committed=2024, articles=["Sr art. 240"])],
            {"applied_on": as_day(2034, 5, 1), "assessed_on": as_day(2034, 5, 1)},
            ["kan-binnen-termijn"],
            ["buiten-termijn"],
        ),
        (
            "unlimited",
            {"minor_offences": True},
            [{**SEXUAL_YEARS_AGO, "kind": "overtreding"}],
            {},
            ["buiten-termijn"],
            ["binnen-termijn"],
        ),
        (
            "custody",
            {"before_judgment": "does-not-count"},
            [theft(OUTSIDE_BY_A_DAY, custody=ONE_DAY_IN_CUSTODY)],
            {},
            ["binnen-termijn"],
            ["buiten-termijn"],
        ),
        (
            "custody",
            {"case_not_weighed": "counts"},
            [
                theft(OUTSIDE_BY_A_DAY),
                theft(
                    {"vrijspraak": as_day(2023, 1, 1), "irrevocable_on": as_day(2023, 1, 15)},
                    custody=ONE_DAY_IN_CUSTODY,
                ),
            ],
            {},
            ["buiten-termijn", "mag-niet-meewegen"],
            ["binnen-termijn", "mag-niet-meewegen"],
        ),
        (
            "custody",
            {"day_of_release": "counts"},
            [theft(convicted(2020, 4, 29), custody=ONE_DAY_IN_CUSTODY)],
            {},
            ["buiten-termijn"],
            ["binnen-termijn"],
        ),
        (
            "custody",
            {"end_not_reported": "may-last-until-assessment"},
            [theft(OUTSIDE_BY_A_DAY, executed=[SENTENCE])],
            {},
            ["binnen-termijn"],
            ["kan-binnen-termijn"],
        ),
        (
            "custody",
            {"after_stated_end": "ended"},
            [
                theft(OUTSIDE_BY_A_DAY),
                theft(executed=[{**SENTENCE, "expected_end_on": SENTENCE["aangevangen"]}]),
            ],
            {},
            ["kan-binnen-termijn", "kan-binnen-termijn"],
            ["buiten-termijn", "buiten-termijn"],
        ),
        (
            "custody",
            {"start_not_reported": "does-not-count"},
            [
                theft(
                    OUTSIDE_BY_A_DAY,
                    executed=[{"geeindigd": as_day(2022, 1, 1), "sanction": "gevangenisstraf"}],
                )
            ],
            {},
            ["kan-binnen-termijn"],
            ["buiten-termijn"],
        ),
        (
            "hit_inside",
            {"possible_hit": "counts"},
            [theft(OUTSIDE_BY_A_DAY), theft(committed=2020)],
            {},
            ["buiten-termijn", "kan-binnen-termijn"],
            ["buiten-termijn-mag-meewegen", "kan-binnen-termijn"],
        ),
        (
            "special_refusal",
            {"before": "assessment"},
            [ROBBERY],
            {"assessed_on": as_day(2024, 5, 20)},
            ["bijzondere-weigeringsgrond"],
            ["buiten-termijn"],
        ),
        (
            "special_refusal",
            {"conviction": "irrevocable"},
            [ROBBERY],
            {},
            ["bijzondere-weigeringsgrond"],
            ["buiten-termijn"],
        ),
        (
            "special_refusal",
            {"minimum_months": 145},
            [ROBBERY],
            {},
            ["bijzondere-weigeringsgrond"],
            ["buiten-termijn"],
        ),
        (
            "day_that_counts",
            {"only_higher_judgment": "its-day"},
            [theft(convicted(2021, 3, 1, instance="hoger-beroep"))],
            {},
            ["kan-binnen-termijn"],
            ["binnen-termijn"],
        ),
        (
            "day_that_counts",
            {"offence_over_a_period": "first-day"},
            [theft(committed={"from": as_day(2020, 1, 1), "to": as_day(2021, 1, 1)})],
            {},
            ["binnen-termijn"],
            ["buiten-termijn"],
        ),
        (
            "day_that_counts",
            {"order": ["penal-order", "judgment", "fact"]},
            [theft({"strafbeschikking": as_day(2020, 3, 1)}, convicted(2020, 6, 1))],
            {},
            ["binnen-termijn"],
            ["buiten-termijn"],
        ),
        (
            "old_fact",
            {"years": 1},
            [theft(convicted(2021, 6, 1))],
            {},
            ["binnen-termijn"],
            ["buiten-termijn"],
        ),
        (
            "open_case",
            {"sorts": ["sexual"]},
            [theft(articles=["Sr art. 326 lid 1"], registered_on=as_day(2022, 1, 1))],
            {},
            ["binnen-termijn"],
            ["buiten-termijn"],
        ),
    ],
)
def test_another_choice_is_obeyed(
    file: str,
    choices: dict[str, Any],
    facts: list[Fact],
    question: dict[str, Any],
    chosen: list[str],
    otherwise: list[str],
    law: Law,
) -> None:
    person = {"facts": facts}

    assert groups(law, person, **question) == tuple(chosen)
    assert groups(law_with(file, **choices), person, **question) == tuple(otherwise)


def test_the_shorter_term_can_be_lost_for_that_fact_only(law: Law) -> None:
    person = {"born": YOUNG, "facts": VIOLENT_AND_THEFT}

    assert groups(law, person) == ("binnen-termijn", "binnen-termijn")
    assert groups(law_with("young_applicant", lost_for="that-fact"), person) == (
        "binnen-termijn",
        "buiten-termijn-mag-meewegen",
    )


def test_a_foreign_conviction_without_a_code_can_be_taken_for_no_sexual_offence(law: Law) -> None:
    abroad = {
        "persoon": {},
        "land": "BE",
        "veroordeling": {"kenmerk": "BE-1", "uitgesprokenOp": "1999-06-01"},
    }
    person = {"foreign": [abroad]}

    assert groups(law, person) == ("kan-binnen-termijn",)
    assert groups(law_with("unlimited", unknown_ecris="no"), person) == ("buiten-termijn",)


def test_a_last_day_in_a_weekend_can_move_to_monday(law: Law) -> None:
    received = as_day(2024, 5, 4)  # a Saturday

    def last_day(rules: Law) -> Any:
        return decision_due(
            rules, received_on=received, is_legal_person=False, refusal_intended=False
        ).last_day

    assert last_day(law) == as_day(2024, 6, 1)
    assert last_day(law_with("decision_terms", last_day_in_a_weekend="next-monday")) == as_day(
        2024, 6, 3
    )


def _move(document: Any, *, take: str, into: str | None) -> None:
    for value in document["values"].values():
        for name, listed in value.items():
            if isinstance(listed, list) and take in listed and name != into:
                value[name] = [word for word in listed if word != take]
        if into is not None:
            value[into] = [*value[into], take]


@pytest.mark.parametrize(
    ("file", "spoil", "problem"),
    [
        ("disposals", lambda d: _move(d, take="nietig", into=None), "nietig.* in .0. lists"),
        (
            "disposals",
            lambda d: d["values"][as_day(2013, 3, 1)]["weighed"].append("vrijspraak"),
            "vrijspraak.* in .2. lists",
        ),
        ("disposals", lambda d: _move(d, take="technical", into=None), "technical.* in .0."),
        ("police_data", lambda d: _move(d, take="taxi", into=None), "taxi.* in .0. lists"),
        (
            "functions",
            lambda d: d["values"][as_day(2013, 3, 1)]["functions"].append(
                {"code": "taxi", "what": "x", "confidence": "S"}
            ),
            "taxi.* in .2. lists",
        ),
        (
            "profiles",
            lambda d: d["values"][as_day(2013, 3, 1)]["profiles"][0].update(function="astronaut"),
            "astronaut",
        ),
        (
            "fraud",
            lambda d: d["values"][as_day(2013, 3, 1)].update(lists=["tax_fraud"]),
            "tax_fraud",
        ),
        ("look_back", lambda d: d["texts"].pop("inside"), "inside"),
    ],
)
def test_a_mistake_between_the_rules_is_named_with_its_file(
    file: str, spoil: Callable[[Any], None], problem: str
) -> None:
    documents: dict[str, Any] = deepcopy(dict(_DOCUMENTS))
    spoil(documents[f"certificates/{file}.yaml"])

    with pytest.raises(LawFileProblem, match=problem) as refused:
        law_of(documents)

    assert refused.value.file == f"certificates/{file}.yaml"
