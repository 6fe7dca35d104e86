"""What a citation means on the day of the offence, by cases a lawyer can read."""

import pytest

from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.offences.offence_class import DOUBTS
from jds.law.rules import Law
from tests.law.offence_cases import OffenceCase, made, offence_cases


@pytest.mark.parametrize("case", offence_cases(), ids=lambda case: case.name)
def test_what_a_citation_means(case: OffenceCase, law: Law, catalogue: OffenceCatalogue) -> None:
    expected = case.expect
    found = catalogue.classify(made(case.given))

    if expected.maximum_months == "none":
        assert found.maximum_months is None
    elif expected.maximum_months is not None:
        assert found.maximum_months == expected.maximum_months
    for said, is_so in (
        (expected.unknown, found.maximum_unknown),
        (expected.life, found.life),
        (expected.kind, found.kind),
    ):
        assert said is None or said == is_so
    if expected.categories is not None:
        assert tuple(sorted(found.categories)) == expected.categories
    if expected.doubts is not None:
        assert found.doubts == expected.doubts
    for name, standing in expected.lists.items():
        named = getattr(law.offences.lists, name)
        assert (name, found.standing(named)) == (name, standing)


@pytest.mark.parametrize("case", offence_cases(), ids=lambda case: case.name)
def test_every_doubt_is_explained(case: OffenceCase, catalogue: OffenceCatalogue) -> None:
    assert set(catalogue.classify(made(case.given)).doubts) <= DOUBTS.keys()


def test_every_doubt_occurs_in_a_case_or_by_a_choice() -> None:
    named = {doubt for case in offence_cases() for doubt in case.expect.doubts or ()}

    assert DOUBTS.keys() - named == {"strafverzwaring-niet-geteld"}
