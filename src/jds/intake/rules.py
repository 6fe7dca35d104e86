"""What intake asks of the law; `jds.law` answers it.

The rules come in as functions, so that a judgement depends on exactly what it is given.
"""

import re
from typing import Protocol

from jds.domain.time import LegalDay

_GROUND = re.compile(r"[0-9]{2}")


class MaySend(Protocol):
    """Who may send what (Bjsg art. 10), such as `jds.law.senders.Senders.may_send`."""

    def __call__(self, source_kind: str, *, message_kind: str, decision: str | None = None) -> bool:
        """Tell whether a source of `source_kind` may send `message_kind`, with this decision."""
        ...


class IsKnownGround(Protocol):
    """Which grounds for dismissal (sepotgronden) exist on a day."""

    def __call__(self, code: str, *, on: LegalDay | None) -> bool:
        """Tell whether `code` names a ground; on any day when `on` is None."""
        ...


def looks_like_a_ground(code: str, *, on: LegalDay | None) -> bool:
    """Tell whether `code` has the form of a ground, two digits; for use without the law data."""
    return _GROUND.fullmatch(code) is not None
