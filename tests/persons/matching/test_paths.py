"""The order in which a search looks: narrow first, broad only when that did not do."""

from jds.persons.matching.describe import Description
from jds.persons.matching.keys import search_keys
from jds.persons.matching.paths import paths
from tests.persons.matching.described import person


def _gone(asked: Description, *, likely: bool = False, found: bool = False) -> list[str]:
    keys = search_keys(asked)
    names = {
        getattr(keys, name): name
        for name in ("by_slip", "by_slips", "by_birth", "by_name", "by_month", "by_family")
    }
    return [
        names[tuple(each)]
        for each in paths(
            asked,
            families_like=lambda: (),
            is_anybody_likely=lambda: likely,
            is_anybody_found=lambda: found,
        )
    ]


def test_every_path_is_gone_when_nobody_is_found() -> None:
    assert _gone(person()) == [
        "by_slip",
        "by_slips",
        "by_birth",
        "by_name",
        "by_month",
        "by_family",
    ]


def test_a_family_name_alone_is_tried_only_when_nobody_at_all_was_found() -> None:
    assert _gone(person(), found=True) == [
        "by_slip",
        "by_slips",
        "by_birth",
        "by_name",
        "by_month",
    ]


def test_only_the_narrow_path_is_gone_when_somebody_likely_is_found() -> None:
    assert _gone(person(), likely=True, found=True) == ["by_slip"]


def test_what_is_not_known_is_not_looked_for() -> None:
    assert _gone(person("", "", "19851201")) == ["by_birth"]
    assert _gone(person("", "Moulin", None)) == ["by_family"]
    assert _gone(Description()) == []


def test_names_that_look_alike_are_asked_for_when_the_narrow_path_did_not_do() -> None:
    asked = person("Anna", "Bakker", None)
    gone = list(
        paths(
            asked,
            families_like=lambda: ("bekker",),
            is_anybody_likely=lambda: False,
            is_anybody_found=lambda: False,
        )
    )

    assert len(gone[0]) > len(search_keys(asked).by_name)
