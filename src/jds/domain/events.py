"""What a source can state: one frozen type per kind of message, named after what happened.

`KINDS` is the closed list of section 5 of the message contract. Each kind names its *legal day*
(the day in law on which it counts) apart from the moment it was logged. The Dutch field names
are those of the wire.
"""

from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import Meta, Raw, field

from jds.domain.blocks import (
    Block,
    Case,
    Code,
    Day,
    Finding,
    ForeignJudgment,
    Label,
    Offence,
    OffenceNumber,
    Person,
    Quantity,
    Reference,
    Sanction,
    SourceValue,
    Untyped,
)
from jds.domain.partial_date import UnknownDate
from jds.domain.time import Instant, amsterdam_day

Moment: TypeAlias = Annotated[Instant, Meta(tz=True)] | UnknownDate
"""An instant with its offset; unknown only after the release of an impossible one."""

ProsecutionDecision: TypeAlias = Literal[
    "sepot",
    "voorwaardelijk-sepot",
    "dagvaarding",
    "transactie",
    "strafbeschikking",
    "voeging",
    "overdracht",
]
Instance: TypeAlias = Literal["eerste-aanleg", "hoger-beroep", "cassatie", "herziening"]
AppealKind: TypeAlias = Literal["hoger-beroep", "cassatie", "verzet"]
Party: TypeAlias = Literal["verdachte", "om"]
ExecutionKind: TypeAlias = Literal["aangevangen", "geeindigd", "vervangend", "mislukt"]
CustodyKind: TypeAlias = Literal[
    "inverzekeringstelling", "bewaring", "gevangenhouding", "schorsing", "invrijheidstelling"
]


class Stated(Block, frozen=True):
    """What a message states. A kind without a day in law counts on the day it was logged."""

    kind: ClassVar[str]

    @property
    def legal_day(self) -> Day | None:
        """The day in law on which this counts: the field in bold in section 5 of the contract."""
        return None


class StatedInCase(Stated, frozen=True):
    """What is stated within one case of one person."""

    person: Person = field(name="persoon")
    case: Case = field(name="zaak")


class CaseRegistered(StatedInCase, frozen=True):
    """The prosecution service took the police report into handling: the case enters (Bjsg 2)."""

    kind: ClassVar[str] = "zaak-ingeschreven"
    offences: tuple[Offence, ...] = field(name="feiten")
    received_on: Day = field(name="ontvangenOp")
    office: str | SourceValue | None = field(default=None, name="instantie")

    @property
    def legal_day(self) -> Day:
        return self.received_on


class ChargesChanged(StatedInCase, frozen=True):
    """Charges were added, changed or dropped; the list is full and replaces the one before."""

    kind: ClassVar[str] = "tenlastelegging-gewijzigd"
    offences: tuple[Offence, ...] = field(name="feiten")
    changed_on: Day = field(name="gewijzigdOp")

    @property
    def legal_day(self) -> Day:
        return self.changed_on


class ProsecutionDecided(StatedInCase, frozen=True):
    """The prosecutor's decision (vervolgingsbeslissing), or a penal order (strafbeschikking).

    `offence_numbers` absent means the offences charged up to that day. A penal order with
    `offences` opens the case.
    """

    kind: ClassVar[str] = "vervolging-beslist"
    decision: ProsecutionDecision | SourceValue = field(name="besluit")
    decided_on: Day = field(name="beslotenOp")
    offence_numbers: tuple[OffenceNumber, ...] | None = field(default=None, name="feitnummers")
    grounds: tuple[str | SourceValue, ...] = field(default=(), name="sepotgronden")
    conditions: Untyped = field(default=None, name="voorwaarden")
    sanctions: tuple[Sanction, ...] = field(default=(), name="sancties")
    offences: tuple[Offence, ...] = field(default=(), name="feiten")

    @property
    def opens_the_case(self) -> bool:
        return self.decision == "strafbeschikking" and bool(self.offences)

    @property
    def legal_day(self) -> Day:
        return self.decided_on


