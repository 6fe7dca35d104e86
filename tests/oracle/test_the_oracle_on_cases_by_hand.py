"""Examples small enough to work out by hand: the charges, outcomes and appeals of a case."""

import pytest

from tests.oracle.by_hand import (
    APPLIED,
    CONTRADICTORY,
    FINE,
    OVERTAKEN,
    WAITING,
    appealed,
    case,
    charged,
    corrected,
    count,
    decided,
    effects,
    final,
    in_case,
    judged,
    offence,
    opinion,
    person,
    registered,
    retracted,
    withdrawn,
)

ONE, TWO, THREE = offence(1), offence(2), offence(3)
CONVICTION = judged((1, "veroordeling"), on="2025-04-01")
MINOR = offence(2, kind="overtreding")
DOUBTFUL_FINALITY = "rechtsmiddel-voor-onherroepelijkheid"


# 4. A case


def test_a_statement_in_a_case_that_nothing_opened_waits() -> None:
    told = opinion(CONVICTION, registered(ONE), retracted("m2"))

    assert effects(opinion(CONVICTION)) == [WAITING]
    assert effects(opinion(CONVICTION, registered(ONE))) == [APPLIED, APPLIED]
    assert effects(told)[0] == WAITING
    assert person(told)["cases"] == {}


def test_a_penal_order_with_offences_opens_a_case_and_concerns_them() -> None:
    told = opinion(decided("strafbeschikking", on="2025-04-01", feiten=[ONE], sancties=[FINE]))

    assert effects(told) == [APPLIED]
    assert count(told)["outcome"] == "strafbeschikking"
    assert count(told)["sanctions"] == ["geldboete"]
    assert effects(opinion(decided("strafbeschikking", on="2025-04-01"))) == [WAITING]


def test_a_full_list_replaces_and_a_penal_order_only_adds() -> None:
    dropped = opinion(registered(ONE, TWO), charged(TWO, on="2025-03-11"))
    added = opinion(registered(ONE), decided("strafbeschikking", on="2025-04-01", feiten=[TWO]))

    assert list(case(dropped)["offences"]) == ["f:2"]
    assert list(case(added)["offences"]) == ["f:1", "f:2"]
    assert [each["dropped"] for each in case(added)["offences"].values()] == [False, False]


def test_an_empty_registration_replaces_nothing_and_an_empty_list_of_charges_everything() -> None:
    kept = opinion(registered(ONE), registered(on="2025-03-11"))
    emptied = opinion(registered(ONE), charged(on="2025-03-11"))

    assert list(case(kept)["offences"]) == ["f:1"]
    assert case(emptied)["offences"] == {}


def test_a_replaced_list_of_charges_is_overtaken_and_a_registration_never() -> None:
    told = opinion(registered(ONE), charged(ONE, on="2025-03-11"), charged(TWO, on="2025-03-12"))

    assert effects(told) == [APPLIED, OVERTAKEN, APPLIED]


def test_a_dropped_offence_with_an_outcome_stays_and_says_so() -> None:
    told = opinion(registered(ONE, TWO), CONVICTION, charged(TWO, on="2025-04-02"))

    assert count(told, "f:1")["dropped"]
    assert count(told, "f:1")["outcome"] == "veroordeling"
    assert not count(told, "f:2")["dropped"]


def test_the_number_of_the_source_names_an_offence_through_renumbering() -> None:
    told = opinion(
        registered(offence(1, own="A")),
        charged(offence(2, own="A"), on="2025-03-12"),
        judged((2, "veroordeling"), on="2025-04-01"),
    )

    assert count(told, "b:A")["outcome"] == "veroordeling"
    assert count(told, "b:A")["number"] == 2


def test_a_number_means_the_offence_that_carries_it_at_that_place_else_in_the_latest_list() -> None:
    told = opinion(
        registered(offence(1, own="A"), offence(2, own="B")),
        charged(offence(2, own="B"), on="2025-03-12"),
        CONVICTION,
    )

    assert effects(told) == [APPLIED, APPLIED, APPLIED]
    assert count(told, "b:A")["outcome"] == "veroordeling"
    assert count(told, "b:A")["dropped"]


def test_a_number_given_again_to_another_offence_contradicts_and_is_not_applied() -> None:
    told = opinion(
        registered(offence(1, own="A")), charged(offence(1, own="B"), on="2025-03-12"), CONVICTION
    )

    assert effects(told) == [APPLIED, CONTRADICTORY, APPLIED]
    assert list(case(told)["offences"]) == ["b:A"]


