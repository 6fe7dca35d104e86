"""Admission of batches: what is written down follows from the fates, and nothing is lost."""

import pytest

from jds.database.connection import Database
from jds.domain.time import instant_from_text
from jds.intake.judgement import UNKNOWN_SOURCE
from jds.ledger.read import messages_about, position_at, recorded_at
from jds.ledger.verify import verify
from jds.sources.register import add_source
from tests.intake.deliveries import (
    BSN,
    MAN,
    NEXT_DAY,
    NOBODY,
    NOON,
    OM,
    PERSONS,
    WOMAN,
    Wire,
    admit,
    as_line,
    corrected,
    fates_of,
    impossible,
    merged,
    not_allowed,
    registered,
    retracted,
    rows,
    unfit,
)


def counts_of(database: Database) -> list[tuple[object, ...]]:
    return rows(
        database,
        "SELECT source, day::text, received, accepted, duplicates, set_aside, refused "
        "FROM fate_count ORDER BY source, day",
    )


def is_sound(database: Database) -> bool:
    with database.transaction() as connection:
        return verify(connection).is_sound


def test_accepted_messages_stand_in_the_ledger_as_they_were_delivered(register: Database) -> None:
    message = as_line(registered(1)) + b"  "

    batch = admit(register, message)

    assert batch.positions == (1, 1)
    assert rows(register, "SELECT content, unknown_dates FROM ledger_payload") == [
        (message.decode(), None)
    ]


def test_every_message_of_a_day_has_exactly_one_fate(register: Database) -> None:
    batch = admit(
        register,
        registered(1),
        registered(1),
        registered(1, on="2025-03-05"),
        unfit(2),
        impossible(3),
        not_allowed(4),
        registered(5, source=NOBODY),
        b"no json",
    )

    assert fates_of(batch) == [
        "apart-gezet: ander-bericht-zelfde-id",
        "dubbel",
        "aanvaard",
        "apart-gezet: niet-van-het-contract",
        "apart-gezet: onmogelijke-datum",
        "geweigerd: soort-niet-toegestaan",
        "geweigerd: onbekende-bron",
        "apart-gezet: onleesbaar",
    ]
    assert counts_of(register) == [
        ("", "2026-03-02", 1, 0, 0, 1, 0),
        (UNKNOWN_SOURCE, "2026-03-02", 1, 0, 0, 0, 1),
        (OM, "2026-03-02", 6, 1, 1, 3, 1),
    ]
    assert is_sound(register)


def test_of_an_unknown_source_not_even_the_name_is_kept(register: Database) -> None:
    batch = admit(register, registered(1, source=NOBODY))

    assert batch.receipts[0].bron == UNKNOWN_SOURCE
    assert rows(register, "SELECT source FROM fate_count") == [(UNKNOWN_SOURCE,)]


def test_a_displaced_message_moves_from_accepted_to_set_aside_on_its_own_day(
    register: Database,
) -> None:
    late, early = registered(1, on="2025-03-05"), registered(1, on="2025-03-01")
    admit(register, late)

    batch = admit(register, early, now=NEXT_DAY)

    assert fates_of(batch) == ["aanvaard"]
    assert counts_of(register) == [
        (OM, "2026-03-02", 1, 0, 0, 1, 0),
        (OM, "2026-03-03", 1, 1, 0, 0, 0),
    ]
    assert rows(
        register, "SELECT reason, displaced_position, content, received_on::text FROM set_aside"
    ) == [("ander-bericht-zelfde-id", 1, as_line(late), "2026-03-02")]
    assert rows(register, "SELECT position, displaces FROM ledger_line ORDER BY position") == [
        (1, None),
        (2, 1),
    ]
    assert is_sound(register)


def test_a_displaced_message_counts_until_the_position_that_displaced_it(
    register: Database,
) -> None:
    late, early = registered(1, on="2025-03-05"), registered(1, on="2025-03-01")
    admit(register, late)
    admit(register, early)

    with register.transaction() as connection:
        before = messages_about(connection, [1], through_position=1)
        after = messages_about(connection, [1], through_position=2)

    assert [row.position for row in before] == [1]
    assert [row.position for row in after] == [2]


def test_a_displaced_message_is_a_duplicate_when_it_comes_again(register: Database) -> None:
    late, early = registered(1, on="2025-03-05"), registered(1, on="2025-03-01")
    admit(register, late)
    admit(register, early)

    assert fates_of(admit(register, late, early)) == ["dubbel", "dubbel"]


def test_a_receipt_of_a_duplicate_names_the_position_of_what_it_repeats(
    register: Database,
) -> None:
    admit(register, registered(1), registered(2))

    assert [receipt.positie for receipt in admit(register, registered(2)).receipts] == [2]


def test_a_message_refused_for_its_source_is_accepted_once_the_source_is_registered(
    register: Database,
) -> None:
    message = registered(1, source=NOBODY)
    assert fates_of(admit(register, message)) == ["geweigerd: onbekende-bron"]
    assert fates_of(admit(register, message)) == ["dubbel"]

    with register.transaction() as connection:
        add_source(connection, NOBODY, kind="om", now=NOON)

    assert fates_of(admit(register, message)) == ["aanvaard"]


