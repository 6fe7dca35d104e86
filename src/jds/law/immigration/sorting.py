"""What sorting for nationality works with: the question made ready, and a group with reasons."""

from msgspec import Struct

from jds.domain.blocks import Sanction
from jds.domain.time import LegalDay
from jds.law.immigration.term import State
from jds.law.offences.lists import OffenceList
from jds.law.reasons import Reason

GRAVEST_FIRST = (
    "zonder-termijn",
    "open-zaak",
    "binnen-rehabilitatietermijn",
    "nader-onderzoek",
    "buiten-rehabilitatietermijn",
    "telt-niet-mee",
)
"""Groups: a fact is in the first of these that one of its sanctions gives it."""

BY_STATE: dict[State, str] = {
    "binnen": "binnen-rehabilitatietermijn",
    "onzeker": "nader-onderzoek",
    "buiten": "buiten-rehabilitatietermijn",
}
"""The group of a sanction that counts."""


class Asked(Struct, frozen=True, kw_only=True):
    """A question made ready.

    Attributes:
        on: Day that chooses the version of each rule.
        years: Length of the rehabilitation term.
        without_term_since: Day on which the version of the next two took effect.
        without_term: Offences that count for ever, whatever their maximum.
        without_term_if_grave: Offences that do when their maximum is high enough.
    """

    requested_on: LegalDay
    on: LegalDay
    years: int
    without_term_since: LegalDay
    without_term: OffenceList
    without_term_if_grave: OffenceList


class PendingFine(Struct, frozen=True):
    """A fine that counts only when several come to the total."""

    sanction: Sanction
    state: State


class Sorted(Struct, frozen=True):
    """A group and why, before the fines of the person are added up.

    Attributes:
        pending: A smaller fine that counts only together with others.
        parts: What each sanction gives by itself; then these decide, and `reasons` precede.
        kind_unknown: It may be a minor offence, which never counts.
    """

    group: str
    reasons: tuple[Reason, ...] = ()
    pending: PendingFine | None = None
    parts: "tuple[Sorted, ...]" = ()
    kind_unknown: bool = False
