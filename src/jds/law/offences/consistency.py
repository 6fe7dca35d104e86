"""Checks of the tables and lists of offences against each other, naming the file and the row."""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from jds.law.articles import read_article_list, read_citations
from jds.law.offences.aggravation import Aggravation
from jds.law.offences.lists import ListOfOffences
from jds.law.offences.provisions import OffencesOfAct, Provision
from jds.law.offences.rules import OffenceLaw
from jds.law.prescription import PrescriptionTerms
from jds.law.rule_file import LawFileProblem, Rule
from jds.law.values import NamesOfActs

# What makes violence serious, as the README of these files has it: six years.
_SERIOUS_FROM_MONTHS = 72


def problems_of_offences(law: OffenceLaw, *, names: Rule[NamesOfActs]) -> Iterator[LawFileProblem]:
    """Yield everything in the tables and lists of offences that cannot be right."""
    acts = names.newest.value.names.keys()
    yield from _overlaps(law.acts)
    for table in law.acts:
        yield from _table(table, acts=acts)
    for listed in law.lists.every():
        yield from _list(listed, acts=acts)
    yield from _aggravation(law.aggravation, acts=acts)
    yield from _prescription(law.prescription)


def _table(rule: Rule[OffencesOfAct], *, acts: Collection[str]) -> Iterator[LawFileProblem]:
    for version in rule.versions:
        if version.value.act not in acts:
            yield _unknown_act(rule, act=version.value.act)
        for row in version.value.provisions:
            yield from _row(row, rule=rule)


def _row(row: Provision, *, rule: Rule[OffencesOfAct]) -> Iterator[LawFileProblem]:
    starts, ends = row.starts_on, row.ends_before
    months = row.maximum_months
    wrong = {
        "is no article that can be read": len(read_citations(row.article)) != 1,
        "has no label": not row.what.strip(),
        "ends before it starts": starts is not None and ends is not None and ends <= starts,
        "has life without the temporary maximum": row.life and months is None,
        "has a maximum and says that it is unknown": row.maximum_unknown and months is not None,
        "has a maximum that is no length": months is not None and months <= 0,
        "threatens prison for a minor offence": row.kind == "overtreding"
        and (months is not None or row.life),
        "is serious violence below six years": row.category == "serious-violence"
        and not row.maximum_unknown
        and (months or 0) < _SERIOUS_FROM_MONTHS,
    }
    for problem, holds in wrong.items():
        if holds:
            yield LawFileProblem(
                rule.file,
                problem=f"the row of [{_name(row)}] {problem}",
                remedy="Correct the row after the text of the act.",
            )


def _overlaps(tables: Iterable[Rule[OffencesOfAct]]) -> Iterator[LawFileProblem]:
    """Yield each article of an act of which two rows hold on one day, in one file or in two."""
    same: dict[tuple[str, str], list[tuple[str, Provision]]] = defaultdict(list)
    for rule in tables:
        table = rule.newest.value
        for row in table.provisions:
            same[table.act, row.article].append((rule.file, row))
    for rows in same.values():
        rows.sort(key=lambda each: each[1].starts_on or date.min)
        for (_, earlier), (file, later) in itertools.pairwise(rows):
            ends, starts = earlier.ends_before, later.starts_on
            if ends is None or starts is None or starts < ends:
                yield LawFileProblem(
                    file,
                    problem=f"two rows of [{_name(later)}] hold on one day",
                    remedy="End the one (`ends_before`) where the other begins (`starts_on`).",
                )


def _list(rule: Rule[ListOfOffences], *, acts: Collection[str]) -> Iterator[LawFileProblem]:
    for version in rule.versions:
        if not version.value.offences and not version.value.categories:
            yield LawFileProblem(
                rule.file,
                problem=f"the list of [{version.takes_effect_on}] names no offence",
                remedy="Name one, or remove the version.",
            )
        for row in version.value.offences:
            name = f"{row.act} {', '.join(row.articles)}"
            starts, ends = row.committed_from, row.committed_before
            yield from _articles(rule, act=row.act, articles=row.articles, acts=acts)
            if starts is not None and ends is not None and ends <= starts:
                yield LawFileProblem(
                    rule.file,
                    problem=f"the row of [{name}] ends before it starts",
                    remedy="Give a later `committed_before`.",
                )


def _aggravation(rule: Rule[Aggravation], *, acts: Collection[str]) -> Iterator[LawFileProblem]:
    for version in rule.versions:
        value = version.value
        for row in (*value.general_part, *value.lighter):
            yield from _articles(rule, act=row.act, articles=row.articles, acts=acts)
        for raising in value.raising:
            named = (*raising.articles, *raising.of)
            yield from _articles(rule, act=raising.act, articles=named, acts=acts)


def _articles(
    rule: Rule[Aggravation] | Rule[ListOfOffences],
    *,
    act: str,
    articles: tuple[str, ...],
    acts: Collection[str],
) -> Iterator[LawFileProblem]:
    if act not in acts:
        yield _unknown_act(rule, act=act)
    if not articles:
        yield LawFileProblem(
            rule.file, problem=f"a row of [{act}] names no article", remedy="Name one."
        )
    try:
        read_article_list(articles)
    except ValueError as problem:
        yield LawFileProblem(
            rule.file,
            problem=f"in a row of [{act}] {problem}",
            remedy='Write an article as "107(1)" or a range as "242-247".',
        )


def _prescription(rule: Rule[PrescriptionTerms]) -> Iterator[LawFileProblem]:
    for version in rule.versions:
        reached, years = -1, 0
        for place, row in enumerate(version.value.crimes):
            from_months = row.first_month
            lasts = 9999 if row.years == "never" else row.years
            if from_months is None or from_months <= reached or lasts < years:
                yield LawFileProblem(
                    rule.file,
                    problem=f"row [{place + 1}] of the crimes of [{version.takes_effect_on}] is "
                    "not heavier than the one before it, or names two maxima or none",
                    remedy="Write the lightest first, each with at_least_months or "
                    "more_than_months.",
                )
                break
            reached, years = from_months, lasts
        if not version.value.crimes or version.value.crimes[0].first_month != 0:
            yield LawFileProblem(
                rule.file,
                problem=f"the crimes of [{version.takes_effect_on}] do not begin at no prison",
                remedy="Begin with a row with at_least_months 0.",
            )


def _unknown_act(
    rule: Rule[OffencesOfAct] | Rule[Aggravation] | Rule[ListOfOffences], *, act: str
) -> LawFileProblem:
    return LawFileProblem(
        rule.file,
        problem=f"it names the act [{act}], which is no name of `law_names.yaml`",
        remedy="Correct the name, or add the act there.",
    )


def _name(row: Provision) -> str:
    return row.article if row.starts_on is None else f"{row.article} from {row.starts_on}"
