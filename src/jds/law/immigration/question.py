"""What is asked for a decision on nationality or on a permit to stay."""

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.immigration.rules import Purpose


class ImmigrationQuestion(Struct, frozen=True, kw_only=True):
    """A decision of the immigration service, or of a mayor on an option.

    Attributes:
        requested_on: Day of the request or of the declaration of option.
        decided_on: Day of the decision; None while it is not taken.
    """

    requested_on: LegalDay
    purpose: Purpose = "nationaliteit"
    decided_on: LegalDay | None = None
