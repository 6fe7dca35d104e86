"""Declare that advices are tighter or looser for a period, or end that: two people each time.

What both sign names the purposes, the classes of people, the advice, the days and the notice. It is
about nobody, so it is never erased.

Source: design, section 9; rule CUR-4.
"""

from collections.abc import Callable
from datetime import timedelta

import msgspec
from msgspec import Struct

from jds.accounting.actors import prove, require_reason
from jds.accounting.advice_changes import (
    AdviceChange,
    add_advice_change,
    end_advice_change,
    find_advice_change,
    lock_advice_changes,
)
from jds.accounting.editions import newest_law
from jds.accounting.proposal import About, Acting, Approved, Content, Proposal, ProposalOutdated
from jds.accounting.proposals import propose
from jds.accounting.roles import Verb
from jds.database.connection import Connection
from jds.domain.time import Instant, LegalDay, add_days, amsterdam_day, as_instant
from jds.errors import BadRequest, NotAllowed
from jds.law.currency.advise import AdviceRules
from jds.law.currency.rules import RiskClass, WeakAdvice

PROPOSAL_HOLDS = timedelta(days=3)
"""How long such a proposal can be approved: it is made while something is going on."""

LONGEST_DAYS = 184
"""A declaration holds half a year at most; then two people look again."""


class UnfitPeriod(BadRequest):
    """The days of a declaration cannot be right."""

    code = "unfit-advice-period"

    def __init__(self) -> None:
        super().__init__(
            "A declaration begins today or later, ends after it began, and lasts at most "
            f"[{LONGEST_DAYS}] days. Give other days with --from and --until."
        )


class AdviceMayNotChange(NotAllowed):
    """The rules let nobody declare this."""

    code = "advice-may-not-change"

    def __init__(self, pair: str) -> None:
        super().__init__(
            f"This advice may not be declared for [{pair}]: a hold needs a stated risk and a term "
            "of law that ends it, and for adoption, foster care and guardianship nobody loosens "
            "anything. 'jds law show CUR-4' has the table."
        )


class UnknownPair(BadRequest):
    """A declaration names a recipient and purpose that no rule knows."""

    code = "unknown-pair"

    def __init__(self) -> None:
        super().__init__(
            "A declaration names recipients with their purposes, such as [ind/nationaliteit]. "
            "'jds law list DIS-R' shows them."
        )


class AdviceChangeEnded(BadRequest):
    """A declaration has ended already."""

    code = "advice-change-ended"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Declaration [{number}] has ended; there is nothing left to end. 'jds advice list' "
            "shows those that stand."
        )


class AdviceAsked(Struct, frozen=True, kw_only=True):
    """What somebody wants to declare.

    Attributes:
        purposes: As `recipient/purpose`.
        starts_on, ends_before: Amsterdam days on which answers are given under it.
        notice_nl, notice_en: What answers and the status page say of it.
    """

    purposes: tuple[str, ...]
    risks: tuple[RiskClass, ...]
    advice: WeakAdvice
    starts_on: LegalDay
    ends_before: LegalDay
    notice_nl: str
    notice_en: str


class _Said(Struct, frozen=True, kw_only=True):
    """The content of a proposal to declare something, in the words of the wire."""

    doelen: tuple[str, ...]
    klassen: tuple[RiskClass, ...]
    advies: WeakAdvice
    vanaf: LegalDay
    tot: LegalDay
    mededeling: str
    mededeling_en: str


class _EndSaid(Struct, frozen=True, kw_only=True):
    """The content of a proposal to end a declaration."""

    verklaring: int


def propose_advice(connection: Connection, asked: AdviceAsked, *, acting: Acting) -> Proposal:
    """Propose a declaration, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or the role may not propose it.
        UnfitPeriod, UnknownPair, AdviceMayNotChange: It cannot be declared.
        ReasonRefused: The reason or a notice cannot be kept.
    """
    require_reason(asked.notice_nl)
    require_reason(asked.notice_en)
    prove(
        connection,
        acting.name,
        home=acting.home,
        verb=Verb.CHANGE_ADVICE,
        arguments={},
        reason=acting.reason,
        now=acting.now,
    )
    _require_fit(connection, asked, today=amsterdam_day(acting.now))
    said = _Said(
        doelen=tuple(sorted(set(asked.purposes))),
        klassen=tuple(sorted(set(asked.risks))),
        advies=asked.advice,
        vanaf=asked.starts_on,
        tot=asked.ends_before,
        mededeling=asked.notice_nl,
        mededeling_en=asked.notice_en,
    )
    return propose(
        connection,
        Verb.CHANGE_ADVICE,
        content=msgspec.to_builtins(said),
        about=About((), ()),
        acting=acting,
        expires_at=as_instant(acting.now + PROPOSAL_HOLDS),
    )


