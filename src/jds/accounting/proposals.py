"""Acts that need two people: one proposes, another approves, and approving carries it out.

A proposal holds exactly what will be done, as canonical JSON. Both people sign its keyed digest, so
neither can have meant something else; the act happens in the transaction of the approval, or not at
all. Whoever owns the act carries it out (`Executor`), and refuses when what it was based on is no
longer so. Reasons stand with the content and not with the act: they are about a person, and an act
is never erased.

Source: design, section 9; ADR 16.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from psycopg.rows import TupleRow

from jds.accounting import keys, roles
from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, digest_of, find_actor, prove, require_reason
from jds.accounting.proposal import (
    About,
    Acting,
    Approved,
    Content,
    Executor,
    NoSuchProposal,
    NotYoursToWithdraw,
    Proposal,
    ProposalAltered,
    ProposalErased,
    ProposalSettled,
    ProposalState,
    SamePerson,
    Words,
)
from jds.accounting.roles import Role, Verb
from jds.database.connection import Connection
from jds.database.queries import Queries
from jds.domain.time import Instant, amsterdam_day, as_instant, instant_to_text
from jds.ledger.read import head

_QUERIES = Queries(Path(__file__).with_name("proposals.sql"))


def propose(
    connection: Connection,
    verb: Verb,
    *,
    content: Content,
    about: About,
    acting: Acting,
    expires_at: Instant,
) -> Proposal:
    """Write down what somebody proposes, in the transaction of the caller.

    That somebody had those it is about before them goes into the account of each.

    Raises:
        NotAllowed: The actor is not proven, or the role may not propose it.
        ReasonRefused: The reason cannot be kept.
    """
    require_reason(acting.reason)
    text = canonical(content)
    digest = digest_of_content(verb, text, register_key=keys.register_key(acting.home))
    act = prove(
        connection,
        acting.name,
        home=acting.home,
        verb=verb,
        arguments=_signed_by_proposer(digest, reason=acting.reason, expires_at=expires_at),
        reason=None,
        now=acting.now,
    )
    connection.execute(_QUERIES.proposals_expire, {"now": acting.now})
    act_id = write_act(connection, act)
    [(number,)] = connection.execute(
        _QUERIES.proposal_add,
        {
            "verb": verb.value,
            "digest": digest,
            "proposer": act.actor,
            "act_id": act_id,
            "proposed_at": acting.now,
            "expires_at": expires_at,
        },
    ).fetchall()
    connection.execute(
        _QUERIES.proposal_content_add,
        {"number": number, "content": text, "reason": acting.reason},
    )
    connection.execute(
        _QUERIES.proposal_about_add,
        {
            "number": number,
            "subject_ids": sorted(set(about.subject_ids)),
            "case_names": sorted(set(about.case_names)),
        },
    )
    account_for(connection, act_id, about.subject_ids, shown=Shown.PROPOSAL, now=acting.now)
    return Proposal(
        number=number,
        verb=verb,
        digest=digest,
        proposer=act.actor,
        proposed_at=acting.now,
        expires_at=expires_at,
        state=ProposalState.OPEN,
        settled_at=None,
        settled_by=None,
    )


def approve(
    connection: Connection, number: int, *, acting: Acting, executors: Mapping[Verb, Executor]
) -> tuple[Proposal, Content]:
    """Approve what another proposed and carry it out, in the transaction of the caller.

    Returns:
        The proposal as it was, and what its executor tells of it.

    Raises:
        NoSuchProposal, ProposalSettled: There is nothing to approve.
        NotAllowed: The actor is not proven, is the proposer, or the role may not approve it.
        ProposalErased, ProposalAltered: What was proposed is gone, or is no longer what was signed.
        JdsError: Whoever carries it out refuses, for instance because it is outdated.
    """
    proposal = _lock(connection, number, now=acting.now)
    act_id = _write_settling_act(connection, proposal, verb=Verb.APPROVE, acting=acting)
    if proposal.state is not ProposalState.OPEN:
        raise ProposalSettled(proposal)
    if acting.name == proposal.proposer:
        raise SamePerson(proposal)
    register_key = keys.register_key(acting.home)
    text, reason = _words_to_approve(connection, number)
    proposer_role = _require_unaltered(
        connection, proposal, text=text, reason=reason, register_key=register_key
    )
    roles.check_second(
        acting.name,
        role=_role_of(connection, acting.name),
        proposer_role=proposer_role,
        verb=proposal.verb,
    )
    _settle(
        connection, proposal, state=ProposalState.DONE, acting=acting, act_id=act_id, by_second=True
    )
    outcome = executors[proposal.verb].execute(
        connection,
        Approved(
            number=number, content=json.loads(text), now=acting.now, register_key=register_key
        ),
    )
    return proposal, outcome


def withdraw(connection: Connection, number: int, *, acting: Acting) -> Proposal:
    """Withdraw a proposal: the proposer takes it back, or who may approve it turns it down.

    Raises:
        NoSuchProposal, ProposalSettled: There is nothing to withdraw.
        NotAllowed: The actor is not proven, or has no part in it.
    """
    proposal = _lock(connection, number, now=acting.now)
    act_id = _write_settling_act(connection, proposal, verb=Verb.WITHDRAW, acting=acting)
    if proposal.state is not ProposalState.OPEN:
        raise ProposalSettled(proposal)
    role = _role_of(connection, acting.name)
    if acting.name != proposal.proposer and role not in roles.FOUR_EYES[proposal.verb].approvers:
        raise NotYoursToWithdraw(
            f"Proposal [{number}] was made by [{proposal.proposer}], and [{acting.name}] may not "
            "approve it either. Leave it to the proposer, or to somebody who may approve it."
        )
    _settle(
        connection,
        proposal,
        state=ProposalState.WITHDRAWN,
        acting=acting,
        act_id=act_id,
        by_second=False,
    )
    return proposal


def list_proposals(connection: Connection, *, now: Instant) -> list[Proposal]:
    """Return every proposal, the oldest first: about processing, nothing of a person."""
    asked = {"now": now, "number": None}
    return [_proposal(row) for row in connection.execute(_QUERIES.proposals, asked)]


def find_proposal(connection: Connection, number: int, *, now: Instant) -> Proposal:
    """Return one proposal.

    Raises:
        NoSuchProposal: There is none with this number.
    """
    asked = {"now": now, "number": number}
    row = connection.execute(_QUERIES.proposals, asked).fetchone()
    if row is None:
        raise NoSuchProposal(number)
    return _proposal(row)


def words_of(connection: Connection, number: int) -> Words | None:
    """Return what a proposal says; None when that is erased."""
    row = connection.execute(_QUERIES.proposal_words, {"number": number}).fetchone()
    return None if row is None else Words(json.loads(row[0]), row[1], row[2])


def subjects_of(connection: Connection, number: int) -> list[int]:
    """Return whom a proposal is about."""
    rows = connection.execute(_QUERIES.proposal_subjects, {"number": number})
    return [subject_id for (subject_id,) in rows]


def account_for(
    connection: Connection,
    act_id: int,
    subject_ids: Iterable[int],
    *,
    shown: Shown,
    now: Instant,
) -> None:
    """Write down, under an act, that somebody had these subjects before them."""
    position, on = head(connection).position, amsterdam_day(now)
    write_access(
        connection,
        act_id,
        [AccessLine(each, shown, position, on) for each in sorted(set(subject_ids))],
    )


def canonical(content: Content) -> str:
    """Return content as the one text that is signed: sorted keys, no space, in ASCII."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of_content(verb: Verb, text: str, *, register_key: bytes) -> bytes:
    """Return the keyed digest (HMAC-SHA256) of what is proposed."""
    signed = f"{verb.value}\n{text}".encode("ascii")
    return hmac.new(register_key, signed, hashlib.sha256).digest()


