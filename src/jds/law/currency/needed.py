"""Which sources an answer needs: those of the kinds that its purpose may be shown something of."""

from collections.abc import Collection

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.currency.rules import CurrencyLaw, NeededGroup
from jds.law.reasons import Reason, because
from jds.law.rules import Law


class Needed(Struct, frozen=True):
    """The kinds of source that one purpose needs.

    Attributes:
        indispensable: Kinds of which one must be connected.
    """

    kinds: frozenset[str]
    indispensable: frozenset[str]

    def not_connected(self, connected: Collection[str]) -> tuple[str, ...]:
        """Return the kinds that are needed and of which no source is connected, by name."""
        return tuple(sorted(self.kinds.difference(connected)))

    def can_say_something(self, connected: Collection[str]) -> bool:
        """Tell whether every kind that nothing can be said without is connected."""
        return self.indispensable.issubset(connected)


class NeededByPurpose:
    """The rule on needed sources (CUR-1), ready to be asked."""

    def __init__(self, law: Law) -> None:
        own: CurrencyLaw = law.currency
        self._rule = own.needed
        self._needed: dict[tuple[LegalDay, str], Needed] = {
            (version.takes_effect_on, pair): _of_group(group)
            for version in own.needed.versions
            for group in version.value.groups
            for pair in group.purposes
        }

    def of(self, pair: str, *, on: LegalDay) -> Needed:
        """Return what the purpose `recipient/purpose` needs, by the rule as it held on a day."""
        return self._needed[self._rule.on(on).takes_effect_on, pair]

    def why_not(self, *, on: LegalDay) -> Reason:
        """Return why a source that is not needed says nothing about an answer."""
        return because(self._rule, "not_needed", on=on)


def _of_group(group: NeededGroup) -> Needed:
    return Needed(frozenset(group.sources), frozenset(group.indispensable))
