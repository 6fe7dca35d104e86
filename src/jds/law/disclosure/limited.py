"""Purposes that are limited to some facts: which facts a purpose is about, and why.

Each limit has its rule in `law/data/disclosure/limited`. What cannot be told from the record does
not pass.
"""

from msgspec import Struct

from jds.domain.time import LegalDay
from jds.law.disclosure.in_force import StandardByDay
from jds.law.disclosure.list_on_day import ListOnDay
from jds.law.disclosure.purposes import PartyRole, Purpose
from jds.law.disclosure.request import Request
from jds.law.disclosure.returning import ReturningPersons
from jds.law.disclosure.rules import LimitedLaw, MemberState, YouthHelp
from jds.law.disclosure.sentences import of_kinds
from jds.law.disclosure.step import Step
from jds.law.facts import Fact, FactKey, PersonFacts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.offences.lists import NamedLists, OffenceList
from jds.law.offences.offence_class import CitedArticle
from jds.law.reasons import Reason, because


class Asked(Struct, frozen=True, kw_only=True):
    """What a request limits a purpose to, read once for all facts of a person.

    Attributes:
        articles: The articles it names, as compared.
        other_state: Reason why a member state is told of the person, or not; None when nobody asks.
    """

    on: LegalDay
    named: frozenset[FactKey] | None
    articles: tuple[CitedArticle, ...]
    offence_on: LegalDay | None
    other_state: Step | None


class IrrevocableConvictions:
    """The rule on irrevocable convictions without a term (Bjsg 11a, 34)."""

    def __init__(self, law: LimitedLaw) -> None:
        self._rule = law.irrevocable

    def sees(self, fact: Fact, *, on: LegalDay) -> Step:
        """Tell whether `fact` ended in a conviction that counts, irrevocable on `on`."""
        return Step(*self._decide(fact, on=on))

    def _decide(self, fact: Fact, *, on: LegalDay) -> tuple[bool, Reason]:
        value = self._rule.on(on).value
        outcome = fact.outcome
        withheld = because(self._rule, "withheld", on=on)
        since = fact.irrevocable_on
        if not fact.is_irrevocable or (since is not None and since > on):
            return False, withheld
        if any(doubt in value.doubts for doubt in fact.offence.doubts):
            return False, withheld
        is_equal = outcome.kind in value.equal and of_kinds(outcome.sanctions, value.equal_with)
        if not is_equal:
            if outcome.kind not in value.convictions:
                return False, withheld
            is_crime = fact.offence_class.kind == "misdrijf"
            needed = value.penalties if is_crime else value.minor_needs
            if not of_kinds(outcome.sanctions, needed):
                return False, withheld
        return True, because(self._rule, "shown", on=on, irrevocable_on=since)


