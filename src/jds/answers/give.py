"""Give an answer: find the person, judge what the ground may see, keep it, hand it over.

Everything happens in one transaction: the act, the line of who saw whom, the kept answer. A command
that is killed in between has told nothing, or has accounted for what it told.

Source: Wjsg art. 3(5), 9-16, 19.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct, structs

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, ProvenAct, find_actor, prove
from jds.accounting.advice_changes import AdviceChange, ask_advice_changes_at
from jds.accounting.disclose import Asker
from jds.accounting.keys import register_key
from jds.accounting.roles import Role, Verb
from jds.accounting.search_person import TooManySearches, note_searches, require_within
from jds.answers.asked import AnswerQuestion, FoundWord, OfSearch, Through
from jds.answers.currency.assess import Assessed
from jds.answers.currency.doubts import DoubtfulMessage, ask_messages_in_doubt
from jds.answers.currency.keep_currency import keep_currency, keep_hold
from jds.answers.currency.known import ANYBODY, known_of_person
from jds.answers.currency.present import NOTHING_ASSESSED, present_assessed
from jds.answers.keep import AnswerLine, keep_content, keep_line
from jds.answers.look_for import Looked, look_for
from jds.answers.look_up import look_up_in_register
from jds.answers.number_asked import KEPT_FOR as NUMBERS_KEPT_FOR
from jds.answers.number_asked import forget_old_numbers, keep_number
from jds.answers.present import present_answer, present_nobody, present_told
from jds.answers.searches import Searching, forget_old_searches, keep_search
from jds.answers.sort_facts import visible
from jds.answers.sought import LookUp
from jds.answers.told import Told, judge_told, told_of
from jds.answers.verdict import Claim, claim
from jds.database.connection import Connection, Database
from jds.domain.blocks import Person
from jds.domain.time import as_instant, instant_to_text
from jds.errors import NotAllowed
from jds.ledger.read import head
from jds.persons.index_claims import index_claims
from jds.records.shown import Basis
from jds.sources.currency import SourceCurrency, ask_currency_at, ask_currency_with

Json: TypeAlias = dict[str, Any]


_USUAL = Searching()


class NotThisRecipient(NotAllowed):
    """An actor asked as a recipient that it is not."""

    code = "not-this-recipient"

    def __init__(self, *, actor: str, own: str | None) -> None:
        super().__init__(
            f"Actor [{actor}] may ask as [{own}] and as nobody else. Name that recipient with "
            "--recipient, or let an actor of the other recipient ask."
        )


class _Asked(Struct, frozen=True):
    """What an assessment rests on, asked for and yet to be read."""

    currencies: Callable[[], list[SourceCurrency]]
    doubtful: Callable[[], tuple[DoubtfulMessage, ...]]
    declared: Callable[[], list[AdviceChange]]


def give_answer(
    database: Database,
    question: AnswerQuestion,
    *,
    asker: Asker,
    searching: Searching = _USUAL,
    look_up: LookUp = look_up_in_register,
) -> Json:
    """Return the answer to `question` as its recipient gets it, kept and accounted for.

    Args:
        searching: On what conditions people are looked for by description.
        look_up: How they are looked for.

    Raises:
        NotAllowed: The actor is not proven or not this recipient, or the request has no ground.
        NotYetKnown: The moment of knowledge has yet to come.
        NoSuchSearch, SearchForgotten: The search that was named cannot be answered.
        TooManySearches: The actor searches by description too often.
    """
    is_search = isinstance(question.whom, Person | OfSearch)
    if is_search:
        # Beforehand, so that nobody else waits while a large rest is indexed.
        index_claims(database)
    refusal: TooManySearches | None = None
    answer: Json = {}
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
        _require_own_recipient(connection, asker.name, recipient=question.request.recipient)
        try:
            if is_search and searching.limits is not None:
                require_within(
                    connection,
                    asker.name,
                    more=1,
                    limits=searching.limits,
                    in_batch=False,
                    now=question.now,
                )
        except TooManySearches as problem:
            refusal = problem
            _note_refusal(connection, question, act=act)
        else:
            answer = _give(connection, question, act=act, asker=asker, look_up=look_up)
        before = as_instant(question.now - searching.kept_for)
        forget_old_searches(connection, before=before)
        forget_old_numbers(connection, before=as_instant(question.now - NUMBERS_KEPT_FOR))
    if refusal is not None:
        # Only now: raised inside, it would have undone the line of the refused search.
        raise refusal
    return answer


def _note_refusal(connection: Connection, question: AnswerQuestion, *, act: ProvenAct) -> None:
    act_id, position = write_act(connection, act), head(connection).position
    _note(connection, ("geweigerd", 0), act_id=act_id, act=act, position=position)
    line = AccessLine(None, Shown.NOTHING, position, question.on)
    write_access(connection, act_id, [line])


def _note(
    connection: Connection,
    result: tuple[str, int],
    *,
    act_id: int,
    act: ProvenAct,
    position: int,
) -> None:
    """Write a search down among all others: with what kind of result, and how many candidates."""
    note_searches(
        connection,
        [("beschrijving", *result)],
        act_id=act_id,
        actor=act.actor,
        in_batch=False,
        position=position,
        now=act.at,
    )


def _give(
    connection: Connection,
    question: AnswerQuestion,
    *,
    act: ProvenAct,
    asker: Asker,
    look_up: LookUp,
) -> Json:
    looked = look_for(connection, question, home=asker.home, look_up=look_up)
    moment, meant = looked.moment, looked.meant
    told = told_of(looked)
    with connection.pipeline():
        # Asked first: the database reads it while the person is judged here.
        asked = _ask(connection, looked, told, question=question)
        told = judge_told(looked, told, inquiry=question.inquiry)
        assessed = _assess(asked, looked, told, question=question)
    claimed = _claim(looked, told, assessed=assessed)
    act_id = write_act(connection, act)
    through = _keep_search(connection, looked, question=question, act_id=act_id)
    if looked.sought is not None:
        result = (looked.sought.found, len(looked.sought.candidates))
        _note(connection, result, act_id=act_id, act=act, position=moment.position)
    line = AnswerLine(
        number=None,
        given_at=question.now,
        actor=asker.name,
        subject_id=told.subject_id,
        basis=Basis(moment.position, moment.at, looked.rules.edition, question.on),
        found=_found_word(looked, told),
        through=through,
        verdict=claimed.verdict,
        known_until=claimed.known_until,
        advice=claimed.advice,
        inquiry=question.inquiry,
    )
    # In one go: the database keeps the one while the next is made here.
    with connection.pipeline():
        number = keep_line(
            connection,
            line,
            act_id=act_id,
            subjects=told.subjects,
            candidates=meant.candidates,
        )
        if isinstance(question.whom, tuple):
            key = register_key(asker.home)
            keep_number(connection, number, question.whom, register_key=key, at=question.now)
        kept = assessed if claimed.says_who else structs.replace(assessed, advised=None)
        keep_currency(connection, number, kept)
        if question.known_at is None and claimed.says_who:
            # What is asked of another moment is looked at, and nobody decides upon it now.
            keep_hold(connection, number, kept, since=question.now)
        answer = present_answer(
            structs.replace(line, number=number),
            told=(
                present_told(told.person, told.judged)
                if claimed.tells and told.person is not None and told.judged is not None
                else present_nobody(looked.ground)
            ),
            record=told.record,
            doubts=claimed.doubts,
            currency=present_assessed(assessed)
            | ({} if claimed.says_who else dict(NOTHING_ASSESSED)),
        )
        keep_content(connection, number, answer)
    shown = Shown.NOTHING if told.subject_id is None else Shown.ANSWER
    write_access(
        connection,
        act_id,
        [AccessLine(told.subject_id, shown, moment.position, question.on)],
    )
    return answer


def _arguments(question: AnswerQuestion) -> dict[str, Argument]:
    """Return what the actor signs: everything that was asked."""
    known_at = question.known_at
    return {
        **_whom(question),
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


def _whom(question: AnswerQuestion) -> dict[str, Argument]:
    match question.whom:
        case OfSearch(search):
            return {"search": search}
        case Person() as described:
            return {"person": msgspec.json.encode(described, order="deterministic").decode()}
        case kind, number:
            return {kind: number}


def _require_own_recipient(connection: Connection, actor: str, *, recipient: str) -> None:
    asking = find_actor(connection, actor)
    if asking is not None and asking.role is Role.RECIPIENT and asking.recipient != recipient:
        raise NotThisRecipient(actor=actor, own=asking.recipient)


def _found_word(looked: Looked, told: Told) -> FoundWord:
    """Return how the person was found: nobody, also when somebody is of whom nothing is known."""
    found = looked.meant.found
    return "niet" if found == "zeker" and told.subject_id is None else found


def _ask(connection: Connection, looked: Looked, told: Told, *, question: AnswerQuestion) -> _Asked:
    """Ask what an assessment rests on, in a pipeline of the caller."""
    moment = looked.moment
    if looked.found is None:
        ask_currency = ask_currency_with if question.known_at is None else ask_currency_at
        currencies = ask_currency(connection, moment.position, at=moment.at)
    else:
        currencies = partial(list, looked.found.shown.currencies)
    return _Asked(
        currencies,
        ask_messages_in_doubt(
            connection,
            told.record,
            asked=":".join(question.whom) if isinstance(question.whom, tuple) else None,
            subjects=told.subjects,
            moment=moment,
        ),
        ask_advice_changes_at(connection, pair=question.request.pair, at=moment.at),
    )


def _assess(asked: _Asked, looked: Looked, told: Told, *, question: AnswerQuestion) -> Assessed:
    found, judged = looked.found, told.judged
    known = ANYBODY
    if looked.meant.found in ("zeker", "niet"):
        known = known_of_person(
            told.person,
            judged,
            holds_back=found is not None and found.holds_back,
            by_skn=looked.meant.through.by == "skn",
        )
    return looked.rules.assessment.assess(
        asked.currencies(),
        inquiry=question.inquiry,
        known=known,
        seen=None if judged is None else visible(judged.facts, judged.disclosure),
        doubtful=asked.doubtful(),
        declared=[each.for_rules() for each in asked.declared()],
        at=looked.moment.at,
    )


def _claim(looked: Looked, told: Told, *, assessed: Assessed) -> Claim:
    return claim(
        found=_found_word(looked, told),
        found_by=looked.meant.through.by,
        born_exactly=looked.meant.born_exactly,
        looked_at_all=looked.meant.looked_at_all,
        overtaken=looked.meant.overtaken,
        identity_in_doubt=told.identity_in_doubt,
        shows_something=told.shows_something,
        messages_in_doubt=assessed.doubts,
        is_silent=assessed.silence.is_silent,
        weighed=assessed.weighed,
        advised=None if assessed.advised is None else assessed.advised.advice,
    )


def _keep_search(
    connection: Connection, looked: Looked, *, question: AnswerQuestion, act_id: int
) -> Through:
    """Keep the search that was made; return by what it was found who is meant, with its number."""
    through = looked.meant.through
    if through.search is not None or looked.sought is None or looked.described is None:
        return through
    number = keep_search(
        connection,
        looked.described,
        looked.sought,
        recipient=question.request.recipient,
        purpose=question.request.purpose,
        question=looked.question,
        moment=looked.moment,
        edition=looked.rules.edition,
        act_id=act_id,
        now=question.now,
    )
    return structs.replace(through, search=number)
