"""Corrections and retractions of earlier messages: contract, section 3 ("Corrections")."""

from jds.domain.fold import fold
from tests.domain.stories import (
    COURT,
    OTHER,
    OTHER_CASE,
    corrects,
    decides,
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
)
from tests.oracle.simple_rule import SimpleRule

DECISION = decides("besluit", on="2025-04-01", besluit="sepot")


def test_a_correction_replaces_what_the_original_says() -> None:
    register = known(
        enters(), DECISION, corrects("c", DECISION, on="2025-06-01", besluit="transactie")
    )

    assert outcome(register).kind == "transactie"
    assert outcome(register).stated_by is not None
    assert outcome(register).stated_by.id == "besluit"  # type: ignore[union-attr]
    assert offences(register)[1].history == ()
    assert effects(register) == {"zaak": "toegepast", "besluit": "achterhaald", "c": "toegepast"}


def test_a_correction_keeps_the_place_of_the_original_in_the_order() -> None:
    register = known(
        enters(),
        DECISION,
        decides("later", on="2025-05-01", besluit="transactie"),
        corrects(
            "c", DECISION, on="2025-06-01", besluit="voorwaardelijk-sepot", beslotenOp="2025-05-31"
        ),
    )

    assert outcome(register).kind == "transactie"
    [before] = offences(register)[1].history
    assert (before.kind, str(before.on)) == ("voorwaardelijk-sepot", "2025-05-31")


def test_a_correction_keeps_the_time_and_sequence_of_the_original() -> None:
    at = "2025-04-01T12:00:00Z"
    original = decides("z", on="2025-04-01", besluit="sepot", time=at, sequence=1)
    register = known(
        enters(),
        original,
        decides("a", on="2025-04-01", besluit="transactie", time=at, sequence=2),
        corrects("c", original, on="2025-06-01", besluit="overdracht"),
    )

    assert outcome(register).kind == "transactie"


def test_a_correction_keeps_the_kind_of_the_original() -> None:
    other_kind = enters("anders")["data"]
    register = known(
        enters(),
        DECISION,
        said(
            "gegevens-gecorrigeerd",
            "c",
            on="2025-06-01",
            betreft={"source": DECISION["source"], "id": "besluit"},
            vervanging=other_kind,
            reden="vergissing",
        ),
    )

    assert effects(register) == {"zaak": "toegepast", "besluit": "toegepast", "c": "tegenstrijdig"}
    assert outcome(register).kind == "sepot"


def test_a_correction_is_known_from_its_own_position_on() -> None:
    story = [enters(), DECISION, corrects("c", DECISION, on="2025-06-01", besluit="transactie")]

    assert outcome(known(*story[:2])).kind == "sepot"
    assert outcome(known(*story)).kind == "transactie"


def test_a_correction_may_name_an_earlier_correction_and_means_the_original() -> None:
    one = corrects("c1", DECISION, on="2025-06-01", besluit="transactie")
    two = corrects("c2", one, on="2025-06-02", besluit="overdracht")
    register = known(enters(), DECISION, one, two)

    assert outcome(register).kind == "overgedragen"
    assert effects(register) == {
        "zaak": "toegepast",
        "besluit": "achterhaald",
        "c1": "achterhaald",
        "c2": "toegepast",
    }


def test_the_last_correction_wins_whichever_of_the_chain_it_names() -> None:
    one = corrects("c1", DECISION, on="2025-06-01", besluit="transactie")
    two = corrects("c2", one, on="2025-06-02", besluit="overdracht")
    three = corrects("c3", DECISION, on="2025-06-03", besluit="voorwaardelijk-sepot")

    assert outcome(known(enters(), DECISION, one, two, three)).kind == "voorwaardelijk-sepot"


def test_corrections_are_ordered_by_when_they_were_logged_and_not_by_their_legal_day() -> None:
    early = corrects("c1", DECISION, on="2025-06-01", besluit="transactie", beslotenOp="2025-05-30")
    late = corrects("c2", DECISION, on="2025-06-02", besluit="overdracht", beslotenOp="2025-03-15")

    assert outcome(known(enters(), DECISION, early, late)).kind == "overgedragen"


def test_of_corrections_logged_at_one_moment_the_sequence_after_the_wrap_wins() -> None:
    at = "2025-06-01T12:00:00Z"
    one = corrects("c1", DECISION, on="2025-06-01", besluit="transactie")
    two = corrects("c0", DECISION, on="2025-06-01", besluit="overdracht")
    before = one | {"time": at, "sequence": "2147483647"}
    after = two | {"time": at, "sequence": "1"}

    assert outcome(known(enters(), DECISION, before, after)).kind == "overgedragen"


