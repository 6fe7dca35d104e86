"""The currency of an answer in the words of the wire."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from jds.answers.currency.assess import Assessed
from jds.answers.currency.weigh import WeighedSource
from jds.domain.time import Instant, instant_to_text
from jds.records.present import present_currency
from jds.records.reasons_on_wire import present_reason

Json: TypeAlias = dict[str, Any]


def present_assessed(assessed: Assessed) -> Json:
    """Return what an answer says of its own currency, and of what follows from it."""
    weighed, advised = assessed.weighed, assessed.advised
    return {
        "bewezenTot": _instant(weighed.proven_until),
        "twijfel": {
            "berichten": dict(assessed.doubts),
            "zwijgt": assessed.silence.is_silent,
            "redenen": [present_reason(each) for each in assessed.silence.reasons],
        },
        "advisering": _advice(assessed),
        "aanhouding": _hold(assessed),
        "heropening": _reopening(assessed),
        "andereWegen": [
            present_reason(each) for each in (() if advised is None else advised.routes)
        ],
        "verklaringen": [
            {
                "nummer": each.number,
                "mededeling": each.notice_nl,
                "mededelingEn": each.notice_en,
                "tot": each.until.isoformat(),
            }
            for each in assessed.declared
        ],
        "actualiteit": [_source(each) for each in weighed.sources],
        "nietAangesloten": list(weighed.not_connected),
    }


NOTHING_ASSESSED: Mapping[str, Any] = {
    "advisering": None,
    "aanhouding": None,
    "heropening": None,
    "andereWegen": [],
}
"""What is said when it is not certain who is meant: there is nothing yet to decide upon."""


def _source(source: WeighedSource) -> Json:
    currency = source.currency
    return present_currency(currency) | {
        "nodig": source.is_needed,
        "achter": list(source.behind),
        "kanWijzigen": source.can_change,
        "waarom": [present_reason(each) for each in source.reasons],
    }


def _advice(assessed: Assessed) -> Json | None:
    advised = assessed.advised
    if advised is None:
        complete = assessed.complete
        return (
            None
            if complete is None
            else {
                "klasse": None,
                "nooitGenoeg": False,
                "verklaring": None,
                "redenen": [present_reason(complete)],
            }
        )
    return {
        "klasse": advised.risk,
        "nooitGenoeg": advised.is_never_enough,
        "verklaring": advised.declared,
        "redenen": [present_reason(each) for each in advised.reasons],
    }


def _hold(assessed: Assessed) -> Json | None:
    advised = assessed.advised
    if advised is None or advised.hold is None:
        return None
    hold = advised.hold
    return {
        "reden": advised.risk,
        "ontbreekt": _missing(assessed),
        "twijfel": [doubt for doubt, number in assessed.doubts.items() if number],
        "uiterlijk": hold.last_day.isoformat(),
        "uiterlijkBijVoorgenomenWeigering": (
            None if hold.later_day is None else hold.later_day.isoformat()
        ),
        "herzienOp": hold.review_on.isoformat(),
        "vrijgaveAls": release_conditions(assessed),
    }


def _missing(assessed: Assessed) -> list[Json]:
    return [
        {
            "bron": each.currency.source,
            "soort": each.currency.kind,
            "sinds": _instant(each.currency.complete_through_at),
            "achter": list(each.behind),
        }
        for each in assessed.awaited
    ]


def release_conditions(assessed: Assessed) -> list[str]:
    """Return what must be so for a hold to end, in words of `docs/reference/answers.md`."""
    conditions = []
    if assessed.awaited:
        conditions.append("bronnen-actueel")
    if any(assessed.doubts.values()):
        conditions.append("berichten-afgehandeld")
    return conditions


def _reopening(assessed: Assessed) -> Json | None:
    """Return the promise to look at the answer again, for whoever decides meanwhile."""
    if assessed.advised is None:
        return None
    return {"toegezegd": True, "als": release_conditions(assessed)}


def _instant(at: Instant | None) -> str | None:
    return None if at is None else instant_to_text(at)
