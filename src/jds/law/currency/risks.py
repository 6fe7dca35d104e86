"""How risky it is to decide about somebody while something is missing (CUR-7).

Only what the ground may see counts, and what the recipient itself states: a risk that rested on
what it may not see would tell of it.
"""

from collections.abc import Iterable

from msgspec import Struct

from jds.domain.events import PardonGranted
from jds.domain.time import LegalDay
from jds.law.currency.rules import RiskClass, Risks
from jds.law.disclosure.list_on_day import ListOnDay
from jds.law.facts import Fact, PersonFacts
from jds.law.immigration.term import end_of, pardon_probation_ends_before
from jds.law.reasons import Reason, because
from jds.law.rules import Law


class StatedRisks(Struct, frozen=True, kw_only=True):
    """What is stated beside the facts.

    Attributes:
        in_doubt: A message about this person cannot be relied on, or who it is.
        police_indication: The recipient states an indication from the police.
        vulnerable: The recipient states that it is about work with children or the like.
    """

    in_doubt: bool = False
    police_indication: bool = False
    vulnerable: bool = False


class RiskFound(Struct, frozen=True):
    """The class of somebody, and every risk that was found, the gravest first."""

    risk: RiskClass
    reasons: tuple[Reason, ...]
    every: tuple[RiskClass, ...]


class RiskRules:
    """The rule on risks, of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._rule = law.currency.risks
        lists = law.offences.lists
        self._lists = {
            (version.takes_effect_on, name): ListOnDay(getattr(lists, name))
            for version in self._rule.versions
            for name in version.value.lists
        }

    def find(
        self,
        seen: PersonFacts | None,
        stated: StatedRisks,
        *,
        pair: str,
        on: LegalDay,
    ) -> RiskFound:
        """Return the risks of a person.

        Args:
            seen: The person as the ground sees them; None when nothing is shown.
            pair: The purpose, as `recipient/purpose`.
        """
        value = self._rule.on(on).value
        counted: dict[RiskClass, int | None] = {}
        if stated.in_doubt:
            counted["bericht-in-twijfel"] = None
        if seen is not None:
            counted |= self._of_facts(seen, value=value, on=on)
        if stated.police_indication:
            counted["politie-indicatie"] = None
        if stated.vulnerable or pair in value.vulnerable_purposes:
            counted["kwetsbare-groep"] = None
        if not counted:
            is_anything = seen is not None and bool(seen.facts or seen.foreign or seen.record.cases)
            counted["met-gegevens" if is_anything else "zonder-spoor"] = None
        found = tuple(each for each in value.order if each in counted)
        return RiskFound(
            found[0],
            tuple(
                because(self._rule, each, on=on)
                if counted[each] is None
                else because(self._rule, each, on=on, number=counted[each])
                for each in found
            ),
            found,
        )

    def _of_facts(
        self, seen: PersonFacts, *, value: Risks, on: LegalDay
    ) -> dict[RiskClass, int | None]:
        without_charges = sum(
            not case.offences and (not case.whole_case or case.whole_case[-1].kind in value.open)
            for case in seen.record.cases
        )
        counts: dict[RiskClass, int] = {
            "open-zaak": without_charges + sum(_is_open(each, value) for each in seen.facts),
            "proeftijd": sum(_is_on_probation(each, value, on=on) for each in seen.facts),
            "eerder-feit": self._number_listed(seen.facts, value=value, on=on),
        }
        return {risk: number for risk, number in counts.items() if number}

    def _number_listed(self, facts: Iterable[Fact], *, value: Risks, on: LegalDay) -> int:
        since = self._rule.on(on).takes_effect_on
        lists = [self._lists[since, name] for name in value.lists]
        return sum(any(each.may_cover(fact, on=on) for each in lists) for fact in facts)


def _is_open(fact: Fact, value: Risks) -> bool:
    kind = fact.outcome.kind
    return kind in value.open or (kind in value.open_until_final and not fact.is_irrevocable)


def _is_on_probation(fact: Fact, value: Risks, *, on: LegalDay) -> bool:
    """Tell whether a probation period of a fact runs on a day; one without a known end does."""
    outcome = fact.outcome
    start = fact.irrevocable_on or fact.decided_on
    terms = [each.probation for each in outcome.sanctions if each.probation is not None]
    ends: list[LegalDay | None] = [end_of(start, length=each) for each in terms]
    ends += [pardon_probation_ends_before(each) for each in _with_probation(fact)]
    if outcome.kind in value.conditional and not terms:
        return True
    return any(end is None or end > on for end in ends)


def _with_probation(fact: Fact) -> list[PardonGranted]:
    return [
        each
        for each in fact.pardons
        if any(sanction.probation is not None for sanction in each.sanctions)
    ]
