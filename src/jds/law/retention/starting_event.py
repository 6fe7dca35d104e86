"""The event from which the term of an offence counts; it differs by how the offence ended.

A verdict counts from the day it was *given*, not from the day it became irrevocable, and a penal
order from the day on which all it imposed had been executed.

Source: Wjsg art. 4(1), 6.
"""

from collections import Counter
from typing import Literal, TypeAlias

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.facts import Fact, known_day
from jds.law.retention.rules import StartingEvents
from jds.law.retention.term import Term
from jds.law.rule_file import Rule
from jds.law.sanctions import CUSTODIAL_PENALTIES

Begun: TypeAlias = Literal["begun", "not-begun", "undecided"]
"""Whether a term has begun, has not yet (or nobody knows when), or never does by a decision."""


class Execution(Struct, frozen=True):
    """How far a decision was executed.

    Attributes:
        is_complete: Everything imposed has ended.
        ended_on: Day on which the last of it ended; None when one of these days is not known.
    """

    is_complete: bool
    ended_on: LegalDay | None


def begin(term: Term, fact: Fact, *, rule: Rule[StartingEvents], on: LegalDay) -> Begun:
    """Let `term` begin where the law says, and say so."""
    events = rule.on(on).value
    kind = fact.outcome.kind
    if kind in events.undecided:
        term.say(rule, "undecided", outcome=kind)
        return "undecided"
    if kind in events.not_understood:
        term.questions.add("afdoening-onbekend")
        term.say(rule, "not_understood")
        return "not-begun"
    if kind in events.execution:
        return _begin_by_execution(term, fact, rule=rule)
    says = "verdict" if kind in events.verdict else "decision"
    day = fact.decided_on
    if says == "verdict" and events.verdict_that_counts == "first-instance":
        day = fact.first_instance_on
    return _begin_on(term, fact, day=day, says=says, rule=rule)


def execution_of(fact: Fact) -> Execution:
    """Return how far what the outcome in force imposed was executed.

    Each sanction needs an end of its own kind. A sanction that was replaced needs the end of
    its substitute: custody that was not imposed itself.
    """
    imposed = Counter(str(sanction.kind) for sanction in fact.outcome.sanctions)
    reports = [each for each in fact.executions if each.execution == "geeindigd"]
    ended = Counter(str(each.sanction.kind) for each in reports)
    missing = (imposed - ended).total()
    if missing and any(each.execution == "vervangend" for each in fact.executions):
        surplus = ended - imposed
        missing -= sum(surplus[kind] for kind in CUSTODIAL_PENALTIES)
    if not imposed or missing > 0:
        return Execution(is_complete=False, ended_on=None)
    days = [known_day(each.executed_on) for each in reports]
    known = [day for day in days if day is not None]
    return Execution(is_complete=True, ended_on=max(known) if len(known) == len(days) else None)


def _begin_by_execution(term: Term, fact: Fact, *, rule: Rule[StartingEvents]) -> Begun:
    execution = execution_of(fact)
    if not execution.is_complete:
        term.questions.add("niet-ten-uitvoer-gelegd")
        term.say(rule, "not_executed")
        return "not-begun"
    if execution.ended_on is None:
        term.questions.add("dag-onbekend")
        term.say(rule, "day_unknown", outcome=fact.outcome.kind)
        return "not-begun"
    term.starts_on = execution.ended_on
    term.say(rule, "execution", starts_on=execution.ended_on)
    return "begun"


def _begin_on(
    term: Term, fact: Fact, *, day: LegalDay | None, says: str, rule: Rule[StartingEvents]
) -> Begun:
    kind = fact.outcome.kind
    if day is not None:
        term.starts_on = day
        term.say(rule, says, outcome=kind, starts_on=day)
        return "begun"
    term.questions.add("dag-onbekend")
    bound = fact.irrevocable_on
    if bound is None:
        term.say(rule, "day_unknown", outcome=kind)
        return "not-begun"
    term.starts_on = bound
    term.say(rule, "day_bounded", outcome=kind, starts_on=bound)
    return "begun"
