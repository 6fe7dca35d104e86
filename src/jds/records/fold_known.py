"""The fold over what was known at a moment, with what the law removes as known today.

Dismissal of somebody wrongly regarded as a suspect removes the offence for every moment of
knowledge, also the moments before it was known. So an earlier moment takes two folds: one over all
that is known now, for what is removed, and one over what was known then.

Source: Bjsg art. 7(1)(a).
"""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.clerks import ClerkStatement
from jds.domain.events import DataRetracted
from jds.domain.fold import fold
from jds.domain.record import Effect, EntryRule, PersonRecord, Register, RemovedOffence
from jds.domain.time import LegalDay
from jds.domain.ways import Ways
from jds.ledger.read import LedgerRow
from jds.persons.register_subjects import stored_key
from jds.records.held_back import held_back
from jds.records.known_at import Moment
from jds.records.load import Loaded, load
from jds.records.shown import NotApplied, Provisional

_NOT_APPLIED = frozenset((Effect.WAITING, Effect.CONTRADICTORY))


class Known(Struct, frozen=True):
    """What was known of some subjects at a moment, on a day.

    Attributes:
        subjects: Their numbers, by internal key as the database keeps it.
        waiting_or_contradictory: Messages that are not in any record, each with the subjects it
            is about.
        from_paper: Messages in records that clerks entered, likewise.
        held_back: Subjects with a case of which nothing may be shown until the law lets it in. Of
            what the law removed nothing is told, not even that.
        rows: Every message, as the ledger keeps it.
    """

    subjects: dict[str, int]
    register: Register
    waiting_or_contradictory: tuple[tuple[NotApplied, tuple[int, ...]], ...]
    from_paper: tuple[tuple[Provisional, tuple[int, ...]], ...] = ()
    held_back: frozenset[int] = frozenset()
    rows: Sequence[LedgerRow] = ()

    def subjects_of(self, person: PersonRecord) -> set[int]:
        """Return the numbers of the subjects of `person` that the register gave one."""
        kept = map(stored_key, person.subjects)
        return {self.subjects[key] for key in kept if key in self.subjects}

    def person_of(self, subject_id: int) -> PersonRecord | None:
        """Return the person that a subject belonged to; None when there is nothing to tell of it.

        It was not known yet, or everything stated of that person is hidden.
        """
        return next(
            (
                person
                for person in self.register.persons
                if person.is_known and subject_id in self.subjects_of(person)
            ),
            None,
        )

    def not_applied(self, person: PersonRecord) -> tuple[NotApplied, ...]:
        """Return the messages about `person` that wait or contradict, by position."""
        subjects = self.subjects_of(person)
        return tuple(
            message
            for message, about in self.waiting_or_contradictory
            if not subjects.isdisjoint(about)
        )

    def provisional(self, person: PersonRecord) -> tuple[Provisional, ...]:
        """Return the messages in the record of `person` that clerks entered, by position."""
        subjects = self.subjects_of(person)
        return tuple(
            message for message, about in self.from_paper if not subjects.isdisjoint(about)
        )


class Knowledge(Struct, frozen=True):
    """The messages about some subjects as known at a moment, ready to be asked for any day.

    Attributes:
        clerks: What two clerks stated of who is who, as known at the moment.
        ways: Which way leads in each case and what is paired, as known at the moment.
        removed: What the law removes as known now; None when the moment is now.
    """

    loaded: Loaded
    clerks: tuple[ClerkStatement, ...]
    ways: Ways
    removed: frozenset[RemovedOffence] | None
    rule: EntryRule

    def on(self, day: LegalDay | None) -> Known:
        """Return what was known of a day; None asks for all that was stated, of whatever day."""
        register = fold(
            self.loaded.messages,
            rule=self.rule,
            on=day,
            removed=self.removed,
            clerks=self.clerks,
            ways=self.ways,
        )
        return Known(
            self.loaded.subjects,
            register,
            tuple(
                (
                    NotApplied(each.key, row.kind, row.position, each.effect, each.reason),
                    row.subject_ids,
                )
                for row in self.loaded.rows
                if (each := register.effects.get(row.position)) is not None
                and each.effect in _NOT_APPLIED
            ),
            tuple(self._from_paper(register)),
            self._held_back(register),
            self.loaded.rows,
        )

    def _from_paper(self, register: Register) -> Iterator[tuple[Provisional, tuple[int, ...]]]:
        entered = self.loaded.ways.entered
        for row in self.loaded.rows if entered else ():
            effect = register.effects.get(row.position)
            if row.position in entered and effect is not None and effect.effect is Effect.APPLIED:
                # A retraction applies and states nothing.
                if row.kind == DataRetracted.kind:
                    continue
                came = entered[row.position]
                yield (
                    Provisional(effect.key, row.kind, row.position, came.channel, came.item),
                    row.subject_ids,
                )

    def _held_back(self, register: Register) -> frozenset[int]:
        positions = set(
            held_back(register, self.loaded.messages, removed=self.removed or frozenset())
        )
        if not positions:
            return frozenset()
        return frozenset(
            subject
            for row in self.loaded.rows
            if row.position in positions
            for subject in row.subject_ids
        )


def known_of(
    connection: Connection, subjects: Collection[int], *, moment: Moment, rule: EntryRule
) -> Knowledge:
    """Return what was known of `subjects`, and of all they depend on, at a moment."""
    now = load(connection, subjects, through_position=moment.head)
    clerks, ways = now.clerks_at(None), now.ways_at(None)
    if moment.is_now and now.clerks_at(moment.at) == clerks and now.ways_at(moment.at) == ways:
        return Knowledge(now, clerks, ways, None, rule)
    removed = fold(now.messages, rule=rule, clerks=clerks, ways=ways).removed
    then = now
    if not moment.is_now:
        then = load(connection, subjects, through_position=moment.position)
    return Knowledge(then, then.clerks_at(moment.at), then.ways_at(moment.at), removed, rule)
