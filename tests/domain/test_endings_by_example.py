"""How offences end, and what an appeal changes: contract, section 3 ("Ways to end")."""

import pytest

from tests.domain.stories import (
    OTHER,
    Wire,
    appeals,
    becomes_final,
    decides,
    effects,
    enters,
    feit,
    judges,
    known,
    offences,
    outcome,
    outcomes,
    retracts,
    the_case,
    withdraws,
)

PRISON = {"soort": "gevangenisstraf", "duur": "P6M"}
CONVICTED = judges(
    "vonnis", on="2025-05-01", uitkomsten={1: "veroordeling"}, sancties=[PRISON], sequence=1
)
FINAL_DOUBT = "rechtsmiddel-voor-onherroepelijkheid"


# Irrevocability -----------------------------------------------------------------------------------


def test_an_outcome_is_irrevocable_only_by_a_message_that_says_so() -> None:
    story = [enters(), CONVICTED]

    assert outcome(known(*story)).irrevocable_on is None
    assert str(outcome(known(*story, becomes_final("o", on="2025-05-16"))).irrevocable_on) == (
        "2025-05-16"
    )


def test_no_judgment_of_the_highest_court_makes_an_outcome_irrevocable_by_itself() -> None:
    register = known(
        enters(),
        CONVICTED,
        judges("arrest", on="2025-08-01", aanleg="cassatie", uitkomsten={1: "verworpen"}),
    )

    assert outcome(register).irrevocable_on is None


def test_irrevocability_concerns_the_offences_it_names() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2)]),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "veroordeling", 2: "vrijspraak"}),
        becomes_final("o", on="2025-05-16", feitnummers=[2]),
    )

    assert {
        n: each.outcome.irrevocable_on is not None for n, each in offences(register).items()
    } == {
        1: False,
        2: True,
    }


def test_irrevocability_that_names_no_offence_concerns_all_that_have_an_outcome() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2)]), CONVICTED, becomes_final("o", on="2025-05-16")
    )

    assert {
        n: each.outcome.irrevocable_on is not None for n, each in offences(register).items()
    } == {
        1: True,
        2: False,
    }


def test_a_later_outcome_is_not_irrevocable_because_the_one_before_was() -> None:
    register = known(
        enters(),
        CONVICTED,
        becomes_final("o", on="2025-05-16"),
        judges("nieuw", on="2026-01-01", aanleg="herziening", uitkomsten={1: "vrijspraak"}),
    )

    assert outcome(register).irrevocable_on is None
    assert str(offences(register)[1].history[0].irrevocable_on) == "2025-05-16"


def test_irrevocability_waits_for_an_outcome_and_contradicts_one_that_comes_after_it() -> None:
    final = becomes_final("o", on="2025-04-01", feitnummers=[1])

    assert effects(known(enters(), final))["o"] == "wachtend"
    assert effects(known(enters(), final, CONVICTED))["o"] == "tegenstrijdig"


def test_an_appeal_that_arrives_late_flags_irrevocability_and_undoes_nothing() -> None:
    story = [enters(), CONVICTED, becomes_final("o", on="2025-05-16")]
    register = known(*story, appeals("h", on="2025-05-15", time="2025-07-01T12:00:00Z"))

    assert offences(known(*story))[1].doubts == ()
    assert offences(register)[1].doubts == (FINAL_DOUBT,)
    assert str(outcome(register).irrevocable_on) == "2025-05-16"
    assert effects(register) == {
        "zaak": "toegepast",
        "vonnis": "toegepast",
        "o": "toegepast",
        "h": "toegepast",
    }


@pytest.mark.parametrize(("filed_on", "doubts"), [("2025-05-15", 1), ("2025-05-16", 0)])
def test_only_an_appeal_of_an_earlier_day_flags_irrevocability(filed_on: str, doubts: int) -> None:
    register = known(
        enters(), CONVICTED, becomes_final("o", on="2025-05-16"), appeals("h", on=filed_on)
    )

    assert len(offences(register)[1].doubts) == doubts


