"""Decide who is meant by a description, and take such a decision back.

A person decides, not the register: by looking at the candidates of one search, and saying which of
them is meant, or that none is. The act is proven; why it was decided so stands apart, as that is
about a person and can be erased.

Source: ADR 19.
"""

from collections.abc import Callable
from datetime import timedelta

from msgspec import Struct, structs

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, prove, require_reason
from jds.accounting.disclose import Asker
from jds.accounting.roles import Verb
from jds.answers.decisions import (
    IdentityDecision,
    RestingAnswer,
    answers_resting_on,
    decisions_on,
    keep_decision,
    keep_taking_back,
    last_answered_at,
    lock_question,
    standing_decision,
)
from jds.answers.rules_in_force import rules_in_force
from jds.answers.searches import KeptSearch, SearchForgotten, read_search
from jds.database.connection import Connection, Database
from jds.domain.identifiers import Skn
from jds.domain.time import Instant, amsterdam_day, as_instant
from jds.errors import BadRequest
from jds.persons.subjects import find_by_skn, hold
from jds.records.fold_known import Known, known_of
from jds.records.known_at import find_moment

_ONE_TICK = timedelta(microseconds=1)
"""The least by which two instants differ here."""


class NothingToDecide(BadRequest):
    """The search did not leave open who is meant."""

    code = "nothing-to-decide"

    def __init__(self) -> None:
        super().__init__(
            "This search found one person by a number, so there is nothing to decide. When that is "
            "the wrong person, the source of the number has to correct it."
        )


class AlreadyDecided(BadRequest):
    """A decision on this question stands."""

    code = "already-decided"

    def __init__(self, decision: IdentityDecision) -> None:
        super().__init__(
            f"It was decided who is meant: decision [{decision.number}] on search "
            f"[{decision.search}]. Take that back first, with [jds person decide "
            f"{decision.search} --take-back --reason TEXT]."
        )


class NotDecided(BadRequest):
    """No decision on this search stands."""

    code = "not-decided"

    def __init__(self) -> None:
        super().__init__(
            "No decision on this search stands, so there is none to take back. "
            "[jds person search show N] shows what was decided."
        )


class NoSuchCandidate(BadRequest):
    """Who was chosen is not among the candidates, or not in the register."""

    code = "no-such-candidate"

    def __init__(self) -> None:
        super().__init__(
            "Who was chosen is nobody that the register knows. Give the SKN of somebody who is "
            "here, or the number of a candidate in [jds person search show N]."
        )


class Choice(Struct, frozen=True):
    """Whom somebody chose: a person by SKN, a candidate by rank, or nobody when both are None."""

    skn: Skn | None = None
    candidate: int | None = None


class TakenBack(Struct, frozen=True):
    """A decision that was taken back, and the answers that rested on it."""

    decision: IdentityDecision
    answers: tuple[RestingAnswer, ...]


def decide_who(
    database: Database,
    search: int,
    choice: Choice,
    *,
    asker: Asker,
    clock: Callable[[], Instant],
) -> IdentityDecision:
    """Keep who is meant by the description of a search, as somebody decided.

    Args:
        clock: Asked again when nothing else is being answered to this question.

    Raises:
        NotAllowed: The actor is not proven, or may not decide.
        ReasonRefused: The reason cannot be kept.
        NoSuchSearch, SearchForgotten: There is nothing to look at.
        NothingToDecide, AlreadyDecided: It is settled who is meant.
        NoSuchCandidate: The one chosen is nobody here.
    """
    now = clock()
    chosen: dict[str, Argument] = {"skn": choice.skn, "candidate": choice.candidate}
    with database.transaction() as connection:
        act_id = _write_act(connection, asker, search=search, said=chosen, now=now)
        kept = _search_to_decide(connection, search)
        decision: IdentityDecision | None = None
        try:
            subject_id = _chosen(connection, kept, choice, now=now)
        except NoSuchCandidate:
            # Asking whether somebody is here, in vain, is accounted for too.
            _account_for(connection, act_id, None, kept=kept, now=now)
        else:
            decision = _decide(
                connection, kept, subject_id, asker=asker, act_id=act_id, clock=clock
            )
            _account_for(connection, act_id, subject_id, kept=kept, now=now)
    if decision is None:
        raise NoSuchCandidate
    return decision