def test_retracting_a_correction_restores_the_one_before() -> None:
    one = corrects("c1", DECISION, on="2025-06-01", besluit="transactie")
    two = corrects("c2", one, on="2025-06-02", besluit="overdracht")
    register = known(enters(), DECISION, one, two, retracts("r", two, on="2025-06-03"))

    assert outcome(register).kind == "transactie"
    assert effects(register) == {
        "zaak": "toegepast",
        "besluit": "achterhaald",
        "c1": "toegepast",
        "c2": "ingetrokken",
        "r": "toegepast",
    }


def test_retracting_the_only_correction_restores_the_original() -> None:
    one = corrects("c1", DECISION, on="2025-06-01", besluit="transactie")
    register = known(enters(), DECISION, one, retracts("r", one, on="2025-06-03"))

    assert outcome(register).kind == "sepot"
    assert effects(register)["besluit"] == "toegepast"


def test_retracting_an_earlier_correction_leaves_the_last_one() -> None:
    one = corrects("c1", DECISION, on="2025-06-01", besluit="transactie")
    two = corrects("c2", one, on="2025-06-02", besluit="overdracht")

    assert (
        outcome(known(enters(), DECISION, one, two, retracts("r", one, on="2025-06-03"))).kind
        == "overgedragen"
    )


def test_retracting_the_original_ends_the_chain() -> None:
    one = corrects("c1", DECISION, on="2025-06-01", besluit="transactie")
    register = known(enters(), DECISION, one, retracts("r", DECISION, on="2025-06-02"))

    assert outcome(register).kind == "open"
    assert effects(register) == {
        "zaak": "toegepast",
        "besluit": "ingetrokken",
        "c1": "ingetrokken",
        "r": "toegepast",
    }


def test_a_chain_that_ended_is_not_revived_by_a_later_correction() -> None:
    late = corrects("c9", DECISION, on="2025-09-01", besluit="transactie")
    register = known(enters(), DECISION, retracts("r", DECISION, on="2025-06-02"), late)

    assert outcome(register).kind == "open"
    assert effects(register)["c9"] == "ingetrokken"


def test_a_chain_that_ended_is_not_revived_by_retracting_the_retraction() -> None:
    retraction = retracts("r", DECISION, on="2025-06-02")
    register = known(enters(), DECISION, retraction, retracts("rr", retraction, on="2025-06-03"))

    assert outcome(register).kind == "open"
    assert effects(register)["rr"] == "tegenstrijdig"


def test_another_source_cannot_correct() -> None:
    register = known(
        enters(),
        DECISION,
        corrects("c", DECISION, on="2025-06-01", source=COURT, besluit="transactie"),
    )

    assert outcome(register).kind == "sepot"
    assert effects(register)["c"] == "tegenstrijdig"


def test_another_source_cannot_retract() -> None:
    register = known(enters(), DECISION, retracts("r", DECISION, on="2025-06-01", source=COURT))

    assert outcome(register).kind == "sepot"
    assert effects(register)["r"] == "tegenstrijdig"


def test_a_correction_of_a_message_that_is_not_known_waits_for_it() -> None:
    correction = corrects("c", DECISION, on="2025-06-01", besluit="transactie")

    assert effects(known(enters(), correction)) == {"zaak": "toegepast", "c": "wachtend"}
    assert outcome(known(enters(), correction, DECISION)).kind == "transactie"


def test_a_correction_may_move_a_message_to_another_person() -> None:
    wrong = judges("vonnis", on="2025-05-01", uitkomsten={1: "veroordeling"})
    register = known(
        enters("een"),
        enters("twee", persoon=OTHER),
        wrong,
        corrects("c", wrong, on="2025-06-01", persoon=OTHER),
    )

    assert outcomes(register) == {1: "open"}
    assert offences(register, subject="skn:2345678")[1].outcome.kind == "veroordeling"


def test_a_correction_may_move_a_case_and_leaves_an_empty_subject() -> None:
    case = enters()
    register = known(case, corrects("c", case, on="2025-06-01", persoon=OTHER))

    assert person_with(register, "skn:1234567").cases == ()
    assert the_case(register, subject="skn:2345678").names == ("p:05/780109-25",)


def test_a_correction_may_move_a_message_to_another_case() -> None:
    wrong = judges("vonnis", on="2025-05-01", uitkomsten={1: "veroordeling"})
    register = known(
        enters("een"),
        enters("twee", zaak=OTHER_CASE),
        wrong,
        corrects("c", wrong, on="2025-06-01", zaak=OTHER_CASE),
    )

    person = person_with(register, "skn:1234567")
    assert {case.names[0]: case.offences[0].outcome.kind for case in person.cases} == {
        "p:05/780109-25": "open",
        "p:13/846013-25": "veroordeling",
    }


def test_a_correction_of_charges_replaces_the_list_where_it_stood() -> None:
    case = enters(feiten=[feit(1), feit(2)])
    register = known(case, corrects("c", case, on="2025-06-01", feiten=[feit(2)]))

    assert outcomes(register) == {2: "open"}


def test_nothing_accepted_amounts_to_nobody() -> None:
    register = fold([], rule=SimpleRule())

    assert (register.persons, register.effects) == ((), {})