def test_an_unknown_number_waits_and_the_rest_of_the_message_applies() -> None:
    told = opinion(registered(ONE), judged((1, "vrijspraak"), (7, "veroordeling"), on="2025-04-01"))

    assert effects(told) == [APPLIED, WAITING]
    assert count(told)["outcome"] == "vrijspraak"


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        ("sepot", "sepot"),
        ("voorwaardelijk-sepot", "voorwaardelijk-sepot"),
        ("transactie", "transactie"),
        ("strafbeschikking", "strafbeschikking"),
        ("voeging", "overgedragen"),
        ("overdracht", "overgedragen"),
        ("dagvaarding", "open"),
        ({"code": "X", "tekst": "iets"}, "onbekend"),
    ],
)
def test_each_decision_of_the_prosecutor_sets_its_outcome(decision: object, outcome: str) -> None:
    told = opinion(registered(ONE), decided(decision, on="2025-04-01", sepotgronden=["02"]))

    assert count(told)["outcome"] == outcome
    assert count(told)["on"] == "2025-04-01"


def test_a_decision_without_numbers_concerns_what_was_charged_up_to_that_day() -> None:
    told = opinion(
        registered(ONE),
        charged(ONE, TWO, on="2025-04-01"),
        charged(ONE, TWO, THREE, on="2025-04-02"),
        decided("sepot", on="2025-04-01"),
    )

    outcomes = {key: each["outcome"] for key, each in case(told)["offences"].items()}
    assert outcomes == {"f:1": "sepot", "f:2": "sepot", "f:3": "open"}


def test_a_decision_when_nothing_was_charged_concerns_the_case() -> None:
    told = opinion(registered(), decided("sepot", on="2025-04-01", sepotgronden=["02"]))

    assert effects(told) == [APPLIED, APPLIED]
    assert [each["outcome"] for each in case(told)["whole_case"]] == ["sepot"]


def test_a_summons_opens_after_a_dismissal_and_is_doubtful_after_a_judgment() -> None:
    summons = decided("dagvaarding", on="2025-04-02")
    reopened = opinion(registered(ONE), decided("sepot", on="2025-04-01"), summons)
    doubtful = opinion(registered(ONE), CONVICTION, summons)

    assert (count(reopened)["outcome"], count(reopened)["history"]) == ("open", ["sepot"])
    assert effects(reopened) == [APPLIED, OVERTAKEN, APPLIED]
    assert count(doubtful)["outcome"] == "veroordeling"
    assert count(doubtful)["doubts"] == ["dagvaarding-na-uitspraak"]
    assert effects(doubtful) == [APPLIED, APPLIED, APPLIED]


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ("vrijspraak", "vrijspraak"),
        ("ontslag-van-alle-rechtsvervolging", "ontslag-van-alle-rechtsvervolging"),
        ("schuldig-zonder-straf", "schuldig-zonder-straf"),
        ("nietig", "nietig"),
        ("om-niet-ontvankelijk", "niet-ontvankelijk"),
        ("terugwijzing", "open"),
        ({"code": "X", "tekst": "iets"}, "onbekend"),
        ("bevestigd", "veroordeling"),
        ("verworpen", "veroordeling"),
        ("appellant-niet-ontvankelijk", "veroordeling"),
        ("niet-ontvankelijk", "veroordeling"),
    ],
)
def test_each_result_on_appeal_leaves_its_outcome_in_force(result: object, outcome: str) -> None:
    told = opinion(
        registered(ONE), CONVICTION, judged((1, result), on="2025-05-01", instance="hoger-beroep")
    )

    assert count(told)["outcome"] == outcome
    assert count(told)["history"] == ([] if outcome == "veroordeling" else ["veroordeling"])


def test_not_admissible_says_who_only_in_first_instance() -> None:
    first = opinion(registered(ONE), judged((1, "niet-ontvankelijk"), on="2025-04-01"))
    unknown = opinion(
        registered(ONE), judged((1, "niet-ontvankelijk"), on="2025-04-01", instance={"code": "X"})
    )

    assert (count(first)["outcome"], count(first)["doubts"]) == ("niet-ontvankelijk", [])
    assert count(unknown)["outcome"] == "open"
    assert count(unknown)["doubts"] == ["niet-ontvankelijk-zonder-partij"]


def test_a_confirmation_waits_for_what_it_confirms() -> None:
    confirmed = judged((1, "bevestigd"), on="2025-05-01", instance="hoger-beroep")

    assert effects(opinion(registered(ONE), confirmed)) == [APPLIED, WAITING]
    assert effects(opinion(registered(ONE), confirmed, CONVICTION)) == [APPLIED, APPLIED, APPLIED]


