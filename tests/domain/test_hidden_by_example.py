"""What may not be shown: dismissals 01 and 09, minor offences: contract, section 3 ("hidden")."""

from typing import Any

import pytest

from tests.domain.stories import (
    Wire,
    charges,
    corrects,
    decides,
    effects,
    enters,
    feit,
    judges,
    known,
    outcomes,
    person_with,
)


def _dismissed(name: str = "sepot", *, ground: str, **more: Any) -> Wire:
    return decides(name, on="2025-04-01", besluit="sepot", sepotgronden=[ground], **more)


@pytest.mark.parametrize("ground", ["01", "09"])
@pytest.mark.parametrize("on", [None, "2025-03-10", "2025-03-31", "2025-04-01", "2030-01-01"])
def test_dismissals_01_and_09_hide_the_offence_on_every_day(ground: str, on: str | None) -> None:
    register = known(enters(), _dismissed(ground=ground), on=on)

    assert person_with(register, "skn:1234567").cases == ()


@pytest.mark.parametrize("ground", ["01", "09"])
def test_dismissals_01_and_09_hide_the_offence_at_every_moment_of_knowledge(ground: str) -> None:
    story = [enters(), _dismissed(ground=ground)]
    today = known(*story)

    before = known(story[0], removed=today.removed)

    assert outcomes(known(story[0])) == {1: "open"}
    assert person_with(before, "skn:1234567").cases == ()
    assert effects(before) == {"zaak": "verborgen"}
    assert effects(today) == {"zaak": "verborgen", "sepot": "verborgen"}


@pytest.mark.parametrize("ground", ["02", "10", "1", "43"])
def test_another_ground_hides_nothing(ground: str) -> None:
    register = known(enters(), _dismissed(ground=ground))

    assert outcomes(register) == {1: "sepot"}
    assert effects(register) == {"zaak": "toegepast", "sepot": "toegepast"}


def test_other_offences_of_the_case_stay() -> None:
    register = known(enters(feiten=[feit(1), feit(2)]), _dismissed(ground="01", feitnummers=[1]))

    assert outcomes(register) == {2: "open"}
    assert effects(register) == {"zaak": "toegepast", "sepot": "verborgen"}


def test_a_dismissal_that_was_corrected_hides_only_while_it_was_known() -> None:
    dismissal = _dismissed(ground="01")
    correction = corrects("c", dismissal, on="2025-06-01", sepotgronden=["02"])
    today = known(enters(), dismissal, correction)

    before_it = known(enters(), removed=today.removed)
    while_known = known(enters(), dismissal, removed=today.removed)

    assert outcomes(before_it) == {1: "open"}
    assert person_with(while_known, "skn:1234567").cases == ()
    assert outcomes(today) == {1: "sepot"}


def test_a_person_of_whom_everything_is_hidden_was_never_heard_of() -> None:
    named = {"skn": "1234567", "naam": {"geslachtsnaam": "Moulin"}}
    person = person_with(
        known(enters(persoon=named), _dismissed(ground="01", persoon=named)), "skn:1234567"
    )

    assert (person.is_known, person.current.name, person.cases) == (False, None, ())


def test_a_dismissal_that_was_replaced_hides_no_longer() -> None:
    register = known(
        enters(),
        _dismissed(ground="01"),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}),
    )

    assert outcomes(register) == {1: "vrijspraak"}


def test_a_ground_in_the_words_of_a_source_is_not_taken_for_another() -> None:
    register = known(
        enters(),
        decides(
            "s", on="2025-04-01", besluit="sepot", sepotgronden=[{"code": "01", "tekst": "oud"}]
        ),
    )

    assert outcomes(register) == {1: "sepot"}


# Minor offences -----------------------------------------------------------------------------------


def _fined(cents: int) -> Wire:
    return judges(
        "vonnis",
        on="2025-05-01",
        uitkomsten={1: "veroordeling"},
        sancties=[{"soort": "geldboete", "bedrag": {"centen": cents, "valuta": "EUR"}}],
    )


def test_a_minor_offence_below_the_threshold_is_hidden() -> None:
    register = known(enters(feiten=[feit(soort="overtreding")]), _fined(9_999))

    assert person_with(register, "skn:1234567").cases == ()
    assert effects(register) == {"zaak": "verborgen", "vonnis": "verborgen"}


def test_a_minor_offence_enters_with_a_decision_at_the_threshold() -> None:
    register = known(enters(feiten=[feit(soort="overtreding")]), _fined(10_000))

    assert outcomes(register) == {1: "veroordeling"}
    assert effects(register) == {"zaak": "toegepast", "vonnis": "toegepast"}


@pytest.mark.parametrize(("on", "cases"), [("2025-04-30", 0), ("2025-05-01", 1)])
def test_a_minor_offence_enters_on_the_day_of_the_decision(on: str, cases: int) -> None:
    register = known(enters(feiten=[feit(soort="overtreding")]), _fined(10_000), on=on)

    assert len(person_with(register, "skn:1234567").cases) == cases


def test_a_minor_offence_beside_a_crime_is_hidden_alone() -> None:
    register = known(enters(feiten=[feit(1), feit(2, soort="overtreding")]))

    assert outcomes(register) == {1: "open"}
    assert effects(register) == {"zaak": "toegepast"}


def test_a_list_of_charges_may_bring_the_crime_with_which_a_case_is_shown() -> None:
    register = known(
        enters(feiten=[feit(1, soort="overtreding")]),
        charges("lijst", on="2025-04-01", feiten=[feit(1)]),
    )

    assert outcomes(register) == {1: "open"}
