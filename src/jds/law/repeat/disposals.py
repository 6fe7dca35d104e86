"""When an earlier case was disposed of, as far as the register knows, and whether that counts."""

from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.record import OutcomeKind
from jds.domain.time import LegalDay
from jds.law.facts import Fact, known_day
from jds.law.reasons import Reason, because
from jds.law.repeat.rules import RepeatLaw
from jds.law.repeat.wanted import Span

Counts: TypeAlias = Literal["yes", "perhaps", "no"]


class Disposal(Struct, frozen=True):
    """An earlier disposal (afdoening).

    Attributes:
        counts: Whether it is one that can count at all.
        days: On which it was disposed of.
        outcome: What it was; that of the penal order when a dismissal ended its execution.
    """

    counts: Counts
    days: Span
    outcome: OutcomeKind
    reasons: tuple[Reason, ...]


_NO_DAY = Span(None, None)


def disposal_of(fact: Fact, law: RepeatLaw, *, on: LegalDay | None) -> Disposal:
    """Return how and when `fact` was disposed of; `on` chooses the version of the rules.

    Source:
        Richtlijn feitgecodeerde misdrijven en overtredingen par. 3.1.0: a final penal order, a
        final judgment, or a transaction that was met. Sr art. 78b: a penal order is a conviction.
        Aanwijzing gebruik sepotgronden par. 2 for SEP-6.
    """
    rule, outcome = law.disposals, fact.outcome
    value, kind = rule.on(on).value, outcome.kind
    if kind in value.final:
        return _final(fact, law, on=on)
    if kind in value.met:
        met_on = fact.executed_on
        if met_on is None:
            reason = because(rule, "not_met", on=on, outcome=kind)
            return Disposal("perhaps", Span(fact.decided_on, None), kind, (reason,))
        reason = because(rule, "disposal", on=on, outcome=kind, disposed_on=met_on)
        return Disposal("yes", Span(met_on, met_on), kind, (reason,))
    if kind in value.to_look_into:
        reason = because(rule, "unknown_outcome", on=on)
        return Disposal("perhaps", Span(fact.decided_on, None), kind, (reason,))
    failed = law.after_failed_execution
    if kind == "sepot" and any(ground in failed.on(on).value.grounds for ground in outcome.grounds):
        return _after_failed_execution(fact, law, on=on)
    return Disposal("no", _NO_DAY, kind, (because(rule, "no_disposal", on=on, outcome=kind),))


def _final(fact: Fact, law: RepeatLaw, *, on: LegalDay | None) -> Disposal:
    rule, kind = law.disposals, fact.outcome.kind
    if fact.irrevocable_on is not None:
        day = fact.irrevocable_on
        reason = because(rule, "disposal", on=on, outcome=kind, disposed_on=day)
        return Disposal("yes", Span(day, day), kind, (reason,))
    if fact.is_irrevocable:
        reason = because(rule, "disposal_day_unknown", on=on, outcome=kind)
        return Disposal("yes", Span(fact.decided_on, None), kind, (reason,))
    is_final_when_paid = rule.on(on).value.paid_penal_order == "final"
    if kind == "strafbeschikking" and is_final_when_paid and fact.executed_on is not None:
        day = fact.executed_on
        reason = because(rule, "final_by_payment", on=on, executed_on=day)
        return Disposal("yes", Span(day, day), kind, (reason,))
    return Disposal("no", _NO_DAY, kind, (because(rule, "not_final", on=on, outcome=kind),))


def _after_failed_execution(fact: Fact, law: RepeatLaw, *, on: LegalDay | None) -> Disposal:
    """Return the penal order whose execution failed: it still counts (SEP-6)."""
    rule = law.after_failed_execution
    order = next(
        (each for each in reversed(fact.offence.history) if each.kind == "strafbeschikking"),
        None,
    )
    decided_on = fact.decided_on
    if order is None:
        reason = because(rule, "order_not_found", on=on, decided_on=decided_on)
        return Disposal("yes", Span(None, decided_on), "strafbeschikking", (reason,))
    reason = because(rule, "still_counts", on=on, decided_on=decided_on)
    day = None if order.irrevocable_on is None else known_day(order.irrevocable_on)
    if day is not None:
        return Disposal("yes", Span(day, day), order.kind, (reason,))
    # It was executed, so it became final on some day between the order and the dismissal.
    ordered_on = None if order.on is None else known_day(order.on)
    return Disposal("yes", Span(ordered_on, decided_on), order.kind, (reason,))
