"""State which way leads in a case, or see which does and who stated so.

The case is one person's. It is found by its number alone where a clerk entered something of it, or
where its source named it without an SKN; otherwise the person is named too.

Source: ADR 23.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import Argument, prove, require_reason
from jds.accounting.disclose import Asker
from jds.accounting.editions import newest_entry_rules
from jds.accounting.link_persons import moment_of_act
from jds.accounting.roles import Verb
from jds.database.connection import Connection
from jds.domain.case_number import canonical_or_none
from jds.domain.fold import identify
from jds.domain.identifiers import Skn
from jds.domain.paper_source import Channel
from jds.domain.time import Instant, amsterdam_day, instant_to_text
from jds.domain.ways import led_cases
from jds.errors import BadRequest
from jds.ledger.read import head
from jds.persons.subjects import find_by_case, find_by_skn, hold, subjects_named_at
from jds.records.catch_up import refold
from jds.records.load import load
from jds.sources.register import list_sources
from jds.sources.ways import StoredLead, paper_about_cases, state_lead, ways_of


class NoSuchCase(BadRequest):
    """The register does not know whose case is meant."""

    code = "no-such-case"

    def __init__(self) -> None:
        super().__init__(
            "The register does not find one person's case by this number alone. Name the person "
            "too, with --skn."
        )


class LeadAhead(BadRequest):
    """Paper would lead from a moment that has yet to come."""

    code = "lead-ahead"

    def __init__(self) -> None:
        super().__init__(
            "The moment from which the source's own messages wait has yet to come. Give one up to "
            "now with --from, or leave it out."
        )


class CaseAsked(Struct, frozen=True, kw_only=True):
    """Whose case is meant.

    Attributes:
        number: Parketnummer in any spelling, or the source's own number.
        skn: Of the person; None to find the person by the case.
    """

    number: str
    skn: Skn | None = None


class CaseLead(Struct, frozen=True):
    """Which way leads in a case.

    Attributes:
        channel: As it is now, stated or by itself.
        stated: What operators stated of it, in order.
    """

    channel: Channel
    stated: tuple[StoredLead, ...]


class _Found(Struct, frozen=True):
    names: frozenset[str]
    subject_ids: frozenset[int]
    channel: Channel


def state_lead_of(
    connection: Connection,
    asked: CaseAsked,
    channel: Channel,
    *,
    from_at: Instant | None,
    asker: Asker,
    clock: Callable[[], Instant],
    now: Instant,
) -> CaseLead:
    """State which way leads in a case, in the transaction of the caller.

    Args:
        from_at: Where paper leads: what sources log after this waits; None for from now on.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        ReasonRefused: The reason cannot be kept.
        NoSuchCase: It does not say whose case is meant.
        LeadAhead: `from_at` has yet to come.
    """
    require_reason(asker.reason)
    if from_at is not None and from_at > now:
        raise LeadAhead
    act_id = _act(
        connection,
        asker,
        asked,
        {"channel": channel, "from": None if from_at is None else instant_to_text(from_at)},
        now=now,
    )
    held = hold(connection, lambda: _subjects(connection, asked))
    found = _find(connection, asked)
    at = moment_of_act(connection, held, clock=clock)
    state_lead(
        connection,
        channel=channel,
        case_names=found.names,
        subject_ids=found.subject_ids,
        stated_at=at,
        from_at=at if from_at is None else from_at,
        reason=asker.reason,
        act_id=act_id,
    )
    refold(connection, found.subject_ids, rule=newest_entry_rules(connection))
    _account(connection, act_id, found, now=now)
    return CaseLead(channel, _stated(connection, found))


def show_lead_of(
    connection: Connection, asked: CaseAsked, *, asker: Asker, now: Instant
) -> CaseLead:
    """Return which way leads in a case and what was stated of it, accounted for.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NoSuchCase: It does not say whose case is meant.
    """
    act_id = _act(connection, asker, asked, {}, now=now)
    found = _find(connection, asked)
    _account(connection, act_id, found, now=now)
    return CaseLead(found.channel, _stated(connection, found))


def _find(connection: Connection, asked: CaseAsked) -> _Found:
    """Return the one case that is meant, also one that nothing opened yet."""
    loaded = load(
        connection, _subjects(connection, asked), through_position=head(connection).position
    )
    ways, numbers = loaded.ways_at(None), {key: each for each, key in loaded.keys().items()}
    identified = identify(loaded.messages, clerks=loaded.clerks_at(None), ways=ways)
    wanted = _names(asked.number)
    found = []
    for members in {*identified.who_is_who.person_of.values()}:
        own = [
            each
            for each in identified.chains.statements
            if (named := identified.named[each.position]) and named[0].subject in members
        ]
        subject_ids = frozenset(numbers[key] for key in members if key in numbers)
        found += [
            _Found(led.names, subject_ids, led.channel)
            for led in led_cases(own, members=members, ways=ways)
            if not led.names.isdisjoint(wanted)
        ]
    owners = {each.subject_ids for each in found}
    if len(owners) != 1:
        raise NoSuchCase
    [owner] = owners
    channels: set[Channel] = {each.channel for each in found}
    return _Found(
        frozenset(name for each in found for name in each.names),
        owner,
        "papier" if "papier" in channels else "digitaal",
    )


def _subjects(connection: Connection, asked: CaseAsked) -> set[int]:
    if asked.skn is not None:
        subject_id = find_by_skn(connection, asked.skn)
        return set() if subject_id is None else {subject_id}
    found = subjects_named_at(connection, paper_about_cases(connection, _names(asked.number)))
    for source in list_sources(connection):
        found |= set(find_by_case(connection, source=source.urn, number=asked.number))
    return found


def _names(number: str) -> frozenset[str]:
    """Return the names that a case with this number may have."""
    return frozenset((f"p:{canonical_or_none(number) or number.strip()}", f"b:{number}"))


def _stated(connection: Connection, found: _Found) -> tuple[StoredLead, ...]:
    ways = ways_of(connection, paper_positions=(), subjects=found.subject_ids, through_position=0)
    return tuple(each for each in ways.leads if not found.names.isdisjoint(each.case_names))


def _account(connection: Connection, act_id: int, found: _Found, *, now: Instant) -> None:
    position, on = head(connection).position, amsterdam_day(now)
    write_access(
        connection,
        act_id,
        [AccessLine(each, Shown.PAPER, position, on) for each in sorted(found.subject_ids)],
    )


def _act(
    connection: Connection,
    asker: Asker,
    asked: CaseAsked,
    arguments: Mapping[str, Argument],
    *,
    now: Instant,
) -> int:
    act = prove(
        connection,
        asker.name,
        home=asker.home,
        verb=Verb.STATE_LEAD,
        arguments={"case": asked.number, "skn": asked.skn, "why": asker.reason, **arguments},
        # It is about a person, and an act is never erased: it stands with what is stated.
        reason=None,
        now=now,
    )
    return write_act(connection, act)
