"""What this room asks of prescription (verjaring): the day on which prosecution lapses."""

from typing import Protocol

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.facts import Fact
from jds.law.reasons import Reason


class Lapse(Struct, frozen=True):
    """When the right to prosecute an offence lapses.

    Attributes:
        on: First day on which nobody can be prosecuted for it; None when there is none.
        never: It never lapses; with neither a day nor this, nobody can tell.
        reasons: Why, by the rules on prescription.
    """

    on: LegalDay | None
    never: bool = False
    reasons: tuple[Reason, ...] = ()


class Prescription(Protocol):
    """Tells when the right to prosecute lapses; implemented by the rules on prescription."""

    def lapse_of(self, fact: Fact, *, on: LegalDay) -> Lapse:
        """Return the latest day on which the right to prosecute `fact` lapses.

        The latest: interrupted as often as the law allows, since data may not go before it.
        """
        ...
