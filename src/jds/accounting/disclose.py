"""Show records to a proven actor, and write down who saw whom, in one transaction.

The account comes before the answer: what is handed over has been read, and its lines written, in a
transaction that is committed. A command that is killed in between has shown nothing, or has
accounted for what it showed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, ProvenAct, prove
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.record import EntryRule
from jds.domain.time import Instant, LegalDay, instant_to_text
from jds.records.export import SUBJECTS_AT_A_TIME, Plan, next_portion, plan_export
from jds.records.known_at import Asked, find_moment
from jds.records.show import Found, NobodyChosen, Question, find_record
from jds.records.shown import ShownRecord


class Asker(Struct, frozen=True, kw_only=True):
    """Who asks, and why.

    Attributes:
        name: The actor; proven by the key in `home`.
    """

    name: str
    home: Path
    reason: str


class Rules(Struct, frozen=True, kw_only=True):
    """The law under which a record is shown."""

    entry: EntryRule
    edition: str


def disclose_record(
    database: Database, question: Question, *, asker: Asker, rules: Rules
) -> ShownRecord:
    """Return the record of one person, accounted for.

    Asking in vain is accounted for too, with a line that names nobody.

    Raises:
        NotAllowed: The actor is not proven, or may not see records.
        NobodyChosen: The number does not say which one person is meant.
        NotYetKnown: The moment of knowledge has yet to come.
    """
    kind, number = question.number
    arguments: dict[str, Argument] = {
        kind: number,
        "on": question.on.isoformat(),
        "known_at": _asked(question.known_at),
    }
    with database.transaction() as connection:
        act = _prove(
            connection, asker, verb=Verb.SHOW_RECORD, arguments=arguments, now=question.now
        )
        moment = find_moment(connection, question.known_at, now=question.now)
        outcome: Found | NobodyChosen
        try:
            outcome = find_record(
                connection, question, moment=moment, rule=rules.entry, edition=rules.edition
            )
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
    return outcome.shown


def disclose_all(
    database: Database,
    *,
    known_at: Asked,
    on: LegalDay,
    now: Instant,
    asker: Asker,
    rules: Rules,
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
            plan = plan_export(connection, known_at=known_at, on=on, now=now, edition=rules.edition)
            act_id = write_act(connection, act)
        after = 0
        while True:
            with connection.transaction():
                portion = next_portion(
                    connection,
                    plan,
                    after_subject=after,
                    rule=rules.entry,
                    subjects_at_a_time=subjects_at_a_time,
                )
                if portion is None:
                    return
                write_access(connection, act_id, _lines(portion.records, plan))
            after = portion.last_subject
            yield [found.shown for found in portion.records]


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
