"""Declarations (verklaringen) that make the table of advices tighter or looser for a period.

Two people make one; it shows in every answer that it touches and on the status page, until its last
day or until two people end it. As known then: a declaration counts from the instant it was made.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from psycopg.rows import TupleRow

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, LegalDay, amsterdam_day, as_instant
from jds.errors import BadRequest
from jds.law.currency.advise import Declared
from jds.law.currency.rules import RiskClass, WeakAdvice

_QUERIES = Queries(Path(__file__).with_name("advice_changes.sql"))


class NoSuchAdviceChange(BadRequest):
    """No declaration has this number."""

    code = "no-such-advice-change"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No declaration about advice has number [{number}]. 'jds advice list' shows which "
            "there are."
        )


class AdviceChange(Struct, frozen=True, kw_only=True):
    """What two people declared: of nobody.

    Attributes:
        number: Of the proposal that both signed.
        purposes: As `recipient/purpose`.
        risks: The classes of people that it is about.
        starts_on, ends_before: Amsterdam days on which answers are given under it.
        notice_nl, notice_en: What answers and the status page say of it.
        ended_by: Number of the proposal that ended it before its last day.
    """

    number: int
    purposes: tuple[str, ...]
    risks: tuple[RiskClass, ...]
    advice: WeakAdvice
    starts_on: LegalDay
    ends_before: LegalDay
    notice_nl: str
    notice_en: str
    declared_at: Instant
    ended_at: Instant | None = None
    ended_by: int | None = None

    def for_rules(self) -> Declared:
        """Return it as the rules on advice take it."""
        return Declared(
            number=self.number,
            advice=self.advice,
            risks=self.risks,
            until=self.ends_before,
            notice_nl=self.notice_nl,
            notice_en=self.notice_en,
        )


def lock_advice_changes(connection: Connection) -> None:
    """Let no answer read declarations until this transaction ends; read the clock after this."""
    connection.execute(_QUERIES.advice_change_lock)


def add_advice_change(connection: Connection, change: AdviceChange) -> None:
    """Write down a declaration, in the transaction of the caller."""
    connection.execute(
        _QUERIES.advice_change_add,
        {
            "number": change.number,
            "purposes": list(change.purposes),
            "risks": list(change.risks),
            "advice": change.advice,
            "starts_on": change.starts_on,
            "ends_before": change.ends_before,
            "notice_nl": change.notice_nl,
            "notice_en": change.notice_en,
            "declared_at": change.declared_at,
        },
    )


def end_advice_change(connection: Connection, number: int, *, ended_by: int, now: Instant) -> bool:
    """End a declaration before its last day; return whether it had not ended yet."""
    done = connection.execute(
        _QUERIES.advice_change_end, {"number": number, "ended_by": ended_by, "ended_at": now}
    )
    return done.rowcount == 1


def list_advice_changes(connection: Connection) -> list[AdviceChange]:
    """Return every declaration that was ever made, the oldest first."""
    return _changes(connection.execute(_QUERIES.advice_changes, {"number": None}).fetchall())


def find_advice_change(connection: Connection, number: int) -> AdviceChange:
    """Return one declaration.

    Raises:
        NoSuchAdviceChange: There is none of this number.
    """
    found = _changes(connection.execute(_QUERIES.advice_changes, {"number": number}).fetchall())
    if not found:
        raise NoSuchAdviceChange(number)
    return found[0]


def advice_changes_at(
    connection: Connection, *, pair: str | None, at: Instant
) -> list[AdviceChange]:
    """Return the declarations that hold at an instant, the last declared last.

    Args:
        pair: Only those for this `recipient/purpose`; None for all of them.
    """
    return ask_advice_changes_at(connection, pair=pair, at=at)()


def ask_advice_changes_at(
    connection: Connection, *, pair: str | None, at: Instant
) -> Callable[[], list[AdviceChange]]:
    """Ask as `advice_changes_at` does; what is returned reads the answer.

    In a pipeline of the caller that may be later.
    """
    asked = {"pair": pair, "on": amsterdam_day(at), "at": at}
    read = connection.execute(_QUERIES.advice_changes_of, asked, prepare=True)
    return lambda: _changes(read.fetchall())


def _changes(rows: Sequence[TupleRow]) -> list[AdviceChange]:
    return [
        AdviceChange(
            number=number,
            purposes=tuple(purposes),
            risks=tuple(risks),
            advice=advice,
            starts_on=starts_on,
            ends_before=ends_before,
            notice_nl=notice_nl,
            notice_en=notice_en,
            declared_at=as_instant(declared_at),
            ended_at=None if ended_at is None else as_instant(ended_at),
            ended_by=ended_by,
        )
        for (
            number,
            purposes,
            risks,
            advice,
            starts_on,
            ends_before,
            notice_nl,
            notice_en,
            declared_at,
            ended_at,
            ended_by,
        ) in rows
    ]
