"""What is known of the one person that is meant, and what the law says of them."""

from msgspec import Struct, structs

from jds.answers.asked import Inquiry
from jds.answers.judge import Judged
from jds.answers.look_for import Looked
from jds.domain.record import PersonRecord
from jds.records.shown import ShownRecord


class Told(Struct, frozen=True):
    """What is known of the one person that is meant, and what the law says of them.

    Attributes:
        record: None when no one person is meant, or nothing is known of them.
        judged: None when there is nobody to judge, and until somebody is judged.
    """

    record: ShownRecord | None = None
    subject_id: int | None = None
    subjects: frozenset[int] = frozenset()
    judged: Judged | None = None

    @property
    def person(self) -> PersonRecord | None:
        """The one person that is meant."""
        return None if self.record is None else self.record.person

    @property
    def identity_in_doubt(self) -> bool:
        """Tell whether the numbers of the person were both joined and separated."""
        return self.person is not None and self.person.identity_in_doubt

    @property
    def shows_something(self) -> bool:
        """Tell whether the ground lets at least one fact be shown."""
        return self.judged is not None and self.judged.shows_something


def told_of(looked: Looked) -> Told:
    """Return what is known of the one person that is meant, not yet judged."""
    found = looked.found
    if found is None or found.subject_id is None or found.shown.person is None:
        return Told()
    return Told(found.shown, found.subject_id, found.subjects)


def judge_told(looked: Looked, told: Told, *, inquiry: Inquiry) -> Told:
    """Return the same with what the law says of the person, if there is one."""
    if told.record is None or told.person is None:
        return told
    judged = looked.rules.judge(
        told.person,
        inquiry=inquiry,
        shields=[each.for_rules() for each in told.record.shields],
    )
    return structs.replace(told, judged=judged)
