"""What the register can say about a person: cases, offences, how each ended, and what is doubtful.

These are values, the result of the fold. A record is *as known at* a position and *on* a legal
day; it holds what was stated, never a judgement about the person.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

from jds.domain.blocks import Case, Day, Offence, Person, Sanction, SourceValue, Untyped
from jds.domain.events import (
    AppealFiled,
    CustodyReported,
    DocumentReported,
    ExecutionReported,
    ForeignConviction,
    PardonGranted,
)
from jds.domain.message import MessageKey
from jds.domain.paper_source import Channel
from jds.domain.time import LegalDay


class Effect(StrEnum):
    """What an accepted message does: a function of the set of accepted messages, not of arrival."""

    APPLIED = "toegepast"
    WAITING = "wachtend"
    CONTRADICTORY = "tegenstrijdig"
    HIDDEN = "verborgen"
    OVERTAKEN = "achterhaald"
    WITHDRAWN = "ingetrokken"


class EffectOf(Struct, frozen=True):
    """The effect of the message at `position`, and why (a code of `docs/reference/reasons.md`)."""

    position: int
    key: MessageKey
    effect: Effect
    reason: str = ""


OutcomeKind: TypeAlias = Literal[
    "open",
    "sepot",
    "voorwaardelijk-sepot",
    "transactie",
    "strafbeschikking",
    "veroordeling",
    "vrijspraak",
    "ontslag-van-alle-rechtsvervolging",
    "schuldig-zonder-straf",
    "niet-ontvankelijk",
    "nietig",
    "overgedragen",
    "onbekend",
]


class Outcome(Struct, frozen=True):
    """How an offence ended (afdoening), or that it is open, or that the source's word is unknown.

    Attributes:
        kind: One of the closed set of the contract.
        on: Legal day of the statement that set it; None while no statement did.
        irrevocable_on: Day it became final, from its own message only.
        grounds: Grounds of a dismissal, the main one first (sepotgronden).
        source_value: The source's own word when `kind` is `onbekend`.
        sanctions: What was imposed for this offence.
        conditions: Conditions as the source wrote them.
        stated_by: The message (the root of its chain) that set it.
        by_court: Whether a judgment set it.
        instance: Court instance of the judgment (aanleg).
        court: The court, as the source wrote it.
        ecli: Identifier of the published judgment.
    """

    kind: OutcomeKind
    on: Day | None = None
    irrevocable_on: Day | None = None
    grounds: tuple[str | SourceValue, ...] = ()
    source_value: SourceValue | None = None
    sanctions: tuple[Sanction, ...] = ()
    conditions: Untyped = None
    stated_by: MessageKey | None = None
    by_court: bool = False
    instance: str | SourceValue | None = None
    court: str | SourceValue | None = None
    ecli: str | None = None


OPEN = Outcome(kind="open")


class OffenceRecord(Struct, frozen=True):
    """An offence of a case: its description in force, how it ended, and what came before.

    Attributes:
        key: Names the offence within (person, case): the source's number, else the number.
        description: The last description in force.
        outcome: The outcome in force.
        history: Earlier outcomes, oldest first; they stay visible.
        doubts: Codes of what is doubtful, sorted.
        dropped: Left out of the last full list of charges, kept because it has an outcome
            (vervallen-uit-tenlastelegging).
    """

    key: str
    description: Offence
    outcome: Outcome = OPEN
    history: tuple[Outcome, ...] = ()
    doubts: tuple[str, ...] = ()
    dropped: bool = False


class AppealRecord(Struct, frozen=True):
    """An appeal by one party: against which offences, and which of these it no longer concerns."""

    filed: AppealFiled
    against: tuple[str, ...]
    withdrawn: tuple[tuple[str, Day], ...] = ()


class CaseRecord(Struct, frozen=True):
    """One person's case.

    Attributes:
        names: Every number the case is known under, canonical, sorted.
        delivered: The numbers as first delivered.
        registered_on: Day the police report was received, or of the penal order that opened it.
        office: Office that registered it.
        offences: By number of the offence.
        whole_case: Outcomes stated of the case when it had no offences.
        led_by: The way that leads in it; what came the other way is not in it.
    """

    names: tuple[str, ...]
    delivered: Case
    registered_on: Day | None
    office: str | SourceValue | None
    offences: tuple[OffenceRecord, ...]
    whole_case: tuple[Outcome, ...] = ()
    appeals: tuple[AppealRecord, ...] = ()
    custody: tuple[CustodyReported, ...] = ()
    executions: tuple[ExecutionReported, ...] = ()
    documents: tuple[DocumentReported, ...] = ()
    pardons: tuple[PardonGranted, ...] = ()
    led_by: Channel = "digitaal"


class PersonRecord(Struct, frozen=True):
    """Everything stated about one person, as linked then.

    Attributes:
        subjects: Keys of the subjects that are this person.
        skns: Its SKNs, sorted.
        current: The description in force, field by field the last that was stated.
        former: Earlier descriptions that differ, oldest first.
        died_on: Day of death.
        identity_in_doubt: The subjects are linked and separated at once; none is joined.
        is_known: False when all that was stated of this person is hidden: then nothing may tell
            that the register ever had a message about them.
    """

    subjects: tuple[str, ...]
    skns: tuple[str, ...]
    current: Person
    former: tuple[Person, ...] = ()
    died_on: Day | None = None
    identity_in_doubt: bool = False
    is_known: bool = True
    cases: tuple[CaseRecord, ...] = ()
    foreign: tuple[ForeignConviction, ...] = ()


class RemovedOffence(Struct, frozen=True):
    """An offence that must not be shown for any day or moment (Bjsg art. 7(1)(a)).

    `offence` None removes the whole case.
    """

    subject: str
    case: str
    offence: str | None


class EntryRule(Protocol):
    """When the law lets an offence enter the register; implemented by `jds.law`."""

    def admits(
        self,
        offence: Offence,
        *,
        registered_on: LegalDay | None,
        outcomes: Sequence[Outcome],
    ) -> bool:
        """Tell whether `offence` may be shown.

        `outcomes` are all outcomes set so far, in order, the one in force last; `registered_on`
        is the day the case entered.
        """
        ...

    def removes(self, outcome: Outcome) -> bool:
        """Tell whether `outcome` removes the whole offence, for every day and moment."""
        ...


class Register(Struct, frozen=True):
    """The result of the fold over the messages of related subjects."""

    persons: tuple[PersonRecord, ...]
    effects: dict[int, EffectOf]
    removed: frozenset[RemovedOffence] = frozenset()
