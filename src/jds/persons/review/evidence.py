"""What speaks for two persons being one, and what within one person speaks for two.

Evidence proposes that somebody looks. It joins nobody and parts nobody, and no weight makes a
proposal about twins, or against a number, nearly certain.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import combinations, product

from msgspec import Struct

from jds.domain.blocks import Person
from jds.domain.record import PersonRecord
from jds.persons.matching.compare import Comparison, Strength, compare
from jds.persons.matching.compare_names import FieldReason
from jds.persons.matching.describe import Description, describe
from jds.persons.review.method import ReviewMethod

MOST_DESCRIPTIONS = 12
"""Descriptions of one person that are compared with those of another: the newest ones."""


class ReviewKind(StrEnum):
    """What is supposed of the subjects of an item."""

    ONE = "mogelijk-een"
    TWO = "mogelijk-twee"


class Ground(StrEnum):
    """Why somebody should look."""

    ALIKE = "lijkt"
    SHARED_NUMBER = "gedeeld-nummer"
    FORMER_NUMBER = "vroeger-nummer"
    NAMESAKES = "zelfde-naam-en-geboortedatum"
    TWINS = "tweeling"
    SEX = "geslacht-tegenstrijdig"
    BIRTH = "geboortedatum-tegenstrijdig"
    PARENTS = "ouders-tegenstrijdig"
    BELOW_STAY = "onder-blijven"
    SEPARATED = "scheiding-tegen-koppeling"
    IN_DOUBT = "identiteit-in-twijfel"


class Evidence(Struct, frozen=True):
    """What speaks for an item.

    Attributes:
        weight: Of two being one, over descriptions and numbers; base-2 logarithm.
        fields: What each field says for that.
        method: Version of the method.
    """

    kind: ReviewKind
    grounds: tuple[Ground, ...]
    weight: float
    strength: Strength
    fields: tuple[FieldReason, ...]
    method: str


class Side(Struct, frozen=True):
    """One of two persons, as far as they are compared.

    Attributes:
        descriptions: What is said of them now, then what was said before.
        now: Their numbers in force, by kind.
        ever: Every number that was ever given for them, by kind.
    """

    descriptions: tuple[Description, ...]
    now: dict[str, str]
    ever: dict[str, frozenset[str]]


def side_of(person: PersonRecord) -> Side:
    """Return what of a person is compared."""
    told = (person.current, *reversed(person.former))
    described = dict.fromkeys(describe(each) for each in told)
    return Side(
        descriptions=tuple(described)[:MOST_DESCRIPTIONS],
        now=_numbers(person.current),
        ever={
            kind: frozenset(number for each in told if (number := _numbers(each).get(kind)))
            for kind in ("bsn", "v-nummer")
        },
    )


def weigh_pair(one: Side, other: Side, *, method: ReviewMethod) -> Evidence:
    """Return what speaks for two persons being one; the same in both directions."""
    compared = [
        compare(left, right, method=method.descriptions)
        for left, right in product(one.descriptions, other.descriptions)
    ]
    found = max(compared, key=lambda each: (each.weight, _in_order(each)))
    twinlike = any(each.is_twinlike for each in compared)
    numbers = tuple(_compared_numbers(one, other, method=method))
    weight = round(found.weight + sum(each.weight for each in numbers), 3)
    shared = any(one.ever[kind] & other.ever[kind] for kind in method.numbers)
    grounds = tuple(
        _grounds_of_pair(
            found, numbers, weight, was_shared=shared, twinlike=twinlike, method=method
        )
    )
    return Evidence(
        kind=ReviewKind.ONE,
        grounds=grounds,
        weight=weight,
        strength=_strength(found, numbers, weight, grounds, twinlike=twinlike, method=method),
        fields=(*numbers, *found.fields),
        method=method.version,
    )


def weigh_cluster(
    described: Sequence[Description],
    *,
    grounds: Iterable[Ground] = (),
    is_by_clerks: bool = False,
    method: ReviewMethod,
) -> Evidence | None:
    """Return what speaks for one person being two; None when nothing does.

    Args:
        described: What different messages say of that person.
        grounds: What is known beside their descriptions.
        is_by_clerks: The person is linked by clerks, who went by descriptions.
    """
    pairs = [
        compare(left, right, method=method.descriptions)
        for left, right in combinations(described, 2)
    ]
    weakest = min(pairs, key=lambda each: (each.weight, _in_order(each)), default=None)
    stay = method.descriptions.stay
    found = set(grounds)
    for each in pairs:
        found.update(_contradictions(each))
    if is_by_clerks and weakest is not None and weakest.weight < stay and _says_something(weakest):
        found.add(Ground.BELOW_STAY)
    if not found:
        return None
    weight = 0.0 if weakest is None else weakest.weight
    is_stated = bool(found & {Ground.SEPARATED, Ground.IN_DOUBT})
    # Harder to join than to stay joined: what is one stays beyond doubt down to this threshold.
    is_doubtful = is_stated or (weakest is not None and weakest.weight < stay)
    return Evidence(
        kind=ReviewKind.TWO,
        grounds=tuple(sorted(found)),
        weight=weight,
        strength=Strength.LIKELY if is_doubtful else Strength.POSSIBLE,
        fields=() if weakest is None else weakest.fields,
        method=method.version,
    )


def _compared_numbers(one: Side, other: Side, *, method: ReviewMethod) -> Iterable[FieldReason]:
    for kind, weights in method.numbers.items():
        left, right = one.now.get(kind), other.now.get(kind)
        outcome = "ontbreekt"
        if left is not None and left == right:
            outcome = "gelijk"
        elif left is not None and right is not None:
            # Also when one of them carried it before: it was corrected for being another's.
            outcome = "verschilt"
        elif one.ever[kind] & other.ever[kind]:
            outcome = "vroeger-gelijk"
        yield FieldReason(kind, outcome, weights.get(outcome, 0.0))


def _grounds_of_pair(
    found: Comparison,
    numbers: Sequence[FieldReason],
    weight: float,
    *,
    was_shared: bool,
    twinlike: bool,
    method: ReviewMethod,
) -> Iterable[Ground]:
    outcomes = {each.field: each.outcome for each in found.fields}
    if weight >= method.descriptions.propose and found.weight > 0:
        yield Ground.ALIKE
    if any(each.outcome == "gelijk" for each in numbers):
        yield Ground.SHARED_NUMBER
    elif was_shared:
        yield Ground.FORMER_NUMBER
    if (
        outcomes["achternaam"] == "gelijk"
        and outcomes["voornamen"] in ("gelijk", "alle-gelijk")
        and outcomes["geboortedatum"].startswith("gelijk")
    ):
        yield Ground.NAMESAKES
    if twinlike:
        yield Ground.TWINS


def _strength(
    found: Comparison,
    numbers: Sequence[FieldReason],
    weight: float,
    grounds: Sequence[Ground],
    *,
    twinlike: bool,
    method: ReviewMethod,
) -> Strength:
    if weight < method.descriptions.propose and Ground.SHARED_NUMBER not in grounds:
        return Strength.NOTHING
    differs = any(each.outcome == "verschilt" for each in numbers)
    if twinlike or differs or weight < method.descriptions.stay:
        return Strength.POSSIBLE
    is_same_number = Ground.SHARED_NUMBER in grounds and weight >= method.descriptions.join
    is_contradicted = any(
        each.outcome == "verschilt" and each.field not in _MAY_CHANGE for each in found.fields
    )
    if found.strength is Strength.NEARLY_CERTAIN or (
        is_same_number and found.strength is Strength.LIKELY and not is_contradicted
    ):
        return Strength.NEARLY_CERTAIN
    return Strength.LIKELY


_MAY_CHANGE = frozenset(("postcode", "woonplaats", "nationaliteit"))


def _contradictions(found: Comparison) -> Iterable[Ground]:
    outcomes = {each.field: each.outcome for each in found.fields}
    if found.is_twinlike and outcomes["voornamen"] == "verschilt":
        yield Ground.TWINS
    if outcomes["geslacht"] == "verschilt":
        yield Ground.SEX
    if outcomes["geboortedatum"] == "verschilt":
        yield Ground.BIRTH
    if outcomes["ouders"] == "verschilt":
        yield Ground.PARENTS


def _says_something(found: Comparison) -> bool:
    """Tell whether the names of both are known; what is missing contradicts nothing."""
    return any(each.field == "achternaam" and each.outcome != "ontbreekt" for each in found.fields)


def _in_order(found: Comparison) -> tuple[str, ...]:
    return tuple(each.outcome for each in found.fields)


def _numbers(person: Person) -> dict[str, str]:
    numbers = {}
    if person.bsn is not None:
        numbers["bsn"] = person.bsn.zfill(9)
    if person.v_number is not None:
        numbers["v-nummer"] = person.v_number
    return numbers
