"""What recipients of all data see: any outcome, and sexual offences as long as they may (Wjsg 13).

Sexual offences are kept longer than other crimes. The decree names them separately for some
recipients; for the others they end when any other crime would be gone.
"""

from jds.domain.time import InvalidTime, LegalDay, add_years
from jds.law.disclosure.list_on_day import ListOnDay
from jds.law.disclosure.rules import Acquittals, Extended, KeptLonger
from jds.law.disclosure.step import Step
from jds.law.facts import Fact
from jds.law.offences.lists import ListOfOffences
from jds.law.reasons import Reason, because
from jds.law.rule_file import Rule


class AllOutcomes:
    """The rule on which outcomes recipients of all data see."""

    def __init__(self, rule: Rule[Extended]) -> None:
        self._rule = rule
        self._steps: dict[tuple[LegalDay, str], Step] = {}

    def sees_case(self, *, without_limit: bool, on: LegalDay) -> Step:
        """Tell whether a case without offences is shown to a purpose with, or without, a limit."""
        says = "case_shown" if without_limit else "case_withheld"
        return Step(without_limit, because(self._rule, says, on=on))

    def sees(self, fact: Fact, *, on: LegalDay) -> Step:
        """Tell whether the outcome of `fact` is shown to recipients of all data."""
        version = self._rule.on(on)
        asked = (version.takes_effect_on, fact.outcome.kind)
        step = self._steps.get(asked)
        if step is None:
            # One for each outcome, shared: nothing in it is about a person.
            is_shown = fact.outcome.kind in version.value.outcomes
            says = "shown" if is_shown else "withheld"
            step = Step(is_shown, because(self._rule, says, on=on, outcome=fact.outcome.kind))
            self._steps[asked] = step
        return step


class SexualOffencesKeptLonger:
    """The rule on sexual offences after the term of any other crime."""

    def __init__(self, rule: Rule[KeptLonger], *, listed: Rule[ListOfOffences]) -> None:
        self._rule = rule
        self._listed = ListOnDay(listed)

    def sees(self, fact: Fact, *, on: LegalDay, may_see: bool) -> Step | None:
        """Tell whether a sexual offence is shown; None for what the rule is not about."""
        value = self._rule.on(on).value
        committed = fact.committed_first
        if committed is not None and on.year - committed.year < value.years:
            return None  # Whatever it is, and whenever decided, it is within the shortest term.
        if fact.outcome.kind == "open":
            return None
        if not self._listed.may_cover(fact, on=on):
            return None
        start = _decided_on(fact)
        years = value.years_heavy if _is_heavy(fact, value=value) else value.years
        since = None if start is None else _after(start, years=years)
        if since is not None and on < since:
            return Step(True, because(self._rule, "within", on=on))
        says = "allowed" if may_see else "withheld"
        return Step(may_see, because(self._rule, says, on=on, since=since))


class AcquittalsNotWeighed:
    """The rule on acquittals that are shown for a certificate and may not be weighed."""

    def __init__(self, rule: Rule[Acquittals]) -> None:
        self._rule = rule

    def not_weighed(self, fact: Fact, *, on: LegalDay) -> Reason | None:
        """Return why `fact` may not be weighed; None when it may."""
        value = self._rule.on(on).value
        if fact.outcome.kind not in value.outcomes:
            return None
        if value.irrevocable == "needed" and not fact.is_irrevocable:
            return None
        return because(self._rule, "not-weighed", on=on)


def _decided_on(fact: Fact) -> LegalDay | None:
    """Return the day on which a court first decided on `fact`, else anybody did.

    When that day is not known it is the first day of the offence: no decision came before it.
    """
    return fact.first_instance_on or fact.decided_on or fact.committed_first


def _is_heavy(fact: Fact, *, value: KeptLonger) -> bool:
    offence = fact.offence_class
    if offence.maximum_unknown and value.maximum_unknown == "as-heavy":
        return True
    months = offence.maximum_months
    return offence.life or (months is not None and months >= value.heavy_months)


def _after(day: LegalDay, *, years: int) -> LegalDay:
    try:
        return add_years(day, years)
    except InvalidTime:
        return LegalDay(day.max)
