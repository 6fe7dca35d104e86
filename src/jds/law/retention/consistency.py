"""Checks of the rules on retention against the contract and against each other."""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from jds.domain.record import OutcomeKind
from jds.law.retention.rules import RetentionLaw
from jds.law.rule_file import LawFileProblem


def problems_of_retention(law: RetentionLaw) -> Iterator[LawFileProblem]:
    """Yield outcomes without one starting event, and fine categories that are not there."""
    yield from _starting_events(law)
    yield from _fine_categories(law)


def _starting_events(law: RetentionLaw) -> Iterator[LawFileProblem]:
    for version in law.starting_events.versions:
        value = version.value
        named = Counter(
            (
                *value.decision,
                *value.verdict,
                *value.execution,
                *value.undecided,
                *value.not_understood,
            )
        )
        for kind in get_args(OutcomeKind):
            if named[kind] != 1:
                yield LawFileProblem(
                    law.starting_events.file,
                    problem=f"the outcome [{kind}] stands in [{named[kind]}] of its lists",
                    remedy="Name each outcome of the contract under one starting event.",
                )


def _fine_categories(law: RetentionLaw) -> Iterator[LawFileProblem]:
    if not law.fine_categories.versions:
        return  # It could not be read, and that was said.
    fewest = min(len(version.value.cents) for version in law.fine_categories.versions)
    for version in law.minor_long.versions:
        category = version.value.fine_category_from
        if not 1 < category <= fewest:
            yield LawFileProblem(
                law.minor_long.file,
                problem=f"fine category [{category}] is not one of [{fewest}] with one below it",
                remedy=f"Name one that each row of [{law.fine_categories.file}] has.",
            )
    for table in law.fine_categories.versions:
        if list(table.value.cents) != sorted(set(table.value.cents)):
            yield LawFileProblem(
                law.fine_categories.file,
                problem=f"the amounts of [{table.takes_effect_on}] do not rise",
                remedy="Give the amount of the first category first, each higher than the last.",
            )
