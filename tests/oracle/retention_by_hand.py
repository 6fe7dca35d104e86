"""How long each offence is kept, worked out slowly and by another way than the register does.

The register adds up terms. Here one question is asked of single days: *are the data kept on this
day?* They are when a term covers it that began with the offence's own decision, or with a verdict
for another crime that was given while the data were kept. The end is the first day on which the
answer is no. Only the types of the domain are shared; numbers and lists are written out again.

Source: Wjsg art. 4 and 6; Bjsg art. 3, 7(1)(a); Sr 70-72, 77d.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jds.domain.partial_date import UnknownDate
from jds.domain.record import CaseRecord, OffenceRecord, Outcome, PersonRecord


@dataclass(frozen=True)
class Article:
    """What an article of the table below threatens: months of prison, or more."""

    text: tuple[str, str, str | None]
    months: int | None = None
    life: bool = False
    unknown: bool = False
    minor: bool = False
    listed: bool = False
    sexual: bool = False


ARTICLES = (
    Article(("Sr", "310", None), 48),
    Article(("Sr", "350", "1"), 24),
    Article(("Sr", "311", "1"), 72),
    Article(("Sr", "302", "1"), 96),
    Article(("Sr", "157", "1"), 144),
    Article(("Sr", "289", None), 360, life=True),
    Article(("Sr", "999", None), unknown=True),
    Article(("Sr", "248d", None), 24, sexual=True),
    Article(("WVW 1994", "107", "1"), minor=True, listed=True),
    Article(("WVW 1994", "5", None), minor=True),
)
"""For offences committed before 1 July 2024."""

VERDICTS = (
    "veroordeling",
    "vrijspraak",
    "ontslag-van-alle-rechtsvervolging",
    "schuldig-zonder-straf",
)
DECISIONS = ("sepot", "voorwaardelijk-sepot", "transactie")
CUSTODY = ("gevangenisstraf", "hechtenis", "jeugddetentie")
BEFORE = date(1, 1, 1)


@dataclass(frozen=True)
class Anchor:
    """A decision about another crime, and how long it keeps.

    Attributes:
        first: First day on which it may have been given.
        day: Last day on which it may have been; None when nobody knows.
    """

    first: date
    day: date | None
    years: int


@dataclass(frozen=True)
class Choices:
    """The choices of the rule files that the oracle knows."""

    death: str = "earliest"
    earlier_counts: bool = False


def by_hand(person: PersonRecord, *, on: date, choices: Choices = Choices()) -> list[date | None]:
    """Return the first day on which each offence is gone, in order; None for no end."""
    return [
        _gone_on(person, case, offence, on=on, choices=choices)
        for case in person.cases
        for offence in case.offences
    ]


def _gone_on(
    person: PersonRecord, case: CaseRecord, offence: OffenceRecord, *, on: date, choices: Choices
) -> date | None:
    article, outcome = _article(offence), offence.outcome
    if _is_removed(outcome):
        return _known(outcome.on) or on
    if article.minor and _is_below_threshold(article, offence):
        if outcome.kind in ("sepot", "transactie"):
            return _known(outcome.on) or on
        ends_when_final = (*VERDICTS, "strafbeschikking", "niet-ontvankelijk", "nietig")
        if outcome.irrevocable_on is not None and outcome.kind in ends_when_final:
            return _known(outcome.irrevocable_on) or on
    start = _start(case, offence)
    if article.sexual:
        return None if start is None else _later(start, 80)
    if outcome.kind in ("open", "niet-ontvankelijk", "nietig", "overgedragen"):
        end = _prescribed(person, article, offence)
    elif start is None:
        end = None
    elif article.minor:
        end = _later(start, 10 if _has_heavier_penalty(person, offence) else 5)
    else:
        own = _later(start, _own_years(article, offence))
        end = _end_of_chain(person, offence, start=start, own=own, choices=choices)
    return _with_death(person, article, end, choices=choices)


def _own_years(article: Article, offence: OffenceRecord) -> int:
    prison = [each for each in offence.outcome.sanctions if each.kind in CUSTODY]
    if any(each.for_life for each in prison):
        return 80
    if not _is_heavy(article):
        return 20
    return 50 if any(each.duration in ("P20Y1D", "P25Y") for each in prison) else 30


def _end_of_chain(
    person: PersonRecord, offence: OffenceRecord, *, start: date, own: date, choices: Choices
) -> date | None:
    others = [
        anchor
        for case in person.cases
        for other in case.offences
        if other is not offence and not _article(other).minor and not _is_removed(other.outcome)
        for anchor in _anchors(case, other)
    ]
    certain = [each for each in others if each.day is not None]

    def is_kept(day: date, *, by: tuple[Anchor, ...]) -> bool:
        """Tell whether the data are kept on `day`, by the own term or one of `by`."""
        if day < own:
            return True
        for anchor in by:
            given = anchor.day
            if given is None or not anchor.first < day < _later(given, anchor.years):
                continue
            if given < start:
                # It was there before the term began, so no term of this offence ran then.
                if choices.earlier_counts:
                    return True
                continue
            rest = tuple(each for each in by if each is not anchor)
            if is_kept(max(start, anchor.first), by=rest):
                return True
        return False

    ends = sorted({own, *(_later(each.day, each.years) for each in certain if each.day)})
    end = next(day for day in ends if not is_kept(day, by=tuple(certain)))
    unknown = [each for each in others if each.day is None]
    return None if any(each.first < end for each in unknown) else end


def _anchors(case: CaseRecord, offence: OffenceRecord) -> Iterator[Anchor]:
    years = 30 if _is_heavy(_article(offence)) else 20
    committed = _known(offence.description.period.first) or BEFORE
    for outcome in (*offence.history, offence.outcome):
        if outcome.kind not in VERDICTS:
            continue
        day = _known(outcome.on)
        if day is not None:
            yield Anchor(day, day, years)
        else:
            yield Anchor(committed, _known(outcome.irrevocable_on), years)
    if offence.outcome.kind == "strafbeschikking":
        executed = _executed(case, offence)
        if executed is not None:
            yield Anchor(executed, executed, years)


def _start(case: CaseRecord, offence: OffenceRecord) -> date | None:
    outcome = offence.outcome
    if outcome.kind == "strafbeschikking":
        return _executed(case, offence)
    if outcome.kind in VERDICTS or outcome.kind in DECISIONS:
        return _known(outcome.on) or _known(outcome.irrevocable_on)
    return None


def _executed(case: CaseRecord, offence: OffenceRecord) -> date | None:
    """Return the last day of execution when as many ended, of each kind, as were imposed."""
    number = offence.description.number
    ends = [
        each
        for each in case.executions
        if each.execution == "geeindigd" and number in (each.sanction.offence_numbers or (number,))
    ]
    imposed = Counter(str(each.kind) for each in offence.outcome.sanctions)
    ended = Counter(str(each.sanction.kind) for each in ends)
    if not imposed or any(ended[kind] < count for kind, count in imposed.items()):
        return None
    return max(day for each in ends if (day := _known(each.executed_on)) is not None)


def _prescribed(person: PersonRecord, article: Article, offence: OffenceRecord) -> date | None:
    committed = _known(offence.description.period.last)
    if article.unknown or committed is None:
        return None
    from_day = committed + timedelta(days=1)
    if article.minor:
        return _later(from_day, 10)
    born = person.current.birth
    birthday = None if born is None else _known(born.on)
    young = birthday is not None and committed < _later(birthday, 18)
    months = article.months or 0
    if article.life or months >= 144:
        return _later(from_day, 40) if young else None
    years = 20 if months >= 96 else 12 if months > 36 else 6
    # Twice the term at the latest; half of that for the young.
    return _later(from_day, years if young else 2 * years)


def _with_death(
    person: PersonRecord, article: Article, end: date | None, *, choices: Choices
) -> date | None:
    died = _known(person.died_on)
    if died is None:
        return end
    after = _later(died, 2 if article.minor else 20 if _is_heavy(article) else 12)
    if choices.death == "latest":
        return None if end is None else max(end, after)
    return after if end is None else min(end, after)


def _is_below_threshold(article: Article, offence: OffenceRecord) -> bool:
    if article.listed:
        return False
    return not any(_brings_in(outcome) for outcome in (*offence.history, offence.outcome))


def _brings_in(outcome: Outcome) -> bool:
    if outcome.kind == "voorwaardelijk-sepot":
        return True
    if outcome.kind not in ("veroordeling", "transactie", "strafbeschikking"):
        return False
    for each in outcome.sanctions:
        if each.kind != "geldboete":
            return True
        if each.amount is not None and each.amount.cents >= 10_000:
            return True
    return False


def _has_heavier_penalty(person: PersonRecord, offence: OffenceRecord) -> bool:
    for each in offence.outcome.sanctions:
        if each.kind == "taakstraf" or each.kind in CUSTODY:
            return True
        if person.current.legal_person is None or each.kind != "geldboete" or each.amount is None:
            continue
        # The amounts used here lie far below or far above every third category.
        if each.amount.cents >= 2_000_000:
            return True
    return False


def _is_heavy(article: Article) -> bool:
    return article.unknown or article.life or (article.months or 0) >= 72


def _is_removed(outcome: Outcome) -> bool:
    return outcome.kind in ("sepot", "voorwaardelijk-sepot") and bool(
        {"01", "09"} & {each for each in outcome.grounds if isinstance(each, str)}
    )


def _article(offence: OffenceRecord) -> Article:
    [cited] = offence.description.articles
    return next(
        each for each in ARTICLES if each.text == (cited.law, cited.article, cited.paragraph)
    )


def _known(day: object) -> date | None:
    if day is None or isinstance(day, UnknownDate):
        return None
    assert isinstance(day, date)
    return day


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