@pytest.mark.parametrize(
    ("first", "effect"),
    [
        ("2025-04-01", APPLIED),
        ("2025-04-02", CONTRADICTORY),
        ({"type": "JaarMaandDatum", "jaar": 2025, "maand": 4}, APPLIED),
        ({"type": "JaarMaandDatum", "jaar": 2025, "maand": 5}, CONTRADICTORY),
        ({"type": "JaarDatum", "jaar": 2025}, APPLIED),
        ({"type": "JaarDatum", "jaar": 2026}, CONTRADICTORY),
        ({"type": "DatumOnbekend", "onbekend": True}, APPLIED),
    ],
)
def test_an_outcome_before_the_first_possible_day_contradicts(first: object, effect: str) -> None:
    told = opinion(registered(offence(1, first=first)), CONVICTION)

    assert effects(told) == [APPLIED, effect]
    assert (count(told)["outcome"] == "veroordeling") is (effect == APPLIED)
    assert (count(told)["doubts"] == ["afdoening-voor-pleegdatum"]) is (effect == CONTRADICTORY)


def test_the_day_of_an_outcome_is_held_against_the_description_in_force_at_its_place() -> None:
    told = opinion(
        registered(offence(1, first="2025-03-01")),
        CONVICTION,
        charged(offence(1, first="2025-04-05"), on="2025-04-10"),
    )

    assert effects(told) == [APPLIED, APPLIED, APPLIED]


def test_sanctions_go_to_the_offences_they_name_or_else_to_the_convictions() -> None:
    told = opinion(
        registered(ONE, TWO, THREE),
        judged(
            (1, "veroordeling"),
            (2, "ontslag-van-alle-rechtsvervolging"),
            (3, "veroordeling"),
            on="2025-04-01",
            sancties=[{"soort": "taakstraf"}, {"soort": "tbs", "feitnummers": [2]}],
        ),
    )

    sanctions = {key: each["sanctions"] for key, each in case(told)["offences"].items()}
    assert sanctions == {"f:1": ["taakstraf"], "f:2": ["tbs"], "f:3": ["taakstraf"]}


def test_sanctions_without_a_conviction_go_with_the_discharge_and_to_no_acquittal() -> None:
    told = opinion(
        registered(ONE, TWO),
        judged(
            (1, "vrijspraak"),
            (2, "ontslag-van-alle-rechtsvervolging"),
            on="2025-04-01",
            sancties=[{"soort": "tbs"}],
        ),
    )

    assert count(told, "f:1")["sanctions"] == []
    assert count(told, "f:2")["sanctions"] == ["tbs"]


def test_a_confirmation_with_a_sanction_for_the_offence_replaces_the_sanctions() -> None:
    first = judged((1, "veroordeling"), on="2025-04-01", sancties=[FINE])
    for numbers, sanctions in (([1], ["taakstraf"]), ([2], ["geldboete"])):
        told = opinion(
            registered(ONE, TWO),
            first,
            judged(
                (1, "bevestigd"),
                on="2025-05-01",
                instance="hoger-beroep",
                sancties=[{"soort": "taakstraf", "feitnummers": numbers}],
            ),
        )

        assert count(told)["sanctions"] == sanctions
        assert count(told)["outcome"] == "veroordeling"


def test_irrevocability_marks_the_outcome_in_force_at_its_place_and_no_later_one() -> None:
    told = opinion(registered(ONE), CONVICTION, final(on="2025-04-16"))
    reopened = opinion(
        registered(ONE),
        CONVICTION,
        final(on="2025-04-16"),
        judged((1, "vrijspraak"), on="2025-05-01"),
    )

    assert count(told)["irrevocable_on"] == "2025-04-16"
    assert count(reopened)["irrevocable_on"] is None
    assert effects(reopened) == [APPLIED, OVERTAKEN, APPLIED, APPLIED]


def test_irrevocability_waits_for_an_outcome_and_contradicts_one_that_came_later() -> None:
    named = final(on="2025-03-20", feitnummers=[1])

    assert effects(opinion(registered(ONE), named)) == [APPLIED, WAITING]
    assert effects(opinion(registered(ONE), named, CONVICTION))[1] == CONTRADICTORY
    assert effects(opinion(registered(ONE), final(on="2025-03-20")))[1] == WAITING


def test_irrevocability_of_an_offence_that_is_open_again_waits_for_its_new_outcome() -> None:
    told = opinion(
        registered(ONE),
        CONVICTION,
        judged((1, "terugwijzing"), on="2025-05-01", instance="cassatie"),
        final(on="2025-06-01", feitnummers=[1]),
    )

    assert effects(told) == [APPLIED, OVERTAKEN, APPLIED, WAITING]


