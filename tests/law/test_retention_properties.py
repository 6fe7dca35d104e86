"""What holds for the retention of any person, and that a slow second reading agrees with it."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from jds.domain.time import LegalDay
from jds.law.facts import FactKey
from jds.law.retention.retained import Retained
from tests.law.cases import as_day
from tests.law.people import GivenFact, GivenPerson, person_record
from tests.law.retention_cases import TODAY, desk
from tests.oracle.retention_by_hand import ARTICLES, Choices, by_hand

DEATHS = (
    "retention/death_six_years_or_more.yaml",
    "retention/death_below_six_years.yaml",
    "retention/death_minor_offence.yaml",
)
LATEST = {file: {"death_against_term": "latest"} for file in DEATHS}
EARLIER_COUNTS = {"retention/later_verdict.yaml": {"earlier": "counts"}}
NO_END = LegalDay(date.max)

# Few days, so that verdicts fall on one day, on a boundary and in one another's terms; whole years
# apart so that the ends of terms are hit.
STARTS = [
    as_day(year, month, day)
    for year in (1975, 1985, 1995, 1996, 2004, 2005, 2015, 2016, 2020, 2024)
    for month, day in ((2, 28), (3, 1), (5, 1))
] + [as_day(1996, 2, 29), as_day(2016, 2, 29), as_day(2020, 2, 29)]
days = st.sampled_from(STARTS)
committed = st.one_of(
    st.just("unknown"),
    st.dates(min_value=date(1970, 1, 1), max_value=date(2024, 6, 30)),
)
sanctions = st.sampled_from(
    [
        [],
        ["geldboete EUR 99.99"],
        ["geldboete EUR 100.00"],
        ["geldboete EUR 20000.00"],
        ["taakstraf 40 uur"],
        ["gevangenisstraf P20Y"],
        ["gevangenisstraf P20Y1D"],
        ["gevangenisstraf levenslang"],
        ["geldboete EUR 500.00", "taakstraf 40 uur"],
    ]
)
KINDS = (
    "sepot",
    "voorwaardelijk-sepot",
    "transactie",
    "strafbeschikking",
    "veroordeling",
    "vrijspraak",
    "schuldig-zonder-straf",
    "niet-ontvankelijk",
    "overgedragen",
    "onbekend",
    "open",
)


@st.composite
def an_outcome(draw: st.DrawFn) -> dict[str, Any]:
    """An outcome of any kind, on a day or on an unknown one, final or not."""
    kind = draw(st.sampled_from(KINDS))
    on = draw(st.one_of(days, days, days, st.just("unknown")))
    written: dict[str, Any] = {kind: on}
    if draw(st.booleans()):
        written["irrevocable_on"] = draw(days)
    if kind in ("transactie", "strafbeschikking", "veroordeling"):
        written["sanctions"] = draw(sanctions)
    if kind in ("sepot", "voorwaardelijk-sepot"):
        written["grounds"] = [draw(st.sampled_from(["02", "02", "01"]))]
    return written


@st.composite
def facts(draw: st.DrawFn, *, crimes_only: bool = False) -> GivenFact:
    """An offence with up to two outcomes, executed or not."""
    article = draw(st.sampled_from([each for each in ARTICLES if not (crimes_only and each.minor)]))
    law, number, paragraph = article.text
    outcomes = draw(st.lists(an_outcome(), max_size=2))
    executed: list[dict[str, Any]] = []
    is_executed = draw(st.booleans())
    if outcomes and is_executed:
        executed = [
            {"geeindigd": draw(days), "sanction": sanction}
            for sanction in outcomes[-1].get("sanctions", [])
        ]
    return GivenFact(
        articles=(f"{law} art. {number}" + (f" lid {paragraph}" if paragraph else ""),),
        kind="overtreding" if article.minor else "misdrijf",
        committed=draw(committed),
        registered_on=draw(st.one_of(st.none(), days)),
        outcomes=tuple(outcomes),
        executed=tuple(executed),
    )


people = st.builds(
    GivenPerson,
    facts=st.lists(facts(), min_size=1, max_size=5).map(tuple),
    born=st.one_of(st.none(), st.sampled_from([as_day(1960, 2, 29), as_day(2000, 1, 1)])),
    died_on=st.one_of(st.none(), st.none(), days),
    legal_person=st.booleans(),
)


def plan(given_person: GivenPerson, choices: dict[str, Any] | None = None) -> list[Retained]:
    """Return the terms of a person, in the order of the facts given."""
    asked = desk(choices)
    return list(asked.rules.plan(asked.facts(given_person), on=TODAY))


def ends(given_person: GivenPerson, choices: dict[str, Any] | None = None) -> list[LegalDay]:
    """Return the ends of the terms of a person; the last day of the calendar for none."""
    return [each.gone_on or NO_END for each in plan(given_person, choices)]


@given(people)
def test_a_slow_second_reading_agrees(person: GivenPerson) -> None:
    expected = by_hand(person_record(person), on=TODAY)

    assert [each.gone_on for each in plan(person)] == expected


@given(people)
def test_a_slow_second_reading_agrees_under_the_other_choices(person: GivenPerson) -> None:
    expected = by_hand(
        person_record(person), on=TODAY, choices=Choices(death="latest", earlier_counts=True)
    )

    assert [each.gone_on for each in plan(person, {**LATEST, **EARLIER_COUNTS})] == expected


@given(people)
def test_what_is_due_is_what_has_ended(person: GivenPerson) -> None:
    for each in plan(person):
        assert each.due_now is (each.gone_on is not None and each.gone_on <= TODAY)
        assert each.reasons


@given(people, st.randoms())
def test_the_order_of_the_cases_does_not_matter(person: GivenPerson, random: Any) -> None:
    named = [
        structs.replace(fact, case=f"05/{number:06}-20")
        for number, fact in enumerate(person.facts, start=1)
    ]
    shuffled = list(named)
    random.shuffle(shuffled)

    in_order = plan(structs.replace(person, facts=tuple(named)))
    in_disorder = plan(structs.replace(person, facts=tuple(shuffled)))

    assert in_disorder == in_order


@given(people, facts(crimes_only=True))
def test_a_conviction_for_another_crime_brings_no_end_forward(
    person: GivenPerson, another: GivenFact
) -> None:
    before = ends(person)

    after = ends(structs.replace(person, facts=(*person.facts, another)))

    assert all(later >= earlier for earlier, later in zip(before, after, strict=False))


@given(people, days)
def test_death_pushes_no_end_back(person: GivenPerson, died_on: LegalDay) -> None:
    alive = structs.replace(person, died_on=None)

    for without, with_death in zip(
        ends(alive), ends(structs.replace(person, died_on=died_on)), strict=True
    ):
        assert with_death <= without


@given(people, days)
def test_death_brings_no_end_forward_by_the_other_choice(
    person: GivenPerson, died_on: LegalDay
) -> None:
    alive = structs.replace(person, died_on=None)

    for without, with_death in zip(
        ends(alive, LATEST), ends(structs.replace(person, died_on=died_on), LATEST), strict=True
    ):
        assert with_death >= without


@given(
    people,
    st.sampled_from(["veroordeling", "vrijspraak", "sepot", "transactie"]),
    st.sampled_from([each for each in ARTICLES if not each.sexual]),
    days,
    days,
)
def test_a_later_start_never_brings_the_end_forward(
    person: GivenPerson, kind: str, article: Any, one: LegalDay, other: LegalDay
) -> None:
    earlier, later = sorted((one, other))
    # By the choice in force a verdict for another crime prolongs only what has begun. Where the
    # start moves across one, it is the other choice of which this holds.
    law, number, paragraph = article.text

    def started(on: LegalDay) -> GivenPerson:
        fact = GivenFact(
            articles=(f"{law} art. {number}" + (f" lid {paragraph}" if paragraph else ""),),
            kind="overtreding" if article.minor else "misdrijf",
            committed=as_day(1975, 1, 1),
            outcomes=({kind: on, **({"grounds": ["02"]} if kind == "sepot" else {})},),
        )
        return structs.replace(person, facts=(fact, *person.facts))

    assert ends(started(later), EARLIER_COUNTS)[0] >= ends(started(earlier), EARLIER_COUNTS)[0]
    if not any(
        isinstance(day, date) and earlier <= day <= later
        for fact in person.facts
        for part in (*fact.outcomes, *fact.executed)
        for day in part.values()
    ):
        assert ends(started(later))[0] >= ends(started(earlier))[0]


@given(people, st.one_of(days, st.none()), st.sampled_from(["veroordeling", "vrijspraak"]))
def test_only_its_own_start_matters_for_a_sexual_offence(
    person: GivenPerson, on: LegalDay | None, kind: str
) -> None:
    sexual = GivenFact(
        articles=("Sr art. 242",),
        committed=as_day(2001, 1, 1),
        outcomes=() if on is None else ({kind: on},),
    )

    alone = plan(GivenPerson(facts=(sexual,)))[0]
    among_others = plan(structs.replace(person, facts=(sexual, *person.facts)))[0]

    assert among_others == alone


@given(people)
def test_the_key_of_a_term_is_that_of_its_fact(person: GivenPerson) -> None:
    asked = desk()
    read = asked.facts(person)

    assert [each.key for each in asked.rules.plan(read, on=TODAY)] == [
        fact.key for fact in read.facts
    ]
    assert all(isinstance(fact.key, FactKey) for fact in read.facts)


def test_a_person_without_facts_has_no_terms() -> None:
    assert plan(GivenPerson()) == []
