"""The order of statements, lists of charges, and what waits or contradicts: contract, section 3."""

from typing import Any

import pytest

from tests.domain.stories import (
    CASE,
    COURT,
    OTHER,
    Wire,
    appeals,
    becomes_final,
    charges,
    decides,
    doubts,
    effects,
    enters,
    feit,
    judges,
    known,
    offences,
    outcome,
    outcomes,
    person_with,
    retracts,
    said,
    the_case,
    withdraws,
)

NOON = "2025-04-01T12:00:00Z"


def _decided(name: str, besluit: str, *, on: str = "2025-04-01", **more: Any) -> Wire:
    return decides(name, on=on, besluit=besluit, **more)


# The order of statements on the same matter -------------------------------------------------------


def test_the_statement_with_the_later_legal_day_wins_whenever_it_was_logged() -> None:
    register = known(
        enters(),
        _decided("eerst", "transactie", on="2025-04-02", time="2025-04-03T12:00:00Z"),
        _decided("laat-gelogd", "sepot", on="2025-04-01", time="2025-06-01T12:00:00Z"),
    )

    assert outcome(register).kind == "transactie"
    assert [earlier.kind for earlier in offences(register)[1].history] == ["sepot"]


def test_on_one_legal_day_the_statement_logged_later_wins() -> None:
    register = known(
        enters(),
        _decided("b", "sepot", time="2025-04-01T12:00:00Z"),
        _decided("a", "transactie", time="2025-04-01T12:00:00.000001Z"),
    )

    assert outcome(register).kind == "transactie"


def test_times_are_compared_as_instants_whatever_their_offset() -> None:
    register = known(
        enters(),
        _decided("a", "transactie", time="2025-04-01T09:00:00Z"),
        _decided("b", "sepot", time="2025-04-01T10:00:00+02:00"),
    )

    assert outcome(register).kind == "transactie"


def test_at_one_moment_the_source_whose_name_comes_last_wins() -> None:
    register = known(
        enters(),
        judges("a", on="2025-04-01", uitkomsten={1: "vrijspraak"}, time=NOON, sequence=1),
        _decided("z", "sepot", time=NOON, sequence=9),
    )

    assert outcome(register).kind == "vrijspraak"


def test_of_one_source_at_one_moment_the_higher_sequence_wins() -> None:
    register = known(
        enters(),
        _decided("z", "sepot", time=NOON, sequence=9),
        _decided("a", "transactie", time=NOON, sequence=10),
    )

    assert outcome(register).kind == "transactie"


def test_sequence_1_comes_after_sequence_2147483647() -> None:
    register = known(
        enters(),
        _decided("z", "sepot", time=NOON, sequence=2147483647),
        _decided("a", "transactie", time=NOON, sequence=1),
    )

    assert outcome(register).kind == "transactie"


def test_when_all_else_is_equal_the_higher_id_wins() -> None:
    register = known(
        enters(),
        _decided("a", "sepot", time=NOON),
        _decided("b", "transactie", time=NOON),
    )

    assert outcome(register).kind == "transactie"
    assert effects(register) == {"zaak": "toegepast", "a": "achterhaald", "b": "toegepast"}


# Lists of charges ---------------------------------------------------------------------------------


def test_a_full_list_of_charges_replaces_the_list_before_it() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2)]),
        charges("lijst", on="2025-04-01", feiten=[feit(2, kwalificatie="diefstal"), feit(3)]),
    )

    assert {n: each.description.qualification for n, each in offences(register).items()} == {
        2: "diefstal",
        3: "mishandeling",
    }


def test_a_list_of_charges_that_another_replaced_is_overtaken() -> None:
    register = known(
        enters(),
        charges("een", on="2025-04-01", feiten=[feit(1), feit(2)]),
        charges("twee", on="2025-04-02", feiten=[feit(1)]),
    )

    assert effects(register) == {"zaak": "toegepast", "een": "achterhaald", "twee": "toegepast"}


def test_an_offence_is_identified_by_the_number_of_its_source() -> None:
    register = known(
        enters(feiten=[feit(1, bronFeitnummer="a"), feit(2, bronFeitnummer="b")]),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}),
        charges("lijst", on="2025-06-01", feiten=[feit(3, bronFeitnummer="a")]),
    )

    assert outcomes(register) == {3: "vrijspraak"}


def test_an_offence_without_a_number_of_its_source_is_identified_by_its_own_number() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2)]),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}),
        charges("lijst", on="2025-06-01", feiten=[feit(1, kwalificatie="diefstal")]),
    )

    assert outcomes(register) == {1: "vrijspraak"}
    assert offences(register)[1].description.qualification == "diefstal"
    assert offences(register)[1].dropped is False


