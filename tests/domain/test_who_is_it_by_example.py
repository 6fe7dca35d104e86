"""Who are one person, and how they are described: contract, section 3 ("Who is it")."""

import pytest

from jds.domain.record import Register
from tests.domain.stories import (
    COURT,
    OM,
    OTHER,
    OTHER_CASE,
    PERSONS,
    SUSPECT,
    THIRD,
    Wire,
    effects,
    enters,
    judges,
    known,
    merges,
    person_with,
    said,
    separates,
)

BSN = "999993653"
MOULIN = {
    "naam": {"voornamen": "Suzanne", "geslachtsnaam": "Moulin"},
    "geboorte": {"datum": {"type": "Datum", "datum": "1985-12-01"}},
}


def groups(register: Register) -> list[list[str]]:
    """Return which subjects are one person."""
    return sorted(sorted(person.subjects) for person in register.persons)


def doubted(register: Register) -> list[str]:
    """Return the subjects on the doubt list."""
    return sorted(
        s for person in register.persons if person.identity_in_doubt for s in person.subjects
    )


def changes(name: str, *, on: str, person: Wire) -> Wire:
    """Return a patch of the description of a person."""
    return said("persoon-gewijzigd", name, on=on, source=PERSONS, persoon=person, geldigVanaf=on)


# Subjects -----------------------------------------------------------------------------------------


def test_equal_skns_are_one_person_whatever_the_source() -> None:
    register = known(
        enters(), judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}, source=COURT)
    )

    assert groups(register) == [["skn:1234567"]]


def test_different_skns_are_different_people() -> None:
    assert groups(known(enters("een"), enters("twee", persoon=OTHER))) == [
        ["skn:1234567"],
        ["skn:2345678"],
    ]


def test_without_an_skn_the_subject_is_a_case_of_a_source() -> None:
    register = known(
        enters("een", persoon={"bsn": BSN}),
        enters("twee", persoon={"bsn": BSN}, zaak=OTHER_CASE),
        judges("drie", on="2025-05-01", uitkomsten={1: "vrijspraak"}, persoon={"bsn": BSN}),
    )

    assert groups(register) == [
        [f"zaak:{OM}|p:05/780109-25"],
        [f"zaak:{OM}|p:13/846013-25"],
        [f"zaak:{COURT}|p:05/780109-25"],
    ]
    assert effects(register)["drie"] == "wachtend"


def test_a_bsn_alone_links_nothing() -> None:
    register = known(
        enters("een", persoon=SUSPECT | {"bsn": BSN}),
        enters("twee", persoon=OTHER | {"bsn": BSN}),
        enters("drie", persoon={"bsn": BSN}),
    )

    assert len(register.persons) == 3
    assert doubted(register) == []


def test_a_name_alone_links_nothing() -> None:
    register = known(
        enters("een", persoon=SUSPECT | MOULIN),
        enters("twee", persoon=OTHER | MOULIN),
        enters("drie", persoon=MOULIN),
    )

    assert len(register.persons) == 3


def test_the_person_authority_may_link_a_subject_without_an_skn() -> None:
    register = known(
        enters("een", persoon={"bsn": BSN}),
        merges("samen", on="2025-05-01", persons=[SUSPECT, {"bsn": BSN}]),
    )

    assert f"zaak:{OM}|p:05/780109-25" in person_with(register, "skn:1234567").subjects


# Merge and separation -----------------------------------------------------------------------------


def test_a_merge_makes_one_person_with_all_their_cases() -> None:
    register = known(
        enters("een"),
        enters("twee", persoon=OTHER, zaak=OTHER_CASE),
        merges("samen", on="2025-05-01", persons=[SUSPECT, OTHER]),
    )

    assert groups(register) == [["skn:1234567", "skn:2345678"]]
    assert [case.names[0] for case in register.persons[0].cases] == [
        "p:05/780109-25",
        "p:13/846013-25",
    ]


def test_a_merge_binds_every_pair_it_names() -> None:
    """Were only the pairs with the leading number bound, the two others would stay apart."""
    register = known(
        merges("samen", on="2025-05-01", persons=[SUSPECT, OTHER, THIRD]),
        separates("uit-1", on="2025-05-02", persons=[SUSPECT, OTHER]),
        separates("uit-2", on="2025-05-03", persons=[SUSPECT, THIRD]),
    )

    assert groups(register) == [["skn:1234567"], ["skn:2345678", "skn:3456789"]]


