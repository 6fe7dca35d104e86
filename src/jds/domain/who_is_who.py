"""Which subjects are one person: connected components of what is stated about pairs.

The person authority states about any pair, two clerks about a pair of which one has no SKN. The
last statement about each pair wins. A component that also holds a pair stated *not* to be one
person is joined nowhere: each of its subjects stays alone and goes to the doubt list, for a wrong
join brands an innocent. What clerks linked joins persons of the person authority and never takes
one apart; it is not followed where it would join what is separated, or two SKNs (ADR 17).

Source: message contract, section 3 ("Who is it").
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TypeAlias

from msgspec import Struct

from jds.domain.chains import Statement
from jds.domain.clerks import ClerkStatement
from jds.domain.events import PersonsMerged, PersonsSeparated
from jds.domain.identity import NamedPerson, SubjectKey, number_subjects
from jds.domain.message import counts_on
from jds.domain.record import Effect, EffectOf
from jds.domain.time import Instant, LegalDay, amsterdam_day

Pair: TypeAlias = frozenset[SubjectKey]


class Bond(Struct, frozen=True):
    """The last statement about a pair, which is the one that counts.

    Attributes:
        is_one: It states that the two are one person; else that they are not.
        is_followed: The two are one person by it; of a separation, that they are two.
    """

    pair: Pair
    is_one: bool
    stated_by: Statement | ClerkStatement
    is_followed: bool


class WhoIsWho(Struct, frozen=True):
    """Persons as sets of subjects, and those in doubt.

    Attributes:
        person_of: The subjects of the person that a subject belongs to.
        in_doubt: Subjects that are linked and separated at once.
        bonds: What counts about each pair that anything was stated about.
    """

    person_of: dict[SubjectKey, frozenset[SubjectKey]]
    in_doubt: frozenset[SubjectKey]
    effects: dict[int, EffectOf]
    bonds: tuple[Bond, ...] = ()


def who_is_who(
    subjects: Iterable[SubjectKey],
    statements: Sequence[Statement],
    *,
    named: Mapping[int, tuple[NamedPerson, ...]],
    clerks: Collection[ClerkStatement] = (),
) -> WhoIsWho:
    """Return who is who among `subjects`, by the `statements` in their order.

    Args:
        named: Whom each statement names, by its position.
        clerks: What two clerks stated about pairs, in any order.
    """
    identity = [s for s in statements if isinstance(s.event, PersonsMerged | PersonsSeparated)]
    known = set(subjects)
    if not identity and not clerks:
        return WhoIsWho({subject: frozenset((subject,)) for subject in known}, frozenset(), {})
    carriers = _carriers(statements, named) if identity else {}
    pairs_of = {s.position: _pairs(named[s.position], carriers) for s in identity}
    known.update(subject for pairs in pairs_of.values() for pair in pairs for subject in pair)
    by_authority: dict[Pair, Statement] = {}
    last: dict[Pair, Statement | ClerkStatement] = {}
    for said in _in_order(identity, clerks):
        if isinstance(said, Statement):
            bound = dict.fromkeys(pairs_of[said.position], said)
            by_authority |= bound
            last |= bound
        elif said.pair <= known:
            # Whoever no message names as known then is nobody to be linked with.
            last[said.pair] = said
    person_of, doubtful = _persons(known, last, by_authority)
    effects = {}
    for statement in identity:
        decides = any(last[pair] is statement for pair in pairs_of[statement.position])
        if decides or not pairs_of[statement.position]:
            effects[statement.position] = statement.has(Effect.APPLIED)
        else:
            effects[statement.position] = statement.has(
                Effect.OVERTAKEN, "latere-uitspraak-over-dit-paar"
            )
    return WhoIsWho(person_of, doubtful, effects, tuple(_bonds(last, person_of)))


def _persons(
    known: Collection[SubjectKey],
    last: Mapping[Pair, Statement | ClerkStatement],
    by_authority: Mapping[Pair, Statement],
) -> tuple[dict[SubjectKey, frozenset[SubjectKey]], frozenset[SubjectKey]]:
    """Return the person of each subject, and the subjects in doubt, by the last word on each pair.

    Where what clerks stated is in conflict, only that is joined which the person authority joins.
    """
    joined = [pair for pair, said in last.items() if _says_one(said)]
    apart = [pair for pair, said in last.items() if not _says_one(said)]
    everything = _components(known, joined)
    doubtful = _torn(everything, apart)
    if by_authority.keys() == last.keys() and all(
        last[pair] is by_authority[pair] for pair in last
    ):
        # Clerks decide nothing here, which is nearly always so.
        return _unless(doubtful, everything, {}), frozenset(doubtful)
    alone, _ = _persons(known, by_authority, by_authority)
    authority = _components(
        known, (pair for pair in joined if pair in by_authority and _says_one(by_authority[pair]))
    )
    doubtful |= _joining_skns(everything, alone)
    torn = _torn(authority, apart) | _joining_skns(authority, alone)
    return _unless(doubtful, everything, _unless(torn, authority, {})), frozenset(doubtful)


def _unless(
    excepted: Collection[SubjectKey],
    person_of: Mapping[SubjectKey, frozenset[SubjectKey]],
    otherwise: Mapping[SubjectKey, frozenset[SubjectKey]],
) -> dict[SubjectKey, frozenset[SubjectKey]]:
    """Return persons, of the excepted subjects those of `otherwise`, else each of them alone."""
    return {
        subject: otherwise.get(subject, frozenset((subject,))) if subject in excepted else person
        for subject, person in person_of.items()
    }


def _torn(
    component_of: Mapping[SubjectKey, frozenset[SubjectKey]], apart: Iterable[Pair]
) -> set[SubjectKey]:
    """Return the subjects of components that hold a pair that is stated not to be one."""
    return {
        subject
        for pair in apart
        if len({component_of[subject] for subject in pair}) == 1
        for subject in component_of[next(iter(pair))]
    }


def _joining_skns(
    component_of: Mapping[SubjectKey, frozenset[SubjectKey]],
    alone: Mapping[SubjectKey, frozenset[SubjectKey]],
) -> set[SubjectKey]:
    """Return the subjects of components with two SKNs that the authority alone does not join."""
    return {
        subject
        for component in set(component_of.values())
        if len({alone[each] for each in component if each.startswith("skn:")}) > 1
        for subject in component
    }


def _bonds(
    last: Mapping[Pair, Statement | ClerkStatement],
    person_of: Mapping[SubjectKey, frozenset[SubjectKey]],
) -> Iterator[Bond]:
    for pair in sorted(last, key=sorted):
        said = last[pair]
        are_one = len({person_of[subject] for subject in pair}) == 1
        yield Bond(pair, _says_one(said), said, are_one is _says_one(said))


def _says_one(said: Statement | ClerkStatement) -> bool:
    if isinstance(said, ClerkStatement):
        return said.is_one
    return isinstance(said.event, PersonsMerged)


def _in_order(
    identity: Sequence[Statement], clerks: Collection[ClerkStatement]
) -> list[Statement | ClerkStatement]:
    """Return all statements in order; at the same moment the person authority has the last word."""
    if not clerks:
        return list(identity)
    placed: list[tuple[tuple[LegalDay, Instant, bool, int], Statement | ClerkStatement]] = [
        ((amsterdam_day(each.at), each.at, False, each.number), each) for each in clerks
    ]
    for number, statement in enumerate(identity):
        root = statement.root
        day = counts_on(root.event, logged_at=root.time)
        placed.append(((day, root.time, True, number), statement))
    placed.sort(key=lambda each: each[0])
    return [said for _, said in placed]


def _carriers(
    statements: Sequence[Statement], named: Mapping[int, tuple[NamedPerson, ...]]
) -> Mapping[SubjectKey, set[SubjectKey]]:
    """Return, per number subject, the subjects without SKN whose own messages carry that number.

    Only the person authority can link such a subject, and a number is all it has to name it by.
    """
    carriers: dict[SubjectKey, set[SubjectKey]] = defaultdict(set)
    for statement in statements:
        if isinstance(statement.event, PersonsMerged | PersonsSeparated):
            continue
        for each in named[statement.position]:
            if each.block.skn is not None:
                continue
            for number in number_subjects(each.block):
                carriers[number].add(each.subject)
    return carriers


def _pairs(
    named: Iterable[NamedPerson], carriers: Mapping[SubjectKey, set[SubjectKey]]
) -> list[frozenset[SubjectKey]]:
    """Return every pair of subjects that a merge or separation names."""
    nodes = [_nodes(each, carriers) for each in named]
    return [
        frozenset((left, right))
        for some, others in combinations(nodes, 2)
        for left, right in product(some, others)
        if left != right
    ]


def _nodes(
    named: NamedPerson, carriers: Mapping[SubjectKey, set[SubjectKey]]
) -> frozenset[SubjectKey]:
    if named.block.skn is not None:
        return frozenset((named.subject,))
    return frozenset((named.subject, *carriers.get(named.subject, ())))


def _components(
    subjects: Iterable[SubjectKey], joined: Iterable[frozenset[SubjectKey]]
) -> dict[SubjectKey, frozenset[SubjectKey]]:
    members: dict[SubjectKey, set[SubjectKey]] = {subject: {subject} for subject in subjects}
    for pair in joined:
        left, right = pair
        if members[left] is members[right]:
            continue
        union = members[left] | members[right]
        for subject in union:
            members[subject] = union
    frozen = {id(group): frozenset(group) for group in members.values()}
    return {subject: frozen[id(group)] for subject, group in members.items()}
