"""Link two subjects without the person authority: one clerk proposes, another approves.

At least one of the two has no SKN; two different SKNs are linked by the person authority alone,
also through others. What both clerks sign names the two and holds a keyed digest of what the
register says of them, so when that has changed meanwhile the approval is refused and somebody looks
again.

Source: message contract, section 3 ("only a person authority or two clerks may link it"); ADR 17.
"""

import hashlib
import hmac
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import TypeAlias

import msgspec
from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, prove, require_reason
from jds.accounting.editions import newest_entry_rules
from jds.accounting.keys import register_key
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
from jds.domain.chains import Statement
from jds.domain.clerks import may_clerks_link
from jds.domain.identifiers import Skn
from jds.domain.record import PersonRecord
from jds.domain.time import Instant, amsterdam_day, as_instant
from jds.errors import BadRequest, NotAllowed
from jds.ledger.read import head
from jds.persons.clerk_links import links_among, make_link
from jds.persons.subjects import find_by_case, find_by_skn, hold
from jds.records.catch_up import refold
from jds.records.identities import Identities, identities_of
from jds.records.known_at import find_moment, moment_of_writing
from jds.records.subject_on_wire import subject_in_words

PROPOSAL_HOLDS = timedelta(days=14)
"""How long a proposal can be approved: long enough for a colleague on leave."""


class NoSuchSubject(BadRequest):
    """The register knows nobody by what one of the two was named by, or more than one."""

    code = "no-such-subject"

    def __init__(self) -> None:
        super().__init__(
            "The register knows no one subject by what one of the two was named by. Name each by "
            "its SKN, or by the number of a case and the source that sent it without an SKN; see "
            "'jds person review list' for pairs that were found."
        )


class LinkNotForClerks(NotAllowed):
    """Only the person authority may link these two."""

    code = "link-not-for-clerks"


class AlreadyOnePerson(BadRequest):
    """The two are one person already."""

    code = "already-one-person"

    def __init__(self) -> None:
        super().__init__(
            "The register takes these two for one person already, so a link would change nothing. "
            "See on what that stands with 'jds person show'."
        )


class BySkn(Struct, frozen=True):
    """Somebody named by an SKN."""

    skn: Skn


class ByCase(Struct, frozen=True):
    """Somebody without SKN, named by a case of a source.

    Attributes:
        number: Parketnummer in any spelling, or the source's own number.
    """

    source: str
    number: str


class BySubject(Struct, frozen=True):
    """Somebody named by the number that the register gave the subject."""

    subject_id: int


Named: TypeAlias = BySkn | ByCase | BySubject


class LinkAsked(Struct, frozen=True, kw_only=True):
    """Which two are to be linked.

    Attributes:
        review: Number of the doubtful identity that this settles.
    """

    one: Named
    other: Named
    review: int | None = None


class _Said(
    Struct,
    frozen=True,
    kw_only=True,
    rename={"one": "een", "other": "ander", "review": "beoordeling", "based_on": "gebaseerdOp"},
):
    """The content of a proposal to link, in the words of the wire.

    Attributes:
        subjecten: The numbers of the two.
        based_on: Keyed digest of what the register said of them.
    """

    subjecten: tuple[int, int]
    one: str
    other: str
    review: int | None
    based_on: str


def propose_link(database: Database, asked: LinkAsked, *, acting: Acting) -> Proposal:
    """Propose to link two subjects. Asking for one that is not there is accounted for too.

    Raises:
        NotAllowed: The actor is not proven, or the role may not propose it.
        NoSuchSubject, AlreadyOnePerson: There is nothing to link.
        LinkNotForClerks: Only the person authority may link these two.
        ReasonRefused: The reason cannot be kept.
    """
    require_reason(acting.reason)
    refusal: NoSuchSubject | AlreadyOnePerson | LinkNotForClerks
    with database.transaction() as connection:
        act = prove(
            connection,
            acting.name,
            home=acting.home,
            verb=Verb.LINK_PERSONS,
            arguments={**_argument("een", asked.one), **_argument("ander", asked.other)},
            reason=None,
            now=acting.now,
        )
        found = [_find(connection, named) for named in (asked.one, asked.other)]
        try:
            return propose_link_of(connection, found, review=asked.review, acting=acting)
        except (NoSuchSubject, AlreadyOnePerson, LinkNotForClerks) as problem:
            refusal = problem
        position, on = head(connection).position, amsterdam_day(acting.now)
        write_access(
            connection,
            write_act(connection, act),
            [AccessLine(each, Shown.NOTHING, position, on) for each in found],
        )
    raise refusal


def propose_link_of(
    connection: Connection,
    found: Collection[int | None],
    *,
    review: int | None = None,
    acting: Acting,
) -> Proposal:
    """Propose to link two subjects, in the transaction of the caller; refuses as `propose_link`."""
    one, other = _two_of(found)
    hold(connection, lambda: [one, other])
    identities = identities_now(connection, (one, other), now=acting.now)
    _require_linkable(identities, one, other, at=acting.now)
    said = _Said(
        subjecten=(one, other),
        one=subject_in_words(identities.keys[one]),
        other=subject_in_words(identities.keys[other]),
        review=review,
        based_on=state_of(identities, (one, other), key=register_key(acting.home)),
    )
    return propose(
        connection,
        Verb.LINK_PERSONS,
        content=msgspec.to_builtins(said),
        about=About((one, other)),
        acting=acting,
        expires_at=as_instant(acting.now + PROPOSAL_HOLDS),
    )


