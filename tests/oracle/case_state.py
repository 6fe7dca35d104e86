"""What one case is on the way through its order of statements.

A *place* is an index in that order. Whatever depends on the whole order is looked up afresh.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from jds.domain.blocks import Offence
from jds.domain.events import AppealFiled, CaseRegistered, ProsecutionDecided
from jds.domain.record import Outcome
from tests.oracle.statements import APPLIED, CONTRADICTORY, WAITING, Statement

UNKNOWN_OFFENCE = "?"


@dataclass
class ChargeList:
    """Offences as one message listed them; a full list replaces what was before it."""

    place: int
    statement: Statement
    offences: dict[str, Offence]
    is_full: bool


@dataclass
class OffenceState:
    """An offence on the way through the order; `outcome` None until a statement sets one.

    `final_by` made the outcome in force irrevocable. `ended_at` and `judged` are places: where an
    outcome other than open was set, and where a court (in which instance) judged the offence.
    """

    outcome: Outcome | None = None
    final_by: Statement | None = None
    history: list[Outcome] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)
    ended_at: list[int] = field(default_factory=list)
    judged: list[tuple[int, object]] = field(default_factory=list)

    @property
    def has_ended(self) -> bool:
        return self.outcome is not None and self.outcome.kind != "open"


@dataclass
class Appeal:
    place: int
    statement: Statement
    event: AppealFiled
    against: set[str]
    withdrawn: set[str] = field(default_factory=set)


@dataclass
class CaseState:
    """A case after its whole order.

    `about` holds, per message that names offences, which these are; `UNKNOWN_OFFENCE` among them
    when no list carries it. A message that is not in it speaks of the case. `marked` holds the
    offences that each statement of irrevocability made final.
    """

    statements: Sequence[Statement]
    lists: list[ChargeList] = field(default_factory=list)
    offences: dict[str, OffenceState] = field(default_factory=dict)
    whole_case: list[Outcome] = field(default_factory=list)
    appeals: dict[str, Appeal] = field(default_factory=dict)
    effects: dict[int, str] = field(default_factory=dict)
    about: dict[int, set[str]] = field(default_factory=dict)
    marked: dict[int, set[str]] = field(default_factory=dict)

    def count(self, kind: type) -> int:
        return sum(1 for statement in self.statements if isinstance(statement.event, kind))

    def charged_at_the_end(self) -> set[str]:
        return set(self.in_force(len(self.statements)))

    def shown(self) -> set[str]:
        """Offences in the last list, and dropped ones that have ended."""
        charged = self.charged_at_the_end()
        return {key for key, state in self.offences.items() if key in charged or state.has_ended}

    def description(self, key: str) -> Offence:
        """The last description of an offence."""
        return [each.offences[key] for each in self.lists if key in each.offences][-1]

    def in_force(self, place: int) -> dict[str, Offence]:
        """The list in force at a place, the statement at that place itself included."""
        return _add_up([each for each in self.lists if each.place <= place])

    def charged_up_to(self, day: date) -> dict[str, Offence]:
        """The list in force when only those of `day` and earlier count."""
        return _add_up([each for each in self.lists if each.statement.shown_on <= day])

    def resolve(self, number: int, place: int) -> str | None:
        """Which offence `feitnummer` means at a place; None when no list carries it."""
        carrying = [key for key, each in self.in_force(place).items() if each.number == number]
        if carrying:
            return carrying[-1]
        for charges in reversed(self.lists):
            for key, offence in charges.offences.items():
                if offence.number == number:
                    return key
        return None

    def meant(self, numbers: Sequence[int], place: int) -> set[str]:
        return {self.resolve(number, place) or UNKNOWN_OFFENCE for number in numbers}

    def description_at(self, key: str, place: int) -> Offence:
        """The description in force at a place; of an offence not in force there, the last one."""
        return self.in_force(place).get(key) or self.description(key)


def _add_up(lists: Sequence[ChargeList]) -> dict[str, Offence]:
    total: dict[str, Offence] = {}
    for charges in lists:
        if charges.is_full:
            total = {}
        for key, offence in charges.offences.items():
            total.pop(key, None)
            total[key] = offence
    return total


def offence_key(offence: Offence) -> str:
    """`b:` with the source's own number, else `f:` with the number."""
    if offence.source_number is not None:
        return f"b:{offence.source_number}"
    return f"f:{offence.number}"


def opens_a_case(statement: Statement) -> bool:
    event = statement.event
    if isinstance(event, CaseRegistered):
        return True
    return (
        isinstance(event, ProsecutionDecided)
        and event.decision == "strafbeschikking"
        and len(event.offences) > 0
    )


def gravest(parts: Sequence[str]) -> str:
    for effect in (CONTRADICTORY, WAITING):
        if effect in parts:
            return effect
    return APPLIED
