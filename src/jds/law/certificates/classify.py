"""Sort every fact of a person for a certificate of conduct: in which group, and why.

Groups, in Dutch as on the wire:

| group | meaning |
|---|---|
| `mag-niet-meewegen` | left out: acquitted irrevocably, dismissed on a technical ground |
| `eerst-navragen` | nobody knows yet whether it may be weighed; ask its source first |
| `binnen-termijn` | certainly inside the term |
| `kan-binnen-termijn` | may be inside: a day, an age, an article or custody is not known |
| `bijzondere-weigeringsgrond` | outside, but a special ground for refusal holds |
| `kan-bijzondere-weigeringsgrond` | outside, and such a ground may hold |
| `buiten-termijn-mag-meewegen` | outside; weighed in the subjective criterion as there is a hit |
| `buiten-termijn` | outside |
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from jds.domain.record import CaseRecord
from jds.domain.time import LegalDay
from jds.law.certificates.certainty import Certainty
from jds.law.certificates.custody import custody_before
from jds.law.certificates.items import Item, read_items
from jds.law.certificates.pointers import pointers
from jds.law.certificates.policy import Policy
from jds.law.certificates.question import AssessedBeforeApplication, CertificateQuestion
from jds.law.certificates.special import special_ground
from jds.law.certificates.term import Window, term_for, window_of
from jds.law.classified import Classification, ClassifiedFact
from jds.law.dismissal import GroundsForDismissal
from jds.law.facts import PersonFacts
from jds.law.reasons import Reason, because
from jds.law.rules import Law

Group: TypeAlias = Literal[
    "mag-niet-meewegen",
    "eerst-navragen",
    "binnen-termijn",
    "kan-binnen-termijn",
    "bijzondere-weigeringsgrond",
    "kan-bijzondere-weigeringsgrond",
    "buiten-termijn-mag-meewegen",
    "buiten-termijn",
]

SUBJECT = "terugkijktermijn"


class CertificateRules:
    """The rules on certificates of one edition of the law, ready to be asked."""

    def __init__(self, law: Law) -> None:
        self._law = law.certificates
        self._lists = law.offences.lists
        self._grounds = GroundsForDismissal(law)
        self._changes = sorted(
            {
                version.takes_effect_on
                for rule in law.rules()
                if rule.file.startswith(("certificates/", "offences/lists/"))
                for version in rule.versions
            }
        )
        self._policies: dict[LegalDay, Policy] = {}

    def policy_on(self, day: LegalDay) -> Policy:
        """Return the rules as they hold on `day`."""
        since = max((change for change in self._changes if change <= day), default=None)
        key = self._changes[0] if since is None else since
        policy = self._policies.get(key)
        if policy is None:
            policy = self._policies[key] = Policy(
                self._law, lists=self._lists, grounds=self._grounds, on=key
            )
        return policy

    def classify(self, person: PersonFacts, question: CertificateQuestion) -> Classification:
        """Return every fact of `person` in its group for `question`.

        Nothing is decided: people weigh what is inside, and what a group says may be weighed.
        One fact bears on another (a hit inside, custody, the shorter term), so whoever may see
        only some facts of somebody gives only these: nothing of the rest then shows in any way.

        Raises:
            UnknownFunction: The function asked for is not listed.
            AssessedBeforeApplication: The assessment lies before the application.

        Source:
            Wjsg art. 35; Beleidsregels VOG-NP-RP 2013 par. 3.
        """
        if question.assessed_on < question.applied_on:
            raise AssessedBeforeApplication(
                applied_on=question.applied_on, assessed_on=question.assessed_on
            )
        policy = self.policy_on(question.assessed_on)
        return _Sorting(person, question=question, policy=policy).result()


class _Sorting:
    """One person and one question, while the facts are sorted."""

    def __init__(
        self, person: PersonFacts, *, question: CertificateQuestion, policy: Policy
    ) -> None:
        self._person = person
        self._question = question
        self._policy = policy
        self._items = read_items(person, policy=policy)
        treatments: dict[str, list[str]] = {}
        for item in self._items:
            treatments.setdefault(item.key.case, []).append(item.treatment)
        self._treatments = treatments
        # Only cases of the facts that were given: whoever asks may not see them all.
        self._cases = tuple({fact.key.case: fact.case for fact in person.facts}.values())
        self._custody = custody_before(
            question.assessed_on,
            cases=self._cases,
            counts=self._custody_counts,
            rule=policy.custody,
        )
        self._term = term_for(person, question=question, custody=self._custody, policy=policy)
        self._lost = max(
            (item.sorts.takes_short_term for item in self._items if item.treatment == "weigh"),
            default=Certainty.NO,
        )

    def result(self) -> Classification:
        placed = [self._place(item) for item in self._items]
        hit = self._hit(placed)
        special = self._special_window()
        facts = [
            self._sorted(item, inside, why, hit=hit, special=special)
            for item, (inside, why) in zip(self._items, placed, strict=True)
        ]
        return Classification(SUBJECT, tuple(facts), self._reasons(facts))

    def _place(self, item: Item) -> tuple[Certainty, tuple[Reason, ...]]:
        """Return whether a fact lies inside the term, and why."""
        law, on = self._policy.law, self._policy.on
        why = item.day.reasons
        if item.sorts.fraud is Certainty.MAYBE and item.sorts.sexual is not Certainty.YES:
            why = (because(law.fraud, "may_be_fraud", on=on), *why)
        if item.sorts.sexual is Certainty.YES:
            return Certainty.YES, (*why, because(law.unlimited, "unlimited", on=on))
        place = self._term.place(item.day.days, lost=self._lost_for(item))
        why = (*why, *place.reasons)
        if item.sorts.sexual is Certainty.MAYBE and place.is_inside is not Certainty.YES:
            return Certainty.MAYBE, (*why, because(law.unlimited, "may_be_unlimited", on=on))
        return place.is_inside, why

    def _lost_for(self, item: Item) -> Certainty:
        if self._policy.young.lost_for == "every-fact":
            return self._lost
        return item.sorts.takes_short_term

    def _hit(self, placed: Sequence[tuple[Certainty, tuple[Reason, ...]]]) -> Certainty:
        """Return whether a fact that may be weighed lies inside."""
        return max(
            (
                inside
                for item, (inside, _) in zip(self._items, placed, strict=True)
                if item.treatment == "weigh"
            ),
            default=Certainty.NO,
        )

    def _special_window(self) -> Window:
        rule, question = self._policy.special_refusal, self._question
        before = question.applied_on if rule.before == "application" else question.assessed_on
        custody = self._custody
        if before != question.assessed_on:
            custody = custody_before(
                before,
                cases=self._cases,
                counts=self._custody_counts,
                rule=self._policy.custody,
            )
        return window_of(rule.years, before=before, custody=custody, policy=self._policy)

    def _sorted(
        self,
        item: Item,
        inside: Certainty,
        why: tuple[Reason, ...],
        *,
        hit: Certainty,
        special: Window,
    ) -> ClassifiedFact:
        why = (*self._minority(item), *why)
        if item.treatment != "weigh":
            group: Group = (
                "mag-niet-meewegen" if item.treatment == "do-not-weigh" else "eerst-navragen"
            )
            return ClassifiedFact(item.key, group, (*why, *item.treatment_why))
        why = (*item.treatment_why, *why)
        if inside is Certainty.YES:
            return ClassifiedFact(item.key, "binnen-termijn", why)
        if inside is Certainty.MAYBE:
            return ClassifiedFact(item.key, "kan-binnen-termijn", why)
        return self._outside(item, why, hit=hit, special=special)

    def _outside(
        self, item: Item, why: tuple[Reason, ...], *, hit: Certainty, special: Window
    ) -> ClassifiedFact:
        law, on = self._policy.law, self._policy.on
        group: Group = "buiten-termijn"
        if hit is Certainty.YES or (
            hit is Certainty.MAYBE and self._policy.hit_inside.possible_hit == "counts"
        ):
            group = "buiten-termijn-mag-meewegen"
            why = (*why, because(law.hit_inside, "may_be_weighed", on=on))
        elif hit is Certainty.MAYBE:
            why = (*why, because(law.hit_inside, "if_that_fact_is_inside", on=on))
        holds, ground = special_ground(
            item,
            window=special,
            with_children=self._policy.is_with_children(self._question),
            policy=self._policy,
        )
        if ground is not None:
            why = (*why, ground)
            if holds is Certainty.YES:
                group = "bijzondere-weigeringsgrond"
            else:
                group = "kan-bijzondere-weigeringsgrond"
        return ClassifiedFact(item.key, group, why)

    def _minority(self, item: Item) -> tuple[Reason, ...]:
        under = self._policy.minority.under_age
        if item.age.is_certainly(under):
            return ()
        says = "minor" if item.age.is_certainly_under(under) else "may_be_minor"
        if says == "may_be_minor" and item.age.at_least is None and item.age.at_most is None:
            # Nothing is known of the age, which is not a sign of a minor.
            return ()
        why = because(self._policy.law.minority, says, on=self._policy.on, leeftijd=under)
        return (why,)

    def _custody_counts(self, case: CaseRecord) -> Certainty:
        """Return whether custody in `case` counts: not when nothing of it may be weighed."""
        if self._policy.custody.case_not_weighed == "counts":
            return Certainty.YES
        treatments = self._treatments.get(case.names[0] if case.names else "", [])
        if "weigh" in treatments:
            return Certainty.YES
        if not treatments or "ask-first" in treatments:
            return Certainty.MAYBE
        return Certainty.NO

    def _reasons(self, facts: Sequence[ClassifiedFact]) -> tuple[Reason, ...]:
        """Return what holds for all facts together."""
        policy = self._policy
        told = list(self._term.reasons(self._lost))
        if self._custody.not_known:
            told.append(
                because(
                    policy.law.custody,
                    "days_not_known",
                    on=policy.on,
                    aantal=self._custody.not_known,
                )
            )
        if self._person.is_legal_person:
            told.append(because(policy.law.legal_persons, "others_too", on=policy.on))
        told += policy.remarks(self._question)
        told += pointers(
            self._items,
            groups=[fact.group for fact in facts],
            assessed_on=self._question.assessed_on,
            policy=policy,
        )
        return tuple(told)
