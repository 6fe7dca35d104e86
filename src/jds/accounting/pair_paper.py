"""Pair what came by paper with what its source states later, or earlier, itself.

The register pairs by itself what is exact and can be nothing else: one paper message, one digital
one, each with no other that is as exact. Everything else a clerk decides, and can take back. Both
messages stay; which of them applies follows from the way that leads (`jds.domain.ways`).

Source: ADR 23.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from msgspec import Struct

from jds.accounting.access import write_act
from jds.accounting.actors import Argument, prove
from jds.accounting.disclose import Asker
from jds.accounting.editions import newest_entry_rules
from jds.accounting.link_persons import moment_of_act
from jds.accounting.paper_acts import account_for
from jds.accounting.roles import Verb
from jds.database.connection import Connection, Database
from jds.domain.time import Instant
from jds.errors import BadRequest
from jds.ledger.read import head
from jds.persons.subjects import hold, subjects_named_at
from jds.records.catch_up import refold
from jds.records.pairing.candidates import (
    Candidates,
    NotItsSource,
    NotOnPaper,
    compare_two,
    find_candidates,
)
from jds.records.pairing.compare import METHOD
from jds.sources.ways import (
    Unpaired,
    end_pair,
    has_unpaired,
    keep_apart,
    list_unpaired,
    make_pair,
    pair_of,
)

Clock: TypeAlias = Callable[[], Instant]


class NoPair(BadRequest):
    """A paper message is in no pair."""

    code = "no-pair"

    def __init__(self) -> None:
        super().__init__(
            "That message is in no pair, so there is none to end. 'jds paper list --all' shows "
            "which are."
        )


class PairedBefore(BadRequest):
    """A paper message is in a pair already."""

    code = "paired-before"

    def __init__(self) -> None:
        super().__init__(
            "That message is in a pair already. If that is the wrong one, end it first with "
            "'jds paper pair ID --undo'."
        )


class Passed(Struct, frozen=True):
    """What a pass over all paper without a pair has found.

    Attributes:
        paired: Positions that the register paired by itself, paper and digital.
        proposals: What a clerk has to decide, the oldest first; also what nothing was found for.
    """

    paired: tuple[tuple[int, int], ...]
    proposals: tuple[tuple[Unpaired, Candidates], ...]


def pair_what_is_exact(database: Database, *, clock: Clock, search_cases: bool = False) -> Passed:
    """Go over all paper without a pair, pair what is exact, and return what is left to decide.

    Args:
        clock: Read for each pair.
        search_cases: Look by the number of the case alone too; slow.
    """
    with database.transaction() as connection:
        if not has_unpaired(connection):
            return Passed((), ())
        open_now = _look(connection, search_cases=search_cases)
    paired = []
    for paper, digital in _certain(open_now):
        with database.transaction() as connection:
            if _pair_exactly(connection, paper, digital, clock=clock):
                paired.append((paper, digital))
    done = {paper for paper, _ in paired}
    taken = {digital for _, digital in paired}
    return Passed(
        tuple(paired),
        tuple(
            (line, _without(found, taken)) for line, found in open_now if line.position not in done
        ),
    )


def pair_two(
    connection: Connection, paper: int, digital: int, *, asker: Asker, clock: Clock, now: Instant
) -> None:
    """Pair two messages as a clerk judged, in the transaction of the caller.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NotOnPaper, NotItsSource, PairedBefore: They cannot be a pair.
    """
    act_id = _act(connection, asker, {"paper": paper, "digital": digital}, now=now)
    held = hold(connection, lambda: subjects_named_at(connection, [paper, digital]))
    likeness = compare_two(connection, paper, digital, through_position=head(connection).position)
    if pair_of(connection, paper) is not None:
        raise PairedBefore
    _pair(
        connection,
        paper,
        digital,
        held=held,
        act_id=act_id,
        reasons=likeness.reasons,
        clock=clock,
    )
    account_for(connection, act_id, [paper, digital], now=now)


def part_two(
    connection: Connection, paper: int, *, asker: Asker, clock: Clock, now: Instant
) -> int:
    """End the pair of a paper message; return the digital one. They are not proposed again.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NoPair: It is in none.
    """
    act_id = _act(connection, asker, {"paper": paper, "undo": True}, now=now)
    held = hold(connection, lambda: subjects_named_at(connection, [paper]))
    at = moment_of_act(connection, held, clock=clock)
    digital = end_pair(connection, paper=paper, ended_at=at, act_id=act_id)
    if digital is None:
        raise NoPair
    _fold_anew(connection, [paper, digital])
    account_for(connection, act_id, [paper, digital], now=now)
    return digital


def say_no(connection: Connection, paper: int, digital: int, *, asker: Asker, now: Instant) -> None:
    """Note that two messages do not state the same, so that they are not proposed again.

    Raises:
        NotAllowed: The actor is not proven, or may not.
        NotOnPaper, NotItsSource: They could not be a pair.
    """
    act_id = _act(connection, asker, {"paper": paper, "not": digital}, now=now)
    compare_two(connection, paper, digital, through_position=head(connection).position)
    keep_apart(connection, paper=paper, digital=digital, act_id=act_id)
    account_for(connection, act_id, [paper, digital], now=now)


def _look(connection: Connection, *, search_cases: bool) -> list[tuple[Unpaired, Candidates]]:
    through = head(connection).position
    found = []
    for each in list_unpaired(connection):
        try:
            candidates = find_candidates(
                connection, each.position, through_position=through, search_cases=search_cases
            )
        except NotOnPaper:
            # Retracted, and the reader has not come to it.
            continue
        found.append((each, candidates))
    return found


def _certain(found: Collection[tuple[Unpaired, Candidates]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that can be nothing else: each is the only exact one for the other."""
    exact = {
        candidates.paper: [each.position for each in candidates.found if each.likeness.is_exact]
        for _, candidates in found
    }
    wanted = Counter(digital for positions in exact.values() for digital in positions)
    for paper, positions in exact.items():
        if len(positions) == 1 and wanted[positions[0]] == 1:
            yield paper, positions[0]


