"""Grounds for dismissal (sepotgronden): the codes in use on a day, with their short description.

A code that is not on the list is kept as the source wrote it and flagged; it is never mapped to
another one. Which grounds remove an offence altogether is decided by `jds.law.entry`.
"""

from jds.domain.time import LegalDay
from jds.law.rules import Law
from jds.law.values import Ground


class GroundsForDismissal:
    """The list of grounds for dismissal of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._rule = law.grounds_for_dismissal

    def find(self, code: str, *, on: LegalDay | None) -> Ground | None:
        """Return the ground that `code` names on the day `on`; on any day when that is None.

        Source:
            Aanwijzing gebruik sepotgronden (BWBR0035469), and its successor of 2022.
        """
        for ground in self._rule.on(on).value.grounds:
            if ground.code == code and not _ended(ground, on=on):
                return ground
        return None

    def is_known_ground(self, code: str, *, on: LegalDay | None) -> bool:
        """Tell whether `code` names a ground on the day `on`; on any day when that is None."""
        return self.find(code, on=on) is not None


def _ended(ground: Ground, *, on: LegalDay | None) -> bool:
    return on is not None and ground.ends_before is not None and on >= ground.ends_before
