"""Which messages of a case count, by the way they came: ADR 23 from the words, slowly."""

from collections.abc import Sequence
from datetime import datetime

from jds.domain.ways import Lead, Ways
from tests.oracle.statements import OVERTAKEN, WAITING, Statement

Parted = tuple[list[Statement], list[tuple[Statement, str]]]


def came_by_paper(statement: Statement) -> bool:
    return statement.key.source.split(":")[5].startswith("papier-")


def real_source(urn: str) -> str:
    """The source for which clerks enter under this name; a real one is its own."""
    parts = urn.split(":")
    parts[5] = parts[5].removeprefix("papier-")
    return ":".join(parts)


def is_paired(statement: Statement, ways: Ways) -> bool:
    return statement.root.position in ways.pairs


def parted(
    statements: Sequence[Statement],
    *,
    names: frozenset[str],
    subjects: frozenset[str],
    ways: Ways,
) -> Parted:
    """Return the statements of a case that count, and the effect of each that does not."""
    stated: Lead | None = None
    for lead in ways.leads:
        if lead.cases & names and lead.subjects & subjects:
            stated = lead

    by_its_way = [each for each in statements if _its_way_leads(each, statements, stated, ways)]
    counting: list[Statement] = []
    apart: list[tuple[Statement, str]] = []
    for each in statements:
        others = [other for other in statements if _state_the_same(each, other, ways)]
        if came_by_paper(each) and is_paired(each, ways):
            digital_is_held = bool(others) and others[0] not in by_its_way
            if digital_is_held and each in by_its_way:
                counting.append(each)
            else:
                apart.append((each, OVERTAKEN))
        elif each in by_its_way:
            counting.append(each)
        elif others and others[0] in by_its_way:
            apart.append((each, OVERTAKEN))
        else:
            apart.append((each, WAITING))
    return counting, apart


def _state_the_same(one: Statement, other: Statement, ways: Ways) -> bool:
    pair = {one.root.position, other.root.position}
    return any({paper, digital} == pair for paper, digital in ways.pairs.items())


def _its_way_leads(
    statement: Statement, everything: Sequence[Statement], stated: Lead | None, ways: Ways
) -> bool:
    if stated is not None and stated.channel == "digitaal":
        return not came_by_paper(statement)
    if stated is not None:
        return came_by_paper(statement) or statement.root.time <= stated.from_at
    since = _unsettled_since(real_source(statement.key.source), everything, ways)
    if came_by_paper(statement):
        return since is not None
    return since is None or statement.root.time <= since


def _unsettled_since(source: str, everything: Sequence[Statement], ways: Ways) -> datetime | None:
    """Since when the source may be saying what its paper says: while some of that has no pair."""
    moments = [
        ways.entered[each.root.position]
        for each in everything
        if came_by_paper(each)
        and real_source(each.key.source) == source
        and each.root.position in ways.entered
        and not is_paired(each, ways)
    ]
    return min(moments) if moments else None
