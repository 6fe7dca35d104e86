"""Which offences a case has, at each place in the order of statements.

A full list of charges replaces the list before it; a penal order adds its own offences. Other
messages name an offence by its number *in the list in force where they stand*.

Source: message contract, section 3 ("Order of statements"), section 5 (feit).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from jds.domain.blocks import Offence
from jds.domain.chains import Statement
from jds.domain.events import CaseRegistered, ChargesChanged, ProsecutionDecided
from jds.domain.time import LegalDay

OffenceKey = str
"""Names an offence within (person, case): `b:<bronFeitnummer>`, else `f:<feitnummer>`."""


def offence_key(offence: Offence) -> OffenceKey:
    """Return what identifies `offence` within its case: the source's number, else the number."""
    if offence.source_number is not None:
        return f"b:{offence.source_number}"
    return f"f:{offence.number}"


class ChargeList(Struct, frozen=True):
    """The offences in force from a place in the order on."""

    place: int
    counts_on: LegalDay
    stated_at: int
    offences: dict[OffenceKey, Offence]
    by_number: dict[int, OffenceKey]


EMPTY_LIST = ChargeList(-1, LegalDay(date.min), 0, {}, {})


class Charges:
    """The lists of one case, and what a number means at a place in the order.

    Attributes:
        lists: Applied lists, in order.
        contradictory: Positions of messages that re-use a number for another offence; their
            lists are not applied, for neither offence may be chosen silently.
        last_full: Place of the last full list; -1 when there is none.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.lists: list[ChargeList] = []
        self.contradictory: set[int] = set()
        self.last_full = -1
        carried: dict[int, set[str]] = defaultdict(set)
        for place, statement in enumerate(statements):
            stated, is_full = _stated_list(statement)
            if stated is None:
                continue
            if any(_reuses_number(offence, carried) for offence in stated):
                self.contradictory.add(statement.position)
                continue
            for offence in stated:
                if offence.source_number is not None:
                    carried[offence.number].add(offence.source_number)
            before = EMPTY_LIST if is_full or not self.lists else self.lists[-1]
            self.lists.append(
                ChargeList(
                    place,
                    statement.counts_on,
                    statement.position,
                    before.offences | {offence_key(offence): offence for offence in stated},
                    before.by_number | {o.number: offence_key(o) for o in stated},
                )
            )
            if is_full:
                self.last_full = place
        self._places = [each.place for each in self.lists]
        self._ever: dict[OffenceKey, Offence] = {}
        self._any_number: dict[int, OffenceKey] = {}
        for each in self.lists:
            self._ever |= each.offences
            self._any_number |= each.by_number

    @property
    def in_force(self) -> ChargeList:
        """The list in force at the end."""
        return self.lists[-1] if self.lists else EMPTY_LIST

    @property
    def ever(self) -> dict[OffenceKey, Offence]:
        """Every offence that any list held, with its last description."""
        return self._ever

    def at(self, place: int) -> ChargeList:
        """Return the list in force at `place`, the message standing there included."""
        index = bisect_right(self._places, place)
        return self.lists[index - 1] if index else EMPTY_LIST

    def charged_up_to(self, day: LegalDay) -> tuple[OffenceKey, ...]:
        """Return the offences in force at the end of `day`, by the lists that count by then."""
        by_then = [each for each in self.lists if each.counts_on <= day]
        return tuple(by_then[-1].offences) if by_then else ()

    def resolve(self, number: int, *, place: int) -> OffenceKey | None:
        """Return the offence that `number` means at `place`; None when no list carries it.

        When the list in force there does not carry it, the latest list that does decides: a
        charge may well be stated after the outcome it belongs to.
        """
        return self.at(place).by_number.get(number) or self._any_number.get(number)

    def description(self, key: OffenceKey, *, place: int) -> Offence:
        """Return how the offence is described at `place`, else by the last list that has it."""
        return self.at(place).offences.get(key) or self._ever[key]


def _stated_list(statement: Statement) -> tuple[tuple[Offence, ...] | None, bool]:
    """Return the list that `statement` states, and whether it is full; None when it states none."""
    match statement.event:
        case ChargesChanged(offences=offences):
            return offences, True
        case CaseRegistered(offences=offences) if offences:
            return offences, True
        case ProsecutionDecided(offences=offences) as decided if decided.opens_the_case:
            return offences, False
        case _:
            return None, False


def _reuses_number(offence: Offence, carried: dict[int, set[str]]) -> bool:
    if offence.source_number is None:
        return False
    return bool(carried[offence.number] - {offence.source_number})
