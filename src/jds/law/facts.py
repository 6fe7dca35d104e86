"""What the rules ask about a person and about each offence, read once from the record.

Rules compare days, lengths, ages and classes of offences. `read_facts` takes these from the record
of the domain, so that no rule reads the record in a way of its own. Nothing is decided here.
"""

from datetime import date

from msgspec import Struct

from jds.domain.blocks import Day
from jds.domain.events import ExecutionReported, ForeignConviction, PardonGranted
from jds.domain.partial_date import PartialDate, earliest, latest
from jds.domain.record import CaseRecord, OffenceRecord, Outcome, PersonRecord
from jds.domain.time import LegalDay
from jds.law.ages import Age, age_on
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.offences.offence_class import OffenceClass

FOREIGN_CASE = "buitenland:"
"""Begins the name of a foreign conviction where one is sorted beside cases of this country."""


class FactKey(Struct, frozen=True, order=True):
    """Names an offence of a person: the case by its first name, and the offence within it."""

    case: str
    offence: str


class Fact(Struct, frozen=True, kw_only=True):
    """One offence (feit) with everything a rule may ask of it.

    Attributes:
        committed_first: First day it may have been committed; None when unbounded.
        committed_last: Last day it may have been committed, included; None when unbounded.
        age: Of the person, over the days it may have been committed.
        executions: Reports on execution in the case that concern this offence, in order.
        pardons: Pardons in the case, in order.
    """

    key: FactKey
    case: CaseRecord
    offence: OffenceRecord
    offence_class: OffenceClass
    committed_first: LegalDay | None
    committed_last: LegalDay | None
    age: Age
    executions: tuple[ExecutionReported, ...] = ()
    pardons: tuple[PardonGranted, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The outcome in force."""
        return self.offence.outcome

    @property
    def is_crime(self) -> bool:
        """Tell whether it is a crime (misdrijf); what is not known to be minor counts as one."""
        return self.offence_class.kind != "overtreding"

    @property
    def registered_on(self) -> LegalDay | None:
        """Day the prosecution service received the police report, when known."""
        return known_day(self.case.registered_on)

    @property
    def decided_on(self) -> LegalDay | None:
        """Day of the outcome in force; None while it is open or the day is unknown."""
        return known_day(self.outcome.on)

    @property
    def is_irrevocable(self) -> bool:
        """Tell whether the outcome in force became final, on whatever day."""
        return self.outcome.irrevocable_on is not None

    @property
    def irrevocable_on(self) -> LegalDay | None:
        """Day it became final; None when it did not, or the day is unknown."""
        return known_day(self.outcome.irrevocable_on)

    @property
    def first_instance_on(self) -> LegalDay | None:
        """Day of the first judgment of a court, whatever came of it on appeal."""
        for outcome in (*self.offence.history, self.outcome):
            if outcome.by_court and outcome.kind != "open":
                return known_day(outcome.on)
        return None

    @property
    def executed_on(self) -> LegalDay | None:
        """Day on which the last sanction was fully executed; None while one of them is not.

        A sanction is executed when its end, or the end of its substitute, was reported.
        """
        ended = [each for each in self.executions if each.execution == "geeindigd"]
        kinds = {sanction.kind for sanction in self.outcome.sanctions}
        if not kinds or not kinds <= {each.sanction.kind for each in ended}:
            return None
        days = [known_day(each.executed_on) for each in ended]
        return max((day for day in days if day is not None), default=None)


class PersonFacts(Struct, frozen=True, kw_only=True):
    """A person as the rules see one."""

    born: LegalDay | PartialDate | None
    died_on: LegalDay | None
    is_legal_person: bool
    facts: tuple[Fact, ...]
    foreign: tuple[ForeignConviction, ...]
    record: PersonRecord

    def age_on(self, day: LegalDay) -> Age:
        """Return the age on `day`."""
        return age_on(day, born=self.born)


def read_facts(person: PersonRecord, *, catalogue: OffenceCatalogue) -> PersonFacts:
    """Return what the rules ask about `person`, the offences in order of case and number."""
    birth = person.current.birth
    born = None if birth is None else birth.on
    facts = [
        _fact(case, offence, born=born, catalogue=catalogue)
        for case in person.cases
        for offence in case.offences
    ]
    facts.sort(key=lambda fact: (fact.key.case, fact.offence.description.number, fact.key))
    return PersonFacts(
        born=born,
        died_on=known_day(person.died_on),
        is_legal_person=person.current.legal_person is not None,
        facts=tuple(facts),
        foreign=person.foreign,
        record=person,
    )


def key_of(case: CaseRecord, offence: OffenceRecord) -> FactKey:
    """Return what names an offence of a person."""
    return FactKey(case.names[0] if case.names else "", offence.key)


def known_day(day: Day | None) -> LegalDay | None:
    """Return `day` when it is known."""
    return LegalDay(day) if isinstance(day, date) else None


def _fact(
    case: CaseRecord,
    offence: OffenceRecord,
    *,
    born: LegalDay | PartialDate | None,
    catalogue: OffenceCatalogue,
) -> Fact:
    stated = offence.description
    first, last = stated.period.first, stated.period.last
    youngest, oldest = age_on(first, born=born), age_on(last, born=born)
    return Fact(
        key=key_of(case, offence),
        case=case,
        offence=offence,
        offence_class=catalogue.classify(stated),
        committed_first=earliest(first),
        committed_last=latest(last),
        age=Age(youngest.at_least, oldest.at_most),
        executions=tuple(
            each
            for each in case.executions
            if each.sanction.offence_numbers is None
            or stated.number in each.sanction.offence_numbers
        ),
        pardons=case.pardons,
    )
