"""The rules of Wjsg 10 to 12 as they hold on one day, so that no fact has to look them up again."""

from typing import Any, Generic, TypeVar

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.disclosure.rules import StandardLaw
from jds.law.disclosure.standard_rules import (
    Additions,
    Chain,
    Convictions,
    ForeignTerms,
    JuvenileTerms,
    LegalPersonTerms,
    LongTerm,
    OldRegister,
    Prolongation,
    Suspended,
    Term,
)
from jds.law.reasons import FactValue, Reason
from jds.law.retention.rules import FineCategories
from jds.law.rule_file import Rule, RuleValue, Version

_Value = TypeVar("_Value", bound=RuleValue)

_DAYS_KEPT = 1000


class Held(Struct, Generic[_Value], frozen=True):
    """A rule with the version that holds."""

    rule: Rule[Any]
    version: Version[Any]
    value: _Value

    def because(self, says: str, **facts: FactValue) -> Reason:
        """Return the reason that the rule gives with `facts`."""
        return Reason(self.rule, self.version, says, facts)


class StandardInForce(Struct, frozen=True, kw_only=True):
    """What Wjsg 10, 11 and 12 say on a day; the fields are those of `StandardLaw`.

    Attributes:
        penalties: Sanctions read as a penalty, those of uncertain kind included if so chosen.
        fine_categories: Amounts of fines, by the day of the offence.
    """

    convictions: Held[Convictions]
    term: Held[Term]
    long_term: Held[LongTerm]
    additions: Held[Additions]
    prolongation: Held[Prolongation]
    chain: Held[Chain]
    foreign: Held[ForeignTerms]
    legal_persons: Held[LegalPersonTerms]
    juveniles: Held[JuvenileTerms]
    suspended: Held[Suspended]
    old_register: Held[OldRegister]
    penalties: frozenset[object]
    fine_categories: Rule[FineCategories]


class StandardByDay:
    """Wjsg 10, 11 and 12, by the day on which they are applied."""

    def __init__(self, law: StandardLaw, *, fines: Rule[FineCategories]) -> None:
        self._law = law
        self._fines = fines
        self._by_day: dict[LegalDay | None, StandardInForce] = {}

    def on(self, day: LegalDay | None) -> StandardInForce:
        """Return what holds on `day`; the newest when that is None."""
        found = self._by_day.get(day)
        if found is None:
            if len(self._by_day) >= _DAYS_KEPT:
                self._by_day.clear()
            found = self._by_day[day] = self._read(day)
        return found

    def _read(self, day: LegalDay | None) -> StandardInForce:
        law = self._law
        convictions = _held(law.convictions, day)
        value = convictions.value
        return StandardInForce(
            convictions=convictions,
            term=_held(law.term, day),
            long_term=_held(law.long_term, day),
            additions=_held(law.additions, day),
            prolongation=_held(law.prolongation, day),
            chain=_held(law.chain, day),
            foreign=_held(law.foreign, day),
            legal_persons=_held(law.legal_persons, day),
            juveniles=_held(law.juveniles, day),
            suspended=_held(law.suspended, day),
            old_register=_held(law.old_register, day),
            penalties=frozenset(
                (*value.penalties, *(value.uncertain if value.uncertain_counts else ()))
            ),
            fine_categories=self._fines,
        )


def _held(rule: Rule[_Value], day: LegalDay | None) -> Held[_Value]:
    version = rule.on(day)
    return Held(rule, version, version.value)
