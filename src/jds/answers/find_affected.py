"""Find the answers that an outage affected: those that news of it touches, and what they say now.

An answer is affected when a message that the source logged in the outage came after it, about
somebody of whom the answer was or may have been, or whose number it was asked by. Each is then
judged twice, by its own question and under its own edition of the law: from what was known when it
was given, and from what is known now. Where that makes a difference it is *changed*: whoever got it
should get it again. Both times it is judged with the shields, links and decisions of the moment
asked about, so that nothing makes a difference but what the sources sent.

Nothing of a person is told: numbers of answers, and whether the register would say the same.

Source: design, section 2 (I5) and section 5; ADR 24.
"""

from typing import Literal, TypeAlias

from msgspec import Struct, structs

from jds.answers.judge_again import judge_at
from jds.answers.keep import KeptAnswer, read_answer
from jds.answers.outage_report import OutageReport, carriers_of_number_asked
from jds.answers.present import NOTHING_TOLD, present_told
from jds.database.connection import Connection
from jds.domain.time import Instant
from jds.law.disclosure.request import GroundMissing
from jds.records.known_at import Moment

Outcome: TypeAlias = Literal["gewijzigd", "bevestigd", "onbekend"]
"""Says something else now; says the same; cannot be told, as it was not certain who is meant or
what it said is destroyed."""


class Affected(Struct, frozen=True, kw_only=True):
    """An answer that news of an outage touches: nothing of a person.

    Attributes:
        before_seen: It was given before anybody saw the outage, and could not say so.
        outcome: Whether the register would tell something else now.
    """

    number: int
    given_at: Instant
    recipient: str
    purpose: str
    verdict: str
    advice: str
    before_seen: bool
    outcome: Outcome


def find_affected(connection: Connection, report: OutageReport) -> list[Affected]:
    """Return every answer that news of an outage touches, the oldest first, as known then."""
    carriers = carriers_of_number_asked(connection, report)
    return [
        _affected(
            connection,
            read_answer(connection, number),
            report,
            carriers=carriers.get(number, frozenset()),
        )
        for number in report.touched
    ]


def _affected(
    connection: Connection, kept: KeptAnswer, report: OutageReport, *, carriers: frozenset[int]
) -> Affected:
    line = kept.line
    return Affected(
        number=line.number or 0,
        given_at=line.given_at,
        recipient=line.inquiry.request.recipient,
        purpose=line.inquiry.request.purpose,
        verdict=line.verdict,
        advice=line.advice,
        before_seen=line.given_at < report.stretch.seen_at,
        outcome=_outcome(connection, kept, moment=report.moment, carriers=carriers),
    )


def _outcome(
    connection: Connection, kept: KeptAnswer, *, moment: Moment, carriers: frozenset[int]
) -> Outcome:
    if kept.content is None:
        return "onbekend"
    of_whom = carriers if kept.line.subject_id is None else {kept.line.subject_id}
    if not of_whom:
        return "onbekend"
    then = structs.replace(moment, position=kept.line.basis.position)
    try:
        is_same = all(
            _told(connection, kept, subject_id, moment=then)
            == _told(connection, kept, subject_id, moment=moment)
            for subject_id in sorted(of_whom)
        )
    except GroundMissing:
        return "onbekend"
    return "bevestigd" if is_same else "gewijzigd"


def _told(connection: Connection, kept: KeptAnswer, subject_id: int, *, moment: Moment) -> object:
    of_them = structs.replace(kept, line=structs.replace(kept.line, subject_id=subject_id))
    judged = judge_at(connection, of_them, moment=moment)
    return NOTHING_TOLD if judged is None else present_told(judged.person, judged.judged)
