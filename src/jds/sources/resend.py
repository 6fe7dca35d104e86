"""Ask a source to send again what is missing, or what a restore of the register lost.

A source sends a range of its running numbers again under the same ids; what is here already counts
as duplicate. So a request may be too wide without harm, and never too narrow.
"""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.sequence import FIRST, LAST, unwrap, wrap
from jds.domain.time import Instant, as_instant
from jds.errors import BadRequest
from jds.sources.gaps import Gap
from jds.sources.register import Source

_QUERIES = Queries(Path(__file__).with_name("resend.sql"))


class UnfitRange(BadRequest):
    """A range of running numbers cannot be asked for."""

    code = "unfit-range"


class NothingMissing(BadRequest):
    """No running number of the source is missing."""

    code = "nothing-missing"

    def __init__(self, urn: str) -> None:
        super().__init__(
            f"No running number of source [{urn}] is missing, so there is nothing to ask for. "
            "After a restore give the range yourself: --from N --to M."
        )


class ResendRequest(Struct, frozen=True):
    """A request to send again.

    Attributes:
        ranges: Running numbers as on the wire; where these come round, `last` is the smaller.
    """

    number: int
    requested_at: Instant
    ranges: tuple[Gap, ...]


def request_resend(
    connection: Connection,
    source: Source,
    *,
    asked: tuple[int, int] | None,
    act_id: int,
    now: Instant,
) -> ResendRequest:
    """Keep that a source is asked to send again, and return what is asked.

    Args:
        asked: First and last running number as on the wire; None asks for everything missing.

    Raises:
        NothingMissing: Nothing is missing, and no range was given.
        UnfitRange: The range cannot be asked for.
    """
    ranges = _missing(connection, source) if asked is None else [_range(source, asked)]
    if not ranges:
        raise NothingMissing(source.urn)
    parts = ",".join(f"[{each.first},{each.last}]" for each in ranges)
    [(number,)] = connection.execute(
        _QUERIES.keep_request,
        {
            "source_id": source.source_id,
            "requested_at": now,
            "act_id": act_id,
            "ranges": f"{{{parts}}}",
        },
    ).fetchall()
    return ResendRequest(number, now, _on_the_wire(ranges))


def requests_to(connection: Connection, urn: str) -> list[ResendRequest]:
    """Return every request to a source, the newest last."""
    return [
        ResendRequest(number, as_instant(at), _on_the_wire(list(map(Gap, firsts, lasts))))
        for number, at, firsts, lasts in connection.execute(_QUERIES.requests, {"urn": urn})
    ]


def _missing(connection: Connection, source: Source) -> list[Gap]:
    rows = connection.execute(_QUERIES.missing, {"source_id": source.source_id})
    return [Gap(first, last) for first, last in rows]


def _range(source: Source, asked: tuple[int, int]) -> Gap:
    for number in asked:
        if not FIRST <= number <= LAST:
            raise UnfitRange(
                f"A running number of [{number}] is out of range. Give numbers from {FIRST} to "
                f"{LAST}."
            )
    first, last = (unwrap(number, near=source.highest) for number in asked)
    if first > last:
        raise UnfitRange(
            f"From [{asked[0]}] to [{asked[1]}] leads back. Give the lower number first."
        )
    return Gap(first, last)


def _on_the_wire(ranges: Sequence[Gap]) -> tuple[Gap, ...]:
    return tuple(Gap(wrap(each.first), wrap(each.last)) for each in ranges)
