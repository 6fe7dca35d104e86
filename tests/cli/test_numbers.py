"""Asking by BSN: never one person in silence where there may be two."""

from typing import Any

import pytest

from tests.cli.commands import Register
from tests.records.wire import PERSONS, Wire, message, registered

BSN, OTHER_BSN = "999993653", "999990639"


def _changed(skn: str, *, message_id: str, sequence: int, bsn: str) -> Wire:
    return message(
        "persoon-gewijzigd",
        message_id=message_id,
        sequence=sequence,
        source=PERSONS,
        time="2025-04-01T09:00:00+02:00",
        persoon={"skn": skn, "bsn": bsn},
        geldigVanaf="2025-04-01",
    )


def _two(first: Wire, second: Wire) -> list[Wire]:
    return [
        registered(person=first),
        registered(
            message_id="om-2", sequence=2, person=second, case={"parketnummer": "13/000001-25"}
        ),
    ]


def _skns(record: Any) -> list[str]:
    skns: list[str] = record["persoon"]["nummers"]["skn"]
    return skns


def test_a_bsn_that_one_person_carries_finds_that_person(register: Register) -> None:
    register.load(_two({"skn": "1234567", "bsn": BSN}, {"skn": "7654321", "bsn": OTHER_BSN}))

    assert _skns(register.ask("record", "--bsn", BSN)) == ["1234567"]
    assert _skns(register.ask("record", "--bsn", OTHER_BSN)) == ["7654321"]


def test_a_bsn_of_eight_digits_is_the_one_with_a_zero_in_front(register: Register) -> None:
    register.load([registered(person={"skn": "1234567", "bsn": "012345672"})])

    record = register.ask("record", "--bsn", "12345672")

    assert _skns(record) == ["1234567"]
    assert record["persoon"]["nummers"]["bsn"] == ["012345672"]


def test_a_bsn_that_nobody_carries_finds_nobody(register: Register) -> None:
    register.load([registered(person={"skn": "1234567", "bsn": BSN})])

    record = register.ask("record", "--bsn", OTHER_BSN)

    assert (_skns(record), record["zaken"]) == ([], [])
    assert record["basis"]["positie"] == 1


def test_a_bsn_that_two_carry_finds_neither_and_gives_no_number(register: Register) -> None:
    register.load(_two({"skn": "1234567", "bsn": BSN}, {"skn": "7654321", "bsn": BSN}))

    refused = register.run("record", "--bsn", BSN)

    assert (refused.code, refused.out) == (1, "")
    assert "[2] persons" in refused.err
    assert "--skn" in refused.err
    for number in (BSN, "1234567", "7654321"):
        assert number not in refused.err


def test_asking_in_vain_by_a_shared_bsn_is_accounted_for(register: Register) -> None:
    register.load(_two({"skn": "1234567", "bsn": BSN}, {"skn": "7654321", "bsn": BSN}))

    register.run("record", "--bsn", BSN)

    assert register.rows("SELECT subject_id, shown FROM access_line") == [(None, "niets")]


def test_a_bsn_that_linked_numbers_carry_is_that_of_one_person(register: Register) -> None:
    merge = message(
        "persoon-samengevoegd",
        message_id="p-1",
        sequence=1,
        source=PERSONS,
        time="2025-04-01T09:00:00+02:00",
        leidend={"skn": "1234567"},
        opgegaan=[{"skn": "7654321"}],
        reden="zelfde vingerafdrukken",
    )
    register.load([*_two({"skn": "1234567", "bsn": BSN}, {"skn": "7654321", "bsn": BSN}), merge])

    assert _skns(register.ask("record", "--bsn", BSN)) == ["1234567", "7654321"]
    assert register.run("record", "--bsn", BSN, "--known-at", "2").code == 1


def test_a_corrected_bsn_finds_its_new_carrier_and_its_former_one_no_longer(
    register: Register,
) -> None:
    register.load([registered(person={"skn": "1234567", "bsn": BSN})])
    register.load(
        [_changed("1234567", message_id="p-1", sequence=1, bsn=OTHER_BSN)], name="p.ndjson"
    )

    assert _skns(register.ask("record", "--bsn", OTHER_BSN)) == ["1234567"]
    refused = register.run("record", "--bsn", BSN)

    assert (refused.code, refused.out) == (1, "")
    assert "in the past" in refused.err
    assert BSN not in refused.err


def test_as_known_before_its_correction_a_bsn_finds_who_carried_it(register: Register) -> None:
    register.load([registered(person={"skn": "1234567", "bsn": BSN})])
    register.load(
        [_changed("1234567", message_id="p-1", sequence=1, bsn=OTHER_BSN)], name="p.ndjson"
    )

    assert _skns(register.ask("record", "--bsn", BSN, "--known-at", "1")) == ["1234567"]
    assert _skns(register.ask("record", "--bsn", OTHER_BSN, "--known-at", "1")) == []


def test_a_bsn_that_passed_to_another_finds_who_carries_it_now(register: Register) -> None:
    register.load(
        [
            *_two({"skn": "1234567", "bsn": BSN}, {"skn": "7654321", "bsn": BSN}),
            _changed("1234567", message_id="p-1", sequence=1, bsn=OTHER_BSN),
        ]
    )

    assert _skns(register.ask("record", "--bsn", BSN)) == ["7654321"]


def test_who_carries_a_bsn_does_not_depend_on_the_day_asked_for(register: Register) -> None:
    register.load(
        [
            registered(person={"skn": "1234567"}),
            _changed("1234567", message_id="p-1", sequence=1, bsn=BSN),
        ]
    )

    record = register.ask("record", "--bsn", BSN, "--on", "2025-03-20")

    assert _skns(record) == ["1234567"]
    assert len(record["zaken"]) == 1


@pytest.mark.parametrize("skn", ["1234567", "01234567"])
def test_an_skn_is_taken_as_it_is_with_its_zeros(register: Register, skn: str) -> None:
    register.load(
        _two({"skn": "1234567"}, {"skn": "01234567"}),
    )

    assert _skns(register.ask("record", "--skn", skn)) == [skn]
