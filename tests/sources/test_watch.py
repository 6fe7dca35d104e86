"""A look at the sources: their standing, the beat it leaves, what was told before."""

import pytest

from jds.database.connection import Database
from jds.domain.time import Instant
from jds.sources.watch import Beat, Moved, last_beat
from tests.intake.deliveries import COURT, NOON, OM, admit, rows
from tests.sources.rounds import NEXT_WITHIN, log_of, look
from tests.sources.watched import CAME, HOUR, MINUTE, TICK, currency_at_once, message


def test_a_source_that_is_heard_becomes_current_and_the_log_says_by_whom_and_why(
    register: Database,
) -> None:
    admit(register, message(1), now=CAME)

    seen = look(register, CAME)

    assert seen.moved == (Moved(OM, "laat", "actueel"),)
    assert log_of(register) == [("laat", "actueel", "jds watch")]
    assert rows(register, "SELECT reason FROM source_standing") == [
        ("heard as was agreed, and nothing known to be missing",)
    ]
    assert log_of(register, urn=COURT) == []


def test_a_source_that_is_current_is_not_noted_again(register: Database) -> None:
    admit(register, message(1), now=CAME)
    look(register, CAME)

    again = look(register, Instant(CAME + MINUTE))

    assert (again.moved, again.opened, again.closed) == ((), (), ())
    assert len(log_of(register)) == 1


@pytest.mark.parametrize("lines_at_a_time", [1, 2, 1000])
def test_what_is_read_in_parts_counts_the_same(register: Database, lines_at_a_time: int) -> None:
    admit(register, message(1), message(2, time="2026-03-02T12:31:00Z"), now=CAME)
    look(register, CAME, lines_at_a_time=lines_at_a_time)
    admit(register, message(3, time="2026-03-01T12:00:00Z"), message(1, source=COURT), now=CAME)
    look(register, CAME, lines_at_a_time=lines_at_a_time)

    days = "SELECT source_id, day::text, kind, messages FROM source_day ORDER BY 1, 2"
    assert rows(register, days) == [
        (1, "2026-03-01", "zaak-ingeschreven", 1),
        (1, "2026-03-02", "zaak-ingeschreven", 2),
        (2, "2026-03-02", "zaak-ingeschreven", 1),
    ]
    orders = "SELECT source_id, top_sequence, newest_sequence FROM source_order ORDER BY 1"
    assert rows(register, orders) == [(1, 3, 2), (2, 1, 1)]
    assert rows(register, "SELECT position FROM reader WHERE name = 'watch'") == [(4,)]


def test_every_look_leaves_a_beat_that_says_when_the_next_is_due(register: Database) -> None:
    with register.transaction() as connection:
        assert last_beat(connection) is None
    look(register, NOON)
    look(register, CAME)

    with register.transaction() as connection:
        beat = last_beat(connection)

    assert beat == Beat(CAME, Instant(CAME + NEXT_WITHIN))
    assert not beat.is_overdue(at=beat.due_at)
    assert beat.is_overdue(at=Instant(beat.due_at + TICK))


def test_a_look_tells_what_was_known_then_and_changes_nothing_that_was_told(
    register: Database,
) -> None:
    """A change lies later than everything recorded, also when the clock was set back."""
    admit(register, message(1), now=CAME)
    earlier = Instant(CAME - HOUR)
    before = currency_at_once(register, CAME)

    look(register, earlier)

    assert currency_at_once(register, CAME) == before
    [(since,)] = rows(register, "SELECT since FROM source_standing")
    assert since > CAME
