"""What a sanction means for the rules: custody or not, and how much of it without condition.

Source: message contract, section 5 (sanctie); the choices are those of ADR 9.
"""

from collections.abc import Iterable

from jds.domain.blocks import Sanction
from jds.domain.time import Duration
from jds.law.lengths import NO_LENGTH, read_length, total

CUSTODIAL_PENALTIES = frozenset(("gevangenisstraf", "hechtenis", "jeugddetentie"))
"""Penalties that take away freedom (vrijheidsstraffen)."""

CUSTODIAL_MEASURES = frozenset(("tbs", "pij"))
"""Measures that take away freedom: detention under hospital orders, placement of a juvenile."""

CUSTODIAL = CUSTODIAL_PENALTIES | CUSTODIAL_MEASURES


def unconditional_part(sanction: Sanction) -> Duration:
    """Return how much of a sanction was imposed without condition.

    What the source stated decides. Where it stated none, a sanction with a probation period is
    wholly conditional and one without is wholly unconditional (ADR 9).
    """
    stated = read_length(sanction.unconditional)
    if stated is not None:
        return stated
    if sanction.probation is not None:
        return NO_LENGTH
    return read_length(sanction.duration) or NO_LENGTH


def is_unconditional(sanction: Sanction) -> bool:
    """Tell whether any part of a sanction was imposed without condition.

    A sanction of which no length can be read and that has no probation period counts as
    unconditional: nothing says that it was not.
    """
    if sanction.for_life:
        return True
    if sanction.unconditional is None and sanction.probation is None:
        return True
    return unconditional_part(sanction) != NO_LENGTH


def unconditional_custody(sanctions: Iterable[Sanction]) -> Duration:
    """Return all custody of `sanctions` that was imposed without condition, penalties only."""
    return total(unconditional_part(each) for each in sanctions if each.kind in CUSTODIAL_PENALTIES)
