"""Terms that run, and how they hold each other open (Wjsg 10(6), 11(5), 12(7)).

A term does not end while that of another conviction runs, so terms that overlap end together, on
the last day of the last one. Terms that merely touch do not overlap.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from jds.domain.time import Duration, InvalidTime, LegalDay, add_months
from jds.law.disclosure.counts_until import ArticleOfTheAct, CountsUntil
from jds.law.disclosure.in_force import StandardInForce
from jds.law.lengths import NO_LENGTH, add_length
from jds.law.reasons import Reason

NEVER = LegalDay(date.max)
"""An end that no term reaches: the term has none."""


class RunningTerm(Struct, frozen=True):
    """A term of one conviction, taken by itself.

    Attributes:
        until: First day after it; `NEVER` when it has no end.
        reasons: How it came to be, in order.
    """

    article: ArticleOfTheAct
    starts_on: LegalDay
    until: LegalDay
    reasons: tuple[Reason, ...]


class NoTerm(Struct, frozen=True):
    """That an outcome does not count, and why; the last reason decided."""

    reasons: tuple[Reason, ...]


def end_of_term(
    starts_on: LegalDay, *, years: int, months: int = 0, length: Duration = NO_LENGTH
) -> LegalDay:
    """Return the first day after a term; `NEVER` when it would lie outside the calendar.

    Years and months are counted together, those of a sentence included; then its weeks and days.
    """
    try:
        if length is NO_LENGTH:
            return add_months(starts_on, 12 * years + months)
        end = add_months(starts_on, 12 * (years + length.years) + months + length.months)
        if not (length.weeks or length.days or length.hours):
            return end
        return add_length(end, Duration(weeks=length.weeks, days=length.days, hours=length.hours))
    except InvalidTime:
        return NEVER


def hold_open(terms: Sequence[RunningTerm | NoTerm], *, law: StandardInForce) -> list[CountsUntil]:
    """Return how long each of `terms` counts, in the same order, as they hold each other open."""
    running = [term for term in terms if isinstance(term, RunningTerm)]
    if len(running) < 2:
        return [_alone(term) for term in terms]
    chain = law.chain.value
    blocks = {
        each.article: _blocks(
            (term for term in running if term.article in each.held_open_by),
            touching=chain.ends_where_next_begins,
        )
        for each in chain.articles
    }
    return [
        _held_open(term, blocks.get(term.article, ()), law=law)
        if isinstance(term, RunningTerm)
        else _alone(term)
        for term in terms
    ]


def _held_open(
    term: RunningTerm, blocks: Iterable[tuple[LegalDay, LegalDay]], *, law: StandardInForce
) -> CountsUntil:
    touching = law.chain.value.ends_where_next_begins
    until = term.until
    for first, end in blocks:
        if (first < until or (touching and first == until)) and until < end:
            until = end
    if until == term.until:
        return _alone(term)
    shown = None if until == NEVER else until
    return CountsUntil(
        article=term.article,
        starts_on=term.starts_on,
        until=shown,
        reasons=(*term.reasons, law.chain.because("held-open", until=shown)),
    )


def _alone(term: RunningTerm | NoTerm) -> CountsUntil:
    if isinstance(term, NoTerm):
        return CountsUntil(article=None, reasons=term.reasons)
    return CountsUntil(
        article=term.article,
        starts_on=term.starts_on,
        until=None if term.until == NEVER else term.until,
        reasons=term.reasons,
    )


def _blocks(terms: Iterable[RunningTerm], *, touching: bool) -> list[tuple[LegalDay, LegalDay]]:
    """Return the stretches in which one of `terms` runs, oldest first."""
    blocks: list[tuple[LegalDay, LegalDay]] = []
    for first, end in sorted((term.starts_on, term.until) for term in terms):
        if blocks and (first < blocks[-1][1] or (touching and first == blocks[-1][1])):
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], end))
        else:
            blocks.append((first, end))
    return blocks
