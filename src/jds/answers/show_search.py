"""Show a search to whoever decides: what was asked, and each candidate field by field.

Candidates are not kept as they were described; they are read from the ledger as known when the
search was made. So what was destroyed since is not shown, and each of them is written down as seen.
"""

from msgspec import Struct

from jds.accounting.access import AccessLine, Shown, write_access, write_act
from jds.accounting.actors import prove
from jds.accounting.disclose import Asker
from jds.accounting.roles import Verb
from jds.answers.decisions import IdentityDecision, decisions_on, reasons_of
from jds.answers.look_up import look_up_in_register
from jds.answers.rules_in_force import rules_in_force
from jds.answers.searches import FoundPerson, KeptSearch, read_search
from jds.answers.sought import LookUp
from jds.database.connection import Connection, Database
from jds.domain.record import PersonRecord
from jds.domain.time import Instant, amsterdam_day
from jds.ledger.read import head
from jds.persons.matching.compare_names import FieldReason
from jds.records.fold_known import known_of
from jds.records.known_at import Moment, find_moment


class ShownCandidate(Struct, frozen=True):
    """Somebody who may be meant.

    Attributes:
        person: As known when the search was made; None when nothing of that is left.
        reasons: What each field says; empty when the method finds them no more.
    """

    found: FoundPerson
    person: PersonRecord | None
    reasons: tuple[FieldReason, ...]


class ShownDecision(Struct, frozen=True):
    """A decision, with why it was taken and taken back, while these are kept."""

    decision: IdentityDecision
    reason: str | None
    reason_for_taking_back: str | None


class ShownSearch(Struct, frozen=True):
    """A search as it is shown to whoever decides.

    Attributes:
        cut_off: More people answer to the description than are shown.
        others_since: Somebody is found now who was not then: a decision on this search would be
            overtaken at once. Who that is, a new search shows.
    """

    kept: KeptSearch
    candidates: tuple[ShownCandidate, ...]
    decisions: tuple[ShownDecision, ...]
    cut_off: bool
    others_since: bool


def show_search(
    database: Database,
    number: int,
    *,
    asker: Asker,
    now: Instant,
    look_up: LookUp = look_up_in_register,
) -> ShownSearch:
    """Return a search with its candidates, accounted for: a line for each of them.

    Raises:
        NotAllowed: The actor is not proven, or may not see candidates.
        NoSuchSearch: There is none of this number.
    """
    with database.transaction() as connection:
        act = prove(
            connection,
            asker.name,
            home=asker.home,
            verb=Verb.SHOW_SEARCH,
            arguments={"search": number},
            reason=asker.reason,
            now=now,
        )
        kept = read_search(connection, number)
        candidates, cut_off = _candidates(connection, kept, look_up=look_up)
        decisions = tuple(
            ShownDecision(each, *reasons_of(connection, each.number))
            for each in decisions_on(connection, number)
        )
        shown = [each.found.subject_id for each in candidates if each.person is not None]
        today = amsterdam_day(now)
        write_access(
            connection,
            write_act(connection, act),
            [AccessLine(each, Shown.CANDIDATE, kept.position, today) for each in shown]
            or [AccessLine(None, Shown.NOTHING, kept.position, today)],
        )
        others_since = _others_since(connection, kept, now=now, look_up=look_up)
    return ShownSearch(kept, candidates, decisions, cut_off, others_since)


def _candidates(
    connection: Connection, kept: KeptSearch, *, look_up: LookUp
) -> tuple[tuple[ShownCandidate, ...], bool]:
    """Return who was found, as known then, and whether there are more.

    Nobody is shown once what was asked is erased.
    """
    if kept.described is None:
        return (), False
    moment = Moment(kept.position, kept.at, head(connection).position)
    rules = rules_in_force(connection, kept.edition, moment=moment)
    again = look_up(connection, kept.described, moment, rules.entry)
    reasons = {subject: each.reasons for each in again.candidates for subject in each.subjects}
    known = known_of(
        connection,
        sorted(frozenset().union(*(each.subjects for each in kept.candidates))),
        moment=moment,
        rule=rules.entry,
    ).on(None)
    shown = tuple(
        ShownCandidate(each, known.person_of(each.subject_id), reasons.get(each.subject_id, ()))
        for each in kept.candidates
    )
    return shown, again.cut_off


def _others_since(
    connection: Connection, kept: KeptSearch, *, now: Instant, look_up: LookUp
) -> bool:
    if kept.described is None:
        return False
    moment = find_moment(connection, None, now=now)
    rules = rules_in_force(connection, None, moment=moment)
    found = look_up(connection, kept.described, moment, rules.entry)
    before = frozenset[int]().union(*(each.subjects for each in kept.candidates))
    return any(each.subjects.isdisjoint(before) for each in found.candidates)