class JudgmentGiven(StatedInCase, frozen=True):
    """A court gave judgment (uitspraak) on one or more offences."""

    kind: ClassVar[str] = "uitspraak-gedaan"
    court: str | SourceValue = field(name="instantie")
    given_on: Day = field(name="uitgesprokenOp")
    instance: Instance | SourceValue = field(name="aanleg")
    findings: Annotated[tuple[Finding, ...], Meta(min_length=1)] = field(name="uitkomsten")
    ecli: str | None = None
    sanctions: tuple[Sanction, ...] = field(default=(), name="sancties")

    @property
    def legal_day(self) -> Day:
        return self.given_on


class AppealFiled(StatedInCase, frozen=True):
    """An appeal, or an objection to a penal order (rechtsmiddel), by a party, on named offences."""

    kind: ClassVar[str] = "rechtsmiddel-ingesteld"
    appeal_id: Label = field(name="rechtsmiddelId")
    appeal: AppealKind | SourceValue = field(name="soort")
    party: Party | SourceValue = field(name="partij")
    filed_on: Day = field(name="ingesteldOp")
    offence_numbers: tuple[OffenceNumber, ...] | None = field(default=None, name="feitnummers")

    @property
    def legal_day(self) -> Day:
        return self.filed_on


class AppealWithdrawn(StatedInCase, frozen=True):
    """An appeal was withdrawn, for all its offences or for those named."""

    kind: ClassVar[str] = "rechtsmiddel-ingetrokken"
    appeal_id: Label = field(name="rechtsmiddelId")
    withdrawn_on: Day = field(name="ingetrokkenOp")
    offence_numbers: tuple[OffenceNumber, ...] | None = field(default=None, name="feitnummers")

    @property
    def legal_day(self) -> Day:
        return self.withdrawn_on


class BecameIrrevocable(StatedInCase, frozen=True):
    """The outcome of offences became final (onherroepelijk)."""

    kind: ClassVar[str] = "onherroepelijk-geworden"
    irrevocable_on: Day = field(name="onherroepelijkOp")
    offence_numbers: tuple[OffenceNumber, ...] | None = field(default=None, name="feitnummers")

    @property
    def legal_day(self) -> Day:
        return self.irrevocable_on


class ExecutionReported(StatedInCase, frozen=True):
    """A sanction began, ended, was replaced, or failed (tenuitvoerlegging)."""

    kind: ClassVar[str] = "tenuitvoerlegging-gemeld"
    execution: ExecutionKind | SourceValue = field(name="soort")
    executed_on: Day = field(name="op")
    sanction: Sanction = field(name="sanctie")
    expected_end_on: Day | None = field(default=None, name="verwachtEindeOp")

    @property
    def legal_day(self) -> Day:
        return self.executed_on


class CustodyReported(StatedInCase, frozen=True):
    """A step in pre-trial custody (voorlopige hechtenis); `until_at` is its end in law."""

    kind: ClassVar[str] = "hechtenis-gemeld"
    custody: CustodyKind | SourceValue = field(name="soort")
    from_at: Moment = field(name="vanTijdstip")
    until_at: Moment | None = field(default=None, name="totTijdstip")

    @property
    def legal_day(self) -> Day:
        if isinstance(self.from_at, UnknownDate):
            return self.from_at
        return amsterdam_day(self.from_at)


class DocumentReported(StatedInCase, frozen=True):
    """A document of the case is due or has come (stuk)."""

    kind: ClassVar[str] = "stuk-gemeld"
    document: str | SourceValue = field(name="stuk")
    expected_on: Day = field(name="verwachtOp")
    received_on: Day | None = field(default=None, name="ontvangenOp")
    meant_for: tuple[str | SourceValue, ...] = field(default=(), name="bestemd")

    @property
    def legal_day(self) -> Day:
        return self.expected_on


class DataCorrected(Stated, frozen=True):
    """An earlier message was wrong; `replacement` is a full payload of the same kind."""

    kind: ClassVar[str] = "gegevens-gecorrigeerd"
    concerns: Reference = field(name="betreft")
    replacement: Raw = field(name="vervanging")
    reason: str = field(name="reden")


class DataRetracted(Stated, frozen=True):
    """An earlier message should never have been sent."""

    kind: ClassVar[str] = "gegevens-ingetrokken"
    concerns: Reference = field(name="betreft")
    reason: str = field(name="reden")


