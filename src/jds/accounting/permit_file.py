"""Take a file that carries no valid signature: one person proposes, another approves.

Both sign the digest of the file, so what is loaded afterwards is exactly what they agreed on. The
approval loads nothing by itself: 'jds intake' does, in steps, and finds that it may.
"""

from datetime import timedelta
from pathlib import Path

from jds.accounting.proposal import About, Acting, Approved, Content, Proposal
from jds.accounting.proposals import propose
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.time import Instant
from jds.intake.lines import file_digest
from jds.intake.signature import sources_named
from jds.ledger.append import lock_head
from jds.sources.register import kinds_of_sources
from jds.sources.source_keys import permit_file

PROPOSAL_HOLDS = timedelta(days=3)
"""How long it can be approved: whoever agrees looks at the file now, not in a month."""


def propose_file(database: Database, path: Path, *, acting: Acting) -> Proposal:
    """Propose to take exactly this file without a valid signature.

    Raises:
        NotAllowed: The actor is not proven, or the role may not propose it.
        UnreadableFile: It cannot be read.
    """
    digest = file_digest(path)
    named = sources_named(path)
    with database.transaction() as connection:
        registered = kinds_of_sources(connection)
        return propose(
            connection,
            Verb.PROPOSE_FILE,
            content={
                "bestandDigest": digest.hex(),
                "lengte": path.stat().st_size,
                # Names of nobody we know are not kept.
                "bronnen": sorted(named & registered.keys()),
            },
            about=About(),
            acting=acting,
            expires_at=Instant(acting.now + PROPOSAL_HOLDS),
        )


class PermitFile:
    """Takes a file that two people agreed on."""

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """Note that exactly this file may be loaded."""
        digest = approved.content["bestandDigest"]
        if not isinstance(digest, str):
            raise AssertionError("a proposal to take a file holds its digest")
        head = lock_head(connection, now=approved.now)
        permit_file(connection, bytes.fromhex(digest), number=approved.number, now=head.recorded_at)
        return {"bestandDigest": digest}
