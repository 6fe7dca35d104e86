"""What is agreed with a source, what cannot be, and that what was agreed before stays."""

from datetime import timedelta

import pytest

from jds.database.connection import Database
from jds.domain.time import Instant, instant_from_text
from jds.sources.currency import currency_now
from jds.sources.register import add_source, show_source
from jds.sources.rhythm import (
    MOST_A_DAY,
    USUAL_SILENCE,
    DatedRhythm,
    Rhythm,
    UnfitRhythm,
    heartbeat_agreed_at,
    rhythms_of,
    state_rhythm,
)
from tests.intake.deliveries import NEXT_DAY, NOBODY, NOON, OM, admit, registered

TICK = timedelta(microseconds=1)
WEEK = (300, 300, 300, 300, 300, 20, 0)


@pytest.mark.parametrize(
    "rhythm",
    [
        Rhythm(),
        Rhythm(silent_after=TICK),
        Rhythm(silent_after=timedelta(hours=2), heartbeat_every=timedelta(hours=2)),
        Rhythm(usual_delay=timedelta(0)),
        Rhythm(expected=WEEK),
        Rhythm(expected=(0,) * 7),
        Rhythm(expected=(MOST_A_DAY,) * 7),
    ],
)
def test_what_can_be_agreed(rhythm: Rhythm) -> None:
    rhythm.check()


@pytest.mark.parametrize(
    ("rhythm", "said"),
    [
        (Rhythm(silent_after=timedelta(0)), "--silent-after"),
        (Rhythm(silent_after=-TICK), "--silent-after"),
        (Rhythm(heartbeat_every=timedelta(0)), "--heartbeat-every"),
        (Rhythm(usual_delay=-TICK), "--usual-delay"),
        (
            Rhythm(silent_after=timedelta(hours=2), heartbeat_every=timedelta(hours=2) + TICK),
            "--silent-after",
        ),
        (Rhythm(expected=WEEK[:6]), "[6]"),
        (Rhythm(expected=(*WEEK, 0)), "[8]"),
        (Rhythm(expected=(-1, *WEEK[1:])), "from zero"),
        (Rhythm(expected=(MOST_A_DAY + 1, *WEEK[1:])), "from zero"),
    ],
)
def test_what_cannot_be_agreed_is_refused_with_a_sentence(rhythm: Rhythm, said: str) -> None:
    with pytest.raises(UnfitRhythm) as refused:
        rhythm.check()

    assert said in refused.value.sentence


def test_what_an_actor_signs_names_everything_that_is_agreed() -> None:
    rhythm = Rhythm(
        silent_after=timedelta(hours=4),
        heartbeat_every=timedelta(hours=1),
        usual_delay=timedelta(minutes=10),
        expected=WEEK,
        complete_from_at=NOON,
    )

    assert rhythm.signed() == {
        "silent_after": "PT4H",
        "heartbeat_every": "PT1H",
        "usual_delay": "PT10M",
        "expected": ["300", "300", "300", "300", "300", "20", "0"],
        "complete_from": "2026-03-02T12:00:00Z",
    }
    assert set(Rhythm().signed()) == set(rhythm.signed())


def test_what_was_agreed_before_stays_and_the_newest_counts(register: Database) -> None:
    shorter = Rhythm(silent_after=timedelta(hours=4), expected=WEEK, complete_from_at=NOON)

    with register.transaction() as connection:
        source = show_source(connection, OM)
        state_rhythm(connection, source.source_id, shorter, since=NEXT_DAY)
        agreed = rhythms_of(connection, OM)

    assert [each.rhythm for each in agreed] == [Rhythm(), shorter]
    assert agreed[1].since == NEXT_DAY


def test_a_moment_is_judged_by_what_was_agreed_then(register: Database) -> None:
    admit(register, registered(1) | {"time": "2026-03-02T11:00:00Z"})
    after_six_hours = Instant(NOON + timedelta(hours=6))

    with register.transaction() as connection:
        source = show_source(connection, OM)
        shorter = Rhythm(silent_after=timedelta(hours=4))
        state_rhythm(connection, source.source_id, shorter, since=after_six_hours)
        words = [
            next(each.standing for each in currency_now(connection, at=at) if each.source == OM)
            for at in (Instant(after_six_hours - TICK), after_six_hours)
        ]

    assert words == ["actueel", "laat"]


def test_nothing_that_cannot_be_agreed_is_written_down(register: Database) -> None:
    with register.transaction() as connection:
        source = show_source(connection, OM)
        with pytest.raises(UnfitRhythm):
            state_rhythm(
                connection, source.source_id, Rhythm(silent_after=timedelta(0)), since=NEXT_DAY
            )

        assert len(rhythms_of(connection, OM)) == 1


def test_a_source_is_added_with_the_usual_silence_unless_told_otherwise(
    register: Database,
) -> None:
    with register.transaction() as connection:
        add_source(
            connection, NOBODY, kind="om", now=NOON, rhythm=Rhythm(silent_after=timedelta(hours=1))
        )
        usual, shorter = (rhythms_of(connection, urn)[0].rhythm for urn in (OM, NOBODY))

    assert usual.silent_after == USUAL_SILENCE
    assert shorter.silent_after == timedelta(hours=1)


@pytest.mark.parametrize(
    ("first_sequence", "agreed", "begins"),
    [
        (1, None, None),
        (2, None, NOON),
        (2, "2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
        (1, "2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
    ],
)
def test_a_source_added_in_mid_life_gives_what_it_logs_from_now_on_unless_agreed_from_when(
    register: Database, first_sequence: int, agreed: str | None, begins: str | Instant | None
) -> None:
    rhythm = Rhythm(complete_from_at=None if agreed is None else instant_from_text(agreed))
    expected = instant_from_text(begins) if isinstance(begins, str) else begins

    with register.transaction() as connection:
        add_source(
            connection, NOBODY, kind="om", now=NOON, rhythm=rhythm, first_sequence=first_sequence
        )
        [seen] = [each for each in currency_now(connection, at=NOON) if each.source == NOBODY]

    assert seen.complete_from_at == expected


def test_a_heartbeat_is_due_from_when_it_was_first_agreed() -> None:
    hourly = Rhythm(heartbeat_every=timedelta(hours=1))

    assert heartbeat_agreed_at([DatedRhythm(NOON, Rhythm())]) is None
    assert heartbeat_agreed_at([DatedRhythm(NOON, Rhythm()), DatedRhythm(NEXT_DAY, hourly)]) == (
        NEXT_DAY
    )
    assert heartbeat_agreed_at([DatedRhythm(NOON, hourly), DatedRhythm(NEXT_DAY, hourly)]) == NOON
