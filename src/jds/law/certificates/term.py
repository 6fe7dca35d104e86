"""The term of looking back: how far, for whom, and made longer by custody (VOG-1 and 3 to 6).

A term that depends on what nobody knows has two first days: facts from the one on are certainly
inside, facts before the other certainly outside, and what lies between may be inside.
"""

from datetime import date
from typing import Any

from msgspec import Struct

from jds.domain.time import InvalidTime, LegalDay, add_years
from jds.law.certificates.certainty import Certainty
from jds.law.certificates.counting_day import FIRST_DAY, Days
from jds.law.certificates.custody import Custody, days_within, first_day_of_term
from jds.law.certificates.policy import Policy
from jds.law.certificates.question import CertificateQuestion
from jds.law.facts import PersonFacts
from jds.law.reasons import FactValue, Reason, because
from jds.law.rule_file import Rule


class Window(Struct, frozen=True):
    """A term in days.

    Attributes:
        from_in_freedom: Its first day if there had been no custody.
        surely_from: Its first day.
        perhaps_from: Its first day if all custody that may have been was.
        custody_days: Days by which it certainly was made longer.
    """

    years: int
    from_in_freedom: LegalDay
    surely_from: LegalDay
    perhaps_from: LegalDay
    custody_days: int


class Place(Struct, frozen=True):
    """Where a fact lies, and why; `is_inside` maybe when it is not certain."""

    is_inside: Certainty
    reasons: tuple[Reason, ...]


class Term(Struct, frozen=True):
    """The term that was used for a person.

    Attributes:
        rule: The rule that gives the full term: VOG-1, or that of a function.
        function: The function, when the term is its own.
        full: That term.
        short: The shorter one for the young; None when the function has none.
        is_young: Whether the applicant was young when applying.
    """

    rule: Rule[Any]
    function: str | None
    full: Window
    short: Window | None
    is_young: Certainty
    policy: Policy

    def place(self, days: Days, *, lost: Certainty) -> Place:
        """Return where a fact lies of which the day that counts is one of `days`.

        Args:
            lost: Whether the shorter term is lost to the applicant.
        """
        applies = self.short_applies(lost)
        if self.short is None or applies is Certainty.NO:
            return self._in(days, surely=self.full, perhaps=self.full, rule=self.rule)
        young = self.policy.law.young
        if applies is Certainty.YES:
            return self._in(days, surely=self.short, perhaps=self.short, rule=young)
        return self._in(days, surely=self.short, perhaps=self.full, rule=young)

    def short_applies(self, lost: Certainty) -> Certainty:
        """Return whether the shorter term applies."""
        if self.short is None:
            return Certainty.NO
        return min(self.is_young, Certainty(Certainty.YES - lost))

    def _in(self, days: Days, *, surely: Window, perhaps: Window, rule: Rule[Any]) -> Place:
        name: dict[str, FactValue] = {"jaren": surely.years}
        if rule is self.rule and self.function is not None:
            name["functie"] = self.function
        on = self.policy.on
        custody = self.policy.law.custody
        if days.first >= surely.surely_from:
            inside = because(rule, "inside", on=on, vanaf=surely.surely_from, **name)
            if days.first < surely.from_in_freedom:
                by_custody = because(custody, "brings_inside", on=on)
                return Place(Certainty.YES, (by_custody, inside))
            return Place(Certainty.YES, (inside,))
        if days.last < perhaps.perhaps_from:
            outside = because(rule, "outside", on=on, vanaf=perhaps.surely_from, **name)
            return Place(Certainty.NO, (outside,))
        may_be = because(
            rule,
            "may_be_inside",
            on=on,
            zeker_vanaf=surely.surely_from,
            misschien_vanaf=None if perhaps.perhaps_from == FIRST_DAY else perhaps.perhaps_from,
            **name,
        )
        if days.last < perhaps.surely_from:
            return Place(Certainty.MAYBE, (because(custody, "may_bring_inside", on=on), may_be))
        return Place(Certainty.MAYBE, (may_be,))

    def reasons(self, lost: Certainty) -> tuple[Reason, ...]:
        """Return what holds for all facts: the term, and what made it shorter or longer."""
        on, applies = self.policy.on, self.short_applies(lost)
        told: list[Reason] = []
        if self.short is None or applies is not Certainty.YES:
            name = {} if self.function is None else {"functie": self.function}
            told.append(
                because(
                    self.rule,
                    "term",
                    on=on,
                    jaren=self.full.years,
                    vanaf=self.full.surely_from,
                    **name,
                )
            )
            told += self._longer_by_custody(self.full)
        if self.short is not None and self.is_young is not Certainty.NO:
            told.append(self._of_the_young(self.short, lost=lost))
            if applies is Certainty.YES:
                told += self._longer_by_custody(self.short)
        return tuple(told)

    def _of_the_young(self, short: Window, *, lost: Certainty) -> Reason:
        rule, on, age = self.policy.law.young, self.policy.on, self.policy.young.under_age
        if lost is Certainty.YES:
            return because(rule, "lost", on=on, leeftijd=age)
        if self.is_young is Certainty.MAYBE:
            return because(rule, "age_unknown", on=on, leeftijd=age)
        if lost is Certainty.MAYBE:
            return because(rule, "may_be_lost", on=on, leeftijd=age)
        return because(
            rule, "applies", on=on, leeftijd=age, jaren=short.years, vanaf=short.surely_from
        )

    def _longer_by_custody(self, window: Window) -> list[Reason]:
        rule, on = self.policy.law.custody, self.policy.on
        told = []
        if window.custody_days:
            told.append(
                because(
                    rule, "extended", on=on, dagen=window.custody_days, vanaf=window.surely_from
                )
            )
        if window.perhaps_from != window.surely_from:
            told.append(
                because(
                    rule,
                    "may_extend",
                    on=on,
                    misschien_vanaf=None
                    if window.perhaps_from == FIRST_DAY
                    else window.perhaps_from,
                )
            )
        return told


