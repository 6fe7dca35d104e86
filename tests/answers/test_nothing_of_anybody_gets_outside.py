"""What is told outside does not depend on whom the register knows: nothing of anybody is in it."""

from typing import Any, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jds.answers.tell_outside import answers_resting_on, present_outside, tell_outside
from jds.database.connection import Database
from jds.domain.time import amsterdam_day, as_instant, instant_from_text
from jds.law.rules import load_law
from jds.law.values import SourceKind
from jds.sources.watch import look_at_sources
from jds.web.show_status import LANGUAGES, status_page
from tests.conftest import NewDatabase
from tests.intake.deliveries import (
    NEXT_DAY,
    NOON,
    admit,
    register_sources,
    registered,
    stated_complete,
    unfit,
)

HOUR = instant_from_text("2026-03-02T13:00:00Z") - NOON

_NAMES = st.text(st.characters(codec="utf-8", categories=("L", "M", "P", "Zs")), max_size=12)
_PERSONS = st.fixed_dictionaries(
    {
        "skn": st.integers(1_000_000, 9_999_999).map(str),
        "naam": st.fixed_dictionaries({"geslachtsnaam": _NAMES, "voornamen": _NAMES}),
        "geboorte": st.fixed_dictionaries({"plaats": _NAMES}),
    }
)


def told_of(database: Database, persons: list[dict[str, Any]]) -> tuple[Any, list[bytes]]:
    """Return what is told outside of a register with so many messages about these persons."""
    with database.transaction() as connection:
        register_sources(connection)
    count = len(persons)
    admit(database, *(registered(n, person=each) for n, each in enumerate(persons, start=1)))
    # One that is set aside, a statement, and a gap.
    admit(database, unfit(count + 1), stated_complete(count + 2), registered(count + 4))
    look_at_sources(database, clock=lambda: NOON, next_within=HOUR)
    with database.transaction() as connection:
        outside = tell_outside(connection, at=NOON, valid_until=as_instant(NOON + HOUR))
    # No edition was adopted here, so that nothing can be told of the answers.
    assert outside.answers is None
    answers = answers_resting_on(outside.sources, load_law(), on=amsterdam_day(NOON))
    outside = replace(outside, answers=answers)
    pages = [status_page(outside, language=language) for language in LANGUAGES]
    return present_outside(outside), pages


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_PERSONS, _PERSONS), min_size=1, max_size=4))
def test_two_registers_that_differ_in_their_people_tell_the_same(
    new_primary_database: NewDatabase, pairs: list[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    with new_primary_database() as one, new_primary_database() as other:
        here = told_of(one, [first for first, _ in pairs])
        there = told_of(other, [second for _, second in pairs])

    assert here == there


WORDS = {
    "onbekend",
    "niet-verbonden",
    "verbonden",
    "nooit-gehoord",
    "stil",
    "berichten-ontbreken",
    "aantallen-verschillen",
    "niet-volledig-bewezen",
    "bewijs-te-oud",
    "iets-klopt-niet",
}
URNS = {
    "urn:nld:oin:00000001000000000001:systeem:gps",
    "urn:nld:oin:00000001000000000002:systeem:rechtspraak",
    "urn:nld:oin:00000001000000000004:systeem:skdb",
}


def test_whatever_is_told_is_a_word_of_the_wire_a_source_or_a_moment_and_no_number(
    primary_database: Database,
) -> None:
    told, _ = told_of(primary_database, [{"skn": "1234567"}, {"skn": "2345678"}])

    codes = {code for pair in load_law().disclosure.purposes for code in pair.split("/")}
    leaves = list(_leaves(told))
    assert leaves
    for leaf in leaves:
        match leaf:
            case None | bool():
                continue
            case str() if leaf in WORDS | URNS | codes | set(get_args(SourceKind)):
                continue
            case str():
                assert instant_from_text(leaf) <= NEXT_DAY
            case _:
                raise AssertionError(f"[{leaf!r}] counts or names something")


def _leaves(told: Any) -> Any:
    match told:
        case dict():
            for each in told.values():
                yield from _leaves(each)
        case list():
            for each in told:
                yield from _leaves(each)
        case _:
            yield told
