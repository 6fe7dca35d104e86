"""Who is meant by a description, given what was found and what was decided."""

from collections.abc import Sequence

import pytest

from jds.answers.asked import FoundWord
from jds.answers.decisions import IdentityDecision
from jds.answers.find_who import Meant, meant_by_description
from jds.answers.sought import Candidate, Sought
from jds.domain.blocks import Birth, Person
from jds.domain.partial_date import FullDate, Year
from jds.domain.time import day_from_text
from tests.records.ledgers import NOON

METHOD = "naam-1@a"
BORN = Birth(on=FullDate(day_from_text("1985-12-01")))


def _sought(
    found: FoundWord, subjects: Sequence[int] = (), *, weight: float = 0.9, cut_off: bool = False
) -> Sought:
    return Sought(
        found=found,
        candidates=tuple(
            Candidate(subject_id=each, subjects=frozenset({each}), weight=weight, reasons=())
            for each in subjects
        ),
        method=METHOD,
        cut_off=cut_off,
    )


def _decided(subject_id: int | None, *considered: int) -> IdentityDecision:
    return IdentityDecision(
        number=7,
        search=3,
        decided_at=NOON,
        decided_by="balie",
        method=METHOD,
        subject_id=subject_id,
        considered=dict.fromkeys(considered, 0.9),
        taken_back_at=None,
    )


def _meant(
    sought: Sought, *, decision: IdentityDecision | None = None, described: Person | None = None
) -> Meant:
    person = described or Person(birth=BORN)
    return meant_by_description(person, sought, search=4, decision=decision)


@pytest.mark.parametrize("found", ["kandidaten", "strijdig"])
def test_without_a_decision_everybody_found_may_be_meant(found: FoundWord) -> None:
    meant = _meant(_sought(found, [1, 2]))

    assert (meant.found, meant.subject_id, meant.candidates) == (found, None, frozenset({1, 2}))
    assert (meant.through.by, meant.through.search) == ("beschrijving", 4)


def test_a_method_that_calls_a_name_certain_is_not_believed() -> None:
    meant = _meant(_sought("zeker", [1]))

    assert (meant.found, meant.subject_id) == ("kandidaten", None)


@pytest.mark.parametrize(
    ("described", "by"),
    [
        (Person(skn="1", bsn="2", birth=BORN), "skn"),
        (Person(bsn="2", v_number="3", birth=BORN), "bsn"),
        (Person(v_number="3", birth=BORN), "v"),
    ],
)
def test_a_number_that_nothing_contradicts_decides(described: Person, by: str) -> None:
    meant = _meant(_sought("zeker", [1]), described=described)

    assert (meant.found, meant.subject_id, meant.through.by) == ("zeker", 1, by)


def test_a_decision_says_who_is_meant() -> None:
    meant = _meant(_sought("kandidaten", [1, 2]), decision=_decided(2, 1, 2))

    assert (meant.found, meant.subject_id, meant.candidates) == ("zeker", 2, frozenset())
    assert (meant.through.by, meant.through.decision, meant.through.decided_at) == (
        "besluit",
        7,
        NOON,
    )


def test_who_was_decided_upon_is_meant_though_nobody_is_found_any_more() -> None:
    assert _meant(_sought("niet"), decision=_decided(2, 1, 2)).subject_id == 2


def test_somebody_new_leaves_open_again_who_is_meant() -> None:
    meant = _meant(_sought("kandidaten", [1, 2, 3]), decision=_decided(2, 1, 2))

    assert (meant.found, meant.overtaken, meant.candidates) == (
        "kandidaten",
        True,
        frozenset({1, 2, 3}),
    )
    assert meant.through.decision is None


def test_a_number_that_means_somebody_else_than_was_decided_is_a_conflict() -> None:
    described = Person(skn="1", birth=BORN)
    meant = _meant(_sought("zeker", [3]), decision=_decided(2, 1, 2), described=described)

    assert (meant.found, meant.overtaken) == ("strijdig", True)


@pytest.mark.parametrize("decision", [None, _decided(None)])
def test_that_nobody_is_meant_says_nothing_of_whom_was_not_looked_at(
    decision: IdentityDecision | None,
) -> None:
    assert not _meant(_sought("niet", cut_off=True), decision=decision).looked_at_all
    assert _meant(_sought("niet"), decision=decision).looked_at_all


def test_a_birth_date_is_exact_when_it_gives_the_day() -> None:
    assert _meant(_sought("niet")).born_exactly
    for described in (Person(), Person(birth=Birth(on=Year(1985)))):
        assert not _meant(_sought("niet"), described=described).born_exactly
