"""Settling what was set aside: release, return, and what each leaves in the counts."""

import pytest

from jds.database.connection import Database
from jds.domain.events import CaseRegistered
from jds.domain.partial_date import UnknownDate
from jds.intake.set_aside import (
    AlreadySettled,
    CannotBeReleased,
    NoReason,
    NoSuchSetAside,
    Released,
    list_set_aside,
    release,
    return_to_source,
    show_set_aside,
)
from jds.ledger.read import messages_about
from jds.ledger.verify import verify
from tests.intake.deliveries import (
    KEY,
    NEXT_DAY,
    NOON,
    OM,
    admit,
    as_line,
    fates_of,
    impossible,
    judge_of,
    registered,
    rows,
    stated_complete,
    unfit,
)

COUNTS = "SELECT day::text, received, accepted, duplicates, set_aside FROM fate_count ORDER BY day"


def released(register: Database, number: int = 1) -> Released:
    with register.transaction() as connection:
        return release(
            connection,
            number,
            by="anna",
            judge=judge_of(connection),
            register_key=KEY,
            now=NEXT_DAY,
        )


def returned(register: Database, number: int = 1, *, reason: str = "datum klopt niet") -> None:
    with register.transaction() as connection:
        return_to_source(connection, number, reason=reason, by="anna", now=NEXT_DAY)


def is_sound(register: Database) -> bool:
    with register.transaction() as connection:
        return verify(connection).is_sound


def test_what_was_set_aside_is_listed_with_reason_and_owner(register: Database) -> None:
    admit(register, impossible(1), b"{")

    with register.transaction() as connection:
        listed = list(list_set_aside(connection))
        shown = show_set_aside(connection, 1)

    assert [(each.number, each.source, each.message_id, each.reason) for each in listed] == [
        (1, OM, "m-1", "onmogelijke-datum"),
        (2, None, None, "onleesbaar"),
    ]
    assert {(each.owner, each.state, each.since) for each in listed} == {
        ("operator", "apart-gezet", NOON)
    }
    assert (shown.content, shown.line) == (as_line(impossible(1)), 1)
    assert "2031" not in shown.summary.explanation


def test_a_released_message_counts_with_its_impossible_date_as_unknown(
    register: Database,
) -> None:
    admit(register, impossible(1))

    assert released(register) == Released(1, ("data.ontvangenOp",), None)

    with register.transaction() as connection:
        (row,) = messages_about(connection, [1], through_position=1)
    event = row.message().event
    assert isinstance(event, CaseRegistered)
    assert isinstance(event.received_on, UnknownDate)
    assert (row.content, row.unknown_dates) == (
        as_line(impossible(1)).decode(),
        ("data.ontvangenOp",),
    )


def test_a_released_message_moves_to_accepted_on_the_day_on_which_it_came(
    register: Database,
) -> None:
    admit(register, impossible(1))

    released(register)

    assert rows(register, COUNTS) == [("2026-03-02", 1, 1, 0, 0)]
    assert is_sound(register)
    with register.transaction() as connection:
        assert list(list_set_aside(connection)) == []
        shown = show_set_aside(connection, 1)
    assert (shown.summary.state, shown.settled_by, shown.settled_at) == (
        "vrijgegeven",
        "anna",
        NEXT_DAY,
    )


def test_a_released_message_is_a_duplicate_when_it_comes_again(register: Database) -> None:
    admit(register, impossible(1))
    released(register)

    assert fates_of(admit(register, impossible(1))) == ["dubbel"]


def test_a_release_fills_no_gap_for_the_message_had_arrived(register: Database) -> None:
    admit(register, registered(1), impossible(2), registered(3))

    released(register)

    assert rows(register, "SELECT * FROM source_gap") == []
    assert rows(register, "SELECT highest FROM source WHERE highest > 0") == [(3,)]


def test_a_release_tells_when_its_source_last_logged_something(register: Database) -> None:
    admit(register, impossible(1))
    assert rows(register, "SELECT last_time FROM source_mark") == [(None,)]

    released(register)

    [(last_time,)] = rows(
        register, "SELECT last_time FROM source_mark ORDER BY position DESC LIMIT 1"
    )
    assert last_time is not None


