"""Several smaller fines that count together: what they come to, each fine once."""

from collections import Counter
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.blocks import Sanction
from jds.domain.message import MessageKey
from jds.domain.time import LegalDay
from jds.law.facts import Fact
from jds.law.immigration.rules import CountedSanctions
from jds.law.immigration.term import State
from jds.law.values import Threshold

FineWeight: TypeAlias = Literal["enough", "with-others", "too-small", "unknown"]
"""What a fine weighs: by itself, together with others, not at all, or it cannot be told."""

Together: TypeAlias = Literal["enough", "perhaps", "too-few"]
"""What the fines within the term come to."""


class FineIdentity(Struct, frozen=True):
    """Tells fines apart. One fine for several offences is stated with each of them."""

    case: str
    stated_by: MessageKey | None
    decided_on: LegalDay | None
    outcome: str
    sanction: Sanction
    nth: int


def identities(fact: Fact) -> tuple[FineIdentity, ...]:
    """Return the identity of each sanction of `fact`, in order.

    Two equal sanctions of one decision are two, by their place among equals.
    """
    outcome = fact.outcome
    seen: Counter[Sanction] = Counter()
    found = []
    for sanction in outcome.sanctions:
        found.append(
            FineIdentity(
                fact.key.case,
                outcome.stated_by,
                fact.decided_on,
                outcome.kind,
                sanction,
                seen[sanction],
            )
        )
        seen[sanction] += 1
    return tuple(found)


def weight(fine: Sanction, *, rule: CountedSanctions) -> FineWeight:
    """Return what `fine` weighs under `rule`."""
    amount = fine.amount
    if amount is None or amount.currency != rule.single_of_at_least.currency:
        return "unknown"
    if amount.cents >= rule.single_of_at_least.cents:
        return "enough"
    if amount.cents >= rule.several_each_of_at_least.cents:
        return "with-others"
    return "too-small"


class FinesTogether:
    """The fines that a person was ever given for crimes, and whether they are in the term."""

    def __init__(self) -> None:
        self._fines: dict[FineIdentity, tuple[FineWeight, State]] = {}
        self._together: Together | None = None

    def add(self, identity: FineIdentity, *, weight: FineWeight, state: State) -> None:
        """Take a fine along; the same fine for a second offence counts once."""
        self._fines.setdefault(identity, (weight, state))
        self._together = None

    def number_within(self) -> int:
        """Return how many fines that weigh together are certainly within the term."""
        return len(self._cents(states=("binnen",)))

    def come_to(self, *, rule: CountedSanctions) -> Together:
        """Tell whether the fines within the term, several of them, come to the total."""
        if self._together is None:
            self._together = self._come_to(rule)
        return self._together

    def _come_to(self, rule: CountedSanctions) -> Together:
        total = rule.several_total_of_at_least.cents
        certain = self._cents(states=("binnen",))
        if len(certain) > 1 and sum(certain) >= total:
            return "enough"
        possible = self._cents(states=("binnen", "onzeker"))
        unknown = sum(
            weight == "unknown" and state != "buiten" for weight, state in self._fines.values()
        )
        if len(possible) + unknown > 1 and (unknown or sum(possible) >= total):
            return "perhaps"
        return "too-few"

    def _cents(self, *, states: tuple[State, ...]) -> list[int]:
        return [
            identity.sanction.amount.cents
            for identity, (weight, state) in self._fines.items()
            if weight in ("enough", "with-others")
            and state in states
            and identity.sanction.amount is not None
        ]


def in_words(amount: Threshold) -> str:
    """Write an amount as it is shown: `EUR 810.00`."""
    euros, cents = divmod(amount.cents, 100)
    return f"{amount.currency} {euros}.{cents:02}"
