"""What a reason or a group is about, in words a reader can find back: numbers, or a reference.

Rules name a fact by its key. A case whose charges are not known has an empty offence; an offence of
a foreign conviction has the reference of the other state for its case.
"""

from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

from jds.domain.record import CaseRecord
from jds.law.facts import FOREIGN_CASE, FactKey, PersonFacts

Json: TypeAlias = dict[str, Any]


class Concerned:
    """How each fact of a person is named to a reader."""

    def __init__(self, person: PersonFacts) -> None:
        self._named: dict[FactKey, Json] = {
            fact.key: _numbers(fact.case) | {"feitnummer": fact.offence.description.number}
            for fact in person.facts
        }
        for case in person.record.cases:
            self._named.setdefault(
                FactKey(case.names[0] if case.names else "", ""),
                _numbers(case) | {"feitnummer": None},
            )

    def name(self, key: FactKey, *, fields: Collection[str] | None = None) -> Json:
        """Return how the fact `key` is named; without the number of its case where not allowed.

        Args:
            fields: The groups of fields that may be shown; None when all may.
        """
        if key.case.startswith(FOREIGN_CASE):
            reference = key.case.removeprefix(FOREIGN_CASE).partition(":")[2]
            return {"kenmerk": reference}
        named = self._named[key]
        if fields is not None and "parketnummer" not in fields:
            return {"feitnummer": named["feitnummer"]}
        return named


def _numbers(case: CaseRecord) -> Json:
    return {
        "parketnummer": _first(case.names, prefix="p:"),
        "bronZaaknummer": _first(case.names, prefix="b:"),
    }


def _first(names: Iterable[str], *, prefix: str) -> str | None:
    return next((name.removeprefix(prefix) for name in names if name.startswith(prefix)), None)
