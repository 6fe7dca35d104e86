"""A stand-in for the law on what enters the register, small enough to see through."""

from collections.abc import Sequence

from jds.domain.blocks import Offence
from jds.domain.record import Outcome
from jds.domain.time import LegalDay

SMALLEST_FINE_CENTS = 10_000
REMOVING_GROUNDS = ("01", "09")


class SimpleRule:
    """Crimes enter at once; minor offences on a taakstraf, or a fine of a hundred euros."""

    def admits(
        self,
        offence: Offence,
        *,
        registered_on: LegalDay | None,
        outcomes: Sequence[Outcome],
    ) -> bool:
        if offence.kind != "overtreding":
            return True
        for outcome in outcomes:
            for sanction in outcome.sanctions:
                if sanction.kind == "taakstraf":
                    return True
                fined = sanction.kind == "geldboete" and sanction.amount is not None
                if fined and sanction.amount.cents >= SMALLEST_FINE_CENTS:  # type: ignore[union-attr]
                    return True
        return False

    def removes(self, outcome: Outcome) -> bool:
        if outcome.kind not in ("sepot", "voorwaardelijk-sepot"):
            return False
        return any(ground in REMOVING_GROUNDS for ground in outcome.grounds)
