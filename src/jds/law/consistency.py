"""Checks of the rules against each other and against the contract.

Each outcome and each sanction must be decided once, by one rule, and none by accident: a word
that stands in two lists is an overlap, one that stands in none is a hole. Every check yields all
that it finds, each with its file and what to do.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from jds.domain.blocks import SanctionKind
from jds.domain.record import OutcomeKind
from jds.domain.time import LegalDay
from jds.law.articles import name_of_act, read_article_list
from jds.law.rule_file import LawFileProblem, Rule, Version
from jds.law.values import (
    AllowedKinds,
    CourtEntry,
    Grounds,
    ListedAct,
    ListedActs,
    NamesOfActs,
    ProsecutorEntry,
    Removal,
)

# Outcomes that decide nothing, for no rule: still open, or in words nobody knows.
_UNDECIDED: frozenset[str] = frozenset({"open", "onbekend"})


def shared_ids(rules: Iterable[Rule[Any]]) -> Iterator[LawFileProblem]:
    """Yield two rules of one id, which no reason could tell apart."""
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.id in seen:
            yield LawFileProblem(
                rule.file,
                problem=f"its id [{rule.id}] is that of [{seen[rule.id]}]",
                remedy="Give each rule its own id.",
            )
        seen.setdefault(rule.id, rule.file)


def outcomes_not_decided_once(
    prosecutor: Rule[ProsecutorEntry], *, court: Rule[CourtEntry]
) -> Iterator[LawFileProblem]:
    """Yield an outcome of the contract that no rule on entry decides, or two do."""
    days = {version.takes_effect_on for version in prosecutor.versions}
    days |= {version.takes_effect_on for version in court.versions}
    for day in sorted(days):
        by_prosecutor, by_court = prosecutor.on(day).value, court.on(day).value
        yield from _not_in_one_list(
            (
                *by_prosecutor.enters,
                *by_prosecutor.enters_unless_only_a_small_fine,
                *by_prosecutor.stays_out,
                *by_court.enters_by_penalty,
                *by_court.stays_out,
            ),
            whole=frozenset(get_args(OutcomeKind)) - _UNDECIDED,
            file=prosecutor.file,
            day=day,
            what="outcome",
        )


def sanctions_not_sorted_once(court: Rule[CourtEntry]) -> Iterator[LawFileProblem]:
    """Yield a sanction of the contract that is in no list of the court's rule, or in two."""
    for version in court.versions:
        value = version.value
        yield from _not_in_one_list(
            (
                *value.custody,
                *value.community_service,
                *value.additional_penalties,
                *value.measures,
                *value.fines,
            ),
            whole=frozenset(get_args(SanctionKind)),
            file=court.file,
            day=version.takes_effect_on,
            what="sanction",
        )


def _not_in_one_list(
    sorted_kinds: Iterable[str], *, whole: frozenset[str], file: str, day: LegalDay, what: str
) -> Iterator[LawFileProblem]:
    counted = Counter(sorted_kinds)
    for kind in sorted(whole | counted.keys()):
        if counted[kind] != 1 or kind not in whole:
            yield LawFileProblem(
                file,
                problem=f"on [{day}] the {what} [{kind}] stands in [{counted[kind]}] lists",
                remedy=f"Put each {what} of the contract in one list, and no other.",
            )


def unreadable_rows(
    rule: Rule[ListedActs], *, names: Rule[NamesOfActs]
) -> Iterator[LawFileProblem]:
    """Yield a row that names no act or article that can be matched, or one that is there twice."""
    known = names.newest.value.names
    for version in rule.versions:
        for act in version.value.acts:
            yield from _problems_of_row(act, known=known, version=version, file=rule.file)
        rows = Counter(
            (act.law, article, act.together_with)
            for act in version.value.acts
            for article in act.articles or ("whole act",)
        )
        for (law, article, _), count in rows.items():
            if count > 1:
                yield LawFileProblem(
                    rule.file,
                    problem=f"on [{version.takes_effect_on}] it lists [{law} {article}] twice",
                    remedy="Keep one row.",
                )


def _problems_of_row(
    act: ListedAct, *, known: Iterable[str], version: Version[ListedActs], file: str
) -> Iterator[LawFileProblem]:
    try:
        read_article_list((*act.articles, *act.together_with))
    except ValueError as problem:
        yield LawFileProblem(
            file,
            problem=f"on [{version.takes_effect_on}] {problem}",
            remedy='Write an article as "107(1)" or a range as "424-429".',
        )
    wrong = {
        f"[{act.law}] is no name of `law_names.yaml`": act.law not in known,
        f"[{act.cite}] names no articles and not the whole act, or both": (
            act.whole_act == bool(act.articles)
        ),
        f"[{act.cite}] says one of only_if and not_stated without the other": (
            (act.only_if is None) != (act.not_stated is None)
        ),
    }
    for problem_text, holds in wrong.items():
        if holds:
            yield LawFileProblem(
                file,
                problem=f"on [{version.takes_effect_on}] {problem_text}",
                remedy="Complete the row.",
            )


def names_not_told_apart(rule: Rule[NamesOfActs]) -> Iterator[LawFileProblem]:
    """Yield a spelling that two acts share."""
    for version in rule.versions:
        meant: dict[str, str] = {}
        for act, spellings in version.value.names.items():
            for spelling in (act, *spellings):
                reduced = name_of_act(spelling)
                if not reduced or reduced in meant:
                    yield LawFileProblem(
                        rule.file,
                        problem=f"[{spelling}] of [{act}] reads like a name of "
                        f"[{meant.get(reduced, 'no act')}]",
                        remedy="Give each spelling to one act, once; case, spaces and dots do "
                        "not count.",
                    )
                meant[reduced] = act


def grounds_not_told_apart(rule: Rule[Grounds]) -> Iterator[LawFileProblem]:
    """Yield a ground that is listed twice, or that ends before it begins."""
    for version in rule.versions:
        seen: set[str] = set()
        for ground in version.value.grounds:
            ends = ground.ends_before
            if ground.code in seen or (ends is not None and ends <= version.takes_effect_on):
                yield LawFileProblem(
                    rule.file,
                    problem=f"code [{ground.code}] is listed twice, or ends before it begins",
                    remedy="Give each code once, with a later day on which it ends.",
                )
            seen.add(ground.code)


def unknown_grounds(removal: Rule[Removal], *, grounds: Rule[Grounds]) -> Iterator[LawFileProblem]:
    """Yield a removal on a ground that is on no list."""
    listed = {ground.code for version in grounds.versions for ground in version.value.grounds}
    for version in removal.versions:
        for code in version.value.grounds:
            if code not in listed:
                yield LawFileProblem(
                    removal.file,
                    problem=f"ground [{code}] is not in [{grounds.file}]",
                    remedy="Correct the code, or add the ground there.",
                )


def limits_on_nobody(rule: Rule[AllowedKinds]) -> Iterator[LawFileProblem]:
    """Yield a limit on a source that may not send the kind at all."""
    for version in rule.versions:
        for kind, allowed in version.value.kinds.items():
            for sender in allowed.only:
                if sender not in allowed.senders:
                    yield LawFileProblem(
                        rule.file,
                        problem=f"kind [{kind}] is limited for [{sender}], which may not send it",
                        remedy="Name it under senders as well, or drop the limit.",
                    )
