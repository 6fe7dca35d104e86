"""What is proposed for two people to do: its values, its errors, and who carries it out.

Source: design, section 9; ADR 16.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeAlias

from msgspec import Struct

from jds.accounting.roles import Verb
from jds.database.connection import Connection
from jds.domain.time import Instant, instant_to_text
from jds.errors import BadRequest, NotAllowed, StoreProblem

Content: TypeAlias = Mapping[str, str | int | list[str] | list[int] | None]
"""What is proposed, in Dutch words of the wire; whoever proposes it knows its form."""


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "voorgesteld"
    DONE = "uitgevoerd"
    WITHDRAWN = "ingetrokken"
    LAPSED = "vervallen"


class NoSuchProposal(BadRequest):
    """No proposal has this number."""

    code = "no-such-proposal"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No proposal has the number [{number}]. 'jds proposals list' shows which there are."
        )


class ProposalSettled(NotAllowed):
    """A proposal was carried out, withdrawn, or has lapsed."""

    code = "proposal-settled"

    def __init__(self, proposal: "Proposal") -> None:
        at = "" if proposal.settled_at is None else instant_to_text(proposal.settled_at)
        super().__init__(
            f"Proposal [{proposal.number}] is [{proposal.state}] since [{at}], and a proposal is "
            "settled once. Propose it anew if it is still wanted."
        )


class SamePerson(NotAllowed):
    """Somebody approves what they proposed themselves."""

    code = "same-person"

    def __init__(self, proposal: "Proposal") -> None:
        super().__init__(
            f"Proposal [{proposal.number}] was made by [{proposal.proposer}], and nobody approves "
            "what they proposed. Let another person approve it, named with --as."
        )


class NotYoursToWithdraw(NotAllowed):
    """Somebody withdraws a proposal that they neither made nor may approve."""

    code = "not-yours-to-withdraw"


class ProposalOutdated(NotAllowed):
    """What a proposal was based on is no longer so."""

    code = "proposal-outdated"

    def __init__(self, number: int, *, what: str) -> None:
        super().__init__(
            f"Proposal [{number}] cannot be carried out: {what} since it was made. Withdraw it, "
            "look again, and propose anew what is still right."
        )


class ProposalErased(NotAllowed):
    """What a proposal said was erased, with the messages that it was about."""

    code = "proposal-erased"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"What proposal [{number}] said is erased, with the last message that it was about. "
            "There is nothing left to carry out; withdraw it."
        )


class ProposalAltered(StoreProblem):
    """A proposal no longer is what its proposer signed."""

    code = "proposal-altered"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Proposal [{number}] is not what its proposer signed: the database, or the key of the "
            "register, was changed by another way than this program. Nothing was carried out; find "
            "out who did it, and propose anew."
        )


class Acting(Struct, frozen=True, kw_only=True):
    """Who acts, by a key in which home, why and when."""

    name: str
    home: Path
    reason: str
    now: Instant


class About(Struct, frozen=True):
    """Whom a proposal is about; what it says goes with the last message about this.

    Attributes:
        case_names: Canonical names of one case; empty when it is about people as a whole.
    """

    subject_ids: Collection[int] = ()
    case_names: Collection[str] = ()


class Proposal(Struct, frozen=True, kw_only=True):
    """A proposal, without anything it says of a person.

    Attributes:
        digest: Keyed digest of the verb and the exact content.
        expires_at: Moment from which it can no longer be approved.
        settled_by: Who approved or withdrew it; None when it is open, or has lapsed.
    """

    number: int
    verb: Verb
    digest: bytes
    proposer: str
    proposed_at: Instant
    expires_at: Instant
    state: ProposalState
    settled_at: Instant | None
    settled_by: str | None


class Words(Struct, frozen=True):
    """What a proposal says, and why."""

    content: Content
    reason: str
    settled_reason: str | None


class Approved(Struct, frozen=True, kw_only=True):
    """A proposal that is being carried out, in the transaction of its approval.

    Attributes:
        register_key: For keyed digests of personal data.
    """

    number: int
    content: Content
    now: Instant
    register_key: bytes


class Executor(Protocol):
    """Carries out one kind of act that two people agreed on."""

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """Do it, and return what there is to tell of it that is about nobody.

        Raises:
            JdsError: It cannot be done, or what it was based on is no longer so; then nothing
                happens, and the proposal stays open.
        """
        ...
