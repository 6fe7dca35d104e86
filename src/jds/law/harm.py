"""In which order a backlog is let in: classes of harm, the most harmful first.

The order is law data, although no rule of law states one: it decides whose facts are known first,
so it is written down, dated and open to be changed by who answers for it.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from jds.domain.blocks import Offence, OffenceKind
from jds.domain.events import KINDS
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.offences.lists import NamedLists
from jds.law.rule_file import LawFileProblem, Rule, RuleValue

if TYPE_CHECKING:
    from jds.law.rules import Law


class HarmClass(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of harm, and what belongs to it.

    Attributes:
        name: As it is shown and typed.
        kinds: Kinds of message.
        may_be_on: Lists of offences, by the name of their file: what is or may be on one.
        surely_on: Likewise: what is on one for certain.
        offences: Kinds of offence.
        offences_unknown: Cases of which nothing tells the offence, and kinds nobody named.
    """

    name: str
    kinds: tuple[str, ...] = ()
    may_be_on: tuple[str, ...] = ()
    surely_on: tuple[str, ...] = ()
    offences: tuple[OffenceKind, ...] = ()
    offences_unknown: bool = False


class CatchUpOrder(RuleValue, frozen=True, kw_only=True):
    """The classes, most harmful first."""

    classes: tuple[HarmClass, ...]


class HarmOrder:
    """The classes of harm of one edition of the law. A rank is a place among them, from 0."""

    def __init__(self, law: "Law") -> None:
        self._classes = law.catch_up_order.newest.value.classes
        self._lists = law.offences.lists
        self._catalogue = OffenceCatalogue(law.offences, names=law.names_of_acts)
        self._of_kind = {
            kind: rank for rank, each in enumerate(self._classes) for kind in each.kinds
        }
        self._unknown = next(
            rank for rank, each in enumerate(self._classes) if each.offences_unknown
        )
        self.edition = law.edition

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes, most harmful first."""
        return tuple(each.name for each in self._classes)

    @property
    def unknown(self) -> int:
        """The rank of a case of which no offence is known."""
        return self._unknown

    def of_kind(self, kind: str) -> int | None:
        """Return the rank that a message has by its kind alone; None when its kind says nothing."""
        return self._of_kind.get(kind)

    def of_offences(self, offences: Iterable[Offence]) -> int | None:
        """Return the rank of the most harmful of some offences; None when there are none."""
        return min(map(self._of_offence, offences), default=None)

    def _of_offence(self, offence: Offence) -> int:
        meant = self._catalogue.classify(offence)
        for rank, each in enumerate(self._classes):
            if any(meant.may_be_on(getattr(self._lists, name)) for name in each.may_be_on):
                return rank
            if any(meant.is_surely_on(getattr(self._lists, name)) for name in each.surely_on):
                return rank
            if meant.kind in each.offences:
                return rank
        return self._unknown


def problems_of_order(rule: Rule[CatchUpOrder]) -> Iterator[LawFileProblem]:
    """Yield classes that cannot be told apart, and names that nothing has."""
    for version in rule.versions:
        classes = version.value.classes
        names = [each.name for each in classes]
        kinds = [kind for each in classes for kind in each.kinds]
        lists = [name for each in classes for name in (*each.may_be_on, *each.surely_on)]
        for what, found in (
            ("class", _doubled(names)),
            ("kind", _doubled(kinds)),
            ("kind", [kind for kind in kinds if kind not in KINDS]),
            ("list", [name for name in lists if name not in NamedLists.__struct_fields__]),
        ):
            for name in found:
                yield LawFileProblem(
                    rule.file,
                    problem=f"the {what} [{name}] is named twice, or there is no such {what}",
                    remedy="Name each class and kind once, as they are called elsewhere.",
                )
        if sum(each.offences_unknown for each in classes) != 1:
            yield LawFileProblem(
                rule.file,
                problem="not exactly one class takes cases of which no offence is known",
                remedy="Give `offences_unknown: true` to one class.",
            )


def _doubled(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
