"""Delivering a message again revives nothing: contract, section 3 ("Corrections")."""

from jds.database.connection import Database
from jds.records.catch_up import catch_up
from tests.records.ledgers import RULE, admit, effects_kept
from tests.records.wire import Wire, corrected, decided, registered, retracted

CASE = registered(message_id="zaak", sequence=1)
DECISION = decided("sepot", message_id="besluit", sequence=2, sepotgronden=["02"])


def _effects(register: Database, *batches: list[Wire]) -> list[str]:
    """Return the effects after batches that came one by one, by position."""
    for batch in batches:
        admit(register, batch)
        catch_up(register, rule=RULE)
    with register.connect() as connection:
        kept = effects_kept(connection)
    return [kept[position][0] for position in sorted(kept)]


def test_what_was_retracted_is_not_revived_by_delivering_it_again(register: Database) -> None:
    retraction = retracted(
        DECISION, message_id="intrekking", sequence=3, time="2025-05-01T09:00:00Z"
    )

    assert _effects(register, [CASE, DECISION], [retraction], [DECISION]) == [
        "toegepast",
        "ingetrokken",
        "toegepast",
    ]


def test_what_was_corrected_is_not_revived_by_delivering_the_original_again(
    register: Database,
) -> None:
    correction = corrected(
        DECISION,
        message_id="correctie",
        sequence=3,
        time="2025-05-01T09:00:00Z",
        sepotgronden=["03"],
    )

    assert _effects(register, [CASE, DECISION], [correction], [DECISION]) == [
        "toegepast",
        "achterhaald",
        "toegepast",
    ]
