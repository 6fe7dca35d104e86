"""Which doubts about a person leave a purpose without any answer (CUR-3)."""

from collections.abc import Mapping

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.currency.rules import Doubt
from jds.law.reasons import Reason, because
from jds.law.rules import Law


class Silence(Struct, frozen=True):
    """What doubts about a person mean for an answer.

    Attributes:
        clears: Nothing known would clear the person for this purpose.
        is_silent: Nothing may be told.
        reasons: One for each doubt.
    """

    clears: bool
    is_silent: bool
    reasons: tuple[Reason, ...]


class ClearingRules:
    """The rule on purposes that clear somebody, of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._rule = law.currency.clearing

    def judge(self, doubts: Mapping[Doubt, int], *, pair: str, on: LegalDay) -> Silence:
        """Return what `doubts`, each with the number of messages, mean for a purpose."""
        value = self._rule.on(on).value
        clears = pair in value.purposes
        found = {doubt: number for doubt, number in doubts.items() if number}
        return Silence(
            clears,
            clears and not found.keys().isdisjoint(value.silenced_by),
            tuple(
                because(self._rule, doubt, on=on)
                if doubt == "identiteit"
                else because(self._rule, doubt, on=on, number=number)
                for doubt, number in found.items()
            ),
        )