def test_an_offence_is_one_persons_in_one_case() -> None:
    register = known(
        enters("een"),
        enters("twee", persoon=OTHER),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "veroordeling"}),
    )

    assert offences(register)[1].outcome.kind == "veroordeling"
    assert offences(register, subject="skn:2345678")[1].outcome.kind == "open"


def test_a_dropped_offence_with_an_outcome_is_kept_and_marked() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2)]),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}),
        charges("lijst", on="2025-06-01", feiten=[feit(2)]),
    )

    assert {n: each.dropped for n, each in offences(register).items()} == {1: True, 2: False}
    assert outcomes(register) == {1: "vrijspraak", 2: "open"}


def test_a_dropped_offence_without_an_outcome_is_not_shown() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2)]), charges("lijst", on="2025-06-01", feiten=[feit(2)])
    )

    assert outcomes(register) == {2: "open"}


# Waiting ------------------------------------------------------------------------------------------


def test_a_message_waits_for_its_case_and_then_applies_by_itself() -> None:
    judgment = judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"})

    before = known(judgment)
    after = known(judgment, enters())

    assert effects(before) == {"vonnis": "wachtend"}
    assert person_with(before, "skn:1234567").cases == ()
    assert effects(after) == {"vonnis": "toegepast", "zaak": "toegepast"}
    assert outcomes(after) == {1: "vrijspraak"}


@pytest.mark.parametrize(
    "message",
    [
        charges("x", on="2025-05-01", feiten=[feit()]),
        decides("x", on="2025-05-01", besluit="sepot"),
        decides("x", on="2025-05-01", besluit="strafbeschikking"),
        appeals("x", on="2025-05-01"),
        withdraws("x", on="2025-05-01"),
        becomes_final("x", on="2025-05-01"),
        said(
            "tenuitvoerlegging-gemeld",
            "x",
            on="2025-05-01",
            persoon={"skn": "1234567"},
            zaak=CASE,
            soort="aangevangen",
            op="2025-05-01",
            sanctie={"soort": "taakstraf", "uren": 40},
        ),
        said(
            "hechtenis-gemeld",
            "x",
            on="2025-05-01",
            persoon={"skn": "1234567"},
            zaak=CASE,
            soort="bewaring",
            vanTijdstip="2025-05-01T12:00:00Z",
        ),
        said(
            "stuk-gemeld",
            "x",
            on="2025-05-01",
            persoon={"skn": "1234567"},
            zaak=CASE,
            stuk="pj-rapport",
            verwachtOp="2025-06-01",
        ),
        said(
            "gratie-verleend",
            "x",
            on="2025-05-01",
            persoon={"skn": "1234567"},
            zaak=CASE,
            besluitnummer="KB 1",
            beslotenOp="2025-05-01",
            sancties=[],
        ),
    ],
    ids=lambda message: str(message["type"]),
)
def test_nothing_in_a_case_applies_before_the_case_is_known(message: Wire) -> None:
    assert effects(known(message)) == {"x": "wachtend"}


def test_a_penal_order_with_offences_opens_the_case() -> None:
    order = decides("beschikking", on="2025-04-01", besluit="strafbeschikking", feiten=[feit()])
    register = known(order, judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}))

    assert effects(register) == {"beschikking": "toegepast", "vonnis": "toegepast"}
    assert outcomes(register) == {1: "vrijspraak"}
    assert the_case(register).registered_on.isoformat() == "2025-04-01"  # type: ignore[union-attr]


def test_what_applied_waits_again_when_the_registration_of_its_case_is_retracted() -> None:
    case = enters()
    register = known(
        case,
        judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}),
        retracts("intrekking", case, on="2025-06-01"),
    )

    assert effects(register) == {
        "zaak": "ingetrokken",
        "vonnis": "wachtend",
        "intrekking": "toegepast",
    }


def test_an_outcome_waits_for_an_offence_that_no_list_has_yet() -> None:
    judgment = judges("vonnis", on="2025-05-01", uitkomsten={2: "vrijspraak"})
    charged = charges("lijst", on="2025-06-01", feiten=[feit(1), feit(2)])

    assert effects(known(enters(), judgment)) == {"zaak": "toegepast", "vonnis": "wachtend"}
    assert outcomes(known(enters(), judgment, charged)) == {1: "open", 2: "vrijspraak"}