@pytest.mark.parametrize(
    ("filed_on", "doubts"), [("2025-04-15", [DOUBTFUL_FINALITY]), ("2025-04-16", [])]
)
def test_an_appeal_from_before_casts_doubt_on_irrevocability(
    filed_on: str, doubts: list[str]
) -> None:
    told = opinion(registered(ONE), CONVICTION, final(on="2025-04-16"), appealed(on=filed_on))

    assert count(told)["doubts"] == doubts
    assert count(told)["irrevocable_on"] == "2025-04-16"


def test_an_appeal_withdrawn_or_judged_by_a_higher_court_casts_no_doubt() -> None:
    before = (registered(ONE), CONVICTION, appealed(on="2025-04-02"))
    higher = judged((1, "bevestigd"), on="2025-05-01", instance="hoger-beroep")
    unknown = judged((1, "bevestigd"), on="2025-05-01", instance={"code": "X"})
    end = final(on="2025-06-01")

    assert count(opinion(*before, withdrawn(on="2025-04-03"), end))["doubts"] == []
    assert count(opinion(*before, higher, end))["doubts"] == []
    assert count(opinion(*before, unknown, end))["doubts"] == [DOUBTFUL_FINALITY]


def test_any_judgment_answers_an_objection_to_a_penal_order() -> None:
    before = (
        decided("strafbeschikking", on="2025-04-01", feiten=[ONE]),
        appealed(on="2025-04-02", kind="verzet"),
    )
    end = final(on="2025-06-01")

    assert count(opinion(*before, end))["doubts"] == [DOUBTFUL_FINALITY]
    answered = opinion(*before, judged((1, "veroordeling"), on="2025-05-01"), end)
    assert count(answered)["doubts"] == []


def test_an_appeal_is_withdrawn_for_the_offences_named_only() -> None:
    told = opinion(
        registered(ONE, TWO), appealed(on="2025-04-02"), withdrawn(on="2025-04-03", feitnummers=[2])
    )

    appeal = case(told)["appeals"]["R1"]
    assert (appeal["against"], appeal["withdrawn"]) == (["f:1", "f:2"], ["f:2"])


def test_the_last_filing_with_an_id_wins_and_an_unknown_one_cannot_be_withdrawn() -> None:
    told = opinion(
        registered(ONE, TWO),
        appealed(on="2025-04-03", feitnummers=[1]),
        appealed(on="2025-04-02"),
        withdrawn("R9", on="2025-04-04"),
    )

    assert effects(told) == [APPLIED, APPLIED, OVERTAKEN, WAITING]
    assert case(told)["appeals"]["R1"]["against"] == ["f:1"]


def test_what_else_is_stated_in_a_case_is_kept_once_per_message() -> None:
    execution = in_case(
        "tenuitvoerlegging-gemeld", by="cjib", soort="aangevangen", op="2025-05-01", sanctie=FINE
    )
    told = opinion(registered(ONE), execution, execution)

    assert case(told)["executions"] == 2


def test_a_judgment_is_overtaken_when_nothing_it_set_is_in_force_and_a_penal_order_never() -> None:
    both = judged((1, "veroordeling"), (2, "veroordeling"), on="2025-04-01")
    half = judged((1, "vrijspraak"), on="2025-05-01")
    rest = judged((2, "vrijspraak"), on="2025-05-01")
    order = decided("strafbeschikking", on="2025-04-01", feiten=[ONE])

    assert effects(opinion(registered(ONE, TWO), both, half)) == [APPLIED, APPLIED, APPLIED]
    assert effects(opinion(registered(ONE, TWO), both, half, rest))[1] == OVERTAKEN
    assert effects(opinion(order, half)) == [APPLIED, APPLIED]


@pytest.mark.parametrize(
    ("day", "received", "listed"),
    [
        ("2025-04-01", [], []),
        ("2025-04-02", ["ontvangst-na-afdoening"], ["tenlastelegging-na-afdoening"]),
    ],
)
def test_what_is_received_or_charged_after_the_outcome_is_a_warning(
    day: str, received: list[str], listed: list[str]
) -> None:
    late = opinion(registered(ONE, on=day), CONVICTION)
    recharged = opinion(registered(ONE, TWO), CONVICTION, charged(ONE, TWO, on=day))

    assert effects(late) == [APPLIED, APPLIED]
    assert count(late)["doubts"] == received
    assert count(recharged, "f:1")["doubts"] == listed
    assert count(recharged, "f:2")["doubts"] == []


def test_what_was_charged_up_to_a_day_follows_the_legal_day_that_is_shown() -> None:
    told = opinion(
        registered(ONE),
        charged(ONE, TWO, on="2025-03-12"),
        decided("sepot", on="2025-03-14"),
        corrected("m2", charged(ONE, TWO, on="2025-03-20")),
    )

    assert count(told, "f:1")["outcome"] == "sepot"
    assert count(told, "f:2")["outcome"] == "open"
