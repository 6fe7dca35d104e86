"""How long somebody was in custody between two days, by what was reported of execution."""

from jds.domain.time import LegalDay
from jds.law.facts import PersonFacts, known_day
from jds.law.sanctions import CUSTODIAL


def days_in_custody(facts: PersonFacts, *, after: LegalDay, before: LegalDay) -> int | None:
    """Return the days of custody from `after` up to, but without, `before`.

    None when it cannot be told: a begin or an end was not reported, or pre-trial custody of
    which the register reads no length falls in between.

    Source:
        Sr art. 43a: the term is lengthened by the time in which freedom was lawfully taken.
    """
    spans: list[tuple[LegalDay, LegalDay]] = []
    for case in facts.record.cases:
        begun: LegalDay | None = None
        if any(
            after < day < before
            for day in (known_day(each.legal_day) for each in case.custody)
            if day is not None
        ):
            return None
        for report in case.executions:
            day = known_day(report.executed_on)
            if report.sanction.kind not in CUSTODIAL:
                continue
            if day is None:
                return None
            if report.execution == "aangevangen":
                begun = day
            elif report.execution == "geeindigd":
                if begun is None:
                    if day > after:
                        return None
                    continue
                spans.append((begun, day))
                begun = None
        if begun is not None and begun < before:
            return None
    return _length(spans, after=after, before=before)


def _length(spans: list[tuple[LegalDay, LegalDay]], *, after: LegalDay, before: LegalDay) -> int:
    """Return how many days the spans cover together, each day once."""
    covered, reached = 0, after
    for first, last in sorted(spans):
        start, end = max(first, reached), min(last, before)
        if end > start:
            covered += (end - start).days
            reached = end
    return covered