@pytest.mark.parametrize(
    "ending",
    [
        withdraws("i", on="2025-05-14"),
        judges("arrest", on="2025-05-14", aanleg="hoger-beroep", uitkomsten={1: "bevestigd"}),
    ],
    ids=["withdrawn", "decided"],
)
def test_an_appeal_that_ended_flags_nothing(ending: Wire) -> None:
    register = known(
        enters(),
        CONVICTED,
        appeals("h", on="2025-05-10"),
        ending,
        becomes_final("o", on="2025-05-16"),
    )

    assert offences(register)[1].doubts == ()


def test_an_objection_to_a_penal_order_is_ended_by_a_judgment_of_first_instance() -> None:
    register = known(
        decides("beschikking", on="2025-04-01", besluit="strafbeschikking", feiten=[feit()]),
        appeals("v", on="2025-04-10", soort="verzet"),
        CONVICTED,
        becomes_final("o", on="2025-05-16"),
    )

    assert offences(register)[1].doubts == ()


# Appeals ------------------------------------------------------------------------------------------


def test_an_appeal_belongs_to_a_party_and_to_the_offences_it_names() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2)]),
        appeals("h1", on="2025-05-10", rechtsmiddelId="A", feitnummers=[1]),
        appeals("h2", on="2025-05-11", rechtsmiddelId="B", partij="om", feitnummers=[2]),
    )

    assert [(a.filed.appeal_id, a.filed.party, a.against) for a in the_case(register).appeals] == [
        ("A", "verdachte", ("f:1",)),
        ("B", "om", ("f:2",)),
    ]


def test_an_appeal_that_names_no_offence_concerns_them_all() -> None:
    register = known(enters(feiten=[feit(1), feit(2)]), appeals("h", on="2025-05-10"))

    assert the_case(register).appeals[0].against == ("f:1", "f:2")


def test_a_withdrawal_ends_that_appeal_for_the_offences_it_names_only() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2)]),
        judges("vonnis", on="2025-05-01", uitkomsten={1: "veroordeling", 2: "veroordeling"}),
        appeals("h", on="2025-05-10"),
        withdraws("i", on="2025-05-12", feitnummers=[1]),
        becomes_final("o", on="2025-05-16"),
    )

    [appeal] = the_case(register).appeals
    assert [(key, str(day)) for key, day in appeal.withdrawn] == [("f:1", "2025-05-12")]
    assert {n: each.doubts for n, each in offences(register).items()} == {1: (), 2: (FINAL_DOUBT,)}


def test_a_withdrawal_leaves_the_appeal_of_the_other_party() -> None:
    register = known(
        enters(),
        CONVICTED,
        appeals("h1", on="2025-05-10", rechtsmiddelId="A"),
        appeals("h2", on="2025-05-11", rechtsmiddelId="B", partij="om"),
        withdraws("i", on="2025-05-12", rechtsmiddelId="A"),
        becomes_final("o", on="2025-05-16"),
    )

    assert [len(appeal.withdrawn) for appeal in the_case(register).appeals] == [1, 0]
    assert offences(register)[1].doubts == (FINAL_DOUBT,)


def test_a_withdrawal_that_names_no_offence_ends_the_whole_appeal() -> None:
    register = known(
        enters(feiten=[feit(1), feit(2)]),
        appeals("h", on="2025-05-10"),
        withdraws("i", on="2025-05-12"),
    )

    assert [key for key, _ in the_case(register).appeals[0].withdrawn] == ["f:1", "f:2"]


def test_a_withdrawal_waits_for_its_appeal() -> None:
    withdrawal = withdraws("i", on="2025-05-12")

    assert effects(known(enters(), withdrawal))["i"] == "wachtend"
    assert effects(known(enters(), withdrawal, appeals("h", on="2025-05-10")))["i"] == "toegepast"


# What a court decides on appeal -------------------------------------------------------------------


@pytest.mark.parametrize("result", ["bevestigd", "verworpen", "appellant-niet-ontvankelijk"])
@pytest.mark.parametrize("instance", ["hoger-beroep", "cassatie"])
def test_some_results_on_appeal_leave_the_earlier_outcome_in_force(
    result: str, instance: str
) -> None:
    register = known(
        enters(),
        CONVICTED,
        judges("arrest", on="2025-08-01", aanleg=instance, uitkomsten={1: result}),
    )

    ended = outcome(register)
    assert (ended.kind, str(ended.on)) == ("veroordeling", "2025-05-01")
    assert [sanction.kind for sanction in ended.sanctions] == ["gevangenisstraf"]
    assert offences(register)[1].history == ()
    assert effects(register)["arrest"] == "toegepast"


