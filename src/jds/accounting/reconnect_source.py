"""Take a source back, or give it another key: one person proposes, another approves.

A source that was cut off comes back with a new key: who was inside may have the old one. The old
keys count no longer from the moment at which it was cut off. From then on it is *returning*
(terugkerend): it may send, and what it sends waits in quarantine.

Source: design, section 5; ADR on distrust and release.
"""

import base64
import binascii
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from jds.accounting.proposal import (
    About,
    Acting,
    Approved,
    Content,
    Proposal,
    ProposalOutdated,
)
from jds.accounting.proposals import propose
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.database.queries import Queries
from jds.domain.time import Instant
from jds.errors import NotAllowed
from jds.ledger.append import lock_head
from jds.sources.record_standing import record_transition
from jds.sources.register import Source, show_source
from jds.sources.source_keys import RegisteredAs, replace_key, require_new_key
from jds.sources.trust import CUT_OFF, RETURNING, cut_off_at, word_of

_QUERIES = Queries(Path(__file__).with_name("proposals.sql"))

PROPOSAL_HOLDS = timedelta(days=14)
"""How long a proposal can be approved."""


class SourceNotCutOff(NotAllowed):
    """A source is reconnected that is not cut off."""

    code = "source-not-cut-off"

    def __init__(self, urn: str) -> None:
        super().__init__(
            f"Source [{urn}] is not cut off, so there is nothing to reconnect. To give it another "
            "key, use 'jds source key'."
        )


class SourceIsCutOff(NotAllowed):
    """A key is given to a source that is cut off, without taking it back."""

    code = "source-is-cut-off"

    def __init__(self, urn: str) -> None:
        super().__init__(
            f"Source [{urn}] is cut off; a key alone does not bring it back. Reconnect it with the "
            "new key: 'jds source reconnect'."
        )


def propose_reconnection(
    database: Database, urn: str, *, public_key: bytes, acting: Acting
) -> Proposal:
    """Propose to take a source back with a new key.

    Raises:
        NotAllowed: The actor is not proven, the role may not propose it, or it is not cut off.
        NoSuchSource, KeyUsedBefore: There is nothing to reconnect, or not with this key.
    """
    return _propose(database, Verb.RECONNECT_SOURCE, urn, public_key=public_key, acting=acting)


def propose_key(database: Database, urn: str, *, public_key: bytes, acting: Acting) -> Proposal:
    """Propose a key for a source: its first, or one in the place of those it has.

    Raises:
        NotAllowed: The actor is not proven, the role may not propose it, or it is cut off.
        NoSuchSource, KeyUsedBefore: There is no such source, or the key is no new one.
    """
    return _propose(database, Verb.GIVE_SOURCE_KEY, urn, public_key=public_key, acting=acting)


def _propose(
    database: Database, verb: Verb, urn: str, *, public_key: bytes, acting: Acting
) -> Proposal:
    with database.transaction() as connection:
        proposal = propose(
            connection,
            verb,
            content={"bron": urn, "sleutel": base64.b64encode(public_key).decode()},
            about=About(),
            acting=acting,
            expires_at=Instant(acting.now + PROPOSAL_HOLDS),
        )
        source = show_source(connection, urn)
        require_new_key(connection, public_key)
        is_cut_off = word_of(connection, source.urn) == CUT_OFF
        if verb is Verb.RECONNECT_SOURCE and not is_cut_off:
            raise SourceNotCutOff(urn)
        if verb is Verb.GIVE_SOURCE_KEY and is_cut_off:
            raise SourceIsCutOff(urn)
        return proposal


class ReconnectSource:
    """Takes a source back that two people agreed on."""

    def __init__(self, *, clock: Callable[[], Instant]) -> None:
        """Take a clock that is read once nobody sees the source without the change any more."""
        self._clock = clock

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """Register the key, revoke the old ones as of the cut, and make the source returning."""
        head = lock_head(connection, now=approved.now)
        source, public_key = _agreed(connection, approved.content)
        cut_off = cut_off_at(connection, source.source_id)
        if word_of(connection, source.urn) != CUT_OFF or cut_off is None:
            raise ProposalOutdated(approved.number, what="the source is no longer cut off")
        revoked = _replace(
            connection,
            source,
            public_key,
            approved=approved,
            registered_as="source reconnect",
            revoked_from=cut_off,
            now=head.recorded_at,
        )
        approver, act_id = _approver(connection, approved.number)
        record_transition(
            connection,
            source,
            to=RETURNING,
            actor=approver,
            reason=f"voorstel {approved.number}",
            clock=self._clock,
            act_id=act_id,
        )
        return {"bron": source.urn, "stand": RETURNING, "ingetrokkenSleutels": revoked}


class GiveSourceKey:
    """Gives a source a key that two people agreed on."""

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """Register the key and revoke the old ones as of now."""
        head = lock_head(connection, now=approved.now)
        source, public_key = _agreed(connection, approved.content)
        if word_of(connection, source.urn) == CUT_OFF:
            raise ProposalOutdated(approved.number, what="the source was cut off")
        revoked = _replace(
            connection,
            source,
            public_key,
            approved=approved,
            registered_as="source key",
            revoked_from=head.recorded_at,
            now=head.recorded_at,
        )
        return {"bron": source.urn, "ingetrokkenSleutels": revoked}


def _approver(connection: Connection, number: int) -> tuple[str, int]:
    """Return who approves this now, and the act by which."""
    [(approver, act_id)] = connection.execute(_QUERIES.approver, {"number": number}).fetchall()
    return approver, act_id


def _agreed(connection: Connection, content: Content) -> tuple[Source, bytes]:
    urn, key = content["bron"], content["sleutel"]
    if not isinstance(urn, str) or not isinstance(key, str):
        raise AssertionError("a proposal holds the name of the source and its key")
    try:
        return show_source(connection, urn), base64.b64decode(key, validate=True)
    except binascii.Error as problem:
        raise AssertionError("the key in a proposal is written in base64") from problem


def _replace(
    connection: Connection,
    source: Source,
    public_key: bytes,
    *,
    approved: Approved,
    registered_as: RegisteredAs,
    revoked_from: Instant,
    now: Instant,
) -> int:
    return replace_key(
        connection,
        source.source_id,
        public_key,
        registered_by=approved.number,
        registered_as=registered_as,
        revoked_from=revoked_from,
        now=now,
    )
