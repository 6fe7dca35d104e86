"""What holds of look-back for all people: order in time, custody, lists, what is not known."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from jds.domain.time import LegalDay, add_days
from jds.law.certificates.classify import CertificateRules
from jds.law.certificates.custody import days_within, first_day_of_term
from jds.law.certificates.question import CertificateQuestion
from jds.law.classified import Classification
from jds.law.facts import read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rules import Law, load_law
from tests.law.cases import as_day
from tests.law.people import GivenPerson, person_record
from tests.oracle.look_back_by_hand import days_in_custody, first_day

_LAW = load_law()
_RULES = CertificateRules(_LAW)
_CATALOGUE = OffenceCatalogue(_LAW.offences, names=_LAW.names_of_acts)

_FIRST, _LAST = as_day(2005, 1, 1), as_day(2024, 5, 1)
past = st.dates(min_value=_FIRST, max_value=_LAST).map(LegalDay)
assessed = st.dates(min_value=as_day(2013, 3, 1), max_value=as_day(2032, 1, 1)).map(LegalDay)
stays = st.lists(
    st.tuples(past, st.integers(min_value=0, max_value=900)).map(
        lambda stay: (stay[0], stay[0] + timedelta(days=stay[1]))
    ),
    max_size=6,
)
articles = st.sampled_from(
    [
        "Sr art. 310",
        "Sr art. 242",
        "Sr art. 302 lid 1",
        "Sr art. 141",
        "Sr art. 225 lid 1",
        "Sr art. 420bis lid 1",
        "Sr art. 312 lid 2",
        "Sr art. 999",
        "Opiumwet art. 10 lid 4",
        "Straffenboek art. 32",
    ]
)
functions = st.sampled_from(["standaard", "taxi", "hoge-integriteit", "rechter-of-dji"])


@st.composite
def outcomes(draw: st.DrawFn) -> tuple[dict[str, Any], ...]:
    """Return how an offence ended: any outcome, with what it needs."""
    kind = draw(
        st.sampled_from(
            [
                "open",
                "sepot",
                "voorwaardelijk-sepot",
                "transactie",
                "strafbeschikking",
                "veroordeling",
                "vrijspraak",
                "ontslag-van-alle-rechtsvervolging",
                "schuldig-zonder-straf",
                "niet-ontvankelijk",
                "nietig",
                "overgedragen",
                "onbekend",
            ]
        )
    )
    if kind == "open":
        return ()
    written: dict[str, Any] = {kind: draw(past | st.just("unknown"))}
    if kind == "sepot":
        written["grounds"] = draw(st.lists(st.sampled_from(["02", "40", "57", "99"]), max_size=2))
    if kind == "veroordeling":
        written["sanctions"] = draw(
            st.lists(
                st.sampled_from(["gevangenisstraf P2Y", "taakstraf 80 uur", "tbs"]), max_size=2
            )
        )
    if draw(st.booleans()):
        written["irrevocable_on"] = as_day(2024, 5, 1)
    return (written,)


partial_days = past | past.map(lambda day: f"{day:%Y-%m}") | past.map(lambda day: day.year)


@st.composite
def facts(draw: st.DrawFn, *, days: st.SearchStrategy[Any] = partial_days) -> dict[str, Any]:
    """Return one fact of a person, as a case writes it."""
    return {
        "articles": draw(st.lists(articles, max_size=2)),
        "kind": draw(st.sampled_from(["misdrijf", "overtreding"])),
        "committed": draw(days | st.just("unknown")),
        "registered_on": draw(past | st.none()),
        "outcomes": draw(outcomes()),
    }


GROWN_UP = as_day(1980, 1, 1)
births = st.sampled_from([None, as_day(1980, 1, 1), as_day(2002, 2, 28), 2001, "2003-05"])


def sort_facts(
    written: list[dict[str, Any]],
    *,
    on: LegalDay,
    born: Any = GROWN_UP,
    applied_on: LegalDay | None = None,
    function: str = "standaard",
    rules: CertificateRules = _RULES,
) -> Classification:
    """Return the facts of a person in their groups."""
    person = msgspec.convert({"born": born, "facts": written}, type=GivenPerson)
    return rules.classify(
        read_facts(person_record(person), catalogue=_CATALOGUE),
        CertificateQuestion(applied_on=applied_on or on, assessed_on=on, function=function),
    )


def groups(*args: Any, **kwargs: Any) -> list[str]:
    """Return the groups in order."""
    return [fact.group for fact in sort_facts(*args, **kwargs).facts]


OUTSIDE = {
    "buiten-termijn",
    "buiten-termijn-mag-meewegen",
    "bijzondere-weigeringsgrond",
    "kan-bijzondere-weigeringsgrond",
}


def executed(spans: list[tuple[date, date]]) -> list[dict[str, Any]]:
    """Write each stay as a case of its own: a theft with a sentence, begun and ended."""
    return [
        {
            "articles": ["Sr art. 310"],
            "committed": _FIRST,
            "outcomes": [{"veroordeling": _FIRST}],
            "executed": [
                {"aangevangen": start, "sanction": "gevangenisstraf"},
                {"geeindigd": release, "sanction": "gevangenisstraf"},
            ],
        }
        for start, release in spans
    ]


def term_starts(found: Classification) -> LegalDay:
    """Return the first day of the term that was used."""
    (start,) = {r.facts["vanaf"] for r in found.reasons if "vanaf" in r.facts}
    assert isinstance(start, date)
    return LegalDay(start)


@given(spans=stays, on=assessed, function=functions)
def test_the_term_starts_where_a_walk_back_day_by_day_ends(
    spans: list[tuple[date, date]], on: LegalDay, function: str
) -> None:
    assume(all(start < release for start, release in spans))
    years = {"standaard": 4, "taxi": 5, "hoge-integriteit": 10, "rechter-of-dji": 30}[function]
    custody = {day for day in days_in_custody(spans) if day < on}

    found = sort_facts(executed(spans), on=on, function=function)

    # Reports of the future are reports all the same: a stay begun before the assessment is cut.
    assert term_starts(found) == first_day(on, years=years, custody=custody)


@given(spans=stays, on=assessed, days=st.integers(min_value=0, max_value=4000))
def test_a_term_holds_its_full_length_in_freedom(
    spans: list[tuple[date, date]], on: LegalDay, days: int
) -> None:
    custody = sorted(day.toordinal() for day in days_in_custody(spans) if day < on)
    merged = tuple((day, day + 1) for day in custody)

    start = first_day_of_term(on.toordinal(), days=days, stays=merged)

    assert start is not None
    within = days_within(merged, start=start, stop=on.toordinal())
    assert on.toordinal() - start - within == days


@given(spans=stays, more=stays, on=assessed)
def test_more_custody_never_makes_the_term_shorter(
    spans: list[tuple[date, date]], more: list[tuple[date, date]], on: LegalDay
) -> None:
    before = term_starts(sort_facts(executed(spans), on=on))
    after = term_starts(sort_facts(executed([*spans, *more]), on=on))

    assert after <= before


@given(
    written=st.lists(facts(), max_size=4),
    on=assessed,
    later=st.integers(min_value=0, max_value=3000),
    born=births,
    function=functions,
)
def test_a_later_assessment_brings_no_fact_inside(
    written: list[dict[str, Any]], on: LegalDay, later: int, born: Any, function: str
) -> None:
    """Without custody, under one day of application and one version of the rules."""
    then = add_days(on, later)
    assume((on < as_day(2023, 9, 1)) == (then < as_day(2023, 9, 1)))

    now = groups(written, on=on, born=born, applied_on=on, function=function)
    later_on = groups(written, on=then, born=born, applied_on=on, function=function)

    for before, after in zip(now, later_on, strict=True):
        if before in OUTSIDE:
            assert after in OUTSIDE
        if before == "kan-binnen-termijn":
            assert after != "binnen-termijn"


@given(spans=stays, on=assessed)
def test_with_custody_the_term_moves_back_by_the_day_of_a_leap_year_at_most(
    spans: list[tuple[date, date]], on: LegalDay
) -> None:
    """A term of four years before 29 February or 1 March may hold a day more than the day before.

    When that day was spent in custody, a day in freedom before the term is needed instead.
    """
    before = term_starts(sort_facts(executed(spans), on=on))
    after = term_starts(sort_facts(executed(spans), on=add_days(on, 1)))

    if after < before:
        assert (on.month, on.day) in {(2, 28), (2, 29)}
        custody = days_in_custody(spans)
        between = [
            day
            for day in map(date.fromordinal, range(after.toordinal(), before.toordinal()))
            if day not in custody
        ]
        assert len(between) == 1


@given(written=st.lists(facts(), min_size=1, max_size=4), on=assessed, born=births)
def test_a_fact_more_takes_no_other_fact_out_of_the_term(
    written: list[dict[str, Any]], on: LegalDay, born: Any
) -> None:
    fewer = groups(written[:-1], on=on, born=born)
    all_of_them = groups(written, on=on, born=born)

    for alone, together in zip(fewer, all_of_them, strict=False):
        if alone == "binnen-termijn":
            assert together == "binnen-termijn"
        if alone == "kan-binnen-termijn":
            assert together in {"kan-binnen-termijn", "binnen-termijn"}


@given(written=st.lists(facts(), max_size=5), on=assessed, born=births, function=functions)
def test_every_fact_stands_in_one_group_with_a_reason_that_can_be_read(
    written: list[dict[str, Any]], on: LegalDay, born: Any, function: str
) -> None:
    found = sort_facts(written, on=on, born=born, function=function)

    assert len({fact.key for fact in found.facts}) == len(written)
    for fact in found.facts:
        assert fact.reasons
        for reason in fact.reasons:
            assert reason.sentence("nl").endswith(".")
            assert reason.sentence("en").endswith(".")


@given(written=st.lists(facts(), max_size=5), on=assessed, function=functions)
def test_acquittals_and_technical_dismissals_are_never_weighed(
    written: list[dict[str, Any]], on: LegalDay, function: str
) -> None:
    for fact, group in zip(written, groups(written, on=on, function=function), strict=True):
        ended: dict[str, Any] = fact["outcomes"][-1] if fact["outcomes"] else {}
        if "vrijspraak" in ended:
            final = "irrevocable_on" in ended
            assert group == ("mag-niet-meewegen" if final else "eerst-navragen")
        if "sepot" in ended and "02" in ended["grounds"]:
            assert group == "mag-niet-meewegen"


@given(
    written=facts(),
    on=assessed,
    article=st.sampled_from(["Sr art. 242", "Sr art. 247", "Sr art. 273f lid 1"]),
    function=functions,
)
def test_a_sexual_offence_that_may_be_weighed_is_always_inside(
    written: dict[str, Any], on: LegalDay, article: str, function: str
) -> None:
    fact = {**written, "articles": [article], "kind": "misdrijf"}

    assert groups([fact], on=on, function=function)[0] in {
        "binnen-termijn",
        "mag-niet-meewegen",
        "eerst-navragen",
    }


def _days_of(written: dict[str, Any]) -> list[Any]:
    """Return the days of registration and of the outcome."""
    return [written["registered_on"], *(next(iter(o.values())) for o in written["outcomes"])]


@given(
    written=facts(days=past),
    on=assessed,
    known=st.sampled_from(["year", "month", "nothing"]),
    born=births,
)
def test_what_is_said_for_certain_of_a_day_known_in_part_holds_for_each_day_it_may_be(
    written: dict[str, Any], on: LegalDay, known: str, born: Any
) -> None:
    day = written["committed"]
    assume(isinstance(day, date))
    if known == "nothing":
        # Of an unknown day the rules take that it lies before its report; so must this one.
        reported = [fact_day for fact_day in _days_of(written) if isinstance(fact_day, date)]
        assume(all(day <= reported_on for reported_on in reported))
    in_part = {"year": day.year, "month": f"{day:%Y-%m}", "nothing": "unknown"}[known]

    (less,) = groups([{**written, "committed": in_part}], on=on, born=born)
    (more,) = groups([written], on=on, born=born)

    if less == "binnen-termijn":
        assert more == "binnen-termijn"
    if less in OUTSIDE:
        assert more in OUTSIDE
    if less in {"mag-niet-meewegen", "eerst-navragen"}:
        assert more == less


@given(
    written=st.lists(facts(), max_size=5),
    spans=stays,
    on=assessed,
    born=births,
    seen=st.sets(st.integers(min_value=0, max_value=8)),
)
def test_facts_that_were_not_given_bear_on_nothing(
    written: list[dict[str, Any]],
    spans: list[tuple[date, date]],
    on: LegalDay,
    born: Any,
    seen: set[int],
) -> None:
    every = [*written, *executed(spans)]
    numbered = [{**fact, "case": f"05/{place:06}-20"} for place, fact in enumerate(every)]
    person = msgspec.convert({"born": born, "facts": numbered}, type=GivenPerson)
    whole = read_facts(person_record(person), catalogue=_CATALOGUE)
    some = structs.replace(
        whole, facts=tuple(fact for place, fact in enumerate(whole.facts) if place in seen)
    )
    asked = CertificateQuestion(applied_on=on, assessed_on=on)

    alone = sort_facts(
        [fact for place, fact in enumerate(numbered) if place in seen], on=on, born=born
    )

    assert _RULES.classify(some, asked) == alone


@given(written=st.lists(facts(), max_size=4), on=assessed, born=births)
def test_the_same_question_has_the_same_answer(
    written: list[dict[str, Any]], on: LegalDay, born: Any
) -> None:
    assert sort_facts(written, on=on, born=born) == sort_facts(
        written, on=on, born=born, rules=CertificateRules(_LAW)
    )


@settings(max_examples=25)
@given(written=st.lists(facts(), max_size=4), on=assessed)
def test_a_longer_term_takes_nothing_out(written: list[dict[str, Any]], on: LegalDay) -> None:
    shorter = groups(written, on=on, function="taxi")
    longer = groups(written, on=on, function="hoge-integriteit")

    for five, ten in zip(shorter, longer, strict=True):
        if five == "binnen-termijn":
            assert ten == "binnen-termijn"


def test_the_law_of_these_tests_is_that_of_the_package(law: Law) -> None:
    assert _LAW.edition == law.edition
    with pytest.raises(msgspec.ValidationError):
        sort_facts([{"nothing": 1}], on=_LAST)
