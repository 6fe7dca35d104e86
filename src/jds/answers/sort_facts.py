"""Sort the facts a ground may see the way its purpose weighs them: presented, never decided.

Which purpose is sorted by which rules is law data (`law/data/disclosure/sorting.yaml`). What the
ground does not see takes no part: a term that a withheld fact prolongs, or a custody it names,
would tell of it. So the rules get a person of whom nothing else exists.
"""

from msgspec import structs

from jds.answers.asked import Inquiry
from jds.law.certificates.classify import CertificateRules
from jds.law.certificates.question import CertificateQuestion
from jds.law.classified import Classification
from jds.law.disclosure.disclosure import Disclosure
from jds.law.disclosure.sorting import SortedPurpose
from jds.law.facts import PersonFacts, key_of
from jds.law.family.assess import FamilyQuestion, FamilyRules
from jds.law.immigration.nationality import ImmigrationRules
from jds.law.immigration.question import ImmigrationQuestion
from jds.law.repeat.earlier import RepeatQuestion, RepeatRules
from jds.law.rules import Law


class FactSorting:
    """The rules that sort facts, of one edition of the law."""

    def __init__(self, law: Law) -> None:
        self._sorting = law.sorting
        self._certificates = CertificateRules(law)
        self._immigration = ImmigrationRules(law)
        self._family = FamilyRules(law)
        self._repeat = RepeatRules(law)

    def sort(
        self, facts: PersonFacts, *, disclosure: Disclosure, inquiry: Inquiry
    ) -> tuple[Classification, ...]:
        """Return how the facts that may be shown are sorted for an inquiry.

        Raises:
            UnknownFunction, AssessedBeforeApplication: What was asked besides cannot be used.
        """
        request = inquiry.request
        rows = [
            row
            for row in self._sorting.on(request.on).value.sorted
            if (row.recipient, row.purpose) == (request.recipient, request.purpose)
        ]
        if not rows:
            return ()
        seen = visible(facts, disclosure)
        return tuple(self._sort(seen, row, inquiry=inquiry) for row in rows)

    def _sort(self, facts: PersonFacts, row: SortedPurpose, *, inquiry: Inquiry) -> Classification:
        request, assessing = inquiry.request, inquiry.assessing
        applied_on = assessing.applied_on or request.on
        match row.by:
            case "terugkijktermijn":
                return self._certificates.classify(
                    facts,
                    CertificateQuestion(
                        applied_on=applied_on,
                        assessed_on=request.on,
                        profile=assessing.profile,
                        function=assessing.function or row.function,
                        with_children=assessing.with_children or row.with_children,
                    ),
                )
            case "nationaliteit" | "vreemdelingen":
                return self._immigration.assess(
                    facts,
                    ImmigrationQuestion(
                        requested_on=applied_on, purpose=row.by, decided_on=request.on
                    ),
                )
            case "adoptie" | "pleegzorg" | "voogdij" | "kinderbescherming":
                return self._family.assess(
                    facts, FamilyQuestion(asked_on=request.on, purpose=row.by)
                )
            case "recidive":
                return self._repeat.earlier(
                    facts,
                    RepeatQuestion(
                        articles=request.articles,
                        offence_on=request.offence_on or request.on,
                        years=assessing.years,
                    ),
                )


def visible(facts: PersonFacts, disclosure: Disclosure) -> PersonFacts:
    """Return a person of whom nothing exists but what `disclosure` shows."""
    shown = {each.key for each in disclosure.decided() if each.shown}
    if len(shown) == len(disclosure.facts) + len(disclosure.cases):
        cases = facts.record.cases
    else:
        cases = tuple(
            structs.replace(
                case,
                offences=tuple(each for each in case.offences if key_of(case, each) in shown),
            )
            for case in facts.record.cases
            if any(key.case in case.names for key in shown)
        )
    foreign = tuple(facts.foreign[each.index] for each in disclosure.foreign if each.shown)
    return structs.replace(
        facts,
        facts=tuple(fact for fact in facts.facts if fact.key in shown),
        foreign=foreign,
        record=structs.replace(facts.record, cases=cases, foreign=foreign),
    )