def _pair_exactly(connection: Connection, paper: int, digital: int, *, clock: Clock) -> bool:
    """Pair two messages that were exact a moment ago, if they still are."""
    held = hold(connection, lambda: subjects_named_at(connection, [paper, digital]))
    if pair_of(connection, paper) is not None:
        return False
    try:
        likeness = compare_two(
            connection, paper, digital, through_position=head(connection).position
        )
    except (NotOnPaper, NotItsSource):
        return False
    if not likeness.is_exact:
        return False
    _pair(
        connection,
        paper,
        digital,
        held=held,
        act_id=None,
        reasons=likeness.reasons,
        clock=clock,
    )
    return True


def _pair(
    connection: Connection,
    paper: int,
    digital: int,
    *,
    held: Collection[int],
    act_id: int | None,
    reasons: Collection[str],
    clock: Clock,
) -> None:
    make_pair(
        connection,
        paper=paper,
        digital=digital,
        # Later than everything that anybody can have been told of them.
        paired_at=moment_of_act(connection, held, clock=clock),
        act_id=act_id,
        method=METHOD,
        reasons=reasons,
    )
    _fold_anew(connection, [paper, digital])


def _fold_anew(connection: Connection, positions: Collection[int]) -> None:
    subjects = subjects_named_at(connection, positions)
    refold(connection, subjects, rule=newest_entry_rules(connection))


def _without(candidates: Candidates, taken: Collection[int]) -> Candidates:
    left = tuple(each for each in candidates.found if each.position not in taken)
    return Candidates(candidates.paper, left, candidates.subject_ids)


def _act(
    connection: Connection, asker: Asker, arguments: dict[str, Argument], *, now: Instant
) -> int:
    act = prove(
        connection,
        asker.name,
        home=asker.home,
        verb=Verb.PAIR_PAPER,
        arguments=arguments,
        reason=asker.reason,
        now=now,
    )
    return write_act(connection, act)
