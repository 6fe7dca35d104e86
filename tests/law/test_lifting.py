"""When a shield may be lifted: every case of `rights/lifting.yaml`, and what holds for all days."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, field, structs

from jds.domain.time import LegalDay, add_days
from jds.law.rights.lifting import days_for_lifting
from jds.law.rights.rules import Lifting, RightsLaw
from jds.law.rule_file import read_document
from jds.law.rules import Law, load_law
from tests.law.cases import as_day

FILE = Path(__file__).parent / "rights" / "lifting.yaml"


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    told_on: LegalDay


class LiftingCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about a day of telling, and the days on which a shield may be lifted."""

    name: str
    source: str
    covers: tuple[str, ...]
    given: Told
    ends_before: LegalDay
    because: str
    first: LegalDay = field(name="from")


CASES = msgspec.convert(
    read_document(FILE.read_text(encoding="utf-8"), file=FILE.name), list[LiftingCase]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_lifting(case: LiftingCase, law: Law) -> None:
    days = days_for_lifting(case.given.told_on, law=law.rights)

    assert days is not None
    assert days.starts_on == case.first
    assert days.ends_before == case.ends_before
    assert not days.covers(add_days(case.first, -1))
    assert not days.covers(case.ends_before)


def _with(**changes: Any) -> RightsLaw:
    rule = load_law().rights.lifting
    newest = structs.replace(rule.newest, value=structs.replace(rule.newest.value, **changes))
    return RightsLaw(structs.replace(rule, versions=(newest,)))


def test_the_day_of_telling_counts_where_the_rule_says_so() -> None:
    days = days_for_lifting(as_day(2026, 3, 1), law=_with(term_begins="day-of-telling"))

    assert days is not None
    assert days.starts_on == as_day(2026, 3, 15)


def test_a_rule_that_leaves_no_day_lifts_nothing() -> None:
    told_on = as_day(2026, 3, 1)

    assert days_for_lifting(told_on, law=_with(notice_holds_days=14)) is None
    last = days_for_lifting(told_on, law=_with(notice_holds_days=15))
    assert last is not None
    assert (last.starts_on, last.ends_before) == (as_day(2026, 3, 16), as_day(2026, 3, 17))


@pytest.mark.parametrize(
    "value",
    [
        {"whole_days_between": 0, "term_begins": "day-of-telling", "notice_holds_days": 9},
        {"whole_days_between": 9, "term_begins": "at-noon", "notice_holds_days": 9},
        {"whole_days_between": 9, "term_begins": "day-of-telling", "notice_holds_days": 0},
    ],
)
def test_a_rule_without_a_day_in_between_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(value, Lifting)


@given(st.dates(as_day(2019, 1, 1), as_day(2090, 1, 1)).map(LegalDay))
def test_a_later_telling_never_brings_the_lifting_forward(told_on: LegalDay) -> None:
    law = _LAW.rights
    days, next_days = (days_for_lifting(day, law=law) for day in (told_on, add_days(told_on, 1)))

    assert days is not None
    assert next_days is not None
    assert told_on < days.starts_on < next_days.starts_on


_LAW = load_law()
