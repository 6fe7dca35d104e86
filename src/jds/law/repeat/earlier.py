"""Earlier disposals before an offence, by article and term: what the prosecutor asks (recidive).

Presented, never decided upon: whether an offence is a repeat is for the prosecutor and the court.
A day known in part is a stretch of days, and only what holds for all of them is said.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from jds.domain.blocks import Article
from jds.domain.partial_date import PartialDate, earliest, latest
from jds.domain.time import InvalidTime, LegalDay, add_days, add_years
from jds.law.classified import Classification, ClassifiedFact
from jds.law.facts import Fact, PersonFacts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.reasons import Reason, because
from jds.law.repeat.custody_time import days_in_custody
from jds.law.repeat.disposals import Disposal, disposal_of
from jds.law.repeat.rules import RepeatLaw, RepeatTerm
from jds.law.repeat.wanted import Span, Wanted, cited_by, covers, listed
from jds.law.rules import Law


class RepeatQuestion(Struct, frozen=True, kw_only=True):
    """Which earlier disposals are asked for.

    Attributes:
        articles: As a source cites them; they mean what they meant on the day of the offence.
        offence_on: Day of the new offence, or as much of it as is known.
        years: How far back; None takes the term of the articles, where one was written down.
        basis: The articles themselves, or crimes that are similar to them (Sr 43a).
    """

    articles: tuple[Article, ...]
    offence_on: LegalDay | PartialDate
    years: int | None = None
    basis: Literal["artikelen", "soortgelijk"] = "artikelen"


class _Asked(Struct, frozen=True):
    """A question made ready: what is wanted, and the term with the outcomes it counts."""

    wanted: Wanted
    offence: Span
    on: LegalDay | None
    years: int | None
    disposals: frozenset[str] | None
    is_similar: bool
    reasons: tuple[Reason, ...]


class RepeatRules:
    """The rules on repeated offences of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._law: RepeatLaw = law.repeat
        self._catalogue = OffenceCatalogue(law.offences, names=law.names_of_acts)

    def earlier(self, facts: PersonFacts, question: RepeatQuestion) -> Classification:
        """Sort the facts of a person by whether they were disposed of within the term.

        Groups: `eerdere-afdoening-binnen-termijn`, `buiten-termijn`, `nader-onderzoek` (the
        register does not know enough), `telt-niet-mee` (another article, no disposal, or not
        earlier).

        Source:
            Wjsg art. 8; Sr art. 43a, 43b, 78b; Richtlijn feitgecodeerde misdrijven en
            overtredingen par. 3.
        """
        asked = self._asked(question)
        found = tuple(self._sort(fact, asked=asked, facts=facts) for fact in facts.facts)
        return Classification("recidive", found, self._general(facts, asked, found))

    def _asked(self, question: RepeatQuestion) -> _Asked:
        offence = Span(earliest(question.offence_on), latest(question.offence_on))
        on = offence.last
        wanted = Wanted(self._law, catalogue=self._catalogue, offence=offence, on=on)
        wanted.add(question.articles)
        if question.basis == "soortgelijk":
            return self._similar(question, wanted, offence=offence, on=on)
        if question.years is not None:
            reason = because(self._law.terms, "asked", on=on, years=question.years)
            return _Asked(wanted, offence, on, question.years, None, False, (reason,))
        rows = self._terms_of(question.articles, on=on)
        if not rows:
            reason = because(self._law.terms, "no_term", on=on)
            return _Asked(wanted, offence, on, None, None, False, (reason,))
        for row in rows:
            wanted.add_listed(row.act, listed(row.earlier or row.articles))
        longest = max(rows, key=lambda row: row.years)
        reason = because(
            self._law.terms, "of_article", on=on, years=longest.years, source=longest.cite
        )
        disposals = frozenset(kind for row in rows for kind in row.disposals)
        return _Asked(wanted, offence, on, longest.years, disposals, False, (reason,))

    def _similar(
        self, question: RepeatQuestion, wanted: Wanted, *, offence: Span, on: LegalDay | None
    ) -> _Asked:
        """Ask for similar crimes (Sr 43a, 43b); the term may still be given."""
        rule = self._law.similar
        value = rule.on(on).value
        cited = list(cited_by(question.articles, catalogue=self._catalogue))
        for group in value.groups:
            if not any(
                covers(row, act=act, citation=citation)
                for row in group
                for act, citation, _ in cited
            ):
                continue
            for row in group:
                if row.whole_act:
                    wanted.add_whole_act(row.act)
                else:
                    wanted.add_listed(row.act, listed(row.articles))
        years = value.years if question.years is None else question.years
        reasons = (because(rule, "used", on=on, years=years), because(rule, "similar", on=on))
        return _Asked(wanted, offence, on, years, frozenset(value.disposals), True, reasons)

    def _terms_of(self, articles: Sequence[Article], *, on: LegalDay | None) -> list[RepeatTerm]:
        cited = list(cited_by(articles, catalogue=self._catalogue))
        return [
            row
            for row in self._law.terms.on(on).value.terms
            if any(covers(row, act=act, citation=citation) for act, citation, _ in cited)
        ]

    def _general(
        self, facts: PersonFacts, asked: _Asked, found: Sequence[ClassifiedFact]
    ) -> tuple[Reason, ...]:
        rule, on = self._law.disposals, asked.on
        within = sum(each.group == "eerdere-afdoening-binnen-termijn" for each in found)
        reasons = asked.reasons
        if asked.years is not None:
            reasons += (because(rule, "number_within", on=on, number=within, years=asked.years),)
        if facts.foreign:
            reasons += (because(rule, "foreign", on=on, number=len(facts.foreign)),)
        return reasons

    def _sort(self, fact: Fact, *, asked: _Asked, facts: PersonFacts) -> ClassifiedFact:
        found = asked.wanted.find(fact)
        if found.match == "no":
            return ClassifiedFact(fact.key, "telt-niet-mee", found.reasons)
        left_out = self._not_for_similar(fact, asked=asked)
        if left_out is not None:
            return ClassifiedFact(fact.key, "telt-niet-mee", (*found.reasons, left_out))
        disposal = disposal_of(fact, self._law, on=asked.on)
        reasons = (*found.reasons, *disposal.reasons)
        if disposal.counts == "no":
            return ClassifiedFact(fact.key, "telt-niet-mee", reasons)
        if asked.disposals is not None and disposal.outcome not in asked.disposals | {"onbekend"}:
            reason = because(
                self._law.disposals, "no_disposal", on=asked.on, outcome=disposal.outcome
            )
            return ClassifiedFact(fact.key, "telt-niet-mee", (*reasons, reason))
        group, told = self._by_term(disposal, asked=asked, facts=facts)
        is_certain = found.match == "yes" and disposal.counts == "yes"
        if not is_certain and group == "eerdere-afdoening-binnen-termijn":
            group = "nader-onderzoek"
        return ClassifiedFact(fact.key, group, (*reasons, *told))

    def _not_for_similar(self, fact: Fact, *, asked: _Asked) -> Reason | None:
        """Return why a fact is no earlier conviction of the general rule; None when it may be."""
        if not asked.is_similar:
            return None
        rule = self._law.similar
        if not fact.is_crime:
            return because(rule, "no_crime", on=asked.on)
        sentences = rule.on(asked.on).value.sentences
        kinds = [each.kind for each in fact.outcome.sanctions]
        is_sentenced = any(kind in sentences for kind in kinds)
        # A sanction in the source's own words may be one; it is not read as none.
        if (
            fact.outcome.kind == "veroordeling"
            and not is_sentenced
            and all(isinstance(kind, str) for kind in kinds)
        ):
            return because(rule, "no_such_sentence", on=asked.on)
        return None

    def _by_term(
        self, disposal: Disposal, *, asked: _Asked, facts: PersonFacts
    ) -> tuple[str, tuple[Reason, ...]]:
        rule, on, offence, years = self._law.disposals, asked.on, asked.offence, asked.years
        days = disposal.days
        if _is_not_earlier(
            days, offence, same_day=rule.on(on).value.on_the_day_itself == "not-earlier"
        ):
            reason = because(
                rule,
                "not_earlier",
                on=on,
                disposed_on=_if_certain(days),
                offence_on=_if_certain(offence),
            )
            return "telt-niet-mee", (reason,)
        if years is None:
            return "nader-onderzoek", (because(self._law.terms, "no_term", on=on),)
        extra = self._extension(days, asked=asked, years=years, facts=facts)
        if extra is None:
            unknown = because(self._law.similar, "extension_unknown", on=on)
            return "nader-onderzoek", (unknown,)
        state = self._state(days, asked=asked, years=years, extra_days=extra)
        lengthened = (because(self._law.similar, "extended", on=on, days=extra),) if extra else ()
        if state == "cannot_tell":
            reason = because(rule, "cannot_tell", on=on, years=years)
            return "nader-onderzoek", (*lengthened, reason)
        disposed_on = _if_certain(days)
        reason = because(
            rule,
            state,
            on=on,
            disposed_on=disposed_on,
            years=years,
            ends_before=_end(disposed_on, years=years, extra_days=extra),
            offence_on=_if_certain(offence),
        )
        group = "eerdere-afdoening-binnen-termijn" if state == "within" else "buiten-termijn"
        return group, (*lengthened, reason)

    def _extension(
        self, days: Span, *, asked: _Asked, years: int, facts: PersonFacts
    ) -> int | None:
        """Return the days that custody adds to the term; None when it cannot be told."""
        if not asked.is_similar or not self._law.similar.on(asked.on).value.custody_extends:
            return 0
        if self._state(days, asked=asked, years=years, extra_days=0) != "over":
            return 0
        if days.last is None or asked.offence.first is None:
            return None
        return days_in_custody(facts, after=days.last, before=asked.offence.first)

    def _state(
        self, days: Span, *, asked: _Asked, years: int, extra_days: int
    ) -> Literal["within", "over", "cannot_tell"]:
        offence = asked.offence
        same_day_counts = self._law.disposals.on(asked.on).value.on_the_day_itself == "earlier"
        ends_first = _end(days.first, years=years, extra_days=extra_days)
        ends_last = _end(days.last, years=years, extra_days=extra_days)
        if ends_last is not None and offence.first is not None and offence.first >= ends_last:
            return "over"
        if days.last is None or offence.first is None:
            return "cannot_tell"
        is_earlier = days.last < offence.first or (same_day_counts and days.last == offence.first)
        if (
            is_earlier
            and ends_first is not None
            and offence.last is not None
            and offence.last < ends_first
        ):
            return "within"
        return "cannot_tell"


def _is_not_earlier(days: Span, offence: Span, *, same_day: bool) -> bool:
    """Tell whether the disposal certainly came after the offence, or on the same day."""
    if days.first is None or offence.last is None:
        return False
    return days.first > offence.last or (same_day and days.first == offence.last)


def _if_certain(span: Span) -> LegalDay | None:
    return span.first if span.first == span.last else None


def _end(day: LegalDay | None, *, years: int, extra_days: int) -> LegalDay | None:
    if day is None:
        return None
    try:
        return add_days(add_years(day, years), extra_days)
    except InvalidTime:
        return None
