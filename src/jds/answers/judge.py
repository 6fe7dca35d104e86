"""Judge a person under one edition of the law: what a ground may see, how it sorts that, and why.

Pure: the same person, inquiry and edition give the same judgement, whenever it is asked.
"""

from collections.abc import Sequence

from msgspec import Struct, structs

from jds.answers.asked import Inquiry, NamedFact
from jds.answers.currency.assess import AssessmentRules
from jds.answers.sort_facts import FactSorting
from jds.domain.blocks import Person
from jds.domain.case_number import canonical_or_none
from jds.domain.record import PersonRecord
from jds.law.classified import Classification
from jds.law.disclosure.disclosure import Disclosure
from jds.law.disclosure.predicate import DisclosureRules
from jds.law.disclosure.request import Request
from jds.law.disclosure.shielding import Shield
from jds.law.entry import EntryRules
from jds.law.facts import FactKey, PersonFacts, read_facts
from jds.law.offences.catalogue import OffenceCatalogue
from jds.law.rules import Law

_NOBODY = PersonRecord(subjects=(), skns=(), current=Person(), is_known=False)


class Judged(Struct, frozen=True):
    """What the law says of a person to one request.

    Attributes:
        facts: Every fact, shown or not.
        disclosure: What may be shown of each.
        classifications: How the facts that are shown are sorted for the purpose.
    """

    facts: PersonFacts
    disclosure: Disclosure
    classifications: tuple[Classification, ...]

    @property
    def shows_something(self) -> bool:
        """Tell whether at least one fact or foreign conviction may be shown."""
        return self.disclosure.shows_something


class AnswerRules:
    """The rules of one edition of the law that answers are given under."""

    def __init__(self, law: Law) -> None:
        self.edition = law.edition
        self.entry = EntryRules(law)
        self._catalogue = OffenceCatalogue(law.offences, names=law.names_of_acts)
        self._disclosure = DisclosureRules(law, catalogue=self._catalogue)
        self._sorting = FactSorting(law)
        self.assessment = AssessmentRules(law)

    def require_ground(self, inquiry: Inquiry) -> None:
        """Refuse an inquiry for which there is no ground.

        Raises:
            UnknownRecipient, UnknownPurpose: No rule names it.
            GroundMissing: The ground asks for something that the inquiry lacks.
        """
        self._disclosure.require_ground(_request(inquiry, named=frozenset()))

    def judge_nobody(self, inquiry: Inquiry) -> Judged:
        """Return what the law says to `inquiry` when there is nobody to tell of.

        Asked first of all, it refuses what cannot be used whether or not anybody is found: a
        refusal only for people who are here would tell that they are, and leave no trace.

        Raises:
            NotAllowed: The inquiry has no ground.
            UnknownFunction, AssessedBeforeApplication: What was asked besides cannot be used.
        """
        return self.judge(_NOBODY, inquiry=inquiry, shields=())

    def judge(self, person: PersonRecord, *, inquiry: Inquiry, shields: Sequence[Shield]) -> Judged:
        """Return what the law says of `person` to `inquiry`.

        Raises:
            NotAllowed: The inquiry has no ground.
        """
        facts, disclosure = self.disclose(person, inquiry=inquiry, shields=shields)
        sorted_facts = self._sorting.sort(facts, disclosure=disclosure, inquiry=inquiry)
        return Judged(facts, disclosure, sorted_facts)

    def disclose(
        self, person: PersonRecord, *, inquiry: Inquiry, shields: Sequence[Shield]
    ) -> tuple[PersonFacts, Disclosure]:
        """Return the facts of `person`, and what `inquiry` lets its recipient see of them.

        Raises:
            NotAllowed: The inquiry has no ground.
        """
        facts = read_facts(person, catalogue=self._catalogue)
        request = _request(inquiry, named=_named_keys(facts, inquiry.named))
        return facts, self._disclosure.disclose(facts, request, shields=shields)


def _request(inquiry: Inquiry, *, named: frozenset[FactKey]) -> Request:
    """Return the request with the facts that were named; None when nobody named any."""
    if not inquiry.named:
        return inquiry.request
    return structs.replace(inquiry.request, named=named)


def _named_keys(facts: PersonFacts, named: Sequence[NamedFact]) -> frozenset[FactKey]:
    """Return the facts of a person that were named; a name that no fact bears names nothing."""
    wanted = {(_canonical(each.case_number), each.offence_number) for each in named}
    return frozenset(
        fact.key
        for fact in facts.facts
        for name in fact.case.names
        if (name[2:], fact.offence.description.number) in wanted
    )


def _canonical(case_number: str) -> str:
    return canonical_or_none(case_number) or case_number.strip()
