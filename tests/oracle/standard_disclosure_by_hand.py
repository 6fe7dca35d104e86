"""What standard recipients see, worked out the slow way: one day after another (Wjsg 10 to 12).

Written from the articles and not from the program: numbers stand where they are used, and the
chain of terms is walked day by day, as a clerk with a calendar would. Nothing of `jds.law` is
used, except the class of an offence, which is looked up and not decided.
"""

from calendar import monthrange
from datetime import date, timedelta
from re import fullmatch

from jds.domain.blocks import Sanction
from jds.domain.partial_date import UnknownDate, earliest, latest
from jds.law.facts import Fact, PersonFacts

_PRISON = ("gevangenisstraf", "hechtenis", "jeugddetentie")
_PENALTIES = (*_PRISON, "taakstraf", "geldboete", "ontzegging-rijbevoegdheid")
_FAR = date(9999, 12, 31)

Term = tuple[str, date, date]
"""Article, first day, and first day after; `_FAR` when there is no end."""


def days_that_count(person: PersonFacts, *, first: date, last: date) -> list[set[date]]:
    """Return, for each fact of `person`, the days from `first` to `last` on which it counts."""
    terms = [term_of(fact, person=person) for fact in person.facts]
    begin = min([first, *(term[1] for term in terms if term is not None)])
    running: set[int] = set()
    counted: list[set[date]] = [set() for _ in terms]
    day = begin
    while day <= last:
        running = _running_on(day, terms=terms, yesterday=running)
        if day >= first:
            for index in running:
                counted[index].add(day)
        day += timedelta(days=1)
    return counted


def _running_on(day: date, *, terms: list[Term | None], yesterday: set[int]) -> set[int]:
    """Return the terms that run on `day`: by their own days, or held open since yesterday."""
    running = {
        index for index, term in enumerate(terms) if term is not None and term[1] <= day < term[2]
    }
    while True:
        held = {
            index
            for index in yesterday - running
            if any(
                other in yesterday and _holds(terms[other], terms[index])
                for other in running
                if other != index
            )
        }
        if not held:
            return running
        running |= held


def _holds(other: Term | None, term: Term | None) -> bool:
    """Tell whether a term of one article holds one of another open: 10(6), 11(5), 12(7)."""
    assert other is not None
    assert term is not None
    return (term[0], other[0]) in {("10", "10"), ("11", "10"), ("11", "11"), ("12", "12")}


def term_of(fact: Fact, *, person: PersonFacts) -> Term | None:
    """Return the term of one fact by itself; None when it does not count."""
    outcome = fact.offence.outcome
    kinds = [sanction.kind for sanction in outcome.sanctions]
    with_order = outcome.kind in ("veroordeling", "ontslag-van-alle-rechtsvervolging") and (
        "tbs" in kinds
    )
    if outcome.kind not in ("veroordeling", "strafbeschikking") and not with_order:
        return None
    start = outcome.irrevocable_on
    if start is None or "rechtsmiddel-voor-onherroepelijkheid" in fact.offence.doubts:
        return None
    if isinstance(start, UnknownDate):
        start = outcome.on
    if start is None or isinstance(start, UnknownDate):
        return None
    kind = fact.offence_class.kind
    if person.is_legal_person:
        if kind != "misdrijf":
            return _term_of_legal_person(fact, start=start)
    elif _is_juvenile(fact, person=person):
        return _term_of_juvenile(fact, person=person, start=start)
    if not with_order:
        if not set(kinds) & set(_PENALTIES):
            return None
        if kind != "misdrijf" and not set(kinds) & {*_PRISON, "taakstraf"}:
            return None
    return _term_of_adult(fact, start=start)


def _term_of_adult(fact: Fact, *, start: date) -> Term:
    sanctions = fact.offence.outcome.sanctions
    prison = [sanction for sanction in sanctions if sanction.kind in _PRISON]
    if any(sanction.for_life for sanction in prison):
        return "10", start, _FAR
    served = [sanction for sanction in prison if not _conditional(sanction)]
    ordered = [sanction for sanction in prison if _conditional(sanction) and _begun(sanction, fact)]
    service = any(sanction.kind == "taakstraf" for sanction in sanctions)
    months, days = (8 * 12 if served or ordered or service else 4 * 12), 0
    if service:
        months += 6
    for sanction in served:
        text = sanction.unconditional or sanction.duration
        more_months, more_days = _length(text)
        months, days = months + more_months, days + more_days
    for sanction in ordered:
        more_months, more_days = _length(_begun(sanction, fact))
        months, days = months + more_months, days + more_days
    return "10", start, _later(start, months=months, days=days)


