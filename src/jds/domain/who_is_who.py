"""Which subjects are one person: connected components of what the person authority states.

The last statement about each pair wins. A component that also holds a pair stated *not* to be
one person is joined nowhere: each of its subjects stays alone and goes to the doubt list, for a
wrong join brands an innocent.

Source: message contract, section 3 ("Who is it").
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from msgspec import Struct

from jds.domain.chains import Statement
from jds.domain.events import PersonsMerged, PersonsSeparated
from jds.domain.identity import NamedPerson, SubjectKey, number_subjects
from jds.domain.record import Effect, EffectOf


class WhoIsWho(Struct, frozen=True):
    """Persons as sets of subjects, and those in doubt.

    Attributes:
        person_of: The subjects of the person that a subject belongs to.
        in_doubt: Subjects that are linked and separated at once.
    """

    person_of: dict[SubjectKey, frozenset[SubjectKey]]
    in_doubt: frozenset[SubjectKey]
    effects: dict[int, EffectOf]


def who_is_who(
    subjects: Iterable[SubjectKey],
    statements: Sequence[Statement],
    *,
    named: Mapping[int, tuple[NamedPerson, ...]],
) -> WhoIsWho:
    """Return who is who among `subjects`, by the `statements` in their order.

    Args:
        named: Whom each statement names, by its position.
    """
    identity = [s for s in statements if isinstance(s.event, PersonsMerged | PersonsSeparated)]
    known = set(subjects)
    if not identity:
        return WhoIsWho({subject: frozenset((subject,)) for subject in known}, frozenset(), {})
    carriers = _carriers(statements, named)
    last: dict[frozenset[SubjectKey], Statement] = {}
    pairs_of: dict[int, list[frozenset[SubjectKey]]] = {}
    for statement in identity:
        pairs = _pairs(named[statement.position], carriers)
        pairs_of[statement.position] = pairs
        for pair in pairs:
            last[pair] = statement
            known |= pair
    joined = [pair for pair, s in last.items() if isinstance(s.event, PersonsMerged)]
    apart = [pair for pair, s in last.items() if isinstance(s.event, PersonsSeparated)]
    component_of = _components(known, joined)
    doubtful = {
        subject
        for pair in apart
        if len({component_of[subject] for subject in pair}) == 1
        for subject in component_of[next(iter(pair))]
    }
    person_of = {
        subject: frozenset((subject,)) if subject in doubtful else component_of[subject]
        for subject in known
    }
    effects = {}
    for statement in identity:
        decides = any(last[pair] is statement for pair in pairs_of[statement.position])
        if decides or not pairs_of[statement.position]:
            effects[statement.position] = statement.has(Effect.APPLIED)
        else:
            effects[statement.position] = statement.has(
                Effect.OVERTAKEN, "latere-uitspraak-over-dit-paar"
            )
    return WhoIsWho(person_of, frozenset(doubtful), effects)


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
