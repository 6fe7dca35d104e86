"""The account: what was done by whom, and who saw what of whom.

Both kinds of line are written in the transaction of the caller, the one that reads what is shown
or changes what is changed: either both are there or neither is.

Source: Wjsg art. 19 (every disclosure is logged).
"""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from jds.accounting.actors import ProvenAct
from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import LegalDay

_QUERIES = Queries(Path(__file__).with_name("accounting.sql"))


class Shown(StrEnum):
    """What was shown of a person."""

    RECORD = "dossier"
    NOTHING = "niets"
    SET_ASIDE = "apart-gezet"
    QUARANTINED = "quarantaine"
    ANSWER = "verstrekking"
    EXPLANATION = "toelichting"
    PROPOSAL = "voorstel"
    SHIELD = "afscherming"
    DUE = "te-vernietigen"
    IDENTITY = "identiteit"
    REVIEW = "beoordeling"
    PAPER = "papier"
    CANDIDATE = "kandidaat"
    WHO_IS_MEANT = "wie-bedoeld"


class AccessLine(Struct, frozen=True):
    """What was shown of one person.

    Attributes:
        subject_id: Who; None when nobody here is meant, or nobody can be named.
        position: Known at.
        judged_on: The legal day asked.
    """

    subject_id: int | None
    shown: Shown
    position: int
    judged_on: LegalDay


def write_act(connection: Connection, act: ProvenAct) -> int:
    """Write down an act in the transaction of the caller; return its number."""
    [(act_id,)] = connection.execute(
        _QUERIES.act_add,
        {
            "actor": act.actor,
            "done_at": act.at,
            "verb": act.verb.value,
            "digest": act.digest,
            "signature": act.signature,
            "reason": act.reason,
        },
    ).fetchall()
    return int(act_id)


def write_access(connection: Connection, act_id: int, lines: Iterable[AccessLine]) -> None:
    """Write down what was shown under an act, in the transaction of the caller."""
    with (
        connection.cursor() as cursor,
        cursor.copy(_QUERIES.access_lines_add) as copy,
    ):
        for line in lines:
            copy.write_row(
                (act_id, line.subject_id, line.shown.value, line.position, line.judged_on)
            )
