"""On which day the right to prosecute an offence lapses (verjaring, Sr art. 70-73, 77d).

The statutory maximum decides the term, the last day of the offence starts it, and acts of
prosecution start it anew up to a ceiling. What is not known is never filled in: an unknown
maximum, kind or day gives no day at all, and says so.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from jds.domain.time import InvalidTime, LegalDay, add_days, add_months
from jds.law.ages import Age
from jds.law.offences.lists import NamedLists
from jds.law.offences.offence_class import OffenceClass
from jds.law.reasons import FactValue, Reason, because
from jds.law.rule_file import Rule, RuleValue

Never: TypeAlias = Literal["never"]


class MinorOffenceTerm(RuleValue, frozen=True):
    """Years in which a minor offence lapses, and at most when it was interrupted."""

    years: int
    at_most_years: int


class CrimeTerm(RuleValue, frozen=True, kw_only=True):
    """Years in which a crime lapses, from a statutory maximum in months up.

    Attributes:
        at_least_months: The lowest maximum of the row; one of the two is given.
        more_than_months: The maximum that the row lies above.
    """

    years: int | Never
    at_least_months: int | None = None
    more_than_months: int | None = None

    @property
    def first_month(self) -> int | None:
        """The lowest maximum of the row in whole months; None when the row names two, or none."""
        match self.at_least_months, self.more_than_months:
            case int(least), None:
                return least
            case None, int(below):
                return below + 1
            case _:
                return None

    def holds_for(self, maximum_months: int) -> bool:
        """Tell whether a crime with this maximum reaches the row."""
        return self.first_month is not None and maximum_months >= self.first_month


class JuvenileTerms(RuleValue, frozen=True, kw_only=True):
    """How the term changes for somebody who was young at the time.

    Attributes:
        under_age: Age below which it changes.
        part_of_the_term: The term of a crime is divided by this.
        instead_of_never_years: Years for what never lapses for others.
        full_term_from_age: From this age the term is whole for the offences of a list.
    """

    under_age: int
    part_of_the_term: int
    instead_of_never_years: int
    full_term_from_age: int


class PrescriptionTerms(RuleValue, frozen=True, kw_only=True):
    """The terms of prescription, and the choices where law or message is silent.

    Attributes:
        crimes: Lightest first; the last row that holds decides.
        at_most_times: Interrupted or not, a crime lapses after so many times its term.
    """

    says: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "minor-offence": ("years", "committed"),
        "crime": ("maximum_months", "years", "committed"),
        "crime-without-prison": ("years", "committed"),
        "juvenile": ("under_age", "months", "full_months"),
        "juvenile-never": ("under_age", "years", "committed"),
        "juvenile-in-full": ("under_age", "full_term_from_age"),
        "interrupted": ("interrupted_on", "at_latest_on"),
        "lapses": ("lapses_on", "at_latest_on"),
        "never-life": (),
        "never-maximum": ("maximum_months",),
        "never-listed": (),
        "kind-unknown": (),
        "maximum-unknown": (),
        "date-unknown": (),
        "starts-later": (),
    }

    minor_offence: MinorOffenceTerm
    crimes: tuple[CrimeTerm, ...]
    life: Never
    at_most_times: int
    juveniles: JuvenileTerms
    starts: Literal["day-after-the-last-day"]
    minor_victim_not_stated: Literal["ordinary-start", "not-computed"]
    age_unsure: Literal["adult", "juvenile"]


class Prescription(Struct, frozen=True):
    """When the right to prosecute lapses.

    Attributes:
        outcome: `lapses` on a day, `never`, or `not-computed` because something is not known.
        lapses_on: First day without the right, given the acts of prosecution that were stated.
        at_latest_on: First day without it, whatever acts of prosecution nobody stated.
        reasons: At least one; the last one decided.
    """

    outcome: Literal["lapses", "never", "not-computed"]
    lapses_on: LegalDay | None
    at_latest_on: LegalDay | None
    reasons: tuple[Reason, ...]


class PrescriptionRules:
    """The rules of prescription of one edition of the law, ready to be asked."""

    def __init__(self, rule: Rule[PrescriptionTerms], *, lists: NamedLists) -> None:
        self._rule = rule
        self._lists = lists

    def prescription_of(
        self,
        offence: OffenceClass,
        *,
        committed_last: LegalDay | None,
        age: Age,
        interrupted_on: Sequence[LegalDay] = (),
        on: LegalDay | None = None,
    ) -> Prescription:
        """Return when the right to prosecute `offence` lapses.

        Args:
            offence: Its class; the heaviest provision that may be meant decides.
            committed_last: Last day it may have been committed.
            age: Of the suspect when it was committed; unknown for a legal person.
            interrupted_on: Days of acts of prosecution (daden van vervolging) that are known.
            on: Day whose law is applied; the newest when None.

        Source:
            Sr art. 70-72, 77d.
        """
        question = _Question(self._rule, self._lists, offence, committed_last, age, on)
        if offence.kind is None:
            return question.without_a_day("not-computed", "kind-unknown")
        if offence.kind == "overtreding":
            return question.minor_offence(interrupted_on)
        return question.crime(interrupted_on)


class _Question(Struct, frozen=True):
    """One offence whose prescription is asked."""

    rule: Rule[PrescriptionTerms]
    lists: NamedLists
    offence: OffenceClass
    committed_last: LegalDay | None
    age: Age
    on: LegalDay | None

    @property
    def terms(self) -> PrescriptionTerms:
        return self.rule.on(self.on).value

    @property
    def is_juvenile(self) -> bool:
        under = self.terms.juveniles.under_age
        if self.terms.age_unsure == "adult":
            return self.age.is_certainly_under(under)
        return not self.age.is_certainly(under)

    def because(self, says: str, **facts: FactValue) -> Reason:
        return because(self.rule, says, on=self.on, **facts)

    def without_a_day(
        self, outcome: Literal["never", "not-computed"], says: str, **facts: FactValue
    ) -> Prescription:
        return Prescription(outcome, None, None, (self.because(says, **facts),))

    def minor_offence(self, interrupted_on: Sequence[LegalDay]) -> Prescription:
        if self._starts_later():
            return self.without_a_day("not-computed", "starts-later")
        if self.committed_last is None:
            return self.without_a_day("not-computed", "date-unknown")
        term = self.terms.minor_offence
        reason = self.because("minor-offence", years=term.years, committed=self.committed_last)
        return self._counted(
            self.committed_last,
            months=12 * term.years,
            at_most_months=12 * term.at_most_years,
            interrupted_on=interrupted_on,
            reasons=[reason],
        )

    def crime(self, interrupted_on: Sequence[LegalDay]) -> Prescription:
        years = self._years_for_a_crime()
        if years is None:
            return self.without_a_day("not-computed", "maximum-unknown")
        if years == "never" and not self.is_juvenile:
            return self._never()
        if years != "never" and self._starts_later():
            return self.without_a_day("not-computed", "starts-later")
        if self.committed_last is None:
            return self.without_a_day("not-computed", "date-unknown")
        months, reasons = self._months_of_a_crime(years, committed=self.committed_last)
        return self._counted(
            self.committed_last,
            months=months,
            at_most_months=months * self.terms.at_most_times,
            interrupted_on=interrupted_on,
            reasons=reasons,
        )

    def _years_for_a_crime(self) -> int | Never | None:
        """Return the years for an adult; None when the maximum is not known.

        What never lapses by the part that is known does not lapse by a heavier one either.
        """
        if self.offence.life or self.offence.may_be_on(self.lists.never_prescribed, on=self.on):
            return "never"
        maximum = self.offence.maximum_months or 0
        years = next(row.years for row in reversed(self.terms.crimes) if row.holds_for(maximum))
        return None if self.offence.maximum_unknown and years != "never" else years

    def _never(self) -> Prescription:
        if self.offence.life:
            return self.without_a_day("never", "never-life")
        maximum = self.offence.maximum_months or 0
        row = next(row for row in reversed(self.terms.crimes) if row.holds_for(maximum))
        if row.years == "never":
            return self.without_a_day("never", "never-maximum", maximum_months=maximum)
        return self.without_a_day("never", "never-listed")

    def _starts_later(self) -> bool:
        standing = self.offence.standing(self.lists.prescription_starts_later, on=self.on)
        if standing == "perhaps":
            return self.terms.minor_victim_not_stated == "not-computed"
        return standing == "listed"

    def _months_of_a_crime(
        self, years: int | Never, *, committed: LegalDay
    ) -> tuple[int, list[Reason]]:
        juveniles = self.terms.juveniles
        under = juveniles.under_age
        if years == "never":
            years = juveniles.instead_of_never_years
            reason = self.because(
                "juvenile-never", under_age=under, years=years, committed=committed
            )
            return 12 * years, [reason]
        full = 12 * years
        reasons = [self._term_of_a_crime(years, committed=committed)]
        if not self.is_juvenile:
            return full, reasons
        if not self.age.is_certainly_under(juveniles.full_term_from_age) and (
            self.offence.may_be_on(self.lists.juvenile_in_full, on=self.on)
        ):
            from_age = juveniles.full_term_from_age
            reasons.append(
                self.because("juvenile-in-full", under_age=under, full_term_from_age=from_age)
            )
            return full, reasons
        months = full // juveniles.part_of_the_term
        reasons.append(self.because("juvenile", under_age=under, months=months, full_months=full))
        return months, reasons

    def _term_of_a_crime(self, years: int, *, committed: LegalDay) -> Reason:
        maximum = self.offence.maximum_months
        if maximum is None:
            return self.because("crime-without-prison", years=years, committed=committed)
        return self.because("crime", maximum_months=maximum, years=years, committed=committed)

    def _counted(
        self,
        committed: LegalDay,
        *,
        months: int,
        at_most_months: int,
        interrupted_on: Sequence[LegalDay],
        reasons: list[Reason],
    ) -> Prescription:
        """Count the term from the day after the offence, and anew from each act of prosecution."""
        try:
            begins_on = add_days(committed, 1)
            at_latest_on = add_months(begins_on, at_most_months)
        except InvalidTime:
            # Some sources write the last year of the calendar for a day they do not know.
            return self.without_a_day("not-computed", "date-unknown")
        lapses_on = add_months(begins_on, months)
        for act_on in sorted(interrupted_on):
            # An act after the right had lapsed revives nothing.
            if committed <= act_on < lapses_on:
                lapses_on = min(add_months(add_days(act_on, 1), months), at_latest_on)
                reasons.append(
                    self.because("interrupted", interrupted_on=act_on, at_latest_on=at_latest_on)
                )
        reasons.append(self.because("lapses", lapses_on=lapses_on, at_latest_on=at_latest_on))
        return Prescription("lapses", lapses_on, at_latest_on, tuple(reasons))