def _decide(
    connection: Connection,
    kept: KeptSearch,
    subject_id: int | None,
    *,
    asker: Asker,
    act_id: int,
    clock: Callable[[], Instant],
) -> IdentityDecision:
    considered = [each.considered() for each in kept.candidates]
    subjects = frozenset().union(*(each.subjects for each in considered))
    hold(connection, lambda: subjects if subject_id is None else subjects | {subject_id})
    decided_at = _moment_after_answers(connection, kept, clock=clock)
    standing = standing_decision(
        connection, search=kept.number, question=kept.question, at=decided_at
    )
    if standing is not None and standing.covers(considered, method=kept.method):
        raise AlreadyDecided(standing)
    decision = IdentityDecision(
        number=0,
        search=kept.number,
        decided_at=decided_at,
        decided_by=asker.name,
        method=kept.method,
        subject_id=subject_id,
        considered={subject: each.weight for each in considered for subject in each.subjects},
        taken_back_at=None,
    )
    number = keep_decision(connection, decision, act_id=act_id, reason=asker.reason)
    return structs.replace(decision, number=number)


def take_back(
    database: Database, search: int, *, asker: Asker, clock: Callable[[], Instant]
) -> TakenBack:
    """Take the decision on a search back; what was answered on it stays as it was answered.

    Raises:
        NotAllowed: The actor is not proven, or may not decide.
        ReasonRefused: The reason cannot be kept.
        NoSuchSearch: There is none of this number.
        NotDecided: No decision on it stands.
    """
    now = clock()
    with database.transaction() as connection:
        act_id = _write_act(connection, asker, search=search, said={"take-back": True}, now=now)
        kept = read_search(connection, search)
        lock_question(connection, _lock_of(kept))
        decision = next(
            (
                each
                for each in reversed(decisions_on(connection, search))
                if each.taken_back_at is None
            ),
            None,
        )
        if decision is None:
            raise NotDecided
        at = _moment_after_answers(connection, kept, clock=clock)
        # A clock that was set back does not take it back before it was decided.
        at = max(at, as_instant(decision.decided_at + _ONE_TICK))
        keep_taking_back(connection, decision.number, act_id=act_id, at=at, reason=asker.reason)
        _account_for(connection, act_id, decision.subject_id, kept=kept, now=now)
        return TakenBack(decision, tuple(answers_resting_on(connection, decision.number)))


def _write_act(
    connection: Connection,
    asker: Asker,
    *,
    search: int,
    said: dict[str, Argument],
    now: Instant,
) -> int:
    require_reason(asker.reason)
    act = prove(
        connection,
        asker.name,
        home=asker.home,
        verb=Verb.DECIDE_WHO,
        arguments={"search": search, "reason": asker.reason, **said},
        reason=None,
        now=now,
    )
    return write_act(connection, act)


def _search_to_decide(connection: Connection, number: int) -> KeptSearch:
    kept = read_search(connection, number)
    lock_question(connection, _lock_of(kept))
    # Again, as what was asked may have been erased while we waited.
    kept = read_search(connection, number)
    if kept.described is None or kept.question is None:
        raise SearchForgotten
    if kept.found == "zeker":
        raise NothingToDecide
    return kept


def _lock_of(kept: KeptSearch) -> bytes:
    return kept.question if kept.question is not None else kept.number.to_bytes(8)


def _chosen(
    connection: Connection, kept: KeptSearch, choice: Choice, *, now: Instant
) -> int | None:
    """Return the subject of the person that was chosen; None when nobody was."""
    if choice.candidate is not None:
        if not 1 <= choice.candidate <= len(kept.candidates):
            raise NoSuchCandidate
        return kept.candidates[choice.candidate - 1].subject_id
    if choice.skn is None:
        return None
    subject_id = find_by_skn(connection, choice.skn)
    if subject_id is None or not _is_known(connection, subject_id, now=now):
        raise NoSuchCandidate
    return subject_id


def _is_known(connection: Connection, subject_id: int, *, now: Instant) -> bool:
    moment = find_moment(connection, None, now=now)
    rules = rules_in_force(connection, None, moment=moment)
    known: Known = known_of(connection, [subject_id], moment=moment, rule=rules.entry).on(None)
    return known.person_of(subject_id) is not None


def _moment_after_answers(
    connection: Connection, kept: KeptSearch, *, clock: Callable[[], Instant]
) -> Instant:
    """Return a moment after every answer to this question: these were given without it."""
    now = clock()
    last = None if kept.question is None else last_answered_at(connection, kept.question)
    return now if last is None else max(now, as_instant(last + _ONE_TICK))


def _account_for(
    connection: Connection, act_id: int, subject_id: int | None, *, kept: KeptSearch, now: Instant
) -> None:
    write_access(
        connection,
        act_id,
        [AccessLine(subject_id, Shown.WHO_IS_MEANT, kept.position, amsterdam_day(now))],
    )