@pytest.mark.parametrize(
    "message", [unfit(1), b"{", registered(1) | {"type": "nl.jds.onbekend.v1"}]
)
def test_only_an_impossible_date_can_be_released(register: Database, message: object) -> None:
    admit(register, message)  # type: ignore[arg-type]

    with pytest.raises(CannotBeReleased, match="Return it"):
        released(register)

    assert rows(register, "SELECT position FROM ledger_head") == [(0,)]


def test_a_released_message_competes_as_it_would_have_on_arrival(register: Database) -> None:
    admit(register, impossible(1))
    first = registered(1, on="2025-03-01")
    admit(register, first)

    with pytest.raises(CannotBeReleased, match="Ask the source"):
        released(register)

    assert rows(register, "SELECT state FROM set_aside") == [("apart-gezet",)]


def test_a_released_message_that_comes_first_displaces_the_accepted_one(
    register: Database,
) -> None:
    # Released, it counts on the day on which it was logged: 10 March.
    admit(register, impossible(1))
    admit(register, registered(1, on="2025-03-11"))

    assert released(register).displaces == 1

    assert rows(register, COUNTS) == [("2026-03-02", 2, 1, 0, 1)]
    assert rows(register, "SELECT reason, state FROM set_aside ORDER BY number") == [
        ("onmogelijke-datum", "vrijgegeven"),
        ("ander-bericht-zelfde-id", "apart-gezet"),
    ]
    assert is_sound(register)


def test_a_released_message_that_is_displaced_stays_counted_on_its_day(
    register: Database,
) -> None:
    admit(register, impossible(1))
    released(register)

    batch = admit(register, registered(1, on="2025-03-01"), now=NEXT_DAY)

    assert fates_of(batch) == ["aanvaard"]
    assert rows(register, COUNTS) == [("2026-03-02", 1, 0, 0, 1), ("2026-03-03", 1, 1, 0, 0)]
    assert is_sound(register)


def test_a_released_statement_of_completeness_without_its_moment_proves_nothing(
    register: Database,
) -> None:
    admit(register, stated_complete(1, through="2031-01-01T00:00:00Z"))

    assert released(register).unknown_dates == ("data.volledigTotTijdstip",)
    assert rows(register, "SELECT complete_through_at FROM source_statement") == [(None,)]


def test_what_is_returned_stays_counted_as_set_aside(register: Database) -> None:
    admit(register, unfit(1))

    returned(register)

    assert rows(register, COUNTS) == [("2026-03-02", 1, 0, 0, 1)]
    assert rows(register, "SELECT state, settled_reason, settled_by FROM set_aside") == [
        ("teruggegeven", "datum klopt niet", "anna")
    ]
    assert is_sound(register)


def test_after_a_return_a_corrected_message_needs_a_new_id(register: Database) -> None:
    admit(register, unfit(1))
    returned(register)

    batch = admit(register, unfit(1), registered(1), registered(2))

    assert fates_of(batch) == ["dubbel", "apart-gezet: nummer-al-teruggegeven", "aanvaard"]


def test_before_a_return_a_corrected_message_may_keep_its_id(register: Database) -> None:
    admit(register, unfit(1))

    assert fates_of(admit(register, registered(1))) == ["aanvaard"]


def test_a_message_under_an_id_that_was_returned_cannot_be_released(register: Database) -> None:
    admit(register, unfit(1), impossible(1))
    returned(register, 1)

    with pytest.raises(CannotBeReleased, match="new id"):
        released(register, 2)


def test_a_return_says_why(register: Database) -> None:
    admit(register, unfit(1))

    with pytest.raises(NoReason):
        returned(register, reason="  ")


def test_what_is_settled_stays_settled(register: Database) -> None:
    admit(register, impossible(1), unfit(2))
    released(register, 1)
    returned(register, 2)

    for number in (1, 2):
        with pytest.raises(AlreadySettled):
            released(register, number)
        with pytest.raises(AlreadySettled):
            returned(register, number)


def test_a_number_that_does_not_exist_is_named(register: Database) -> None:
    with pytest.raises(NoSuchSetAside, match=r"\[7\]"):
        released(register, 7)
    with pytest.raises(NoSuchSetAside, match=r"\[7\]"):
        returned(register, 7)
