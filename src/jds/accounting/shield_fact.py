"""Shield a fact, or mark it as disputed, without the source: one person proposes, another approves.

What both sign names the person, the case, the offence, the ground, and a keyed digest of what the
register says of the fact. When a message has changed that meanwhile, the approval is refused: then
somebody looks again.

Source: Wjsg art. 22(3), 26.
"""

import hashlib
import hmac
from collections.abc import Collection
from datetime import timedelta

import msgspec
from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import prove, require_reason
from jds.accounting.editions import edition_in_force, entry_rules_of, newest_law
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
from jds.domain.case_number import canonical_or_none
from jds.domain.identifiers import Skn
from jds.domain.record import CaseRecord, OffenceRecord, PersonRecord
from jds.domain.time import Instant, LegalDay, amsterdam_day, as_instant
from jds.errors import BadRequest
from jds.law.facts import key_of
from jds.ledger.read import head
from jds.persons.subjects import find_by_skn
from jds.records.fold_known import known_of
from jds.records.known_at import find_moment
from jds.records.shield_reach import shielded_facts
from jds.records.shields import (
    ShieldKind,
    StoredShield,
    lock_subjects,
    offence_keys,
    set_shield,
)
from jds.records.show import hold_subjects_of_number

PROPOSAL_HOLDS = timedelta(days=14)
"""How long a proposal can be approved: long enough for a colleague on leave."""


class NoSuchFact(BadRequest):
    """The register knows no such fact of this person, or more than one."""

    code = "no-such-fact"

    def __init__(self) -> None:
        super().__init__(
            "The register knows no one fact of this person by that case and offence. Look at "
            "'jds record': --case takes a parketnummer or the number of the source, --offence a "
            "feitnummer, or the source's own number where a feitnummer stands there twice."
        )


class AlreadyShielded(BadRequest):
    """The fact is shielded in this way already, or in one that withholds more."""

    code = "already-shielded"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Shield [{number}] stands on this fact and withholds as much or more, so another one "
            f"would change nothing. See it with 'jds shield show {number}'."
        )


class NoSuchReceiver(BadRequest):
    """A shield would let somebody see the fact whom the law data do not know."""

    code = "no-such-receiver"

    def __init__(self, *, groups: Collection[str]) -> None:
        named = ", ".join(f"[{group}]" for group in sorted(groups))
        super().__init__(
            "A shield lets nobody see a fact whom the rules do not know. Name a purpose as "
            f"[recipient/purpose] with --allow, or one of the groups {named}."
        )


class ShieldAsked(Struct, frozen=True, kw_only=True):
    """Which fact is to be shielded, how and on which ground.

    Attributes:
        case: Parketnummer in any spelling, or the source's own number.
        offence: Feitnummer, or the source's own number.
        ground: In words; it is about a person.
        allowed: Who may see it all the same: `recipient/purpose`, or a group of the law data.
    """

    skn: Skn
    case: str
    offence: str
    kind: ShieldKind
    ground: str
    allowed: tuple[str, ...] = ()


class _Said(Struct, frozen=True, kw_only=True, rename={"based_on": "gebaseerdOp"}):
    """The content of a proposal to shield, in the words of the wire.

    Attributes:
        zaak: Names of the case.
        feit: Key of the offence within the case.
        feitnummer: Its number in the list of charges, for people.
        toegestaan: Who may see it all the same.
        subjecten: Every subject of the person.
        based_on: Keyed digest of what the register said of the fact.
    """

    skn: Skn
    zaak: tuple[str, ...]
    feit: str
    feitnummer: int
    soort: ShieldKind
    grond: str
    toegestaan: tuple[str, ...]
    subjecten: tuple[int, ...]
    based_on: str


class _Fact(Struct, frozen=True):
    """A fact as the register knows it now, of whatever day."""

    person: PersonRecord
    subject_ids: frozenset[int]
    case: CaseRecord
    offence: OffenceRecord

    def state(self, *, key: bytes) -> str:
        """Return a keyed digest of who the person is and what is said of the fact."""
        said = msgspec.json.encode(
            (sorted(self.subject_ids), self.case.names, self.offence), order="deterministic"
        )
        return hmac.new(key, said, hashlib.sha256).hexdigest()


def propose_shield(database: Database, asked: ShieldAsked, *, acting: Acting) -> Proposal:
    """Propose to shield a fact. Asking for one that is not there is accounted for too.

    Raises:
        NotAllowed: The actor is not proven, or the role may not propose it.
        NoSuchFact, AlreadyShielded: There is nothing to shield.
        NoSuchReceiver: It would let somebody see the fact whom the rules do not know.
        ReasonRefused: Ground or reason cannot be kept.
    """
    require_reason(asked.ground)
    require_reason(acting.reason)
    refusal: NoSuchFact | AlreadyShielded
    with database.transaction() as connection:
        # Before anybody's record is opened: whoever may not propose learns nothing here.
        act = prove(
            connection,
            acting.name,
            home=acting.home,
            verb=Verb.SHIELD,
            arguments={
                "skn": asked.skn,
                "case": asked.case,
                "offence": asked.offence,
                "reason": acting.reason,
            },
            reason=None,
            now=acting.now,
        )
        try:
            return _propose(connection, asked, acting=acting)
        except (NoSuchFact, AlreadyShielded) as problem:
            refusal = problem
        subject_id = find_by_skn(connection, asked.skn)
        line = AccessLine(
            subject_id=subject_id,
            shown=Shown.NOTHING,
            position=head(connection).position,
            judged_on=amsterdam_day(acting.now),
        )
        write_access(connection, write_act(connection, act), [line])
    raise refusal


