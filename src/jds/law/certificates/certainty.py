"""Three answers to a question about a fact: no, maybe, yes. Ordered, so that any() is max()."""

from enum import IntEnum


class Certainty(IntEnum):
    """Whether something holds, as far as the register knows."""

    NO = 0
    MAYBE = 1
    YES = 2
