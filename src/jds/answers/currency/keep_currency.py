"""Keep with an answer how current it was, and the hold that it advises."""

from pathlib import Path

from jds.answers.currency.assess import Assessed
from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant

_QUERIES = Queries(Path(__file__).with_name("keep_currency.sql"))


def keep_currency(connection: Connection, number: int, assessed: Assessed) -> None:
    """Keep how current answer `number` was, in the transaction of the caller.

    Of an answer that nothing missing could change, that rests on no declaration and is proven as
    far as it is known, its own line says all.
    """
    weighed, advised = assessed.weighed, assessed.advised
    declared = None if advised is None else advised.declared
    says_more = (
        weighed.is_weakened or declared is not None or weighed.proven_until != weighed.known_until
    )
    missing = [each.currency for each in assessed.awaited]
    if not says_more and not missing and advised is None:
        return
    connection.execute(
        _QUERIES.currency_add,
        {
            "answer_id": number,
            "says_more": says_more,
            "proven_until": weighed.proven_until,
            "is_weakened": weighed.is_weakened,
            "declared": declared,
            "urns": [each.source for each in missing],
            "through": [each.complete_through_at for each in missing],
            "risk": None if advised is None else advised.risk,
        },
    )


def keep_hold(connection: Connection, number: int, assessed: Assessed, *, since: Instant) -> None:
    """Keep the hold that answer `number` advises, if it does, in the transaction of the caller."""
    hold = None if assessed.advised is None else assessed.advised.hold
    if hold is None:
        return
    connection.execute(
        _QUERIES.hold_add,
        {
            "answer_id": number,
            "since": since,
            "review_on": hold.review_on,
            "ends_on": hold.last_day,
        },
    )
    if assessed.doubtful:
        connection.execute(
            _QUERIES.hold_message_add,
            {
                "answer_id": number,
                "doubts": [each.doubt for each in assessed.doubtful],
                "positions": [each.position for each in assessed.doubtful],
                "set_aside": [each.set_aside for each in assessed.doubtful],
            },
        )
