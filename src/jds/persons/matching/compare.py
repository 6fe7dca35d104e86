"""Compare two descriptions field by field, and say what each field speaks for.

The same in both directions. Names are compared as sets: whoever has a former name or an alias is
known by each of them, and the one that agrees best counts.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from jds.persons.matching.births import compare_births
from jds.persons.matching.describe import Description
from jds.persons.matching.method import Method
from jds.persons.matching.names import PersonName, exchanged, similarity, sound

_MISSING = "ontbreekt"


class FieldReason(Struct, frozen=True):
    """What one field says.

    Attributes:
        field: Dutch name of the field.
        outcome: How the two agree on it; `ontbreekt` when one of them does not state it.
        weight: Base-2 logarithm of how much likelier this is for one person than for two.
    """

    field: str
    outcome: str
    weight: float


class Strength(StrEnum):
    """How strong a proposal is. None of them joins anybody."""

    NOTHING = "geen"
    POSSIBLE = "mogelijk"
    LIKELY = "waarschijnlijk"
    NEARLY_CERTAIN = "vrijwel-zeker"


class Comparison(Struct, frozen=True):
    """How alike two descriptions are.

    Attributes:
        weight: Sum over the fields.
        probability: Chance that they are of one person, from 0 to 1, under the prior of the method.
        fields: Every field, in one order, those that are missing too.
        strength: What that amounts to.
        is_twinlike: They agree as twins do: same birth date and family, other given name or sex.
    """

    weight: float
    probability: float
    fields: tuple[FieldReason, ...]
    strength: Strength
    is_twinlike: bool


def compare(one: Description, other: Description, *, method: Method) -> Comparison:
    """Return how alike two descriptions are."""
    fields = (
        *_names(one, other, method=method),
        _birth(one, other, method=method),
        _place(one, other, method=method),
        _simple("geslacht", one.sex, other.sex, method=method),
        _shared("nationaliteit", one.nationalities, other.nationalities, method=method),
        _parents(one, other, method=method),
        _simple("postcode", one.postcode, other.postcode, method=method),
        _simple("woonplaats", one.town, other.town, method=method),
    )
    weight = round(sum(each.weight for each in fields), 3)
    twinlike = _is_twinlike({each.field: each.outcome for each in fields})
    return Comparison(
        weight=weight,
        probability=method.probability(weight),
        fields=fields,
        strength=_strength(weight, fields, twinlike=twinlike, method=method),
        is_twinlike=twinlike,
    )


def _strength(
    weight: float, fields: tuple[FieldReason, ...], *, twinlike: bool, method: Method
) -> Strength:
    outcomes = {each.field: each.outcome for each in fields}
    if weight < method.propose:
        return Strength.NOTHING
    if weight < method.stay or twinlike:
        return Strength.POSSIBLE
    # What speaks against stays in sight however much speaks for: then a person must look.
    is_contradicted = any(
        outcomes[field] == "verschilt" for field in ("geslacht", "geboorteplaats", "ouders")
    )
    is_whole = (
        outcomes["geboortedatum"] == "gelijk"
        and outcomes["achternaam"] == "gelijk"
        and outcomes["voornamen"] in ("gelijk", "alle-gelijk")
    )
    if weight >= method.join and is_whole and not is_contradicted:
        return Strength.NEARLY_CERTAIN
    return Strength.LIKELY


def _is_twinlike(outcomes: dict[str, str]) -> bool:
    same_birth = outcomes["geboortedatum"] == "gelijk"
    same_family = outcomes["achternaam"] in ("gelijk", "deel-gelijk") or (
        outcomes["ouders"] == "gelijk"
    )
    other_given = outcomes["voornamen"] in ("verschilt", "lijkt", "voorletter")
    return same_birth and same_family and (other_given or outcomes["geslacht"] == "verschilt")


def _names(one: Description, other: Description, *, method: Method) -> tuple[FieldReason, ...]:
    """Return what the names say, of the two that agree best."""
    pairs = [(left, right) for left in one.names for right in other.names]
    if not pairs:
        return FieldReason("achternaam", _MISSING, 0.0), FieldReason("voornamen", _MISSING, 0.0)
    return max(
        (_name_pair(left, right, method=method) for left, right in pairs),
        key=lambda reasons: (
            _total(reasons),
            tuple((each.field, each.outcome) for each in reasons),
        ),
    )


def _name_pair(one: PersonName, other: PersonName, *, method: Method) -> tuple[FieldReason, ...]:
    straight = (_family(one, other, method=method), _given(one, other, method=method))
    if straight[0].weight > 0 and straight[1].weight > 0:
        return straight
    crossed = _crossed(one, other, method=method)
    return straight if crossed is None else max(straight, crossed, key=_total)


def _crossed(
    one: PersonName, other: PersonName, *, method: Method
) -> tuple[FieldReason, ...] | None:
    """Return what the names say when one of them was written the wrong way round."""
    if not (one.given and one.family and other.given and other.family):
        return None
    # From either side, because taking names for the other kind loses their order.
    best = max(
        (
            (_family(left, turned, method=method), _given(left, turned, method=method))
            for left, turned in ((one, exchanged(other)), (exchanged(one), other))
        ),
        key=_total,
    )
    if min(each.weight for each in best) <= 0:
        return None
    off = method.weight("namen-verwisseld", "afslag") / 2
    return tuple(FieldReason(each.field, "verwisseld", each.weight + off) for each in best)


def _total(reasons: tuple[FieldReason, ...]) -> float:
    return sum(each.weight for each in reasons)


def _family(one: PersonName, other: PersonName, *, method: Method) -> FieldReason:
    if not (one.family and other.family):
        return FieldReason("achternaam", _MISSING, 0.0)
    outcome, rarity = _family_outcome(one.family, other.family, method=method)
    return FieldReason("achternaam", outcome, method.weight("achternaam", outcome) + rarity)


def _family_outcome(
    one: tuple[str, ...], other: tuple[str, ...], *, method: Method
) -> tuple[str, float]:
    shared = sorted(set(one) & set(other))
    if one == other or "".join(one) == "".join(other):
        return "gelijk", max((method.rarity(each) for each in shared), default=0.0)
    if shared:
        return "deel-gelijk", max(method.rarity(each) for each in shared)
    pairs = [(left, right) for left in one for right in other]
    if any(sound(left) == sound(right) and similarity(left, right) >= 0.7 for left, right in pairs):
        return "klinkt-gelijk", 0.0
    if any(similarity(left, right) >= method.names_alike for left, right in pairs):
        return "lijkt", 0.0
    return "verschilt", 0.0


def _given(one: PersonName, other: PersonName, *, method: Method) -> FieldReason:
    if not (one.given and other.given):
        return FieldReason("voornamen", _MISSING, 0.0)
    outcome = _given_outcome(one.given, other.given, method=method)
    return FieldReason("voornamen", outcome, method.weight("voornamen", outcome))


def _given_outcome(one: tuple[str, ...], other: tuple[str, ...], *, method: Method) -> str:
    if one == other:
        return "alle-gelijk" if len(one) > 1 and all(len(each) > 1 for each in one) else "gelijk"
    first, second = one[0], other[0]
    if 1 in (len(first), len(second)):
        return "voorletter" if first[0] == second[0] else "verschilt"
    if first == second or "".join(one) == "".join(other):
        return "gelijk"
    if similarity(first, second) >= method.names_alike or sound(first) == sound(second):
        return "lijkt"
    # The name somebody is called by may be any of them.
    if first in other or second in one:
        return "lijkt"
    return "verschilt"


def _birth(one: Description, other: Description, *, method: Method) -> FieldReason:
    level = compare_births(one.birth, other.birth)
    if level is None:
        return FieldReason("geboortedatum", _MISSING, 0.0)
    return FieldReason("geboortedatum", level, method.weight("geboortedatum", level))


def _place(one: Description, other: Description, *, method: Method) -> FieldReason:
    left, right = one.place, other.place
    if not (left and right) or left.isdigit() != right.isdigit():
        # A code and a name cannot be compared here: nothing is known of whether they agree.
        return FieldReason("geboorteplaats", _MISSING, 0.0)
    if left == right:
        outcome = "gelijk"
    elif not left.isdigit() and similarity(left, right) >= method.places_alike:
        outcome = "lijkt"
    else:
        outcome = "verschilt"
    return FieldReason("geboorteplaats", outcome, method.weight("geboorteplaats", outcome))


def _simple(field: str, left: str, right: str, *, method: Method) -> FieldReason:
    if not (left and right):
        return FieldReason(field, _MISSING, 0.0)
    outcome = "gelijk" if left == right else "verschilt"
    return FieldReason(field, outcome, method.weight(field, outcome))


def _shared(
    field: str, left: tuple[str, ...], right: tuple[str, ...], *, method: Method
) -> FieldReason:
    if not (left and right):
        return FieldReason(field, _MISSING, 0.0)
    outcome = "verschilt" if set(left).isdisjoint(right) else "gelijk"
    return FieldReason(field, outcome, method.weight(field, outcome))


def _parents(one: Description, other: Description, *, method: Method) -> FieldReason:
    if not (one.parents and other.parents):
        return FieldReason("ouders", _MISSING, 0.0)
    outcome = "gelijk" if any(_alike_parents(one, other, method=method)) else "verschilt"
    return FieldReason("ouders", outcome, method.weight("ouders", outcome))


def _alike_parents(one: Description, other: Description, *, method: Method) -> Iterator[bool]:
    for left in one.parents:
        for right in other.parents:
            family = _family(left, right, method=method)
            given = _given(left, right, method=method)
            yield family.weight > 0 and given.weight >= 0
