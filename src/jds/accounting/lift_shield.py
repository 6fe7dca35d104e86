"""Lift a shield: the person is told, then one proposes and, some weeks later, another approves.

Source: Wjsg art. 22(3): the person is told before shielding is lifted. How long before is data of
the law desk, rule RGT-7/lifting.
"""

import msgspec
from msgspec import Struct

from jds.accounting.access import write_act
from jds.accounting.actors import prove, require_reason
from jds.accounting.editions import newest_law
from jds.accounting.proposal import (
    About,
    Acting,
    Approved,
    Content,
    Proposal,
    ProposalOutdated,
)
from jds.accounting.proposals import propose
from jds.accounting.roles import Verb
from jds.database.connection import Connection
from jds.domain.time import Instant, LegalDay, Period, amsterdam_day, instant_to_text, start_of_day
from jds.errors import BadRequest, NotAllowed
from jds.law.rights.lifting import days_for_lifting
from jds.records.shields import (
    Notice,
    ShieldInFull,
    hold_shield,
    lift_shield,
    lock_subjects,
    note_notice,
)


class ShieldLifted(BadRequest):
    """The shield was lifted already."""

    code = "shield-lifted"

    def __init__(self, number: int, *, lifted_at: Instant) -> None:
        super().__init__(
            f"Shield [{number}] was lifted at [{instant_to_text(lifted_at)}]; there is nothing "
            "left to lift. If the fact must be shielded again, use 'jds shield propose'."
        )


class NotInformed(NotAllowed):
    """The person was not told, or too long ago, that the shield will be lifted."""

    code = "not-informed"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"The person was not told, or too long ago, that shield [{number}] will be lifted. "
            f"Tell the person, note it with 'jds shield inform {number}', and propose it then."
        )


class LiftTooEarly(NotAllowed):
    """The person was told too recently for the shield to be lifted."""

    code = "lift-too-early"

    def __init__(self, number: int, *, told_on: LegalDay, first: LegalDay) -> None:
        super().__init__(
            f"The person was told on [{told_on}] that shield [{number}] will be lifted, and may "
            f"have something to say to that. It can be lifted from [{first}] on; approve it then."
        )


class NoticeRefused(BadRequest):
    """The day on which the person was told cannot be right."""

    code = "notice-refused"


class _Said(Struct, frozen=True, kw_only=True, rename={"told_on": "medegedeeldOp"}):
    """The content of a proposal to lift a shield, in the words of the wire."""

    afscherming: int
    told_on: LegalDay


def inform_of_lifting(
    connection: Connection, number: int, *, notice: Notice, acting: Acting
) -> Period:
    """Note that the person was told that a shield will be lifted, in the transaction of the caller.

    Returns:
        The days on which it may be lifted.

    Raises:
        NotAllowed: The actor is not proven, or the role may not note it.
        NoSuchShield, ShieldLifted: There is nothing to lift.
        NoticeRefused: The day lies ahead, or before the shield was set.
    """
    require_reason(notice.told_by)
    act = prove(
        connection,
        acting.name,
        home=acting.home,
        verb=Verb.INFORM_OF_LIFTING,
        arguments={
            "number": number,
            "told_on": notice.told_on.isoformat(),
            "told_by": notice.told_by,
        },
        reason=None,
        now=acting.now,
    )
    shield = _standing(connection, number)
    since = amsterdam_day(shield.line.since)
    if not since <= notice.told_on <= amsterdam_day(acting.now):
        raise NoticeRefused(
            f"Somebody can be told of the lifting of shield [{number}] from [{since}], the day it "
            f"was set, up to today, and not on [{notice.told_on}]. Give the day of the letter or "
            "talk with --told-on."
        )
    note_notice(connection, number, notice=notice, act_id=write_act(connection, act))
    return _days(connection, number, told_on=notice.told_on)


def propose_lifting(connection: Connection, number: int, *, acting: Acting) -> Proposal:
    """Propose to lift a shield, in the transaction of the caller.

    The proposal can be approved for as long as the last notice to the person holds.

    Raises:
        NotAllowed: The actor is not proven, or the role may not propose it.
        NoSuchShield, ShieldLifted: There is nothing to lift.
        NotInformed: The person was not told, or too long ago.
    """
    prove(
        connection,
        acting.name,
        home=acting.home,
        verb=Verb.LIFT_SHIELD,
        arguments={},
        reason=acting.reason,
        now=acting.now,
    )
    shield = _standing(connection, number)
    told_on = shield.line.told_on
    days = _days(connection, number, told_on=told_on)
    if told_on is None or days.ends_before is None or days.ends_before <= amsterdam_day(acting.now):
        raise NotInformed(number)
    return propose(
        connection,
        Verb.LIFT_SHIELD,
        content=msgspec.to_builtins(_Said(afscherming=number, told_on=told_on)),
        about=About(shield.subject_ids, shield.case_names),
        acting=acting,
        expires_at=start_of_day(days.ends_before),
    )


class LiftShield:
    """Lifts the shield that two people agreed to lift."""

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """Lift it.

        Raises:
            NoSuchShield, ShieldLifted: There is nothing left to lift.
            ProposalOutdated: The person was told anew, on another day.
            LiftTooEarly, NotInformed: Today is not a day on which it may be lifted.
        """
        said = msgspec.convert(approved.content, _Said)
        shield = _standing(connection, said.afscherming)
        lock_subjects(connection, shield.subject_ids)
        if shield.line.told_on != said.told_on:
            raise ProposalOutdated(
                approved.number, what="the person was told of the lifting on another day"
            )
        days = _days(connection, said.afscherming, told_on=said.told_on)
        today = amsterdam_day(approved.now)
        if today < days.starts_on:
            raise LiftTooEarly(said.afscherming, told_on=said.told_on, first=days.starts_on)
        if not days.covers(today):
            raise NotInformed(said.afscherming)
        lift_shield(
            connection,
            said.afscherming,
            lifted_by=approved.number,
            told_on=said.told_on,
            now=approved.now,
        )
        return {"afscherming": said.afscherming, "opgeheven": "ja"}


def _standing(connection: Connection, number: int) -> ShieldInFull:
    shield = hold_shield(connection, number)
    if shield.line.lifted_at is not None:
        raise ShieldLifted(number, lifted_at=shield.line.lifted_at)
    return shield


def _days(connection: Connection, number: int, *, told_on: LegalDay | None) -> Period:
    law = newest_law(connection).rights
    days = None if told_on is None else days_for_lifting(told_on, law=law)
    if days is None:
        raise NotInformed(number)
    return days
