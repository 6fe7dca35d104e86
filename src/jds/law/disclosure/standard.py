"""What standard recipients see: irrevocable convictions, while they count (Wjsg 10, 11 and 12).

Every outcome is read by itself first: does it count at all, under which article, from which day
until which. Then the terms hold each other open. What is not certain counts for less, never for
more: an unknown day, age or kind withholds, and the reason says so.
"""

from msgspec import Struct

from jds.domain.record import Outcome
from jds.domain.time import LegalDay
from jds.law.disclosure.counts_until import CountsUntil
from jds.law.disclosure.foreign import ForeignConvictions
from jds.law.disclosure.juveniles import JuvenileConvictions
from jds.law.disclosure.legal_persons import LegalPersons
from jds.law.disclosure.rules import StandardLaw
from jds.law.disclosure.running import ChainOfTerms, NoTerm, RunningTerm
from jds.law.disclosure.sentence_terms import SentenceTerms
from jds.law.disclosure.sentences import of_kinds
from jds.law.disclosure.standard_rules import Convictions
from jds.law.facts import Fact, PersonFacts, known_day
from jds.law.reasons import Reason, because
from jds.law.retention.rules import FineCategories
from jds.law.rule_file import Rule


class CountedTerms(Struct, frozen=True):
    """How long each fact and each foreign conviction of a person counts, in their order."""

    facts: tuple[CountsUntil, ...]
    foreign: tuple[CountsUntil, ...]


class StandardTerms:
    """The rules of Wjsg 10 to 12, ready to be asked."""

    def __init__(self, law: StandardLaw, *, fines: Rule[FineCategories]) -> None:
        self._law = law
        self._chain = ChainOfTerms(law.chain)
        self._juveniles = JuvenileConvictions(law)
        self._legal_persons = LegalPersons(law, fines=fines)
        self._sentences = SentenceTerms(law)
        self._foreign = ForeignConvictions(law, sentences=self._sentences)

    def of(self, person: PersonFacts, *, on: LegalDay | None) -> CountedTerms:
        """Return how long each outcome of `person` counts, under the rules in force on `on`."""
        facts = [self._term(fact, person=person, on=on) for fact in person.facts]
        foreign = [self._foreign.term(each, person=person, on=on) for each in person.foreign]
        counted = self._chain.hold_open([*facts, *foreign], on=on)
        return CountedTerms(tuple(counted[: len(facts)]), tuple(counted[len(facts) :]))

    def last_reason(self, counts: CountsUntil, *, on: LegalDay) -> Reason | None:
        """Return whether the term has passed on `on`; None when the outcome does not count."""
        if counts.starts_on is None:
            return None
        if on < counts.starts_on:
            return because(
                self._law.convictions, "irrevocable-later", on=on, irrevocable_on=counts.starts_on
            )
        if counts.until is None:
            return because(self._law.term, "no-end", on=on)
        says = "within" if on < counts.until else "passed"
        return because(self._law.term, says, on=on, until=counts.until)

    def _term(
        self, fact: Fact, *, person: PersonFacts, on: LegalDay | None
    ) -> RunningTerm | NoTerm:
        rule = self._law.convictions
        value = rule.on(on).value
        outcome = fact.outcome
        if outcome.kind == "open":
            return NoTerm((because(rule, "open", on=on),))
        is_equal = outcome.kind in value.equal and bool(
            of_kinds(outcome.sanctions, value.equal_with)
        )
        if outcome.kind not in value.convictions and not is_equal:
            says = "acquitted-on-revision" if _is_revision(outcome) else "no-conviction"
            return NoTerm((because(rule, says, on=on, outcome=outcome.kind),))
        start = self._start(fact, value=value, on=on)
        if isinstance(start, NoTerm):
            return start
        if person.is_legal_person:
            if fact.offence_class.kind != "misdrijf":
                return self._legal_persons.term(fact, starts_on=start, on=on)
        else:
            why_juvenile = self._juveniles.why_juvenile(fact, on=on)
            if why_juvenile is not None:
                return self._juveniles.term(fact, starts_on=start, why=why_juvenile, on=on)
        return self._adult_term(fact, starts_on=start, is_equal=is_equal, on=on)

    def _start(self, fact: Fact, *, value: Convictions, on: LegalDay | None) -> LegalDay | NoTerm:
        """Return the first day on which the outcome is, or may be, irrevocable."""
        rule = self._law.convictions
        stated = fact.outcome.irrevocable_on
        if stated is None:
            return NoTerm((because(rule, "not-irrevocable", on=on),))
        for doubt in fact.offence.doubts:
            if doubt in value.doubts:
                return NoTerm((because(rule, "doubt", on=on, doubt=doubt),))
        day = known_day(stated)
        if day is None and value.irrevocable_day_unknown == "from-the-decision":
            day = fact.decided_on
        return NoTerm((because(rule, "day-unknown", on=on),)) if day is None else day

    def _adult_term(
        self, fact: Fact, *, starts_on: LegalDay, is_equal: bool, on: LegalDay | None
    ) -> RunningTerm | NoTerm:
        rule = self._law.convictions
        value = rule.on(on).value
        sanctions = fact.outcome.sanctions
        penalties = {
            *value.penalties,
            *(value.uncertain if value.uncertain_counts else ()),
        }
        kind = fact.offence_class.kind
        is_crime = kind == "misdrijf" or (kind is None and value.kind_unknown == "as-crime")
        if not is_equal:
            if not of_kinds(sanctions, penalties):
                return NoTerm((because(rule, "no-penalty", on=on),))
            if not is_crime and not of_kinds(sanctions, value.minor_needs):
                says = "minor-offence" if kind == "overtreding" else "kind-unknown"
                return NoTerm((because(rule, says, on=on),))
        counts = because(rule, "counts", on=on, outcome=fact.outcome.kind, irrevocable_on=starts_on)
        return self._sentences.term(
            fact.outcome.sanctions,
            executions=fact.executions,
            starts_on=starts_on,
            counts=counts,
            on=on,
        )


def _is_revision(outcome: Outcome) -> bool:
    return outcome.instance == "herziening"