def test_a_separation_binds_every_pair_it_names() -> None:
    register = known(
        separates("uit", on="2025-05-01", persons=[SUSPECT, OTHER, THIRD]),
        merges("samen", on="2025-05-02", persons=[SUSPECT, OTHER]),
    )

    assert groups(register) == [["skn:1234567", "skn:2345678"], ["skn:3456789"]]
    assert effects(register) == {"uit": "toegepast", "samen": "toegepast"}


def test_the_last_statement_about_a_pair_wins() -> None:
    one = merges("samen", on="2025-05-01", persons=[SUSPECT, OTHER])
    two = separates("uit", on="2025-05-02", persons=[SUSPECT, OTHER])
    three = merges("toch", on="2025-05-03", persons=[OTHER, SUSPECT])

    assert groups(known(one, two)) == [["skn:1234567"], ["skn:2345678"]]
    assert groups(known(one, two, three)) == [["skn:1234567", "skn:2345678"]]
    assert effects(known(one, two, three)) == {
        "samen": "achterhaald",
        "uit": "achterhaald",
        "toch": "toegepast",
    }


def test_persons_are_connected_through_others() -> None:
    register = known(
        merges("een", on="2025-05-01", persons=[SUSPECT, OTHER]),
        merges("twee", on="2025-05-02", persons=[OTHER, THIRD]),
    )

    assert groups(register) == [["skn:1234567", "skn:2345678", "skn:3456789"]]


def test_a_component_with_a_separated_pair_stays_unlinked_and_on_the_doubt_list() -> None:
    register = known(
        merges("een", on="2025-05-01", persons=[SUSPECT, OTHER]),
        merges("twee", on="2025-05-02", persons=[OTHER, THIRD]),
        separates("uit", on="2025-05-03", persons=[SUSPECT, THIRD]),
    )

    assert groups(register) == [["skn:1234567"], ["skn:2345678"], ["skn:3456789"]]
    assert doubted(register) == ["skn:1234567", "skn:2345678", "skn:3456789"]


def test_a_pair_that_was_separated_and_never_linked_is_in_no_doubt() -> None:
    register = known(separates("uit", on="2025-05-01", persons=[SUSPECT, OTHER]))

    assert doubted(register) == []


def test_links_are_those_known_at_the_moment_asked() -> None:
    story = [
        enters("een"),
        enters("twee", persoon=OTHER, zaak=OTHER_CASE),
        merges("samen", on="2025-05-01", persons=[SUSPECT, OTHER]),
        separates("uit", on="2025-06-01", persons=[SUSPECT, OTHER]),
    ]

    assert [len(known(*story[:count]).persons) for count in (2, 3, 4)] == [2, 1, 2]


def test_unknown_numbers_create_empty_subjects() -> None:
    register = known(merges("samen", on="2025-05-01", persons=[SUSPECT, OTHER]))

    [person] = register.persons
    assert (person.skns, person.cases) == (("1234567", "2345678"), ())


# Changes of a description -------------------------------------------------------------------------


def test_a_change_leaves_the_fields_it_does_not_give() -> None:
    register = known(
        enters(persoon=SUSPECT | {"bsn": BSN} | MOULIN),
        changes("w", on="2025-06-01", person=SUSPECT | {"naam": {"geslachtsnaam": "Burck"}}),
    )

    current = register.persons[0].current
    assert current.name is not None
    assert current.birth is not None
    assert (current.name.family_name, current.bsn) == ("Burck", BSN)
    assert current.birth.on is not None


def test_an_old_value_stays_in_history() -> None:
    register = known(
        enters(persoon=SUSPECT | MOULIN),
        changes("w", on="2025-06-01", person=SUSPECT | {"naam": {"geslachtsnaam": "Burck"}}),
    )

    [former] = register.persons[0].former
    assert former.name is not None
    assert former.name.family_name == "Moulin"


@pytest.mark.parametrize(("on", "name"), [("2025-05-31", "Moulin"), ("2025-06-01", "Burck")])
def test_a_change_counts_from_its_legal_day_on(on: str, name: str) -> None:
    register = known(
        enters(persoon=SUSPECT | MOULIN),
        changes("w", on="2025-06-01", person=SUSPECT | {"naam": {"geslachtsnaam": "Burck"}}),
        on=on,
    )

    current = register.persons[0].current.name
    assert current is not None
    assert current.family_name == name


def test_a_corrected_bsn_makes_nobody_another_person() -> None:
    register = known(
        enters("een", persoon=SUSPECT | {"bsn": BSN}),
        enters("twee", persoon=OTHER | {"bsn": "999990639"}),
        changes("w", on="2025-06-01", person=SUSPECT | {"bsn": "999990639"}),
    )

    assert groups(register) == [["skn:1234567"], ["skn:2345678"]]