class LimitedPurposes:
    """The rules that limit a purpose to some facts, ready to be asked."""

    def __init__(
        self,
        law: LimitedLaw,
        *,
        standard: StandardByDay,
        lists: NamedLists,
        catalogue: OffenceCatalogue,
    ) -> None:
        self._law = law
        self._catalogue = catalogue
        self._returning = ReturningPersons(law.returning, standard=standard, lists=lists)
        self._for_children = ListOnDay(lists.work_with_children)
        self._of_roles: dict[PartyRole, OffenceList] = {}

    def read(self, request: Request, *, purpose: Purpose, person: PersonFacts) -> Asked:
        """Return what `request` limits `purpose` to."""
        return Asked(
            on=request.on,
            named=request.named,
            articles=tuple(
                cited
                for each in request.articles
                for cited in self._catalogue.cite(each.law, each.article, each.paragraph)
            ),
            offence_on=request.offence_on,
            other_state=(
                self._other_state(person, on=request.on)
                if purpose.selection == "other-states"
                else None
            ),
        )

    def sees(self, fact: Fact, *, selection: str, asked: Asked) -> Step | None:
        """Tell whether a purpose with `selection` is about `fact`; None when about every fact."""
        match selection:
            case "every":
                return None
            case "articles":
                return self._of_articles(fact, asked=asked)
            case "articles-if-given":
                return self._of_articles(fact, asked=asked) if asked.articles else None
            case "judged":
                return self._of_named(fact, asked=asked)
            case "described":
                return self._described(fact, asked=asked)
            case "repeat":
                return self._repeat(fact, asked=asked)
            case "returning":
                return self._returning.sees(fact, on=asked.on)
            case "children":
                return self._children(fact, on=asked.on)
            case "youth-help":
                return self._youth_help(fact, on=asked.on)
            case "other-states":
                return asked.other_state
            case _:
                raise AssertionError(f"no selection [{selection}]")

    def in_role(self, fact: Fact, *, role: PartyRole, on: LegalDay) -> Step | None:
        """Tell whether `fact` may be shown of a person in `role`; None when any may."""
        if not role.offences:
            return None
        listed = self._of_roles.get(role)
        if listed is None:
            listed = self._of_roles[role] = OffenceList(role.offences)
        standing = listed.standing(
            fact.offence_class, first=fact.committed_first, last=fact.committed_last
        )
        if standing == "listed":
            return Step(True, because(self._law.named, "article", on=on))
        return Step(False, because(self._law.named, "not-in-that-role", on=on, role=role.role))

    def _of_named(self, fact: Fact, *, asked: Asked) -> Step:
        is_named = asked.named is not None and fact.key in asked.named
        says = "named" if is_named else "not-named"
        return Step(is_named, because(self._law.named, says, on=asked.on))

    def _of_articles(self, fact: Fact, *, asked: Asked) -> Step:
        is_listed = any(
            named.act is not None
            and cited.act == named.act
            and cited.citation.lies_within(named.citation)
            for named in asked.articles
            for cited in fact.offence_class.cited
        )
        says = "article" if is_listed else "other-article"
        return Step(is_listed, because(self._law.named, says, on=asked.on))

    def _described(self, fact: Fact, *, asked: Asked) -> Step:
        if asked.named is not None:
            by_name = self._of_named(fact, asked=asked)
            if not by_name.passes or not asked.articles:
                return by_name
        return self._of_articles(fact, asked=asked)

    def _repeat(self, fact: Fact, *, asked: Asked) -> Step:
        of_articles = self._of_articles(fact, asked=asked)
        if not of_articles.passes:
            return of_articles
        rule, before, decided_on = self._law.named, asked.offence_on, fact.decided_on
        if fact.outcome.kind == "open" or decided_on is None or before is None:
            return Step(False, because(rule, "not-decided", on=asked.on))
        says = "earlier" if decided_on < before else "not-earlier"
        return Step(says == "earlier", because(rule, says, on=asked.on, offence_on=before))

    def _children(self, fact: Fact, *, on: LegalDay) -> Step:
        rule = self._law.children
        is_listed = self._for_children.covers(fact, on=on)
        return Step(is_listed, because(rule, "listed" if is_listed else "not-listed", on=on))

    def _youth_help(self, fact: Fact, *, on: LegalDay) -> Step:
        rule = self._law.youth_help
        brings_help = _brings_youth_help(fact, value=rule.on(on).value)
        return Step(brings_help, because(rule, "shown" if brings_help else "withheld", on=on))

    def _other_state(self, person: PersonFacts, *, on: LegalDay) -> Step:
        rule = self._law.other_states
        if person.is_legal_person:
            return Step(False, because(rule, "legal-person", on=on))
        known = frozenset(person.record.current.nationalities or ())
        states = [
            each.state
            for each in rule.on(on).value.states
            if not known.isdisjoint(each.nationalities) and _is_member(each, on=on)
        ]
        if not states:
            return Step(False, because(rule, "no-national", on=on))
        return Step(True, because(rule, "national", on=on, state=", ".join(states)))


def _brings_youth_help(fact: Fact, *, value: YouthHelp) -> bool:
    outcome = fact.outcome
    if outcome.kind not in value.outcomes:
        return False
    if of_kinds(outcome.sanctions, value.sanctions):
        return True
    return fact.age.is_certainly_under(value.under_age) and any(
        sanction.probation is not None for sanction in outcome.sanctions
    )


def _is_member(state: MemberState, *, on: LegalDay) -> bool:
    return (state.member_from is None or state.member_from <= on) and (
        state.member_before is None or on < state.member_before
    )
