"""A source that was cut off becomes current again when nothing of it is left."""

from datetime import timedelta

import pytest

from jds.database.connection import Database
from jds.domain.time import Instant
from jds.sources.rhythm import USUAL_SILENCE
from jds.sources.watch import Moved
from tests.intake.deliveries import OM, admit, rows
from tests.sources.rounds import give_standing, log_of, look, standing
from tests.sources.watched import (
    CAME,
    CUT,
    HOUR,
    LOGGED_AT,
    MINUTE,
    cut_off_and_back,
    message,
    sent_after,
)

_ONE = {"zaak-ingeschreven": {"2026-03-05": 1}}
_TWO = {"zaak-ingeschreven": {"2026-03-05": 2}}


def test_while_it_is_cut_off_its_silence_is_no_news_and_the_register_makes_nothing_of_it(
    register: Database,
) -> None:
    admit(register, message(1), now=CAME)
    look(register, CAME)
    give_standing(register, "afgesneden", at=CUT)

    seen = look(register, Instant(CUT + timedelta(days=60)))

    assert [each for each in seen.open if each.source == OM] == []
    assert [each for each in seen.moved if each.source == OM] == []
    assert standing(register, Instant(CUT + HOUR)).standing == "afgesneden"


@pytest.mark.parametrize(
    ("through", "word"),
    [
        # Its own statement has to reach beyond the moment at which it was cut off.
        ("2026-03-05T11:59:59.999999Z", "inhalen"),
        ("2026-03-05T12:00:00Z", "actueel"),
    ],
)
def test_catching_up_ends_when_it_states_beyond_the_cut(
    register: Database, through: str, word: str
) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)

    admit(register, sent_after(3, through=through), now=now)
    look(register, now)

    assert standing(register, now).standing == word
    assert log_of(register)[-1] == (
        ("inhalen", "actueel", "jds watch")
        if word == "actueel"
        else ("terugkerend", "inhalen", "olga")
    )


def test_catching_up_goes_on_while_a_number_is_missing(register: Database) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)
    admit(register, sent_after(4, through="2026-03-05T14:00:00Z", counts=_ONE), now=now)
    look(register, now)
    assert standing(register, now).standing == "inhalen"

    admit(register, message(3, time="2026-03-05T13:00:00Z"), now=now)
    look(register, Instant(now + MINUTE))

    assert standing(register, Instant(now + MINUTE)).standing == "actueel"


def test_catching_up_goes_on_while_its_counts_disagree(register: Database) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)

    admit(
        register,
        message(3, time="2026-03-05T13:00:00Z"),
        sent_after(4, through="2026-03-05T14:00:00Z", counts=_TWO),
        now=now,
    )
    look(register, now)

    assert standing(register, now).standing == "inhalen"


def test_a_single_leftover_with_an_owner_keeps_no_source_from_being_current(
    register: Database,
) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)
    leftover = message(3, time="2026-03-05T13:00:00Z")
    del leftover["data"]["ontvangenOp"]

    admit(register, leftover, sent_after(4, through="2026-03-05T14:00:00Z", counts=_ONE), now=now)
    look(register, now)

    assert rows(register, "SELECT state FROM set_aside") == [("apart-gezet",)]
    assert standing(register, now).standing == "actueel"


def test_a_message_in_quarantine_keeps_its_source_from_being_current(register: Database) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)
    leftover = message(3, time="2026-03-05T13:00:00Z")
    del leftover["data"]["ontvangenOp"]
    admit(register, leftover, sent_after(4, through="2026-03-05T14:00:00Z", counts=_ONE), now=now)
    with register.transaction() as connection:
        connection.execute("UPDATE set_aside SET reason = 'quarantaine'")

    look(register, now)
    assert (standing(register, now).standing, standing(register, now).quarantined) == ("inhalen", 1)
    assert standing(register, now).complete_through_at == LOGGED_AT

    with register.transaction() as connection:
        connection.execute(
            "UPDATE set_aside SET state = 'teruggegeven', settled_reason = 'vals',"
            " settled_by = 'olga', settled_at = since"
        )
    look(register, Instant(now + MINUTE))
    assert standing(register, Instant(now + MINUTE)).standing == "actueel"


def test_a_source_that_is_current_again_is_as_if_it_had_never_been_cut_off(
    register: Database,
) -> None:
    cut_off_and_back(register)
    now = Instant(CUT + 3 * HOUR)
    admit(register, sent_after(3, through="2026-03-05T14:00:00Z"), now=now)
    look(register, now)

    current = standing(register, now)

    assert (current.isolated_since, current.distrusted_from) == (None, None)
    silent = Instant(now + USUAL_SILENCE + HOUR)
    assert Moved(OM, "actueel", "laat") in look(register, silent).moved
