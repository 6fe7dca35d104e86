"""Effects made anew because clerks linked or unlinked somebody, also while a pass is under way."""

from datetime import timedelta

import pytest

from jds.database.connection import Database
from jds.domain.time import Instant, instant_from_text
from jds.persons.clerk_links import LinkEnd
from jds.records.catch_up import catch_up
from jds.records.fold_portions import fold_portions
from tests.records.clerk_links import Act, carry_out
from tests.records.ledgers import RULE, admit, effects_kept
from tests.records.wire import COURT, Wire, message, registered

AT = instant_from_text("2026-03-02T13:00:00Z")
HOUR = timedelta(hours=1)
LINK = Act(0, None, HOUR)


def judgment() -> Wire:
    """Return a judgment in the case, by a court that gave a BSN and no SKN."""
    return message(
        "uitspraak-gedaan",
        message_id="c-1",
        sequence=1,
        time="2025-05-20T12:00:00+02:00",
        source=COURT,
        persoon={"bsn": "999993653"},
        zaak={"parketnummer": "05/780109-25"},
        instantie="RBGEL",
        uitgesprokenOp="2025-05-20",
        aanleg="eerste-aanleg",
        uitkomsten=[{"feitnummer": 1, "uitkomst": "veroordeling"}],
    )


def effect_of_judgment(register: Database) -> str | None:
    with register.connect() as connection:
        kept = effects_kept(connection).get(2)
    return None if kept is None else kept[0]


def linked(register: Database) -> Instant:
    return carry_out(register, LINK, at=AT, rule=RULE)


def test_a_link_gives_a_waiting_message_its_place_and_its_end_takes_it_away(
    register: Database,
) -> None:
    admit(register, [registered(), judgment()])
    catch_up(register, rule=RULE)
    assert effect_of_judgment(register) == "wachtend"

    at = linked(register)
    assert effect_of_judgment(register) == "toegepast"

    carry_out(register, Act(0, LinkEnd.TAKEN_BACK, HOUR), at=at, rule=RULE)
    assert effect_of_judgment(register) == "wachtend"


def test_what_the_reader_has_not_read_gets_no_effect_from_a_link(register: Database) -> None:
    admit(register, [registered()])
    catch_up(register, rule=RULE)
    admit(register, [judgment()])

    linked(register)
    assert effect_of_judgment(register) is None

    catch_up(register, rule=RULE)
    assert effect_of_judgment(register) == "toegepast"


def test_a_pass_that_folded_before_a_link_does_not_undo_it(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader folds without a lock: what it has in hand may be from before the link."""
    admit(register, [registered(), judgment()])
    made: list[Instant] = []

    def folded_then_linked(*arguments: object, **named: object) -> object:
        for portion in fold_portions(*arguments, **named):  # type: ignore[arg-type]
            if not made:
                made.append(linked(register))
            yield portion

    monkeypatch.setattr("jds.records.catch_up.fold_portions", folded_then_linked)
    catch_up(register, rule=RULE)

    assert made
    assert effect_of_judgment(register) == "toegepast"
