"""The one predicate of the register: what a ground may see of a person (I9)."""

from collections.abc import Mapping, Sequence

from jds.law.disclosure.counts_until import CountsUntil
from jds.law.disclosure.disclosure import Disclosure
from jds.law.disclosure.purposes import Purpose
from jds.law.disclosure.request import Request
from jds.law.disclosure.shielding import Shield
from jds.law.facts import FactKey, PersonFacts
from jds.law.rule_file import Rule
from jds.law.rules import Law


class DisclosureRules:
    """The rules on disclosure of one edition of the law, ready to be asked."""

    def __init__(self, law: Law) -> None:
        self._law = law

    def require_ground(self, request: Request) -> Rule[Purpose]:
        """Return the purpose that `request` may be answered for."""
        raise NotImplementedError

    def disclose(
        self, facts: PersonFacts, request: Request, *, shields: Sequence[Shield] = ()
    ) -> Disclosure:
        """Return what `request` lets its recipient see of `facts`."""
        raise NotImplementedError

    def counts_until(self, facts: PersonFacts) -> Mapping[FactKey, CountsUntil]:
        """Return how long each fact counts under Wjsg 10, 11 or 12."""
        raise NotImplementedError
