"""What the register advises while something that matters is missing (CUR-4), and for how long.

The table gives the advice per purpose and risk. Two people can declare, for a period, that it is
tighter or looser for some purposes and risks; then the last declaration that covers the answer
counts. Nothing is ever held without a stated risk, nor beyond the term of the recipient's own law.
"""

from collections.abc import Sequence

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.currency.hold_term import HoldEnd, HoldTermRules
from jds.law.currency.risks import RiskFound
from jds.law.currency.rules import AdviceGroup, AdvicePolicy, RiskClass, WeakAdvice
from jds.law.reasons import Reason, because
from jds.law.rules import Law


class Declared(Struct, frozen=True, kw_only=True):
    """An advice that two people declared for a period, as far as it covers one answer.

    Attributes:
        number: Of the proposal that they both signed.
        risks: The classes it is about.
        until: First day on which it no longer holds.
        notice_nl, notice_en: What every answer that it touches says of it.
    """

    number: int
    advice: WeakAdvice
    risks: tuple[RiskClass, ...]
    until: LegalDay
    notice_nl: str = ""
    notice_en: str = ""


class Advised(Struct, frozen=True, kw_only=True):
    """What is advised for an answer that something missing can change.

    Attributes:
        risk: The class that decided.
        hold: When the hold ends; None unless it is advised to hold.
        is_never_enough: Nothing known is not enough to decide upon.
        declared: Number of the declaration that decided; None when the table did.
        reasons: Why, the deciding one first.
        routes: The other lawful ways of the recipient.
    """

    advice: WeakAdvice
    risk: RiskClass
    hold: HoldEnd | None = None
    is_never_enough: bool = False
    declared: int | None = None
    reasons: tuple[Reason, ...] = ()
    routes: tuple[Reason, ...] = ()


class AdviceRules:
    """The table of advices, of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._rule = law.currency.advice
        self._routes = law.currency.routes
        self._terms = HoldTermRules(law)

    def advise(
        self,
        found: RiskFound,
        *,
        pair: str,
        applied_on: LegalDay,
        on: LegalDay,
        decided_on: LegalDay,
        never_enough: bool,
        declared: Sequence[Declared] = (),
    ) -> Advised:
        """Return what is advised for an answer that something missing can change.

        Args:
            found: The risks of the person.
            pair: The purpose, as `recipient/purpose`.
            applied_on: Day of the application.
            on: Day of law by which the rules are read.
            decided_on: Day on which is decided, or not: no hold begins after its own end.
            never_enough: That nothing is known is not enough to decide upon.
            declared: What two people declared for this purpose and day, the last one last.
        """
        value = self._rule.on(on).value
        group = group_of(value, pair)
        risk, change = self._deciding(found, value=value, group=group, declared=declared)
        held = risk in group.holds_for if change is None else change.advice == "aanhouden"
        end = (
            self._terms.end(pair, applied_on=applied_on, on=on, held_on=decided_on)
            if held
            else None
        )
        reasons: list[Reason] = []
        if end is not None and end.last_day < decided_on:
            reasons.append(
                because(self._rule, "term_over", on=on, klasse=risk, last_day=end.last_day)
            )
            end = None
        elif end is not None:
            reasons += (because(self._rule, "hold", on=on, klasse=risk), *end.reasons)
        if end is None:
            reasons.append(because(self._rule, "warn", on=on, klasse=risk))
            reasons.append(because(self._rule, "reopened", on=on))
        if never_enough:
            reasons.append(because(self._rule, "never_enough", on=on))
        if change is not None:
            reasons.append(
                because(
                    self._rule,
                    "changed",
                    on=on,
                    advies=change.advice,
                    number=change.number,
                    until=change.until,
                )
            )
        return Advised(
            advice="beslissen-met-waarschuwing" if end is None else "aanhouden",
            risk=risk,
            hold=end,
            is_never_enough=never_enough,
            declared=None if change is None else change.number,
            reasons=(*reasons, *found.reasons),
            routes=self.routes(pair, on=on),
        )

    def is_never_enough(self, pair: str, *, on: LegalDay, nothing_shown: bool) -> bool:
        """Tell whether an answer that shows nothing is not enough while a source is behind."""
        return nothing_shown and group_of(self._rule.on(on).value, pair).never_enough

    def because_complete(self, *, on: LegalDay) -> Reason:
        """Return why a decision can be taken: nothing that is missing can change the answer."""
        return because(self._rule, "decide", on=on)

    def routes(self, pair: str, *, on: LegalDay) -> tuple[Reason, ...]:
        """Return the other lawful ways of the recipient, each as a reason with its citation."""
        return tuple(
            because(self._routes, each.route, on=on, cite=each.cite)
            for each in self._routes.on(on).value.routes
            if pair in each.purposes
        )

    def may_declare(
        self, advice: WeakAdvice, *, risks: Sequence[RiskClass], pair: str, on: LegalDay
    ) -> bool:
        """Tell whether two people may declare an advice for a purpose and classes."""
        value = self._rule.on(on).value
        if not group_of(value, pair).may_be_changed:
            return False
        if advice != "aanhouden":
            return True
        return self._terms.has_term(pair, on=on) and not set(risks) & set(value.never_held)

    def _deciding(
        self,
        found: RiskFound,
        *,
        value: AdvicePolicy,
        group: AdviceGroup,
        declared: Sequence[Declared],
    ) -> tuple[RiskClass, Declared | None]:
        """Return the class that decides, and the declaration about it, if there is one.

        The gravest class for which it is held decides, else the gravest one. A declaration stands
        in for the table, class by class; it never touches what may not be changed.
        """
        last: dict[RiskClass, Declared] = {}
        if group.may_be_changed:
            last = {risk: each for each in declared for risk in each.risks}
        for risk in found.every:
            change = last.get(risk)
            if change is None:
                if risk in group.holds_for:
                    return risk, None
            elif change.advice == "aanhouden" and risk not in value.never_held:
                return risk, change
        change = last.get(found.risk)
        return found.risk, None if change is None or change.advice == "aanhouden" else change


def group_of(value: AdvicePolicy, pair: str) -> AdviceGroup:
    """Return the group of a purpose; every purpose is in one."""
    return next(each for each in value.groups if pair in each.purposes)
