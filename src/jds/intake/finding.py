"""What a comparison of the quarantine with what is known can find, in plain sentences.

A sentence tells what was found and never whom it is about: it is evidence, and stays.
"""

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How grave a finding is."""

    SEVERE = "ernstig"
    NOTABLE = "opvallend"


class FindingKind(StrEnum):
    """What was found: stable codes of `docs/reference/reasons.md`."""

    CHANGED_CONTENT = "gewijzigde-inhoud"
    ID_USED_BEFORE = "id-eerder-gebruikt"
    SEQUENCE_USED_BEFORE = "volgnummer-hergebruikt"
    INSERTED_LATER = "ingevoegd-na-volledigverklaring"
    TIME_AGAINST_ORDER = "tijd-tegen-volgorde"
    IN_THE_FUTURE = "tijd-in-de-toekomst"
    BURST = "onmogelijke-stoot"
    RETRACTS_HISTORY = "ingetrokken-geschiedenis"
    CORRECTS_HISTORY = "gecorrigeerde-geschiedenis"
    CHANGED_OUTCOME = "gewijzigde-afdoening"
    AGAINST_COURT = "tegenspraak-met-rechter"
    AGAINST_POLICE = "tegenspraak-met-politie"
    AGAINST_OTHER = "tegenspraak-met-andere-bron"
    MAKES_CONTRADICTORY = "maakt-tegenstrijdig"
    CONTRADICTORY = "tegenstrijdig"
    DATES_CONTRADICT = "datum-tegenspraak"
    IDENTITY = "identiteit-gewijzigd"


class Finding(Struct, frozen=True):
    """Something that was found about messages that are not released.

    Attributes:
        messages: How many messages it is about.
        numbers: Of the first of them.
    """

    finding_id: int
    source: str
    kind: str
    severity: Severity
    sentence: str
    messages: int
    numbers: tuple[int, ...]


class FindingTotal(Struct, frozen=True):
    """How many findings of a kind there are, and of how many messages."""

    source: str
    kind: str
    severity: Severity
    findings: int
    messages: int


class Found(Struct, frozen=True):
    """A finding that is not written down yet, about messages by their number."""

    kind: FindingKind
    severity: Severity
    sentence: str
    numbers: tuple[int, ...]
