"""What a search by description found: candidates, how well each fits, and by which method."""

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from jds.answers.asked import FoundWord
from jds.answers.decisions import Considered
from jds.database.connection import Connection
from jds.domain.blocks import Person
from jds.domain.record import EntryRule
from jds.persons.matching.compare_names import FieldReason
from jds.records.known_at import Moment


class Candidate(Struct, frozen=True, kw_only=True):
    """Somebody who may be meant.

    Attributes:
        subject_id: By which the person is named here.
        subjects: All that the person was made of, as known then.
        weight: How well the description fits, from 0 to 1.
        reasons: What each field says.
    """

    subject_id: int
    subjects: frozenset[int]
    weight: float
    reasons: tuple[FieldReason, ...]

    def considered(self) -> Considered:
        """Return what a decision keeps of it: nothing that the person is described by."""
        return Considered(self.subjects, self.weight)


class Sought(Struct, frozen=True, kw_only=True):
    """What was found.

    Attributes:
        candidates: Best first. Of `zeker` the one person is the only one.
        method: Version of the method, part of the basis of the answer.
        cut_off: More people answer to the description than were looked at.
    """

    found: FoundWord
    candidates: tuple[Candidate, ...]
    method: str
    cut_off: bool = False

    @property
    def subjects(self) -> frozenset[int]:
        """All subjects of everybody who may be meant."""
        return frozenset().union(*(each.subjects for each in self.candidates))


LookUp: TypeAlias = Callable[[Connection, Person, Moment, EntryRule], Sought]
"""Looks for whom a description may mean, as known at a moment. It writes nothing."""
