"""Changes of standing that are written down: when, after what, by whom, and never changed again."""

from datetime import timedelta

import psycopg
import pytest

from jds.database.connection import Database
from jds.domain.time import Instant
from jds.sources.currency import currency_at, currency_now
from jds.sources.record_standing import (
    history_of,
    quarantined_now,
    record_transition,
    standing_at,
    stated_at,
)
from jds.sources.register import show_source
from jds.sources.standing import WATCH, StandingRefused
from tests.intake.deliveries import COURT, NEXT_DAY, NOON, OM, admit, registered, rows
from tests.sources.rounds import act_of, give_standing, log_of, stopped

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)


def test_a_change_lies_after_everything_recorded_before(register: Database) -> None:
    admit(register, registered(1), now=NEXT_DAY)

    made = give_standing(register, "afgesneden", at=NOON)

    assert (made.since, made.position) == (Instant(NEXT_DAY + TICK), 1)


def test_what_is_recorded_after_a_change_lies_after_it(register: Database) -> None:
    made = give_standing(register, "afgesneden", at=NEXT_DAY)

    # Of another source: what one that is cut off sends comes into no ledger.
    admit(register, registered(1) | {"source": COURT}, now=NOON)

    [(recorded_at,)] = rows(register, "SELECT recorded_at FROM ledger_line")
    assert recorded_at >= made.since


def test_two_changes_at_one_moment_have_an_order(register: Database) -> None:
    first = give_standing(register, "afgesneden", at=NOON)
    second = give_standing(register, "terugkerend", at=NOON)

    assert first.since < second.since
    assert log_of(register) == [
        ("laat", "afgesneden", "olga"),
        ("afgesneden", "terugkerend", "olga"),
    ]


def test_a_standing_is_read_as_it_was_known_at_an_instant(register: Database) -> None:
    cut = give_standing(register, "afgesneden", at=NOON)
    back = give_standing(register, "terugkerend", at=NEXT_DAY)

    with register.transaction() as connection:
        source = show_source(connection, OM)
        words = [
            standing_at(connection, source, at=at)
            for at in (Instant(cut.since - TICK), cut.since, Instant(back.since - TICK), back.since)
        ]
        assert standing_at(connection, source) == back
        assert set(stated_at(connection)) == {OM}

    assert words == [None, cut, cut, back]


def test_an_answer_for_a_past_moment_says_what_held_then(register: Database) -> None:
    admit(register, registered(1) | {"time": "2026-03-02T11:00:00Z"})
    cut = give_standing(register, "afgesneden", at=Instant(NOON + HOUR), distrust_from=NOON)

    with register.transaction() as connection:
        [before, since] = [
            next(each for each in currency_at(connection, 1, at=at) if each.source == OM)
            for at in (Instant(cut.since - TICK), cut.since)
        ]

    assert (before.standing, before.isolated_since, before.distrusted_from) == (
        *("actueel", None, None),
    )
    assert (since.standing, since.isolated_since, since.distrusted_from) == (
        *("afgesneden", cut.since, NOON),
    )


def test_sources_whose_messages_go_to_quarantine(register: Database) -> None:
    def untrusted() -> frozenset[str]:
        with register.transaction() as connection:
            return quarantined_now(connection)

    assert untrusted() == frozenset()
    give_standing(register, "afgesneden", at=NOON)
    assert untrusted() == {OM}
    give_standing(register, "terugkerend", at=NOON)
    give_standing(register, "afgesneden", at=NOON, urn=COURT)
    assert untrusted() == {OM, COURT}
    give_standing(register, "inhalen", at=NOON)
    assert untrusted() == {COURT}


def test_what_may_not_follow_leaves_no_trace(register: Database) -> None:
    with pytest.raises(StandingRefused):
        give_standing(register, "inhalen", at=NOON)

    assert log_of(register) == []
    assert rows(register, "SELECT * FROM act") == []


def test_the_register_itself_cuts_nobody_off(register: Database) -> None:
    with register.transaction() as connection, pytest.raises(StandingRefused):
        record_transition(
            connection,
            show_source(connection, OM),
            to="afgesneden",
            actor=WATCH,
            reason="proef",
            clock=stopped(NOON),
        )


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM source_standing",
        "UPDATE source_standing SET reason = 'iets anders'",
        "DELETE FROM source_rhythm",
        "UPDATE source_rhythm SET silent_after = interval '1 year'",
    ],
)
def test_the_log_of_standings_and_rhythms_is_append_only(register: Database, change: str) -> None:
    give_standing(register, "afgesneden", at=NOON)

    with pytest.raises(psycopg.Error, match="append-only"):
        rows(register, f"{change} RETURNING 1")


@pytest.mark.parametrize(
    ("standing", "actor", "by_act", "reason", "isolated"),
    [
        # Nobody did it, though a person is named.
        ("actueel", "olga", False, "proef", False),
        # The register did it, by an act of a person.
        ("actueel", WATCH, True, "proef", False),
        ("actueel", WATCH, False, "", False),
        # Not current for being cut off, and current.
        ("actueel", WATCH, False, "proef", True),
        ("afgesneden", "olga", True, "proef", False),
        ("weg", WATCH, False, "proef", False),
    ],
)
def test_the_table_itself_refuses_what_cannot_be(
    register: Database, standing: str, actor: str, *, by_act: bool, reason: str, isolated: bool
) -> None:
    with register.transaction() as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute(
            "INSERT INTO source_standing (source_id, since, position, former, standing, actor,"
            " act_id, reason, isolated_since) VALUES (1, %s, 0, 'laat', %s, %s, %s, %s, %s)",
            [
                *(NOON, standing, actor),
                act_of(connection, NOON) if by_act else None,
                *(reason, NOON if isolated else None),
            ],
        )


def test_the_history_of_a_source_is_its_own(register: Database) -> None:
    give_standing(register, "afgesneden", at=NOON)

    with register.transaction() as connection:
        assert history_of(connection, show_source(connection, COURT)) == []
        assert [each.source for each in currency_now(connection, at=NEXT_DAY)] == sorted(
            each.source for each in currency_now(connection, at=NEXT_DAY)
        )
