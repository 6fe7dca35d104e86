"""Which statements of a person belong to one case."""

from collections import defaultdict
from collections.abc import Sequence

from jds.domain.chains import Statement
from jds.domain.events import StatedInCase
from jds.domain.identity import case_names


def by_case(statements: Sequence[Statement]) -> list[tuple[frozenset[str], list[Statement]]]:
    """Group case statements; a message that gives two numbers makes both names of one case."""
    named = [
        (case_names(statement.event.case), statement)
        for statement in statements
        if isinstance(statement.event, StatedInCase)
    ]
    names_of: dict[str, set[str]] = {}
    for names, _ in named:
        joined = set(names).union(*(names_of.get(name, ()) for name in names))
        for name in joined:
            names_of[name] = joined
    groups: dict[frozenset[str], list[Statement]] = defaultdict(list)
    for names, statement in named:
        groups[frozenset(names_of[names[0]])].append(statement)
    return list(groups.items())
