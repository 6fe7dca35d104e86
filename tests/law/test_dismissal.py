"""Grounds for dismissal: the closed list of codes, and the one that went out of use."""

import pytest

from jds.law.dismissal import GroundsForDismissal
from jds.law.rules import Law
from tests.law.cases import as_day


@pytest.fixture(scope="module")
def grounds(law: Law) -> GroundsForDismissal:
    return GroundsForDismissal(law)


def test_the_list_of_2014_has_51_codes(law: Law) -> None:
    assert len(law.grounds_for_dismissal.on(as_day(2014, 9, 1)).value.grounds) == 51


def test_code_04_was_in_use_until_the_end_of_june_2022(grounds: GroundsForDismissal) -> None:
    assert grounds.is_known_ground("04", on=as_day(2022, 6, 30))
    assert not grounds.is_known_ground("04", on=as_day(2022, 7, 1))


def test_a_code_without_an_end_is_known_on_either_side(grounds: GroundsForDismissal) -> None:
    for day in (as_day(2022, 6, 30), as_day(2022, 7, 1)):
        assert grounds.is_known_ground("02", on=day)


def test_a_code_is_known_on_an_unknown_day_when_it_ever_was(grounds: GroundsForDismissal) -> None:
    assert grounds.is_known_ground("04", on=None)
    assert not grounds.is_known_ground("57", on=None)


def test_a_dismissal_from_before_the_list_is_held_to_it(grounds: GroundsForDismissal) -> None:
    assert grounds.is_known_ground("02", on=as_day(1999, 1, 1))
    assert not grounds.is_known_ground("57", on=as_day(1999, 1, 1))


@pytest.mark.parametrize("code", ["", "1", "001", " 01", "57", "A1"])
def test_what_is_not_written_as_on_the_list_is_unknown(
    code: str, grounds: GroundsForDismissal
) -> None:
    assert not grounds.is_known_ground(code, on=as_day(2024, 1, 1))


def test_a_ground_is_shown_in_the_words_of_the_prosecution_service(
    grounds: GroundsForDismissal,
) -> None:
    ground = grounds.find("02", on=as_day(2024, 1, 1))

    assert ground is not None
    assert (ground.group, ground.text) == ("technical", "onvoldoende bewijs")
