"""What among some people is doubtful: who may be one person, and who may be two.

It reads and weighs, and decides nothing. Whoever may not be shown is nobody here: of a person of
whom everything stated is hidden no item is made, and a description given in a hidden case speaks
for nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import product

from msgspec.structs import replace

from jds.domain.blocks import Person
from jds.domain.clerks import ClerkStatement
from jds.domain.events import PersonChanged, PersonsMerged, PersonsSeparated
from jds.domain.identity import SubjectKey
from jds.domain.record import PersonRecord
from jds.domain.who_is_who import Pair
from jds.persons.matching.describe import Description, describe
from jds.persons.review.evidence import (
    MOST_DESCRIPTIONS,
    Evidence,
    Ground,
    ReviewKind,
    Side,
    side_of,
    weigh_cluster,
    weigh_pair,
)
from jds.persons.review.machine import Weighed
from jds.persons.review.method import ReviewMethod
from jds.persons.review.state import Why
from jds.records.identities import Identities

_FIELDS = ("name", "birth", "sex", "parents")
"""Fields by which one person is told from another, and which the person authority may change."""


class Doubtful:
    """What is doubtful among the people in `identities`."""

    def __init__(self, identities: Identities, *, method: ReviewMethod) -> None:
        self._identities = identities
        self._method = method
        self._sides: dict[tuple[str, ...], Side] = {}
        self._numbers = {key: number for number, key in identities.keys.items()}

    def person_of(self, subject_id: int) -> PersonRecord | None:
        """Return the person that a subject is part of; None when nothing may be told of it."""
        return self._person_of.get(subject_id)

    def subjects_of(self, person: PersonRecord) -> frozenset[int]:
        """Return all subjects of a person."""
        return frozenset(self._identities.known.subjects_of(person))

    def persons(self, subjects: Iterable[int]) -> list[PersonRecord]:
        """Return the persons that some subjects are part of, each once."""
        found = {
            person.subjects: person
            for each in sorted(subjects)
            if (person := self.person_of(each)) is not None
        }
        return list(found.values())

    def side(self, person: PersonRecord) -> Side:
        """Return what of a person is compared."""
        if person.subjects not in self._sides:
            self._sides[person.subjects] = side_of(person)
        return self._sides[person.subjects]

    def pair(self, one: PersonRecord, other: PersonRecord) -> Weighed:
        """Return what speaks for two persons being one; or why that is no question."""
        if one.subjects == other.subjects:
            return Why.ONE_PERSON
        if self._are_stated_apart(one, other):
            return Why.TWO_PERSONS
        return weigh_pair(self.side(one), self.side(other), method=self._method)

    def weigh(self, kind: ReviewKind, sides: tuple[frozenset[int], ...]) -> Weighed:
        """Return what speaks for an item about `sides` now; or why there is nothing to ask."""
        if kind is ReviewKind.TWO:
            return self._weigh_cluster(sides[0])
        one, other = (self.persons(side) for side in sides)
        weighed = [self.pair(left, right) for left, right in product(one, other)]
        evidence = [each for each in weighed if isinstance(each, Evidence)]
        if evidence:
            return max(evidence, key=lambda each: (each.weight, each.grounds))
        for why in (Why.ONE_PERSON, Why.TWO_PERSONS):
            if why in weighed:
                return why
        return Why.NOTHING_TO_SHOW

    def clusters(self, subjects: Iterable[int]) -> Iterator[frozenset[int]]:
        """Yield those of whom some subjects are part that may be more than one person, as asked."""
        yielded: set[frozenset[int]] = set()
        for person in self.persons(subjects):
            for cluster in (self._group_of(person), *self._disputed_with(person)):
                if cluster not in yielded:
                    yielded.add(cluster)
                    yield cluster

    @cached_property
    def _person_of(self) -> dict[int, PersonRecord]:
        known = self._identities.known
        return {
            subject_id: person
            for person in known.register.persons
            if person.is_known
            for subject_id in known.subjects_of(person)
        }

    def _weigh_cluster(self, subjects: frozenset[int]) -> Weighed:
        persons = self.persons(subjects)
        if not persons:
            return Why.NOTHING_TO_SHOW
        grounds = set()
        if any(person.identity_in_doubt for person in persons):
            grounds.add(Ground.IN_DOUBT)
        if any(pair <= subjects for pair in self._disputed):
            grounds.add(Ground.SEPARATED)
        if len(persons) > 1 and not grounds:
            return Why.TWO_PERSONS
        keys = {self._identities.keys[each] for each in subjects if each in self._identities.keys}
        evidence = weigh_cluster(
            self._described(keys.union(*(person.subjects for person in persons))),
            grounds=grounds,
            is_by_clerks=any(
                isinstance(bond.stated_by, ClerkStatement) and bond.is_one and bond.is_followed
                for bond in self._identities.who_is_who.bonds
                if bond.pair <= keys
            ),
            method=self._method,
        )
        return Why.TOO_LITTLE if evidence is None else evidence

    def _group_of(self, person: PersonRecord) -> frozenset[int]:
        """Return the subjects of a person; of one in doubt, of all that are in doubt with it."""
        if not person.identity_in_doubt:
            return self.subjects_of(person)
        group = set(person.subjects)
        bonds = [bond.pair for bond in self._identities.who_is_who.bonds if bond.is_one]
        size = 0
        while size != len(group):
            size = len(group)
            for pair in bonds:
                if pair & group:
                    group |= pair
        return frozenset(self._numbers[key] for key in group if key in self._numbers)

    @cached_property
    def _disputed(self) -> set[frozenset[int]]:
        """Pairs that clerks linked and the person authority separated, whichever came last."""
        apart = {bond.pair for bond in self._identities.by_authority.bonds if not bond.is_one}
        return {
            self._subjects(each.pair)
            for each in self._identities.knowledge.clerks
            if each.is_one and each.pair in apart
        }

    def _disputed_with(self, person: PersonRecord) -> Iterator[frozenset[int]]:
        own = self.subjects_of(person)
        for pair in sorted(self._disputed, key=sorted):
            if pair & own:
                yield pair.union(*(self.subjects_of(each) for each in self.persons(pair)))

    def _are_stated_apart(self, one: PersonRecord, other: PersonRecord) -> bool:
        """Tell whether a statement says that the two are not one, or both are in doubt together."""
        left, right = set(one.subjects), set(other.subjects)
        for bond in self._identities.who_is_who.bonds:
            if bond.pair & left and bond.pair & right and not bond.is_one:
                return True
        return one.identity_in_doubt and self._group_of(one) == self._group_of(other)

    def _described(self, keys: Collection[SubjectKey]) -> list[Description]:
        """Return what different messages say of subjects, without what was changed since.

        A change by the person authority replaces what was said before it, and contradicts nothing.
        """
        identified = self._identities.identified
        blocks: list[Person] = []
        for statement in identified.chains.statements:
            if isinstance(statement.event, PersonsMerged | PersonsSeparated):
                continue
            named = identified.named[statement.position]
            if not named or named[0].subject not in keys:
                continue
            if self._identities.is_out_of_view(statement):
                continue
            block = named[0].block
            if isinstance(statement.event, PersonChanged):
                changed = {field: None for field in _FIELDS if getattr(block, field) is not None}
                blocks = [replace(each, **changed) for each in blocks]
            blocks.append(block)
        described = dict.fromkeys(describe(each) for each in reversed(blocks))
        return [each for each in described if each != Description()][:MOST_DESCRIPTIONS]

    def _subjects(self, pair: Pair) -> frozenset[int]:
        return frozenset(self._numbers[key] for key in pair if key in self._numbers)
