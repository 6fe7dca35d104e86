"""What may be shown on a ground: fact by fact, with the fields of each, and the reasons for both.

Facts that are withheld are in it as well, with why. They are for the privacy officer alone; whoever
presents an answer to its recipient leaves out every fact of which `shown` is false.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.disclosure.fields import FactField, Field, PersonField
from jds.law.disclosure.purposes import Purpose
from jds.law.facts import FactKey
from jds.law.reasons import Reason
from jds.law.rule_file import Rule

Weighing: TypeAlias = Literal["mag-meewegen", "mag-niet-meewegen"]
"""Whether the recipient may let a fact that it sees count in its decision."""

Mark: TypeAlias = Literal["afgeschermd", "betwist"]
"""That a fact is shielded, or disputed by the person."""


class FactDisclosure(Struct, frozen=True, kw_only=True):
    """Whether one fact may be shown, and how.

    Attributes:
        fields: What of it may be shown; empty when it is withheld.
        weighing: None when the law says nothing about weighing for this purpose.
        counts_until: First day on which it no longer counts under Wjsg 10, 11 or 12; None when it
            does not count, or has no end: `reasons` tell.
        reasons: Why it is shown or withheld, in order; the last one decided.
        marks: What must be said with it.
    """

    key: FactKey
    shown: bool
    fields: frozenset[FactField]
    weighing: Weighing | None = None
    counts_until: LegalDay | None = None
    reasons: tuple[Reason, ...]
    marks: frozenset[Mark] = frozenset()


class ForeignDisclosure(Struct, frozen=True, kw_only=True):
    """Whether one foreign conviction may be shown.

    Attributes:
        index: Its place in the foreign convictions of the record.
        reference: How the other state refers to it.
    """

    index: int
    reference: str
    shown: bool
    fields: frozenset[FactField]
    counts_until: LegalDay | None = None
    reasons: tuple[Reason, ...]


class CaseDisclosure(Struct, frozen=True, kw_only=True):
    """Whether a case without offences, whose charges are not known yet, may be shown.

    Attributes:
        key: The case, and an empty offence.
    """

    key: FactKey
    shown: bool
    fields: frozenset[FactField]
    reasons: tuple[Reason, ...]


class Disclosure(Struct, frozen=True, kw_only=True):
    """What one ground lets its recipient see of a person.

    Attributes:
        person_fields: What of the person may be shown; empty when nothing else is shown, so that
            an answer about somebody without anything to show does not tell who that is.
        facts: Every fact of the person, in order, shown or not.
        foreign: Every foreign conviction, in order, shown or not.
        cases: Every case without offences, in order, shown or not.
        reasons: What holds for the whole answer: the ground, how to handle it, its quality.
    """

    purpose: Rule[Purpose]
    person_fields: frozenset[PersonField]
    facts: tuple[FactDisclosure, ...]
    foreign: tuple[ForeignDisclosure, ...]
    cases: tuple[CaseDisclosure, ...]
    reasons: tuple[Reason, ...]

    def decided(self) -> Iterator[FactDisclosure | CaseDisclosure]:
        """Yield every fact, and every case without facts, shown or not."""
        yield from self.facts
        yield from self.cases

    @property
    def shows_something(self) -> bool:
        """Tell whether anything but the person may be shown."""
        return any(each.shown for each in self.decided()) or any(
            each.shown for each in self.foreign
        )


__all__ = [
    "CaseDisclosure",
    "Disclosure",
    "FactDisclosure",
    "FactField",
    "Field",
    "ForeignDisclosure",
    "Mark",
    "PersonField",
    "Weighing",
]
