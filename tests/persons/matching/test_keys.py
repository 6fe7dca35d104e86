"""Keys: who is described with one mistake is found, and nobody is looked for among everybody."""

from collections.abc import Iterable

import pytest
from hypothesis import given

from jds.persons.matching.describe import Description
from jds.persons.matching.keys import SearchKeys, deletions_of, family_key, keys_of, search_keys
from tests.persons.matching.described import DESCRIPTIONS, person


def _all(keys: SearchKeys) -> set[int]:
    return {
        *keys.by_birth,
        *keys.by_slip,
        *keys.by_slips,
        *keys.by_name,
        *keys.by_month,
        *keys.by_family,
    }


def _meet(asked: Description, kept: Description, *paths: str) -> bool:
    keys = search_keys(asked)
    looked: Iterable[int] = (
        _all(keys) if not paths else (key for path in paths for key in getattr(keys, path))
    )
    return not keys_of(kept).isdisjoint(looked)


@pytest.mark.parametrize(
    "asked",
    [
        person(),
        person(born="19850112"),
        person(born="19861201"),
        person(born="19851202"),
        person(born="19951201"),
        person("Susanne", "Moulyn", "19851202"),
        person("Moulin", "Suzanne"),
        person("Moulin", "Suzanne", "19861201"),
        person("S.", "Moulin", "19861201"),
        person("", "Moulin", "19861201"),
        person("Suzanne", "", "19861201"),
        person("Suzanne", "Jansen-Moulin", "19861201"),
        person("Suzanne", "Moulin-Jansen", "19861201"),
        person("Suus", "Moulin", "19861201"),
        person("Мария Сузанне", "Мулин", "19861201"),
    ],
)
def test_somebody_described_with_a_mistake_is_found_by_the_narrow_paths(asked: Description) -> None:
    assert _meet(asked, person(), "by_birth", "by_slip", "by_slips")


@pytest.mark.parametrize(
    "asked",
    [
        person("Suzanne", "Bakker", "19850112"),
        person("Moulin", "Suzanne", "19861201"),
    ],
)
def test_two_mistakes_are_looked_for_apart_from_one(asked: Description) -> None:
    """Whoever has the given name and about the date is many; they wait until one mistake failed."""
    assert not _meet(asked, person(), "by_slip")
    assert _meet(asked, person(), "by_slips")


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        (person(born=None), "by_name"),
        (person("S", "Moulin", None), "by_name"),
        (person("Susanna", "Moulijn", "19200503"), "by_name"),
        (person(born="19861105"), "by_month"),
        (person("", "Moulin", None), "by_family"),
    ],
)
def test_each_broad_path_finds_what_it_is_for(asked: Description, path: str) -> None:
    assert _meet(asked, person(), path)


def test_what_is_known_of_a_date_is_enough_with_a_name() -> None:
    for known in ("19851200", "19850000"):
        assert _meet(person(), person(born=known), "by_slip")


def test_somebody_whose_date_is_unknown_is_found_by_name_and_place() -> None:
    assert _meet(
        person("Suzan", "Moulin", "19861201", town="Thann"),
        person("Zus", "Moulin", None, town="Thann"),
        "by_slips",
    )


def test_a_family_name_with_a_place_waits_until_the_date_found_nobody_likely() -> None:
    """In a large town many have a common name, and whoever has the date too is likelier."""
    neighbour = person("Piet", "Moulin", "19500606", town="Thann")

    assert not _meet(person(town="Thann"), neighbour, "by_slip")
    assert _meet(person(town="Thann"), neighbour, "by_slips")


def test_others_are_not_looked_for() -> None:
    assert not _meet(person(), person("Piet", "Bakker", "19200503"))
    assert not _meet(person("Suzanne", "", "19851201"), person("Suzanne", "Bakker", "19200503"))


def test_whoever_has_one_name_is_found_in_either_field() -> None:
    assert _meet(person("", "Suharto", None), person("Suharto", "", "19200503"), "by_family")
    assert _meet(person("Suharto", "", None), person("", "Suharto", "19200503"), "by_family")


@given(DESCRIPTIONS)
def test_everybody_is_found_by_what_is_known_of_them(described: Description) -> None:
    # By a given name alone nobody is looked for: a register holds tens of thousands of each.
    if described.birth or any(name.family for name in described.names):
        assert _meet(described, described)


@given(DESCRIPTIONS)
def test_keys_fit_the_index_and_are_the_same_again(described: Description) -> None:
    keys = keys_of(described)

    assert keys == keys_of(described)
    assert all(-(2**63) <= key < 2**63 for key in keys | _all(search_keys(described)))


def test_a_description_has_few_keys() -> None:
    assert len(keys_of(person(place="Thann"))) == 9
    assert len(keys_of(person("Suzanne", "Jansen-Moulin", town="Thann"))) <= 20
    assert keys_of(Description()) == frozenset()


def test_a_key_never_changes() -> None:
    """What is kept in an index must be found by the next version too, or the form must change."""
    assert family_key("moulin") == 4143531487176766874
    assert family_key("moulin") in keys_of(person())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jansen", "janssen"),
        ("jansen", "jasnen"),
        ("jansen", "hansen"),
        ("vos", "bos"),
        ("kiezebrinkveldhuis", "kiezebrinkveldhuys"),
    ],
)
def test_names_a_slip_or_two_apart_share_a_neighbourhood(one: str, other: str) -> None:
    assert not deletions_of(one).isdisjoint(deletions_of(other))


def test_other_names_share_none() -> None:
    assert deletions_of("jansen").isdisjoint(deletions_of("bakker"))
    assert deletions_of("jansen").isdisjoint(deletions_of("pietersen"))


def test_the_neighbourhood_of_the_longest_name_is_bounded() -> None:
    assert len(deletions_of("abcdefghijklmnopqrstuvwxyz" * 8)) < 120
