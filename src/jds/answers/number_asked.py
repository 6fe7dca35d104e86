"""Keep by which number an answer was asked, so that it is found again when that person is known.

Most people who are asked about have no trace here. The answer then points at nobody, and first news
about them would touch no answer at all: just those who got a clean certificate while a source was
silent would never be looked at again. What is kept is a digest under the key of the register, that
nobody reads back without that key; it goes with what the answer said, and after a term.

Source: reference on the outage of 2025, story 4; GDPR art. 5(1)(c) and (e).
"""

import hashlib
import hmac
from datetime import timedelta
from pathlib import Path

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant
from jds.records.show import Number

_QUERIES = Queries(Path(__file__).with_name("number_asked.sql"))

KEPT_FOR = timedelta(weeks=104)
"""How long the digest is kept.

Ours: an outage of months, as long to catch up, and the time in which a fault is found that nobody
saw; a certificate is seldom looked at again after two years.
"""


def digest_of(number: Number, *, register_key: bytes) -> bytes:
    """Return the keyed digest of a number of a person."""
    kind, value = number
    said = f"{kind}:{value}".encode()
    return hmac.new(register_key, b"number-asked\0" + said, hashlib.sha256).digest()


def keep_number(
    connection: Connection, answer: int, number: Number, *, register_key: bytes, at: Instant
) -> None:
    """Keep by which number an answer was asked, in the transaction of the caller."""
    connection.execute(
        _QUERIES.number_add,
        {
            "answer_id": answer,
            "asked_at": at,
            "digest": digest_of(number, register_key=register_key),
        },
    )


def forget_old_numbers(connection: Connection, *, before: Instant) -> None:
    """Forget by which numbers was asked before a moment, in the transaction of the caller."""
    connection.execute(_QUERIES.forget_old, {"before": before})
