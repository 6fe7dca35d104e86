"""Explain a kept answer to the privacy officer: of every fact, why it was shown or withheld.

The explanation is of the answer as it was given; what was destroyed since is not in it.

Source: Wjsg art. 7(2), 26c; design, section 9.
"""

from collections.abc import Collection

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access
from jds.accounting.disclose import Asker
from jds.accounting.roles import Verb
from jds.answers.judge import Judged
from jds.answers.judge_again import account_for, judge_again, open_answer
from jds.answers.keep import KeptAnswer
from jds.database.connection import Connection, Database
from jds.domain.time import Instant
from jds.persons.subjects import skns_left_of


class Numbers(Struct, frozen=True):
    """The SKNs of some subjects about whom something is left, and how many others have none."""

    skns: tuple[str, ...]
    without_skn: int


class Explained(Struct, frozen=True):
    """A kept answer with what the law says of every fact behind it.

    Attributes:
        judged: None when nobody was judged, or nothing is left to judge.
        made_of: The numbers that the person was made of, as known then.
        candidates: Those of everybody who may have been meant, when that was not certain.
    """

    kept: KeptAnswer
    judged: Judged | None
    made_of: Numbers
    candidates: Numbers


def explain_answer(database: Database, number: int, *, asker: Asker, now: Instant) -> Explained:
    """Return a kept answer and why each fact was shown or withheld, accounted for.

    Raises:
        NotAllowed: The actor is not proven, or may not see what was withheld.
        NoSuchAnswer: There is none of this number.
    """
    with database.transaction() as connection:
        kept, act_id = open_answer(
            connection, number, verb=Verb.EXPLAIN_ANSWER, asker=asker, now=now
        )
        again = judge_again(connection, kept, now=now)
        account_for(connection, kept, act_id=act_id, shown=Shown.EXPLANATION)
        basis = kept.line.basis
        write_access(
            connection,
            act_id,
            [
                AccessLine(each, Shown.CANDIDATE, basis.position, basis.on)
                for each in kept.candidates
            ],
        )
        return Explained(
            kept,
            None if again is None else again.judged,
            made_of=_numbers(connection, kept.subjects),
            candidates=_numbers(connection, kept.candidates),
        )


def _numbers(connection: Connection, subjects: Collection[int]) -> Numbers:
    skns, others = skns_left_of(connection, subjects)
    return Numbers(tuple(skns), others)
