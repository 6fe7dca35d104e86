"""Where an item of the review queue stands: from what people judged and what the machine noted.

Everything that was ever judged or noted is kept, and the state follows from it for any moment. A
judgement that is taken back leaves what stood before it. The machine only opens and closes: what a
person judged is not undone by it, and on `nooit-meer` nothing that it notes has any effect.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from jds.domain.time import Instant
from jds.persons.review.evidence import Ground, ReviewKind


class Judgement(StrEnum):
    """What a person judged of what an item supposes."""

    POSITIVE = "positief"
    NEGATIVE = "negatief"
    NEVER = "nooit-meer"
    UNSURE = "onzeker"


class ReviewState(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    UNSURE = "onzeker"
    PROPOSED = "voorgesteld"
    TO_REPORT = "te-melden"
    DONE = "uitgevoerd"
    NEGATIVE = "negatief"
    NEVER = "nooit-meer"
    LAPSED = "vervallen"
    ERASED = "gewist"


TO_DO = frozenset((ReviewState.OPEN, ReviewState.UNSURE, ReviewState.TO_REPORT))
"""The states in which somebody has something to do."""


class TurnWord(StrEnum):
    """What the machine noted."""

    CLOSED = "gesloten"
    REOPENED = "heropend"


class Why(StrEnum):
    """Why the machine closed an item, or opened it again."""

    TOO_LITTLE = "te-weinig"
    ONE_PERSON = "een-persoon"
    TWO_PERSONS = "niet-een"
    NOTHING_TO_SHOW = "niets-te-tonen"
    EVIDENCE = "nieuwe-aanwijzing"


class Turn(Struct, frozen=True):
    """The machine closed an item, or opened it again."""

    at: Instant
    word: TurnWord
    why: Why


class Judged(Struct, frozen=True, kw_only=True):
    """A judgement of a person.

    Attributes:
        weight: What the evidence weighed then.
        grounds: What it was then.
        proposal: Number of the act for two clerks that was proposed by it.
        taken_back_at: When it was taken back.
    """

    number: int
    judgement: Judgement
    judged_at: Instant
    judged_by: str
    weight: float
    grounds: tuple[Ground, ...]
    proposal: int | None = None
    taken_back_at: Instant | None = None

    def stands_at(self, at: Instant | None) -> bool:
        """Tell whether it was given and not taken back by then."""
        if at is None:
            return self.taken_back_at is None
        return self.judged_at <= at and (self.taken_back_at is None or self.taken_back_at > at)


class Fate(Struct, frozen=True, kw_only=True):
    """What became of what a judgement proposed to two clerks, by when.

    Attributes:
        settled_at: When the second clerk settled it, or it lapsed; None while it waits.
        is_done: It was carried out.
        ended_at: When the link that it made was ended, by two clerks again.
        is_separated: It was ended by stating that the two are not one.
    """

    settled_at: Instant | None = None
    is_done: bool = False
    ended_at: Instant | None = None
    is_separated: bool = False


class ReviewHistory(Struct, frozen=True):
    """Everything that was ever noted of an item.

    Attributes:
        judgements: In the order in which they were given.
        turns: In the order in which they were noted.
        fates: By number of the proposal.
        is_erased: Whom it was about is gone.
    """

    kind: ReviewKind = ReviewKind.ONE
    judgements: Sequence[Judged] = ()
    turns: Sequence[Turn] = ()
    fates: dict[int, Fate] = {}
    is_erased: bool = False

    def standing(self, at: Instant | None = None) -> Judged | None:
        """Return the judgement that stood at an instant; None asks for now."""
        standing = [each for each in self.judgements if each.stands_at(at)]
        return standing[-1] if standing else None

    def ever_never(self) -> bool:
        """Tell whether a person said `nooit-meer` and did not take it back."""
        return any(
            each.judgement is Judgement.NEVER and each.stands_at(None) for each in self.judgements
        )

    def state(self, at: Instant | None = None) -> ReviewState:
        """Return where the item stood at an instant; None asks for now."""
        if self.is_erased:
            return ReviewState.ERASED
        standing = self.standing(at)
        if standing is None:
            return _by_machine(_until(self.turns, at), otherwise=ReviewState.OPEN)
        since = [each for each in _until(self.turns, at) if each.at > standing.judged_at]
        match standing.judgement:
            case Judgement.NEVER:
                return ReviewState.NEVER
            case Judgement.NEGATIVE:
                return _reopened(since, otherwise=ReviewState.NEGATIVE)
            case Judgement.UNSURE:
                return _by_machine(since, otherwise=ReviewState.UNSURE)
            case Judgement.POSITIVE:
                return self._positive(standing, since, at)

    def _positive(self, standing: Judged, since: Sequence[Turn], at: Instant | None) -> ReviewState:
        if standing.proposal is None:
            if since and since[-1].why is _SETTLES[self.kind]:
                return ReviewState.DONE
            return _by_machine(since, otherwise=ReviewState.TO_REPORT)
        fate = self.fates.get(standing.proposal, Fate())
        if not _is_by(fate.settled_at, at):
            return ReviewState.PROPOSED
        if not fate.is_done:
            return _by_machine(since, otherwise=ReviewState.OPEN)
        if not _is_by(fate.ended_at, at):
            return ReviewState.DONE
        if fate.is_separated:
            return ReviewState.NEGATIVE
        return _by_machine(since, otherwise=ReviewState.OPEN)


_SETTLES = {ReviewKind.ONE: Why.ONE_PERSON, ReviewKind.TWO: Why.TWO_PERSONS}


def _by_machine(turns: Sequence[Turn], *, otherwise: ReviewState) -> ReviewState:
    if not turns:
        return otherwise
    last = turns[-1]
    if last.word is TurnWord.REOPENED:
        return ReviewState.OPEN if otherwise is ReviewState.LAPSED else otherwise
    return ReviewState.LAPSED


def _reopened(turns: Sequence[Turn], *, otherwise: ReviewState) -> ReviewState:
    """Return where an item stands that was judged to be nothing: open only if opened again."""
    if not any(each.word is TurnWord.REOPENED for each in turns):
        return otherwise
    return _by_machine(turns, otherwise=ReviewState.OPEN)


def _until(turns: Iterable[Turn], at: Instant | None) -> list[Turn]:
    return [each for each in turns if at is None or each.at <= at]


def _is_by(when: Instant | None, at: Instant | None) -> bool:
    return when is not None and (at is None or when <= at)