def _signed_by_proposer(digest: bytes, *, reason: str, expires_at: Instant) -> dict[str, Argument]:
    return {"content": digest.hex(), "reason": reason, "expires_at": instant_to_text(expires_at)}


def _write_settling_act(
    connection: Connection, proposal: Proposal, *, verb: Verb, acting: Acting
) -> int:
    require_reason(acting.reason)
    act = prove(
        connection,
        acting.name,
        home=acting.home,
        verb=verb,
        arguments={
            "number": proposal.number,
            "verb": proposal.verb.value,
            "content": proposal.digest.hex(),
            "reason": acting.reason,
        },
        reason=None,
        now=acting.now,
    )
    return write_act(connection, act)


def _words_to_approve(connection: Connection, number: int) -> tuple[str, str]:
    row = connection.execute(_QUERIES.proposal_words, {"number": number}).fetchone()
    if row is None:
        raise ProposalErased(number)
    return row[0], row[1]


def _require_unaltered(
    connection: Connection, proposal: Proposal, *, text: str, reason: str, register_key: bytes
) -> Role:
    """Refuse a proposal that is not what its proposer signed; return the role of the proposer."""
    row = connection.execute(_QUERIES.proposing_act, {"number": proposal.number}).fetchone()
    if row is None:
        raise ProposalAltered(proposal.number)
    act_digest, signature, done_at, public_key, role = row
    digest = digest_of_content(proposal.verb, text, register_key=register_key)
    signed = digest_of(
        proposal.verb,
        _signed_by_proposer(digest, reason=reason, expires_at=proposal.expires_at),
        now=as_instant(done_at),
        register_key=register_key,
    )
    if (
        digest != proposal.digest
        or signed != act_digest
        or not keys.is_signed(act_digest, signature=signature, public_key=public_key)
    ):
        raise ProposalAltered(proposal.number)
    return Role(role)


def _settle(
    connection: Connection,
    proposal: Proposal,
    *,
    state: ProposalState,
    acting: Acting,
    act_id: int,
    by_second: bool,
) -> None:
    connection.execute(
        _QUERIES.proposal_settle,
        {
            "number": proposal.number,
            "state": state.value,
            "settled_at": acting.now,
            "approver": acting.name if by_second else None,
            "act_id": act_id,
        },
    )
    connection.execute(
        _QUERIES.proposal_settled_reason, {"number": proposal.number, "reason": acting.reason}
    )


def _role_of(connection: Connection, name: str) -> Role:
    actor = find_actor(connection, name)
    if actor is None:  # proven a moment ago, and actors stay
        raise AssertionError("an actor who was proven is not there")
    return actor.role


def _lock(connection: Connection, number: int, *, now: Instant) -> Proposal:
    row = connection.execute(_QUERIES.proposal_lock, {"number": number, "now": now}).fetchone()
    if row is None:
        raise NoSuchProposal(number)
    return _proposal(row)


def _proposal(row: TupleRow) -> Proposal:
    number, verb, digest, proposer, proposed_at, expires_at, state, settled_at, settled_by = row
    return Proposal(
        number=number,
        verb=Verb(verb),
        digest=digest,
        proposer=proposer,
        proposed_at=as_instant(proposed_at),
        expires_at=as_instant(expires_at),
        state=ProposalState(state),
        settled_at=None if settled_at is None else as_instant(settled_at),
        settled_by=settled_by,
    )