def why_not_linkable(
    identities: Identities, one: int, other: int, *, at: Instant
) -> BadRequest | NotAllowed | None:
    """Return why two clerks may not link these two; None when they may."""
    try:
        _require_linkable(identities, one, other, at=at)
    except (NoSuchSubject, AlreadyOnePerson, LinkNotForClerks) as problem:
        return problem
    return None


class LinkPersons:
    """Makes the link that two clerks agreed on.

    Args:
        clock: Read once nobody can see the two without the link any more, so that no answer given
            before is another one when it is asked again.
    """

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """Make the link; it goes by the number of the proposal.

        Raises:
            ProposalOutdated: The register says something else of the two now.
            AlreadyOnePerson, LinkNotForClerks: They cannot be linked any more.
        """
        said = msgspec.convert(approved.content, _Said)
        one, other = said.subjecten
        held = hold(connection, lambda: said.subjecten)
        at = moment_of_act(connection, held, clock=self._clock)
        identities = identities_now(connection, said.subjecten, now=at)
        if state_of(identities, said.subjecten, key=approved.register_key) != said.based_on:
            raise ProposalOutdated(
                approved.number, what="what the register says of the two has changed"
            )
        _require_linkable(identities, one, other, at=at)
        make_link(connection, approved.number, subject_ids=said.subjecten, since=at)
        refold(connection, said.subjecten, rule=newest_entry_rules(connection))
        return {"koppeling": approved.number}


def moment_of_act(
    connection: Connection, held: Collection[int], *, clock: Callable[[], Instant]
) -> Instant:
    """Return the moment of an act on who is who among subjects that are held.

    It lies after all that is recorded and all that clerks stated of them, whatever the clock says:
    else what was known at a moment would change, or two statements would have one moment.
    """
    stated = [link.ended_at or link.since for link in links_among(connection, held)]
    after = [as_instant(each + timedelta(microseconds=1)) for each in stated]
    return max((moment_of_writing(connection, clock), *after))


def identities_now(
    connection: Connection, subjects: Collection[int], *, now: Instant
) -> Identities:
    """Return who is who among `subjects` now, under the rules that were adopted last."""
    moment = find_moment(connection, None, now=now)
    rule = newest_entry_rules(connection)
    return identities_of(connection, subjects, moment=moment, rule=rule)


def _two_of(found: Collection[int | None]) -> tuple[int, int]:
    one, other = found
    if one is None or other is None or one == other:
        raise NoSuchSubject
    return min(one, other), max(one, other)


def _find(connection: Connection, named: Named) -> int | None:
    match named:
        case BySkn():
            return find_by_skn(connection, named.skn)
        case ByCase():
            subjects = find_by_case(connection, source=named.source, number=named.number)
            return subjects[0] if len(subjects) == 1 else None
        case BySubject():
            return named.subject_id


def _argument(side: str, named: Named) -> dict[str, Argument]:
    return {f"{side}.{name}": value for name, value in msgspec.structs.asdict(named).items()}


def _require_linkable(identities: Identities, one: int, other: int, *, at: Instant) -> None:
    first, second = identities.person_of(one), identities.person_of(other)
    if first is None or second is None:
        # Not there, or hidden whole: the two are told apart by nothing.
        raise NoSuchSubject
    if first.subjects == second.subjects:
        raise AlreadyOnePerson
    if not may_clerks_link(identities.keys[one], identities.keys[other]):
        raise LinkNotForClerks(
            "Both have an SKN, and two different SKNs are linked by the person authority alone. "
            "Report it there; clerks link somebody without SKN only."
        )
    bond = identities.bond(one, other)
    if bond is not None and isinstance(bond.stated_by, Statement) and not bond.is_one:
        raise LinkNotForClerks(
            "The person authority stated that these two are not one person, and two clerks do not "
            "overrule it. Report it there when it is wrong."
        )
    standing = identities.standing_link(one, other)
    if standing is not None:
        raise LinkNotForClerks(
            f"Link [{standing.number}] stands on these two and is not followed, because it joins "
            "what the person authority separated or two SKNs. End it with 'jds person unlink', or "
            "report it to the person authority."
        )
    if not identities.would_be_one(one, other, at=at):
        raise LinkNotForClerks(
            "This link would also join two SKNs, or two that were separated, so it would not be "
            "followed and only put them in doubt. Look with 'jds person show' at whom each is "
            "linked with, and report it to the person authority."
        )


def state_of(identities: Identities, pair: Collection[int], *, key: bytes) -> str:
    """Return a keyed digest of whom the two are taken for, and of how they are described."""
    told = [
        (
            sorted(person.subjects),
            _described(person),
            person.identity_in_doubt,
        )
        for each in pair
        if (person := identities.person_of(each)) is not None
    ]
    return hmac.new(
        key, msgspec.json.encode(told, order="deterministic"), hashlib.sha256
    ).hexdigest()


def _described(person: PersonRecord) -> tuple[object, ...]:
    return (person.current, person.former, person.died_on)
