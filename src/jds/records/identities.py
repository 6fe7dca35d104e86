"""Who is who among some subjects as known at a moment, and on what that stands."""

from collections.abc import Collection, Iterable
from functools import cached_property

from jds.database.connection import Connection
from jds.domain.blocks import Person
from jds.domain.chains import Statement
from jds.domain.clerks import ClerkStatement
from jds.domain.description import Told, trace
from jds.domain.events import PersonChanged, PersonsMerged, PersonsSeparated
from jds.domain.fold import OUT_OF_VIEW, Identified, identify
from jds.domain.identity import SubjectKey
from jds.domain.record import EntryRule, PersonRecord
from jds.domain.time import Instant
from jds.domain.who_is_who import Bond, WhoIsWho
from jds.persons.clerk_links import ClerkLink
from jds.records.fold_known import Knowledge, Known, known_of
from jds.records.known_at import Moment

_LAST_NUMBER = 2**63 - 1


class Identities:
    """Who is who among the subjects that were asked for, and all they can be one with.

    Attributes:
        knowledge: The messages and statements that it stands on.
        keys: The internal key of each subject that a message known then names.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.keys: dict[int, SubjectKey] = knowledge.loaded.keys()

    @cached_property
    def known(self) -> Known:
        """What was known of everybody, of whatever day."""
        return self.knowledge.on(None)

    @cached_property
    def identified(self) -> Identified:
        """What is stated, whom each statement names, and who is who by that."""
        return self._identified(clerks=self.knowledge.clerks)

    @property
    def who_is_who(self) -> WhoIsWho:
        """Who is who, and what was last stated about each pair."""
        return self.identified.who_is_who

    @cached_property
    def by_authority(self) -> WhoIsWho:
        """Who would be who by the person authority alone."""
        if not self.knowledge.clerks:
            return self.who_is_who
        return self._identified(clerks=()).who_is_who

    @property
    def links(self) -> tuple[ClerkLink, ...]:
        """Every link that two clerks ever made between the subjects, also after the moment."""
        return self.knowledge.loaded.links

    def person_of(self, subject_id: int) -> PersonRecord | None:
        """Return the person that a subject belonged to; None when nothing may be told of it."""
        return self.known.person_of(subject_id)

    def is_out_of_view(self, statement: Statement) -> bool:
        """Tell whether nothing may show that this was ever stated about somebody."""
        effect = self.known.register.effects.get(statement.position)
        return effect is not None and effect.reason in OUT_OF_VIEW

    def bond(self, one: int, other: int) -> Bond | None:
        """Return what was last stated about two subjects."""
        pair = {self.keys.get(one), self.keys.get(other)}
        return next((bond for bond in self.who_is_who.bonds if bond.pair == pair), None)

    def standing_link(self, one: int, other: int) -> ClerkLink | None:
        """Return the link by two clerks that stands on two subjects, followed or not."""
        pair = {one, other}
        return next(
            (
                each
                for each in self.links
                if each.ended_at is None and set(each.subject_ids) == pair
            ),
            None,
        )

    def bonds_among(self, subjects: Iterable[int]) -> list[Bond]:
        """Return what was last stated about pairs of which one is among `subjects`."""
        keys = {self.keys[each] for each in subjects if each in self.keys}
        return [bond for bond in self.who_is_who.bonds if bond.pair & keys]

    def would_be_one(self, one: int, other: int, *, at: Instant) -> bool:
        """Tell whether a link by two clerks at an instant would make one person, without doubt."""
        pair = frozenset((self.keys[one], self.keys[other]))
        link = ClerkStatement(_LAST_NUMBER, pair, is_one=True, at=at)
        then = self._identified(clerks=(*self.knowledge.clerks, link)).who_is_who
        return pair <= then.person_of[self.keys[one]] and not pair & then.in_doubt

    def told_of(self, person: PersonRecord) -> tuple[Told[Statement], ...]:
        """Return every value that the description of a person has or had, with what stated it."""
        patches: list[tuple[Statement, Person]] = []
        others: list[tuple[Statement, Person]] = []
        for statement in self.identified.chains.statements:
            if isinstance(statement.event, PersonsMerged | PersonsSeparated):
                continue
            named = self.identified.named[statement.position]
            if not named or named[0].subject not in person.subjects:
                continue
            if not self.is_out_of_view(statement):
                is_patch = isinstance(statement.event, PersonChanged)
                (patches if is_patch else others).append((statement, named[0].block))
        shown = (person.current, *person.former)
        return tuple(
            each
            for each in trace((*others, *patches))
            if any(getattr(block, each.field) == each.value for block in shown)
        )

    def _identified(self, *, clerks: Collection[ClerkStatement]) -> Identified:
        messages, ways = self.knowledge.loaded.messages, self.knowledge.ways
        return identify(messages, clerks=clerks, ways=ways)


def identities_of(
    connection: Connection, subjects: Collection[int], *, moment: Moment, rule: EntryRule
) -> Identities:
    """Return who was who among `subjects`, and all they can be one with, as known at a moment."""
    return Identities(known_of(connection, subjects, moment=moment, rule=rule))