@pytest.mark.parametrize("result", ["bevestigd", "verworpen", "appellant-niet-ontvankelijk"])
def test_a_result_that_leaves_an_outcome_in_force_waits_for_that_outcome(result: str) -> None:
    judgment = judges("arrest", on="2025-08-01", aanleg="hoger-beroep", uitkomsten={1: result})

    assert effects(known(enters(), judgment))["arrest"] == "wachtend"
    assert outcomes(known(enters(), judgment)) == {1: "open"}


def test_inadmissibility_of_the_prosecutor_ends_the_prosecution() -> None:
    register = known(
        enters(),
        CONVICTED,
        judges(
            "arrest", on="2025-08-01", aanleg="hoger-beroep", uitkomsten={1: "om-niet-ontvankelijk"}
        ),
    )

    assert outcome(register).kind == "niet-ontvankelijk"
    assert outcome(register).sanctions == ()
    assert [earlier.kind for earlier in offences(register)[1].history] == ["veroordeling"]


def test_after_a_referral_back_the_offence_is_open_again() -> None:
    register = known(
        enters(),
        CONVICTED,
        judges("arrest", on="2025-08-01", aanleg="cassatie", uitkomsten={1: "terugwijzing"}),
    )

    assert outcome(register).kind == "open"
    assert [earlier.kind for earlier in offences(register)[1].history] == ["veroordeling"]


def test_after_a_referral_back_a_new_judgment_counts() -> None:
    register = known(
        enters(),
        CONVICTED,
        judges("arrest", on="2025-08-01", aanleg="cassatie", uitkomsten={1: "terugwijzing"}),
        judges("opnieuw", on="2025-12-01", aanleg="hoger-beroep", uitkomsten={1: "vrijspraak"}),
    )

    assert outcome(register).kind == "vrijspraak"
    assert [earlier.kind for earlier in offences(register)[1].history] == ["veroordeling", "open"]


def test_inadmissibility_on_appeal_that_names_no_party_changes_nothing_and_is_flagged() -> None:
    register = known(
        enters(),
        CONVICTED,
        judges(
            "arrest", on="2025-08-01", aanleg="hoger-beroep", uitkomsten={1: "niet-ontvankelijk"}
        ),
    )

    assert outcome(register).kind == "veroordeling"
    assert offences(register)[1].doubts == ("niet-ontvankelijk-zonder-partij",)


def test_inadmissibility_in_first_instance_is_an_outcome() -> None:
    register = known(
        enters(), judges("vonnis", on="2025-05-01", uitkomsten={1: "niet-ontvankelijk"})
    )

    assert outcome(register).kind == "niet-ontvankelijk"
    assert offences(register)[1].doubts == ()


# History ------------------------------------------------------------------------------------------


def test_an_earlier_outcome_stays_visible_in_history() -> None:
    register = known(
        enters(),
        decides("besluit", on="2025-04-01", besluit="voorwaardelijk-sepot"),
        CONVICTED,
        judges("arrest", on="2025-08-01", aanleg="hoger-beroep", uitkomsten={1: "vrijspraak"}),
    )

    history = offences(register)[1].history
    assert [(each.kind, str(each.on)) for each in history] == [
        ("voorwaardelijk-sepot", "2025-04-01"),
        ("veroordeling", "2025-05-01"),
    ]
    assert [sanction.kind for sanction in history[1].sanctions] == ["gevangenisstraf"]


def test_an_outcome_that_was_retracted_is_in_no_history() -> None:
    register = known(enters(), CONVICTED, retracts("r", CONVICTED, on="2025-06-01"))

    assert outcome(register).kind == "open"
    assert offences(register)[1].history == ()


def test_a_co_defendant_has_outcomes_of_its_own() -> None:
    register = known(
        enters("een"),
        enters("twee", persoon=OTHER),
        CONVICTED,
        judges("vonnis2", on="2025-05-01", uitkomsten={1: "vrijspraak"}, persoon=OTHER),
    )

    assert outcomes(register) == {1: "veroordeling"}
    assert offences(register, subject="skn:2345678")[1].outcome.kind == "vrijspraak"
