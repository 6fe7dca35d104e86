"""Persons who return to society after a serious offence: what a mayor may be told (Bjsg 11a)."""

from collections.abc import Iterable

from jds.domain.blocks import Sanction
from jds.domain.time import InvalidTime, LegalDay, add_months
from jds.law.disclosure.in_force import StandardByDay
from jds.law.disclosure.juveniles import why_juvenile
from jds.law.disclosure.list_on_day import ListOnDay
from jds.law.disclosure.rules import Returning
from jds.law.disclosure.sentences import is_wholly_suspended, of_kinds
from jds.law.disclosure.step import Step
from jds.law.facts import Fact, known_day
from jds.law.lengths import is_at_least, total
from jds.law.offences.lists import NamedLists
from jds.law.reasons import because
from jds.law.rule_file import Rule
from jds.law.sanctions import unconditional_part


class ReturningPersons:
    """The rule on people who return, ready to be asked."""

    def __init__(
        self, rule: Rule[Returning], *, standard: StandardByDay, lists: NamedLists
    ) -> None:
        self._rule = rule
        self._standard = standard
        self._serious = ListOnDay(lists.serious)
        self._serious_with_a_year = ListOnDay(lists.serious_with_a_year)

    def sees(self, fact: Fact, *, on: LegalDay) -> Step:
        """Tell whether a mayor may be told of `fact`, an irrevocable conviction, on `on`."""
        value = self._rule.on(on).value
        if why_juvenile(fact, law=self._standard.on(on)) is not None:
            is_listed = bool(_in_force(fact, value.juvenile_measures))
            if not is_listed:
                return Step(False, because(self._rule, "juvenile", on=on))
        else:
            is_listed = self._is_listed(fact, value=value, on=on)
        if not is_listed:
            return Step(False, because(self._rule, "not-listed", on=on))
        return self._in_time(fact, value=value, on=on)

    def _is_listed(self, fact: Fact, *, value: Returning, on: LegalDay) -> bool:
        if _in_force(fact, value.measures):
            return True
        custody = _in_force(fact, value.custody)
        if not custody:
            return False
        if self._serious.covers(fact, on=on):
            return True
        is_long = any(each.for_life for each in custody) or is_at_least(
            total(unconditional_part(each) for each in custody), months=value.heavy_months
        )
        return is_long and self._serious_with_a_year.covers(fact, on=on)

    def _in_time(self, fact: Fact, *, value: Returning, on: LegalDay) -> Step:
        returns_on = _returns_on(fact, kinds=(*value.custody, *value.juvenile_measures))
        if returns_on is None:
            return Step(False, because(self._rule, "return-unknown", on=on))
        try:
            from_day = add_months(returns_on, -value.not_before_months)
            until = add_months(returns_on, value.not_after_months)
        except InvalidTime:
            return Step(False, because(self._rule, "return-unknown", on=on))
        if on < from_day:
            return Step(False, because(self._rule, "too-early", on=on, from_day=from_day))
        if on >= until:
            return Step(False, because(self._rule, "too-late", on=on, returns_on=returns_on))
        return Step(True, because(self._rule, "returns", on=on, returns_on=returns_on))


def _in_force(fact: Fact, kinds: Iterable[str]) -> list[Sanction]:
    """Return the sanctions of `kinds` that were not wholly suspended."""
    return [
        each
        for each in of_kinds(fact.outcome.sanctions, tuple(kinds))
        if not is_wholly_suspended(each)
    ]


def _returns_on(fact: Fact, *, kinds: Iterable[str]) -> LegalDay | None:
    """Return the end, or the expected end, that the last report on custody gives."""
    wanted = frozenset(kinds)
    returns_on = None
    for report in fact.executions:
        if report.sanction.kind in wanted:
            has_ended = report.execution == "geeindigd"
            returns_on = known_day(report.executed_on if has_ended else report.expected_end_on)
    return returns_on
