"""A reason on the wire says which rule, where to read it, how sure it is, and what decided."""

from datetime import date
from typing import ClassVar

import pytest

from jds.domain.time import LegalDay
from jds.law.reasons import because
from jds.law.rule_file import Confidence, Rule, RuleValue, read_rule
from jds.records.reasons_on_wire import present_reason


class Years(RuleValue, frozen=True):
    """A term, as an example."""

    says: ClassVar = {"kept": ("years", "from_day", "certain", "article")}
    years: int


def _rule(confidence: Confidence) -> Rule[Years]:
    day = date(2012, 4, 1)
    return read_rule(
        {
            "id": "EX-1",
            "description": "An example",
            "unit": "years",
            "values": {day: {"years": 20}},
            "sources": {
                day: [{"cite": "Wjsg art. 4", "published": "a text", "confidence": confidence}]
            },
            "texts": {
                "kept": {
                    "nl": "Bewaard {years} jaar vanaf {from_day}; {article}; zeker: {certain}.",
                    "en": "Kept {years} years from {from_day}; {article}; certain: {certain}.",
                }
            },
            "checked": {"on": date(2026, 11, 25), "by": "law-desk"},
        },
        file="example.yaml",
        shape=Years,
    )


def test_a_reason_has_its_rule_its_place_its_sentence_and_the_facts_that_decided() -> None:
    reason = because(
        _rule("T26/20"),
        "kept",
        on=None,
        years=20,
        from_day=LegalDay(date(2020, 2, 29)),
        certain=False,
        article=None,
    )

    assert present_reason(reason) == {
        "regel": "EX-1",
        "vindplaats": "Wjsg art. 4",
        "zekerheid": "T26/20",
        "gelezenInGeldendeTekst": True,
        "uitleg": "Bewaard 20 jaar vanaf 2020-02-29; onbekend; zeker: nee.",
        "feiten": {"years": 20, "from_day": "2020-02-29", "certain": False, "article": None},
    }


@pytest.mark.parametrize("confidence", ["T15", "S", "M", "I"])
def test_a_reason_not_read_in_the_text_in_force_says_so(confidence: Confidence) -> None:
    reason = because(
        _rule(confidence), "kept", on=None, years=20, from_day=None, certain=True, article="Sr 285"
    )

    assert present_reason(reason)["gelezenInGeldendeTekst"] is False
