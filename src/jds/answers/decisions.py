"""Decisions of people on who is meant (besluiten): what stands, for which question, and since when.

A search by description only proposes. When a person has decided who is meant, that holds for the
search that was looked at, and for the same description asked again by the same recipient for the
same purpose. It covers the candidates that were considered: as soon as somebody is found who was
not, it decides no more. It is never changed; it can be taken back, and what was answered as known
before that is answered so again.

Source: ADR 19.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.blocks import Person
from jds.domain.time import Instant, as_instant
from jds.law.disclosure.request import Request

_QUERIES = Queries(Path(__file__).with_name("decisions.sql"))


class Considered(Struct, frozen=True):
    """One candidate as it was, or is, before whoever decides.

    Attributes:
        subjects: Of the person, as known then.
        weight: How well the description fits, from 0 to 1.
    """

    subjects: frozenset[int]
    weight: float


class IdentityDecision(Struct, frozen=True, kw_only=True):
    """Who is meant by a description, as a person decided.

    Attributes:
        search: Number of the search that was looked at.
        method: Version of the method that found them.
        subject_id: Of the person that is meant; None when nobody of the candidates is.
        considered: How well each subject of everybody who was considered fitted then.
        taken_back_at: None while it stands.
    """

    number: int
    search: int
    decided_at: Instant
    decided_by: str
    method: str
    subject_id: int | None
    considered: dict[int, float]
    taken_back_at: Instant | None

    def covers(self, candidates: Iterable[Considered], *, method: str) -> bool:
        """Tell whether all `candidates` were considered, none fitting better now than then.

        Who was decided upon is covered anyhow. Another version of the method weighs in another way,
        so then only who is new counts.
        """
        return all(self._covers(each, method=method) for each in candidates)

    def _covers(self, candidate: Considered, *, method: str) -> bool:
        if self.subject_id in candidate.subjects:
            return True
        weights = [self.considered[each] for each in candidate.subjects & self.considered.keys()]
        if not weights:
            return False
        return method != self.method or candidate.weight <= max(weights)


class RestingAnswer(Struct, frozen=True):
    """An answer that rested on a decision: nothing of a person."""

    number: int
    given_at: Instant
    recipient: str
    purpose: str
    verdict: str


def question_of(person: Person, *, request: Request, register_key: bytes) -> bytes:
    """Return a keyed digest of who asks for what about whom.

    Capitals, spaces and ways to write one sign make no difference. Whatever else differs is another
    question, on which nobody decided.
    """
    described = msgspec.to_builtins(person)
    said = msgspec.json.encode(
        (request.recipient, request.purpose, _plain(described)), order="deterministic"
    )
    return hmac.new(register_key, b"who-is-meant\0" + said, hashlib.sha256).digest()


def lock_question(connection: Connection, question: bytes) -> None:
    """Let nothing else be answered to or decided on this question until the transaction ends.

    It comes before any lock on subjects. With it a decision is never dated before an answer that
    was given without it.
    """
    connection.execute(_QUERIES.question_lock, {"question": question.hex()})


def standing_decision(
    connection: Connection, *, search: int | None, question: bytes | None, at: Instant
) -> IdentityDecision | None:
    """Return the decision that stands at a moment on a search or on a question; the last one."""
    row = connection.execute(
        _QUERIES.standing, {"search_id": search, "question": question, "at": at}
    ).fetchone()
    return None if row is None else _decision(*row)


def decisions_on(connection: Connection, search: int) -> list[IdentityDecision]:
    """Return every decision on a search, taken back or not, the oldest first."""
    rows = connection.execute(_QUERIES.decisions_on, {"search_id": search})
    return [_decision(*row) for row in rows]


def keep_decision(
    connection: Connection, decision: IdentityDecision, *, act_id: int, reason: str
) -> int:
    """Keep a decision, in the transaction of the caller; return its number."""
    [(number,)] = connection.execute(
        _QUERIES.decision_add,
        {
            "search_id": decision.search,
            "act_id": act_id,
            "decided_at": decision.decided_at,
            "method": decision.method,
            "subject_id": decision.subject_id,
        },
    ).fetchall()
    connection.execute(
        _QUERIES.considered_add,
        {
            "decision_id": number,
            "subjects": list(decision.considered.keys()),
            "weights": list(decision.considered.values()),
        },
    )
    _keep_words(connection, number, reason=reason, is_taking_back=False)
    return int(number)


def keep_taking_back(
    connection: Connection, number: int, *, act_id: int, at: Instant, reason: str
) -> None:
    """Keep that a decision is taken back, in the transaction of the caller."""
    connection.execute(
        _QUERIES.taken_back_add, {"decision_id": number, "act_id": act_id, "taken_back_at": at}
    )
    _keep_words(connection, number, reason=reason, is_taking_back=True)


def reasons_of(connection: Connection, number: int) -> tuple[str | None, str | None]:
    """Return why it was decided and why taken back; None for what was not, or is erased."""
    words: dict[bool, str] = dict(
        connection.execute(_QUERIES.words_of, {"decision_id": number}).fetchall()
    )
    return words.get(False), words.get(True)


def answers_resting_on(connection: Connection, number: int) -> list[RestingAnswer]:
    """Return the answers that rested on a decision, the oldest first."""
    return [
        RestingAnswer(answer, as_instant(given_at), recipient, purpose, verdict)
        for answer, given_at, recipient, purpose, verdict in connection.execute(
            _QUERIES.answers_resting_on, {"decision_id": number}
        )
    ]


def last_answered_at(connection: Connection, question: bytes) -> Instant | None:
    """Return the last moment of knowledge at which a question was answered."""
    [(at,)] = connection.execute(_QUERIES.last_answered, {"question": question}).fetchall()
    return None if at is None else as_instant(at)


def _keep_words(connection: Connection, number: int, *, reason: str, is_taking_back: bool) -> None:
    connection.execute(
        _QUERIES.words_add,
        {"decision_id": number, "is_taking_back": is_taking_back, "reason": reason},
    )


def _plain(value: object) -> object:
    match value:
        case str():
            return " ".join(unicodedata.normalize("NFKC", value).casefold().split())
        case dict():
            return {name: _plain(each) for name, each in value.items() if each is not None}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value


def _decision(
    number: int,
    search: int,
    decided_at: Instant,
    method: str,
    subject_id: int | None,
    decided_by: str,
    subjects: list[int],
    weights: list[float],
    taken_back_at: Instant | None,
) -> IdentityDecision:
    return IdentityDecision(
        number=number,
        search=search,
        decided_at=as_instant(decided_at),
        decided_by=decided_by,
        method=method,
        subject_id=subject_id,
        considered=dict(zip(subjects, weights, strict=True)),
        taken_back_at=None if taken_back_at is None else as_instant(taken_back_at),
    )
