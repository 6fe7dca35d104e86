"""What is shown of a person, with what it stands on: the result of asking for a record."""

from msgspec import Struct

from jds.domain.message import MessageKey
from jds.domain.record import Effect, PersonRecord
from jds.domain.time import Instant, LegalDay
from jds.law.retention.retained import Retained
from jds.records.shield_reach import ShieldedFact
from jds.sources.currency import SourceCurrency
from jds.sources.distrust import Doubtful


class Basis(Struct, frozen=True):
    """What an answer stands on (grondslag van kennis).

    Attributes:
        position: Last position that counts.
        known_at: The moment of knowledge it was asked for.
        edition: Of the law.
        on: The legal day it was asked for.
    """

    position: int
    known_at: Instant
    edition: str
    on: LegalDay


class NotApplied(Struct, frozen=True):
    """An accepted message about this person that is not in the record, and why."""

    key: MessageKey
    kind: str
    position: int
    effect: Effect
    reason: str


class Provisional(Struct, frozen=True):
    """A message in the record that a clerk entered from paper: provisional (voorlopig).

    Attributes:
        channel: How it came: `papier`, `koerier`, `e-mail` or `telefoon`.
        item: Intake number.
    """

    key: MessageKey
    kind: str
    position: int
    channel: str
    item: int


class ShownRecord(Struct, frozen=True):
    """A record as it is shown.

    Attributes:
        person: None when nothing was known of the one asked for.
        not_applied: Messages about this person that wait or contradict, by position.
        currencies: How current each source was.
        shields: What the register itself shields or marks as disputed of this person.
        doubtful: Messages in it of a source that is distrusted, by position.
        retained: Until when each offence and each foreign conviction may be kept.
        provisional: What of it rests on paper alone, by position.
    """

    person: PersonRecord | None
    not_applied: tuple[NotApplied, ...]
    basis: Basis
    currencies: tuple[SourceCurrency, ...]
    shields: tuple[ShieldedFact, ...] = ()
    retained: tuple[Retained, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    provisional: tuple[Provisional, ...] = ()