class PersonChanged(Stated, frozen=True):
    """Names, dates or numbers of a person changed; a patch, absent fields stay."""

    kind: ClassVar[str] = "persoon-gewijzigd"
    person: Person = field(name="persoon")
    valid_from: Day = field(name="geldigVanaf")

    @property
    def legal_day(self) -> Day:
        return self.valid_from


class PersonsMerged(Stated, frozen=True):
    """The person authority states that these numbers are one person."""

    kind: ClassVar[str] = "persoon-samengevoegd"
    leading: Person = field(name="leidend")
    absorbed: Annotated[tuple[Person, ...], Meta(min_length=1)] = field(name="opgegaan")
    reason: str = field(name="reden")


class PersonsSeparated(Stated, frozen=True):
    """The person authority states that no two of these are one person."""

    kind: ClassVar[str] = "persoon-gesplitst"
    persons: Annotated[tuple[Person, ...], Meta(min_length=2)] = field(name="personen")
    reason: str = field(name="reden")


class PersonDied(Stated, frozen=True):
    """The person died."""

    kind: ClassVar[str] = "persoon-overleden"
    person: Person = field(name="persoon")
    died_on: Day = field(name="overledenOp")

    @property
    def legal_day(self) -> Day:
        return self.died_on


class PardonGranted(StatedInCase, frozen=True):
    """A pardon by royal decree (gratie, Bjsg 8)."""

    kind: ClassVar[str] = "gratie-verleend"
    decree_number: str = field(name="besluitnummer")
    decided_on: Day = field(name="beslotenOp")
    sanctions: tuple[Sanction, ...] = field(name="sancties")

    @property
    def legal_day(self) -> Day:
        return self.decided_on


class ForeignConviction(Stated, frozen=True):
    """A conviction by a court of another state (Bjsg 9)."""

    kind: ClassVar[str] = "buitenlandse-veroordeling"
    person: Person = field(name="persoon")
    country: Code | SourceValue = field(name="land")
    judgment: ForeignJudgment = field(name="veroordeling")

    @property
    def legal_day(self) -> Day:
        return self.judgment.given_on


class SourceStatement(Stated, frozen=True):
    """ "Up to here you have everything of mine" (bron-stand); also sent when nothing happened.

    `counts` holds, per kind and Amsterdam day of `time`, how many messages the source sent since
    its previous statement.
    """

    kind: ClassVar[str] = "bron-stand"
    complete_through_at: Moment = field(name="volledigTotTijdstip")
    last_sequence: str = field(name="laatsteSequence")
    counts: dict[str, dict[str, Quantity]] = field(name="aantallen")


Event: TypeAlias = (
    CaseRegistered
    | ChargesChanged
    | ProsecutionDecided
    | JudgmentGiven
    | AppealFiled
    | AppealWithdrawn
    | BecameIrrevocable
    | ExecutionReported
    | CustodyReported
    | DocumentReported
    | PardonGranted
    | DataCorrected
    | DataRetracted
    | PersonChanged
    | PersonsMerged
    | PersonsSeparated
    | PersonDied
    | ForeignConviction
    | SourceStatement
)
"""Everything that a source can state to ordinary intake."""

_ALL: tuple[type[Event], ...] = (
    CaseRegistered,
    ChargesChanged,
    ProsecutionDecided,
    JudgmentGiven,
    AppealFiled,
    AppealWithdrawn,
    BecameIrrevocable,
    ExecutionReported,
    CustodyReported,
    DocumentReported,
    PardonGranted,
    DataCorrected,
    DataRetracted,
    PersonChanged,
    PersonsMerged,
    PersonsSeparated,
    PersonDied,
    ForeignConviction,
    SourceStatement,
)

KINDS: dict[str, type[Event]] = {event.kind: event for event in _ALL}
"""Every kind that ordinary intake admits, by its name on the wire.

`politiegegeven-verstrekt` is left out on purpose: police data are never judicial data, and
ordinary intake may not even keep them.
"""

POLICE_DATA_KIND = "politiegegeven-verstrekt"
