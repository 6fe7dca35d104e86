"""Links that two clerks made between subjects, without the person authority.

A link holds from the moment it was approved until it is ended: *separated*, which states that the
two are not one person, or *taken back*, after which what stood before counts again. Which of them
hold is judged by the instant of a moment of knowledge, so a question asked again gets the same
persons. Only an act by two people makes or ends one; the tables see to that.

Source: message contract, section 3 ("only a person authority or two clerks may link it"); ADR 17.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.clerks import ClerkStatement
from jds.domain.identity import SubjectKey
from jds.domain.time import Instant, as_instant
from jds.errors import BadRequest

_QUERIES = Queries(Path(__file__).with_name("clerk_links.sql"))


class LinkEnd(StrEnum):
    """How a link ended."""

    SEPARATED = "gescheiden"
    TAKEN_BACK = "teruggenomen"


class NoSuchLink(BadRequest):
    """No link by two clerks has this number."""

    code = "no-such-link"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No link by two clerks has the number [{number}]. 'jds person links' shows which "
            "there are; one that is proposed and not yet approved is in 'jds proposals list'."
        )


class ClerkLink(Struct, frozen=True, kw_only=True):
    """A link that two clerks made.

    Attributes:
        number: Of the proposal that made it.
        subject_ids: The two, the one known first first.
        ended_at: None while it stands.
        ended_by: The proposal that ended it.
    """

    number: int
    subject_ids: tuple[int, int]
    since: Instant
    ended_at: Instant | None = None
    ended_by: int | None = None
    ended_as: LinkEnd | None = None

    def stated_at(self, at: Instant | None) -> tuple[int, bool, Instant] | None:
        """Return what counts of it at an instant: proposal, *one person*, and since when.

        None when nothing does; an `at` of None asks for the last word.
        """
        if at is not None and self.since > at:
            return None
        if self.ended_at is None or (at is not None and self.ended_at > at):
            return self.number, True, self.since
        if self.ended_as is LinkEnd.SEPARATED and self.ended_by is not None:
            return self.ended_by, False, self.ended_at
        return None


def statements_at(
    links: Collection[ClerkLink], *, at: Instant | None, keys: Mapping[int, SubjectKey]
) -> tuple[ClerkStatement, ...]:
    """Return what clerks stated as known at an instant, for the fold.

    Args:
        at: None for all that is known.
        keys: The full internal keys of the subjects that are known; a link with another subject
            states nothing.
    """
    return tuple(_statements(links, at, keys))


def _statements(
    links: Collection[ClerkLink], at: Instant | None, keys: Mapping[int, SubjectKey]
) -> Iterator[ClerkStatement]:
    for link in links:
        stated = link.stated_at(at)
        if stated is None or not keys.keys() >= set(link.subject_ids):
            continue
        number, is_one, since = stated
        yield ClerkStatement(
            number, frozenset(keys[each] for each in link.subject_ids), is_one, since
        )


def links_among(connection: Connection, subjects: Collection[int]) -> tuple[ClerkLink, ...]:
    """Return every link, ended or not, between two of `subjects`."""
    rows = connection.execute(_QUERIES.links_among, {"subjects": list(subjects)}, prepare=True)
    return tuple(_link(*row) for row in rows)


def list_links(connection: Connection) -> list[ClerkLink]:
    """Return every link, the oldest first."""
    return [_link(*row) for row in connection.execute(_QUERIES.links, {"number": None})]


def show_link(connection: Connection, number: int) -> ClerkLink:
    """Return one link.

    Raises:
        NoSuchLink: There is none with this number.
    """
    row = connection.execute(_QUERIES.links, {"number": number}).fetchone()
    if row is None:
        raise NoSuchLink(number)
    return _link(*row)


def make_link(
    connection: Connection, number: int, *, subject_ids: tuple[int, int], since: Instant
) -> None:
    """Link two subjects, by the proposal `number` that two people carried out."""
    first, second = sorted(subject_ids)
    connection.execute(
        _QUERIES.link_add,
        {"number": number, "subject_id": first, "other_id": second, "since": since},
    )


def end_link(
    connection: Connection, number: int, *, ended_by: int, ended_as: LinkEnd, ended_at: Instant
) -> None:
    """End a link, by the proposal `ended_by` that two people carried out."""
    connection.execute(
        _QUERIES.link_end,
        {
            "number": number,
            "ended_by": ended_by,
            "ended_as": ended_as.value,
            "ended_at": ended_at,
        },
    )


def _link(
    number: int,
    subject_id: int,
    other_id: int,
    since: datetime,
    ended_at: datetime | None,
    ended_by: int | None,
    ended_as: str | None,
) -> ClerkLink:
    return ClerkLink(
        number=number,
        subject_ids=(subject_id, other_id),
        since=as_instant(since),
        ended_at=None if ended_at is None else as_instant(ended_at),
        ended_by=ended_by,
        ended_as=None if ended_as is None else LinkEnd(ended_as),
    )
