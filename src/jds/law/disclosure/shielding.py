"""Facts that are shielded or disputed: who may still see them, and with which mark (Wjsg 22, 26).

Storing a shield, and the two people that it takes, is done elsewhere; here it is only obeyed.
"""

from typing import Literal, TypeAlias

from msgspec import Struct

from jds.law.facts import FactKey

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
