"""Every record, in portions: each person once, under the subject of theirs that was known first.

A portion takes the next subjects in the order in which they became known, and all that these depend
on. A person is part of the portion in which their first subject is, so a linked person is given
once, and nothing has to be remembered from one portion to the next.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.record import EntryRule
from jds.domain.time import LegalDay
from jds.persons.subjects import subjects_after
from jds.records.distrusted import shown_positions
from jds.records.fold_known import Known, known_of
from jds.records.known_at import Moment
from jds.records.shield_reach import shielded_facts
from jds.records.shields import subjects_with_shields
from jds.records.show import Found
from jds.records.shown import Basis, ShownRecord
from jds.sources.currency import SourceCurrency, currency_at, currency_with
from jds.sources.distrust import doubtful_among

SUBJECTS_AT_A_TIME = 500


class Plan(Struct, frozen=True):
    """What an export stands on, the same for all its portions."""

    moment: Moment
    basis: Basis
    currencies: tuple[SourceCurrency, ...]


class Portion(Struct, frozen=True):
    """The records of one portion, and the subject after which the next one begins."""

    records: list[Found]
    last_subject: int


def plan_export(
    connection: Connection, moment: Moment, *, is_now: bool, on: LegalDay, edition: str
) -> Plan:
    """Return what an export that begins now stands on.

    Args:
        is_now: No moment of knowledge was named, so the sources stand as they do now.
    """
    currencies = (
        currency_with(connection, moment.position, at=moment.at)
        if is_now
        else currency_at(connection, moment.position, at=moment.at)
    )
    return Plan(moment, Basis(moment.position, moment.at, edition, on), tuple(currencies))


def next_portion(
    connection: Connection,
    plan: Plan,
    *,
    after_subject: int,
    rule: EntryRule,
    subjects_at_a_time: int = SUBJECTS_AT_A_TIME,
) -> Portion | None:
    """Return the records of the next portion; None when there are no more subjects."""
    subjects = subjects_after(connection, after_subject, count=subjects_at_a_time)
    if not subjects:
        return None
    known = known_of(connection, subjects, moment=plan.moment, rule=rule).on(plan.basis.on)
    return Portion(list(_records(connection, known, plan, subjects=subjects)), subjects[-1])


def _records(
    connection: Connection, known: Known, plan: Plan, *, subjects: Sequence[int]
) -> Iterator[Found]:
    here = set(subjects)
    shielded = subjects_with_shields(connection, known.subjects.values())
    doubtful = {
        each.position: each
        for each in doubtful_among(
            connection, [row.position for row in known.rows], at=plan.moment.at
        )
    }
    found = [
        (min(subjects_of_person), person)
        for person in known.register.persons
        if (subjects_of_person := known.subjects_of(person))
    ]
    for first, person in sorted(found, key=lambda each: each[0]):
        if first in here and person.is_known:
            of_person = known.subjects_of(person)
            yield Found(
                first,
                ShownRecord(
                    person=person,
                    not_applied=known.not_applied(person),
                    provisional=known.provisional(person),
                    basis=plan.basis,
                    currencies=plan.currencies,
                    shields=(
                        ()
                        if shielded.isdisjoint(of_person)
                        else shielded_facts(
                            connection, person, subject_ids=of_person, moment=plan.moment
                        )
                    ),
                    doubtful=tuple(
                        doubtful[position]
                        for position in (shown_positions(known, person) if doubtful else ())
                        if position in doubtful
                    ),
                ),
            )
