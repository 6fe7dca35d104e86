"""The one predicate of the register: what a ground may see of a person (I9).

A fact passes one rule after the other: the regime of the purpose, the limits of the purpose, the
longer term of sexual offences, shields. The first that stops it decides. Nothing is added on the
way, so a purpose that asks less can never show more.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from jds.domain.events import ForeignConviction
from jds.domain.time import LegalDay
from jds.law.disclosure.counts_until import CountsUntil
from jds.law.disclosure.disclosure import (
    CaseDisclosure,
    Disclosure,
    FactDisclosure,
    FactField,
    ForeignDisclosure,
    Mark,
    PersonField,
    Weighing,
)
from jds.law.disclosure.extended import (
    AcquittalsNotWeighed,
    AllOutcomes,
    SexualOffencesKeptLonger,
)
from jds.law.disclosure.foreign_data import ForeignData
from jds.law.disclosure.grounds import Grounds, role_of
from jds.law.disclosure.in_force import StandardByDay
from jds.law.disclosure.limited import Asked, IrrevocableConvictions, LimitedPurposes
from jds.law.disclosure.purposes import PartyRole, Purpose
from jds.law.disclosure.request import Request
from jds.law.disclosure.rules import DisclosureLaw
from jds.law.disclosure.shielding import Shield, ShieldRules
from jds.law.disclosure.standard import CountedTerms, counted_terms, why_on
from jds.law.facts import Fact, FactKey, PersonFacts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.reasons import Reason, because
from jds.law.rule_file import Rule
from jds.law.rules import Law

_NOTHING: frozenset[FactField] = frozenset()
_NOBODY: frozenset[PersonField] = frozenset()
_NO_MARKS: frozenset[Mark] = frozenset()


class _Shown(Struct, frozen=True):
    """The set of fields of a purpose."""

    person: frozenset[PersonField]
    fact: frozenset[FactField]
    foreign: frozenset[FactField]


class _Work(Struct, frozen=True, kw_only=True):
    """What is needed to judge every fact of one request."""

    purpose: Purpose
    on: LegalDay
    pair: tuple[str, str]
    asked: Asked
    role: PartyRole | None
    shown: _Shown
    shields: Mapping[FactKey, Sequence[Shield]]


class DisclosureRules:
    """The rules on disclosure of one edition of the law, ready to be asked."""

    def __init__(self, law: Law, *, catalogue: OffenceCatalogue | None = None) -> None:
        """Prepare the rules of `law`; `catalogue` saves making the tables of offences anew."""
        own = law.disclosure
        self._law: DisclosureLaw = own
        self._grounds = Grounds(own)
        self._standard = StandardByDay(own.standard, fines=law.retention.fine_categories)
        self._all = AllOutcomes(own.extended)
        self._irrevocable = IrrevocableConvictions(own.limited)
        self._kept_longer = SexualOffencesKeptLonger(
            own.kept_longer, listed=law.offences.lists.sexual
        )
        self._acquittals = AcquittalsNotWeighed(own.acquittals)
        self._limited = LimitedPurposes(
            own.limited,
            standard=self._standard,
            lists=law.offences.lists,
            catalogue=catalogue or OffenceCatalogue(law.offences, names=law.names_of_acts),
        )
        self._foreign = ForeignData(own.limited)
        self._shields = ShieldRules(own.shielding)
        self._sets = {
            (version.takes_effect_on, each.name): _Shown(
                frozenset(each.person),
                frozenset(each.fact),
                frozenset(each.fact).intersection(version.value.foreign),
            )
            for version in own.fields.versions
            for each in version.value.sets
        }

    def require_ground(self, request: Request) -> Rule[Purpose]:
        """Return the purpose that `request` may be answered for.

        Raises:
            UnknownRecipient: No rule names the recipient.
            UnknownPurpose: No rule gives this recipient the purpose.
            GroundMissing: The request does not state what the ground asks.
        """
        return self._grounds.require(request)

    def counts_until(self, facts: PersonFacts) -> Mapping[FactKey, CountsUntil]:
        """Return how long each fact counts under Wjsg 10, 11 or 12, by the newest rules.

        This is the datum of Bjsg 7(1)(h)(5) and (j)(7). It depends on every fact of the person, as
        terms hold each other open.
        """
        terms = counted_terms(facts, law=self._standard.on(None))
        return {fact.key: counts for fact, counts in zip(facts.facts, terms.facts, strict=True)}

    def disclose(
        self, facts: PersonFacts, request: Request, *, shields: Sequence[Shield] = ()
    ) -> Disclosure:
        """Return what `request` lets its recipient see of a person, and why.

        Args:
            facts: The person, without what the fold hides.
            shields: Every shield of the person in force on the day asked about.

        Raises:
            UnknownRecipient: No rule names the recipient.
            UnknownPurpose: No rule gives this recipient the purpose.
            GroundMissing: The request does not state what the ground asks.
        """
        rule = self.require_ground(request)
        purpose, on = rule.on(request.on).value, request.on
        shown = self._sets[self._law.fields.on(on).takes_effect_on, purpose.fields]
        work = _Work(
            purpose=purpose,
            on=on,
            pair=(purpose.recipient, purpose.purpose),
            asked=self._limited.read(request, purpose=purpose, person=facts),
            role=role_of(request, purpose=purpose),
            shown=shown,
            shields=_by_fact(shields),
        )
        terms = self._terms(facts, work=work)
        of_facts = tuple(
            self._fact(fact, counts=None if terms is None else terms.facts[index], work=work)
            for index, fact in enumerate(facts.facts)
        )
        of_foreign = self._of_foreign(facts, terms=terms, work=work)
        of_cases = self._of_cases(facts, work=work)
        something = (
            any(each.shown for each in of_facts)
            or any(each.shown for each in of_cases)
            or any(each.shown for each in of_foreign)
        )
        may_name = facts.record.is_known and (something or purpose.person_when_nothing_shown)
        return Disclosure(
            purpose=rule,
            person_fields=shown.person if may_name else _NOBODY,
            facts=of_facts,
            foreign=of_foreign,
            cases=of_cases,
            reasons=self._general(rule, work=work),
        )

    def _terms(self, facts: PersonFacts, *, work: _Work) -> CountedTerms | None:
        """Return how long everything counts, when this purpose turns on it or shows it."""
        purpose = work.purpose
        if (
            purpose.regime == "standard"
            or purpose.foreign == "standard"
            or "telt-mee-tot" in work.shown.fact
        ):
            return counted_terms(facts, law=self._standard.on(work.on))
        return None

    def _fact(self, fact: Fact, *, counts: CountsUntil | None, work: _Work) -> FactDisclosure:
        passes, reasons = self._by_regime(fact, counts=counts, work=work)
        if passes:
            passes = self._by_limits(fact, reasons=reasons, work=work)
        marks = _NO_MARKS
        shields = work.shields.get(fact.key)
        if shields:
            marks = frozenset(each.kind for each in shields)
            for shield in shields:
                if passes:
                    step = self._shields.sees(shield, pair=work.pair, on=work.on)
                    passes = step.passes
                    reasons.append(step.reason)
        weighing: Weighing | None = None
        if passes and work.purpose.acquittals_weigh is False:
            not_weighed = self._acquittals.not_weighed(fact, on=work.on)
            weighing = "mag-meewegen"
            if not_weighed is not None:
                weighing = "mag-niet-meewegen"
                reasons.insert(0, not_weighed)  # The last one says why it is shown at all.
        return FactDisclosure(
            key=fact.key,
            shown=passes,
            fields=work.shown.fact if passes else _NOTHING,
            weighing=weighing,
            counts_until=_shown_until(counts, work=work),
            reasons=tuple(reasons),
            marks=marks,
        )

    def _by_regime(
        self, fact: Fact, *, counts: CountsUntil | None, work: _Work
    ) -> tuple[bool, list[Reason]]:
        match work.purpose.regime:
            case "extended":
                step = self._all.sees(fact, on=work.on)
            case "irrevocable":
                step = self._irrevocable.sees(fact, on=work.on)
            case "standard" if counts is not None:
                why = why_on(counts, on=work.on, law=self._standard.on(work.on))
                return counts.counts_on(work.on), list(why)
            case _:
                return False, [because(self._law.limited.none, "none", on=work.on)]
        return step.passes, [step.reason]

    def _by_limits(self, fact: Fact, *, reasons: list[Reason], work: _Work) -> bool:
        """Tell whether the limits of the purpose let `fact` pass; their reasons are added."""
        purpose, on = work.purpose, work.on
        step = self._limited.sees(fact, selection=purpose.selection, asked=work.asked)
        if step is not None:
            reasons.append(step.reason)
            if not step.passes:
                return False
        if work.role is not None:
            step = self._limited.in_role(fact, role=work.role, on=on)
            if step is not None:
                reasons.append(step.reason)
                if not step.passes:
                    return False
        step = self._kept_longer.sees(fact, on=on, may_see=purpose.sexual_offences_long)
        if step is not None:
            reasons.append(step.reason)
            return step.passes
        return True

    def _of_cases(self, facts: PersonFacts, *, work: _Work) -> tuple[CaseDisclosure, ...]:
        """Return what may be shown of cases whose charges are not known yet."""
        without = [case for case in facts.record.cases if not case.offences]
        if not without:
            return ()
        limited = work.role is not None and bool(work.role.offences)
        step = self._all.sees_case(
            without_limit=work.purpose.regime == "extended"
            and work.purpose.selection == "every"
            and not limited,
            on=work.on,
        )
        return tuple(
            CaseDisclosure(
                key=FactKey(case.names[0] if case.names else "", ""),
                shown=step.passes,
                fields=work.shown.fact if step.passes else _NOTHING,
                reasons=(step.reason,),
            )
            for case in without
        )

    def _of_foreign(
        self, facts: PersonFacts, *, terms: CountedTerms | None, work: _Work
    ) -> tuple[ForeignDisclosure, ...]:
        if not facts.foreign:
            return ()
        return tuple(
            self._foreign_conviction(
                index,
                facts.foreign[index],
                counts=None if terms is None else terms.foreign[index],
                work=work,
            )
            for index in range(len(facts.foreign))
        )

    def _foreign_conviction(
        self, index: int, conviction: ForeignConviction, *, counts: CountsUntil | None, work: _Work
    ) -> ForeignDisclosure:
        scope, passes = work.purpose.foreign, True
        reasons: list[Reason] = []
        if scope == "standard" and counts is not None:
            passes = counts.counts_on(work.on)
            reasons += why_on(counts, on=work.on, law=self._standard.on(work.on))
        if passes:
            step = self._foreign.sees(conviction, scope=scope, on=work.on)
            passes = step.passes
            reasons.append(step.reason)
        return ForeignDisclosure(
            index=index,
            reference=conviction.judgment.reference,
            shown=passes,
            fields=work.shown.foreign if passes else _NOTHING,
            counts_until=_shown_until(counts, work=work),
            reasons=tuple(reasons),
        )

    def _general(self, rule: Rule[Purpose], *, work: _Work) -> tuple[Reason, ...]:
        law, on = self._law, work.on
        reasons = [because(rule, "ground", on=on)]
        if work.purpose.selection == "other-states" and work.asked.other_state is not None:
            reasons.append(work.asked.other_state.reason)
        if "/".join(work.pair) in law.third_countries.on(on).value.purposes:
            reasons.append(because(law.third_countries, "transfer", on=on))
        reasons.append(because(rule, "handling", on=on))
        reasons.append(because(law.other_use, "bound", on=on))
        if law.quality.on(on).value.statement:
            reasons.append(because(law.quality, "statement", on=on))
        reasons.append(because(law.correction_duty, "duty", on=on))
        return tuple(reasons)


def _shown_until(counts: CountsUntil | None, *, work: _Work) -> LegalDay | None:
    return None if counts is None or "telt-mee-tot" not in work.shown.fact else counts.until


def _by_fact(shields: Sequence[Shield]) -> Mapping[FactKey, Sequence[Shield]]:
    found: dict[FactKey, list[Shield]] = {}
    for shield in shields:
        found.setdefault(shield.key, []).append(shield)
    return found
