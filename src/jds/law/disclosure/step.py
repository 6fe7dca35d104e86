"""One step on the way to showing or withholding a fact."""

from typing import NamedTuple

from jds.law.reasons import Reason


class Step(NamedTuple):
    """Whether a rule lets a fact pass, and why."""

    passes: bool
    reason: Reason
