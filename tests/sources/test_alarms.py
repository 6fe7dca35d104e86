"""Alarms that are kept: what may be settled by people, and what the table itself refuses."""

from datetime import timedelta

import psycopg
import pytest

from jds.database.connection import Database
from jds.domain.time import Instant
from jds.errors import BadRequest
from jds.sources.alarm import SETTLED_BY_PEOPLE, Alarm, AlarmKind
from jds.sources.alarms import (
    AlarmClosed,
    Change,
    KeptAlarm,
    NoSuchAlarm,
    SettledByItself,
    change_of,
    keep_change,
    list_alarms,
    settle_alarm,
)
from jds.sources.register import show_source
from tests.intake.deliveries import COURT, NOON, OM, rows
from tests.sources.rounds import act_of, stopped

LATER = Instant(NOON + timedelta(hours=1))


def alarm(kind: AlarmKind = AlarmKind.CLASH, key: str = "3") -> Alarm:
    return Alarm(kind=kind, key=key, facts={"nummers": 1, "eerste": 3})


def kept(kind: AlarmKind, key: str, *, number: int = 1) -> KeptAlarm:
    return KeptAlarm(
        number=number, source=OM, kind=kind, key=key, facts={}, is_missing=True, opened_at=NOON
    )


def opened(register: Database, *found: Alarm, urn: str = OM, at: Instant = NOON) -> None:
    with register.transaction() as connection:
        source_id = show_source(connection, urn).source_id
        keep_change(connection, source_id, Change(found, ()), at=at)


def settle(register: Database, number: int, *, at: Instant = LATER) -> KeptAlarm:
    with register.transaction() as connection:
        return settle_alarm(
            connection, number, act_id=act_of(connection, at), reason="proef", clock=stopped(at)
        )


@pytest.mark.parametrize("kind", sorted(AlarmKind))
def test_only_what_asks_somebody_to_look_can_be_settled(
    register: Database, kind: AlarmKind
) -> None:
    opened(register, alarm(kind))

    if kind in SETTLED_BY_PEOPLE:
        assert (settle(register, 1).closed_by, settle_error(register, 1)) == (
            "olga",
            "alarm-closed",
        )
        return
    with pytest.raises(SettledByItself) as refused:
        settle(register, 1)
    assert f"[{kind}]" in refused.value.sentence
    assert "jds source rhythm" in refused.value.sentence


def settle_error(register: Database, number: int) -> str:
    with pytest.raises(BadRequest) as refused:
        settle(register, number)
    return refused.value.code


def test_an_alarm_is_settled_once_and_only_when_it_is_there(register: Database) -> None:
    opened(register, alarm())

    assert settle_error(register, 2) == NoSuchAlarm.code
    settle(register, 1)
    assert settle_error(register, 1) == AlarmClosed.code


def test_alarms_are_listed_by_source_and_by_whether_they_are_open(register: Database) -> None:
    opened(register, alarm(), alarm(AlarmKind.CLOCK))
    opened(register, alarm(), urn=COURT)
    settle(register, 1)

    with register.transaction() as connection:
        assert [each.number for each in list_alarms(connection)] == [2, 3]
        assert [each.number for each in list_alarms(connection, urn=OM)] == [2]
        assert [each.number for each in list_alarms(connection, urn=OM, only_open=False)] == [1, 2]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM source_alarm",
        "UPDATE source_alarm SET facts = '{}'",
        "UPDATE source_alarm SET opened_at = opened_at - interval '1 day'",
        "UPDATE source_alarm SET closed_at = closed_at + interval '1 day' WHERE number = 1",
        "UPDATE source_alarm SET closed_at = NULL, act_id = NULL, reason = NULL WHERE number = 1",
    ],
)
def test_an_alarm_is_opened_for_good_and_closed_once(register: Database, change: str) -> None:
    opened(register, alarm(), alarm(AlarmKind.CLOCK))
    settle(register, 1)

    with pytest.raises(psycopg.Error, match="opened for good"):
        rows(register, f"{change} RETURNING 1")


@pytest.mark.parametrize("kind", sorted(AlarmKind))
def test_an_alarm_goes_on_as_long_as_what_it_says(kind: AlarmKind) -> None:
    assert change_of([alarm(kind)], []) == Change((alarm(kind),), ())
    assert change_of([alarm(kind)], [kept(kind, "3")]) == Change((), ())
    assert change_of([], [kept(kind, "3")]) == Change((), (kept(kind, "3"),))


@pytest.mark.parametrize("kind", sorted(AlarmKind))
def test_what_it_would_say_otherwise_is_another_alarm_but_of_gaps_and_clocks(
    kind: AlarmKind,
) -> None:
    other, before = alarm(kind, "4"), kept(kind, "3")
    goes_on = kind in {AlarmKind.GAP, AlarmKind.CLOCK}

    assert change_of([other], [before]) == (
        Change((), ()) if goes_on else Change((other,), (before,))
    )


def test_of_empty_days_there_may_be_several() -> None:
    monday, tuesday = (alarm(AlarmKind.EMPTY_DAY, day) for day in ("2026-03-02/", "2026-03-03/"))

    assert change_of([monday, tuesday], [kept(AlarmKind.EMPTY_DAY, "2026-03-02/")]) == Change(
        (tuesday,), ()
    )
