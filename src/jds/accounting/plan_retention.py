"""List what must be gone on a day, for everybody in the register, accounted for.

The list holds what is stored, also what is never shown: an offence that never reached the
threshold of entry, or was dismissed on a ground that removes it. It proposes nothing and destroys
nothing. The lines of who is on it are written in the transaction that read it, portion by portion.

Source: Wjsg art. 3(7), 4, 6; Bjsg art. 7(1)(a).
"""

from collections.abc import Iterator

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, prove
from jds.accounting.disclose import Asker
from jds.accounting.editions import edition_in_force, retention_of
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.time import Instant, LegalDay
from jds.law.retention.of_record import RecordRetention
from jds.law.retention.retained import Retained
from jds.records.export import SUBJECTS_AT_A_TIME, Plan, next_portion, plan_export
from jds.records.known_at import find_moment
from jds.records.show import Found
from jds.records.shown import Basis, ShownRecord
from jds.records.stored import EverythingStored, with_terms


class DuePerson(Struct, frozen=True):
    """A person of whom something must be gone.

    Attributes:
        stored: Everything stored of this person, with the term of each offence.
        due: The terms that have ended; at least one.
    """

    stored: ShownRecord
    due: tuple[Retained, ...]


class RetentionPlan(Struct, frozen=True):
    """What must be gone on a day.

    Attributes:
        portions: Read from the database while they are taken; each is accounted for before.
    """

    basis: Basis
    portions: Iterator[list[DuePerson]]


def plan_retention(
    database: Database,
    *,
    on: LegalDay,
    now: Instant,
    asker: Asker,
    subjects_at_a_time: int = SUBJECTS_AT_A_TIME,
) -> RetentionPlan:
    """Return everybody of whom something must be gone on a day, as known now.

    Raises:
        NotAllowed: The actor is not proven, or may not see this list.
    """
    arguments: dict[str, Argument] = {"on": on.isoformat()}
    with database.transaction() as connection:
        act = prove(
            connection,
            asker.name,
            home=asker.home,
            verb=Verb.PLAN_RETENTION,
            arguments=arguments,
            reason=asker.reason,
            now=now,
        )
        moment = find_moment(connection, None, now=now)
        edition = edition_in_force(connection, moment)
        plan = plan_export(connection, moment, on=on, is_now=True, edition=edition)
        retention = retention_of(connection, edition)
        act_id = write_act(connection, act)
    portions = _portions(
        database,
        plan,
        act_id=act_id,
        retention=retention,
        subjects_at_a_time=subjects_at_a_time,
    )
    return RetentionPlan(plan.basis, portions)


def _portions(
    database: Database,
    plan: Plan,
    *,
    act_id: int,
    retention: RecordRetention,
    subjects_at_a_time: int,
) -> Iterator[list[DuePerson]]:
    after = 0
    everything = EverythingStored()
    with database.connect() as connection:
        while True:
            with connection.transaction():
                portion = next_portion(
                    connection,
                    plan,
                    after_subject=after,
                    rule=everything,
                    subjects_at_a_time=subjects_at_a_time,
                )
                if portion is None:
                    return
                due = list(_due(portion.records, retention))
                _account(connection, act_id, due, plan=plan)
            after = portion.last_subject
            yield [person for _, person in due]


def _due(
    records: list[Found], retention: RecordRetention
) -> Iterator[tuple[int | None, DuePerson]]:
    for found in records:
        stored = with_terms(found.shown, retention)
        due = tuple(each for each in stored.retained if each.due_now)
        if due:
            yield found.subject_id, DuePerson(stored, due)


def _account(
    connection: Connection,
    act_id: int,
    due: list[tuple[int | None, DuePerson]],
    *,
    plan: Plan,
) -> None:
    basis = plan.basis
    write_access(
        connection,
        act_id,
        [AccessLine(subject_id, Shown.DUE, basis.position, basis.on) for subject_id, _ in due],
    )
