"""Judge a doubtful identity, and take a judgement back.

A judgement says whether what an item supposes is so. One that it is, of two whom clerks may link or
unlink, makes the proposal for the second clerk; of all others it is on the list of what is to be
reported to the person authority. Nothing is joined or parted by a judgement alone.
"""

from collections.abc import Callable
from itertools import product

from msgspec import Struct

from jds.accounting.access import write_act
from jds.accounting.actors import ProvenAct, prove, require_reason
from jds.accounting.link_persons import (
    LinkNotForClerks,
    identities_now,
    propose_link_of,
    why_not_linkable,
)
from jds.accounting.proposal import Acting, Proposal, ProposalState
from jds.accounting.proposals import find_proposal, withdraw
from jds.accounting.roles import Verb
from jds.accounting.unlink_persons import propose_unlink
from jds.database.connection import Connection, Database
from jds.domain.time import Instant
from jds.errors import BadRequest, NotAllowed
from jds.persons.clerk_links import LinkEnd, links_among
from jds.persons.review.evidence import ReviewKind
from jds.persons.review.items import (
    ReviewItem,
    add_judgement,
    hold_item,
    show_item,
    take_back,
)
from jds.persons.review.state import Judgement, ReviewState
from jds.persons.subjects import hold
from jds.records.known_at import moment_of_writing

_SETTLED = frozenset((ReviewState.PROPOSED, ReviewState.DONE, ReviewState.NEVER))


class ReviewErased(BadRequest):
    """Whom an item was about is gone."""

    code = "review-erased"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Whom doubtful identity [{number}] was about is erased, with the last message about "
            "one of them. There is nothing left to judge."
        )


class NothingJudged(BadRequest):
    """There is no judgement to take back."""

    code = "nothing-judged"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Nobody judged doubtful identity [{number}], or it was taken back already. See it "
            f"with 'jds person review show {number}'."
        )


class ReviewSettled(NotAllowed):
    """A judgement stands that is taken back before another is given."""

    code = "review-settled"

    def __init__(self, number: int, *, state: ReviewState) -> None:
        super().__init__(
            f"Doubtful identity [{number}] stands as [{state}], and that is not judged over. If it "
            f"is wrong, take it back first with 'jds person review undo {number}'."
        )


class LinkStands(NotAllowed):
    """A judgement led to a link that stands."""

    code = "link-stands"

    def __init__(self, link: int) -> None:
        super().__init__(
            f"This judgement led to link [{link}], which two clerks made and which stands. Let two "
            f"end it first: 'jds person unlink {link} --end teruggenomen'."
        )


class ReviewJudged(Struct, frozen=True):
    """What came of a judgement, or of taking one back.

    Attributes:
        proposal: What it proposed to the second clerk.
    """

    item: ReviewItem
    proposal: Proposal | None = None


def judge_review(
    database: Database,
    number: int,
    judgement: Judgement,
    *,
    acting: Acting,
    clock: Callable[[], Instant],
) -> ReviewJudged:
    """Write down what somebody judged of an item.

    Args:
        clock: Read when whom it is about is held.

    Raises:
        NotAllowed: The actor is not proven, or may not judge.
        NoSuchReview, ReviewErased: There is nothing to judge.
        ReviewSettled: A judgement stands that must be taken back first.
        ReasonRefused: The reason cannot be kept.
    """
    with database.transaction() as connection:
        act = _prove(
            connection, Verb.JUDGE_REVIEW, number, acting=acting, judgement=judgement.value
        )
        item = _hold(connection, number, acting=acting)
        if item.state() in _SETTLED:
            raise ReviewSettled(number, state=item.state())
        proposal = None
        if judgement is Judgement.POSITIVE:
            proposal = _propose(connection, item, acting=acting)
        add_judgement(
            connection,
            item,
            judgement,
            reason=acting.reason,
            act_id=write_act(connection, act),
            proposal=None if proposal is None else proposal.number,
            now=moment_of_writing(connection, clock),
        )
        return ReviewJudged(show_item(connection, number, now=clock()), proposal)


def undo_judgement(
    database: Database, number: int, *, acting: Acting, clock: Callable[[], Instant]
) -> ReviewJudged:
    """Take the judgement that stands back; what stood before it stands again.

    What it proposed to a second clerk, who has not settled it yet, is withdrawn with it.

    Args:
        clock: Read when whom it is about is held.

    Raises:
        NotAllowed: The actor is not proven or may not, or what was judged is carried out.
        NoSuchReview, ReviewErased, NothingJudged: There is nothing to take back.
        ReasonRefused: The reason cannot be kept.
    """
    with database.transaction() as connection:
        act = _prove(connection, Verb.UNDO_REVIEW, number, acting=acting)
        item = _hold(connection, number, acting=acting)
        standing = item.history.standing()
        if standing is None:
            raise NothingJudged(number)
        if standing.proposal is not None:
            fate = item.history.fates[standing.proposal]
            if fate.is_done and item.kind is ReviewKind.ONE and fate.ended_at is None:
                raise LinkStands(standing.proposal)
            proposal = find_proposal(connection, standing.proposal, now=acting.now)
            if proposal.state is ProposalState.OPEN:
                withdraw(connection, proposal.number, acting=acting)
        take_back(
            connection,
            standing,
            reason=acting.reason,
            act_id=write_act(connection, act),
            now=moment_of_writing(connection, clock),
        )
        return ReviewJudged(show_item(connection, number, now=clock()))


def _prove(
    connection: Connection,
    verb: Verb,
    number: int,
    *,
    acting: Acting,
    judgement: str | None = None,
) -> ProvenAct:
    require_reason(acting.reason)
    return prove(
        connection,
        acting.name,
        home=acting.home,
        verb=verb,
        arguments={"number": number, "judgement": judgement, "reason": acting.reason},
        reason=None,
        now=acting.now,
    )


def _hold(connection: Connection, number: int, *, acting: Acting) -> ReviewItem:
    """Return an item, and hold it and whom it is about: what is written here may be erased."""
    subjects = show_item(connection, number, now=acting.now).subjects
    hold(connection, lambda: subjects)
    item = hold_item(connection, number, now=acting.now)
    if item.state() is ReviewState.ERASED:
        raise ReviewErased(number)
    return item


def _propose(connection: Connection, item: ReviewItem, *, acting: Acting) -> Proposal | None:
    """Propose to the second clerk what the item supposes; None when clerks may not decide it."""
    if item.kind is ReviewKind.TWO:
        return _propose_parting(connection, item, acting=acting)
    identities = identities_now(connection, item.subjects, now=acting.now)
    for one, other in product(*(sorted(side) for side in item.sides)):
        if why_not_linkable(identities, one, other, at=acting.now) is None:
            return propose_link_of(connection, (one, other), review=item.number, acting=acting)
    return None


def _propose_parting(
    connection: Connection, item: ReviewItem, *, acting: Acting
) -> Proposal | None:
    """Propose to end the one link that clerks made among them; which of several is not guessed."""
    standing = [each for each in links_among(connection, item.subjects) if each.ended_at is None]
    if len(standing) != 1:
        return None
    try:
        return propose_unlink(
            connection, standing[0].number, ended_as=LinkEnd.SEPARATED, acting=acting
        )
    except LinkNotForClerks:
        return None
