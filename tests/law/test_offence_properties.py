"""What must hold of every citation: more days, less precision or another order never lighten it."""

from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from jds.domain.time import LegalDay
from jds.law.offences.aggravation import Aggravation
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.offences.offence_class import OffenceClass
from jds.law.rules import Law, load_law
from tests.law.cases import as_day
from tests.law.offence_cases import offence_of

_LAW = load_law()
_ROWS = sorted(
    (table.newest.value.act, row.article)
    for table in _LAW.offences.acts
    for row in table.newest.value.provisions
)

cited = st.sampled_from(_ROWS)
days = st.one_of(
    st.dates(min_value=as_day(2010, 1, 1), max_value=as_day(2027, 1, 1)),
    st.dates(min_value=as_day(2024, 6, 28), max_value=as_day(2024, 7, 3)),
).map(LegalDay)
spans = st.integers(0, 900).map(lambda count: timedelta(days=count))


def _written(row: tuple[str, str]) -> str:
    """Return `Sr art. 141 lid 2 1` for Sr 141(2)(1)."""
    act, article = row
    number, _, parts = article.partition("(")
    named = parts.replace(")(", " ").rstrip(")")
    return f"{act} art. {number}" + (f" lid {named}" if named else "")


def _bare(row: tuple[str, str]) -> str:
    return f"{row[0]} art. {row[1].partition('(')[0]}"


def _class(
    catalogue: OffenceCatalogue, *articles: str, first: LegalDay, last: LegalDay
) -> OffenceClass:
    return catalogue.classify(offence_of(articles, committed={"from": first, "to": last}))


@given(cited, days, spans, spans, spans)
def test_a_wider_period_never_lowers_the_maximum(
    catalogue: OffenceCatalogue,
    row: tuple[str, str],
    day: LegalDay,
    length: timedelta,
    before: timedelta,
    after: timedelta,
) -> None:
    last = LegalDay(day + length)
    narrow = _class(catalogue, _written(row), first=day, last=last)
    wide = _class(
        catalogue, _written(row), first=LegalDay(day - before), last=LegalDay(last + after)
    )

    assert wide.life >= narrow.life
    assert (wide.maximum_months or 0) >= (narrow.maximum_months or 0)
    assert wide.maximum_unknown >= narrow.maximum_unknown
    assert wide.categories >= narrow.categories


@given(cited, days, spans)
def test_a_more_precise_citation_never_raises_the_maximum(
    catalogue: OffenceCatalogue, row: tuple[str, str], day: LegalDay, length: timedelta
) -> None:
    last = LegalDay(day + length)
    bare = _class(catalogue, _bare(row), first=day, last=last)
    precise = _class(catalogue, _written(row), first=day, last=last)

    # A paragraph of another time is another law, not a more precise citation of this one.
    if "andere-wet" not in precise.doubts and "lid-onbekend" not in precise.doubts:
        assert precise.life <= bare.life
        assert (precise.maximum_months or 0) <= (bare.maximum_months or 0)
        assert precise.categories <= bare.categories


@given(st.lists(cited, min_size=1, max_size=4), days, spans, st.permutations(range(4)))
def test_the_order_of_articles_does_not_matter(
    catalogue: OffenceCatalogue,
    rows: list[tuple[str, str]],
    day: LegalDay,
    length: timedelta,
    order: list[int],
) -> None:
    last = LegalDay(day + length)
    articles = [_written(row) for row in rows]
    mixed = [articles[place] for place in order if place < len(articles)]
    straight = _class(catalogue, *articles, first=day, last=last)
    shuffled = _class(catalogue, *mixed, first=day, last=last)

    assert structs.replace(shuffled, cited=()) == structs.replace(straight, cited=())


@given(st.lists(cited, min_size=1, max_size=3), cited, days)
def test_another_article_never_lowers_the_maximum(
    catalogue: OffenceCatalogue,
    rows: list[tuple[str, str]],
    other: tuple[str, str],
    day: LegalDay,
) -> None:
    fewer = _class(catalogue, *map(_written, rows), first=day, last=day)
    more = _class(catalogue, *map(_written, [*rows, other]), first=day, last=day)
    # Sr 248(1) before 1 July 2024 raised the maximum of others and described no offence itself:
    # alone it leaves everything unknown, beside an offence it does not.
    assume(not all(each.is_beside for each in fewer.cited))

    assert (more.maximum_months or 0) >= (fewer.maximum_months or 0)
    assert more.life >= fewer.life
    assert more.maximum_unknown >= fewer.maximum_unknown


@given(cited, days, spans)
def test_a_wider_period_never_takes_an_offence_off_a_list_for_certain(
    catalogue: OffenceCatalogue, row: tuple[str, str], day: LegalDay, length: timedelta
) -> None:
    narrow = _class(catalogue, _written(row), first=day, last=day)
    wide = _class(catalogue, _written(row), first=day, last=LegalDay(day + length))

    for named in _LAW.offences.lists.every():
        if narrow.may_be_on(named):
            assert wide.may_be_on(named)
        if wide.is_surely_on(named):
            assert narrow.may_be_on(named)


@given(cited, days)
def test_every_row_is_found_by_its_own_citation(
    catalogue: OffenceCatalogue, row: tuple[str, str], day: LegalDay
) -> None:
    found = _class(catalogue, _written(row), first=day, last=day)
    # On that day the number was not an offence but an article beside one: Sr 248(1).
    assume(not all(each.is_beside for each in found.cited))

    assert found.is_known
    assert not {"artikel-onbekend", "wet-onbekend", "lid-onbekend"} & set(found.doubts)


def _catalogue_with(law: Law, **choices: object) -> OffenceCatalogue:
    rule = law.offences.aggravation
    value: Aggravation = structs.replace(rule.newest.value, **choices)
    changed = structs.replace(rule, versions=(structs.replace(rule.newest, value=value),))
    offences = structs.replace(law.offences, aggravation=changed)
    return OffenceCatalogue(offences, names=law.names_of_acts)


def test_an_aggravation_can_be_left_out_of_the_maximum(law: Law) -> None:
    catalogue = _catalogue_with(law, raised_maximum="does-not-count")
    day = as_day(2020, 1, 1)
    found = _class(catalogue, "Sr art. 300 lid 1", "Sr art. 304", first=day, last=day)

    assert found.maximum_months == 36
    assert found.doubts == ("strafverzwaring-niet-geteld",)


def test_an_unknown_article_can_be_left_out_of_the_maximum(law: Law) -> None:
    catalogue = _catalogue_with(law, unknown_beside_known="does-not-count")
    day = as_day(2020, 1, 1)
    found = _class(catalogue, "Sr art. 310", "Sr art. 999", first=day, last=day)

    assert not found.maximum_unknown
    assert found.doubts == ("artikel-onbekend",)
