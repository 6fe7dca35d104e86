"""Which facts of a record the shields of that person cover.

A shield names its fact as it was called when it was set; a source may rename what it covers. The
names of the case are followed through every content that the message which opened it ever had,
corrected or not. The offence is found by any of its keys. Where nothing tells any more which one of
the case is meant, all that may be meant are covered: showing too little can be put right.

Source: ADR 16.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.chains import every_content, resolve_chains
from jds.domain.charges import Charges
from jds.domain.events import CaseRegistered, Event, ProsecutionDecided, StatedInCase
from jds.domain.identity import case_names, named_persons
from jds.domain.message import AcceptedMessage
from jds.domain.record import CaseRecord, OffenceRecord, PersonRecord
from jds.law.disclosure.shielding import Shield
from jds.law.facts import FactKey, key_of
from jds.records.known_at import Moment
from jds.records.load import load
from jds.records.shields import StoredShield, offence_keys, shields_of


class ShieldedFact(Struct, frozen=True):
    """A shield on a fact, by the name that the fact has in the record it was asked for."""

    key: FactKey
    shield: StoredShield

    def for_rules(self) -> Shield:
        """Return the shield as the rules on disclosure obey it."""
        pairs = (name.split("/", maxsplit=1) for name in self.shield.allowed if "/" in name)
        return Shield(
            key=self.key,
            kind=self.shield.kind.value,
            allowed=tuple(sorted((recipient, purpose) for recipient, purpose in pairs)),
            groups=tuple(sorted(name for name in self.shield.allowed if "/" not in name)),
        )


def shielded_facts(
    connection: Connection,
    person: PersonRecord,
    *,
    subject_ids: Iterable[int],
    moment: Moment,
) -> tuple[ShieldedFact, ...]:
    """Return the shields on the facts of `person` for a question about `moment`.

    Args:
        person: As known at the moment, on any day.
        subject_ids: The subjects of `person`.
    """
    subjects = sorted(subject_ids)
    shields = shields_of(connection, subjects, moment=moment)
    if not shields:
        return ()
    now = load(connection, subjects, through_position=moment.head).messages
    then: Sequence[AcceptedMessage] = ()
    if not moment.is_now:
        then = load(connection, subjects, through_position=moment.position).messages
    reach = _Reach(person, known_now=now, known_then=then)
    return tuple(
        ShieldedFact(key_of(case, offence), shield)
        for shield in shields
        for case, offence in reach.of(shield)
    )


class _Reach:
    """The facts of one record, and what its messages tell of how they were called."""

    def __init__(
        self,
        person: PersonRecord,
        *,
        known_now: Sequence[AcceptedMessage],
        known_then: Sequence[AcceptedMessage],
    ) -> None:
        self._person = person
        self._known_now = known_now
        self._renamed = _renamed_cases([*known_now, *known_then])

    def of(self, shield: StoredShield) -> Iterable[tuple[CaseRecord, OffenceRecord]]:
        """Yield the facts that `shield` covers."""
        names = self._names_of(shield)
        cases = [case for case in self._person.cases if not names.isdisjoint(case.names)]
        for case in cases:
            by_key = [each for each in case.offences if offence_keys(each) & shield.offences]
            covered = by_key or self._possible(case, shield, keys_now=self._keys_now(names))
            yield from ((case, offence) for offence in covered)

    def _names_of(self, shield: StoredShield) -> set[str]:
        names = set(shield.case_names)
        while found := [group for group in self._renamed if group & names and not group <= names]:
            names.update(*found)
        return names

    def _keys_now(self, names: set[str]) -> set[str]:
        """Return the keys of every offence of the case as known now, hidden ones too."""
        statements = [
            statement
            for statement in resolve_chains(self._known_now).statements
            if isinstance(statement.event, StatedInCase)
            and not names.isdisjoint(case_names(statement.event.case))
            and any(
                each.subject in self._person.subjects
                for each in named_persons(statement.event, key=statement.key)
            )
        ]
        charged = Charges(statements).ever
        return {*charged, *(f"f:{offence.number}" for offence in charged.values())}

    @staticmethod
    def _possible(
        case: CaseRecord, shield: StoredShield, *, keys_now: set[str]
    ) -> Iterable[OffenceRecord]:
        """Return the offences that may be the one meant, of a case that has none of its keys."""
        if shield.offences.isdisjoint(keys_now):
            # Renumbered since it was set: whichever it is now.
            return case.offences
        # Not in this case at the moment asked, or called otherwise then: what has gone since.
        return [each for each in case.offences if offence_keys(each).isdisjoint(keys_now)]


def _renamed_cases(messages: Iterable[AcceptedMessage]) -> list[set[str]]:
    """Return the names of each case that a message which opens it ever gave it, where several."""
    groups = []
    for contents in every_content(messages).values():
        names = {name for event in contents if _opens(event) for name in _names_in(event)}
        if len(names) > 1:
            groups.append(names)
    return groups


def _opens(event: Event) -> bool:
    return isinstance(event, CaseRegistered) or (
        isinstance(event, ProsecutionDecided) and event.opens_the_case
    )


def _names_in(event: Event) -> tuple[str, ...]:
    return case_names(event.case) if isinstance(event, StatedInCase) else ()
