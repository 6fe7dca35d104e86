"""Explain a kept answer to the privacy officer: of every fact, why it was shown or withheld.

The answer is judged anew from what it rested on: the position, the day and the edition of the law.
So the explanation is of the answer as it was given, whatever arrived since; and what was destroyed
since is not in it.

Source: Wjsg art. 7(2), 26c; design, section 9.
"""

from typing import Any, TypeAlias

from msgspec import Struct, structs

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, find_actor, prove
from jds.accounting.disclose import Asker
from jds.accounting.roles import Role, Verb
from jds.answers.asked import Inquiry, NamedFact
from jds.answers.give import NotThisRecipient
from jds.answers.judge import Judged
from jds.answers.keep import KeptAnswer, read_answer
from jds.answers.rules_in_force import rules_in_force
from jds.database.connection import Connection, Database
from jds.domain.time import Instant
from jds.records.fold_known import known_of
from jds.records.known_at import find_moment
from jds.records.shield_reach import shielded_facts

Json: TypeAlias = dict[str, Any]


class Explained(Struct, frozen=True):
    """A kept answer with what the law says of every fact behind it.

    Attributes:
        judged: None when nobody was judged, or nothing is left to judge.
    """

    kept: KeptAnswer
    judged: Judged | None


def explain_answer(database: Database, number: int, *, asker: Asker, now: Instant) -> Explained:
    """Return a kept answer and why each fact was shown or withheld, accounted for.

    Raises:
        NotAllowed: The actor is not proven, or may not see what was withheld.
        NoSuchAnswer: There is none of this number.
    """
    with database.transaction() as connection:
        kept, act_id = _open(connection, number, verb=Verb.EXPLAIN_ANSWER, asker=asker, now=now)
        judged = _judge_again(connection, kept, now=now)
        _account(connection, kept, act_id=act_id, shown=Shown.EXPLANATION)
    return Explained(kept, judged)


def show_answer(database: Database, number: int, *, asker: Asker, now: Instant) -> KeptAnswer:
    """Return a kept answer as it was given, accounted for; a recipient sees only its own.

    Raises:
        NotAllowed: The actor is not proven, or may not see this answer.
        NoSuchAnswer: There is none of this number.
    """
    with database.transaction() as connection:
        kept, act_id = _open(connection, number, verb=Verb.SHOW_ANSWER, asker=asker, now=now)
        actor = find_actor(connection, asker.name)
        if (
            actor is not None
            and actor.role is Role.RECIPIENT
            and actor.recipient != kept.line.inquiry.request.recipient
        ):
            raise NotThisRecipient(actor=actor.name, own=actor.recipient)
        _account(connection, kept, act_id=act_id, shown=Shown.ANSWER)
    return kept


def _open(
    connection: Connection, number: int, *, verb: Verb, asker: Asker, now: Instant
) -> tuple[KeptAnswer, int]:
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


def _account(connection: Connection, kept: KeptAnswer, *, act_id: int, shown: Shown) -> None:
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


def _judge_again(connection: Connection, kept: KeptAnswer, *, now: Instant) -> Judged | None:
    line = kept.line
    if line.subject_id is None:
        return None
    # As of the instant of the answer and not of its position: a shield that stood then, and was
    # lifted since, may have been set long after the last message.
    moment = structs.replace(
        find_moment(connection, line.basis.position, now=now), at=line.basis.known_at
    )
    rules = rules_in_force(connection, line.basis.edition, moment=moment)
    known = known_of(connection, [line.subject_id], moment=moment, rule=rules.entry)
    then = known.on(line.basis.on)
    person = then.person_of(line.subject_id)
    if person is None:
        return None
    shields = shielded_facts(
        connection, person, subject_ids=then.subjects_of(person), moment=moment
    )
    return rules.judge(
        person, inquiry=_inquiry(kept), shields=[each.for_rules() for each in shields]
    )


def _inquiry(kept: KeptAnswer) -> Inquiry:
    """Return what was asked, with the facts that were named while these are kept."""
    asked = {} if kept.content is None else kept.content.get("gevraagd", {})
    named = tuple(
        NamedFact(each["parketnummer"], each["feitnummer"]) for each in asked.get("feiten", ())
    )
    return structs.replace(kept.line.inquiry, named=named)
