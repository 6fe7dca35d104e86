"""Explain a kept answer to the privacy officer: of every fact, why it was shown or withheld.

The explanation is of the answer as it was given; what was destroyed since is not in it.

Source: Wjsg art. 7(2), 26c; design, section 9.
"""

from msgspec import Struct

from jds.accounting.access import Shown
from jds.accounting.disclose import Asker
from jds.accounting.roles import Verb
from jds.answers.judge import Judged
from jds.answers.judge_again import account_for, judge_again, open_answer
from jds.answers.keep import KeptAnswer
from jds.database.connection import Database
from jds.domain.time import Instant


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
        kept, act_id = open_answer(
            connection, number, verb=Verb.EXPLAIN_ANSWER, asker=asker, now=now
        )
        again = judge_again(connection, kept, now=now)
        account_for(connection, kept, act_id=act_id, shown=Shown.EXPLANATION)
    return Explained(kept, None if again is None else again.judged)
