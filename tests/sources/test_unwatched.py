"""When nobody watched the sources is kept, and told after somebody does again."""

from datetime import timedelta

from jds.database.connection import Database
from jds.domain.time import Instant, as_instant
from jds.sources.unwatched import Unwatched, unwatched_after
from jds.sources.watch import look_at_sources
from tests.intake.deliveries import NOON

AN_HOUR = timedelta(hours=1)
A_SECOND = timedelta(seconds=1)
# The sources were added at noon, and looked at for the first time just in time.
FIRST = as_instant(NOON + AN_HOUR)


def look(register: Database, at: Instant) -> None:
    look_at_sources(register, clock=lambda: at, next_within=AN_HOUR)


def kept(register: Database, *, after: Instant = NOON) -> list[Unwatched]:
    with register.transaction() as connection:
        return unwatched_after(connection, after)


def test_a_first_look_soon_after_the_first_source_leaves_nothing_unwatched(
    register: Database,
) -> None:
    look(register, FIRST)
    assert kept(register) == []


def test_before_a_first_look_that_came_late_nobody_watched(register: Database) -> None:
    late = as_instant(FIRST + A_SECOND)
    look(register, late)
    assert kept(register) == [Unwatched(NOON, late)]


def test_looks_in_time_leave_nothing_unwatched(register: Database) -> None:
    at = FIRST
    for _ in range(3):
        look(register, at)
        at = as_instant(at + AN_HOUR)
    assert kept(register, after=FIRST) == []


def test_a_look_that_comes_too_late_ends_a_stretch_in_which_nobody_watched(
    register: Database,
) -> None:
    look(register, FIRST)
    late = as_instant(FIRST + AN_HOUR + A_SECOND)
    look(register, late)
    assert kept(register, after=FIRST) == [Unwatched(FIRST, late)]

    later = as_instant(late + timedelta(days=3))
    look(register, later)
    assert kept(register, after=FIRST) == [Unwatched(late, later), Unwatched(FIRST, late)]
    # What ended by then is told no more.
    assert kept(register, after=late) == [Unwatched(late, later)]
    assert kept(register, after=later) == []


def test_a_clock_that_was_set_back_makes_no_stretch(register: Database) -> None:
    look(register, as_instant(NOON + timedelta(days=1)))
    look(register, FIRST)
    assert len(kept(register)) == 1
