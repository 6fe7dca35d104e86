"""A decision who is meant lapses when somebody turns up who was not considered."""

from tests.cli.commands import Register
from tests.cli.who_is_meant.asking import (
    CERTIFICATE,
    NAMESAKE,
    UNDECIDED,
    WHO,
    claims,
    decided,
    opened,
    person,
)
from tests.records.wire import PERSONS, message


def test_somebody_who_was_not_considered_overtakes_a_decision(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)
    show = ("person", "search", "show", "1", "--reason", "x", "--as", "balie")
    assert people.ask(*show)["anderenSindsdien"] is False
    people.load([opened(3, NAMESAKE)])

    answer = people.ask(*CERTIFICATE, *WHO)

    assert claims(answer) == UNDECIDED
    assert "besluit-achterhaald" in answer["kanttekeningen"]
    assert people.ask(*show)["anderenSindsdien"] is True
    assert "3456789" not in people.run(*show).out
    assert answer["basis"]["identiteit"]["besluit"] is None
    decided(people, answer["basis"]["identiteit"]["zoeknummer"])
    assert people.ask(*CERTIFICATE, *WHO)["gevonden"] == "zeker"


def test_a_candidate_who_fits_better_than_when_considered_overtakes_a_decision(
    people: Register,
) -> None:
    """That none is meant was decided while she was called otherwise."""
    people.ask(*CERTIFICATE, *WHO)
    decided(people, 1, "--nobody")
    people.load(
        [
            message(
                "persoon-gewijzigd",
                message_id="p-1",
                sequence=1,
                time="2025-04-01T09:00:00+02:00",
                source=PERSONS,
                persoon=person("2345678", "Suzanne"),
                geldigVanaf="2025-04-01",
            )
        ]
    )

    assert "besluit-achterhaald" in people.ask(*CERTIFICATE, *WHO)["kanttekeningen"]


def test_merging_those_considered_leaves_a_decision_in_force(people: Register) -> None:
    people.ask(*CERTIFICATE, *WHO)
    decided(people)
    people.load(
        [
            message(
                "persoon-samengevoegd",
                message_id="p-1",
                sequence=1,
                time="2025-04-01T09:00:00+02:00",
                source=PERSONS,
                leidend={"skn": "1234567"},
                opgegaan=[{"skn": "2345678"}],
                reden="een persoon",
            )
        ]
    )

    assert len(people.ask(*CERTIFICATE, *WHO)["inhoud"]["zaken"]) == 2
