"""Compare two descriptions field by field, and say what each field speaks for.

The same in both directions. Names are compared as sets: whoever has a former name or an alias is
known by each of them, and the one that agrees best counts.
"""

from enum import StrEnum

from msgspec import Struct
from rapidfuzz.distance import OSA

from jds.persons.matching.births import compare_births
from jds.persons.matching.compare_names import MISSING, FieldReason, compare_names
from jds.persons.matching.describe import Description
from jds.persons.matching.method import Method
from jds.persons.matching.names import PersonName, similarity

_SAME_BIRTH = ("gelijk", "gelijk-veelgebruikt", "maand-gelijk", "jaar-gelijk")

# Twins differ in their given name alone, so there a slip is not forgiven; in a family name it is.
_SAME_FAMILY = ("gelijk", "deel-gelijk", "klinkt-gelijk", "lijkt", "verwisseld")
_SAME_GIVEN = ("gelijk", "alle-gelijk", "verwisseld")
# Twins are often given names that are alike: Sanne and Suzanne. One wrong letter is a slip.
_OTHER_GIVEN = ("verschilt", "voorletter-verschilt", "andere-gelijk", "lijkt")


class Strength(StrEnum):
    """How strong a proposal is. None of them joins anybody: numbers decide.

    Each is harder to reach than the one before, so that somebody who was proposed, or joined, does
    not go back and forth when a little becomes known.
    """

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
        _place("geboorteplaats", one.place, other.place, method=method),
        _simple("geslacht", one.sex, other.sex, method=method),
        _shared("nationaliteit", one.nationalities, other.nationalities, method=method),
        _parents(one, other, method=method),
        _postcode(one.postcode, other.postcode, method=method),
        _place("woonplaats", one.town, other.town, method=method),
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
        and outcomes["achternaam"] in _SAME_FAMILY
        and outcomes["voornamen"] in _SAME_GIVEN
    )
    if weight >= method.join and is_whole and not is_contradicted:
        return Strength.NEARLY_CERTAIN
    return Strength.LIKELY


def _is_twinlike(outcomes: dict[str, str]) -> bool:
    same_birth = outcomes["geboortedatum"] in _SAME_BIRTH
    same_family = outcomes["achternaam"] in ("gelijk", "deel-gelijk", "klinkt-gelijk") or (
        outcomes["ouders"] == "gelijk"
    )
    other_given = outcomes["voornamen"] in _OTHER_GIVEN
    return same_birth and same_family and (other_given or outcomes["geslacht"] == "verschilt")


def _names(one: Description, other: Description, *, method: Method) -> tuple[FieldReason, ...]:
    """Return what the names say, of the two that agree best."""
    pairs = [(left, right) for left in one.names for right in other.names]
    if not pairs:
        return FieldReason("achternaam", MISSING, 0.0), FieldReason("voornamen", MISSING, 0.0)
    return max(
        (compare_names(left, right, method=method) for left, right in pairs),
        key=lambda reasons: (
            sum(each.weight for each in reasons),
            tuple((each.field, each.outcome) for each in reasons),
        ),
    )


def _birth(one: Description, other: Description, *, method: Method) -> FieldReason:
    level = compare_births(one.birth, other.birth)
    if level is None:
        return FieldReason("geboortedatum", MISSING, 0.0)
    return FieldReason("geboortedatum", level, method.weight("geboortedatum", level))


def _place(field: str, left: str, right: str, *, method: Method) -> FieldReason:
    if not (left and right) or left.isdigit() != right.isdigit():
        # A code and a name cannot be compared here: nothing is known of whether they agree.
        return FieldReason(field, MISSING, 0.0)
    if left == right:
        outcome = "gelijk"
    elif not left.isdigit() and similarity(left, right) >= method.places_alike:
        outcome = "lijkt"
    else:
        outcome = "verschilt"
    return FieldReason(field, outcome, method.weight(field, outcome))


def _postcode(left: str, right: str, *, method: Method) -> FieldReason:
    if not (left and right):
        return FieldReason("postcode", MISSING, 0.0)
    if left == right:
        outcome = "gelijk"
    else:
        outcome = "lijkt" if OSA.distance(left, right) == 1 else "verschilt"
    return FieldReason("postcode", outcome, method.weight("postcode", outcome))


def _simple(field: str, left: str, right: str, *, method: Method) -> FieldReason:
    if not (left and right):
        return FieldReason(field, MISSING, 0.0)
    outcome = "gelijk" if left == right else "verschilt"
    return FieldReason(field, outcome, method.weight(field, outcome))


def _shared(
    field: str, left: tuple[str, ...], right: tuple[str, ...], *, method: Method
) -> FieldReason:
    if not (left and right):
        return FieldReason(field, MISSING, 0.0)
    outcome = "verschilt" if set(left).isdisjoint(right) else "gelijk"
    return FieldReason(field, outcome, method.weight(field, outcome))


def _parents(one: Description, other: Description, *, method: Method) -> FieldReason:
    # A parent without a family name tells two people apart no better than not knowing the parent.
    left, right = ([each for each in side.parents if each.family] for side in (one, other))
    if not (left and right):
        return FieldReason("ouders", MISSING, 0.0)
    is_one = any(_is_one_parent(mine, theirs, method=method) for mine in left for theirs in right)
    outcome = "gelijk" if is_one else "verschilt"
    return FieldReason("ouders", outcome, method.weight("ouders", outcome))


def _is_one_parent(one: PersonName, other: PersonName, *, method: Method) -> bool:
    family, given = compare_names(one, other, method=method)
    return family.weight > 0 and given.weight >= 0
