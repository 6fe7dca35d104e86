"""The chain: a verdict for another crime during the term prolongs it, and so may the next one.

Every verdict counts that was ever given on another crime, also one that an appeal replaced: what
was prolonged once does not end by an appeal. The order of the cases does not matter; a verdict
that a former one brings within the term prolongs as well.

Source: Wjsg art. 4(2); the choices stand in `later_verdict.yaml`.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from jds.domain.record import Outcome
from jds.domain.time import LegalDay
from jds.law.facts import Fact, known_day
from jds.law.retention.retained import RetainedKey
from jds.law.retention.rules import LaterVerdict
from jds.law.retention.starting_event import execution_of
from jds.law.retention.term import Term, years_after
from jds.law.rule_file import Rule

_FOREIGN = "buitenlandse-veroordeling"


class Verdict(Struct, frozen=True):
    """A verdict, or an executed penal order, that may prolong the terms of other crimes.

    Attributes:
        earliest: First day on which it may have been given; None when unbounded.
        day: Day it was given, or the last day it may have been; None when nobody knows.
        years: How long after it others are kept.
    """

    key: RetainedKey
    earliest: LegalDay | None
    day: LegalDay | None
    years: int
    outcome: str


def verdicts_of(terms: Iterable[Term], *, rule: Rule[LaterVerdict], on: LegalDay) -> list[Verdict]:
    """Return the verdicts that may prolong the terms of other crimes, the earliest first."""
    value = rule.on(on).value
    found: list[Verdict] = []
    for term in terms:
        if not term.extends_others:
            continue
        years = value.years_six_or_more if term.is_heavy else value.years_below_six
        if term.fact is None:
            day = term.starts_on
            found.append(Verdict(term.key, day, day, years, _FOREIGN))
        else:
            found += _verdicts(term.fact, value=value, years=years)
    found.sort(key=lambda verdict: (verdict.day is None, verdict.day or on))
    return found


def extend(
    term: Term, verdicts: Sequence[Verdict], *, rule: Rule[LaterVerdict], on: LegalDay
) -> None:
    """Prolong `term` by every verdict for another crime that falls within it."""
    starts_on = term.starts_on
    if starts_on is None or term.gone_on is None:
        return
    value = rule.on(on).value
    others = [verdict for verdict in verdicts if verdict.key != term.key]
    gone_on = term.gone_on
    prolonged = True
    while prolonged:
        prolonged = False
        for verdict in others:
            if verdict.day is None or not _falls_within(
                verdict, starts_on=starts_on, gone_on=gone_on, value=value
            ):
                continue
            ends = years_after(verdict.day, verdict.years)
            if ends <= gone_on:
                continue
            gone_on, prolonged = ends, True
            _say_extended(term, verdict, gone_on=gone_on, rule=rule)
    term.gone_on = gone_on
    if value.day_unknown == "keeps":
        for verdict in others:
            if verdict.day is None and (verdict.earliest is None or verdict.earliest < gone_on):
                term.gone_on = None
                term.questions.add("dag-onbekend")
                term.say(rule, "other_day_unknown", outcome=verdict.outcome)
                return


def _falls_within(
    verdict: Verdict, *, starts_on: LegalDay, gone_on: LegalDay, value: LaterVerdict
) -> bool:
    day = verdict.day
    if day is None or (verdict.earliest is not None and verdict.earliest >= gone_on):
        return False
    if day < starts_on:
        return value.earlier == "counts"
    return day > starts_on or value.same_day == "extends"


def _say_extended(
    term: Term, verdict: Verdict, *, gone_on: LegalDay, rule: Rule[LaterVerdict]
) -> None:
    if verdict.outcome == "strafbeschikking":
        term.questions.add("strafbeschikking-verlengt")
    if verdict.outcome == "vrijspraak":
        term.questions.add("vrijspraak-verlengt")
    if verdict.day == term.starts_on:
        term.questions.add("verlenging-op-dezelfde-dag")
    if verdict.earliest != verdict.day:
        term.questions.add("dag-onbekend")
    term.say(
        rule,
        "extended",
        outcome=verdict.outcome,
        verdict_on=verdict.day,
        years=verdict.years,
        gone_on=gone_on,
    )


def _verdicts(fact: Fact, *, value: LaterVerdict, years: int) -> Iterable[Verdict]:
    in_force = fact.outcome
    for outcome in (*fact.offence.history, in_force):
        if outcome.kind not in value.extended_by:
            continue
        if outcome.kind == "strafbeschikking":
            # Only the one in force can have been executed.
            if outcome is in_force and (execution := execution_of(fact)).is_complete:
                earliest = execution.ended_on or known_day(outcome.on) or fact.committed_first
                yield Verdict(fact.key, earliest, execution.ended_on, years, outcome.kind)
            continue
        yield _of_court(fact, outcome, years=years)


def _of_court(fact: Fact, outcome: Outcome, *, years: int) -> Verdict:
    day = known_day(outcome.on)
    if day is not None:
        return Verdict(fact.key, day, day, years, outcome.kind)
    # No verdict is given before the offence, or after it became irrevocable.
    return Verdict(
        fact.key, fact.committed_first, known_day(outcome.irrevocable_on), years, outcome.kind
    )
