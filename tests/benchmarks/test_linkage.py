"""The measurement of linkage, on people whose truth is plain; and the sets it reads."""

import random

import pytest

from benchmarks.figures import at_least
from benchmarks.linkage_errors import twin_of, with_errors
from benchmarks.linkage_measure import Found, measure, true_pairs
from benchmarks.linkage_sets import Described, PeopleSet, people_sets, personas
from jds.domain.blocks import Birth, Name, Person
from jds.domain.partial_date import from_gba
from jds.persons.matching.compare import compare
from jds.persons.matching.describe import describe
from jds.persons.matching.method import method_in_use

METHOD = method_in_use()


@pytest.fixture(scope="module")
def sets() -> dict[str, PeopleSet]:
    return {each.name: each for each in people_sets()}


def _person(given: str, family: str, born: str, place: str = "Thann") -> Person:
    return Person(
        name=Name(given_names=given, family_name=family),
        birth=Birth(on=from_gba(born), place=place),
    )


def test_the_halves_of_a_set_share_nobody(sets: dict[str, PeopleSet]) -> None:
    for each in sets.values():
        tuned, reported = ({one.who for one in half} for half in (each.tuning, each.reporting))
        assert tuned
        assert reported
        assert tuned.isdisjoint(reported)


def test_every_set_is_whole_and_has_no_number_of_anybody(sets: dict[str, PeopleSet]) -> None:
    sizes = {name: len(each.tuning) + len(each.reporting) for name, each in sets.items()}

    assert sizes["FEBRL 1"] == 1_000
    assert sizes["FEBRL 2"] == 5_000
    assert sizes["fake_1000"] == 1_000
    assert sizes["fake_20000"] == 20_000
    assert len(list(personas())) == 687
    for each in sets.values():
        for one in (*each.tuning, *each.reporting):
            person = one.person
            assert (person.skn, person.bsn, person.v_number) == (None, None, None)


def test_what_is_one_is_found_and_what_is_two_is_not() -> None:
    people = [
        Described("a", _person("Suzanne", "Moulin", "19851201")),
        Described("a", _person("Suzanne", "Moulin", "19850112")),
        Described("b", _person("Piet", "Bakker", "19520317", "Lyon")),
        Described("c", _person("Fatima", "el Masri", "20010611", "Rabat")),
    ]
    found = measure("a few", people, method=METHOD)

    assert true_pairs(people) == {(0, 1)}
    assert (found.suggested.right, found.suggested.proposed) == (1, 1)
    assert (found.certain.right, found.certain.proposed) == (0, 0)
    assert found.asked is not None
    assert (found.asked.searches, found.asked.first) == (2, 2)
    assert found.bounds.met == found.bounds.without_keys == 1.0


def test_a_wrong_proposal_costs_precision_and_a_missed_one_recall() -> None:
    people = [
        Described("a", _person("Suzanne", "Moulin", "19851201")),
        Described("b", _person("Suzanne", "Moulin", "19851201")),
        Described("c", _person("Piet", "Bakker", "19520317")),
        Described("c", _person("Anna", "Visser", "20010611", "Lyon")),
    ]
    found = measure("a few", people, method=METHOD)

    assert found.suggested.precision == 0.0
    assert found.suggested.recall == 0.0
    assert (found.certain.right, found.certain.proposed) == (0, 1)


def test_the_half_that_nothing_was_tuned_on_meets_the_targets(sets: dict[str, PeopleSet]) -> None:
    for name in ("FEBRL 1", "personas, with twins"):
        found = measure(name, sets[name].reporting, method=METHOD, with_everybody=5)
        assert found.suggested.recall >= 0.95
        assert found.certain.precision >= 0.999
        assert found.certain.proposed > 50


def test_a_planted_twin_is_twinlike() -> None:
    dice = random.Random(1)
    someone = _person("Suzanne", "Moulin", "19851201")
    twin = twin_of(someone, dice=dice)

    assert twin is not None
    assert compare(describe(someone), describe(twin), method=METHOD).is_twinlike


def test_mistakes_are_the_same_again_and_leave_nobody_unchanged_for_long() -> None:
    someone = _person("Suzanne Maria", "Moulin", "19851201")
    first, second = (
        [with_errors(someone, dice=dice) for _ in range(20)]
        for dice in (random.Random(3), random.Random(3))
    )

    assert first == second
    assert sum(each != someone for each in first) > 15


def test_a_sample_without_mistakes_shows_no_more_than_its_size() -> None:
    assert at_least(3000, 3000) == pytest.approx(0.05 ** (1 / 3000))
    assert at_least(100, 100) < 0.975 < at_least(150, 150)
    assert at_least(0, 10) == 0.0
    assert at_least(9, 10) < at_least(90, 100) < 0.9


def test_nothing_proposed_is_not_imprecise() -> None:
    assert Found(right=0, proposed=0, true=4).precision == 1.0