def term_for(
    person: PersonFacts, *, question: CertificateQuestion, custody: Custody, policy: Policy
) -> Term:
    """Return the term of looking back for `question`.

    Raises:
        UnknownFunction: The function asked for is not listed.
    """
    rule, function = policy.function(question)
    own_term = function.years is not None
    years = function.years if function.years is not None else policy.look_back.years
    short = None
    if function.shorter_for_the_young and not person.is_legal_person:
        short = window_of(
            policy.young.years, before=question.assessed_on, custody=custody, policy=policy
        )
    return Term(
        rule=rule if own_term else policy.law.look_back,
        function=function.code if own_term else None,
        full=window_of(years, before=question.assessed_on, custody=custody, policy=policy),
        short=short,
        is_young=_is_young(person, question=question, policy=policy),
        policy=policy,
    )


def window_of(years: int, *, before: LegalDay, custody: Custody, policy: Policy) -> Window:
    """Return the term of `years` before a day, made longer by custody."""
    start = _back(before, years)
    first, last = start.toordinal(), before.toordinal()
    if policy.look_back.first_day == "outside":
        first += 1
    free = _day(first)
    if not custody.possible:
        return Window(years, free, free, free, 0)
    surely = first_day_of_term(last, days=last - first, stays=custody.certain)
    perhaps = first_day_of_term(last, days=last - first, stays=custody.possible)
    surely_from = FIRST_DAY if surely is None else _day(surely)
    return Window(
        years=years,
        from_in_freedom=free,
        surely_from=surely_from,
        perhaps_from=FIRST_DAY if perhaps is None else _day(perhaps),
        custody_days=days_within(custody.certain, start=surely_from.toordinal(), stop=last),
    )


def _is_young(person: PersonFacts, *, question: CertificateQuestion, policy: Policy) -> Certainty:
    age = person.age_on(question.applied_on)
    if age.is_certainly_under(policy.young.under_age):
        return Certainty.YES
    return Certainty.NO if age.is_certainly(policy.young.under_age) else Certainty.MAYBE


def _back(day: LegalDay, years: int) -> LegalDay:
    try:
        return add_years(day, -years)
    except InvalidTime:
        return FIRST_DAY


def _day(ordinal: int) -> LegalDay:
    return LegalDay(date.fromordinal(ordinal))
