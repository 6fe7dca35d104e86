"""What speaks for one person or for two: weights, grounds and strengths, whatever is described."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jds.persons.matching.compare import Strength
from jds.persons.matching.describe import Description
from jds.persons.matching.method import method_in_use
from jds.persons.matching.names import PersonName
from jds.persons.review.evidence import (
    Ground,
    ReviewKind,
    Side,
    weigh_cluster,
    weigh_pair,
)
from jds.persons.review.method import review_method_in_use

METHOD = review_method_in_use()
BSN, OTHER_BSN = "999993653", "999990639"

SUZANNE = Description(
    names=(PersonName(("suzanne",), ("moulin",)),),
    birth="19851201",
    place="thann",
    sex="V",
    parents=(PersonName(("anna",), ("moulin",)),),
)
TWIN = replace(SUZANNE, names=(PersonName(("marie",), ("moulin",)),))
STRANGER = Description(
    names=(PersonName(("willem",), ("bakker",)),), birth="19510317", place="utrecht", sex="M"
)

names = st.builds(
    PersonName,
    given=st.lists(st.sampled_from(["suzanne", "marie", "s", "willem"]), max_size=2).map(tuple),
    family=st.lists(st.sampled_from(["moulin", "bakker", "burck"]), max_size=2).map(tuple),
)
descriptions = st.builds(
    Description,
    names=st.lists(names.filter(lambda name: not name.is_empty), max_size=2).map(tuple),
    birth=st.sampled_from(["", "19851201", "19851202", "19850112", "19510317", "19850000"]),
    place=st.sampled_from(["", "thann", "utrecht"]),
    sex=st.sampled_from(["", "M", "V"]),
    parents=st.lists(names.filter(lambda name: not name.is_empty), max_size=1).map(tuple),
)
numbers = st.sampled_from([None, BSN, OTHER_BSN])


def side(*described: Description, bsn: str | None = None, before: str | None = None) -> Side:
    now = {} if bsn is None else {"bsn": bsn}
    ever = frozenset(each for each in (bsn, before) if each is not None)
    return Side(described or (Description(),), now, {"bsn": ever, "v-nummer": frozenset()})


@st.composite
def sides(draw: st.DrawFn) -> Side:
    described = draw(st.lists(descriptions, min_size=1, max_size=2))
    return side(*described, bsn=draw(numbers), before=draw(numbers))


def outcomes(evidence: Any) -> dict[str, str]:
    return {each.field: each.outcome for each in evidence.fields}


# Pairs --------------------------------------------------------------------------------------------


@given(one=sides(), other=sides())
def test_evidence_is_the_same_in_both_directions(one: Side, other: Side) -> None:
    assert weigh_pair(one, other, method=METHOD) == weigh_pair(other, one, method=METHOD)


@given(one=sides(), other=sides())
def test_the_weight_is_the_sum_of_what_each_field_says(one: Side, other: Side) -> None:
    evidence = weigh_pair(one, other, method=METHOD)

    assert abs(evidence.weight - sum(each.weight for each in evidence.fields)) < 0.01
    assert evidence.method == METHOD.version


@given(
    bsn=numbers,
    other=numbers,
    birth=st.sampled_from(["19851201", "19510317"]),
    family=st.sampled_from(["moulin", "bakker"]),
    given_names=st.permutations(["suzanne", "marie", "willem", "petra"]),
    place=st.sampled_from(["", "thann"]),
)
def test_twins_are_never_suggested_as_nearly_certain(
    bsn: str | None,
    other: str | None,
    birth: str,
    family: str,
    given_names: list[str],
    place: str,
) -> None:
    """Whatever else agrees, also a number that was given for both by mistake."""
    first, second = (
        Description(
            names=(PersonName((given_name,), (family,)),),
            birth=birth,
            place=place,
            sex="V",
            parents=SUZANNE.parents,
        )
        for given_name in given_names[:2]
    )

    evidence = weigh_pair(side(first, bsn=bsn), side(second, bsn=other), method=METHOD)

    assert Ground.TWINS in evidence.grounds
    assert evidence.strength in (Strength.NOTHING, Strength.POSSIBLE)


def test_a_twin_that_was_once_called_as_the_other_is_still_no_more_than_possible() -> None:
    evidence = weigh_pair(side(SUZANNE), side(TWIN, SUZANNE), method=METHOD)

    assert Ground.TWINS in evidence.grounds
    assert evidence.strength is Strength.POSSIBLE


def test_the_same_description_is_nearly_certain_and_says_that_they_may_be_namesakes() -> None:
    evidence = weigh_pair(side(SUZANNE), side(SUZANNE), method=METHOD)

    assert evidence.grounds == (Ground.ALIKE, Ground.NAMESAKES)
    assert evidence.strength is Strength.NEARLY_CERTAIN


def test_two_bsns_in_force_speak_against_and_are_never_nearly_certain() -> None:
    evidence = weigh_pair(side(SUZANNE, bsn=BSN), side(SUZANNE, bsn=OTHER_BSN), method=METHOD)

    assert outcomes(evidence)["bsn"] == "verschilt"
    assert evidence.strength is Strength.POSSIBLE


def test_a_shared_number_is_asked_about_however_much_the_descriptions_differ() -> None:
    evidence = weigh_pair(side(SUZANNE, bsn=BSN), side(STRANGER, bsn=BSN), method=METHOD)

    assert evidence.weight < METHOD.ask
    assert Ground.SHARED_NUMBER in evidence.grounds
    assert evidence.strength is Strength.POSSIBLE


def test_a_number_that_was_corrected_for_being_anothers_speaks_against() -> None:
    evidence = weigh_pair(side(bsn=BSN), side(bsn=OTHER_BSN, before=BSN), method=METHOD)

    assert evidence.grounds == (Ground.FORMER_NUMBER,)
    assert outcomes(evidence)["bsn"] == "verschilt"
    assert evidence.strength is Strength.NOTHING


def test_strangers_are_nothing() -> None:
    evidence = weigh_pair(side(SUZANNE), side(STRANGER), method=METHOD)

    assert (evidence.grounds, evidence.strength) == ((), Strength.NOTHING)


# One person that may be two -----------------------------------------------------------------------


def test_what_agrees_or_is_missing_makes_nobody_two() -> None:
    assert weigh_cluster([SUZANNE], method=METHOD) is None
    assert weigh_cluster([SUZANNE, replace(SUZANNE, sex="")], method=METHOD) is None
    assert weigh_cluster([], method=METHOD) is None


def test_each_contradiction_within_a_person_is_a_ground() -> None:
    for other, ground in (
        (replace(SUZANNE, sex="M"), Ground.SEX),
        (replace(SUZANNE, birth="19510317"), Ground.BIRTH),
        (replace(SUZANNE, parents=(PersonName(("piet",), ("bakker",)),)), Ground.PARENTS),
        (TWIN, Ground.TWINS),
    ):
        evidence = weigh_cluster([SUZANNE, other], method=METHOD)
        assert evidence is not None
        assert ground in evidence.grounds
        assert evidence.kind is ReviewKind.TWO


@given(described=st.lists(descriptions, max_size=3), by_clerks=st.booleans())
def test_whoever_is_joined_is_in_doubt_only_below_what_keeps_them_joined(
    described: list[Description], by_clerks: bool
) -> None:
    evidence = weigh_cluster(described, is_by_clerks=by_clerks, method=METHOD)

    if evidence is not None and evidence.strength is not Strength.POSSIBLE:
        assert evidence.weight < METHOD.descriptions.stay


def test_a_statement_against_a_link_is_a_doubt_whatever_they_look_like() -> None:
    for ground in (Ground.SEPARATED, Ground.IN_DOUBT):
        evidence = weigh_cluster([SUZANNE], grounds=[ground], method=METHOD)
        assert evidence is not None
        assert (evidence.grounds, evidence.strength) == ((ground,), Strength.LIKELY)


def test_whom_clerks_joined_on_what_they_saw_is_asked_about_when_that_no_longer_holds() -> None:
    other = replace(STRANGER, birth="", place="", sex="")

    assert weigh_cluster([SUZANNE, other], method=METHOD) is None
    evidence = weigh_cluster([SUZANNE, other], is_by_clerks=True, method=METHOD)

    assert evidence is not None
    assert evidence.grounds == (Ground.BELOW_STAY,)


# The method ---------------------------------------------------------------------------------------


def test_it_is_easier_to_propose_than_to_join_and_harder_to_join_than_to_stay_joined() -> None:
    descriptions = method_in_use()

    assert descriptions.propose <= METHOD.ask
    assert descriptions.propose < descriptions.stay < descriptions.join
    assert METHOD.clearly_stronger > 0
    assert METHOD.version.endswith(descriptions.version)
