"""Give an answer: find the person, judge what the ground may see, keep it, hand it over.

Everything happens in one transaction: the act, the line of who saw whom, the kept answer. A command
that is killed in between has told nothing, or has accounted for what it told.

Source: Wjsg art. 3(5), 9-16, 19.
"""

from typing import Any, TypeAlias

from msgspec import Struct, structs

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, find_actor, prove
from jds.accounting.disclose import Asker
from jds.accounting.roles import Role, Verb
from jds.answers.asked import AnswerQuestion, FoundWord
from jds.answers.judge import AnswerRules, Judged
from jds.answers.keep import AnswerLine, keep_content, keep_line
from jds.answers.present import present_answer, present_nobody, present_told
from jds.answers.rules_in_force import rules_in_force
from jds.answers.verdict import claim
from jds.database.connection import Connection, Database
from jds.domain.record import PersonRecord
from jds.domain.time import instant_to_text
from jds.errors import NotAllowed
from jds.records.known_at import Moment, find_moment
from jds.records.present import present_currency
from jds.records.show import NobodyChosen, Question, find_record, hold_subjects_of_number
from jds.records.shown import Basis, ShownRecord
from jds.sources.currency import SourceCurrency, currency_at, currency_with

Json: TypeAlias = dict[str, Any]


class NotThisRecipient(NotAllowed):
    """An actor asked as a recipient that it is not."""

    code = "not-this-recipient"

    def __init__(self, *, actor: str, own: str | None) -> None:
        super().__init__(
            f"Actor [{actor}] may ask as [{own}] and as nobody else. Name that recipient with "
            "--recipient, or let an actor of the other recipient ask."
        )


class Told(Struct, frozen=True):
    """Who was found, and what the law says of them to this request.

    Attributes:
        record: None when no one person is meant.
        judged: None when there is nobody to judge.
    """

    found: FoundWord
    record: ShownRecord | None = None
    subject_id: int | None = None
    subjects: frozenset[int] = frozenset()
    judged: Judged | None = None

    @property
    def person(self) -> PersonRecord | None:
        """The one person that is meant."""
        return None if self.record is None else self.record.person

    @property
    def identity_in_doubt(self) -> bool:
        """Tell whether the numbers of the person were both joined and separated."""
        return self.person is not None and self.person.identity_in_doubt

    @property
    def not_applied(self) -> int:
        """How many messages about the person wait or contradict."""
        return 0 if self.record is None else len(self.record.not_applied)

    @property
    def shows_something(self) -> bool:
        """Tell whether the ground lets at least one fact be shown."""
        return self.judged is not None and self.judged.shows_something


def give_answer(database: Database, question: AnswerQuestion, *, asker: Asker) -> Json:
    """Return the answer to `question` as its recipient gets it, kept and accounted for.

    Raises:
        NotAllowed: The actor is not proven or not this recipient, or the request has no ground.
        NotYetKnown: The moment of knowledge has yet to come.
    """
    request = question.request
    with database.transaction() as connection:
        act = prove(
            connection,
            asker.name,
            home=asker.home,
            verb=Verb.ANSWER,
            arguments=_arguments(question),
            reason=asker.reason,
            now=question.now,
        )
        _require_own_recipient(connection, asker.name, recipient=request.recipient)
        # First the lock, then what is known: see `jds.answers.keep`.
        hold_subjects_of_number(connection, question.number)
        moment = find_moment(connection, question.known_at, now=question.now)
        rules = rules_in_force(connection, question.edition, moment=moment)
        rules.require_ground(question.inquiry)
        ground = rules.judge_nobody(question.inquiry)
        told = _find_and_judge(connection, question, moment=moment, rules=rules)
        currencies = _currencies(connection, question, moment=moment)
        claimed = claim(
            found=told.found,
            identity_in_doubt=told.identity_in_doubt,
            shows_something=told.shows_something,
            not_applied=told.not_applied,
            currencies=currencies,
        )
        line = AnswerLine(
            number=None,
            given_at=question.now,
            actor=asker.name,
            subject_id=told.subject_id,
            basis=Basis(moment.position, moment.at, rules.edition, request.on),
            found=told.found,
            verdict=claimed.verdict,
            known_until=claimed.known_until,
            advice=claimed.advice,
            inquiry=question.inquiry,
        )
        act_id = write_act(connection, act)
        number = keep_line(connection, line, act_id=act_id, subjects=told.subjects)
        answer = present_answer(
            structs.replace(line, number=number),
            told=(
                present_told(told.person, told.judged)
                if claimed.says_who and told.person is not None and told.judged is not None
                else present_nobody(ground)
            ),
            record=told.record,
            doubts=claimed.doubts,
            currencies=[present_currency(each) for each in currencies],
        )
        keep_content(connection, number, answer)
        shown = Shown.NOTHING if told.subject_id is None else Shown.ANSWER
        write_access(
            connection,
            act_id,
            [AccessLine(told.subject_id, shown, moment.position, request.on)],
        )
    return answer


def _arguments(question: AnswerQuestion) -> dict[str, Argument]:
    """Return what the actor signs: everything that was asked."""
    kind, number = question.number
    known_at = question.known_at
    return {
        kind: number,
        "recipient": question.request.recipient,
        "purpose": question.request.purpose,
        "on": question.on.isoformat(),
        "known_at": (
            known_at if known_at is None or isinstance(known_at, int) else instant_to_text(known_at)
        ),
        "edition": question.edition,
        "facts": [f"{each.case_number}/{each.offence_number}" for each in question.inquiry.named],
        **question.inquiry.besides(),
    }


def _require_own_recipient(connection: Connection, actor: str, *, recipient: str) -> None:
    asking = find_actor(connection, actor)
    if asking is not None and asking.role is Role.RECIPIENT and asking.recipient != recipient:
        raise NotThisRecipient(actor=actor, own=asking.recipient)


def _find_and_judge(
    connection: Connection, question: AnswerQuestion, *, moment: Moment, rules: AnswerRules
) -> Told:
    try:
        found = find_record(
            connection,
            Question(
                number=question.number,
                known_at=question.known_at,
                on=question.on,
                now=question.now,
            ),
            moment=moment,
            rule=rules.entry,
            edition=rules.edition,
        )
    except NobodyChosen:
        return Told("strijdig")
    person = found.shown.person
    if found.subject_id is None or person is None:
        return Told("niet", found.shown)
    judged = rules.judge(
        person,
        inquiry=question.inquiry,
        shields=[each.for_rules() for each in found.shown.shields],
    )
    return Told("zeker", found.shown, found.subject_id, found.subjects, judged)


def _currencies(
    connection: Connection, question: AnswerQuestion, *, moment: Moment
) -> list[SourceCurrency]:
    if question.known_at is None:
        return currency_with(connection, moment.position, at=moment.at)
    return currency_at(connection, moment.position, at=moment.at)
