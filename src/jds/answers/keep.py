"""Keep every answer: the line that it was given for good, what it said while that may be kept.

Whoever gives an answer first takes the lock of its subjects and then reads what is known, so that a
reader that re-opens answers and takes the same lock never passes one that is being given.

Source: Wjsg art. 19 (every disclosure is logged).
"""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from jds.answers.asked import FoundWord, Inquiry, Through
from jds.answers.verdict import Advice, Verdict
from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, LegalDay, as_instant
from jds.errors import BadRequest
from jds.records.shown import Basis

_QUERIES = Queries(Path(__file__).with_name("answers.sql"))

Json: TypeAlias = dict[str, Any]


class NoSuchAnswer(BadRequest):
    """No answer has this number."""

    code = "no-such-answer"

    def __init__(self) -> None:
        # Without what was typed: it may have been the number of a person.
        super().__init__("No answer has this number. 'jds answers list' shows which there are.")


class AnswerLine(Struct, frozen=True, kw_only=True):
    """That an answer was given: about processing, and of the person only who it was.

    Attributes:
        number: None until it is kept.
        subject_id: Of the one person that was meant; None when there was none.
        inquiry: What was asked; the facts it named are only in the content, which can go.
    """

    number: int | None
    given_at: Instant
    actor: str
    subject_id: int | None
    basis: Basis
    found: FoundWord
    through: Through
    verdict: Verdict
    known_until: Instant | None
    advice: Advice
    inquiry: Inquiry


class ErasedBehind(Struct, frozen=True):
    """A lawful destruction that took away what an answer said."""

    on: LegalDay
    rule: str


class KeptAnswer(Struct, frozen=True):
    """An answer as it is kept.

    Attributes:
        content: As it was given; None once something it may rest on was destroyed.
        subjects: That the person was made of, as known then.
        candidates: Subjects of everybody who may have been meant, when that was not certain.
        taken_back_at: When the decision that it rests on was taken back; None while it stands.
        erased: Why the content is gone.
    """

    line: AnswerLine
    content: Json | None
    subjects: tuple[int, ...]
    candidates: tuple[int, ...]
    taken_back_at: Instant | None
    erased: tuple[ErasedBehind, ...]


class ListedAnswer(Struct, frozen=True):
    """A line of the list of answers: nothing of a person."""

    number: int
    given_at: Instant
    actor: str
    recipient: str
    purpose: str
    on: LegalDay
    position: int
    edition: str
    found: str
    verdict: str
    known_until: Instant | None
    advice: str
    content_is_gone: bool


def keep_line(
    connection: Connection,
    line: AnswerLine,
    *,
    act_id: int,
    subjects: Collection[int],
    candidates: Collection[int] = (),
) -> int:
    """Keep that an answer is given, in the transaction of the caller; return its number.

    Args:
        subjects: That the person was made of.
        candidates: Subjects of everybody who may have been meant, when that was not certain.
    """
    [(number,)] = connection.execute(
        _QUERIES.answer_add,
        {
            "act_id": act_id,
            "given_at": line.given_at,
            "recipient": line.inquiry.request.recipient,
            "purpose": line.inquiry.request.purpose,
            "subject_id": line.subject_id,
            "judged_on": line.basis.on,
            "position": line.basis.position,
            "known_at": line.basis.known_at,
            "edition": line.basis.edition,
            "found": line.found,
            "verdict": line.verdict,
            "known_until": line.known_until,
            "advice": line.advice,
            "request": msgspec.json.encode(line.inquiry.without_facts()).decode(),
        },
    ).fetchall()
    if subjects:
        connection.execute(
            _QUERIES.answer_about_add, {"answer_id": number, "subjects": sorted(subjects)}
        )
    if candidates:
        connection.execute(
            _QUERIES.answer_candidates_add, {"answer_id": number, "subjects": sorted(candidates)}
        )
    connection.execute(
        _QUERIES.answer_identity_add,
        {
            "answer_id": number,
            "found_by": line.through.by,
            "method": line.through.method,
            "search_id": line.through.search,
            "decision_id": line.through.decision,
        },
    )
    return int(number)


def keep_content(connection: Connection, number: int, content: Json) -> None:
    """Keep what an answer says, in the transaction of the caller."""
    connection.execute(
        _QUERIES.answer_content_add,
        {"answer_id": number, "content": msgspec.json.encode(content).decode()},
    )


def list_answers(
    connection: Connection, *, recipient: str | None, count: int
) -> list[ListedAnswer]:
    """Return the last `count` answers, newest first; of one recipient when it is named."""
    rows = connection.execute(_QUERIES.answers, {"recipient": recipient, "count": count})
    return [
        ListedAnswer(
            number,
            as_instant(given_at),
            actor,
            to_whom,
            purpose,
            on,
            position,
            edition,
            found,
            verdict,
            _instant(known_until),
            advice,
            gone,
        )
        for (
            number,
            given_at,
            actor,
            to_whom,
            purpose,
            on,
            position,
            edition,
            found,
            verdict,
            known_until,
            advice,
            gone,
        ) in rows
    ]


def read_answer(connection: Connection, number: int) -> KeptAnswer:
    """Return an answer as it is kept.

    Raises:
        NoSuchAnswer: There is none of this number.
    """
    row = connection.execute(_QUERIES.answer_numbered, {"answer_id": number}).fetchone()
    if row is None:
        raise NoSuchAnswer
    (
        _,
        given_at,
        actor,
        _,
        _,
        subject_id,
        on,
        position,
        known_at,
        edition,
        found,
        verdict,
        known_until,
        advice,
        request,
        content,
        subjects,
        candidates,
        found_by,
        method,
        search,
        decision,
        decided_at,
        taken_back_at,
    ) = row
    erased = connection.execute(_QUERIES.erasures_behind, {"answer_id": number})
    return KeptAnswer(
        AnswerLine(
            number=number,
            given_at=as_instant(given_at),
            actor=actor,
            subject_id=subject_id,
            basis=Basis(position, as_instant(known_at), edition, on),
            found=found,
            through=Through(
                by=found_by,
                method=method,
                search=search,
                decision=decision,
                decided_at=_instant(decided_at),
            ),
            verdict=verdict,
            known_until=_instant(known_until),
            advice=advice,
            inquiry=msgspec.convert(request, type=Inquiry),
        ),
        None if content is None else msgspec.json.decode(content),
        tuple(subjects),
        tuple(candidates),
        _instant(taken_back_at),
        tuple(ErasedBehind(day, rule) for day, rule in erased),
    )


def _instant(value: datetime | None) -> Instant | None:
    return None if value is None else as_instant(value)