def _propose(connection: Connection, asked: ShieldAsked, *, acting: Acting) -> Proposal:
    _require_known_receivers(connection, asked.allowed, on=amsterdam_day(acting.now))
    # What is written down here must go when the fact is destroyed, so that takes its turn.
    hold_subjects_of_number(connection, ("skn", asked.skn))
    fact = _fact_asked(connection, asked, now=acting.now)
    _require_not_shielded(connection, fact, kind=asked.kind, now=acting.now)
    said = _Said(
        skn=asked.skn,
        zaak=fact.case.names,
        feit=fact.offence.key,
        feitnummer=fact.offence.description.number,
        soort=asked.kind,
        grond=asked.ground,
        toegestaan=tuple(sorted(set(asked.allowed))),
        subjecten=tuple(sorted(fact.subject_ids)),
        based_on=fact.state(key=register_key(acting.home)),
    )
    return propose(
        connection,
        Verb.SHIELD,
        content=msgspec.to_builtins(said),
        about=About(fact.subject_ids, fact.case.names),
        acting=acting,
        expires_at=as_instant(acting.now + PROPOSAL_HOLDS),
    )


class ShieldFact:
    """Sets the shield that two people agreed on."""

    def execute(self, connection: Connection, approved: Approved) -> Content:
        """Set the shield; it goes by the number of the proposal.

        Raises:
            ProposalOutdated: The fact is gone, or the register says something else of it now.
            AlreadyShielded: It was shielded meanwhile.
        """
        said = msgspec.convert(approved.content, _Said)
        lock_subjects(connection, said.subjecten)
        case = _case_of(connection, said.skn, names=said.zaak, now=approved.now)
        fact = next((each for each in case if each.offence.key == said.feit), None)
        if fact is None:
            raise ProposalOutdated(approved.number, what="the fact has left the register")
        if fact.state(key=approved.register_key) != said.based_on:
            raise ProposalOutdated(
                approved.number, what="what the register says of the fact has changed"
            )
        _require_not_shielded(connection, fact, kind=said.soort, now=approved.now)
        shield = StoredShield(
            number=approved.number,
            kind=said.soort,
            subject_ids=fact.subject_ids,
            case_names=frozenset(fact.case.names),
            offences=offence_keys(fact.offence),
            allowed=frozenset(said.toegestaan),
            since=approved.now,
            lifted_at=None,
        )
        set_shield(connection, shield, ground=said.grond)
        return {"afscherming": approved.number, "soort": said.soort.value}


def _fact_asked(connection: Connection, asked: ShieldAsked, *, now: Instant) -> _Fact:
    """Return the one fact that is meant: by its feitnummer, else by the source's number."""
    names = {
        f"p:{canonical_or_none(asked.case) or asked.case.strip()}",
        f"b:{asked.case}",
    }
    facts = _case_of(connection, asked.skn, names=names, now=now)
    by_number = [f for f in facts if str(f.offence.description.number) == asked.offence]
    by_source = [f for f in facts if f.offence.description.source_number == asked.offence]
    for found in (by_number, by_source):
        if len(found) == 1:
            return found[0]
    raise NoSuchFact


def _case_of(
    connection: Connection, skn: Skn, *, names: Collection[str], now: Instant
) -> list[_Fact]:
    """Return the facts of the one case of a person that has one of `names`; none without one."""
    subject_id = find_by_skn(connection, skn)
    if subject_id is None:
        return []
    moment = find_moment(connection, None, now=now)
    rule = entry_rules_of(connection, edition_in_force(connection, moment))
    known = known_of(connection, [subject_id], moment=moment, rule=rule).on(None)
    person = known.person_of(subject_id)
    if person is None:
        return []
    cases = [case for case in person.cases if not set(names).isdisjoint(case.names)]
    if len(cases) != 1:
        return []
    subject_ids = frozenset(known.subjects_of(person))
    return [_Fact(person, subject_ids, cases[0], offence) for offence in cases[0].offences]


def _require_known_receivers(
    connection: Connection, names: Collection[str], *, on: LegalDay
) -> None:
    if not names:
        return
    law = newest_law(connection).disclosure
    groups = {group.name for group in law.shielding.on(on).value.groups}
    if not groups.union(law.purposes).issuperset(names):
        raise NoSuchReceiver(groups=groups)


def _require_not_shielded(
    connection: Connection, fact: _Fact, *, kind: ShieldKind, now: Instant
) -> None:
    moment = find_moment(connection, None, now=now)
    standing = shielded_facts(connection, fact.person, subject_ids=fact.subject_ids, moment=moment)
    for each in standing:
        is_as_strict = each.shield.kind in {kind, ShieldKind.SHIELDED}
        if each.key == key_of(fact.case, fact.offence) and is_as_strict:
            raise AlreadyShielded(each.shield.number)
