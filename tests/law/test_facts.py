"""What the rules ask about a person: ages, lengths, sanctions, and the facts of a record."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jds.domain.blocks import Sanction
from jds.domain.partial_date import UNKNOWN_DATE, Year, YearMonth
from jds.domain.time import Duration, LegalDay, add_years
from jds.law.ages import Age, age_on
from jds.law.facts import read_facts
from jds.law.lengths import add_length, is_at_least, is_longer_than, total
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.reasons import because
from jds.law.rules import Law
from jds.law.sanctions import is_unconditional, unconditional_custody
from tests.law.cases import as_day
from tests.law.people import GivenPerson, person_record, read_sanction

days = st.dates(min_value=as_day(1900, 1, 1), max_value=as_day(2100, 1, 1)).map(LegalDay)


def test_an_age_is_reached_on_the_birthday_and_not_the_day_before() -> None:
    assert age_on(as_day(2018, 5, 1), born=as_day(2000, 5, 1)) == Age(18, 18)
    assert age_on(as_day(2018, 4, 30), born=as_day(2000, 5, 1)) == Age(17, 17)


def test_somebody_born_on_29_february_reaches_an_age_on_1_march() -> None:
    born = as_day(2004, 2, 29)

    assert age_on(as_day(2022, 2, 28), born=born) == Age(17, 17)
    assert age_on(as_day(2022, 3, 1), born=born) == Age(18, 18)
    assert age_on(as_day(2024, 2, 29), born=born) == Age(20, 20)


def test_an_age_from_a_birth_date_known_in_part_has_bounds() -> None:
    assert age_on(as_day(2018, 5, 1), born=Year(jaar=2000)) == Age(17, 18)
    assert age_on(as_day(2018, 5, 15), born=YearMonth(jaar=2000, maand=5)) == Age(17, 18)
    assert age_on(as_day(2018, 6, 1), born=YearMonth(jaar=2000, maand=5)) == Age(18, 18)
    assert age_on(as_day(2018, 5, 1), born=UNKNOWN_DATE) == Age(None, None)
    assert age_on(as_day(2018, 5, 1), born=None) == Age(None, None)


def test_an_unknown_age_is_certainly_neither_reached_nor_not() -> None:
    unknown = age_on(as_day(2018, 5, 1), born=None)

    assert not unknown.is_certainly(18)
    assert not unknown.is_certainly_under(18)


@given(days, st.integers(0, 80))
def test_an_age_is_reached_exactly_when_that_many_years_have_passed(
    born: LegalDay, years: int
) -> None:
    birthday = add_years(born, years)

    assert age_on(birthday, born=born).at_least == years


def test_lengths_are_added_by_the_calendar() -> None:
    assert add_length(as_day(2024, 1, 31), Duration(months=1)) == as_day(2024, 3, 1)
    assert add_length(as_day(2024, 1, 1), Duration(hours=25)) == as_day(2024, 1, 3)
    assert total([Duration(months=6), Duration(years=1, days=2)]) == Duration(
        years=1, months=6, days=2
    )


def test_more_than_twenty_years_is_told_to_the_day() -> None:
    assert not is_longer_than(Duration(years=20), years=20)
    assert is_longer_than(Duration(years=20, days=1), years=20)
    assert is_longer_than(Duration(months=241), years=20)
    assert is_at_least(Duration(years=1), months=12)
    assert not is_at_least(Duration(months=11, days=29), months=12)


@pytest.mark.parametrize(
    ("written", "unconditional", "is_any"),
    [
        ("gevangenisstraf P2Y", Duration(years=2), True),
        ("gevangenisstraf P2Y proeftijd P2Y", Duration(), False),
        ("gevangenisstraf P2Y onvoorwaardelijk P1Y proeftijd P2Y", Duration(years=1), True),
        ("gevangenisstraf P2Y onvoorwaardelijk P0D proeftijd P2Y", Duration(), False),
        ("gevangenisstraf", Duration(), True),
        ("gevangenisstraf levenslang", Duration(), True),
        ("taakstraf 80 uur", Duration(), True),
    ],
)
def test_how_much_of_a_sanction_is_unconditional(
    written: str, unconditional: Duration, is_any: bool
) -> None:
    sanction = read_sanction(written)

    assert unconditional_custody([sanction]) == unconditional
    assert is_unconditional(sanction) is is_any


def test_a_length_in_words_is_no_length_and_stops_nothing() -> None:
    assert unconditional_custody([Sanction(kind="gevangenisstraf", duration="lang")]) == Duration()


def test_facts_are_read_from_the_record(catalogue: OffenceCatalogue) -> None:
    given = msgspec.convert(
        {
            "born": as_day(2003, 6, 1),
            "facts": [
                {
                    "articles": ["Sr art. 302 lid 1"],
                    "committed": {"from": as_day(2020, 5, 1), "to": as_day(2021, 7, 1)},
                    "registered_on": as_day(2021, 8, 1),
                    "outcomes": [
                        {"veroordeling": as_day(2022, 1, 1), "sanctions": ["taakstraf 80 uur"]},
                        {
                            "veroordeling": as_day(2022, 9, 1),
                            "irrevocable_on": as_day(2022, 9, 15),
                            "sanctions": ["gevangenisstraf P6M"],
                        },
                    ],
                    "executed": [{"geeindigd": as_day(2023, 1, 1), "sanction": "gevangenisstraf"}],
                }
            ],
        },
        type=GivenPerson,
    )
    (fact,) = read_facts(person_record(given), catalogue=catalogue).facts

    assert fact.is_crime
    assert fact.is_irrevocable
    assert fact.age == Age(16, 18)
    assert fact.registered_on == as_day(2021, 8, 1)
    assert fact.first_instance_on == as_day(2022, 1, 1)
    assert fact.decided_on == as_day(2022, 9, 1)
    assert fact.irrevocable_on == as_day(2022, 9, 15)
    assert fact.executed_on == as_day(2023, 1, 1)
    assert fact.offence_class.maximum_months == 96


def test_a_reason_names_its_rule_its_article_and_how_sure_it_is(law: Law) -> None:
    reason = because(law.removal, "", on=None)

    assert (reason.id, reason.cite) == (law.removal.id, law.removal.newest.cite)
    assert not reason.is_read_in_current_text
