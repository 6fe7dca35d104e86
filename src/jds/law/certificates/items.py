"""What the rules ask of each fact, read once: from the register itself or from abroad.

A foreign conviction has no articles of ours and no case here. Each of its offences is a fact too,
named after the state and the reference of the judgment.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from jds.domain.blocks import ForeignOffence, Sanction, SourceValue
from jds.domain.events import ForeignConviction
from jds.domain.record import Outcome
from jds.law.ages import Age, age_on
from jds.law.certificates.certainty import Certainty
from jds.law.certificates.counting_day import (
    CountingDay,
    counting_day,
    day_of_fact,
    judgment_day,
)
from jds.law.certificates.offence_sorts import Sort
from jds.law.certificates.policy import Policy, Sorts
from jds.law.certificates.values import Treatment
from jds.law.certificates.weighing import treatment_of
from jds.law.facts import FOREIGN_CASE, Fact, FactKey, PersonFacts
from jds.law.offences.offence_class import OffenceClass
from jds.law.reasons import Reason


class Item(Struct, frozen=True, kw_only=True):
    """A fact as the rules on certificates see it.

    Attributes:
        treatment: Whether it may be weighed, and `treatment_why` when it simply may not.
        day: The day that counts.
        sorts: Of which sorts the offence is.
        outcome: Word of the contract for how it ended.
        is_irrevocable: Whether that became final.
        sanctions: What was imposed.
        age: Of the person at the time.
    """

    key: FactKey
    treatment: Treatment
    treatment_why: tuple[Reason, ...]
    day: CountingDay
    sorts: Sorts
    outcome: str
    is_irrevocable: bool
    sanctions: tuple[Sanction, ...]
    age: Age
    offence: Fact | ForeignOffence

    def is_of(self, sort: Sort) -> Certainty:
        """Return whether the offence is of `sort`."""
        if isinstance(self.offence, ForeignOffence):
            return sort.of_ecris(self.offence.ecris)
        fact = self.offence
        return sort.of_offence(
            fact.offence_class, first=fact.committed_first, last=fact.committed_last
        )

    @property
    def offence_class(self) -> OffenceClass | None:
        """What our law says of the offence; None for a foreign one."""
        return None if isinstance(self.offence, ForeignOffence) else self.offence.offence_class


def read_items(person: PersonFacts, *, policy: Policy) -> tuple[Item, ...]:
    """Return every fact of `person`, those of the register first."""
    at_home = [_item(fact, policy=policy) for fact in person.facts]
    abroad = [
        item
        for conviction in person.foreign
        for item in _foreign_items(conviction, person=person, policy=policy)
    ]
    return (*at_home, *abroad)


def _item(fact: Fact, *, policy: Policy) -> Item:
    outcome = fact.outcome
    treatment, why = treatment_of(outcome, policy=policy)
    sorts = policy.sorts(fact.offence_class, first=fact.committed_first, last=fact.committed_last)
    return Item(
        key=fact.key,
        treatment=treatment,
        treatment_why=why,
        day=counting_day(
            (*fact.offence.history, outcome),
            fact=day_of_fact(fact.offence.description.period, policy=policy),
            registered_on=fact.case.registered_on,
            sexual=sorts.sexual,
            fraud=sorts.fraud,
            policy=policy,
        ),
        sorts=sorts,
        outcome=outcome.kind,
        is_irrevocable=fact.is_irrevocable,
        sanctions=outcome.sanctions,
        age=fact.age,
        offence=fact,
    )


def _foreign_items(
    conviction: ForeignConviction, *, person: PersonFacts, policy: Policy
) -> Iterator[Item]:
    judgment = conviction.judgment
    country = conviction.country
    state = country if isinstance(country, str) else _word(country)
    case = f"{FOREIGN_CASE}{state}:{judgment.reference}"
    stated: Sequence[ForeignOffence] = judgment.offences or (
        ForeignOffence(number=1, qualification=""),
    )
    outcome = Outcome(
        kind="veroordeling",
        on=judgment.given_on,
        irrevocable_on=judgment.irrevocable_on,
        sanctions=judgment.sanctions,
        by_court=True,
    )
    treatment, why = treatment_of(outcome, policy=policy)
    for offence in stated:
        sorts = policy.foreign_sorts(offence.ecris)
        period = offence.period
        yield Item(
            key=FactKey(case, f"f:{offence.number}"),
            treatment=treatment,
            treatment_why=why,
            day=judgment_day(
                judgment.given_on,
                fact=day_of_fact(period, policy=policy),
                special=max(sorts.sexual, sorts.fraud),
                policy=policy,
            ),
            sorts=sorts,
            outcome=outcome.kind,
            is_irrevocable=judgment.irrevocable_on is not None,
            sanctions=tuple(
                sanction
                for sanction in judgment.sanctions
                if sanction.offence_numbers is None or offence.number in sanction.offence_numbers
            ),
            age=Age(None, None)
            if period is None
            else Age(
                age_on(period.first, born=person.born).at_least,
                age_on(period.last, born=person.born).at_most,
            ),
            offence=offence,
        )


def _word(value: SourceValue) -> str:
    return str(value.code if value.code is not None else value.text)
