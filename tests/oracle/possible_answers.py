"""What an answer tells in one possible world: the verdict, the content, and how it is sorted.

The slow way: all messages are folded anew for every world, the fold is compared with the oracle of
records, and whoever is meant is found by walking past everybody. What a ground may see of a record
is the predicate of the register itself, which has an oracle and properties of its own
(`standard_disclosure_by_hand`, `test_disclosure_properties`). Nothing of currency is used.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from jds.answers.asked import Assessing, Inquiry, NamedFact
from jds.answers.judge import AnswerRules, Judged
from jds.answers.present import present_told
from jds.domain.fold import fold
from jds.domain.identifiers import Bsn, Skn
from jds.domain.message import AcceptedMessage
from jds.domain.record import PersonRecord, Register
from jds.domain.time import LegalDay
from jds.law.disclosure.request import Request
from jds.law.rules import load_law
from tests.law.cases import article
from tests.oracle.histories import to_accepted
from tests.oracle.payloads import SOURCES, Wire
from tests.oracle.record_oracle import oracle, view
from tests.oracle.statements import CONTRADICTORY, WAITING
from tests.oracle.who_is_it import subjects_in

LAW = load_law()
RULES = AnswerRules(LAW)
TODAY = LegalDay(date(2026, 1, 1))

BySkn: tuple[Literal["skn"], Skn] = ("skn", Skn("1234567"))
ByBsn: tuple[Literal["bsn"], Bsn] = ("bsn", Bsn("999993653"))
Number = tuple[Literal["skn"], Skn] | tuple[Literal["bsn"], Bsn]

KIND_OF = {urn: kind for kind, urn in SOURCES.items()}

PURPOSES = {
    pair: rule.newest.value
    for pair, rule in sorted(LAW.disclosure.purposes.items())
    if rule.newest.value.is_open
}
"""Every recipient and purpose with a ground that may be used."""

CLEARS = frozenset(LAW.currency.clearing.newest.value.purposes)
"""Those for which nothing known would clear somebody: a doubt about a message silences them."""

NEEDS = {
    pair: frozenset(group.sources)
    for group in LAW.currency.needed.newest.value.groups
    for pair in group.purposes
}
"""The kinds of source that each of them needs, as the law data say."""


def inquiry(pair: str) -> Inquiry:
    """Ask with everything that a ground may need, about every case that there is."""
    purpose = PURPOSES[pair]
    return Inquiry(
        request=Request(
            recipient=purpose.recipient,
            purpose=purpose.purpose,
            on=TODAY,
            ex_officio=purpose.trigger == "ex-officio",
            consent=True,
            decision_number="B-1",
            offence_on=LegalDay(date(2025, 12, 15)),
            articles=(article("Sr art. 300"), article("Sr art. 247")),
            party_role="betrokkene",
        ),
        assessing=Assessing(applied_on=TODAY),
        named=tuple(NamedFact(each, 1) for each in ("05/780109-25", "13/846013-25")),
    )


INQUIRIES = {pair: inquiry(pair) for pair in PURPOSES}


@dataclass(frozen=True)
class Told:
    """What an answer tells. Two answers are the same answer when this is the same."""

    verdict: str
    content: str = ""


@dataclass
class PossibleWorld:
    """Everything that was sent, whether or not it is here."""

    messages: Sequence[Wire]

    @cached_property
    def accepted(self) -> list[AcceptedMessage]:
        return to_accepted(self.messages)

    @cached_property
    def register(self) -> Register:
        """All that was stated up to today, the same as the oracle of records has it."""
        made = fold(self.accepted, rule=RULES.entry, on=TODAY)
        assert view(made) == oracle(self.accepted, on=TODAY, rule=RULES.entry)
        return made

    def meant(self, number: Number) -> PersonRecord | Literal["nobody", "not one"]:
        """Whom a number means: an SKN one person; a BSN whoever carries it, if that is one."""
        persons = [each for each in self.register.persons if each.is_known]
        kind, value = number
        if kind == "skn":
            return next((each for each in persons if value in each.skns), "nobody")
        whenever = fold(self.accepted, rule=RULES.entry).persons
        carrying = [
            each.subjects for each in whenever if each.is_known and each.current.bsn == value
        ]
        carried = [
            each.subjects
            for each in whenever
            if each.is_known and any(former.bsn == value for former in each.former)
        ]
        if len(carrying) == 1:
            return next((each for each in persons if each.subjects == carrying[0]), "nobody")
        return "not one" if carrying or carried else "nobody"

    def doubtful(self, person: PersonRecord) -> list[int]:
        """The positions of the messages about a person that wait or contradict."""
        unapplied = (WAITING, CONTRADICTORY)
        return [
            message.position
            for message in self.accepted
            if (effect := self.register.effects.get(message.position)) is not None
            and str(effect.effect) in unapplied
            and subjects_in(message) & set(person.subjects)
        ]

    def judged(self, person: PersonRecord, pair: str) -> Judged:
        return RULES.judge(person, inquiry=INQUIRIES[pair], shields=())

    def gist(self, number: Number) -> Any:
        """All that an answer for any purpose turns on: where it is the same, so is each answer."""
        meant = self.meant(number)
        if not isinstance(meant, PersonRecord):
            return meant
        return meant, [self._source_kind(each) for each in self.doubtful(meant)]

    def told(self, number: Number, pair: str) -> Told:
        """What the answer to a purpose tells."""
        meant = self.meant(number)
        if meant == "not one":
            return Told("geen-uitspraak")
        if meant == "nobody":
            return Told("niets bekend")
        if meant.identity_in_doubt:
            return Told("geen-uitspraak")
        if pair in CLEARS and any(
            self._source_kind(each) in NEEDS[pair] for each in self.doubtful(meant)
        ):
            return Told("geen-uitspraak")
        judged = self.judged(meant, pair)
        told = present_told(meant, judged)
        groups = [
            [(each["betreft"], each["groep"]) for each in sorting["feiten"]]
            for sorting in told["classificaties"]
        ]
        told_of = [each for each in (*told["inhoud"].values(), *groups) if each]
        return Told(
            "inhoud" if judged.shows_something else "niets bekend",
            json.dumps(told_of, sort_keys=True) if told_of else "",
        )

    def _source_kind(self, position: int) -> str:
        [source] = [each.key.source for each in self.accepted if each.position == position]
        return KIND_OF[source]


def with_gap(known: Sequence[Wire], missing: Sequence[Wire]) -> PossibleWorld:
    """The world in which what is missing had come: each the next of its source."""
    numbers = dict.fromkeys(KIND_OF, 0)
    for each in known:
        numbers[each["source"]] = max(numbers[each["source"]], int(each["sequence"]))
    added = []
    for place, each in enumerate(missing, start=1):
        numbers[each["source"]] += 1
        added.append(
            each
            | {
                "id": f"gat-{place}",
                "sequence": str(numbers[each["source"]]),
                "time": f"2025-11-20T09:00:{place:02}Z",
            }
        )
    return PossibleWorld([*known, *added])
