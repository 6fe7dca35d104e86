"""From which day a sanction counts towards rehabilitation, as far as the register knows it.

Messages do not carry every day: the service of a pardon, the day a special condition was met, the
execution of sentences from before the register. A start is therefore a stretch of days, and only
what holds for all of them is said.
"""

from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.blocks import Sanction
from jds.domain.events import PardonGranted
from jds.domain.time import Duration, InvalidTime, LegalDay, add_years
from jds.law.facts import Fact, known_day
from jds.law.immigration.rules import OpenCases, StartOfTerm
from jds.law.lengths import add_length, is_at_least_as_long, read_length
from jds.law.reasons import Reason, because
from jds.law.rule_file import Rule
from jds.law.sanctions import is_unconditional

State: TypeAlias = Literal["binnen", "buiten", "onzeker"]
"""Inside the term, outside it, or not to be told."""

_END_OF_CALENDAR = LegalDay(date.max)


class TermStart(Struct, frozen=True, kw_only=True):
    """The days on which the term of a sanction may have started.

    Attributes:
        earliest: Not before this day; None when nothing bounds it.
        latest: Not after this day; None when nothing bounds it.
        has_begun: False while the sanction is certainly not executed yet.
        reason: Why.
    """

    earliest: LegalDay | None
    latest: LegalDay | None
    reason: Reason
    has_begun: bool = True

    def judged(self, *, years: int, at: LegalDay) -> "JudgedTerm":
        """Tell whether a term of `years` years was over on the day `at`, and when it ends."""
        if not self.has_begun:
            return JudgedTerm("binnen", None, self)
        first = None if self.earliest is None else years_after(self.earliest, years)
        if self.earliest == self.latest:
            last = first
        else:
            last = None if self.latest is None else years_after(self.latest, years)
        ends_before = first if first == last else None
        if first is not None and first > at:
            return JudgedTerm("binnen", ends_before, self)
        if last is not None and last <= at:
            return JudgedTerm("buiten", ends_before, self)
        return JudgedTerm("onzeker", ends_before, self)


class JudgedTerm(Struct, frozen=True):
    """A term on the day of a request.

    Attributes:
        ends_before: First day after the term; None when it is not certain.
    """

    state: State
    ends_before: LegalDay | None
    start: TermStart


class SanctionTerms:
    """Starts of terms, and ends of probation periods, under the rules of one edition."""

    def __init__(self, start: Rule[StartOfTerm], *, open_cases: Rule[OpenCases]) -> None:
        self._rule = start
        self._open_cases = open_cases

    def start(self, fact: Fact, sanction: Sanction, *, on: LegalDay) -> TermStart:
        """Return from when `sanction` counts; `on` chooses the version of the rule.

        The outcome must be final, or a transaction.

        Source:
            Handleiding RWN 9-1-a par. 5.8 (end of execution, not before finality), 5.9
            (conditional sentences), 5.12 (pardon).
        """
        final = fact.irrevocable_on
        pardoned_on = _full_pardon(fact, sanction)
        reports = _reports(fact, sanction)
        kind = word_for(sanction)
        if pardoned_on is not None:
            day = later(final, pardoned_on)
            reason = because(self._rule, "pardoned", on=on, sanction=kind, starts_on=day)
            return TermStart(earliest=day, latest=day, reason=reason)
        if not is_unconditional(sanction) and not reports:
            return self._conditional(fact, sanction, on=on)
        if "geeindigd" in reports:
            ended_on = reports["geeindigd"]
            if ended_on is None:
                reason = because(self._rule, "not_reported", on=on, sanction=kind)
                return TermStart(earliest=final, latest=None, reason=reason)
            day = later(final, ended_on)
            reason = because(
                self._rule,
                "executed",
                on=on,
                sanction=kind,
                executed_on=ended_on,
                starts_on=day,
            )
            # Final on an unknown day: the term may have started at any time after execution.
            is_bounded = final is not None or fact.outcome.irrevocable_on is None
            return TermStart(earliest=day, latest=day if is_bounded else None, reason=reason)
        if sanction.for_life:
            reason = because(self._rule, "for_life", on=on, sanction=kind)
            return TermStart(earliest=None, latest=None, has_begun=False, reason=reason)
        if "aangevangen" in reports:
            reason = because(self._rule, "running", on=on, sanction=kind)
            return TermStart(earliest=None, latest=None, has_begun=False, reason=reason)
        reason = because(self._rule, "not_reported", on=on, sanction=kind)
        return TermStart(earliest=final, latest=None, reason=reason)

    def probation_ends_before(
        self, fact: Fact, sanction: Sanction, *, on: LegalDay
    ) -> LegalDay | None:
        """Return the first day after the probation period of `sanction`; None when not known.

        Source:
            Sr art. 14b, 14c; the day it runs from is a choice of `open_case.yaml`.
        """
        if self._open_cases.on(on).value.probation_runs_from == "irrevocable":
            return end_of(fact.irrevocable_on, length=sanction.probation)
        return end_of(fact.decided_on, length=sanction.probation)

    def is_conditional_and_executed(self, fact: Fact, sanction: Sanction) -> bool:
        """Tell whether a wholly conditional sanction was executed after all."""
        return not is_unconditional(sanction) and bool(_reports(fact, sanction))

    def _conditional(self, fact: Fact, sanction: Sanction, *, on: LegalDay) -> TermStart:
        rule = self._rule.on(on).value
        final, kind = fact.irrevocable_on, word_for(sanction)
        end = self.probation_ends_before(fact, sanction, on=on)
        if fact.outcome.conditions:
            last = end if rule.special_condition_met_by == "end-of-probation" else final
            reason = because(self._rule, "special_condition", on=on, sanction=kind)
            return TermStart(earliest=final, latest=last, reason=reason)
        day = final if rule.conditional_fulfilled == "irrevocable" else end
        reason = because(self._rule, "conditional", on=on, sanction=kind, starts_on=day)
        return TermStart(earliest=day, latest=day, reason=reason)


