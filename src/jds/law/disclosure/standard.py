"""What standard recipients see: irrevocable convictions, while they count (Wjsg 10, 11 and 12).

Every outcome is read by itself first: does it count at all, under which article, from which day
until which. Then the terms hold each other open. What is not certain counts for less, never for
more: an unknown day, age or kind withholds, and the reason says so.
"""

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.disclosure.counts_until import CountsUntil
from jds.law.disclosure.foreign import foreign_term
from jds.law.disclosure.in_force import StandardInForce
from jds.law.disclosure.juveniles import juvenile_term, why_juvenile
from jds.law.disclosure.legal_persons import legal_person_term
from jds.law.disclosure.running import NoTerm, RunningTerm, hold_open
from jds.law.disclosure.sentence_terms import sentence_term
from jds.law.disclosure.sentences import of_kinds
from jds.law.facts import Fact, PersonFacts, known_day
from jds.law.reasons import Reason


class CountedTerms(Struct, frozen=True):
    """How long each fact and each foreign conviction of a person counts, in their order."""

    facts: tuple[CountsUntil, ...]
    foreign: tuple[CountsUntil, ...]


def counted_terms(person: PersonFacts, *, law: StandardInForce) -> CountedTerms:
    """Return how long each outcome of `person` counts, under the rules `law`."""
    facts = [_term(fact, person=person, law=law) for fact in person.facts]
    foreign = [foreign_term(each, person=person, law=law) for each in person.foreign]
    counted = hold_open([*facts, *foreign], law=law)
    return CountedTerms(tuple(counted[: len(facts)]), tuple(counted[len(facts) :]))


def why_on(counts: CountsUntil, *, on: LegalDay, law: StandardInForce) -> tuple[Reason, ...]:
    """Return why what counts as `counts` is supplied on `on`, or is not; the last one decided."""
    if counts.starts_on is None:
        return counts.reasons
    if on < counts.starts_on:
        last = law.convictions.because("irrevocable-later", irrevocable_on=counts.starts_on)
    elif counts.until is None:
        last = law.term.because("no-end")
    else:
        says = "within" if on < counts.until else "passed"
        last = law.term.because(says, until=counts.until)
    return (*counts.reasons, last)


def _term(fact: Fact, *, person: PersonFacts, law: StandardInForce) -> RunningTerm | NoTerm:
    rule = law.convictions
    value = rule.value
    outcome = fact.outcome
    if outcome.kind == "open":
        return NoTerm((rule.because("open"),))
    is_equal = outcome.kind in value.equal and bool(of_kinds(outcome.sanctions, value.equal_with))
    if outcome.kind not in value.convictions and not is_equal:
        is_revision = outcome.instance == "herziening"
        says = "acquitted-on-revision" if is_revision else "no-conviction"
        return NoTerm((rule.because(says, outcome=outcome.kind),))
    start = _start(fact, law=law)
    if isinstance(start, NoTerm):
        return start
    if person.is_legal_person:
        if fact.offence_class.kind != "misdrijf":
            return legal_person_term(fact, starts_on=start, law=law)
    else:
        juvenile = why_juvenile(fact, law=law)
        if juvenile is not None:
            return juvenile_term(fact, starts_on=start, why=juvenile, law=law)
    return _adult_term(fact, starts_on=start, is_equal=is_equal, law=law)


def _start(fact: Fact, *, law: StandardInForce) -> LegalDay | NoTerm:
    """Return the first day on which the outcome is, or may be, irrevocable."""
    rule = law.convictions
    stated = fact.outcome.irrevocable_on
    if stated is None:
        return NoTerm((rule.because("not-irrevocable"),))
    for doubt in fact.offence.doubts:
        if doubt in rule.value.doubts:
            return NoTerm((rule.because("doubt", doubt=doubt),))
    day = known_day(stated)
    if day is None and rule.value.irrevocable_day_unknown == "from-the-decision":
        day = fact.decided_on
    return NoTerm((rule.because("day-unknown"),)) if day is None else day


def _adult_term(
    fact: Fact, *, starts_on: LegalDay, is_equal: bool, law: StandardInForce
) -> RunningTerm | NoTerm:
    rule = law.convictions
    value = rule.value
    sanctions = fact.outcome.sanctions
    kind = fact.offence_class.kind
    is_crime = kind == "misdrijf" or (kind is None and value.kind_unknown == "as-crime")
    if not is_equal:
        if not of_kinds(sanctions, law.penalties):
            return NoTerm((rule.because("no-penalty"),))
        if not is_crime and not of_kinds(sanctions, value.minor_needs):
            says = "minor-offence" if kind == "overtreding" else "kind-unknown"
            return NoTerm((rule.because(says),))
    return sentence_term(
        sanctions,
        executions=fact.executions,
        starts_on=starts_on,
        counts=rule.because("counts", outcome=fact.outcome.kind, irrevocable_on=starts_on),
        law=law,
    )