# Contradictory ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offence_on", "outcome_on", "kind", "effect"),
    [
        ("2025-03-01", "2025-02-28", "open", "tegenstrijdig"),
        ("2025-03-01", "2025-03-01", "vrijspraak", "toegepast"),
        ({"type": "JaarDatum", "jaar": 2025}, "2024-12-31", "open", "tegenstrijdig"),
        ({"type": "JaarDatum", "jaar": 2025}, "2025-01-01", "vrijspraak", "toegepast"),
        ({"type": "DatumOnbekend", "onbekend": True}, "1900-01-01", "vrijspraak", "toegepast"),
    ],
)
def test_an_outcome_before_the_offence_is_contradictory(
    offence_on: object, outcome_on: str, kind: str, effect: str
) -> None:
    register = known(
        enters(feiten=[feit(van=offence_on)]),
        judges("vonnis", on=outcome_on, uitkomsten={1: "vrijspraak"}),
    )

    assert effects(register) == {"zaak": "toegepast", "vonnis": effect}
    assert outcome(register).kind == kind
    assert ("afdoening-voor-pleegdatum" in offences(register)[1].doubts) is (
        effect == "tegenstrijdig"
    )


def test_a_number_that_is_used_again_for_another_offence_is_contradictory() -> None:
    register = known(
        enters(feiten=[feit(1, bronFeitnummer="a")]),
        charges(
            "lijst",
            on="2025-04-01",
            feiten=[feit(1, bronFeitnummer="b", kwalificatie="diefstal")],
        ),
    )

    assert effects(register) == {"zaak": "toegepast", "lijst": "tegenstrijdig"}
    assert [each.description.qualification for each in offences(register).values()] == [
        "mishandeling"
    ]


def test_what_contradicts_for_one_offence_applies_to_another() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2, van="2025-06-01")]),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak", 2: "vrijspraak"}),
    )

    assert outcomes(register) == {1: "vrijspraak", 2: "open"}
    assert effects(register)["vonnis"] == "tegenstrijdig"


# Across messages (section 4) ----------------------------------------------------------------------


def test_a_charge_after_the_outcome_is_no_contradiction() -> None:
    register = known(
        enters(),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}),
        charges("lijst", on="2025-06-01", feiten=[feit(1)]),
    )

    assert effects(register) == {"zaak": "toegepast", "vonnis": "toegepast", "lijst": "toegepast"}
    assert outcomes(register) == {1: "vrijspraak"}
    assert doubts(register) == {1: ("tenlastelegging-na-afdoening",)}


def test_a_charge_on_the_day_of_the_outcome_gives_no_warning() -> None:
    register = known(
        enters(),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}),
        charges("lijst", on="2025-05-01", feiten=[feit(1)]),
    )

    assert doubts(register) == {1: ()}


def test_a_receipt_after_the_outcome_is_no_contradiction() -> None:
    register = known(
        enters(on="2025-06-01"), judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"})
    )

    assert effects(register) == {"zaak": "toegepast", "vonnis": "toegepast"}
    assert outcomes(register) == {1: "vrijspraak"}
    assert doubts(register) == {1: ("ontvangst-na-afdoening",)}


# Effects ------------------------------------------------------------------------------------------


def test_a_statement_that_a_later_one_replaced_is_overtaken() -> None:
    register = known(
        enters(),
        decides("besluit", on="2025-04-01", besluit="transactie"),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "vrijspraak"}),
    )

    assert effects(register) == {
        "zaak": "toegepast",
        "besluit": "achterhaald",
        "vonnis": "toegepast",
    }


def test_an_unknown_word_for_an_outcome_never_reads_as_guilt() -> None:
    word = {"code": "VG", "tekst": "veroordeeld?"}
    register = known(enters(), judges("vonnis", on="2025-05-01", uitkomsten={1: word}))

    assert outcome(register).kind == "onbekend"
    assert outcome(register).source_value is not None
    assert outcome(register).source_value.text == "veroordeeld?"  # type: ignore[union-attr]


def test_an_unknown_decision_never_reads_as_guilt() -> None:
    register = known(enters(), decides("x", on="2025-05-01", besluit={"code": "77"}))

    assert outcome(register).kind == "onbekend"
    assert outcome(register).sanctions == ()


def test_an_offence_of_unknown_kind_is_shown_with_a_doubt() -> None:
    register = known(enters(feiten=[feit(soort={"code": "Z"})]))

    assert offences(register)[1].doubts == ("soort-onbekend",)


def test_a_message_of_the_court_and_one_of_the_prosecutor_state_about_one_case() -> None:
    register = known(enters(), becomes_final("x", on="2025-05-01", source=COURT))

    assert effects(register) == {"zaak": "toegepast", "x": "wachtend"}
    assert the_case(register).names == ("p:05/780109-25",)
