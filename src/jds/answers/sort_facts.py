"""Sort the facts a ground may see the way its purpose weighs them: presented, never decided.

Which purpose is sorted by which rules is law data (`law/data/disclosure/sorting.yaml`). Facts that
the ground does not see take no part in what is told: their groups are left out.
"""

from collections.abc import Collection

from msgspec import structs

from jds.answers.asked import Inquiry
from jds.law.certificates.classify import CertificateRules
from jds.law.certificates.question import CertificateQuestion
from jds.law.classified import Classification
from jds.law.disclosure.sorting import SortedPurpose
from jds.law.facts import FactKey, PersonFacts
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
        self, facts: PersonFacts, *, inquiry: Inquiry, only: Collection[FactKey]
    ) -> tuple[Classification, ...]:
        """Return how the facts of a person are sorted for an inquiry; nothing when they are not.

        Args:
            only: The facts that may be shown.

        Raises:
            UnknownFunction, AssessedBeforeApplication: What was asked besides cannot be used.
        """
        request = inquiry.request
        return tuple(
            _told(self._sort(facts, row, inquiry=inquiry), only=only)
            for row in self._sorting.on(request.on).value.sorted
            if (row.recipient, row.purpose) == (request.recipient, request.purpose)
        )

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


def _told(classification: Classification, *, only: Collection[FactKey]) -> Classification:
    told = tuple(each for each in classification.facts if each.key in only)
    return structs.replace(classification, facts=told)
