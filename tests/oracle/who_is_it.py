"""Whose a statement is, and who are one person: section 3 of *how a record is made*, slowly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import msgspec

from jds.domain.blocks import Case, Person, SourceValue
from jds.domain.clerks import ClerkStatement
from jds.domain.events import (
    KINDS,
    DataCorrected,
    Event,
    ForeignConviction,
    PersonsMerged,
    PersonsSeparated,
)
from jds.domain.message import AcceptedMessage
from tests.oracle.statements import APPLIED, OVERTAKEN, Statement, not_displaced
from tests.oracle.ways import real_source

SPELLING = re.compile(r"^(\d\d)[/.\- ]?(\d{6})[-./ ]?(\d\d)$", re.ASCII)


@dataclass(frozen=True)
class Group:
    """The subjects that are one person, or one subject alone."""

    subjects: frozenset[str]
    in_doubt: bool


def case_names(case: Case) -> list[str]:
    """The names of a case; `p:` a parketnummer in canonical form, `b:` a number of the source."""
    names = []
    if case.case_number is not None:
        found = SPELLING.match(case.case_number.strip())
        text = f"{found[1]}/{found[2]}-{found[3]}" if found else case.case_number.strip()
        names.append("p:" + text)
    if case.source_number is not None:
        names.append("b:" + case.source_number)
    return names


def case_of(statement: Statement) -> Case | None:
    case = getattr(statement.event, "case", None)
    return case if isinstance(case, Case) else None


def subject_of(statement: Statement, block: Person) -> str:
    if block.skn is not None:
        return f"skn:{block.skn}"
    case = case_of(statement)
    if case is not None and case_names(case):
        return f"zaak:{real_source(statement.key.source)}|{case_names(case)[0]}"
    if isinstance(statement.event, ForeignConviction):
        country = statement.event.country
        state = country.code if isinstance(country, SourceValue) else country
        reference = statement.event.judgment.reference
        return f"buitenland:{real_source(statement.key.source)}|{state}|{reference}"
    number = number_of(block)
    if number is not None:
        return number
    return f"bericht:{statement.key.source}|{statement.key.id}"


def subjects_in(message: AcceptedMessage) -> set[str]:
    """Whoever a message names, whatever becomes of it; in a correction, its replacement names."""
    event = message.event
    if isinstance(event, DataCorrected):
        replacement = _decoded_as_any_kind(event.replacement)
        if replacement is None:
            return set()
        event = replacement
    return _subjects_of(Statement(root=message, event=event, told_by=message))


def _subjects_of(statement: Statement) -> set[str]:
    own = own_block(statement)
    blocks = blocks_joined_or_parted(statement) if own is None else [own]
    return {subject_of(statement, block) for block in blocks}


def _decoded_as_any_kind(replacement: msgspec.Raw) -> Event | None:
    for kind in KINDS.values():
        try:
            return msgspec.json.decode(replacement, type=kind)
        except msgspec.MsgspecError:
            continue
    return None


def number_of(block: Person) -> str | None:
    """The first number that can have been issued."""
    numbers = numbers_of(block)
    return numbers[0] if numbers else None


def numbers_of(block: Person) -> list[str]:
    """BSN and V-number, without those that fail their own check."""
    numbers = []
    if block.bsn is not None:
        bsn = "0" * (9 - len(block.bsn)) + block.bsn
        if passes_the_eleven_test(bsn):
            numbers.append(f"bsn:{bsn}")
    if block.v_number is not None and re.fullmatch("[0-9]{1,15}", block.v_number):
        numbers.append(f"v:{block.v_number}")
    return numbers


def passes_the_eleven_test(bsn: str) -> bool:
    if re.fullmatch("[0-9]{9}", bsn) is None:
        return False
    weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
    total = sum(weight * int(digit) for weight, digit in zip(weights, bsn, strict=True))
    return total % 11 == 0 and bsn != "000000000"


def own_block(statement: Statement) -> Person | None:
    block = getattr(statement.event, "person", None)
    return block if isinstance(block, Person) else None


def blocks_joined_or_parted(statement: Statement) -> list[Person]:
    if isinstance(statement.event, PersonsMerged):
        return [statement.event.leading, *statement.event.absorbed]
    if isinstance(statement.event, PersonsSeparated):
        return list(statement.event.persons)
    return []


def subjects_named(
    statement: Statement, block: Person, everything: Sequence[Statement]
) -> set[str]:
    """Whom a block in a merge or separation means."""
    named = {subject_of(statement, block)}
    if block.skn is not None:
        return named
    for other in everything:
        own = own_block(other)
        if own is None or own.skn is not None:
            continue
        carries = number_of(block) is not None and number_of(block) in numbers_of(own)
        if carries:
            named.add(subject_of(other, own))
    return named


def pairs_bound(statement: Statement, everything: Sequence[Statement]) -> set[frozenset[str]]:
    """Every pair of subjects, one from each of two blocks."""
    named = [
        subjects_named(statement, block, everything) for block in blocks_joined_or_parted(statement)
    ]
    return {
        frozenset([one, other])
        for these, those in combinations(named, 2)
        for one in these
        for other in those
        if one != other
    }


def who_is_who(
    statements: Sequence[Statement],
    *,
    messages: Sequence[AcceptedMessage],
    clerks: Sequence[ClerkStatement] = (),
) -> tuple[list[Group], dict[int, str]]:
    """Return who are one person, and the effect of each merge and separation.

    `statements` are in order, so the last about a pair is the one that stays. Whoever any of
    `messages` names is somebody, if only an empty subject.
    """
    decided_by: dict[frozenset[str], Statement | ClerkStatement] = {}
    authority: dict[frozenset[str], Statement] = {}
    binding: list[tuple[Statement, set[frozenset[str]]]] = []
    subjects: set[str] = set()
    for message in not_displaced(messages):
        if message not in [statement.told_by for statement in statements]:
            subjects |= subjects_in(message)
    for statement in statements:
        subjects |= _subjects_of(statement)
        if not isinstance(statement.event, PersonsMerged | PersonsSeparated):
            continue
        for each in blocks_joined_or_parted(statement):
            subjects |= subjects_named(statement, each, statements)
        pairs = pairs_bound(statement, statements)
        binding.append((statement, pairs))
        for pair in pairs:
            decided_by[pair] = authority[pair] = statement

    for pair in {each.pair for each in clerks if each.pair <= subjects}:
        own = [each for each in clerks if each.pair == pair]
        newest = max(own, key=lambda each: (each.at, each.number))
        before = authority.get(pair)
        # At one moment the person authority has the last word.
        if before is None or before.root.time < newest.at:
            decided_by[pair] = newest

    effects = {}
    for statement, pairs in binding:
        decides = not pairs or any(decided_by[pair] is statement for pair in pairs)
        effects[statement.told_by.position] = APPLIED if decides else OVERTAKEN

    one = [pair for pair, by in decided_by.items() if _says_one(by)]
    apart = [pair for pair, by in decided_by.items() if not _says_one(by)]
    if not clerks:
        return _groups(subjects, one=one, apart=apart), effects
    alone, _ = who_is_who(statements, messages=messages)
    of_authority = [pair for pair in one if pair in authority and _says_one(authority[pair])]
    smaller = _groups(subjects, one=of_authority, apart=apart, alone=alone)
    return _groups(subjects, one=one, apart=apart, alone=alone, instead=smaller), effects


def _says_one(by: Statement | ClerkStatement) -> bool:
    return by.is_one if isinstance(by, ClerkStatement) else isinstance(by.event, PersonsMerged)


def _groups(
    subjects: set[str],
    *,
    one: Sequence[frozenset[str]],
    apart: Sequence[frozenset[str]],
    alone: Sequence[Group] = (),
    instead: Sequence[Group] = (),
) -> list[Group]:
    """Sort subjects into persons; `instead` takes the place of a component in conflict.

    That is one that holds a separated pair, or two SKNs that are two persons `alone`, without what
    clerks state.
    """
    groups = []
    for component in _components(subjects, one):
        with_skn = [
            each for each in alone if any(name[:4] == "skn:" for name in each.subjects & component)
        ]
        if not any(pair <= component for pair in apart) and len(with_skn) <= 1:
            groups.append(Group(frozenset(component), in_doubt=False))
            continue
        within = [each.subjects for each in instead if each.subjects <= component]
        each_alone = [frozenset([subject]) for subject in component]
        groups += [Group(each, in_doubt=True) for each in within or each_alone]
    return groups


def _components(subjects: set[str], one: Sequence[frozenset[str]]) -> list[set[str]]:
    components = [{subject} for subject in sorted(subjects)]
    for pair in one:
        touched = [component for component in components if component & pair]
        components = [component for component in components if not component & pair]
        components.append(set().union(*touched))
    return components
