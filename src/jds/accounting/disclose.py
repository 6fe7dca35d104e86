"""Show records to a proven actor, and write down who saw whom, in one transaction.

A record is shown under the edition of the law that was in force at its moment of knowledge, or
under another one that the actor names.

The account comes before the answer: what is handed over has been read, and its lines written, in a
transaction that is committed. A command that is killed in between has shown nothing, or has
accounted for what it showed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, ProvenAct, prove
from jds.accounting.editions import (
    edition_asked,
    edition_in_force,
    entry_rules_of,
    retention_of,
)
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.time import Instant, LegalDay, instant_to_text
from jds.records.export import SUBJECTS_AT_A_TIME, Plan, next_portion, plan_export
from jds.records.known_at import Asked, find_moment
from jds.records.show import Found, NobodyChosen, Question, find_record
from jds.records.shown import ShownRecord
from jds.records.stored import with_terms


class Asker(Struct, frozen=True, kw_only=True):
    """Who asks, and why.

    Attributes:
        name: The actor; proven by the key in `home`.
    """

    name: str
    home: Path
    reason: str


def disclose_record(
    database: Database, question: Question, *, asker: Asker, edition: str | None = None
) -> ShownRecord:
    """Return the record of one person, accounted for.

    Asking in vain is accounted for too, with a line that names nobody.

    Args:
        edition: Of the law; the one in force at the moment of knowledge when None.

    Raises:
        UnknownEdition, UnreadableEdition: It is not known here, or cannot be applied any more.
        NotAllowed: The actor is not proven, or may not see records.
        NobodyChosen: The number does not say which one person is meant.
        NotYetKnown: The moment of knowledge has yet to come.
    """
    kind, number = question.number
    arguments: dict[str, Argument] = {
        kind: number,
        "on": question.on.isoformat(),
        "known_at": _asked(question.known_at),
        "edition": edition,
    }
    with database.transaction() as connection:
        act = _prove(
            connection, asker, verb=Verb.SHOW_RECORD, arguments=arguments, now=question.now
        )
        moment = find_moment(connection, question.known_at, now=question.now)
        used = edition_asked(connection, edition, moment=moment)
        rule, retention = entry_rules_of(connection, used), retention_of(connection, used)
        outcome: Found | NobodyChosen
        try:
            outcome = find_record(connection, question, moment=moment, rule=rule, edition=used)
        except NobodyChosen as problem:
            outcome = problem
        subject_id = outcome.subject_id if isinstance(outcome, Found) else None
        line = AccessLine(
            subject_id=subject_id,
            shown=Shown.NOTHING if subject_id is None else Shown.RECORD,
            position=moment.position,
            judged_on=question.on,
        )
        write_access(connection, write_act(connection, act), [line])
    if isinstance(outcome, NobodyChosen):
        # Only now: raised inside, it would have undone the lines of this very question.
        raise outcome
    return with_terms(outcome.shown, retention)


def disclose_all(
    database: Database,
    *,
    known_at: Asked,
    on: LegalDay,
    now: Instant,
    asker: Asker,
    subjects_at_a_time: int = SUBJECTS_AT_A_TIME,
) -> Iterator[list[ShownRecord]]:
    """Yield every record, portion by portion, each accounted for before it is handed over.

    Raises:
        NotAllowed: The actor is not proven, or may not see all records.
        NotYetKnown: The moment of knowledge has yet to come.
    """
    arguments: dict[str, Argument] = {"on": on.isoformat(), "known_at": _asked(known_at)}
    with database.connect() as connection:
        with connection.transaction():
            act = _prove(connection, asker, verb=Verb.EXPORT_RECORDS, arguments=arguments, now=now)
            moment = find_moment(connection, known_at, now=now)
            edition = edition_in_force(connection, moment)
            rule = entry_rules_of(connection, edition)
            retention = retention_of(connection, edition)
            plan = plan_export(connection, moment, on=on, is_now=known_at is None, edition=edition)
            act_id = write_act(connection, act)
        after = 0
        while True:
            with connection.transaction():
                portion = next_portion(
                    connection,
                    plan,
                    after_subject=after,
                    rule=rule,
                    subjects_at_a_time=subjects_at_a_time,
                )
                if portion is None:
                    return
                write_access(connection, act_id, _lines(portion.records, plan))
            after = portion.last_subject
            yield [with_terms(found.shown, retention) for found in portion.records]


def _lines(records: list[Found], plan: Plan) -> Iterator[AccessLine]:
    for found in records:
        yield AccessLine(
            subject_id=found.subject_id,
            shown=Shown.RECORD,
            position=plan.basis.position,
            judged_on=plan.basis.on,
        )


def _prove(
    connection: Connection,
    asker: Asker,
    *,
    verb: Verb,
    arguments: Mapping[str, Argument],
    now: Instant,
) -> ProvenAct:
    return prove(
        connection,
        asker.name,
        home=asker.home,
        verb=verb,
        arguments=arguments,
        reason=asker.reason,
        now=now,
    )


def _asked(known_at: Asked) -> Argument:
    if known_at is None or isinstance(known_at, int):
        return known_at
    return instant_to_text(known_at)
