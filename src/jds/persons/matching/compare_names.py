"""Compare two names: the family names, the given names, and both the wrong way round."""

from msgspec import Struct
from rapidfuzz.distance import OSA

from jds.persons.matching.method import Method
from jds.persons.matching.names import (
    PersonName,
    differ_by_a_prefix,
    exchanged,
    full_name,
    similarity,
    sound,
)

MISSING = "ontbreekt"

_SOUNDS_ALIKE = 0.7
_TOO_SHORT_FOR_SLIPS = 4


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


def compare_names(
    one: PersonName, other: PersonName, *, method: Method
) -> tuple[FieldReason, FieldReason]:
    """Return what two names say, as they stand or the wrong way round, whichever agrees best."""
    straight = (_family(one, other, method=method), _given(one, other, method=method))
    if straight[0].weight > 0 and straight[1].weight > 0:
        return straight
    crossed = _crossed(one, other, method=method)
    return straight if crossed is None else max(straight, crossed, key=_total)


def _crossed(
    one: PersonName, other: PersonName, *, method: Method
) -> tuple[FieldReason, FieldReason] | None:
    """Return what the names say when one of them was written the wrong way round."""
    turned = (
        (_family(left, right, method=method), _given(left, right, method=method))
        for left, right in ((one, exchanged(other)), (exchanged(one), other))
    )
    # From either side, because taking names for the other kind loses their order. Of one that lacks
    # a part it is not known which part it has, so there the lesser counts.
    are_whole = one.given and one.family and other.given and other.family
    best = (max if are_whole else min)(turned, key=_total)
    if _total(best) <= 0 or min(each.weight for each in best) < 0:
        return None
    off = method.weight("namen-verwisseld", "afslag") / 2
    family, given = (
        each
        if each.outcome == MISSING
        else FieldReason(each.field, "verwisseld", each.weight + off)
        for each in best
    )
    return family, given


def _total(reasons: tuple[FieldReason, FieldReason]) -> float:
    return reasons[0].weight + reasons[1].weight


def _family(one: PersonName, other: PersonName, *, method: Method) -> FieldReason:
    if not (one.family and other.family):
        return FieldReason("achternaam", MISSING, 0.0)
    outcome, names = _family_outcome(one.family, other.family, method=method)
    return FieldReason("achternaam", outcome, method.name_weight("achternaam", outcome, names))


def _family_outcome(
    one: tuple[str, ...], other: tuple[str, ...], *, method: Method
) -> tuple[str, tuple[str, ...]]:
    """Return how family names agree, and the names on which they do."""
    shared = tuple(sorted(set(one) & set(other)))
    if one == other or "".join(one) == "".join(other):
        return "gelijk", shared
    if shared:
        return "deel-gelijk", shared
    pairs = [(left, right) for left in one for right in other]
    if any(differ_by_a_prefix(left, right) for left, right in pairs):
        return "deel-gelijk", ()
    if any(
        sound(left) == sound(right) and similarity(left, right) >= _SOUNDS_ALIKE
        for left, right in pairs
    ):
        return "klinkt-gelijk", ()
    if any(similarity(left, right) >= method.names_alike for left, right in pairs):
        return "lijkt", ()
    return "verschilt", ()


def _given(one: PersonName, other: PersonName, *, method: Method) -> FieldReason:
    if not (one.given and other.given):
        return FieldReason("voornamen", MISSING, 0.0)
    outcome, names = _given_outcome(one.given, other.given, method=method)
    return FieldReason("voornamen", outcome, method.name_weight("voornamen", outcome, names))


def _given_outcome(
    one: tuple[str, ...], other: tuple[str, ...], *, method: Method
) -> tuple[str, tuple[str, ...]]:
    """Return how given names agree, and the names on which they do."""
    if _are_initials(one) or _are_initials(other):
        return _initials_outcome(one, other), ()
    if one == other and len(one) > 1:
        return "alle-gelijk", one
    first, second = one[0], other[0]
    if first == second or "".join(one) == "".join(other):
        return "gelijk", (min(first, second),)
    if full_name(first) == full_name(second):
        return "roepnaam", (full_name(first),)
    if min(len(first), len(second)) >= _TOO_SHORT_FOR_SLIPS and OSA.distance(first, second) == 1:
        return "typefout", ()
    if similarity(first, second) >= method.names_alike or sound(first) == sound(second):
        return "lijkt", ()
    # The name somebody is called by may be any of them.
    if _names_meant(one) & _names_meant(other):
        return "andere-gelijk", ()
    return "verschilt", ()


def _are_initials(given: tuple[str, ...]) -> bool:
    return len(given[0]) == 1


def _initials_outcome(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Return how given names agree of which one side is known by initials."""
    pairs = list(zip(one, other, strict=False))
    if any(left[0] != right[0] for left, right in pairs):
        return "voorletter-verschilt"
    return "voorletters" if len(pairs) > 1 else "voorletter"


def _names_meant(given: tuple[str, ...]) -> set[str]:
    return {full_name(each) for each in given if len(each) > 1}