def propose_end(connection: Connection, number: int, *, acting: Acting) -> Proposal:
    """Propose to end a declaration before its last day, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or the role may not propose it.
        NoSuchAdviceChange, AdviceChangeEnded: There is nothing to end.
    """
    prove(
        connection,
        acting.name,
        home=acting.home,
        verb=Verb.END_ADVICE,
        arguments={"number": number},
        reason=acting.reason,
        now=acting.now,
    )
    change = find_advice_change(connection, number)
    if change.ended_at is not None or change.ends_before <= amsterdam_day(acting.now):
        raise AdviceChangeEnded(number)
    return propose(
        connection,
        Verb.END_ADVICE,
        content=msgspec.to_builtins(_EndSaid(verklaring=number)),
        about=About((), ()),
        acting=acting,
        expires_at=as_instant(acting.now + PROPOSAL_HOLDS),
    )


class ChangeAdvice:
    """Makes the declaration that two people agreed on."""

    def __init__(self, *, clock: Callable[[], Instant]) -> None:
        """Take the clock, which is read once no answer can be under way."""
        self._clock = clock

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """Make it; it goes by the number of the proposal.

        Raises:
            ProposalOutdated: Its days are over, or the rules have changed.
        """
        said = msgspec.convert(approved.content, _Said)
        lock_advice_changes(connection)
        now = self._clock()
        asked = AdviceAsked(
            purposes=said.doelen,
            risks=said.klassen,
            advice=said.advies,
            starts_on=said.vanaf,
            ends_before=said.tot,
            notice_nl=said.mededeling,
            notice_en=said.mededeling_en,
        )
        try:
            _require_fit(connection, asked, today=min(said.vanaf, amsterdam_day(now)))
        except (UnfitPeriod, AdviceMayNotChange) as problem:
            raise ProposalOutdated(
                approved.number, what="the rules that allowed it have changed"
            ) from problem
        if said.tot <= amsterdam_day(now):
            raise ProposalOutdated(approved.number, what="its last day has passed")
        add_advice_change(
            connection,
            AdviceChange(
                number=approved.number,
                purposes=said.doelen,
                risks=said.klassen,
                advice=said.advies,
                starts_on=said.vanaf,
                ends_before=said.tot,
                notice_nl=said.mededeling,
                notice_en=said.mededeling_en,
                declared_at=now,
            ),
        )
        return {"verklaring": approved.number, "advies": said.advies}


class EndAdvice:
    """Ends the declaration that two people agreed to end."""

    def __init__(self, *, clock: Callable[[], Instant]) -> None:
        """Take the clock, which is read once no answer can be under way."""
        self._clock = clock

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """End it.

        Raises:
            NoSuchAdviceChange: There is none.
            ProposalOutdated: It has ended meanwhile.
        """
        said = msgspec.convert(approved.content, _EndSaid)
        find_advice_change(connection, said.verklaring)
        lock_advice_changes(connection)
        if not end_advice_change(
            connection, said.verklaring, ended_by=approved.number, now=self._clock()
        ):
            raise ProposalOutdated(approved.number, what="the declaration has ended")
        return {"verklaring": said.verklaring, "beëindigd": "ja"}


def _require_fit(connection: Connection, asked: AdviceAsked, *, today: LegalDay) -> None:
    if not (
        today <= asked.starts_on < asked.ends_before <= add_days(asked.starts_on, LONGEST_DAYS)
    ):
        raise UnfitPeriod
    law = newest_law(connection)
    rules = AdviceRules(law)
    if not asked.purposes or not asked.risks:
        raise UnknownPair
    for pair in asked.purposes:
        if pair not in law.disclosure.purposes:
            raise UnknownPair
        if not rules.may_declare(asked.advice, risks=asked.risks, pair=pair, on=asked.starts_on):
            raise AdviceMayNotChange(pair)
