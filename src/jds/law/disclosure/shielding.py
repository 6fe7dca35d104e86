"""Facts that are shielded or disputed: who may still see them, and with which mark (Wjsg 22, 26).

Storing a shield, and the two people that it takes, is done elsewhere; here it is only obeyed.
"""

from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.disclosure.rules import Shielding
from jds.law.disclosure.step import Step
from jds.law.facts import FactKey
from jds.law.reasons import because
from jds.law.rule_file import Rule

ShieldKind: TypeAlias = Literal["afgeschermd", "betwist"]
"""`afgeschermd`: for nobody but those named. `betwist`: shown, with that mark."""


class Shield(Struct, frozen=True, kw_only=True):
    """That a fact is shielded or disputed.

    Attributes:
        allowed: Pairs of recipient and purpose that may see it all the same, next to those that
            the law always allows (`law/data/disclosure/shielding.yaml`).
        groups: Names of groups of recipients of that file that may see it all the same.
    """

    key: FactKey
    kind: ShieldKind
    allowed: tuple[tuple[str, str], ...] = ()
    groups: tuple[str, ...] = ()


class ShieldRules:
    """The rule on shields, ready to be asked."""

    def __init__(self, rule: Rule[Shielding]) -> None:
        self._rule = rule

    def sees(self, shield: Shield, *, pair: tuple[str, str], on: LegalDay) -> Step:
        """Tell whether the recipient and purpose `pair` may see what `shield` is about."""
        value = self._rule.on(on).value
        if shield.kind == "betwist" and value.disputed == "shown-with-mark":
            return Step(True, because(self._rule, "disputed", on=on))
        name = "/".join(pair)
        may_see = (
            name in value.always
            or pair in shield.allowed
            or any(
                name in group.recipients for group in value.groups if group.name in shield.groups
            )
        )
        says = "allowed" if may_see else "shielded"
        return Step(may_see, because(self._rule, says, on=on))
