"""Which digital messages may state what a paper one states.

They are looked for among everything known of the person, of whoever carries the same number, and
of whom the source named by the same case without an SKN. Somebody who is found by none of these is
found on request by the number of the case alone, which reads every message of that kind.
"""

from collections.abc import Collection

from msgspec import Struct

from jds.database.connection import Connection
from jds.domain.chains import Statement
from jds.domain.events import StatedInCase
from jds.domain.fold import Identified, identify
from jds.domain.identifiers import Bsn, Skn, VNumber, is_skn
from jds.domain.identity import case_names, named_persons, number_subjects
from jds.domain.paper_source import is_paper_source, real_source_of
from jds.errors import BadRequest
from jds.persons.subjects import (
    find_by_bsn,
    find_by_case,
    find_by_skn,
    find_by_v_number,
    subjects_named_at,
)
from jds.records.load import load
from jds.records.pairing.compare import WORTH_PROPOSING, Likeness, compare
from jds.sources.ways import digital_of_cases, kept_apart, spoken_for


class NotOnPaper(BadRequest):
    """A message is to be paired that does not stand, or that no clerk entered."""

    code = "not-on-paper"

    def __init__(self) -> None:
        super().__init__(
            "That message was not entered from paper, or it was retracted. 'jds paper list' shows "
            "what has no pair yet; name the first message and not a correction of it."
        )


class NotItsSource(BadRequest):
    """A paper message is to be paired with a message that cannot state the same."""

    code = "not-its-source"

    def __init__(self) -> None:
        super().__init__(
            "A message from paper is paired with one of the source it was entered for, of the same "
            "kind, that stands and has no other pair. Name the first message and not a correction."
        )


class Candidate(Struct, frozen=True):
    """A digital message that may state what a paper one does.

    Attributes:
        position: Of the first message of its chain.
    """

    position: int
    message_id: str
    likeness: Likeness


class Candidates(Struct, frozen=True):
    """A paper message with those that may state the same, the likest first.

    Attributes:
        paper: Position of the first message of its chain.
        subject_ids: Everybody whom the paper message, or one of the others, may be about.
    """

    paper: int
    found: tuple[Candidate, ...]
    subject_ids: frozenset[int]


def find_candidates(
    connection: Connection, paper: int, *, through_position: int, search_cases: bool = False
) -> Candidates:
    """Return the digital messages that may state what the message at `paper` does.

    Args:
        search_cases: Look by the number of the case alone too; slow.

    Raises:
        NotOnPaper: No clerk entered it, or it does not stand.
    """
    own = subjects_named_at(connection, [paper])
    statement = _paper_in(_identified(connection, own, through_position), paper)
    subjects = own | _others(connection, statement, search_cases=search_cases)
    identified = _identified(connection, subjects, through_position)
    statement = _paper_in(identified, paper)
    named = [
        (each, likeness)
        for each in identified.chains.statements
        if (likeness := _likeness(statement, each, identified)) is not None
    ]
    taken = spoken_for(connection, [each.root.position for each, _ in named])
    taken |= kept_apart(connection, paper)
    found = [
        Candidate(each.root.position, each.key.id, likeness)
        for each, likeness in named
        if each.root.position not in taken and _is_worth_proposing(likeness)
    ]
    found.sort(key=lambda each: (not each.likeness.is_exact, -each.likeness.weight, each.position))
    return Candidates(paper, tuple(found), frozenset(subjects))


def compare_two(
    connection: Connection, paper: int, digital: int, *, through_position: int
) -> Likeness:
    """Return how much alike two messages are that a clerk named.

    Raises:
        NotOnPaper, NotItsSource: They cannot be a pair.
    """
    subjects = subjects_named_at(connection, [paper, digital])
    identified = _identified(connection, subjects, through_position)
    statement = _paper_in(identified, paper)
    for each in identified.chains.statements:
        if each.root.position == digital:
            likeness = _likeness(statement, each, identified)
            if likeness is not None and not spoken_for(connection, [digital]):
                return likeness
    raise NotItsSource


def _is_worth_proposing(likeness: Likeness) -> bool:
    return likeness.is_exact or likeness.weight >= WORTH_PROPOSING


def _likeness(paper: Statement, other: Statement, identified: Identified) -> Likeness | None:
    """Return how much alike a paper message and another are; None when they cannot be a pair."""
    if is_paper_source(other.key.source) or other.key.source != real_source_of(paper.key.source):
        return None
    persons = [identified.named[each.position] for each in (paper, other)]
    if not all(persons):
        return None
    ones, others = persons
    who = identified.who_is_who
    return compare(
        paper.event,
        other.event,
        same_person=all(
            who.person_of[one.subject] == who.person_of[another.subject]
            for one, another in zip(ones, others, strict=False)
        )
        and len(ones) == len(others),
        same_number=bool(
            {number for each in ones for number in number_subjects(each.block)}
            & {number for each in others for number in number_subjects(each.block)}
        ),
    )


def _paper_in(identified: Identified, position: int) -> Statement:
    for each in identified.chains.statements:
        if each.root.position == position and is_paper_source(each.key.source):
            return each
    raise NotOnPaper


def _identified(
    connection: Connection, subjects: Collection[int], through_position: int
) -> Identified:
    loaded = load(connection, subjects, through_position=through_position)
    return identify(loaded.messages, clerks=loaded.clerks_at(None), ways=loaded.ways_at(None))


def _others(connection: Connection, paper: Statement, *, search_cases: bool) -> set[int]:
    """Return whom else a paper message may be about: by the numbers in it, and by its case."""
    found: set[int] = set()
    for each in named_persons(paper.event, key=paper.key):
        if each.block.skn is not None and is_skn(each.block.skn):
            found.add(find_by_skn(connection, Skn(each.block.skn)) or 0)
        for number in number_subjects(each.block):
            kind, _, value = number.partition(":")
            found.update(
                find_by_bsn(connection, Bsn(value))
                if kind == "bsn"
                else find_by_v_number(connection, VNumber(value))
            )
    event, source = paper.event, real_source_of(paper.key.source)
    if isinstance(event, StatedInCase):
        for own in filter(None, (event.case.case_number, event.case.source_number)):
            found.update(find_by_case(connection, source=source, number=own))
        if search_cases:
            names = case_names(event.case)
            positions = digital_of_cases(connection, source=source, kind=event.kind, names=names)
            found.update(subjects_named_at(connection, positions))
    return found - {0}