def _term_of_legal_person(fact: Fact, *, start: date) -> Term | None:
    table = [
        (date(2008, 1, 1), 370000),
        (date(2010, 1, 1), 380000),
        (date(2012, 1, 1), 390000),
        (date(2014, 1, 1), 405000),
        (date(2016, 1, 1), 410000),
        (date(2018, 1, 1), 415000),
        (date(2020, 1, 1), 435000),
        (date(2022, 1, 1), 450000),
        (date(2024, 1, 1), 515000),
    ]
    committed = latest(fact.offence.description.period.last)
    limit = table[0][1]
    for since, cents in table:
        if committed is None or since <= committed:
            limit = cents
    fines = [
        sanction
        for sanction in fact.offence.outcome.sanctions
        if sanction.kind == "geldboete"
        and sanction.amount is not None
        and sanction.amount.currency == "EUR"
        and sanction.amount.cents > limit
    ]
    if not fines:
        return None
    paid = any(not _conditional(fine) or _begun(fine, fact) is not None for fine in fines)
    return "11", start, _later(start, months=12 * (8 if paid else 4))


def _is_juvenile(fact: Fact, *, person: PersonFacts) -> bool:
    kinds = {sanction.kind for sanction in fact.offence.outcome.sanctions}
    if kinds & {"jeugddetentie", "pij"}:
        return True
    youngest, oldest = _ages(fact, person=person)
    if kinds & {"gevangenisstraf", "hechtenis", "tbs"}:
        return oldest is not None and oldest < 16
    return youngest is None or youngest < 18


def _term_of_juvenile(fact: Fact, *, person: PersonFacts, start: date) -> Term | None:
    youngest, _ = _ages(fact, person=person)
    if fact.offence_class.kind != "misdrijf" or youngest is None or youngest < 16:
        return None
    sanctions = fact.offence.outcome.sanctions
    alive = [s for s in sanctions if not _conditional(s) or _begun(s, fact) is not None]
    if not any(_heavy(sanction) for sanction in alive):
        return None
    kinds = {sanction.kind for sanction in sanctions}
    months, days = (48 if kinds & {"jeugddetentie", "pij"} else 24), 0
    for sanction in sanctions:
        if sanction.kind == "jeugddetentie":
            text = (
                _begun(sanction, fact)
                if _conditional(sanction)
                else sanction.unconditional or sanction.duration
            )
            more_months, more_days = _length(text)
            months, days = months + more_months, days + more_days
    end = _later(start, months=months, days=days)
    for sanction in alive:
        if sanction.kind == "pij":
            reports = [r for r in fact.executions if r.sanction.kind == "pij"]
            if not reports or reports[-1].execution != "geeindigd":
                end = _FAR
            elif not isinstance(reports[-1].executed_on, UnknownDate):
                end = max(end, reports[-1].executed_on)
    return "12", start, end


def _heavy(sanction: Sanction) -> bool:
    if sanction.kind in ("jeugddetentie", "pij"):
        return True
    if sanction.kind == "taakstraf":
        return (sanction.hours or 0) > 40
    if sanction.kind == "geldboete" and sanction.amount is not None:
        return sanction.amount.currency == "EUR" and sanction.amount.cents > 11300
    return False


def _conditional(sanction: Sanction) -> bool:
    """Tell whether nothing of it is unconditional: what is stated decides, then the probation."""
    if sanction.for_life:
        return False
    if sanction.unconditional is not None and _is_length(sanction.unconditional):
        return _length(sanction.unconditional) == (0, 0)
    return sanction.probation is not None


def _begun(sanction: Sanction, fact: Fact) -> str | None:
    """Return the length that the last report on such a sanction states; None without a report."""
    found = None
    for report in fact.executions:
        if report.sanction.kind == sanction.kind and report.execution in (
            "aangevangen",
            "geeindigd",
        ):
            found = report.sanction.duration or ""
    return found


_LENGTH = r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?"


def _is_length(text: str | None) -> bool:
    return bool(text) and fullmatch(_LENGTH, text or "") is not None


def _length(text: str | None) -> tuple[int, int]:
    """Return a length as months and days, a begun day as a whole one."""
    matched = fullmatch(_LENGTH, text or "")
    if matched is None:
        return 0, 0
    years, months, weeks, days, hours = (int(part or 0) for part in matched.groups())
    return 12 * years + months, 7 * weeks + days + -(-hours // 24)


def _later(day: date, *, months: int, days: int = 0) -> date:
    """Count on; a day that the month does not have becomes the first of the next month."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    if day.day > monthrange(year, month)[1]:
        year, month, number = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    else:
        number = day.day
    return date(year, month, number) + timedelta(days=days)


def _ages(fact: Fact, *, person: PersonFacts) -> tuple[int | None, int | None]:
    """Return the youngest and the oldest that the person can have been at the offence."""
    period, born = fact.offence.description.period, person.born
    if born is None:
        return None, None
    first, last = earliest(period.first), latest(period.last)
    born_first, born_last = earliest(born), latest(born)
    youngest = None if first is None or born_last is None else _years(born_last, first)
    oldest = None if last is None or born_first is None else _years(born_first, last)
    return youngest, oldest


def _years(born: date, day: date) -> int:
    years = 0
    while _later(born, months=12 * (years + 1)) <= day:
        years += 1
    return years
