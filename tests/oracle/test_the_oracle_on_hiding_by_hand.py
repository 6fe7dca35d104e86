"""Examples small enough to work out by hand: what is hidden, and what a day shows."""

import pytest

from tests.oracle.by_hand import (
    APPLIED,
    FINE,
    HIDDEN,
    SMALLER_FINE,
    WAITING,
    case,
    charged,
    corrected,
    count,
    decided,
    effects,
    in_case,
    judged,
    offence,
    opinion,
    person,
    registered,
)

ONE, TWO, THREE = offence(1), offence(2), offence(3)
CONVICTION = judged((1, "veroordeling"), on="2025-04-01")
MINOR = offence(2, kind="overtreding")
DOUBTFUL_FINALITY = "rechtsmiddel-voor-onherroepelijkheid"


# 5. What is hidden


@pytest.mark.parametrize("ground", ["01", "09"])
@pytest.mark.parametrize("decision", ["sepot", "voorwaardelijk-sepot"])
def test_a_removing_dismissal_hides_the_offence_at_every_day_and_moment(
    decision: str, ground: str
) -> None:
    dismissal = decided(decision, on="2025-04-01", feitnummers=[1], sepotgronden=[ground])

    for told in (
        opinion(registered(ONE, TWO), dismissal, on="2025-03-15"),
        opinion(registered(ONE, TWO), later=[dismissal]),
    ):
        assert list(case(told)["offences"]) == ["f:2"]
    assert effects(opinion(registered(ONE, TWO), dismissal)) == [APPLIED, HIDDEN]


def test_another_ground_or_a_dismissal_that_no_longer_stands_hides_nothing() -> None:
    other = decided("sepot", on="2025-04-01", sepotgronden=["02"])
    removing = decided("sepot", on="2025-04-01", sepotgronden=["01"])

    assert count(opinion(registered(ONE), other))["grounds"] == ["02"]
    reopened = opinion(registered(ONE), removing, decided("dagvaarding", on="2025-04-02"))
    assert (count(reopened)["outcome"], count(reopened)["history"]) == ("open", ["sepot"])


def test_a_dismissal_corrected_today_hides_at_every_earlier_moment() -> None:
    first = decided("sepot", on="2025-04-01", sepotgronden=["02"])
    better = decided("sepot", on="2025-04-01", sepotgronden=["01"])

    told = opinion(registered(ONE), first, later=[corrected("m2", better)])

    assert person(told)["cases"] == {}
    assert effects(told) == [HIDDEN, HIDDEN]


def test_a_case_dismissed_whole_is_hidden_also_at_the_moment_when_it_had_offences() -> None:
    told = opinion(
        registered(ONE),
        later=[
            charged(on="2025-03-11"),
            decided("sepot", on="2025-04-01", sepotgronden=["09"]),
        ],
    )

    assert person(told)["cases"] == {}
    assert effects(told) == [HIDDEN]


@pytest.mark.parametrize(
    ("sanction", "is_shown"),
    [(FINE, True), (SMALLER_FINE, False), ({"soort": "taakstraf"}, True)],
)
def test_a_minor_offence_is_shown_once_the_entry_rule_is_met(
    sanction: dict[str, object], is_shown: bool
) -> None:
    sentence = judged((2, "veroordeling"), on="2025-04-01", sancties=[sanction])

    assert ("f:2" in case(opinion(registered(ONE, MINOR), sentence))["offences"]) is is_shown
    assert effects(opinion(registered(ONE, MINOR), sentence))[1] == (
        APPLIED if is_shown else HIDDEN
    )
    assert "f:2" not in case(opinion(registered(ONE, MINOR), sentence, on="2025-03-31"))["offences"]


def test_a_case_of_hidden_offences_only_is_hidden_with_all_its_messages() -> None:
    told = opinion(registered(MINOR), judged((2, "veroordeling"), on="2025-04-01"))

    assert person(told)["cases"] == {}
    assert effects(told) == [HIDDEN, HIDDEN]


def test_a_person_of_whom_everything_is_hidden_was_never_heard_of() -> None:
    hidden = (registered(MINOR), judged((2, "veroordeling"), on="2025-04-01"))
    shown = registered(ONE, zaak={"bronZaaknummer": "Z"})

    assert not person(opinion(*hidden))["is_known"]
    assert person(opinion(*hidden, shown))["is_known"]


def test_a_dismissal_that_removed_hides_at_its_moment_and_day_whatever_stands_today() -> None:
    removing = decided("sepot", on="2025-04-01", sepotgronden=["01"])
    acquittal = judged((1, "vrijspraak"), on="2025-05-01")

    assert count(opinion(registered(ONE), removing, acquittal))["outcome"] == "vrijspraak"
    assert person(opinion(registered(ONE), removing, later=[acquittal]))["cases"] == {}
    assert person(opinion(registered(ONE), removing, acquittal, on="2025-04-30"))["cases"] == {}


def test_a_message_that_also_waits_for_another_offence_is_not_hidden() -> None:
    told = opinion(
        registered(ONE, MINOR),
        judged((2, "veroordeling"), (7, "veroordeling"), on="2025-04-01"),
    )

    assert effects(told) == [APPLIED, WAITING]


def test_an_offence_of_unknown_kind_is_shown_and_doubtful() -> None:
    told = opinion(registered(offence(1, kind={"code": "Z", "tekst": "iets"})))

    assert count(told)["kind"] == "bronwaarde Z: iets"
    assert count(told)["doubts"] == ["soort-onbekend"]


# 6. On a day


def test_a_day_shows_what_counts_by_then_and_leaves_the_effects_alone() -> None:
    messages = (registered(ONE), CONVICTION, judged((1, "vrijspraak"), on="2025-05-01"))
    whole = opinion(*messages)

    for day, outcome in (("2025-03-31", "open"), ("2025-04-01", "veroordeling"),
                         ("2025-04-30", "veroordeling"), ("2025-05-01", "vrijspraak")):  # fmt: skip
        told = opinion(*messages, on=day)
        assert count(told)["outcome"] == outcome
        assert told.effects == whole.effects
    assert person(opinion(*messages, on="2025-03-09"))["cases"] == {}


def test_a_document_is_shown_from_the_day_it_was_logged_and_not_when_it_is_due() -> None:
    document = in_case("stuk-gemeld", stuk="vonnis", verwachtOp="2025-09-01",
                       at="2025-04-30T22:00:00Z")  # fmt: skip

    assert case(opinion(registered(ONE), document, on="2025-04-30"))["documents"] == 0
    assert case(opinion(registered(ONE), document, on="2025-05-01"))["documents"] == 1


def test_custody_counts_on_the_amsterdam_day_of_its_start() -> None:
    custody = in_case("hechtenis-gemeld", soort="bewaring", vanTijdstip="2025-04-30T22:00:00Z")

    assert case(opinion(registered(ONE), custody, on="2025-04-30"))["custody"] == 0
    assert case(opinion(registered(ONE), custody, on="2025-05-01"))["custody"] == 1
