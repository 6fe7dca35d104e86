"""The ways by which messages came, as kept: what was entered from paper, its pairs, who leads.

None of it has a position of its own, so what held at a moment of knowledge is judged by instants,
as for shields; the digital side of a pair must be known by then too.

Source: ADR 23.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.identity import SubjectKey
from jds.domain.paper_source import Channel
from jds.domain.time import Instant, as_instant
from jds.domain.ways import Lead, Ways

_QUERIES = Queries(Path(__file__).with_name("ways.sql"))


class Entered(Struct, frozen=True):
    """Where a message comes from that a clerk entered.

    Attributes:
        gap_from: See `jds.domain.ways.Ways.entered`; None when the source was current.
        channel: How it came: `papier`, `koerier`, `e-mail` or `telefoon`.
        item: Intake number.
    """

    gap_from: Instant | None
    channel: str
    item: int


class StoredPair(Struct, frozen=True):
    """A pair that stands, or stood until it was ended."""

    paper: int
    digital: int
    paired_at: Instant
    ended_at: Instant | None


class StoredLead(Struct, frozen=True):
    """What an operator stated of a case; see `jds.domain.ways.Lead`.

    Attributes:
        stated_by: Name of the actor.
    """

    number: int
    channel: Channel
    stated_at: Instant
    from_at: Instant
    case_names: tuple[str, ...]
    subject_ids: tuple[int, ...]
    stated_by: str
    reason: str


class StoredWays(Struct, frozen=True):
    """Everything of the ways of some messages, at whatever instant.

    Attributes:
        entered: By position of the message.
    """

    entered: Mapping[int, Entered] = {}
    pairs: tuple[StoredPair, ...] = ()
    leads: tuple[StoredLead, ...] = ()

    def at(self, at: Instant | None, *, keys: Mapping[int, SubjectKey]) -> Ways:
        """Return what counts of it as known at an instant, for the fold.

        Args:
            at: None for all that is known.
            keys: The full internal keys of the subjects that are known.
        """
        return Ways(
            entered={
                position: each.gap_from
                for position, each in self.entered.items()
                if each.gap_from is not None
            },
            pairs={
                each.paper: each.digital
                for each in self.pairs
                if _stands(each.paired_at, each.ended_at, at=at)
            },
            leads=tuple(
                Lead(
                    each.channel,
                    each.from_at,
                    frozenset(keys[s] for s in each.subject_ids if s in keys),
                    frozenset(each.case_names),
                )
                for each in self.leads
                if _stands(each.stated_at, None, at=at)
            ),
        )


def _stands(since: Instant, ended_at: Instant | None, *, at: Instant | None) -> bool:
    if at is None:
        return ended_at is None
    return since <= at and (ended_at is None or ended_at > at)


def ways_of(
    connection: Connection,
    *,
    paper_positions: Collection[int],
    subjects: Collection[int],
    through_position: int,
) -> StoredWays:
    """Return the ways of messages about `subjects`.

    Args:
        paper_positions: Of those that a clerk entered.
        through_position: What the register knew at this position.
    """
    rows = connection.execute(_QUERIES.leads_of, {"subjects": list(subjects)}, prepare=True)
    leads = tuple(_lead(*row) for row in rows)
    if not paper_positions:
        return StoredWays(leads=leads)
    asked = {"positions": sorted(paper_positions), "through": through_position}
    return StoredWays(
        entered=entered_at(connection, paper_positions),
        pairs=tuple(
            StoredPair(paper, digital, as_instant(paired_at), _instant(ended_at))
            for paper, digital, paired_at, ended_at in connection.execute(_QUERIES.pairs_of, asked)
        ),
        leads=leads,
    )


def entered_at(connection: Connection, positions: Collection[int]) -> dict[int, Entered]:
    """Return where the messages at `positions` come from that a clerk entered."""
    asked = {"positions": sorted(positions)}
    return {
        position: Entered(_instant(gap_from), channel, item)
        for position, gap_from, channel, item in connection.execute(_QUERIES.entered, asked)
    }


def state_lead(
    connection: Connection,
    *,
    channel: Channel,
    case_names: Collection[str],
    subject_ids: Collection[int],
    stated_at: Instant,
    from_at: Instant,
    reason: str,
    act_id: int,
) -> None:
    """Note which way leads in a case, in the transaction of the caller."""
    [(lead_id,)] = connection.execute(
        _QUERIES.lead_add,
        {
            "channel": channel,
            "stated_at": stated_at,
            "from_at": from_at,
            "case_names": sorted(case_names),
            "reason": reason,
            "act_id": act_id,
        },
    ).fetchall()
    connection.execute(
        _QUERIES.lead_about_add, {"lead_id": lead_id, "subjects": sorted(subject_ids)}
    )


def make_pair(
    connection: Connection,
    *,
    paper: int,
    digital: int,
    paired_at: Instant,
    act_id: int | None,
    method: str,
    reasons: Collection[str],
) -> int:
    """Note that two messages state the same fact; return the number of the pair.

    Args:
        act_id: Of the clerk who judged so; None when the register found them exactly alike.
        method: Version of the method that compared them.
        reasons: Codes of what was alike and what was not.
    """
    [(pair_id,)] = connection.execute(
        _QUERIES.pair_add,
        {
            "paper": paper,
            "digital": digital,
            "paired_at": paired_at,
            "act_id": act_id,
            "method": method,
            "reasons": list(reasons),
        },
    ).fetchall()
    return int(pair_id)


def end_pair(connection: Connection, *, paper: int, ended_at: Instant, act_id: int) -> int | None:
    """End the pair of a paper message; return the digital message; None when there was none."""
    row = connection.execute(
        _QUERIES.pair_end, {"paper": paper, "ended_at": ended_at, "act_id": act_id}
    ).fetchone()
    return None if row is None else int(row[0])


def keep_apart(connection: Connection, *, paper: int, digital: int, act_id: int) -> None:
    """Note that two messages do not state the same fact, so that nobody is asked again."""
    connection.execute(_QUERIES.apart_add, {"paper": paper, "digital": digital, "act_id": act_id})


def _lead(
    number: int,
    channel: Channel,
    stated_at: datetime,
    from_at: datetime,
    case_names: list[str],
    subject_ids: list[int],
    stated_by: str,
    reason: str,
) -> StoredLead:
    return StoredLead(
        number,
        channel,
        as_instant(stated_at),
        as_instant(from_at),
        tuple(case_names),
        tuple(subject_ids),
        stated_by,
        reason,
    )


def _instant(value: datetime | None) -> Instant | None:
    return None if value is None else as_instant(value)


class Unpaired(Struct, frozen=True):
    """A message from paper without a digital one that states the same."""

    position: int
    item: int
    message_id: str
    kind: str
    entered_at: Instant


def list_unpaired(connection: Connection) -> list[Unpaired]:
    """Return the messages from paper without a pair, the oldest first."""
    return [
        Unpaired(position, item, message_id, kind, as_instant(entered_at))
        for position, item, message_id, kind, entered_at in connection.execute(_QUERIES.unpaired)
    ]


def has_unpaired(connection: Connection) -> bool:
    """Tell whether there is paper without a pair."""
    [(found,)] = connection.execute(_QUERIES.has_unpaired).fetchall()
    return bool(found)


def pair_of(connection: Connection, paper: int) -> int | None:
    """Return the digital message that a paper one is in a pair with; None when it is in none."""
    row = connection.execute(_QUERIES.pair_of, {"position": paper}).fetchone()
    return None if row is None else int(row[0])


def paper_about_cases(connection: Connection, names: Collection[str]) -> list[int]:
    """Return the messages that clerks entered about cases with one of `names`."""
    rows = connection.execute(_QUERIES.entered_about, {"names": list(names)})
    return [position for (position,) in rows]


def spoken_for(connection: Connection, positions: Collection[int]) -> frozenset[int]:
    """Return which digital messages at `positions` are in a pair."""
    rows = connection.execute(_QUERIES.spoken_for, {"positions": list(positions)})
    return frozenset(position for (position,) in rows)


def kept_apart(connection: Connection, paper: int) -> frozenset[int]:
    """Return the digital messages that a clerk judged not to state what a paper one does."""
    rows = connection.execute(_QUERIES.kept_apart, {"position": paper})
    return frozenset(position for (position,) in rows)


def digital_of_cases(
    connection: Connection, *, source: str, kind: str, names: Collection[str]
) -> list[int]:
    """Return the messages of a source and kind about cases with one of `names`; slow."""
    asked = {"source": source, "kind": kind, "names": list(names)}
    return [position for (position,) in connection.execute(_QUERIES.of_cases, asked)]
