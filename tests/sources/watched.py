"""What one source sends, and what the watch makes of it."""

from datetime import timedelta

from jds.database.connection import Database
from jds.domain.time import Instant, instant_from_text
from jds.sources.alarm import AlarmKind
from jds.sources.alarms import KeptAlarm, settle_alarm
from jds.sources.currency import SourceCurrency, currency_now
from tests.intake.deliveries import NOON, OM, Wire, admit, registered, stated_complete
from tests.sources.rounds import act_of, alarms, give_standing, look, stopped

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
LOGGED = "2026-03-02T12:30:00Z"
LOGGED_AT = instant_from_text(LOGGED)
CAME = Instant(NOON + HOUR)
CUT = Instant(NOON + timedelta(days=3))


def message(number: int, *, time: str = LOGGED, source: str = OM) -> Wire:
    return registered(number, source=source, on="2026-03-02") | {"time": time}


def heartbeat(number: int, *, time: str = LOGGED, counted: int | None = None, after: int) -> Wire:
    """Return a statement that counts every number after `after`, all logged on 2 March."""
    opened = number - after - 1 if counted is None else counted
    return stated_complete(
        number,
        through=time,
        time=time,
        counts={"zaak-ingeschreven": {"2026-03-02": opened}} if opened else {},
    )


def kinds_of(register: Database, *, urn: str = OM) -> list[AlarmKind]:
    return [each.kind for each in alarms(register) if each.source == urn]


def opened_of_om(register: Database, at: Instant) -> list[KeptAlarm]:
    return [each for each in look(register, at).opened if each.source == OM]


def currency_at_once(register: Database, at: Instant) -> list[SourceCurrency]:
    with register.transaction() as connection:
        return currency_now(connection, at=at)


def cut_off_and_back(register: Database) -> None:
    """Cut a source off for an hour, and take it back; it sends again."""
    admit(register, message(1), heartbeat(2, after=0), now=CAME)
    look(register, CAME)
    give_standing(register, "afgesneden", at=CUT)
    give_standing(register, "terugkerend", at=Instant(CUT + HOUR))
    give_standing(register, "inhalen", at=Instant(CUT + 2 * HOUR))


def sent_after(number: int, *, counts: Wire | None = None, through: str) -> Wire:
    return stated_complete(number, through=through, time=through, counts=counts or {})


def settle(register: Database, number: int, *, at: Instant) -> None:
    with register.transaction() as connection:
        settle_alarm(
            connection, number, act_id=act_of(connection, at), reason="feestdag", clock=stopped(at)
        )
