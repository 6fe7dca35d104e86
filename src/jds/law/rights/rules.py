"""The forms of the rules on rights of the person, as their files in `data/rights` have them."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from jds.law.reading import RuleReader
from jds.law.rule_file import Rule, RuleValue


class Lifting(RuleValue, frozen=True):
    """How long before a shield is lifted the person must have been told, and for how long it holds.

    Attributes:
        whole_days_between: Days that must have passed in full before the day of lifting.
        term_begins: Whether the day of telling is the first of these days.
        notice_holds_days: Days after the day of telling on which it may still be lifted.
    """

    whole_days_between: Annotated[int, Meta(ge=1)]
    term_begins: Literal["day-after-telling", "day-of-telling"]
    notice_holds_days: Annotated[int, Meta(ge=1)]


class RightsLaw(Struct, frozen=True):
    """The rules on rights of the person."""

    lifting: Rule[Lifting]


def read_rights_law(reader: RuleReader) -> RightsLaw:
    """Read the rules on rights of the person."""
    return RightsLaw(lifting=reader.rule("rights/lifting.yaml", Lifting))
