"""The cases on disclosure: `disclosure/*.yaml`, each a person, a request, and what is shown.

Facts are named by their place, from 1. `shown` names every fact that is shown; the others must be
withheld, as must cases without facts that `cases_shown` does not name. `decided_by` names the rule
of the last reason of a fact. `until` is the day a fact no longer counts under Wjsg 10, 11 or 12,
`no-end`, or `never` when it does not count.
"""

from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.disclosure.disclosure import Mark, Weighing
from jds.law.disclosure.fields import FactField, PersonField
from jds.law.disclosure.request import Request
from jds.law.disclosure.shielding import Shield
from jds.law.facts import FactKey, PersonFacts
from jds.law.rule_file import read_document
from tests.law.cases import article
from tests.law.people import GivenPerson

FOLDER = Path(__file__).parent / "disclosure"


class GivenRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """What a request states besides, as written; facts are named by their place."""

    ex_officio: bool = False
    consent: bool = False
    decision_number: str | None = None
    offence_on: LegalDay | None = None
    articles: tuple[str, ...] = ()
    party_role: str | None = None
    named: tuple[int, ...] | None = None


class GivenShield(Struct, frozen=True, forbid_unknown_fields=True):
    """A shield, as written; `allowed` as `recipient/purpose`."""

    fact: int
    kind: Literal["afgeschermd", "betwist"] = "afgeschermd"
    allowed: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class DisclosureCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence about one person and one request, and what must follow."""

    name: str
    source: str
    covers: tuple[str, ...]
    ask: str
    on: LegalDay
    because: str
    given: GivenPerson = GivenPerson()
    request: GivenRequest = GivenRequest()
    shields: tuple[GivenShield, ...] = ()
    shown: tuple[int, ...] = ()
    foreign_shown: tuple[int, ...] = ()
    cases_shown: tuple[int, ...] = ()
    refused: str | None = None
    decided_by: dict[int, str] = {}
    foreign_decided_by: dict[int, str] = {}
    until: dict[int, Any] = {}
    says: tuple[str, ...] = ()
    fields: tuple[FactField, ...] | None = None
    person: tuple[PersonField, ...] | None = None
    weighing: dict[int, Weighing] = {}
    marks: dict[int, tuple[Mark, ...]] = {}

    def made(self, facts: PersonFacts) -> Request:
        """Return the request."""
        recipient, _, purpose = self.ask.partition("/")
        stated = self.request
        return Request(
            recipient=recipient,
            purpose=purpose,
            on=self.on,
            ex_officio=stated.ex_officio,
            consent=stated.consent,
            decision_number=stated.decision_number,
            offence_on=stated.offence_on,
            articles=tuple(map(article, stated.articles)),
            party_role=stated.party_role,
            named=None if stated.named is None else frozenset(key(facts, n) for n in stated.named),
        )

    def made_shields(self, facts: PersonFacts) -> list[Shield]:
        """Return the shields."""
        return [
            Shield(
                key=key(facts, each.fact),
                kind=each.kind,
                allowed=tuple(
                    (recipient, purpose)
                    for recipient, _, purpose in (pair.partition("/") for pair in each.allowed)
                ),
                groups=each.groups,
            )
            for each in self.shields
        ]


def key(facts: PersonFacts, place: int) -> FactKey:
    """Return the key of the fact in a place, from 1."""
    return facts.facts[place - 1].key


def disclosure_cases() -> list[DisclosureCase]:
    """Return the cases of every file, in order of file and place."""
    cases: list[DisclosureCase] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        written: Any = read_document(path.read_text(encoding="utf-8"), file=path.name)
        cases += msgspec.convert(written, type=list[DisclosureCase])
    return cases
