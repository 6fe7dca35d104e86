"""Convictions by courts of other states: which count for standard recipients (Wjsg 10(2)(c), (7)).

A message on one cites no Dutch article. Its code of ECRIS tells what it was for, and only what is
certainly a crime here counts.
"""

from collections.abc import Iterable

from jds.domain.blocks import ForeignOffence
from jds.domain.events import ForeignConviction
from jds.domain.time import InvalidTime, add_days
from jds.law.ages import age_on
from jds.law.disclosure.in_force import StandardInForce
from jds.law.disclosure.running import NoTerm, RunningTerm
from jds.law.disclosure.sentence_terms import sentence_term
from jds.law.disclosure.sentences import of_kinds
from jds.law.facts import PersonFacts, known_day


def foreign_term(
    conviction: ForeignConviction, *, person: PersonFacts, law: StandardInForce
) -> RunningTerm | NoTerm:
    """Return the term of a foreign conviction, or why it does not count."""
    rule = law.foreign
    value = rule.value
    judgment = conviction.judgment
    final_on = known_day(judgment.irrevocable_on)
    if final_on is None:
        return NoTerm((rule.because("not-irrevocable"),))
    if not of_kinds(judgment.sanctions, law.penalties):
        return NoTerm((rule.because("no-penalty"),))
    is_crime = value.not_known_to_be_a_crime == "counts" or (
        bool(judgment.offences)
        and all(has_code(each, value.crimes_here) for each in judgment.offences)
    )
    if not is_crime:
        return NoTerm((rule.because("no-crime-here"),))
    if not person.is_legal_person and not _was_of_age(conviction, person=person, law=law):
        return NoTerm((rule.because("juvenile"),))
    try:
        starts_on = add_days(final_on, value.starts_days_after)
    except InvalidTime:
        return NoTerm((rule.because("not-irrevocable"),))
    return sentence_term(
        judgment.sanctions,
        executions=(),
        starts_on=starts_on,
        counts=rule.because("counts", irrevocable_on=final_on),
        law=law,
    )


def _was_of_age(
    conviction: ForeignConviction, *, person: PersonFacts, law: StandardInForce
) -> bool:
    of_age = law.juveniles.value.of_age
    return all(
        offence.period is not None
        and age_on(offence.period.first, born=person.born).is_certainly(of_age)
        for offence in conviction.judgment.offences
    )


def has_code(offence: ForeignOffence, beginnings: Iterable[str]) -> bool:
    """Tell whether the ECRIS code of `offence` begins with one of `beginnings`."""
    if not isinstance(offence.ecris, str):
        return False
    digits = "".join(filter(str.isdigit, offence.ecris))
    return any(digits.startswith(beginning) for beginning in beginnings)