def test_of_police_data_nothing_is_kept(register: Database) -> None:
    police = registered(1) | {"type": "nl.jds.politiegegeven-verstrekt.v1"}

    admit(register, police)

    assert rows(register, "SELECT * FROM refusal") == []
    assert rows(register, "SELECT * FROM set_aside") == []
    assert rows(register, "SELECT * FROM ledger_payload") == []


def test_unreadable_input_from_another_file_is_counted_again(register: Database) -> None:
    admit(register, b"{", file_digest=b"one")

    assert fates_of(admit(register, b"{", file_digest=b"one")) == ["dubbel"]
    assert fates_of(admit(register, b"{", file_digest=b"two")) == ["apart-gezet: onleesbaar"]


def test_a_message_without_an_id_is_kept_with_its_source(register: Database) -> None:
    nameless: Wire = registered(1)
    del nameless["id"]

    admit(register, nameless)

    assert rows(register, "SELECT source, message_id FROM set_aside") == [(OM, None)]
    assert fates_of(admit(register, nameless)) == ["dubbel"]
    assert is_sound(register)


def test_what_was_recorded_never_goes_back_in_time(register: Database) -> None:
    admit(register, registered(1), now=NEXT_DAY)
    admit(register, registered(2), now=NOON)

    with register.transaction() as connection:
        assert recorded_at(connection, 2) == NEXT_DAY
        assert position_at(connection, NOON) == 0
        assert position_at(connection, NEXT_DAY) == 2


def test_the_day_of_receipt_is_a_day_in_amsterdam(register: Database) -> None:
    admit(register, registered(1), now=instant_from_text("2026-03-02T22:59:59Z"))
    admit(register, registered(2), now=instant_from_text("2026-03-02T23:00:00Z"))

    assert [row[1] for row in counts_of(register)] == ["2026-03-02", "2026-03-03"]


def test_each_message_is_about_the_subjects_it_names(register: Database) -> None:
    admit(register, registered(1, person=MAN), registered(2, person=WOMAN), merged(1, [MAN, WOMAN]))

    assert rows(
        register,
        "SELECT key, position FROM about JOIN subject USING (subject_id) ORDER BY position, key",
    ) == [
        ("skn:1234567", 1),
        ("skn:2345678", 2),
        ("skn:1234567", 3),
        ("skn:2345678", 3),
    ]


def test_subjects_named_together_are_related_in_both_directions(register: Database) -> None:
    admit(register, merged(1, [MAN, WOMAN, {"skn": "3456789"}]))

    assert rows(
        register,
        "SELECT one.key, other.key FROM related "
        "JOIN subject AS one USING (subject_id) "
        "JOIN subject AS other ON other.subject_id = other_id ORDER BY 1, 2",
    ) == [
        ("skn:1234567", "skn:2345678"),
        ("skn:1234567", "skn:3456789"),
        ("skn:2345678", "skn:1234567"),
        ("skn:3456789", "skn:1234567"),
    ]


@pytest.mark.parametrize(
    ("person", "claims"),
    [
        (MAN | {"bsn": BSN}, [("bsn", BSN)]),
        (MAN | {"bsn": "123456789"}, []),
        (MAN | {"vNummer": "0123456789"}, [("v", "0123456789")]),
        (MAN, []),
    ],
)
def test_somebody_is_found_by_numbers_that_can_have_been_issued(
    register: Database, person: Wire, claims: list[tuple[str, str]]
) -> None:
    admit(register, registered(1, person=person))

    assert rows(register, "SELECT kind, value FROM number_claim") == claims


def test_the_first_message_that_gave_a_number_stays_noted(register: Database) -> None:
    person = MAN | {"bsn": BSN}
    admit(register, registered(1), registered(2, person=person), registered(3, person=person))
    admit(register, registered(4, person=person))

    assert rows(register, "SELECT position FROM number_claim") == [(2,)]


def test_a_chain_is_read_whole_from_either_end(register: Database) -> None:
    admit(
        register,
        registered(1, person=MAN),
        corrected(2, about="m-1", person=WOMAN),
        retracted(3, about="m-2"),
        registered(4, person=MAN),
    )

    with register.transaction() as connection:
        of_the_man = messages_about(connection, [1], through_position=4)
        of_the_woman = messages_about(connection, [2], through_position=4)
        of_both = messages_about(connection, [1, 2], through_position=4)
        earlier = messages_about(connection, [1], through_position=2)

    assert [row.position for row in of_the_man] == [1, 2, 3, 4]
    assert [row.position for row in of_the_woman] == [1, 2, 3]
    assert [(row.position, row.subject_ids) for row in of_both] == [
        (1, (1, 2)),
        (2, (1, 2)),
        (3, (1, 2)),
        (4, (1,)),
    ]
    assert [row.position for row in earlier] == [1, 2]


def test_a_chain_that_came_in_the_wrong_order_is_read_whole(register: Database) -> None:
    admit(register, retracted(3, about="m-2"))
    admit(register, corrected(2, about="m-1", person=WOMAN))
    admit(register, registered(1, person=MAN))

    with register.transaction() as connection:
        found = messages_about(connection, [2], through_position=3)

    assert [row.message_id for row in found] == ["m-3", "m-2", "m-1"]


def test_a_sender_cannot_take_the_place_of_another(register: Database) -> None:
    admit(register, registered(1))
    admit(register, registered(1, source=PERSONS, on="2025-03-01"))

    assert rows(register, "SELECT displaces FROM ledger_line ORDER BY position") == [
        (None,),
        (None,),
    ]
