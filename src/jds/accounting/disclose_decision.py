"""Show what two people decide, or decided, about a person, and write down who saw it.

A proposal is shown to whoever may propose or approve such an act: the second person must see what
they sign. A shield is shown with the ground on which it stands.
"""

from msgspec import Struct

from jds.accounting.access import Shown, write_act
from jds.accounting.actors import Argument, find_actor, prove, require_reason
from jds.accounting.proposal import Acting, Proposal, Words
from jds.accounting.proposals import account_for, find_proposal, subjects_of, words_of
from jds.accounting.roles import Verb, check_part
from jds.database.connection import Connection, Database
from jds.records.shields import ShieldInFull, show_shield


class ProposalInFull(Struct, frozen=True):
    """A proposal with what it says; None when that is erased."""

    proposal: Proposal
    words: Words | None


def disclose_proposal(database: Database, number: int, *, acting: Acting) -> ProposalInFull:
    """Return one proposal with what it says, accounted for.

    Raises:
        NotAllowed: The actor is not proven, or has no part in such an act.
        NoSuchProposal: There is none with this number.
    """
    with database.transaction() as connection:
        act_id = _write_act(connection, Verb.SHOW_PROPOSAL, number, acting=acting)
        proposal = find_proposal(connection, number, now=acting.now)
        actor = find_actor(connection, acting.name)
        if actor is not None:
            check_part(actor.name, role=actor.role, verb=proposal.verb)
        words = words_of(connection, number)
        subject_ids = subjects_of(connection, number)
        account_for(connection, act_id, subject_ids, shown=Shown.PROPOSAL, now=acting.now)
        return ProposalInFull(proposal, words)


def disclose_shield(database: Database, number: int, *, acting: Acting) -> ShieldInFull:
    """Return one shield with what it covers and why, accounted for.

    Raises:
        NotAllowed: The actor is not proven, or may not see it.
        NoSuchShield: There is none with this number.
    """
    with database.transaction() as connection:
        act_id = _write_act(connection, Verb.SHOW_SHIELD, number, acting=acting)
        shield = show_shield(connection, number)
        account_for(connection, act_id, shield.subject_ids, shown=Shown.SHIELD, now=acting.now)
        return shield


def _write_act(connection: Connection, verb: Verb, number: int, *, acting: Acting) -> int:
    require_reason(acting.reason)
    arguments: dict[str, Argument] = {"number": number}
    act = prove(
        connection,
        acting.name,
        home=acting.home,
        verb=verb,
        arguments=arguments,
        reason=acting.reason,
        now=acting.now,
    )
    return write_act(connection, act)
