"""When somebody was in custody, as far as the reports tell, and how that lengthens a term (VOG-6).

A stay is half-open: from its first day to the day of release, which is not counted. Days that no
report gives are not filled in: they make stays that may have been, kept apart from those that
certainly were. Days are counted as ordinals, so that many people are judged quickly.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from msgspec import Struct

from jds.domain.blocks import Day
from jds.domain.events import CustodyReported, ExecutionReported
from jds.domain.partial_date import UnknownDate, earliest
from jds.domain.record import CaseRecord
from jds.domain.time import InvalidTime, LegalDay, amsterdam_day
from jds.law.certificates.certainty import Certainty
from jds.law.certificates.values import CustodyExtends
from jds.law.lengths import NO_LENGTH, add_length
from jds.law.sanctions import CUSTODIAL_PENALTIES, is_unconditional, unconditional_part

Stay = tuple[int, int]
"""Ordinals of the first day and of the day after the last."""

_TITLES = frozenset(("inverzekeringstelling", "bewaring", "gevangenhouding"))
_ENDINGS = frozenset(("schorsing", "invrijheidstelling"))
_UNBOUNDED = 1


class Custody(Struct, frozen=True):
    """Stays in custody before a day, merged and in order.

    Attributes:
        certain: Stays that certainly were.
        possible: These, and those that may have been.
        not_known: How many reports told no day, or nothing that can be counted.
    """

    certain: tuple[Stay, ...] = ()
    possible: tuple[Stay, ...] = ()
    not_known: int = 0


class _Found:
    """Stays while the reports of the cases are read."""

    def __init__(self) -> None:
        self.certain: list[Stay] = []
        self.possible: list[Stay] = []
        self.not_known = 0


def custody_before(
    assessed_on: LegalDay,
    *,
    cases: Iterable[CaseRecord],
    counts: Callable[[CaseRecord], Certainty],
    rule: CustodyExtends,
) -> Custody:
    """Return when somebody was in custody before `assessed_on`.

    Args:
        counts: Whether custody in a case counts; no when nothing of the case may be weighed.
    """
    everything = _Found()
    for case in cases:
        if not case.custody and not case.executions:
            continue
        certainty = counts(case)
        if certainty is Certainty.NO:
            continue
        found = everything if certainty is Certainty.YES else _Found()
        bound = _earliest_offence(case)
        if rule.before_judgment == "counts":
            _read_custody(case, found, bound=bound, until=assessed_on, rule=rule)
        _read_executions(case.executions, found, bound=bound, until=assessed_on, rule=rule)
        if found is not everything:
            everything.possible += (*found.possible, *found.certain)
            everything.not_known += found.not_known
    extra = 1 if rule.day_of_release == "counts" else 0
    last = assessed_on.toordinal()
    certain = _merged(everything.certain, until=last, extra=extra)
    return Custody(
        certain=certain,
        possible=_merged((*everything.possible, *everything.certain), until=last, extra=extra),
        not_known=everything.not_known,
    )


def first_day_of_term(assessed: int, *, days: int, stays: Sequence[Stay]) -> int | None:
    """Return the ordinal of the day on which a term starts that holds `days` days in freedom.

    The term ends before `assessed`. None when it starts before the calendar does.
    """
    end, left = assessed, days
    for start, stop in reversed(stays):
        free = end - stop
        if free >= left:
            break
        left -= free
        end = start
    first = end - left
    return first if first >= 1 else None


def days_within(stays: Sequence[Stay], *, start: int, stop: int) -> int:
    """Return how many days of `stays` lie from `start` up to, but without, `stop`."""
    return sum(max(0, min(last, stop) - max(first, start)) for first, last in stays)


def _merged(stays: Iterable[Stay], *, until: int, extra: int) -> tuple[Stay, ...]:
    """Return `stays` before `until` in order; those that overlap or touch are one."""
    merged: list[Stay] = []
    for start, stop in sorted(stays):
        # A stay that lasts until the assessment has no day of release yet.
        stop = min(stop + extra, until)
        if start >= stop:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return tuple(merged)


def _read_custody(
    case: CaseRecord,
    found: _Found,
    *,
    bound: int,
    until: LegalDay,
    rule: CustodyExtends,
) -> None:
    """Add the stays before judgment: a title lasts until the next report, or its end in law."""
    dated = []
    unknown_titles = unknown_endings = 0
    for report in case.custody:
        if report.custody not in _TITLES and report.custody not in _ENDINGS:
            found.not_known += 1
        elif isinstance(report.from_at, UnknownDate):
            found.not_known += 1
            unknown_titles += report.custody in _TITLES
            unknown_endings += report.custody in _ENDINGS
        else:
            dated.append((report.from_at, report))
    dated.sort(key=lambda each: each[0])
    begun: int | None = None
    ends_in_law: int | None = None
    for place, (at, report) in enumerate(dated):
        day = amsterdam_day(at).toordinal()
        if begun is not None:
            found.certain.append((begun, day if ends_in_law is None else min(day, ends_in_law)))
        elif place == 0 and report.custody in _ENDINGS:
            _add_without_start(day, found, bound=bound, rule=rule)
        begun = day if report.custody in _TITLES else None
        ends_in_law = _end_in_law(report)
    if begun is not None and ends_in_law is not None:
        found.certain.append((begun, ends_in_law))
    elif begun is not None and unknown_endings:
        found.possible.append((begun, until.toordinal()))
    elif begun is not None:
        _add_unended_custody(begun, case, found, until=until, rule=rule)
    if unknown_titles:
        _add_without_start(until.toordinal(), found, bound=bound, rule=rule)


def _add_unended_custody(
    begun: int, case: CaseRecord, found: _Found, *, until: LegalDay, rule: CustodyExtends
) -> None:
    """Add custody of which no end was reported or stated in advance.

    When a sentence of the case began or ended later, custody before judgment was over by then.
    When the court decided on every offence, nobody knows whether it went on after that.
    """
    by_sentence = [
        day
        for report in case.executions
        if report.sanction.kind in rule.sanctions
        and (day := _known(report.executed_on)) is not None
        and day >= begun
    ]
    if by_sentence:
        found.certain.append((begun, min(by_sentence)))
        return
    decided = _decided_on(case)
    if decided is not None and decided >= begun:
        found.certain.append((begun, decided))
        found.possible.append((begun, until.toordinal()))
        return
    _add_without_end(begun, found, until=until, rule=rule)


def _decided_on(case: CaseRecord) -> int | None:
    """Return the day of the first judgment in a case of which no offence is open."""
    if not case.offences or any(offence.outcome.kind == "open" for offence in case.offences):
        return None
    judged = [
        day
        for offence in case.offences
        for outcome in (*offence.history, offence.outcome)
        if outcome.by_court and (day := _known(outcome.on)) is not None
    ]
    return min(judged, default=None)


def _end_in_law(report: CustodyReported) -> int | None:
    until_at = report.until_at
    if until_at is None or isinstance(until_at, UnknownDate):
        return None
    return amsterdam_day(until_at).toordinal()


def _read_executions(
    reports: Sequence[ExecutionReported],
    found: _Found,
    *,
    bound: int,
    until: LegalDay,
    rule: CustodyExtends,
) -> None:
    """Add the stays of sentences: from a report of a start to the next report of an end."""
    by_kind: defaultdict[str, list[ExecutionReported]] = defaultdict(list)
    for report in reports:
        kind = report.sanction.kind
        if report.execution == "vervangend":
            # Substitute custody may have followed; no report says when.
            found.not_known += 1
        elif kind in rule.sanctions and is_unconditional(report.sanction):
            by_kind[str(kind)].append(report)
    for of_kind in by_kind.values():
        _read_sentence(of_kind, found, bound=bound, until=until, rule=rule)


def _read_sentence(
    reports: Sequence[ExecutionReported],
    found: _Found,
    *,
    bound: int,
    until: LegalDay,
    rule: CustodyExtends,
) -> None:
    dated: list[tuple[int, int, ExecutionReported]] = []
    unknown_starts = unknown_ends = 0
    for report in reports:
        if report.execution not in ("aangevangen", "geeindigd"):
            found.not_known += 1
            continue
        day = _known(report.executed_on)
        if day is None:
            found.not_known += 1
            unknown_starts += report.execution == "aangevangen"
            unknown_ends += report.execution == "geeindigd"
        else:
            # On one day an end comes before the start of what follows it.
            dated.append((day, report.execution == "aangevangen", report))
    dated.sort(key=lambda each: each[:2])
    begun: tuple[int, ExecutionReported] | None = None
    free_since = bound
    for day, starts, report in dated:
        if starts:
            begun = begun or (day, report)
        elif begun is not None:
            found.certain.append((begun[0], day))
            begun, free_since = None, day
        else:
            _add_without_start(day, found, bound=free_since, rule=rule)
    if begun is not None and unknown_ends:
        found.possible.append((begun[0], until.toordinal()))
    elif begun is not None:
        _add_unended_sentence(*begun, found, until=until, rule=rule)
    if unknown_starts and begun is None:
        _add_without_start(until.toordinal(), found, bound=bound, rule=rule)


def _add_unended_sentence(
    begun: int,
    report: ExecutionReported,
    found: _Found,
    *,
    until: LegalDay,
    rule: CustodyExtends,
) -> None:
    """Add a sentence of which no end was reported: to its stated end, and perhaps on."""
    stated = _stated_end(report)
    if stated is None:
        _add_without_end(begun, found, until=until, rule=rule)
        return
    found.certain.append((begun, stated))
    if rule.after_stated_end == "may-last-until-assessment":
        found.possible.append((begun, until.toordinal()))


def _stated_end(report: ExecutionReported) -> int | None:
    expected = _known(report.expected_end_on)
    if expected is not None:
        return expected
    sanction = report.sanction
    length = unconditional_part(sanction)
    day = _known(report.executed_on)
    # Measures are prolonged, and a life sentence has no length.
    if day is None or sanction.kind not in CUSTODIAL_PENALTIES or length == NO_LENGTH:
        return None
    try:
        return add_length(LegalDay(date.fromordinal(day)), length).toordinal()
    except InvalidTime:
        return None


def _add_without_end(begun: int, found: _Found, *, until: LegalDay, rule: CustodyExtends) -> None:
    stay = (begun, until.toordinal())
    if rule.end_not_reported == "until-assessment":
        found.certain.append(stay)
    else:
        found.possible.append(stay)


def _add_without_start(day: int, found: _Found, *, bound: int, rule: CustodyExtends) -> None:
    if rule.start_not_reported == "may-be-since-the-offence":
        found.possible.append((bound, day))


def _earliest_offence(case: CaseRecord) -> int:
    """Return the first day an offence of the case may have been committed."""
    days = [earliest(offence.description.period.first) for offence in case.offences]
    known = [day for day in days if day is not None]
    return min(known).toordinal() if known and len(known) == len(days) else _UNBOUNDED


def _known(day: Day | None) -> int | None:
    return day.toordinal() if isinstance(day, date) else None
