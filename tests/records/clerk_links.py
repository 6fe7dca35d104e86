"""Links by two clerks in a register without an office: the rows that an approval leaves."""

from datetime import timedelta
from itertools import combinations

from hypothesis import strategies as st
from msgspec import Struct

from jds.database.connection import Connection, Database
from jds.domain.clerks import ClerkStatement, may_clerks_link
from jds.domain.record import EntryRule
from jds.domain.time import Instant, as_instant
from jds.persons.clerk_links import LinkEnd, end_link, links_among, make_link
from jds.persons.subjects import keys_of, subjects_after
from jds.records.catch_up import refold


class Act(Struct, frozen=True):
    """Something two clerks do: link one of the pairs there are, or end one of the links."""

    which: int
    end: LinkEnd | None
    after: timedelta


acts = st.builds(
    Act,
    which=st.integers(0, 99),
    end=st.sampled_from([None, None, None, LinkEnd.SEPARATED, LinkEnd.TAKEN_BACK]),
    # Within the moments of the messages of a history, or long after.
    after=st.sampled_from([timedelta(minutes=1), timedelta(days=1), timedelta(days=30)]),
)


def carry_out(database: Database, act: Act, *, at: Instant, rule: EntryRule) -> Instant:
    """Carry out an act, if there is anything for it; return the moment it has."""
    at = as_instant(at + act.after)
    with database.transaction() as connection:
        subjects = subjects_after(connection, 0, count=1000)
        standing = [each for each in links_among(connection, subjects) if each.ended_at is None]
        if act.end is not None and standing:
            link = standing[act.which % len(standing)]
            number = _proposal(connection, "person unlink", at=at)
            end_link(connection, link.number, ended_by=number, ended_as=act.end, ended_at=at)
            refold(connection, link.subject_ids, rule=rule)
        linked = {each.subject_ids for each in standing}
        pairs = [
            (one, other)
            for (key, one), (other_key, other) in combinations(
                keys_of(connection, subjects).items(), 2
            )
            if may_clerks_link(key, other_key) and (one, other) not in linked
        ]
        if act.end is None and pairs:
            pair = pairs[act.which % len(pairs)]
            number = _proposal(connection, "person link", at=at)
            make_link(connection, number, subject_ids=pair, since=at)
            refold(connection, pair, rule=rule)
    return at


def statements_kept(connection: Connection, *, at: Instant | None = None) -> list[ClerkStatement]:
    """Return what clerks stated as known at an instant, read row by row."""
    keys = {
        subject_id: key
        for key, subject_id in keys_of(
            connection, subjects_after(connection, 0, count=1000)
        ).items()
    }
    statements = []
    rows = connection.execute(
        "SELECT number, subject_id, other_id, since, ended_at, ended_by, ended_as FROM clerk_link"
    )
    for number, one, other, since, ended_at, ended_by, ended_as in rows:
        pair = frozenset((keys[one], keys[other]))
        if at is not None and since > at:
            continue
        if ended_at is None or (at is not None and ended_at > at):
            statements.append(ClerkStatement(number, pair, True, since))
        elif ended_as == "gescheiden":
            statements.append(ClerkStatement(ended_by, pair, False, ended_at))
    return statements


def proven_act(connection: Connection, name: str, *, at: Instant) -> int:
    """Write down an act of a clerk; return its number."""
    connection.execute(
        "INSERT INTO actor (name, role, public_key, added_at, added_by)"
        " VALUES (%s, 'operator', %s, %s, 'beheerder') ON CONFLICT DO NOTHING",
        [name, name.encode(), at],
    )
    [(act_id,)] = connection.execute(
        "INSERT INTO act (actor, done_at, verb, digest, signature)"
        " VALUES (%s, %s, 'proef', '', '') RETURNING act_id",
        [name, at],
    ).fetchall()
    return int(act_id)


def _proposal(connection: Connection, verb: str, *, at: Instant) -> int:
    """Write down a proposal that two clerks carried out; return its number."""
    acts = [proven_act(connection, name, at=at) for name in ("olga", "otto")]
    [(number,)] = connection.execute(
        "INSERT INTO proposal (verb, digest, proposer, proposed_by_act, proposed_at, expires_at,"
        " state, settled_at, approver, settled_by_act)"
        " VALUES (%s, '', 'olga', %s, %s, %s, 'uitgevoerd', %s, 'otto', %s) RETURNING number",
        [verb, acts[0], at, at + timedelta(days=1), at, acts[1]],
    ).fetchall()
    return int(number)
