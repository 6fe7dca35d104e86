"""End a link that two clerks made: one clerk proposes, another approves.

*Separated* states that the two are not one person, from now on. *Taken back* says that the link
should never have been: what stood before it counts again.

Source: message contract, section 3; ADR 17.
"""

from collections.abc import Callable

import msgspec
from msgspec import Struct

from jds.accounting.actors import prove
from jds.accounting.editions import newest_entry_rules
from jds.accounting.keys import register_key
from jds.accounting.link_persons import (
    PROPOSAL_HOLDS,
    LinkNotForClerks,
    identities_now,
    moment_of_act,
    state_of,
)
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
from jds.database.connection import Connection
from jds.domain.chains import Statement
from jds.domain.time import Instant, as_instant, instant_to_text
from jds.errors import BadRequest
from jds.persons.clerk_links import ClerkLink, LinkEnd, end_link, show_link
from jds.persons.subjects import hold
from jds.records.catch_up import refold
from jds.records.identities import Identities
from jds.records.subject_on_wire import subject_in_words


class LinkEnded(BadRequest):
    """The link was ended already."""

    code = "link-ended"

    def __init__(self, number: int, *, ended_at: Instant) -> None:
        super().__init__(
            f"Link [{number}] was ended at [{instant_to_text(ended_at)}]; there is nothing left to "
            "end. If the two must be linked again, use 'jds person link'."
        )


class _Said(
    Struct,
    frozen=True,
    kw_only=True,
    rename={"one": "een", "other": "ander", "based_on": "gebaseerdOp"},
):
    """The content of a proposal to unlink, in the words of the wire."""

    koppeling: int
    wijze: LinkEnd
    subjecten: tuple[int, int]
    one: str | None
    other: str | None
    based_on: str


def propose_unlink(
    connection: Connection, number: int, *, ended_as: LinkEnd, acting: Acting
) -> Proposal:
    """Propose to end a link, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or the role may not propose it.
        NoSuchLink, LinkEnded: There is nothing to end.
        LinkNotForClerks: The person authority states the same as the link, and is not overruled.
    """
    prove(
        connection,
        acting.name,
        home=acting.home,
        verb=Verb.UNLINK_PERSONS,
        arguments={},
        reason=acting.reason,
        now=acting.now,
    )
    _, link = _standing(connection, number)
    identities = identities_now(connection, link.subject_ids, now=acting.now)
    _require_separable(identities, link, ended_as=ended_as)
    one, other = (identities.keys.get(each) for each in link.subject_ids)
    said = _Said(
        koppeling=number,
        wijze=ended_as,
        subjecten=link.subject_ids,
        one=None if one is None else subject_in_words(one),
        other=None if other is None else subject_in_words(other),
        based_on=state_of(identities, link.subject_ids, key=register_key(acting.home)),
    )
    return propose(
        connection,
        Verb.UNLINK_PERSONS,
        content=msgspec.to_builtins(said),
        about=About(link.subject_ids),
        acting=acting,
        expires_at=as_instant(acting.now + PROPOSAL_HOLDS),
    )


class UnlinkPersons:
    """Ends the link that two clerks agreed to end; `clock` as for `LinkPersons`."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """End it.

        Raises:
            NoSuchLink, LinkEnded: There is nothing left to end.
            ProposalOutdated: The register says something else of the two now.
            LinkNotForClerks: The person authority states the same as the link by now.
        """
        said = msgspec.convert(approved.content, _Said)
        held, link = _standing(connection, said.koppeling)
        at = moment_of_act(connection, held, clock=self._clock)
        identities = identities_now(connection, link.subject_ids, now=at)
        if state_of(identities, link.subject_ids, key=approved.register_key) != said.based_on:
            raise ProposalOutdated(
                approved.number, what="what the register says of the two has changed"
            )
        _require_separable(identities, link, ended_as=said.wijze)
        end_link(
            connection,
            link.number,
            ended_by=approved.number,
            ended_as=said.wijze,
            ended_at=at,
        )
        refold(connection, link.subject_ids, rule=newest_entry_rules(connection))
        return {"koppeling": link.number, "wijze": said.wijze.value}


def _standing(connection: Connection, number: int) -> tuple[frozenset[int], ClerkLink]:
    """Return a link that stands, and everybody held for it."""
    subject_ids = show_link(connection, number).subject_ids
    held = hold(connection, lambda: subject_ids)
    # Only now: until then another may have ended it.
    link = show_link(connection, number)
    if link.ended_at is not None:
        raise LinkEnded(number, ended_at=link.ended_at)
    return held, link


def _require_separable(identities: Identities, link: ClerkLink, *, ended_as: LinkEnd) -> None:
    bond = identities.bond(*link.subject_ids)
    is_of_authority = bond is not None and isinstance(bond.stated_by, Statement)
    if ended_as is LinkEnd.SEPARATED and is_of_authority and bond is not None and bond.is_one:
        raise LinkNotForClerks(
            "The person authority stated since that these two are one person, and two clerks do "
            "not overrule it. Take the link back (--end teruggenomen), or report to the person "
            "authority what is wrong."
        )