def end_of(day: LegalDay | None, *, length: str | None) -> LegalDay | None:
    """Return the first day after `length`, counted from `day`; None when either is not known."""
    read = read_length(length)
    if day is None or read is None:
        return None
    try:
        return add_length(day, read)
    except InvalidTime:
        return _END_OF_CALENDAR


def years_after(day: LegalDay, years: int) -> LegalDay:
    """Return the day `years` years after `day`, or the last day of the calendar."""
    try:
        return add_years(day, years)
    except InvalidTime:
        return _END_OF_CALENDAR


def later(first: LegalDay | None, second: LegalDay) -> LegalDay:
    """Return the later day; an unknown one does not count."""
    return second if first is None or first < second else first


def word_for(sanction: Sanction) -> str:
    """Return the kind of a sanction as it is shown: a word of the contract, or `onbekend`."""
    return sanction.kind if isinstance(sanction.kind, str) else "onbekend"


def _reports(fact: Fact, sanction: Sanction) -> dict[str, LegalDay | None]:
    """Return what was reported of the execution of `sanction`, with the last day of each kind.

    The end of what replaced it (vervangend) is its end, when there is one sanction: with more of
    them nothing says which one was replaced.
    """
    executions = fact.executions
    if not executions:
        return {}
    kinds = {sanction.kind}
    if len(fact.outcome.sanctions) == 1:
        kinds |= {each.sanction.kind for each in executions if each.execution == "vervangend"}
    found: dict[str, LegalDay | None] = {}
    for each in executions:
        kind = each.execution
        if each.sanction.kind not in kinds or not isinstance(kind, str):
            continue
        day = known_day(each.executed_on)
        if kind in found:
            last = found[kind]
            day = None if last is None or day is None else max(last, day)
        found[kind] = day
    return found


def _full_pardon(fact: Fact, sanction: Sanction) -> LegalDay | None:
    """Return the day on which a pardon remitted all of `sanction`; None when none did."""
    days = (
        known_day(pardon.decided_on)
        for pardon in fact.pardons
        if any(_remits_all(each, of=sanction) for each in pardon.sanctions)
    )
    return max((day for day in days if day is not None), default=None)


def _remits_all(remitted: Sanction, *, of: Sanction) -> bool:
    if remitted.kind != of.kind:
        return False
    if remitted.amount is not None:
        return (
            of.amount is not None
            and remitted.amount.currency == of.amount.currency
            and remitted.amount.cents >= of.amount.cents
        )
    if remitted.hours is not None:
        return of.hours is not None and remitted.hours >= of.hours
    if remitted.duration is not None:
        return _is_as_long(read_length(remitted.duration), read_length(of.duration))
    return True


def _is_as_long(remitted: Duration | None, imposed: Duration | None) -> bool:
    if remitted is None or imposed is None:
        return False
    return is_at_least_as_long(remitted, imposed)


def pardon_probation_ends_before(pardon: PardonGranted) -> LegalDay | None:
    """Return the first day after the last probation period of a pardon; None without one."""
    decided_on = known_day(pardon.decided_on)
    ends = (end_of(decided_on, length=each.probation) for each in pardon.sanctions)
    return max((end for end in ends if end is not None), default=None)
