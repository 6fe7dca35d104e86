"""Judge a kept answer anew, from what it rested on: position, legal day, edition of the law.

What arrived since makes no difference. What the law removed since, what two people shielded and
what was destroyed does: it is gone for every moment.
"""

from msgspec import Struct, structs

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, prove
from jds.accounting.disclose import Asker
from jds.accounting.roles import Verb
from jds.answers.asked import Inquiry, NamedFact
from jds.answers.judge import Judged
from jds.answers.keep import KeptAnswer, read_answer
from jds.answers.rules_in_force import rules_in_force
from jds.database.connection import Connection
from jds.domain.record import PersonRecord
from jds.domain.time import Instant
from jds.law.disclosure.request import GroundMissing
from jds.records.fold_known import known_of
from jds.records.known_at import Moment, find_moment
from jds.records.shield_reach import shielded_facts


class JudgedAgain(Struct, frozen=True):
    """A person as known when an answer was given, and what the law says of them to it."""

    person: PersonRecord
    judged: Judged


def open_answer(
    connection: Connection, number: int, *, verb: Verb, asker: Asker, now: Instant
) -> tuple[KeptAnswer, int]:
    """Return a kept answer and the number of the act, of a proven actor who may look at it.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NoSuchAnswer: There is none of this number.
    """
    arguments: dict[str, Argument] = {"answer": number}
    act = prove(
        connection,
        asker.name,
        home=asker.home,
        verb=verb,
        arguments=arguments,
        reason=asker.reason,
        now=now,
    )
    kept = read_answer(connection, number)
    return kept, write_act(connection, act)


def account_for(connection: Connection, kept: KeptAnswer, *, act_id: int, shown: Shown) -> None:
    """Write down who saw whom, in the transaction of the caller."""
    line = kept.line
    write_access(
        connection,
        act_id,
        [
            AccessLine(
                line.subject_id,
                Shown.NOTHING if line.subject_id is None else shown,
                line.basis.position,
                line.basis.on,
            )
        ],
    )


def judge_again(connection: Connection, kept: KeptAnswer, *, now: Instant) -> JudgedAgain | None:
    """Return the person as known then and what the law says of them; None when nothing is left."""
    line = kept.line
    if line.subject_id is None:
        return None
    # As of the instant of the answer and not of its position: a shield that stood then, and was
    # lifted since, may have been set long after the last message.
    moment = structs.replace(
        find_moment(connection, line.basis.position, now=now), at=line.basis.known_at
    )
    return judge_at(connection, kept, moment=moment)


def judge_at(connection: Connection, kept: KeptAnswer, *, moment: Moment) -> JudgedAgain | None:
    """Return the person of a kept answer as known at a moment, and what the law says of them.

    Under its own edition of the law and for its own legal day; None when there is nobody to judge.
    """
    line = kept.line
    if line.subject_id is None:
        return None
    rules = rules_in_force(connection, line.basis.edition, moment=moment)
    known = known_of(connection, [line.subject_id], moment=moment, rule=rules.entry)
    then = known.on(line.basis.on)
    person = then.person_of(line.subject_id)
    if person is None:
        return None
    shields = shielded_facts(
        connection, person, subject_ids=then.subjects_of(person), moment=moment
    )
    try:
        judged = rules.judge(
            person, inquiry=_inquiry(kept), shields=[each.for_rules() for each in shields]
        )
    except GroundMissing:
        # The ground asks which facts were named, and these went with what was destroyed.
        if kept.content is None:
            return None
        raise
    return JudgedAgain(person, judged)


def _inquiry(kept: KeptAnswer) -> Inquiry:
    """Return what was asked, with the facts that were named while these are kept."""
    asked = {} if kept.content is None else kept.content.get("gevraagd", {})
    named = tuple(
        NamedFact(each["parketnummer"], each["feitnummer"]) for each in asked.get("feiten", ())
    )
    return structs.replace(kept.line.inquiry, named=named)
