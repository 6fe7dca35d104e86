"""What the machine may do to the review queue: propose, let lapse, and propose again.

It never joins or parts anybody, and undoes nothing that a person judged. Coming into the queue
takes more than staying there, what was judged to be two takes clearly more than it had then, and
what was judged `nooit-meer` is never asked again, whatever evidence comes.
"""

from collections.abc import Collection
from typing import TypeAlias

from msgspec import Struct

from jds.persons.review.evidence import Evidence, Ground, ReviewKind
from jds.persons.review.method import ReviewMethod
from jds.persons.review.state import (
    Judged,
    Judgement,
    ReviewHistory,
    ReviewState,
    TurnWord,
    Why,
)

Weighed: TypeAlias = Evidence | Why
"""What speaks for an item now; or why there is nothing to ask any more."""


class Asked(Struct, frozen=True):
    """An item that is there, as far as the machine goes by it.

    Attributes:
        sides: Its subjects: two sides of a pair, one of a person that may be two.
    """

    number: int
    kind: ReviewKind
    sides: tuple[frozenset[int], ...]
    history: ReviewHistory

    def is_about(self, sides: tuple[frozenset[int], ...]) -> bool:
        """Tell whether it asks the same as an item about the persons `sides` would.

        Of a pair: it holds somebody of each of the two. Of one person that may be two: all of that
        person, for whoever is added to it makes another question of it.
        """
        if self.kind is ReviewKind.ONE:
            one, other = self.sides
            first, second = sides
            return bool((one & first and other & second) or (one & second and other & first))
        [whole] = self.sides
        [person] = sides
        return bool(whole) and person <= whole


def is_worth_asking(evidence: Evidence, *, method: ReviewMethod) -> bool:
    """Tell whether evidence is enough to ask somebody."""
    return _reaches(evidence, method.ask)


def is_worth_keeping(evidence: Evidence, *, method: ReviewMethod) -> bool:
    """Tell whether evidence is enough to keep asking: that takes less."""
    return _reaches(evidence, method.descriptions.propose)


def _reaches(evidence: Evidence, weight: float) -> bool:
    is_two = evidence.kind is ReviewKind.TWO
    return is_two or evidence.weight >= weight or Ground.SHARED_NUMBER in evidence.grounds


def may_be_opened(evidence: Evidence, *, before: Collection[Asked], method: ReviewMethod) -> bool:
    """Tell whether the machine may open an item.

    Args:
        before: The items that ask the same. One that is there is used and no other is opened.
    """
    return not before and is_worth_asking(evidence, method=method)


def turn_of(
    history: ReviewHistory, weighed: Weighed, *, method: ReviewMethod
) -> tuple[TurnWord, Why] | None:
    """Return what the machine notes of an item; None when it leaves it as it is."""
    if history.ever_never():
        return None
    standing = history.standing()
    match history.state():
        case ReviewState.OPEN | ReviewState.UNSURE | ReviewState.TO_REPORT:
            if isinstance(weighed, Why):
                return TurnWord.CLOSED, weighed
            if not is_worth_keeping(weighed, method=method):
                return TurnWord.CLOSED, Why.TOO_LITTLE
        case ReviewState.LAPSED | ReviewState.NEGATIVE:
            if isinstance(weighed, Evidence) and _is_asked_again(weighed, standing, method):
                return TurnWord.REOPENED, Why.EVIDENCE
        case _:
            pass
    return None


def is_clearly_stronger(evidence: Evidence, judged: Judged, *, method: ReviewMethod) -> bool:
    """Tell whether evidence has clearly grown since it was judged to be nothing.

    For two being one it weighs more; for one being two it weighs less. A ground that was not there
    counts too: a number that they share by now, a contradiction that came since.
    """
    grown = (
        evidence.weight - judged.weight
        if evidence.kind is ReviewKind.ONE
        else judged.weight - evidence.weight
    )
    new = set(evidence.grounds) - set(judged.grounds) - _FOLLOW_THE_WEIGHT[evidence.kind]
    return grown >= method.clearly_stronger or bool(new)


_FOLLOW_THE_WEIGHT = {
    ReviewKind.ONE: frozenset((Ground.ALIKE, Ground.NAMESAKES, Ground.TWINS)),
    ReviewKind.TWO: frozenset((Ground.BELOW_STAY,)),
}
"""Grounds that come and go with the weight, and are no evidence beside it."""


def _is_asked_again(evidence: Evidence, standing: Judged | None, method: ReviewMethod) -> bool:
    if not is_worth_asking(evidence, method=method):
        return False
    if standing is None or standing.judgement is not Judgement.NEGATIVE:
        return True
    return is_clearly_stronger(evidence, standing, method=method)
