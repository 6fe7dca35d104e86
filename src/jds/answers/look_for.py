"""Look for whoever a question is about, hold them, and say who is meant as known at its moment.

First whoever may be meant is held, then it is read what is known: a reader that opens answers again
takes the same lock, and so never passes an answer that is being given. For a description that takes
two looks, as nobody can be held before they are found.
"""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct, structs

from jds.accounting.keys import register_key
from jds.answers.asked import BY_NUMBER, AnswerQuestion, OfSearch, Through
from jds.answers.decisions import lock_question, question_of, standing_decision
from jds.answers.find_who import Meant, meant_by_description
from jds.answers.judge import AnswerRules, Judged
from jds.answers.rules_in_force import rules_in_force
from jds.answers.searches import NoSuchSearch, SearchForgotten, read_search
from jds.answers.sought import LookUp, Sought
from jds.database.connection import Connection
from jds.domain.blocks import Person
from jds.persons.subjects import hold
from jds.records.known_at import Moment, find_moment
from jds.records.show import (
    Found,
    NobodyChosen,
    Number,
    Question,
    find_record,
    hold_subjects_of_number,
    record_of,
    subjects_of_number,
)


class Looked(Struct, frozen=True, kw_only=True):
    """Who is meant, what is known of them, and the rules and moment under which that was read.

    Attributes:
        ground: What the law says to the question when there is nobody to tell of.
        found: The record of the one person that is meant; one without a person when nothing is
            known of them, and None when it is not certain who is meant.
        described: What was asked in words; None when only a number was.
        question: Keyed digest of it with recipient and purpose.
        sought: What was found by it.
    """

    meant: Meant
    moment: Moment
    rules: AnswerRules
    ground: Judged
    found: Found | None
    described: Person | None = None
    question: bytes = b""
    sought: Sought | None = None


def look_for(
    connection: Connection, question: AnswerQuestion, *, home: Path, look_up: LookUp
) -> Looked:
    """Return who is meant by a question, held to the end of the transaction of the caller.

    Args:
        home: Where the secret of the register is.

    Raises:
        NotAllowed: The question has no ground.
        NotYetKnown: The moment of knowledge has yet to come.
        NoSuchSearch, SearchForgotten: The search that was named cannot be answered.
    """
    request = question.request
    match question.whom:
        case OfSearch(number):
            kept = read_search(connection, number)
            if (kept.recipient, kept.purpose) != (request.recipient, request.purpose):
                raise NoSuchSearch
            if kept.described is None or kept.question is None:
                raise SearchForgotten
            return _look_by_description(
                connection,
                question,
                kept.described,
                digest=kept.question,
                search=number,
                look_up=look_up,
            )
        case Person() as described:
            digest = question_of(described, request=request, register_key=register_key(home))
            return _look_by_description(
                connection, question, described, digest=digest, search=None, look_up=look_up
            )
        case number:
            return _look_by_number(connection, question, number)


def _look_by_number(connection: Connection, question: AnswerQuestion, number: Number) -> Looked:
    hold_subjects_of_number(connection, number)
    moment, rules, ground = _rules_at(connection, question)
    through = Through(by=number[0], method=BY_NUMBER)
    try:
        found = find_record(
            connection,
            Question(number=number, known_at=question.known_at, on=question.on, now=question.now),
            moment=moment,
            rule=rules.entry,
            edition=rules.edition,
        )
    except NobodyChosen:
        carriers = frozenset(subjects_of_number(connection, number))
        meant = Meant(found="strijdig", through=through, candidates=carriers)
        return Looked(meant=meant, moment=moment, rules=rules, ground=ground, found=None)
    meant = Meant(
        found="niet" if found.subject_id is None else "zeker",
        through=through,
        subject_id=found.subject_id,
    )
    return Looked(meant=meant, moment=moment, rules=rules, ground=ground, found=found)


def _look_by_description(
    connection: Connection,
    question: AnswerQuestion,
    described: Person,
    *,
    digest: bytes,
    search: int | None,
    look_up: LookUp,
) -> Looked:
    looks: list[Looked] = []

    def look() -> Collection[int]:
        moment, rules, ground = _rules_at(connection, question)
        sought = look_up(connection, described, moment, rules.entry)
        decision = standing_decision(connection, search=search, question=digest, at=moment.at)
        meant = meant_by_description(described, sought, search=search, decision=decision)
        looks.append(
            Looked(
                meant=meant,
                moment=moment,
                rules=rules,
                ground=ground,
                found=None,
                described=described,
                question=digest,
                sought=sought,
            )
        )
        subjects = sought.subjects
        return subjects if meant.subject_id is None else subjects | {meant.subject_id}

    lock_question(connection, digest)
    hold(connection, look)
    last = looks[-1]
    return structs.replace(last, found=_record_of_meant(connection, question, last))


def _record_of_meant(
    connection: Connection, question: AnswerQuestion, looked: Looked
) -> Found | None:
    subject_id = looked.meant.subject_id
    if subject_id is None:
        return None
    return record_of(
        connection,
        subject_id,
        on=question.on,
        is_now=question.known_at is None,
        moment=looked.moment,
        rule=looked.rules.entry,
        edition=looked.rules.edition,
    )


def _rules_at(
    connection: Connection, question: AnswerQuestion
) -> tuple[Moment, AnswerRules, Judged]:
    """Return the moment of knowledge and the rules; refuse what has no ground before any look."""
    moment = find_moment(connection, question.known_at, now=question.now)
    rules = rules_in_force(connection, question.edition, moment=moment)
    rules.require_ground(question.inquiry)
    return moment, rules, rules.judge_nobody(question.inquiry)
