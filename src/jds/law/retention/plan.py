"""Until when the data about each offence of a person may be kept, and every step that led there.

The terms of a person hang together: a verdict for one crime prolongs the terms of the others, and
death bounds nearly all of them. So a person is asked about as a whole. Nothing here destroys
anything; it says what must be gone, when, and why.

Source: Wjsg art. 4 and 6, Bjsg art. 7(1)(a), 37. Every number and choice stands in
`law/data/retention`.
"""

from collections.abc import Sequence

from jds.domain.events import ForeignConviction
from jds.domain.time import LegalDay
from jds.law.entry import EntryRules
from jds.law.facts import Fact, PersonFacts, known_day
from jds.law.offences.lists import ListOfOffences
from jds.law.prescription import PrescriptionRules
from jds.law.retention import chain, own_term
from jds.law.retention.retained import Retained, foreign_key
from jds.law.retention.rules import AfterDeath, RetentionLaw, Undecided
from jds.law.retention.starting_event import Begun, begin
from jds.law.retention.term import Term, years_after
from jds.law.rule_file import Rule
from jds.law.values import Removal


class RetentionRules:
    """The rules on retention of one edition of the law, ready to be asked."""

    def __init__(
        self,
        law: RetentionLaw,
        *,
        sexual: Rule[ListOfOffences],
        removal: Rule[Removal],
        entry: EntryRules,
        prescription: PrescriptionRules,
    ) -> None:
        """Begin with the rules.

        Args:
            sexual: The list of sexual offences that are kept for eighty years.
            removal: Which dismissals remove an offence.
            entry: Which minor offences stay below the threshold.
            prescription: When the right to prosecute lapses.
        """
        self._law = law
        self._sexual = sexual
        # Rows with a first day are those of the new numbers, which nobody read in the act (Q3).
        self._new_numbers_from = min(
            (
                row.committed_from
                for row in sexual.newest.value.offences
                if row.committed_from is not None
            ),
            default=None,
        )
        self._removal = removal
        self._entry = entry
        self._prescription = prescription

    def plan(self, person: PersonFacts, *, on: LegalDay) -> tuple[Retained, ...]:
        """Return until when each offence, and then each foreign conviction, may be kept.

        Args:
            on: The day asked: it decides what is due, which version of the rules holds, and how
                long a measure that has not ended has lasted.
        """
        terms = [self._begun(fact, person=person, on=on) for fact in person.facts]
        terms += [self._foreign(each, on=on) for each in person.foreign]
        if any(term.can_be_extended for term in terms):
            self._extend(terms, on=on)
        if person.record.died_on is not None:
            for term in terms:
                self._bound_by_death(term, died_on=person.died_on, on=on)
        return tuple(term.result() for term in terms)

    def log_gone_on(
        self, *, disclosed_on: LegalDay, record_gone_on: LegalDay | None
    ) -> LegalDay | None:
        """Return the first day on which the log of a disclosure is gone; None while it stays.

        Source:
            Wjsg art. 19, 24(1).
        """
        value = self._law.disclosure_log.on(disclosed_on).value
        floor = years_after(disclosed_on, value.at_least_years)
        if not value.as_long_as_the_record:
            return floor
        return None if record_gone_on is None else max(floor, record_gone_on)

    def _begun(self, fact: Fact, *, person: PersonFacts, on: LegalDay) -> Term:
        """Return the term of an offence by itself, before other offences and death count."""
        term = Term(fact.key, fact=fact, on=on)
        if self._is_removed(term, on=on) or self._is_not_needed(term, on=on):
            return term
        law = self._law
        begun = begin(term, fact, rule=law.starting_events, on=on)
        if fact.is_crime:
            self._keep_as_crime(term, fact, begun=begun, on=on)
        elif begun == "undecided":
            self._until_prescribed(term, rule=law.undecided_minor, on=on)
        elif begun == "begun":
            own_term.keep_as_minor(
                term, fact, law=law, on=on, of_legal_person=person.is_legal_person
            )
        own_term.keep_apart(term, fact, law=law, on=on)
        return term

    def _keep_as_crime(self, term: Term, fact: Fact, *, begun: Begun, on: LegalDay) -> None:
        law = self._law
        term.extends_others = True
        term.is_heavy = own_term.is_heavy(fact, law=law, on=on)
        if fact.offence_class.kind is None:
            term.questions.add("soort-onbekend")
        standing = fact.offence_class.standing(self._sexual, on=on)
        if standing in ("listed", "perhaps"):
            if standing == "perhaps":
                term.questions.add("misschien-zedenmisdrijf")
            if self._is_by_new_numbers(fact):
                term.questions.add("Q3")
            own_term.keep_as_sexual(term, fact, law=law, on=on)
        elif begun == "undecided":
            self._until_prescribed(term, rule=law.undecided_crime, on=on)
        elif begun == "begun":
            own_term.keep_as_crime(term, fact, law=law, on=on)

    def _is_by_new_numbers(self, fact: Fact) -> bool:
        since = self._new_numbers_from
        return since is not None and (fact.committed_last is None or fact.committed_last >= since)

    def _extend(self, terms: Sequence[Term], *, on: LegalDay) -> None:
        """Let the verdicts of each crime count for the terms of the others (RET-6)."""
        rule = self._law.later_verdict
        verdicts = chain.verdicts_of(terms, rule=rule, on=on)
        for term in terms:
            if term.can_be_extended:
                chain.extend(term, verdicts, rule=rule, on=on)

    def _is_removed(self, term: Term, *, on: LegalDay) -> bool:
        """End at once what is no judicial datum (RET-14)."""
        fact = term.fact
        if fact is None or not self._entry.removes(fact.outcome):
            return False
        self._end_at_once(term, fact.decided_on, on=on)
        term.say(self._removal, "removed", gone_on=term.gone_on)
        return True

    def _is_not_needed(self, term: Term, *, on: LegalDay) -> bool:
        """End at once a minor offence that stays below the threshold of entry (RET-15)."""
        fact = term.fact
        if fact is None or fact.is_crime:
            return False
        outcome, value = fact.outcome, self._law.not_needed.on(on).value
        if outcome.kind in value.on_decision:
            day = fact.decided_on
        elif outcome.kind in value.when_irrevocable and fact.is_irrevocable:
            day = fact.irrevocable_on
        else:
            return False
        entry = self._entry.decide_entry(
            fact.offence.description,
            registered_on=fact.registered_on,
            outcomes=(*fact.offence.history, outcome),
        )
        if entry.admitted:
            return False
        self._end_at_once(term, day, on=on)
        term.say(
            self._law.not_needed,
            "below_threshold",
            entry_rule=entry.rule,
            outcome=outcome.kind,
            gone_on=term.gone_on,
        )
        return True

    def _end_at_once(self, term: Term, day: LegalDay | None, *, on: LegalDay) -> None:
        """End `term` on `day`; when that day is not known it lies in the past: on the day asked."""
        term.gone_on = on if day is None else day
        term.bounded_by_death = False
        if day is None:
            term.questions.add("dag-onbekend")

    def _until_prescribed(self, term: Term, *, rule: Rule[Undecided], on: LegalDay) -> None:
        fact = term.fact
        if fact is None:
            return
        value = rule.on(on).value
        kind = fact.outcome.kind
        if kind in value.without_starting_event:
            term.questions.add("Q4")
            term.say(rule, "without_starting_event", outcome=kind)
        term.bounded_by_death = value.death == "counts"
        prescription = self._prescription.prescription_of(
            fact.offence_class,
            committed_last=fact.committed_last,
            age=fact.age,
            interrupted_on=_acts_of_prosecution(fact),
            on=on,
        )
        term.reasons += prescription.reasons
        if prescription.outcome == "never":
            term.say(rule, "never_lapses")
            return
        if value.lapse_that_counts == "at-latest":
            term.gone_on = prescription.at_latest_on
        else:
            term.gone_on = prescription.lapses_on
        if term.gone_on is None:
            term.questions.add("verjaring-onbekend")
            term.say(rule, "lapse_unknown")
        else:
            term.say(rule, "lapses", lapses_on=term.gone_on)

    def _foreign(self, conviction: ForeignConviction, *, on: LegalDay) -> Term:
        """Return the term of a conviction by a court of another state (RET-17)."""
        judgment = conviction.judgment
        term = Term(foreign_key(conviction), fact=None, on=on)
        term.questions.add("buitenlandse-veroordeling")
        rule = self._law.foreign
        value = rule.on(on).value
        day = known_day(judgment.given_on) or known_day(judgment.irrevocable_on)
        if day is None:
            term.questions.add("dag-onbekend")
            term.say(rule, "day_unknown")
        else:
            term.starts_on = day
            term.say(rule, "kept", starts_on=day)
        codes = [offence.ecris for offence in judgment.offences if isinstance(offence.ecris, str)]
        if any(code.startswith(value.sexual_codes) for code in codes):
            own_term.keep_eighty_years(term, law=self._law, on=on)
        else:
            own_term.keep_foreign(term, law=self._law, on=on)
        term.extends_others = value.extend_others
        return term

    def _bound_by_death(self, term: Term, *, died_on: LegalDay | None, on: LegalDay) -> None:
        """Let the years after death count, as the choice of Q1 has it."""
        if not term.bounded_by_death:
            return
        rule = self._rule_on_death(term)
        value = rule.on(on).value
        if died_on is None:
            term.questions.add("dag-onbekend")
            term.say(rule, "day_unknown", years=value.years)
            return
        term.questions.add("Q1")
        after_death, gone_on = years_after(died_on, value.years), term.gone_on
        if value.death_against_term == "earliest":
            decides = gone_on is None or after_death < gone_on
        else:
            decides = gone_on is not None and after_death > gone_on
        if decides:
            term.gone_on = after_death
        term.say(
            rule,
            "decides" if decides else "does_not_decide",
            died_on=died_on,
            years=value.years,
            gone_on=after_death,
        )

    def _rule_on_death(self, term: Term) -> Rule[AfterDeath]:
        if term.fact is not None and not term.fact.is_crime:
            return self._law.death_minor
        return self._law.death_heavy if term.is_heavy else self._law.death_light


def _acts_of_prosecution(fact: Fact) -> list[LegalDay]:
    """Return the days on which prosecution is known to have gone on: decisions and judgments."""
    days = (known_day(outcome.on) for outcome in (*fact.offence.history, fact.outcome))
    return [day for day in days if day is not None]
