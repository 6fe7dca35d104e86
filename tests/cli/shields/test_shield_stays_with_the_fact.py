"""A shield stays with its fact, whatever the fact and the person are called since."""

from tests.cli.commands import Register
from tests.cli.shields.acts import CASE, marks, merged, proposed, renumbered, shielded
from tests.records.wire import PERSONS, corrected, message, offence, registered


def test_a_parketnummer_in_another_spelling_names_the_same_case(staffed: Register) -> None:
    assert proposed(staffed, case="05.780109.25").code == 0


def test_a_fact_goes_by_the_number_of_its_source_too(register: Register) -> None:
    case = {"parketnummer": CASE, "bronZaaknummer": "Z 1"}
    register.load([registered(case=case, offences=[offence(1), offence(2, bronFeitnummer="F-77")])])
    register.run("actor", "add", "petra", "--role", "privacy-officer")

    shielded(register, case="Z 1", number="F-77")

    assert [mark is not None for mark in marks(register)] == [False, True]


def test_a_message_that_changes_the_fact_makes_the_proposal_outdated(staffed: Register) -> None:
    number = str(proposed(staffed).document["nummer"])
    staffed.load(
        [
            message(
                "vervolging-beslist",
                message_id="om-2",
                sequence=2,
                time="2025-04-01T09:00:00+02:00",
                persoon={"skn": "1234567"},
                zaak={"parketnummer": CASE},
                besluit="sepot",
                beslotenOp="2025-04-01",
                sepotgronden=["02"],
            )
        ],
        name="second.ndjson",
    )

    refused = staffed.run("approve", number, "--as", "petra")

    assert refused.code == 1
    assert "has changed since" in refused.err
    assert marks(staffed) == [None, None]
    assert staffed.ask("proposals", "list")[0]["toestand"] == "voorgesteld"
    # What the register says of another case or person changes nothing.
    assert proposed(staffed).code == 0


def test_a_fact_that_has_gone_is_not_shielded(staffed: Register) -> None:
    number = str(proposed(staffed).document["nummer"])
    staffed.load(
        [
            message(
                "gegevens-ingetrokken",
                message_id="om-2",
                sequence=2,
                time="2025-04-01T09:00:00+02:00",
                betreft={"source": registered()["source"], "id": "om-1"},
                reden="verkeerde persoon",
            )
        ],
        name="second.ndjson",
    )

    refused = staffed.run("approve", number, "--as", "petra")

    assert refused.code == 1
    assert "has left the register" in refused.err


def test_a_shield_is_found_from_each_number_of_a_merged_person(staffed: Register) -> None:
    shielded(staffed)
    staffed.load([merged("1234567", "2345678")], name="merge.ndjson")

    assert marks(staffed)[0] is not None
    assert marks(staffed, skn="2345678") == marks(staffed)
    [record] = staffed.run("records", "export").documents
    assert record["zaken"][0]["feiten"][0]["afscherming"] is not None


def test_a_shield_set_on_a_merged_person_stays_with_the_case_after_separation(
    staffed: Register,
) -> None:
    staffed.load([merged("2345678", "1234567")], name="merge.ndjson")
    shielded(staffed, skn="2345678")
    staffed.load(
        [
            message(
                "persoon-gesplitst",
                message_id="p-2",
                sequence=2,
                time="2025-06-01T09:00:00+02:00",
                source=PERSONS,
                personen=[{"skn": "1234567"}, {"skn": "2345678"}],
                reden="andere vingers",
            )
        ],
        name="separation.ndjson",
    )

    assert marks(staffed)[0] is not None
    assert marks(staffed, skn="2345678") == []


def test_a_case_that_gets_another_parketnummer_is_still_shielded(staffed: Register) -> None:
    shielded(staffed)
    first = registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])

    staffed.load([renumbered(first, "05/999999-25")], name="second.ndjson")

    record = staffed.ask("record", "--skn", "1234567")
    [case] = record["zaken"]
    assert case["parketnummer"] == "05/999999-25"
    assert [mark is not None for mark in marks(staffed)] == [True, False]


def test_a_shield_on_a_renamed_case_holds_for_what_it_was_called_before(
    staffed: Register,
) -> None:
    first = registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])
    staffed.load([renumbered(first, "05/999999-25")], name="second.ndjson")
    shielded(staffed, case="05/999999-25")

    assert marks(staffed, "--known-at", "1")[0]["naBekendOp"] is True


def test_an_offence_that_is_renumbered_is_covered_with_all_that_may_be_it(
    staffed: Register,
) -> None:
    shielded(staffed, number="2")
    first = registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])
    changed = corrected(
        first,
        message_id="om-2",
        sequence=2,
        time="2025-05-01T09:00:00+02:00",
        feiten=[offence(1), offence(3, kwalificatie="bedreiging")],
    )

    staffed.load([changed], name="second.ndjson")

    assert all(mark is not None for mark in marks(staffed))
    # What it was called when it was shielded stays exact.
    assert [mark is not None for mark in marks(staffed, "--known-at", "1")] == [False, True]


def test_an_offence_that_gets_a_number_of_its_source_is_still_the_same(staffed: Register) -> None:
    shielded(staffed, number="2")
    first = registered(offences=[offence(1), offence(2, kwalificatie="bedreiging")])
    changed = corrected(
        first,
        message_id="om-2",
        sequence=2,
        time="2025-05-01T09:00:00+02:00",
        feiten=[offence(1), offence(2, kwalificatie="bedreiging", bronFeitnummer="F-2")],
    )

    staffed.load([changed], name="second.ndjson")

    assert [mark is not None for mark in marks(staffed)] == [False, True]
