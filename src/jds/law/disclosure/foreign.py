"""Convictions by courts of other states: which count for standard recipients (Wjsg 10(2)(c), (7)).

A message on one cites no Dutch article. Its code of ECRIS tells what it was for, and only what is
certainly a crime here counts.
"""

from collections.abc import Iterable

from jds.domain.blocks import ForeignOffence
from jds.domain.events import ForeignConviction
from jds.domain.time import InvalidTime, LegalDay, add_days
from jds.law.ages import age_on
from jds.law.disclosure.rules import StandardLaw
from jds.law.disclosure.running import NoTerm, RunningTerm
from jds.law.disclosure.sentence_terms import SentenceTerms
from jds.law.disclosure.sentences import of_kinds
from jds.law.facts import PersonFacts, known_day
from jds.law.reasons import because


class ForeignConvictions:
    """The rules on foreign convictions, ready to be asked."""

    def __init__(self, law: StandardLaw, *, sentences: SentenceTerms) -> None:
        self._law = law
        self._sentences = sentences

    def term(
        self, conviction: ForeignConviction, *, person: PersonFacts, on: LegalDay | None
    ) -> RunningTerm | NoTerm:
        """Return the term of a foreign conviction, or why it does not count."""
        rule = self._law.foreign
        value = rule.on(on).value
        judgment = conviction.judgment
        final_on = known_day(judgment.irrevocable_on)
        if final_on is None:
            return NoTerm((because(rule, "not-irrevocable", on=on),))
        if not of_kinds(judgment.sanctions, self._law.convictions.on(on).value.penalties):
            return NoTerm((because(rule, "no-penalty", on=on),))
        is_crime = value.not_known_to_be_a_crime == "counts" or (
            bool(judgment.offences)
            and all(has_code(each, value.crimes_here) for each in judgment.offences)
        )
        if not is_crime:
            return NoTerm((because(rule, "no-crime-here", on=on),))
        if not person.is_legal_person and not self._was_of_age(conviction, person=person, on=on):
            return NoTerm((because(rule, "juvenile", on=on),))
        try:
            starts_on = add_days(final_on, value.starts_days_after)
        except InvalidTime:
            return NoTerm((because(rule, "not-irrevocable", on=on),))
        return self._sentences.term(
            judgment.sanctions,
            executions=(),
            starts_on=starts_on,
            counts=because(rule, "counts", on=on, irrevocable_on=final_on),
            on=on,
        )

    def _was_of_age(
        self, conviction: ForeignConviction, *, person: PersonFacts, on: LegalDay | None
    ) -> bool:
        of_age = self._law.juveniles.on(on).value.of_age
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
