"""The rules on retention from before April 2012, to check what was migrated from then.

Data that these rules had ended before they were replaced should not have come along. Whatever the
check finds is shown to people; nothing here destroys anything, and no answer rests on it.

Source: Wjsg art. 4-6 in the text of 1 January 2005.
"""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from jds.domain.partial_date import latest
from jds.domain.time import InvalidTime, LegalDay
from jds.law.facts import Fact, PersonFacts
from jds.law.lengths import NO_LENGTH, add_length, is_longer_than, read_length, total
from jds.law.offences.lists import ListOfOffences
from jds.law.reading import RuleReader
from jds.law.reasons import Reason, because
from jds.law.retention.term import years_after
from jds.law.rule_file import Rule, RuleValue
from jds.law.sanctions import CUSTODIAL_MEASURES, unconditional_custody

_DECISIONS = frozenset(("sepot", "voorwaardelijk-sepot", "transactie"))


class EarlierCrime(RuleValue, frozen=True):
    """Years after the case was irrevocably disposed of, and the first day without these rules."""

    says: ClassVar[Mapping[str, tuple[str, ...]]] = {"kept": ("years", "gone_on")}
    years: int
    ends_before: LegalDay


class EarlierSexual(RuleValue, frozen=True):
    """Sexual offences: until death."""

    says: ClassVar[Mapping[str, tuple[str, ...]]] = {"kept": ()}
    until_death: bool


class EarlierCustody(RuleValue, frozen=True, kw_only=True):
    """What long custody added."""

    says: ClassVar[Mapping[str, tuple[str, ...]]] = {"added": ("gone_on",)}
    longer_than_years: int
    years_added: int
    maximum_at_least_months: int


class EarlierAge(RuleValue, frozen=True):
    """The age at which everything was removed."""

    says: ClassVar[Mapping[str, tuple[str, ...]]] = {"reached": ("gone_on",)}
    age: int


class EarlierMinor(RuleValue, frozen=True):
    """Minor offences."""

    says: ClassVar[Mapping[str, tuple[str, ...]]] = {"kept": ("years", "gone_on")}
    years: int
    years_after_custody_or_high_fine: int


class EarlierLaw(Struct, frozen=True):
    """The rules from before April 2012."""

    crime: Rule[EarlierCrime]
    sexual: Rule[EarlierSexual]
    custody: Rule[EarlierCustody]
    age: Rule[EarlierAge]
    minor: Rule[EarlierMinor]


def read_earlier_law(reader: RuleReader) -> EarlierLaw:
    """Read the rules from before April 2012."""
    return EarlierLaw(
        crime=reader.rule("retention/earlier_crime.yaml", EarlierCrime),
        sexual=reader.rule("retention/earlier_sexual.yaml", EarlierSexual),
        custody=reader.rule("retention/earlier_custody.yaml", EarlierCustody),
        age=reader.rule("retention/earlier_age.yaml", EarlierAge),
        minor=reader.rule("retention/earlier_minor_offence.yaml", EarlierMinor),
    )


class EndedEarlier(Struct, frozen=True):
    """The day on which data should have been gone before April 2012, and why."""

    gone_on: LegalDay
    reasons: tuple[Reason, ...]


class EarlierRules:
    """The rules from before April 2012, ready to be asked."""

    def __init__(self, law: EarlierLaw, *, sexual: Rule[ListOfOffences]) -> None:
        self._law = law
        self._sexual = sexual

    def ended(self, fact: Fact, *, person: PersonFacts) -> EndedEarlier | None:
        """Return when data should have gone; None when they were rightly there in April 2012."""
        reasons: list[Reason] = []
        ends = [*self._term(fact, reasons=reasons), *self._age(person, reasons=reasons)]
        if person.died_on is not None:
            ends.append(person.died_on)
        gone_on = min(ends, default=None)
        if gone_on is None or gone_on >= self._law.crime.newest.value.ends_before:
            return None
        return EndedEarlier(gone_on, tuple(reasons))

    def _term(self, fact: Fact, *, reasons: list[Reason]) -> list[LegalDay]:
        if fact.is_crime and fact.offence_class.may_be_on(self._sexual):
            reasons.append(because(self._law.sexual, "kept", on=None))
            return []
        disposed_on = fact.irrevocable_on
        if disposed_on is None and fact.outcome.kind in _DECISIONS:
            disposed_on = fact.decided_on
        if disposed_on is None:
            return []
        if not fact.is_crime:
            return [self._minor(fact, disposed_on=disposed_on, reasons=reasons)]
        years = self._law.crime.newest.value.years
        gone_on = years_after(disposed_on, years)
        reasons.append(because(self._law.crime, "kept", on=None, years=years, gone_on=gone_on))
        return [self._with_custody(fact, gone_on, reasons=reasons)]

    def _with_custody(self, fact: Fact, gone_on: LegalDay, *, reasons: list[Reason]) -> LegalDay:
        value = self._law.custody.newest.value
        prison = unconditional_custody(fact.outcome.sanctions)
        if not is_longer_than(prison, years=value.longer_than_years):
            prison = NO_LENGTH
        measures = total(
            read_length(each.duration) or NO_LENGTH
            for each in fact.outcome.sanctions
            if each.kind in CUSTODIAL_MEASURES
        )
        added = total((prison, measures))
        if added == NO_LENGTH:
            return gone_on
        try:
            gone_on = add_length(gone_on, added)
        except InvalidTime:
            return gone_on
        maximum = fact.offence_class.maximum_months or 0
        if fact.offence_class.life or maximum >= value.maximum_at_least_months:
            gone_on = years_after(gone_on, value.years_added)
        reasons.append(because(self._law.custody, "added", on=None, gone_on=gone_on))
        return gone_on

    def _minor(self, fact: Fact, *, disposed_on: LegalDay, reasons: list[Reason]) -> LegalDay:
        value = self._law.minor.newest.value
        is_heavier = any(
            each.kind in ("hechtenis", "gevangenisstraf", "jeugddetentie", "taakstraf")
            for each in fact.outcome.sanctions
        )
        years = value.years_after_custody_or_high_fine if is_heavier else value.years
        gone_on = years_after(disposed_on, years)
        reasons.append(because(self._law.minor, "kept", on=None, years=years, gone_on=gone_on))
        return gone_on

    def _age(self, person: PersonFacts, *, reasons: list[Reason]) -> list[LegalDay]:
        born = None if person.born is None else latest(person.born)
        if born is None:
            return []
        gone_on = years_after(born, self._law.age.newest.value.age)
        reasons.append(because(self._law.age, "reached", on=None, gone_on=gone_on))
        return [gone_on]
