"""What two clerks state about who is who: that two subjects are one person, or are not.

It is no message and has no position: it holds from the moment at which the second clerk approved
it. Which of them hold at a moment of knowledge is decided before the fold, which stays a pure
function of what it is given.

Source: message contract, section 3 ("only a person authority or two clerks may link it"); ADR 17.
"""

from msgspec import Struct

from jds.domain.identity import SubjectKey
from jds.domain.time import Instant


class ClerkStatement(Struct, frozen=True):
    """That two subjects are one person, or are not, as two clerks approved it.

    Attributes:
        number: Of the proposal that the two carried out.
        pair: The two subjects.
        is_one: They are one person; else they are two.
        at: When it was approved: its place in the order of statements.
    """

    number: int
    pair: frozenset[SubjectKey]
    is_one: bool
    at: Instant


def may_clerks_link(one: SubjectKey, other: SubjectKey) -> bool:
    """Tell whether two clerks may link two subjects: one of them at least has no SKN."""
    return one != other and not (one.startswith("skn:") and other.startswith("skn:"))
