"""Lists of offences: the day of the offence decides what a number means."""

import pytest

from jds.domain.blocks import Article, Offence, OffencePeriod
from jds.domain.time import LegalDay
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.offences.lists import ListedOffence, OffenceList
from tests.law.cases import as_day

CHANGE = as_day(2024, 7, 1)
OLD_RAPE = ListedOffence(act="Sr", articles=("242-247",), committed_before=CHANGE)
NEW_RAPE = ListedOffence(act="Sr", articles=("243",), committed_from=CHANGE)


def _is_listed(
    catalogue: OffenceCatalogue, row: ListedOffence, article: str, first: LegalDay, last: LegalDay
) -> bool:
    offence = Offence(
        number=1,
        kind="misdrijf",
        articles=(Article(law="Sr", article=article),),
        qualification="",
        period=OffencePeriod(first=first, last=last),
    )
    return OffenceList((row,)).covers(catalogue.classify(offence), first=first, last=last)


@pytest.mark.parametrize(
    ("row", "article", "day", "listed"),
    [
        (OLD_RAPE, "242", as_day(2024, 6, 30), True),
        (OLD_RAPE, "242", CHANGE, False),
        (NEW_RAPE, "243", as_day(2024, 6, 30), False),
        (NEW_RAPE, "243", CHANGE, True),
        (NEW_RAPE, "243 lid 2", CHANGE, True),
        (NEW_RAPE, "242", CHANGE, False),
    ],
)
def test_a_number_is_listed_only_for_the_days_it_means_that(
    catalogue: OffenceCatalogue, row: ListedOffence, article: str, day: LegalDay, listed: bool
) -> None:
    assert _is_listed(catalogue, row, article, day, day) is listed


def test_a_period_that_touches_the_days_of_a_row_may_be_listed(
    catalogue: OffenceCatalogue,
) -> None:
    assert _is_listed(catalogue, OLD_RAPE, "242", as_day(2024, 6, 30), as_day(2024, 7, 2))


@pytest.mark.parametrize(
    ("rows", "last", "standing"),
    [
        (("before",), as_day(2024, 6, 30), "listed"),
        (("before",), CHANGE, "perhaps"),
        (("before", "from"), CHANGE, "listed"),
        (("before", "later"), CHANGE, "perhaps"),
        (("later",), CHANGE, "not-listed"),
    ],
)
def test_rows_together_must_hold_every_day_of_the_offence(
    rows: tuple[str, ...], last: LegalDay, standing: str, catalogue: OffenceCatalogue
) -> None:
    written = {
        "before": ListedOffence(act="Sr", articles=("310",), committed_before=CHANGE),
        "from": ListedOffence(act="Sr", articles=("310",), committed_from=CHANGE),
        "later": ListedOffence(act="Sr", articles=("310",), committed_from=as_day(2024, 7, 2)),
    }
    first = as_day(2024, 6, 1)
    theft = Offence(
        number=1,
        kind="misdrijf",
        articles=(Article(law="Sr", article="310"),),
        qualification="",
        period=OffencePeriod(first=first, last=last),
    )
    listed = OffenceList([written[name] for name in rows])

    assert listed.standing(catalogue.classify(theft), first=first, last=last) == standing
