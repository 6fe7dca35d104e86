"""Facts sorted by a rule into groups that people weigh: presented, never decided upon."""

from msgspec import Struct

from jds.law.facts import FactKey
from jds.law.reasons import Reason


class ClassifiedFact(Struct, frozen=True):
    """A fact in its group, and why it is there.

    Attributes:
        group: A word of the rule that sorts, in Dutch as on the wire, such as `binnen-termijn`.
        reasons: At least one; the last one decided.
    """

    key: FactKey
    group: str
    reasons: tuple[Reason, ...]


class Classification(Struct, frozen=True):
    """Every fact of a person in its group, in order of the facts.

    Attributes:
        subject: What was sorted for, in Dutch as on the wire, such as `terugkijktermijn`.
        reasons: What holds for all facts together, such as the term that was used.
    """

    subject: str
    facts: tuple[ClassifiedFact, ...]
    reasons: tuple[Reason, ...] = ()
