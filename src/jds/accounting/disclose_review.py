"""Show a doubtful identity: both sides, what speaks for it, and what was judged; accounted for."""

from msgspec import Struct

from jds.accounting.access import Shown, write_act
from jds.accounting.actors import prove, require_reason
from jds.accounting.link_persons import identities_now
from jds.accounting.proposal import Acting
from jds.accounting.proposals import account_for
from jds.accounting.roles import Verb
from jds.database.connection import Database
from jds.domain.identity import SubjectKey
from jds.domain.record import PersonRecord
from jds.persons.review.items import ReviewItem, show_item, words_of


class ShownSide(Struct, frozen=True):
    """A person of an item as known now, with the subjects that the person is made of."""

    person: PersonRecord
    subjects: tuple[SubjectKey, ...]


class ReviewInFull(Struct, frozen=True):
    """An item, who the people are now, and why it was judged as it was.

    Attributes:
        sides: Per side of the item, the persons that its subjects are part of now.
        reasons: By judgement, and whether it is about taking that back.
    """

    item: ReviewItem
    sides: tuple[tuple[ShownSide, ...], ...]
    reasons: dict[tuple[int, bool], str]


def disclose_review(database: Database, number: int, *, acting: Acting) -> ReviewInFull:
    """Return one item with everybody it is about, accounted for.

    Raises:
        NotAllowed: The actor is not proven, or may not see it.
        NoSuchReview: There is none with this number.
    """
    require_reason(acting.reason)
    with database.transaction() as connection:
        act = prove(
            connection,
            acting.name,
            home=acting.home,
            verb=Verb.SHOW_REVIEW,
            arguments={"number": number},
            reason=acting.reason,
            now=acting.now,
        )
        act_id = write_act(connection, act)
        item = show_item(connection, number, now=acting.now)
        identities = identities_now(connection, item.subjects, now=acting.now)
        sides = []
        shown: set[int] = set(item.subjects)
        for side in item.sides:
            persons = {
                person.subjects: person
                for each in sorted(side)
                if (person := identities.person_of(each)) is not None
            }
            for person in persons.values():
                shown |= identities.known.subjects_of(person)
            sides.append(tuple(ShownSide(each, each.subjects) for each in persons.values()))
        account_for(connection, act_id, shown, shown=Shown.REVIEW, now=acting.now)
        return ReviewInFull(item, tuple(sides), words_of(connection, number))
