"""A named list of offences as it stands on a day, asked about facts."""

from jds.domain.time import LegalDay
from jds.law.facts import Fact
from jds.law.offences.lists import ListOfOffences, OffenceList
from jds.law.rule_file import Rule


class ListOnDay:
    """The versions of a list, ready to be asked."""

    def __init__(self, rule: Rule[ListOfOffences]) -> None:
        self._rule = rule
        self._lists = {
            version.takes_effect_on: OffenceList(
                version.value.offences, categories=version.value.categories
            )
            for version in rule.versions
        }

    def covers(self, fact: Fact, *, on: LegalDay) -> bool:
        """Tell whether `fact` is certainly on the list."""
        return (
            self._in_force(on).standing(
                fact.offence_class, first=fact.committed_first, last=fact.committed_last
            )
            == "listed"
        )

    def may_cover(self, fact: Fact, *, on: LegalDay) -> bool:
        """Tell whether `fact` is, or may be, on the list; what nobody can compare may not."""
        return self._in_force(on).covers(
            fact.offence_class, first=fact.committed_first, last=fact.committed_last
        )

    def _in_force(self, on: LegalDay) -> OffenceList:
        return self._lists[self._rule.on(on).takes_effect_on]
